//! Do machine and human rank alike? Pearson's and Spearman's correlation.

use super::moments::Moments;

/// Pearson's product-moment correlation (Pearson 1895), -1 to 1, without unit:
///
/// `r = S_xy / sqrt(S_xx S_yy)` with `S_xy` the sum of `(x - mean x)(y - mean y)`.
///
/// `None` when one side is constant or there are fewer than two pairs.
pub fn pearson(x: &[f64], y: &[f64]) -> Option<f64> {
    pearson_of(&Moments::of(x.iter().copied().zip(y.iter().copied())))
}

/// Pearson's correlation of pairs already gathered.
pub fn pearson_of(moments: &Moments) -> Option<f64> {
    if moments.constant_x() || moments.constant_y() {
        return None;
    }
    // Two roots, not the root of the product: the product of two small spreads can vanish.
    let r = moments.xy / (moments.xx.sqrt() * moments.yy.sqrt());
    r.is_finite().then(|| r.clamp(-1.0, 1.0))
}

/// Spearman's rank correlation (Spearman 1904), -1 to 1, without unit: Pearson's correlation of the ranks, where equal
/// values share the mean of the ranks they take up (mid-ranks; Kendall 1945). `None` when one side is constant.
pub fn spearman(x: &[f64], y: &[f64]) -> Option<f64> {
    let pairs = x.len().min(y.len());
    Ranking::new(&x[..pairs], &y[..pairs]).spearman(|_| 1)
}

/// Pairs sorted once, so that the rank correlation of a resample (rows counted more than once, or not at all) takes one
/// walk and no sorting.
#[derive(Debug, Clone)]
pub struct Ranking {
    x: Groups,
    y: Groups,
}

/// Values in ascending order, equal ones in one group.
#[derive(Debug, Clone)]
struct Groups {
    /// The group of each row, groups counted from the smallest value.
    of_row: Vec<u32>,
    /// Number of groups.
    count: usize,
}

impl Groups {
    fn new(values: &[f64]) -> Self {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
        let mut of_row = vec![0; values.len()];
        let mut count = 0;
        let mut before: Option<f64> = None;
        for row in order {
            // `==` so that 0.0 and -0.0 are one value.
            if before != Some(values[row]) {
                count += 1;
            }
            before = Some(values[row]);
            of_row[row] = count as u32 - 1;
        }
        Groups { of_row, count }
    }

    /// The mid-rank of each group when row `i` stands there `times(i)` times.
    fn midranks(&self, times: &impl Fn(usize) -> u32) -> Vec<f64> {
        let mut ranks = vec![0.0; self.count];
        for (row, group) in self.of_row.iter().enumerate() {
            ranks[*group as usize] += f64::from(times(row));
        }
        let mut before = 0.0;
        for rank in &mut ranks {
            let size = *rank;
            *rank = before + (size + 1.0) / 2.0;
            before += size;
        }
        ranks
    }
}

impl Ranking {
    /// Sorts pairs. The slices must be of equal length; surplus values are left out by [`spearman`].
    fn new(x: &[f64], y: &[f64]) -> Self {
        Ranking { x: Groups::new(x), y: Groups::new(y) }
    }

    /// Sorts pairs.
    pub fn of(pairs: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        Ranking::new(&x, &y)
    }

    /// Spearman's correlation when row `i` stands there `times(i)` times.
    pub fn spearman(&self, times: impl Fn(usize) -> u32) -> Option<f64> {
        let (ranks_x, ranks_y) = (self.x.midranks(&times), self.y.midranks(&times));
        let mut moments = Moments::default();
        for (row, (x, y)) in self.x.of_row.iter().zip(&self.y.of_row).enumerate() {
            moments.add(ranks_x[*x as usize], ranks_y[*y as usize], f64::from(times(row)));
        }
        pearson_of(&moments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::golden::{self, HUMAN, MACHINE, close};

    // python tests/golden/agreement.py (scipy 1.17.1: pearsonr, spearmanr)
    #[test]
    fn equals_scipy() {
        close(pearson(&HUMAN, &MACHINE), golden::PEARSON);
        close(spearman(&HUMAN, &MACHINE), golden::SPEARMAN);
    }

    #[test]
    fn constants_and_too_few_pairs_have_no_correlation() {
        assert_eq!(pearson(&[0.1, 0.1, 0.1], &[0.0, 0.5, 1.0]), None);
        assert_eq!(spearman(&[0.0, 0.5, 1.0], &[0.3, 0.3, 0.3]), None);
        assert_eq!(pearson(&[], &[]), None);
        assert_eq!(spearman(&[1.0], &[1.0]), None);
        assert_eq!(pearson(&[f64::NAN, 1.0], &[0.0, 1.0]), None);
    }

    #[test]
    fn a_resample_equals_the_rows_written_out() {
        let times = [2, 0, 1, 3, 1, 0, 2, 1, 1, 0, 0, 1];
        let (mut x, mut y) = (Vec::new(), Vec::new());
        for (row, count) in times.iter().enumerate() {
            for _ in 0..*count {
                x.push(HUMAN[row]);
                y.push(MACHINE[row]);
            }
        }
        let ranking = Ranking::new(&HUMAN, &MACHINE);
        close(ranking.spearman(|row| times[row]), spearman(&x, &y).unwrap());
    }

    #[test]
    fn perfect_order_is_one_whatever_the_spacing() {
        close(spearman(&[1.0, 2.0, 3.0], &[0.0, 0.1, 9.0]), 1.0);
        close(pearson(&[1.0, 2.0, 3.0], &[6.0, 4.0, 2.0]), -1.0);
    }
}
