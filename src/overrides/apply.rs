//! Putting a person's mark in the place of the machine's.

use super::Override;
use crate::bank::{Band, Bands};
use crate::scoring::constants::UNDER;
use crate::scoring::{Grade, round4};
use serde::{Deserialize, Serialize};

/// What a person decided, with the machine's own values kept under it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overridden {
    /// The band in force.
    pub band: Band,
    /// The score in force, 0 to 1, four decimals.
    pub score: f64,
    /// The points in force, where the person gave points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<f64>,
    /// What the person says about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// What the machine had said: concepts, caps and arithmetic of the result explain this score.
    pub machine: Machine,
}

/// The machine's own values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// 0 to 1.
    pub score: f64,
    /// The band.
    pub band: Band,
    /// 0 to 1.
    pub confidence: f64,
    /// It had asked for a person's look.
    pub needs_review: bool,
}

impl Overridden {
    /// Whether person and machine are far apart: two bands, or at least 0.35 of the score.
    pub fn disagrees(&self) -> bool {
        let bands = (self.band as i8 - self.machine.band as i8).abs();
        bands >= 2 || (self.score - self.machine.score).abs() >= FAR
    }
}

/// Person and machine are far apart from this difference in scores on.
const FAR: f64 = 0.35;

/// Puts a mark on a grade. A band without a score keeps the machine's score where it lies in that band, or else takes the
/// nearest one of the band; a score without a band falls into the band of the item's cut points. Fails, with a reason for
/// people, on points that the answer cannot have, and where band and score contradict each other.
pub fn apply(mark: &Override, grade: &mut Grade, max_score: Option<f64>) -> Result<Overridden, String> {
    let machine = Machine {
        score: grade.score,
        band: grade.band,
        confidence: grade.confidence,
        needs_review: grade.needs_review,
    };
    let sums = &grade.arithmetic;
    let cuts = sums.bands();
    let given = match (mark.score, mark.points) {
        (Some(score), _) => Some(round4(score)),
        (None, Some(points)) => Some(round4(share(points, max_score)?)),
        (None, None) => None,
    };
    let (score, band) = match (given, mark.band) {
        (Some(score), Some(band)) => (agreed(score, band, slack(mark, max_score), cuts)?, band),
        (Some(score), None) => (score, cuts.of(score)),
        (None, Some(band)) => (within(machine.score, band, cuts), band),
        (None, None) => (machine.score, machine.band),
    };
    let score = round4(score);
    (grade.score, grade.band) = (score, band);
    // A person has looked: nothing is left to be unsure of.
    (grade.confidence, grade.needs_review) = (1.0, false);
    Ok(Overridden { band, score, points: mark.points, comment: mark.comment.clone(), machine })
}

/// The score of a mark that gives a band as well, which must be that of the score but for `slack`.
fn agreed(score: f64, band: Band, slack: f64, cuts: Bands) -> Result<f64, String> {
    let nearest = within(score, band, cuts);
    if (nearest - score).abs() <= slack {
        return Ok(nearest);
    }
    Err(format!(
        "its band {} and its score {score} contradict each other: here average begins at {} and strong at {}; give one of \
         them, or mend one",
        band.name(),
        cuts.average,
        cuts.strong
    ))
}

/// What the rounding of points may take from a score: they have four decimals, of which little is left where the most
/// points are few. Of scores it is what arithmetic loses.
fn slack(mark: &Override, max_score: Option<f64>) -> f64 {
    let of_points = mark.points.and(max_score).map_or(0.0, |max| 0.0001 / max);
    of_points.max(1e-9)
}

fn share(points: f64, max_score: Option<f64>) -> Result<f64, String> {
    match max_score {
        None => Err("points need the answer's max_score, which its row does not have; give a score from 0 to 1".into()),
        Some(max) if points > max => Err(format!("{points} points are more than the answer's max_score {max}")),
        Some(max) if max > 0.0 => Ok(points / max),
        Some(_) => Ok(0.0),
    }
}

