//! `gradus batch`: a candidate a row, as forms and learning platforms export them, through the real program.

#![cfg(all(feature = "cli", feature = "search"))]

mod common;

use common::{Folder, Run, SMALL, gradus};
use serde_json::{Value, json};

const HASH: &str = "What is a hash table?";
const STACK: &str = "What is the difference between a stack and a queue?";
const SORTING: &str = "Which sorting algorithms do you know, and how do they compare?";
const ADA: &str = "A hash function turns the key into an index, so lookups take constant time.";
const BOB: &str = "A stack is last in first out, a queue is first in first out.";

fn csv(rows: &[&[&str]], delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(delimiter).from_writer(Vec::new());
    for row in rows {
        writer.write_record(*row).unwrap();
    }
    writer.into_inner().unwrap()
}

/// Grades a table to JSON Lines on standard output; paths are taken out of what is said.
fn grade(bytes: &[u8], args: &[&str]) -> Run {
    let folder = Folder::new();
    let input = folder.write("export.csv", bytes);
    let mut run = gradus(["batch", "--bank", SMALL, &input, "-o", "-"].iter().chain(args));
    run.err = run.err.replace(&folder.at(""), "");
    run
}

/// Who answered what, and what came of it.
fn brief(run: &Run) -> Vec<(String, String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_string();
    let rows = run.lines();
    rows.iter()
        .map(|row| {
            let empty = row["flags"] == json!(["empty"]);
            let outcome = row["error"]["code"].as_str().unwrap_or(if empty { "empty" } else { "" });
            (text(&row["answer_id"]), text(&row["candidate_id"]), text(&row["question_id"]), outcome.to_string())
        })
        .collect()
}

fn said(run: &Run) -> String {
    let shown = run.err.lines().take_while(|line| !line.contains(" rows in "));
    shown.map(|line| format!("{line}\n")).collect()
}

#[test]
fn google_forms() {
    let scored = format!("{HASH} [Score]");
    let feedback = format!("{HASH} [Feedback]");
    let table = csv(
        &[
            &[
                "Timestamp",
                "Email Address",
                "Score",
                "Your full name",
                HASH,
                &scored,
                &feedback,
                STACK,
                "Favourite colour",
            ],
            &["2026/11/21 10:00:00 am GMT+1", "ada@b.c", "5.00 / 10", "Ada Lovelace", ADA, "5.00 / 5", "", BOB, "red"],
            &["2026/11/21 10:05:00 am GMT+1", "bob@b.c", "0.00 / 10", "Bob", "", "-- / 5", "", BOB, "blue, I think"],
        ],
        b',',
    );
    let run = grade(&table, &[]).code(0);
    insta::assert_snapshot!("google_forms", said(&run));
    let row = |id: &str, who: &str, what: &str, flags: &str| (id.into(), who.into(), what.into(), flags.into());
    assert_eq!(
        brief(&run),
        [
            row("1:hash-table", "ada@b.c", "hash-table", ""),
            row("1:stack-vs-queue", "ada@b.c", "stack-vs-queue", ""),
            row("2:hash-table", "bob@b.c", "hash-table", "empty"),
            row("2:stack-vs-queue", "bob@b.c", "stack-vs-queue", ""),
        ]
    );
}

#[test]
fn microsoft_forms() {
    let (points, feedback) = (format!("Points - {HASH}"), format!("Feedback - {HASH}"));
    let header: &[&str] = &[
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        "Total points",
        "Quiz feedback",
        "Grade posted time",
        HASH,
        &points,
        &feedback,
        "Which sorting algorithms do you know and how do they compare",
    ];
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in header.iter().enumerate() {
        sheet.write(0, column as u16, *name).unwrap();
        sheet
            .write(
                1,
                column as u16,
                ["1", "46347.4", "46347.5", "anonymous", "", "", "", ""].get(column).copied().unwrap_or(ADA),
            )
            .unwrap();
    }
    let folder = Folder::new();
    let input = folder.write("form.xlsx", book.save_to_buffer().unwrap());
    let run = gradus(["batch", "--bank", SMALL, &input, "-o", "-"]).code(0);
    insta::assert_snapshot!("microsoft_forms", said(&run).replace(&folder.at(""), ""));
    let found = brief(&run);
    assert_eq!(found.iter().map(|row| row.2.as_str()).collect::<Vec<_>>(), ["hash-table", "sorting"]);
    assert_eq!(found[0].1, "1");
}

