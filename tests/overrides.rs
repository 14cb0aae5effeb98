//! `gradus batch --overrides`: a person's marks win, are shown as such, and mistakes in them are told first.

#![cfg(feature = "cli")]

mod common;

use common::{Folder, Run, SMALL, gradus, json_lines};
use serde_json::json;

const ROWS: &str = "\
answer_id,candidate_id,question_id,max_score,answer
1,c-1,hash-table,3,\"A hash function turns the key into an index, so lookups take constant time.\"
2,c-2,hash-table,3,It keeps the keys in sorted order.
3,c-1,sorting,,\"Quicksort, merge sort and heap sort: O(n log n).\"
4,c-2,no-such-item,3,I do not know
";

fn batch(folder: &Folder, marks: &str, args: &[&str]) -> Run {
    let (input, marks) = (folder.write("in.csv", ROWS), folder.write("marks.csv", marks));
    gradus(["batch", "--bank", SMALL, &input, "--overrides", &marks].iter().chain(args))
}

#[test]
fn a_mark_wins_and_the_machines_own_values_stay_under_it() {
    let folder = Folder::new();
    let plain = batch(&folder, "answer_id,band\n", &["-o", "-"]).code(1).lines();
    let marks = "answer_id;points;band;comment\r\n2;0.5;;\"near; but no\"\r\n3;;weak;\r\n";
    let run = batch(&folder, marks, &["-o", "-"]).code(1);
    assert!(run.err.contains("2 answers have a person's mark"), "{}", run.err);
    let lines = run.lines();
    assert_eq!((&lines[0], &lines[3]), (&plain[0], &plain[3]), "rows without a mark are as they were");
    let (two, was) = (&lines[1], &plain[1]);
    assert_eq!((&two["points"], &two["score"], &two["band"]), (&json!(0.5), &json!(0.1667), &json!("weak")));
    assert_eq!((&two["confidence"], &two["needs_review"]), (&json!(1.0), &json!(false)));
    let expected = json!({
        "band": "weak", "score": 0.1667, "points": 0.5, "comment": "near; but no",
        "machine": {"score": was["score"], "band": was["band"], "confidence": was["confidence"],
            "needs_review": was["needs_review"]},
    });
    assert_eq!(two["override"], expected);
    assert_eq!((&two["concepts"], &two["arithmetic"]), (&was["concepts"], &was["arithmetic"]));
    assert_eq!((&lines[2]["band"], &lines[2]["override"]["comment"]), (&json!("weak"), &json!(null)));
}

#[test]
fn every_output_shows_who_marked() {
    let folder = Folder::new();
    let (table, grades) = (folder.at("a.csv"), folder.at("g.csv"));
    let marks = "answer_id,band,comment\n2,strong,=said in class\n";
    batch(&folder, marks, &["-o", &table, "-o", &grades, "--per", "response", "--per", "candidate"]).code(1);
    let text = folder.read("a.csv");
    assert!(
        text.lines().next().is_some_and(|head| head.ends_with(",error,marked_by,machine_score,machine_band,comment"))
    );
    assert!(
        text.lines().nth(2).is_some_and(|line| line.contains(",strong,1,") && line.ends_with(",'=said in class")),
        "{text}"
    );
    assert!(text.lines().nth(2).is_some_and(|line| line.contains(",person,")), "{text}");
    assert!(text.lines().nth(1).is_some_and(|line| line.ends_with(",,,,")), "{text}");
    assert!(folder.read("g.csv").contains("hash-table: =said in class"), "{}", folder.read("g.csv"));
}

#[cfg(all(feature = "pages", feature = "formats"))]
#[test]
fn page_and_workbook_show_it_and_the_workbook_is_read_back() {
    let folder = Folder::new();
    let (page, book) = (folder.at("r.html"), folder.at("r.xlsx"));
    let marks = "answer_id,band,comment\n2,strong,said <in> class\n";
    batch(&folder, marks, &["-o", &page, "-o", &book]).code(1);
    let text = folder.read("r.html");
    assert!(text.contains("marked by a person") && !text.contains("said <in> class"));
    assert!(text.contains("The machine had said: weak ("), "the machine's own");
    // The mark is two bands from the machine's: the sheet Review lists it, with the mark in its place.
    let input = folder.at("in.csv");
    let run = gradus(["batch", "--bank", SMALL, &input, "--overrides", &book, "-o", "-"]).code(1);
    assert_eq!(
        (run.lines()[1]["band"].as_str(), run.lines()[1]["override"]["comment"].as_str()),
        (Some("strong"), Some("said <in> class"))
    );
}

#[test]
fn threads_and_order_of_marks_change_no_byte() {
    let folder = Folder::new();
    let one = batch(&folder, "answer_id,score\n1,0.1\n3,0.9\n", &["-o", "-", "-q", "--jobs", "1"]).code(1).out;
    let two = batch(&folder, "answer_id,score\n3,0.9\n1,0.1\n", &["-o", "-", "-q", "--jobs", "4"]).code(1).out;
    assert_eq!(one, two);
    assert!(json_lines(&one)[0]["override"].is_object());
}

