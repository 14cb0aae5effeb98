//! What one row holds, by role: the cells of a table and the fields of a JSON object, read alike.

use super::header::{self, ROLES, Role};
use super::layout::Long;
use super::parse::Parsed;
use crate::rows::{Human, Row, RowCode, RowError, says_something};
use crate::text::decimal;
use csv::ByteRecord;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// What has to be a text, or a number that is read as one: an id that is silently replaced finds nobody.
const TEXTS: [Role; 8] = [
    Role::AnswerId,
    Role::CandidateId,
    Role::Name,
    Role::FirstName,
    Role::LastName,
    Role::Email,
    Role::QuestionId,
    Role::Question,
];

/// Nothing is worth more points than this: points have four decimals, and a number has some sixteen digits.
pub const MOST_POINTS: f64 = 1e9;

/// The values of a row.
pub struct Fields<'v> {
    held: [Option<Held<'v>>; ROLES],
    /// Of references there may be several.
    references: Vec<Held<'v>>,
    is_table: bool,
}

/// A value, with the name under which it stands.
#[derive(Clone, Copy)]
struct Held<'v> {
    name: &'v str,
    value: Said<'v>,
}

#[derive(Clone, Copy)]
enum Said<'v> {
    Cell(&'v [u8]),
    Field(&'v Value),
}

impl Said<'_> {
    /// The value as a message quotes it.
    fn quoted(self) -> String {
        match self {
            Said::Cell(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Said::Field(Value::String(text)) => text.clone(),
            Said::Field(value) => value.to_string(),
        }
    }
}

impl<'v> Fields<'v> {
    /// Of a row of a table. Empty cells hold nothing.
    pub fn of_cells(record: &'v ByteRecord, long: &'v Long) -> Self {
        let cell = |at: usize| {
            let cell = record.get(at).filter(|cell| !cell.is_empty())?;
            Some(Held { name: &long.names[at], value: Said::Cell(cell) })
        };
        let references = long.references.iter().filter_map(|at| cell(*at)).collect();
        Fields { held: long.columns.map(|column| cell(column?)), references, is_table: true }
    }

    /// Of a JSON object. Of two names of one role the better one counts, if it does not hold `null`.
    pub fn of_object(object: &'v Map<String, Value>) -> Self {
        let mut fields = Fields { held: [None; ROLES], references: Vec::new(), is_table: false };
        let mut ranks = [usize::MAX; ROLES];
        for (name, value) in object {
            let by_words = || header::role_by_words(name).filter(|_| value.is_string());
            let Some((role, rank)) = header::role(name).or_else(by_words) else { continue };
            if role == Role::References && !value.is_null() {
                fields.references.push(Held { name, value: Said::Field(value) });
            }
            let rank = if value.is_null() { usize::MAX - 1 } else { rank };
            if rank < ranks[role as usize] {
                ranks[role as usize] = rank;
                fields.held[role as usize] = Some(Held { name, value: Said::Field(value) });
            }
        }
        fields.references.sort_by_key(|held| header::place_of_reference(held.name));
        fields
    }

    /// What a role holds; `null` is nothing.
    fn at(&self, role: Role) -> Option<Held<'v>> {
        self.held[role as usize].filter(|held| !matches!(held.value, Said::Field(Value::Null)))
    }

    /// A text; a number is one, too. Nothing where the value is something else.
    fn text(&self, role: Role) -> Option<Cow<'v, str>> {
        match self.at(role)?.value {
            Said::Cell(bytes) => Some(String::from_utf8_lossy(bytes)),
            Said::Field(Value::String(text)) => Some(Cow::Borrowed(text.as_str())).filter(|text| !text.is_empty()),
            Said::Field(Value::Number(number)) => Some(Cow::Owned(number.to_string())),
            Said::Field(_) => None,
        }
    }

    fn owned(&self, role: Role) -> Option<String> {
        self.text(role).map(Cow::into_owned)
    }

    /// A text without the space around it; a blank one is none.
    fn trimmed(&self, role: Role) -> Option<String> {
        self.text(role).map(|text| text.trim().to_string()).filter(|text| !text.is_empty())
    }

    /// Who answered what, as far as it can be told.
    pub fn ids(&self) -> Row {
        let parts = [Role::FirstName, Role::LastName].into_iter().filter_map(|role| self.trimmed(role));
        let full = parts.collect::<Vec<_>>().join(" ");
        Row {
            answer_id: self.owned(Role::AnswerId).unwrap_or_default(),
            candidate_id: self.owned(Role::CandidateId),
            name: self.owned(Role::Name).or(Some(full).filter(|full| !full.is_empty())),
            email: self.owned(Role::Email),
            question_id: self.trimmed(Role::QuestionId),
            ..Row::default()
        }
    }

    /// The row.
    pub fn row(&self) -> Parsed {
        let question = self.text(Role::Question).filter(|text| !text.trim().is_empty()).map(Cow::into_owned);
        let mut row = Row { question, ..self.ids() };
        match self.fill(&mut row) {
            Ok(()) => checked(row),
            Err(error) => Err((Box::new(row), error)),
        }
    }

    fn fill(&self, row: &mut Row) -> Result<(), RowError> {
        for role in TEXTS {
            self.must_be_text(role)?;
        }
        row.answer = self.answer()?;
        row.references = self.references()?;
        row.max_score = self.max_score()?;
        row.human = self.human();
        Ok(())
    }

    fn must_be_text(&self, role: Role) -> Result<(), RowError> {
        match self.at(role) {
            Some(held) if matches!(held.value, Said::Field(Value::Bool(_) | Value::Array(_) | Value::Object(_))) => {
                Err(self.bad_type(held, "a text"))
            }
            _ => Ok(()),
        }
    }

    /// What a message says a value's place and text to be.
    fn holds(&self, held: Held) -> String {
        let place = if self.is_table { "column " } else { "" };
        format!("{place}`{}` holds `{}`", held.name, held.value.quoted())
    }

    fn bad_type(&self, held: Held, expected: &str) -> RowError {
        RowError::new(RowCode::BadType, format!("{}; expected {expected}", self.holds(held)))
    }

    /// The response. A cell may be empty, and a field `null`: not to answer is an answer.
    fn answer(&self) -> Result<String, RowError> {
        if !self.is_table && self.held[Role::Answer as usize].is_none() {
            return Err(RowError::new(RowCode::MissingField, "there is no field `answer`"));
        }
        self.must_be_text(Role::Answer)?;
        Ok(self.owned(Role::Answer).unwrap_or_default())
    }

    /// The references that say something, of all fields that hold some.
    fn references(&self) -> Result<Vec<String>, RowError> {
        let mut texts = Vec::new();
        for held in &self.references {
            let more = self.references_of(*held)?;
            // One text under two names is one reference.
            let is_new = |text: &String| !texts.contains(text);
            let more: Vec<String> = more.into_iter().filter(is_new).collect();
            texts.extend(more);
        }
        Ok(texts)
    }

    /// The references of one field: a text, or a list of texts.
    fn references_of(&self, held: Held<'v>) -> Result<Vec<String>, RowError> {
        let expected = "a text, or a list of texts";
        let texts: Vec<Cow<str>> = match held.value {
            Said::Cell(bytes) => {
                let text = String::from_utf8_lossy(bytes);
                match list_in_cell(&text) {
                    InCell::Text => vec![text],
                    InCell::List(texts) => texts.into_iter().map(Cow::Owned).collect(),
                    InCell::Broken => return Err(self.broken_list(held)),
                }
            }
            Said::Field(Value::String(text)) => vec![Cow::Borrowed(text.as_str())],
            Said::Field(Value::Array(list)) => {
                let text = |value: &'v Value| match value {
                    Value::String(text) => Some(Cow::Borrowed(text.as_str())),
                    Value::Null => Some(Cow::Borrowed("")),
                    _ => None,
                };
                let texts: Option<Vec<_>> = list.iter().map(text).collect();
                texts.ok_or_else(|| self.bad_type(held, expected))?
            }
            Said::Field(_) => return Err(self.bad_type(held, expected)),
        };
        Ok(texts.into_iter().filter(|text| says_something(text)).map(Cow::into_owned).collect())
    }

    fn broken_list(&self, held: Held) -> RowError {
        let message = format!(
            "{}, which begins like a list and is none; write a list as JSON, [\"one\", \"two\"], or give each text a column \
             (`reference_1`, `reference_2`); a text that has to look so is a list of one",
            self.holds(held)
        );
        RowError::new(RowCode::BadType, message)
    }

    /// A number, or one as text; what is blank holds none.
    fn number(&self, role: Role) -> Result<Option<f64>, RowError> {
        let Some(held) = self.at(role) else { return Ok(None) };
        let number = match held.value {
            Said::Field(Value::Number(number)) => number.as_f64(),
            Said::Field(Value::Bool(_) | Value::Array(_) | Value::Object(_)) => None,
            value => match value.quoted() {
                text if text.trim().is_empty() => return Ok(None),
                text => decimal(&text),
            },
        };
        number.map(Some).ok_or_else(|| self.no_number(held))
    }

    fn no_number(&self, held: Held) -> RowError {
        let text = held.value.quoted();
        let is_max = header::role(held.name).is_some_and(|(role, _)| role == Role::MaxScore);
        let share = text.trim().strip_suffix('%').and_then(decimal);
        let of = text.trim().split_once('/').and_then(|(points, most)| decimal(points).zip(decimal(most)));
        let help = match (share, of) {
            (Some(_), _) if is_max => "; the most points are a number, as 10, and no share".to_string(),
            (Some(share), _) => format!("; write {share} here and 100 in `max_score`"),
            (_, Some((_, most))) if is_max => format!("; write {most} here"),
            (_, Some((points, most))) => format!("; write {points} here and {most} in `max_score`"),
            _ if text.contains(',') => "; write it with a decimal point and no other sign, as 1234.5".to_string(),
            _ => String::new(),
        };
        RowError::new(RowCode::BadNumber, format!("{}, which is not a number{help}", self.holds(held)))
    }

    /// The most points must be some: with none, or without an end, there is no share of them.
    fn max_score(&self) -> Result<Option<f64>, RowError> {
        let max = self.number(Role::MaxScore)?;
        match (max, self.at(Role::MaxScore)) {
            (Some(max), Some(held)) if max <= 0.0 => {
                let message = format!("{}; the most points must be a number above 0", self.holds(held));
                Err(RowError::new(RowCode::BadNumber, message))
            }
            (Some(max), Some(held)) if max > MOST_POINTS => {
                let message = format!("{}; the most points may be 1000000000 at most", self.holds(held));
                Err(RowError::new(RowCode::BadNumber, message))
            }
            _ => Ok(max),
        }
    }

    /// A human's judgement. What cannot be read of it matters only to those who ask for it.
    fn human(&self) -> Human {
        let mut unreadable = None;
        let mut number = |role| {
            self.number(role).unwrap_or_else(|error| {
                unreadable.get_or_insert(error);
                None
            })
        };
        let (score, score_1, score_2) = (number(Role::Score), number(Role::Score1), number(Role::Score2));
        for role in [Role::Band, Role::Label] {
            if let Err(error) = self.must_be_text(role) {
                unreadable.get_or_insert(error);
            }
        }
        let band = self.trimmed(Role::Band).map(|band| band.to_lowercase());
        Human { score, score_1, score_2, band, label: self.trimmed(Role::Label), unreadable }
    }
}

