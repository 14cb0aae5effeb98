//! Judgements of all kinds brought onto one footing: shares of the maximum, rounded to the file's own scale, bands, labels,
//! and beside each row what the trivial baselines would have said.

use super::baseline::{self, Example, Trivial};
use super::judged::{Cuts, Judged};
use super::labels::{Label, Scheme};
use super::measures::{Other, Pair};
use super::scale::Scale;
use crate::bank::Band;
use std::collections::HashMap;

/// How many baselines there are.
pub const BASELINES: usize = Trivial::ALL.len();

/// A row, ready to be counted.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// What it was made from.
    pub judged: &'a Judged,
    /// Its file, counted from 0.
    pub file: usize,
    /// Its question, counted from 0 over all files.
    pub question: usize,
    /// Machine against human.
    pub machine: Pair,
    /// Baselines against human.
    pub trivial: [Pair; BASELINES],
    /// Where two raters judged.
    pub raters: Option<Raters>,
    /// The human's label.
    pub verdict: Option<Label>,
    /// Whether each baseline takes the answer for correct.
    pub trivially_correct: [Option<bool>; BASELINES],
}

/// Two raters and the machine, pair by pair.
#[derive(Debug, Clone, Copy)]
pub struct Raters {
    /// The second rater against the first.
    pub second_to_first: Pair,
    /// The machine against the first.
    pub machine_to_first: Pair,
    /// The machine against the second.
    pub machine_to_second: Pair,
}

/// A file's own ways.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// The scales of its points, one for each maximum, in ascending order.
    pub scales: Vec<Scale>,
    /// The label schemes that it speaks.
    pub schemes: Vec<Scheme>,
    /// Number of questions.
    pub questions: usize,
}

