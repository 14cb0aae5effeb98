//! Where tokens come to rest: appends tokens and compounds to the analysis and keeps the gaps between them.

use super::contraction;
use super::lexicon::{Entry, Memo, Split};
use super::normalize::{push_norm, written};
use super::number;
use super::roles::{self, Roles};
use super::token::{Analysis, Compound, Flags, TermId, Token, term_of};
use super::{lexicon, spelt};

/// What stands between a token and the one before it, as a small bit set. `sentence` turns gaps into borders.
pub(super) mod gap {
    /// The sentence ended: full stop, blank line, bullet.
    pub const SENTENCE: u8 = 1;
    /// A line ended.
    pub const LINE: u8 = 1 << 1;
    /// A comma.
    pub const COMMA: u8 = 1 << 2;
    /// The clause ended: semicolon, colon, dash, arrow.
    pub const STOP: u8 = 1 << 3;
    /// A parenthesis opened.
    pub const OPEN: u8 = 1 << 4;
    /// A parenthesis closed.
    pub const CLOSE: u8 = 1 << 5;
    /// With `STOP`: a semicolon or a dash, which may part two statements as a full stop does.
    pub const PAUSE: u8 = 1 << 6;
    /// With `LINE`: somebody has ended the line of prose on purpose.
    pub const TYPED: u8 = 1 << 7;
}

/// Buffers that live as long as the analyser.
#[derive(Debug, Default, Clone)]
pub(super) struct Scratch {
    pub memo: Memo,
    pub gaps: Vec<u8>,
    pub joined: String,
    pub parts: Vec<super::segment::Part>,
}

/// A text of so many capitals at most may be a few acronyms: it is not taken for one written in capitals throughout.
const SHOUTED: usize = 20;

/// The receiving end of one run over a text.
pub(super) struct Sink<'a> {
    pub text: &'a str,
    pub out: &'a mut Analysis,
    pub scratch: &'a mut Scratch,
    /// Gap bits gathered since the last token.
    pub pending: u8,
    /// Up to this byte the text stands in backticks.
    pub code_until: usize,
    /// Whether the text is written in capitals throughout; found out when first asked.
    shouting: Option<bool>,
}

/// What becomes of a written word.
struct Word {
    term: TermId,
    roles: Roles,
    /// Hash of the original spelling.
    exact: TermId,
    /// Byte range in the analysis's norms.
    norm: (usize, usize),
}

impl<'a> Sink<'a> {
    /// The norms begin with the whole text in lower case: the normal form of an ASCII word stands there already.
    pub fn new(text: &'a str, out: &'a mut Analysis, scratch: &'a mut Scratch) -> Self {
        out.norms.push_str(text);
        out.norms.make_ascii_lowercase();
        Sink { text, out, scratch, pending: 0, code_until: 0, shouting: None }
    }

    /// The normal form of a piece of the text, as a range of the norms.
    fn norm(&mut self, start: usize, end: usize) -> (usize, usize) {
        let surface = &self.text[start..end];
        if surface.is_ascii() {
            return (start, end);
        }
        let from = self.out.norms.len();
        push_norm(&mut self.out.norms, surface);
        (from, self.out.norms.len())
    }

    /// Appends a word; two tokens when it is a contraction without its apostrophe. `flags` come on top.
    pub fn word(&mut self, start: usize, end: usize, flags: u16) {
        let surface = &self.text[start..end];
        let norm = self.norm(start, end);
        let normal = &self.out.norms[norm.0..norm.1];
        let known = self.scratch.memo.get(normal);
        // Where the second word begins, as it is written.
        let cut = match known.split {
            Split::Whole => None,
            Split::Contraction(at) => written(surface, contraction::BARE[usize::from(at)].1),
            Split::Non => written(surface, "non".len()),
        };
        match (known.split, cut) {
            (Split::Contraction(at), Some(cut)) => {
                let (_, _, left, right) = contraction::BARE[usize::from(at)];
                self.fixed(start, start + cut, left, flags);
                self.fixed(start + cut, end, right, flags);
            }
            (Split::Non, Some(cut)) => {
                let at = self.out.tokens.len();
                self.word(start, start + cut, flags);
                self.word(start + cut, end, flags);
                self.compound(at, known.term, term_of(surface));
            }
            _ => {
                let exact = if surface == normal { known.exact } else { term_of(surface) };
                let term = self.term_as_written(surface, known);
                let roles = if term == known.term { known.roles } else { roles::of(term) };
                self.push(start, end, Word { term, roles, exact, norm }, flags | known.flags);
                if known.flags & Flags::NUMBER != 0 {
                    self.join_number();
                }
            }
        }
    }

    /// Makes one token of the last two where they spell one number (`forty-six`).
    fn join_number(&mut self) {
        let [.., tens, unit] = &*self.out.tokens else { return };
        let joined = matches!(self.text.get(tens.end as usize..unit.start as usize), Some("-" | " "));
        let end = unit.end;
        let value = spelt::together(self.out.norm(tens), self.out.norm(unit)).filter(|_| joined);
        let Some(value) = value else { return };
        self.out.tokens.pop();
        self.scratch.gaps.pop();
        let norms = &mut self.out.norms;
        let at = norms.len();
        norms.push_str(&value.to_string());
        if let Some(number) = self.out.tokens.last_mut() {
            number.end = end;
            number.term = lexicon::number_term(&norms[at..]);
            number.roles = roles::of(number.term);
            number.exact = term_of(&self.text[number.start as usize..number.end as usize]);
            number.norm = (at as u32, norms.len() as u32);
        }
    }

