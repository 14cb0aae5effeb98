//! The pattern language of keyword sets: from a string to a small tree. No text analysis happens here.
//!
//! The language is documented in `keyword-sets/README.md`; this file is its grammar:
//!
//! ```text
//! pattern  = { segment joint } segment [ "/" ( number | "s" | "a" ) ]
//! joint    = ".." [ number ] | ">"
//! segment  = { "!"slot | slot }
//! slot     = "(" member { "|" member } ")" | "[" words "]" | element
//! member   = { element }
//! element  = "`" exact "`" | "@" set | word "*" | word
//! ```

use crate::bank::Within;
use std::ops::Range;

/// A parsed pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// Runs of slots; within a run the order is free.
    pub segments: Vec<Vec<Slot>>,
    /// How each segment relates to the one after it; one fewer than segments.
    pub joints: Vec<Joint>,
    /// Slots that must not be met in the same sentence.
    pub forbidden: Vec<Slot>,
    /// The `/8`, `/s` or `/a` at the end.
    pub within: Option<Within>,
}

/// How two neighbouring segments relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// `..`: left before right, with at most so many other words between when given.
    Before(Option<u32>),
    /// `>`: direction from left to right.
    Direction,
}

/// One place in a pattern: any of its members fills it.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// The members.
    pub members: Vec<Vec<Element>>,
    /// True when small words and negators count literally (`( )` and `[ ]`).
    pub literal: bool,
    /// Byte range in the pattern.
    pub range: Range<usize>,
}

/// One word of a pattern.
#[derive(Debug, Clone, PartialEq)]
pub enum Element {
    /// Compared by stem.
    Word(String),
    /// Compared by exact spelling.
    Exact(String),
    /// Any word that begins so.
    Prefix(String),
    /// Any member of a named set, or one of the built-in classes `number`, `version`, `percent`.
    Set(String),
}

/// What is wrong with a pattern, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct PatternError {
    /// Byte range in the pattern.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl PatternError {
    /// An error at `range`.
    pub fn new(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        PatternError { range, message: message.into(), help: help.into() }
    }
}

/// Letters that must stand before a `*`: fewer begin too many words. [`super::matcher::Prefix`] relies on it.
const LEAST_PREFIX: usize = 3;

/// Parses one pattern. All problems of the pattern are returned, not only the first.
pub fn parse(source: &str) -> Result<Pattern, Vec<PatternError>> {
    let mut parser = Parser { source, at: 0, errors: Vec::new() };
    let pattern = parser.pattern();
    if parser.errors.is_empty() { Ok(pattern) } else { Err(parser.errors) }
}

