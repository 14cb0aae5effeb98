//! How close a response is to the references: BM25 over stems for items with a keyword set, and for items that have
//! references alone a comparison word by word (`words`, `alignment`) from which several families of measures follow
//! (`compare`: coverage, clauses, order, roles, polarity, numbers; `soft_cardinality`; `asked`: the question).

pub mod alignment;
pub mod asked;
pub mod bm25;
pub mod compare;
pub mod english;
pub mod features;
mod order;
mod soft_cardinality;
mod statistics;
pub mod words;

pub use bm25::{Document, Statistics};