/// What a cell of references holds.
enum InCell {
    /// A text; it may begin with a bracket.
    Text,
    /// A list of texts, written as JSON.
    List(Vec<String>),
    /// What was to be a list.
    Broken,
}

/// A list begins with a bracket and a quote, or holds a text: `[1, 2]` is what somebody may have to answer. What goes on behind
/// the list is prose about one: `["a"] is a list`.
fn list_in_cell(text: &str) -> InCell {
    let text = text.trim();
    let Some(inner) = text.strip_prefix('[').map(str::trim_start) else { return InCell::Text };
    let closes = text.ends_with(']');
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Vec<Value>>();
    match values.next() {
        Some(Ok(list)) if values.byte_offset() == text.len() => {
            let is_list = list.is_empty() || list.iter().any(Value::is_string);
            let text = |value: Value| match value {
                Value::String(text) => Some(text),
                Value::Null => Some(String::new()),
                _ => None,
            };
            match list.into_iter().map(text).collect() {
                Some(texts) if is_list => InCell::List(texts),
                None if is_list => InCell::Broken,
                _ => InCell::Text,
            }
        }
        Some(Err(error)) if inner.starts_with('"') && (closes || error.is_eof()) => InCell::Broken,
        // Lists as Python and word processors write them.
        Some(Err(_)) if inner.starts_with(['\'', '“', '„']) && closes && text.matches(']').count() == 1 => {
            InCell::Broken
        }
        _ => InCell::Text,
    }
}

