//! `gradus batch -o report.html -o results.xlsx`, through the real program.

#![cfg(all(feature = "pages", feature = "formats"))]

mod common;

use calamine::{Data, Reader, Xlsx};
use common::{Folder, SMALL, gradus};
use std::collections::BTreeMap;

const HASH: &str = "A hash function turns the key into an index, so lookups take constant time.";

/// Answers of three people, one of them hostile.
fn rows() -> String {
    let rows = [
        ("1", "ann", "Ann Arbor", "hash-table", HASH, "4"),
        ("2", "ann", "Ann Arbor", "stack-vs-queue", "A stack is LIFO; a queue is FIFO. Undo uses a stack.", "4"),
        ("3", "ann", "Ann Arbor", "sorting", "Quicksort, merge sort and heap sort; merge sort is stable.", "4"),
        ("4", "bob", "=Bob", "hash-table", "<script>alert(1)</script> It keeps keys sorted. I never write tests.", "4"),
        ("5", "bob", "=Bob", "stack-vs-queue", "A stack is first in, first out & \"so\" </style> on.", "4"),
        ("6", "bob", "=Bob", "sorting", "", "4"),
        ("7", "eve", "איב", "hash-table", "שלום 😀 constant time", "4"),
        ("8", "eve", "איב", "no-such-item", "@SUM(A1)", "4"),
    ];
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["answer_id", "candidate_id", "name", "question_id", "answer", "max_score"]).unwrap();
    for row in rows {
        writer.write_record([row.0, row.1, row.2, row.3, row.4, row.5]).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// Grades rows with the small bank into files with these names.
fn batch(folder: &Folder, rows: &str, outputs: &[&str], code: i32) {
    let input = folder.write("answers.csv", rows);
    let outputs: Vec<String> = outputs.iter().map(|name| folder.at(name)).collect();
    let outs = outputs.iter().flat_map(|name| ["-o", name.as_str()]);
    gradus(["batch", "--bank", SMALL, &input].into_iter().chain(outs)).code(code);
}

fn page(rows: &str) -> String {
    let folder = Folder::new();
    batch(&folder, rows, &["report.html"], 1);
    folder.read("report.html")
}

// ---- the page ----

/// What a reader meets, in order: a line for each element with text of its own, marks and badges named.
fn structure(html: &str) -> String {
    let body = html.split_once("tabindex=\"-1\">").expect("a body").1.split_once("</main>").expect("an end").0;
    let mut out = String::new();
    let mut rest = body;
    while !rest.is_empty() {
        let Some(open) = rest.find('<') else { break };
        let text = unescaped(&rest[..open]);
        if !text.trim().is_empty() {
            out.push_str(text.trim_matches('\n'));
        }
        let close = open + rest[open..].find('>').expect("a whole tag");
        let tag = &rest[open + 1..close];
        rest = &rest[close + 1..];
        let name = tag.split_whitespace().next().unwrap_or_default();
        match name {
            "svg" => {
                let label = attribute(tag, "aria-label").map(|label| format!("[picture: {label}]"));
                out.push_str(&label.unwrap_or_default());
                rest = rest.split_once("</svg>").expect("an end").1;
            }
            "mark" => out.push_str(&format!("[{} ", attribute(tag, "class").unwrap_or_default())),
            "/mark" => out.push(']'),
            "section" => out.push_str(&format!("\n\n#{}", attribute(tag, "id").unwrap_or_default())),
            "h2" | "h3" | "h4" => out.push_str(&format!("\n{} ", "#".repeat(name[1..].parse().unwrap_or(1)))),
            "tr" | "article" | "li" | "p" | "details" | "div" | "form" | "dt" | "figure" | "table" => out.push('\n'),
            "td" | "th" | "option" | "dd" | "label" => out.push_str(" | "),
            _ => {}
        }
    }
    // The tables behind the histograms say little here.
    let numbers =
        |line: &str| line.starts_with("| 0.") && line.contains(" to 0.") || line.starts_with("| 0.95 to 1.00");
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "|" && !numbers(line));
    lines
        .map(
            |line| {
                if line.starts_with('#') && !line.starts_with("##") {
                    format!("\n{line}\n")
                } else {
                    format!("{line}\n")
                }
            },
        )
        .collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split_once(&format!("{name}=\""))?.1.split_once('"')?.0;
    Some(unescaped(value))
}

fn unescaped(text: &str) -> String {
    let named = text.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"").replace("&#39;", "'");
    named.replace("&shy;", "").replace("&#38;", "&")
}

#[test]
fn the_page_in_words() {
    insta::assert_snapshot!(structure(&page(&rows())));
}

