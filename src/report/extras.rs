//! What is added to a report beside grades and figures: an order of review, and leads to copied answers and groups of like
//! answers. Each has its place and appears when it is not empty.

use crate::copies::Lead;

/// Additions to a report; made in `gathering.rs`.
#[derive(Debug, Clone, Default)]
pub struct Extras {
    /// The answers most worth a look, first things first.
    pub review: Vec<ReviewEntry>,
    /// Pairs of answers that share more than their question explains.
    pub leads: Vec<Lead>,
    /// Answers that were too many to be compared.
    pub uncompared: u64,
    /// Groups of like answers, by item.
    pub clusters: Vec<Cluster>,
}

impl Extras {
    /// Whether there are answers alike: leads or groups.
    pub fn has_alike(&self) -> bool {
        !self.leads.is_empty() || !self.clusters.is_empty()
    }
}

/// An answer that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewEntry {
    /// Its place in the spill.
    pub place: u64,
    /// How urgent it is, see `review`.
    pub priority: u32,
    /// Why, in a few words.
    pub reason: String,
}

/// Answers to one item that say much the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// Places of some of its answers in the spill, the most typical one first.
    pub places: Vec<u64>,
    /// How many there are.
    pub count: u64,
    /// What they have in common, in a few words.
    pub label: String,
}
