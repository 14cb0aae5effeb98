//! The words of an item (of its patterns, its question, its references), numbered.

use super::terms::TermTable;
use crate::text::TermId;

/// The number of a term that is not there.
pub const NONE: u32 = u32::MAX;

/// From terms to numbers, counted from 0.
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    /// Numbers counted from 1: a free place holds 0.
    table: TermTable<u32>,
    terms: Vec<TermId>,
}

impl Numbers {
    /// Numbers distinct terms in their order.
    pub fn new(terms: Vec<TermId>) -> Self {
        let numbered: Vec<(TermId, u32)> = terms.iter().copied().zip(1..).collect();
        Numbers { table: TermTable::new(&numbered), terms }
    }

    /// Numbers further terms behind those that are there, which keep their numbers.
    pub fn extend(&mut self, more: impl Iterator<Item = TermId>) {
        let mut new: Vec<TermId> = more.filter(|term| !self.contains(*term)).collect();
        new.sort_unstable();
        new.dedup();
        let mut terms = std::mem::take(&mut self.terms);
        terms.extend(new);
        terms.shrink_to_fit();
        *self = Numbers::new(terms);
    }

    /// The number of a term; [`NONE`] for a term that is not there.
    pub fn get(&self, term: TermId) -> u32 {
        self.table.get(term).wrapping_sub(1)
    }

    /// Whether the term is there.
    pub fn contains(&self, term: TermId) -> bool {
        self.table.contains(term)
    }

    /// All terms in the order of their numbers.
    pub fn terms(&self) -> &[TermId] {
        &self.terms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_terms_come_behind() {
        let mut numbers = Numbers::new(vec![7, 3]);
        numbers.extend([9, 3, 5, 9].into_iter());
        assert_eq!(numbers.terms(), [7, 3, 5, 9]);
        assert_eq!([7, 3, 5, 9, 4].map(|term| numbers.get(term)), [0, 1, 2, 3, NONE]);
        assert!(numbers.contains(9) && !numbers.contains(4));
    }
}
