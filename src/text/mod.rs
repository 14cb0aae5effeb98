//! Text analysis: a response becomes tokens with stems, sentences and clauses.
//!
//! The law of this module: every token keeps its byte span in the text as it came in, and every span lies on
//! character boundaries. Nothing is dropped: small words and negators are flagged, never removed.
//!
//! In reading order: `tokenize` scans, `segment` takes written words apart, `sink` collects, `lexicon` knows words
//! (through `small_words`, `contraction`, `number` and `stem` with its tables), `sentence` draws the borders.

mod analyzer;
mod contraction;
mod irregular;
mod lexicon;
mod normalize;
mod number;
mod open_compounds;
mod protected;
mod segment;
mod sentence;
mod sink;
mod small_words;
mod spelling;
mod stem;
#[cfg(test)]
mod tests;
pub mod token;
mod tokenize;

pub use analyzer::{Analyzer, stem_of, stem_term};
pub use token::{Analysis, Clause, Compound, Flags, TermId, Token, term_of};
