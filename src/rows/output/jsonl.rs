//! JSON Lines: everything about a row on one line.

use super::{Origin, Outcome, Stream};
use crate::overrides::Overridden;
use crate::rows::{RowError, record};
use serde::Serialize;
use std::io;

/// The results as the contract has them.
#[derive(Debug, Clone, Copy, Default)]
pub struct JsonLines {
    /// How results say which input they are from.
    pub origin: Origin,
}

/// What stands before the fields of the grade ...
#[derive(Serialize)]
struct Head<'a> {
    answer_id: &'a str,
    candidate_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    question_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_score: Option<f64>,
}

/// ... and what behind them.
#[derive(Serialize)]
struct Tail<'a> {
    #[serde(rename = "override")]
    overridden: &'a Overridden,
}

#[derive(Serialize)]
struct BadLine<'a> {
    answer_id: &'a str,
    candidate_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    question_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    line: u64,
    error: &'a RowError,
}

impl Stream for JsonLines {
    fn encode(&self, outcome: &Outcome, out: &mut Vec<u8>) -> io::Result<()> {
        let row = outcome.row;
        match outcome.result {
            Ok(grade) => {
                let head = Head {
                    answer_id: &row.answer_id,
                    candidate_id: &outcome.candidate_id(),
                    name: row.name.as_deref(),
                    email: row.email.as_deref(),
                    question_id: &row.id(),
                    file: self.origin.tell(outcome),
                    points: outcome.points(grade),
                    max_score: row.max_score,
                };
                serde_json::to_writer(&mut *out, &head)?;
                go_on(out, grade)?;
                if let Some(overridden) = outcome.overridden {
                    go_on(out, &Tail { overridden })?;
                }
            }
            Err(error) => {
                let line = BadLine {
                    answer_id: &row.answer_id,
                    candidate_id: &outcome.candidate_id(),
                    name: row.name.as_deref(),
                    email: row.email.as_deref(),
                    question_id: row.question_id.as_deref(),
                    file: self.origin.tell(outcome),
                    line: outcome.line,
                    error,
                };
                serde_json::to_writer(&mut *out, &line)?;
            }
        }
        out.push(b'\n');
        Ok(())
    }
}

/// Adds the fields of one more object to the object that `out` ends with. Neither may be empty. (Serde's `flatten` does
/// the same through a map of its own, field by field: a fifth of the time of writing a row.)
fn go_on(out: &mut Vec<u8>, more: &impl Serialize) -> io::Result<()> {
    out.pop();
    let joint = out.len();
    serde_json::to_writer(&mut *out, more)?;
    if let Some(brace) = out.get_mut(joint) {
        *brace = b',';
    }
    Ok(())
}

/// The spill: what whole outputs are made from.
pub struct Records;

impl Stream for Records {
    fn encode(&self, outcome: &Outcome, out: &mut Vec<u8>) -> io::Result<()> {
        record::encode(outcome, out)
    }
}
