//! From a raw row to the answers it holds. Done by the workers; never fails as a whole: a bad row carries its reason.

use super::fields::{self, Fields};
use super::header::Role;
use super::layout::{ItemOf, Layout, Long, Wide};
use super::raw::{Kind, Raw, is_longer_by_blanks};
use crate::rows::{Numbered, Row, RowCode, RowError, shortened};
use crate::text::decimal;
use csv::ByteRecord;
use serde_json::{Map, Value};

/// A row, or why it cannot be read with the ids that could be.
pub type Parsed = Result<Row, (Box<Row>, RowError)>;

/// Parses a raw row and passes on every answer in it: one in a long table, one per question in a wide one.
pub fn parse_each(raw: Raw, layout: &Layout, mut act: impl FnMut(Numbered)) {
    let (line, number) = (raw.line, raw.number());
    let mut pass = |mut row: Parsed| {
        let ids = match &mut row {
            Ok(row) => row,
            Err((row, _)) => &mut **row,
        };
        if ids.answer_id.is_empty() {
            ids.answer_id = number.to_string();
        }
        act(Numbered { line, number, row });
    };
    match (raw.kind, layout) {
        (Kind::Json(bytes), _) => pass(from_json(&bytes, line)),
        (Kind::Cells(record), Layout::Long(long)) => pass(from_long(&record, long)),
        (Kind::Cells(record), Layout::Wide(wide)) => from_wide(&record, wide, number, pass),
        (Kind::Broken(record, error), Layout::Long(long)) => pass(Err((Box::new(long_ids(&record, long)), error))),
        (Kind::Broken(record, error), Layout::Wide(wide)) => pass(Err((Box::new(wide_ids(&record, wide)), error))),
        (Kind::Broken(_, error), _) => pass(Err((Box::default(), error))),
        (Kind::Cells(_), Layout::Objects | Layout::Unmapped(_)) => {
            pass(Err((
                Box::default(),
                RowError::new(RowCode::NoColumns, "it is not known which columns hold answers"),
            )));
        }
    }
}

fn cell(record: &ByteRecord, column: Option<usize>) -> Option<String> {
    column
        .and_then(|at| record.get(at))
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .filter(|text| !text.is_empty())
}

