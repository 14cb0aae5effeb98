//! A store as JSON Lines, out and in: a first line that says what this is, then a row for everything that is kept.
//!
//! Reading the same file twice changes nothing: rows are known by their `uid`.

use super::store::Kept;
use super::{Store, StoreError};
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Write};

/// The version of the format that is written, and the highest that is read.
const VERSION: u32 = 1;

/// What is wrong with a file that does not begin as an export does.
const NO_HEAD: &str = "expected {\"gradus_practice\":1}, the first line that `gradus progress --export` writes";

/// The first line.
#[derive(Serialize, Deserialize)]
struct Head {
    gradus_practice: u32,
}

/// Why an export or an import failed.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file.
    #[error("{name}: {source}")]
    File {
        /// The file.
        name: String,
        /// Why.
        source: io::Error,
    },
}

/// Writes everything that is kept. Returns how many rows.
pub fn export(store: &Store, name: &str, out: &mut impl Write) -> Result<u64, TransferError> {
    let failed = |source| TransferError::File { name: name.to_string(), source };
    line(out, &Head { gradus_practice: VERSION }).map_err(failed)?;
    let mut rows = 0;
    store.each_kept(|kept| {
        rows += 1;
        line(out, kept).map_err(|source| TransferError::File { name: name.to_string(), source })
    })?;
    Ok(rows)
}

fn line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// Reads all rows of an export. It is whole and sound, or it is refused.
pub fn read(name: &str, input: impl BufRead) -> Result<Vec<Kept>, TransferError> {
    let mut rows = Vec::new();
    let mut begun = false;
    for (at, line) in input.lines().enumerate() {
        let line = line.map_err(|source| TransferError::File { name: name.to_string(), source })?;
        let wrong = |message: String| StoreError::Import { file: name.to_string(), line: at as u64 + 1, message };
        let text = line.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            continue;
        }
        if !begun {
            let head: Head = serde_json::from_str(text).map_err(|_| wrong(NO_HEAD.to_string()))?;
            if head.gradus_practice > VERSION {
                let found = head.gradus_practice;
                return Err(wrong(format!("written by a newer gradus (format {found}); update gradus")).into());
            }
            begun = true;
            continue;
        }
        let row: Kept = serde_json::from_str(text).map_err(|error| {
            wrong(format!("not a row of an export: {error}; expected `kind` answer, dispute, draft or skip"))
        })?;
        check(&row).map_err(|problem| wrong(problem.to_string()))?;
        rows.push(row);
    }
    if !begun {
        return Err(StoreError::Import { file: name.to_string(), line: 1, message: NO_HEAD.to_string() }.into());
    }
    Ok(rows)
}

/// What a row must have beyond its form.
fn check(row: &Kept) -> Result<(), &'static str> {
    match row {
        Kept::Answer(answer) if answer.uid.is_empty() => Err("`uid` is empty; by it an answer is known again"),
        Kept::Answer(answer) if !(0.0..=1.0).contains(&answer.score) => Err("`score` must be between 0 and 1"),
        Kept::Answer(answer) if answer.attempt == 0 => Err("`try` counts from 1"),
        Kept::Dispute(dispute) if dispute.uid.is_empty() => Err("`uid` is empty; by it a dispute is known again"),
        _ => Ok(()),
    }
}