/// Brings rows onto one footing. Rows without a human judgement are left out. Files and questions are counted in the order
/// in which they first appear.
pub fn prepare<'a>(rows: &'a [Judged], cuts: &Cuts) -> (Vec<File>, Vec<Row<'a>>) {
    let mut files: Vec<(String, Vec<&Judged>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for row in rows.iter().filter(|row| row.human.value().is_some() && row.machine.score.is_finite()) {
        let place = *places.entry(&row.file).or_insert_with(|| {
            files.push((row.file.clone(), Vec::new()));
            files.len() - 1
        });
        files[place].1.push(row);
    }
    let mut prepared = Vec::with_capacity(rows.len());
    let mut questions = 0;
    let mut infos = Vec::with_capacity(files.len());
    for (file, (name, rows)) in files.into_iter().enumerate() {
        let scales = scales(&rows);
        let verdicts: Vec<Label> = rows.iter().filter_map(|row| row.human.verdict()).collect();
        let first = questions;
        prepared.extend(prepare_file(file, &rows, &scales, cuts, &mut questions));
        let schemes = Scheme::spoken(&verdicts);
        infos.push(File { name, scales: scales.points, schemes, questions: questions - first });
    }
    (infos, prepared)
}

/// The scales of one file.
struct Scales {
    points: Vec<Scale>,
    raters: Vec<Scale>,
    labels: Scale,
}

/// Scores by their maximum, in ascending order.
#[derive(Default)]
struct ByMaximum(Vec<(f64, Vec<f64>)>);

impl ByMaximum {
    fn add(&mut self, max: f64, score: f64) {
        match self.0.iter_mut().find(|(known, _)| *known == max) {
            Some((_, scores)) => scores.push(score),
            None => self.0.push((max, vec![score])),
        }
    }

    fn scales(mut self) -> Vec<Scale> {
        self.0.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.0.iter().map(|(max, scores)| Scale::of(scores, *max)).collect()
    }
}

/// Two raters have a scale of their own: their mean, which often stands in `score`, has finer steps or coarser ones.
fn scales(rows: &[&Judged]) -> Scales {
    let (mut scores, mut rated, mut labelled) = (ByMaximum::default(), ByMaximum::default(), Vec::new());
    for human in rows.iter().map(|row| &row.human) {
        match (human.points, human.raters) {
            (Some(points), raters) => {
                scores.add(points.max, points.score);
                for score in raters.into_iter().flat_map(|(first, second)| [first, second]) {
                    rated.add(points.max, score);
                }
            }
            (None, _) if human.band.is_none() => labelled.extend(human.value()),
            (None, _) => {}
        }
    }
    Scales { points: scores.scales(), raters: rated.scales(), labels: Scale::of(&labelled, 1.0) }
}

impl Scales {
    /// The scale that a row was judged on.
    fn of(&self, row: &Judged) -> Scale {
        match (row.human.points, row.human.band) {
            (Some(points), _) => *self.points.iter().find(|scale| scale.max == points.max).unwrap_or(&self.labels),
            (None, Some(_)) => Scale::of_bands(),
            (None, None) => self.labels,
        }
    }
}

fn prepare_file<'a>(
    file: usize,
    rows: &[&'a Judged],
    scales: &Scales,
    cuts: &Cuts,
    questions: &mut usize,
) -> Vec<Row<'a>> {
    let first = *questions;
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut prepared: Vec<Row<'a>> = Vec::with_capacity(rows.len());
    for row in rows {
        let question = *known.entry(&row.question_id).or_insert_with(|| {
            *questions += 1;
            *questions - 1
        });
        let scale = scales.of(row);
        let machine = machine(row, &scale, cuts);
        let silent = Pair { signal: None, other: None, ..machine };
        prepared.push(Row {
            judged: row,
            file,
            question,
            machine,
            trivial: [silent; BASELINES],
            raters: raters(row, &scales.raters, cuts),
            verdict: row.human.verdict(),
            trivially_correct: [None; BASELINES],
        });
    }
    for (at, trivial) in Trivial::ALL.into_iter().enumerate() {
        let signals: Vec<Option<f64>> = rows.iter().map(|row| trivial.signal(&row.answer, &row.references)).collect();
        if trivial != Trivial::Mean && signals.iter().all(Option::is_none) {
            continue;
        }
        let foretell = |target: &dyn Fn(&Row<'_>) -> Option<f64>| {
            let example = |(row, signal): (&Row<'_>, &Option<f64>)| Example {
                question: row.question - first,
                signal: *signal,
                target: target(row),
            };
            baseline::leave_question_out(&prepared.iter().zip(&signals).map(example).collect::<Vec<_>>())
        };
        let scores = foretell(&|row| Some(row.machine.human));
        let correct = foretell(&|row| row.verdict.map(|label| f64::from(u8::from(label == Label::Correct))));
        for (index, row) in prepared.iter_mut().enumerate() {
            let scale = scales.of(row.judged);
            row.trivial[at].signal = signals[index];
            row.trivial[at].other = scores[index].map(|score| other(score, cuts.band(score), &scale));
            row.trivially_correct[at] = correct[index].map(|chance| chance >= 0.5);
        }
    }
    prepared
}

fn other(score: f64, band: Band, scale: &Scale) -> Other {
    Other { score, rounded: scale.round(score), band }
}

fn human(score: f64, band: Band, scale: &Scale) -> Pair {
    Pair {
        human: score,
        human_rounded: scale.round(score),
        human_band: band,
        step: scale.adjacent(),
        signal: None,
        other: None,
    }
}

fn against(pair: Pair, other: Other) -> Pair {
    Pair { signal: Some(other.score), other: Some(other), ..pair }
}

fn machine(row: &Judged, scale: &Scale, cuts: &Cuts) -> Pair {
    // Rows without a value were left out before.
    let value = row.human.value().unwrap_or_default();
    let band = row.human.band(cuts).unwrap_or(Band::Weak);
    against(human(value, band, scale), other(row.machine.score, row.machine.band, scale))
}

