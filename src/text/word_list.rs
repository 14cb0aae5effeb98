//! Lists of words as code writes them, one string with blanks, made ready to be asked about terms.

use super::{TermId, stem_term};
use rustc_hash::{FxHashMap, FxHashSet};

/// The stems of a list.
pub fn terms(words: &str) -> FxHashSet<TermId> {
    words.split_ascii_whitespace().map(stem_term).collect()
}

/// What the lists say of each of their words: the bits of every list that it stands in.
pub fn bits(lists: &[(u8, &str)]) -> FxHashMap<TermId, u8> {
    let mut bits = FxHashMap::default();
    for (bit, words) in lists {
        for word in words.split_ascii_whitespace() {
            *bits.entry(stem_term(word)).or_insert(0) |= bit;
        }
    }
    bits
}
