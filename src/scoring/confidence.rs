//! How sure the band is: distance from the cut points, how much is said, mixed or doubtful evidence, unexplained content.
//!
//! A band that rests on likeness of words alone, with no concept met, is a person's to look at, however sure it is.
//!
//! `gradus evaluate` prints how often bands are right at each confidence.

use super::cap::CapReason;
use super::constants::{
    AT_CUT, BY_DISTANCE, DEEP, DEEP_AVERAGE, DERIVED_AVERAGE, DERIVED_LOSS, DERIVED_REVIEW_BELOW, DERIVED_STRONG,
    DERIVED_WEAK, DOUBTFUL_LOSS, DOUBTFUL_MOST, HELD_AVERAGE, HELD_WEAK, LEAST_SURE, LIST_CONCEPTS, LIST_LOSS,
    MIXED_LOSS, REVIEW_BELOW, SURE_DEPTH, SURE_DISTANCE, TERSE_STRONG, UNEXPLAINED_LOSS,
};
use super::grade::{Flag, Grade, Status};
use super::round4;
use crate::bank::Band;
use crate::claims::EvidenceKind;

/// Confidence (0 to 1) and whether a person should look. `passed_over`: how many concepts a keyword list would meet if it were
/// none.
pub fn of(grade: &Grade, passed_over: usize) -> (f64, bool) {
    let certain = [Flag::Empty, Flag::NonAnswer, Flag::Echo];
    if grade.flags.iter().any(|flag| certain.contains(flag)) {
        return (1.0, false);
    }
    // What is said in another language was not read.
    if grade.flags.contains(&Flag::OtherLanguage) {
        return (LEAST_SURE, true);
    }
    let (confidence, review_below) = match grade.arithmetic.derived {
        None if passed_over >= LIST_CONCEPTS => (written(grade) - LIST_LOSS, REVIEW_BELOW),
        None => (written(grade), REVIEW_BELOW),
        Some(_) => (derived(grade), DERIVED_REVIEW_BELOW),
    };
    let confidence = round4(confidence.clamp(LEAST_SURE, 1.0));
    (confidence, confidence < review_below || grade.rests_on_words())
}

/// For an item with a keyword set.
fn written(grade: &Grade) -> f64 {
    let sums = &grade.arithmetic;
    // From what each band asked of this answer, caps or not.
    let from = |cut: f64| (sums.raw - cut).abs();
    let distance = from(sums.average_from).min(from(sums.strong_asks)) / SURE_DISTANCE;
    let depth = match sums.shallow_below {
        0 => f64::INFINITY,
        shallow => f64::from(sums.depth) / f64::from(shallow),
    };
    let mut confidence = AT_CUT + BY_DISTANCE * distance.min(1.0);
    let holds = |reason: &CapReason| matches!(reason, CapReason::Required(_) | CapReason::Misconception(_));
    let held = sums.caps.iter().any(|cap| holds(&cap.reason));
    match grade.band {
        Band::Strong => confidence -= TERSE_STRONG * (1.0 - depth / SURE_DEPTH).max(0.0),
        Band::Average => {
            confidence -= DEEP_AVERAGE * (depth / DEEP).min(1.0) + if held { HELD_AVERAGE } else { 0.0 };
        }
        Band::Weak => confidence -= if held && sums.raw >= sums.strong_from { HELD_WEAK } else { 0.0 },
    }
    confidence -= if is_mixed(grade) { MIXED_LOSS } else { 0.0 };
    confidence -= DOUBTFUL_LOSS * doubtful(grade);
    // Content that neither concepts, question nor references explain may be a right answer in other words.
    confidence - UNEXPLAINED_LOSS * (1.0 - sums.explained)
}

/// For an item with references alone: how often its band is right there, the farther from the cut point the oftener.
fn derived(grade: &Grade) -> f64 {
    let sums = &grade.arithmetic;
    let ((least, by_distance), far) = match grade.band {
        Band::Weak => (DERIVED_WEAK, 1.0 - grade.score / sums.average_from),
        Band::Average => (DERIVED_AVERAGE, distance(grade)),
        Band::Strong => (DERIVED_STRONG, (grade.score - sums.strong_from) / (1.0 - sums.strong_from)),
    };
    // Cut points at 0 or 1 leave no distance.
    let far = if far.is_finite() { far.clamp(0.0, 1.0) } else { 1.0 };
    let confidence = least + by_distance * far;
    let mixed = if is_mixed(grade) { DERIVED_LOSS } else { 0.0 };
    confidence - mixed - DOUBTFUL_LOSS * doubtful(grade) - DERIVED_LOSS * (1.0 - sums.explained)
}

/// Distance from the nearest cut point, 1 where it is as far as counts.
fn distance(grade: &Grade) -> f64 {
    let sums = &grade.arithmetic;
    let distance = (grade.score - sums.average_from).abs().min((grade.score - sums.strong_from).abs());
    (distance / SURE_DISTANCE).min(1.0)
}

/// Whether something is stated and something else contradicted.
fn is_mixed(grade: &Grade) -> bool {
    let has = |status| grade.concepts.iter().any(|concept| concept.status == status);
    has(Status::Contradicted) && has(Status::Met)
}

/// Pieces of evidence that rest on a misspelt word or on the other side of a comparison, as far as they count.
fn doubtful(grade: &Grade) -> f64 {
    let pieces = grade.concepts.iter().flat_map(|concept| &concept.evidence);
    pieces.filter(|piece| piece.fuzzy || piece.kind == EvidenceKind::Implied).count().min(DOUBTFUL_MOST) as f64
}