struct Parser<'a> {
    source: &'a str,
    at: usize,
    errors: Vec<PatternError>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.source[self.at..].chars().next()
    }

    fn skip_space(&mut self) {
        while let Some(c) = self.peek()
            && c.is_whitespace()
        {
            self.at += c.len_utf8();
        }
    }

    fn error(&mut self, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.errors.push(PatternError::new(range, message, help));
    }

    fn pattern(&mut self) -> Pattern {
        let mut pattern =
            Pattern { segments: vec![Vec::new()], joints: Vec::new(), forbidden: Vec::new(), within: None };
        loop {
            self.skip_space();
            let start = self.at;
            let Some(c) = self.peek() else { break };
            let word_end = start + self.source[start..].find(char::is_whitespace).unwrap_or(self.source.len() - start);
            let word = &self.source[start..word_end];
            if let Some(joint) = joint_of(word) {
                self.at = word_end;
                if pattern.segments.last().is_none_or(Vec::is_empty) {
                    self.error(
                        start..word_end,
                        format!("`{word}` has nothing on its left"),
                        "put words on both sides of it",
                    );
                } else {
                    pattern.joints.push(joint);
                    pattern.segments.push(Vec::new());
                }
                continue;
            }
            if let Some(within) = within_of(word) {
                self.at = word_end;
                self.skip_space();
                if self.at < self.source.len() {
                    self.error(
                        start..word_end,
                        format!("`{word}` must stand at the end"),
                        "move it behind the last word",
                    );
                }
                pattern.within = Some(within);
                continue;
            }
            if c == '!' && word.len() > 1 {
                self.at += 1;
                if let Some(slot) = self.slot() {
                    pattern.forbidden.push(slot);
                }
                continue;
            }
            if let Some(slot) = self.slot()
                && let Some(segment) = pattern.segments.last_mut()
            {
                segment.push(slot);
            }
        }
        if pattern.segments.len() > 1 && pattern.segments.last().is_some_and(Vec::is_empty) {
            let end = self.source.len();
            self.error(end..end, "the pattern ends after `..` or `>`", "put words on both sides of it");
        }
        if pattern.segments.iter().all(Vec::is_empty) && self.errors.is_empty() {
            self.error(0..self.source.len(), "the pattern has no word that must be said", "write at least one word");
        }
        pattern
    }

    fn slot(&mut self) -> Option<Slot> {
        let start = self.at;
        match self.peek()? {
            open @ ('(' | '[') => {
                let members = self.members(open)?;
                Some(Slot { members, literal: true, range: start..self.at })
            }
            c @ (')' | ']' | '|') => {
                self.error(
                    start..start + 1,
                    format!("`{c}` without an opening bracket"),
                    "open it with `(` or `[`, or remove it",
                );
                self.at += 1;
                None
            }
            _ => {
                let element = self.element(None)?;
                let literal = matches!(element, Element::Set(_));
                Some(Slot { members: vec![vec![element]], literal, range: start..self.at })
            }
        }
    }

    /// The members of a slot whose bracket opens here, up to the bracket that closes it.
    fn members(&mut self, open: char) -> Option<Vec<Vec<Element>>> {
        let start = self.at;
        let close = if open == '(' { ')' } else { ']' };
        self.at += 1;
        let mut members = vec![Vec::new()];
        loop {
            self.skip_space();
            match self.peek() {
                None => {
                    self.error(start..self.source.len(), format!("`{open}` is not closed"), format!("add `{close}`"));
                    return None;
                }
                Some(c) if c == close => {
                    self.at += 1;
                    break;
                }
                Some('|') if open == '(' => {
                    self.at += 1;
                    members.push(Vec::new());
                }
                Some('|') => {
                    let at = self.at;
                    let help = "use `( | )` for a choice; its members may be phrases";
                    self.error(at..at + 1, "`|` inside `[ ]`", help);
                    self.at += 1;
                }
                Some('(') => {
                    let at = self.at;
                    let help = "members are plain words; write several patterns instead";
                    self.error(at..at + 1, "`(` inside a bracket", help);
                    self.at += 1;
                }
                // Members are fixed phrases anyway: `([at a time] | once)` says nothing new.
                Some('[' | ']') if open == '(' => self.at += 1,
                Some('[') => {
                    let at = self.at;
                    self.error(at..at + 1, "`[` inside `[ ]`", "remove the inner brackets");
                    self.at += 1;
                }
                Some(_) => {
                    if let Some(element) = self.element(Some(close))
                        && let Some(member) = members.last_mut()
                    {
                        member.push(element);
                    }
                }
            }
        }
        if members.iter().any(Vec::is_empty) {
            self.error(start..self.at, "an empty member", "remove the extra `|` or fill it in");
            return None;
        }
        Some(members)
    }

    /// One word.
    fn element(&mut self, close: Option<char>) -> Option<Element> {
        if self.peek() == Some('`') {
            return self.exact();
        }
        let start = self.at;
        let closed = self.skip_word(close);
        let range = start..self.at;
        let word = &self.source[range.clone()];
        if !closed {
            self.error(
                range,
                "a bracket inside a word is not closed",
                "close it, or put a space before `(` to open a choice",
            );
            return None;
        }
        if let Some(name) = word.strip_prefix('@')
            && !name.is_empty()
        {
            return Some(Element::Set(name.to_string()));
        }
        if let Some(stem) = word.strip_suffix('*')
            && !stem.is_empty()
            && !stem.starts_with('*')
        {
            if stem.chars().count() < LEAST_PREFIX {
                self.error(range, "`*` needs at least three letters before it", "write more of the word");
                return None;
            }
            return Some(Element::Prefix(stem.to_lowercase()));
        }
        Some(Element::Word(word.to_string()))
    }

    /// An exact token between the backtick that stands here and the next.
    fn exact(&mut self) -> Option<Element> {
        let start = self.at;
        let rest = &self.source[start + 1..];
        let Some(end) = rest.find('`') else {
            self.error(start..self.source.len(), "a backtick is not closed", "add the second backtick");
            self.at = self.source.len();
            return None;
        };
        self.at = start + 1 + end + 1;
        if end == 0 {
            self.error(start..self.at, "nothing between the backticks", "write the exact token between them");
            return None;
        }
        Some(Element::Exact(rest[..end].to_string()))
    }

    /// Steps to the end of a word, within a bracket that `close` closes. A bracket directly behind a letter belongs to the word
    /// (`O(1)`, `save()`); whether all of these are closed.
    fn skip_word(&mut self, close: Option<char>) -> bool {
        let mut depth = 0usize;
        let mut previous: Option<char> = None;
        while let Some(c) = self.peek() {
            let ends = match c {
                '(' | '[' if previous.is_some_and(|p| p.is_alphanumeric() || p == '_') => {
                    depth += 1;
                    false
                }
                ')' | ']' if depth > 0 => {
                    depth -= 1;
                    false
                }
                ' ' | '|' if depth > 0 => false,
                c if c.is_whitespace() => true,
                '|' => true,
                c if Some(c) == close => true,
                ')' | ']' if close.is_none() || c == ']' => true,
                _ => false,
            };
            if ends {
                break;
            }
            previous = Some(c);
            self.at += c.len_utf8();
        }
        depth == 0
    }
}

