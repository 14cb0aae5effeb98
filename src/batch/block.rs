//! A block of rows: read in one go, graded in parallel, written in one go.

use super::summary::Summary;
use super::{BatchError, Job};
use crate::engine::Engine;
use crate::feedback::{Curtain, Reveal};
use crate::overrides::{self, Overridden, Override, Usage};
use crate::rows::input::{Layout, Mark, Raw, Rows, parse_each};
use crate::rows::output::{Outcome, OutputError, Stream, Target};
use crate::rows::{InputError, Numbered, Row, RowError};
use crate::scoring::{Grade, Grader};
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

/// The most rows of a block ...
pub const ROWS: usize = 1024;
/// ... and about the most bytes: answers can be long.
const BYTES: usize = 1 << 19;
/// Rows that a worker takes at once.
const TAKEN: usize = 16;

/// Rows that were read.
pub struct Block {
    rows: Vec<Raw>,
    layout: Arc<Layout>,
    /// The number of the input.
    pub input: usize,
    file: Arc<str>,
    /// The place behind its last row.
    end: Mark,
}

impl Block {
    /// The next block of the inputs, from the input numbered `input` on.
    pub fn read(inputs: &mut [Rows], input: &mut usize) -> Result<Option<Block>, InputError> {
        while let Some(rows) = inputs.get_mut(*input) {
            let mut taken = Vec::with_capacity(ROWS);
            let mut bytes = 0;
            while taken.len() < ROWS && bytes < BYTES {
                let Some(raw) = rows.next_raw()? else { break };
                bytes += raw.size();
                taken.push(raw);
            }
            if !taken.is_empty() {
                let (layout, end) = (rows.layout(), rows.place());
                return Ok(Some(Block { rows: taken, layout, input: *input, file: rows.name().into(), end }));
            }
            *input += 1;
        }
        Ok(None)
    }

    /// Grades all rows on the threads of the current pool.
    pub fn grade(self, job: &Job, graders: &Graders, streams: &[&dyn Stream]) -> Graded {
        let Block { rows, layout, input, file, end } = self;
        let pieces = rows
            .into_par_iter()
            .chunks(TAKEN)
            .map(|rows| {
                let mut piece = Piece { bytes: vec![Vec::new(); streams.len()], summary: Summary::default() };
                graders.with(|grader| {
                    for raw in rows {
                        parse_each(raw, &layout, |numbered| piece.add(job, grader, streams, &file, numbered));
                    }
                });
                piece
            })
            .collect();
        Graded { pieces, input, end }
    }
}

/// A grader for each thread: it remembers words, so it should not begin anew with every few rows.
pub struct Graders(Vec<Mutex<Grader>>);

impl Graders {
    /// Graders for the threads of the current pool.
    pub fn new() -> Graders {
        Graders((0..=rayon::current_num_threads()).map(|_| Mutex::default()).collect())
    }

