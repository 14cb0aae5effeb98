//! From answers, one by one, to an analysis. Memory holds a few numbers for each item and candidate, and 24 bytes for
//! each answer, up to limits; what goes beyond is counted and named.

use super::candidates::{CandidateFigures, People, Person};
use super::discrimination::{Discrimination, discrimination};
use super::findings::{Finding, findings};
use super::histogram::Histogram;
use super::reliability::{Alpha, Covariances};
use super::scores::{Candidates, Score, ScoreTable, Signs, packed};
use super::tally::{ItemTally, StatementTally, add_statements};
use crate::agreement::moments::Moments;
use crate::rows::record::{Record, RecordGrade};
use crate::scoring::Flag;
use rustc_hash::FxHashMap;

/// Items that are analysed; answers to further ones are only counted.
pub const MOST_ITEMS: usize = 2_000;
/// Candidates that are ranked; further ones count for their items alone.
pub const MOST_CANDIDATES: usize = 200_000;
/// Answers that candidates are ranked by and compared with; further ones count for their items alone.
pub const MOST_SCORES: usize = 2_000_000;
/// Rows that failed, kept with their reasons.
pub const ERRORS_KEPT: usize = 100;

/// Counts over all answers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overall {
    /// The input files, in their order.
    pub files: Vec<String>,
    /// Rows read.
    pub rows: u64,
    /// Rows that could not be graded.
    pub failed: u64,
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
    /// Red flags found, the most frequent first.
    pub red_flags: Vec<StatementTally>,
}

/// A row that could not be graded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// The input file.
    pub file: String,
    /// 1-based line where the row begins.
    pub line: u64,
    /// The answer's id.
    pub answer_id: String,
    /// A word from a closed list, such as `unknown-item`.
    pub code: String,
    /// What is wrong and how to mend it.
    pub message: String,
}

/// Answers that limits left out of a part of the analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// To items beyond [`MOST_ITEMS`].
    pub of_items: u64,
    /// Not ranked: of candidates beyond [`MOST_CANDIDATES`], or beyond [`MOST_SCORES`].
    pub of_candidates: u64,
}

/// One item's figures.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ItemFigures {
    /// What was counted.
    pub tally: ItemTally,
    /// How it tells strong from weak candidates.
    pub discrimination: Discrimination,
    /// Cronbach's alpha of the other items.
    pub alpha_without: Option<f64>,
}

/// Everything that is told about a run's answers together.
#[derive(Debug, Clone, Default)]
pub struct ItemAnalysis {
    /// Over all answers.
    pub overall: Overall,
    /// Items in the order of their first appearance.
    pub items: Vec<ItemFigures>,
    /// Candidates from best to worst.
    pub candidates: Vec<CandidateFigures>,
    /// Candidates none of whose rows could be graded, in the order of their first appearance: they have no rank.
    pub ungraded: Vec<Person>,
    /// The candidates' scores; an item's number is its place in `items`.
    pub scores: Candidates,
    /// Cronbach's alpha over all items.
    pub alpha: Option<Alpha>,
    /// What looks broken, and why; item by item.
    pub findings: Vec<Finding>,
    /// The first rows that failed.
    pub failed: Vec<Failed>,
    /// What limits left out.
    pub left_out: LeftOut,
}

impl ItemAnalysis {
    /// How many candidates there are, with those who could not be graded.
    pub fn people(&self) -> usize {
        self.candidates.len() + self.ungraded.len()
    }
}

/// Takes in answers.
#[derive(Debug, Clone, Default)]
pub struct Gatherer {
    overall: Overall,
    items: Vec<ItemTally>,
    by_id: FxHashMap<String, u16>,
    people: People,
    scores: ScoreTable,
    failed: Vec<Failed>,
    left_out: LeftOut,
}

impl Gatherer {
    /// Adds a row. Its [`Record::at`] is kept as [`Score::place`].
    pub fn add(&mut self, record: &Record) {
        self.overall.rows += 1;
        // Rows of a file stand together.
        if self.overall.files.last() != Some(&record.file) {
            self.overall.files.push(record.file.clone());
        }
        match &record.grade {
            Some(grade) => self.add_graded(record, grade),
            None => self.add_failed(record),
        }
    }

    fn add_graded(&mut self, record: &Record, grade: &RecordGrade) {
        let overall = &mut self.overall;
        overall.scores.add(grade.score, grade.confidence, 1.0);
        overall.histogram.add(grade.score);
        overall.bands[grade.band as usize] += 1;
        overall.review += u64::from(grade.needs_review);
        for (count, flag) in overall.flags.iter_mut().zip(Flag::ALL) {
            *count += u64::from(grade.flags.contains(&flag));
        }
        add_statements(&mut overall.red_flags, &grade.red_flags);
        let item = match self.by_id.get(record.item()) {
            Some(item) => *item,
            None if self.items.len() >= MOST_ITEMS => {
                self.left_out.of_items += 1;
                return;
            }
            None => {
                let item = self.items.len() as u16;
                self.by_id.insert(record.item().to_string(), item);
                self.items.push(ItemTally::of(record));
                item
            }
        };
        self.items[usize::from(item)].add(record, grade);
        let room = self.scores.len() < MOST_SCORES;
        let Some(candidate) = room.then(|| self.people.number(record, MOST_CANDIDATES)).flatten() else {
            self.left_out.of_candidates += 1;
            return;
        };
        let signs = Signs {
            needs_review: grade.needs_review,
            red_flag: !grade.red_flags.is_empty(),
            misconception: !grade.misconceptions.is_empty(),
        };
        let mut score = Score::new(candidate, item, grade.score, grade.band).with(&grade.flags, signs);
        score.place = record.at;
        score.confidence = packed(grade.confidence);
        score.max = record.max_score.map_or(1.0, |max| max as f32);
        self.scores.add(score);
    }

    fn add_failed(&mut self, record: &Record) {
        self.overall.failed += 1;
        // One beyond the limit is only not listed.
        let _ = self.people.number(record, MOST_CANDIDATES);
        if self.failed.len() < ERRORS_KEPT {
            let (code, message) =
                record.error.as_ref().map(|error| (error.code.to_string(), error.message.clone())).unwrap_or_default();
            self.failed.push(Failed {
                file: record.file.clone(),
                line: record.line,
                answer_id: record.answer_id.clone(),
                code,
                message,
            });
        }
    }

    /// Computes what needs all answers.
    pub fn finish(mut self) -> ItemAnalysis {
        let scores = self.scores.by_candidate();
        let alpha = Covariances::new(self.items.len()).and_then(|mut covariances| {
            scores.iter().for_each(|scores| covariances.add(scores));
            covariances.alpha()
        });
        let discrimination = discrimination(&scores, self.items.len());
        let has_points = self.items.iter().any(|item| item.max_score.is_some());
        let without = |item: usize| alpha.as_ref().and_then(|alpha| alpha.without.get(item).copied().flatten());
        let items: Vec<ItemFigures> = self
            .items
            .into_iter()
            .zip(discrimination)
            .enumerate()
            .map(|(at, (tally, discrimination))| ItemFigures { tally, discrimination, alpha_without: without(at) })
            .collect();
        // Stable: equally frequent ones stay in the order of their first appearance.
        self.overall.red_flags.sort_by_key(|flag| std::cmp::Reverse(flag.count));
        let (candidates, ungraded) = self.people.ranked(&scores, has_points);
        ItemAnalysis {
            candidates,
            ungraded,
            findings: findings(&items, alpha.as_ref()),
            overall: self.overall,
            items,
            scores,
            alpha,
            failed: self.failed,
            left_out: self.left_out,
        }
    }
}
