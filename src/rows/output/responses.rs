//! CSV with a row per response.

use super::table::{join, line, optional};
use super::{Outcome, Stream};
use crate::scoring::{ENGINE, Status};
use std::io;

/// The flat fields of each result.
#[derive(Debug, Clone, Copy, Default)]
pub struct ResponseTable {
    /// Whether persons gave marks: then columns at the end say which they are, and what the machine had said.
    pub marked: bool,
}

/// The columns.
pub const HEADER: [&str; 20] = [
    "answer_id",
    "candidate_id",
    "question_id",
    "score",
    "points",
    "max_score",
    "band",
    "confidence",
    "needs_review",
    "met",
    "partial",
    "contradicted",
    "missing",
    "misconceptions",
    "red_flags",
    "flags",
    "feedback",
    "engine",
    "rubric",
    "error",
];

/// Further columns where persons gave marks.
const MARKED: [&str; 4] = ["marked_by", "machine_score", "machine_band", "comment"];

impl ResponseTable {
    fn line(&self, fields: &[&str], marked: [&str; 4], out: &mut Vec<u8>) -> io::Result<()> {
        if self.marked { line(&[fields, &marked].concat(), out) } else { line(fields, out) }
    }
}

impl Stream for ResponseTable {
    fn header(&self, out: &mut Vec<u8>) -> io::Result<()> {
        self.line(&HEADER, MARKED, out)
    }

    fn encode(&self, outcome: &Outcome, out: &mut Vec<u8>) -> io::Result<()> {
        let row = outcome.row;
        let (candidate, question) = (&*outcome.candidate_id(), &*row.id());
        let grade = match outcome.result {
            Ok(grade) => grade,
            Err(error) => {
                let message = format!("line {}: {}: {}", outcome.line, error.code, error.message);
                let mut fields = [""; HEADER.len()];
                fields[..3].copy_from_slice(&[&row.answer_id, candidate, question]);
                fields[HEADER.len() - 1] = &message;
                return self.line(&fields, [""; 4], out);
            }
        };
        let with = |status: Status| {
            join(grade.concepts.iter().filter(|concept| concept.status == status).map(|concept| concept.label))
        };
        let machine = outcome.overridden.map(|overridden| overridden.machine.score.to_string()).unwrap_or_default();
        let marked = outcome.overridden.map_or([""; 4], |overridden| {
            let comment = overridden.comment.as_deref().unwrap_or_default();
            ["person", &machine, overridden.machine.band.name(), comment]
        });
        self.line(
            &[
                &row.answer_id,
                candidate,
                question,
                &grade.score.to_string(),
                &optional(outcome.points(grade)),
                &optional(row.max_score),
                grade.band.name(),
                &grade.confidence.to_string(),
                if grade.needs_review { "true" } else { "false" },
                &with(Status::Met),
                &with(Status::Partial),
                &with(Status::Contradicted),
                &join(grade.missing.iter().copied()),
                &join(grade.misconceptions.iter().map(|wrong| wrong.label)),
                &join(grade.red_flags.iter().map(|flag| flag.label)),
                &grade.flags.iter().map(|flag| flag.name()).collect::<Vec<_>>().join(" "),
                &grade.feedback.join(" "),
                ENGINE,
                grade.rubric,
                "",
            ],
            marked,
            out,
        )
    }
}