#[test]
fn the_page_loads_nothing_and_runs_nothing_but_its_own_script() {
    let page = page(&rows());
    assert_eq!(page.matches("<script").count(), 1, "one script");
    assert_eq!(page.matches("</style>").count(), 1, "one style sheet");
    let policy = page
        .split_once("Content-Security-Policy\" content=\"")
        .expect("a policy")
        .1
        .split_once('"')
        .expect("its end")
        .0;
    assert!(policy.starts_with("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"), "{policy}");
    for outside in ["http://", "https://", "src=", "url(", "@import", "<link", "<img", "<iframe"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("&#60;script&#62;alert(1)&#60;/script&#62;"), "shown as text");
}

#[test]
fn places_are_unique_and_every_link_leads_to_one() {
    let page = page(&rows());
    let values = |name: &str| -> Vec<String> {
        let parts = page.split(name).skip(1);
        parts.map(|part| part.split('"').next().expect("an end").to_string()).collect()
    };
    let ids = values(" id=\"");
    let unique: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
    let links = values("href=\"#");
    assert!(links.len() > 30);
    for link in links.iter().filter(|link| *link != "all") {
        assert!(unique.contains(link), "{link}");
    }
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let folder = Folder::new();
    batch(&folder, &rows(), &["a.html", "a.xlsx", "b.html", "b.xlsx"], 1);
    let bytes = |name: &str| std::fs::read(folder.path().join(name)).expect("written");
    assert_eq!(bytes("a.html"), bytes("b.html"));
    assert!(bytes("a.xlsx") == bytes("b.xlsx"), "workbooks differ");
}

#[test]
fn a_long_answer_is_folded_and_whole() {
    let long = format!("{HASH} {} the end.", "Lorem <b>ipsum</b> & more. ".repeat(3_800));
    assert!(long.len() > 100_000);
    let page = page(&format!("{}9,zed,Zed,hash-table,\"{long}\",4\n", rows()));
    let folded =
        page.split_once("<details class=\"fold\">").expect("folded").1.split_once("</details>").expect("an end").0;
    assert!(
        folded.contains(&format!("All {}\u{202f}{} characters", long.len() / 1000, long.len() % 1000)),
        "{}",
        &folded[..400]
    );
    let whole = folded.split_once("</summary>").expect("an opening").1;
    assert_eq!(whole.matches("&#60;b&#62;ipsum&#60;/b&#62;").count(), 3_800);
    assert!(whole.contains("the end."));
}

#[test]
fn without_rows_there_is_a_page() {
    let folder = Folder::new();
    batch(&folder, "answer_id,question_id,answer\n", &["report.html", "results.xlsx"], 0);
    let page = folder.read("report.html");
    assert!(page.contains("no rows") && page.contains("There are no scores."));
}

// ---- an export of 25 people who answered twelve questions, with the shipped bank ----

#[test]
fn a_wide_export_is_handed_over_in_one_pass() {
    let folder = Folder::new();
    let outputs = ["report.html", "results.xlsx", "grades.csv"].map(|name| folder.at(name));
    let [page, book, grades] = &outputs;
    gradus(["batch", "tests/data/wide-export.csv", "-o", page, "-o", book, "-o", grades, "--per", "candidate"]).code(0);
    let page = folder.read("report.html");
    assert_eq!(page.matches("class=\"view person\"").count(), 25);
    assert_eq!(page.matches("<article").count(), 300);
    assert_eq!(page.matches("<script").count(), 1);
    assert!(page.contains("&#60;/style&#62;&#60;style&#62;body{display:none}&#60;/style&#62;"), "shown as text");
    let book = workbook(&folder, "results.xlsx");
    assert_eq!((book["Candidates"].len(), book["Answers"].len(), book["Items"].len()), (26, 301, 13));
    let texts: Vec<String> = book["Answers"].iter().flatten().map(Data::to_string).collect();
    assert!(texts.iter().any(|text| text == "=1+1 lists are mutable, tuples are immutable"), "as it was typed");
    let grades = folder.read("grades.csv");
    assert!(grades.contains("'=HYPERLINK(") && !grades.contains(",=") && !grades.contains("\"="));
}

// ---- the workbook ----

/// Sheets by name, rows of cells.
fn workbook(folder: &Folder, name: &str) -> BTreeMap<String, Vec<Vec<Data>>> {
    let mut book: Xlsx<_> = calamine::open_workbook(folder.at(name)).expect("a workbook");
    assert_eq!(
        book.sheet_names(),
        ["Overview", "Candidates", "Answers", "Concepts", "Items", "Concept rates", "Review", "Alike"]
    );
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).expect("a sheet");
        assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "{name} has a formula");
    }
    book.worksheets().into_iter().map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect())).collect()
}

