//! CSV with a row per response.

use super::table::{join, line, optional};
use super::{Origin, Outcome, Stream};
use crate::scoring::{ENGINE, Status};
use std::io;

/// The flat fields of each result.
#[derive(Debug, Clone, Copy, Default)]
pub struct ResponseTable {
    /// Whether persons gave marks: then columns at the end say which they are, and what the machine had said.
    pub marked: bool,
    /// Whether names and addresses are left out, with their columns.
    pub anonymous: bool,
    /// How results say which input they are from: then in a column of its own.
    pub origin: Origin,
}

/// The columns behind those that say who answered what.
const HEADER: [&str; 17] = [
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

/// Who answered what.
struct Who<'a> {
    answer: &'a str,
    candidate: &'a str,
    name: &'a str,
    email: &'a str,
    question: &'a str,
    file: &'a str,
}

impl ResponseTable {
    fn line(
        &self,
        who: &Who,
        fields: [&str; HEADER.len()],
        marked: [&str; MARKED.len()],
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        let mut cells = vec![who.answer, who.candidate];
        if !self.anonymous {
            cells.extend([who.name, who.email]);
        }
        cells.push(who.question);
        if self.origin != Origin::Known {
            cells.push(who.file);
        }
        cells.extend(fields);
        if self.marked {
            cells.extend(marked);
        }
        line(&cells, out)
    }
}

impl Stream for ResponseTable {
    fn header(&self, out: &mut Vec<u8>) -> io::Result<()> {
        let who = Who {
            answer: "answer_id",
            candidate: "candidate_id",
            name: "name",
            email: "email",
            question: "question_id",
            file: "file",
        };
        self.line(&who, HEADER, MARKED, out)
    }

    fn encode(&self, outcome: &Outcome, out: &mut Vec<u8>) -> io::Result<()> {
        let row = outcome.row;
        let who = Who {
            answer: &row.answer_id,
            candidate: &outcome.candidate_id(),
            name: row.name.as_deref().unwrap_or_default(),
            email: row.email.as_deref().unwrap_or_default(),
            question: &row.id(),
            file: self.origin.tell(outcome).unwrap_or_default(),
        };
        let grade = match outcome.result {
            Ok(grade) => grade,
            Err(error) => {
                let message = format!("line {}: {}: {}", outcome.line, error.code, error.message);
                let mut fields = [""; HEADER.len()];
                fields[HEADER.len() - 1] = &message;
                return self.line(&who, fields, [""; MARKED.len()], out);
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
            &who,
            [
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
