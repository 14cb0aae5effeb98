//! Does an item tell strong candidates from weak ones? Item-rest correlation, and upper against lower group.

use super::scores::{Candidates, Score};
use crate::agreement::correlation::pearson_of;
use crate::agreement::moments::Moments;

/// Share of candidates in the upper and in the lower group (Kelley 1939: 27 % tells most when scores are normal).
pub const GROUP_SHARE: f64 = 0.27;

/// How an item stands to the rest of the test.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Discrimination {
    /// Corrected item-total correlation (Henrysson 1963), -1 to 1: Pearson's correlation of the item's score with the
    /// candidate's mean over the *other* items that the candidate has. `None` without spread or below three candidates.
    pub item_rest: Option<f64>,
    /// Candidates behind it: those who have this item and at least one other.
    pub candidates: u64,
    /// Mean score in the upper group less the mean score in the lower group (Johnson 1951), -1 to 1. Groups are the
    /// best and the worst 27 % by mean score; ties at a border belong in. `None` when the groups meet.
    pub upper_lower: Option<f64>,
}

/// Fewest candidates for a correlation: two points always lie on a line.
const FEWEST: f64 = 3.0;

/// The discrimination of each of `items` items.
pub fn discrimination(candidates: &Candidates, items: usize) -> Vec<Discrimination> {
    let mut pairs = vec![Moments::default(); items];
    let mut means = Vec::new();
    for scores in candidates.iter() {
        let sum = sum(scores);
        means.push(mean(sum, scores.len()));
        for score in scores.iter().filter(|_| scores.len() > 1) {
            if let Some(pair) = pairs.get_mut(score.item()) {
                pair.add(score.score(), mean(sum - score.score(), scores.len() - 1), 1.0);
            }
        }
    }
    let groups = groups(means);
    let mut upper = vec![Moments::default(); items];
    let mut lower = upper.clone();
    if let Some((low, high)) = groups {
        for scores in candidates.iter() {
            let mean = mean(sum(scores), scores.len());
            let group = if mean <= low {
                &mut lower
            } else if mean >= high {
                &mut upper
            } else {
                continue;
            };
            for score in scores {
                if let Some(moments) = group.get_mut(score.item()) {
                    moments.add(score.score(), score.score(), 1.0);
                }
            }
        }
    }
    let of = |item: usize| Discrimination {
        item_rest: (pairs[item].weight >= FEWEST).then(|| pearson_of(&pairs[item])).flatten(),
        candidates: pairs[item].weight as u64,
        upper_lower: upper[item].mean_of_x().zip(lower[item].mean_of_x()).map(|(upper, lower)| upper - lower),
    };
    (0..items).map(of).collect()
}

fn sum(scores: &[Score]) -> f64 {
    scores.iter().map(Score::score).sum()
}

/// Rounded far below what scores carry, so that equal means are equal whatever the order of their sums.
fn mean(sum: f64, count: usize) -> f64 {
    (sum / count as f64 * 1e9).round() / 1e9
}

/// The highest mean of the lower group and the lowest mean of the upper one.
fn groups(mut means: Vec<f64>) -> Option<(f64, f64)> {
    means.sort_by(f64::total_cmp);
    let size = ((GROUP_SHARE * means.len() as f64).round() as usize).max(1);
    let low = *means.get(size - 1)?;
    let high = *means.get(means.len().checked_sub(size)?)?;
    (low < high).then_some((low, high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::golden::{self, MISSING, SCORES, close, table};

    // python tests/golden/analysis.py (scipy 1.17.1: pearsonr; numpy)
    #[test]
    fn equals_scipy_and_numpy_with_gaps() {
        for (scores, rest, groups) in [
            (&MISSING[..], &golden::MISSING_ITEM_REST[..], &golden::MISSING_UPPER_LOWER[..]),
            (&SCORES[..], &golden::SCORES_ITEM_REST[..], &golden::SCORES_UPPER_LOWER[..]),
        ] {
            let found = discrimination(&table(scores).by_candidate(), rest.len());
            for ((found, rest), groups) in found.iter().zip(rest).zip(groups) {
                // Means of the others are rounded to nine decimals.
                assert!((found.item_rest.expect("defined") - rest).abs() < 1e-7, "{found:?} {rest}");
                close(found.upper_lower, *groups);
            }
        }
    }

    #[test]
    fn without_spread_nothing_is_told() {
        let same = [&[Some(0.5), Some(0.5)][..]; 6];
        let found = discrimination(&table(&same).by_candidate(), 2);
        assert_eq!(found[0], Discrimination { item_rest: None, candidates: 6, upper_lower: None });
        let alone = [&[Some(0.5)][..], &[Some(0.75)], &[Some(0.25)]];
        let found = discrimination(&table(&alone).by_candidate(), 1);
        assert_eq!((found[0].item_rest, found[0].candidates), (None, 0), "there is no rest");
        assert_eq!(discrimination(&Candidates::default(), 1), [Discrimination::default()]);
    }
}
