//! A read-only table from terms to small values, built once and asked for every word of every response.

use crate::text::TermId;

/// What a table may hold. The default value marks a free place and is never put in.
pub trait Value: Copy + Default {
    /// Whether it is the default value.
    fn is_free(&self) -> bool;
}

impl Value for u32 {
    fn is_free(&self) -> bool {
        *self == 0
    }
}

/// From a term to a value. Open addressing over a power of two with at least half of the places free: terms are hashes
/// already, so their top bits spread them, and a term that is not there mostly costs one look.
#[derive(Debug, Clone)]
pub struct TermTable<V> {
    /// Never empty.
    places: Vec<(TermId, V)>,
    shift: u32,
}

impl<V: Value> Default for TermTable<V> {
    fn default() -> Self {
        TermTable::new(&[])
    }
}

impl<V: Value> TermTable<V> {
    /// A table of distinct terms, each with a value other than the default.
    pub fn new(entries: &[(TermId, V)]) -> Self {
        let size = (entries.len() * 2).next_power_of_two().max(2);
        let places = vec![(0, V::default()); size];
        let mut table = TermTable { places, shift: 64 - size.trailing_zeros() };
        for entry in entries {
            let mut at = table.home(entry.0);
            while !table.places[at].1.is_free() {
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

    /// The value of a term; the default for a term that is not there.
    pub fn get(&self, term: TermId) -> V {
        let mut at = self.home(term);
        loop {
            let (known, value) = self.places[at];
            if known == term || value.is_free() {
                return value;
            }
            at = (at + 1) & (self.places.len() - 1);
        }
    }

    /// Whether the term is there.
    pub fn contains(&self, term: TermId) -> bool {
        !self.get(term).is_free()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::term_of;

    #[test]
    fn every_term_is_found_and_no_other() {
        for count in [0usize, 1, 2, 3, 64, 1000] {
            let entries: Vec<(TermId, u32)> =
                (0..count).map(|at| (term_of(&format!("word {at}")), at as u32 + 1)).collect();
            let table = TermTable::new(&entries);
            for (term, value) in &entries {
                assert_eq!(table.get(*term), *value);
            }
            assert!((0..1000).all(|at| !table.contains(term_of(&format!("other {at}")))));
        }
    }

    #[test]
    fn terms_that_share_a_place_are_told_apart() {
        // The same top bits, and the greatest of all: the search goes around the end.
        let entries = [(u64::MAX, 1), (u64::MAX - 1, 2), (u64::MAX - 2, 3), (0, 4)];
        let table = TermTable::new(&entries);
        for (term, value) in entries {
            assert_eq!(table.get(term), value);
        }
        assert!(!table.contains(u64::MAX - 3) && !table.contains(1));
        assert!(!TermTable::<u32>::default().contains(0));
    }
}
