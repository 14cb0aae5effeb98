//! Compiled patterns: slots over term ids, and the table that leads from a term of the response to the slots it fills.

use crate::bank::Within;
use crate::rubric::numbers::Numbers;
use crate::rubric::pattern::Joint;
use crate::rubric::slots::Slots;
use crate::rubric::spellings::Words;
use crate::span::Place;
use crate::text::{TermId, term_of};

/// Most segments of one pattern: a byte numbers them.
pub const MOST_SEGMENTS: usize = u8::MAX as usize + 1;
/// Most sides of one comparison: a byte numbers them.
pub const MOST_SIDES: usize = u8::MAX as usize + 1;

/// All patterns of an item (or of the red flags), sharing their slots.
#[derive(Debug, Clone, Default)]
pub struct Matcher {
    /// Distinct slots.
    pub slots: Slots,
    /// The terms of the slots, numbered; behind them, for an item, the other words of its question and its references.
    pub terms: Numbers,
    /// For each term of the slots, by number, what it fills and the patterns that it leads to.
    pub entries: Vec<Entry>,
    /// Slots that any mention of a term fills, each term's together.
    pub plain: Vec<u16>,
    /// Other ways to fill slots, each term's together.
    pub hooks: Vec<Hook>,
    /// Patterns by the terms that lead to them.
    pub led: Vec<u32>,
    /// The distinct slots of each pattern, the rarest first.
    pub rarest: Vec<u16>,
    /// What opens each pattern, close together: matching looks at many patterns and opens few.
    pub gates: Vec<Gate>,
    /// Prefixes asked for (`serializ*`).
    pub prefixes: Vec<Prefix>,
    /// Their first bytes, as bits ([`byte_bit`]).
    pub begins: u64,
    /// Words that a typo may stand for.
    pub words: Words,
    /// The patterns.
    pub patterns: Vec<Compiled>,
    /// The exact spellings that patterns ask for, as bits of their ids ([`exact_bit`]); ids may share a bit.
    pub exact: u64,
    /// Slots of the sides of a comparison, by side.
    pub sides: Vec<u16>,
}

/// The beginning of words that a pattern asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefix {
    /// Its first three bytes, for a quick refusal.
    pub head: [u8; 3],
    /// The whole of it.
    pub text: String,
    /// The pseudo term that stands for it.
    pub id: TermId,
}

/// A way for a term to fill a slot, when the words around it agree: it is element `offset` of member `member`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hook {
    /// The slot.
    pub slot: u16,
    /// The member; unused where the member is one element.
    pub member: u16,
    /// The element of the member that the term fills.
    pub offset: u8,
    /// The term is an opposite of the member's only word.
    pub opposite: bool,
    /// An opposite that undoes what the word does, and denies nothing.
    pub undoes: bool,
    /// The member is this one element.
    pub whole: bool,
}

impl Hook {
    /// Whether every mention of the term fills the slot, whatever stands around it.
    pub fn is_plain(&self) -> bool {
        self.whole && !self.opposite
    }
}

/// What a term is for: ranges of the matcher's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// From and to: the slots that it fills by itself.
    pub plain: (u32, u32),
    /// From and to: its other hooks.
    pub hooks: (u32, u32),
    /// From and to: the patterns in whose rarest slot it stands.
    pub led: (u32, u32),
}

/// What must be so for a pattern to have an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gate {
    /// Its slots are filled: where they begin in [`Matcher::rarest`], and how many there are.
    pub slots: (u32, u16),
    /// They may be so in different sentences.
    pub apart: bool,
    /// Met by the question itself: never counted.
    pub given: bool,
}

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Compiled {
    /// Slot and segment of each place.
    pub places: Vec<(u16, u8)>,
    /// How neighbouring segments relate.
    pub joints: Vec<Joint>,
    /// Slots that must not be filled in the same sentence.
    pub forbidden: Vec<u16>,
    /// Patterns (by index) that must not match in the same sentence.
    pub not: Vec<u32>,
    /// How far the words may stand apart.
    pub within: Within,
    /// Asks for a negated statement.
    pub negated: bool,
    /// The side whose property it states.
    pub about: Option<u8>,
    /// Where the pattern is written.
    pub place: Place,
}

/// The id that stands for an exact spelling.
pub fn exact_id(exact: TermId) -> TermId {
    exact.rotate_left(17) ^ 0x9e37_79b9_7f4a_7c15
}

/// The bit of an exact spelling's id: a quick refusal of spellings that no pattern asks for.
pub fn exact_bit(id: TermId) -> u64 {
    1 << (id >> 58)
}

/// The bit of a byte; bytes may share one.
pub fn byte_bit(byte: u8) -> u64 {
    1 << (byte & 63)
}

/// The pseudo term of any number.
pub const NUMBER_CLASS: TermId = term_of("@class number");
/// The pseudo term of any version.
pub const VERSION_CLASS: TermId = term_of("@class version");
/// The pseudo term of any percentage.
pub const PERCENT_CLASS: TermId = term_of("@class percent");

/// The pseudo terms of the built-in classes.
pub fn class_id(name: &str) -> Option<TermId> {
    match name {
        "number" => Some(NUMBER_CLASS),
        "version" => Some(VERSION_CLASS),
        "percent" => Some(PERCENT_CLASS),
        _ => None,
    }
}

impl Matcher {
    /// What a term is for; `None` where it stands in no slot.
    pub fn entry(&self, term: TermId) -> Option<&Entry> {
        self.entries.get(self.terms.get(term) as usize)
    }

    /// The patterns that a term leads to.
    pub fn led_by(&self, entry: &Entry) -> &[u32] {
        &self.led[entry.led.0 as usize..entry.led.1 as usize]
    }

    /// The slots that any mention of a term fills.
    pub fn filled_by(&self, entry: &Entry) -> &[u16] {
        &self.plain[entry.plain.0 as usize..entry.plain.1 as usize]
    }

    /// The other ways in which a term may fill slots.
    pub fn hooks_of(&self, entry: &Entry) -> &[Hook] {
        &self.hooks[entry.hooks.0 as usize..entry.hooks.1 as usize]
    }

    /// Whether the question itself meets a pattern: then it is never counted.
    pub fn is_given(&self, pattern: u32) -> bool {
        self.gates[pattern as usize].given
    }

    /// The distinct slots of a pattern, the rarest first.
    pub fn slots_of(&self, gate: &Gate) -> &[u16] {
        let from = gate.slots.0 as usize;
        &self.rarest[from..from + usize::from(gate.slots.1)]
    }
}
