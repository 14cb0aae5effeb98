//! Typos: which word of the patterns a misspelt word of the response may stand for.
//!
//! The allowance grows with length: none up to three letters, one edit from [`FUZZY_FROM`] letters, two from
//! [`TWO_EDITS_FROM`] (optimal string alignment, so a transposition is one edit). The first letter must agree. A word
//! that the bank knows, a number or a piece of code is never taken for another word: `iron` stays iron.

use crate::rubric::{Lexicon, Matcher};
use crate::text::{Analysis, Flags, TermId, Token, stem_of};

/// Shortest stem (in characters) that may be misspelt.
pub const FUZZY_FROM: usize = 4;
/// Shortest stem (in characters) in which two edits are forgiven.
pub const TWO_EDITS_FROM: usize = 8;

/// The word of the matcher's patterns that this token is a misspelling of: the nearest, then the first by spelling.
pub fn meant(token: &Token, analysis: &Analysis, matcher: &Matcher, lexicon: &Lexicon) -> Option<TermId> {
    let barred = Flags::SMALL | Flags::ARTICLE | Flags::NEGATOR | Flags::EXACT_ONLY | Flags::NUMBER | Flags::CODE;
    if token.flags.has(barred)
        || matcher.words.is_empty()
        || lexicon.knows(token.term)
        || matcher.table.contains_key(&token.term)
    {
        return None;
    }
    let norm = analysis.norm(token);
    let candidates = matcher.words.get(&norm.chars().next()?)?;
    let stem = stem_of(norm);
    let mut best: Option<(usize, TermId)> = None;
    for (other_stem, other_norm, term) in candidates {
        // Stems forgive inflection; whole words serve where a misspelt ending leads the stemmer astray.
        let by_stem = near(&stem, other_stem);
        let distance =
            if by_stem == Some(1) { by_stem } else { by_stem.into_iter().chain(near(norm, other_norm)).min() };
        if let Some(distance) = distance
            && best.is_none_or(|(least, _)| distance < least)
        {
            best = Some((distance, *term));
        }
    }
    best.map(|(_, term)| term)
}

/// The edits between two words when they are few enough for the length of the shorter.
fn near(word: &str, other: &str) -> Option<usize> {
    let (length, others) = (word.chars().count(), other.chars().count());
    let allowance = allowed(length.min(others));
    if allowance == 0 || length.abs_diff(others) > allowance {
        return None;
    }
    Some(strsim::osa_distance(word, other)).filter(|distance| *distance <= allowance)
}

/// Edits forgiven in a word of `length` characters.
pub fn allowed(length: usize) -> usize {
    match length {
        0..FUZZY_FROM => 0,
        FUZZY_FROM..TWO_EDITS_FROM => 1,
        _ => 2,
    }
}
