//! Intervals by drawing questions again and again: how far a figure would move with other questions.

use serde::Serialize;

/// How to resample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// How often questions are drawn; 0 for no intervals.
    pub resamples: u32,
    /// Where the random numbers begin. The same seed gives the same intervals on every machine.
    pub seed: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Plan { resamples: 1000, seed: 20_131_107 }
    }
}

/// An interval that holds 95 % of the resamples.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// 2.5 % of the resamples lie below.
    pub low: f64,
    /// 2.5 % of the resamples lie above.
    pub high: f64,
}

/// Share of the resamples in which a figure must be defined to get an interval.
const DEFINED: f64 = 0.9;

/// 95 % intervals of several figures by the cluster bootstrap (Efron 1979; clusters: Davison and Hinkley 1997, 3.8), with
/// percentiles as limits.
///
/// Answers to one question stand and fall together, so whole questions are drawn, with replacement, as many as there are.
/// `figures` gets how often each question was drawn. All figures are taken from the same draws.
///
/// `None` for fewer than two questions, and for a figure that is undefined in more than a tenth of the draws.
pub fn intervals<const N: usize>(
    questions: usize,
    plan: Plan,
    mut figures: impl FnMut(&[u32]) -> [Option<f64>; N],
) -> [Option<Interval>; N] {
    if questions < 2 || plan.resamples == 0 {
        return [None; N];
    }
    let mut numbers = Numbers::new(plan.seed);
    let mut values: [Vec<f64>; N] = std::array::from_fn(|_| Vec::new());
    let mut times = vec![0; questions];
    for _ in 0..plan.resamples {
        times.fill(0);
        for _ in 0..questions {
            times[numbers.below(questions)] += 1;
        }
        for (values, value) in values.iter_mut().zip(figures(&times)) {
            values.extend(value);
        }
    }
    values.map(|mut values| {
        if (values.len() as f64) < DEFINED * f64::from(plan.resamples) {
            return None;
        }
        values.sort_by(f64::total_cmp);
        Some(Interval { low: quantile(&values, 0.025)?, high: quantile(&values, 0.975)? })
    })
}

/// A quantile of sorted values, interpolated between neighbours (type 7 of Hyndman and Fan 1996, the default of R and
/// numpy). `None` of nothing.
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(last);
    Some(sorted[below] + (place - below as f64) * (sorted[above] - sorted[below]))
}

/// Random numbers: SplitMix64 (Steele, Lea and Flood 2014). Fast, small, the same everywhere; not for secrets.
#[derive(Debug, Clone)]
pub struct Numbers(u64);

impl Numbers {
    /// Begins at a seed.
    pub fn new(seed: u64) -> Self {
        Numbers(seed)
    }

    /// The next 64 bits.
    pub fn next_bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `count` (0 for a count of 0), by the upper half of a product (Lemire 2019). Its bias, at most
    /// count / 2^64, is far below what a thousand draws could show.
    pub fn below(&mut self, count: usize) -> usize {
        let product = u128::from(self.next_bits()) * count as u128;
        (product >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::golden::close;

    // First numbers for seed 1234567, as printed by the reference splitmix64.c of Sebastiano Vigna (public domain), also
    // listed at https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64
    #[test]
    fn numbers_are_those_of_the_reference_program() {
        let mut numbers = Numbers::new(1_234_567);
        let first: Vec<u64> = (0..5).map(|_| numbers.next_bits()).collect();
        let reference = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(first, reference);
    }

    #[test]
    fn below_stays_below_and_reaches_all() {
        let mut numbers = Numbers::new(7);
        let mut seen = [0u32; 5];
        for _ in 0..5000 {
            seen[numbers.below(5)] += 1;
        }
        assert!(seen.iter().all(|count| (850..1150).contains(count)), "{seen:?}");
        assert_eq!(numbers.below(0), 0);
    }

    // python -c "import numpy; print(numpy.quantile([1, 2, 4, 8, 16], [0, .025, .5, .9, 1]))"
    // [ 1.   1.1  4.  12.8 16. ]
    #[test]
    fn quantiles_equal_numpy() {
        let sorted = [1.0, 2.0, 4.0, 8.0, 16.0];
        for (share, value) in [(0.0, 1.0), (0.025, 1.1), (0.5, 4.0), (0.9, 12.8), (1.0, 16.0)] {
            close(quantile(&sorted, share), value);
        }
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn the_interval_of_a_mean_is_about_two_standard_errors() {
        // 200 questions, half at 0 and half at 1: the mean's standard error is 0.5 / sqrt(200) = 0.0354.
        let mean = |times: &[u32]| {
            let ones: u32 = times.iter().skip(1).step_by(2).sum();
            [Some(f64::from(ones) / 200.0)]
        };
        let [interval] = intervals(200, Plan { resamples: 4000, seed: 1 }, mean);
        let interval = interval.unwrap();
        assert!((interval.low - (0.5 - 1.96 * 0.0354)).abs() < 0.006, "{interval:?}");
        assert!((interval.high - (0.5 + 1.96 * 0.0354)).abs() < 0.006, "{interval:?}");
    }

    #[test]
    fn the_same_seed_gives_the_same_interval() {
        let figure = |times: &[u32]| [Some(f64::from(times[0]))];
        let plan = Plan::default();
        assert_eq!(intervals(9, plan, figure), intervals(9, plan, figure));
    }

    #[test]
    fn one_question_or_an_undefined_figure_has_no_interval() {
        assert_eq!(intervals(1, Plan::default(), |_| [Some(1.0)]), [None]);
        let sometimes = |times: &[u32]| [(times[0] > 0).then_some(1.0), Some(2.0)];
        assert_eq!(intervals(5, Plan::default(), sometimes), [None, Some(Interval { low: 2.0, high: 2.0 })]);
    }
}
