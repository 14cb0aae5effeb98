//! Results out. An output is a [`Sink`]: a stream of rows, or a file made from all of them at the end.
//!
//! To add a format: one file beside this one (or below `report`) with a type that implements [`Stream`] or [`Whole`], and
//! its ending in `cli/outputs.rs`. `responses.rs` is a short stream to copy, `gradebook.rs` a short whole file.

mod concepts;
mod file;
mod gradebook;
mod jsonl;
mod part;
mod place;
mod responses;
mod set;
pub mod table;

pub use concepts::ConceptTable;
pub use file::{Output, Standard};
pub use gradebook::Gradebook;
pub use jsonl::{JsonLines, Records};
pub use part::hidden;
pub use place::{Place, place};
pub use responses::ResponseTable;
pub use set::{OutputError, Outputs, Target};

use super::spill::Spill;
use super::{Row, RowError};
use crate::overrides::Overridden;
use crate::scoring::{Grade, round4};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter};

/// What became of a row.
#[derive(Clone, Copy)]
pub struct Outcome<'a> {
    /// The row; of a bad one, what could be read.
    pub row: &'a Row,
    /// The input's name.
    pub file: &'a str,
    /// The input's number, from 0.
    pub input: usize,
    /// 1-based line where the row begins.
    pub line: u64,
    /// 1-based number of the row in its input.
    pub number: u64,
    /// Its grade, or why there is none.
    pub result: Result<&'a Grade<'a>, &'a RowError>,
    /// A person's mark, where there is one: the grade has its score and band.
    pub overridden: Option<&'a Overridden>,
}

impl Outcome<'_> {
    /// The candidate's id as results have it: where the row has none, its number. Reports, which are made from records,
    /// know that nobody said who answered.
    pub fn candidate_id(&self) -> Cow<'_, str> {
        candidate_id(&self.row.candidate_id, self.number)
    }

    /// Points for a grade, four decimals; as the person gave them where a person did. `None` without a `max_score`.
    pub fn points(&self, grade: &Grade) -> Option<f64> {
        let max = self.row.max_score?;
        let given = self.overridden.and_then(|overridden| overridden.points);
        Some(given.unwrap_or_else(|| round4(grade.score * max)))
    }
}

/// How results say which input a row is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Origin {
    /// Not at all: there is one input.
    #[default]
    Known,
    /// By the file's name. The folders above it are nobody's business who reads results.
    Name,
    /// By the path as it was given: two inputs have one name.
    Path,
}

impl Origin {
    /// Of a run over these inputs.
    pub fn of(inputs: &[String]) -> Origin {
        let mut names: Vec<&str> = inputs.iter().map(|path| name_of(path)).collect();
        names.sort_unstable();
        names.dedup();
        match (inputs.len(), names.len()) {
            (0 | 1, _) => Origin::Known,
            (inputs, names) if inputs == names => Origin::Name,
            _ => Origin::Path,
        }
    }

    /// What a row's result says.
    fn tell<'o>(self, outcome: &Outcome<'o>) -> Option<&'o str> {
        match self {
            Origin::Known => None,
            Origin::Name => Some(name_of(outcome.file)),
            Origin::Path => Some(outcome.file),
        }
    }
}

/// The last part of a path.
fn name_of(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The candidate's id as results have it: as the row with this number says it, or else the number.
pub fn candidate_id(said: &Option<String>, number: u64) -> Cow<'_, str> {
    let said = said.as_deref().filter(|id| !id.trim().is_empty());
    said.map_or_else(|| Cow::Owned(number.to_string()), Cow::Borrowed)
}

/// How an output comes about.
pub enum Sink<'a> {
    /// Row by row: what is written while rows come in is the output.
    Stream(Box<dyn Stream + 'a>),
    /// At the end, from the spill of all records.
    Whole(Box<dyn Whole + 'a>),
}

/// A format whose rows follow each other.
pub trait Stream: Send + Sync {
    /// Appends what stands before the first row.
    fn header(&self, _out: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    /// Appends one row. Called by many threads at once, in any order; the pipeline puts rows in the order of the input.
    fn encode(&self, outcome: &Outcome, out: &mut Vec<u8>) -> io::Result<()>;
}

/// A format that needs all results before its first byte.
pub trait Whole: Send + Sync {
    /// Writes the output. The spill can be read as often as needed, never all of it into memory.
    fn render(&self, spill: &Spill, out: &mut WholeFile) -> io::Result<()>;
}

/// Where a whole file is written; it can be sought in.
pub type WholeFile = BufWriter<File>;
