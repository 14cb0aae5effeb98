//! A block of rows: read in one go, graded in parallel, written in one go.
//!
//! Within a block rows are graded item by item, since a compiled item (some two hundred kilobytes) has to come into the
//! processor's cache: in the order of a shuffled file the same rows took nearly twice the time. They are written in
//! the order in which they came.

use super::repeats::{Keys, Seen, hashed};
use super::summary::Summary;
use super::{BatchError, Job};
use crate::bank::Bank;
use crate::engine::Engine;
use crate::feedback::{Curtain, Reveal, messages};
use crate::overrides::{self, Overridden, Override, Usage};
use crate::rows::anonymise;
use crate::rows::input::{Layout, Mark, Raw, Rows, parse_each};
use crate::rows::output::{Outcome, OutputError, Stream, Target, candidate_id};
use crate::rows::{InputError, Numbered, Row, RowCode, RowError, shortened};
use crate::rubric::Rubric;
use crate::scoring::{Grade, Scorer};
use rayon::prelude::*;
use std::borrow::Cow;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// The rows of the first block. Each further one has twice as many: a short file keeps all cores busy, too, and the first
/// results come at once ...
pub const FIRST_ROWS: usize = 256;
/// ... up to the most rows of a block ...
pub const ROWS: usize = 8192;
/// ... and about the most bytes: answers can be long.
const BYTES: usize = 4 << 20;
/// Characters of an id or a question that a message quotes.
const QUOTED: usize = 100;
/// Rows that a worker takes at once.
const TAKEN: usize = 32;

/// Rows that were read.
pub struct Block {
    rows: Vec<Raw>,
    layout: Arc<Layout>,
    /// The number of the input.
    pub input: usize,
    /// How many inputs there are.
    inputs: usize,
    file: Arc<str>,
    /// The place behind its last row.
    end: Mark,
}

impl Block {
    /// The next block of the inputs, from the input numbered `input` on, with at most `most` rows.
    pub fn read(inputs: &mut [Rows], input: &mut usize, most: usize) -> Result<Option<Block>, InputError> {
        let count = inputs.len();
        while let Some(rows) = inputs.get_mut(*input) {
            let mut taken = Vec::with_capacity(most);
            let mut bytes = 0;
            while taken.len() < most && bytes < BYTES {
                let Some(raw) = rows.next_raw()? else { break };
                bytes += raw.size();
                taken.push(raw);
            }
            if !taken.is_empty() {
                let (layout, end) = (rows.layout(), rows.place());
                let file = rows.name().into();
                return Ok(Some(Block { rows: taken, layout, input: *input, inputs: count, file, end }));
            }
            *input += 1;
        }
        Ok(None)
    }

    /// Grades all rows on the threads of the current pool.
    pub fn grade(self, job: &Job, scorers: &Graders, streams: &[&dyn Stream]) -> Graded {
        let Block { rows, layout, input, inputs, file, end } = self;
        let parsed: Vec<Vec<Parsed>> =
            rows.into_par_iter().chunks(TAKEN).map(|rows| parse(job, rows, &layout)).collect();
        let rows: Vec<Parsed> = parsed.into_iter().flatten().collect();
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_unstable_by_key(|at| (rows[*at].item, *at));
        let from = Source { job, streams, input, inputs, file: &file };
        let pieces: Vec<Piece> = order
            .par_chunks(TAKEN)
            .map(|taken| {
                let mut piece = Piece::new(scorers.buffers(streams.len()));
                scorers.with(|scorer| {
                    taken.iter().for_each(|at| piece.add(&from, scorer, &rows[*at]));
                });
                piece
            })
            .collect();
        let mut places = vec![(0, 0); rows.len()];
        for (number, at) in order.into_iter().enumerate() {
            places[at] = (number / TAKEN, number % TAKEN);
        }
        // What was allocated by all is given back by all.
        rows.into_par_iter().with_min_len(TAKEN).for_each(drop);
        Graded { pieces, places, file, input, end }
    }
}

/// A row that was read.
struct Parsed {
    row: Numbered,
    /// The same for rows of one item.
    item: u64,
    /// What it says of its item is not all used.
    unused: Option<Unused>,
}

/// What is not used of a row that names an item of the bank and brings references of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unused {
    /// The references: the bank's item grades.
    References,
    /// The id: the row's question is another than the bank's, and its own references grade.
    Id,
}

