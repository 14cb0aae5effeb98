//! `gradus batch --per review` and `--per copy`, through the real program.

#![cfg(feature = "cli")]

mod common;

use common::{Folder, gradus, repository};

const COPIED: &str = "Celery moves slow work out of the request, so the web process answers at once. A broker such as Redis \
    keeps the tasks until a worker has time for them. Retries with growing pauses help against flaky mail servers.";
const CHANGED: &str = "Retries with growing pauses help against unreliable mail servers. Celery moves slow jobs out of the \
    request, so the web process replies at once. A broker like Redis holds the tasks until a worker has time for them.";

fn table(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("a row").iter().map(String::from).collect()).collect()
}

/// The cells of a column.
fn column(table: &[Vec<String>], name: &str) -> Vec<String> {
    let at = table[0].iter().position(|cell| cell == name).unwrap_or_else(|| panic!("no {name} in {:?}", table[0]));
    table[1..].iter().map(|row| row[at].clone()).collect()
}

fn run(folder: &Folder, input: &str, args: &[&str]) -> Vec<Vec<String>> {
    let out = folder.at("out.csv");
    gradus(["batch", input, "-q", "-o", &out].iter().chain(args)).code(0);
    table(&folder.read("out.csv"))
}

#[test]
fn the_most_urgent_come_first_with_their_reasons_and_go_back_as_marks() {
    let folder = Folder::new();
    let input = repository("tests/data/take-home.csv");
    let input = input.to_str().expect("UTF-8");
    let all = run(&folder, input, &["--per", "review", "--review", "100000"]);
    let few = run(&folder, input, &["--per", "review", "--review", "20", "--jobs", "1"]);
    assert_eq!(few.len(), 21);
    assert_eq!(few, all[..21], "the first of all, with any number of threads");
    let priorities: Vec<u32> = column(&all, "priority").iter().map(|cell| cell.parse().expect("a number")).collect();
    assert!(priorities.is_sorted_by(|a, b| a >= b) && priorities.last() > Some(&0));
    assert!(all.len() < 400, "{} of 534 answers are worth a look", all.len());
    let ids = column(&few, "answer_id");
    assert!(!ids.is_sorted(), "not alphabetical: {ids:?}");
    assert!(column(&few, "reason").iter().all(|reason| !reason.is_empty()));
    // Filled in and handed back, the marks win.
    let marked = folder.read("out.csv").replacen(",,,\n", ",strong,,I know what is meant\n", 1);
    let marks = folder.write("marks.csv", &marked);
    let run = gradus(["batch", input, "-o", "-", "--overrides", &marks]).code(0);
    let overridden: Vec<_> = run.lines().into_iter().filter(|line| line["override"].is_object()).collect();
    assert_eq!(overridden.len(), 1);
    assert_eq!(overridden[0]["override"]["comment"], "I know what is meant");
    assert!(ids.contains(&overridden[0]["answer_id"].as_str().expect("an id").to_string()));
}

#[test]
fn the_list_of_several_files_goes_back_although_their_row_numbers_meet() {
    let folder = Folder::new();
    // Without ids of their own, answers are known by the numbers of their rows, which each file begins anew.
    let inputs = ["a.csv", "b.csv"].map(|name| {
        let rows = format!("candidate_id,question_id,answer\nann,{0},\"{COPIED}\"\nann,gil,no idea at all\n", item());
        folder.write(name, rows.replace("ann", &format!("ann of {name}")))
    });
    let [a, b] = &inputs;
    let list = run(&folder, a, &[b, "--per", "review"]);
    let (ids, files) = (column(&list, "answer_id"), column(&list, "file"));
    assert!(ids.iter().any(|id| ids.iter().filter(|other| *other == id).count() == 2), "{list:?}");
    assert!(files.iter().all(|file| ["a.csv", "b.csv"].contains(&file.as_str())), "{files:?}");
    let marks = folder.write("marks.csv", folder.read("out.csv").replace(",,,\n", ",strong,,seen\n"));
    let done = gradus(["batch", a, b, "-o", "-", "--overrides", &marks]).code(0);
    assert_eq!(done.lines().iter().filter(|line| line["override"].is_object()).count(), list.len() - 1);
    assert!(column(&run(&folder, a, &["--per", "review"]), "file").iter().all(String::is_empty), "one is known");
}

