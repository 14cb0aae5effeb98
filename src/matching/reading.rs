//! The ids that each token of a response can stand for: its stem, glossary phrases that begin there, exact spelling,
//! prefixes and number classes.

use super::fuzzy::Odd;
use crate::rubric::lexicon::Word;
use crate::rubric::matcher::{NUMBER_CLASS, PERCENT_CLASS, Prefix, VERSION_CLASS, byte_bit, exact_bit, exact_id};
use crate::rubric::slots::id_bit;
use crate::rubric::{Lexicon, Matcher};
use crate::text::roles::Roles;
use crate::text::{Analysis, Compound, Flags, TermId, has_dash};

/// The built-in classes by the flag of their tokens.
const CLASSES: [(u16, TermId); 3] =
    [(Flags::NUMBER, NUMBER_CLASS), (Flags::VERSION, VERSION_CLASS), (Flags::PERCENT, PERCENT_CLASS)];

/// The ids of every token, and how many content words stand before each. Buffers are reused.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// `(token, id, how many tokens it covers)`, by token.
    pub ids: Vec<(u32, TermId, u32)>,
    /// The tokens.
    pub tokens: Vec<Seen>,
    /// How many content words that say something stand before each token, and how many there are in all.
    content: Vec<u32>,
    /// Tokens that the longest id covers.
    longest: u32,
    /// Words that may be misspelt.
    odd: Vec<Odd>,
    /// Numbers, and words with an opposite: tokens that may say otherwise than a reference.
    contestable: Vec<u32>,
}

/// One token as matching sees it.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// What the bank's language says about the word.
    pub word: Word,
    /// Its first id.
    ids: u32,
    /// Its ids as bits ([`id_bit`]).
    bits: u32,
    /// Tokens that the longest of its ids covers.
    reach: u32,
    /// Whether punctuation stands before it: fixed phrases do not reach across.
    breaks: bool,
    /// A word with an opposite, written in capitals among words that are not: the name of something (`DELETE`, `OPTIONS`),
    /// which has no opposite.
    name: bool,
}

/// What the matchers that will look at a response ask of its spelling.
struct Asked<'m> {
    matchers: &'m [&'m Matcher],
    /// Exact spellings, as bits of [`exact_bit`].
    exact: u64,
    /// First bytes of prefixes, as bits of [`byte_bit`].
    begins: u64,
}

impl<'m> Asked<'m> {
    fn by(matchers: &'m [&'m Matcher]) -> Self {
        let all = |bits: fn(&Matcher) -> u64| matchers.iter().fold(0, |all, matcher| all | bits(matcher));
        Asked { matchers, exact: all(|matcher| matcher.exact), begins: all(|matcher| matcher.begins) }
    }
}

impl Reading {
    /// Reads an analysis once for all the matchers that will look at it.
    pub fn read(&mut self, analysis: &Analysis, text: &str, matchers: &[&Matcher], lexicon: &Lexicon) {
        self.ids.clear();
        self.tokens.clear();
        self.odd.clear();
        self.contestable.clear();
        self.content.clear();
        // First the looks into the bank's big table alone: the processor then waits for many of them at once.
        let seen = |term| Seen { word: lexicon.word(term), ids: 0, bits: 0, reach: 1, breaks: false, name: false };
        self.tokens.extend(analysis.tokens.iter().map(|token| seen(token.term)));
        let asked = Asked::by(matchers);
        let shouted = !text.bytes().any(|byte| byte.is_ascii_lowercase());
        let mut compounds = analysis.compounds.as_slice();
        let (mut last, mut content) = (0, 0);
        for (at, token) in (0u32..).zip(&analysis.tokens) {
            let seen = &mut self.tokens[at as usize];
            seen.ids = self.ids.len() as u32;
            seen.breaks = is_break(text, last, token.start);
            seen.name = seen.word.opposed && !shouted && is_capital(text, token.start, token.end);
            let Seen { word, name, .. } = *seen;
            last = token.end;
            self.content.push(content);
            content += u32::from(token.flags.is_content() && !token.roles.has(Roles::ADORNS));
            self.push_ids(at, word, analysis, lexicon, &asked, &mut compounds);
            let own = &self.ids[self.tokens[at as usize].ids as usize..];
            let (reach, bits) =
                own.iter().fold((1, 0), |(reach, bits), (_, id, len)| (reach.max(*len), bits | id_bit(*id)));
            let seen = &mut self.tokens[at as usize];
            (seen.reach, seen.bits) = (reach, bits);
            if !word.known {
                self.odd.extend(Odd::new(at, token, analysis));
            }
            if (word.opposed && !name) || token.flags.has(Flags::NUMBER) {
                self.contestable.push(at);
            }
        }
        self.content.push(content);
        self.longest = self.tokens.iter().map(|seen| seen.reach).max().unwrap_or(0);
    }

