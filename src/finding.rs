//! A problem found in a bank: plain data that any front end can show.

use crate::span::Place;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The bank works, but an author should look.
    Warning,
    /// The bank, or a part of it, cannot be used.
    Error,
}

/// One problem, with the place it was found at and the way out.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Stable code such as `B003`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, one sentence.
    pub message: String,
    /// Short text under the caret.
    pub label: String,
    /// Where.
    pub place: Place,
    /// How to mend it.
    pub help: Option<String>,
}
