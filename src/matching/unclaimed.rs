//! What a response says without claiming it: what it reports and rejects (`belief`), and what its writer does not know
//! (`admission`). Such words show neither a concept nor a misconception.

use super::{admission, belief};
use crate::text::{Analysis, Flags, TermId, Token, word_list};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What a word may mean for a sentence, as bits.
pub(super) mod mark {
    /// Of believing or saying, or what is believed.
    pub const BELIEF: u8 = 1;
    /// Of hearing and reading.
    pub const HEARSAY: u8 = 1 << 1;
    /// Somebody who believes.
    pub const HOLDER: u8 = 1 << 2;
    /// Turns against what was said.
    pub const REJECTION: u8 = 1 << 3;
    /// `mistakenly`
    pub const MISTAKENLY: u8 = 1 << 4;
    /// A negator stands in the sentence.
    pub const NEGATED: u8 = 1 << 5;
    /// Of knowing, or of having to look up.
    pub const KNOWING: u8 = 1 << 6;
}

static MARKS: LazyLock<FxHashMap<TermId, u8>> = LazyLock::new(|| {
    word_list::bits(&[
        (mark::BELIEF, belief::BELIEFS),
        (mark::HEARSAY, "hear heard read told tell"),
        (mark::HOLDER, belief::HOLDERS),
        (mark::REJECTION, belief::REJECTIONS),
        (mark::MISTAKENLY, "mistakenly"),
        (mark::KNOWING, admission::KNOWING),
    ])
});

pub(super) fn marks(token: &Token) -> u8 {
    let negated = if token.flags.has(Flags::NEGATOR) { mark::NEGATED } else { 0 };
    MARKS.get(&token.term).copied().unwrap_or(0) | negated
}

/// Adds the tokens of a response that claim nothing, in order of their sentences. Returns whether the writer says that there is
/// something that they do not know.
pub fn unclaimed(analysis: &Analysis, text: &str, out: &mut Vec<Range<u32>>) -> bool {
    // All marks of a sentence: most have none that matters, and are not looked at again.
    let of = |sentence: &Range<u32>| {
        let tokens = &analysis.tokens[sentence.start as usize..sentence.end as usize];
        tokens.iter().fold(0, |all, token| all | marks(token))
    };
    let mut ahead = None;
    let mut admits = false;
    for (number, range) in (0..).zip(&analysis.sentences) {
        let next = analysis.sentences.get(number + 1);
        let own = ahead.unwrap_or_else(|| of(range));
        let then = next.map_or(0, of);
        ahead = Some(then);
        let sentence = Sentence { analysis, text, range, marks: own };
        let turns = mark::REJECTION | mark::NEGATED;
        if own & (mark::BELIEF | mark::MISTAKENLY | turns) != 0 || then & turns != 0 {
            out.extend(sentence.reported(next));
        }
        if own & mark::KNOWING != 0 {
            let unknown = sentence.unknown();
            admits |= unknown.is_some();
            out.extend(unknown);
        }
    }
    admits
}

/// A sentence of a response that is asked about.
pub(super) struct Sentence<'a> {
    pub analysis: &'a Analysis,
    pub text: &'a str,
    pub range: &'a Range<u32>,
    /// All marks of the sentence's words.
    pub marks: u8,
}

impl<'a> Sentence<'a> {
    pub fn token(&self, at: u32) -> &'a Token {
        &self.analysis.tokens[at as usize]
    }

    /// The normal form of a token; empty behind the last one.
    pub fn norm(&self, at: u32) -> &'a str {
        self.analysis.tokens.get(at as usize).map_or("", |token| self.analysis.norm(token))
    }

    /// Whether a token negates.
    pub fn negates(&self, at: u32) -> bool {
        self.analysis.tokens.get(at as usize).is_some_and(|token| token.flags.has(Flags::NEGATOR))
    }

    /// What stands between a token and the one before it.
    pub fn gap(&self, at: u32) -> &'a str {
        let token = |at: u32| self.analysis.tokens.get(at as usize);
        let from = at.checked_sub(1).map_or(Some(0), |left| token(left).map(|left| left.end));
        match (from, token(at)) {
            (Some(from), Some(right)) => self.text.get(from as usize..right.start as usize).unwrap_or_default(),
            _ => "",
        }
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
        let mut out = Vec::new();
        unclaimed(&analysis, text, &mut out);
        let tokens = &analysis.tokens;
        out.iter()
            .map(|part| {
                text[tokens[part.start as usize].start as usize..tokens[part.end as usize - 1].end as usize].to_string()
            })
            .collect()
    }
}
