//! Views of results: one file per format.

pub mod findings;
