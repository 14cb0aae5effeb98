//! `gradus batch`: files of answers in, files of results out.

use super::args::{Args, Batch};
use super::interrupt::Interrupt;
use super::outputs::Kind;
use super::overwrites::Named;
use super::resume::{Left, Resume, hindrance};
use super::say::say;
use super::{Failure, Outcome, engine, inputs, marks, outputs, overwrites, pool, salt};
use crate::batch::{self, BatchError, Job, Progress, Summary};
use crate::overrides::Overrides;
use crate::report::words::plural;
use crate::rows::input::Rows;
use crate::rows::output::Outputs;
use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

pub fn run(command: &Batch, args: &Args) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let kinds = outputs::kinds(command)?;
    inputs::read_once(&command.files)?;
    keep_what_is_read(command)?;
    let hindered = hindrance(command);
    if let Some(why) = hindered.as_ref().filter(|_| command.resume) {
        return Err(Failure::Message(why.clone()));
    }
    let engine = engine(args)?;
    let anonymiser = salt::anonymiser(command, &engine)?;
    let sinks = outputs::sinks(command, &kinds, &engine);
    let marks = marks::read(command)?;
    let mut inputs = inputs::open(command, &engine)?;
    let pool = pool(command.jobs)?;
    // Before the first file is made: a Ctrl-C right after it must not leave it behind.
    let interrupt = Interrupt::new(command.quiet);
    let mut outputs = Outputs::open(sinks)?;
    let mut resume = hindered.is_none().then(|| Resume::new(command, &engine, anonymiser.as_ref())).transpose()?;
    interrupt.has_on_disk(outputs.parts(), resume.as_ref().map(Resume::path), !outputs.straight().is_empty());
    let job = Job {
        engine: &engine,
        overrides: marks.as_ref(),
        reveal: command.reveal,
        anonymiser: anonymiser.as_ref(),
        strict: command.strict,
        stop: &interrupt.stop,
    };
    let mut go_through = |outputs: &mut Outputs, resume: Option<&mut Resume>, from: Option<Progress>| {
        let bar = progress_bar(command.quiet, &inputs);
        pool.install(|| grade(&job, bar, &mut inputs, outputs, resume, from))
    };
    let graded = match begin(command, &mut outputs, resume.as_mut())? {
        Left::Finishing(progress) => Ok(progress),
        Left::Midway(progress) => go_through(&mut outputs, resume.as_mut(), Some(progress)),
        Left::Nothing => go_through(&mut outputs, resume.as_mut(), None),
    };
    let done = graded.and_then(|progress| {
        let fell_short = fell_short(&progress.summary, marks.as_ref());
        finish(progress, &mut outputs, resume.as_mut(), &interrupt.stop).map_err(|error| error.knowing(fell_short))
    });
    let summary = match done {
        Ok(progress) => progress.summary,
        Err(error) => {
            // What is known by then holds, whoever reads on or not.
            let fell_short = matches!(error, BatchError::Closed { fell_short: true, .. });
            let failure = ended_early(error, &mut outputs, resume.as_mut());
            return if fell_short { Outcome::FellShort.once(Err(failure)) } else { Err(failure) };
        }
    };
    if let Some(resume) = &mut resume {
        resume.forget()?;
    }
    if !command.quiet {
        report(&summary, command, &kinds, started.elapsed().as_secs_f64())?;
        marks::report(&summary.marks, marks.as_ref())?;
    }
    Ok(if fell_short(&summary, marks.as_ref()) { Outcome::FellShort } else { Outcome::Done })
}

fn fell_short(summary: &Summary, marks: Option<&Overrides>) -> bool {
    summary.failed > 0 || marks.is_some_and(|marks| summary.marks.fell_short(marks))
}

/// Refuses outputs that would overwrite what the run reads.
fn keep_what_is_read(command: &Batch) -> Result<(), Failure> {
    let mut read: Vec<Named> = command.files.iter().map(|file| ("the input", Path::new(file))).collect();
    read.extend(command.overrides.iter().map(|file| ("--overrides", file.as_path())));
    read.extend(command.salt_file.iter().map(|file| ("--salt-file", file.as_path())));
    let written: Vec<Named> = command.output.iter().map(|file| ("-o", Path::new(file))).collect();
    overwrites::refuse(&read, &written)
}

