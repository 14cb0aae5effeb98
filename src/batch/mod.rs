//! Grading many rows: raw rows are read in blocks, graded in parallel, written in the order in which they came.
//!
//! While one block is graded the next is read and the last is written, so that all cores have work; memory holds a few
//! blocks, however long the input is.

mod block;
mod repeats;
mod summary;

pub use block::{Unused, instead_of, name_item, with_rubric};
pub use summary::{Places, Summary};

use crate::engine::Engine;
use crate::feedback::Reveal;
use crate::overrides::Overrides;
use crate::rows::anonymise::Anonymiser;
use crate::rows::input::{Mark, Rows};
use crate::rows::output::{OutputError, Stream, Target};
use crate::rows::{InputError, RowError};
use block::{Block, FIRST_ROWS, Graded, Graders, ROWS};
use serde::{Deserialize, Serialize};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

/// Why a run ended early.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// An input cannot be read.
    #[error(transparent)]
    Input(#[from] InputError),
    /// An output cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// Whoever reads an output has seen enough of it.
    #[error("{source}")]
    Closed {
        /// The output.
        source: OutputError,
        /// A row that could not be graded was among those seen until then.
        fell_short: bool,
    },
    /// Stopped by the user.
    #[error("interrupted")]
    Interrupted,
    /// A bad row under `--strict`.
    #[error("{file}, line {line}: {} (stopped because of --strict)", error.message)]
    Strict {
        /// The file.
        file: String,
        /// The line.
        line: u64,
        /// What is wrong.
        error: RowError,
    },
}

impl BatchError {
    /// The same error; of a closed pipe with what is known about the rows so far.
    pub fn knowing(self, fell_short: bool) -> BatchError {
        match self {
            BatchError::Output(source) if source.source.kind() == io::ErrorKind::BrokenPipe => {
                BatchError::Closed { source, fell_short }
            }
            error => error,
        }
    }
}

/// What is the same for all rows of a run.
pub struct Job<'a> {
    /// Bank and compiled items.
    pub engine: &'a Engine,
    /// A person's marks.
    pub overrides: Option<&'a Overrides>,
    /// End at the first row that cannot be graded.
    pub strict: bool,
    /// How much results tell about what is missing.
    pub reveal: Reveal,
    /// Replaces identities in all outputs.
    pub anonymiser: Option<&'a Anonymiser<'a>>,
    /// Set from outside to end the run.
    pub stop: &'a AtomicBool,
}

/// How far a run has come: everything before is in the outputs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The number of the input.
    pub input: usize,
    /// The place in it.
    pub place: Mark,
    /// Bytes in each output.
    pub written: Vec<u64>,
    /// What has been counted.
    pub summary: Summary,
}

/// Grades the rows of all inputs into all targets. `watch` is told after every block how far the run is, and how many
/// bytes of the inputs have been read.
pub fn run(
    job: &Job,
    inputs: &mut [Rows],
    targets: &mut [Target],
    from: Option<Progress>,
    mut watch: impl FnMut(&Progress, u64) -> Result<(), OutputError> + Send,
) -> Result<Progress, BatchError> {
    let mut progress = match from {
        Some(progress) => progress,
        None => {
            begin(targets)?;
            let written = targets.iter().map(|target| target.written).collect();
            Progress { written, ..Progress::default() }
        }
    };
    let streams: Vec<&dyn Stream> = targets.iter().map(|target| target.stream).collect();
    let graders = Graders::new();
    let mut seen = repeats::Seen::default();
    let mut input = progress.input;
    inputs.iter().take(input).for_each(Rows::count_as_read);
    if let Some(rows) = inputs.get_mut(input) {
        rows.go_to(progress.place)?;
    }
    let mut rows = FIRST_ROWS;
    let mut waiting = Block::read(inputs, &mut input, rows)?;
    let mut finished: Option<Graded> = None;
    while waiting.is_some() || finished.is_some() {
        if job.stop.load(Ordering::Relaxed) {
            return Err(BatchError::Interrupted);
        }
        let (block, last) = (waiting.take(), finished.take());
        rows = (2 * rows).min(ROWS);
        let (graded, side) = rayon::join(
            || block.map(|block| block.grade(job, &graders, &streams)),
            || -> Result<Option<Block>, BatchError> {
                if let Some(last) = last {
                    (progress.input, progress.place) = (last.input, last.end);
                    let fell_short = progress.summary.failed > 0 || last.has_failed();
                    let write = || -> Result<(), BatchError> {
                        last.write(job.strict, &graders, &mut seen, targets, &mut progress.summary)?;
                        progress.written.clear();
                        for target in targets.iter_mut() {
                            flush(target)?;
                            progress.written.push(target.written);
                        }
                        Ok(())
                    };
                    write().map_err(|error| error.knowing(fell_short))?;
                    watch(&progress, inputs.iter().map(|rows| rows.progress().0).sum())?;
                }
                Ok(Block::read(inputs, &mut input, rows)?)
            },
        );
        waiting = side?;
        finished = graded;
    }
    let fell_short = progress.summary.failed > 0;
    targets.iter_mut().try_for_each(flush).map_err(|error| BatchError::from(error).knowing(fell_short))?;
    Ok(progress)
}

