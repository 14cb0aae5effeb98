//! `gradus batch`: files as people and programs write them (encodings, delimiters, packing, workbooks), through the real
//! program.

#![cfg(feature = "cli")]

mod common;

use common::{Folder, Run, SMALL, gradus, gradus_with};
use serde_json::json;
use std::io::Write;

const TEXT: &str = "answer_id,question_id,answer\n\
    a,hash-table,\"A hash function turns the key into an index – “naïve café”, so lookups take constant time.\"\n\
    b,sorting,\"Quicksort,\nmerge sort: O(n log n) 😀\"\n";

fn batch(args: &[&str]) -> Run {
    gradus(["batch", "--bank", SMALL].iter().chain(args))
}

/// The results of a file, and what was said about it.
fn grade(name: &str, bytes: impl AsRef<[u8]>, args: &[&str]) -> (String, String) {
    let folder = Folder::new();
    let (input, out) = (folder.write(name, bytes), folder.at("out.jsonl"));
    let run = batch(&[&[input.as_str(), "-o", out.as_str()], args].concat()).code(0);
    (folder.read("out.jsonl"), run.err.replace(&folder.at(""), ""))
}

fn plain() -> String {
    let (out, err) = grade("plain.csv", TEXT, &[]);
    assert_eq!(out.lines().count(), 2);
    assert_eq!(err.lines().count(), 1, "nothing is guessed: {err}");
    out
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// As `pzstd` and seekable formats put them between frames: bytes that are no data.
fn skippable(length: u32) -> Vec<u8> {
    let mut frame = 0x184d_2a5e_u32.to_le_bytes().to_vec();
    frame.extend(length.to_le_bytes());
    frame.resize(8 + length as usize, b'!');
    frame
}

/// A zstd frame with the bytes as they are.
fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

#[test]
fn every_encoding_gives_the_same_results() {
    let plain = plain();
    let bom = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    for (name, bytes, note) in [
        ("utf-8 with a mark", bom(b"\xef\xbb\xbf", TEXT.into()), ""),
        ("utf-16le with a mark", bom(b"\xff\xfe", utf16(TEXT, true)), ""),
        ("utf-16be with a mark", bom(b"\xfe\xff", utf16(TEXT, false)), ""),
        ("utf-16le", utf16(TEXT, true), "read as UTF-16LE"),
        ("utf-16be", utf16(TEXT, false), "read as UTF-16BE"),
    ] {
        let (out, err) = grade("in.csv", bytes, &[]);
        assert_eq!(out, plain, "{name}");
        assert!(err.contains(note) && err.contains("read as") != note.is_empty(), "{name}: {err}");
    }
}

#[test]
fn windows_1252_is_guessed_and_other_encodings_are_said() {
    let text = TEXT.replace('😀', "");
    let same = grade("utf8.csv", &text, &[]).0;
    let latin: Vec<u8> = text
        .chars()
        .map(|c| match c {
            '–' => 0x96,
            '“' => 0x93,
            '”' => 0x94,
            c => u8::try_from(u32::from(c)).expect("Latin 1"),
        })
        .collect();
    let (out, err) = grade("latin.csv", &latin, &[]);
    assert_eq!(out, same);
    assert!(err.contains("latin.csv: read as windows-1252") && err.contains("--encoding"), "{err}");
    let (out, err) = grade("latin.csv", &latin, &["--encoding", "windows-1252"]);
    assert_eq!((out.as_str(), err.contains("read as")), (same.as_str(), false), "what is said is no guess");
    let run = batch(&["tests/data/take-home.csv", "-o", "-", "--encoding", "klingon"]).code(2);
    assert!(run.err.contains("no encoding `klingon`"), "{}", run.err);
}

#[test]
fn one_broken_row_does_not_spoil_the_others() {
    let row = |at: usize, text: &[u8]| [format!("{at},sorting,\"").as_bytes(), text, b"\"\n"].concat();
    let mut rows: Vec<Vec<u8>> = (0..100).map(|at| row(at, b"Quicksort and merge sort")).collect();
    rows[10] = row(10, "Zo\u{eb} na\u{ef}ve \u{2014} Quicksort".as_bytes());
    rows[50] = row(50, b"Quicksort \xff\xfe\xe9\xe9 ab");
    let bytes = [b"answer_id,question_id,answer\n".to_vec(), rows.concat()].concat();
    let folder = Folder::new();
    let run = batch(&[&folder.write("in.csv", bytes), "-o", "-"]).code(1);
    assert!(run.err.contains("in.csv, line 52: bad-encoding") && !run.err.contains("read as"), "{}", run.err);
    // Where the word stands tells how many bytes are before it.
    let evidence = run.lines()[10]["concepts"][0]["evidence"][0].clone();
    assert_eq!(evidence["start"], "Zo\u{eb} na\u{ef}ve \u{2014} ".len(), "{evidence}");
    assert_eq!(run.out.matches("bad-encoding").count(), 1);
}

#[test]
fn the_delimiter_is_found() {
    let plain = plain();
    let with = |delimiter: &str| {
        let line = |line: &str| line.replacen(',', delimiter, 2);
        // The second line of an answer has no fields.
        TEXT.lines()
            .map(|text| if text.starts_with("merge") { text.into() } else { line(text) })
            .collect::<Vec<_>>()
            .join("\r\n")
    };
    let crlf = |out: &str| out.replace("\\r\\n", "\\n");
    for (name, delimiter) in [("in.csv", ";"), ("in.csv", "\t"), ("in.tsv", "\t"), ("in.txt", "\t"), ("in.csv", ",")] {
        let bytes = with(delimiter);
        let (out, _) = grade(name, &bytes, &[]);
        let ids = |out: &str| out.lines().map(|line| line[..30].to_string()).collect::<Vec<_>>();
        assert_eq!(ids(&crlf(&out)), ids(&plain), "{name} {delimiter:?}");
        assert_eq!(out.lines().next(), plain.lines().next(), "{name} {delimiter:?}");
    }
    let said = format!("sep=;\r\n{}", with(";"));
    assert_eq!(grade("in.csv", &said, &[]).0.lines().next(), plain.lines().next());
    // Commas in an answer do not make a table of them.
    let text = "question_id;answer\nsorting;Quicksort, merge sort, heap sort\nsorting;One, two\n";
    assert_eq!(grade("in.csv", text, &[]).0.lines().count(), 2);
}

#[test]
fn packed_files_are_unpacked_by_what_they_are_not_by_their_names() {
    let plain = plain();
    let bytes = TEXT.as_bytes();
    let (first, second) = bytes.split_at(40);
    for (name, packed) in [
        ("in.csv.gz", gzip(bytes)),
        ("in.csv", gzip(bytes)),
        ("in.csv.gz", [gzip(first), gzip(second)].concat()),
        ("in.csv.zst", zstd(bytes)),
        ("in.csv.zst", [zstd(first), zstd(second)].concat()),
        ("in.csv.zst", [skippable(4), zstd(first), skippable(1000), zstd(second), skippable(0)].concat()),
        ("in.csv.gz", gzip(&[b"\xff\xfe".to_vec(), utf16(TEXT, true)].concat())),
    ] {
        assert_eq!(grade(name, packed, &[]).0, plain, "{name}");
    }
    let run = gradus_with(&["batch", "--bank", SMALL, "-", "-o", "-"], &gzip(bytes)).code(0);
    assert_eq!(run.out, plain, "from standard input");
}

#[test]
fn a_packed_file_that_is_cut_off_or_damaged_says_so() {
    let folder = Folder::new();
    let rows: String = (0..2000).map(|at| format!("{at},sorting,Quicksort {}\n", at * 7919 % 10_007)).collect();
    let text = format!("answer_id,question_id,answer\n{rows}");
    for (name, packed, wanted) in [
        ("cut.csv.gz", gzip(text.as_bytes()), "the gzip data ends early"),
        ("cut.csv.zst", zstd(text.as_bytes()), "the zstd data ends early"),
        ("skip.csv.zst", [zstd(text.as_bytes()), skippable(200_000)].concat(), "the zstd data ends early"),
    ] {
        let input = folder.write(name, &packed[..packed.len() / 2]);
        let run = batch(&[&input, "-o", &folder.at("out.jsonl")]).code(2);
        assert!(run.err.contains(name) && run.err.contains(wanted), "{}", run.err);
        assert!(!folder.names().iter().any(|name| name.contains("out")), "{:?}", folder.names());
    }
    let mut packed = gzip(text.as_bytes());
    let middle = packed.len() / 2;
    packed[middle..middle + 64].fill(0xff);
    let run = batch(&[&folder.write("bad.csv.gz", packed), "-o", "-"]).code(2);
    assert!(run.err.contains("damaged"), "{}", run.err);
}

#[test]
fn a_list_of_objects_is_read_like_lines() {
    let rows =
        [json!({"question_id": "sorting", "answer": "Quicksort"}), json!({"Item": "sorting", "Response": "[x]"})];
    let lines: String = rows.iter().map(|row| format!("{row}\n")).collect();
    let plain = grade("in.jsonl", lines, &[]).0;
    assert_eq!(plain.lines().count(), 2);
    let list = serde_json::to_string_pretty(&rows).unwrap();
    assert_eq!(grade("in.json", &list, &[]).0, plain);
    assert_eq!(grade("in.jsonl", &list, &[]).0, plain);
    let joined = grade("in.json", format!("{list}\n{list}"), &[]).0;
    assert_eq!(joined.lines().count(), 4, "as `cat one.json two.json` makes it");
    assert_eq!(joined.lines().nth(2).map(|line| line.replace("\"3\"", "\"1\"")).as_deref(), plain.lines().next());
    let folder = Folder::new();
    let cut = folder.write("cut.json", &list[..list.len() - 30]);
    let rows = batch(&[&cut, "-o", "-"]).code(1).lines();
    assert_eq!((rows.len(), &rows[1]["error"]["code"]), (2, &json!("bad-json")), "{rows:?}");
}

#[test]
fn names_of_columns_are_known_in_other_words() {
    let text =
        "Student ID,First name,Surname,E-Mail,Item,Response,Out of\nc-1,Ada,Lovelace,a@b.c,sorting,Quicksort,4\n";
    let folder = Folder::new();
    let (input, book) = (folder.write("in.csv", text), folder.at("grades.csv"));
    let run = batch(&[&input, "-o", "-", "-o", &book, "--per", "candidate"]).code(0);
    let row = &run.lines()[0];
    assert_eq!((&row["candidate_id"], &row["max_score"]), (&json!("c-1"), &json!(4.0)));
    assert!(folder.read("grades.csv").contains("\nc-1,Ada Lovelace,a@b.c,"), "{}", folder.read("grades.csv"));
    // The question's text serves as well as its id.
    let text = "question,answer\nwhat is a HASH TABLE,Keys and values\nWhat is love?,Baby\n";
    let run = batch(&[&folder.write("by-text.csv", text), "-o", "-"]).code(1);
    let rows = run.lines();
    assert_eq!(rows[0]["question_id"], "hash-table");
    assert!(rows[1]["error"]["message"].as_str().unwrap().contains("no item of the bank asks `What is love?`"));
}

// ---- workbooks ----

/// A workbook with these sheets.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                sheet.write(row as u32, column as u16, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

const SHEET: &[&[&str]] = &[
    &["answer_id", "question_id", "answer", "mood"],
    &["a", "hash-table", "A hash function turns the key into an index – “naïve café”, so lookups take constant time."],
    &["", "", "", ""],
    &["b", "sorting", "Quicksort,\nmerge sort: O(n log n) 😀", "good"],
];

#[test]
fn a_workbook_is_read_from_its_first_usable_sheet() {
    let plain = plain();
    assert_eq!(grade("in.xlsx", workbook(&[("Sheet1", SHEET)]), &[]).0, plain);
    let notes: &[&[&str]] = &[&["Read me"], &["Nothing to grade here"]];
    let several = workbook(&[("Empty", &[]), ("Notes", notes), ("Answers", SHEET), ("Old", SHEET)]);
    let (out, err) = grade("in.xlsx", &several, &[]);
    assert_eq!(out, plain);
    assert!(err.contains("in.xlsx: sheet `Answers`"), "{err}");
    assert_eq!(grade("in.xlsx", &several, &["--sheet", "Old"]).0, plain);
    let run = gradus_with(&["batch", "--bank", SMALL, "-", "-o", "-"], &several).code(0);
    assert_eq!(run.out, plain, "from standard input");
    let folder = Folder::new();
    let input = folder.write("in.xlsx", &several);
    let run = batch(&[&input, "-o", "-", "--sheet", "New"]).code(2);
    assert!(run.err.contains("no sheet `New`") && run.err.contains("`Answers`"), "{}", run.err);
}

#[test]
fn a_workbook_row_keeps_its_number_and_numbers_are_text() {
    let folder = Folder::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, name) in ["answer_id", "item", "answer"].iter().enumerate() {
        sheet.write(2, at as u16, *name).unwrap();
    }
    for (row, item) in [(4, "sorting"), (7, "no-such-item")] {
        sheet.write(row, 0, 12).unwrap();
        sheet.write(row, 1, item).unwrap();
        sheet.write(row, 2, 3.5).unwrap();
    }
    let input = folder.write("in.xlsx", book.save_to_buffer().unwrap());
    let rows = batch(&[&input, "-o", "-"]).code(1).lines();
    assert_eq!((&rows[0]["answer_id"], &rows[1]["line"]), (&json!("12"), &json!(8)));
}

