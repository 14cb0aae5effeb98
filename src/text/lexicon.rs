//! What the analyser knows about one normal form: its terms, its flags, whether it stands for two words.
//!
//! Looking a word up is a pure function of the word ([`look_up`]); [`Memo`] only remembers results.

use super::roles::{self, Roles};
use super::stem::{changes_as_acronym, stem};
use super::token::{Flags, TermId, term_of};
use super::{contraction, number, open_compounds, small_words};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How a single written word falls into two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Split {
    /// It does not.
    Whole,
    /// Index into [`contraction::BARE`].
    Contraction(u8),
    /// `nonblocking`: `non` and the rest.
    Non,
}

/// What is known about a normal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    /// Term of the stem, or of `#value` for a number word.
    pub term: TermId,
    /// Term when the word is written in capitals (`AWS`, `LED`).
    pub acronym: TermId,
    /// Flags that follow from the word alone.
    pub flags: u16,
    /// Whether it stands for two words.
    pub split: Split,
    /// What it does in sentences; this and the next are found out when the word is remembered.
    pub roles: Roles,
    /// Hash of the normal form itself.
    pub exact: TermId,
}

/// Words that negate with `non` written on (`nonlocal`, `nonsense`, `none` do not).
const NON: &str = "\
    nonatomic nonblocking noncritical nondeterministic nonempty nonexistent nonfunctional nonlinear nonmutable nonnull \
    nonpersistent nonprimitive nonrelational nonsequential nontrivial nonunique nonvolatile nonzero nonconductive \
    nonliving nonrenewable nonpolar nonmetal nonmetals";

static CLOSED: LazyLock<FxHashMap<&'static str, Entry>> = LazyLock::new(|| {
    let mut closed = FxHashMap::default();
    for (word, flags) in small_words::all() {
        closed.insert(word, entry(term_of(&stem(word)), term_of(&stem(word)), flags | short(word)));
    }
    for (word, value) in number::WORDS {
        let term = number_term(value);
        closed.insert(*word, entry(term, term, Flags::NUMBER | Flags::EXACT_ONLY));
    }
    for (at, (word, ..)) in contraction::BARE.iter().enumerate() {
        let mut known = open_class(word);
        known.split = Split::Contraction(u8::try_from(at).unwrap_or(u8::MAX));
        closed.insert(*word, known);
    }
    for word in NON.split_ascii_whitespace() {
        let mut known = open_class(word);
        known.split = Split::Non;
        closed.insert(word, known);
    }
    for word in open_compounds::first_words() {
        let known = closed.entry(word).or_insert_with(|| open_class(word));
        known.flags |= Flags::GLUE;
    }
    closed
});

/// The term of a number's canonical value.
pub(super) fn number_term(value: &str) -> TermId {
    let mut text = String::with_capacity(value.len() + 1);
    text.push('#');
    text.push_str(value);
    term_of(&text)
}

fn entry(term: TermId, acronym: TermId, flags: u16) -> Entry {
    Entry { term, acronym, flags, split: Split::Whole, roles: Roles::default(), exact: 0 }
}

/// Too short or too mixed for fuzzy matching.
fn short(norm: &str) -> u16 {
    let letters = norm.chars().take(4).count();
    if letters < 4 || norm.bytes().any(|b| b.is_ascii_digit()) { Flags::EXACT_ONLY } else { 0 }
}

fn open_class(norm: &str) -> Entry {
    let term = term_of(&stem(norm));
    let acronym = if norm.len() <= 5 && changes_as_acronym(norm) { term_of(norm) } else { term };
    entry(term, acronym, short(norm))
}

/// Whether a word is lower-case ASCII letters and stands for itself.
pub(super) fn is_plain(word: &str) -> bool {
    let letters = !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    letters && CLOSED.get(word).is_none_or(|known| known.split == Split::Whole)
}

/// What is known about a plain word; `None` for anything else.
pub(super) fn plain(word: &str) -> Option<Entry> {
    is_plain(word).then(|| CLOSED.get(word).copied().unwrap_or_else(|| open_class(word)))
}

