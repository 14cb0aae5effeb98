//! What the words that an item knows are worth. As they are numbered, what a response says is a set of bits, and its closeness
//! to the references a walk over that set.

use super::numbers::Numbers;
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

/// What the words of one item, by number, are worth.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// How many words there are.
    words: usize,
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
    /// The words of a question and of references; those that have no number get one.
    pub fn new(question: &[TermId], references: &[Document], numbers: &mut Numbers) -> Self {
        let weighty = |reference: &Document| {
            let impacts = reference.impacts.iter().copied();
            impacts.filter(|(_, impact)| *impact > 0.0).collect::<Vec<_>>()
        };
        let words = references.iter().flat_map(weighty).map(|(term, _)| term);
        numbers.extend(words.chain(question.iter().copied()));
        let mut vocabulary = Vocabulary { words: numbers.terms().len(), ..Vocabulary::default() };
        vocabulary.asked.reset(numbers.terms().len());
        question.iter().for_each(|term| vocabulary.asked.set(numbers.get(*term)));
        for reference in references {
            let mut own = Reference::default();
            for (term, impact) in weighty(reference) {
                let number = numbers.get(term);
                if !vocabulary.asked.has(number) {
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
        self.words
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words == 0
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
    fn vocabulary() -> (Vocabulary, Numbers) {
        let statistics = Statistics::count([[2, 3, 4].as_slice(), &[5, 4]], []);
        let references = [[2, 3, 4].as_slice(), &[5]].map(|terms| Document::new(terms, &statistics));
        let mut numbers = Numbers::new(vec![9]);
        (Vocabulary::new(&[1, 2], &references, &mut numbers), numbers)
    }

    fn said(terms: &[TermId]) -> Bits {
        let ((vocabulary, numbers), mut bits) = (vocabulary(), Bits::default());
        bits.reset(vocabulary.len());
        terms.iter().filter(|term| numbers.contains(**term)).for_each(|term| bits.set(numbers.get(*term)));
        bits
    }

    #[test]
    fn a_reference_meets_itself_wholly_and_the_question_counts_nothing() {
        let closeness = |terms: &[TermId]| vocabulary().0.closeness(&said(terms));
        assert_eq!(closeness(&[2, 3, 4]), 1.0);
        assert_eq!(closeness(&[3, 4]), 1.0);
        assert_eq!(closeness(&[1, 2, 9]), 0.0);
        assert!(closeness(&[3]) > closeness(&[4]) && closeness(&[4]) > 0.0, "the rarer word weighs more");
        assert_eq!(Vocabulary::default().closeness(&Bits::default()), 0.0);
    }

    #[test]
    fn words_are_known_asked_or_fresh() {
        let (vocabulary, numbers) = vocabulary();
        assert_eq!((vocabulary.len(), vocabulary.telling()), (6, 2));
        assert!([1, 2, 3, 4, 5, 9].iter().all(|term| numbers.contains(*term)) && !numbers.contains(7));
        assert!(vocabulary.is_asked(numbers.get(2)) && !vocabulary.is_asked(numbers.get(3)));
        assert_eq!(vocabulary.fresh(&said(&[1, 2, 3, 7, 9])), 2);
    }
}
