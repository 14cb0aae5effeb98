//! Why an answer is worth a look: pure functions of its record.

use super::weights as kind;
use crate::bank::Band;
use crate::claims::EvidenceKind;
use crate::rows::record::{Record, RecordConcept, RecordGrade};
use crate::scoring::constants::DERIVED_REVIEW_BELOW;
use crate::scoring::{CapReason, Flag, Status, rests_on_words};

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

/// That an answer shares passages with another candidate's.
pub fn shared(share: f64) -> Reason {
    kind::COPY.reason(format!("possible copy: shares {:.0} % of its own words with another answer", 100.0 * share))
}

/// All reasons that the record itself gives, the weightiest first.
pub fn reasons(record: &Record) -> Vec<Reason> {
    let Some(grade) = &record.grade else { return Vec::new() };
    if let Some(marked) = &record.overridden {
        let (person, machine) = (marked.band.name(), marked.machine.band.name());
        let words = format!(
            "a person says {person} ({:.2}), the machine {machine} ({:.2})",
            marked.score, marked.machine.score
        );
        return if marked.disagrees() { vec![kind::DISAGREEMENT.reason(words)] } else { Vec::new() };
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
    let words_alone = words_alone(grade);
    // What a person should see for that reason alone need not be unsure.
    if grade.needs_review && (words_alone.is_none() || grade.confidence < DERIVED_REVIEW_BELOW) {
        let words = format!("low confidence ({:.2})", grade.confidence);
        all.push(kind::LOW_CONFIDENCE.graded(1.0 - grade.confidence, words));
    }
    all.extend(words_alone);
    // Stable: equals stay in the order above.
    all.sort_by_key(|reason| std::cmp::Reverse(reason.weight));
    all
}

fn mixed(grade: &RecordGrade) -> Option<Reason> {
    let with = |status| grade.concepts.iter().filter(move |concept: &&RecordConcept| concept.status == status);
    let (contrary, met) = (with(Status::Contradicted).next()?, with(Status::Met).count());
    let words = || format!("mixed evidence: contradicts \"{}\", yet {met} met", contrary.label);
    (met > 0).then(|| kind::MIXED.reason(words()))
}

/// A cap that lowered the band: of several a wrong statement says most, a missing point least.
fn limited(grade: &RecordGrade) -> Option<Reason> {
    let sums = &grade.arithmetic;
    let without = sums.bands().of(sums.raw);
    if without <= grade.band {
        return None;
    }
    let rank = |reason: &&CapReason| match reason {
        CapReason::Misconception(_) => 0,
        CapReason::Shallow => 1,
        CapReason::Admission => 2,
        CapReason::Exchanged => 3,
        CapReason::Contradicted => 4,
        CapReason::Required(_) => 5,
        CapReason::OffTopic | CapReason::KeywordList => 6,
    };
    let (kind, because) = match sums.caps.iter().map(|cap| &cap.reason).min_by_key(rank)? {
        CapReason::Misconception(id) => {
            let label = grade.misconceptions.iter().find(|one| one.id == *id).map_or(id, |one| &one.label);
            (kind::MISCONCEPTION, format!("of a misconception: {label}"))
        }
        CapReason::Shallow => (kind::SHALLOW, "little is said about the points".to_string()),
        CapReason::Admission => (kind::ADMISSION, "it says that it does not know a part".to_string()),
        CapReason::Exchanged => (kind::EXCHANGED, "sides seem to be exchanged".to_string()),
        CapReason::Contradicted => (kind::CONTRARY, "it seems to say the contrary".to_string()),
        CapReason::Required(id) => {
            let label = grade.concepts.iter().find(|one| one.id == *id).map_or(id, |one| &one.label);
            (kind::MISSING, format!("an essential point is missing: {label}"))
        }
        // What is odd as a whole is told as such.
        CapReason::OffTopic | CapReason::KeywordList => return None,
    };
    Some(kind.reason(format!("{} instead of {} because {because}", grade.band.name(), without.name())))
}

fn near(grade: &RecordGrade) -> Option<Reason> {
    let sums = &grade.arithmetic;
    let to = |cut: f64, name: &'static str| ((grade.score - cut).abs(), grade.score - cut, name);
    let (average, strong) = (to(sums.average_from, "average"), to(sums.strong_from, "strong"));
    let (distance, signed, name) = if strong.0 <= average.0 { strong } else { average };
    let side = if signed < 0.0 { "below" } else { "above" };
    // Four decimals: what rounding adds is no distance.
    (distance < CLOSE - 1e-9)
        .then(|| kind::NEAR_CUT.graded(1.0 - distance / CLOSE, format!("near a cut: {distance:.3} {side} {name}")))
}

fn odd(grade: &RecordGrade, long: bool) -> Option<Reason> {
    let is_odd =
        |flag: &&Flag| matches!(flag, Flag::OffTopic | Flag::KeywordList | Flag::OtherLanguage | Flag::Truncated);
    let flag = grade.flags.iter().find(is_odd).filter(|_| long)?;
    Some(kind::ODD.reason(format!("flagged {}, yet of some length", flag.name())))
}

fn doubtful(grade: &RecordGrade) -> Option<Reason> {
    let sure = |concept: &RecordConcept| {
        concept.evidence.iter().any(|evidence| !evidence.fuzzy && evidence.kind != EvidenceKind::Implied)
    };
    let counted = |concept: &&RecordConcept| concept.status.is_stated();
    let doubtful =
        grade.concepts.iter().filter(counted).filter(|one| !one.evidence.is_empty()).find(|one| !sure(one))?;
    Some(kind::DOUBTFUL.reason(format!("\"{}\" rests on a misspelt or an implied word alone", doubtful.label)))
}

fn words_alone(grade: &RecordGrade) -> Option<Reason> {
    let alone = rests_on_words(grade.band, grade.concepts.iter().map(|concept| concept.status));
    let words = || format!("{} by likeness of words alone: no point is met, not even in part", grade.band.name());
    alone.then(|| kind::WORDS_ALONE.reason(words()))
}

fn unexplained(grade: &RecordGrade, long: bool) -> Option<Reason> {
    let explained = grade.arithmetic.explained;
    if !long || grade.band == Band::Strong || explained >= EXPLAINED {
        return None;
    }
    let share = 100.0 * (1.0 - explained);
    let words = format!("{share:.0} % of the content is unexplained: perhaps right in other words");
    Some(kind::UNEXPLAINED.graded(1.0 - explained, words))
}
