//! From a raw row to the answers it holds. Done by the workers; never fails as a whole: a bad row carries its reason.

use super::header::{self, ROLES, Role};
use super::layout::{ItemOf, Layout, Long, Wide};
use super::raw::{Kind, Raw};
use crate::rows::{Human, Numbered, Row, RowError};
use csv::ByteRecord;
use serde_json::{Map, Value};

type Parsed = Result<Row, (Box<Row>, RowError)>;

/// Parses a raw row and passes on every answer in it: one in a long table, one per question in a wide one.
pub fn parse_each(raw: Raw, layout: &Layout, mut act: impl FnMut(Numbered)) {
    let (line, number, delimiter) = (raw.line, raw.number(), raw.delimiter);
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
        (Kind::Cells(record), Layout::Long(long)) => pass(from_long(&record, long, delimiter)),
        (Kind::Cells(record), Layout::Wide(wide)) => from_wide(&record, wide, (number, delimiter), pass),
        (Kind::Broken(record, error), Layout::Long(long)) => pass(Err((Box::new(long_ids(&record, long)), error))),
        (Kind::Broken(record, error), Layout::Wide(wide)) => pass(Err((Box::new(wide_ids(&record, wide)), error))),
        (Kind::Broken(_, error), _) => pass(Err((Box::default(), error))),
        (Kind::Cells(_), Layout::Objects | Layout::Unmapped(_)) => {
            pass(Err((Box::default(), RowError::new("no-columns", "it is not known which columns hold answers"))));
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
        "field-count",
        format!("the row has {} fields, the header {}; {help}", record.len(), names.len()),
    ))
}

fn no_number(place: &str, value: &str) -> RowError {
    RowError::new("bad-number", format!("{place} holds `{value}`, which is not a number"))
}

/// The most points must be some: with none, or without an end, there is no share of them. `said`: where it stands, and how.
fn most(max_score: Option<f64>, said: impl FnOnce() -> (String, String)) -> Result<(), RowError> {
    if max_score.is_none_or(|max| max.is_finite() && max > 0.0) {
        return Ok(());
    }
    let (place, value) = said();
    Err(RowError::new("bad-number", format!("{place} holds `{value}`; the most points must be a number above 0")))
}

fn utf8(field: &[u8], name: &str) -> Result<(), RowError> {
    std::str::from_utf8(field).map(drop).map_err(|error| {
        let at = error.valid_up_to() + 1;
        let message = format!(
            "column `{name}` is not UTF-8 (byte {at} of the field); save the file as UTF-8, or say what it is with --encoding"
        );
        RowError::new("bad-encoding", message)
    })
}

fn long_ids(record: &ByteRecord, long: &Long) -> Row {
    let text = |role| cell(record, long.at(role));
    let name = [Role::FirstName, Role::LastName].into_iter().filter_map(|role| long.at(role));
    Row {
        answer_id: text(Role::AnswerId).unwrap_or_default(),
        candidate_id: text(Role::CandidateId),
        name: text(Role::Name).or_else(|| joined(record, name)),
        email: text(Role::Email),
        question_id: text(Role::QuestionId).map(|id| id.trim().to_string()),
        ..Row::default()
    }
}

