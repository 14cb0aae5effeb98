//! The line of figures that every table shows, for any set of pairs, with its intervals.

use super::bootstrap::{self, Interval, Plan};
use super::correlation::{Ranking, pearson_of};
use super::errors::{Errors, Share, smd_of, within};
use super::judged::rank;
use super::kappa::kappa_of;
use super::moments::Moments;
use crate::bank::Band;
use serde::Serialize;

/// One value (or interval) for each measure. Scores are shares of the maximum, so that files with other maxima compare.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Measures<T> {
    /// Pearson's correlation of the scores.
    pub pearson: T,
    /// Spearman's correlation of the scores.
    pub spearman: T,
    /// Root mean squared error, in shares of the maximum.
    pub rmse: T,
    /// Mean absolute error, in shares of the maximum.
    pub mae: T,
    /// Standardised mean difference: above 0 the machine is the milder one.
    pub smd: T,
    /// Quadratic weighted kappa of the points, both sides rounded to the steps of the human scale.
    pub qwk: T,
    /// Share of rows with the same rounded points.
    pub exact: T,
    /// Share of rows whose rounded points are at most one step apart; undefined on a scale of right and wrong.
    pub adjacent: T,
    /// Quadratic weighted kappa of the bands.
    pub band_qwk: T,
    /// Share of rows with the same band.
    pub band_exact: T,
    /// Share of rows whose bands are at most one apart.
    pub band_adjacent: T,
}

/// A figure, where it is defined.
pub type Figure = Option<f64>;

/// How many measures there are.
pub const COUNT: usize = 11;

impl<T> Measures<T> {
    /// The values in the order of the fields.
    pub fn into_array(self) -> [T; COUNT] {
        [
            self.pearson,
            self.spearman,
            self.rmse,
            self.mae,
            self.smd,
            self.qwk,
            self.exact,
            self.adjacent,
            self.band_qwk,
            self.band_exact,
            self.band_adjacent,
        ]
    }

    /// The reverse of [`Measures::into_array`].
    pub fn from_array(values: [T; COUNT]) -> Self {
        let [pearson, spearman, rmse, mae, smd, qwk, exact, adjacent, band_qwk, band_exact, band_adjacent] = values;
        Measures { pearson, spearman, rmse, mae, smd, qwk, exact, adjacent, band_qwk, band_exact, band_adjacent }
    }
}

impl Measures<Figure> {
    /// Joins two lines measure by measure, where both are defined.
    pub fn with(self, other: Self, join: impl Fn(f64, f64) -> f64) -> Self {
        let (mine, theirs) = (self.into_array(), other.into_array());
        Measures::from_array(std::array::from_fn(|at| mine[at].zip(theirs[at]).map(|(a, b)| join(a, b))))
    }
}

/// One row's judgements on a common footing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The human's score, a share of the maximum.
    pub human: f64,
    /// The same, rounded to the scale's steps.
    pub human_rounded: f64,
    /// The human's band.
    pub human_band: Band,
    /// One step of the scale, where adjacent means something.
    pub step: Option<f64>,
    /// What is correlated with the human's score: the other side's score, or any number that may go with it.
    pub signal: Option<f64>,
    /// The other side's judgement, where there is one.
    pub other: Option<Other>,
}

/// The other side's judgement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Other {
    /// A share of the maximum.
    pub score: f64,
    /// The same, rounded to the scale's steps.
    pub rounded: f64,
    /// The band.
    pub band: Band,
}

/// Everything about a set of pairs that its measures need, save ranks. Two sets join into one without looking at pairs
/// again, which is what makes resampling cheap.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tally {
    signal: Moments,
    scores: Moments,
    errors: Errors,
    rounded: Moments,
    exact: Share,
    adjacent: Share,
    bands: Moments,
    band_exact: Share,
    band_adjacent: Share,
}

impl Tally {
    /// Adds a pair.
    pub fn add(&mut self, pair: &Pair) {
        if let Some(signal) = pair.signal {
            self.signal.add(pair.human, signal, 1.0);
        }
        let Some(other) = pair.other else { return };
        self.scores.add(pair.human, other.score, 1.0);
        self.errors.add(pair.human, other.score);
        self.rounded.add(pair.human_rounded, other.rounded, 1.0);
        self.exact.add(within(pair.human_rounded, other.rounded, 0.0));
        if let Some(step) = pair.step {
            self.adjacent.add(within(pair.human_rounded, other.rounded, step));
        }
        let (human, machine) = (rank(pair.human_band), rank(other.band));
        self.bands.add(human, machine, 1.0);
        self.band_exact.add(human == machine);
        self.band_adjacent.add((human - machine).abs() <= 1.0);
    }

    /// Adds all pairs of another tally, each `times` times.
    pub fn join(&mut self, other: &Tally, times: f64) {
        self.signal.join(&other.signal, times);
        self.scores.join(&other.scores, times);
        self.errors.join(&other.errors, times);
        self.rounded.join(&other.rounded, times);
        self.exact.join(&other.exact, times);
        self.adjacent.join(&other.adjacent, times);
        self.bands.join(&other.bands, times);
        self.band_exact.join(&other.band_exact, times);
        self.band_adjacent.join(&other.band_adjacent, times);
    }

    /// Mean of the human scores and of the other side's, as shares of the maximum.
    pub fn means(&self) -> (Figure, Figure) {
        (self.scores.mean_of_x(), self.scores.mean_of_y())
    }

    /// Mean absolute error, as a share of the maximum.
    pub fn mae(&self) -> Figure {
        self.errors.mae()
    }

