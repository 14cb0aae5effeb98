//! The words that an item knows (of its question, its references and its patterns), numbered: what a response says is then a
//! set of bits, and its closeness to the references a walk over that set.

use super::terms::TermTable;
use crate::similarity::Document;
use crate::text::TermId;

/// A set of small numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// Makes it the empty set of numbers below `count`.
    pub fn reset(&mut self, count: usize) {
        self.0.clear();
        self.0.resize(count.div_ceil(64), 0);
    }

    /// Adds a number below the count.
    pub fn set(&mut self, number: u32) {
        self.0[number as usize / 64] |= 1 << (number % 64);
    }

    /// Adds a number below the count; whether it is new.
    pub fn add(&mut self, number: u32) -> bool {
        let (block, bit) = (&mut self.0[number as usize / 64], 1 << (number % 64));
        let new = *block & bit == 0;
        *block |= bit;
        new
    }

    /// Its numbers in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.0).flat_map(|(block, bits)| {
            let rest = |bits: &u64| Some(bits & bits.wrapping_sub(1));
            let each = std::iter::successors(Some(*bits), rest).take_while(|bits| *bits != 0);
            each.map(move |bits| 64 * block + bits.trailing_zeros())
        })
    }

    /// Whether a number is in it.
    pub fn has(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).copied().unwrap_or(0) >> (number % 64) & 1 == 1
    }
}

/// The words of one item.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// From a term to its number, counted from 1.
    numbers: TermTable<u32>,
    /// Words of the question.
    asked: Bits,
    references: Vec<Reference>,
}

/// A reference without the question's words: an echoed question is worth nothing.
#[derive(Debug, Clone, Default)]
struct Reference {
    /// Numbers of its words in the order of the terms, with the BM25 score that each adds.
    impacts: Vec<(u32, f32)>,
    /// Their sum: the score that the reference itself would reach.
    own: f64,
}

impl Vocabulary {
    /// Numbers the words of a question (sorted terms), references and patterns.
    pub fn new(question: &[TermId], references: &[Document], patterns: impl Iterator<Item = TermId>) -> Self {
        let weighty = |reference: &Document| {
            let impacts = reference.impacts.iter().copied();
            impacts.filter(|(_, impact)| *impact > 0.0).collect::<Vec<_>>()
        };
        let mut terms: Vec<TermId> = references.iter().flat_map(weighty).map(|(term, _)| term).collect();
        terms.extend(question);
        terms.extend(patterns);
        terms.sort_unstable();
        terms.dedup();
        let numbered: Vec<(TermId, u32)> = terms.iter().zip(1..).map(|(term, number)| (*term, number)).collect();
        let mut vocabulary = Vocabulary { numbers: TermTable::new(&numbered), ..Vocabulary::default() };
        vocabulary.asked.reset(terms.len());
        for term in question {
            if let Some(number) = vocabulary.number(*term) {
                vocabulary.asked.set(number);
            }
        }
        for reference in references {
            let mut own = Reference::default();
            for (term, impact) in weighty(reference) {
                if let Some(number) = vocabulary.number(term)
                    && !vocabulary.asked.has(number)
                {
                    own.impacts.push((number, impact));
                    own.own += f64::from(impact);
                }
            }
            vocabulary.references.push(own);
        }
        vocabulary
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The number of a word; `None` for a word that the item has nowhere.
    pub fn number(&self, term: TermId) -> Option<u32> {
        self.numbers.get(term).checked_sub(1)
    }

    /// Whether the question gave the word.
    pub fn is_asked(&self, number: u32) -> bool {
        self.asked.has(number)
    }

    /// Words of the fullest reference that the question did not give.
    pub fn telling(&self) -> u32 {
        self.references.iter().map(|reference| reference.impacts.len() as u32).max().unwrap_or(0)
    }

    /// How many of these words the question did not give.
    pub fn fresh(&self, said: &Bits) -> u32 {
        said.0.iter().zip(&self.asked.0).map(|(said, asked)| (said & !asked).count_ones()).sum()
    }

    /// How close these words are to the nearest reference: the share (0 to 1) of the score that it would reach itself.
    pub fn closeness(&self, said: &Bits) -> f64 {
        let mut nearest = 0.0f64;
        for reference in self.references.iter().filter(|reference| reference.own > 0.0) {
            let met = reference.impacts.iter().filter(|(number, _)| said.has(*number));
            let met: f64 = met.map(|(_, impact)| f64::from(*impact)).sum();
            nearest = nearest.max(met / reference.own);
        }
        nearest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::similarity::Statistics;

    /// An item with the question 1 2, the references 2 3 4 and 5, and the pattern word 9.
    fn vocabulary() -> Vocabulary {
        let statistics = Statistics::count([[2, 3, 4].as_slice(), &[5, 4]], []);
        let references = [[2, 3, 4].as_slice(), &[5]].map(|terms| Document::new(terms, &statistics));
        Vocabulary::new(&[1, 2], &references, [9].into_iter())
    }

    fn said(terms: &[TermId]) -> Bits {
        let (vocabulary, mut bits) = (vocabulary(), Bits::default());
        bits.reset(vocabulary.len());
        terms.iter().filter_map(|term| vocabulary.number(*term)).for_each(|number| bits.set(number));
        bits
    }

    #[test]
    fn a_reference_meets_itself_wholly_and_the_question_counts_nothing() {
        let closeness = |terms: &[TermId]| vocabulary().closeness(&said(terms));
        assert_eq!(closeness(&[2, 3, 4]), 1.0);
        assert_eq!(closeness(&[3, 4]), 1.0);
        assert_eq!(closeness(&[1, 2, 9]), 0.0);
        assert!(closeness(&[3]) > closeness(&[4]) && closeness(&[4]) > 0.0, "the rarer word weighs more");
        assert_eq!(Vocabulary::default().closeness(&Bits::default()), 0.0);
    }

    #[test]
    fn words_are_known_asked_or_fresh() {
        let vocabulary = vocabulary();
        assert_eq!((vocabulary.len(), vocabulary.telling()), (6, 2));
        assert!([1, 2, 3, 4, 5, 9].iter().all(|term| vocabulary.number(*term).is_some()));
        assert_eq!(vocabulary.number(7), None);
        assert_eq!(vocabulary.number(2).map(|number| vocabulary.is_asked(number)), Some(true));
        assert_eq!(vocabulary.number(3).map(|number| vocabulary.is_asked(number)), Some(false));
        assert_eq!(vocabulary.fresh(&said(&[1, 2, 3, 7, 9])), 2);
    }
}
