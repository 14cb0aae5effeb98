//! Views of results: one file per format.

pub mod agreement;
#[cfg(feature = "parallel")]
pub mod attack;
pub mod findings;
pub mod json;
pub mod terminal;
