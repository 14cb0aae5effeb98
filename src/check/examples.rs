//! Runs the examples of items: each must get its band, and raise the flags it names.

use crate::bank::{Band, Example};
use crate::finding::{Finding, codes};
use crate::rubric::Rubric;
use crate::scoring::{Grade, Scorer, Status};

codes! {
    WRONG_BAND   "E001" Error "An example does not get its band."
    FAR_BAND     "E002" Error "An example is off by two bands."
    MISSING_FLAG "E003" Error "An example does not raise a flag that it names."
}

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
pub fn run(rubric: &Rubric, examples: &[Example], scorer: &mut Scorer) -> Vec<ExampleResult> {
    examples
        .iter()
        .map(|example| {
            let grade = scorer.grade(rubric, &example.answer.value);
            let missing_flag =
                example.flags.iter().find(|flag| !grade.flags.iter().any(|raised| raised.name() == flag.as_str()));
            let finding = if grade.band != example.band {
                let apart = (grade.band as i8 - example.band as i8).abs();
                let code = if apart == 1 { WRONG_BAND } else { FAR_BAND };
                let message = format!(
                    "`{}`: this example must be {} but is {} ({:.2})",
                    rubric.item.id,
                    example.band.name(),
                    grade.band.name(),
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
    for status in [Status::Met, Status::Partial, Status::Contradicted, Status::Missed] {
        let ids = with(status);
        if !ids.is_empty() {
            parts.push(format!("{}: {ids}", status.name()));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Text;
    use crate::rubric::tests::{concept, rubric};

    fn findings(band: Band, answer: &str, flags: &[&str]) -> Vec<(&'static str, String, String)> {
        let rubric = rubric(&concept("widget gizmo"));
        let example = Example {
            band,
            answer: Text { value: answer.into(), ..Text::default() },
            note: None,
            flags: flags.iter().map(|flag| flag.to_string()).collect(),
            place: Default::default(),
        };
        let results = run(&rubric, &[example], &mut Scorer::default());
        results.into_iter().filter_map(|result| result.finding).map(|it| (it.code, it.message, it.label)).collect()
    }

    const GOOD: &str = "It turns a widget into a gizmo, I would say.";

    #[test]
    fn an_example_that_gets_its_band_is_no_finding() {
        assert_eq!(findings(Band::Strong, GOOD, &[]), []);
        assert_eq!(findings(Band::Weak, "", &["empty"]), []);
    }

    #[test]
    fn one_band_off_and_two_bands_off_are_told_apart() {
        let codes = |band| findings(band, GOOD, &[]).into_iter().map(|(code, ..)| code).collect::<Vec<_>>();
        assert_eq!((codes(Band::Average), codes(Band::Weak)), (vec!["E001"], vec!["E002"]));
        let (_, message, why) = &findings(Band::Weak, GOOD, &[])[0];
        assert_eq!((message.as_str(), why.as_str()), ("`x`: this example must be weak but is strong (1.00)", "met: c"));
    }

    #[test]
    fn a_flag_that_is_named_must_be_raised() {
        let found = findings(Band::Strong, GOOD, &["too-short"]);
        assert_eq!((found.len(), found[0].0), (1, "E003"));
    }
}
