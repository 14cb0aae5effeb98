//! The arithmetic of a grade as a tree whose leaves are the result's own numbers.

use super::band_name;
use super::constants::{CLASH_COST, CLASH_MOST, CONTRADICTED_COST, SIMILARITY_SHARE};
use super::fitted::FLOOR;
use super::grade::{Grade, Status};
use super::score::credit;
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
    let mut earned = Vec::new();
    for (concept, rule) in grade.concepts.iter().zip(&rubric.concepts) {
        if rule.group.is_none() {
            earned.push(line(concept.label, concept.weight, concept.status));
        }
    }
    for (group, rule) in grade.groups.iter().zip(&rubric.groups) {
        let parts = rule
            .members
            .iter()
            .map(|member| {
                line(grade.concepts[*member].label, grade.concepts[*member].weight, grade.concepts[*member].status)
            })
            .collect();
        earned.push(Explanation {
            label: format!("{} (at most {})", group.label, group.weight),
            value: group.earned,
            parts,
        });
    }
    let coverage = Explanation {
        label: "coverage = earned / possible".into(),
        value: sums.coverage,
        parts: vec![
            Explanation {
                label: "earned = sum of weight x credit (met 1, partial 0.5)".into(),
                value: sums.earned,
                parts: earned,
            },
            Explanation::leaf("possible", sums.possible),
        ],
    };
    let mut parts = vec![
        coverage,
        Explanation {
            label: format!("+ support = {SIMILARITY_SHARE} x similarity x (1 - coverage)"),
            value: sums.support,
            parts: vec![Explanation::leaf(
                "similarity to the closest reference, the question's words left out",
                sums.similarity,
            )],
        },
    ];
    if sums.contradicted > 0.0 {
        let contradicted = grade
            .concepts
            .iter()
            .filter(|concept| concept.status == Status::Contradicted)
            .map(|concept| Explanation::leaf(concept.label, concept.weight))
            .collect();
        parts.push(Explanation {
            label: format!("- contradicted = {CONTRADICTED_COST} x their weight / possible"),
            value: sums.contradicted,
            parts: contradicted,
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
        let wrong = grade
            .misconceptions
            .iter()
            .filter(|wrong| wrong.penalty > 0.0)
            .map(|wrong| Explanation::leaf(wrong.label, wrong.penalty))
            .collect();
        parts.push(Explanation { label: "- penalties".into(), value: sums.penalty, parts: wrong });
    }
    if let Some(sum) = &sums.derived {
        parts = vec![
            Explanation {
                label: format!("sum of measures against reference {}", sum.reference + 1),
                value: sum.linear,
                parts: super::derived::explain(sum),
            },
            Explanation::leaf("doubt: what is missing may be right in other words", sum.doubt),
        ];
    }
    let label = match (&sums.nothing, &sums.derived) {
        (Some(why), _) if why == "silent" => "raw: the answer has to do with no reference".to_string(),
        (Some(why), _) => format!("raw: the answer earns nothing ({why})"),
        (_, Some(_)) => format!("raw = sum + doubt x (1 - sum) x ({FLOOR} + {} x sum)", 1.0 - FLOOR),
        _ => "raw".to_string(),
    };
    let raw = Explanation { label, value: sums.raw, parts };
    let mut top = vec![raw];
    if sums.caps.iter().any(|cap| matches!(cap.reason.as_str(), "shallow" | "admission")) {
        top.push(Explanation::leaf("telling words stated", f64::from(sums.depth)));
        top.push(Explanation::leaf("shallow below", f64::from(sums.shallow_below)));
        top.push(Explanation::leaf("strong asks for a raw score of", sums.strong_asks));
    }
    for cap in &sums.caps {
        let limit = match cap.band {
            crate::bank::Band::Weak => sums.average_from,
            _ => sums.strong_from,
        };
        top.push(Explanation::leaf(format!("at most {} because of {}: below", band_name(cap.band), cap.reason), limit));
    }
    top.push(Explanation::leaf("average from", sums.average_from));
    top.push(Explanation::leaf("strong from", sums.strong_from));
    Explanation { label: format!("score: {}", band_name(grade.band)), value: grade.score, parts: top }
}

fn line(label: &str, weight: f64, status: Status) -> Explanation {
    let word = match status {
        Status::Met => "met",
        Status::Partial => "partial",
        Status::Missed => "missed",
        Status::Contradicted => "contradicted",
    };
    Explanation {
        label: format!("{label}: {word}"),
        value: super::round4(weight * credit(status)),
        parts: vec![Explanation::leaf("weight", super::round4(weight)), Explanation::leaf("credit", credit(status))],
    }
}
