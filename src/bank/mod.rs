//! The bank: questions, references, keyword sets and glossary, read from TOML.

pub mod schema;

pub use schema::*;
