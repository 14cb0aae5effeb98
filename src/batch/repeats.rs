//! Rows that have the ids of an earlier row, and answers that a candidate gives again: all are graded, and whoever reads
//! results by their ids should know.

use crate::rows::Numbered;
use crate::rows::record::Candidate;
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// Keys that are remembered of a kind: at most 8 MB. Repetitions of later ones are not seen.
const KEPT: usize = 500_000;

/// What tells a row from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keys {
    /// The ids of answer, question and candidate; the input as well where the answer's id is only the row's number, which
    /// every input begins anew.
    ids: u64,
    /// Who answered, and what.
    answer: u64,
}

impl Keys {
    /// Of a row of the input with this number.
    pub fn new(input: usize, numbered: &Numbered) -> Keys {
        let row = numbered.any();
        let is_number = row.answer_id.split(':').next().is_some_and(|first| first.parse() == Ok(numbered.number));
        let of_input = is_number.then_some(input);
        let who = Candidate::new(row.who(), input, numbered.number);
        Keys {
            ids: hashed((of_input, &row.answer_id, &row.question_id, &row.candidate_id)),
            answer: hashed((who, row.item())),
        }
    }
}

/// A hash that is the same in every run.
pub fn hashed(key: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    key.hash(&mut hasher);
    hasher.finish()
}

/// The rows so far.
#[derive(Debug, Default)]
pub struct Seen {
    ids: FxHashSet<u64>,
    answers: FxHashSet<u64>,
}

impl Seen {
    /// Whether a row with these ids came before.
    pub fn has_ids(&mut self, keys: Keys) -> bool {
        has(&mut self.ids, keys.ids)
    }

    /// Whether this candidate has answered this before.
    pub fn has_answer(&mut self, keys: Keys) -> bool {
        has(&mut self.answers, keys.answer)
    }
}

fn has(seen: &mut FxHashSet<u64>, key: u64) -> bool {
    if seen.len() < KEPT { !seen.insert(key) } else { seen.contains(&key) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Row;

    fn row(number: u64, answer: &str, question: &str, candidate: Option<&str>) -> Numbered {
        let row = Row {
            answer_id: answer.into(),
            question_id: Some(question.into()),
            candidate_id: candidate.map(String::from),
            ..Row::default()
        };
        Numbered { line: number + 1, number, row: Ok(row) }
    }

    #[test]
    fn a_row_is_known_by_all_its_ids_and_by_its_file_where_its_number_is_its_id() {
        let mut seen = Seen::default();
        let mut has = |input, row: &Numbered| seen.has_ids(Keys::new(input, row));
        assert!(!has(0, &row(1, "a", "gil", Some("ann"))));
        for other in
            [row(2, "b", "gil", Some("ann")), row(2, "a", "wsgi", Some("ann")), row(2, "a", "gil", Some("bob"))]
        {
            assert!(!has(0, &other), "{other:?}");
        }
        assert!(has(0, &row(9, "a", "gil", Some("ann"))));
        assert!(has(1, &row(9, "a", "gil", Some("ann"))), "in another file, too");
        for numbered in ["3", "3:gil"] {
            assert!(!has(0, &row(3, numbered, "gil", None)));
            assert!(!has(1, &row(3, numbered, "gil", None)), "{numbered} says no more than the place");
        }
    }

    #[test]
    fn an_answer_is_known_by_candidate_and_question() {
        let mut seen = Seen::default();
        let mut has = |input, row: &Numbered| seen.has_answer(Keys::new(input, row));
        assert!(!has(0, &row(1, "a", "gil", Some("ann"))));
        assert!(!has(0, &row(2, "b", "wsgi", Some("ann"))));
        assert!(has(1, &row(1, "c", "gil", Some("ann"))));
        assert!(!has(0, &row(4, "4", "gil", None)));
        assert!(!has(1, &row(4, "4", "gil", None)), "rows without a candidate are candidates of their own");
    }
}