/// Looks up a normal form that is in no closed class.
fn look_up(norm: &str) -> Entry {
    if norm.bytes().all(|b| b.is_ascii_digit()) {
        // Digits of other scripts that NFKC made plain (`１２`), or a lone part.
        let mut value = String::new();
        let flags = number::push_canonical(&mut value, false, norm, 0, 0);
        let term = number_term(&value);
        return entry(term, term, flags | Flags::EXACT_ONLY);
    }
    open_class(norm)
}

/// Remembers what was looked up. Bounded; forgetting never changes a result.
#[derive(Debug, Default, Clone)]
pub(super) struct Memo {
    /// Words of at most [`SHORT`] bytes, packed into a number: nearly all words, compared in one step.
    short: FxHashMap<u128, Entry>,
    long: FxHashMap<Box<str>, Entry>,
}

/// Entries kept before the memo starts afresh, and the longest word (bytes) worth keeping: at most a few megabytes.
const MEMO_ENTRIES: usize = 32_768;
const MEMO_WORD: usize = 40;
/// Bytes that fit into a packed word beside its length.
const SHORT: usize = 15;

impl Memo {
    /// What is known about `norm`.
    pub fn get(&mut self, norm: &str) -> Entry {
        let packed = packed(norm);
        let known = match packed {
            Some(key) => self.short.get(&key),
            None => self.long.get(norm),
        };
        known.copied().unwrap_or_else(|| self.remember(norm, packed))
    }

    #[cold]
    fn remember(&mut self, norm: &str, packed: Option<u128>) -> Entry {
        let mut found = CLOSED.get(norm).copied().unwrap_or_else(|| look_up(norm));
        found.roles = roles::of(found.term);
        found.exact = term_of(norm);
        if self.short.len() + self.long.len() >= MEMO_ENTRIES {
            *self = Memo::default();
        }
        match packed {
            Some(key) => drop(self.short.insert(key, found)),
            None if norm.len() <= MEMO_WORD => drop(self.long.insert(norm.into(), found)),
            None => {}
        }
        found
    }
}

/// The bytes of a short word and their number as one number: different for different words.
fn packed(norm: &str) -> Option<u128> {
    let bytes = norm.as_bytes();
    let length = bytes.len();
    // Two reads that overlap: what they share, they agree on.
    let low = match bytes {
        [a, .., b] if length < 4 => {
            u128::from(*a) | u128::from(bytes[length / 2]) << 8 | u128::from(*b) << (8 * (length - 1))
        }
        [one] => u128::from(*one),
        [] => 0,
        _ if length < 8 => {
            let (first, last) = (bytes.first_chunk()?, bytes.last_chunk()?);
            u128::from(u32::from_le_bytes(*first)) | u128::from(u32::from_le_bytes(*last)) << (8 * (length - 4))
        }
        _ if length <= SHORT => {
            let (first, last) = (bytes.first_chunk()?, bytes.last_chunk()?);
            u128::from(u64::from_le_bytes(*first)) | u128::from(u64::from_le_bytes(*last)) << (8 * (length - 8))
        }
        _ => return None,
    };
    Some(low | (length as u128) << 120)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_words_keep_all_their_bytes() {
        let long = "abcdefghijklmnop";
        for length in 0..=SHORT {
            let bytes: Vec<u8> = (0..16).map(|at| packed(&long[..length]).unwrap().to_le_bytes()[at]).collect();
            assert_eq!((&bytes[..length], usize::from(bytes[15])), (&long.as_bytes()[..length], length));
            assert!(bytes[length..15].iter().all(|byte| *byte == 0));
        }
        assert_eq!(packed(long), None);
        assert_ne!(packed("\0"), packed(""));
    }

    #[test]
    fn entries() {
        let mut memo = Memo::default();
        assert_eq!(memo.get("caching").term, term_of("cach"));
        assert_eq!(memo.get("caching"), memo.get("caching"));
        assert_eq!(memo.get("two").term, term_of("#2"));
        assert_eq!(memo.get("aws").term, term_of("aws"));
        assert_eq!(memo.get("led").term, term_of("lead"));
        assert_eq!(memo.get("led").acronym, term_of("led"));
        assert_eq!(memo.get("cannot").split, Split::Contraction(0));
        assert_eq!(memo.get("nonblocking").split, Split::Non);
        assert_eq!(memo.get("two").flags & Flags::NUMBER, Flags::NUMBER);
    }
}
