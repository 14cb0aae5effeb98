//! Views of results: one file per format.

pub mod agreement;
#[cfg(feature = "parallel")]
pub mod attack;
pub mod findings;
pub mod json;
#[cfg(feature = "practice")]
pub mod practice;
#[cfg(feature = "practice")]
pub mod progress;
pub mod terminal;
