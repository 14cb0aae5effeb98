//! The scanner: one pass over the bytes of a text, words to the sink, punctuation to the gaps between words.
//!
//! A plain word (ASCII letters, then a space or plain punctuation) never leaves this file. Everything with inner
//! structure (`select_related()`, `isn't`, `3.12`, `node.js`) goes to [`super::segment`].

use super::lines::Lines;
use super::normalize;
use super::parts::is_camel;
use super::segment::Lead;
use super::sink::{Sink, gap};
use super::token::Flags;

/// What a byte is to the main loop.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Space,
    Newline,
    Mark,
    High,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Mark; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        classes[at] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\n' | 0x0b | 0x0c => Class::Newline,
            0..=b' ' | 0x7f => Class::Space,
            0x80.. => Class::High,
            _ => Class::Mark,
        };
        at += 1;
    }
    classes
};

/// Tags of HTML that begin a new line.
const BREAKING_TAGS: [&str; 5] = ["<br>", "<br/>", "<br />", "<p>", "</p>"];

/// Scans one text into a sink.
pub(super) struct Scanner<'a> {
    pub sink: Sink<'a>,
    pub text: &'a str,
    pub bytes: &'a [u8],
    pub pos: usize,
    /// The current line is a heading (`# Title`): its end ends the sentence.
    pub heading: bool,
    /// How many parentheses are open.
    pub open: u32,
    /// How many of them belong to calls in code.
    pub calls: u32,
    /// How the text is broken into lines; found out at the first end of a line.
    pub lines: Option<Lines>,
}

impl<'a> Scanner<'a> {
    pub fn new(sink: Sink<'a>) -> Self {
        let text = sink.text;
        Scanner { sink, text, bytes: text.as_bytes(), pos: 0, heading: false, open: 0, calls: 0, lines: None }
    }

    /// Scans to the end.
    pub fn run(&mut self) {
        self.line_start();
        while let Some(byte) = self.bytes.get(self.pos) {
            match CLASSES[usize::from(*byte)] {
                Class::Letter => self.letters(),
                Class::Digit if self.is_inline_bullet() => {}
                Class::Digit => self.segment(self.pos, Lead::default()),
                Class::Space => self.pos += 1,
                Class::Newline => self.newline(),
                Class::Mark => self.mark(*byte),
                Class::High => self.high(),
            }
        }
    }

    /// The byte `ahead` of the current one; 0 past the end.
    fn peek(&self, ahead: usize) -> u8 {
        self.byte(self.pos + ahead)
    }

    /// The byte at `at`; 0 past the end.
    pub fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The byte before the current one; a space at the start.
    fn before(&self) -> u8 {
        if self.pos == 0 { b' ' } else { self.bytes[self.pos - 1] }
    }

    /// How often the byte at `at` stands there in a row; 0 past the end.
    pub fn repeated(&self, at: usize) -> usize {
        let byte = self.byte(at);
        self.bytes[at.min(self.bytes.len())..].iter().take_while(|b| **b == byte).count()
    }

    /// Whether a word can begin at `at`.
    pub fn begins_word(&self, at: usize) -> bool {
        match self.byte(at) {
            byte if byte.is_ascii_alphanumeric() => true,
            0..0x80 => false,
            _ => self.text[at..].chars().next().is_some_and(normalize::begins_word),
        }
    }

    /// A run of ASCII letters: the fast path when nothing but plain punctuation follows.
    fn letters(&mut self) {
        let start = self.pos;
        let mut end = start;
        let mut upper = 0;
        while let Some(byte) = self.bytes.get(end)
            && byte.is_ascii_alphabetic()
        {
            upper += usize::from(byte.is_ascii_uppercase());
            end += 1;
        }
        let plain = match self.byte(end) {
            b' ' | b',' | b'\n' | b';' | b'!' | b'?' | b'\r' | b'\t' | b']' | b'}' => true,
            b')' => end > start + 1 || !self.is_inline_bullet(),
            b'"' => !self.byte(end + 1).is_ascii_alphabetic(), // don"t
            b'.' | b':' => matches!(self.byte(end + 1), b' ' | b'\n' | b'\r' | 0),
            0 => true,
            _ => false,
        };
        if self.pos > end {
            return; // An inline bullet was stepped over.
        }
        if plain && !(upper > 0 && is_camel(&self.bytes[start..end], upper)) {
            self.sink.word(start, end, 0);
            self.pos = end;
        } else {
            self.segment(start, Lead::default());
        }
    }

