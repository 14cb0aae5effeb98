//! `gradus evaluate`, run as people run it. The rows below were written for these tests.
#![cfg(all(feature = "cli", feature = "parallel"))]

mod common;

use common::{Folder, Run, gradus, gradus_with, repository};
use serde_json::Value;
use std::ffi::OsStr;

/// Rows with points and two raters: three questions, from a full answer to none.
const POINTS: &str = r#"{"question_id":"kettle","question":"Why does a kettle switch itself off?","references":["Steam heats a bimetal strip, which bends and opens the switch."],"answer_id":"k1","answer":"Steam heats a bimetal strip, which bends and opens the switch.","score":4,"score_1":4,"score_2":4,"max_score":4}
{"question_id":"kettle","question":"Why does a kettle switch itself off?","references":["Steam heats a bimetal strip, which bends and opens the switch."],"answer_id":"k2","answer":"The steam reaches a strip of two metals and it bends.","score":3,"score_1":3,"score_2":3,"max_score":4}
{"question_id":"kettle","question":"Why does a kettle switch itself off?","references":["Steam heats a bimetal strip, which bends and opens the switch."],"answer_id":"k3","answer":"I don't know.","score":0,"score_1":0,"score_2":1,"max_score":4}
{"question_id":"brake","question":"How does a bicycle's rim brake slow it down?","references":["Rubber pads are pressed against the rim, and friction turns motion into heat."],"answer_id":"b1","answer":"Friction: rubber pads are pressed against the rim and turn motion into heat.","score":4,"score_1":4,"score_2":4,"max_score":4}
{"question_id":"brake","question":"How does a bicycle's rim brake slow it down?","references":["Rubber pads are pressed against the rim, and friction turns motion into heat."],"answer_id":"b2","answer":"Pads touch the rim.","score":2,"score_1":1,"score_2":3,"max_score":4}
{"question_id":"brake","question":"How does a bicycle's rim brake slow it down?","references":["Rubber pads are pressed against the rim, and friction turns motion into heat."],"answer_id":"b3","answer":"","score":0,"score_1":0,"score_2":0,"max_score":4}
{"question_id":"bread","question":"Why does bread dough rise?","references":["Yeast ferments sugar and gives off carbon dioxide, which the gluten holds."],"answer_id":"d1","answer":"Yeast ferments the sugar; the carbon dioxide it gives off is held by the gluten.","score":4,"score_1":4,"score_2":4,"max_score":4}
{"question_id":"bread","question":"Why does bread dough rise?","references":["Yeast ferments sugar and gives off carbon dioxide, which the gluten holds."],"answer_id":"d2","answer":"Because it is warm in the oven.","score":0,"score_1":0,"score_2":0,"max_score":4}
"#;

/// Rows with SemEval's labels.
const LABELS: &str = r#"{"question_id":"lamp","question":"What happens to the lamp when the switch is opened?","references":["The lamp goes out because the circuit is broken."],"answer":"The lamp goes out because the circuit is broken.","label":"correct"}
{"question_id":"lamp","question":"What happens to the lamp when the switch is opened?","references":["The lamp goes out because the circuit is broken."],"answer":"The lamp does not go out.","label":"contradictory"}
{"question_id":"lamp","question":"What happens to the lamp when the switch is opened?","references":["The lamp goes out because the circuit is broken."],"answer":"","label":"incorrect"}
{"question_id":"ice","question":"Why does ice float?","references":["Ice is less dense than water."],"answer":"Ice is less dense than water.","label":"correct"}
{"question_id":"ice","question":"Why does ice float?","references":["Ice is less dense than water."],"answer":"","label":"incorrect"}
"#;

/// Rows with bands, for an item of the shipped bank.
const BANDS: &str = "question_id,answer,band
python-variables,,weak
python-variables,\"A name that refers to an object. It needs no declared type and can be bound to another object later.\",strong
python-variables,It stores a value.,average
";

fn evaluate<S: AsRef<OsStr>>(files: &[S], flags: &[&str]) -> Run {
    let files = files.iter().map(AsRef::as_ref);
    gradus([OsStr::new("evaluate")].into_iter().chain(files).chain(flags.iter().map(OsStr::new)))
}