/// The cell under a heading.
#[track_caller]
fn cell<'a>(sheet: &'a [Vec<Data>], row: usize, heading: &str) -> &'a Data {
    let column =
        sheet[0].iter().position(|cell| cell == heading).unwrap_or_else(|| panic!("no {heading}: {:?}", sheet[0]));
    &sheet[row][column]
}

#[test]
fn the_workbook_has_numbers_as_numbers_and_texts_as_texts() {
    let folder = Folder::new();
    batch(&folder, &rows(), &["results.xlsx", "results.jsonl"], 1);
    let book = workbook(&folder, "results.xlsx");
    let answers = &book["Answers"];
    assert_eq!(answers.len(), 9);
    let results = common::json_lines(&folder.read("results.jsonl"));
    for (at, result) in results.iter().enumerate().filter(|(_, result)| result["error"].is_null()) {
        assert_eq!(
            cell(answers, at + 1, "Score (0 to 1)"),
            &Data::Float(result["score"].as_f64().unwrap()),
            "row {at}"
        );
        assert_eq!(cell(answers, at + 1, "Band"), &Data::String(result["band"].as_str().unwrap().to_string()));
    }
    assert_eq!(cell(answers, 4, "Name"), &Data::String("=Bob".into()));
    assert_eq!(cell(answers, 8, "Response"), &Data::String("@SUM(A1)".into()));
    assert!(cell(answers, 8, "Not graded because").to_string().starts_with("unknown-item: "));
    assert_eq!(cell(answers, 8, "Score (0 to 1)"), &Data::Empty);
    let candidates = &book["Candidates"];
    assert_eq!(
        (cell(candidates, 1, "Candidate"), cell(candidates, 1, "Rank")),
        (&Data::String("ann".into()), &Data::Float(1.0))
    );
    assert_eq!(cell(candidates, 1, "hash-table"), cell(answers, 1, "Score (0 to 1)"), "a column a question");
    let concepts = &book["Concepts"];
    let rows: usize = results.iter().filter_map(|result| result["concepts"].as_array().map(Vec::len)).sum();
    assert_eq!(concepts.len(), rows + 1);
    assert_eq!(cell(concepts, 1, "Evidence"), &Data::String("hash function turns the key into an index".into()));
    assert_eq!(book["Items"].len(), 4);
    assert_eq!(cell(&book["Items"], 1, "Question"), &Data::String("What is a hash table?".into()));
    assert_eq!(book["Overview"][1][2], Data::String("answers.csv".into()));
}

#[test]
fn the_sheet_of_answers_can_be_graded_again() {
    let folder = Folder::new();
    let rows = "answer_id,email,question_id,answer,max_score\na,ada@b.c,hash-table,\"Keys, hashed\",4\nb,,sorting,Quicksort,2\n";
    batch(&folder, rows, &["results.xlsx", "first.jsonl"], 0);
    let book = folder.at("results.xlsx");
    gradus(["batch", "--bank", SMALL, &book, "--sheet", "Answers", "-o", &folder.at("second.jsonl")]).code(0);
    assert_eq!(folder.read("second.jsonl"), folder.read("first.jsonl"));
    // Of the other sheets none is taken for answers.
    let run = gradus(["batch", "--bank", SMALL, &book, "--sheet", "Concepts", "-o", "-"]).code(2);
    assert!(run.err.contains("there is no column `answer`"), "{}", run.err);
}

#[test]
fn a_candidate_without_a_graded_answer_is_listed_without_a_rank() {
    let folder = Folder::new();
    let rows = rows() + "9,zed,Zed Zero,no-such-item,x,4\n";
    batch(&folder, &rows, &["report.html", "results.xlsx"], 1);
    let book = workbook(&folder, "results.xlsx");
    let candidates = &book["Candidates"];
    let text = |heading| cell(candidates, 4, heading).to_string();
    assert_eq!((candidates.len(), text("Candidate").as_str(), text("Name").as_str()), (5, "zed", "Zed Zero"));
    assert_eq!(["Rank", "Mean score", "Points", "Band"].map(text), ["", "", "", "not graded"].map(String::from));
    let ranking = structure(&folder.read("report.html"));
    assert!(ranking.contains("Zed Zero") && ranking.contains("not graded"), "{ranking}");
}

#[test]
fn a_cell_too_long_for_a_workbook_is_cut_with_a_note() {
    let folder = Folder::new();
    let long = "so long ".repeat(12_000);
    batch(&folder, &format!("answer_id,question_id,answer\n1,hash-table,{long}\n"), &["results.xlsx"], 0);
    let book = workbook(&folder, "results.xlsx");
    let text = cell(&book["Answers"], 1, "Response").to_string();
    assert!(text.ends_with(" … [cut: 96000 characters in all; the input has them]"), "{}", &text[text.len() - 80..]);
    assert_eq!(text.encode_utf16().count(), 32_767);
}
