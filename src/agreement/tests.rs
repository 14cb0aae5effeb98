//! Tests of whole reports.

use super::golden::{self, HUMAN, HUMAN_LABELS, MACHINE, MACHINE_LABELS, close};
use super::judged::rank;
use super::*;
use crate::bank::Band;

fn row(file: &str, question: usize, human: Judgement, machine: f64) -> Judged {
    let cuts = Cuts { average_from: 0.3, strong_from: 0.6 };
    Judged {
        file: file.to_owned(),
        question_id: format!("q{question}"),
        answer: "a b c d e f g h"[..=2 * (rank(cuts.band(machine)) as usize)].to_owned(),
        references: vec!["a c e".to_owned()],
        human,
        machine: Machine { score: machine, band: cuts.band(machine), ..Machine::default() },
        ..Judged::default()
    }
}

fn points(score: f64) -> Judgement {
    Judgement { points: Some(Points { score, max: 5.0 }), ..Judgement::default() }
}

fn exam(file: &str) -> Vec<Judged> {
    (0..HUMAN.len()).map(|at| row(file, at / 3, points(HUMAN[at]), MACHINE[at] / 5.0)).collect()
}

#[test]
fn a_report_holds_the_golden_figures() {
    let report = evaluate(&exam("exam.csv"), &Settings::default());
    let file = &report.files[0];
    assert_eq!((file.rows, file.questions, file.scales[0].steps), (12, 4, 10));
    close(file.measures.pearson, golden::PEARSON);
    close(file.measures.spearman, golden::SPEARMAN);
    close(file.rmse_points, golden::RMSE);
    close(file.mae_points, golden::MAE);
    close(file.measures.rmse, golden::RMSE / 5.0);
    close(file.measures.smd, golden::SMD);
    close(file.measures.qwk, golden::QWK);
    close(file.measures.exact, golden::EXACT);
    close(file.measures.adjacent, golden::ADJACENT);
    let interval = file.intervals.pearson.unwrap();
    assert!(interval.low < golden::PEARSON && golden::PEARSON < interval.high);
    let questions = file.per_question.as_ref().unwrap();
    assert_eq!(questions.len(), 4);
    assert_eq!(questions.iter().map(|question| question.rows).sum::<usize>(), 12);
    assert_eq!(file.baselines[0].measures.pearson, None, "a mean has no correlation");
    assert!(file.baselines[2].measures.pearson.is_some());
    assert_eq!(report.overall.measures, file.measures);
    assert_eq!(report.worst.len(), 12);
}

#[test]
fn labels_hold_the_golden_figures() {
    let rows: Vec<Judged> = HUMAN_LABELS
        .iter()
        .zip(&MACHINE_LABELS)
        .enumerate()
        .map(|(at, (human, machine))| {
            let human = Judgement { label: Some((*human).to_owned()), ..Judgement::default() };
            let mut row = row("labels.jsonl", at / 2, human, if *machine == "correct" { 0.9 } else { 0.1 });
            row.machine.statuses.contradicted = u32::from(*machine == "contradictory");
            row
        })
        .collect();
    let report = evaluate(&rows, &Settings::default());
    let file = &report.files[0];
    let schemes: Vec<&str> = file.labels.iter().map(|labels| labels.scheme).collect();
    assert_eq!(schemes, ["2-way", "3-way"]);
    let three = &file.labels[1];
    assert_eq!(three.confusion.counts, golden::CONFUSION);
    close(three.scores.accuracy, golden::ACCURACY);
    close(three.scores.macro_f1, golden::MACRO_F1);
    close(three.scores.weighted_f1, golden::WEIGHTED_F1);
    assert!(three.intervals.macro_f1.is_some());
    assert_eq!(file.judged_by.labels, 10);
    assert_eq!(file.measures.adjacent, None, "right or wrong has no neighbours");
}

#[test]
fn constants_are_undefined_and_nothing_is_nan() {
    let rows: Vec<Judged> = (0..6).map(|at| row("flat.csv", at, points(5.0), 0.5)).collect();
    let report = evaluate(&rows, &Settings::default());
    let line = report.files[0].measures;
    assert_eq!((line.pearson, line.spearman, line.qwk, line.smd, line.band_qwk), (None, None, None, None, None));
    close(line.rmse, 0.5);
    let json = serde_json::to_string(&report).unwrap();
    assert!(!json.contains("NaN") && json.contains("\"pearson\":null"), "{json}");
    let floors = report.floors(Some(0.1), None);
    assert!(!floors[0].reached, "what is undefined reaches no floor");
}

#[test]
fn no_rows_give_an_empty_report() {
    let report = evaluate(&[], &Settings::default());
    assert!(report.files.is_empty() && report.worst.is_empty());
    assert_eq!(report.overall.rows, 0);
    assert_eq!(report.overall.measures.rmse, None);
}

#[test]
fn files_are_told_apart_and_joined() {
    let mut rows = exam("one.csv");
    rows.extend(exam("two.csv").into_iter().map(|mut row| {
        row.machine.score = 1.0 - row.machine.score;
        row
    }));
    let report = evaluate(&rows, &Settings::default());
    assert_eq!(report.files.len(), 2);
    close(report.files[1].measures.pearson, -golden::PEARSON);
    assert_eq!((report.overall.rows, report.overall.questions), (24, 8), "q0 of one file is not q0 of the other");
    let floors = report.floors(None, Some(0.5));
    assert_eq!(floors.iter().map(|floor| floor.reached).collect::<Vec<_>>(), [true, false]);
    assert_eq!(floors[1].file, "two.csv");
}

#[test]
fn bands_split_the_rows_and_their_recall_is_the_confusion_s() {
    let report = evaluate(&exam("exam.csv"), &Settings::default());
    let file = &report.files[0];
    assert_eq!(file.bands.iter().map(|band| band.rows).sum::<usize>(), file.rows);
    for band in &file.bands {
        let label = &file.band_labels.scores.labels[rank(band.band) as usize];
        assert_eq!(band.exact, label.recall);
        assert_eq!(band.rows as u64, label.human);
        assert_eq!(band.baselines.len(), 3);
    }
    assert_eq!(file.bands[0].band, Band::Weak);
    close(file.band_labels.scores.accuracy, file.measures.band_exact.unwrap());
}

#[test]
fn files_count_only_in_the_schemes_they_speak() {
    let labelled = |file: &str, labels: &[&str]| -> Vec<Judged> {
        let judge = |label: &&str| Judgement { label: Some((*label).to_owned()), ..Judgement::default() };
        labels.iter().enumerate().map(|(at, label)| row(file, at, judge(label), 0.9)).collect()
    };
    let mut rows = labelled("semeval.jsonl", &["correct", "contradictory", "incorrect"]);
    rows.extend(labelled("exam.jsonl", &["correct", "partially correct"]));
    let report = evaluate(&rows, &Settings::default());
    let counts: Vec<(&str, u64)> = report.overall.labels.iter().map(|labels| (labels.scheme, labels.rows)).collect();
    assert_eq!(counts, [("2-way", 5), ("3-way", 3), ("graded", 2)]);
}

#[test]
fn the_same_rows_give_the_same_report() {
    let rows = exam("exam.csv");
    let (one, two) = (evaluate(&rows, &Settings::default()), evaluate(&rows, &Settings::default()));
    assert_eq!(serde_json::to_string(&one).unwrap(), serde_json::to_string(&two).unwrap());
}
