//! Reasons and their order.

use super::{Queue, reasons, shared};
use crate::rows::record::Record;
use proptest::prelude::*;
use serde_json::{Value, json};

/// A record with a sound grade in the middle of `average`; `change` says what is different.
fn record(change: Value) -> Record {
    let mut grade = json!({
        "score": 0.55, "band": "average", "confidence": 0.9, "needs_review": false,
        "concepts": [
            {"id": "a", "label": "the first", "weight": 1.0, "status": "met",
             "evidence": [{"start": 0, "end": 4, "kind": "support"}]},
        ],
        "missing": [], "misconceptions": [], "red_flags": [], "flags": [], "feedback": [],
        "arithmetic": crate::scoring::Arithmetic::default(),
        "engine": "gradus", "rubric": "0",
    });
    let sums = json!({"explained": 0.9, "raw": 0.55, "average_from": 0.4, "strong_from": 0.7});
    merge(&mut grade["arithmetic"], &sums);
    merge(&mut grade, &change["grade"]);
    let mut record = json!({
        "file": "a.csv", "line": 2, "answer_id": "1", "answer": "word ".repeat(30), "grade": grade,
    });
    let mut rest = change.clone();
    rest.as_object_mut().expect("an object").remove("grade");
    merge(&mut record, &rest);
    serde_json::from_value(record).expect("a record")
}

fn merge(into: &mut Value, from: &Value) {
    for (key, value) in from.as_object().into_iter().flatten() {
        if value.is_object() && into[key].is_object() {
            merge(&mut into[key], value)
        } else {
            into[key] = value.clone()
        }
    }
}

fn words(change: Value) -> Vec<String> {
    reasons(&record(change)).into_iter().map(|reason| format!("{} {}", reason.weight, reason.words)).collect()
}

#[test]
fn a_sound_grade_gives_no_reason() {
    assert_eq!(words(json!({})), [""; 0]);
    let low = json!({"grade": {"confidence": 0.2, "needs_review": true}});
    let mut failed = record(low.clone());
    failed.grade = None;
    let count = |record: &Record| {
        let mut queue = Queue::new(9);
        queue.add(record);
        queue.finish().len()
    };
    assert_eq!((count(&record(low)), count(&failed)), (1, 0), "a row that could not be graded is listed elsewhere");
}

#[test]
fn every_reason_is_told_in_words() {
    let contradicted = json!([
        {"id": "a", "label": "the first", "weight": 1.0, "status": "met", "evidence": [{"start": 0, "end": 4, "kind": "support"}]},
        {"id": "b", "label": "the second", "weight": 1.0, "status": "contradicted", "evidence": []},
    ]);
    let wrong = json!([{"id": "w", "label": "all is one", "evidence": []}]);
    let implied = json!([{"id": "a", "label": "the first", "weight": 1.0, "status": "met",
        "evidence": [{"start": 0, "end": 4, "kind": "implied"}]}]);
    let marked = |band: &str, score: f64| {
        json!({"override": {"band": band, "score": score,
            "machine": {"score": 0.55, "band": "average", "confidence": 0.2, "needs_review": true}}})
    };
    let held = |reason: &str| {
        let caps = json!([{"band": "average", "reason": reason}]);
        json!({"grade": {"score": 0.6999, "arithmetic": {"raw": 0.8, "caps": caps}}})
    };
    let cases = [
        (json!({"grade": {"concepts": contradicted}}), "30 mixed evidence: contradicts \"the second\", yet 1 met"),
        (json!({"grade": {"score": 0.69, "arithmetic": {"raw": 0.69}}}), "24 near a cut: 0.010 below strong"),
        (json!({"grade": {"score": 0.4, "arithmetic": {"raw": 0.4}}}), "30 near a cut: 0.000 above average"),
        (
            json!({"grade": {"arithmetic": {"explained": 0.3}}}),
            "21 70 % of the content is unexplained: perhaps right in other words",
        ),
        (
            json!({"grade": {"score": 0.3999, "band": "weak", "misconceptions": wrong, "arithmetic": {"raw": 0.8,
                "caps": [{"band": "weak", "reason": "misconception:w"}]}}}),
            "25 weak instead of strong because of a misconception: all is one",
        ),
        (held("required:a"), "15 average instead of strong because an essential point is missing: the first"),
        (held("shallow"), "10 average instead of strong because little is said about the points"),
        (held("admission"), "10 average instead of strong because it says that it does not know a part"),
        (held("exchanged"), "15 average instead of strong because sides seem to be exchanged"),
        (held("contradicted"), "15 average instead of strong because it seems to say the contrary"),
        (json!({"grade": {"flags": ["off-topic"]}}), "20 flagged off-topic, yet of some length"),
        (json!({"grade": {"confidence": 0.29, "needs_review": true}}), "43 low confidence (0.29)"),
        (json!({"grade": {"concepts": implied}}), "5 \"the first\" rests on a misspelt or an implied word alone"),
        (marked("weak", 0.1), "60 a person says weak (0.10), the machine average (0.55)"),
    ];
    for (change, expected) in cases {
        assert_eq!(words(change), [expected]);
    }
    assert_eq!(words(marked("strong", 0.7)), [""; 0], "a person has looked");
    assert_eq!(words(json!({"grade": {"flags": ["echo"], "confidence": 0.1}})), [""; 0], "sure to be no answer");
    assert_eq!(words(json!({"answer": "terms", "grade": {"flags": ["keyword-list"]}})), [""; 0], "nothing to look at");
    let both = words(json!({"grade": {"confidence": 0.69, "needs_review": true, "arithmetic": {"explained": 0.3}}}));
    assert_eq!(both.len(), 2, "{both:?}");
    assert!(both[0].starts_with("21 "), "the weightiest first");
}

