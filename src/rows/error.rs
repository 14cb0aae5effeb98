//! Why a row could not be graded: a word from a closed list, and what to do about it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a row could not be graded. Written out in the row's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowError {
    /// What kind of mistake it is.
    pub code: RowCode,
    /// What is wrong and how to mend it.
    pub message: String,
}

/// The kinds of mistakes in rows; in results their names in kebab-case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RowCode {
    /// Bytes that are no text in the file's encoding.
    BadEncoding,
    /// No JSON object.
    BadJson,
    /// A human's judgement that cannot be read, or says nothing.
    BadJudgement,
    /// A number that is none, or cannot be.
    BadNumber,
    /// A field that holds a value of the wrong type.
    BadType,
    /// More or fewer fields than the header has.
    FieldCount,
    /// A field that must be there is missing.
    MissingField,
    /// Nobody knows which columns hold answers.
    NoColumns,
    /// The answer holds a NUL character.
    NulByte,
    /// A row longer than any answer.
    TooLong,
    /// A quote that never closes.
    UnclosedQuote,
    /// A question that is not in the bank.
    UnknownItem,
}

impl RowError {
    /// A row error.
    pub fn new(code: RowCode, message: impl Into<String>) -> Self {
        RowError { code, message: message.into() }
    }

    /// Whether nobody knows which cell of the row is which: an answer may stand where an id should.
    pub fn is_misaligned(&self) -> bool {
        matches!(self.code, RowCode::FieldCount | RowCode::UnclosedQuote)
    }
}

impl RowCode {
    /// The word for it in results.
    pub fn name(self) -> &'static str {
        match self {
            RowCode::BadEncoding => "bad-encoding",
            RowCode::BadJson => "bad-json",
            RowCode::BadJudgement => "bad-judgement",
            RowCode::BadNumber => "bad-number",
            RowCode::BadType => "bad-type",
            RowCode::FieldCount => "field-count",
            RowCode::MissingField => "missing-field",
            RowCode::NoColumns => "no-columns",
            RowCode::NulByte => "nul-byte",
            RowCode::TooLong => "too-long",
            RowCode::UnclosedQuote => "unclosed-quote",
            RowCode::UnknownItem => "unknown-item",
        }
    }
}

impl fmt::Display for RowCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::tests::words_of;

    #[test]
    fn a_code_has_one_name_everywhere() {
        for (name, code) in words_of::<RowCode>() {
            assert_eq!((code.name(), code.to_string()), (name.as_str(), name.clone()));
        }
    }
}
