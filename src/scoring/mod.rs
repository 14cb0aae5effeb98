//! Grading: outcomes of matching become statuses, statuses a score, the score a band.
//!
//! The rule, in full (all numbers are part of the result):
//!
//! ```text
//! coverage = earned / possible                        concepts and groups, partial = half
//! raw      = coverage + S x similarity x (1 - coverage) - C x contradicted / possible - clashes - penalties
//! score    = raw, held just under a cut point by caps: a missing essential concept, a misconception, a shallow answer
//!            (few telling words and less than nearly everything covered), one that says that it does not know a part
//!            (less than nearly everything covered), a bare list of terms, another subject
//! ```
//!
//! What is empty, no answer, an echo or about something else has a raw score of 0. For an item with references alone `raw` is
//! the weighed sum of its measures ([`derived`]), and the caps are: sides exchanged, nothing said but the contrary, a bare list.
//! [`CapReason`] has all caps.

mod cap;
mod chain;
mod confidence;
pub mod constants;
pub mod derived;
mod empty;
mod evidence;
mod explain;
pub mod fitted;
mod flags;
mod framed;
mod grade;
mod hollow;
mod language;
mod list;
mod members;
mod oddities;
mod pile;
mod score;
mod scorer;
mod topic;

pub use cap::{Cap, CapReason};
pub use explain::{Explanation, explain};
pub use grade::*;
pub use score::{Step, credit, is_owed, next_step, open};
pub use scorer::{Scorer, grade};

/// Four decimals: what results carry. Never -0, which an empty sum is.
pub fn round4(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0 + 0.0
}

#[cfg(test)]
pub(crate) mod tests;