fn numbered(number: u64) -> Record {
    let mut record = record(json!({"grade": {"confidence": 0.29, "needs_review": true}}));
    record.answer_id = format!("{number:04}");
    record.at = 1_000 * number;
    record
}

#[test]
fn a_copy_moves_an_answer_up_and_lists_it_once() {
    let mut queue = Queue::new(10);
    for number in 0..3 {
        queue.add(&numbered(number));
    }
    queue.add_with(&numbered(2), Some(shared(0.75)));
    let entries = queue.finish();
    assert_eq!(entries.len(), 3);
    assert_eq!((entries[0].place, entries[0].priority), (2_000, 68));
    assert_eq!(
        entries[0].words(),
        "low confidence (0.29); possible copy: shares 75 % of its own words with another answer"
    );
}

#[test]
fn equals_are_in_no_alphabetical_order() {
    let mut queue = Queue::new(50);
    (0..50).for_each(|number| queue.add(&numbered(number)));
    let places: Vec<u64> = queue.finish().iter().map(|entry| entry.place).collect();
    assert!(!places.is_sorted() && !places.iter().rev().is_sorted(), "{places:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_first_of_many_are_the_same_in_any_order(most in 1usize..40, turn in 0usize..3_000, sure in prop::collection::vec(0.05f64..0.9, 3_000)) {
        let add = |queue: &mut Queue, number: usize| {
            let mut record = numbered(number as u64);
            if let Some(grade) = &mut record.grade {
                grade.confidence = sure[number];
            }
            queue.add(&record);
        };
        let (mut one, mut two) = (Queue::new(most), Queue::new(most));
        for number in 0..3_000 {
            add(&mut one, number);
            add(&mut two, (number + turn) % 3_000);
        }
        let (one, two) = (one.finish(), two.finish());
        prop_assert_eq!(&one, &two);
        prop_assert!(one.len() == most && one.is_sorted_by_key(|entry| std::cmp::Reverse(entry.priority)));
    }
}

#[test]
fn a_band_without_any_point_is_a_reason_of_its_own() {
    let of = |band: &str, status: &str, confidence: f64| {
        let concepts = json!([{"id": "a", "label": "the first", "weight": 1.0, "status": status, "evidence": []}]);
        let grade = json!({"band": band, "needs_review": true, "confidence": confidence, "concepts": concepts});
        words(json!({ "grade": grade }))
    };
    let alone = "25 average by likeness of words alone: no point is met, not even in part";
    assert_eq!(of("average", "missed", 0.5), [alone]);
    assert_eq!(of("average", "missed", 0.2), ["48 low confidence (0.20)", alone], "unsure, too");
    assert_eq!(of("average", "partial", 0.5), ["30 low confidence (0.50)"]);
    assert_eq!(of("weak", "missed", 0.5), ["30 low confidence (0.50)"]);
}
