//! Written words with inner structure: finds where one goes on and where it ends, and what joins its parts.
//!
//! The parts themselves are read in [`super::parts`]; tokens and compounds are made in [`super::compounds`].

use super::names::{is_module, opens_sentence};
use super::normalize::is_hyphen;
use super::number;
use super::token::Flags;
use super::tokenize::Scanner;

/// What stands right before a written word and belongs to it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lead {
    /// Where the written word begins, marks included (when any of the others is set).
    pub from: usize,
    /// Leading underscores.
    pub underscores: usize,
    /// Leading asterisks (`*args`), which may also be emphasis.
    pub stars: usize,
    /// A minus sign.
    pub negative: bool,
    /// A decimal point without a zero (`.5`).
    pub fraction: bool,
    /// Code, by what stands before (`@app`, `.filter`).
    pub code: bool,
}

/// How a part hangs on the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    First,
    /// Nothing between: `camelCase`, `Python3`, `200ms`.
    Tight,
    Underscore,
    Hyphen,
    Dot,
    Slash,
    /// A mark that stays in the compound's name.
    Mark(u8),
    /// The second word of a contraction.
    Contraction,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Word,
    /// All-capital acronym with a plural s.
    Acronyms,
    Fixed(&'static str),
    Number(number::Scanned),
    Version(number::Scanned),
}

/// One part of a written word, in bytes of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub start: usize,
    pub end: usize,
    pub join: Join,
    pub kind: Kind,
    /// First token, once emitted.
    pub token: usize,
}

