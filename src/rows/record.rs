//! A result as it can be read back: the owned twin of a result row, with the answer and where it came from.
//!
//! Whatever is made from all results together (a gradebook, a workbook, pages, an analysis) is a function over an
//! iterator of these, see [`super::spill`].

use super::output::{Outcome, candidate_id};
use super::{RowError, item, who};
use crate::bank::Band;
use crate::overrides::Overridden;
use crate::scoring::{Arithmetic, Evidence, Flag, Grade, Status};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// Who answered, for whatever is told by candidate.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Candidate<'a> {
    /// The row says it: the candidate's id, else the e-mail address, else the name.
    Known(Cow<'a, str>),
    /// No row says it: each input row is a candidate of its own, whatever ids other rows have.
    Row {
        /// The number of the input, from 0.
        input: usize,
        /// The row's number in it, from 1.
        number: u64,
    },
}

impl<'a> Candidate<'a> {
    /// Of a row that says `who` answered, or does not.
    pub fn new(who: Option<&'a str>, input: usize, number: u64) -> Candidate<'a> {
        match who {
            Some(who) => Candidate::Known(Cow::Borrowed(who)),
            None => Candidate::Row { input, number },
        }
    }

    /// The same, to be kept.
    pub fn into_owned(self) -> Candidate<'static> {
        match self {
            Candidate::Known(who) => Candidate::Known(Cow::Owned(who.into_owned())),
            Candidate::Row { input, number } => Candidate::Row { input, number },
        }
    }
}

impl fmt::Display for Candidate<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Candidate::Known(who) => out.write_str(who),
            Candidate::Row { input: 0, number } => write!(out, "row {number}"),
            Candidate::Row { input, number } => write!(out, "row {number} of file {}", input + 1),
        }
    }
}

/// One row with its result.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct Record {
    /// Where this record stands in the spill, for [`super::spill::Spill::reader`].
    #[serde(skip)]
    pub at: u64,
    /// The input file.
    pub file: String,
    /// Its number among the inputs, from 0.
    #[serde(default)]
    pub input: usize,
    /// 1-based line where the row begins.
    pub line: u64,
    /// 1-based number of the row in its file.
    #[serde(default)]
    pub number: u64,
    /// As in the input; the row number where missing.
    pub answer_id: String,
    /// As in the input.
    pub candidate_id: Option<String>,
    /// The candidate's name, where the input has a column for it.
    pub name: Option<String>,
    /// The candidate's e-mail address, where the input has a column for it.
    pub email: Option<String>,
    /// The item.
    pub question_id: Option<String>,
    /// The question's text, where the row brought it along.
    pub question: Option<String>,
    /// The references that the row brought along.
    #[serde(default)]
    pub references: Vec<String>,
    /// The response.
    pub answer: String,
    /// score x `max_score`, four decimals.
    pub points: Option<f64>,
    /// The most points.
    pub max_score: Option<f64>,
    /// The result; `None` where the row could not be graded.
    pub grade: Option<RecordGrade>,
    /// Why it could not.
    pub error: Option<RowError>,
    /// A person's mark: the grade has its score and band.
    #[serde(rename = "override", default)]
    pub overridden: Option<Overridden>,
}

impl Record {
    /// Who answered.
    pub fn candidate(&self) -> Candidate<'_> {
        Candidate::new(self.who(), self.input, self.number)
    }

    /// The candidate's id as results have it, see [`candidate_id`].
    pub fn candidate_id(&self) -> Cow<'_, str> {
        candidate_id(&self.candidate_id, self.number)
    }

    /// Who answered, as far as the row says so: for an order that is not that of the input.
    pub fn who(&self) -> Option<&str> {
        who([&self.candidate_id, &self.email, &self.name])
    }

    /// Passages of the answer (bytes `start..end`), with ` … ` between.
    pub fn passages(&self, ranges: impl Iterator<Item = (usize, usize)>) -> String {
        ranges.filter_map(|(start, end)| self.answer.get(start..end)).collect::<Vec<_>>().join(" … ")
    }

    /// Which question: its id, or its text where the row brought its own.
    pub fn item(&self) -> &str {
        item(&self.question_id, &self.question)
    }
}

/// The owned twin of [`Grade`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct RecordGrade {
    /// 0 to 1.
    pub score: f64,
    /// The band.
    pub band: Band,
    /// 0 to 1.
    pub confidence: f64,
    /// A person should look at this one.
    pub needs_review: bool,
    /// Every concept, in the order of the keyword set.
    pub concepts: Vec<RecordConcept>,
    /// Groups of concepts.
    #[serde(default)]
    pub groups: Vec<RecordGroup>,
    /// Labels of what is missing, what costs most first.
    pub missing: Vec<String>,
    /// Misconceptions asserted.
    pub misconceptions: Vec<RecordStatement>,
    /// Red flags asserted.
    pub red_flags: Vec<RecordStatement>,
    /// What is odd about the response.
    pub flags: Vec<Flag>,
    /// Messages for the person who answered.
    pub feedback: Vec<String>,
    /// The numbers behind the score, without the sum of an item with references alone.
    pub arithmetic: Arithmetic,
    /// Engine and version.
    pub engine: String,
    /// Hash of the item as compiled.
    pub rubric: String,
}

/// One concept's part.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct RecordConcept {
    /// The concept's id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What it can add.
    pub weight: f64,
    /// Status.
    pub status: Status,
    /// The band is capped while it is missing.
    #[serde(default)]
    pub required: bool,
    /// Where the response says it.
    pub evidence: Vec<Evidence>,
}

