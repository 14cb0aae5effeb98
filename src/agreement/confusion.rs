//! Which label was taken for which: confusion matrix, accuracy, precision, recall, F1.

use serde::Serialize;

/// How often each human label (row) met each machine label (column).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// Labels, in the order of rows and columns.
    pub labels: Vec<&'static str>,
    /// `counts[human][machine]`.
    pub counts: Vec<Vec<u64>>,
}

/// How well labels agree. All are shares, 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Classification {
    /// Rows with the same label on both sides, of all. `None` without rows.
    pub accuracy: Option<f64>,
    /// Plain mean of the labels' F1, over labels that either side used (scikit-learn's `macro`).
    pub macro_f1: Option<f64>,
    /// Mean of the labels' F1, each weighted by how often humans gave it (scikit-learn's `weighted`).
    pub weighted_f1: Option<f64>,
    /// Label by label.
    pub labels: Vec<LabelScore>,
}

/// How well one label agrees (van Rijsbergen 1979). All but the counts are shares, 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelScore {
    /// The label.
    pub label: &'static str,
    /// How often humans gave it.
    pub human: u64,
    /// How often the machine gave it.
    pub machine: u64,
    /// Of what the machine called so, the share that humans call so too. `None` where the machine never did.
    pub precision: Option<f64>,
    /// Of what humans call so, the share that the machine called so too. `None` where humans never did.
    pub recall: Option<f64>,
    /// `2 both / (human + machine)`, the harmonic mean of precision and recall. `None` where neither side used the label.
    pub f1: Option<f64>,
}

fn share(part: u64, of: u64) -> Option<f64> {
    (of > 0).then(|| part as f64 / of as f64)
}

impl Confusion {
    /// An empty matrix.
    pub fn new(labels: &[&'static str]) -> Self {
        Confusion { labels: labels.to_vec(), counts: vec![vec![0; labels.len()]; labels.len()] }
    }

    /// Counts one row. A label that the matrix does not have is not counted.
    pub fn add(&mut self, human: &str, machine: &str) {
        let at = |label| self.labels.iter().position(|known| *known == label);
        if let (Some(human), Some(machine)) = (at(human), at(machine)) {
            self.counts[human][machine] += 1;
        }
    }

    /// Counts all rows of another matrix with the same labels, each `times` times.
    pub fn join(&mut self, other: &Confusion, times: u64) {
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine += theirs * times;
            }
        }
    }

    /// Rows counted.
    pub fn total(&self) -> u64 {
        self.counts.iter().flatten().sum()
    }

    /// Accuracy, macro and weighted F1 alone: what a resample needs.
    pub fn summary(&self) -> [Option<f64>; 3] {
        let (mut same, mut sum, mut weighted, mut used) = (0, 0.0, 0.0, 0u32);
        for index in 0..self.labels.len() {
            let (both, human, machine) = self.sums(index);
            same += both;
            if let Some(f1) = share(2 * both, human + machine) {
                used += 1;
                sum += f1;
                weighted += f1 * human as f64;
            }
        }
        let total = self.total();
        if total == 0 {
            return [None; 3];
        }
        [share(same, total), Some(sum / f64::from(used)), Some(weighted / total as f64)]
    }

    /// All of it.
    pub fn classification(&self) -> Classification {
        let [accuracy, macro_f1, weighted_f1] = self.summary();
        let labels = (0..self.labels.len())
            .map(|index| {
                let (both, human, machine) = self.sums(index);
                LabelScore {
                    label: self.labels[index],
                    human,
                    machine,
                    precision: share(both, machine),
                    recall: share(both, human),
                    f1: share(2 * both, human + machine),
                }
            })
            .collect();
        Classification { accuracy, macro_f1, weighted_f1, labels }
    }

    /// How often both sides, the humans and the machine gave a label.
    fn sums(&self, index: usize) -> (u64, u64, u64) {
        (self.counts[index][index], self.counts[index].iter().sum(), self.counts.iter().map(|row| row[index]).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::golden::{self, HUMAN_LABELS, MACHINE_LABELS, close};

    fn example() -> Confusion {
        let mut confusion = Confusion::new(&["correct", "contradictory", "incorrect"]);
        for (human, machine) in HUMAN_LABELS.iter().zip(&MACHINE_LABELS) {
            confusion.add(human, machine);
        }
        confusion
    }

    // python tests/golden/agreement.py (scikit-learn 1.9.1: confusion_matrix, accuracy_score, f1_score,
    // precision_recall_fscore_support)
    #[test]
    fn equals_scikit_learn() {
        let confusion = example();
        assert_eq!(confusion.counts, golden::CONFUSION);
        let scores = confusion.classification();
        close(scores.accuracy, golden::ACCURACY);
        close(scores.macro_f1, golden::MACRO_F1);
        close(scores.weighted_f1, golden::WEIGHTED_F1);
        for (label, [precision, recall, f1]) in scores.labels.iter().zip(golden::LABEL_SCORES) {
            close(label.precision, precision);
            close(label.recall, recall);
            close(label.f1, f1);
        }
    }

    #[test]
    fn a_label_nobody_used_counts_nowhere() {
        let mut confusion = Confusion::new(&["correct", "contradictory", "incorrect"]);
        confusion.add("correct", "correct");
        confusion.add("incorrect", "correct");
        confusion.add("of another scheme", "correct");
        let scores = confusion.classification();
        assert_eq!(confusion.total(), 2);
        assert_eq!(scores.labels[1].f1, None);
        assert_eq!(scores.labels[2].precision, None);
        assert_eq!(scores.labels[2].recall, Some(0.0));
        // F1 of `correct` is 2/3, of `incorrect` 0; `contradictory` is left out of the mean.
        close(scores.macro_f1, 1.0 / 3.0);
        close(scores.weighted_f1, 1.0 / 3.0);
    }

    #[test]
    fn nothing_counted_is_undefined() {
        let scores = Confusion::new(&["correct", "incorrect"]).classification();
        assert_eq!((scores.accuracy, scores.macro_f1, scores.weighted_f1), (None, None, None));
    }

    #[test]
    fn joining_counts_as_often_as_drawn() {
        let mut confusion = example();
        confusion.join(&example(), 2);
        assert_eq!(confusion.total(), 3 * HUMAN_LABELS.len() as u64);
        close(confusion.classification().macro_f1, golden::MACRO_F1);
    }
}
