//! gradus grades free-text answers by rules that can be recomputed by hand.

pub mod bank;
pub mod feedback;
pub mod finding;
pub mod matching;
pub mod rubric;
pub mod scoring;
pub mod similarity;
pub mod span;
pub mod text;