fn raters(row: &Judged, scales: &[Scale], cuts: &Cuts) -> Option<Raters> {
    let max = row.human.points?.max;
    let scale = scales.iter().find(|scale| scale.max == max)?;
    let (first, second) = row.human.raters.map(|(first, second)| (first / max, second / max))?;
    let machine = other(row.machine.score, row.machine.band, scale);
    let one = human(first, cuts.band(first), scale);
    let two = human(second, cuts.band(second), scale);
    Some(Raters {
        second_to_first: against(one, other(second, cuts.band(second), scale)),
        machine_to_first: against(one, machine),
        machine_to_second: against(two, machine),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::golden::close;
    use crate::agreement::judged::{Judgement, Machine, Points};

    fn row(question: &str, score: f64, max: f64, machine: f64) -> Judged {
        Judged {
            file: "exam.csv".to_owned(),
            question_id: question.to_owned(),
            answer: "one two".to_owned(),
            human: Judgement { points: Some(Points { score, max }), ..Judgement::default() },
            machine: Machine { score: machine, band: Band::Average, ..Machine::default() },
            ..Judged::default()
        }
    }

    #[test]
    fn each_maximum_has_its_own_scale() {
        let rows = [row("a", 1.0, 2.0, 0.7), row("b", 2.0, 5.0, 0.7), row("b", 5.0, 5.0, 0.72)];
        let (files, prepared) = prepare(&rows, &Cuts::default());
        assert_eq!(
            files[0].scales.iter().map(|scale| (scale.max, scale.steps)).collect::<Vec<_>>(),
            [(2.0, 2), (5.0, 5)]
        );
        assert_eq!(files[0].questions, 2);
        let rounded: Vec<f64> = prepared.iter().filter_map(|row| Some(row.machine.other?.rounded)).collect();
        assert_eq!(rounded, [0.5, 0.8, 0.8]);
        assert_eq!(prepared[0].machine.human_band, Band::Average);
    }

    #[test]
    fn rows_without_a_judgement_are_left_out_and_no_number_is_ever_nan() {
        let mut unjudged = row("a", 1.0, 2.0, 0.5);
        unjudged.human = Judgement::default();
        let rows = [unjudged, row("a", 1.0, 2.0, f64::NAN), row("a", 1.0, 2.0, 0.5)];
        assert_eq!(prepare(&rows, &Cuts::default()).1.len(), 1);
    }

    #[test]
    fn baselines_learn_from_the_other_questions_of_the_same_file() {
        let mut elsewhere = row("c", 0.0, 1.0, 0.5);
        elsewhere.file = "other.csv".to_owned();
        let rows = [row("a", 0.5, 1.0, 0.1), row("b", 1.0, 1.0, 0.2), row("b", 0.5, 1.0, 0.2), elsewhere];
        let (files, prepared) = prepare(&rows, &Cuts::default());
        assert_eq!(files.len(), 2);
        let mean = |row: &Row<'_>| row.trivial[0].other.map(|other| other.score);
        close(mean(&prepared[0]), 0.75);
        close(mean(&prepared[1]), 0.5);
        assert_eq!(mean(&prepared[3]), None, "one question alone has no others");
        assert_eq!(prepared[0].trivial[2].signal, None, "no references, no overlap");
        assert_eq!(prepared[3].question, 2);
    }

    #[test]
    fn two_raters_stand_on_the_scale_of_the_points() {
        let mut rated = row("a", 3.5, 5.0, 0.6);
        rated.human.raters = Some((3.0, 4.0));
        let (_, prepared) = prepare(std::slice::from_ref(&rated), &Cuts::default());
        let raters = prepared[0].raters.unwrap();
        close(raters.second_to_first.other.map(|other| other.score), 0.8);
        close(Some(raters.machine_to_second.human), 0.8);
        assert_eq!(raters.second_to_first.human_band, Band::Average);
    }

    #[test]
    fn bands_and_labels_are_scales_of_their_own() {
        let band = Judgement { band: Some(Band::Average), ..Judgement::default() };
        let label = Judgement { label: Some("correct".to_owned()), ..Judgement::default() };
        let rows = [band, label].map(|human| Judged { human, ..row("a", 0.0, 1.0, 0.4) });
        let (files, prepared) = prepare(&rows, &Cuts::default());
        assert_eq!(prepared[0].machine.human, 0.5);
        assert_eq!(prepared[0].machine.step, Some(0.5));
        assert_eq!(prepared[1].machine.step, None, "right or wrong has no neighbours");
        assert_eq!(files[0].schemes, [Scheme::TwoWay]);
    }
}
