//! What is counted about each item while answers stream by: a few numbers an item, however many answers.

use super::histogram::Histogram;
use crate::agreement::correlation::pearson_of;
use crate::agreement::moments::Moments;
use crate::rows::record::{Record, RecordGrade, RecordStatement};
use crate::scoring::{Flag, Status, credit};

/// Counts about one item.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ItemTally {
    /// The item's id, or the question's text where rows brought their own.
    pub id: String,
    /// The question's text, where rows brought it along.
    pub question: Option<String>,
    /// The most points; the largest where rows differ.
    pub max_score: Option<f64>,
    /// Score (x) and confidence (y).
    pub scores: Moments,
    /// Spread of the scores.
    pub histogram: Histogram,
    /// Answers by band: weak, average, strong.
    pub bands: [u64; 3],
    /// Answers that a person should look at.
    pub review: u64,
    /// Answers with each of [`Flag::ALL`].
    pub flags: [u64; 8],
    /// Concepts in the order of the keyword set.
    pub concepts: Vec<ConceptTally>,
    /// Misconceptions found, in the order of their first appearance.
    pub misconceptions: Vec<StatementTally>,
    /// Red flags found, in the order of their first appearance.
    pub red_flags: Vec<StatementTally>,
}

/// Counts about one concept.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConceptTally {
    /// The concept's id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What it can add.
    pub weight: f64,
    /// The band is capped while it is missing.
    pub required: bool,
    /// It belongs to a group of which some are enough: that few name it says nothing.
    pub grouped: bool,
    /// Answers by status: met, partial, missed, contradicted.
    pub counts: [u64; 4],
    /// Credit (x: 1, 0.5 or 0) against the share of the other concepts' weight that the same answer earned (y).
    rest: Moments,
}

/// How often a misconception or a red flag was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatementTally {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Answers that have it.
    pub count: u64,
}

impl ItemTally {
    /// For an item that was met for the first time in this record.
    pub fn of(record: &Record) -> Self {
        ItemTally { id: record.item().to_string(), question: record.question.clone(), ..ItemTally::default() }
    }

    /// Adds an answer.
    pub fn add(&mut self, record: &Record, grade: &RecordGrade) {
        self.scores.add(grade.score, grade.confidence, 1.0);
        self.histogram.add(grade.score);
        self.bands[grade.band as usize] += 1;
        self.review += u64::from(grade.needs_review);
        for (count, flag) in self.flags.iter_mut().zip(Flag::ALL) {
            *count += u64::from(grade.flags.contains(&flag));
        }
        if let Some(max) = record.max_score {
            self.max_score = Some(self.max_score.map_or(max, |known| known.max(max)));
        }
        self.add_concepts(grade);
        add_statements(&mut self.misconceptions, &grade.misconceptions);
        add_statements(&mut self.red_flags, &grade.red_flags);
    }

    fn add_concepts(&mut self, grade: &RecordGrade) {
        let concepts = &grade.concepts;
        let earned: f64 = concepts.iter().map(|concept| concept.weight * credit(concept.status)).sum();
        let possible: f64 = concepts.iter().map(|concept| concept.weight).sum();
        for (at, concept) in concepts.iter().enumerate() {
            // The same place as a rule; rows that bring their own references may differ.
            let known = match self.concepts.get(at) {
                Some(known) if known.id == concept.id => Some(at),
                _ => self.concepts.iter().position(|known| known.id == concept.id),
            };
            let tally = match known {
                Some(at) => &mut self.concepts[at],
                None => {
                    self.concepts.push(ConceptTally {
                        id: concept.id.clone(),
                        label: concept.label.clone(),
                        weight: concept.weight,
                        required: concept.required,
                        grouped: grade.groups.iter().any(|group| group.of.contains(&concept.id)),
                        ..ConceptTally::default()
                    });
                    let last = self.concepts.len() - 1;
                    &mut self.concepts[last]
                }
            };
            tally.counts[concept.status as usize] += 1;
            let (credit, others) = (credit(concept.status), possible - concept.weight);
            if others > 1e-9 {
                tally.rest.add(credit, (earned - concept.weight * credit) / others, 1.0);
            }
        }
    }

    /// Answers.
    pub fn answers(&self) -> u64 {
        self.scores.weight as u64
    }

    /// Facility, 0 to 1: the mean score of those who answered (the proportion correct of the textbooks, for scores
    /// between right and wrong; Lord and Novick 1968).
    pub fn facility(&self) -> f64 {
        self.scores.mean_of_x().unwrap_or_default()
    }

    /// Share of the answers, 0 to 1.
    pub fn share(&self, count: u64) -> f64 {
        share(count, self.answers())
    }

    /// Answers with a flag.
    pub fn flagged(&self, flag: Flag) -> u64 {
        Flag::ALL.iter().position(|known| *known == flag).map_or(0, |at| self.flags[at])
    }
}

impl ConceptTally {
    /// Answers in which it was judged.
    pub fn answers(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Answers with a status.
    pub fn with(&self, status: Status) -> u64 {
        self.counts[status as usize]
    }

    /// Share of the answers with a status, 0 to 1.
    pub fn share(&self, status: Status) -> f64 {
        share(self.with(status), self.answers())
    }

    /// Hit rate, 0 to 1: the share of answers that meet it, partly met ones counted half.
    pub fn hit_rate(&self) -> f64 {
        self.share(Status::Met) + 0.5 * self.share(Status::Partial)
    }

    /// Point-biserial correlation with the rest of the item, -1 to 1: Pearson's correlation of the concept's credit with
    /// what the same answers earned by the other concepts (weights as they stand; groups do not count here). `None`
    /// without spread, or without other concepts.
    pub fn rest(&self) -> Option<f64> {
        pearson_of(&self.rest)
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Adds what an answer has to the counts.
pub fn add_statements(tallies: &mut Vec<StatementTally>, found: &[RecordStatement]) {
    for statement in found {
        match tallies.iter_mut().find(|tally| tally.id == statement.id) {
            Some(tally) => tally.count += 1,
            None => tallies.push(StatementTally { id: statement.id.clone(), label: statement.label.clone(), count: 1 }),
        }
    }
}
