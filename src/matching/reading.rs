//! The ids that each token of a response can stand for: its stem, glossary phrases that begin there, exact spelling,
//! prefixes and number classes.

use super::fuzzy::Odd;
use crate::rubric::matcher::{NUMBER_CLASS, PERCENT_CLASS, VERSION_CLASS, exact_id};
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
        self.starts.clear();
        self.content.clear();
        self.breaks.clear();
        self.odd.clear();
        let exact = matchers.iter().any(|matcher| matcher.exact);
        let mut last = 0;
        let mut count = 0;
        let mut compounds = analysis.compounds.iter().peekable();
        for (at, token) in analysis.tokens.iter().enumerate() {
            self.starts.push(self.ids.len() as u32);
            self.content.push(count);
            let gap = text.get(last as usize..token.start as usize).unwrap_or_default();
            self.breaks.push(is_break(gap));
            last = token.end;
            if !token.flags.has(Flags::SMALL | Flags::ARTICLE | Flags::NEGATOR) {
                count += 1;
            }
            let at = at as u32;
            self.ids.push((at, token.term, 1));
            if token.flags.has(Flags::NUMBER | Flags::VERSION | Flags::PERCENT) {
                for (bit, id) in CLASSES {
                    if token.flags.has(bit) {
                        self.ids.push((at, id, 1));
                    }
                }
            }
            for (group, len) in
                lexicon.phrases_at(token.term, |ahead| analysis.tokens.get(at as usize + ahead).map(|token| token.term))
            {
                self.ids.push((at, group, len as u32));
            }
            while let Some(compound) = compounds.peek()
                && compound.at <= at
            {
                if compound.at == at {
                    self.ids.push((at, compound.term, compound.len));
                    if exact {
                        self.ids.push((at, exact_id(compound.exact), compound.len));
                    }
                }
                compounds.next();
            }
            if exact {
                self.ids.push((at, exact_id(token.exact), 1));
            }
            let norm = analysis.norm(token);
            if let Some(head) = norm.as_bytes().first_chunk::<3>() {
                let prefixes = matchers.iter().flat_map(|matcher| &matcher.prefixes);
                let begun = prefixes.filter(|prefix| prefix.head == *head && norm.starts_with(prefix.text.as_str()));
                self.ids.extend(begun.map(|prefix| (at, prefix.id, 1)));
            }
            self.odd.extend(Odd::new(at, token, analysis, |term| lexicon.knows(term)));
        }
        self.starts.push(self.ids.len() as u32);
        self.content.push(count);
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
    gap.len() > 1 && (gap.contains([',', ';', ':', '.', '!', '?', '\n', '\u{2014}']) || gap.contains(" - "))
}