    /// One ASCII punctuation mark.
    fn mark(&mut self, byte: u8) {
        let (before, next) = (self.before(), self.peek(1));
        let after_word = before.is_ascii_alphanumeric() || before >= 0x80;
        let lead = Lead { from: self.pos, ..Lead::default() };
        if self.pos < self.sink.code_until && matches!(byte, b',' | b';' | b':' | b'|' | b'(' | b')') {
            self.pos += 1; // Code is no clause.
            return;
        }
        match byte {
            b',' => self.sink.pending |= gap::COMMA,
            b';' => self.sink.pending |= gap::STOP | gap::PAUSE,
            b'|' | b':' => self.sink.pending |= gap::STOP,
            b'(' => {
                self.sink.pending |= gap::OPEN;
                self.open += 1;
            }
            b')' => {
                if self.calls > 0 {
                    self.calls -= 1;
                } else if self.sink.pending & gap::OPEN != 0 {
                    self.sink.pending &= !gap::OPEN; // Nothing between.
                } else {
                    self.sink.pending |= gap::CLOSE;
                }
                self.open = self.open.saturating_sub(1);
            }
            b'<' => {
                if let Some(tag) = BREAKING_TAGS.iter().find(|tag| self.bytes[self.pos..].starts_with(tag.as_bytes())) {
                    self.sink.pending |= gap::LINE;
                    self.pos += tag.len();
                    return;
                }
            }
            b'.' => return self.dot(before, next),
            b'!' if next == b'=' => self.pos += 1,
            b'!' if next.is_ascii_alphabetic() && !after_word => {}
            b'?' if next.is_ascii_alphanumeric() && self.query_follows() => {}
            b'!' | b'?' if self.pos >= self.sink.code_until => self.sink.pending |= gap::SENTENCE,
            b'`' => return self.backticks(),
            b'%' => self.percent(),
            b'=' if next == b'>' => {
                self.sink.pending |= gap::STOP;
                self.pos += 1;
            }
            b'-' => return self.dash(before, next, after_word),
            b'+' if next.is_ascii_digit() && !after_word => {
                let start = self.pos + 1;
                return self.segment(start, Lead { from: start, ..lead });
            }
            b'_' => {
                let marks = self.repeated(self.pos);
                let start = self.pos + marks;
                if !after_word && self.begins_word(start) {
                    return self.segment(start, Lead { underscores: marks, ..lead });
                }
                self.pos = start;
                return;
            }
            b'*' => {
                let marks = self.repeated(self.pos);
                let start = self.pos + marks;
                if !after_word && marks <= 2 && self.byte(start).is_ascii_alphabetic() {
                    return self.segment(start, Lead { stars: marks, ..lead });
                }
                self.pos = start;
                return;
            }
            b'@' if !after_word && next.is_ascii_alphabetic() => {
                return self.segment(self.pos + 1, Lead { code: true, from: self.pos + 1, ..lead });
            }
            _ => {}
        }
        self.pos += 1;
    }

    /// A full stop that belongs to no word: the end of a sentence, `.NET`, `.filter()`, `.5`, dots of an ellipsis.
    fn dot(&mut self, before: u8, next: u8) {
        let start = self.pos + 1;
        if !before.is_ascii_alphanumeric() && before != b')' && before != b']' && before < 0x80 && before != b'.' {
            let lead = Lead { from: self.pos, ..Lead::default() };
            if self.bytes[start..].len() >= 3 && self.bytes[start..start + 3].eq_ignore_ascii_case(b"net") {
                let end = start + 3;
                if !self.byte(end).is_ascii_alphanumeric() {
                    self.sink.word(self.pos, end, Flags::EXACT_ONLY);
                    self.pos = end;
                    return;
                }
            }
            if next.is_ascii_digit() {
                return self.segment(start, Lead { fraction: true, ..lead });
            }
            if next.is_ascii_alphabetic() && (next.is_ascii_lowercase() || self.pos < self.sink.code_until) {
                return self.segment(start, Lead { code: true, from: start, ..lead });
            }
        }
        let dots = self.repeated(self.pos);
        self.pos += dots;
        if self.pos <= self.sink.code_until {
            return;
        }
        if dots > 1 && self.begins_word(self.pos) {
            return; // do...while
        }
        // After `)` a method call may go on: `f().g()`.
        if dots == 1 && before == b')' && next.is_ascii_lowercase() {
            return;
        }
        let mut follows = self.pos;
        while matches!(self.byte(follows), b' ' | b'"' | b'\'' | b')') {
            follows += 1;
        }
        let capital = self.byte(follows).is_ascii_uppercase();
        self.sink.pending |= match (dots, self.abbreviation()) {
            (1, Some(never)) if never || !capital => 0,
            (1, _) => gap::SENTENCE,
            _ if capital || follows >= self.bytes.len() => gap::SENTENCE,
            _ => gap::STOP,
        };
    }

