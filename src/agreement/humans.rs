//! How well humans agree among themselves, and how much less well the machine agrees with them.

use super::measures::{Figure, Measures, Pair, measures};
use super::prepare::{Raters, Row};
use serde::Serialize;

/// Two human raters beside the machine, on the rows that both judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HumanHuman {
    /// Rows with two raters.
    pub rows: usize,
    /// The second rater against the first.
    pub human_human: Measures<Figure>,
    /// The machine against one rater: the mean of its figures against the first and against the second. (Against the mean
    /// of both it does better, as anybody would: a mean of two has less noise. That figure stands in the main table.)
    pub machine_one_human: Measures<Figure>,
    /// `machine_one_human - human_human`; the SMD by its size. For correlations and agreement, below 0 the machine is
    /// worse than a second human; for errors and SMD, above 0. (RSMTool's "degradation", which flags a correlation 0.1
    /// below the humans': Williamson, Xi and Breyer 2012.)
    pub degradation: Measures<Figure>,
}

/// Compares raters; `None` where no row has two.
pub fn compare(rows: &[&Row<'_>]) -> Option<HumanHuman> {
    let raters: Vec<&Raters> = rows.iter().filter_map(|row| row.raters.as_ref()).collect();
    if raters.is_empty() {
        return None;
    }
    let of = |side: fn(&Raters) -> &Pair| measures(&raters.iter().map(|raters| side(raters)).collect::<Vec<_>>());
    let human_human = of(|raters| &raters.second_to_first);
    let first = of(|raters| &raters.machine_to_first);
    let second = of(|raters| &raters.machine_to_second);
    let machine_one_human = first.with(second, |a, b| (a + b) / 2.0);
    let mut degradation = machine_one_human.with(human_human, |machine, human| machine - human);
    degradation.smd = machine_one_human.smd.zip(human_human.smd).map(|(machine, human)| machine.abs() - human.abs());
    Some(HumanHuman { rows: raters.len(), human_human, machine_one_human, degradation })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::golden::close;
    use crate::agreement::judged::{Cuts, Judged, Judgement, Machine, Points};
    use crate::agreement::prepare::prepare;

    fn row(first: f64, second: f64, machine: f64) -> Judged {
        Judged {
            human: Judgement {
                points: Some(Points { score: (first + second) / 2.0, max: 5.0 }),
                raters: Some((first, second)),
                ..Judgement::default()
            },
            machine: Machine { score: machine, ..Machine::default() },
            ..Judged::default()
        }
    }

    #[test]
    fn the_machine_stands_in_for_the_second_rater() {
        let rows = [row(1.0, 2.0, 0.4), row(3.0, 3.0, 0.6), row(5.0, 4.0, 0.8), row(4.0, 5.0, 1.0)];
        let (_, prepared) = prepare(&rows, &Cuts::default());
        let result = compare(&prepared.iter().collect::<Vec<_>>()).unwrap();
        assert_eq!(result.rows, 4);
        // The machine says what the second rater says, so it is to the first as the second is.
        let second = 1.0;
        close(result.machine_one_human.pearson, (result.human_human.pearson.unwrap() + second) / 2.0);
        assert!(result.degradation.pearson.unwrap() > 0.0);
        assert!(result.degradation.rmse.unwrap() < 0.0);
    }

    #[test]
    fn without_a_second_rater_there_is_nothing_to_compare() {
        let mut alone = row(1.0, 2.0, 0.4);
        alone.human.raters = None;
        let (_, prepared) = prepare(std::slice::from_ref(&alone), &Cuts::default());
        assert_eq!(compare(&prepared.iter().collect::<Vec<_>>()), None);
    }
}
