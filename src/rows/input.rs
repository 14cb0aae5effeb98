//! Reading rows. Splitting a file into raw rows is cheap and serial; parsing a raw row is done by the workers.

use super::{Human, InputError, Numbered, Row, RowError};
use serde_json::{Map, Value};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// Formats of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Format {
    /// Comma-separated, with a header line.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

/// The format that a file name's ending tells.
pub fn format_of(name: &str) -> Option<Format> {
    let ending = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        "csv" => Some(Format::Csv),
        "jsonl" | "ndjson" | "json" => Some(Format::Jsonl),
        _ => None,
    }
}

/// A row as it stands in the file.
#[derive(Debug)]
pub struct Raw {
    /// 1-based line where it begins.
    pub line: u64,
    /// 1-based number.
    pub number: u64,
    kind: RawKind,
}

#[derive(Debug)]
enum RawKind {
    Csv(csv::ByteRecord),
    Json(Vec<u8>),
    Bad(RowError),
}

/// The columns of a CSV file.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    names: Vec<String>,
}

/// Yields raw rows of one file.
pub struct Rows {
    name: String,
    source: Source,
    columns: Columns,
    number: u64,
    line: u64,
}

enum Source {
    Csv(Box<csv::Reader<Box<dyn BufRead + Send>>>),
    Json(Box<dyn BufRead + Send>),
}

/// Opens a file, or standard input for `-`.
pub fn open(name: &str, format: Option<Format>) -> Result<Rows, InputError> {
    let io = |source| InputError::Io { name: name.to_string(), source };
    let raw: Box<dyn Read + Send> = if name == "-" {
        Box::new(std::io::stdin())
    } else {
        let file = std::fs::File::open(name).map_err(io)?;
        if file.metadata().map_err(io)?.is_dir() {
            return Err(io(std::io::Error::other("is a folder; give a CSV or JSON Lines file")));
        }
        Box::new(file)
    };
    read(name, raw, format)
}

/// Reads rows from any source; `name` is for messages and tells the format.
pub fn read(name: &str, raw: Box<dyn Read + Send>, format: Option<Format>) -> Result<Rows, InputError> {
    let io = |source| InputError::Io { name: name.to_string(), source };
    let mut input: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(1 << 17, raw));
    let head = input.fill_buf().map_err(io)?;
    let encoding = |found, from| InputError::Encoding { name: name.to_string(), found, from };
    if head.starts_with(&[0xff, 0xfe]) {
        return Err(encoding("this is UTF-16 (little endian)", "UTF-16LE"));
    }
    if head.starts_with(&[0xfe, 0xff]) {
        return Err(encoding("this is UTF-16 (big endian)", "UTF-16BE"));
    }
    let bom = head.starts_with(&[0xef, 0xbb, 0xbf]);
    let start = head.iter().position(|byte| !byte.is_ascii_whitespace()).map(|at| head[at]);
    if bom {
        input.consume(3);
    } else if start.is_none() && head.len() < 1 << 16 {
        return Err(InputError::Empty { name: name.to_string() });
    }
    let guessed = || matches!(start, Some(b'{')).then_some(Format::Jsonl);
    let format = format.or_else(|| format_of(name)).or_else(|| (name == "-").then(|| guessed().unwrap_or(Format::Csv)));
    match format.ok_or_else(|| InputError::UnknownFormat { name: name.to_string() })? {
        Format::Jsonl => Ok(Rows {
            name: name.to_string(),
            source: Source::Json(input),
            columns: Columns::default(),
            number: 0,
            line: 0,
        }),
        Format::Csv => {
            let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
            let header = reader.byte_headers().map_err(|error| io(std::io::Error::other(error.to_string())))?.clone();
            let names: Vec<String> = header
                .iter()
                .map(|name| String::from_utf8_lossy(name).trim().to_lowercase().replace([' ', '-'], "_"))
                .collect();
            if std::str::from_utf8(header.as_slice()).is_err() {
                return Err(encoding("the header is not UTF-8 (Windows-1252?)", "WINDOWS-1252"));
            }
            let columns = Columns { names };
            columns.check(name)?;
            Ok(Rows { name: name.to_string(), source: Source::Csv(Box::new(reader)), columns, number: 0, line: 1 })
        }
    }
}

impl Columns {
    fn check(&self, file: &str) -> Result<(), InputError> {
        let found = || self.names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let missing = |column: &'static str, wanted: &[&str]| {
            let near = self
                .names
                .iter()
                .find(|name| wanted.iter().any(|other| strsim::osa_distance(name, other) <= 2 || name.contains(other)));
            let help = match near {
                Some(near) => format!("Rename `{near}` to `{column}`?"),
                None => "Expected: question_id,answer and, if you like, answer_id,candidate_id,max_score.".to_string(),
            };
            InputError::MissingColumn { name: file.to_string(), column, found: found(), help }
        };
        if self.at("answer").is_none() {
            return Err(missing("answer", &["answer", "response"]));
        }
        if self.at("question_id").is_none() && !(self.at("question").is_some() && self.at("references").is_some()) {
            return Err(missing("question_id", &["question", "item"]));
        }
        Ok(())
    }

    fn at(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }
}

