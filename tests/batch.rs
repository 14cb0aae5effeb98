//! `gradus batch`, through the real program.

#![cfg(feature = "cli")]

mod common;

use common::{Folder, Run, SMALL, gradus, gradus_with, json_lines, program};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

const GOOD: &str = "A hash function turns the key into an index, so lookups take constant time.";

fn batch(args: &[&str]) -> Run {
    gradus(["batch", "--bank", SMALL].iter().chain(args))
}

/// Grades CSV text, JSON Lines out on standard output.
fn grade_csv(text: impl AsRef<[u8]>) -> Run {
    gradus_with(&["batch", "--bank", SMALL, "-", "-o", "-", "--input-format", "csv"], text.as_ref())
}

/// Grades JSON Lines text, JSON Lines out on standard output.
fn grade_jsonl(text: impl AsRef<[u8]>) -> Run {
    gradus_with(&["batch", "--bank", SMALL, "-", "-o", "-", "--input-format", "jsonl"], text.as_ref())
}

/// The closing message without the time that the run took.
fn without_time(err: &str) -> String {
    let mut out = String::new();
    for line in err.lines() {
        match (line.find(" rows in "), line.find(" s: ")) {
            (Some(from), Some(to)) if from < to => {
                out.push_str(&format!("{} rows in [time]{}", &line[..from], &line[to + 2..]));
            }
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

/// A few hundred different answers to the items of the small bank.
fn many_rows(count: usize) -> Vec<String> {
    let openings =
        ["A hash function turns the key into an index", "It keeps keys sorted", "I never write tests", "Stores values"];
    let middles = [
        "with constant time lookup",
        "and collisions are handled by chaining",
        "like LIFO stacks",
        "unlike a FIFO queue",
    ];
    let ends = ["O(n log n)", "quicksort, merge sort and heap sort", "– naïve 😀 “quoted”", "not constant time"];
    let items = ["hash-table", "stack-vs-queue", "sorting", "no-such-item"];
    (0..count)
        .map(|at| {
            let answer = format!("{}, {}, {} {at}.", openings[at % 4], middles[at / 4 % 4], ends[at / 16 % 4]);
            json!({"answer_id": format!("a{at:05}"), "candidate_id": format!("c{at}"), "question_id": items[at / 3 % 4], "answer": answer}).to_string()
        })
        .collect()
}

// ---- formats ----

#[test]
fn csv_in_and_json_lines_out() {
    let run = grade_csv(format!("answer_id,candidate_id,question_id,answer\n7,c-19,hash-table,\"{GOOD}\"\n")).code(0);
    let rows = run.lines();
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!((&row["answer_id"], &row["candidate_id"]), (&json!("7"), &json!("c-19")));
    assert_eq!((&row["question_id"], &row["band"]), (&json!("hash-table"), &json!("strong")));
    for field in [
        "score",
        "confidence",
        "needs_review",
        "concepts",
        "missing",
        "misconceptions",
        "red_flags",
        "flags",
        "feedback",
        "engine",
        "rubric",
    ] {
        assert!(!row[field].is_null(), "{field}");
    }
}

#[test]
fn all_four_pairs_of_formats_say_the_same() {
    let folder = Folder::new();
    let csv =
        folder.write("in.csv", format!("question_id,answer\nhash-table,\"{GOOD}\"\nsorting,\"Quicksort, I think.\"\n"));
    let jsonl = folder.write(
        "in.jsonl",
        format!(
            "{}\n{}\n",
            json!({"question_id": "hash-table", "answer": GOOD}),
            json!({"question_id": "sorting", "answer": "Quicksort, I think."})
        ),
    );
    for (input, name) in [(&csv, "a"), (&jsonl, "b")] {
        let (lines, table) = (folder.at(&format!("{name}.jsonl")), folder.at(&format!("{name}.csv")));
        batch(&[input, "-o", &lines, "-o", &table]).code(0);
    }
    assert_eq!(folder.read("a.jsonl"), folder.read("b.jsonl"));
    assert_eq!(folder.read("a.csv"), folder.read("b.csv"));
    let lines = json_lines(&folder.read("a.jsonl"));
    let table = folder.read("a.csv");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!((lines.len(), records.len()), (2, 2));
    for (line, record) in lines.iter().zip(&records) {
        let cell = |name: &str| &record[header.iter().position(|known| known == name).unwrap()];
        assert_eq!(cell("score"), line["score"].to_string());
        assert_eq!(cell("band"), line["band"].as_str().unwrap());
        assert_eq!(cell("rubric"), line["rubric"].as_str().unwrap());
        let missing: Vec<&str> =
            line["missing"].as_array().unwrap().iter().map(|label| label.as_str().unwrap()).collect();
        assert_eq!(cell("missing"), missing.join("; "));
    }
    insta::assert_snapshot!("csv_results", table);
}

#[test]
fn ids_are_carried_and_points_follow_from_max_score() {
    let rows = grade_csv(format!(
        "candidate_id,question_id,max_score,answer,mood\nc-1,hash-table,5,\"{GOOD}\",good\n,sorting,,Quicksort,\n"
    ));
    let rows = rows.code(0).lines();
    assert_eq!(
        (&rows[0]["answer_id"], &rows[0]["candidate_id"]),
        (&json!("1"), &json!("c-1")),
        "the row number stands in"
    );
    let (score, points) = (rows[0]["score"].as_f64().unwrap(), rows[0]["points"].as_f64().unwrap());
    assert!((score * 5.0 - points).abs() < 0.001, "{score} {points}");
    assert_eq!(rows[1]["answer_id"], "2");
    assert!(rows[1].get("points").is_none() && rows[1]["candidate_id"] == "2");
    // Ids that are numbers in JSON stay what they were.
    let rows = grade_jsonl(r#"{"answer_id": 12, "candidate_id": 3, "question_id": "sorting", "answer": "Quicksort"}"#)
        .code(0)
        .lines();
    assert_eq!((&rows[0]["answer_id"], &rows[0]["candidate_id"]), (&json!("12"), &json!("3")));
}

#[test]
fn a_row_may_bring_its_own_question_and_references() {
    let question = "Why is the sky blue?";
    let reference = "Air scatters short blue wavelengths of sunlight more than long red ones.";
    let good = "Because the air scatters the short, blue wavelengths of sunlight more than the long red ones.";
    let bad = "It mirrors the sea.";
    let line = |answer: &str| json!({"question": question, "references": [reference], "answer": answer}).to_string();
    let rows = grade_jsonl(format!("{}\n{}\n", line(good), line(bad))).code(0).lines();
    let score = |row: &Value| row["score"].as_f64().unwrap();
    assert!(score(&rows[0]) > score(&rows[1]), "{} {}", rows[0], rows[1]);
    // One string serves as well as a list, and CSV as well as JSON.
    let csv = grade_csv(format!("question,references,answer\n{question},\"{reference}\",\"{good}\"\n")).code(0).lines();
    assert_eq!(csv[0]["score"], rows[0]["score"]);
    let single = json!({"question": question, "references": reference, "answer": good}).to_string();
    assert_eq!(grade_jsonl(single).code(0).lines()[0]["score"], rows[0]["score"]);
}

#[test]
fn a_rows_own_item_wins_over_another_of_the_bank_with_its_id() {
    let row = |question: &str, references: &str| {
        let row =
            json!({"question_id": "sorting", "question": question, "references": references, "answer": "By size."});
        grade_jsonl(row.to_string()).code(0).lines().remove(0)
    };
    let own = row("How is post sorted?", "Letters are sorted by size.");
    let bank = gradus(["grade", "--bank", SMALL, "sorting", "By size.", "--format", "json"]).code(0).json();
    assert_eq!((&own["question_id"], own["rubric"] == bank["rubric"]), (&json!("how-is-post-sorted"), false));
    assert_eq!(row("", "Letters are sorted by size.")["rubric"], bank["rubric"], "without a question it is the bank's");
}

#[test]
fn what_is_not_used_of_a_row_with_an_id_of_the_bank_and_references_is_said_once() {
    let row = |id: Value, question: &str, reference: &str| {
        json!({"question_id": id, "question": question, "references": reference, "answer": "By size."}).to_string()
    };
    let rows = [
        row(json!("sorting"), "", "Letters are sorted by size."),
        row(json!("sorting"), "How is post sorted?", "Letters are sorted by size."),
        row(json!("hash-table"), "What is a hash table?", "Letters are sorted by size."),
        row(json!("nothing"), "How is post sorted?", "Letters are sorted by size."),
        row(Value::Null, "How is post sorted?", "Letters are sorted by size."),
    ];
    let run = grade_jsonl(rows.join("\n")).code(0);
    let ids: Vec<Value> = run.lines().iter().map(|line| line["question_id"].clone()).collect();
    assert_eq!(ids, ["sorting", "how-is-post-sorted", "hash-table", "nothing", "how-is-post-sorted"]);
    let said = [
        "-, line 1; -, line 3: 2 rows have references and an id of the bank: the bank's item grades",
        "-, line 2: 1 row has an id by which the bank asks another question: the question and references of the row grade",
    ];
    for said in said {
        assert_eq!(run.err.matches(said).count(), 1, "{said}\n{}", run.err);
    }
    let plain =
        grade_jsonl([&rows[3..], &[json!({"question_id": "sorting", "answer": "x"}).to_string()]].concat().join("\n"));
    assert!(!plain.code(0).err.contains("not used"));
}

#[test]
fn a_row_of_its_own_without_references_is_an_error() {
    for references in [json!([]), json!(""), json!(["", null]), json!("?"), Value::Null] {
        let row = json!({"question": "Why is the sky blue?", "references": references, "answer": "Air."});
        let line = grade_jsonl(row.to_string()).code(1).lines().remove(0);
        assert_eq!(line["error"]["code"], "unknown-item", "{line}");
    }
    let row = json!({"question": "Why?", "references": {"a": 1}, "answer": "Air."});
    assert_eq!(grade_jsonl(row.to_string()).code(1).lines()[0]["error"]["code"], "bad-type");
}

#[test]
fn a_judgement_that_is_no_number_does_not_matter_to_a_batch() {
    assert_eq!(grade_csv("question_id,answer,score\nsorting,Quicksort,2 / 3\n").code(0).lines().len(), 1);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_header() {
    let text = format!("question_id,answer\nhash-table,\"{GOOD}\"\n");
    let plain = grade_csv(&text).code(0).out;
    assert_eq!(grade_csv([b"\xef\xbb\xbf", text.as_bytes()].concat()).code(0).out, plain);
    let line = json!({"question_id": "hash-table", "answer": GOOD}).to_string();
    assert_eq!(grade_jsonl([b"\xef\xbb\xbf", line.as_bytes()].concat()).code(0).out, plain);
}

#[test]
fn headers_are_read_as_people_write_them() {
    let text = format!("Question ID,Answer\r\nhash-table,\"{GOOD}\"\r\n");
    assert_eq!(grade_csv(text).code(0).lines()[0]["band"], "strong");
}

#[test]
fn answers_may_hold_quotes_commas_and_line_breaks() {
    let rows = grade_csv(
        "question_id,answer\nhash-table,\"A \"\"hash\"\" function,\nof the key, gives the index.\"\nsorting,Quicksort\n",
    );
    let rows = rows.code(0).lines();
    assert_eq!(rows.len(), 2);
    let evidence = &rows[0]["concepts"][0]["evidence"][0];
    let answer = "A \"hash\" function,\nof the key, gives the index.";
    let at = |name: &str| evidence[name].as_u64().unwrap() as usize;
    assert_eq!(&answer[at("start")..at("end")], "hash\" function,\nof the key, gives the index");
}

#[test]
fn cells_that_a_spreadsheet_would_run_are_defused() {
    let text = "answer_id,candidate_id,question_id,answer\n=1+1,@SUM(A1),hash-table,x\n-5,+a,hash-table,y\n";
    let run = gradus_with(
        &["batch", "--bank", SMALL, "-", "-o", "-", "--input-format", "csv", "--output-format", "csv"],
        text.as_bytes(),
    )
    .code(0);
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines[1].starts_with("'=1+1,'@SUM(A1),,,hash-table,"), "{}", lines[1]);
    assert!(lines[2].starts_with("-5,'+a,,,hash-table,"), "a number stays a number: {}", lines[2]);
    // JSON is not opened by spreadsheets: ids stay what they were.
    assert_eq!(grade_csv(text).code(0).lines()[0]["answer_id"], "=1+1");
}

// ---- bad rows ----

#[test]
fn every_row_in_gives_one_row_out_in_its_place() {
    let mut text = b"answer_id,question_id,answer,max_score\n".to_vec();
    text.extend_from_slice("1,hash-table,Keys – and values,\n".as_bytes());
    text.extend_from_slice(b"2,hash-tabel,Keys and values,\n");
    text.extend_from_slice(b"3,hash-table,Keys, and values,\n");
    text.extend_from_slice(b"4,hash-table,caf\xe9,\n");
    text.extend_from_slice(b"5,hash-table,Keys\0and values,\n");
    text.extend_from_slice(b"6,hash-table,Keys and values,ten\n");
    text.extend_from_slice(b"7,,Keys and values,\n");
    text.extend_from_slice(b"8,hash-table\n");
    text.extend_from_slice(b"9,hash-table,,\n");
    let run = grade_csv(text).code(1);
    let rows = run.lines();
    let ids: Vec<&str> = rows.iter().map(|row| row["answer_id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    let codes: Vec<&str> = rows.iter().map(|row| row["error"]["code"].as_str().unwrap_or("-")).collect();
    assert_eq!(
        codes,
        [
            "-",
            "unknown-item",
            "field-count",
            "bad-encoding",
            "nul-byte",
            "bad-number",
            "missing-field",
            "field-count",
            "-"
        ]
    );
    let lines: Vec<u64> = rows.iter().filter_map(|row| row["line"].as_u64()).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(rows[8]["flags"], json!(["empty"]));
    let messages: Vec<String> =
        rows.iter().filter_map(|row| row["error"]["message"].as_str().map(String::from)).collect();
    insta::assert_snapshot!("row_errors", messages.join("\n"));
}

#[test]
fn bad_json_lines_are_told_apart() {
    let text = concat!(
        "{\"question_id\": \"sorting\", \"answer\": \"Quicksort – naïve\"}\n",
        "\n",
        "{\"question_id\": \"sorting\", \"answer\": \n",
        "[1, 2]\n",
        "{\"answer_id\": \"d\", \"question_id\": \"sorting\"}\n",
        "{\"question_id\": \"sorting\", \"answer\": [\"Quicksort\"]}\n",
        "{\"answer\": \"Quicksort\"}\n",
        "{\"question_id\": \"sorting\", \"answer\": \"Quick\\u0000sort\"}\n",
        "{\"question_id\": \"sorting\", \"answer\": null}",
    );
    let mut bytes = text.as_bytes().to_vec();
    bytes.extend_from_slice(b"\n{\"question_id\": \"sorting\", \"answer\": \"caf\xe9\"}\n");
    let run = grade_jsonl(bytes).code(1);
    let rows = run.lines();
    let codes: Vec<&str> = rows.iter().map(|row| row["error"]["code"].as_str().unwrap_or("-")).collect();
    assert_eq!(
        codes,
        ["-", "bad-json", "bad-json", "missing-field", "bad-type", "missing-field", "nul-byte", "-", "bad-encoding"],
        "an empty line is no row"
    );
    let lines: Vec<u64> = rows.iter().filter_map(|row| row["line"].as_u64()).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 10]);
    assert_eq!(rows[3]["answer_id"], "d", "what could be read is written back");
}

#[test]
fn csv_results_hold_error_rows_too() {
    let folder = Folder::new();
    let input = folder.write("in.csv", "answer_id,question_id,answer\n1,stak-vs-queue,x\n2,sorting,Quicksort\n");
    let out = folder.at("out.csv");
    batch(&[&input, "-o", &out]).code(1);
    let text = folder.read("out.csv");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].ends_with(",error"));
    assert!(
        lines[1].contains("line 2: unknown-item") && lines[1].contains("did you mean `stack-vs-queue`?"),
        "{}",
        lines[1]
    );
}

#[test]
fn a_five_megabyte_answer_is_graded_by_its_beginning() {
    let long = format!("{GOOD} {}", "And so on and so forth. ".repeat(220_000));
    let text = format!("question_id,answer\nhash-table,\"{long}\"\nhash-table,\"{GOOD}\"\n");
    let rows = grade_csv(text).code(0).lines();
    assert_eq!(rows[0]["flags"], json!(["truncated"]));
    assert_eq!((&rows[0]["band"], &rows[1]["flags"]), (&json!("strong"), &json!([])));
}

#[test]
fn rows_with_the_same_ids_are_graded_and_named() {
    let folder = Folder::new();
    let text = format!(
        "answer_id,question_id,answer\n7,hash-table,\"{GOOD}\"\n8,hash-table,x\n7,hash-table,y\n8,hash-table,z\n"
    );
    let input = folder.write("in.csv", text);
    let run = batch(&[&input, "-o", &folder.at("out.jsonl")]).code(0);
    assert!(run.err.contains("in.csv, line 5: 2 rows repeat the ids of an earlier row"), "{}", run.err);
    assert_eq!(folder.read("out.jsonl").lines().count(), 4, "nothing is lost");
    let one = folder.write("one.csv", "answer_id,question_id,answer\n7,hash-table,x\n");
    let run = batch(&[&one, "-o", &folder.at("o.jsonl")]);
    assert!(!run.code(0).err.contains("repeat"));
    let run = batch(&[&input, &one, "-o", &folder.at("o.jsonl")]);
    assert!(run.code(0).err.contains("3 rows repeat"), "across files, too");
}

#[test]
fn the_closing_message_sums_up() {
    let folder = Folder::new();
    let rows: String = (0..8).map(|at| format!("{at},nothing-{at},x\n")).collect();
    let input = folder.write("in.csv", format!("answer_id,question_id,answer\ng,hash-table,\"{GOOD}\"\n{rows}"));
    let out = folder.at("out.jsonl");
    let run = batch(&[&input, "-o", &out]).code(1);
    insta::assert_snapshot!("summary", without_time(&run.err).replace(&folder.at(""), ""));
    assert_eq!(batch(&[&input, "-o", &out, "--quiet"]).code(1).err, "");
}

#[cfg(unix)]
#[test]
fn the_progress_bar_counts_one_row_as_one() {
    use rexpect::{reader::Options, session::spawn_with_options};
    let folder = Folder::new();
    for (rows, wanted) in [(1, "1 row graded"), (2, "2 rows graded")] {
        let input = folder.write("in.csv", format!("question_id,answer\n{}", "sorting,Quicksort\n".repeat(rows)));
        let mut command = Command::new(env!("CARGO_BIN_EXE_gradus"));
        command.args(["batch", "--bank", SMALL, &input, "-o", &folder.at("out.csv")]).env("TERM", "xterm-256color");
        command.current_dir(env!("CARGO_MANIFEST_DIR"));
        let options = Options::new().timeout_ms(Some(60_000)).strip_ansi_escape_codes(true);
        let mut session = spawn_with_options(command, options).expect("a pseudo-terminal");
        let said = session.exp_eof().expect("the program ends");
        assert!(said.contains(wanted), "{said}");
    }
}

#[test]
fn strict_stops_at_the_first_bad_row_and_writes_nothing() {
    let folder = Folder::new();
    let input = folder.write("in.csv", "question_id,answer\nsorting,Quicksort\nnothing,x\n");
    let run = batch(&[&input, "-o", &folder.at("out.jsonl"), "-o", &folder.at("out.csv"), "--strict"]).code(2);
    assert!(run.err.contains("in.csv, line 3") && run.err.contains("`nothing`"), "{}", run.err);
    assert_eq!(folder.names(), ["in.csv"]);
    let good = folder.write("good.csv", "question_id,answer\nsorting,Quicksort\n");
    batch(&[&good, "-o", &folder.at("out.jsonl"), "--strict"]).code(0);
}

#[test]
fn strict_says_what_standard_output_has_and_what_was_not_written() {
    let folder = Folder::new();
    let input = folder.write("in.csv", "question_id,answer\nsorting,Quicksort\nnothing,x\nsorting,Quicksort\n");
    let run = batch(&[&input, "-o", "-", "-o", &folder.at("out.csv"), "--strict"]).code(2);
    assert_eq!((run.lines().len(), run.lines()[0]["answer_id"].as_str()), (1, Some("1")));
    let said = "(stopped because of --strict); standard output has the rows before it, and no file was written";
    assert!(run.err.contains(said) && !run.err.contains("no output"), "{}", run.err);
    assert_eq!(folder.names(), ["in.csv"]);
    let run = batch(&[&input, "-o", &folder.at("out.csv"), "--strict"]).code(2);
    assert!(run.err.contains("(stopped because of --strict); no output was written"), "{}", run.err);
    // A gradebook needs all rows: nothing of it is there.
    let run = batch(&[&input, "-o", "-", "--output-format", "csv", "--per", "candidate", "--strict"]).code(2);
    assert!(run.out.is_empty() && run.err.contains("no output was written"), "{}{}", run.out, run.err);
    let help = gradus(["batch", "--help"]).code(0).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("standard output and pipes have the rows before it") && !help.contains("write nothing"));
}

// ---- inputs that cannot be read ----

#[test]
fn unreadable_inputs_name_the_file_and_the_way_out() {
    let folder = Folder::new();
    let cases: [(&str, Vec<u8>); 9] = [
        ("empty.csv", Vec::new()),
        ("blank.jsonl", b" \n\n".to_vec()),
        ("no-answer.csv", b"question_id,reply\nsorting,x\n".to_vec()),
        ("response.csv", b"question_id,responses\nsorting,x\n".to_vec()),
        ("no-question.csv", b"answer\nx\n".to_vec()),
        ("no-column.csv", b"Timestamp,Colour\n2026-11-21,red\n".to_vec()),
        ("answers.dat", b"question_id,answer\nsorting,x\n".to_vec()),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec()),
        ("text.xlsx", b"question_id,answer\nsorting,x\n".to_vec()),
    ];
    let mut messages = String::new();
    for (name, bytes) in cases {
        let input = folder.write(name, bytes);
        let run = batch(&[&input, "-o", &folder.at("out.jsonl")]).code(2);
        assert!(!folder.names().iter().any(|name| name.starts_with("out") || name.starts_with('.')), "{name}");
        messages.push_str(&run.err.replace(&folder.at(""), ""));
    }
    insta::assert_snapshot!("unreadable_inputs", messages);
    let run = batch(&[&folder.at("missing.csv"), "-o", &folder.at("out.jsonl")]).code(2);
    assert!(run.err.contains("missing.csv") && run.err.contains("No such file"), "{}", run.err);
    let run = batch(&[&folder.at(""), "-o", &folder.at("out.jsonl")]).code(2);
    assert!(run.err.contains("is a folder"), "{}", run.err);
}