#[test]
fn shared_passages_are_leads_in_both_answers_and_reasons_to_look() {
    let folder = Folder::new();
    let input = folder.write(
        "in.csv",
        format!(
            "answer_id,candidate_id,question_id,answer\n1,ann,ITEM,\"{COPIED}\"\n2,bob,ITEM,\"{CHANGED}\"\n\
             3,ann,ITEM,\"{COPIED}\"\n4,eve,ITEM,\"I queue mails with Celery, workers take them from Redis.\"\n"
        )
        .replace("ITEM", item()),
    );
    let leads = run(&folder, &input, &["--per", "copy"]);
    let (one, two) = (column(&leads, "candidate_id"), column(&leads, "other_candidate_id"));
    assert_eq!(leads.len(), 3, "either answer of ann with bob's, but not with each other: {leads:?}");
    for (one, two) in one.iter().zip(&two) {
        assert_eq!([one, two].map(String::as_str).iter().filter(|name| **name == "bob").count(), 1);
    }
    let row = &leads[1];
    for (id, passages, spans) in
        [("answer_id", "passages", "spans"), ("other_answer_id", "other_passages", "other_spans")]
    {
        let answer = if column(&leads, id)[0] == "2" { CHANGED } else { COPIED };
        let cut = column(&leads, spans)[0]
            .split(' ')
            .map(|span| {
                let (start, end) = span.split_once('-').expect("a span");
                &answer[start.parse().expect("a number")..end.parse().expect("a number")]
            })
            .collect::<Vec<_>>()
            .join(" … ");
        assert_eq!(column(&leads, passages)[0], cut, "{row:?}");
        assert!(cut.contains("Retries with growing pauses help against"), "{cut}");
    }
    let review = run(&folder, &input, &["--per", "review"]);
    let copies = column(&review, "reason").iter().filter(|reason| reason.contains("possible copy")).count();
    assert_eq!(copies, 3, "{review:?}");
}

#[test]
fn the_workbook_lays_leads_side_by_side() {
    use calamine::Reader;
    let folder = Folder::new();
    let input = a_copy(&folder);
    let out = folder.at("r.xlsx");
    gradus(["batch", &input, "-q", "-o", &out]).code(0);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&out).expect("a workbook");
    let rows: Vec<Vec<String>> = book
        .worksheet_range("Alike")
        .expect("the sheet")
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    assert_eq!(rows.len(), 2, "{rows:?}");
    let mut people = [rows[1][3].as_str(), rows[1][6].as_str()];
    people.sort_unstable();
    assert_eq!(people, ["ann", "bob"]);
    for passage in [&rows[1][4], &rows[1][7]] {
        assert!(passage.contains("Retries with growing pauses help against"), "{passage}");
    }
}

/// A file with an answer and a changed copy of it.
fn a_copy(folder: &Folder) -> String {
    let rows = format!("candidate_id,question_id,answer\nann,{0},\"{COPIED}\"\nbob,{0},\"{CHANGED}\"\n", item());
    folder.write("in.csv", rows)
}

/// An item of the shipped bank about task queues.
fn item() -> &'static str {
    "celery"
}

#[cfg(feature = "pages")]
#[test]
fn the_page_lists_what_to_review_and_calls_leads_leads() {
    let folder = Folder::new();
    let input = a_copy(&folder);
    let page = folder.at("r.html");
    gradus(["batch", &input, "-q", "-o", &page]).code(0);
    let html = folder.read("r.html");
    assert!(html.contains("Leads, never a verdict") && html.contains("possible copy: shares"));
    assert!(
        html.contains("<mark class=\"person\"><span class=\"vh\">(shared: </span>Retries with growing pauses"),
        "marked"
    );
}