#[test]
fn notes_right_of_a_workbooks_table_cost_no_row() {
    let mut rows = SHEET.to_vec();
    let noted = [SHEET[3], &["", "late"]].concat();
    rows[2] = &["", "", "", "", "", "a note in a line of its own"];
    rows[3] = &noted;
    assert_eq!(grade("in.xlsx", workbook(&[("Sheet1", &rows)]), &[]).0, plain());
}

#[test]
fn a_workbook_that_holds_nothing_or_is_none_says_so() {
    let folder = Folder::new();
    let whole = workbook(&[("Sheet1", SHEET)]);
    for (name, bytes, wanted) in [
        ("empty.xlsx", workbook(&[("Sheet1", &[])]), "the workbook is empty"),
        ("cut.xlsx", whole[..whole.len() / 2].to_vec(), "cannot be read as an XLSX workbook"),
        ("zip.xlsx", b"PK\x03\x04 and nothing else".to_vec(), "cannot be read as an XLSX workbook"),
    ] {
        let run = batch(&[&folder.write(name, bytes), "-o", "-"]).code(2);
        assert!(run.err.contains(name) && run.err.contains(wanted), "{}", run.err);
    }
}

#[test]
fn a_header_that_lacks_a_column_is_named_with_its_line() {
    let folder = Folder::new();
    let lower: &[&[&str]] = &[&[], &[], &["question_id", "reply"], &["sorting", "x"]];
    for (name, bytes, line) in [
        ("first.csv", b"question_id,reply\nsorting,x\n".to_vec(), 1),
        ("said.csv", b"sep=;\nquestion_id;reply\nsorting;x\n".to_vec(), 2),
        ("blank.csv", b"\n\nquestion_id,reply\nsorting,x\n".to_vec(), 3),
        ("blank-crlf.csv", b"\r\n\r\nquestion_id,reply\r\nsorting,x\r\n".to_vec(), 3),
        ("lower.xlsx", workbook(&[("Sheet1", lower)]), 3),
    ] {
        let run = batch(&[&folder.write(name, bytes), "-o", "-"]).code(2);
        assert!(run.err.contains(&format!("{name}, line {line}: there is no column `answer`")), "{}", run.err);
    }
}

