//! The ids that each token of a response can stand for: its stem, glossary phrases that begin there, exact spelling,
//! prefixes and number classes.

use super::fuzzy::Odd;
use crate::rubric::lexicon::Word;
use crate::rubric::matcher::{NUMBER_CLASS, PERCENT_CLASS, Prefix, VERSION_CLASS, exact_bit, exact_id};
use crate::rubric::{Lexicon, Matcher};
use crate::text::{Analysis, Flags, TermId};

/// The built-in classes by the flag of their tokens.
const CLASSES: [(u16, TermId); 3] =
    [(Flags::NUMBER, NUMBER_CLASS), (Flags::VERSION, VERSION_CLASS), (Flags::PERCENT, PERCENT_CLASS)];

/// The ids of every token, and how many content words stand before each.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// `(token, id, how many tokens it covers)`, by token.
    pub ids: Vec<(u32, TermId, u32)>,
    /// What the bank's language says about each token.
    pub words: Vec<Word>,
    /// Range of `ids` of each token.
    starts: Vec<u32>,
    /// Content words before each token; one longer than the tokens.
    content: Vec<u32>,
    /// Whether punctuation stands before each token: fixed phrases do not reach across.
    breaks: Vec<bool>,
    /// Words that may be misspelt.
    odd: Vec<Odd>,
}

impl Reading {
    /// Reads an analysis once for all the matchers that will look at it. Buffers are reused.
    pub fn read(&mut self, analysis: &Analysis, text: &str, matchers: &[&Matcher], lexicon: &Lexicon) {
        self.ids.clear();
        self.words.clear();
        self.starts.clear();
        self.content.clear();
        self.breaks.clear();
        self.odd.clear();
        let exact = matchers.iter().fold(0, |bits, matcher| bits | matcher.exact);
        let mut last = 0;
        let mut count = 0;
        let mut compounds = analysis.compounds.iter().peekable();
        for (at, token) in (0u32..).zip(&analysis.tokens) {
            self.starts.push(self.ids.len() as u32);
            self.content.push(count);
            self.breaks.push(is_break(text.get(last as usize..token.start as usize).unwrap_or_default()));
            last = token.end;
            if !token.flags.has(Flags::SMALL | Flags::ARTICLE | Flags::NEGATOR) {
                count += 1;
            }
            let word = lexicon.word(token.term);
            self.words.push(word);
            self.ids.push((at, token.term, 1));
            if token.flags.has(Flags::NUMBER | Flags::VERSION | Flags::PERCENT) {
                let classes = CLASSES.iter().filter(|(bit, _)| token.flags.has(*bit));
                self.ids.extend(classes.map(|(_, id)| (at, *id, 1)));
            }
            let ahead = |ahead: usize| analysis.tokens.get(at as usize + ahead).map(|token| token.term);
            self.ids.extend(lexicon.phrases_at(word, ahead).map(|(group, len)| (at, group, len as u32)));
            while let Some(compound) = compounds.next_if(|compound| compound.at <= at) {
                if compound.at == at {
                    self.ids.push((at, compound.term, compound.len));
                    self.push_exact(at, compound.exact, compound.len, exact);
                }
            }
            self.push_exact(at, token.exact, 1, exact);
            for matcher in matchers.iter().filter(|matcher| !matcher.prefixes.is_empty()) {
                self.push_prefixes(at, analysis.norm(token), &matcher.prefixes);
            }
            if !word.known {
                self.odd.extend(Odd::new(at, token, analysis));
            }
        }
        self.starts.push(self.ids.len() as u32);
        self.content.push(count);
    }

    /// Adds an exact spelling, where some pattern may ask for it.
    fn push_exact(&mut self, at: u32, exact: TermId, len: u32, asked: u64) {
        let id = exact_id(exact);
        if exact_bit(id) & asked != 0 {
            self.ids.push((at, id, len));
        }
    }

    fn push_prefixes(&mut self, at: u32, norm: &str, prefixes: &[Prefix]) {
        let Some(head) = norm.as_bytes().first_chunk::<3>() else { return };
        let begun = prefixes.iter().filter(|prefix| prefix.head == *head && norm.starts_with(prefix.text.as_str()));
        self.ids.extend(begun.map(|prefix| (at, prefix.id, 1)));
    }

    /// Words that the bank does not know, in order of appearance.
    pub fn odd(&self) -> &[Odd] {
        &self.odd
    }

    /// Whether punctuation stands right before a token.
    pub fn breaks_before(&self, token: u32) -> bool {
        self.breaks.get(token as usize).copied().unwrap_or(true)
    }

    /// The ids of one token with the number of tokens each covers.
    pub fn at(&self, token: u32) -> &[(u32, TermId, u32)] {
        match (self.starts.get(token as usize), self.starts.get(token as usize + 1)) {
            (Some(start), Some(end)) => &self.ids[*start as usize..*end as usize],
            _ => &[],
        }
    }

    /// Content words among tokens `from..to`.
    pub fn content_between(&self, from: u32, to: u32) -> u32 {
        let last = self.content.len().saturating_sub(1);
        let at = |token: u32| self.content.get((token as usize).min(last)).copied().unwrap_or(0);
        at(to).saturating_sub(at(from))
    }
}

/// Whether the text between two tokens parts them: a comma, colon or full stop with space behind it, a dash, a new line.
fn is_break(gap: &str) -> bool {
    // Nearly all gaps are one space.
    gap.len() > 1 && (gap.contains([',', ';', ':', '.', '!', '?', '\n', '\u{2014}']) || gap.contains(" - "))
}
