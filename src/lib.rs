//! gradus grades free-text answers by rules that can be recomputed by hand.

pub mod bank;
pub mod finding;
#[cfg(feature = "cli")]
pub mod report;
pub mod span;
pub mod text;
