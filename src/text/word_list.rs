//! Lists of words as code writes them, one string with blanks, made ready to be asked about terms.

use super::{TermId, stem_term};
use rustc_hash::FxHashSet;

/// The stems of a list.
pub fn terms(words: &str) -> FxHashSet<TermId> {
    words.split_ascii_whitespace().map(stem_term).collect()
}
