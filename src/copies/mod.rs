//! Leads to copied answers, and groups of like answers. A lead shows what two answers share; it is never a verdict.
//!
//! ```text
//! text      an answer as runs of content words, without those that question and references say
//! winnow    which runs stand for the answer
//! passages  two answers side by side: what they share
//! pairs     which answers are worth laying side by side
//! groups    answers that meet and miss the same points
//! gather    from records, one by one, to all of it
//! ```
//!
//! The method is winnowing (Schleimer, Wilkerson and Aiken 2003, "Winnowing: local algorithms for document
//! fingerprinting"): of all runs of [`text::RUN`] stems an answer keeps the smallest hash of every [`winnow::WINDOW`]. Two
//! answers that share `WINDOW + RUN - 1` content words in a row share a fingerprint, wherever the words stand. Fingerprints
//! are sorted, equal ones lie together, and only answers that share several are compared word by word. What many share is
//! chained instead of paired, so the work grows as the number of answers times its logarithm, whatever the answers are.
//!
//! Nothing here depends on the order of the answers: pairs and groups are chosen by hashes of texts and ids.

pub mod gather;
mod groups;
mod pairs;
pub mod passages;
#[cfg(test)]
mod tests;
pub mod text;
pub mod winnow;

pub use gather::{Found, Gatherer};

use crate::span::Span;

/// Two answers to one item that share passages.
#[derive(Debug, Clone, PartialEq)]
pub struct Lead {
    /// Places of both answers in the spill.
    pub places: [u64; 2],
    /// The share of the shorter answer's own words that both have, 0 to 1.
    pub share: f64,
    /// The shared passages in either answer, in bytes.
    pub passages: [Vec<Span>; 2],
}

/// Answers to one item that meet and miss the same points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Places of some of its answers in the spill: the one of middle length first, then others.
    pub places: Vec<u64>,
    /// How many there are.
    pub count: u64,
}

/// Mixes a number into a hash (after the finaliser of Appleby's MurmurHash3), the same on every machine.
fn mix(hash: u64, value: u64) -> u64 {
    let mut hash = (hash.rotate_left(23) ^ value).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53) ^ (hash >> 29)
}
