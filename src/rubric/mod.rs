//! What an item is once it is compiled (`compile` does that): patterns as slots over term ids, references as weighted documents.
//!
//! A [`Rubric`] holds all that grading needs, so that grading is a pure function of (rubric, response).

pub(crate) mod builder;
pub mod derive;
mod index;
pub mod kept;
pub mod lexicon;
pub mod matcher;
pub mod numbers;
pub mod pattern;
pub mod phrase;
pub mod slots;
pub mod spellings;
pub mod stated;
pub mod terms;
#[cfg(test)]
pub(crate) mod tests;
pub mod vocabulary;

pub use derive::{Derived, derive};
pub use lexicon::Lexicon;
pub use matcher::Matcher;
pub use vocabulary::Vocabulary;

use crate::bank::{Band, Bands, Item, KeywordSet, Kind, Text};
use crate::text::TermId;
use pattern::PatternError;
use std::sync::Arc;

/// A compiled item.
#[derive(Debug, Clone)]
pub struct Rubric {
    /// The item as the bank gives it.
    pub item: Item,
    /// Identifies the item as compiled, with all of the bank that grading looks at; 16 hex digits. Equal hashes, engines and
    /// answers give equal grades; so any change to a bank's language, or to some reference, is seen in all of its hashes.
    pub hash: String,
    /// Cut points in force.
    pub bands: Bands,
    /// Bank-wide language.
    pub lexicon: Arc<Lexicon>,
    /// Bank-wide red flags.
    pub red_flags: Arc<RedFlags>,
    /// All patterns of the item.
    pub matcher: Matcher,
    /// Concepts in the order written.
    pub concepts: Vec<ConceptRule>,
    /// Groups in the order written.
    pub groups: Vec<GroupRule>,
    /// Misconceptions in the order written.
    pub misconceptions: Vec<StatementRule>,
    /// Content terms of the question, sorted.
    pub question_terms: Vec<TermId>,
    /// The words of the question, the references and the patterns, with what the references weigh.
    pub vocabulary: Vocabulary,
    /// What numbers and degrees the references state.
    pub stated: stated::Stated,
    /// What the references imply, for an item without a keyword set.
    pub derived: Option<Box<Derived>>,
    /// What messages have asked about the item.
    pub kept: kept::Kept,
}

impl Rubric {
    /// The keyword set in force: the written one, or the one that the references imply.
    pub fn set(&self) -> Option<&KeywordSet> {
        self.item.keyword_set.as_ref().or(self.derived.as_ref().map(|derived| &derived.set))
    }

    /// Whether the question asks people to tell of themselves: they do it in words that no item can know.
    pub fn asks_for_experience(&self) -> bool {
        self.item.kind == Kind::Experience
    }

    /// Whether the question asks for names: there terms alone are an answer.
    pub fn asks_for_names(&self) -> bool {
        self.set().is_some_and(|set| set.names)
    }
}

/// A pattern that cannot be used, or will never count.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The pattern.
    pub text: Text,
    /// What is wrong with it and where in it.
    pub error: PatternError,
}

/// The patterns of one concept and what it is worth.
#[derive(Debug, Clone)]
pub struct ConceptRule {
    /// Indices into [`Matcher::patterns`]: worth the whole weight.
    pub alternatives: Vec<u32>,
    /// Indices into [`Matcher::patterns`]: worth half.
    pub partial: Vec<u32>,
    /// Weight as written; members of a counting group share the group's.
    pub weight: f64,
    /// Missing it caps the band.
    pub required: bool,
    /// Index of the group it belongs to.
    pub group: Option<usize>,
}

/// A group of concepts.
#[derive(Debug, Clone)]
pub struct GroupRule {
    /// Member concepts.
    pub members: Vec<usize>,
    /// The rule.
    pub rule: GroupKind,
}

/// What a group asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GroupKind {
    /// `need` members are enough; each is worth `weight / need`.
    Count {
        /// How many.
        need: u32,
        /// What the group is worth.
        weight: f64,
    },
    /// Worth `weight` when all members are met, else nothing.
    All {
        /// What the group is worth.
        weight: f64,
    },
    /// Members keep their weights; the sum stops at `max`.
    Max {
        /// The most the group adds.
        max: f64,
    },
}

/// The patterns of a misconception or a red flag.
#[derive(Debug, Clone)]
pub struct StatementRule {
    /// Indices into the matcher's patterns.
    pub alternatives: Vec<u32>,
    /// Best band while asserted.
    pub cap: Option<Band>,
    /// Taken off the score.
    pub penalty: f64,
}

/// Bank-wide red flags, compiled.
#[derive(Debug, Clone, Default)]
pub struct RedFlags {
    /// All their patterns.
    pub matcher: Matcher,
    /// The flags as the bank gives them, with their patterns.
    pub flags: Vec<(crate::bank::RedFlag, Vec<u32>)>,
}
