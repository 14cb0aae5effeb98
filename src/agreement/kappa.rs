//! Agreement beyond chance: quadratic weighted kappa.

use super::moments::Moments;

/// Quadratic weighted kappa (Cohen 1968), without unit; 1 is perfect agreement, 0 what chance would give:
///
/// `kappa = 1 - sum_ij w_ij O_ij / sum_ij w_ij E_ij`, with weights `w_ij = (i - j)^2`, `O` the table of both judgements
/// and `E` the table that its margins alone would give.
///
/// With these weights both sums have a closed form, which is used here and needs no table:
///
/// `kappa = 2 S_xy / (S_xx + S_yy + n (mean x - mean y)^2)`.
///
/// It equals Cohen's table formula on any evenly spaced scale, is Lin's concordance coefficient (1989) on continuous
/// scores (what RSMTool from version 7 on reports as QWK, there with n - 1), and holds for values as they are, so that a
/// step nobody used changes nothing.
///
/// `None` when one side is constant: then there is no agreement beyond chance to be measured. (The table formula gives 0
/// when only one side is constant, and 0 / 0 when both are.)
pub fn quadratic_weighted_kappa(x: &[f64], y: &[f64]) -> Option<f64> {
    kappa_of(&Moments::of(x.iter().copied().zip(y.iter().copied())))
}

/// Quadratic weighted kappa of pairs already gathered.
pub fn kappa_of(moments: &Moments) -> Option<f64> {
    if moments.constant_x() || moments.constant_y() {
        return None;
    }
    let apart = moments.mean_x - moments.mean_y;
    let kappa = 2.0 * moments.xy / (moments.xx + moments.yy + moments.weight * apart * apart);
    kappa.is_finite().then_some(kappa)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::golden::{self, HUMAN, ROUNDED, close};

    // python tests/golden/agreement.py (scikit-learn 1.9.1: cohen_kappa_score, weights="quadratic")
    #[test]
    fn equals_scikit_learn() {
        close(quadratic_weighted_kappa(&HUMAN, &ROUNDED), golden::QWK);
    }

    /// Cohen's formula with its table, as it stands in the paper.
    fn by_table(x: &[usize], y: &[usize], levels: usize) -> f64 {
        let n = x.len() as f64;
        let (mut observed, mut expected) = (0.0, 0.0);
        for i in 0..levels {
            for j in 0..levels {
                let weight = (i as f64 - j as f64).powi(2);
                let both = x.iter().zip(y).filter(|(a, b)| **a == i && **b == j).count() as f64;
                let (a, b) = (x.iter().filter(|a| **a == i).count(), y.iter().filter(|b| **b == j).count());
                observed += weight * both / n;
                expected += weight * (a as f64 / n) * (b as f64 / n);
            }
        }
        1.0 - observed / expected
    }

    #[test]
    fn the_closed_form_is_the_table_formula() {
        let x = [0, 1, 2, 2, 3, 0, 4, 4, 1, 2, 3, 0];
        let y = [0, 2, 2, 1, 4, 1, 4, 0, 1, 3, 3, 0];
        let numbers = |list: &[usize]| list.iter().map(|value| *value as f64).collect::<Vec<_>>();
        close(quadratic_weighted_kappa(&numbers(&x), &numbers(&y)), by_table(&x, &y, 5));
    }

    #[test]
    fn perfect_reversed_and_undefined() {
        close(quadratic_weighted_kappa(&[0.0, 1.0, 2.0], &[0.0, 1.0, 2.0]), 1.0);
        close(quadratic_weighted_kappa(&[0.0, 1.0, 2.0], &[2.0, 1.0, 0.0]), -1.0);
        assert_eq!(quadratic_weighted_kappa(&[1.0, 1.0], &[1.0, 1.0]), None);
        assert_eq!(quadratic_weighted_kappa(&[1.0, 1.0], &[0.0, 1.0]), None);
        assert_eq!(quadratic_weighted_kappa(&[], &[]), None);
    }
}