#[test]
fn canvas_student_analysis() {
    let (hash, stack) = (format!("104711: {HASH}"), format!("104712: {STACK}"));
    let table = csv(
        &[
            &[
                "name",
                "id",
                "sis_id",
                "section",
                "section_id",
                "section_sis_id",
                "submitted",
                "attempt",
                &hash,
                "1.0",
                &stack,
                "3.0",
                "n correct",
                "n incorrect",
                "score",
            ],
            &[
                "Ada Lovelace",
                "77",
                "s-77",
                "A",
                "1",
                "",
                "2026-11-21 10:00:00 UTC",
                "1",
                ADA,
                "0.0",
                BOB,
                "0.0",
                "0",
                "2",
                "0.0",
            ],
            &["Bob", "78", "", "A", "1", "", "2026-11-21 10:01:00 UTC", "1", "", "0.0", BOB, "0.0", "0", "2", "0.0"],
        ],
        b',',
    );
    let run = grade(&table, &[]).code(0);
    insta::assert_snapshot!("canvas", said(&run));
    let rows = run.lines();
    let most: Vec<&Value> = rows.iter().map(|row| &row["max_score"]).collect();
    assert_eq!(most, [&json!(1.0), &json!(3.0), &json!(1.0), &json!(3.0)]);
    assert_eq!(brief(&run).iter().map(|row| row.1.as_str()).collect::<Vec<_>>(), ["s-77", "s-77", "78", "78"]);
}

#[test]
fn moodle_responses() {
    let header: &[&str] = &[
        "Surname",
        "First name",
        "ID number",
        "Email address",
        "State",
        "Started on",
        "Completed",
        "Time taken",
        "Grade/10.00",
        "Question 1",
        "Response 1",
        "Right answer 1",
        "Question 2",
        "Response 2",
    ];
    let about = |last: &'static str, first: &'static str, mail: &'static str| {
        [
            last,
            first,
            "",
            mail,
            "Finished",
            "21 November 2026  10:00 AM",
            "21 November 2026  10:20 AM",
            "20 mins",
            "7.50",
        ]
    };
    // The order of questions may differ from one candidate to the next.
    let ada = [&about("Lovelace", "Ada", "ada@b.c")[..], &[HASH, ADA, "", STACK, BOB]].concat();
    let bob = [&about("Builder", "Bob", "bob@b.c")[..], &[STACK, "-", "", SORTING, "Quicksort"]].concat();
    let rows: [&[&str]; 3] = [header, &ada, &bob];
    let run = grade(&csv(&rows, b','), &[]).code(0);
    insta::assert_snapshot!("moodle", said(&run));
    let found = brief(&run);
    let items: Vec<&str> = found.iter().map(|row| row.2.as_str()).collect();
    assert_eq!(items, ["hash-table", "stack-vs-queue", "stack-vs-queue", "sorting"]);
    assert_eq!((found[2].1.as_str(), found[2].3.as_str()), ("bob@b.c", "empty"));
    // Without the questions nobody knows what was answered.
    let without: Vec<Vec<&str>> = rows.iter().map(|row| [&row[..9], &[row[10], row[13]]].concat()).collect();
    let without: Vec<&[&str]> = without.iter().map(Vec::as_slice).collect();
    let run = grade(&csv(&without, b';'), &[]).code(2);
    insta::assert_snapshot!("moodle_without_questions", run.err);
    assert_eq!(run.out, "");
    let run = grade(&csv(&without, b';'), &["--map", "Response 1=hash-table", "--map", "K=-"]).code(0);
    assert_eq!(run.lines().len(), 2);
}

