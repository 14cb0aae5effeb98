//! Views of results: one file per format.

pub mod agreement;
pub mod findings;
pub mod json;
pub mod terminal;
