//! How close a response is to the references: BM25 over stems, with statistics from the bank.

pub mod bm25;
mod statistics;

pub use bm25::{Document, Statistics};
