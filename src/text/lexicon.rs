//! What the analyser knows about one normal form: its terms, its flags, whether it stands for two words.
//!
//! Looking a word up is a pure function of the word ([`look_up`]); [`Memo`] only remembers results.

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
    Entry { term, acronym, flags, split: Split::Whole }
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

/// What is known about a word of lower-case ASCII letters that stands for itself; `None` for anything else.
pub(super) fn plain(word: &str) -> Option<Entry> {
    if word.is_empty() || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let known = CLOSED.get(word).copied().unwrap_or_else(|| open_class(word));
    (known.split == Split::Whole).then_some(known)
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
    entries: FxHashMap<Box<str>, Entry>,
}

/// Entries kept before the memo starts afresh, and the longest word (bytes) worth keeping: at most a few megabytes.
const MEMO_ENTRIES: usize = 32_768;
const MEMO_WORD: usize = 40;

impl Memo {
    /// What is known about `norm`.
    pub fn get(&mut self, norm: &str) -> Entry {
        if let Some(known) = self.entries.get(norm) {
            return *known;
        }
        let found = CLOSED.get(norm).copied().unwrap_or_else(|| look_up(norm));
        if norm.len() <= MEMO_WORD {
            if self.entries.len() >= MEMO_ENTRIES {
                self.entries.clear();
            }
            self.entries.insert(norm.into(), found);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(memo.get("").flags & Flags::NUMBER, Flags::NUMBER & memo.get("").flags);
    }
}
