//! How scores are spread: equal steps from 0 to 1.

/// Steps of a histogram.
pub const STEPS: usize = 20;

/// Counts of scores in [`STEPS`] equal steps. A score on a border belongs to the step above; 1 to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Histogram {
    /// Scores in each step.
    pub counts: [u64; STEPS],
}

impl Histogram {
    /// Adds a score from 0 to 1, with at most four decimals.
    pub fn add(&mut self, score: f64) {
        // In ten-thousandths, so that 0.15 x 20 is 3 and not a little less.
        let step = ((score * 10_000.0).round() as usize).saturating_mul(STEPS) / 10_000;
        self.counts[step.min(STEPS - 1)] += 1;
    }

    /// The step's borders.
    pub fn borders(step: usize) -> (f64, f64) {
        (step as f64 / STEPS as f64, (step + 1) as f64 / STEPS as f64)
    }

    /// The largest count.
    pub fn highest(&self) -> u64 {
        self.counts.iter().copied().max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_belong_to_the_step_above() {
        for step in 0..STEPS {
            let mut histogram = Histogram::default();
            let (from, to) = Histogram::borders(step);
            histogram.add(from);
            histogram.add(to - 0.0001);
            assert_eq!(histogram.counts[step], 2, "{from} to {to}");
        }
        let mut histogram = Histogram::default();
        [1.0, 1.5, f64::INFINITY, -1.0, f64::NAN].into_iter().for_each(|score| histogram.add(score));
        assert_eq!((histogram.counts[0], histogram.counts[STEPS - 1], histogram.highest()), (2, 3, 3));
    }
}
