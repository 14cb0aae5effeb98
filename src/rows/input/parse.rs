//! From a raw row to the answers it holds. Done by the workers; never fails as a whole: a bad row carries its reason.

use super::fields::{self, Fields};
use super::layout::{ItemOf, Layout, Long, Wide};
use super::raw::{Kind, Raw};
use crate::rows::{Numbered, Row, RowCode, RowError};
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
        (Kind::Json(bytes), _) => pass(from_json(&bytes)),
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

/// The length of a record must be that of the header.
fn length(record: &ByteRecord, names: &[String], delimiter: u8) -> Result<(), RowError> {
    if record.len() == names.len() {
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
        format!("the row has {} fields, the header {}; {help}", record.len(), names.len()),
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
        length(record, &long.names, long.delimiter)?;
        record.iter().zip(&long.names).try_for_each(|(field, name)| utf8(field, name))
    };
    match cells() {
        Ok(()) => fields.row(),
        Err(error) => Err((Box::new(fields.ids()), error)),
    }
}

fn wide_ids(record: &ByteRecord, wide: &Wide) -> Row {
    let name = joined(record, wide.name.iter().copied());
    let email = cell(record, wide.email).map(|email| email.trim().to_string());
    let id = wide.ids.iter().find_map(|at| joined(record, [*at]));
    Row { candidate_id: id.or_else(|| email.clone()).or_else(|| name.clone()), name, email, ..Row::default() }
}

/// Every column of answers gives a row, also an empty cell: not to answer is an answer. A record of the wrong length
/// gives one row with the reason, since nobody knows which cell is which.
fn from_wide(record: &ByteRecord, wide: &Wide, number: u64, mut pass: impl FnMut(Parsed)) {
    let ids = wide_ids(record, wide);
    if let Err(error) = length(record, &wide.names, wide.delimiter) {
        return pass(Err((Box::new(ids), error)));
    }
    for column in &wide.answers {
        let mut row = ids.clone();
        // A heading such as `nan` is a number, too; a question that is worth nothing is worth nothing.
        row.max_score = column.max_score.filter(|max| max.is_finite() && *max >= 0.0);
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

fn from_json(bytes: &[u8]) -> Parsed {
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
            let field = field_before(text, error.column()).map(|name| format!(" (in `{name}`)")).unwrap_or_default();
            bad(RowCode::BadJson, format!("expected one JSON object on the line: {error}{field}"))
        }
    }
}

/// The field whose value was being read at a column of a line, if it is one without quotes and brackets: `NaN`, `1e999`.
fn field_before(text: &str, column: usize) -> Option<&str> {
    let (before, value) = text.get(..column)?.rsplit_once(':')?;
    let plain = !value.contains(['"', ',', '{', '[', '}', ']']) && !value.trim().is_empty();
    let name = before.trim_end().strip_suffix('"').filter(|_| plain)?;
    Some(&name[name.rfind('"')? + 1..])
}
