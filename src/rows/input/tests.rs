//! Tests of reading rows.

use super::*;

fn rows(text: &str, format: Format) -> Vec<Numbered> {
    let reader = read("x", Box::new(std::io::Cursor::new(text.as_bytes().to_vec())), Some(format)).expect("rows");
    reader.into_iter().map(|row| row.expect("readable")).collect()
}

#[test]
fn the_ending_tells_the_format() {
    for (name, format) in [
        ("a.csv", Some(Format::Csv)),
        ("A.CSV", Some(Format::Csv)),
        ("b.c.jsonl", Some(Format::Jsonl)),
        ("a.ndjson", Some(Format::Jsonl)),
        ("a.json", Some(Format::Jsonl)),
        ("a.txt", None),
        ("csv", None),
        ("-", None),
    ] {
        assert_eq!(format_of(name), format, "{name}");
    }
}

#[test]
fn standard_input_is_guessed_by_its_first_character() {
    let guess = |text: &'static str| read("-", Box::new(text.as_bytes()), None).expect("rows");
    assert!(matches!(guess(" \n{\"answer\": 1}").cells, Cells::Objects(_)));
    assert!(matches!(guess("question_id,answer\n").cells, Cells::Table(_)));
}

#[test]
fn lines_are_those_of_the_file() {
    let rows = rows("question_id,answer\na,\"one\ntwo\"\nb,three\n\nc,four\n", Format::Csv);
    let lines: Vec<(u64, u64)> = rows.iter().map(|row| (row.line, row.number)).collect();
    assert_eq!(lines, [(2, 1), (4, 2), (6, 3)]);
}

#[test]
fn human_judgements_are_read_and_numbers_may_be_text_in_json() {
    let row = &rows("question_id,answer,score,max_score,band,label\na,x, 2.5 ,5, Strong ,correct\n", Format::Csv)[0];
    let row = row.row.as_ref().expect("a good row");
    assert_eq!((row.human.score, row.max_score), (Some(2.5), Some(5.0)));
    assert_eq!((row.human.band.as_deref(), row.human.label.as_deref()), (Some("strong"), Some("correct")));
    let row = &rows(r#"{"question_id":"a","answer":"x","score":"2.5","max_score":5,"band":"Weak"}"#, Format::Jsonl)[0];
    let row = row.row.as_ref().expect("a good row");
    assert_eq!((row.human.score, row.max_score, row.human.band.as_deref()), (Some(2.5), Some(5.0), Some("weak")));
}

#[test]
fn a_bad_row_keeps_the_ids_that_could_be_read() {
    let row = &rows("answer_id,candidate_id,question_id,answer\n7,c,a,x,y\n", Format::Csv)[0];
    let (ids, error) = row.row.as_ref().expect_err("a bad row");
    assert_eq!((ids.answer_id.as_str(), ids.candidate_id.as_deref(), &*error.code), ("7", Some("c"), "field-count"));
    let row = &rows("{", Format::Jsonl)[0];
    assert_eq!(row.row.as_ref().expect_err("a bad row").0.answer_id, "1");
}