/// What a group adds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct RecordGroup {
    /// The group's id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// The most it can add.
    pub weight: f64,
    /// What it adds.
    pub earned: f64,
    /// Ids of its members.
    pub of: Vec<String>,
}

/// A misconception or red flag found.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct RecordStatement {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// The correction of a misconception, or the question to ask about a red flag.
    pub correction: Option<String>,
    /// Best band while it stands.
    pub cap: Option<Band>,
    /// Taken off the score.
    #[serde(default)]
    pub penalty: f64,
    /// Where the response says it.
    pub evidence: Vec<Evidence>,
}

/// A record as it is written: the same fields, borrowed.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    input: usize,
    line: u64,
    number: u64,
    answer_id: &'a str,
    candidate_id: Option<&'a str>,
    name: Option<&'a str>,
    email: Option<&'a str>,
    question_id: Option<&'a str>,
    question: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    references: &'a [String],
    answer: Cow<'a, str>,
    points: Option<f64>,
    max_score: Option<f64>,
    grade: Option<&'a Grade<'a>>,
    error: Option<&'a RowError>,
    #[serde(rename = "override", skip_serializing_if = "Option::is_none")]
    overridden: Option<&'a Overridden>,
}

/// Appends the record of a row as one line of JSON.
pub fn encode(outcome: &Outcome, out: &mut Vec<u8>) -> std::io::Result<()> {
    let row = outcome.row;
    let grade = outcome.result.ok();
    let line = Line {
        file: outcome.file,
        input: outcome.input,
        line: outcome.line,
        number: outcome.number,
        answer_id: &row.answer_id,
        candidate_id: row.candidate_id.as_deref(),
        name: row.name.as_deref(),
        email: row.email.as_deref(),
        question_id: row.question_id.as_deref(),
        question: row.question.as_deref(),
        references: &row.references,
        answer: Cow::Borrowed(&row.answer),
        points: grade.and_then(|grade| outcome.points(grade)),
        max_score: row.max_score,
        grade,
        error: outcome.result.err(),
        overridden: outcome.overridden,
    };
    serde_json::to_writer(&mut *out, &line)?;
    out.push(b'\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::rows::Row;
    use crate::rows::RowCode;

    fn back(outcome: &Outcome) -> Record {
        let mut line = Vec::new();
        encode(outcome, &mut line).expect("in memory");
        serde_json::from_slice(&line).expect("a record")
    }

    fn outcome<'a>(row: &'a Row, result: Result<&'a Grade<'a>, &'a RowError>) -> Outcome<'a> {
        Outcome { row, file: "a.csv", input: 1, line: 9, number: 8, result, overridden: None }
    }

    #[test]
    fn a_candidate_is_known_by_id_address_or_name_and_else_a_row_of_its_own() {
        let error = RowError::new(RowCode::UnknownItem, "there is no item `x`");
        let some = |text: &str| Some(text.to_string());
        let candidate = |candidate_id, email, name| {
            let row = Row { answer_id: "7".into(), candidate_id, email, name, ..Row::default() };
            back(&outcome(&row, Err(&error))).candidate().into_owned()
        };
        assert_eq!(candidate(some("c-1"), some("ann@b.c"), some("Ann")).to_string(), "c-1");
        assert_eq!(candidate(some(" "), some(" ann@b.c "), some("Ann")).to_string(), "ann@b.c");
        assert_eq!(candidate(None, None, some("Ann")).to_string(), "Ann");
        let nobody = candidate(some(""), None, None);
        assert_eq!(nobody.to_string(), "row 8 of file 2");
        assert_ne!(nobody, candidate(some("row 8 of file 2"), None, None), "an id that looks like it is another");
        assert_eq!(Candidate::Row { input: 0, number: 8 }.to_string(), "row 8");
    }

    #[test]
    fn what_was_written_is_read_back() {
        let engine = Engine::shipped();
        let rubric = engine.rubric("gil").expect("an item");
        let row = Row {
            answer_id: "7".into(),
            question_id: Some("gil".into()),
            answer: "Only one \"thread\" runs at a time,\nnot two.".into(),
            max_score: Some(3.0),
            ..Row::default()
        };
        let grade = crate::feedback::grade(rubric, &row.answer);
        let record = back(&outcome(&row, Ok(&grade)));
        assert_eq!((record.answer.as_str(), record.line), (row.answer.as_str(), 9));
        let read = record.grade.expect("graded");
        assert_eq!((read.score, read.band, read.rubric.as_str()), (grade.score, grade.band, grade.rubric));
        assert_eq!(read.arithmetic, grade.arithmetic);
        let evidence = |list: &[Evidence]| list.to_vec();
        let concepts: Vec<_> =
            grade.concepts.iter().map(|one| (one.id.into(), one.status, evidence(&one.evidence))).collect();
        let found: Vec<_> =
            read.concepts.iter().map(|one| (one.id.clone(), one.status, evidence(&one.evidence))).collect();
        assert_eq!(found, concepts);
        assert!(concepts.iter().any(|one| !one.2.is_empty()), "{concepts:?}");
    }

    #[test]
    fn a_row_that_failed_has_its_reason() {
        let error = RowError::new(RowCode::UnknownItem, "there is no item `x`");
        let row = Row { answer_id: "8".into(), question_id: Some("x".into()), ..Row::default() };
        let record = back(&outcome(&row, Err(&error)));
        assert_eq!(record.error.map(|error| error.code.to_string()).as_deref(), Some("unknown-item"));
        assert!(record.grade.is_none());
    }
}