/// Hands what has been written to the system.
fn flush(target: &mut Target) -> Result<(), OutputError> {
    target.writer.flush().map_err(|source| OutputError { name: target.name.clone(), source })
}

/// Writes what stands before the first row.
fn begin(targets: &mut [Target]) -> Result<(), OutputError> {
    for target in targets {
        let mut head = Vec::new();
        let written = target.stream.header(&mut head).and_then(|()| target.writer.write_all(&head));
        written.map_err(|source| OutputError { name: target.name.clone(), source })?;
        target.written += head.len() as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::block::ROWS as BLOCK;
    use super::summary::ERRORS_KEPT;
    use super::*;
    use crate::rows::input::{Format, read};
    use crate::rows::output::{JsonLines, Outcome};

    fn grade(text: &str, strict: bool, stop: bool) -> (Result<Summary, BatchError>, String, Vec<u64>) {
        grade_as(&JsonLines::default(), text, strict, stop)
    }

    fn grade_as(
        stream: &dyn Stream,
        text: &str,
        strict: bool,
        stop: bool,
    ) -> (Result<Summary, BatchError>, String, Vec<u64>) {
        let engine = Engine::shipped();
        let rows = read("rows.csv", Box::new(std::io::Cursor::new(text.as_bytes().to_vec())), Some(Format::Csv));
        let mut out: Vec<u8> = Vec::new();
        let mut progress = Vec::new();
        let mut targets = [Target { name: "out".into(), stream, writer: &mut out, written: 0 }];
        let job = Job {
            engine: &engine,
            overrides: None,
            strict,
            reveal: Reveal::default(),
            anonymiser: None,
            stop: &AtomicBool::new(stop),
        };
        let summary = run(&job, &mut [rows.expect("rows")], &mut targets, None, |done, _| {
            progress.push(done.summary.rows);
            Ok(())
        });
        (summary.map(|done| done.summary), String::from_utf8(out).expect("UTF-8"), progress)
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
        assert_eq!((summary.errors[0].1, summary.errors[0].2.code.name()), (11, "unknown-item"));
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

    /// A format that has no place for the answer with id 2.
    struct Picky;

    impl Stream for Picky {
        fn encode(&self, outcome: &Outcome, out: &mut Vec<u8>) -> std::io::Result<()> {
            if outcome.row.answer_id == "2" {
                return Err(std::io::Error::other("no place for it"));
            }
            JsonLines::default().encode(outcome, out)
        }
    }

    #[test]
    fn a_row_that_a_format_cannot_write_is_not_dropped_in_silence() {
        let (summary, out, _) = grade_as(&Picky, "answer_id,question_id,answer\n1,gil,A\n2,gil,B\n", false, false);
        let error = summary.expect_err("told").to_string();
        assert!(error.contains("out") && error.contains("no place for it"), "{error}");
        assert_eq!(out, "");
    }

    #[test]
    fn a_row_error_of_one_row_is_only_its_own() {
        let text = "question_id,answer\ngil,One lock\ngil,One,lock\ngil,One lock\n";
        let (summary, out, _) = grade(text, false, false);
        assert_eq!(summary.expect("done").failed, 1);
        let lines: Vec<&str> = out.lines().collect();
        // The ids of answer and candidate are the row's number.
        assert_eq!(lines[0].replacen("\"1\"", "", 2), lines[2].replacen("\"3\"", "", 2));
        assert!(lines[1].contains("\"line\":3,\"error\":{\"code\":\"field-count\""), "{}", lines[1]);
    }
}
