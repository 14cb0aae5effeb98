//! Grading many rows: raw rows are read in blocks, graded in parallel, written in the order in which they came.
//!
//! While one block is graded the next is read and the last is written, so that all cores have work; memory holds a few
//! blocks, however long the input is.

use crate::engine::Engine;
use crate::overrides::{self, Overridden, Overrides, Usage};
use crate::rows::input::{self, Columns, Raw, Rows};
use crate::rows::output::{Outcome, OutputError, Stream, Target};
use crate::rows::{InputError, Row, RowError};
use crate::scoring::{Grade, Grader};
use rayon::prelude::*;
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
    /// What became of a person's marks.
    pub marks: Usage,
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
    #[error(transparent)]
    Output(#[from] OutputError),
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

/// One row's result in every format asked for.
struct Done {
    lines: Vec<Vec<u8>>,
    line: u64,
    outcome: Result<(usize, bool), RowError>,
    marks: Usage,
}

/// Grades the rows of all inputs into all targets.
pub fn run(
    engine: &Engine,
    inputs: &mut [Rows],
    targets: &mut [Target],
    overrides: Option<&Overrides>,
    strict: bool,
    stop: &AtomicBool,
    mut progress: impl FnMut(u64) + Send,
) -> Result<Summary, BatchError> {
    let mut summary = Summary::default();
    for target in targets.iter_mut() {
        let mut head = Vec::new();
        target
            .stream
            .header(&mut head)
            .and_then(|()| target.writer.write_all(&head))
            .map_err(|source| failed(target, source))?;
    }
    let streams: Vec<&dyn Stream> = targets.iter().map(|target| target.stream).collect();
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
                || grade_block(engine, current, &columns, &file, &streams, overrides),
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
        target.writer.flush().map_err(|source| failed(target, source))?;
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

fn failed(target: &Target, source: std::io::Error) -> BatchError {
    OutputError { name: target.name.clone(), source }.into()
}

fn grade_block(
    engine: &Engine,
    block: Vec<Raw>,
    columns: &Columns,
    file: &str,
    streams: &[&dyn Stream],
    overrides: Option<&Overrides>,
) -> Vec<Done> {
    block
        .into_par_iter()
        .with_min_len(16)
        .map_init(Grader::default, |grader, raw| {
            let numbered = input::parse(raw, columns);
            let line = numbered.line;
            let (row, result) = match &numbered.row {
                Ok(row) => (row, Ok(())),
                Err((row, error)) => (&**row, Err(error.clone())),
            };
            let mut lines = Vec::new();
            let mut marks = Usage::default();
            let graded = result.and_then(|()| {
                with_rubric(engine, row, |rubric| {
                    let mut grade = grader.grade(rubric, &row.answer);
                    let overridden = overridden(overrides, row, &mut grade, &mut marks);
                    lines = encode(streams, &Outcome { row, file, line, result: Ok(&grade), overridden: overridden.as_ref() });
                    (grade.band as usize, grade.needs_review)
                })
            });
            if let Err(error) = &graded {
                lines = encode(streams, &Outcome { row, file, line, result: Err(error), overridden: None });
                if let Some((mark, _)) = find(overrides, row) {
                    marks.refuse(mark, "the answer could not be graded".to_string());
                }
            }
            Done { lines, line, outcome: graded, marks }
        })
        .collect()
}

fn find<'o>(overrides: Option<&'o Overrides>, row: &Row) -> Option<(usize, &'o overrides::Override)> {
    overrides?.find(&row.answer_id, row.question_id.as_deref(), row.candidate_id.as_deref())
}

/// Puts a person's mark for a row, if there is one, in the place of its grade.
fn overridden(
    overrides: Option<&Overrides>,
    row: &Row,
    grade: &mut Grade,
    marks: &mut Usage,
) -> Option<Overridden> {
    let (number, mark) = find(overrides, row)?;
    match overrides::apply(mark, grade, row.max_score) {
        Ok(overridden) => {
            marks.apply(number);
            Some(overridden)
        }
        Err(why) => {
            marks.refuse(number, why);
            None
        }
    }
}

fn encode(streams: &[&dyn Stream], outcome: &Outcome) -> Vec<Vec<u8>> {
    let encoded = streams.iter().map(|stream| {
        let mut out = Vec::new();
        // Writing to memory cannot fail.
        let _ = stream.encode(outcome, &mut out);
        out
    });
    encoded.collect()
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

fn write_block(
    block: Vec<Done>,
    targets: &mut [Target],
    strict: bool,
    file: &str,
    summary: &mut Summary,
) -> Result<(), BatchError> {
    for done in block {
        summary.rows += 1;
        summary.marks.add(done.marks);
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
            target.writer.write_all(line).map_err(|source| failed(target, source))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::input::Format;
    use crate::rows::output::JsonLines;

    fn grade(text: &str, strict: bool, stop: bool) -> (Result<Summary, BatchError>, String, Vec<u64>) {
        let engine = Engine::shipped();
        let rows = input::read("rows.csv", Box::new(std::io::Cursor::new(text.as_bytes().to_vec())), Some(Format::Csv));
        let mut out: Vec<u8> = Vec::new();
        let mut progress = Vec::new();
        let mut targets = [Target { name: "out".into(), stream: &JsonLines, writer: &mut out }];
        let summary = run(&engine, &mut [rows.expect("rows")], &mut targets, None, strict, &AtomicBool::new(stop), |rows| {
            progress.push(rows);
        });
        (summary, String::from_utf8(out).expect("UTF-8"), progress)
    }

    /// More than two blocks; every tenth row names no item.
    fn many() -> String {
        let id = |at: usize| if at % 10 == 9 { "nothing" } else { "gil" };
        let rows = (0..2 * BLOCK + 77).map(|at| format!("{at},{},One thread at a time\n", id(at)));
        format!("answer_id,question_id,answer\n{}", rows.collect::<String>())
    }

    #[test]
    fn blocks_are_joined_in_order_and_counted() {
        let (summary, out, progress) = grade(&many(), false, false);
        let summary = summary.expect("done");
        let rows = 2 * BLOCK as u64 + 77;
        assert_eq!((summary.rows, summary.failed), (rows, rows / 10));
        assert_eq!(summary.bands.iter().sum::<u64>(), rows - rows / 10);
        assert_eq!(summary.errors.len(), ERRORS_KEPT, "only the first few are kept");
        assert_eq!((summary.errors[0].1, summary.errors[0].2.code), (11, "unknown-item"));
        for (at, line) in out.lines().enumerate() {
            assert!(line.starts_with(&format!("{{\"answer_id\":\"{at}\"")), "{line}");
        }
        assert_eq!(out.lines().count() as u64, rows);
        assert!(progress.is_sorted() && progress.last() == Some(&rows), "{progress:?}");
    }

    #[test]
    fn strict_names_file_line_and_reason() {
        let error = grade(&many(), true, false).0.expect_err("a bad row");
        assert!(error.to_string().starts_with("rows.csv, line 11: there is no item `nothing`"), "{error}");
    }

    #[test]
    fn a_stop_ends_the_run() {
        assert!(matches!(grade(&many(), false, true).0, Err(BatchError::Interrupted)));
    }

    #[test]
    fn a_row_error_of_one_row_is_only_its_own() {
        let text = "question_id,answer\ngil,One lock\ngil,One,lock\ngil,One lock\n";
        let (summary, out, _) = grade(text, false, false);
        assert_eq!(summary.expect("done").failed, 1);
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines[0].replacen("\"1\"", "", 1), lines[2].replacen("\"3\"", "", 1));
        assert!(lines[1].contains("\"line\":3,\"error\":{\"code\":\"field-count\""), "{}", lines[1]);
    }
}
