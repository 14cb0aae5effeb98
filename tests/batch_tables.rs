//! `gradus batch`: the shapes of CSV outputs, through the real program.

#![cfg(feature = "cli")]

mod common;

use common::{Folder, Run, SMALL, gradus};

const ROWS: &str = "\
answer_id,candidate_id,name,question_id,max_score,answer
1,c-1,Ada,hash-table,4,\"A hash function turns the key into an index, so lookups take constant time.\"
2,c-2,=Bob,hash-table,4,
3,c-1,Ada,sorting,,\"Quicksort, merge sort and heap sort: O(n log n).\"
4,c-2,=Bob,no-such-item,4,I do not know
5,c-2,=Bob,sorting,,-1
";

fn batch(folder: &Folder, args: &[&str]) -> Run {
    let input = folder.write("in.csv", ROWS);
    gradus(["batch", "--bank", SMALL, &input].iter().chain(args))
}

#[test]
fn one_run_writes_a_row_per_response_concept_and_candidate() {
    let folder = Folder::new();
    let (a, b, c) = (folder.at("a.csv"), folder.at("b.csv"), folder.at("c.csv"));
    let per = ["-o", &a, "-o", &b, "-o", &c, "--per", "response", "--per", "concept", "--per", "candidate"];
    batch(&folder, &per).code(1);
    assert_eq!(folder.read("a.csv").lines().count(), 6);
    insta::assert_snapshot!("concept_rows", folder.read("b.csv"));
    insta::assert_snapshot!("gradebook", folder.read("c.csv"));
    assert_eq!(folder.names(), ["a.csv", "b.csv", "c.csv", "in.csv"], "the spill is gone");
}

#[test]
fn one_shape_holds_for_all_csv_outputs_and_a_wrong_count_is_refused() {
    let folder = Folder::new();
    let (a, b, lines) = (folder.at("a.csv"), folder.at("b.csv"), folder.at("l.jsonl"));
    batch(&folder, &["-o", &a, "-o", &lines, "-o", &b, "--per", "candidate"]).code(1);
    assert_eq!(folder.read("a.csv"), folder.read("b.csv"));
    assert!(folder.read("a.csv").starts_with("candidate,name,email,hash-table,"), "{}", folder.read("a.csv"));
    let run = batch(&folder, &["-o", &a, "--per", "candidate", "--per", "concept"]).code(2);
    assert!(run.err.contains("--per is given 2 times"), "{}", run.err);
    let run = batch(&folder, &["-o", &a, "-o", &b, "-o", &folder.at("c.csv"), "--per", "concept", "--per", "concept"]);
    assert!(run.code(2).err.contains("give it once or for each"));
}

#[test]
fn what_an_output_cannot_be_is_refused() {
    let folder = Folder::new();
    let refused = |args: &[&str], said: &str| {
        let err = batch(&folder, args).code(2).err;
        assert!(err.contains(said), "{err}");
    };
    refused(&["-o", "-", "--output-format", "xlsx"], "a workbook goes to a file; give -o results.xlsx");
    refused(
        &["-o", &folder.at("a.jsonl"), "--per", "concept"],
        "--per concept says what a row of a CSV output stands for",
    );
    refused(&["-o", "-", "--per", "review"], "--output-format csv");
    let (lines, odd) = (folder.at("a.jsonl"), folder.at("a.out"));
    refused(&["-o", &lines, "--output-format", "csv"], "--output-format csv is for outputs whose names do not tell");
    refused(&["-o", &lines, "--review", "5"], "--review 5 says how many answers are listed");
    refused(&["-o", &folder.at("a.csv"), "--review", "5"], "but no output lists them");
    refused(&["-o", &odd], "or say it with --output-format");
    assert_eq!(folder.names(), ["in.csv"]);
}

#[test]
fn a_name_that_does_not_tell_its_format_is_told_by_the_option() {
    let folder = Folder::new();
    let (file, odd) = (folder.at("a.csv"), folder.at("a.out"));
    batch(&folder, &["-o", &file]).code(1);
    batch(&folder, &["-o", &odd, "-o", &folder.at("b.jsonl"), "--output-format", "csv"]).code(1);
    assert_eq!(folder.read("a.out"), folder.read("a.csv"), "beside one whose name tells it");
    #[cfg(unix)]
    {
        let run = batch(&folder, &["-o", "/dev/stdout", "--output-format", "csv"]).code(1);
        assert_eq!(run.out, folder.read("a.csv"));
        let run = batch(&folder, &["-o", "/dev/stdout", "--output-format", "xlsx"]).code(2);
        assert!(run.err.contains("-o /dev/stdout --output-format xlsx: a workbook goes to a file"), "{}", run.err);
    }
    let lists = batch(&folder, &["-o", &file, "--per", "review", "--review", "1"]).code(1);
    assert!(folder.read("a.csv").lines().count() <= 2, "{}", lists.err);
}