    /// Adds all that a token can stand for. `compounds` are those of the text from this token on; its own are taken off.
    #[inline]
    fn push_ids(
        &mut self,
        at: u32,
        word: Word,
        analysis: &Analysis,
        lexicon: &Lexicon,
        asked: &Asked,
        compounds: &mut &[Compound],
    ) {
        let token = &analysis.tokens[at as usize];
        self.ids.push((at, token.term, 1));
        if token.flags.has(Flags::NUMBER | Flags::VERSION | Flags::PERCENT) {
            let classes = CLASSES.iter().filter(|(bit, _)| token.flags.has(*bit));
            self.ids.extend(classes.map(|(_, id)| (at, *id, 1)));
        }
        if word.begins_phrases() {
            let ahead = |ahead: usize| analysis.tokens.get(at as usize + ahead).map(|token| token.term);
            self.ids.extend(lexicon.phrases_at(word, ahead).map(|(group, len)| (at, group, len as u32)));
        }
        while let [compound, rest @ ..] = *compounds
            && compound.at == at
        {
            self.ids.push((at, compound.term, compound.len));
            self.push_exact(at, compound.exact, compound.len, asked.exact);
            *compounds = rest;
        }
        self.push_exact(at, token.exact, 1, asked.exact);
        let first = analysis.norms.as_bytes().get(token.norm.0 as usize);
        if first.is_some_and(|first| byte_bit(*first) & asked.begins != 0) {
            asked.matchers.iter().for_each(|matcher| self.push_prefixes(at, analysis.norm(token), &matcher.prefixes));
        }
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

    /// Numbers and words with an opposite, in order of appearance.
    pub fn contestable(&self) -> impl Iterator<Item = u32> {
        self.contestable.iter().copied()
    }

    /// Whether a token is a name in capitals: it does not stand for the opposite of anything.
    pub fn is_name(&self, token: u32) -> bool {
        self.tokens.get(token as usize).is_some_and(|seen| seen.name)
    }

    /// Whether punctuation stands right before a token.
    pub fn breaks_before(&self, token: u32) -> bool {
        self.tokens.get(token as usize).is_none_or(|seen| seen.breaks)
    }

    /// The ids of one token, as bits ([`id_bit`]).
    pub fn bits(&self, token: u32) -> u32 {
        self.tokens.get(token as usize).map_or(0, |seen| seen.bits)
    }

    /// The ids of one token with the number of tokens each covers.
    pub fn at(&self, token: u32) -> &[(u32, TermId, u32)] {
        let start = |token: usize| self.tokens.get(token).map_or(self.ids.len(), |seen| seen.ids as usize);
        &self.ids[start(token as usize)..start(token as usize + 1)]
    }

    /// Tokens that the longest id of a token covers.
    pub fn reach(&self, token: u32) -> u32 {
        self.tokens.get(token as usize).map_or(0, |seen| seen.reach)
    }

    /// Tokens that the longest id of the response covers.
    pub fn longest(&self) -> u32 {
        self.longest
    }

    /// Content words among tokens `from..to`, without those that only adorn.
    pub fn content_between(&self, from: u32, to: u32) -> u32 {
        let Some(last) = self.content.len().checked_sub(1) else { return 0 };
        let before = |token: u32| self.content[last.min(token as usize)];
        before(to).saturating_sub(before(from))
    }
}

/// Whether a word of three letters or more is written in capitals alone.
fn is_capital(text: &str, from: u32, to: u32) -> bool {
    to >= from + 3
        && text.as_bytes().get(from as usize..to as usize).is_some_and(|word| word.iter().all(u8::is_ascii_uppercase))
}

/// Whether the text between two tokens parts them: a comma, colon or full stop with space behind it, a dash, a new line.
fn is_break(text: &str, from: u32, to: u32) -> bool {
    // Nearly all gaps are one space.
    to > from + 1
        && text
            .get(from as usize..to as usize)
            .is_some_and(|gap| gap.contains([',', ';', ':', '.', '!', '?', '\n', '\u{2014}']) || has_dash(gap))
}
