//! Whether confidence means something: how often the band is right at each confidence, and how many of the wrong bands a
//! person finds who looks at the least sure answers.

use super::measures::Figure;
use super::prepare::Row;
use serde::Serialize;

/// Groups of rows from the least sure to the surest.
const GROUPS: usize = 10;
/// The share of rows that a person may have time for.
const QUEUE: f64 = 0.2;

/// Confidence against the band being right.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Reliability {
    /// Rows by confidence in ten groups of the same size, the least sure first; none of a few rows.
    pub deciles: Vec<Decile>,
    /// Rows whose band is not the human's.
    pub wrong: usize,
    /// Share of these among the fifth of the rows with the lowest confidence: 0.2 would be chance. Undefined for
    /// a few rows.
    pub wrong_in_least_sure_fifth: Figure,
    /// Share of rows marked for review ...
    pub review: Figure,
    /// ... and the share of wrong bands among all that are marked.
    pub wrong_in_review: Figure,
}

/// A tenth of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Decile {
    /// Lowest confidence.
    pub from: f64,
    /// Highest confidence.
    pub to: f64,
    /// Mean confidence.
    pub confidence: f64,
    /// Share of rows whose band is the human's.
    pub right: f64,
}

/// Rows of the same confidence. They cannot be told apart, so where a border runs through them each side gets its part of
/// the right and the wrong ones: the figures do not depend on the order of rows.
#[derive(Debug, Clone, Copy, Default)]
struct Tie {
    confidence: f64,
    rows: f64,
    right: f64,
}

/// Counts rows.
pub fn reliability(rows: &[&Row<'_>]) -> Reliability {
    let mut told: Vec<(f64, bool, bool)> = rows
        .iter()
        .filter_map(|row| {
            let machine = &row.judged.machine;
            let right = row.machine.other?.band == row.machine.human_band;
            machine.confidence.is_finite().then_some((machine.confidence, right, machine.needs_review))
        })
        .collect();
    told.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut ties: Vec<Tie> = Vec::new();
    for (confidence, right, _) in &told {
        if ties.last().is_none_or(|tie| tie.confidence != *confidence) {
            ties.push(Tie { confidence: *confidence, ..Tie::default() });
        }
        if let Some(tie) = ties.last_mut() {
            tie.rows += 1.0;
            tie.right += f64::from(u8::from(*right));
        }
    }
    let count = told.len() as f64;
    // A fifth of fewer is less than a row.
    let enough = QUEUE * count >= 1.0;
    let wrong = told.iter().filter(|row| !row.1).count();
    let review = told.iter().filter(|row| row.2).count();
    let wrong_in_review = told.iter().filter(|row| row.2 && !row.1).count();
    let share = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
    let queue: f64 = parts(&ties, 0.0, QUEUE * count).map(|part| part.rows - part.right).sum();
    Reliability {
        deciles: (0..GROUPS).filter(|_| enough).filter_map(|at| decile(&ties, at, count)).collect(),
        wrong,
        wrong_in_least_sure_fifth: share(queue, wrong as f64).filter(|_| enough),
        review: share(review as f64, count),
        wrong_in_review: share(wrong_in_review as f64, wrong as f64),
    }
}

/// What lies between two places in the order of confidence, in rows.
fn parts(ties: &[Tie], from: f64, to: f64) -> impl Iterator<Item = Tie> {
    let mut before = 0.0;
    ties.iter().filter_map(move |tie| {
        let inside = (before + tie.rows).min(to) - f64::max(before, from);
        before += tie.rows;
        // Rounding leaves slivers at the borders.
        (inside > 1e-9).then(|| Tie { rows: inside, right: tie.right * inside / tie.rows, ..*tie })
    })
}

fn decile(ties: &[Tie], at: usize, count: f64) -> Option<Decile> {
    let border = |at: usize| count * at as f64 / GROUPS as f64;
    let inside: Vec<Tie> = parts(ties, border(at), border(at + 1)).collect();
    let rows: f64 = inside.iter().map(|part| part.rows).sum();
    Some(Decile {
        from: inside.first()?.confidence,
        to: inside.last()?.confidence,
        confidence: inside.iter().map(|part| part.confidence * part.rows).sum::<f64>() / rows,
        right: inside.iter().map(|part| part.right).sum::<f64>() / rows,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::judged::{Cuts, Judged, Judgement, Machine};
    use crate::agreement::prepare::prepare;
    use crate::bank::Band;

    fn row(confidence: f64, right: bool) -> Judged {
        let machine = if right { Band::Strong } else { Band::Weak };
        Judged {
            human: Judgement { band: Some(Band::Strong), ..Judgement::default() },
            machine: Machine { band: machine, confidence, needs_review: confidence < 0.5, ..Machine::default() },
            ..Judged::default()
        }
    }

    fn of(rows: &[Judged]) -> Reliability {
        let (_, prepared) = prepare(rows, &Cuts::default());
        reliability(&prepared.iter().collect::<Vec<_>>())
    }

    #[test]
    fn deciles_and_queue_of_twenty_rows() {
        // The surer the righter: the four least sure are wrong, and one of the surest.
        let rows: Vec<Judged> = (0..20).rev().map(|at| row(f64::from(at) / 20.0, at >= 4 && at != 19)).collect();
        let told = of(&rows);
        let right: Vec<f64> = told.deciles.iter().map(|decile| decile.right).collect();
        assert_eq!(right, [0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.5]);
        assert_eq!((told.deciles[1].from, told.deciles[1].to), (0.1, 0.15));
        assert_eq!((told.wrong, told.wrong_in_least_sure_fifth), (5, Some(0.8)));
        assert_eq!((told.review, told.wrong_in_review), (Some(0.5), Some(0.8)));
    }

    #[test]
    fn equal_confidence_is_shared_out_whatever_the_order() {
        let mut rows: Vec<Judged> = (0..7).map(|at| row(0.6, at % 2 == 0)).collect();
        let told = of(&rows);
        rows.reverse();
        assert_eq!(told, of(&rows));
        assert!(told.deciles.len() == 10 && told.deciles.iter().all(|one| (one.right - 4.0 / 7.0).abs() < 1e-9));
        assert!(told.wrong_in_least_sure_fifth.is_some_and(|share| (share - 0.2).abs() < 1e-9));
    }

    #[test]
    fn nothing_is_told_of_nothing() {
        assert_eq!(of(&[]), Reliability::default());
        assert_eq!(of(&[row(0.9, true)]).wrong_in_least_sure_fifth, None);
        let few = of(&[row(0.9, false)]);
        assert_eq!((few.deciles.len(), few.wrong, few.wrong_in_least_sure_fifth), (0, 1, None), "a row has no fifth");
    }
}
