//! Grading many rows: raw rows are read in blocks, graded in parallel, written in the order in which they came.
//!
//! While one block is graded the next is read and the last is written, so that all cores have work; memory holds a few
//! blocks, however long the input is.

use crate::engine::Engine;
use crate::rows::input::{self, Columns, Raw, Rows};
use crate::rows::output::{self, OutFormat};
use crate::rows::{InputError, Row, RowError};
use crate::scoring::Grader;
use rayon::prelude::*;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

/// Rows in a block.
const BLOCK: usize = 1024;

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
}

/// Errors kept for the closing message.
const ERRORS_KEPT: usize = 5;

/// Why a run ended early.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// An input cannot be read.
    #[error(transparent)]
    Input(#[from] InputError),
    /// An output cannot be written.
    #[error("{name}: {source}")]
    Output {
        /// The output.
        name: String,
        /// Why.
        source: std::io::Error,
    },
    /// Stopped by the user.
    #[error("interrupted; no output was written")]
    Interrupted,
    /// A bad row under `--strict`.
    #[error("{file}, line {line}: {} (stopped because of --strict; no output was written)", error.message)]
    Strict {
        /// The file.
        file: String,
        /// The line.
        line: u64,
        /// What is wrong.
        error: RowError,
    },
}

/// One output: where it goes and in which format.
pub struct Target<'a> {
    /// For messages.
    pub name: String,
    /// The format.
    pub format: OutFormat,
    /// Where the bytes go.
    pub writer: &'a mut (dyn Write + Send),
}

/// One row's result in every format asked for.
struct Done {
    lines: Vec<Vec<u8>>,
    line: u64,
    outcome: Result<(usize, bool), RowError>,
}

/// Grades the rows of all inputs into all targets.
pub fn run(
    engine: &Engine,
    inputs: &mut [Rows],
    targets: &mut [Target],
    strict: bool,
    stop: &AtomicBool,
    mut progress: impl FnMut(u64) + Send,
) -> Result<Summary, BatchError> {
    let mut summary = Summary::default();
    for target in targets.iter_mut() {
        let mut head = Vec::new();
        output::header(target.format, &mut head)
            .and_then(|()| target.writer.write_all(&head))
            .map_err(|source| BatchError::Output { name: target.name.clone(), source })?;
    }
    let formats: Vec<OutFormat> = targets.iter().map(|target| target.format).collect();
    for input in inputs {
        let columns = input.columns();
        let file = input.name().to_string();
        let mut block = read_block(input)?;
        let mut finished: Vec<Done> = Vec::new();
        while !block.is_empty() || !finished.is_empty() {
            if stop.load(Ordering::Relaxed) {
                return Err(BatchError::Interrupted);
            }
            let current = std::mem::take(&mut block);
            let (graded, side) = rayon::join(
                || grade_block(engine, current, &columns, &formats),
                || {
                    let written = write_block(std::mem::take(&mut finished), targets, strict, &file, &mut summary);
                    written.and_then(|()| read_block(input).map_err(BatchError::from))
                },
            );
            block = side?;
            finished = graded;
            progress(summary.rows);
        }
    }
    for target in targets.iter_mut() {
        target.writer.flush().map_err(|source| BatchError::Output { name: target.name.clone(), source })?;
    }
    Ok(summary)
}

fn read_block(input: &mut Rows) -> Result<Vec<Raw>, InputError> {
    let mut block = Vec::with_capacity(BLOCK);
    while block.len() < BLOCK {
        match input.next_raw()? {
            Some(raw) => block.push(raw),
            None => break,
        }
    }
    Ok(block)
}

fn grade_block(engine: &Engine, block: Vec<Raw>, columns: &Columns, formats: &[OutFormat]) -> Vec<Done> {
    block
        .into_par_iter()
        .with_min_len(16)
        .map_init(Grader::default, |grader, raw| grade_row(engine, grader, raw, columns, formats))
        .collect()
}

fn grade_row(engine: &Engine, grader: &mut Grader, raw: Raw, columns: &Columns, formats: &[OutFormat]) -> Done {
    let numbered = input::parse(raw, columns);
    let mut lines: Vec<Vec<u8>> = vec![Vec::new(); formats.len()];
    let line = numbered.line;
    let row = match numbered.row {
        Ok(row) => row,
        Err((row, error)) => return failed(formats, lines, &row, line, error),
    };
    let graded = with_rubric(engine, &row, |rubric| {
        let grade = grader.grade(rubric, &row.answer);
        for (format, out) in formats.iter().zip(&mut lines) {
            // Writing to memory cannot fail.
            let _ = output::good(*format, &row, &grade, out);
        }
        (grade.band as usize, grade.needs_review)
    });
    match graded {
        Ok(outcome) => Done { lines, line, outcome: Ok(outcome) },
        Err(error) => failed(formats, lines, &row, line, error),
    }
}

/// Finds the rubric of a row, in the bank or in the row itself.
pub fn with_rubric<T>(
    engine: &Engine,
    row: &Row,
    act: impl FnOnce(&crate::rubric::Rubric) -> T,
) -> Result<T, RowError> {
    let id = row.question_id.as_deref().unwrap_or_default();
    if let Some(rubric) = engine.rubric(id) {
        return Ok(act(rubric));
    }
    if !row.references.is_empty() {
        return Ok(act(&engine.inline(id, row.question.as_deref().unwrap_or_default(), &row.references)));
    }
    let near = engine.bank().suggest(id);
    let help = if near.is_empty() {
        "`gradus items` lists them all".to_string()
    } else {
        format!("did you mean `{}`?", near.join("`, `"))
    };
    Err(RowError::new("unknown-item", format!("there is no item `{id}` in the bank; {help}")))
}

fn failed(formats: &[OutFormat], mut lines: Vec<Vec<u8>>, row: &Row, line: u64, error: RowError) -> Done {
    for (format, out) in formats.iter().zip(&mut lines) {
        out.clear();
        // Writing to memory cannot fail.
        let _ = output::bad(*format, row, line, &error, out);
    }
    Done { lines, line, outcome: Err(error) }
}

fn write_block(
    block: Vec<Done>,
    targets: &mut [Target],
    strict: bool,
    file: &str,
    summary: &mut Summary,
) -> Result<(), BatchError> {
    for done in block {
        summary.rows += 1;
        match done.outcome {
            Ok((band, review)) => {
                summary.bands[band] += 1;
                summary.review += u64::from(review);
            }
            Err(error) if strict => return Err(BatchError::Strict { file: file.to_string(), line: done.line, error }),
            Err(error) => {
                summary.failed += 1;
                if summary.errors.len() < ERRORS_KEPT {
                    summary.errors.push((file.to_string(), done.line, error));
                }
            }
        }
        for (target, line) in targets.iter_mut().zip(&done.lines) {
            target.writer.write_all(line).map_err(|source| BatchError::Output { name: target.name.clone(), source })?;
        }
    }
    Ok(())
}
