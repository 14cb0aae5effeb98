//! The bank: questions, references, keyword sets and glossary, read from TOML.
//!
//! [`load()`] reads a folder and reports every mistake at once; [`Bank::shipped`] is the bank inside the program. Reading
//! goes file by file (`questions`, `keywords`, `language`), each over the small typed `reader`; `join` then checks what
//! only the whole bank can show. `build.rs` runs the same code and packs the result (`blob`).

mod alternatives;
pub mod blob;
pub mod codes;
mod files;
mod join;
mod keywords;
mod language;
mod load;
mod questions;
mod reader;
pub mod schema;
mod seen;
mod shipped;
mod store;
pub mod suggest;
mod syntax;
mod table;
#[cfg(test)]
mod tests;

pub use crate::finding::Source;
pub use files::{BankError, Folder, RawFile, Unreadable, read_files};
pub use keywords::FLAGS;
pub use language::DEFAULT_BANDS;
pub use load::{load, load_files};
pub use reader::place_in;
pub use schema::*;
pub use store::{Bank, Summary};
pub(crate) use table::capital;