/// The answers of a few raw rows.
fn parse(job: &Job, raws: Vec<Raw>, layout: &Layout) -> Vec<Parsed> {
    let mut parsed = Vec::with_capacity(raws.len());
    for raw in raws {
        parse_each(raw, layout, |mut numbered| {
            let unused = numbered.row.as_mut().ok().and_then(|row| name_item(job.engine, row));
            parsed.push(Parsed { item: item_of(&numbered), row: numbered, unused });
        });
    }
    parsed
}

/// What rows of one item have in common; by chance those of two.
fn item_of(numbered: &Numbered) -> u64 {
    let row = numbered.any();
    hashed((&row.question_id, &row.question))
}

/// What workers keep from block to block.
pub struct Graders {
    /// A scorer for each thread: it remembers words, so it should not begin anew with every few rows.
    scorers: Vec<Mutex<Scorer>>,
    /// Buffers that have been written: fresh memory has to be cleared by the system first.
    spare: Mutex<Vec<Vec<u8>>>,
}

impl Graders {
    /// Graders for the threads of the current pool.
    pub fn new() -> Graders {
        let scorers = (0..=rayon::current_num_threads()).map(|_| Mutex::default()).collect();
        Graders { scorers, spare: Mutex::default() }
    }

    fn with<T>(&self, act: impl FnOnce(&mut Scorer) -> T) -> T {
        let at = rayon::current_thread_index().unwrap_or(0).min(self.scorers.len() - 1);
        // What a scorer remembers is never half done.
        act(&mut self.scorers[at].lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// So many empty buffers.
    fn buffers(&self, count: usize) -> Vec<Vec<u8>> {
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        (0..count).map(|_| spare.pop().unwrap_or_default()).collect()
    }

    /// Takes buffers back.
    fn give_back(&self, buffers: Vec<Vec<u8>>) {
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        spare.extend(buffers.into_iter().map(|mut buffer| {
            buffer.clear();
            buffer
        }));
    }
}

/// The results of a block.
pub struct Graded {
    pieces: Vec<Piece>,
    /// Where the result of each row stands, in the order of the input: the piece, and the number in it.
    places: Vec<(usize, usize)>,
    file: Arc<str>,
    /// The number of the input.
    pub input: usize,
    /// The place behind its last row.
    pub end: Mark,
}

/// The results of a few rows.
struct Piece {
    /// The rows in each output's format.
    bytes: Vec<Vec<u8>>,
    /// Where each row ends in them.
    ends: Vec<Vec<usize>>,
    /// What each row counts for.
    summaries: Vec<Summary>,
    /// What tells each row from others, and its line.
    ids: Vec<(Keys, u64)>,
    /// The output, by its number, that a row could not be written for, and why.
    unwritten: Option<(usize, io::Error)>,
}

impl Piece {
    fn new(bytes: Vec<Vec<u8>>) -> Piece {
        let ends = vec![Vec::with_capacity(TAKEN); bytes.len()];
        let (summaries, ids) = (Vec::with_capacity(TAKEN), Vec::with_capacity(TAKEN));
        Piece { bytes, ends, summaries, ids, unwritten: None }
    }

    /// Adds a row: its grade, or why there is none.
    fn add(&mut self, from: &Source, scorer: &mut Scorer, parsed: &Parsed) {
        let numbered = &parsed.row;
        let mut summary = Summary { rows: 1, ..Summary::default() };
        match parsed.unused {
            Some(Unused::References) => summary.unused_references.add(from.file, numbered.line),
            Some(Unused::Id) => summary.unused_ids.add(from.file, numbered.line),
            None => {}
        }
        let done = match &numbered.row {
            Ok(row) => with_rubric(from.job.engine, row, |rubric| {
                self.graded(from, scorer, rubric, (numbered, row), &mut summary);
            }),
            Err((_, error)) => Err(error.clone()),
        };
        if let Err(error) = done {
            self.failed(from, numbered, error, &mut summary);
        }
        for (ends, bytes) in self.ends.iter_mut().zip(&self.bytes) {
            ends.push(bytes.len());
        }
        self.summaries.push(summary);
        self.ids.push((Keys::new(from.input, numbered), numbered.line));
    }

    /// Grades a row and adds its grade, as far as results tell it, or a person's mark in its place.
    fn graded(
        &mut self,
        from: &Source,
        scorer: &mut Scorer,
        rubric: &Rubric,
        (numbered, row): (&Numbered, &Row),
        summary: &mut Summary,
    ) {
        let job = from.job;
        let shown = shown(job, row);
        let mut grade = scorer.grade(rubric, &row.answer);
        // Nothing is hidden by default. Covered names keep their length: places still fit.
        let curtain =
            (job.reveal != Reveal::default()).then(|| Curtain::new(&grade, rubric, &shown.answer, job.reveal));
        match &curtain {
            Some(curtain) => grade = curtain.before(grade),
            None => grade.feedback = messages(&grade, rubric, &row.answer, job.reveal),
        }
        let mark = mark_for(from, numbered.number, row, &shown);
        let mut overridden = overridden(mark, row, &mut grade, &mut summary.marks);
        let comment = overridden.as_mut().and_then(|told| told.comment.as_mut());
        if let (Some(hide), Some(comment)) = (job.anonymiser, comment) {
            *comment = hide.text(comment, row);
        }
        let file = from.file(row);
        let outcome = from.outcome(&file, numbered, &shown, Ok(&grade));
        self.encode(from, &Outcome { overridden: overridden.as_ref(), ..outcome });
        summary.bands[grade.band as usize] += 1;
        summary.review += u64::from(grade.needs_review);
    }

    /// Adds the reason why a row could not be graded.
    fn failed(&mut self, from: &Source, numbered: &Numbered, mut error: RowError, summary: &mut Summary) {
        let (job, row) = (from.job, numbered.any());
        let mut shown = Cow::Borrowed(row);
        if let Some(hide) = job.anonymiser {
            // It may quote a cell.
            error.message = hide.text(&error.message, row);
            let known = row.question_id.as_deref().is_some_and(|id| job.engine.rubric(id).is_some());
            shown = Cow::Owned(hide.failed(row, &error, numbered.number, known));
        }
        self.encode(from, &from.outcome(&from.file(row), numbered, &shown, Err(&error)));
        // What is shown of cells that are not aligned has an id that is another row's.
        let known_as = if error.is_misaligned() { row } else { &*shown };
        if let Some((mark, _)) = mark_for(from, numbered.number, row, known_as) {
            summary.marks.refuse(mark, "the answer could not be graded".to_string());
        }
        summary.fail(from.file, numbered.line, error);
    }

    /// Writes what became of a row in each output's format.
    fn encode(&mut self, from: &Source, outcome: &Outcome) {
        for (number, (stream, out)) in from.streams.iter().zip(&mut self.bytes).enumerate() {
            if let Err(error) = stream.encode(outcome, out) {
                self.unwritten.get_or_insert((number, error));
            }
        }
    }
}

/// Where rows come from, and what is done with them.
struct Source<'a> {
    job: &'a Job<'a>,
    streams: &'a [&'a dyn Stream],
    /// The number of the input.
    input: usize,
    /// How many inputs there are.
    inputs: usize,
    file: &'a str,
}

