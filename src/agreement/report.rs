//! What an evaluation yields: a plain value that tables and JSON are views of. Undefined figures are `None` (`null`, "-").

use super::bootstrap::{Interval, Plan};
use super::confusion::{Classification, Confusion};
use super::humans::HumanHuman;
use super::judged::Cuts;
use super::measures::{Figure, Measures};
use super::reliability::Reliability;
use super::scale::Scale;
use super::worst::Disagreement;
use crate::bank::Band;
use serde::Serialize;

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Settings {
    /// Where a human's points become bands.
    pub human_bands: Cuts,
    /// How intervals are made.
    pub intervals: Plan,
    /// How many of the worst disagreements are kept.
    pub worst: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { human_bands: Cuts::default(), intervals: Plan::default(), worst: 20 }
    }
}

/// Agreement of machine and human.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// What was chosen.
    pub settings: Settings,
    /// File by file, in the order of the input.
    pub files: Vec<Slice>,
    /// All rows together.
    pub overall: Slice,
    /// The largest disagreements of all files.
    pub worst: Vec<Disagreement>,
}

/// Agreement on the rows of one file, or of all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slice {
    /// The file, or `all files`.
    pub name: String,
    /// Rows with a human judgement.
    pub rows: usize,
    /// Questions.
    pub questions: usize,
    /// What the human judgements were read from.
    pub judged_by: JudgedBy,
    /// The human scales, one for each maximum.
    pub scales: Vec<Scale>,
    /// Mean human score, a share of the maximum.
    pub human_mean: Figure,
    /// Mean machine score.
    pub machine_mean: Figure,
    /// Machine against human.
    pub measures: Measures<Figure>,
    /// Root mean squared error in points, where all rows have the same maximum.
    pub rmse_points: Figure,
    /// Mean absolute error in points, where all rows have the same maximum.
    pub mae_points: Figure,
    /// 95 % intervals of `measures`, questions resampled.
    pub intervals: Measures<Option<Interval>>,
    /// The trivial baselines on the same rows.
    pub baselines: Vec<Baseline>,
    /// Where rows have two raters.
    pub humans: Option<HumanHuman>,
    /// By the human's band, weak to strong; a band that humans never gave is left out.
    pub bands: Vec<BandSlice>,
    /// Bands as labels.
    pub band_labels: LabelSlice,
    /// How often bands are right at each confidence.
    pub confidence: Reliability,
    /// Labels, in every scheme that the files speak.
    pub labels: Vec<LabelSlice>,
    /// Question by question, in the order of the input; told file by file alone, since two files may use one id for different
    /// questions.
    pub per_question: Option<Vec<QuestionSlice>>,
}

/// How many rows' human scores come from what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct JudgedBy {
    /// Points.
    pub points: usize,
    /// Bands: weak, average and strong count as 0, 1/2 and 1.
    pub bands: usize,
    /// Labels: correct counts as 1, partially correct as 1/2, all others as 0.
    pub labels: usize,
}

/// A baseline's line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Baseline {
    /// Its name.
    pub name: &'static str,
    /// The baseline against the human. Correlations are those of the plain number (length, overlap); errors and agreement
    /// those of a line through it, fitted on the other questions of the file.
    pub measures: Measures<Figure>,
}

/// Rows to which humans gave the same band.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BandSlice {
    /// The human's band.
    pub band: Band,
    /// Rows.
    pub rows: usize,
    /// Mean human score.
    pub human_mean: Figure,
    /// Mean machine score.
    pub machine_mean: Figure,
    /// Mean absolute error of the machine.
    pub mae: Figure,
    /// Share that the machine puts into the same band: the band's recall.
    pub exact: Figure,
    /// Share that the machine puts at most one band off.
    pub adjacent: Figure,
    /// Of what the machine puts into this band, the share that humans put there, too.
    pub precision: Figure,
    /// Harmonic mean of precision and recall.
    pub f1: Figure,
    /// The baselines on the same rows.
    pub baselines: Vec<BandBaseline>,
}

/// A baseline on the rows of one band.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BandBaseline {
    /// Its name.
    pub name: &'static str,
    /// Mean absolute error.
    pub mae: Figure,
    /// Share put into the same band.
    pub exact: Figure,
}

/// Agreement on labels, in one scheme.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelSlice {
    /// `bands`, `2-way`, `3-way`, `5-way` or `graded`.
    pub scheme: &'static str,
    /// Rows with a label.
    pub rows: u64,
    /// Who said what.
    pub confusion: Confusion,
    /// Accuracy, F1, and label by label.
    pub scores: Classification,
    /// 95 % intervals, questions resampled.
    pub intervals: LabelFigures<Option<Interval>>,
    /// The trivial baselines on the same rows. They tell correct from not correct and call the rest by its most frequent
    /// label.
    pub baselines: Vec<LabelBaseline>,
}

/// Three figures of a label scheme.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct LabelFigures<T> {
    /// Accuracy.
    pub accuracy: T,
    /// Macro F1.
    pub macro_f1: T,
    /// Weighted F1.
    pub weighted_f1: T,
}

impl<T> From<[T; 3]> for LabelFigures<T> {
    fn from([accuracy, macro_f1, weighted_f1]: [T; 3]) -> Self {
        LabelFigures { accuracy, macro_f1, weighted_f1 }
    }
}

/// A baseline's labels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelBaseline {
    /// Its name.
    pub name: &'static str,
    /// Its figures.
    #[serde(flatten)]
    pub figures: LabelFigures<Figure>,
}

/// Agreement on one question. Without intervals: they come from resampling questions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuestionSlice {
    /// The question's id.
    pub question_id: String,
    /// Rows.
    pub rows: usize,
    /// Mean human score, a share of the maximum.
    pub human_mean: Figure,
    /// Mean machine score.
    pub machine_mean: Figure,
    /// Machine against human.
    pub measures: Measures<Figure>,
    /// The baselines on the same rows.
    pub baselines: Vec<Baseline>,
    /// Labels, in every scheme that the file speaks.
    pub labels: Vec<QuestionLabels>,
}

/// Agreement on the labels of one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuestionLabels {
    /// The scheme.
    pub scheme: &'static str,
    /// Rows with a label.
    pub rows: u64,
    /// Figures.
    #[serde(flatten)]
    pub figures: LabelFigures<Figure>,
}

/// A figure that every file has to reach.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Floor {
    /// The file.
    pub file: String,
    /// `qwk` (of the points) or `pearson`.
    pub measure: &'static str,
    /// What was asked for.
    pub floor: f64,
    /// What there is.
    pub value: Figure,
    /// Whether it is enough. An undefined figure is not.
    pub reached: bool,
}

impl Report {
    /// Holds every file against floors for QWK (of the points) and Pearson.
    pub fn floors(&self, min_qwk: Option<f64>, min_pearson: Option<f64>) -> Vec<Floor> {
        let mut floors = Vec::new();
        for file in &self.files {
            let pairs = [("qwk", min_qwk, file.measures.qwk), ("pearson", min_pearson, file.measures.pearson)];
            for (measure, floor, value) in pairs {
                let Some(floor) = floor else { continue };
                let reached = value.is_some_and(|value| value >= floor);
                floors.push(Floor { file: file.name.clone(), measure, floor, value, reached });
            }
        }
        floors
    }
}
