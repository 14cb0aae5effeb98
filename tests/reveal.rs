//! Levels of disclosure, through the real program: what `--reveal` shows and, over the whole bank, what it keeps back.

#![cfg(feature = "cli")]

mod common;

use common::{Folder, SMALL, gradus, with_status};
use gradus::engine::Engine;
use gradus::feedback::leak::Watch;
use gradus::grade;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PART: &str = "It stores values under keys. A lookup does not take constant time. It keeps keys sorted.";

fn shown(level: &str) -> Value {
    gradus(["grade", "--bank", SMALL, "--format", "json", "--reveal", level, "hash-table", PART]).code(0).json()
}

#[test]
fn the_view_at_every_level() {
    let view = |level: &str| {
        let args =
            ["grade", "--bank", SMALL, "--reveal", level, "hash-table", "A hash function turns a key into an index."];
        format!("==== {level}\n{}", gradus(args).code(0).out)
    };
    insta::assert_snapshot!(["topic", "hint", "label", "answer"].map(view).join("\n"));
}

#[test]
fn each_level_says_more_than_the_one_before() {
    let feedback = |level: &str| shown(level)["feedback"].to_string();
    let (topic, hint, label, answer) = (feedback("topic"), feedback("hint"), feedback("label"), feedback("answer"));
    assert!(!topic.contains("How does the time") && hint.contains("How does the time"), "{topic}\n{hint}");
    assert!(
        !hint.contains("contrary of: Lookup takes") && label.contains("contrary of: Lookup takes"),
        "{hint}\n{label}"
    );
    assert!(answer.contains("A good answer says"), "{answer}");
    let missing = |level: &str| shown(level)["missing"].to_string();
    assert!(!missing("hint").contains("position") && missing("label").contains("position"));
}

#[test]
fn label_is_the_default_and_changes_nothing() {
    let default = gradus(["grade", "--bank", SMALL, "--format", "json", "hash-table", PART]).code(0).json();
    assert_eq!(shown("label"), default);
}

#[test]
fn what_is_hidden_keeps_its_numbers() {
    let (open, hidden) = (shown("label"), shown("topic"));
    for field in ["score", "band", "confidence", "arithmetic", "flags", "rubric"] {
        if field != "arithmetic" {
            assert_eq!(open[field], hidden[field], "{field}");
        }
    }
    let numbers = |result: &Value| -> Vec<Value> {
        let concepts = result["concepts"].as_array().unwrap().iter();
        concepts.map(|concept| json!([concept["weight"], concept["status"], concept["evidence"]])).collect()
    };
    assert_eq!(numbers(&open), numbers(&hidden));
    assert!((common::by_hand(&hidden) - hidden["score"].as_f64().unwrap()).abs() < 0.0002, "still to be recomputed");
    assert_eq!(hidden["concepts"][0]["id"], "point-1");
    assert!(hidden["arithmetic"]["caps"].to_string().find("required:position").is_none());
    assert_eq!(with_status(&hidden, "contradicted"), ["point-2"]);
}

/// Every text of a result.
fn texts(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(found.insert(text.clone())),
        Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

/// `gradus::feedback::leak` says exactly what a leak is.
#[test]
fn below_label_nothing_in_a_result_gives_away_an_alternative() {
    let engine = Engine::shipped();
    let bank = engine.bank();
    let mut rows = Vec::new();
    for summary in bank.summaries() {
        let mut answers = vec![String::new()];
        let examples = bank.examples(&summary.id);
        answers.extend(examples.iter().map(|example| example.answer.value.clone()).take(2));
        let references = &bank.item(&summary.id).expect("an item").references;
        answers.extend(references.first().map(|text| text.split_inclusive('.').next().unwrap_or_default().to_string()));
        rows.extend(answers.into_iter().map(|answer| (summary.id.clone(), answer)));
    }
    let folder = Folder::new();
    let lines: Vec<String> =
        rows.iter().map(|(id, answer)| json!({"question_id": id, "answer": answer}).to_string()).collect();
    let input = folder.write("answers.jsonl", lines.join("\n"));
    let (mut told, mut leaks) = (BTreeSet::new(), Vec::new());
    for level in ["topic", "hint"] {
        let results = gradus(["batch", &input, "-o", "-", "--reveal", level, "-q"]).code(0).lines();
        assert_eq!(results.len(), rows.len());
        for ((id, answer), result) in rows.iter().zip(&results) {
            let rubric = engine.rubric(id).expect("an item");
            let graded = grade(rubric, answer);
            let mut watch = Watch::new(rubric, graded.concepts.iter().map(|concept| concept.status), answer);
            let mut found = BTreeSet::new();
            for field in ["concepts", "groups", "missing", "misconceptions", "feedback"] {
                texts(&result[field], &mut found);
            }
            // Ids of wrong statements and red flags name what the candidate said.
            for wrong in result["misconceptions"].as_array().unwrap() {
                found.remove(wrong["id"].as_str().unwrap());
            }
            // A number in place of an id is nobody's wording.
            let numbered = |text: &String| {
                let number = text.strip_prefix("point-").or(text.strip_prefix("group-"));
                number.is_some_and(|number| number.parse::<u32>().is_ok())
            };
            // Nor are sentences that stand in results of any item, whatever was missed.
            let same_for_all = |text: &String| {
                text == "This is very short: say a little more."
                    || ["average", "strong"].iter().any(|band| {
                        let count = text.strip_suffix(&format!(" more points are enough to reach {band}."));
                        count.is_some_and(|count| count.parse::<u32>().is_ok())
                    })
            };
            found.retain(|text| !numbered(text) && !same_for_all(text));
            for text in found {
                // The same text about the same answer need not be judged at both levels.
                if told.insert((id.clone(), answer.len(), text.clone()))
                    && let Some(leak) = watch.leak(&text)
                {
                    let label = graded.concepts[leak.concept].label;
                    leaks.push(format!(
                        "{id}, {level}: {text:?} gives away {:?} of \"{label}\" to {answer:?}",
                        leak.words
                    ));
                }
            }
        }
    }
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
    assert!(told.len() > 3_000, "{}", told.len());
}

/// A test that cannot fail is none: with labels shown there are leaks in plenty.
#[test]
fn labels_do_give_alternatives_away() {
    let engine = Engine::shipped();
    let leaks = engine.bank().summaries().iter().take(40).filter(|summary| {
        let rubric = engine.rubric(&summary.id).expect("an item");
        let graded = grade(rubric, "");
        let mut watch = Watch::new(rubric, graded.concepts.iter().map(|concept| concept.status), "");
        graded.concepts.iter().any(|concept| watch.leak(concept.label).is_some())
    });
    assert!(leaks.count() > 30);
}
