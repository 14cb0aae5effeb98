//! Marks that a person gave: read from a file, found for an answer, put in the place of the machine's.
//!
//! A person's mark wins. The machine's own score, band, confidence and wish for review are kept beside it, so that every
//! output can show both.

mod apply;
mod read;

pub use apply::{Machine, Overridden, apply};
pub use read::{Line, is_usable, read};

use crate::bank::Band;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One mark, as a line of the file gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    /// 1-based line where it stands.
    pub line: u64,
    /// The answer it is about ...
    pub answer_id: String,
    /// ... to this item alone, where given ...
    pub question_id: Option<String>,
    /// ... of this candidate alone, where given ...
    pub candidate_id: Option<String>,
    /// ... in this file of answers alone, where given: each begins the numbers of its rows anew.
    pub file: Option<String>,
    /// The band.
    pub band: Option<Band>,
    /// 0 to 1.
    pub score: Option<f64>,
    /// Points of the answer's `max_score`.
    pub points: Option<f64>,
    /// What the person says about it.
    pub comment: Option<String>,
}

/// All marks of a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overrides {
    /// The file, for messages.
    pub name: String,
    marks: Vec<Override>,
    by_answer: FxHashMap<String, Vec<usize>>,
}

/// A file of marks that cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum OverridesError {
    /// The header lacks a column.
    #[error(
        "{name}, line {line}: there is no column {missing}; the header has: {found}. Expected: answer_id, then band, score (0 to 1) or points, and comment"
    )]
    MissingColumn {
        /// The file.
        name: String,
        /// Where the header stands.
        line: u64,
        /// What is missing.
        missing: &'static str,
        /// What is there.
        found: String,
    },
    /// Lines cannot be used.
    #[error("{}", listed(name, mistakes))]
    Lines {
        /// The file.
        name: String,
        /// Lines, from 1, each with what is wrong and how to mend it.
        mistakes: Vec<(u64, String)>,
    },
}

/// Mistakes that are told; the rest is counted.
const TOLD: usize = 20;

fn listed(name: &str, mistakes: &[(u64, String)]) -> String {
    let mut told: Vec<String> =
        mistakes.iter().take(TOLD).map(|(line, what)| format!("{name}, line {line}: {what}")).collect();
    if mistakes.len() > TOLD {
        told.push(format!("... and {} more", mistakes.len() - TOLD));
    }
    told.join("\n")
}

impl Overrides {
    fn new(name: &str, marks: Vec<Override>) -> Overrides {
        let mut by_answer: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, mark) in marks.iter().enumerate() {
            by_answer.entry(mark.answer_id.clone()).or_default().push(at);
        }
        Overrides { name: name.to_string(), marks, by_answer }
    }

    /// The mark for an answer, with its number. No two fit: that was seen to when the file was read.
    pub fn find(
        &self,
        answer: &str,
        question: Option<&str>,
        candidate: Option<&str>,
        file: &str,
    ) -> Option<(usize, &Override)> {
        let fits = |wanted: &Option<String>, given: Option<&str>| wanted.is_none() || wanted.as_deref() == given;
        self.by_answer.get(answer)?.iter().map(|at| (*at, &self.marks[*at])).find(|(_, mark)| {
            fits(&mark.question_id, question)
                && fits(&mark.candidate_id, candidate)
                && mark.file.as_deref().is_none_or(|name| is_file(name, file))
        })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }
}

/// Whether a path is that of a file with this name, given with or without folders.
fn is_file(name: &str, path: &str) -> bool {
    path.strip_suffix(name).is_some_and(|folder| folder.is_empty() || folder.ends_with(['/', '\\']))
}

/// What became of the marks in a run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// How many answers a mark was put on, by its number.
    applied: BTreeMap<usize, u64>,
    /// Why a mark could not be put on an answer, by its number.
    refused: BTreeMap<usize, String>,
}

impl Usage {
    /// A mark was put on an answer.
    pub fn apply(&mut self, mark: usize) {
        *self.applied.entry(mark).or_default() += 1;
    }

    /// A mark could not be put on an answer.
    pub fn refuse(&mut self, mark: usize, why: String) {
        self.refused.entry(mark).or_insert(why);
    }

    /// Adds what came after.
    pub fn add(&mut self, later: Usage) {
        for (mark, answers) in later.applied {
            *self.applied.entry(mark).or_default() += answers;
        }
        for (mark, why) in later.refused {
            self.refuse(mark, why);
        }
    }

    /// Answers that have a person's mark.
    pub fn answers(&self) -> u64 {
        self.applied.values().sum()
    }

    /// Whether a mark could not be used as it was meant: refused, put on several answers, or on none.
    pub fn fell_short(&self, overrides: &Overrides) -> bool {
        self.applied.len() < overrides.len()
            || !self.refused.is_empty()
            || self.applied.values().any(|answers| *answers > 1)
    }

    /// What to tell about marks that were not used as meant, up to `most` of a kind.
    pub fn notes(&self, overrides: &Overrides, most: usize) -> Vec<String> {
        let mut notes = Vec::new();
        let name = &overrides.name;
        let of = |mark: usize| overrides.marks.get(mark);
        for (mark, why) in self.refused.iter().take(most) {
            if let Some(mark) = of(*mark) {
                notes
                    .push(format!("{name}, line {}: the mark for `{}` was not used: {why}", mark.line, mark.answer_id));
            }
        }
        let several = self.applied.iter().filter(|(_, answers)| **answers > 1).take(most);
        for (mark, answers) in several {
            if let Some(mark) = of(*mark) {
                notes.push(format!(
                    "{name}, line {}: the mark for `{}` was put on {answers} answers with this id; a column question_id, \
                     candidate_id or file tells them apart",
                    mark.line, mark.answer_id
                ));
            }
        }
        let never = |at: &usize| !self.applied.contains_key(at) && !self.refused.contains_key(at);
        let never: Vec<&Override> = (0..overrides.len()).filter(never).filter_map(of).collect();
        if let [first, ..] = never.as_slice() {
            let ids: Vec<String> =
                never.iter().take(most).map(|mark| format!("`{}` (line {})", mark.answer_id, mark.line)).collect();
            let more = never.len() - ids.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let fit = if never.len() == 1 { "mark fits" } else { "marks fit" };
            let help = if first.question_id.is_some() || first.candidate_id.is_some() || first.file.is_some() {
                "; answer_id, question_id, candidate_id and file must all be those of the answer"
            } else {
                ""
            };
            notes.push(format!("{name}: {} {fit} no answer: {}{more}{help}", never.len(), ids.join(", ")));
        }
        notes
    }
}
