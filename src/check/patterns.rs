//! What is wrong with patterns, in one table; and patterns that cannot be used, as findings with a caret at the spot.

use crate::bank::{Text, capital, place_in};
use crate::finding::{Code, Finding, Source, codes};
use crate::rubric::{Problem, pattern::PatternError};

codes! {
    BAD_PATTERN    "P001" Error   "A pattern that cannot be used."
    NO_SIGN        "P002" Error   "A sign that patterns do not know; it is passed over."
    LIKELY_SLIP    "P003" Warning "A part of a pattern that probably does not do what was meant."
    PATTERN_IN_SET "P004" Warning "A member of a word set or side that is written as a pattern; members are plain words or phrases."
    CLASS_NAME     "P005" Warning "A word set with the name of a built-in class (`number`, `version`, `percent`): the class is used."
}

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