#[test]
fn a_file_with_only_a_header_gives_no_rows() {
    let run = grade_csv("question_id,answer\n").code(0);
    assert_eq!(run.out, "");
}

#[test]
fn outputs_need_a_known_ending() {
    let folder = Folder::new();
    let input = folder.write("in.csv", "question_id,answer\nsorting,x\n");
    let run = batch(&[&input, "-o", &folder.at("out.xml")]).code(2);
    assert!(run.err.contains("the ending chooses the format"), "{}", run.err);
}

// ---- the same answer, the same bytes ----

#[test]
fn threads_and_order_change_no_byte() {
    let folder = Folder::new();
    let mut rows = many_rows(1500);
    let input = folder.write("rows.jsonl", rows.join("\n"));
    let run = |input: &str, out: &str, jobs: &str| {
        batch(&[input, "-o", &folder.at(out), "--jobs", jobs, "--quiet"]).code(1);
        folder.read(out)
    };
    let one = run(&input, "one.jsonl", "1");
    assert_eq!(one, run(&input, "two.jsonl", "2"));
    assert_eq!(one.lines().count(), 1500);
    let ids: Vec<Value> = json_lines(&one).iter().map(|row| row["answer_id"].clone()).collect();
    assert!(ids.is_sorted_by_key(|id| id.as_str().unwrap().to_string()), "in the order in which they came");

    // A fixed shuffle; line numbers of error rows move with their rows, so only good rows are compared.
    let count = rows.len();
    for at in 0..count {
        rows.swap(at, (at * 7919 + 13) % count);
    }
    let shuffled_input = folder.write("shuffled.jsonl", rows.join("\n"));
    let shuffled = run(&shuffled_input, "shuffled-out.jsonl", "2");
    let good = |text: &str| {
        let mut lines: Vec<String> =
            text.lines().filter(|line| !line.contains("\"error\"")).map(String::from).collect();
        assert!(lines.len() > 1000);
        lines.sort();
        lines
    };
    assert_ne!(one, shuffled);
    assert_eq!(good(&one), good(&shuffled));
}

