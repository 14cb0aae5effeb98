//! Who scored what on which item: 24 bytes an answer, the only part of an analysis that grows with the answers.

use crate::bank::Band;
use crate::scoring::Flag;

/// One answer, packed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Where whoever asked for the analysis finds the answer again; later answers have higher places.
    pub place: u64,
    /// The most points; 1 where none are given.
    pub max: f32,
    /// How sure the band is, in ten-thousandths.
    pub confidence: u16,
    candidate: u32,
    item: u16,
    /// In ten-thousandths, which is what results carry.
    score: u16,
    /// One bit for each [`Flag`].
    flags: u8,
    /// The band, and what [`Signs`] says.
    signs: u8,
}

/// A number from 0 to 1 in ten-thousandths. Casts of floats saturate: what is not a number is 0.
pub fn packed(number: f64) -> u16 {
    (number * 10_000.0).round().clamp(0.0, 10_000.0) as u16
}

/// What stands out in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signs {
    /// A person should look.
    pub needs_review: bool,
    /// It has red flags.
    pub red_flag: bool,
    /// It has misconceptions.
    pub misconception: bool,
}

impl Score {
    /// Of one candidate on one item, both counted from 0; `score` from 0 to 1.
    pub fn new(candidate: u32, item: u16, score: f64, band: Band) -> Self {
        Score { place: 0, max: 1.0, confidence: 0, candidate, item, score: packed(score), flags: 0, signs: band as u8 }
    }

    /// With flags and signs.
    pub fn with(mut self, flags: &[Flag], signs: Signs) -> Self {
        self.flags = flags.iter().fold(self.flags, |bits, flag| bits | 1 << *flag as u8);
        let bits = [signs.needs_review, signs.red_flag, signs.misconception];
        self.signs |= bits.iter().enumerate().fold(0, |sum, (at, set)| sum | u8::from(*set) << (2 + at));
        self
    }

    /// The candidate, counted from 0.
    pub fn candidate(&self) -> usize {
        self.candidate as usize
    }

    /// The item, counted from 0.
    pub fn item(&self) -> usize {
        usize::from(self.item)
    }

    /// 0 to 1.
    pub fn score(&self) -> f64 {
        f64::from(self.score) / 10_000.0
    }

    /// The band.
    pub fn band(&self) -> Band {
        match self.signs & 3 {
            0 => Band::Weak,
            1 => Band::Average,
            _ => Band::Strong,
        }
    }

    /// Whether the answer has this flag.
    pub fn has(&self, flag: Flag) -> bool {
        self.flags & 1 << flag as u8 != 0
    }

    /// What stands out.
    pub fn signs(&self) -> Signs {
        let bit = |at: u8| self.signs & 1 << (2 + at) != 0;
        Signs { needs_review: bit(0), red_flag: bit(1), misconception: bit(2) }
    }
}

/// Scores as they come in.
#[derive(Debug, Clone, Default)]
pub struct ScoreTable {
    scores: Vec<Score>,
}

impl ScoreTable {
    /// Notes a score.
    pub fn add(&mut self, score: Score) {
        self.scores.push(score);
    }

    /// Number of scores noted.
    pub fn len(&self) -> usize {
        self.scores.len()
    }

    /// Whether nothing was noted.
    pub fn is_empty(&self) -> bool {
        self.scores.is_empty()
    }

    /// Puts each candidate's scores together. Of several scores of one candidate on one item the one with the highest place
    /// counts: an answer handed in again replaces the one before.
    pub fn by_candidate(mut self) -> Candidates {
        // Not the stable sort, which needs half as much memory again.
        self.scores.sort_unstable_by_key(|score| (score.candidate, score.item, score.place));
        // `dedup` keeps the first of equals, so it runs from behind.
        self.scores.reverse();
        self.scores.dedup_by_key(|score| (score.candidate, score.item));
        self.scores.reverse();
        Candidates { scores: self.scores }
    }
}

/// Scores, candidate by candidate. An item without a score was not asked; it counts neither for nor against.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    scores: Vec<Score>,
}

impl Candidates {
    /// Each candidate's scores, items in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = &[Score]> {
        self.scores.chunk_by(|a, b| a.candidate == b.candidate)
    }

    /// The scores of one candidate, items in ascending order.
    pub fn of(&self, candidate: usize) -> &[Score] {
        let from = self.scores.partition_point(|score| score.candidate() < candidate);
        let to = self.scores.partition_point(|score| score.candidate() <= candidate);
        &self.scores[from..to]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_score_of_an_item_counts() {
        let mut table = ScoreTable::default();
        let scores = [(1, 0, 0.25), (0, 1, 0.5), (1, 0, 0.75), (0, 0, 1.0), (1, 0, 0.125)];
        for (place, (candidate, item, score)) in (0..).zip(scores) {
            table.add(Score { place, ..Score::new(candidate, item, score, Band::Weak) });
        }
        let candidates = table.by_candidate();
        let plain = |scores: &[Score]| scores.iter().map(|score| (score.item(), score.score())).collect::<Vec<_>>();
        let rows: Vec<_> = candidates.iter().map(plain).collect();
        assert_eq!(rows, [vec![(0, 1.0), (1, 0.5)], vec![(0, 0.125)]]);
        assert_eq!(plain(candidates.of(1)), [(0, 0.125)]);
        assert_eq!(candidates.of(2), []);
    }

    #[test]
    fn what_is_no_score_is_held_within_bounds() {
        let scores = [f64::NAN, -3.0, 7.0, f64::INFINITY].map(|score| Score::new(0, 0, score, Band::Weak).score());
        assert_eq!(scores, [0.0, 0.0, 1.0, 1.0]);
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let all = Flag::ALL;
        for band in [Band::Weak, Band::Average, Band::Strong] {
            for (at, flag) in all.iter().enumerate() {
                let signs = Signs { needs_review: at % 2 == 0, red_flag: at % 3 == 0, misconception: at > 4 };
                let score = Score::new(7, 300, 0.1234, band).with(&[*flag], signs);
                assert_eq!((score.candidate(), score.item(), score.score()), (7, 300, 0.1234));
                assert_eq!((score.band(), score.signs()), (band, signs));
                let found: Vec<&Flag> = all.iter().filter(|flag| score.has(**flag)).collect();
                assert_eq!(found, [flag]);
            }
        }
        assert_eq!(size_of::<Score>(), 24);
    }
}
