//! What can be had for nothing: the mean of the other questions, the answer's length, words shared with the reference.
//!
//! A figure means little without them: in many exams the longer answer is the better one. Whatever is fitted (a mean, a
//! line) is fitted on the other questions of the same file, so that a baseline knows no more than a grader who has never
//! seen the question.

use super::moments::Moments;
use serde::Serialize;
use std::collections::BTreeSet;

/// A trivial way to score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trivial {
    /// Every answer gets the mean of the other questions. It has no correlation: it says the same of all.
    Mean,
    /// `ln(1 + words)`.
    Length,
    /// The share of a reference's distinct words that stand in the answer, too; the best reference counts.
    Overlap,
}

impl Trivial {
    /// All of them.
    pub const ALL: [Trivial; 3] = [Trivial::Mean, Trivial::Length, Trivial::Overlap];

    /// Its name in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Trivial::Mean => "mean",
            Trivial::Length => "length",
            Trivial::Overlap => "overlap",
        }
    }

    /// The number that is correlated with the human scores; `None` where there is none to be had.
    pub fn signal(self, answer: &str, references: &[String]) -> Option<f64> {
        match self {
            Trivial::Mean => None,
            Trivial::Length => Some((words(answer).count() as f64).ln_1p()),
            Trivial::Overlap => {
                let said: BTreeSet<String> = words(answer).collect();
                references
                    .iter()
                    .map(|reference| words(reference).collect::<BTreeSet<_>>())
                    .filter(|wanted| !wanted.is_empty())
                    .map(|wanted| wanted.intersection(&said).count() as f64 / wanted.len() as f64)
                    .reduce(f64::max)
            }
        }
    }
}

/// Runs of letters and digits, in lower case. No stems, no stop words: a baseline stays trivial.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// One row for fitting.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// The question, counted from 0.
    pub question: usize,
    /// The signal; `None` for the plain mean.
    pub signal: Option<f64>,
    /// What is to be foretold, 0 to 1; `None` where no human says it.
    pub target: Option<f64>,
}

/// Foretells each row by a least-squares line through the rows of all *other* questions (without signals: by their mean),
/// held within 0 to 1. `None` where there is no other question to learn from, or no signal where the others have one.
pub fn leave_question_out(examples: &[Example]) -> Vec<Option<f64>> {
    let questions = examples.iter().map(|example| example.question + 1).max().unwrap_or(0);
    let with_signal = examples.iter().any(|example| example.signal.is_some());
    let mut each = vec![Moments::default(); questions];
    for example in examples {
        if let (Some(target), true) = (example.target, example.signal.is_some() || !with_signal) {
            each[example.question].add(example.signal.unwrap_or_default(), target, 1.0);
        }
    }
    let others = all_but_one(&each);
    let foretell = |example: &Example| {
        let line = &others[example.question];
        let mean = line.mean_of_y()?;
        if !with_signal {
            return Some(mean);
        }
        let slope = if line.constant_x() { 0.0 } else { line.xy / line.xx };
        Some((mean + slope * (example.signal? - line.mean_x)).clamp(0.0, 1.0))
    };
    examples.iter().map(foretell).collect()
}

/// For each gathering, all others joined: what stands before it and what stands after it.
fn all_but_one(each: &[Moments]) -> Vec<Moments> {
    let mut others = vec![Moments::default(); each.len()];
    let mut before = Moments::default();
    for (sum, own) in others.iter_mut().zip(each) {
        sum.join(&before, 1.0);
        before.join(own, 1.0);
    }
    let mut after = Moments::default();
    for (sum, own) in others.iter_mut().zip(each).rev() {
        sum.join(&after, 1.0);
        after.join(own, 1.0);
    }
    others
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::golden::close;

    #[test]
    fn signals_are_what_they_say() {
        let references = ["The cat sat.".to_owned(), "A dog, a big dog".to_owned()];
        close(Trivial::Length.signal("One two, three!", &[]), 4f64.ln());
        close(Trivial::Overlap.signal("the CAT slept", &references), 2.0 / 3.0);
        close(Trivial::Overlap.signal("a big dog", &references), 1.0);
        assert_eq!(Trivial::Overlap.signal("a big dog", &[]), None);
        assert_eq!(Trivial::Overlap.signal("a big dog", &["...".to_owned()]), None);
        assert_eq!(Trivial::Mean.signal("anything", &references), None);
        close(Trivial::Length.signal("", &references), 0.0);
    }

    fn example(question: usize, signal: f64, target: f64) -> Example {
        Example { question, signal: Some(signal), target: Some(target) }
    }

    // python -c "import numpy; print(numpy.polyfit([1, 2, 3, 0, 2], [.2, .5, .6, .1, .4], 1))"
    // [0.17692308 0.07692308]
    #[test]
    fn the_line_goes_through_the_other_questions_alone() {
        let examples = [
            example(0, 1.0, 0.2),
            example(0, 2.0, 0.5),
            example(1, 4.0, 0.0),
            example(1, 9.0, 0.0),
            example(2, 3.0, 0.6),
            example(2, 0.0, 0.1),
            example(2, 2.0, 0.4),
        ];
        let foretold = leave_question_out(&examples);
        close(foretold[2], 0.076_923_076_923 + 4.0 * 0.176_923_076_923);
        assert_eq!(foretold[3], Some(1.0), "held within 0 to 1");
    }

    #[test]
    fn the_mean_is_that_of_the_other_questions() {
        let row = |question, target| Example { question, signal: None, target: Some(target) };
        let foretold = leave_question_out(&[row(0, 0.0), row(0, 1.0), row(1, 0.25), row(2, 0.75)]);
        close(foretold[0], 0.5);
        close(foretold[2], 1.75 / 3.0);
    }

    #[test]
    fn with_one_question_there_is_nothing_to_learn_from() {
        assert_eq!(leave_question_out(&[example(0, 1.0, 0.2), example(0, 2.0, 0.4)]), [None, None]);
        assert_eq!(leave_question_out(&[]), []);
    }
}
