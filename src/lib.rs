//! gradus grades free-text answers by rules that can be recomputed by hand.

pub mod bank;
pub mod finding;
pub mod span;
pub mod text;
