//! gradus grades free-text answers by rules that can be recomputed by hand.

pub mod agreement;
#[cfg(feature = "cli")]
pub mod analysis;
#[cfg(all(feature = "cli", feature = "parallel"))]
pub mod attack;
pub mod bank;
#[cfg(all(feature = "cli", feature = "parallel"))]
pub mod batch;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(all(feature = "cli", feature = "search"))]
pub mod columns;
pub mod engine;
pub mod feedback;
pub mod finding;
#[cfg(all(feature = "cli", feature = "parallel"))]
pub mod judging;
pub mod matching;
#[cfg(feature = "cli")]
pub mod report;
#[cfg(feature = "cli")]
pub mod rows;
pub mod rubric;
pub mod scoring;
#[cfg(feature = "search")]
pub mod search;
pub mod similarity;
pub mod span;
pub mod text;