fn json<S: AsRef<OsStr>>(files: &[S], flags: &[&str]) -> Value {
    let run = evaluate(files, &[&["--format", "json"], flags].concat());
    assert_eq!(run.err, "");
    run.json()
}

/// A number with at most six decimals, or null.
fn is_figure(value: &Value) -> bool {
    value.is_null() || value.as_f64().is_some_and(f64::is_finite)
}

#[test]
fn points_give_every_figure() {
    let folder = Folder::new();
    let report = json(&[&folder.write("points.jsonl", POINTS)], &[]);
    let file = &report["files"][0];
    assert_eq!((file["rows"].as_u64(), file["questions"].as_u64()), (Some(8), Some(3)));
    assert_eq!(file["scales"][0]["steps"], 4);
    let names = [
        "pearson",
        "spearman",
        "rmse",
        "mae",
        "smd",
        "qwk",
        "exact",
        "adjacent",
        "band_qwk",
        "band_exact",
        "band_adjacent",
    ];
    for name in names {
        assert!(file["measures"].get(name).is_some_and(is_figure), "{name}");
        let interval = &file["intervals"][name];
        assert!(interval.is_null() || interval["low"].as_f64() <= interval["high"].as_f64(), "{name}: {interval}");
    }
    // A full answer above none at all: any engine must manage that.
    assert!(file["measures"]["pearson"].as_f64().unwrap() > 0.0);
    let rmse = file["measures"]["rmse"].as_f64().unwrap();
    assert!((file["rmse_points"].as_f64().unwrap() - 4.0 * rmse).abs() < 1e-5);
    let baselines: Vec<&str> =
        file["baselines"].as_array().unwrap().iter().map(|line| line["name"].as_str().unwrap()).collect();
    assert_eq!(baselines, ["mean", "length", "overlap"]);
    assert_eq!(file["per_question"].as_array().unwrap().len(), 3);
    let bands: u64 = file["bands"].as_array().unwrap().iter().map(|band| band["rows"].as_u64().unwrap()).sum();
    assert_eq!(bands, 8);
    assert_eq!(report["overall"]["measures"], file["measures"]);
    let confidence = &file["confidence"];
    assert_eq!(confidence["deciles"].as_array().unwrap().len(), 10);
    assert!(confidence["deciles"].as_array().unwrap().iter().all(|decile| is_figure(&decile["right"])));
    assert!(is_figure(&confidence["wrong_in_least_sure_fifth"]) && confidence["review"].is_number());
    let view = evaluate(&[&folder.write("points.jsonl", POINTS)], &[]).out;
    assert!(view.contains("share of right bands") && view.contains("with the lowest confidence"), "{view}");
}

#[cfg(unix)]
#[test]
fn no_control_character_of_a_file_reaches_the_terminal() {
    let folder = Folder::new();
    let name = folder.write("b\u{1b}[31m.csv", BANDS);
    let run = evaluate(&[&name], &["--worst", "3"]);
    assert!(run.out.contains("b\u{fffd}[31m.csv") && !run.out.contains("\u{1b}[31m"), "{}", run.out);
}

#[test]
fn two_raters_are_compared_with_each_other() {
    let folder = Folder::new();
    let report = json(&[&folder.write("points.jsonl", POINTS)], &[]);
    let humans = &report["files"][0]["humans"];
    assert_eq!(humans["rows"], 8);
    // python -c "from scipy.stats import pearsonr; print(pearsonr([4,3,0,4,1,0,4,0],[4,3,1,4,3,0,4,0])[0])"
    let r = humans["human_human"]["pearson"].as_f64().unwrap();
    assert!((r - RATERS_PEARSON).abs() < 2e-6, "{r}");
    let machine = humans["machine_one_human"]["pearson"].as_f64().unwrap();
    let lost = humans["degradation"]["pearson"].as_f64().unwrap();
    assert!((machine - r - lost).abs() < 3e-6);
}
const RATERS_PEARSON: f64 = 0.9224906563152883;