#[test]
fn standard_input_is_read_once() {
    let folder = Folder::new();
    let rows = b"{\"question_id\": \"sorting\", \"answer\": \"Quicksort\"}\n";
    let go = |inputs: &[&str]| {
        let args = [&["batch", "--bank", SMALL, "-o", "-", "--input-format", "jsonl"], inputs].concat();
        common::gradus_with(&args, rows)
    };
    let run = go(&["-", "-"]).code(2);
    assert!(run.out.is_empty() && run.err.contains("`-` stands twice among the inputs"), "{}", run.err);
    let file = folder.write("in.jsonl", rows);
    assert_eq!(go(&["-", &file]).code(0).lines().len(), 2);
}

#[test]
fn a_gradebook_goes_to_standard_output_too() {
    let folder = Folder::new();
    let file = folder.at("a.csv");
    batch(&folder, &["-o", &file, "--per", "candidate"]).code(1);
    let run = batch(&folder, &["-o", "-", "--output-format", "csv", "--per", "candidate"]).code(1);
    assert_eq!(run.out, folder.read("a.csv"));
}

/// The gradebook of these inputs: candidate, then points, total and all.
fn gradebook(folder: &Folder, inputs: &[(&str, &str)], code: i32) -> (Run, Vec<Vec<String>>) {
    let inputs: Vec<String> = inputs.iter().map(|(name, text)| folder.write(name, text)).collect();
    let out = folder.at("grades.csv");
    let mut args = vec!["batch", "--bank", SMALL, "-o", &out, "--per", "candidate"];
    args.extend(inputs.iter().map(String::as_str));
    let run = gradus(args).code(code);
    let text = folder.read("grades.csv");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    (run, reader.records().map(|record| record.unwrap().iter().map(String::from).collect()).collect())
}

fn first_column(table: &[Vec<String>]) -> Vec<&str> {
    table.iter().skip(1).map(|row| row[0].as_str()).collect()
}

#[test]
fn who_answered_is_the_id_the_address_the_name_or_the_row() {
    let folder = Folder::new();
    let of = |name: &str, text: &str| gradebook(&folder, &[(name, text)], 0).1;
    let ids =
        "candidate_id,name,question_id,answer\n2,Ann,hash-table,x\n,Bob,sorting,x\n,,sorting,x\nrow 3,,sorting,x\n";
    assert_eq!(first_column(&of("ids.csv", ids)), ["2", "Bob", "row 3", "row 3"], "an id that looks like a row's");
    let long = "email,question_id,answer\na@b.c,hash-table,x\nb@b.c,sorting,x\na@b.c,sorting,x\n";
    assert_eq!(first_column(&of("mail.csv", long)), ["a@b.c", "b@b.c"]);
    let rows = "answer_id,question_id,answer\n2,hash-table,x\n1,sorting,x\n";
    assert_eq!(first_column(&of("rows.csv", rows)), ["row 1", "row 2"], "an answer's id is nobody's name");
    let two = gradebook(&folder, &[("one.csv", rows), ("two.csv", rows)], 0).1;
    assert_eq!(first_column(&two), ["row 1", "row 2", "row 1 of file 2", "row 2 of file 2"]);
}

/// The table's header, and the cells of these columns in every row.
fn columns(text: &str, wanted: &[&str]) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(String::from).collect();
    let at: Vec<usize> = wanted.iter().map(|name| header.iter().position(|known| known == name).unwrap()).collect();
    let rows = reader.records().map(Result::unwrap).map(|row| at.iter().map(|at| row[*at].to_string()).collect());
    let rows = rows.collect();
    (header, rows)
}

