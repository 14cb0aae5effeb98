//! CSV with a row per concept of each response: which key elements were stated, and in which words.

use super::table::{join, line};
use super::{Origin, Outcome, Stream};
use std::io;

/// A row per concept. A response that could not be graded has one row with its error.
#[derive(Debug, Clone, Copy, Default)]
pub struct ConceptTable {
    /// How results say which input they are from: then in a column of its own.
    pub origin: Origin,
}

const IDS: [&str; 3] = ["answer_id", "candidate_id", "question_id"];
const HEADER: [&str; 7] = ["concept_id", "label", "weight", "required", "status", "evidence", "error"];

impl ConceptTable {
    fn line(
        &self,
        ids: [&str; IDS.len()],
        file: &str,
        cells: [&str; HEADER.len()],
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        let file: &[&str] = if self.origin == Origin::Known { &[] } else { &[file] };
        line(&[&ids, file, &cells].concat(), out)
    }
}

impl Stream for ConceptTable {
    fn header(&self, out: &mut Vec<u8>) -> io::Result<()> {
        self.line(IDS, "file", HEADER, out)
    }

    fn encode(&self, outcome: &Outcome, out: &mut Vec<u8>) -> io::Result<()> {
        let row = outcome.row;
        let (candidate, question) = (outcome.candidate_id(), row.id());
        let ids: [&str; IDS.len()] = [&row.answer_id, &candidate, &question];
        let file = self.origin.tell(outcome).unwrap_or_default();
        match outcome.result {
            Ok(grade) => {
                for concept in &grade.concepts {
                    let said = concept.evidence.iter().filter_map(|place| row.answer.get(place.start..place.end));
                    self.line(
                        ids,
                        file,
                        [
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
                self.line(ids, file, ["", "", "", "", "", "", &message], out)
            }
        }
    }
}
