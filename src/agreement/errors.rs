//! How far off: root mean squared error, mean absolute error, mean difference, shares of exact and adjacent agreement.

use super::moments::Moments;

/// Differences of pairs, added up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Errors {
    /// Number of pairs.
    pub weight: f64,
    /// Sum of squared differences.
    pub squared: f64,
    /// Sum of absolute differences.
    pub absolute: f64,
}

impl Errors {
    /// Gathers pairs.
    pub fn of(pairs: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut errors = Errors::default();
        for (x, y) in pairs {
            errors.add(x, y);
        }
        errors
    }

    /// Adds one pair.
    pub fn add(&mut self, x: f64, y: f64) {
        self.weight += 1.0;
        self.squared += (y - x) * (y - x);
        self.absolute += (y - x).abs();
    }

    /// Adds all pairs of another gathering, each `times` times.
    pub fn join(&mut self, other: &Errors, times: f64) {
        self.weight += other.weight * times;
        self.squared += other.squared * times;
        self.absolute += other.absolute * times;
    }

    /// Root mean squared error, in the unit of the scores: `sqrt(sum (y - x)^2 / n)`. `None` without pairs.
    pub fn rmse(&self) -> Option<f64> {
        (self.weight > 0.0).then(|| (self.squared / self.weight).sqrt()).filter(|value| value.is_finite())
    }

    /// Mean absolute error, in the unit of the scores: `sum |y - x| / n`. `None` without pairs.
    pub fn mae(&self) -> Option<f64> {
        (self.weight > 0.0).then(|| self.absolute / self.weight).filter(|value| value.is_finite())
    }
}

/// Root mean squared error of a machine's scores; see [`Errors::rmse`].
pub fn rmse(human: &[f64], machine: &[f64]) -> Option<f64> {
    Errors::of(human.iter().copied().zip(machine.iter().copied())).rmse()
}

/// Mean absolute error of a machine's scores; see [`Errors::mae`].
pub fn mae(human: &[f64], machine: &[f64]) -> Option<f64> {
    Errors::of(human.iter().copied().zip(machine.iter().copied())).mae()
}

/// Standardised mean difference, in standard deviations of the human scores:
///
/// `SMD = (mean machine - mean human) / sd human`, with n - 1 in the standard deviation.
///
/// Above 0 the machine is the milder one; ETS flags |SMD| > 0.15 (Williamson, Xi and Breyer 2012). The denominator is the
/// one of RSMTool from version 7 on ("unpooled"); Williamson's is the root of the mean of both variances.
///
/// `None` when the human scores are constant.
pub fn standardised_mean_difference(human: &[f64], machine: &[f64]) -> Option<f64> {
    smd_of(&Moments::of(human.iter().copied().zip(machine.iter().copied())))
}

/// Standardised mean difference of pairs (human, machine) already gathered.
pub fn smd_of(moments: &Moments) -> Option<f64> {
    if moments.constant_x() {
        return None;
    }
    moments.deviation_x().map(|sd| (moments.mean_y - moments.mean_x) / sd).filter(|value| value.is_finite())
}

/// A share: how many of how many.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Share {
    /// How many.
    pub hits: f64,
    /// Of how many.
    pub of: f64,
}

impl Share {
    /// Counts one case.
    pub fn add(&mut self, hit: bool) {
        self.of += 1.0;
        self.hits += f64::from(u8::from(hit));
    }

    /// Adds all cases of another share, each `times` times.
    pub fn join(&mut self, other: &Share, times: f64) {
        self.hits += other.hits * times;
        self.of += other.of * times;
    }

    /// The share, 0 to 1; `None` of nothing.
    pub fn value(&self) -> Option<f64> {
        (self.of > 0.0).then(|| self.hits / self.of)
    }
}

/// Share of pairs (0 to 1) that are at most `tolerance` apart: exact agreement with 0, adjacent agreement with one step of
/// the scale. (RSMTool calls the latter "exact + adjacent".) A thousandth of a step is forgiven for rounding.
pub fn agreement_within(human: &[f64], machine: &[f64], tolerance: f64) -> Option<f64> {
    let mut share = Share::default();
    for (x, y) in human.iter().zip(machine) {
        share.add(within(*x, *y, tolerance));
    }
    share.value()
}

/// Whether two values are at most `tolerance` apart, rounding forgiven.
pub fn within(x: f64, y: f64, tolerance: f64) -> bool {
    (x - y).abs() <= tolerance * 1.001 + 1e-9
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::golden::{self, HUMAN, MACHINE, ROUNDED, close};

    // python tests/golden/agreement.py (scikit-learn 1.9.1 and numpy 2.4.6)
    #[test]
    fn equals_scikit_learn_and_numpy() {
        close(rmse(&HUMAN, &MACHINE), golden::RMSE);
        close(mae(&HUMAN, &MACHINE), golden::MAE);
        close(standardised_mean_difference(&HUMAN, &MACHINE), golden::SMD);
        close(agreement_within(&HUMAN, &ROUNDED, 0.0), golden::EXACT);
        close(agreement_within(&HUMAN, &ROUNDED, 0.5), golden::ADJACENT);
    }

    #[test]
    fn nothing_has_no_error_and_a_constant_no_standard_deviation() {
        assert_eq!(rmse(&[], &[]), None);
        assert_eq!(mae(&[], &[]), None);
        assert_eq!(agreement_within(&[], &[], 0.0), None);
        assert_eq!(standardised_mean_difference(&[0.1, 0.1, 0.1], &[0.0, 0.5, 1.0]), None);
        assert_eq!(standardised_mean_difference(&[0.1], &[0.0]), None);
        assert_eq!(rmse(&[f64::NAN], &[0.0]), None);
    }

    #[test]
    fn joining_counts_as_often_as_drawn() {
        let mut errors = Errors::of([(0.0, 1.0)]);
        errors.join(&Errors::of([(0.0, 0.0)]), 3.0);
        close(errors.mae(), 0.25);
        close(errors.rmse(), 0.5);
    }
}
