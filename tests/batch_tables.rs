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
fn a_gradebook_goes_to_standard_output_too() {
    let folder = Folder::new();
    let file = folder.at("a.csv");
    batch(&folder, &["-o", &file, "--per", "candidate"]).code(1);
    let run = batch(&folder, &["-o", "-", "--output-format", "csv", "--per", "candidate"]).code(1);
    assert_eq!(run.out, folder.read("a.csv"));
}