impl Rows {
    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The columns, needed to parse raw rows.
    pub fn columns(&self) -> Columns {
        self.columns.clone()
    }

    /// The next raw row; `None` at the end. An error ends the file.
    pub fn next_raw(&mut self) -> Result<Option<Raw>, InputError> {
        match &mut self.source {
            Source::Csv(reader) => {
                let mut record = csv::ByteRecord::new();
                match reader.read_byte_record(&mut record) {
                    Ok(false) => Ok(None),
                    Ok(true) => {
                        self.number += 1;
                        let line = first_line(&record, reader.position());
                        Ok(Some(Raw { line, number: self.number, kind: RawKind::Csv(record) }))
                    }
                    Err(error) if error.is_io_error() => Err(InputError::Io {
                        name: self.name.clone(),
                        source: std::io::Error::other(error.to_string()),
                    }),
                    Err(error) => {
                        self.number += 1;
                        let line = error.position().map_or(self.number + 1, csv::Position::line);
                        Ok(Some(Raw {
                            line,
                            number: self.number,
                            kind: RawKind::Bad(RowError::new("bad-csv", error.to_string())),
                        }))
                    }
                }
            }
            Source::Json(input) => loop {
                let mut bytes = Vec::new();
                let read = input
                    .read_until(b'\n', &mut bytes)
                    .map_err(|source| InputError::Io { name: self.name.clone(), source })?;
                if read == 0 {
                    return Ok(None);
                }
                self.line += 1;
                while bytes.last().is_some_and(u8::is_ascii_whitespace) {
                    bytes.pop();
                }
                if bytes.is_empty() {
                    continue;
                }
                self.number += 1;
                return Ok(Some(Raw { line: self.line, number: self.number, kind: RawKind::Json(bytes) }));
            },
        }
    }
}

/// The line where a record begins. Its own position is where the one before ended, so empty lines between are counted
/// from the end: the reader stands behind the record and its line feed.
fn first_line(record: &csv::ByteRecord, end: &csv::Position) -> u64 {
    let inner = record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
    let before = record.position().map_or(0, csv::Position::line);
    before.max(end.line().saturating_sub(inner + 1))
}

impl Iterator for Rows {
    type Item = Result<Numbered, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        let columns = self.columns();
        self.next_raw().transpose().map(|raw| raw.map(|raw| parse(raw, &columns)))
    }
}

/// Parses a raw row. Never fails as a whole: a bad row carries its reason.
pub fn parse(raw: Raw, columns: &Columns) -> Numbered {
    let Raw { line, number, kind } = raw;
    let mut row = match kind {
        RawKind::Bad(error) => Err((Box::default(), error)),
        RawKind::Csv(record) => from_csv(&record, columns),
        RawKind::Json(bytes) => from_json(&bytes),
    };
    let ids = match &mut row {
        Ok(row) => row,
        Err((row, _)) => &mut **row,
    };
    if ids.answer_id.is_empty() {
        ids.answer_id = number.to_string();
    }
    Numbered { line, number, row }
}

type Parsed = Result<Row, (Box<Row>, RowError)>;

fn from_csv(record: &csv::ByteRecord, columns: &Columns) -> Parsed {
    let text = |name: &str| {
        columns
            .at(name)
            .and_then(|at| record.get(at))
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
            .filter(|text| !text.is_empty())
    };
    let mut row = Row {
        answer_id: text("answer_id").unwrap_or_default(),
        candidate_id: text("candidate_id"),
        name: text("name"),
        email: text("email"),
        question_id: text("question_id").map(|id| id.trim().to_string()),
        question: text("question"),
        references: text("references").into_iter().collect(),
        answer: text("answer").unwrap_or_default(),
        ..Row::default()
    };
    let bad = |row: Row, code, message: String| Err((Box::new(row), RowError::new(code, message)));
    if record.len() != columns.names.len() {
        let message = format!(
            "the row has {} fields, the header {}; {}",
            record.len(),
            columns.names.len(),
            if record.len() > columns.names.len() {
                "an answer with a comma must stand in quotes"
            } else {
                "fields are missing"
            }
        );
        return bad(row, "field-count", message);
    }
    for (at, field) in record.iter().enumerate() {
        if let Err(error) = std::str::from_utf8(field) {
            let message = format!(
                "column `{}` is not UTF-8 (byte {} of the field); save the file as UTF-8",
                columns.names[at],
                error.valid_up_to() + 1
            );
            return bad(row, "bad-encoding", message);
        }
    }
    let number =
        |name: &'static str| -> Result<Option<f64>, RowError> {
            let Some(value) = text(name) else { return Ok(None) };
            value.trim().parse::<f64>().map(Some).map_err(|_| {
                RowError::new("bad-number", format!("column `{name}` holds `{value}`, which is not a number"))
            })
        };
    let numbers = (|| Ok((number("score")?, number("score_1")?, number("score_2")?, number("max_score")?)))();
    match numbers {
        Err(error) => return Err((Box::new(row), error)),
        Ok((score, score_1, score_2, max_score)) => {
            row.human = Human {
                score,
                score_1,
                score_2,
                band: text("band").map(|band| band.trim().to_lowercase()),
                label: text("label"),
            };
            row.max_score = max_score;
        }
    }
    checked(row)
}

