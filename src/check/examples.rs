//! Runs the examples of items: each must get its band, and raise the flags it names.

use crate::bank::{Band, Example};
use crate::finding::{Code, Finding, Severity};
use crate::rubric::Rubric;
use crate::scoring::{Grade, Grader, Status, band_name};

/// An example that got the next band.
pub const WRONG_BAND: Code = Code { id: "E001", severity: Severity::Error, about: "An example does not get its band." };
/// An example that was taken for the opposite.
pub const FAR_BAND: Code = Code { id: "E002", severity: Severity::Error, about: "An example is off by two bands." };
/// An example that did not raise its flag.
pub const MISSING_FLAG: Code =
    Code { id: "E003", severity: Severity::Error, about: "An example does not raise a flag that it names." };

/// How one example went.
#[derive(Debug, Clone, PartialEq)]
pub struct ExampleResult {
    /// The band it must get.
    pub expected: Band,
    /// The band it got.
    pub band: Band,
    /// The finding, when it failed.
    pub finding: Option<Finding>,
}

/// Runs examples against their item.
pub fn run(rubric: &Rubric, examples: &[Example], grader: &mut Grader) -> Vec<ExampleResult> {
    examples
        .iter()
        .map(|example| {
            let grade = grader.grade(rubric, &example.answer.value);
            let missing_flag =
                example.flags.iter().find(|flag| !grade.flags.iter().any(|raised| raised.name() == flag.as_str()));
            let finding = if grade.band != example.band {
                let code = if grade.band as i8 - example.band as i8 == 0
                    || (grade.band as i8 - example.band as i8).abs() == 1
                {
                    WRONG_BAND
                } else {
                    FAR_BAND
                };
                let message = format!(
                    "`{}`: this example must be {} but is {} ({:.2})",
                    rubric.item.id,
                    band_name(example.band),
                    band_name(grade.band),
                    grade.score
                );
                Some(code.at(example.place, message, why(&grade)))
            } else {
                missing_flag.map(|flag| {
                    MISSING_FLAG.at(
                        example.place,
                        format!("`{}`: this example must raise `{flag}`", rubric.item.id),
                        why(&grade),
                    )
                })
            };
            ExampleResult { expected: example.band, band: grade.band, finding }
        })
        .collect()
}

/// One line on how the score came about.
fn why(grade: &Grade) -> String {
    let with = |status: Status| {
        grade
            .concepts
            .iter()
            .filter(|concept| concept.status == status)
            .map(|concept| concept.id)
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut parts = Vec::new();
    for (status, word) in [
        (Status::Met, "met"),
        (Status::Partial, "partial"),
        (Status::Contradicted, "contradicted"),
        (Status::Missed, "missed"),
    ] {
        let ids = with(status);
        if !ids.is_empty() {
            parts.push(format!("{word}: {ids}"));
        }
    }
    for cap in &grade.arithmetic.caps {
        parts.push(format!("cap {}", cap.reason));
    }
    if !grade.flags.is_empty() {
        parts.push(format!("flags: {}", grade.flags.iter().map(|flag| flag.name()).collect::<Vec<_>>().join(" ")));
    }
    parts.join("; ")
}
