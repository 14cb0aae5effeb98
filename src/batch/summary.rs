//! What a run did so far.

use crate::overrides::Usage;
use crate::rows::RowError;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Errors kept for the closing message.
pub const ERRORS_KEPT: usize = 5;

/// Places kept for a warning.
const PLACES_KEPT: usize = 3;

/// Rows of one kind: how many, and where the first few are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// How many there are.
    pub count: u64,
    /// File and line of the first few.
    pub first: Vec<(String, u64)>,
}

impl Places {
    /// Counts a row.
    pub fn add(&mut self, file: &str, line: u64) {
        self.count += 1;
        if self.first.len() < PLACES_KEPT {
            self.first.push((file.to_string(), line));
        }
    }

    /// Adds what came after.
    fn join(&mut self, later: Places) {
        self.count += later.count;
        let room = PLACES_KEPT.saturating_sub(self.first.len());
        self.first.extend(later.first.into_iter().take(room));
    }
}

impl fmt::Display for Places {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        for (at, (file, line)) in self.first.iter().enumerate() {
            write!(out, "{}{file}, line {line}", if at > 0 { "; " } else { "" })?;
        }
        match self.count.saturating_sub(self.first.len() as u64) {
            0 => Ok(()),
            more => write!(out, "; and {more} more"),
        }
    }
}

/// Counts of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Rows read.
    pub rows: u64,
    /// Rows that could not be graded.
    pub failed: u64,
    /// Rows that a person should look at.
    pub review: u64,
    /// Rows by band: weak, average, strong.
    pub bands: [u64; 3],
    /// The first few errors: file, line, error.
    pub errors: Vec<(String, u64, RowError)>,
    /// Rows with the ids of an earlier row.
    #[serde(default)]
    pub repeated: Places,
    /// Graded answers of a candidate to a question that the candidate has answered before.
    #[serde(default)]
    pub again: Places,
    /// Rows of an item of the bank whose own references were not used.
    #[serde(default)]
    pub unused_references: Places,
    /// Rows with a question and references of their own whose id is that of another item of the bank.
    #[serde(default)]
    pub unused_ids: Places,
    /// What became of a person's marks.
    #[serde(default)]
    pub marks: Usage,
}

impl Summary {
    /// Counts a row that could not be graded.
    pub fn fail(&mut self, file: &str, line: u64, error: RowError) {
        self.failed += 1;
        if self.errors.len() < ERRORS_KEPT {
            self.errors.push((file.to_string(), line, error));
        }
    }

    /// Adds what came after.
    pub fn add(&mut self, later: Summary) {
        self.rows += later.rows;
        self.failed += later.failed;
        self.review += later.review;
        for (sum, more) in self.bands.iter_mut().zip(later.bands) {
            *sum += more;
        }
        self.repeated.join(later.repeated);
        self.again.join(later.again);
        self.unused_references.join(later.unused_references);
        self.unused_ids.join(later.unused_ids);
        self.marks.add(later.marks);
        let room = ERRORS_KEPT.saturating_sub(self.errors.len());
        self.errors.extend(later.errors.into_iter().take(room));
    }
}