impl Scanner<'_> {
    /// Takes the written word whose first letter or digit stands at `start`.
    pub fn segment(&mut self, start: usize, lead: Lead) {
        self.sink.scratch.parts.clear();
        let mut code = lead.code || lead.underscores > 0;
        let (mut at, mut join) = (start, Join::First);
        loop {
            let from = at;
            at = if self.byte(at).is_ascii_digit() {
                self.digits(at, join, if join == Join::First { lead } else { Lead::default() })
            } else {
                match self.whole_form(at, join) {
                    Some(end) => end,
                    None => self.letters_and_digits(at, join),
                }
            };
            if join == Join::First && self.byte(at) == b'(' && at == from + 1 && self.big_o(from) {
                return;
            }
            at = self.after_apostrophe(at);
            match self.joint(from, at) {
                Some((next_join, next)) => {
                    code |=
                        next_join == Join::Underscore || next_join == Join::Dot && !self.byte(next).is_ascii_digit();
                    (join, at) = (next_join, next);
                }
                None => break,
            }
        }
        let tail = if self.byte(at) == b'_' { self.repeated(at) } else { 0 };
        let name_end = at + tail;
        code |= self.is_called(name_end);
        self.pos = name_end;
        if self.byte(name_end) == b'(' {
            match self.optional_plural_end(name_end) {
                Some(end) => self.pos = end,
                None if code && name_end >= self.sink.code_until => {
                    self.pos += 1; // The arguments of a call are no aside.
                    self.open += 1;
                    self.calls += 1;
                }
                None => {}
            }
        }
        if lead.underscores == 1 && tail == 1 && self.sink.scratch.parts.len() == 1 {
            code = lead.code; // Markdown emphasis.
        }
        let starred = lead.stars > 0 && self.byte(name_end) != b'*';
        let named = lead.underscores > 1 || lead.underscores == 1 && tail != 1 || starred;
        self.emit(code, named.then_some((lead.from, name_end)));
    }

    /// Whether the written word goes on after the part `from..at`: how, and where.
    fn joint(&mut self, from: usize, at: usize) -> Option<(Join, usize)> {
        let join = match self.byte(at) {
            b'-' => Join::Hyphen,
            b'_' => {
                let marks = self.repeated(at);
                return self.begins_word(at + marks).then_some((Join::Underscore, at + marks));
            }
            b'.' if self.begins_word(at + 1) && !self.sentence_ends(from, at) => Join::Dot,
            b'/' => Join::Slash,
            b'+' => Join::Mark(b'+'),
            b'@' => Join::Mark(b'@'),
            b'&' if at - from <= 2 => Join::Mark(b'&'),
            b':' if self.byte(at + 1).is_ascii_digit() => Join::Mark(b':'),
            b':' if self.byte(at + 1) == b':' && self.begins_word(at + 2) => {
                return Some((Join::Dot, at + 2));
            }
            b':' if self.bytes[at..].starts_with(b"://") && self.begins_word(at + 3) => {
                return Some((Join::Slash, at + 3));
            }
            0x80.. => {
                let c = self.text[at..].chars().next()?;
                let next = at + c.len_utf8();
                let joins = is_hyphen(c) || c == '–' && self.byte(next).is_ascii_alphabetic();
                return (joins && self.begins_word(next)).then_some((Join::Hyphen, next));
            }
            _ => return None,
        };
        self.begins_word(at + 1).then_some((join, at + 1))
    }

    /// Whether the dot at `at` ends a sentence although no space follows (`...the request.Then it ...`).
    fn sentence_ends(&mut self, from: usize, at: usize) -> bool {
        if at < self.sink.code_until {
            return false;
        }
        let right = &self.text[at + 1..self.run_end(at + 1)];
        let after = self.byte(at + 1 + right.len());
        let left = &self.text[from..at];
        if right.bytes().all(|b| b.is_ascii_digit())
            || after == b'('
            || after == b'_'
            || after == b'.' && left.len() < 2
        {
            return false;
        }
        let goes_on = matches!(after, b' ' | b',' | b'\'') || after >= 0x80;
        if goes_on && right.is_ascii() && right.len() < 16 {
            let mut lower = [0; 16];
            let lower = &mut lower[..right.len()];
            lower.copy_from_slice(right.as_bytes());
            lower.make_ascii_lowercase();
            let word = std::str::from_utf8(lower).unwrap_or("");
            let small = self.sink.scratch.memo.get(word).flags & Flags::SMALL != 0;
            if (small || opens_sentence(word)) && right.len() > 1 || right == "A" || right == "I" {
                return true;
            }
        }
        let bytes = right.as_bytes();
        let capitalised =
            bytes.len() > 2 && bytes[0].is_ascii_uppercase() && bytes[1..].iter().all(u8::is_ascii_lowercase);
        if left.bytes().all(|b| b.is_ascii_digit()) {
            return capitalised;
        }
        capitalised
            && left.len() > 1
            && !is_module(left)
            && left.bytes().skip(1).all(|b| b.is_ascii_lowercase())
            && self.sink.scratch.parts.iter().all(|part| part.join != Join::Dot)
    }

    /// Whether the name that ends at `at` is called: `f()`, `len(x)`, `filter(x=1)`, but not `threads (or processes)`,
    /// `ORM(Object ...)`, `thread(s)`.
    fn is_called(&self, at: usize) -> bool {
        if self.byte(at) == b'=' {
            return self.begins_word(at + 1) && self.byte(at.wrapping_sub(1)) != b'='; // DEBUG=True
        }
        if self.byte(at) != b'(' || self.optional_plural_end(at).is_some() {
            return false;
        }
        let inside = self.bytes[at + 1..].iter().take(60).take_while(|b| !matches!(b, b')' | b'\n'));
        let (mut len, mut spaces, mut assigns) = (0, 0, false);
        for byte in inside {
            len += 1;
            spaces += usize::from(*byte == b' ');
            assigns |= matches!(byte, b'=' | b'_' | b'"' | b'\'');
        }
        self.byte(at + 1 + len) == b')' && (assigns || spaces == 0 && !self.byte(at + 1).is_ascii_uppercase())
    }

    /// The end of `(s)` or `(es)` at `at`.
    fn optional_plural_end(&self, at: usize) -> Option<usize> {
        let rest = &self.bytes[at..];
        let len = if rest.starts_with(b"(s)") {
            3
        } else if rest.starts_with(b"(es)") {
            4
        } else {
            return None;
        };
        (!self.sink.scratch.parts.is_empty() && !self.begins_word(at + len)).then_some(at + len)
    }
}
