//! Misspelt words of a response are read as the word that they stand for: of the question, of a reference, or one that
//! general English has in its lists (there by exchanged letters alone, as no list knows all words that exist).

use super::alignment::{Language, MOST_PAIRS};
use super::english;
use super::words::{Kind, Signature, Word, Words};
use crate::text::edits::{allowed, edits};
use crate::text::roles::{self, Roles};
use crate::text::{TermId, stem_term};

/// The words that a response may misspell.
#[derive(Debug, Clone, Default)]
pub struct Spellings {
    /// Of the question and the references, sorted.
    own: Vec<Known>,
}

/// A word with what it counts for.
#[derive(Debug, Clone, PartialEq)]
struct Known {
    norm: String,
    term: TermId,
    weight: f64,
}

impl Spellings {
    /// Takes the words of the question and the references.
    pub fn new<'a>(texts: impl Iterator<Item = &'a Words>) -> Self {
        let words = texts.flat_map(|text| text.content.iter().map(move |at| (text, &text.words[*at as usize])));
        let known = |(text, word): (&Words, &Word)| Known {
            norm: text.norm(word).to_string(),
            term: word.term,
            weight: word.weight,
        };
        let mut own: Vec<Known> =
            words.filter(|(_, word)| word.kind == Kind::Content).map(known).filter(|word| may_be(&word.norm)).collect();
        own.sort_by(|a, b| a.norm.cmp(&b.norm));
        own.dedup();
        Spellings { own }
    }

    /// Reads the misspelt words of a response as what they stand for.
    pub fn correct(&self, response: &mut Words, language: &impl Language) {
        // As of pairs that are aligned: in texts so long a misspelt word decides nothing.
        if self.own.len().saturating_mul(response.content.len()) > MOST_PAIRS {
            return;
        }
        for at in 0..response.words.len() {
            let word = &response.words[at];
            let norm = response.norm(word);
            let is_known = |term: TermId| {
                language.knows(term) || english::is_listed(term) || self.own.iter().any(|known| known.term == term)
            };
            if word.kind != Kind::Content || !may_be(norm) || is_known(word.term) {
                continue;
            }
            let meant = self.nearest(norm).map(|known| (known.term, known.weight, Signature::new(&known.norm)));
            let meant = meant.or_else(|| {
                let listed = english::listed_like(norm).find(|listed| is_transposed(norm, listed))?;
                let term = stem_term(listed);
                let weight = if roles::of(term).has(Roles::LIGHT) { english::LIGHT } else { word.weight };
                Some((term, weight, Signature::new(listed)))
            });
            if let Some(meant) = meant {
                let word = &mut response.words[at];
                (word.term, word.weight, word.signature) = meant;
            }
        }
    }

    /// The word of the question or the references that is fewest edits away, the first by spelling.
    fn nearest(&self, norm: &str) -> Option<&Known> {
        let first = norm.bytes().next();
        let from = self.own.partition_point(|known| known.norm.bytes().next() < first);
        let own = self.own[from..].iter().take_while(|known| known.norm.bytes().next() == first);
        let near = own.filter_map(|known| edits(norm, &known.norm).map(|edits| (edits, known)));
        near.min_by_key(|(edits, _)| *edits).map(|(_, known)| known)
    }
}

/// Whether a word is long enough to be misspelt, and plain.
fn may_be(norm: &str) -> bool {
    allowed(norm.len()) > 0 && norm.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether two words differ by two letters beside each other that change places.
fn is_transposed(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let Some(at) = a.iter().zip(b).position(|(x, y)| x != y) else { return false };
    a.len() == b.len() && a.get(at + 1) == b.get(at) && a.get(at) == b.get(at + 1) && a[at + 2..] == b[at + 2..]
}

#[cfg(test)]
mod tests {
    use super::super::words::tests::words;
    use super::*;

    /// Knows the word `iron`.
    struct Iron;

    impl Language for Iron {
        fn same(&self, _: TermId, _: TermId) -> bool {
            false
        }

        fn opposite(&self, _: TermId, _: TermId) -> bool {
            false
        }

        fn knows(&self, term: TermId) -> bool {
            term == stem_term("iron")
        }
    }

    #[test]
    fn misspelt_words_are_read_as_what_they_stand_for() {
        let spellings = Spellings::new([words("Which battery lights the bulbs?"), words("The ions move.")].iter());
        for (answer, read) in [
            ("batery", "battery"),
            ("the bubls", "bulb"),
            ("bgiger", "bigger"),
            ("a biger", "biger"),
            ("iron", "iron"),
            ("moss", "moss"),
        ] {
            let mut response = words(answer);
            spellings.correct(&mut response, &Iron);
            assert_eq!(response.words.last().map(|word| word.term), Some(stem_term(read)), "{answer}");
        }
    }
}
