//! What a run did so far.

use crate::overrides::Usage;
use crate::rows::RowError;
use serde::{Deserialize, Serialize};

/// Errors kept for the closing message.
pub const ERRORS_KEPT: usize = 5;

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
    /// Rows with the ids of an earlier row of their file.
    #[serde(default)]
    pub repeated: u64,
    /// The first of them: file and line.
    #[serde(default)]
    pub first_repeated: Option<(String, u64)>,
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

    /// Counts a row that has the ids of an earlier one.
    pub fn repeat(&mut self, file: &str, line: u64) {
        self.repeated += 1;
        self.first_repeated.get_or_insert_with(|| (file.to_string(), line));
    }

    /// Adds what came after.
    pub fn add(&mut self, later: Summary) {
        self.rows += later.rows;
        self.failed += later.failed;
        self.review += later.review;
        for (sum, more) in self.bands.iter_mut().zip(later.bands) {
            *sum += more;
        }
        self.repeated += later.repeated;
        if self.first_repeated.is_none() {
            self.first_repeated = later.first_repeated;
        }
        self.marks.add(later.marks);
        let room = ERRORS_KEPT.saturating_sub(self.errors.len());
        self.errors.extend(later.errors.into_iter().take(room));
    }
}
