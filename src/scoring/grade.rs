//! What grading yields: a plain value that every report is a view of.

use super::cap::Cap;
use crate::bank::{Band, Bands};
use crate::claims::EvidenceKind;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The engine's name and version, part of every result.
pub const ENGINE: &str = concat!("gradus ", env!("CARGO_PKG_VERSION"));

/// The result of grading one response to one item. Borrows labels from the rubric.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Grade<'r> {
    /// 0 to 1, four decimals.
    pub score: f64,
    /// The band the score falls into.
    pub band: Band,
    /// 0 to 1: how far from a cut point, how much unexplained text, how mixed the evidence.
    pub confidence: f64,
    /// A person should look at this one.
    pub needs_review: bool,
    /// Every concept with its status and evidence, in the order of the keyword set.
    pub concepts: Vec<ConceptGrade<'r>>,
    /// Groups of concepts with what they add.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupGrade<'r>>,
    /// Labels of what is missing, what costs most first.
    pub missing: Vec<&'r str>,
    /// Misconceptions asserted.
    pub misconceptions: Vec<StatementGrade<'r>>,
    /// Red flags asserted.
    pub red_flags: Vec<StatementGrade<'r>>,
    /// What is odd about the response.
    pub flags: Vec<Flag>,
    /// Messages for the person who answered; `feedback` writes them, scoring leaves them empty.
    pub feedback: Vec<String>,
    /// The numbers behind the score.
    pub arithmetic: Arithmetic,
    /// Engine and version.
    pub engine: &'static str,
    /// Hash of the item as compiled.
    pub rubric: &'r str,
}

impl Grade<'_> {
    /// Whether it [`rests_on_words`].
    pub fn rests_on_words(&self) -> bool {
        rests_on_words(self.band, self.concepts.iter().map(|concept| concept.status))
    }
}

/// Whether a band is above the lowest though no concept is met, not even in part: it rests on likeness of words alone.
pub fn rests_on_words(band: Band, mut concepts: impl ExactSizeIterator<Item = Status>) -> bool {
    band > Band::Weak && concepts.len() > 0 && !concepts.any(Status::is_stated)
}

/// Status of a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Stated.
    Met,
    /// Stated weakly or in part.
    Partial,
    /// Not stated.
    Missed,
    /// The contrary is stated.
    Contradicted,
}

impl Status {
    /// All of them, the best first.
    pub const ALL: [Status; 4] = [Status::Met, Status::Partial, Status::Missed, Status::Contradicted];

    /// Whether the concept is stated, be it only in part.
    pub fn is_stated(self) -> bool {
        matches!(self, Status::Met | Status::Partial)
    }

    /// The status's word in results.
    pub fn name(self) -> &'static str {
        match self {
            Status::Met => "met",
            Status::Partial => "partial",
            Status::Missed => "missed",
            Status::Contradicted => "contradicted",
        }
    }
}

/// One concept's part in a grade.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConceptGrade<'r> {
    /// The concept's id.
    pub id: &'r str,
    /// Its label.
    pub label: &'r str,
    /// What it can add: its own weight, or its share of its group's.
    pub weight: f64,
    /// Status.
    pub status: Status,
    /// The band is capped while it is missing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Where the response says it.
    pub evidence: Vec<Evidence>,
}

/// What a group adds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupGrade<'r> {
    /// The group's id.
    pub id: &'r str,
    /// Its label.
    pub label: &'r str,
    /// The most it can add.
    pub weight: f64,
    /// What it adds.
    pub earned: f64,
    /// Ids of its members.
    pub of: Vec<&'r str>,
}

/// A misconception or red flag found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatementGrade<'r> {
    /// Its id.
    pub id: &'r str,
    /// Its label.
    pub label: &'r str,
    /// The correction of a misconception, or the question to ask about a red flag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<&'r str>,
    /// Best band while it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<Band>,
    /// Taken off the score.
    #[serde(skip_serializing_if = "is_zero")]
    pub penalty: f64,
    /// Where the response says it.
    pub evidence: Vec<Evidence>,
}

fn is_zero(value: &f64) -> bool {
    *value == 0.0
}

