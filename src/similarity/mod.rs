//! How close a response is to the references: BM25 over stems for items with a keyword set, and for items that have
//! references alone a comparison word by word (`words`, `phrases`, `alignment`, `soft_cardinality`) from which the measures
//! follow (`compare`, `features`): which sentences count (`bearing`; `appeal`: none that speaks to the grader), what the
//! question gave (`asked`) and compares (`compared`), who does what to whom (`roles`, `crossing`), how much and how many
//! (`quantity`), and whether the contrary is said (`contrary`). `METHOD.md` tells where each comes from and what it is worth.

pub mod alignment;
pub mod appeal;
pub mod asked;
mod bearing;
pub mod bm25;
pub mod compare;
pub mod compared;
pub mod contrary;
mod crossing;
pub mod english;
pub mod features;
pub mod model;
mod phrases;
mod quantity;
mod roles;
mod soft_cardinality;
pub mod spelling;
mod statistics;
pub mod words;

pub use bm25::{Document, Statistics};