    /// Share of rows with the same band, and with at most one band between.
    pub fn bands(&self) -> (Figure, Figure) {
        (self.band_exact.value(), self.band_adjacent.value())
    }

    fn measures(&self, spearman: Figure) -> Measures<Figure> {
        Measures {
            pearson: pearson_of(&self.signal),
            spearman,
            rmse: self.errors.rmse(),
            mae: self.errors.mae(),
            smd: smd_of(&self.scores),
            qwk: kappa_of(&self.rounded),
            exact: self.exact.value(),
            adjacent: self.adjacent.value(),
            band_qwk: kappa_of(&self.bands),
            band_exact: self.band_exact.value(),
            band_adjacent: self.band_adjacent.value(),
        }
    }
}

/// All pairs in one tally.
pub fn tally<'p>(pairs: impl IntoIterator<Item = &'p Pair>) -> Tally {
    let mut tally = Tally::default();
    for pair in pairs {
        tally.add(pair);
    }
    tally
}

/// The measures of a set of pairs.
pub fn measures(pairs: &[&Pair]) -> Measures<Figure> {
    let ranking = Ranking::of(pairs.iter().filter_map(|pair| Some((pair.human, pair.signal?))));
    tally(pairs.iter().copied()).measures(ranking.spearman(|_| 1))
}

/// Their 95 % intervals. `questions[i]` is the question of pair `i`, counted from 0 without gaps.
pub fn intervals(pairs: &[&Pair], questions: &[usize], plan: Plan) -> Measures<Option<Interval>> {
    let count = questions.iter().max().map_or(0, |last| last + 1);
    let mut tallies = vec![Tally::default(); count];
    let mut ranked = Vec::new();
    let mut question_of = Vec::new();
    for (pair, question) in pairs.iter().zip(questions) {
        tallies[*question].add(pair);
        if let Some(signal) = pair.signal {
            ranked.push((pair.human, signal));
            question_of.push(*question);
        }
    }
    let ranking = Ranking::of(ranked);
    let figures = |times: &[u32]| {
        let mut drawn = Tally::default();
        for (tally, times) in tallies.iter().zip(times) {
            drawn.join(tally, f64::from(*times));
        }
        drawn.measures(ranking.spearman(|row| times[question_of[row]])).into_array()
    };
    Measures::from_array(bootstrap::intervals(count, plan, figures))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::golden::{HUMAN, MACHINE, ROUNDED, close};

    fn pairs() -> Vec<Pair> {
        let band = |share: f64| crate::agreement::Cuts::default().band(share);
        (0..HUMAN.len())
            .map(|at| Pair {
                human: HUMAN[at] / 5.0,
                human_rounded: HUMAN[at] / 5.0,
                human_band: band(HUMAN[at] / 5.0),
                step: Some(0.1),
                signal: Some(MACHINE[at] / 5.0),
                other: Some(Other {
                    score: MACHINE[at] / 5.0,
                    rounded: ROUNDED[at] / 5.0,
                    band: band(MACHINE[at] / 5.0),
                }),
            })
            .collect()
    }

    #[test]
    fn a_tally_gives_what_the_plain_functions_give() {
        use crate::agreement::{correlation, errors, kappa};
        let pairs = pairs();
        let line = measures(&pairs.iter().collect::<Vec<_>>());
        close(line.pearson, correlation::pearson(&HUMAN, &MACHINE).unwrap());
        close(line.spearman, correlation::spearman(&HUMAN, &MACHINE).unwrap());
        close(line.rmse, errors::rmse(&HUMAN, &MACHINE).unwrap() / 5.0);
        close(line.smd, errors::standardised_mean_difference(&HUMAN, &MACHINE).unwrap());
        close(line.qwk, kappa::quadratic_weighted_kappa(&HUMAN, &ROUNDED).unwrap());
        close(line.exact, errors::agreement_within(&HUMAN, &ROUNDED, 0.0).unwrap());
        close(line.adjacent, errors::agreement_within(&HUMAN, &ROUNDED, 0.5).unwrap());
    }

    #[test]
    fn intervals_hold_the_figure_and_widen_when_rows_of_a_question_are_alike() {
        let many: Vec<Pair> = (0..40).flat_map(|_| pairs()).collect();
        let refs: Vec<&Pair> = many.iter().collect();
        let r = measures(&refs).pearson.unwrap();
        let width = |question: fn(usize) -> usize| {
            let questions: Vec<usize> = (0..many.len()).map(question).collect();
            let interval = intervals(&refs, &questions, Plan::default()).pearson.unwrap();
            assert!(interval.low <= r && r <= interval.high, "{interval:?} {r}");
            interval.high - interval.low
        };
        // 480 questions of one row; 12 questions, each of the same row 40 times.
        let (alone, alike) = (width(|row| row), width(|row| row % 12));
        assert!(alike > 3.0 * alone, "{alike} {alone}");
    }

    #[test]
    fn what_nobody_judged_is_undefined() {
        let line = measures(&[]);
        assert!(line.into_array().iter().all(Option::is_none));
        let mut alone = pairs()[0];
        (alone.signal, alone.other) = (None, None);
        assert!(measures(&[&alone]).into_array().iter().all(Option::is_none));
    }

    #[test]
    fn undefined_stays_undefined_when_lines_are_joined() {
        let a = Measures { pearson: Some(0.5), rmse: Some(0.1), ..Measures::default() };
        let b = Measures { pearson: Some(0.25), ..Measures::default() };
        let difference = a.with(b, |a, b| a - b);
        assert_eq!((difference.pearson, difference.rmse), (Some(0.25), None));
    }
}
