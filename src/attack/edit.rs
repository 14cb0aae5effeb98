//! A text taken apart for editing: its words with their places, and edits that leave the rest byte for byte.

use crate::bank::capital;
use crate::text::{Analysis, Analyzer, Flags, TermId};
use std::ops::Range;

/// A text with its analysis.
pub struct Parsed<'a> {
    /// The text.
    pub text: &'a str,
    /// Its words, sentences and clauses.
    pub analysis: Analysis,
}

/// Replaces some bytes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub with: String,
}

impl Edit {
    /// An edit.
    pub fn new(range: Range<usize>, with: impl Into<String>) -> Self {
        Edit { range, with: with.into() }
    }
}

impl<'a> Parsed<'a> {
    /// Takes a text apart.
    pub fn new(text: &'a str) -> Self {
        Parsed { text, analysis: Analyzer::new().analyze(text) }
    }

    /// How many words there are.
    #[allow(clippy::len_without_is_empty)] // a parsed text is asked for its tokens, never whether it has any
    pub fn len(&self) -> usize {
        self.analysis.tokens.len()
    }

    /// Bytes of a word.
    pub fn range(&self, at: usize) -> Range<usize> {
        self.analysis.tokens.get(at).map_or(0..0, |token| token.start as usize..token.end as usize)
    }

    /// A word as it is written.
    pub fn word(&self, at: usize) -> &'a str {
        self.text.get(self.range(at)).unwrap_or_default()
    }

    /// A word in lower case; nothing beyond the end.
    pub fn norm(&self, at: usize) -> &str {
        self.analysis.norm_at(at)
    }

    /// A word's term.
    pub fn term(&self, at: usize) -> TermId {
        self.analysis.tokens.get(at).map_or(0, |token| token.term)
    }

    /// Whether a word has any of these flags.
    pub fn has(&self, at: usize, bits: u16) -> bool {
        self.analysis.tokens.get(at).is_some_and(|token| token.flags.has(bits))
    }

    /// Whether a word is neither small nor a negator.
    pub fn is_content(&self, at: usize) -> bool {
        at < self.len() && !self.has(at, Flags::FUNCTION)
    }

    /// What stands between a word and the one before it.
    pub fn gap(&self, at: usize) -> &'a str {
        let start = at.checked_sub(1).map_or(0, |before| self.range(before).end);
        let end = if at < self.len() { self.range(at).start } else { self.text.len() };
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether a word stands alone, with white space or plain punctuation around it, and not within code or a name.
    pub fn is_plain(&self, at: usize) -> bool {
        let loose =
            |gap: &str| gap.is_empty() || gap.contains(char::is_whitespace) || gap.trim_matches(PLAIN).is_empty();
        let edges = (at == 0 || !self.gap(at).is_empty()) && (at + 1 >= self.len() || !self.gap(at + 1).is_empty());
        !self.has(at, Flags::CODE) && edges && loose(self.gap(at)) && loose(self.gap(at + 1))
    }

    /// Bytes of each sentence with its closing punctuation, white space around it left out.
    pub fn sentences(&self) -> Vec<Range<usize>> {
        self.pieces(self.analysis.sentences.iter().map(|range| range.start))
    }

    /// Bytes of each clause with what closes it.
    pub fn clauses(&self) -> Vec<Range<usize>> {
        self.pieces(self.analysis.clauses.iter().map(|clause| clause.tokens.start))
    }

    /// Cuts the text at the beginnings of the given words; opening brackets and list numbers go with the word behind them.
    fn pieces(&self, firsts: impl Iterator<Item = u32>) -> Vec<Range<usize>> {
        let mut starts: Vec<usize> = firsts
            .map(|first| {
                let start = self.range(first as usize).start;
                let gap = self.gap(first as usize);
                let opening = gap.len() - gap.trim_end_matches(['(', '`', '"', '\'', '*', '_', '@', '-', '.']).len();
                let opening = opening.max(list_number(gap));
                // A full stop directly before the word belongs to a name (`.env`), one with a blank behind it does not.
                start - if first == 0 { start.min(gap.len()) } else { opening }
            })
            .collect();
        if let Some(first) = starts.first_mut() {
            *first = 0;
        }
        let ends = starts.iter().skip(1).copied().chain([self.text.len()]);
        starts
            .iter()
            .zip(ends)
            .map(|(start, end)| {
                let piece = &self.text[*start..end];
                let skip = piece.len() - piece.trim_start().len();
                *start + skip..*start + skip.max(piece.trim_end().len())
            })
            .filter(|range| !range.is_empty())
            .collect()
    }
}

