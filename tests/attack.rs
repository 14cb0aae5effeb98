//! `gradus attack` as people run it: its lines (`src/attack/probe.rs`) as floors on the shipped bank.

#![cfg(feature = "cli")]

mod common;

use common::{Folder, Run, gradus, repository};
use serde_json::Value;

fn attack(arguments: &[&str]) -> Run {
    gradus([&["attack"], arguments].concat())
}

fn json(arguments: &[&str]) -> Value {
    let run = attack(&[arguments, &["--format", "json"]].concat());
    assert_eq!(run.err, "");
    run.json()
}

/// Probes whose line is not held in full today, with the share (0 to 1) that is: it must not get worse. The reasons are in
/// the documentation of `src/attack/probe.rs`. Remove a line from here once it is held.
const NOT_YET: [(&str, &str, f64); 1] = [("numbers", "score falls", 0.709)];

/// Fewest cases per probe for a share to mean something.
const CASES: u64 = 100;

#[test]
fn the_shipped_bank_holds_the_lines() {
    let report = json(&["--worst", "2"]);
    assert_eq!(report["items"], 147);
    let mut broken = Vec::new();
    for row in report["rows"].as_array().unwrap() {
        let (probe, expect) = (row["probe"].as_str().unwrap(), row["expect"].as_str().unwrap());
        assert!(row["n"].as_u64().unwrap() >= CASES, "{probe}: too few cases: {}", row["n"]);
        let Some(line) = row["line"].as_f64() else { continue };
        let known = NOT_YET.iter().find(|(name, what, _)| (*name, *what) == (probe, expect));
        let floor = known.map_or(line, |(.., floor)| *floor);
        let share = row["share"].as_f64().unwrap();
        if share < floor - 1e-9 {
            broken.push(format!("{probe}, {expect}: {share:.4}, floor {floor}; worst {:#}", row["worst"]));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    // Sides, numbers and antonyms hold their line together, too.
    let sum = |field: fn(&Value) -> f64| -> f64 {
        let rows = report["rows"].as_array().unwrap().iter();
        rows.filter(|row| matches!(row["probe"].as_str(), Some("sides" | "numbers" | "antonyms"))).map(field).sum()
    };
    let all = sum(|row| row["n"].as_f64().unwrap());
    let fell = sum(|row| row["n"].as_f64().unwrap() * row["share"].as_f64().unwrap());
    assert!(fell / all >= 0.75, "exchanges: {fell} of {all}");
}

#[test]
fn exit_code_and_text_say_whether_the_lines_are_held() {
    let held = attack(&["--item", "gil", "--probe", "gibberish", "--probe", "question"]);
    let text = held.code(0).out;
    assert!(text.contains("all lines are held") && text.contains("gibberish"), "{text}");
    for (arguments, part) in
        [(["--probe", "no-such-probe"], "no probe `no-such-probe`"), (["--item", "gli"], "did you mean `gil`")]
    {
        let message = attack(&arguments).code(2).err;
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn what_cannot_be_tried_is_not_held() {
    let report = json(&["--item", "gil", "--probe", "sides"]);
    assert_eq!((report["cases"].as_u64(), &report["held"]), (Some(0), &Value::Null));
    let text = attack(&["--item", "gil", "--probe", "sides"]).code(0).out;
    assert!(text.contains("nothing to try"), "{text}");
    let list = json(&["--list"]);
    assert!(list.as_array().unwrap().iter().any(|line| line["probe"] == "sides" && line["line"] == 0.75), "{list}");
}

#[test]
fn rows_that_fail_are_told_and_items_of_the_file_are_meant() {
    let folder = Folder::new();
    let rows = "question_id,answer,band\ngil,One thread at a time.,average\nno-such-item,x,weak\n";
    let file = folder.write("rows.csv", rows);
    let message = attack(&[&file, "--probe", "gibberish"]).code(1).err;
    assert!(message.contains("line 3: unknown-item"), "{message}");
    let message = attack(&[&file, "--item", "asgi"]).code(2).err;
    assert!(message.contains("no row answers `asgi`; the items there are `gil`"), "{message}");
}

#[test]
fn the_same_bytes_whatever_the_number_of_threads() {
    let run = |jobs| attack(&["--item", "gil", "--item", "list-vs-tuple", "--format", "json", "--jobs", jobs]).out;
    assert!(run("1") == run("4"));
}

#[test]
fn a_labelled_file_is_attacked_and_its_rows_can_be_graded() {
    let folder = Folder::new();
    let rows = [
        r#"{"question_id":"lamp","question":"Why does the lamp go out?","references":["The lamp goes out because the circuit is broken by the switch."],"answer":"The switch breaks the circuit.","label":"correct"}"#,
        r#"{"question_id":"lamp","question":"Why does the lamp go out?","references":["The lamp goes out because the circuit is broken by the switch."],"answer":"The battery is empty.","label":"incorrect"}"#,
    ];
    let (file, out) = (folder.write("lamp.jsonl", rows.join("\n")), folder.at("probes.jsonl"));
    let report = json(&[&file, "--rows", &out]);
    let cases = report["cases"].as_u64().unwrap();
    assert!(cases > 20 && report["items"] == 1);
    let written = folder.read("probes.jsonl");
    assert_eq!(written.lines().count() as u64, cases);
    let graded = gradus(["batch", &out, "-o", "-", "--quiet"]).code(0);
    let same = gradus(["attack", &file, "--rows", &file]).code(2);
    assert!(same.err.contains("are the same file, which would be overwritten"), "{}", same.err);
    assert_eq!(folder.read("lamp.jsonl"), rows.join("\n"));
    // The grader gives the rows what the attack says it got.
    for (row, result) in common::json_lines(&written).iter().zip(graded.lines()) {
        assert_eq!(row["attacked_score"], result["score"], "{row}");
    }
}

#[test]
fn the_smallest_texts_reach_their_bands() {
    let found = attack(&["--smallest", "gil", "--format", "json"]).json();
    let smallest = found[0]["smallest"].as_array().unwrap();
    assert!(!smallest.is_empty());
    for one in smallest {
        let text = one["text"].as_str().unwrap();
        let grade = gradus(["grade", "gil", "--format", "json", text]).json();
        assert_eq!(
            (&grade["score"], text.split_whitespace().count() as u64),
            (&one["score"], one["words"].as_u64().unwrap())
        );
    }
}

/// Reference-only items: how good the engine is there, the
/// command itself tells; what must hold is that noise earns nothing.
#[test]
#[ignore = "needs ../shared/data"]
fn needs_shared_data_noise_earns_nothing_on_development_data() {
    for name in ["mohler", "beetle"] {
        let file = repository(&format!("../shared/data/{name}.jsonl"));
        let report = json(&[file.to_str().unwrap(), "--probe", "question", "--probe", "gibberish", "--worst", "1"]);
        for row in report["rows"].as_array().unwrap() {
            assert!(row["held"].as_bool().unwrap() && row["n"].as_u64().unwrap() > 20, "{name}: {row:#}");
        }
    }
}
