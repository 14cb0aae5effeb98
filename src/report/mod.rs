//! Views of results: one file per format.

pub mod findings;
pub mod terminal;
