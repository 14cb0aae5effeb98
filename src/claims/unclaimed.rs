//! What a response says without claiming it: what it reports and rejects (`belief`), and what its writer does not know
//! (`admission`). Such words show neither a concept nor a misconception. What it tells as a hazard (`hazard`) shows no
//! misconception; that is found out where one would be.

use crate::text::roles::Roles;
use crate::text::{Analysis, Flags, Token};
use std::ops::Range;

/// What a response does not claim.
#[derive(Debug, Clone, Default)]
pub struct Unclaimed {
    /// Tokens that claim nothing, in order of their sentences.
    pub parts: Vec<Range<u32>>,
    /// The writer says that there is something that they do not know.
    pub admits: bool,
}

/// Finds what a response does not claim.
pub fn unclaimed(analysis: &Analysis, text: &str) -> Unclaimed {
    // What the words of a sentence do is needed twice: for itself and for the sentence before.
    let of = |sentence: &Range<u32>| roles_of(analysis, sentence);
    let mut ahead = None;
    let mut out = Unclaimed::default();
    for (number, range) in (0usize..).zip(&analysis.sentences) {
        let next = analysis.sentences.get(number + 1);
        let (roles, turns) = ahead.unwrap_or_else(|| of(range));
        let of_next = next.map_or_else(Default::default, of);
        ahead = Some(of_next);
        let (_, next_turns) = of_next;
        let sentence = Sentence { analysis, text, range, roles, turns };
        // Most sentences have no word that matters, and are not looked at again.
        if roles.has(Roles::BELIEF | Roles::MISTAKENLY) || turns || next_turns || sentence.is_question(range) {
            out.parts.extend(sentence.reported(next));
        }
        if roles.has(Roles::KNOWING) {
            let unknown = sentence.unknown();
            out.admits |= unknown.is_some();
            out.parts.extend(unknown);
        }
    }
    out
}

/// The roles of all words of a sentence, and whether one of them may turn against what was said before.
fn roles_of(analysis: &Analysis, sentence: &Range<u32>) -> (Roles, bool) {
    let tokens = &analysis.tokens[sentence.start as usize..sentence.end as usize];
    let roles = Roles(tokens.iter().fold(0, |all, token| all | token.roles.0));
    (roles, roles.has(Roles::REJECTION) || tokens.iter().any(|token| token.flags.has(Flags::NEGATOR)))
}

/// A sentence of a response that is asked about.
pub(super) struct Sentence<'a> {
    pub analysis: &'a Analysis,
    pub text: &'a str,
    pub range: &'a Range<u32>,
    /// All roles of the sentence's words.
    pub roles: Roles,
    /// One of them may turn against what was said before.
    pub turns: bool,
}

impl<'a> Sentence<'a> {
    /// The sentence of that number.
    pub fn new(analysis: &'a Analysis, text: &'a str, number: usize) -> Option<Self> {
        let range = analysis.sentences.get(number)?;
        let (roles, turns) = roles_of(analysis, range);
        Some(Sentence { analysis, text, range, roles, turns })
    }

    pub fn token(&self, at: u32) -> &'a Token {
        &self.analysis.tokens[at as usize]
    }

    /// The normal form of a token; empty behind the last one.
    pub fn norm(&self, at: u32) -> &'a str {
        self.analysis.norm_at(at as usize)
    }

    /// Whether a question mark stands behind a sentence.
    pub fn is_question(&self, sentence: &Range<u32>) -> bool {
        self.analysis.tokens.get(sentence.end.wrapping_sub(1) as usize).is_some_and(|last| {
            let first = self.analysis.tokens.get(sentence.end as usize);
            let behind = first.map_or(self.text.len(), |first| first.start as usize);
            self.text.get(last.end as usize..behind).is_some_and(|gap| gap.contains('?'))
        })
    }

    /// Whether a token negates.
    pub fn negates(&self, at: u32) -> bool {
        self.analysis.tokens.get(at as usize).is_some_and(|token| token.flags.has(Flags::NEGATOR))
    }

    /// What stands between a token and the one before it.
    pub fn gap(&self, at: u32) -> &'a str {
        self.analysis.gap(self.text, at as usize)
    }
}

/// Whether a part of the sentence ends at what stands between two words.
pub(super) fn breaks(gap: &str) -> bool {
    gap.contains([',', ':', ';', '-', '\u{2013}', '\u{2014}', '(', ')', '.'])
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::text::Analyzer;

    /// The parts of a text that claim nothing.
    pub fn parts(text: &str) -> Vec<String> {
        let analysis = Analyzer::new().analyze(text);
        let tokens = &analysis.tokens;
        unclaimed(&analysis, text)
            .parts
            .iter()
            .map(|part| {
                text[tokens[part.start as usize].start as usize..tokens[part.end as usize - 1].end as usize].to_string()
            })
            .collect()
    }
}