fn from_long(record: &ByteRecord, long: &Long, delimiter: u8) -> Parsed {
    let text = |role| cell(record, long.at(role));
    let mut row = Row {
        question: text(Role::Question),
        references: text(Role::References).into_iter().collect(),
        answer: text(Role::Answer).unwrap_or_default(),
        ..long_ids(record, long)
    };
    let name = |role| long.at(role).map_or("", |at| long.names[at].as_str());
    let number = |role: Role| -> Result<Option<f64>, RowError> {
        let Some(value) = text(role) else { return Ok(None) };
        value.trim().parse::<f64>().map(Some).map_err(|_| no_number(&format!("column `{}`", name(role)), &value))
    };
    let checks = || {
        length(record, &long.names, delimiter)?;
        for (field, name) in record.iter().zip(&long.names) {
            utf8(field, name)?;
        }
        let human = Human {
            score: number(Role::Score)?,
            score_1: number(Role::Score1)?,
            score_2: number(Role::Score2)?,
            band: text(Role::Band).map(|band| band.trim().to_lowercase()),
            label: text(Role::Label),
        };
        let max_score = number(Role::MaxScore)?;
        most(max_score, || (format!("column `{}`", name(Role::MaxScore)), text(Role::MaxScore).unwrap_or_default()))?;
        Ok((human, max_score))
    };
    match checks() {
        Err(error) => Err((Box::new(row), error)),
        Ok((human, max_score)) => {
            (row.human, row.max_score) = (human, max_score);
            checked(row)
        }
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
fn from_wide(record: &ByteRecord, wide: &Wide, (number, delimiter): (u64, u8), mut pass: impl FnMut(Parsed)) {
    // A line of delimiters alone, as spreadsheets leave them behind a table, is nobody's row.
    if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
        return;
    }
    let ids = wide_ids(record, wide);
    if let Err(error) = length(record, &wide.names, delimiter) {
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
        pass(checked(row));
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
            return bad("bad-encoding", message);
        }
    };
    let object: Map<String, Value> = match serde_json::from_str(text) {
        Ok(object) => object,
        Err(error) => return bad("bad-json", format!("expected one JSON object on the line: {error}")),
    };
    let mut fields: [Option<&Value>; ROLES] = [None; ROLES];
    let mut ranks = [usize::MAX; ROLES];
    for (name, value) in &object {
        if let Some((role, rank)) = header::role(name)
            && rank < ranks[role as usize]
        {
            ranks[role as usize] = rank;
            fields[role as usize] = Some(value);
        }
    }
    let string = |role: Role| match fields[role as usize] {
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let references = match fields[Role::References as usize] {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(list)) => list.iter().filter_map(|entry| entry.as_str().map(String::from)).collect(),
        _ => Vec::new(),
    };
    let number = |role: Role| {
        fields[role as usize]
            .and_then(|value| value.as_f64().or_else(|| value.as_str().and_then(|text| text.trim().parse().ok())))
    };
    let full = [string(Role::FirstName), string(Role::LastName)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let row = Row {
        answer_id: string(Role::AnswerId).unwrap_or_default(),
        candidate_id: string(Role::CandidateId),
        name: string(Role::Name).or(Some(full).filter(|full| !full.is_empty())),
        email: string(Role::Email),
        question_id: string(Role::QuestionId),
        question: string(Role::Question),
        references,
        answer: string(Role::Answer).unwrap_or_default(),
        max_score: None,
        human: Human {
            score: number(Role::Score),
            score_1: number(Role::Score1),
            score_2: number(Role::Score2),
            band: string(Role::Band).map(|band| band.to_lowercase()),
            label: string(Role::Label),
        },
    };
    let max_score = match max_score(fields[Role::MaxScore as usize]) {
        Ok(max_score) => max_score,
        Err(error) => return Err((Box::new(row), error)),
    };
    let row = Row { max_score, ..row };
    match fields[Role::Answer as usize] {
        None => Err((Box::new(row), RowError::new("missing-field", "there is no field `answer`"))),
        Some(Value::String(_) | Value::Number(_) | Value::Null) => checked(row),
        Some(_) => Err((Box::new(row), RowError::new("bad-type", "`answer` must be a string"))),
    }
}

/// The most points, where a JSON object gives them: a number, or one as text.
fn max_score(field: Option<&Value>) -> Result<Option<f64>, RowError> {
    let place = "`max_score`".to_string();
    let max = match field {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) if text.trim().is_empty() => None,
        Some(Value::String(text)) => Some(text.trim().parse().map_err(|_| no_number(&place, text))?),
        Some(value) => Some(value.as_f64().ok_or_else(|| no_number(&place, &value.to_string()))?),
    };
    let value = || field.map(|value| value.as_str().map_or_else(|| value.to_string(), String::from));
    most(max, || (place, value().unwrap_or_default()))?;
    Ok(max)
}

/// Checks that hold for rows of any format.
fn checked(row: Row) -> Parsed {
    let bad = |row: Row, code, message: &str| Err((Box::new(row), RowError::new(code, message)));
    if row.answer.contains('\0') {
        return bad(row, "nul-byte", "the answer holds a NUL character; is the file UTF-16 or binary?");
    }
    if row.question_id.is_none() && row.question.is_none() {
        return bad(row, "missing-field", "there is no `question_id`, and no `question` either");
    }
    Ok(row)
}