impl Source<'_> {
    /// The input's name, as outputs may show it with a row.
    fn file(&self, row: &Row) -> Cow<'_, str> {
        match self.job.anonymiser {
            Some(_) => Cow::Owned(anonymise::file_name(self.file, self.input, self.inputs, row)),
            None => Cow::Borrowed(self.file),
        }
    }

    /// What became of a row, without a person's mark.
    fn outcome<'o>(
        &self,
        file: &'o str,
        numbered: &Numbered,
        row: &'o Row,
        result: Result<&'o Grade<'o>, &'o RowError>,
    ) -> Outcome<'o> {
        let Numbered { line, number, .. } = *numbered;
        Outcome { row, file, input: self.input, line, number, result, overridden: None }
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
    /// Whether a row could not be graded.
    pub fn has_failed(&self) -> bool {
        self.pieces.iter().flat_map(|piece| &piece.summaries).any(|summary| summary.failed > 0)
    }

    /// Appends all rows to the outputs, in their order, and counts them; none of them where one has no place in an output.
    pub fn write(
        mut self,
        strict: bool,
        scorers: &Graders,
        seen: &mut Seen,
        targets: &mut [Target],
        summary: &mut Summary,
    ) -> Result<(), BatchError> {
        if let Some((output, source)) = self.pieces.iter_mut().find_map(|piece| piece.unwritten.take()) {
            let name = targets.get(output).map(|target| target.name.clone()).unwrap_or_default();
            return Err(OutputError { name, source }.into());
        }
        for (piece, number) in self.places {
            let piece = &mut self.pieces[piece];
            let (keys, line) = piece.ids[number];
            let own = std::mem::take(&mut piece.summaries[number]);
            if strict && let Some((file, line, error)) = own.errors.first().cloned() {
                return Err(BatchError::Strict { file, line, error });
            }
            for ((target, bytes), ends) in targets.iter_mut().zip(&piece.bytes).zip(&piece.ends) {
                let start = number.checked_sub(1).map_or(0, |before| ends[before]);
                let bytes = &bytes[start..ends[number]];
                target.writer.write_all(bytes).map_err(|source| OutputError { name: target.name.clone(), source })?;
                target.written += bytes.len() as u64;
            }
            let graded = own.failed == 0;
            summary.add(own);
            if seen.has_ids(keys) {
                summary.repeated.add(&self.file, line);
            }
            if graded && seen.has_answer(keys) {
                summary.again.add(&self.file, line);
            }
        }
        self.pieces.into_iter().for_each(|piece| scorers.give_back(piece.bytes));
        Ok(())
    }
}