/// The score nearest to `score` that lies in a band; just under a cut point where the band ends there, as caps have it.
fn within(score: f64, band: Band, cuts: Bands) -> f64 {
    let (from, to) = match band {
        Band::Weak => (0.0, cuts.average - UNDER),
        Band::Average => (cuts.average, cuts.strong - UNDER),
        Band::Strong => (cuts.strong, 1.0),
    };
    score.min(to).max(from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::overrides::read;

    /// Score, band and what is kept, of a machine's `average` answer with a mark.
    fn marked(columns: &str, cells: &str, max: Option<f64>) -> Result<(f64, Band, Overridden), String> {
        let engine = Engine::shipped();
        let mut grade = crate::scoring::grade(engine.rubric("gil").expect("an item"), "x");
        (grade.score, grade.band) = (0.5, Band::Average);
        (grade.arithmetic.average_from, grade.arithmetic.strong_from) = (0.4, 0.7);
        let split = |text: &str| format!("1,{text}").split(',').map(String::from).collect::<Vec<_>>();
        let header = format!("answer_id,{columns}").split(',').map(String::from).collect::<Vec<_>>();
        let marks = read("m.csv", (1, &header), [(2, Ok(split(cells)))]).expect("marks");
        let kept = apply(marks.find("1", None, None, "a.csv").expect("a mark").1, &mut grade, max)?;
        assert_eq!((grade.confidence, grade.needs_review), (1.0, false));
        assert_eq!((kept.score, kept.band), (grade.score, grade.band));
        assert_eq!((kept.machine.score, kept.machine.band), (0.5, Band::Average));
        Ok((grade.score, grade.band, kept))
    }

    #[test]
    fn a_band_moves_the_score_no_further_than_it_must() {
        let score = |band| marked("band", band, None).map(|(score, band, _)| (score, band));
        assert_eq!(score("strong"), Ok((0.7, Band::Strong)));
        assert_eq!(score("average"), Ok((0.5, Band::Average)));
        assert_eq!(score("weak"), Ok((0.3999, Band::Weak)));
    }

    #[test]
    fn a_score_falls_into_its_band_unless_a_band_is_given_too() {
        let of = |columns, cells| marked(columns, cells, None).map(|(score, band, _)| (score, band));
        assert_eq!(of("score", "0.7"), Ok((0.7, Band::Strong)));
        assert_eq!(of("score", "0.69999"), Ok((0.7, Band::Strong)), "four decimals, as everywhere");
        assert_eq!(of("score", "0.4"), Ok((0.4, Band::Average)));
        assert_eq!(of("score,band", "0.69999,strong"), Ok((0.7, Band::Strong)));
        for (score, band) in [("0.9", "average"), ("0.7", "average"), ("0.6999", "strong"), ("0.1", "strong")] {
            let why = marked("score,band", &format!("{score},{band}"), None).expect_err("a contradiction");
            assert!(why.contains(&format!("its band {band} and its score {score} contradict each other")), "{why}");
            assert!(why.contains("average begins at 0.4 and strong at 0.7"), "{why}");
        }
        // What was written with a mark is read back, however few the points are.
        let back = marked("points,band", "0.35,average", Some(0.5)).expect("rounded points");
        assert_eq!((back.0, back.1), (0.6999, Band::Average));
        assert!(marked("points,band", "3,weak", Some(3.0)).is_err());
    }

    #[test]
    fn points_are_of_the_answers_max_score() {
        let (score, band, kept) = marked("points,comment", "1,too long", Some(3.0)).expect("marked");
        assert_eq!(
            (score, band, kept.points, kept.comment.as_deref()),
            (0.3333, Band::Weak, Some(1.0), Some("too long"))
        );
        assert!(marked("points", "4", Some(3.0)).expect_err("too many").contains("more than the answer's max_score 3"));
        assert!(marked("points", "1", None).expect_err("of what?").contains("does not have"));
        assert_eq!(marked("points", "0", Some(0.0)).expect("marked").0, 0.0);
    }

    #[test]
    fn far_apart_is_two_bands_or_a_third_of_the_scale() {
        let far = |columns, cells| marked(columns, cells, None).expect("marked").2.disagrees();
        assert!(!far("band", "strong") && !far("score", "0.8") && far("score", "0.85") && far("score", "0.1"));
    }
}