#[test]
fn several_files_are_one_run_in_order() {
    let folder = Folder::new();
    let a = folder.write("a.csv", "answer_id,question_id,answer\na,sorting,Quicksort\n");
    let b = folder.write("b.jsonl", "{\"answer_id\":\"b\",\"question_id\":\"sorting\",\"answer\":\"Quicksort\"}\n");
    batch(&[&b, &a, "-o", &folder.at("out.jsonl")]).code(0);
    let ids: Vec<Value> = json_lines(&folder.read("out.jsonl")).iter().map(|row| row["answer_id"].clone()).collect();
    assert_eq!(ids, ["b", "a"]);
}

#[test]
fn a_row_is_graded_as_grade_would() {
    let row = &grade_csv(format!("question_id,answer\nhash-table,\"{GOOD}\"\n")).code(0).lines()[0];
    let single = gradus(["grade", "--bank", SMALL, "--format", "json", "hash-table", GOOD]).code(0).json();
    for field in ["score", "band", "confidence", "concepts", "missing", "feedback", "arithmetic", "rubric"] {
        assert_eq!(row[field], single[field], "{field}");
    }
}

// ---- outputs appear whole or not at all ----

#[test]
fn an_old_output_stays_until_the_new_one_is_whole() {
    let folder = Folder::new();
    let input = folder.write("in.csv", "question_id,answer\nnothing,x\n");
    let out = folder.write("out.jsonl", "old\n");
    batch(&[&input, "-o", &out, "--strict"]).code(2);
    assert_eq!(folder.read("out.jsonl"), "old\n");
    batch(&[&input, "-o", &out]).code(1);
    assert!(folder.read("out.jsonl").contains("unknown-item"));
    assert_eq!(folder.names(), ["in.csv", "out.jsonl"]);
}

