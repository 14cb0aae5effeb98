//! JSON Lines: everything about a row on one line.

use super::{Outcome, Stream};
use crate::overrides::Overridden;
use crate::rows::{RowError, record};
use crate::scoring::Grade;
use serde::Serialize;
use std::io;

/// The results as the contract has them.
pub struct JsonLines;

#[derive(Serialize)]
struct GoodLine<'a> {
    answer_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    candidate_id: Option<&'a str>,
    question_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_score: Option<f64>,
    #[serde(flatten)]
    grade: &'a Grade<'a>,
    #[serde(rename = "override", skip_serializing_if = "Option::is_none")]
    overridden: Option<&'a Overridden>,
}

#[derive(Serialize)]
struct BadLine<'a> {
    answer_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    candidate_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    question_id: Option<&'a str>,
    line: u64,
    error: &'a RowError,
}

impl Stream for JsonLines {
    fn encode(&self, outcome: &Outcome, out: &mut Vec<u8>) -> io::Result<()> {
        let row = outcome.row;
        match outcome.result {
            Ok(grade) => {
                let line = GoodLine {
                    answer_id: &row.answer_id,
                    candidate_id: row.candidate_id.as_deref(),
                    question_id: row.question_id.as_deref().unwrap_or_default(),
                    points: outcome.points(grade),
                    max_score: row.max_score,
                    grade,
                    overridden: outcome.overridden,
                };
                serde_json::to_writer(&mut *out, &line)?;
            }
            Err(error) => {
                let line = BadLine {
                    answer_id: &row.answer_id,
                    candidate_id: row.candidate_id.as_deref(),
                    question_id: row.question_id.as_deref(),
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

/// The spill: what whole outputs are made from.
pub struct Records;

impl Stream for Records {
    fn encode(&self, outcome: &Outcome, out: &mut Vec<u8>) -> io::Result<()> {
        record::encode(outcome, out)
    }
}
