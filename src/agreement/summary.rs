//! From prepared rows to a report: the same figures for every file, for all files together, for bands and for questions.

use super::baseline::Trivial;
use super::bootstrap::{self, Plan};
use super::confusion::Confusion;
use super::humans;
use super::judged::Judged;
use super::labels::Scheme;
use super::measures::{self, Pair, measures, tally};
use super::prepare::{File, Row, prepare};
use super::reliability::reliability;
use super::report::{
    BandBaseline, BandSlice, Baseline, JudgedBy, LabelBaseline, LabelSlice, QuestionLabels, QuestionSlice, Report,
    Settings, Slice,
};
use super::scale::Scale;
use super::worst::worst;
use crate::bank::Band;
use std::collections::BTreeMap;

/// Compares machine and human. Rows without a human judgement are left out; the order of rows decides only the order of
/// files, questions and equal disagreements.
pub fn evaluate(rows: &[Judged], settings: &Settings) -> Report {
    let (files, prepared) = prepare(rows, &settings.human_bands);
    let of_file = |file: usize| prepared.iter().filter(|row| row.file == file).collect::<Vec<_>>();
    let slices: Vec<Slice> = files
        .iter()
        .enumerate()
        .map(|(at, file)| slice(file, &of_file(at), std::slice::from_ref(file), settings))
        .collect();
    let all: Vec<&Row<'_>> = prepared.iter().collect();
    let overall = match slices.as_slice() {
        [only] => Slice { name: ALL_FILES.to_owned(), per_question: None, ..only.clone() },
        _ => Slice { per_question: None, ..slice(&together(&files), &all, &files, settings) },
    };
    Report { settings: *settings, files: slices, overall, worst: worst(&prepared, settings.worst) }
}

const ALL_FILES: &str = "all files";

/// All files as one. Schemes are looked up per row, so that a file counts only in the schemes that it speaks.
fn together(files: &[File]) -> File {
    let mut scales: Vec<Scale> = Vec::new();
    for scale in files.iter().flat_map(|file| &file.scales) {
        if !scales.iter_mut().any(|known| known.join(scale)) {
            scales.push(*scale);
        }
    }
    let spoken = |scheme: &Scheme| files.iter().any(|file| file.schemes.contains(scheme));
    File {
        name: ALL_FILES.to_owned(),
        scales,
        schemes: Scheme::ALL.into_iter().filter(spoken).collect(),
        questions: files.iter().map(|file| file.questions).sum(),
    }
}

fn slice(info: &File, rows: &[&Row<'_>], files: &[File], settings: &Settings) -> Slice {
    let first = rows.iter().map(|row| row.question).min().unwrap_or(0);
    let questions: Vec<usize> = rows.iter().map(|row| row.question - first).collect();
    let pairs: Vec<&Pair> = rows.iter().map(|row| &row.machine).collect();
    let line = measures(&pairs);
    let (human_mean, machine_mean) = tally(pairs.iter().copied()).means();
    let max = one_maximum(rows);
    let speakers = |scheme: Scheme| -> Vec<(&Row<'_>, usize)> {
        let speaks = |row: &Row<'_>| match files {
            [only] => only.schemes.contains(&scheme),
            _ => files.get(row.file).is_some_and(|file| file.schemes.contains(&scheme)),
        };
        rows.iter().copied().zip(questions.iter().copied()).filter(|(row, _)| speaks(row)).collect()
    };
    let banded = bands_as_labels(rows, &questions, info.questions, settings.intervals);
    Slice {
        name: info.name.clone(),
        rows: rows.len(),
        questions: info.questions,
        judged_by: judged_by(rows),
        scales: info.scales.clone(),
        human_mean,
        machine_mean,
        measures: line,
        rmse_points: line.rmse.zip(max).map(|(rmse, max)| rmse * max),
        mae_points: line.mae.zip(max).map(|(mae, max)| mae * max),
        intervals: measures::intervals(&pairs, &questions, settings.intervals),
        baselines: baselines(rows),
        humans: humans::compare(rows),
        bands: bands(rows, &banded),
        band_labels: banded,
        confidence: reliability(rows),
        labels: info
            .schemes
            .iter()
            .map(|scheme| labels(*scheme, &speakers(*scheme), info.questions, settings.intervals))
            .collect(),
        per_question: Some(per_question(rows, &info.schemes)),
    }
}