#[test]
fn json_lines_in_windows_1252_are_read_as_tables_are() {
    let folder = Folder::new();
    let line = |answer: &[u8]| [b"{\"question_id\":\"sorting\",\"answer\":\"", answer, b"\"}\n"].concat();
    let run = batch(&[&folder.write("in.jsonl", line(b"na\xefve Quicksort \x96 fast")), "-o", "-"]).code(0);
    assert!(run.err.contains("in.jsonl: read as windows-1252, by the look of its bytes; --encoding"), "{}", run.err);
    let utf8 = batch(&[&folder.write("utf.jsonl", line("na\u{ef}ve Quicksort \u{2013} fast".as_bytes())), "-o", "-"]);
    assert_eq!(run.out, utf8.out);
    // Beside rows that are UTF-8 a bad one is an error of its own.
    let both = [line("na\u{ef}ve".as_bytes()), line(b"na\xefve")].concat();
    let run = batch(&[&folder.write("both.jsonl", both), "-o", "-"]).code(1);
    assert!(run.err.contains("both.jsonl, line 2: bad-encoding") && run.err.contains("--encoding"), "{}", run.err);
}

#[test]
fn names_that_cannot_be_meant_say_what_to_do() {
    let folder = Folder::new();
    let input = folder.write("in.csv", "question_id,answer\nsorting,Quicksort\n");
    let refused = |args: &[&str], wanted: &str| {
        let run = batch(args).code(2);
        assert!(run.out.is_empty() && run.err.contains(wanted), "{}", run.err);
    };
    let pattern = folder.at("*.jsonl");
    refused(&[&pattern, "-o", "-"], "*.jsonl: there is no file of this name. `*` and `?` stand for parts of names");
    refused(&["", "-o", "-"], "the name is empty; give the name of a file");
    refused(&[&input, "-o", ""], "for '--output <OUT>': the name is empty");
    let missing = folder.at("none/out.csv");
    refused(&[&input, "-o", &missing], "out.csv: cannot be written: there is no folder");
    let below = folder.at("in.csv/out.csv");
    refused(&[&input, "-o", &below], "in.csv is a file, no folder");
    let run = gradus(["evaluate", "-", "-"]).code(2);
    assert!(run.err.contains("`-` stands twice among the inputs"), "{}", run.err);
    assert_eq!(folder.names(), ["in.csv"]);
}

