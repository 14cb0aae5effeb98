//! The steps in which a point is told, from the least to the most.

use crate::feedback::{Points, Reveal};
use crate::progress::Help;

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aid {
    /// Of what sort it is. A result says as much of every open point.
    Sort,
    /// The author's memory aid.
    Hint,
    /// What an interviewer would ask to be told it.
    Question,
    /// Its label.
    Label,
    /// How a good answer says it.
    Example,
}

impl Aid {
    /// From the least to the most.
    pub const ALL: [Aid; 5] = [Aid::Sort, Aid::Hint, Aid::Question, Aid::Label, Aid::Example];

    /// How much help it is.
    pub fn help(self) -> Help {
        match self {
            Aid::Sort => Help::Topic,
            Aid::Hint | Aid::Question => Help::Hint,
            Aid::Label => Help::Label,
            Aid::Example => Help::Answer,
        }
    }

    /// What it tells about a concept; `None` where it has nothing to tell, or would give it away too early.
    pub fn text(self, points: &mut Points, concept: usize) -> Option<String> {
        match self {
            Aid::Sort => points.at(concept, Reveal::Topic),
            Aid::Hint => points.at(concept, Reveal::Hint),
            Aid::Question => points.question(concept),
            Aid::Label => points.at(concept, Reveal::Label),
            Aid::Example => points.at(concept, Reveal::Answer),
        }
    }
}