#[test]
fn labels_come_in_every_scheme_that_the_file_speaks() {
    let folder = Folder::new();
    let report = json(&[&folder.write("labels.jsonl", LABELS)], &[]);
    let labels = report["files"][0]["labels"].as_array().unwrap();
    let schemes: Vec<&str> = labels.iter().map(|labels| labels["scheme"].as_str().unwrap()).collect();
    assert_eq!(schemes, ["2-way", "3-way"]);
    for labels in labels {
        assert_eq!(labels["rows"], 5);
        assert!(["accuracy", "macro_f1", "weighted_f1"].iter().all(|name| is_figure(&labels["scores"][name])));
    }
    assert_eq!(labels[1]["confusion"]["labels"], serde_json::json!(["correct", "contradictory", "incorrect"]));
}

#[test]
fn bands_of_a_bank_s_own_item_are_compared() {
    let folder = Folder::new();
    let report = json(&[&folder.write("bands.csv", BANDS)], &[]);
    let file = &report["files"][0];
    assert_eq!(file["judged_by"]["bands"], 3);
    assert_eq!(file["human_mean"], 0.5);
    assert_eq!(file["band_labels"]["confusion"]["counts"][0], serde_json::json!([1, 0, 0]), "an empty answer is weak");
    assert!(file["baselines"][2]["measures"]["pearson"].is_number(), "references come from the bank");
    assert!(file["intervals"]["pearson"].is_null(), "one question cannot be resampled");
}

#[test]
fn floors_set_the_exit_code_and_say_what_fell_short() {
    let folder = Folder::new();
    // One human mark far from the answer, so that agreement is not complete.
    let file = folder.write("points.jsonl", POINTS.replacen("\"score\":4", "\"score\":0", 1));
    let good = evaluate(&[&file], &["--min-pearson", "-1"]);
    assert_eq!((good.code, good.err.as_str()), (0, ""));
    let bad = evaluate(&[&file], &["--min-qwk", "1", "--min-pearson", "-1"]);
    assert_eq!(bad.code, 1);
    let message = bad.err;
    assert!(message.contains("points.jsonl: QWK is") && message.contains("below the floor of 1"), "{message}");
    assert!(!message.contains("Pearson"), "{message}");
    let report = evaluate(&[&file], &["--min-qwk", "1", "--format", "json"]).json();
    assert_eq!(report["floors"][0]["reached"], false);
}

#[test]
fn every_file_has_to_reach_the_floor() {
    let folder = Folder::new();
    let flat: String =
        POINTS.lines().filter(|line| line.contains("\"score\":4")).map(|line| format!("{line}\n")).collect();
    let files = [folder.write("points.jsonl", POINTS), folder.write("flat.jsonl", &flat)];
    let output = evaluate(&[&files[0], &files[1]], &["--min-pearson", "-1"]);
    assert_eq!(output.code, 1);
    let message = output.err;
    assert!(message.contains("flat.jsonl: Pearson is not defined"), "{message}");
}

#[test]
fn a_constant_is_a_dash_in_text_and_null_in_json() {
    let folder = Folder::new();
    let flat: String =
        POINTS.lines().filter(|line| line.contains("\"score\":4")).map(|line| format!("{line}\n")).collect();
    let file = folder.write("flat.jsonl", &flat);
    let report = json(&[&file], &[]);
    assert!(report["files"][0]["measures"]["pearson"].is_null() && report["files"][0]["measures"]["qwk"].is_null());
    let shown = evaluate(&[&file], &[]).out;
    let line = shown.lines().find(|line| line.contains("Pearson r")).unwrap();
    assert_eq!(line.split_whitespace().nth(2), Some("-"), "{line}");
    assert!(!shown.contains("NaN"));
}

#[test]
fn a_file_without_judgements_names_the_columns_that_are_expected() {
    let folder = Folder::new();
    let file = folder.write("plain.csv", "question_id,answer\npython-variables,It stores a value.\n");
    let output = evaluate(&[&file], &[]);
    assert_eq!((output.code, output.out.as_str()), (2, ""));
    let message = output.err;
    for part in ["plain.csv", "`score`", "`max_score`", "`band`", "`label`"] {
        assert!(message.contains(part), "{part} in {message}");
    }
}