#[test]
fn a_mistake_in_the_marks_ends_the_run_before_it_begins() {
    let folder = Folder::new();
    let out = folder.at("out.jsonl");
    for (marks, expected) in [
        ("answer_id,band\n1,good\n", "marks.csv, line 2: `good` is no band; expected strong, average or weak"),
        ("answer_id,score\n1,0.5\n2,7\n", "marks.csv, line 3: score 7 is out of range"),
        ("answer_id,band\n1,weak\n1,strong\n", "marks.csv, line 3: a mark for `1` stands in line 2 already"),
        ("id,band\n1,weak\n", "marks.csv, line 1: there is no column `answer_id`"),
        ("answer_id,band,comment\n1,weak,a,b\n", "marks.csv, line 2: 4 cells, but the header has 3"),
        ("", "marks.csv: the file is empty"),
    ] {
        let run = batch(&folder, marks, &["-o", &out]).code(2);
        assert!(run.err.contains(expected), "{}", run.err);
    }
    assert_eq!(folder.names(), ["in.csv", "marks.csv"], "nothing was written");
}

#[test]
fn marks_that_fit_nothing_or_too_much_are_told() {
    let folder = Folder::new();
    let marks = "answer_id,points\n3,1\n4,1\n77,1\n1,9\n";
    let run = batch(&folder, marks, &["-o", "-"]).code(1);
    for expected in [
        "0 answers have a person's mark",
        "line 2: the mark for `3` was not used: points need the answer's max_score",
        "line 3: the mark for `4` was not used: the answer could not be graded",
        "line 5: the mark for `1` was not used: 9 points are more than the answer's max_score 3",
        "1 mark fits no answer: `77` (line 4)",
    ] {
        assert!(run.err.contains(expected), "{expected}\n{}", run.err);
    }
    // Equal answer ids: told apart by the candidate, or marked both and told.
    let rows = "answer_id,candidate_id,question_id,answer\n1,a,gil,x\n1,b,gil,x\n".replace("gil", "sorting");
    let input = folder.write("same.csv", rows);
    let go = |marks: &str| {
        let marks = folder.write("marks.csv", marks);
        gradus(["batch", "--bank", SMALL, &input, "-o", "-", "--overrides", &marks])
    };
    let run = go("answer_id,candidate_id,band\n1,b,strong\n").code(0);
    assert!(run.lines()[0]["override"].is_null() && run.lines()[1]["band"] == "strong");
    let run = go("answer_id,band\n1,strong\n").code(1);
    assert!(run.err.contains("line 2: the mark for `1` was put on 2 answers with this id; a column"), "{}", run.err);
}

#[test]
fn a_mark_that_cannot_be_used_shows_in_the_exit_code() {
    let folder = Folder::new();
    let rows = "answer_id,question_id,max_score,answer\n1,sorting,4,Quicksort\n2,sorting,4,x\n";
    let input = folder.write("good.csv", rows);
    let go = |marks: &str, quiet: &[&str]| {
        let marks = folder.write("marks.csv", marks);
        gradus(["batch", "--bank", SMALL, &input, "-o", "-", "--overrides", &marks].iter().chain(quiet))
    };
    let run = go("answer_id,band,score\n1,strong,0.9\n2,weak,0.1\n", &[]).code(0);
    assert!(run.lines().iter().all(|line| line["override"].is_object()));
    for (marks, said) in [
        ("answer_id,band\n1,strong\n77,strong\n", "1 mark fits no answer: `77` (line 3)"),
        ("answer_id,points\n1,2\n2,9\n", "marks.csv, line 3: the mark for `2` was not used: 9 points are more than"),
        (
            "answer_id,band,score\n1,weak,0.1\n2,strong,0.1\n",
            "marks.csv, line 3: the mark for `2` was not used: its band strong and its score 0.1 contradict each other",
        ),
        (
            "answer_id,band,points\n1,weak,0\n2,weak,4\n",
            "line 3: the mark for `2` was not used: its band weak and its score 1",
        ),
    ] {
        let run = go(marks, &[]).code(1);
        assert!(run.err.contains(said), "{said}\n{}", run.err);
        let lines = run.lines();
        assert!(lines[0]["override"].is_object() && lines[1]["override"].is_null(), "{}", run.out);
        assert_eq!(go(marks, &["-q"]).code(1).err, "", "the exit code tells");
    }
}

#[test]
fn a_file_with_semicolons_may_have_decimal_commas() {
    let folder = Folder::new();
    let lines = batch(&folder, "answer_id;band;score;comment\n1;;0,9;gut\n", &["-o", "-"]).code(1).lines();
    assert_eq!((&lines[0]["score"], &lines[0]["override"]["comment"]), (&json!(0.9), &json!("gut")));
}
