//! Rows that have the ids of an earlier row: both are graded, and whoever merges results by id should know.

use crate::rows::Row;
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// Rows that are remembered: at most 8 MB. Repetitions of later rows are not seen.
const KEPT: usize = 500_000;

/// What tells a row from others: the input, and the ids of answer, question and candidate.
pub fn key(input: usize, row: &Row) -> u64 {
    let mut hasher = FxHasher::default();
    (input, &row.answer_id, &row.question_id, &row.candidate_id).hash(&mut hasher);
    hasher.finish()
}

/// The rows so far.
#[derive(Debug, Default)]
pub struct Seen(FxHashSet<u64>);

impl Seen {
    /// Whether a row with this key came before.
    pub fn has(&mut self, key: u64) -> bool {
        if self.0.len() < KEPT { !self.0.insert(key) } else { self.0.contains(&key) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_known_by_all_its_ids_and_its_file() {
        let row = |answer: &str, question: &str, candidate: &str| Row {
            answer_id: answer.into(),
            question_id: Some(question.into()),
            candidate_id: Some(candidate.into()),
            ..Row::default()
        };
        let mut seen = Seen::default();
        assert!(!seen.has(key(0, &row("1", "gil", "ann"))));
        for (input, other) in [
            (0, row("2", "gil", "ann")),
            (0, row("1", "wsgi", "ann")),
            (0, row("1", "gil", "bob")),
            (1, row("1", "gil", "ann")),
        ] {
            assert!(!seen.has(key(input, &other)), "{other:?}");
        }
        assert!(seen.has(key(0, &row("1", "gil", "ann"))));
    }
}
