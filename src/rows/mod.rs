//! Rows in and rows out: the files of answers that people have and want (CSV, JSON Lines, XLSX).

pub mod anonymise;
mod error;
pub mod input;
pub mod output;
pub mod record;
pub mod sorter;
pub mod spill;

pub use error::{RowCode, RowError};
pub use input::WorkbookError;
use std::borrow::Cow;

/// One answer to be graded.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Kept and written back; the row number where missing.
    pub answer_id: String,
    /// Kept; results have the row number where it is missing, see [`output::Outcome::candidate_id`].
    pub candidate_id: Option<String>,
    /// The candidate's name, kept and written back.
    pub name: Option<String>,
    /// The candidate's e-mail address, kept and written back.
    pub email: Option<String>,
    /// An item of the bank.
    pub question_id: Option<String>,
    /// For an item that is not in the bank: its question ...
    pub question: Option<String>,
    /// ... and its references.
    pub references: Vec<String>,
    /// The response.
    pub answer: String,
    /// The most points, when given: `points` = score x this.
    pub max_score: Option<f64>,
    /// A human's judgement, read by `evaluate` alone.
    pub human: Human,
}

impl Row {
    /// Who answered, as far as the row says so.
    pub fn who(&self) -> Option<&str> {
        who([&self.candidate_id, &self.email, &self.name])
    }

    /// Which question: its id, or its text where the row brought its own.
    pub fn item(&self) -> &str {
        item(&self.question_id, &self.question)
    }

    /// The id of its question; of one that the row brought along without an id the first words.
    pub fn id(&self) -> Cow<'_, str> {
        match (&self.question_id, &self.question) {
            (Some(id), _) => Cow::Borrowed(id),
            (None, Some(question)) => Cow::Owned(crate::text::slug::id_of(question)),
            (None, None) => Cow::Borrowed(""),
        }
    }
}

/// Who answered, by what a row says, best first: the candidate's id, else the e-mail address, else the name.
fn who(said: [&Option<String>; 3]) -> Option<&str> {
    said.into_iter().flatten().map(|text| text.trim()).find(|text| !text.is_empty())
}

/// Which question, by its id or else its text.
fn item<'a>(id: &'a Option<String>, question: &'a Option<String>) -> &'a str {
    id.as_deref().or(question.as_deref()).unwrap_or_default()
}

/// Whether a text has a letter or a digit: a reference without any asks for nothing.
pub fn says_something(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// A human's judgement, as far as a row carries one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Human {
    /// Points.
    pub score: Option<f64>,
    /// A first rater's points.
    pub score_1: Option<f64>,
    /// A second rater's points.
    pub score_2: Option<f64>,
    /// `strong`, `average` or `weak`.
    pub band: Option<String>,
    /// A label such as `correct`, `contradictory`.
    pub label: Option<String>,
    /// Why a part of it cannot be read.
    pub unreadable: Option<RowError>,
}

/// A row that came in, good or bad, with its line.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbered {
    /// 1-based line of the file where the row begins.
    pub line: u64,
    /// 1-based number of the row.
    pub number: u64,
    /// The row, or why it cannot be read; in a bad row the ids that could be read.
    pub row: Result<Row, (Box<Row>, RowError)>,
}

impl Numbered {
    /// The row; of a bad one, what could be read.
    pub fn any(&self) -> &Row {
        match &self.row {
            Ok(row) => row,
            Err((row, _)) => row,
        }
    }
}

/// A text of the input as a message quotes it: one line of at most so many characters.
pub fn shortened(text: &str, most: usize) -> String {
    shortened_by(text, most, "...")
}

/// The same with a sign of its own for what is left out.
pub fn shortened_by(text: &str, most: usize, sign: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        Some((at, _)) => format!("{}{sign}", line[..at].trim_end()),
        None => line,
    }
}

/// An input file that cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// The file cannot be opened or read.
    #[error("{name}: {source}")]
    Io {
        /// The file.
        name: String,
        /// Why.
        source: std::io::Error,
    },
    /// A workbook cannot be read.
    #[error("{name}: {source}")]
    Workbook {
        /// The file.
        name: String,
        /// Why.
        source: WorkbookError,
    },
    /// No file has this name, and it looks like a pattern for several.
    #[error(
        "{name}: there is no file of this name. `*` and `?` stand for parts of names where the shell puts the names in their \
         place, and it has found none (or they stand in quotes); give the files by their names"
    )]
    Pattern {
        /// What was given.
        name: String,
    },
    /// A folder, no file.
    #[error("{name}: is a folder; give a file of answers")]
    Folder {
        /// The folder.
        name: String,
    },
    /// A workbook within compressed data.
    #[error("{name}: a compressed workbook; unpack it first (XLSX is compressed already)")]
    PackedWorkbook {
        /// The file.
        name: String,
    },
    /// There is nothing in it.
    #[error("{name}: the file is empty; expected a table with a header line, or JSON Lines")]
    Empty {
        /// The file.
        name: String,
    },
    /// The header lacks a column.
    #[error("{name}, line {line}: there is no column `{column}`; the header has: {found}. {help}")]
    MissingColumn {
        /// The file.
        name: String,
        /// Where the header stands.
        line: u64,
        /// What is missing.
        column: &'static str,
        /// What is there.
        found: String,
        /// The way out.
        help: String,
    },
    /// The header has two columns of answers.
    #[error(
        "{name}, line {line}: the columns `{first}` and `{second}` both hold answers; rename or remove the one that does not count"
    )]
    TwoAnswers {
        /// The file.
        name: String,
        /// Where the header stands.
        line: u64,
        /// One of them.
        first: String,
        /// The other.
        second: String,
    },
    /// `--encoding` with a name that nobody knows.
    #[error(
        "there is no encoding `{label}`; try utf-8, utf-16le, windows-1252, iso-8859-2, shift_jis, gb18030 or another name from https://encoding.spec.whatwg.org/#names-and-labels"
    )]
    UnknownEncoding {
        /// The name.
        label: String,
    },
    /// A workbook of the old format.
    #[error("{name}: this is an old workbook (.xls); save it as .xlsx or as CSV UTF-8")]
    OldWorkbook {
        /// The file.
        name: String,
    },
    /// Not a workbook.
    #[error("{name}: this is not an XLSX workbook; if it is a text, give --input-format csv or --input-format jsonl")]
    NoWorkbook {
        /// The file.
        name: String,
    },
    /// The other of the two formats of text.
    #[error("{name}: this looks like {is}, not like {not}: use --input-format {option}")]
    OtherFormat {
        /// The file.
        name: String,
        /// What it looks like.
        is: &'static str,
        /// What its name or `--input-format` says.
        not: &'static str,
        /// The word for `--input-format`.
        option: &'static str,
    },
    /// Cells stand between signs that are no delimiters here.
    #[error(
        "{name}, line {line}: the cells seem to be separated by `|`; commas, semicolons and tabs are found by themselves, any \
         other sign has to be named by a first line such as `sep=|`"
    )]
    Delimiter {
        /// The file.
        name: String,
        /// Where the header stands.
        line: u64,
    },
    /// The ending says nothing about the format.
    #[error("{name}: cannot tell the format from the name; give --input-format csv or --input-format jsonl")]
    UnknownFormat {
        /// The file.
        name: String,
    },
}