/// A person's mark for a row, with its number. A person may know the row as it came or as it was shown.
fn mark_for<'o>(from: &Source<'o>, number: u64, row: &Row, shown: &Row) -> Option<(usize, &'o Override)> {
    let marks = from.job.overrides?;
    let find = |shown: &Row, file: &str| {
        marks.find(&shown.answer_id, Some(&shown.id()), Some(&candidate_id(&shown.candidate_id, number)), file)
    };
    let files = [Cow::Borrowed(from.file), from.file(row)];
    files.iter().find_map(|file| find(row, file).or_else(|| find(shown, file)))
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

/// Names the item of a row that only says its question's text. One that brings an item of its own, question and references,
/// under an id by which the bank asks something else is left without that id. Returns what is not used of a row.
pub fn name_item(engine: &Engine, row: &mut Row) -> Option<Unused> {
    match (&row.question_id, &row.question) {
        (None, Some(text)) if row.references.is_empty() => {
            let id = if engine.rubric(text.trim()).is_some() { Some(text.trim()) } else { engine.by_question(text) };
            row.question_id = id.map(String::from);
            None
        }
        // Platforms number questions as they like.
        (Some(id), Some(text)) if row.references.is_empty() && engine.rubric(id).is_none() => {
            if let Some(known) = engine.by_question(text) {
                row.question_id = Some(known.to_string());
            }
            None
        }
        (Some(id), Some(text)) if !row.references.is_empty() && engine.is_another(id, text) => {
            row.question_id = None;
            Some(Unused::Id)
        }
        (Some(id), _) if !row.references.is_empty() => {
            let known = &engine.rubric(id)?.item.references;
            let all_known = row.references.iter().all(|own| known.iter().any(|other| other.trim() == own.trim()));
            (!all_known).then_some(Unused::References)
        }
        _ => None,
    }
}

/// Finds the rubric of a row, in the bank or in the row itself.
pub fn with_rubric<T>(engine: &Engine, row: &Row, act: impl FnOnce(&Rubric) -> T) -> Result<T, RowError> {
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
            shortened(question, QUOTED)
        );
        return Err(RowError::new(RowCode::UnknownItem, message));
    }
    let help = match (engine.bank().suggest(id).is_empty(), question.is_empty()) {
        (true, false) => "give `references` beside its `question`".to_string(),
        _ => instead_of(engine.bank(), id),
    };
    Err(RowError::new(
        RowCode::UnknownItem,
        format!("there is no item `{}` in the bank; {help}", shortened(id, QUOTED)),
    ))
}

/// What to do about an id that is not in the bank.
pub fn instead_of(bank: &Bank, id: &str) -> String {
    let near = bank.suggest(id);
    if near.is_empty() {
        return "`gradus items` lists them all".to_string();
    }
    format!("did you mean `{}`?", near.join("`, `"))
}
