//! Item analysis: what the answers together say about the items, the concepts and the candidates.
//!
//! ```text
//! scores          who scored what: the one thing kept for each answer
//! histogram       how scores are spread
//! tally           counts about an item: facility, bands, concept hit rates, misconceptions, flags
//! discrimination  item-rest correlation; upper against lower group
//! reliability     Cronbach's alpha, with and without each item
//! candidates      candidates ranked
//! findings        what looks broken, in words
//! gather          from rows, one by one, to all of it
//! ```
//!
//! An item that a candidate has no row for was not asked: it counts neither for nor against. An empty answer is an answer
//! with score 0; a row that could not be graded is none, and a candidate with nothing else has no rank. Of several answers
//! of one candidate to one item the last one counts for the candidate and for everything that compares candidates; counts
//! about the item have them all.
//!
//! No figure is ever NaN: what cannot be told is `None`. Nothing here reads files, prints, looks at the clock or panics; the
//! same rows give the same figures.

pub mod candidates;
pub mod discrimination;
pub mod findings;
pub mod gather;
#[cfg(test)]
mod golden;
pub mod histogram;
pub mod reliability;
pub mod scores;
pub mod tally;
#[cfg(test)]
mod tests;

pub use candidates::{CandidateFigures, Person};
pub use findings::{Finding, Weight};
pub use gather::{Gatherer, ItemAnalysis, ItemFigures};