/// A place in the response. Offsets are bytes of the response's UTF-8, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it says.
    pub kind: EvidenceKind,
    /// The words that turned it: a negator, the other side's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<crate::span::Span>,
    /// A word was read as a misspelt one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fuzzy: bool,
}

/// What is odd about a response. A closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Flag {
    /// Nothing but white space.
    Empty,
    /// "I don't know" and the like.
    NonAnswer,
    /// Restates the question.
    Echo,
    /// About something else.
    OffTopic,
    /// Terms without statements.
    KeywordList,
    /// Hardly any content.
    TooShort,
    /// Longer than what is analysed.
    Truncated,
    /// Not in the language of the bank.
    OtherLanguage,
}

impl Flag {
    /// All of them, in the order in which results have them.
    pub const ALL: [Flag; 8] = [
        Flag::Empty,
        Flag::NonAnswer,
        Flag::Echo,
        Flag::OffTopic,
        Flag::KeywordList,
        Flag::TooShort,
        Flag::Truncated,
        Flag::OtherLanguage,
    ];

    /// The flag's word in results.
    pub const fn name(self) -> &'static str {
        match self {
            Flag::Empty => "empty",
            Flag::NonAnswer => "non-answer",
            Flag::Echo => "echo",
            Flag::OffTopic => "off-topic",
            Flag::KeywordList => "keyword-list",
            Flag::TooShort => "too-short",
            Flag::Truncated => "truncated",
            Flag::OtherLanguage => "other-language",
        }
    }
}

/// The numbers behind a score, in the order in which they are used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct Arithmetic {
    /// Sum of what concepts and groups earned.
    pub earned: f64,
    /// Sum of what they could earn.
    pub possible: f64,
    /// earned / possible.
    pub coverage: f64,
    /// Closeness to the best reference, 0 to 1, the question's words left out.
    pub similarity: f64,
    /// Share of the response's content words (by rarity) that the question, the references or the patterns know, 0 to 1.
    pub explained: f64,
    /// Distinct words that the item knows and the question did not give, in sentences that state a concept.
    pub depth: u32,
    /// Words of any kind, between blanks.
    pub words: u32,
    /// The writer says that there is something that they do not know.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub admits: bool,
    /// The depth up to which an answer is shallow.
    pub shallow_below: u32,
    /// The raw score that *strong* asks of such an answer.
    pub strong_asks: f64,
    /// What similarity adds: share x similarity x (1 - coverage).
    pub support: f64,
    /// What contradicted concepts cost.
    pub contradicted: f64,
    /// Words in statements that say otherwise than every reference: another number of the same thing, an opposite.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clashes: Vec<crate::span::Span>,
    /// What they cost.
    pub clash: f64,
    /// What misconceptions cost.
    pub penalty: f64,
    /// coverage + support - contradicted - clash - penalty, within 0 to 1.
    pub raw: f64,
    /// Why nothing is earned, whatever the sum says, `raw` being 0: the word of a flag, or `silent` where the response has to
    /// do with no reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nothing: Option<Cow<'static, str>>,
    /// What holds the band down.
    pub caps: Vec<Cap>,
    /// Cut points in force.
    pub average_from: f64,
    /// Cut points in force.
    pub strong_from: f64,
    /// For an item with references alone: the sum that stands in place of the ones above.
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub derived: Option<DerivedSum>,
}

impl Arithmetic {
    /// The cut points in force.
    pub fn bands(&self) -> Bands {
        Bands { average: self.average_from, strong: self.strong_from }
    }
}

/// The arithmetic of an item with references alone: the sum of value x weight, scaled (`scoring::derived::scale`).
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct DerivedSum {
    /// The closest reference, counted from 0.
    pub reference: usize,
    /// What was measured against it, and what it counts for.
    pub terms: Vec<Term>,
    /// The sum.
    pub linear: f64,
    /// The part of it that measures what is said wrong (`scoring::fitted::AGAINST`), 0 or less.
    pub against: f64,
    /// The share of what is not met that is forgiven.
    pub doubt: f64,
}

/// One measure of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Term {
    /// Its name (see `similarity::features`).
    pub name: &'static str,
    /// Its value, four decimals.
    pub value: f64,
    /// What it counts for (see `scoring::fitted`).
    pub weight: f64,
}