    /// Appends a word whose normal form is not what is written (`will` of `won't`, `percent` of `%`).
    pub fn fixed(&mut self, start: usize, end: usize, norm: &str, flags: u16) {
        let known = self.scratch.memo.get(norm);
        let from = self.out.norms.len();
        self.out.norms.push_str(norm);
        let (exact, norm) = (term_of(&self.text[start..end]), (from, self.out.norms.len()));
        self.push(start, end, Word { term: known.term, roles: known.roles, exact, norm }, flags | known.flags);
    }

    /// Appends the plural of an acronym (`APIs`): the term is the acronym's.
    pub fn acronyms(&mut self, start: usize, end: usize, flags: u16) {
        let norm = self.norm(start, end);
        let known = self.scratch.memo.get(&self.out.norms[norm.0..norm.1 - 1]);
        let exact = term_of(&self.text[start..end]);
        let word = Word { term: known.acronym, roles: roles::of(known.acronym), exact, norm };
        self.push(start, end, word, flags | known.flags & Flags::EXACT_ONLY);
    }

    /// Appends a number with mantissa `start..mantissa_end` (a sign may stand before it, from `begin` on).
    pub fn number(&mut self, begin: usize, start: usize, scanned: number::Scanned, flags: u16) {
        let negative = begin < start && self.text.as_bytes()[begin] == b'-';
        let mantissa = &self.text[start..scanned.mantissa_end];
        self.canonical(begin, scanned.end, flags, |norms| {
            number::push_canonical(norms, negative, mantissa, scanned.dots, scanned.shift)
        });
    }

    /// Appends a version that is written with a `v` (`v2`); the term is that of its digits.
    pub fn version(&mut self, start: usize, scanned: number::Scanned, flags: u16) {
        let mantissa = &self.text[start + 1..scanned.mantissa_end];
        self.canonical(start, scanned.end, flags, |norms| {
            number::push_canonical(norms, false, mantissa, scanned.dots, 0);
            Flags::VERSION
        });
    }

    /// Appends a number whose canonical value `write` writes; it says what kind of number that is.
    fn canonical(&mut self, start: usize, end: usize, flags: u16, write: impl FnOnce(&mut String) -> u16) {
        let norms = &mut self.out.norms;
        let at = norms.len();
        norms.push('#');
        let kind = write(norms);
        let (term, norm) = (term_of(&norms[at..]), (at + 1, norms.len()));
        let word = Word { term, roles: roles::of(term), exact: term_of(&self.text[start..end]), norm };
        self.push(start, end, word, flags | kind | Flags::EXACT_ONLY);
    }

    /// Appends a compound over the tokens from `at` to the last.
    pub fn compound(&mut self, at: usize, term: TermId, exact: TermId) {
        let len = self.out.tokens.len() - at;
        self.out.compounds.push(Compound { at: at as u32, len: len as u32, term, exact });
    }

    /// Appends a token.
    fn push(&mut self, start: usize, end: usize, word: Word, flags: u16) {
        let surface = &self.text[start..end];
        let mut flags = flags;
        if start < self.code_until {
            flags = (flags | Flags::CODE) & !Flags::NEGATOR;
        }
        if flags & Flags::CODE != 0 {
            // A word of code opens no clause and is never a typo.
            flags = (flags | Flags::EXACT_ONLY) & !(Flags::OPENER | Flags::CONTRAST);
        }
        let first = surface.as_bytes().first().copied().unwrap_or(0);
        let capital =
            first.is_ascii_uppercase() || first >= 0x80 && surface.chars().next().is_some_and(char::is_uppercase);
        if capital {
            flags |= Flags::CAPITAL;
        }
        let Word { term, roles, exact, norm } = word;
        self.out.tokens.push(Token {
            start: start as u32,
            end: end as u32,
            term,
            exact,
            norm: (norm.0 as u32, norm.1 as u32),
            sentence: 0,
            clause: 0,
            flags: Flags(flags),
            roles,
        });
        self.scratch.gaps.push(self.pending);
        self.pending = 0;
    }

    /// The term of a word in view of its capitals: short words in capitals are names, unless everything is in capitals.
    pub fn term_as_written(&mut self, surface: &str, known: Entry) -> TermId {
        if known.term != known.acronym
            && surface.len() > 1
            && surface.bytes().all(|b| b.is_ascii_uppercase())
            && !self.is_shouting()
        {
            known.acronym
        } else {
            known.term
        }
    }

    fn is_shouting(&mut self) -> bool {
        *self.shouting.get_or_insert_with(|| {
            let upper = self.text.bytes().filter(u8::is_ascii_uppercase).count();
            let lower = self.text.bytes().filter(u8::is_ascii_lowercase).count();
            upper > SHOUTED && lower * 5 < upper
        })
    }
}
