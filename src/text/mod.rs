//! Text analysis: a response becomes tokens with stems, sentences and clauses.
//!
//! The law of this module: every token keeps its byte span in the text as it came in, and every span lies on
//! character boundaries. Nothing is dropped: small words and negators are flagged, never removed.

pub mod token;

pub use token::{Analysis, Clause, Compound, Flags, TermId, Token, term_of};
