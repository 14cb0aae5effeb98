//! CSV with a row per concept of each response: which key elements were stated, and in which words.

use super::table::{join, line};
use super::{Outcome, Stream};
use std::io;

/// A row per concept. A response that could not be graded has one row with its error.
pub struct ConceptTable;

const HEADER: [&str; 10] = [
    "answer_id",
    "candidate_id",
    "question_id",
    "concept_id",
    "label",
    "weight",
    "required",
    "status",
    "evidence",
    "error",
];

impl Stream for ConceptTable {
    fn header(&self, out: &mut Vec<u8>) -> io::Result<()> {
        line(&HEADER, out)
    }

    fn encode(&self, outcome: &Outcome, out: &mut Vec<u8>) -> io::Result<()> {
        let row = outcome.row;
        let (candidate, question) = (&*outcome.candidate_id(), &*row.id());
        match outcome.result {
            Ok(grade) => {
                for concept in &grade.concepts {
                    let said = concept.evidence.iter().filter_map(|place| row.answer.get(place.start..place.end));
                    line(
                        &[
                            &row.answer_id,
                            candidate,
                            question,
                            concept.id,
                            concept.label,
                            &concept.weight.to_string(),
                            if concept.required { "true" } else { "false" },
                            concept.status.name(),
                            &join(said),
                            "",
                        ],
                        out,
                    )?;
                }
                Ok(())
            }
            Err(error) => {
                let message = format!("line {}: {}: {}", outcome.line, error.code, error.message);
                line(&[&row.answer_id, candidate, question, "", "", "", "", "", "", &message], out)
            }
        }
    }
}
