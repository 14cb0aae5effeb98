//! What may be added to a report beside grades and figures: an order of review, and leads to copied answers and groups of
//! like answers. A report without them is whole; each has its place and appears when it is not empty.

use crate::analysis::ItemAnalysis;
use crate::analysis::scores::Score;
use crate::span::Span;

/// Additions to a report; made in `gathering.rs`.
#[derive(Debug, Clone, Default)]
pub struct Extras {
    /// The answers most worth a look, first things first; `None` for those marked `needs_review`, least sure first.
    pub review: Option<Vec<ReviewEntry>>,
    /// Pairs of answers that share more than their question explains.
    pub leads: Vec<CopyLead>,
    /// Groups of like answers, by item.
    pub clusters: Vec<Cluster>,
}

/// An answer that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewEntry {
    /// Its place in the spill.
    pub place: u64,
    /// Why, in a few words.
    pub reason: String,
}

/// Two answers that share passages.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyLead {
    /// Places of both answers in the spill.
    pub places: [u64; 2],
    /// How much they share, 0 to 1.
    pub share: f64,
    /// The shared passages in either answer.
    pub passages: [Vec<Span>; 2],
}

/// Answers to one item that say much the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Places of its answers in the spill, the most typical one first.
    pub places: Vec<u64>,
    /// What they have in common, in a few words.
    pub label: String,
}

impl Extras {
    /// The answers to look at with their reasons, in order.
    pub fn queue(&self, analysis: &ItemAnalysis) -> Vec<ReviewEntry> {
        if let Some(review) = &self.review {
            return review.clone();
        }
        let marked = |score: &&Score| score.signs().needs_review;
        let mut scores: Vec<&Score> = analysis.scores.iter().flatten().filter(marked).collect();
        scores.sort_by_key(|score| (score.confidence, score.place));
        let entry = |score: &Score| ReviewEntry {
            place: score.place,
            reason: format!("confidence {:.2}", f64::from(score.confidence) / 10_000.0),
        };
        scores.into_iter().map(entry).collect()
    }
}
