//! The arithmetic of a grade as a tree whose leaves are the result's own numbers.

use super::cap::CapReason;
use super::constants::{CLASH_COST, CLASH_MOST, CONTRADICTED_COST, PARTIAL_CREDIT, SIMILARITY_SHARE};
use super::fitted::FLOOR;
use super::grade::{Arithmetic, ConceptGrade, DerivedSum, Flag, Grade, Status};
use super::score::credit;
use crate::bank::Band;
use crate::rubric::Rubric;
use serde::Serialize;

/// A number, how it came about, and the numbers it came from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// What the number is.
    pub label: String,
    /// The number.
    pub value: f64,
    /// What it is computed from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Explanation>,
}

impl Explanation {
    fn leaf(label: impl Into<String>, value: f64) -> Self {
        Explanation { label: label.into(), value, parts: Vec::new() }
    }
}

/// Explains a grade. Every leaf is a number of the grade or of its item.
pub fn explain(grade: &Grade, rubric: &Rubric) -> Explanation {
    let sums = &grade.arithmetic;
    let parts = match &sums.derived {
        Some(sum) => of_measures(sum),
        None => of_concepts(grade, rubric),
    };
    let mut top = vec![Explanation { label: how_raw(grade), value: sums.raw, parts }];
    top.extend(caps(sums));
    top.push(Explanation::leaf("average from", sums.average_from));
    top.push(Explanation::leaf("strong from", sums.strong_from));
    Explanation { label: format!("score: {}", grade.band.name()), value: grade.score, parts: top }
}

/// How the sum before caps came about.
fn how_raw(grade: &Grade) -> String {
    let sums = &grade.arithmetic;
    let rest = 1.0 - FLOOR;
    match (sums.nothing.as_deref(), &sums.derived) {
        (Some("silent"), _) => "raw: the answer has to do with no reference".to_string(),
        (Some(why), _) => format!("raw: the answer earns nothing ({why})"),
        (_, Some(sum)) => match sum.linear - sum.against {
            met if met > 1.0 => "raw = 1 + against: all that is asked for is there".to_string(),
            met if met < 0.0 => format!("raw = sum + doubt x {FLOOR}, at least 0"),
            _ => format!("raw = sum + doubt x (1 - met) x ({FLOOR} + {rest} x met), where met = sum - against"),
        },
        _ => "raw".to_string(),
    }
}

/// For an item with references alone: what was measured.
fn of_measures(sum: &DerivedSum) -> Vec<Explanation> {
    vec![
        Explanation {
            label: format!("sum of measures against reference {}", sum.reference + 1),
            value: sum.linear,
            parts: super::derived::explain(sum),
        },
        Explanation::leaf("against: the part of the sum that measures what is said wrong", sum.against),
        Explanation::leaf("doubt: what is missing may be right in other words", sum.doubt),
    ]
}

/// For an item with a keyword set: what its concepts earn, and what is added and taken off.
fn of_concepts(grade: &Grade, rubric: &Rubric) -> Vec<Explanation> {
    let sums = &grade.arithmetic;
    let mut parts = vec![coverage(grade, rubric), support(grade)];
    if sums.contradicted > 0.0 {
        let contradicted = grade.concepts.iter().filter(|concept| concept.status == Status::Contradicted);
        parts.push(Explanation {
            label: format!("- contradicted = {CONTRADICTED_COST} x their weight / possible"),
            value: sums.contradicted,
            parts: contradicted.map(|concept| Explanation::leaf(concept.label, concept.weight)).collect(),
        });
    }
    if sums.clash > 0.0 {
        parts.push(Explanation {
            label: format!(
                "- clash = {CLASH_COST} x words that say otherwise than every reference, at most {CLASH_MOST}"
            ),
            value: sums.clash,
            parts: vec![Explanation::leaf("such words", sums.clashes.len() as f64)],
        });
    }
    if sums.penalty > 0.0 {
        let wrong = grade.misconceptions.iter().filter(|wrong| wrong.penalty > 0.0);
        let wrong = wrong.map(|wrong| Explanation::leaf(wrong.label, wrong.penalty)).collect();
        parts.push(Explanation { label: "- penalties".into(), value: sums.penalty, parts: wrong });
    }
    parts
}

/// What concepts and groups earn of what they could.
fn coverage(grade: &Grade, rubric: &Rubric) -> Explanation {
    let sums = &grade.arithmetic;
    let own = |index: usize| line(&grade.concepts[index]);
    let alone = (0..grade.concepts.len()).filter(|index| rubric.concepts[*index].group.is_none());
    let mut earned: Vec<Explanation> = alone.map(own).collect();
    earned.extend(grade.groups.iter().zip(&rubric.groups).map(|(group, rule)| Explanation {
        label: format!("{} (at most {})", group.label, group.weight),
        value: group.earned,
        parts: rule.members.iter().copied().map(own).collect(),
    }));
    let earned = Explanation {
        label: format!("earned = sum of weight x credit (met 1, partial {PARTIAL_CREDIT})"),
        value: sums.earned,
        parts: earned,
    };
    Explanation {
        label: "coverage = earned / possible".into(),
        value: sums.coverage,
        parts: vec![earned, Explanation::leaf("possible", sums.possible)],
    }
}

/// What closeness to a reference adds.
fn support(grade: &Grade) -> Explanation {
    let sums = &grade.arithmetic;
    let label = match grade.flags.contains(&Flag::KeywordList) {
        true => "+ support: none, for terms without statements".to_string(),
        false => format!("+ support = {SIMILARITY_SHARE} x similarity x (1 - coverage)"),
    };
    let similarity = "similarity to the closest reference, the question's words left out";
    Explanation { label, value: sums.support, parts: vec![Explanation::leaf(similarity, sums.similarity)] }
}

/// What holds the band down, with the numbers that tell a shallow answer.
fn caps(sums: &Arithmetic) -> Vec<Explanation> {
    let mut lines = Vec::new();
    if sums.caps.iter().any(|cap| matches!(cap.reason, CapReason::Shallow | CapReason::Admission)) {
        lines.push(Explanation::leaf("telling words stated", f64::from(sums.depth)));
        lines.push(Explanation::leaf("shallow below", f64::from(sums.shallow_below)));
        let words = "words in all; up to half of `shallow below` is an outline";
        lines.push(Explanation::leaf(words, f64::from(sums.words)));
        lines.push(Explanation::leaf("strong asks for a raw score of", sums.strong_asks));
    }
    for cap in &sums.caps {
        let limit = match cap.band {
            Band::Weak => sums.average_from,
            _ => sums.strong_from,
        };
        let label = format!("at most {} because of {}: below", cap.band.name(), cap.reason);
        lines.push(Explanation::leaf(label, limit));
    }
    lines
}

fn line(concept: &ConceptGrade) -> Explanation {
    let credit = credit(concept.status);
    Explanation {
        label: format!("{}: {}", concept.label, concept.status.name()),
        value: super::round4(concept.weight * credit),
        parts: vec![Explanation::leaf("weight", super::round4(concept.weight)), Explanation::leaf("credit", credit)],
    }
}
