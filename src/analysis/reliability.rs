//! Do the items measure one thing? Cronbach's alpha, with and without each item.

use super::scores::Score;
use crate::agreement::moments::Moments;

/// Most items for which alpha is computed: the table of pairs grows with the square.
pub const MOST_ITEMS: usize = 500;

/// Fewest candidates behind each pair.
const FEWEST: f64 = 3.0;

/// Variances of items and covariances of their pairs, gathered candidate by candidate.
#[derive(Debug, Clone)]
pub struct Covariances {
    items: usize,
    /// Lower triangle, row by row, the diagonal included.
    pairs: Vec<Moments>,
}

/// Alpha and how much stands behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Alpha {
    /// Cronbach's alpha, at most 1, without unit.
    pub alpha: f64,
    /// For each item, alpha of the other items; `None` where it cannot be told.
    pub without: Vec<Option<f64>>,
    /// Fewest candidates who answered both items of a pair.
    pub fewest: u64,
}

impl Covariances {
    /// For so many items; `None` above [`MOST_ITEMS`].
    pub fn new(items: usize) -> Option<Self> {
        (items <= MOST_ITEMS).then(|| Covariances { items, pairs: vec![Moments::default(); items * (items + 1) / 2] })
    }

    /// Adds one candidate: the scores, items in ascending order. Items that the candidate has not are left out of the
    /// pairs they would stand in (pairwise deletion).
    pub fn add(&mut self, scores: &[Score]) {
        for (at, x) in scores.iter().enumerate() {
            for y in &scores[..=at] {
                if let Some(pair) = self.pairs.get_mut(x.item() * (x.item() + 1) / 2 + y.item()) {
                    pair.add(x.score(), y.score(), 1.0);
                }
            }
        }
    }

    /// Cronbach's alpha (Cronbach 1951): `k / (k - 1) x (1 - sum of variances / sum of all entries of the covariance
    /// matrix)`, with the entries from the candidates who have both items.
    ///
    /// `None` for fewer than two items, when some pair was answered together by fewer than `FEWEST` candidates, when the
    /// scores do not differ, or when gaps leave covariances that do not fit together.
    pub fn alpha(&self) -> Option<Alpha> {
        let mut variances = vec![0.0; self.items];
        // What each item has in common with the others, each pair once for either of its items.
        let mut shared = vec![0.0; self.items];
        let mut fewest = f64::INFINITY;
        for row in 0..self.items {
            for column in 0..=row {
                let pair = &self.pairs[row * (row + 1) / 2 + column];
                fewest = fewest.min(pair.weight);
                let covariance = pair.xy / (pair.weight - 1.0);
                if row == column {
                    variances[row] = covariance;
                } else {
                    shared[row] += covariance;
                    shared[column] += covariance;
                }
            }
        }
        if self.items < 2 || fewest < FEWEST {
            return None;
        }
        let (trace, both): (f64, f64) = (variances.iter().sum(), shared.iter().sum());
        let without = |item: usize| {
            // Its pairs were counted for both of their items.
            coefficient(self.items - 1, trace - variances[item], both - 2.0 * shared[item])
        };
        Some(Alpha {
            alpha: coefficient(self.items, trace, both)?,
            without: (0..self.items).map(without).collect(),
            fewest: fewest as u64,
        })
    }
}

/// Alpha of `items` items from the sum of their variances and the sum of their covariances.
fn coefficient(items: usize, variances: f64, covariances: f64) -> Option<f64> {
    let total = variances + covariances;
    // Rounding may leave a trace of spread where there is none.
    if items < 2 || total <= 1e-12 {
        return None;
    }
    let items = items as f64;
    let alpha = items / (items - 1.0) * (1.0 - variances / total);
    // Covariances of different people need not fit together; alpha above 1 says that these do not.
    (alpha.is_finite() && alpha < 1.0 + 1e-9).then_some(alpha.min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::golden::{self, MISSING, SCORES, close, table};

    fn alpha(scores: &[&[Option<f64>]]) -> Option<Alpha> {
        let mut gathered = Covariances::new(scores[0].len()).expect("few items");
        table(scores).by_candidate().iter().for_each(|scores| gathered.add(scores));
        gathered.alpha()
    }

    // python tests/golden/analysis.py (pingouin 0.7.0: cronbach_alpha, pairwise); the first is in pingouin's manual
    #[test]
    fn equals_pingouin_with_gaps() {
        for (scores, whole, parts) in [
            (&MISSING[..], golden::MISSING_ALPHA, &golden::MISSING_ALPHA_WITHOUT[..]),
            (&SCORES[..], golden::SCORES_ALPHA, &golden::SCORES_ALPHA_WITHOUT[..]),
        ] {
            let alpha = alpha(scores).expect("defined");
            close(Some(alpha.alpha), whole);
            assert_eq!(alpha.without.len(), parts.len());
            for (without, expected) in alpha.without.iter().zip(parts) {
                close(*without, *expected);
            }
        }
    }

    #[test]
    fn complete_rows_alone_give_the_other_figure_of_the_manual() {
        let complete: Vec<&[Option<f64>]> =
            MISSING.iter().copied().filter(|row| row.iter().all(Option::is_some)).collect();
        close(alpha(&complete).map(|alpha| alpha.alpha), golden::MISSING_ALPHA_COMPLETE);
    }

    #[test]
    fn the_same_item_twice_is_perfectly_reliable() {
        let twice = [0.1, 0.4, 0.9].map(|score| [Some(score), Some(score)]);
        let alpha = alpha(&twice.each_ref().map(|row| &row[..])).expect("defined");
        close(Some(alpha.alpha), 1.0);
        assert_eq!((alpha.without, alpha.fewest), (vec![None, None], 3), "one item alone has no alpha");
    }

    #[test]
    fn what_cannot_be_told_is_none() {
        let none = |scores: &[&[Option<f64>]]| assert_eq!(alpha(scores), None);
        none(&[&[Some(0.5), Some(0.5)]]);
        none(&[&[Some(0.1), Some(0.2)], &[Some(0.6), Some(0.5)]]);
        none(&[&[Some(0.5), Some(0.5)][..]; 4]);
        none(&[&[Some(0.1)], &[Some(0.9)], &[Some(0.4)]]);
        // No one has both items.
        none(&[&[Some(0.1), None], &[Some(0.9), None], &[None, Some(0.2)], &[None, Some(0.7)]]);
        assert!(Covariances::new(MOST_ITEMS + 1).is_none());
    }

    #[test]
    fn gaps_that_make_no_sense_together_have_no_alpha() {
        // The pairs vary far more than the items do: for different people.
        let low = [0.4, 0.5, 0.6, 0.5].map(|score| [Some(score), None]);
        let table = [&[Some(0.0), Some(0.0)], &[Some(1.0), Some(1.0)], &[Some(0.0), Some(0.0)]];
        let all: Vec<&[Option<f64>]> = table.iter().map(|row| &row[..]).chain(low.iter().map(|row| &row[..])).collect();
        assert_eq!(alpha(&all), None);
    }
}