    /// Whether the last token is an abbreviation that keeps its dot: `Some(true)` when it never ends a sentence.
    fn abbreviation(&self) -> Option<bool> {
        let last = self.sink.out.tokens.last()?;
        if last.end as usize + 1 != self.pos {
            return None;
        }
        match self.sink.out.norm(last) {
            "eg" | "ie" | "vs" | "cf" | "fig" | "dr" | "mr" | "mrs" | "approx" | "resp" => Some(true),
            "etc" | "inc" | "incl" | "al" | "max" | "min" | "avg" => Some(false),
            _ => None,
        }
    }

    /// Whether the `?` here begins the query of an address (`?page=2`).
    fn query_follows(&self) -> bool {
        let rest = &self.bytes[self.pos + 1..];
        let name = rest.iter().take(24).take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
        rest.get(name) == Some(&b'=')
    }

    /// `50%`: the number becomes a percentage and `percent` a word of its own, as if it were written out.
    fn percent(&mut self) {
        let Some(last) = self.sink.out.tokens.last_mut() else {
            return;
        };
        let between = self.pos - last.end as usize;
        if last.flags.has(Flags::NUMBER) && (between == 0 || between == 1 && self.bytes[self.pos - 1] == b' ') {
            last.flags.0 |= Flags::PERCENT;
            self.sink.fixed(self.pos, self.pos + 1, "percent", 0);
        }
    }

    /// Hyphens and dashes between words, minus signs, arrows, command line options.
    fn dash(&mut self, before: u8, next: u8, after_word: bool) {
        let spaced = before.is_ascii_whitespace();
        let start = self.pos + 1;
        if next.is_ascii_digit() && !after_word && before != b')' {
            return self.segment(start, Lead { from: self.pos, negative: true, ..Lead::default() });
        }
        let marks = self.repeated(self.pos);
        self.pos += marks;
        match self.byte(self.pos) {
            b'>' => {
                self.pos += 1;
                self.sink.pending |= gap::STOP;
            }
            following if marks == 1 && spaced && following.is_ascii_whitespace() => {
                self.sink.pending |= gap::STOP | gap::PAUSE;
            }
            following if marks >= 2 && !(spaced && following.is_ascii_alphabetic()) => self.sink.pending |= gap::STOP,
            _ => {}
        }
    }

    /// A character beyond ASCII.
    fn high(&mut self) {
        let Some(c) = self.text[self.pos..].chars().next() else {
            return;
        };
        if normalize::begins_word(c) {
            return self.segment(self.pos, Lead::default());
        }
        let before = self.before();
        self.pos += c.len_utf8();
        let next = self.peek(0);
        match c {
            '。' | '！' | '？' | '؟' | '।' | '｡' | '•' | '◦' | '‣' | '▪' | '●' => {
                self.sink.pending |= gap::SENTENCE
            }
            '，' | '、' | '،' => self.sink.pending |= gap::COMMA,
            '（' => self.sink.pending |= gap::OPEN,
            '）' => self.sink.pending |= gap::CLOSE,
            '—' | '；' => self.sink.pending |= gap::STOP | gap::PAUSE,
            '―' | '…' | '→' | '⇒' | '⟶' | '➜' | '➔' | '：' | '·' => self.sink.pending |= gap::STOP,
            '–' if before.is_ascii_whitespace() || next.is_ascii_whitespace() => {
                self.sink.pending |= gap::STOP | gap::PAUSE;
            }
            '\u{2028}' | '\u{2029}' | '\u{85}' => {
                self.sink.pending |= gap::LINE;
                self.line_start();
            }
            _ => {}
        }
    }
}