fn from_json(bytes: &[u8]) -> Parsed {
    let bad = |code, message: String| Err((Box::default(), RowError::new(code, message)));
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            return bad(
                "bad-encoding",
                format!("the line is not UTF-8 (byte {}); save the file as UTF-8", error.valid_up_to() + 1),
            );
        }
    };
    let object: Map<String, Value> = match serde_json::from_str(text) {
        Ok(object) => object,
        Err(error) => return bad("bad-json", format!("expected one JSON object on the line: {error}")),
    };
    let string = |name: &str| match object.get(name) {
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let references = match object.get("references") {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(list)) => list.iter().filter_map(|entry| entry.as_str().map(String::from)).collect(),
        _ => Vec::new(),
    };
    let number = |name: &str| {
        object
            .get(name)
            .and_then(|value| value.as_f64().or_else(|| value.as_str().and_then(|text| text.trim().parse().ok())))
    };
    let row = Row {
        answer_id: string("answer_id").unwrap_or_default(),
        candidate_id: string("candidate_id"),
        name: string("name"),
        email: string("email"),
        question_id: string("question_id"),
        question: string("question"),
        references,
        answer: string("answer").unwrap_or_default(),
        max_score: number("max_score"),
        human: Human {
            score: number("score"),
            score_1: number("score_1"),
            score_2: number("score_2"),
            band: string("band").map(|band| band.to_lowercase()),
            label: string("label"),
        },
    };
    match object.get("answer") {
        None => Err((Box::new(row), RowError::new("missing-field", "there is no field `answer`"))),
        Some(Value::String(_) | Value::Number(_) | Value::Null) => checked(row),
        Some(_) => Err((Box::new(row), RowError::new("bad-type", "`answer` must be a string"))),
    }
}

/// Checks that hold for rows of any format.
fn checked(row: Row) -> Parsed {
    let bad = |row: Row, code, message: &str| Err((Box::new(row), RowError::new(code, message)));
    if row.answer.contains('\0') {
        return bad(row, "nul-byte", "the answer holds a NUL character; is the file UTF-16 or binary?");
    }
    if row.question_id.is_none() && (row.question.is_none() || row.references.is_empty()) {
        return bad(row, "missing-field", "there is no `question_id`, and no `question` with `references` either");
    }
    Ok(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, format: Format) -> Vec<Numbered> {
        let reader = read("x", Box::new(std::io::Cursor::new(text.as_bytes().to_vec())), Some(format)).expect("rows");
        reader.map(|row| row.expect("readable")).collect()
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
        let guess = |text: &'static str| read("-", Box::new(text.as_bytes()), None).expect("rows").source;
        assert!(matches!(guess(" \n{\"answer\": 1}"), Source::Json(_)));
        assert!(matches!(guess("question_id,answer\n"), Source::Csv(_)));
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let rows = rows("question_id,answer\na,\"one\ntwo\"\nb,three\n\nc,four\n", Format::Csv);
        let lines: Vec<(u64, u64)> = rows.iter().map(|row| (row.line, row.number)).collect();
        assert_eq!(lines, [(2, 1), (4, 2), (6, 3)]);
    }

    #[test]
    fn human_judgements_are_read_and_numbers_may_be_text_in_json() {
        let row =
            &rows("question_id,answer,score,max_score,band,label\na,x, 2.5 ,5, Strong ,correct\n", Format::Csv)[0];
        let row = row.row.as_ref().expect("a good row");
        assert_eq!((row.human.score, row.max_score), (Some(2.5), Some(5.0)));
        assert_eq!((row.human.band.as_deref(), row.human.label.as_deref()), (Some("strong"), Some("correct")));
        let row =
            &rows(r#"{"question_id":"a","answer":"x","score":"2.5","max_score":5,"band":"Weak"}"#, Format::Jsonl)[0];
        let row = row.row.as_ref().expect("a good row");
        assert_eq!((row.human.score, row.max_score, row.human.band.as_deref()), (Some(2.5), Some(5.0), Some("weak")));
    }

    #[test]
    fn a_bad_row_keeps_the_ids_that_could_be_read() {
        let row = &rows("answer_id,candidate_id,question_id,answer\n7,c,a,x,y\n", Format::Csv)[0];
        let (ids, error) = row.row.as_ref().expect_err("a bad row");
        assert_eq!((ids.answer_id.as_str(), ids.candidate_id.as_deref(), error.code), ("7", Some("c"), "field-count"));
        let row = &rows("{", Format::Jsonl)[0];
        assert_eq!(row.row.as_ref().expect_err("a bad row").0.answer_id, "1");
    }
}
