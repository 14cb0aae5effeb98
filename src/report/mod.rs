//! Views of results: one file per format.

pub mod agreement;
pub mod attack;
pub mod audit;
pub mod copy_table;
pub mod extras;
pub mod facts;
pub mod findings;
pub mod gathering;
#[cfg(feature = "pages")]
pub mod html;
pub mod json;
mod next_step;
mod points;
#[cfg(feature = "practice")]
pub mod practice;
#[cfg(feature = "practice")]
pub mod progress;
pub mod review_table;
pub mod terminal;
pub mod words;
pub mod xlsx;
