//! The words of an item's patterns as they are spelled, for misspelt words to be compared with.

use crate::text::edits::{FUZZY_FROM, Spelling};
use crate::text::{TermId, stem_of};

/// A word of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// The first character of its stem.
    pub first: char,
    /// Its stem.
    pub stem: Spelling<'a>,
    /// Its normal form.
    pub norm: Spelling<'a>,
    /// The term that it leads to.
    pub term: TermId,
}

/// The words that a typo may stand for, close together in memory.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// All stems and normal forms, one after the other.
    text: String,
    /// By first character, then stem, then normal form.
    words: Vec<Packed>,
}

#[derive(Debug, Clone, Copy)]
struct Packed {
    first: char,
    stem: Piece,
    norm: Piece,
    term: TermId,
}

/// A [`Spelling`] whose characters stand in [`Words::text`].
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: u32,
    end: u32,
    length: u32,
    letters: u64,
}

impl Words {
    /// Takes normal forms with the terms that they lead to; words too short to be misspelt are left out.
    pub fn new(norms: impl Iterator<Item = (String, TermId)>) -> Self {
        let mut known: Vec<(char, String, String, TermId)> = norms
            .filter_map(|(norm, term)| {
                let stem = stem_of(&norm);
                let first = stem.chars().next().filter(|_| stem.chars().count() >= FUZZY_FROM)?;
                Some((first, stem, norm, term))
            })
            .collect();
        known.sort_unstable();
        let mut words = Words { text: String::new(), words: Vec::with_capacity(known.len()) };
        for (first, stem, norm, term) in &known {
            let [stem, norm] = [stem, norm].map(|text| words.push(text));
            words.words.push(Packed { first: *first, stem, norm, term: *term });
        }
        words.text.shrink_to_fit();
        words
    }

    fn push(&mut self, text: &str) -> Piece {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        let Spelling { length, letters, .. } = Spelling::new(text);
        Piece { start, end: self.text.len() as u32, length, letters }
    }

    /// All words, by first character, then stem, then normal form.
    pub fn all(&self) -> impl Iterator<Item = Word<'_>> {
        self.words.iter().map(|word| self.unpack(word))
    }

    /// The words whose stem begins with a character, in the same order.
    pub fn beginning_with(&self, first: char) -> impl Iterator<Item = Word<'_>> {
        let from = self.words.partition_point(|word| word.first < first);
        self.words[from..].iter().take_while(move |word| word.first == first).map(|word| self.unpack(word))
    }

    fn unpack(&self, word: &Packed) -> Word<'_> {
        let [stem, norm] = [word.stem, word.norm].map(|piece| Spelling {
            text: &self.text[piece.start as usize..piece.end as usize],
            length: piece.length,
            letters: piece.letters,
        });
        Word { first: word.first, stem, norm, term: word.term }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_the_first_letter_of_their_stems() {
        let words = ["threads", "thread", "cached", "cat", "naïve"].map(|word| (word.to_string(), 7));
        let words = Words::new(words.into_iter());
        let norms = |first| words.beginning_with(first).map(|word| word.norm.text).collect::<Vec<_>>();
        assert_eq!((norms('t'), norms('c'), norms('x')), (vec!["thread", "threads"], vec!["cached"], vec![]));
        assert_eq!(words.all().count(), 4, "too short: cat");
        for word in words.all() {
            assert_eq!((word.stem, word.norm), (Spelling::new(word.stem.text), Spelling::new(word.norm.text)));
        }
    }
}
