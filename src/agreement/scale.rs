//! The steps of a human's scale, found in the scores themselves, and the machine's score rounded to them.

use serde::Serialize;

/// A scale from 0 to a maximum in even steps.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Scale {
    /// The most points.
    pub max: f64,
    /// Steps from 0 to the maximum.
    pub steps: u32,
    /// Whether the scores do lie on these steps; if not, tenths of the maximum stand in for them.
    pub even: bool,
}

/// The finest scale that is looked for.
const MOST_STEPS: u32 = 20;
/// Steps where no even scale fits.
const STAND_IN: u32 = 10;
/// Share of the scores that must lie on a scale's steps; the rest is taken for slips.
const ON_STEPS: f64 = 0.95;
/// How far off a step, in shares of the maximum, a score still lies on it: 0.33 of 1 is a third.
const NEAR: f64 = 0.005;

impl Scale {
    /// The coarsest even division of the maximum, into 1 to 20 steps, that 95 % of the scores lie on (one in twenty may
    /// be a slip or an odd mark). Where there is none, tenths.
    pub fn of(scores: &[f64], max: f64) -> Scale {
        let on = |steps: u32, score: f64| {
            let place = score / max * f64::from(steps);
            (place - place.round()).abs() <= NEAR * f64::from(steps) + 1e-9
        };
        let fits = |steps: &u32| {
            let hits = scores.iter().filter(|score| on(*steps, **score)).count();
            hits as f64 >= ON_STEPS * scores.len() as f64
        };
        match (1..=MOST_STEPS).find(fits) {
            Some(steps) => Scale { max, steps, even: true },
            None => Scale { max, steps: STAND_IN, even: false },
        }
    }

    /// One step, as a share of the maximum.
    pub fn step(&self) -> f64 {
        1.0 / f64::from(self.steps)
    }

    /// The nearest step (halves go up), as a share of the maximum.
    pub fn round(&self, share: f64) -> f64 {
        let steps = f64::from(self.steps);
        ((share * steps + 0.5 + 1e-9).floor() / steps).clamp(0.0, 1.0)
    }

    /// One step where being one step off says something: not on a scale of right and wrong, where everything is.
    pub fn adjacent(&self) -> Option<f64> {
        (self.steps > 1).then(|| self.step())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_found() {
        for (scores, max, steps, even) in [
            (vec![0.0, 1.0, 1.0], 1.0, 1, true),
            (vec![0.0, 1.0, 2.0], 2.0, 2, true),
            (vec![0.0, 3.5, 5.0, 4.0], 5.0, 10, true),
            (vec![3.0, 5.0, 4.0], 5.0, 5, true),
            (vec![0.0, 0.333, 0.667, 1.0], 1.0, 3, true),
            (vec![0.25, 0.75], 1.0, 4, true),
            (vec![0.88, 0.63, 0.5, 1.0], 1.0, 8, true),
            (vec![0.123, 0.456, 0.789], 1.0, 10, false),
        ] {
            assert_eq!(Scale::of(&scores, max), Scale { max, steps, even }, "{scores:?}");
        }
    }

    #[test]
    fn one_slip_in_many_does_not_change_the_scale() {
        let mut scores = vec![0.0, 1.0, 2.0, 3.0];
        scores.extend(std::iter::repeat_n(2.0, 200));
        scores.push(1.37);
        assert_eq!(Scale::of(&scores, 3.0).steps, 3);
    }

    #[test]
    fn halves_go_up_and_nothing_leaves_the_scale() {
        let scale = Scale { max: 5.0, steps: 10, even: true };
        for (share, rounded) in
            [(0.05, 0.1), (0.049, 0.0), (0.15, 0.2), (0.35, 0.4), (1.0, 1.0), (1.3, 1.0), (-0.2, 0.0)]
        {
            assert!((scale.round(share) - rounded).abs() < 1e-12, "{share}");
        }
    }

    #[test]
    fn next_to_each_other_means_nothing_between_right_and_wrong() {
        assert_eq!(Scale { max: 1.0, steps: 1, even: true }.adjacent(), None);
        assert_eq!(Scale { max: 2.0, steps: 2, even: true }.adjacent(), Some(0.5));
    }
}
