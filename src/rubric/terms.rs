//! A read-only table from terms to ranges, built once and asked for every word of every response.

use crate::text::TermId;

/// From a term to a range of something else. Open addressing over a power of two with at least half of the places free:
/// terms are hashes already, so their top bits spread them, and a term that is not there mostly costs one look.
#[derive(Debug, Clone, Default)]
pub struct TermTable {
    /// `(term, start, end)`; a place with `start == end` is free.
    places: Vec<(TermId, u32, u32)>,
    shift: u32,
    terms: usize,
}

impl TermTable {
    /// A table of distinct terms, each with a range that is not empty.
    pub fn new(entries: &[(TermId, u32, u32)]) -> Self {
        let size = (entries.len() * 2).next_power_of_two().max(2);
        let mut table =
            TermTable { places: vec![(0, 0, 0); size], shift: 64 - size.trailing_zeros(), terms: entries.len() };
        for entry in entries {
            let mut at = table.home(entry.0);
            while table.places[at].1 != table.places[at].2 {
                at = (at + 1) & (size - 1);
            }
            table.places[at] = *entry;
        }
        table
    }

    fn home(&self, term: TermId) -> usize {
        // The shift leaves as many bits as places have numbers.
        (term >> self.shift) as usize
    }

    /// The range of a term; empty for a term that is not there.
    pub fn get(&self, term: TermId) -> (u32, u32) {
        if self.places.is_empty() {
            return (0, 0);
        }
        let mut at = self.home(term);
        loop {
            let (known, start, end) = self.places[at];
            if known == term || start == end {
                return (start, end);
            }
            at = (at + 1) & (self.places.len() - 1);
        }
    }

    /// Whether the term is there.
    pub fn contains(&self, term: TermId) -> bool {
        let (start, end) = self.get(term);
        start != end
    }

    /// How many terms it has.
    pub fn len(&self) -> usize {
        self.terms
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.terms == 0
    }

    /// All terms, in no useful order.
    pub fn terms(&self) -> impl Iterator<Item = TermId> {
        self.places.iter().filter(|(_, start, end)| start != end).map(|(term, ..)| *term)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::term_of;

    #[test]
    fn every_term_is_found_and_no_other() {
        for count in [0usize, 1, 2, 3, 64, 1000] {
            let entries: Vec<(TermId, u32, u32)> =
                (0..count).map(|at| (term_of(&format!("word {at}")), at as u32, at as u32 + 1)).collect();
            let table = TermTable::new(&entries);
            for (term, start, end) in &entries {
                assert_eq!(table.get(*term), (*start, *end));
            }
            assert!((0..1000).all(|at| !table.contains(term_of(&format!("other {at}")))));
            assert_eq!((table.len(), table.terms().count(), table.is_empty()), (count, count, count == 0));
        }
    }

    #[test]
    fn terms_that_share_a_place_are_told_apart() {
        // The same top bits, and the greatest of all: the search goes around the end.
        let entries = [(u64::MAX, 1, 2), (u64::MAX - 1, 2, 3), (u64::MAX - 2, 3, 4), (0, 4, 5)];
        let table = TermTable::new(&entries);
        for (term, start, end) in entries {
            assert_eq!(table.get(term), (start, end));
        }
        assert!(!table.contains(u64::MAX - 3) && !table.contains(1));
        assert!(!TermTable::default().contains(0));
    }
}