#[test]
fn name_and_address_are_written_where_the_row_has_them() {
    let folder = Folder::new();
    let rows = "candidate_id,name,email,question_id,answer\nc-1,Ada,ada@b.c,hash-table,x\n,,bob@b.c,nothing,x\n\
                c-3,,,hash-table,x\n";
    let (input, lines, table) = (folder.write("in.csv", rows), folder.at("a.jsonl"), folder.at("a.csv"));
    gradus(["batch", "--bank", SMALL, &input, "-o", &lines, "-o", &table]).code(1);
    let found: Vec<_> = common::json_lines(&folder.read("a.jsonl"))
        .iter()
        .map(|line| ["name", "email"].map(|field| line.get(field).and_then(|text| text.as_str()).map(String::from)))
        .collect();
    let some = |text: &str| Some(text.to_string());
    assert_eq!(found, [[some("Ada"), some("ada@b.c")], [None, some("bob@b.c")], [None, None]]);
    let found = columns(&folder.read("a.csv"), &["candidate_id", "name", "email"]).1;
    assert_eq!(found, [["c-1", "Ada", "ada@b.c"], ["2", "", "bob@b.c"], ["c-3", "", ""]]);
}

#[test]
fn of_several_inputs_every_row_says_which_one_it_is_from() {
    let folder = Folder::new();
    let rows = "question_id,answer\nhash-table,x\nnothing,x\n";
    std::fs::create_dir(folder.path().join("b")).unwrap();
    let [one, two, same] = ["one.csv", "two.csv", "b/one.csv"].map(|name| folder.write(name, rows));
    let outputs = ["a.jsonl", "a.csv", "c.csv"].map(|name| folder.at(name));
    let files = |inputs: &[&String]| {
        let mut args = vec!["batch", "--bank", SMALL, "--per", "response", "--per", "concept"];
        args.extend(inputs.iter().map(|input| input.as_str()));
        outputs.iter().for_each(|output| args.extend(["-o", output]));
        gradus(args).code(1);
        let lines = common::json_lines(&folder.read("a.jsonl"));
        let said: Vec<_> = lines.iter().map(|line| line["file"].as_str().unwrap_or("-").to_string()).collect();
        let of = |name: &str| {
            let text = folder.read(name);
            let has = text.lines().next().unwrap().split(',').any(|column| column == "file");
            has.then(|| columns(&text, &["file"]).1.concat())
        };
        (said, of("a.csv"), of("c.csv"))
    };
    let (lines, table, concepts) = files(&[&one, &two]);
    assert_eq!(lines, ["one.csv", "one.csv", "two.csv", "two.csv"], "an error says it, too");
    assert_eq!(table, Some(lines));
    assert_eq!(concepts.map(|files| files.len() > 4 && files.last().unwrap() == "two.csv"), Some(true));
    assert_eq!(files(&[&one, &same]).0, [&one, &one, &same, &same].map(String::from), "two have one name");
    assert_eq!(files(&[&one]), (vec!["-".to_string(); 2], None, None), "one is known");
    // What it says tells answers with the same number apart when a mark comes back.
    let marks = folder.write("marks.csv", "answer_id,file,band\n1,two.csv,strong\n");
    let run = gradus(["batch", "--bank", SMALL, &one, &two, "-o", "-", "--overrides", &marks]).code(1);
    assert_eq!(
        run.lines().iter().map(|line| line["override"].is_object()).collect::<Vec<_>>(),
        [false, false, true, false]
    );
}