/// Takes up what an earlier run has left, or does away with it.
fn begin(command: &Batch, outputs: &mut Outputs, resume: Option<&mut Resume>) -> Result<Left, Failure> {
    let Some(resume) = resume else {
        outputs.clear()?;
        return Ok(Left::Nothing);
    };
    let left = if command.resume { take_up(command, outputs, resume) } else { Ok(Left::Nothing) };
    match left {
        Ok(Left::Nothing) => {
            resume.forget()?;
            outputs.clear()?;
        }
        Ok(_) => {}
        Err(error) => {
            // What is there may still be resumed by the command that made it.
            outputs.keep();
            return Err(error);
        }
    }
    resume.writes(outputs.handles()?);
    left
}

/// Goes to the place that an earlier run has kept, if it has.
fn take_up(command: &Batch, outputs: &mut Outputs, resume: &mut Resume) -> Result<Left, Failure> {
    let left = resume.left()?;
    match &left {
        Left::Nothing if command.quiet => {}
        Left::Nothing => say("nothing to resume; beginning with the first row")?,
        Left::Midway(progress) => {
            outputs.go_on(&progress.written)?;
            if !command.quiet {
                say(format_args!(
                    "resuming after {}; repeated ids and second answers are looked for in the rows behind them",
                    plural(progress.summary.rows, "row", "rows")
                ))?;
            }
        }
        Left::Finishing(progress) => outputs.go_on_finishing(&progress.written)?,
    }
    Ok(left)
}

/// Grades all rows, or those behind the place where an earlier run was, on the threads of the current pool.
fn grade(
    job: &Job,
    bar: ProgressBar,
    inputs: &mut [Rows],
    outputs: &mut Outputs,
    mut resume: Option<&mut Resume>,
    from: Option<Progress>,
) -> Result<Progress, BatchError> {
    let mut shown = Shown { bar: bar.clone(), before: None };
    let done = batch::run(job, inputs, &mut outputs.targets(), from, |progress, read| {
        if let Some(resume) = &mut resume {
            resume.block(progress);
        }
        shown.show(progress.summary.rows, read);
        Ok(())
    });
    bar.finish_and_clear();
    done
}

/// Makes the outputs that need all rows, and puts all outputs in their places. The place is kept before each step: an
/// interrupted one is done again, and no row is graded again.
fn finish(
    mut progress: Progress,
    outputs: &mut Outputs,
    mut resume: Option<&mut Resume>,
    stop: &Arc<AtomicBool>,
) -> Result<Progress, BatchError> {
    let mut keep = |progress: &Progress| {
        if let Some(resume) = &mut resume {
            resume.finishing(progress);
        }
    };
    keep(&progress);
    if let Err(error) = outputs.make(&mut progress.written, stop) {
        return Err(if stop.load(Ordering::Relaxed) { BatchError::Interrupted } else { error.into() });
    }
    keep(&progress);
    outputs.place()?;
    Ok(progress)
}

/// What stays after a run that was stopped, or could not write: all that it has done, if that is much.
fn ended_early(error: BatchError, outputs: &mut Outputs, resume: Option<&mut Resume>) -> Failure {
    let Some(resume) = resume else { return without_rest(error, outputs) };
    let worth = matches!(error, BatchError::Interrupted | BatchError::Output(_));
    if worth && resume.stop() {
        outputs.keep();
        let kept = resume.rows();
        let (rows, are) = (counted(kept), if kept == 1 { "is" } else { "are" });
        let help = "the same command with --resume goes on from there";
        return Failure::Message(match error {
            BatchError::Interrupted => format!("interrupted after {rows}; {help}"),
            error => format!("{error} ({rows} {are} kept; {help})"),
        });
    }
    let _ = resume.stop();
    let _ = resume.forget();
    without_rest(error, outputs)
}

/// The failure of a run that ended before its last row, with what outputs hold of it.
fn without_rest(error: BatchError, outputs: &Outputs) -> Failure {
    match error {
        BatchError::Interrupted | BatchError::Strict { .. } => {
            Failure::Message(format!("{error}; {}", outcome_of_outputs(outputs)))
        }
        error => error.into(),
    }
}

