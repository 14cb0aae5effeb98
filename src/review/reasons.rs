//! Why an answer is worth a look: pure functions of its record.

use crate::bank::Band;
use crate::matching::EvidenceKind;
use crate::rows::record::{Record, RecordConcept, RecordGrade};
use crate::scoring::{Flag, Status, band_name};

/// This close to a cut point is close.
const CLOSE: f64 = 0.05;
/// Below this share of explained content there is something that nothing explains.
const EXPLAINED: f64 = 0.55;
/// Bytes from which on an odd or unexplained answer has content.
const CONTENT: usize = 120;

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What it adds to the priority.
    pub weight: u32,
    /// The reason in a few words.
    pub words: String,
}

fn reason(weight: f64, words: String) -> Reason {
    Reason { weight: weight.round().max(1.0) as u32, words }
}

/// That an answer shares passages with another candidate's.
pub fn shared(share: f64) -> Reason {
    reason(25.0, format!("possible copy: shares {:.0} % of its own words with another answer", 100.0 * share))
}

/// All reasons that the record itself gives, the weightiest first.
pub fn reasons(record: &Record) -> Vec<Reason> {
    let Some(grade) = &record.grade else { return Vec::new() };
    if let Some(marked) = &record.overridden {
        let (person, machine) = (band_name(marked.band), band_name(marked.machine.band));
        let words = format!(
            "a person says {person} ({:.2}), the machine {machine} ({:.2})",
            marked.score, marked.machine.score
        );
        return if marked.disagrees() { vec![reason(60.0, words)] } else { Vec::new() };
    }
    // What is sure to be no answer needs no second look.
    if grade.flags.iter().any(|flag| matches!(flag, Flag::Empty | Flag::NonAnswer | Flag::Echo)) {
        return Vec::new();
    }
    let long = record.answer.len() >= CONTENT;
    let mut all: Vec<Reason> =
        [mixed(grade), limited(grade).or_else(|| near(grade)), odd(grade, long), doubtful(grade)]
            .into_iter()
            .flatten()
            .collect();
    all.extend(unexplained(grade, long));
    if grade.needs_review {
        all.push(reason(60.0 * (1.0 - grade.confidence), format!("low confidence ({:.2})", grade.confidence)));
    }
    // Stable: of equals the one named first in the table.
    all.sort_by_key(|reason| std::cmp::Reverse(reason.weight));
    all
}

fn mixed(grade: &RecordGrade) -> Option<Reason> {
    let with = |status| grade.concepts.iter().filter(move |concept: &&RecordConcept| concept.status == status);
    let (contrary, met) = (with(Status::Contradicted).next()?, with(Status::Met).count());
    (met > 0).then(|| reason(30.0, format!("mixed evidence: contradicts \"{}\", yet {met} met", contrary.label)))
}

fn band_at(score: f64, grade: &RecordGrade) -> Band {
    let sums = &grade.arithmetic;
    if score >= sums.strong_from {
        Band::Strong
    } else if score >= sums.average_from {
        Band::Average
    } else {
        Band::Weak
    }
}

/// A cap that lowered the band.
fn limited(grade: &RecordGrade) -> Option<Reason> {
    let sums = &grade.arithmetic;
    let without = band_at(sums.raw, grade);
    if without <= grade.band {
        return None;
    }
    let (without, band) = (band_name(without), band_name(grade.band));
    let caps = || sums.caps.iter().map(|cap| cap.reason.as_str());
    if let Some(id) = caps().find_map(|cap| cap.strip_prefix("misconception:")) {
        let label = grade.misconceptions.iter().find(|one| one.id == id).map_or(id, |one| one.label.as_str());
        return Some(reason(25.0, format!("{band} instead of {without} because of a misconception: {label}")));
    }
    if caps().any(|cap| cap == "shallow") {
        return Some(reason(10.0, format!("{band} instead of {without} because little is said about the points")));
    }
    if caps().any(|cap| cap == "admission") {
        return Some(reason(10.0, format!("{band} instead of {without} because it says that it does not know a part")));
    }
    if caps().any(|cap| cap == "exchanged") {
        return Some(reason(15.0, format!("{band} instead of {without} because sides seem to be exchanged")));
    }
    if caps().any(|cap| cap == "contradicted") {
        return Some(reason(15.0, format!("{band} instead of {without} because it seems to say the contrary")));
    }
    let id = caps().find_map(|cap| cap.strip_prefix("required:"))?;
    let label = grade.concepts.iter().find(|one| one.id == id).map_or(id, |one| one.label.as_str());
    Some(reason(15.0, format!("{band} instead of {without} because an essential point is missing: {label}")))
}

fn near(grade: &RecordGrade) -> Option<Reason> {
    let sums = &grade.arithmetic;
    let to = |cut: f64, name: &'static str| ((grade.score - cut).abs(), grade.score - cut, name);
    let (average, strong) = (to(sums.average_from, "average"), to(sums.strong_from, "strong"));
    let (distance, signed, name) = if strong.0 <= average.0 { strong } else { average };
    let side = if signed < 0.0 { "below" } else { "above" };
    // Four decimals: what rounding adds is no distance.
    (distance < CLOSE - 1e-9)
        .then(|| reason(30.0 * (1.0 - distance / CLOSE), format!("near a cut: {distance:.3} {side} {name}")))
}

fn odd(grade: &RecordGrade, long: bool) -> Option<Reason> {
    let is_odd =
        |flag: &&Flag| matches!(flag, Flag::OffTopic | Flag::KeywordList | Flag::OtherLanguage | Flag::Truncated);
    let flag = grade.flags.iter().find(is_odd).filter(|_| long)?;
    Some(reason(20.0, format!("flagged {}, yet of some length", flag.name())))
}

fn doubtful(grade: &RecordGrade) -> Option<Reason> {
    let sure = |concept: &RecordConcept| {
        concept.evidence.iter().any(|evidence| !evidence.fuzzy && evidence.kind != EvidenceKind::Implied)
    };
    let counted = |concept: &&RecordConcept| matches!(concept.status, Status::Met | Status::Partial);
    let doubtful =
        grade.concepts.iter().filter(counted).filter(|one| !one.evidence.is_empty()).find(|one| !sure(one))?;
    Some(reason(5.0, format!("\"{}\" rests on a misspelt or an implied word alone", doubtful.label)))
}

fn unexplained(grade: &RecordGrade, long: bool) -> Option<Reason> {
    let explained = grade.arithmetic.explained;
    if !long || grade.band == Band::Strong || explained >= EXPLAINED {
        return None;
    }
    let share = 100.0 * (1.0 - explained);
    let words = format!("{share:.0} % of the content is unexplained: perhaps right in other words");
    Some(reason(30.0 * (1.0 - explained), words))
}