    fn with<T>(&self, act: impl FnOnce(&mut Grader) -> T) -> T {
        let at = rayon::current_thread_index().unwrap_or(0).min(self.0.len() - 1);
        // What a grader remembers is never half done.
        act(&mut self.0[at].lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The results of a block.
pub struct Graded {
    pieces: Vec<Piece>,
    /// The number of the input.
    pub input: usize,
    /// The place behind its last row.
    pub end: Mark,
}

/// The results of a few rows.
struct Piece {
    /// The rows in each output's format.
    bytes: Vec<Vec<u8>>,
    summary: Summary,
}

impl Piece {
    fn add(&mut self, job: &Job, grader: &mut Grader, streams: &[&dyn Stream], file: &str, numbered: Numbered) {
        let line = numbered.line;
        let (bytes, marks) = (&mut self.bytes, &mut self.summary.marks);
        let mut encode = |outcome: &Outcome| {
            for (stream, out) in streams.iter().zip(&mut *bytes) {
                // Writing to memory cannot fail.
                let _ = stream.encode(outcome, out);
            }
        };
        let (row, result) = match numbered.row {
            Ok(mut row) => {
                name_item(job.engine, &mut row);
                let graded = with_rubric(job.engine, &row, |rubric| {
                    let shown = shown(job, &row);
                    let mut grade = grader.grade(rubric, &row.answer);
                    // The default is what grading itself says. Covered names keep their length: places still fit.
                    let curtain = (job.reveal != Reveal::default())
                        .then(|| Curtain::new(&grade, rubric, &shown.answer, job.reveal));
                    if let Some(curtain) = &curtain {
                        grade = curtain.before(grade);
                    }
                    let mark = mark_for(job, &row, &shown);
                    let mut overridden = overridden(mark, &row, &mut grade, marks);
                    if let (Some(hide), Some(comment)) =
                        (job.anonymiser, overridden.as_mut().and_then(|told| told.comment.as_mut()))
                    {
                        *comment = hide.text(comment, &row);
                    }
                    encode(&Outcome { row: &shown, file, line, result: Ok(&grade), overridden: overridden.as_ref() });
                    (grade.band as usize, grade.needs_review)
                });
                (row, graded)
            }
            Err((row, error)) => (*row, Err(error)),
        };
        self.summary.rows += 1;
        match result {
            Ok((band, review)) => {
                self.summary.bands[band] += 1;
                self.summary.review += u64::from(review);
            }
            Err(error) => {
                let mut error = error;
                if let Some(hide) = job.anonymiser {
                    // It may quote a cell.
                    error.message = hide.text(&error.message, &row);
                }
                let shown = shown(job, &row);
                encode(&Outcome { row: &shown, file, line, result: Err(&error), overridden: None });
                if let Some((mark, _)) = mark_for(job, &row, &shown) {
                    self.summary.marks.refuse(mark, "the answer could not be graded".to_string());
                }
                self.summary.fail(file, line, error);
            }
        }
    }
}

/// What outputs may show of a row.
fn shown<'r>(job: &Job, row: &'r Row) -> Cow<'r, Row> {
    match job.anonymiser {
        Some(hide) => Cow::Owned(hide.row(row)),
        None => Cow::Borrowed(row),
    }
}

impl Graded {
    /// Appends all rows to the outputs, in their order, and counts them.
    pub fn write(self, strict: bool, targets: &mut [Target], summary: &mut Summary) -> Result<(), BatchError> {
        for piece in self.pieces {
            if strict && let Some((file, line, error)) = piece.summary.errors.first().cloned() {
                return Err(BatchError::Strict { file, line, error });
            }
            for (target, bytes) in targets.iter_mut().zip(&piece.bytes) {
                target.writer.write_all(bytes).map_err(|source| OutputError { name: target.name.clone(), source })?;
                target.written += bytes.len() as u64;
            }
            summary.add(piece.summary);
        }
        Ok(())
    }
}

/// A person's mark for a row, with its number. A person may know the row as it came or as it was shown.
fn mark_for<'o>(job: &Job<'o>, row: &Row, shown: &Row) -> Option<(usize, &'o Override)> {
    let find = |row: &Row| job.overrides?.find(&row.answer_id, row.question_id.as_deref(), row.candidate_id.as_deref());
    find(row).or_else(|| find(shown))
}

/// Puts a person's mark for a row, if there is one, in the place of its grade.
fn overridden(mark: Option<(usize, &Override)>, row: &Row, grade: &mut Grade, marks: &mut Usage) -> Option<Overridden> {
    let (number, mark) = mark?;
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

/// Names the item of a row that only says its question's text.
pub fn name_item(engine: &Engine, row: &mut Row) {
    if row.question_id.is_none() && row.references.is_empty() {
        let text = row.question.as_deref().unwrap_or_default();
        let id = if engine.rubric(text.trim()).is_some() { Some(text.trim()) } else { engine.by_question(text) };
        row.question_id = id.map(String::from);
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
    let question = row.question.as_deref().unwrap_or_default();
    if !row.references.is_empty() {
        return Ok(act(&engine.inline(id, question, &row.references)));
    }
    if id.is_empty() {
        let message = format!(
            "no item of the bank asks `{}`; give its `question_id`, or `references` beside the question",
            shortened(question)
        );
        return Err(RowError::new("unknown-item", message));
    }
    let near = engine.bank().suggest(id);
    let help = if near.is_empty() {
        "`gradus items` lists them all".to_string()
    } else {
        format!("did you mean `{}`?", near.join("`, `"))
    };
    Err(RowError::new("unknown-item", format!("there is no item `{}` in the bank; {help}", shortened(id))))
}

/// A text of the input as a message quotes it.
fn shortened(text: &str) -> String {
    const MOST: usize = 100;
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text.to_string(),
    }
}
