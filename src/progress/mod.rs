//! What practice leaves behind: answers with what they said, what is remembered of each concept, and when it is due.
//!
//! [`store`] keeps it in one SQLite file; [`schedule`] works out from the answers to an item, and from nothing else, what
//! is remembered of its concepts; [`summary`] looks back. Nothing here reads a clock: every call is told the time.

mod day;
pub mod schedule;
pub mod store;
pub mod summary;
pub mod transfer;

use crate::bank::Band;
use crate::feedback::Reveal;
use crate::scoring::Status;
use serde::{Deserialize, Serialize};

pub use day::Day;
pub use store::{Store, StoreError};

/// When something happens: a point in time, and the day that the calendar on the wall shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// Days since 1970-01-01 in local time.
    pub day: i32,
}

/// One finished answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// Unique: by it the answer is known again.
    pub uid: String,
    /// The uid of the first try at the question in this visit.
    pub visit: String,
    /// 1 for the first try, 2 for the next ...
    #[serde(rename = "try")]
    pub attempt: u32,
    /// The item's id.
    pub item: String,
    /// When.
    #[serde(flatten)]
    pub moment: Moment,
    /// The answer's text.
    pub answer: String,
    /// 0 to 1.
    pub score: f64,
    /// The band.
    pub band: Band,
    /// Engine and version that graded it.
    pub engine: String,
    /// Hash of the item as compiled.
    pub rubric: String,
    /// Every concept of the item.
    pub concepts: Vec<Said>,
    /// Ids of the misconceptions it asserts.
    #[serde(default)]
    pub misconceptions: Vec<String>,
}

/// What an answer says about one concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The concept's id.
    pub id: String,
    /// Whether it is said.
    pub status: Status,
    /// What had been told about it in this visit before the answer was given.
    #[serde(default, skip_serializing_if = "Help::is_none")]
    pub help: Help,
}

/// How much help was taken: nothing, or a level of disclosure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Help {
    /// None.
    #[default]
    None,
    /// That something of this sort is missing.
    Topic,
    /// The author's hint.
    Hint,
    /// Its label.
    Label,
    /// How a good answer says it.
    Answer,
}

impl Help {
    /// Whether no help was taken.
    pub fn is_none(&self) -> bool {
        *self == Help::None
    }
}

impl From<Reveal> for Help {
    fn from(reveal: Reveal) -> Help {
        match reveal {
            Reveal::Topic => Help::Topic,
            Reveal::Hint => Help::Hint,
            Reveal::Label => Help::Label,
            Reveal::Answer => Help::Answer,
        }
    }
}

/// "I was right": what somebody says about a grade, for the author of the bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispute {
    /// Unique: by it the dispute is known again.
    pub uid: String,
    /// When.
    #[serde(flatten)]
    pub moment: Moment,
    /// The item.
    pub item: String,
    /// The uid of the answer.
    pub answer: String,
    /// What was judged wrongly.
    #[serde(flatten)]
    pub subject: Subject,
    /// The words that should have counted (or should not).
    pub wording: String,
}

/// What a dispute is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// A concept that was said and did not count.
    Concept(String),
    /// A misconception that was not said and did count.
    Misconception(String),
}

/// An answer that was not finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The item.
    pub item: String,
    /// When it was left.
    #[serde(flatten)]
    pub moment: Moment,
    /// What is written so far.
    pub text: String,
    /// The most help that was taken for any of the item's concepts.
    #[serde(default)]
    pub helped: Help,
}

/// A question that was passed over without an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    /// The item.
    pub item: String,
    /// When.
    #[serde(flatten)]
    pub moment: Moment,
}
