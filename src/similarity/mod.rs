//! How close a response is to the references: BM25 over stems (`bm25`) for items with a keyword set, a comparison word by word
//! for items that have references alone.
//!
//! In reading order: `words` makes a text ready (with `phrases`, and `spelling` for misspelt words), `model` a reference;
//! `alignment` pairs their words, `bearing` tells which sentences count (`appeal`: none that speaks to the grader). `compare`
//! works out the measures of `features`, with `soft_cardinality` for likeness of spelling. `asked` knows what the question gave,
//! `two_things` what it compares; `exchanged` and `crossing` find who does what to whom the wrong way round, `quantity` how much and
//! how many, `contrary` whether the contrary is said on the whole. `english` has lists of general English. `METHOD.md` tells where
//! each of these comes from and what it is worth.

pub mod alignment;
pub mod appeal;
pub mod asked;
mod bearing;
pub mod bm25;
pub mod compare;
pub mod contrary;
mod crossing;
pub mod english;
mod exchanged;
pub mod features;
pub mod model;
mod phrases;
mod quantity;
mod soft_cardinality;
pub mod spelling;
mod statistics;
pub mod two_things;
pub mod words;

pub use bm25::{Document, Statistics};