/// The maximum, where all rows were given points out of the same one.
fn one_maximum(rows: &[&Row<'_>]) -> Option<f64> {
    let first = rows.first()?.judged.human.points?.max;
    rows.iter().all(|row| row.judged.human.points.is_some_and(|points| points.max == first)).then_some(first)
}

fn judged_by(rows: &[&Row<'_>]) -> JudgedBy {
    let mut by = JudgedBy::default();
    for human in rows.iter().map(|row| &row.judged.human) {
        match (human.points, human.band) {
            (Some(_), _) => by.points += 1,
            (None, Some(_)) => by.bands += 1,
            (None, None) => by.labels += 1,
        }
    }
    by
}

fn baselines(rows: &[&Row<'_>]) -> Vec<Baseline> {
    let line = |at: usize| measures(&rows.iter().map(|row| &row.trivial[at]).collect::<Vec<_>>());
    Trivial::ALL.iter().enumerate().map(|(at, trivial)| Baseline { name: trivial.name(), measures: line(at) }).collect()
}

fn bands(rows: &[&Row<'_>], labels: &LabelSlice) -> Vec<BandSlice> {
    let mut slices = Vec::new();
    for (band, score) in Band::ALL.into_iter().zip(&labels.scores.labels) {
        let here: Vec<&&Row<'_>> = rows.iter().filter(|row| row.machine.human_band == band).collect();
        if here.is_empty() {
            continue;
        }
        let machine = tally(here.iter().map(|row| &row.machine));
        let (human_mean, machine_mean) = machine.means();
        let (exact, adjacent) = machine.bands();
        let baseline = |(at, trivial): (usize, &Trivial)| {
            let tally = tally(here.iter().map(|row| &row.trivial[at]));
            BandBaseline { name: trivial.name(), mae: tally.mae(), exact: tally.bands().0 }
        };
        slices.push(BandSlice {
            band,
            rows: here.len(),
            human_mean,
            machine_mean,
            mae: machine.mae(),
            exact,
            adjacent,
            precision: score.precision,
            f1: score.f1,
            baselines: Trivial::ALL.iter().enumerate().map(baseline).collect(),
        });
    }
    slices
}

/// What one row says in a scheme: the human, the machine, the baselines.
struct Said {
    question: usize,
    human: &'static str,
    machine: &'static str,
    trivial: [Option<&'static str>; Trivial::ALL.len()],
}

fn bands_as_labels(rows: &[&Row<'_>], questions: &[usize], count: usize, plan: Plan) -> LabelSlice {
    let said = rows.iter().zip(questions).filter_map(|(row, question)| {
        Some(Said {
            question: *question,
            human: row.machine.human_band.name(),
            machine: row.machine.other?.band.name(),
            trivial: row.trivial.map(|pair| pair.other.map(|other| other.band.name())),
        })
    });
    label_slice("bands", &Band::ALL.map(Band::name), &said.collect::<Vec<_>>(), count, plan)
}

fn labels(scheme: Scheme, rows: &[(&Row<'_>, usize)], count: usize, plan: Plan) -> LabelSlice {
    let human = |row: &Row<'_>| row.verdict.and_then(|label| scheme.of_human(label));
    let mut rest: BTreeMap<&'static str, usize> = BTreeMap::new();
    for label in rows.iter().filter_map(|(row, _)| human(row)).filter(|label| *label != "correct") {
        *rest.entry(label).or_default() += 1;
    }
    // Among equals the last in the alphabet; any fixed choice will do.
    let usual = rest.into_iter().max_by_key(|(_, count)| *count).map_or("incorrect", |(label, _)| label);
    let said = rows.iter().filter_map(|(row, question)| {
        Some(Said {
            question: *question,
            human: human(row)?,
            machine: scheme.of_machine(&row.judged.machine),
            trivial: row.trivially_correct.map(|correct| correct.map(|yes| if yes { "correct" } else { usual })),
        })
    });
    label_slice(scheme.name(), scheme.labels(), &said.collect::<Vec<_>>(), count, plan)
}

fn label_slice(
    scheme: &'static str,
    labels: &[&'static str],
    said: &[Said],
    questions: usize,
    plan: Plan,
) -> LabelSlice {
    let empty = Confusion::new(labels);
    let mut each = vec![empty.clone(); questions];
    for row in said {
        each[row.question].add(row.human, row.machine);
    }
    let drawn = |times: &[u32]| {
        let mut sum = empty.clone();
        for (confusion, times) in each.iter().zip(times).filter(|(_, times)| **times > 0) {
            sum.join(confusion, u64::from(*times));
        }
        sum
    };
    let confusion = drawn(&vec![1; questions]);
    let baseline = |(at, trivial): (usize, &Trivial)| {
        let mut confusion = empty.clone();
        for row in said {
            if let Some(label) = row.trivial[at] {
                confusion.add(row.human, label);
            }
        }
        LabelBaseline { name: trivial.name(), figures: confusion.summary().into() }
    };
    LabelSlice {
        scheme,
        rows: confusion.total(),
        scores: confusion.classification(),
        intervals: bootstrap::intervals(questions, plan, |times| drawn(times).summary()).into(),
        baselines: Trivial::ALL.iter().enumerate().map(baseline).collect(),
        confusion,
    }
}

fn per_question(rows: &[&Row<'_>], schemes: &[Scheme]) -> Vec<QuestionSlice> {
    let mut by_question: BTreeMap<usize, Vec<&Row<'_>>> = BTreeMap::new();
    for row in rows {
        by_question.entry(row.question).or_default().push(row);
    }
    let slice = |rows: Vec<&Row<'_>>| {
        let pairs: Vec<&Pair> = rows.iter().map(|row| &row.machine).collect();
        let (human_mean, machine_mean) = tally(pairs.iter().copied()).means();
        QuestionSlice {
            question_id: rows.first().map(|row| row.judged.question_id.clone()).unwrap_or_default(),
            rows: rows.len(),
            human_mean,
            machine_mean,
            measures: measures(&pairs),
            baselines: baselines(&rows),
            labels: schemes.iter().map(|scheme| question_labels(*scheme, &rows)).collect(),
        }
    };
    by_question.into_values().map(slice).collect()
}

fn question_labels(scheme: Scheme, rows: &[&Row<'_>]) -> QuestionLabels {
    let mut confusion = Confusion::new(scheme.labels());
    for row in rows {
        if let Some(human) = row.verdict.and_then(|label| scheme.of_human(label)) {
            confusion.add(human, scheme.of_machine(&row.judged.machine));
        }
    }
    QuestionLabels { scheme: scheme.name(), rows: confusion.total(), figures: confusion.summary().into() }
}