/// What has become of the outputs of a run that ended early: what rows are written straight into cannot be taken back.
fn outcome_of_outputs(outputs: &Outputs) -> String {
    let straight: Vec<&str> =
        outputs.straight().into_iter().map(|name| if name == "-" { "standard output" } else { name }).collect();
    if straight.is_empty() {
        return "no output was written".to_string();
    }
    let have = if straight.len() == 1 { "has" } else { "have" };
    format!("{} {have} the rows before it, and no file was written", straight.join(" and "))
}

/// `1 row`, `2 rows`, `1,000 rows`.
fn counted(rows: u64) -> String {
    format!("{} {}", HumanCount(rows), if rows == 1 { "row" } else { "rows" })
}

fn progress_bar(quiet: bool, inputs: &[Rows]) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let total: Option<u64> = inputs.iter().map(|rows| rows.progress().1).sum();
    let style =
        |template: &str| ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    match total {
        Some(total) => ProgressBar::new(total).with_style(style("{bar:30} {percent:>3} %  {msg}, {eta} left")),
        None => ProgressBar::new_spinner().with_style(style("{spinner} {msg}, {elapsed}")),
    }
}

/// What the progress bar shows: rows and rate, and the share of the input's bytes that has been read.
struct Shown {
    bar: ProgressBar,
    /// Rows of an earlier run, which say nothing about the time that this one takes; known with the first block.
    before: Option<u64>,
}

impl Shown {
    fn show(&mut self, rows: u64, read: u64) {
        if self.bar.is_hidden() {
            return;
        }
        self.bar.set_position(read);
        let before = *self.before.get_or_insert_with(|| {
            self.bar.reset_eta();
            self.bar.reset_elapsed();
            rows
        });
        let rate = (rows - before) as f64 / self.bar.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{} graded, {}/s", counted(rows), HumanCount(rate as u64)));
    }
}

/// The first few errors, what is odd about ids, and the sums.
fn report(summary: &Summary, command: &Batch, kinds: &[Kind], seconds: f64) -> io::Result<()> {
    for (file, line, error) in &summary.errors {
        say(format_args!("{file}, line {line}: {}: {}", error.code, error.message))?;
    }
    if summary.failed > summary.errors.len() as u64 {
        let more = summary.failed - summary.errors.len() as u64;
        match kinds.iter().any(|kind| kind.lists_what_failed()) {
            true => say(format_args!("... and {more} more"))?,
            false => say(format_args!("... and {more} more; with -o results.jsonl as well, all are listed there"))?,
        }
    }
    let repeated = &summary.repeated;
    if repeated.count > 0 {
        say(format_args!(
            "{repeated}: {} the ids of an earlier row; all are graded, but marks and reports tell answers apart by their ids",
            plural(repeated.count, "row repeats", "rows repeat")
        ))?;
    }
    let unused = &summary.unused_references;
    if unused.count > 0 {
        say(format_args!(
            "{unused}: {} references and an id of the bank: the bank's item grades, and the references are not used; they \
             are where there is no id",
            plural(unused.count, "row has", "rows have")
        ))?;
    }
    let unused = &summary.unused_ids;
    if unused.count > 0 {
        say(format_args!(
            "{unused}: {} an id by which the bank asks another question: the question and references of the row grade, and \
             the id is not used",
            plural(unused.count, "row has", "rows have")
        ))?;
    }
    let again = &summary.again;
    if again.count > 0 && kinds.iter().any(|kind| kind.is_by_candidate()) {
        say(format_args!(
            "{again}: {} to a question that the same candidate has answered before; gradebook, workbook and page count the \
             last one",
            plural(again.count, "answer", "answers")
        ))?;
    }
    let [weak, average, strong] = summary.bands;
    say(format_args!(
        "{} in {seconds:.1} s: {strong} strong, {average} average, {weak} weak; {} to review; {} could not be graded. \
         Written: {}",
        plural(summary.rows, "row", "rows"),
        summary.review,
        summary.failed,
        command.output.join(", ")
    ))
}
