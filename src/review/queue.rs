//! The most urgent answers of any number: memory holds at most twice as many as are wanted.

use super::reasons::{Reason, reasons};
use crate::rows::record::Record;
use crate::text::term_of;
use rustc_hash::FxHashSet;
use std::cmp::Reverse;

/// An answer to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the spill.
    pub place: u64,
    /// Sum of its reasons' weights.
    pub priority: u32,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
    /// Hash of the ids: the order of equals.
    hash: u64,
}

/// Takes in answers and keeps the most urgent.
#[derive(Debug, Clone)]
pub struct Queue {
    entries: Vec<Entry>,
    most: usize,
}

impl Queue {
    /// An empty one that keeps up to `most`.
    pub fn new(most: usize) -> Queue {
        Queue { entries: Vec::new(), most }
    }

    /// Adds an answer, if there is a reason.
    pub fn add(&mut self, record: &Record) {
        self.add_with(record, None);
    }

    /// Adds an answer with a further reason. It may have been added without: then the better of both counts.
    pub fn add_with(&mut self, record: &Record, more: Option<Reason>) {
        let mut reasons = reasons(record);
        reasons.extend(more);
        if reasons.is_empty() {
            return;
        }
        reasons.sort_by_key(|reason| Reverse(reason.weight));
        let hash = [record.who().unwrap_or(&record.answer_id), record.item(), &record.answer_id]
            .iter()
            .fold(0_u64, |hash, id| hash.rotate_left(17) ^ term_of(id));
        let priority = reasons.iter().map(|reason| reason.weight).sum();
        self.entries.push(Entry { place: record.at, priority, reasons, hash });
        if self.entries.len() >= 2 * self.most.max(1) + 1_000 {
            self.shrink();
        }
    }

    fn shrink(&mut self) {
        self.entries.sort_by_key(|entry| (Reverse(entry.priority), entry.hash, entry.place));
        let mut seen = FxHashSet::default();
        self.entries.retain(|entry| seen.insert(entry.place));
        self.entries.truncate(self.most);
    }

    /// The most urgent, first things first.
    pub fn finish(mut self) -> Vec<Entry> {
        self.shrink();
        self.entries
    }
}

impl Entry {
    /// All reasons in one line.
    pub fn words(&self) -> String {
        self.reasons.iter().map(|reason| reason.words.as_str()).collect::<Vec<_>>().join("; ")
    }
}
