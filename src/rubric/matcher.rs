//! Compiled patterns: slots over term ids, and the table that leads from a term of the response to the slots it fills.

use crate::bank::Within;
use crate::rubric::pattern::Joint;
use crate::rubric::terms::{TermTable, Value};
use crate::span::Place;
use crate::text::{TermId, term_of};
use rustc_hash::FxHashMap;

/// All patterns of an item (or of the red flags), sharing their slots.
#[derive(Debug, Clone, Default)]
pub struct Matcher {
    /// Distinct slots.
    pub slots: Vec<Slot>,
    /// Every term of the slots, with what it fills and the patterns that it leads to.
    pub table: TermTable<Entry>,
    /// Slots that any mention of a term fills, each term's together.
    pub plain: Vec<u16>,
    /// Other ways to fill slots, each term's together.
    pub hooks: Vec<Hook>,
    /// Patterns by the terms that lead to them.
    pub led: Vec<u32>,
    /// The distinct slots of each pattern, the rarest first. All in one place: matching runs through them.
    pub rarest: Vec<u16>,
    /// Prefixes asked for (`serializ*`).
    pub prefixes: Vec<Prefix>,
    /// Their first bytes, as bits ([`byte_bit`]).
    pub begins: u64,
    /// Words that a typo may stand for, by first character: stem, word, and the term they lead to.
    pub words: FxHashMap<char, Vec<Word>>,
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

/// A word of a pattern, for misspelt words to be compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its stem.
    pub stem: Spelling,
    /// Its normal form.
    pub norm: Spelling,
    /// The term that it leads to.
    pub term: TermId,
}

/// A spelling with what tells quickly that another is far from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// The characters.
    pub text: String,
    /// How many there are.
    pub length: usize,
    /// Which letters there are, as a bit set; letters may share a bit.
    pub letters: u64,
}

impl Spelling {
    /// Looks at a spelling.
    pub fn new(text: String) -> Self {
        let (mut length, mut letters) = (0, 0);
        for letter in text.chars() {
            length += 1;
            letters |= 1 << (u32::from(letter) & 63);
        }
        Spelling { text, length, letters }
    }
}

/// Any of these fills a place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Slot {
    /// Sequences of elements, next to each other.
    pub members: Vec<Vec<Element>>,
}

/// One word of a member: any of these ids, sorted.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Element {
    /// Ids that fill it.
    pub ids: Vec<TermId>,
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
    /// The member is this one element.
    pub whole: bool,
}

impl Hook {
    /// Whether every mention of the term fills the slot, whatever stands around it.
    pub fn is_plain(&self) -> bool {
        self.whole && !self.opposite
    }
}

/// What a term is for: ranges of the matcher's lists. Every term fills some slot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Entry {
    /// From and to: the slots that it fills by itself.
    pub plain: (u32, u32),
    /// From and to: its other hooks.
    pub hooks: (u32, u32),
    /// From and to: the patterns in whose rarest slot it stands.
    pub led: (u32, u32),
}

impl Value for Entry {
    fn is_free(&self) -> bool {
        self.plain.1 == 0 && self.hooks.1 == 0 // every term fills a slot in some way, and ranges that end at 0 are empty
    }
}

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Compiled {
    /// Slot and segment of each place.
    pub places: Vec<(u16, u8)>,
    /// Its distinct slots, the rarest first: a range of [`Matcher::rarest`].
    pub rarest: (u32, u32),
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
    /// Met by the question itself: never counted.
    pub given: bool,
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

    /// The distinct slots of a pattern, the rarest first.
    pub fn slots_of(&self, pattern: &Compiled) -> &[u16] {
        &self.rarest[pattern.rarest.0 as usize..pattern.rarest.1 as usize]
    }
}