/// Punctuation that may stand at a word without being a part of it.
const PLAIN: [char; 8] = [',', '.', ';', ':', '!', '?', '(', ')'];

/// The text after some edits; of two that overlap the first one counts.
pub fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::with_capacity(text.len() + 32);
    let mut at = 0;
    for edit in edits {
        if edit.range.start < at || text.get(edit.range.clone()).is_none() {
            continue;
        }
        out.push_str(&text[at..edit.range.start]);
        out.push_str(&edit.with);
        at = edit.range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// A word with the capitals of another: none, the first letter, or all.
pub fn like(word: &str, model: &str) -> String {
    let mut letters = model.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let all = first && model.chars().filter(|c| c.is_alphabetic()).count() > 1 && letters.all(char::is_uppercase);
    if all && word.chars().all(|c| !c.is_uppercase()) {
        word.to_uppercase()
    } else if first {
        capital(word)
    } else {
        word.to_string()
    }
}

/// Two texts as sentences one after the other.
pub fn join(first: &str, second: &str) -> String {
    let first = first.trim_end();
    let closed = first.is_empty() || first.ends_with(['.', '!', '?', ':', '`']);
    format!(
        "{first}{}{second}",
        if first.is_empty() {
            ""
        } else if closed {
            " "
        } else {
            ". "
        }
    )
}

/// Bytes of a list number (`2. `, `3) `) and what follows it at the end of a gap between words.
fn list_number(gap: &str) -> usize {
    let mark = gap.trim_end().strip_suffix(['.', ')', ':']).unwrap_or_default();
    let before = mark.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let begins = before.is_empty() || before.ends_with(char::is_whitespace);
    if begins && before.len() < mark.len() { gap.len() - before.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_keep_their_punctuation() {
        let text = "Lists change (in place). `tuple` does not! Why? e.g. hashing";
        let parsed = Parsed::new(text);
        let sentences: Vec<&str> = parsed.sentences().into_iter().map(|range| &text[range]).collect();
        assert_eq!(sentences, ["Lists change (in place).", "`tuple` does not!", "Why?", "e.g. hashing"]);
        let text = "1. Open it. 2. Close it.";
        let parsed = Parsed::new(text);
        let sentences: Vec<&str> = parsed.sentences().into_iter().map(|range| &text[range]).collect();
        assert_eq!(sentences, ["1. Open it.", "2. Close it."]);
    }

    #[test]
    fn edits_leave_the_rest_alone() {
        let edits = vec![Edit::new(4..6, "XX"), Edit::new(0..1, "A"), Edit::new(5..7, "lost")];
        assert_eq!(apply("abcdefg", edits), "AbcdXXg");
    }

    #[test]
    fn capitals_follow_a_model() {
        for (word, model, expected) in [("slow", "Fast", "Slow"), ("slow", "FAST", "SLOW"), ("slow", "fast", "slow")] {
            assert_eq!(like(word, model), expected);
        }
    }

    #[test]
    fn sentences_are_joined_by_a_full_stop_where_one_is_missing() {
        assert_eq!(join("One", "Two"), "One. Two");
        assert_eq!(join("One.", "Two"), "One. Two");
        assert_eq!(join("", "Two"), "Two");
    }
}