#[test]
fn a_row_without_a_candidate_is_written_with_its_number_and_a_gradebook_calls_it_a_row() {
    let folder = Folder::new();
    // The second row has an id that is the number of the first.
    let rows = "candidate_id,question_id,answer\n,hash-table,x\n1,sorting,x\n,no-such-item,x\n";
    let input = folder.write("in.csv", rows);
    let outputs = ["a.jsonl", "a.csv", "c.csv", "g.csv"].map(|name| folder.at(name));
    let mut args =
        vec!["batch", "--bank", SMALL, &input, "--per", "response", "--per", "concept", "--per", "candidate"];
    outputs.iter().for_each(|output| args.extend(["-o", output]));
    gradus(args).code(1);
    let lines = common::json_lines(&folder.read("a.jsonl"));
    let ids: Vec<&str> = lines.iter().map(|line| line["candidate_id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["1", "1", "3"], "an error has it, too");
    for (name, wanted) in [("a.csv", &["1", "1", "3"][..]), ("g.csv", &["row 1", "1", "row 3"])] {
        let text = folder.read(name);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let at = usize::from(name == "a.csv");
        let found: Vec<String> = reader.records().map(|record| record.unwrap()[at].to_string()).collect();
        assert_eq!(found, wanted, "{name}");
    }
    let concepts = folder.read("c.csv");
    let of = |start: &str| concepts.lines().any(|line| line.starts_with(start));
    assert!(of("1,1,hash-table,") && of("2,1,sorting,") && of("3,3,no-such-item,"), "{concepts}");
    // What was written may come back with a mark.
    let marks = folder.write("marks.csv", "answer_id,candidate_id,band\n1,1,strong\n");
    let run = gradus(["batch", "--bank", SMALL, &input, "-o", "-", "--overrides", &marks]).code(1);
    assert!(run.lines()[0]["override"].is_object() && run.lines()[1]["override"].is_null(), "{}", run.out);
}

#[test]
fn lists_for_people_have_the_number_of_a_row_without_a_candidate_as_all_outputs_have() {
    let folder = Folder::new();
    let text = "My grandmother keeps apples in numbered drawers, finds every drawer by squinting at colourful stickers, swaps \
                apples between drawers on rainy Sundays and writes down each swap in a leather notebook.";
    let input = folder
        .write("in.csv", format!("question_id,answer\nhash-table,{0}\nhash-table,\"{0}\"\n", text.replace(',', "")));
    let outputs = ["review.csv", "copies.csv"].map(|name| folder.at(name));
    let args =
        ["batch", "--bank", SMALL, &input, "--per", "review", "--per", "copy", "-o", &outputs[0], "-o", &outputs[1]];
    gradus(args).code(0);
    let (_, copies) = columns(&folder.read("copies.csv"), &["candidate_id", "other_candidate_id"]);
    let mut both = copies.concat();
    both.sort();
    assert_eq!(both, ["1", "2"], "{}", folder.read("copies.csv"));
    let (_, review) = columns(&folder.read("review.csv"), &["answer_id", "candidate_id"]);
    assert!(!review.is_empty() && review.iter().all(|row| row[0] == row[1]), "{review:?}");
}

#[cfg(feature = "search")]
#[test]
fn a_row_of_a_wide_table_without_names_is_one_candidate_and_a_blank_one_is_none() {
    let folder = Folder::new();
    let wide = "What is a hash table?,What is the difference between a stack and a queue?\nKeys,LIFO\n,\n , \nKeys,\n";
    let table = gradebook(&folder, &[("wide.csv", wide)], 0).1;
    assert_eq!(first_column(&table), ["row 1", "row 4"]);
    assert!(!table[1][1].is_empty() && !table[1][2].is_empty(), "both answers stand in one row: {table:?}");
}

#[test]
fn the_last_answer_of_a_candidate_to_a_question_counts_and_the_others_are_named() {
    let folder = Folder::new();
    let one = "answer_id,candidate_id,question_id,answer\na,ann,hash-table,\"A hash function turns the key into an index.\"\n\
               b,ann,hash-table,no\nc,ann,no-such-item,x\n";
    let two = "answer_id,candidate_id,question_id,answer\nd,ann,sorting,x\ne,ann,hash-table,\nf,ann,hash-table,x,y\n";
    let (run, table) = gradebook(&folder, &[("one.csv", one), ("two.csv", two)], 1);
    assert_eq!((table.len(), &table[1][1..4]), (2, &["0", "0", "0"].map(String::from)[..]), "{table:?}");
    let err = run.err.replace(&folder.at(""), "");
    assert!(err.contains("one.csv, line 3; two.csv, line 3: 2 answers to a question that the same candidate"), "{err}");
    assert_eq!(err.matches("the last one").count(), 1);
    let lines = gradus(["batch", "--bank", SMALL, &folder.at("one.csv"), "-o", &folder.at("out.jsonl")]).code(1);
    assert!(!lines.err.contains("the last one"), "nothing is replaced there: {}", lines.err);
}

#[test]
fn what_was_never_graded_has_no_column_and_no_total() {
    let folder = Folder::new();
    let rows =
        "answer_id,candidate_id,question_id,answer\na,ann,hash-table,x\nb,bob,nosuch,x\nc,bob,hash-table,x,y\nd,eve\n";
    let (_, table) = gradebook(&folder, &[("in.csv", rows)], 1);
    assert_eq!(table[0], ["candidate", "hash-table", "total", "comment"]);
    assert_eq!(table[2][..3], ["bob", "", ""]);
    assert_eq!(table[2][3], "nosuch: not graded (unknown-item, line 3). hash-table: not graded (field-count, line 4).");
    assert_eq!(table[3][..], ["eve", "", "", "not graded (field-count, line 5)."]);
}
