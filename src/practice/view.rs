//! What a session shows, as plain data.

use super::aid::Aid;
use super::visit::Point;
use crate::bank::{Band, Bands, Summary};
use crate::rubric::Rubric;
use std::sync::Arc;

/// Something to be shown.
#[derive(Debug, Clone)]
pub enum View {
    /// A question.
    Question {
        /// The how-manieth of the session.
        number: usize,
        /// Of how many, where that is known.
        of: Option<usize>,
        /// The question.
        question: Summary,
        /// Concepts of it that are due.
        due: u32,
        /// An unfinished answer is taken up again.
        resumed: bool,
    },
    /// The grade of an answer.
    Result {
        /// The item.
        rubric: Arc<Rubric>,
        /// The answer.
        answer: String,
        /// The answer before it in this visit.
        before: Option<String>,
        /// What is still open, and what was told about it.
        points: Vec<Point>,
    },
    /// Something about a point.
    Told {
        /// The point's name.
        name: String,
        /// The step.
        aid: Aid,
        /// What is told.
        text: String,
        /// Whether there is more to tell about it.
        more: bool,
    },
    /// Everything that a good answer says.
    Key {
        /// The item.
        rubric: Arc<Rubric>,
        /// The last answer; empty before the first.
        answer: String,
    },
    /// What an interviewer would ask next.
    FollowUp(String),
    /// There is no follow-up question, or none any more.
    NoFollowUp {
        /// Some were asked before.
        asked: bool,
        /// Ids of related questions.
        related: Vec<String>,
    },
    /// A dispute was kept.
    Disputed {
        /// The point's name.
        name: String,
        /// The words that were kept.
        wording: String,
    },
    /// One of a few remarks.
    Note(Note),
    /// What the session came to.
    Summary(Vec<Tally>),
}

/// A remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// What the commands do.
    Commands,
    /// An empty answer: nothing is graded or kept.
    NothingWritten,
    /// All is said.
    NothingMissing,
    /// All has been told.
    NothingMoreToTell,
    /// There is no point of this name; these there are.
    NoSuchPoint(Vec<String>),
    /// A command needs the name of a point; these there are.
    WhichPoint(Vec<String>),
    /// There is no such command.
    NoSuchCommand(String),
    /// Nothing has been answered yet.
    NoAnswerYet,
    /// An unfinished answer is kept.
    DraftKept,
    /// No question is left that fits.
    NothingLeft,
}

/// How one question went.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// The item.
    pub item: String,
    /// Its cut points.
    pub cuts: Bands,
    /// Tries.
    pub tries: usize,
    /// Score and band of the first try.
    pub first: (f64, Band),
    /// Score and band of the last.
    pub last: (f64, Band),
}