// ---- broken rows ----

/// A file of which every twentieth row is broken, in one of eight ways.
#[test]
fn one_row_in_twenty_is_broken_in_eight_ways_and_all_others_are_graded() {
    const KINDS: [&str; 8] = [
        "unknown-item",
        "field-count",
        "field-count",
        "bad-encoding",
        "nul-byte",
        "bad-number",
        "missing-field",
        "unclosed-quote",
    ];
    let mut text = b"answer_id,question_id,answer,max_score\n".to_vec();
    let mut bad = Vec::new();
    for at in 0..2000 {
        let kind = at / 20 % KINDS.len();
        let row: Vec<u8> = if at % 20 != 7 {
            format!("{at},sorting,\"Quicksort, “merge sort” {at}\",4\n").into()
        } else {
            bad.push((at, KINDS[kind]));
            match kind {
                0 => format!("{at},sortign,Quicksort,4\n").into(),
                1 => format!("{at},sorting,Quicksort, merge sort,4\n").into(),
                2 => format!("{at},sorting\n").into(),
                3 => [format!("{at},sorting,caf").as_bytes(), b"\xe9,4\n"].concat(),
                4 => format!("{at},sorting,Quick\0sort,4\n").into(),
                5 => format!("{at},sorting,Quicksort,four\n").into(),
                6 => format!("{at},,Quicksort,4\n").into(),
                _ => format!("{at},sorting,\"Quicksort,4\n").into(),
            }
        };
        text.extend(row);
    }
    let folder = Folder::new();
    let (input, out) = (folder.write("in.csv", text), folder.at("out.jsonl"));
    let run = batch(&[&input, "-o", &out]).code(1);
    assert!(run.err.contains("100 could not be graded"), "{}", run.err);
    let rows = common::json_lines(&folder.read("out.jsonl"));
    assert_eq!(rows.len(), 2000, "every row in gives one row out");
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        assert_eq!(row["answer_id"], json!(at.to_string()));
        if let Some(code) = row["error"]["code"].as_str() {
            assert_eq!(row["line"], json!(at + 2), "{row}");
            assert!(row["error"]["message"].as_str().is_some_and(|message| message.len() > 20), "{row}");
            found.push((at, code.to_string()));
        } else {
            assert!(row["score"].is_number(), "{row}");
        }
    }
    assert_eq!(found.iter().map(|(at, code)| (*at, code.as_str())).collect::<Vec<_>>(), bad);
}

