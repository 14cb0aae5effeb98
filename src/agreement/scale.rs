//! The steps of a human's scale, found in the scores themselves, and the machine's score rounded to them.

use serde::Serialize;

/// A scale from 0 to a maximum in even steps.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Scale {
    /// The most points.
    pub max: f64,
    /// Steps from 0 to the maximum.
    pub steps: u32,
    /// Whether all scores lie on these steps.
    pub even: bool,
    /// How many do not: for measures that compare points they count as the nearest step.
    pub between: usize,
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
    /// be a slip or an odd mark). Where there is none, tenths stand in.
    pub fn of(scores: &[f64], max: f64) -> Scale {
        let on = |steps: u32, score: f64| {
            let place = score / max * f64::from(steps);
            (place - place.round()).abs() <= NEAR * f64::from(steps) + 1e-9
        };
        let between = |steps: u32| scores.iter().filter(|score| !on(steps, **score)).count();
        let fits = |steps: &u32| (scores.len() - between(*steps)) as f64 >= ON_STEPS * scores.len() as f64;
        let steps = (1..=MOST_STEPS).find(fits).unwrap_or(STAND_IN);
        Scale::in_steps(max, steps, between(steps))
    }

    /// So many steps, with so many scores between them.
    fn in_steps(max: f64, steps: u32, between: usize) -> Scale {
        Scale { max, steps, even: between == 0, between }
    }

    /// Weak, average and strong.
    pub fn of_bands() -> Scale {
        Scale::in_steps(1.0, 2, 0)
    }

    /// The same steps of two files, with the scores between them of both.
    pub fn join(&mut self, other: &Scale) -> bool {
        let same = (self.max, self.steps) == (other.max, other.steps);
        if same {
            *self = Scale::in_steps(self.max, self.steps, self.between + other.between);
        }
        same
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
        for (scores, max, steps, between) in [
            (vec![0.0, 1.0, 1.0], 1.0, 1, 0),
            (vec![0.0, 1.0, 2.0], 2.0, 2, 0),
            (vec![0.0, 3.5, 5.0, 4.0], 5.0, 10, 0),
            (vec![3.0, 5.0, 4.0], 5.0, 5, 0),
            (vec![0.0, 0.333, 0.667, 1.0], 1.0, 3, 0),
            (vec![0.25, 0.75], 1.0, 4, 0),
            (vec![0.88, 0.63, 0.5, 1.0], 1.0, 8, 0),
            (vec![0.123, 0.456, 0.789], 1.0, 10, 3),
        ] {
            assert_eq!(Scale::of(&scores, max), Scale::in_steps(max, steps, between), "{scores:?}");
        }
    }

    #[test]
    fn one_slip_in_many_does_not_change_the_scale() {
        let mut scores = vec![0.0, 1.0, 2.0, 3.0];
        scores.extend(std::iter::repeat_n(2.0, 200));
        scores.push(1.37);
        let scale = Scale::of(&scores, 3.0);
        assert_eq!((scale.steps, scale.even, scale.between), (3, false, 1), "it is told, though");
    }

    #[test]
    fn halves_go_up_and_nothing_leaves_the_scale() {
        let scale = Scale::in_steps(5.0, 10, 0);
        for (share, rounded) in
            [(0.05, 0.1), (0.049, 0.0), (0.15, 0.2), (0.35, 0.4), (1.0, 1.0), (1.3, 1.0), (-0.2, 0.0)]
        {
            assert!((scale.round(share) - rounded).abs() < 1e-12, "{share}");
        }
    }

    #[test]
    fn next_to_each_other_means_nothing_between_right_and_wrong() {
        assert_eq!(Scale::in_steps(1.0, 1, 0).adjacent(), None);
        assert_eq!(Scale::in_steps(2.0, 2, 0).adjacent(), Some(0.5));
    }
}
