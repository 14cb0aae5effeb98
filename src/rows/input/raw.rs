//! A row as it stands in a file, before it is parsed.

use crate::rows::RowError;
use csv::ByteRecord;
use serde::{Deserialize, Serialize};

/// A place between two rows of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mark {
    /// Bytes before it, in the text as decoded.
    pub byte: u64,
    /// Lines before it.
    pub line: u64,
    /// Rows before it.
    pub rows: u64,
}

/// A row as it stands in the file.
#[derive(Debug)]
pub struct Raw {
    /// 1-based line where it begins.
    pub line: u64,
    /// The place behind it.
    pub after: Mark,
    pub(super) kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    /// Cells of a table.
    Cells(ByteRecord),
    /// A JSON object.
    Json(Vec<u8>),
    /// A row that cannot be read, with the cells that could be.
    Broken(ByteRecord, RowError),
}

/// Whether a record says nothing: an empty line, or delimiters alone, as spreadsheets leave them behind a table.
pub(super) fn is_blank(record: &ByteRecord) -> bool {
    record.as_slice().trim_ascii().is_empty()
}

/// Whether a record has more fields than so many, and all of those at its end are empty.
pub(super) fn is_longer_by_blanks(record: &ByteRecord, width: usize) -> bool {
    record.len() > width && record.iter().skip(width).all(|cell| cell.trim_ascii().is_empty())
}

impl Raw {
    pub(super) fn cells(line: u64, after: Mark, record: ByteRecord) -> Raw {
        Raw { line, after, kind: Kind::Cells(record) }
    }

    pub(super) fn json(line: u64, after: Mark, bytes: Vec<u8>) -> Raw {
        Raw { line, after, kind: Kind::Json(bytes) }
    }

    pub(super) fn broken(line: u64, after: Mark, record: ByteRecord, error: RowError) -> Raw {
        Raw { line, after, kind: Kind::Broken(record, error) }
    }

    /// 1-based number of the row.
    pub fn number(&self) -> u64 {
        self.after.rows
    }

    /// Bytes that it holds: a measure for the work it makes.
    pub fn size(&self) -> usize {
        match &self.kind {
            Kind::Cells(record) | Kind::Broken(record, _) => record.as_slice().len(),
            Kind::Json(bytes) => bytes.len(),
        }
    }

    /// Why it cannot be read, if it cannot.
    pub fn error(&self) -> Option<&RowError> {
        match &self.kind {
            Kind::Broken(_, error) => Some(error),
            _ => None,
        }
    }

    /// Its cells, if it is a row of a table.
    pub fn record(&self) -> Option<&ByteRecord> {
        match &self.kind {
            Kind::Cells(record) => Some(record),
            _ => None,
        }
    }
}