#[test]
fn a_quote_that_does_not_close_costs_its_own_row_only() {
    let answers = |text: &str| {
        let folder = Folder::new();
        let rows = batch(&[&folder.write("in.csv", text), "-o", "-"]).lines();
        let codes = rows.iter().map(|row| row["error"]["code"].as_str().unwrap_or("-").to_string());
        codes.collect::<Vec<_>>()
    };
    let head = "question_id,answer\n";
    // Answers of several lines, in which lines look a bit like rows, are left alone.
    assert_eq!(answers(&format!("{head}sorting,\"a, b\nc,d\n\ne\"\nsorting,x\n")), ["-", "-"]);
    assert_eq!(
        answers(&format!("{head}sorting,\"open\nsorting,\"closed\"\nsorting,x\n")),
        ["unclosed-quote", "-", "-"]
    );
    assert_eq!(
        answers(&format!("{head}sorting,\"open\nmore of it\nsorting,x\nsorting,y\n")),
        ["unclosed-quote", "-", "-"],
        "also without a quote behind it"
    );
    assert_eq!(answers(&format!("{head}sorting,x\nsorting,\"open\n")), ["-", "unclosed-quote"], "at the end");
    assert_eq!(
        answers(&format!("{head}sorting,\"open\nnothing,x\nsorting,y\n")),
        ["unclosed-quote", "unknown-item", "-"]
    );
    assert_eq!(
        answers(&format!("{head}sorting,\"open\nsorting,\"two\nlines\"\nsorting,y\n")),
        ["unclosed-quote", "-", "-"]
    );
    assert_eq!(answers(&format!("{head}sorting,\"whole\"")), ["-"], "no line feed at the end");
}

#[test]
fn a_quote_that_does_not_close_costs_one_row_of_those_with_their_own_questions_too() {
    let answers = |rows: &str| {
        let folder = Folder::new();
        let text = format!("question,references,answer\n{rows}");
        let rows = batch(&[&folder.write("in.csv", text), "-o", "-"]).lines();
        let codes = rows.iter().map(|row| row["error"]["code"].as_str().unwrap_or("-").to_string());
        codes.collect::<Vec<_>>()
    };
    let good = "What is a heap?,A tree whose root is the smallest,The smallest is on top\n";
    let quoted =
        "What is a heap?,\"A tree, whose root is the smallest\",\"The smallest, \"\"the least\"\", is on top\"\n";
    let open = "What is a heap?,A tree whose root is the smallest,\"The smallest is on top\n";
    for (rows, codes) in [
        (format!("{good}{open}{good}{good}"), &["-", "unclosed-quote", "-", "-"][..]),
        (format!("{open}and more of it\n{good}{quoted}{good}"), &["unclosed-quote", "-", "-", "-"]),
        (format!("{open}{quoted}"), &["unclosed-quote", "-"]),
        (format!("{good}{open}"), &["-", "unclosed-quote"]),
        (format!("{good}{open}two\nlines"), &["-", "unclosed-quote"]),
        // Quotes that are not doubled, in an answer of several lines.
        ("What is a heap?,A tree,\"The least, so\nit is, b, \"on top\" of it\n".to_string(), &["-"]),
        ("What is a heap?,A tree,\"The least, so\nit is, \"on top\", of it\"\n".to_string(), &["field-count"]),
    ] {
        assert_eq!(answers(&rows), codes, "{rows}");
    }
}

