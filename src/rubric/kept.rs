//! What messages need to know about an item, kept with it: worked out when a message first asks for it, the same for every
//! answer.
//!
//! It follows from the item alone, so no result depends on whether it is there already.

use crate::span::Span;
use crate::text::TermId;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What has been asked for so far.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// The wording that messages must not give away (see `feedback::leak`).
    pub secrets: OnceLock<Secrets>,
    /// What messages may say of the item whatever the answer is, by its text (see `feedback::leak`).
    pub readings: OnceLock<FxHashMap<String, Reading>>,
    /// The sentence that says each concept best (see `feedback::model`).
    pub said_well: OnceLock<Vec<Option<String>>>,
}

/// The wording of an item's alternatives, word by word.
#[derive(Debug, Clone, Default)]
pub struct Secrets {
    /// The places that a word may fill, concept by concept.
    pub fills: FxHashMap<TermId, Vec<Fill>>,
    /// Neighbours in fixed phrases of those places, with the concepts.
    pub phrases: FxHashMap<(TermId, TermId), Vec<usize>>,
    /// How many of the item's references have each of their words.
    pub own: FxHashMap<TermId, u32>,
    /// Words that are in every candidate's hands, sorted: the question's, and those in which messages are set.
    pub known: Vec<TermId>,
}

/// A place of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fill {
    /// Its slot.
    pub slot: u16,
    /// The concept, by index.
    pub concept: usize,
    /// The pattern, by index.
    pub pattern: u32,
}

/// A text as far as it can give something away.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Its words with content.
    pub words: Vec<Word>,
    /// The concepts that it meets when it is taken for an answer, with the words that show each.
    pub met: Vec<(usize, Vec<TermId>)>,
}

/// A word of a text.
#[derive(Debug, Clone)]
pub struct Word {
    /// What it says.
    pub term: TermId,
    /// The number of its sentence.
    pub sentence: u32,
    /// Its bytes.
    pub span: Span,
}
