//! Text analysis: a response becomes tokens with stems, sentences and clauses.
//!
//! The law of this module: every token keeps its byte span in the text as it came in, and every span lies on
//! character boundaries. Nothing is dropped: small words and negators are flagged, never removed.
//!
//! In reading order: `tokenize` scans (with `lines` for what lines say); `segment` walks through written words with inner
//! structure, `parts` and `big_o` take them apart, `compounds` puts them together again, as does `open_compounds` for words
//! written apart; `sink` collects. `lexicon` knows words, through `small_words`, `contraction`, `number` (with `spelt`) and
//! `stem` with its tables (`irregular`, `kin`, `spelling`, `protected`), and `names` those that are written unlike others.
//! `run_on` finds borders that nothing marks, `sentence` draws them all.
//!
//! Beside them, `roles` says what words do in sentences, `forms` what their letters show, `edits` how far two spellings are
//! apart, `dash` what is a dash, `beginning` how much of a text is looked at. `markup` covers the tags of rich text, `mangled` mends
//! marks read in the wrong encoding, `talk` covers what is said to the reader. `key` and `decimal` read cells of tables, `slug`
//! makes names of texts.

mod analyzer;
mod beginning;
mod big_o;
mod compounds;
mod contraction;
mod dash;
mod decimal;
pub mod edits;
mod forms;
mod irregular;
mod key;
mod kin;
mod lexicon;
mod lines;
mod mangled;
mod markup;
mod names;
mod normalize;
mod number;
mod open_compounds;
mod parts;
mod protected;
pub mod roles;
mod run_on;
mod segment;
mod sentence;
mod sink;
pub mod slug;
mod small_words;
mod spelling;
mod spelt;
mod stem;
mod talk;
#[cfg(test)]
mod tests;
pub mod token;
mod tokenize;

pub use analyzer::{Analyzer, stem_of, stem_term};
pub use beginning::{ANALYSED_BYTES, beginning};
pub use dash::{has_dash, is_dash};
pub use decimal::decimal;
pub use forms::{ends_in_s, is_article, is_plural};
pub use key::key;
pub use mangled::unmangled;
pub use markup::without_markup;
pub use number::value as number_value;
pub use talk::without_talk;
pub use token::{Analysis, Clause, Compound, Flags, TermId, Token, fnv, term_of};
