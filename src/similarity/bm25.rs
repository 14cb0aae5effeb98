//! Okapi BM25 (Robertson and Walker 1994; Robertson and Zaragoza 2009), with the idf, the constants and the one-byte
//! length scale that tantivy and Lucene use, so that both give the same numbers (held by `tests/parity.rs`).
//!
//! A reference is a document, the response is the query. Impacts of a reference's terms are computed once, when the
//! item is compiled; scoring a response is then a walk over its distinct terms.

use crate::text::{Analysis, TermId, Token};
use serde::{Deserialize, Serialize};

/// Term saturation.
pub const K1: f32 = 1.2;
/// Strength of length normalisation.
pub const B: f32 = 0.75;

/// Document frequencies over the bank's references, and the words the bank knows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Statistics {
    /// Number of documents (references).
    pub documents: u32,
    /// Sum of their lengths in tokens.
    pub tokens: u64,
    /// Terms in ascending order ...
    pub terms: Vec<TermId>,
    /// ... and in how many documents each stands; 0 for a word that is known from elsewhere in the bank.
    pub frequencies: Vec<u32>,
}

impl Statistics {
    /// Counts documents given as term lists (one list a reference) and words known from elsewhere in the bank.
    pub fn count<'a>(
        documents: impl IntoIterator<Item = &'a [TermId]>,
        known: impl IntoIterator<Item = TermId>,
    ) -> Self {
        let mut frequencies = std::collections::BTreeMap::<TermId, u32>::new();
        let mut statistics = Statistics::default();
        for document in documents {
            statistics.documents += 1;
            statistics.tokens += document.len() as u64;
            let mut terms = document.to_vec();
            terms.sort_unstable();
            terms.dedup();
            for term in terms {
                *frequencies.entry(term).or_default() += 1;
            }
        }
        for term in known {
            frequencies.entry(term).or_default();
        }
        (statistics.terms, statistics.frequencies) = frequencies.into_iter().unzip();
        statistics
    }

    /// In how many documents the term stands.
    pub fn frequency(&self, term: TermId) -> u32 {
        self.position(term).map_or(0, |at| self.frequencies[at])
    }

    /// Whether the bank uses the word anywhere.
    pub fn knows(&self, term: TermId) -> bool {
        self.position(term).is_some()
    }

    /// Where a term stands in `terms`. Terms are hashes, so their value tells about where: a binary search in a small
    /// window around that place, which grows until it holds the term's neighbours.
    pub(crate) fn position(&self, term: TermId) -> Option<usize> {
        let count = self.terms.len();
        let guess = ((u128::from(term) * count as u128) >> 64) as usize;
        let mut reach = 64;
        loop {
            let (from, to) = (guess.saturating_sub(reach), (guess + reach).min(count));
            let window = &self.terms[from..to];
            let fits_left = from == 0 || window.first().is_some_and(|first| *first <= term);
            let fits_right = to == count || window.last().is_some_and(|last| *last >= term);
            if fits_left && fits_right {
                return window.binary_search(&term).ok().map(|at| from + at);
            }
            reach *= 8;
        }
    }

    /// Mean document length in tokens.
    pub fn mean_length(&self) -> f32 {
        if self.documents == 0 { 1.0 } else { (self.tokens as f64 / f64::from(self.documents)) as f32 }
    }

    /// Inverse document frequency: ln(1 + (N - n + 0.5) / (n + 0.5)).
    pub fn idf(&self, term: TermId) -> f32 {
        self.idf_of(self.frequency(term).min(self.documents))
    }

    /// The same for a term that stands in so many documents.
    pub fn idf_of(&self, frequency: u32) -> f32 {
        let frequency = frequency as f32;
        let documents = self.documents as f32;
        (1.0 + (documents - frequency + 0.5) / (frequency + 0.5)).ln()
    }
}

/// A reference, ready to be scored against.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// Distinct terms in ascending order with the BM25 score that each adds.
    pub impacts: Vec<(TermId, f32)>,
}

impl Document {
    /// Weighs the terms of one reference.
    pub fn new(terms: &[TermId], statistics: &Statistics) -> Self {
        let length = quantised(terms.len() as u32) as f32;
        let norm = K1 * (1.0 - B + B * length / statistics.mean_length());
        let mut sorted = terms.to_vec();
        sorted.sort_unstable();
        let impacts = sorted
            .chunk_by(|a, b| a == b)
            .map(|run| {
                let count = run.len() as f32;
                (run[0], statistics.idf(run[0]) * (1.0 + K1) * count / (count + norm))
            })
            .collect();
        Document { impacts }
    }

    /// What one term adds.
    pub fn impact(&self, term: TermId) -> f32 {
        self.impacts.binary_search_by_key(&term, |(known, _)| *known).map_or(0.0, |at| self.impacts[at].1)
    }

    /// The BM25 score of a query of distinct terms.
    pub fn score(&self, query: &[TermId]) -> f32 {
        query.iter().map(|term| self.impact(*term)).sum()
    }
}

/// The terms of a text that count for similarity: no small words, no negators.
pub fn content_terms(analysis: &Analysis) -> Vec<TermId> {
    content_of(&analysis.tokens)
}

/// The same for some tokens.
pub fn content_of(tokens: &[Token]) -> Vec<TermId> {
    tokens.iter().filter(|token| token.flags.is_content()).map(|token| token.term).collect()
}

/// A document length on the one-byte scale of Lucene and tantivy: exact up to 40 tokens, then four significant bits.
/// (`SmallFloat.intToByte4`, Apache Lucene 7.)
pub fn quantised(length: u32) -> u32 {
    const FREE: u32 = 24;
    if length < FREE + 16 {
        return length;
    }
    let value = length - FREE;
    let shift = 31 - value.leading_zeros() - 3;
    FREE + ((value >> shift) << shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_exact_up_to_forty() {
        for length in 0..=40 {
            assert_eq!(quantised(length), length);
        }
        assert_eq!(quantised(41), 40);
        assert_eq!(quantised(42), 42);
    }

    #[test]
    fn terms_are_found_wherever_they_lie() {
        let spread = |at: u64| crate::text::term_of(&at.to_string());
        for make in [|at| at * 3, |at| u64::MAX - at * 5, spread] {
            let terms: Vec<TermId> = (0..3_000).map(make).collect();
            let statistics = Statistics::count([terms.as_slice(), &terms[..100]], []);
            for (at, term) in terms.iter().enumerate() {
                assert_eq!(statistics.frequency(*term), if at < 100 { 2 } else { 1 });
                assert_eq!(statistics.knows(term ^ 1), terms.contains(&(term ^ 1)));
            }
        }
        assert!(!Statistics::default().knows(7));
    }

    #[test]
    fn the_rarer_term_weighs_more() {
        let statistics = Statistics::count([[1, 2, 3].as_slice(), &[2, 4]], [9]);
        let document = Document::new(&[1, 2, 3], &statistics);
        assert!(statistics.knows(9) && !statistics.knows(5));
        assert!(document.impact(1) > document.impact(2), "the rarer term weighs more");
    }
}
