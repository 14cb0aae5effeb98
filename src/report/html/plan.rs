//! How much of a run the page holds: all of a small one; of a large one the figures of everything and the pages of the
//! best-ranked candidates, so that a browser can still open it.

use super::item;
use crate::analysis::ItemAnalysis;
use crate::report::extras::Extras;
use crate::report::words::{count, grouped};
use crate::rows::spill::Spill;
use std::io;

/// Most answers shown in full.
pub const MOST_ANSWERS: usize = 3_000;
/// Most bytes of their texts.
pub const MOST_BYTES: usize = 16 << 20;
/// Most candidates in the table.
pub const MOST_ROWS: usize = 2_000;
/// Most questions with a page.
pub const MOST_QUESTIONS: usize = 500;
/// Most answers in the order of review.
pub const MOST_REVIEWS: usize = 500;
/// Most answers listed on a question's page.
pub const MOST_LISTED: usize = 200;

/// What the page holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// So many of the best-ranked candidates have a page.
    pub pages: usize,
    /// So many candidates are in the table.
    pub rows: usize,
    /// So many questions have a page.
    pub questions: usize,
}

impl Plan {
    /// What fits.
    pub fn of(analysis: &ItemAnalysis, spill: &Spill) -> io::Result<Plan> {
        let mut reader = spill.reader()?;
        let (mut pages, mut answers, mut bytes) = (0, 0, 0);
        'candidates: for candidate in &analysis.candidates {
            let scores = analysis.scores.of(candidate.index);
            answers += scores.len();
            if answers > MOST_ANSWERS {
                break;
            }
            for score in scores {
                bytes += reader.record(score.place)?.answer.len();
                if bytes > MOST_BYTES {
                    break 'candidates;
                }
            }
            pages += 1;
        }
        Ok(Plan { pages, rows: MOST_ROWS, questions: MOST_QUESTIONS.min(analysis.items.len()) })
    }

    /// The place of the page of the candidate who stands at this place of the ranking.
    pub fn page(&self, at: usize) -> Option<String> {
        (at < self.pages).then(|| format!("c{}", at + 1))
    }

    /// The place of this candidate's answer to an item.
    pub fn answer(&self, at: usize, item: usize) -> Option<String> {
        Some(format!("{}-{}", self.page(at)?, item::anchor(item)))
    }

    /// What is left out, in sentences.
    pub fn notes(&self, analysis: &ItemAnalysis, extras: &Extras) -> Vec<String> {
        let candidates = analysis.candidates.len();
        let mut notes = Vec::new();
        if self.pages < candidates {
            notes.push(format!(
                "This page shows the answers of the first {} of {} in the ranking. All are in the figures, and all \
                 answers with their grades are in the other outputs (-o results.jsonl, -o results.xlsx).",
                grouped(self.pages as u64),
                count(candidates as u64, "candidate", "candidates")
            ));
        }
        if self.questions < analysis.items.len() {
            notes.push(format!(
                "Of {} questions the first {} have a page.",
                grouped(analysis.items.len() as u64),
                grouped(self.questions as u64)
            ));
        }
        let left = analysis.left_out;
        if left.of_items > 0 {
            notes.push(format!(
                "{} to further questions are counted in the totals alone.",
                count(left.of_items, "answer", "answers")
            ));
        }
        if left.of_candidates > 0 {
            notes.push(format!(
                "{} beyond the first {} candidates or {} answers are counted for their questions and not ranked.",
                count(left.of_candidates, "answer", "answers"),
                grouped(crate::analysis::gather::MOST_CANDIDATES as u64),
                grouped(crate::analysis::gather::MOST_SCORES as u64)
            ));
        }
        if extras.uncompared > 0 {
            notes.push(format!(
                "{} beyond the first {} are not compared with others.",
                count(extras.uncompared, "answer", "answers"),
                grouped(crate::copies::gather::MOST_ANSWERS as u64)
            ));
        }
        notes
    }
}