#[test]
fn an_element_of_a_list_that_is_too_long_costs_itself_only() {
    let folder = Folder::new();
    let row = r#"{"question_id": "sorting", "answer": "Quicksort"}"#;
    let long = format!(r#"{{"question_id": "sorting", "answer": "{}"}}"#, "x]} ".repeat(17 << 20));
    let input = folder.write("in.json", format!("[{row},\n{long},\n{row}, {row}]\n"));
    let rows = batch(&[&input, "-o", "-", "--quiet"]).code(1).lines();
    let codes: Vec<_> = rows.iter().map(|row| row["error"]["code"].as_str().unwrap_or("-")).collect();
    assert_eq!(codes, ["-", "too-long", "-", "-"]);
    assert_eq!((&rows[1]["line"], &rows[1]["answer_id"]), (&json!(2), &json!("2")));
}

#[test]
fn lines_of_delimiters_alone_are_skipped_like_blank_ones() {
    // With candidates: where there are none, a row has its number, and skipped lines have numbers, too.
    let header = "answer_id,candidate_id,question_id,answer";
    let rows = |blank: &str| format!("{header}\n{blank}1,a,sorting,Quicksort\n{blank}2,b,sorting,\n{blank}");
    let plain = grade("in.csv", rows("").as_str(), &[]).0;
    for blank in ["\n", ",,\n", ",,\r\n\r\n", " , ,\t\n,\n", "\"\",,\n"] {
        let (out, err) = grade("in.csv", rows(blank), &[]);
        assert_eq!(out, plain, "{blank:?}");
        assert!(err.contains("2 rows in"), "{blank:?}: {err}");
    }
    // An answer that is missing, or an id alone, is a row.
    let folder = Folder::new();
    batch(&[&folder.write("in.csv", "answer_id,question_id,answer\n1,,\n"), "-o", "-"]).code(1);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in
        [["question_id", "answer"], ["sorting", "Quicksort"], [" ", " "], ["sorting", "Merge sort"]].iter().enumerate()
    {
        sheet.write_row(row as u32, 0, *cells).unwrap();
    }
    let (out, _) = grade("in.xlsx", book.save_to_buffer().unwrap(), &[]);
    assert_eq!(out.lines().count(), 2);
}

#[test]
fn a_sheet_needs_a_workbook() {
    let folder = Folder::new();
    let input = folder.write("in.csv", "question_id,answer,band\nsorting,Quicksort,weak\n");
    for command in ["evaluate", "attack", "batch"] {
        let mut args = vec![command, "--bank", SMALL, &input, "--sheet", "A"];
        args.extend(if command == "batch" { &["-o", "-"][..] } else { &[] });
        let run = gradus(args).code(2);
        assert!(run.err.contains("--sheet A: none of the inputs is a workbook"), "{command}: {}", run.err);
    }
}

// ---- references in the rows ----

const HEAP: &str = "What is a heap?";

/// The results of a table whose rows bring this cell, or these cells, of references.
fn with_references(columns: &[&str], cells: &[&str]) -> serde_json::Value {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let answer = "The smallest is at the root, and parents are no greater than their children.";
    writer.write_record([&["question", "answer"], columns].concat()).unwrap();
    writer.write_record([&[HEAP, answer], cells].concat()).unwrap();
    let folder = Folder::new();
    let run = batch(&[&folder.write("in.csv", writer.into_inner().unwrap()), "-o", "-", "--quiet"]);
    run.lines().remove(0)
}

/// The same by way of JSON Lines, where nothing has to be guessed.
fn with_list(references: &serde_json::Value) -> serde_json::Value {
    let answer = "The smallest is at the root, and parents are no greater than their children.";
    let row = json!({"question": HEAP, "answer": answer, "references": references});
    let folder = Folder::new();
    batch(&[&folder.write("in.jsonl", row.to_string()), "-o", "-", "--quiet"]).lines().remove(0)
}

#[test]
fn a_cell_of_references_is_a_list_a_text_or_a_mistake() {
    let (tree, root) = ("A tree whose parents are no greater than their children", "The root is the smallest");
    let both = with_list(&json!([tree, root]));
    assert_ne!(both["concepts"], with_list(&json!(tree))["concepts"]);
    assert_eq!(with_references(&["references"], &[&json!([tree, root]).to_string()]), both);
    for prose in
        ["[1, 2] is a list", "[1, 2]", "[\"a\"] is a list of the smallest", "[sic] the root", "[x for x in 'ab']"]
    {
        let row = with_references(&["references"], &[prose]);
        assert_eq!(row["error"]["code"], json!(null), "{prose}: {row}");
        assert_eq!(row, with_list(&json!(prose)), "{prose}");
    }
    for broken in ["[\"a\", 3]", "[\"broken", "[3, \"a\"]", "[\"a\" \"b\"]", "[\"a\", \"b\",]", "['a', 'b']"] {
        let row = with_references(&["references"], &[broken]);
        assert_eq!(row["error"]["code"], json!("bad-type"), "{broken}: {row}");
        let message = row["error"]["message"].as_str().unwrap();
        assert!(message.starts_with(&format!("column `references` holds `{broken}`")), "{message}");
        assert!(message.contains("`reference_1`, `reference_2`"), "{message}");
    }
}

#[test]
fn several_columns_of_references_are_several_references_in_order() {
    let texts = ["A tree whose parents are no greater", "The root is the smallest", "It serves as a priority queue"];
    let list = with_list(&json!(texts));
    for columns in [
        ["references", "reference", "reference_1"],
        ["reference_1", "reference_2", "reference_3"],
        ["Reference 1", "references_2", "Model answer"],
        ["references", "references", "references"],
    ] {
        assert_eq!(with_references(&columns, &texts), list, "{columns:?}");
    }
    let ten = with_references(&["reference_1", "reference_2", "reference_10"], &[texts[0], "", texts[1]]);
    assert_eq!(ten, with_list(&json!(&texts[..2])), "an empty cell is no reference");
    let twice = with_references(&["reference", "model_answer"], &[texts[0], texts[0]]);
    assert_eq!(twice, with_list(&json!([texts[0]])), "one text under two names is one reference");
    let folder = Folder::new();
    let answer = "The smallest is at the root, and parents are no greater than their children.";
    let row = json!({"question": HEAP, "answer": answer, "reference_10": texts[2], "reference_2": texts[1],
        "reference": texts[0]});
    let run = batch(&[&folder.write("in.jsonl", row.to_string()), "-o", "-", "--quiet"]).code(0);
    assert_eq!(run.lines()[0], list, "numbers are not in the order of letters");
    let row = with_references(&["reference_1", "reference_2"], &[texts[0], "[\"broken"]);
    assert!(row["error"]["message"].as_str().unwrap().starts_with("column `reference_2` holds"), "{row}");
}

#[test]
fn empty_fields_too_many_at_the_end_of_a_row_are_ignored() {
    let head = "answer_id,question_id,answer,max_score\n";
    let plain = grade("in.csv", format!("{head}1,sorting,Quicksort,4\n2,sorting,\"Merge sort, too\",\n"), &[]).0;
    let more = format!("{head}1,sorting,Quicksort,4,\n2,sorting,\"Merge sort, too\",,, ,\n");
    assert_eq!(grade("in.csv", &more, &[]).0, plain);
    let semicolons = more.replace(',', ";").replace("sort; too", "sort, too");
    assert_eq!(grade("in.csv", semicolons, &[]).0, plain);
    // An answer cut at its comma is no such row, nor one with something in the field too many.
    let folder = Folder::new();
    for row in [
        "3,sorting,Quicksort, and merge sort,",
        "3,sorting,O(1),O(n),",
        "3,sorting,Quicksort,4,5",
        "3,sorting,Quicksort,4,,5",
    ] {
        let rows = batch(&[&folder.write("bad.csv", format!("{head}{row}\n")), "-o", "-"]).code(1).lines();
        assert_eq!(rows[0]["error"]["code"], "field-count", "{row}");
    }
}

#[test]
fn values_of_a_wrong_type_and_points_beyond_all_measure_are_error_rows() {
    let good = json!({"answer_id": 7, "candidate_id": null, "question_id": "sorting", "answer": "x", "max_score": 1e9});
    let mut rows = vec![good.clone()];
    for (name, value) in [
        ("answer_id", json!(true)),
        ("answer_id", json!({"a": 1})),
        ("candidate_id", json!(["a"])),
        ("name", json!(false)),
        ("email", json!(["a@b.c"])),
        ("max_score", json!(1e305)),
        ("max_score", json!("1000000001")),
    ] {
        let mut row = good.clone();
        row[name] = value;
        rows.push(row);
    }
    let folder = Folder::new();
    let text: String = rows.iter().map(|row| format!("{row}\n")).collect();
    let found = batch(&[&folder.write("in.jsonl", text), "-o", "-"]).code(1).lines();
    assert_eq!((&found[0]["answer_id"], &found[0]["max_score"]), (&json!("7"), &json!(1e9)));
    let said: Vec<String> =
        found[1..].iter().map(|row| format!("{} {}", row["error"]["code"], row["error"]["message"])).collect();
    let wanted = [
        "\"bad-type\" \"`answer_id` holds `true`; expected a text\"",
        "\"bad-type\" \"`answer_id` holds `{\\\"a\\\":1}`; expected a text\"",
        "\"bad-type\" \"`candidate_id` holds `[\\\"a\\\"]`; expected a text\"",
        "\"bad-type\" \"`name` holds `false`; expected a text\"",
        "\"bad-type\" \"`email` holds `[\\\"a@b.c\\\"]`; expected a text\"",
    ];
    assert_eq!(said[..5], wanted);
    assert!(said[5..].iter().all(|said| said.contains("bad-number") && said.contains("may be 1000000000")), "{said:?}");
}

// ---- messages ----

/// The messages of the rows that could not be graded.
fn messages(name: &str, text: &str) -> Vec<String> {
    let folder = Folder::new();
    let run = batch(&[&folder.write(name, text), "-o", "-", "--quiet"]).code(1);
    let rows = run.lines();
    rows.iter().filter_map(|row| row["error"]["message"].as_str().map(String::from)).collect()
}

#[test]
fn a_line_that_is_no_object_says_what_was_expected_and_where_it_breaks() {
    let good = r#"{"question_id": "sorting", "answer": "x"}"#;
    let said =
        messages("in.jsonl", &format!("{good}\n{{\n[1,2]\n\"a\"\n7\nnull\noops\n{{\"answer\": NaN}}\n[{good}]\n"));
    assert_eq!(
        said,
        [
            "expected a JSON object in { }: EOF while parsing an object at column 1",
            "expected a JSON object in { }, found a list",
            "expected a JSON object in { }, found a text in quotes",
            "expected a JSON object in { }, found `7`",
            "expected a JSON object in { }, found `null`",
            "expected a JSON object in { }: expected value at column 1",
            "expected a JSON object in { }: expected value at column 12 (in `answer`)",
            "expected a JSON object in { }, found a list",
        ]
    );
    let said = messages("in.json", &format!("[\n{good},\n{{\"question_id\": \"sorting\",\n  \"answer\": NaN}}, 7]\n"));
    assert_eq!(
        said,
        [
            "expected a JSON object in { }: expected value at line 4 column 13 (in `answer`)",
            "expected a JSON object in { }, found `7`",
        ]
    );
}

#[test]
fn a_file_of_the_other_format_is_told_once() {
    let objects = r#"{"question_id": "sorting", "answer": "Quicksort, merge sort"}"#;
    let folder = Folder::new();
    let as_csv = "this looks like CSV, not like JSON Lines: use --input-format csv";
    let as_jsonl = "this looks like JSON Lines, not like CSV: use --input-format jsonl";
    for (name, text, wanted) in [
        ("in.jsonl", "question_id,answer\nsorting,Quicksort\nsorting,\"[a]\n[b]\"\n".to_string(), as_csv),
        ("wide.jsonl", "Name;hash-table\nAnn;Keys and values\n".to_string(), as_csv),
        ("in.csv", format!("{objects}\n{objects}\n"), as_jsonl),
        ("list.csv", format!("[\n  {objects},\n  {objects}]\n"), as_jsonl),
    ] {
        let input = folder.write(name, text);
        let run = batch(&[&input, "-o", "-"]).code(2);
        assert_eq!((run.out.as_str(), run.err.matches(wanted).count()), ("", 1), "{name}: {}", run.err);
        let option = wanted.rsplit(' ').next().unwrap();
        assert_ne!(batch(&[&input, "-o", "-", "--input-format", option]).out, "", "{name}");
    }
    // A first line that is broken makes no table of the others.
    let rows = batch(&[&folder.write("broken.jsonl", format!("a, b\n{objects}\n")), "-o", "-"]).code(1).lines();
    assert_eq!(rows.len(), 2);
}

#[test]
fn where_nobody_looks_for_questions_a_header_that_may_be_missing_is_asked_for() {
    let folder = Folder::new();
    let text = format!("sorting,{}\n", "Quicksort ".repeat(20));
    let run = gradus(["evaluate", "--bank", SMALL, &folder.write("in.csv", text)]).code(2);
    assert!(run.err.contains("Is the header line missing? Expected: question_id,answer"), "{}", run.err);
    assert!(run.err.contains("...`. ") && run.err.lines().count() == 1, "a long cell is shortened: {}", run.err);
}

#[test]
fn a_table_with_other_signs_between_cells_names_those_that_are_understood() {
    let folder = Folder::new();
    for (name, text) in [
        ("long.csv", "answer_id|question_id|answer\n1|sorting|Quicksort, merge sort\n"),
        ("wide.csv", "Name|hash-table\nAnn|Keys and values\nBob|No idea\n"),
    ] {
        let run = batch(&[&folder.write(name, text), "-o", "-"]).code(2);
        let wanted = format!("{name}, line 1: the cells seem to be separated by `|`; commas, semicolons and tabs");
        assert!(run.err.contains(&wanted), "{}", run.err);
        let run = batch(&[&folder.write(name, format!("sep=|\n{text}")), "-o", "-", "--quiet"]).code(0);
        assert!(!run.lines().is_empty(), "{name}, as the message says");
    }
}

#[test]
fn marks_with_signs_say_how_to_write_them() {
    let folder = Folder::new();
    let rows = "sorting,Quicksort,85%,100\nsorting,Quicksort,4.5/5,5\nsorting,Quicksort,5,10%\nsorting,Quicksort,5,5/5\n\
        sorting,Quicksort,a/b,5\n";
    let input = folder.write("in.csv", format!("question_id,answer,score,max_score\n{rows}"));
    let run = gradus(["evaluate", "--bank", SMALL, &input]);
    let all = format!("{}{}", run.out, run.err);
    for wanted in [
        "column `score` holds `85%`, which is not a number; write 85 here and 100 in `max_score`",
        "column `score` holds `4.5/5`, which is not a number; write 4.5 here and 5 in `max_score`",
        "column `max_score` holds `10%`, which is not a number; the most points are a number, as 10, and no share",
        "column `max_score` holds `5/5`, which is not a number; write 5 here",
        "column `score` holds `a/b`, which is not a number",
    ] {
        assert!(all.contains(wanted), "{wanted}: {all}");
    }
    assert_eq!(
        messages("in.csv", "question_id,answer\nsorting\nsorting,a,b\n"),
        [
            "the row has 1 field, the header 2; fields are missing",
            "the row has 3 fields, the header 2; an answer with a comma must stand in quotes",
        ]
    );
}