#[test]
fn an_output_that_would_overwrite_what_is_read_is_refused() {
    let folder = Folder::new();
    let rows = "answer_id,question_id,answer\n7,hash-table,x\n";
    let input = folder.write("in.csv", rows);
    let marks = folder.write("marks.csv", "answer_id,band\n7,weak\n");
    let link = folder.at("link.csv");
    std::fs::hard_link(&input, &link).unwrap();
    let refused = |args: &[&str], said: [&str; 2]| {
        let err = batch(args).code(2).err;
        assert!(said.iter().all(|said| err.contains(said)) && err.contains("the same file"), "{err}");
    };
    refused(&[&input, "-o", &input], [&format!("-o {input}"), &format!("the input {input}")]);
    refused(&[&input, "-o", &link], [&format!("-o {link}"), &format!("the input {input}")]);
    refused(&[&input, "-o", &marks, "--overrides", &marks], [&format!("-o {marks}"), "--overrides"]);
    let (salt, other) = (folder.at("salt.csv"), folder.at("./salt.csv"));
    refused(&[&input, "-o", &salt, "--anonymise", "--salt-file", &other], [&format!("-o {salt}"), "--salt-file"]);
    assert_eq!(folder.read("in.csv"), rows);
    assert_eq!(folder.names(), ["in.csv", "link.csv", "marks.csv"], "no salt is made");
}

