//! Typos: which word of the patterns a misspelt word of the response may stand for.
//!
//! It must be near by its letters (`text::edits`), and the first letter must agree. A word that the bank knows, a number or a
//! piece of code is never taken for another word: `iron` stays iron.

use crate::rubric::Matcher;
use crate::text::edits::{Spelling, near};
use crate::text::roles::Roles;
use crate::text::{Analysis, Flags, TermId, Token, stem_of};
use std::cell::OnceCell;

/// A word of the response that the bank does not know: perhaps a misspelt one.
#[derive(Debug, Clone)]
pub struct Odd {
    /// The token.
    pub at: u32,
    /// Its first character.
    first: char,
    /// Its normal form and its stem, once a matcher has words that begin like it.
    spellings: OnceCell<(String, String)>,
}

impl Odd {
    /// A token that the bank does not know, which may be misspelt; `None` for numbers, code and small words.
    pub fn new(at: u32, token: &Token, analysis: &Analysis) -> Option<Odd> {
        let barred = Flags::FUNCTION | Flags::EXACT_ONLY | Flags::NUMBER | Flags::CODE;
        // A word that a rule of polarity begins at is written as it is meant: `lacks` is no misspelt `locks`.
        if token.flags.has(barred) || token.roles.has(Roles::CUE) {
            return None;
        }
        Some(Odd { at, first: analysis.norm(token).chars().next()?, spellings: OnceCell::new() })
    }

    /// The word of the matcher's patterns that this one is a misspelling of: the nearest, then the first by spelling.
    pub fn meant(&self, matcher: &Matcher, analysis: &Analysis) -> Option<TermId> {
        let mut candidates = matcher.words.beginning_with(self.first).peekable();
        candidates.peek()?;
        let (norm, stem) = self.spellings.get_or_init(|| {
            let norm = analysis.norm_at(self.at as usize);
            (norm.to_string(), stem_of(norm))
        });
        let (norm, stem) = (Spelling::new(norm), Spelling::new(stem));
        let mut best: Option<(usize, TermId)> = None;
        for word in candidates {
            // Stems forgive inflection; whole words serve where a misspelt ending leads the stemmer astray.
            let by_stem = near(stem, word.stem);
            let distance =
                if by_stem == Some(1) { by_stem } else { by_stem.into_iter().chain(near(norm, word.norm)).min() };
            if let Some(distance) = distance
                && best.is_none_or(|(least, _)| distance < least)
            {
                best = Some((distance, word.term));
            }
        }
        best.map(|(_, term)| term)
    }
}
