//! Patterns that cannot be used, as findings with a caret at the spot.

use crate::bank::{Text, place_in};
use crate::finding::{Code, Finding, Severity, Source};
use crate::rubric::{Problem, pattern::PatternError};

/// A pattern that cannot be read or used.
pub const BAD_PATTERN: Code = Code { id: "P001", severity: Severity::Error, about: "A pattern that cannot be used." };

/// Problems of the compiler as findings.
pub fn problems(problems: &[Problem], sources: &[Source]) -> Vec<Finding> {
    problems.iter().map(|problem| at(BAD_PATTERN, &problem.text, &problem.error, sources)).collect()
}

/// What is wrong with a part of a text, as a finding with its caret under that part.
pub(super) fn at(code: Code, text: &Text, error: &PatternError, sources: &[Source]) -> Finding {
    let source = sources.get(text.place.file as usize).map_or("", |source| source.text.as_str());
    let place = place_in(text, source, error.range.start, error.range.len().max(1));
    code.at(place, capital(&error.message), "here").help(error.help.clone())
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