#[test]
fn rows_that_cannot_be_used_are_named_and_the_rest_is_compared() {
    let folder = Folder::new();
    let bad = r#"{"question_id":"no-such-item","answer":"x","score":1,"max_score":4}
{"question_id":"kettle","question":"q","references":["r"],"answer":"x","score":9,"max_score":4}
{"question_id":"kettle","question":"q","references":["r"],"answer":"x"}
"#;
    let file = folder.write("mixed.jsonl", format!("{POINTS}{bad}"));
    let output = evaluate(&[&file], &["--format", "json"]);
    assert_eq!(output.code, 1);
    let report = output.json();
    assert_eq!(report["files"][0]["rows"], 8);
    let failed: Vec<(u64, &str)> = report["failed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|failed| (failed["line"].as_u64().unwrap(), failed["error"]["code"].as_str().unwrap()))
        .collect();
    assert_eq!(failed, [(9, "unknown-item"), (10, "bad-judgement")]);
    let message = output.err;
    assert!(message.contains("line 9: unknown-item"), "{message}");
    assert!(message.contains("1 of 11 rows has no human judgement and is left out"), "{message}");
}

#[test]
fn a_judgement_that_is_no_number_is_an_error_in_a_table_and_in_json() {
    let folder = Folder::new();
    let table = "question_id,answer,points,max_score\ngil,One lock.,\"0,5\",2\ngil,One lock.,abc,2\n";
    let objects = "{\"question_id\":\"gil\",\"answer\":\"One lock.\",\"points\":\"0,5\",\"max_score\":2}\n\
                   {\"question_id\":\"gil\",\"answer\":\"One lock.\",\"points\":\"abc\",\"max_score\":2}\n";
    for (name, rows, line) in [("rows.csv", table, 3), ("rows.jsonl", objects, 2)] {
        let output = evaluate(&[&folder.write(name, rows)], &["--format", "json"]);
        let report = output.code(1).json();
        assert_eq!(
            (report["files"][0]["rows"].as_u64(), report["files"][0]["human_mean"].as_f64()),
            (Some(1), Some(0.25))
        );
        let failed = &report["failed"][0];
        assert_eq!((failed["line"].as_u64(), failed["error"]["code"].as_str()), (Some(line), Some("bad-number")));
    }
}

#[test]
fn a_file_without_judgements_costs_only_itself() {
    let folder = Folder::new();
    let (plain, bands) =
        (folder.write("plain.csv", "question_id,answer\ngil,One lock.\n"), folder.write("bands.csv", BANDS));
    let output = evaluate(&[&plain, &bands], &["--format", "json"]);
    assert!(output.err.contains("plain.csv: no row holds a human's judgement"), "{}", output.err);
    let report = output.code(1).json();
    assert_eq!((report["files"].as_array().unwrap().len(), report["overall"]["rows"].as_u64()), (1, Some(3)));
}

#[test]
fn the_same_bytes_whatever_the_number_of_threads() {
    let folder = Folder::new();
    let files = [folder.write("points.jsonl", POINTS), folder.write("labels.jsonl", LABELS)];
    for format in ["text", "json"] {
        let run = |jobs| evaluate(&[&files[0], &files[1]], &["--format", format, "--jobs", jobs, "--per-question"]).out;
        assert!(run("1") == run("4"), "{format}");
    }
}

#[test]
fn the_worst_come_first_with_their_evidence() {
    let folder = Folder::new();
    let report = json(&[&folder.write("points.jsonl", POINTS)], &["--worst", "3"]);
    let worst = report["worst"].as_array().unwrap();
    assert_eq!(worst.len(), 3);
    let apart: Vec<f64> = worst.iter().map(|row| row["difference"].as_f64().unwrap().abs()).collect();
    assert!(apart.is_sorted_by(|a, b| a >= b), "{apart:?}");
    for row in worst {
        let answer = row["answer"].as_str().unwrap();
        for piece in row["evidence"].as_array().unwrap() {
            let (start, end) = (piece["start"].as_u64().unwrap() as usize, piece["end"].as_u64().unwrap() as usize);
            assert_eq!(piece["text"], answer[start..end]);
        }
    }
    let none = json(&[&folder.write("points.jsonl", POINTS)], &["--worst", "0"]);
    assert_eq!(none["worst"], serde_json::json!([]));
}

#[test]
fn questions_are_listed_where_asked_for() {
    let folder = Folder::new();
    let file = folder.write("points.jsonl", POINTS);
    let has = |flags: &[&str]| evaluate(&[&file], flags).out.lines().any(|line| line.starts_with("  kettle "));
    assert!(has(&["--per-question", "--worst", "0"]) && !has(&["--worst", "0"]));
}

#[test]
fn human_bands_can_be_cut_elsewhere() {
    let folder = Folder::new();
    let file = folder.write("points.jsonl", POINTS);
    let strong = |cuts: &str| {
        let report = json(&[&file], &["--human-bands", cuts]);
        report["files"][0]["bands"].as_array().unwrap().iter().find(|band| band["band"] == "strong").unwrap()["rows"]
            .clone()
    };
    assert_eq!((strong("0.4,0.75"), strong("0.4,0.9")), (Value::from(4), Value::from(3)));
    for (flag, value) in
        [("--human-bands", "0.8,0.4"), ("--human-bands", "x"), ("--min-qwk", "3"), ("--min-pearson", "nan")]
    {
        assert_eq!(evaluate(&[&file], &[flag, value]).code, 2, "{flag} {value}");
    }
}

#[test]
fn standard_input_is_read() {
    let run = gradus_with(&["evaluate", "-", "--format", "json"], LABELS.as_bytes()).code(0);
    assert_eq!(run.json()["overall"]["rows"], 5);
}

/// Only counts rows: how good the engine is, the command itself tells.
#[test]
#[ignore = "needs ../shared/data"]
fn needs_shared_data_every_development_row_is_compared() {
    for (name, rows) in
        [("mohler", 1149), ("scientsbank", 4969), ("beetle", 3941), ("saf_en", 2127), ("digiklausur", 607)]
    {
        let file = repository(&format!("../shared/data/{name}.jsonl"));
        let report = json(&[&file], &["--resamples", "10", "--worst", "0"]);
        assert_eq!(report["files"][0]["rows"], rows, "{name}");
        assert!(report["files"][0]["measures"]["pearson"].as_f64().unwrap() > 0.0, "{name}");
    }
}

/// The answers of tests/data/held-out.csv were written without sight of the keyword sets, and no keyword set was tuned on
/// them: the share of right bands there is what the bank is worth. Some numbers of the engine were chosen by a look at them
/// (README, How well it does; `scoring::constants` says which), so it flatters a little. Do not tune on them.
#[test]
fn answers_that_the_bank_was_not_tuned_on_get_their_bands() {
    let report = json(&["tests/data/held-out.csv"], &[]);
    let measures = &report["files"][0]["measures"];
    assert!(measures["band_exact"].as_f64().unwrap() >= 0.875, "{measures:#}");
    assert!(measures["band_adjacent"].as_f64().unwrap() >= 0.995, "{measures:#}");
}

#[test]
fn why_there_is_nothing_to_compare_is_told_as_it_is() {
    let folder = Folder::new();
    let head = "question_id,answer,score,max_score\n";
    for (rows, said) in [
        ("nope,x,1,5\n", "the only row could not be graded, for the reason above"),
        ("nope,x,1,5\nnope,y,1,5\n", "none of the 2 rows could be graded, for the reasons above"),
        ("gil,One lock.,,\n", "no row that could be graded holds a human's judgement. Expected `score`"),
        ("gil,One lock.,,\nnope,x,1,5\n", "judgement (1 other row could not be graded, see above). Expected `score`"),
    ] {
        let run = evaluate(&[&folder.write("rows.csv", format!("{head}{rows}"))], &[]).code(2);
        assert!(run.err.contains(said), "{rows}: {}", run.err);
    }
    let one = evaluate(&[&folder.write("one.csv", format!("{head}gil,One lock.,1,5\n"))], &[]).code(0);
    assert!(one.out.contains(": 1 row, 1 question"), "{}", one.out);
}