fn joint_of(word: &str) -> Option<Joint> {
    if word == ">" {
        return Some(Joint::Direction);
    }
    let rest = word.strip_prefix("..")?;
    if rest.is_empty() { Some(Joint::Before(None)) } else { rest.parse().ok().map(|n| Joint::Before(Some(n))) }
}

fn within_of(word: &str) -> Option<Within> {
    match word.strip_prefix('/')? {
        "s" => Some(Within::Sentence),
        "a" => Some(Within::Answer),
        digits => digits.parse().ok().map(Within::Words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Element {
        Element::Word(text.into())
    }

    #[test]
    fn a_plain_phrase_is_one_segment_of_words() {
        let pattern = parse("one thread bytecode").unwrap();
        assert_eq!(pattern.segments.len(), 1);
        assert_eq!(pattern.segments[0].len(), 3);
        assert_eq!(pattern.segments[0][1].members, vec![vec![word("thread")]]);
        assert!(!pattern.segments[0][1].literal);
    }

    #[test]
    fn choices_fixed_phrases_and_exact_tokens() {
        let pattern = parse("(run | is able to run) [at a time] `GIL` serializ* @databases").unwrap();
        let slots = &pattern.segments[0];
        assert_eq!(slots[0].members, vec![vec![word("run")], vec![word("is"), word("able"), word("to"), word("run")]]);
        assert!(slots[0].literal && slots[1].literal);
        assert_eq!(slots[2].members, vec![vec![Element::Exact("GIL".into())]]);
        assert_eq!(slots[3].members, vec![vec![Element::Prefix("serializ".into())]]);
        assert_eq!(slots[4].members, vec![vec![Element::Set("databases".into())]]);
    }

    #[test]
    fn order_direction_and_reach() {
        let pattern = parse("client ..4 server > answer /8").unwrap();
        assert_eq!(pattern.joints, vec![Joint::Before(Some(4)), Joint::Direction]);
        assert_eq!(pattern.within, Some(Within::Words(8)));
        assert_eq!(parse("a b /s").unwrap().within, Some(Within::Sentence));
    }

    #[test]
    fn brackets_inside_words_stay_in_the_word() {
        let pattern = parse("O(n log n) sort save() (f(x) | g)").unwrap();
        let slots = &pattern.segments[0];
        assert_eq!(slots[0].members, vec![vec![word("O(n log n)")]]);
        assert_eq!(slots[2].members, vec![vec![word("save()")]]);
        assert_eq!(slots[3].members, vec![vec![word("f(x)")], vec![word("g")]]);
    }

    #[test]
    fn forbidden_words_are_kept_apart() {
        let pattern = parse("lock !deadlock !(spin | busy)").unwrap();
        assert_eq!(pattern.segments[0].len(), 1);
        assert_eq!(pattern.forbidden.len(), 2);
    }

    #[test]
    fn every_mistake_names_its_place() {
        for (source, range) in [
            ("(a | b", 0..6),
            ("a | b", 2..3),
            ("a ..", 4..4),
            ("> a", 0..1),
            ("(a | )", 0..6),
            ("`abc", 0..4),
            ("ab*", 0..3),
            ("/3 a", 0..2),
            ("!a", 0..2),
            ("[a | b]", 3..4),
            ("", 0..0),
        ] {
            let errors = parse(source).expect_err(source);
            assert_eq!(errors[0].range, range, "{source}: {errors:?}");
        }
    }
}