#[test]
fn moodle_in_another_language_and_with_rich_text() {
    let rich = |text: &str| format!("<p dir=\"ltr\">{}</p>", text.replace("the ", "the&nbsp;").replace('\'', "&#39;"));
    let header =
        ["Nachname", "Vorname", "E-Mail-Adresse", "Bewertung/10,00", "Frage 1", "Antwort 1", "Richtige Antwort 1"];
    let ada = ["Lovelace", "Zo\u{eb}", "zoe@b.c", "7,50", HASH, &rich(ADA), ""];
    let bob = ["Builder", "Bob", "bob@b.c", "-", STACK, &rich(BOB), ""];
    let run = grade(&csv(&[&header, &ada, &bob], b';'), &[]).code(0);
    let plain = csv(&[&["Name", HASH, STACK], &["Zo\u{eb} Lovelace", ADA, ""], &["Bob Builder", "", BOB]], b',');
    let plain = grade(&plain, &[]).code(0).lines();
    let rows = run.lines();
    for (row, wanted) in rows.iter().zip([&plain[0], &plain[3]]) {
        for field in ["name", "question_id", "score", "band", "flags"] {
            assert_eq!(row[field], wanted[field], "{field}");
        }
    }
    assert_eq!(rows.len(), 2);
    // Evidence stands where it stands in the text as it came in.
    let concepts = rows[1]["concepts"].as_array().unwrap();
    let evidence =
        concepts.iter().flat_map(|concept| concept["evidence"].as_array().unwrap()).next().expect("evidence");
    let at = |field: &str| evidence[field].as_u64().unwrap() as usize;
    assert!(BOB.contains(&rich(BOB)[at("start")..at("end")]), "{evidence}");
}

#[test]
fn blackboard_numbers_its_questions_and_says_what_each_is_worth() {
    let header =
        ["Username", "Last Name", "Question ID 1", "Question 1", "Answer 1", "Possible Points 1", "Auto Score 1"];
    let row = |who: &'static str, text: &'static str, worth| [who, "X", "Question ID 1", HASH, text, worth, ""];
    let table = csv(&[&header, &row("ada", ADA, "4"), &row("bob", "", "2,5")], b'\t');
    let run = grade(&table, &[]).code(0);
    let found: Vec<_> = run.lines().iter().map(|row| (row["candidate_id"].clone(), row["max_score"].clone())).collect();
    assert_eq!(found, [(json!("ada"), json!(4.0)), (json!("bob"), json!(2.5))]);
    // The same with an answer a row: the platform's id is none of the bank's, and the question is.
    let header = ["Username", "Question ID", "Question", "Answer", "Possible Points"];
    let run = grade(&csv(&[&header, &["ada", "_17_1", HASH, ADA, "4"]], b','), &[]).code(0);
    let row = &run.lines()[0];
    assert_eq!((&row["question_id"], &row["max_score"]), (&json!("hash-table"), &json!(4.0)));
}

#[test]
fn lines_of_headings_below_the_header_are_no_candidates() {
    let monkey = csv(
        &[
            &["Respondent ID", "Date Created", "Email Address", HASH, STACK, "Used?", ""],
            &["", "", "", "Open-Ended Response", "Open-Ended Response", "Django", "Flask"],
            &["118", "2026-11-21", "ada@b.c", ADA, BOB, "Django", ""],
            &["119", "2026-11-21", "", "", BOB, "", "Flask"],
        ],
        b',',
    );
    let qualtrics = csv(
        &[
            &["StartDate", "ResponseId", "RecipientEmail", "Q1", "Q2"],
            &["Start Date", "Response ID", "Recipient Email", HASH, STACK],
            &[
                "{\"ImportId\":\"startDate\"}",
                "{\"ImportId\":\"_recordId\"}",
                "{\"ImportId\":\"recipientEmail\"}",
                "{\"ImportId\":\"QID1_TEXT\"}",
                "{\"ImportId\":\"QID2_TEXT\"}",
            ],
            &["2026-11-21", "118", "ada@b.c", ADA, BOB],
            &["2026-11-21", "119", "", "", BOB],
        ],
        b',',
    );
    let row = |id: &str, who: &str, what: &str, flags: &str| (id.into(), who.into(), what.into(), flags.into());
    let wanted = [
        row("1:hash-table", "118", "hash-table", ""),
        row("1:stack-vs-queue", "118", "stack-vs-queue", ""),
        row("2:hash-table", "119", "hash-table", "empty"),
        row("2:stack-vs-queue", "119", "stack-vs-queue", ""),
    ];
    for (table, said) in [
        (monkey, "export.csv: the line below the header holds headings, too; they are no answers"),
        (qualtrics, "export.csv: the 2 lines below the header hold headings, too; they are no answers"),
    ] {
        let run = grade(&table, &[]).code(0);
        assert!(run.err.contains(said), "{}", run.err);
        assert_eq!(brief(&run), wanted);
    }
}