#[test]
fn the_same_output_twice_is_refused() {
    let folder = Folder::new();
    let input = folder.write("in.csv", "question_id,answer\nhash-table,x\n");
    let (out, other) = (folder.at("out.csv"), folder.at("./out.csv"));
    assert!(batch(&[&input, "-o", &out, "-o", &out]).code(2).err.contains(&format!("-o {out} is given twice")));
    assert!(batch(&[&input, "-o", "-", "-o", "-"]).code(2).err.contains("-o - is given twice"));
    assert!(batch(&[&input, "-o", &out, "-o", &other]).code(2).err.contains("are the same file"));
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = Folder::new();
    let input = folder.write("in.csv", "question_id,answer\nsorting,x\n");
    for out in [folder.at("no/such/folder/out.jsonl"), folder.at(""), "/proc/gradus-test-out.jsonl".to_string()] {
        let out = if out.ends_with('/') { out.trim_end_matches('/').to_string() + ".jsonl/x.jsonl" } else { out };
        let run = batch(&[&input, "-o", &out]).code(2);
        assert!(run.err.contains(&out) && run.err.contains("cannot be written"), "{}", run.err);
        assert_eq!(run.out, "");
    }
    // Before the first row, whichever output it is: `--strict` would end the run with that row.
    let bad = folder.write("bad.csv", "question_id,answer\nnothing,x\n");
    for whole in ["no/such/folder/report.html", "no/such/folder/book.xlsx"] {
        let (first, whole) = (folder.at("first.html"), folder.at(whole));
        let run = batch(&[&bad, "--strict", "-o", &first, "-o", &whole]).code(2);
        assert!(run.err.contains(&whole) && run.err.contains("cannot be written"), "{}", run.err);
    }
    assert_eq!(folder.names(), ["bad.csv", "in.csv"], "nothing is left over");
}