/// Checks that hold for rows of any format and layout.
pub fn checked(row: Row) -> Parsed {
    let bad = |row: Row, code, message: &str| Err((Box::new(row), RowError::new(code, message)));
    if row.answer.contains('\0') {
        return bad(row, RowCode::NulByte, "the answer holds a NUL character; is the file UTF-16 or binary?");
    }
    if row.question_id.is_none() && row.question.is_none() {
        let message = match row.references.is_empty() {
            true => "there is no `question_id`, and no `question` either",
            false => "there are `references`, but no `question` (or `question_id`) that they answer",
        };
        return bad(row, RowCode::MissingField, message);
    }
    Ok(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> Parsed {
        Fields::of_object(&serde_json::from_str(json).expect("JSON")).row()
    }

    fn error(json: &str) -> String {
        let error = of(json).expect_err("a bad row").1;
        format!("{}: {}", error.code, error.message)
    }

    #[test]
    fn a_table_and_an_object_of_the_same_values_are_the_same_row() {
        let names = ["question_id", "question", "references", "answer", "max_score", "score", "band"];
        let values = [" q ", "Why?", "Because.", "So.", "2,5", "abc", " Weak "];
        let header = super::super::header::long("x", 1, names.map(String::from).to_vec()).expect("a long table");
        let record = ByteRecord::from(values.to_vec());
        let cells = Fields::of_cells(&record, &header).row().expect("a row");
        let object = names.iter().zip(values).map(|(name, value)| (name.to_string(), value.into())).collect();
        let mut fields = Fields::of_object(&object).row().expect("a row");
        assert_eq!((fields.question_id.as_deref(), fields.human.band.as_deref()), (Some("q"), Some("weak")));
        assert_eq!(fields.max_score, Some(2.5));
        let said = |row: &Row| row.human.unreadable.as_ref().map(|error| error.message.clone());
        assert_eq!(said(&fields).as_deref(), Some("`score` holds `abc`, which is not a number"));
        assert_eq!(said(&cells).as_deref(), Some("column `score` holds `abc`, which is not a number"));
        fields.human.unreadable.clone_from(&cells.human.unreadable);
        assert_eq!(cells, fields);
    }

    #[test]
    fn references_that_say_nothing_are_none() {
        let references = |value: &str| {
            let row = of(&format!(r#"{{"question":"Why?","answer":"So.","references":{value}}}"#));
            row.expect("a row").references
        };
        for blank in ["null", "\"\"", "\" \"", "\"?\"", "[]", "[\"\", null]", "[\" \", \"...\"]"] {
            assert!(references(blank).is_empty(), "{blank}");
        }
        assert_eq!(references(r#"["", "Because."]"#), ["Because."]);
    }

    #[test]
    fn values_of_a_wrong_type_are_named() {
        for (value, quoted) in [("{\"a\":1}", "{\"a\":1}"), ("[1,2]", "[1,2]"), ("true", "true"), ("7", "7")] {
            let said = error(&format!(r#"{{"question":"Why?","answer":"So.","references":{value}}}"#));
            let wanted = format!("bad-type: `references` holds `{quoted}`; expected a text, or a list of texts");
            assert_eq!(said, wanted);
        }
        let said = error(r#"{"question_id":["gil"],"answer":"So."}"#);
        assert_eq!(said, "bad-type: `question_id` holds `[\"gil\"]`; expected a text");
        assert!(error(r#"{"references":["So."],"answer":"So."}"#).contains("no `question`"));
    }

    #[test]
    fn blank_ids_are_none() {
        let row = of(r#"{"question_id":" ","question":"Why?","answer":"So."}"#).expect("a row");
        assert_eq!((row.question_id, row.question.as_deref()), (None, Some("Why?")));
        assert!(error(r#"{"question_id":"","answer":"So."}"#).starts_with("missing-field"));
    }
}