#[test]
fn errors_behind_lines_of_headings_name_their_lines() {
    let table = format!("Respondent ID,Date Created,{HASH}\n,,Open-Ended Response\n118,2026,Keys\n119,2026\n");
    let run = grade(table.as_bytes(), &[]).code(1);
    let rows = run.lines();
    assert_eq!((&rows[1]["answer_id"], &rows[1]["line"]), (&json!("2"), &json!(4)), "{}", run.out);
}

#[test]
fn who_answered_without_a_name_is_not_one_with_all_who_did() {
    let table = csv(
        &[&["Start time", "Email", "Name", HASH], &["10:00", "anonymous", "", ADA], &["10:01", "anonymous", "", BOB]],
        b',',
    );
    let run = grade(&table, &[]).code(0);
    assert_eq!(brief(&run).iter().map(|row| row.1.as_str()).collect::<Vec<_>>(), ["1", "2"]);
}

#[test]
fn points_and_remarks_of_a_quiz_are_known_in_any_language() {
    let (points, remarks, marks) =
        (format!("Punkte \u{2013} {HASH}"), format!("Feedback \u{2013} {HASH}"), format!("{STACK} [Puntos]"));
    let table = csv(
        &[
            &["Name", HASH, &points, &remarks, STACK, &marks],
            &["Ada", ADA, "", "Say more about what happens when keys collide.", BOB, ""],
        ],
        b',',
    );
    let run = grade(&table, &[]).code(0);
    assert_eq!(brief(&run).iter().map(|row| row.2.as_str()).collect::<Vec<_>>(), ["hash-table", "stack-vs-queue"]);
    assert_eq!(run.err.matches("left out: about another column").count(), 2, "{}", run.err);
    // What has sentences may be answers as well: then it is asked.
    let again = format!("Once more - {HASH}");
    let run = grade(&csv(&[&["Name", HASH, &again], &["Ada", ADA, ADA]], b','), &[]).code(2);
    assert!(run.err.contains("column 2 answers the same question, too"), "{}", run.err);
}

#[test]
fn yes_and_no_below_a_question_are_not_proposed_as_answers() {
    let table =
        csv(&[&["Name", HASH, "Do you know what a queue is?"], &["Ada", ADA, "Yes"], &["Bob", ADA, "no"]], b',');
    let run = grade(&table, &[]).code(2);
    assert!(run.err.contains("it asks for yes or no") && run.err.contains("--map '3=-'"), "{}", run.err);
}

#[test]
fn what_is_not_sure_is_refused_with_a_line_to_paste() {
    let long = "I would say that it depends on what you do with it.";
    let table = csv(
        &[
            &["Name", HASH, "Explain queues and stacks to a child", "Anything else you want to tell us?", "Mood"],
            &["Ada", ADA, BOB, long, "good"],
        ],
        b',',
    );
    let run = grade(&table, &[]).code(2);
    insta::assert_snapshot!("unsure", run.err);
    let line = run.err.lines().find(|line| line.contains("--map '")).expect("a line to paste");
    let args: Vec<&str> = line.split_whitespace().map(|word| word.trim_matches('\'')).collect();
    assert_eq!(args, ["--map", "3=stack-vs-queue", "--map", "4=-"]);
    let run = grade(&table, &args).code(0);
    assert_eq!(brief(&run).iter().map(|row| row.2.as_str()).collect::<Vec<_>>(), ["hash-table", "stack-vs-queue"]);
    assert!(run.err.contains("-> stack-vs-queue, as --map says"), "{}", run.err);
    // Header and letter serve as well as the number.
    let other = ["--map", "Explain queues and stacks to a child=stack-vs-queue", "--map", "D=-", "--quiet"];
    let again = grade(&table, &other).code(0);
    assert_eq!((again.out, again.err.as_str()), (run.out, ""));
}