/// The name as it is said: the parts that are there, with spaces between.
fn joined(record: &ByteRecord, columns: impl IntoIterator<Item = usize>) -> Option<String> {
    let parts: Vec<String> = columns
        .into_iter()
        .filter_map(|at| cell(record, Some(at)))
        .map(|part| part.trim().to_string())
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The length of a record must be that of the header. Empty fields more, at its end, are what spreadsheets leave there; but
/// not where an answer may have been cut at its comma (`may_go_on`: a field behind the first answer that may be its rest), and
/// an empty field of the header pushed out.
fn length(
    record: &ByteRecord,
    names: &[String],
    delimiter: u8,
    answer: usize,
    may_go_on: impl Fn(&[u8]) -> bool,
) -> Result<(), RowError> {
    let is_cut = || record.iter().skip(answer + 1).any(|cell| !cell.trim_ascii().is_empty() && may_go_on(cell));
    if record.len() == names.len() || is_longer_by_blanks(record, names.len()) && !is_cut() {
        return Ok(());
    }
    let help = if record.len() < names.len() {
        "fields are missing".to_string()
    } else {
        let delimiter = match delimiter {
            b',' => "comma".to_string(),
            b';' => "semicolon".to_string(),
            b'\t' => "tab".to_string(),
            other => format!("`{}`", other.escape_ascii()),
        };
        format!("an answer with a {delimiter} must stand in quotes")
    };
    Err(RowError::new(
        RowCode::FieldCount,
        format!(
            "the row has {} field{}, the header {}; {help}",
            record.len(),
            if record.len() == 1 { "" } else { "s" },
            names.len()
        ),
    ))
}

fn utf8(field: &[u8], name: &str) -> Result<(), RowError> {
    std::str::from_utf8(field).map(drop).map_err(|error| {
        let at = error.valid_up_to() + 1;
        let message = format!(
            "column `{name}` is not UTF-8 (byte {at} of the field); save the file as UTF-8, or say what it is with --encoding"
        );
        RowError::new(RowCode::BadEncoding, message)
    })
}

fn long_ids(record: &ByteRecord, long: &Long) -> Row {
    Fields::of_cells(record, long).ids()
}

fn from_long(record: &ByteRecord, long: &Long) -> Parsed {
    let fields = Fields::of_cells(record, long);
    let cells = || {
        // What is no number may be the rest of an answer.
        let is_text = |cell: &[u8]| std::str::from_utf8(cell).is_ok_and(|cell| cell.trim().parse::<f64>().is_err());
        length(record, &long.names, long.delimiter, long.at(Role::Answer).unwrap_or(0), is_text)?;
        record.iter().zip(&long.names).try_for_each(|(field, name)| utf8(field, name))
    };
    match cells() {
        Ok(()) => fields.row(),
        Err(error) => Err((Box::new(fields.ids()), error)),
    }
}

fn wide_ids(record: &ByteRecord, wide: &Wide) -> Row {
    let name = joined(record, wide.name.iter().copied());
    // What Microsoft Forms has for everybody who need not sign in: it would make one candidate of them all.
    let said = |text: &String| !text.is_empty() && !text.eq_ignore_ascii_case("anonymous");
    let email = cell(record, wide.email).map(|email| email.trim().to_string()).filter(said);
    let id = wide.ids.iter().find_map(|at| joined(record, [*at]));
    Row { candidate_id: id.or_else(|| email.clone()).or_else(|| name.clone()), name, email, ..Row::default() }
}

/// Every column of answers gives a row, also an empty cell: not to answer is an answer. A record of the wrong length
/// gives one row with the reason, since nobody knows which cell is which.
fn from_wide(record: &ByteRecord, wide: &Wide, number: u64, mut pass: impl FnMut(Parsed)) {
    let ids = wide_ids(record, wide);
    let first = wide.answers.first().map_or(0, |answer| answer.column);
    // Answers stand behind answers: the rest of one shows by the blank behind its comma alone.
    if let Err(error) = length(record, &wide.names, wide.delimiter, first, |cell| cell.starts_with(b" ")) {
        return pass(Err((Box::new(ids), error)));
    }
    for column in &wide.answers {
        let mut row = ids.clone();
        // A heading such as `nan` is a number, too; a question that is worth nothing is worth nothing.
        let max = column.max_score.or_else(|| decimal(&cell(record, column.max_in)?));
        row.max_score = max.filter(|max| (0.0..=fields::MOST_POINTS).contains(max));
        match &column.item {
            ItemOf::Id(id) => row.question_id = Some(id.clone()),
            ItemOf::TextIn(at) => match cell(record, Some(*at)) {
                Some(text) => match wide.texts.get(text.trim()) {
                    Some(id) => row.question_id = Some(id.clone()),
                    None => row.question = Some(text),
                },
                // No question, no answer: this candidate was not asked.
                None => continue,
            },
        }
        row.answer_id = match &row.question_id {
            Some(id) => format!("{number}:{id}"),
            None => format!("{number}:{}", column.column + 1),
        };
        let bytes = record.get(column.column).unwrap_or_default();
        if let Err(error) = utf8(bytes, wide.names.get(column.column).map_or("", String::as_str)) {
            pass(Err((Box::new(row), error)));
            continue;
        }
        row.answer = String::from_utf8_lossy(bytes).into_owned();
        if column.dash_is_empty && row.answer.trim() == "-" {
            row.answer.clear();
        }
        pass(fields::checked(row));
    }
}

/// `line` is where the row begins.
fn from_json(bytes: &[u8], line: u64) -> Parsed {
    let bad = |code, message: String| Err((Box::default(), RowError::new(code, message)));
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let message = format!(
                "the line is not UTF-8 (byte {}); save the file as UTF-8, or say what it is with --encoding",
                error.valid_up_to() + 1
            );
            return bad(RowCode::BadEncoding, message);
        }
    };
    match serde_json::from_str::<Map<String, Value>>(text) {
        Ok(object) => Fields::of_object(&object).row(),
        Err(error) => {
            bad(RowCode::BadJson, format!("expected a JSON object in {{ }}{}", what_else(text, &error, line)))
        }
    }
}

/// What stands in the place of an object, or where it breaks: the line is told with the row, unless the row goes on behind it.
fn what_else(text: &str, error: &serde_json::Error, line: u64) -> String {
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(_)) => return ", found a list".to_string(),
        Ok(Value::String(_)) => return ", found a text in quotes".to_string(),
        Ok(Value::Number(_) | Value::Bool(_) | Value::Null) => {
            return format!(", found `{}`", shortened(text, 40));
        }
        Ok(Value::Object(_)) | Err(_) => {}
    }
    let (row, column) = (error.line().max(1), error.column());
    let place = format!(" at line {} column {}", error.line(), error.column());
    let why = error.to_string();
    let why = why.strip_suffix(&place).unwrap_or(&why);
    let begin = text.split_inclusive('\n').take(row - 1).map(str::len).sum::<usize>();
    let field = field_before(text, begin + column).map(|name| format!(" (in `{name}`)")).unwrap_or_default();
    match row {
        1 => format!(": {why} at column {column}{field}"),
        _ => format!(": {why} at line {} column {column}{field}", line + row as u64 - 1),
    }
}

/// The field whose value was being read at a byte of a row, if it is one without quotes and brackets: `NaN`, `1e999`.
fn field_before(text: &str, at: usize) -> Option<&str> {
    let (before, value) = text.get(..at)?.rsplit_once(':')?;
    let plain = !value.contains(['"', ',', '{', '[', '}', ']']) && !value.trim().is_empty();
    let name = before.trim_end().strip_suffix('"').filter(|_| plain)?;
    Some(&name[name.rfind('"')? + 1..])
}