#[test]
fn a_part_that_cannot_be_made_is_named() {
    let folder = Folder::new();
    let input = folder.write("in.csv", "question_id,answer\nsorting,x\n");
    // A folder where the hidden file should be: no one can write that, root neither.
    std::fs::create_dir(folder.path().join(".out.jsonl.gradus-part")).unwrap();
    let run = batch(&[&input, "-o", &folder.at("out.jsonl")]).code(2);
    assert!(run.err.contains("out.jsonl: cannot be written"), "{}", run.err);
    assert_eq!(folder.names(), [".out.jsonl.gradus-part", "in.csv"]);
}

#[test]
fn a_failure_that_speaks_of_broken_pipes_is_a_failure() {
    let folder = Folder::new();
    let run = batch(&[&folder.at("Broken pipe.csv"), "-o", "-"]).code(2);
    assert!(run.err.contains("Broken pipe.csv: "), "{}", run.err);
}

#[test]
fn messages_bring_no_control_characters_to_the_terminal() {
    let folder = Folder::new();
    let rows = "answer_id,question_id,answer\n1,\u{1b}]0;title\u{7},x\n1,\u{1b}]0;title\u{7},x\n";
    let wide = "Email,\u{1b}[2JWhat is a hash tabel?\na@b.c,A hash function turns keys into an index\n";
    let (long, wide) = (folder.write("in.csv", rows), folder.write("wide.csv", wide));
    let out = folder.at("out.jsonl");
    let (long, wide, out) = (long.as_str(), wide.as_str(), out.as_str());
    for (args, code, said) in [
        (&[long, "-o", out][..], 1, "there is no item"),
        (&[long, "-o", out, "--strict"], 2, "there is no item"),
        (&[wide, "-o", out], 2, "hash tabel"),
    ] {
        let err = batch(args).code(code).err;
        assert!(err.contains(said) && err.contains('\u{fffd}'), "{err}");
        assert!(!err.contains(|c: char| c.is_control() && c != '\n'), "{err:?}");
    }
    let judged = folder.write("judged.csv", "question_id,answer,label\n\u{1b}]0;t\u{7},x,correct\n");
    let err = gradus(["evaluate", "--bank", SMALL, &judged]).code(2).err;
    assert!(err.contains('\u{fffd}') && !err.contains('\u{1b}'), "{err:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let folder = Folder::new();
    let input = folder.write("in.jsonl", many_rows(300).join("\n"));
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = program().args(["batch", "--bank", SMALL, &input, "-o", "-"]).stdout(full).output().unwrap();
    let run = Run::from(output).code(2);
    assert!(run.err.contains("No space left on device"), "{}", run.err);
    assert!(!run.err.contains("rows in"), "no summary of results that are lost: {}", run.err);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let folder = Folder::new();
    let input = folder.write("in.jsonl", many_rows(3000).join("\n"));
    let mut child = program().args(["batch", "--bank", SMALL, &input, "-o", "-", "--quiet"]).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    assert!(line.starts_with("{\"answer_id\":\"a00000\""), "{line}");
    drop(stdout);
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    let status = child.wait().unwrap();
    assert_eq!((status.code(), err.as_str()), (Some(1), ""), "rows failed before it left, and nothing else");
}

#[test]
fn a_reader_that_has_seen_enough_does_not_cost_the_files() {
    let folder = Folder::new();
    let input = folder.write("in.jsonl", many_rows(3000).join("\n"));
    for (standard, args) in [("whole", vec!["--output-format", "csv", "--per", "candidate"]), ("rows", vec![])] {
        let out = folder.at("out.jsonl");
        let mut command = program();
        command.args(["batch", "--bank", SMALL, &input, "-o", "-", "-o", &out, "--quiet"]).args(args);
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(1), "{standard}: rows failed, and nothing else");
        assert_eq!(folder.read("out.jsonl").lines().count(), 3000, "{standard}");
        std::fs::remove_file(&out).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_no_half_file() {
    let folder = Folder::new();
    let args = [
        "batch",
        "--bank",
        SMALL,
        "-",
        "--input-format",
        "jsonl",
        "-o",
        &folder.at("out.jsonl"),
        "-o",
        &folder.at("out.csv"),
    ];
    let mut child = program().args(args).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // Rows enough for several blocks, while the pipe stays open: the run cannot end by itself.
    let rows = many_rows(4000).join("\n");
    stdin.write_all(rows.as_bytes()).unwrap();
    // It has taken most of the rows by now, so its outputs are open, under temporary names.
    let names = folder.names();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names.iter().all(|name| name.starts_with('.')), "{names:?}");
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    // The reader wakes up with the next rows; it may be gone before it has taken them all.
    let _ = stdin.write_all(rows.as_bytes());
    drop(stdin);
    let run = Run::from(child.wait_with_output().unwrap()).code(2);
    assert!(run.err.contains("interrupted; no output was written"), "{}", run.err);
    assert_eq!(folder.names(), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn a_second_ctrl_c_ends_a_run_that_waits_for_its_input() {
    let folder = Folder::new();
    let (out, page) = (folder.at("out.jsonl"), folder.at("page.html"));
    let args = ["batch", "--bank", SMALL, "-", "-o", &out, "-o", &page];
    let mut child = program().args(args).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(format!("{}\n", many_rows(1).concat()).as_bytes()).unwrap();
    let spill = folder.path().join(".page.html.gradus-spill");
    while !spill.exists() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let id = child.id().to_string();
    let interrupt = || assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    interrupt();
    // The first is answered before the second comes: two at once may be one.
    let mut err = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    err.read_line(&mut line).unwrap();
    assert!(line.contains("Ctrl-C again"), "{line}");
    interrupt();
    let status = child.wait().unwrap();
    err.read_to_string(&mut line).unwrap();
    assert!(line.contains("interrupted; no output was written"), "{line}");
    assert_eq!((status.code(), folder.names()), (Some(130), Vec::new()));
    drop(stdin);
}

// ---- the shipped bank ----

#[test]
fn real_answers_to_the_shipped_bank_agree_with_a_human() {
    let rows = gradus(["batch", "tests/data/take-home.csv", "-o", "-", "--quiet"]).code(0).lines();
    let mut reader = csv::Reader::from_path(common::repository("tests/data/take-home.csv")).unwrap();
    let header = reader.headers().unwrap().clone();
    let [id, band] = ["answer_id", "band"].map(|name| header.iter().position(|known| known == name).unwrap());
    let human: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), human.len(), "every row in gives one row out");
    assert!(rows.len() >= 200);
    let level =
        |band: &str| ["weak", "average", "strong"].iter().position(|known| *known == band).expect("a band") as i32;
    let (mut exact, mut gross) = (0, 0);
    for (row, record) in rows.iter().zip(&human) {
        assert_eq!(row["answer_id"].as_str(), Some(&record[id]));
        assert!(row.get("error").is_none(), "{row}");
        match (level(row["band"].as_str().unwrap()) - level(&record[band])).abs() {
            0 => exact += 1,
            1 => {}
            _ => gross += 1,
        }
    }
    let share = |count: i32| f64::from(count) / rows.len() as f64;
    assert!(share(exact) >= 0.74, "exact agreement fell to {:.3}", share(exact));
    assert!(share(gross) <= 0.02, "strong taken for weak or the reverse: {:.3}", share(gross));
}

#[test]
fn it_is_said_where_all_bad_rows_are_listed() {
    let folder = Folder::new();
    let input = folder.write("in.csv", format!("question_id,answer\n{}", "nothing,Keys\n".repeat(9)));
    let (table, list) = (folder.at("table.csv"), folder.at("list.jsonl"));
    let nowhere = "... and 4 more; with -o results.jsonl as well, all are listed there\n";
    for (args, said) in [
        (&["-o", &table, "--per", "review"][..], nowhere),
        (&["-o", &table, "--per", "copy"], nowhere),
        (&["-o", &table, "--per", "copy", "-o", &list], "... and 4 more\n"),
        (&["-o", &table], "... and 4 more\n"),
    ] {
        let run = batch(&[&[input.as_str()], args].concat()).code(1);
        assert!(run.err.contains(said), "{args:?}: {}", run.err);
    }
}
