//! How sure the band is: distance from the cut points, mixed or doubtful evidence, unexplained content.

use super::constants::{CAPPED, REVIEW_BELOW, SURE_DISTANCE};
use super::grade::{Flag, Grade, Status};
use super::round4;
use crate::matching::EvidenceKind;

/// Confidence (0 to 1) and whether a person should look.
pub fn of(grade: &Grade) -> (f64, bool) {
    let sums = &grade.arithmetic;
    let distance = (grade.score - sums.average_from).abs().min((grade.score - sums.strong_from).abs());
    let mut confidence = 0.5 + 0.5 * (distance / SURE_DISTANCE).min(1.0);
    // A cap that changed the band stands against the rest of the evidence.
    if !sums.caps.is_empty() && sums.raw > grade.score {
        confidence = CAPPED;
    }
    let certain = [Flag::Empty, Flag::NonAnswer, Flag::Echo];
    if grade.flags.iter().any(|flag| certain.contains(flag)) {
        return (1.0, false);
    }
    let contradicted = grade.concepts.iter().filter(|concept| concept.status == Status::Contradicted).count();
    let met = grade.concepts.iter().filter(|concept| concept.status == Status::Met).count();
    if contradicted > 0 && met > 0 {
        confidence -= 0.1;
    }
    let doubtful = grade
        .concepts
        .iter()
        .flat_map(|concept| &concept.evidence)
        .filter(|evidence| evidence.fuzzy || evidence.kind == EvidenceKind::Implied)
        .count();
    confidence -= 0.03 * doubtful.min(4) as f64;
    // Content that neither concepts, question nor references explain may be a right answer in other words.
    confidence -= 0.2 * (1.0 - sums.explained);
    let confidence = round4(confidence.clamp(0.05, 1.0));
    (confidence, confidence < REVIEW_BELOW)
}
