//! The answers on which machine and human are furthest apart, with what the machine saw in them.

use super::judged::{Judged, Statuses};
use super::prepare::Row;
use crate::bank::Band;
use serde::Serialize;

/// A disagreement to be looked at.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Disagreement {
    /// Where the row stands.
    pub file: String,
    /// 1-based line.
    pub line: u64,
    /// The question.
    pub question_id: String,
    /// The answer's id.
    pub answer_id: String,
    /// The answer.
    pub answer: String,
    /// The human's score, a share of the maximum.
    pub human: f64,
    /// The human's band.
    pub human_band: Band,
    /// The human's label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub human_label: Option<String>,
    /// The machine's score, 0 to 1.
    pub machine: f64,
    /// The machine's band.
    pub machine_band: Band,
    /// `machine - human`.
    pub difference: f64,
    /// How sure the machine was.
    pub confidence: f64,
    /// Whether it asked for a person.
    pub needs_review: bool,
    /// How many concepts have which status.
    pub concepts: Statuses,
    /// What it found odd.
    pub flags: Vec<String>,
    /// What it took for what.
    pub evidence: Vec<Shown>,
}

/// A piece of the answer and what the machine took it for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Label of the concept, misconception or red flag.
    pub of: String,
    /// Its status, or `misconception`, `red flag`.
    pub status: String,
    /// First byte in the answer.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What stands there.
    pub text: String,
}

/// The `count` rows with the largest `|machine - human|`; among equals, the order of the input.
pub fn worst(rows: &[Row<'_>], count: usize) -> Vec<Disagreement> {
    let apart = |row: &Row<'_>| (row.judged.machine.score - row.machine.human).abs();
    let mut order: Vec<&Row<'_>> = rows.iter().collect();
    // The sort is stable.
    order.sort_by(|a, b| apart(b).total_cmp(&apart(a)));
    order.into_iter().take(count).map(show).collect()
}

fn show(row: &Row<'_>) -> Disagreement {
    let Judged { file, line, question_id, answer_id, answer, human, machine, .. } = row.judged;
    let evidence = machine.evidence.iter().map(|piece| Shown {
        of: piece.of.clone(),
        status: piece.status.clone(),
        start: piece.start,
        end: piece.end,
        text: answer.get(piece.start..piece.end).unwrap_or_default().to_owned(),
    });
    Disagreement {
        file: file.clone(),
        line: *line,
        question_id: question_id.clone(),
        answer_id: answer_id.clone(),
        answer: answer.clone(),
        human: row.machine.human,
        human_band: row.machine.human_band,
        human_label: human.label.clone(),
        machine: machine.score,
        machine_band: machine.band,
        difference: machine.score - row.machine.human,
        confidence: machine.confidence,
        needs_review: machine.needs_review,
        concepts: machine.statuses,
        flags: machine.flags.clone(),
        evidence: evidence.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::judged::{Cuts, Evidence, Judgement, Machine, Points};
    use crate::agreement::prepare::prepare;

    fn row(id: &str, human: f64, machine: f64) -> Judged {
        let place = |start, end| Evidence { of: "x".to_owned(), status: "met".to_owned(), start, end };
        Judged {
            answer_id: id.to_owned(),
            answer: "größer als".to_owned(),
            human: Judgement { points: Some(Points { score: human, max: 1.0 }), ..Judgement::default() },
            machine: Machine { score: machine, evidence: vec![place(0, 8), place(3, 4)], ..Machine::default() },
            ..Judged::default()
        }
    }

    #[test]
    fn furthest_first_and_equals_in_the_order_of_the_input() {
        let rows = [row("a", 0.5, 0.5), row("b", 1.0, 0.5), row("c", 0.0, 0.5), row("d", 0.0, 1.0)];
        let (_, prepared) = prepare(&rows, &Cuts::default());
        let ids = |count| worst(&prepared, count).into_iter().map(|row| row.answer_id).collect::<Vec<_>>();
        assert_eq!(ids(3), ["d", "b", "c"]);
        assert_eq!(ids(0), Vec::<String>::new());
        assert_eq!(ids(9).len(), 4);
    }

    #[test]
    fn evidence_is_cut_out_and_a_bad_place_is_empty() {
        let rows = [row("a", 1.0, 0.0)];
        let (_, prepared) = prepare(&rows, &Cuts::default());
        let first = worst(&prepared, 1).remove(0);
        assert_eq!(first.evidence.iter().map(|shown| shown.text.as_str()).collect::<Vec<_>>(), ["größer", ""]);
        assert_eq!(first.difference, -1.0);
    }
}
