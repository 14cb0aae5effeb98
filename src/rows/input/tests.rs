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
fn the_most_points_must_be_some() {
    let code = |text: &str, format| rows(text, format)[0].row.as_ref().err().map(|(_, error)| error.message.clone());
    for bad in ["0", "-1", "nan", "inf", "ten", "1e999"] {
        let said = code(&format!("question_id,answer,max_score\na,x,{bad}\n"), Format::Csv).expect("a bad row");
        assert!(said.contains(&format!("column `max_score` holds `{bad}`")), "{said}");
        let said = code(&format!(r#"{{"question_id":"a","answer":"x","max_score":"{bad}"}}"#), Format::Jsonl);
        assert!(said.as_ref().is_some_and(|said| said.contains(&format!("`max_score` holds `{bad}`"))), "{said:?}");
    }
    for bad in ["0", "-2.5", "true", "[1]"] {
        assert!(code(&format!(r#"{{"question_id":"a","answer":"x","max_score":{bad}}}"#), Format::Jsonl).is_some());
    }
    for bad in ["NaN", "1e999", "-Infinity"] {
        let said = code(&format!(r#"{{"question_id":"a","max_score": {bad}, "answer":"x"}}"#), Format::Jsonl);
        assert!(said.as_ref().is_some_and(|said| said.ends_with("(in `max_score`)")), "{bad}: {said:?}");
    }
    let said = code(r#"{"question_id":"a","answer":"x" "max_score":1}"#, Format::Jsonl).expect("a bad row");
    assert!(!said.contains("(in"), "no value is wrong: {said}");
    for good in ["null", "\" \"", "\" 2.5 \"", "3"] {
        assert_eq!(code(&format!(r#"{{"question_id":"a","answer":"x","max_score":{good}}}"#), Format::Jsonl), None);
    }
}

#[test]
fn too_many_fields_name_the_delimiter() {
    for (delimiter, name) in [(",", "a comma"), (";", "a semicolon"), ("\t", "a tab")] {
        let text = "question_id,answer\na,x,y\na,x\na,x\na,x\n".replace(',', delimiter);
        let row = &rows(&text, Format::Csv)[0];
        let message = &row.row.as_ref().expect_err("a bad row").1.message;
        assert!(message.ends_with(&format!("an answer with {name} must stand in quotes")), "{message}");
    }
}

#[test]
fn a_bad_row_keeps_the_ids_that_could_be_read() {
    let row = &rows("answer_id,candidate_id,question_id,answer\n7,c,a,x,y\n", Format::Csv)[0];
    let (ids, error) = row.row.as_ref().expect_err("a bad row");
    assert_eq!(
        (ids.answer_id.as_str(), ids.candidate_id.as_deref(), error.code.name()),
        ("7", Some("c"), "field-count")
    );
    let row = &rows("{", Format::Jsonl)[0];
    assert_eq!(row.row.as_ref().expect_err("a bad row").0.answer_id, "1");
}