#[test]
fn a_map_that_fits_nothing_is_refused() {
    let table = csv(&[&["Name", HASH], &["Ada", ADA]], b',');
    for (map, wanted) in [
        ("7=sorting", "no wide table among the inputs has a column `7`"),
        ("2=sortign", "there is no item `sortign`"),
        ("2", "expected COLUMN=ITEM"),
        ("2=- --map B=-", "are both about column 2"),
    ] {
        let args: Vec<&str> = ["--map"].into_iter().chain(map.split(' ')).collect();
        let run = grade(&table, &args).code(2);
        assert!(run.err.contains(wanted), "{}", run.err);
    }
}

#[test]
fn errors_of_wide_rows_name_their_lines() {
    let mut table = csv(
        &[
            &["Email", "Note", HASH, SORTING],
            &["a@b.c", "naïve – “x”", ADA, "Quicksort,\nmerge sort"],
            &["b@b.c", "", "Keys"],
            &["c@b.c", "", "Ke\0ys", "Quicksort"],
        ],
        b',',
    );
    table.extend_from_slice(b"d@b.c,,caf\xe9,Quicksort\n");
    let run = grade(&table, &[]).code(1);
    let rows = run.lines();
    let found: Vec<_> =
        brief(&run).into_iter().zip(&rows).map(|(row, all)| (row.0, row.1, row.3, all["line"].as_u64())).collect();
    let row = |id: &str, who: &str, code: &str, line| (id.to_string(), who.to_string(), code.to_string(), line);
    assert_eq!(
        found,
        [
            row("1:hash-table", "a@b.c", "", None),
            row("1:sorting", "a@b.c", "", None),
            row("2", "b@b.c", "field-count", Some(4)),
            row("3:hash-table", "c@b.c", "nul-byte", Some(5)),
            row("3:sorting", "c@b.c", "", None),
            row("4:hash-table", "d@b.c", "bad-encoding", Some(6)),
            row("4:sorting", "d@b.c", "", None),
        ]
    );
}

#[test]
fn a_quote_that_does_not_close_costs_one_candidate() {
    let row = |at: usize, answer: &str| format!("2026-11-21 10:{at:02},c{at}@b.c,{answer},Quicksort\n");
    let mut table = format!("Timestamp,Email,{HASH},\"{SORTING}\"\n");
    for at in 0..30 {
        table.push_str(&row(at, if at == 10 { "\"Keys" } else { "\"Keys, and\nvalues, and, more\"" }));
    }
    let run = grade(table.as_bytes(), &[]).code(1);
    let bad: Vec<_> = brief(&run).into_iter().filter(|row| row.3 == "unclosed-quote").collect();
    assert_eq!(bad.len(), 1);
    assert_eq!((bad[0].0.as_str(), bad[0].1.as_str()), ("11", "c10@b.c"));
    assert_eq!(run.lines().len(), 29 * 2 + 1);
}

#[test]
fn long_and_wide_tables_are_one_run() {
    let folder = Folder::new();
    let wide = folder.write("wide.csv", csv(&[&["Name", HASH], &["Ada", ADA]], b','));
    let long = folder.write("long.csv", format!("candidate_id,question_id,answer\nBob,hash-table,\"{ADA}\"\n"));
    let run = gradus(["batch", "--bank", SMALL, &wide, &long, "-o", "-"]).code(0);
    let rows = run.lines();
    assert_eq!(rows[0]["score"], rows[1]["score"]);
    assert_eq!((&rows[0]["candidate_id"], &rows[1]["candidate_id"]), (&json!("Ada"), &json!("Bob")));
}

#[test]
fn a_column_that_does_not_exist_is_named_while_others_are_unsure() {
    let table = csv(&[&["Name", HASH, "Explain queues and stacks to a child"], &["Ada", ADA, BOB]], b',');
    let run = grade(&table, &["--map", "9=-"]).code(2);
    assert!(run.err.contains("has a column `9`") && run.err.contains("--map '3=stack-vs-queue'"), "{}", run.err);
}

