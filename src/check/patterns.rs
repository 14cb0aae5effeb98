//! Patterns that cannot be used, as findings with a caret at the spot.

use crate::bank::place_in;
use crate::finding::{Code, Finding, Severity, Source};
use crate::rubric::Problem;

/// A pattern that cannot be read or used.
pub const BAD_PATTERN: Code = Code { id: "P001", severity: Severity::Error, about: "A pattern that cannot be used." };

/// Problems of the compiler as findings.
pub fn problems(problems: &[Problem], sources: &[Source]) -> Vec<Finding> {
    problems
        .iter()
        .map(|problem| {
            let range = &problem.error.range;
            let source = sources.get(problem.text.place.file as usize).map_or("", |source| source.text.as_str());
            let place = place_in(&problem.text, source, range.start, range.len().max(1));
            BAD_PATTERN.at(place, capital(&problem.error.message), "here").help(problem.error.help.clone())
        })
        .collect()
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