#[test]
fn without_people_a_table_that_says_nobody_is_warned_about() {
    let salted = ["--anonymise", "--salt", "a long and secret salt"];
    let table = |who: &str| csv(&[&[who, HASH], &["Ada", ADA]], b',');
    assert!(grade(&table("Colour"), &salted).code(0).err.contains("warning: export.csv: no column was recognised"));
    assert!(!grade(&table("Nom et prénom"), &salted).code(0).err.contains("warning"));
}

#[test]
fn columns_of_numbers_are_marks_and_no_answers() {
    let marks = csv(
        &[&["Name", "hash-table", "sorting"], &["Ann", "85", "90"], &["Bob", "70", "absent"], &["Cy", "", "0"]],
        b',',
    );
    let run = grade(&marks, &[]).code(2);
    assert_eq!(run.out, "");
    assert!(
        run.err.contains("no column holds answers in words: below `hash-table`, `sorting` there are"),
        "{}",
        run.err
    );
    // Who means it says it.
    assert_eq!(grade(&marks, &["--map", "2=hash-table"]).code(0).lines().len(), 3);
    // Beside answers they are left out, and it is said; short answers to a question for sure are answers.
    let both = csv(&[&["Name", HASH, "hash-table", SORTING], &["Ann", ADA, "5", "no"], &["Bob", BOB, "3.5", ""]], b',');
    let run = grade(&both, &[]).code(0);
    assert!(run.err.contains("column 3 (C) \"hash-table\" left out: numbers, no answers in words"), "{}", run.err);
    assert_eq!(brief(&run).iter().map(|row| row.2.as_str()).collect::<Vec<_>>(), ["hash-table", "sorting"].repeat(2));
}

#[test]
fn the_workbook_that_the_program_writes_is_not_graded_as_answers() {
    let folder = Folder::new();
    let input = folder.write("export.csv", csv(&[&["Name", HASH, SORTING], &["Ada", ADA, ""]], b','));
    let book = folder.at("results.xlsx");
    gradus(["batch", "--bank", SMALL, &input, "-o", &book]).code(0);
    let run = gradus(["batch", "--bank", SMALL, &book, "-o", "-"]).code(2);
    assert!(run.out.is_empty() && run.err.contains("no column holds answers in words"), "{}", run.err);
}

#[test]
fn empty_fields_too_many_at_the_end_of_a_candidates_row_are_ignored() {
    let row = |end: &str| format!("Name;\"{HASH}\";\"{SORTING}\"\nAnn;{ADA};Quicksort{end}\nBob;Keys;No idea{end}\n");
    let plain = grade(row("").as_bytes(), &[]).code(0).out;
    assert_eq!(grade(row(";;").as_bytes(), &[]).code(0).out, plain);
}

#[test]
fn a_table_without_its_header_line_says_so() {
    for text in [
        "hash-table,\"Keys, and values\"\nsorting,Quicksort\nhash-table,No idea\n".to_string(),
        format!("hash-table,\"{ADA}\"\nsorting,Quicksort\n"),
        format!("1,c-1,hash-table,\"{ADA}\"\n2,c-2,sorting,Quicksort and merge sort\n"),
        format!("\"{HASH}\",Keys\n\"{SORTING}\",Quicksort\n"),
        "hash-table,foo\n".to_string(),
        "hash-table,foo".to_string(),
        format!("hash-table,\"{ADA}\"\n"),
    ] {
        let run = grade(text.as_bytes(), &[]).code(2);
        assert!(run.out.is_empty() && run.err.contains("the header line is missing"), "{text}: {}", run.err);
        assert!(run.err.contains("above it, such as: question_id,answer"), "{text}: {}", run.err);
        let run = grade(format!("hash-table,sorting\n{text}").as_bytes(), &[]);
        assert!(!run.err.contains("header line is missing"), "{text}: {}", run.err);
    }
    // A header alone is no row, and answers may be short.
    assert!(grade(b"Name,hash-table\n", &[]).code(0).err.contains("0 rows"));
    assert!(grade(b"hash-table,sorting\n", &[]).code(0).err.contains("0 rows"));
    assert_eq!(grade(b"Name,hash-table\nAnn,Sorting\nBob,hash table\n", &[]).code(0).lines().len(), 2);
}
