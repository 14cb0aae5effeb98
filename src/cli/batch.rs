//! `gradus batch`: files of answers in, files of results out.

use super::args::{Args, Batch};
use super::outputs::Kind;
use super::resume::{Left, Resume, hindrance};
use super::{Failure, Outcome, engine, inputs, marks, outputs, overwrites, salt};
use crate::batch::{self, BatchError, Job, Progress, Summary};
use crate::overrides::Overrides;
use crate::rows::input::Rows;
use crate::rows::output::Outputs;
use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

pub fn run(command: &Batch, args: &Args) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let kinds = outputs::kinds(command)?;
    overwrites::refuse(command)?;
    let hindrance = hindrance(command);
    if let Some(hindrance) = hindrance.as_ref().filter(|_| command.resume) {
        return Err(Failure(hindrance.clone()));
    }
    let engine = engine(args)?;
    let anonymiser = salt::anonymiser(command)?;
    let sinks = outputs::sinks(command, &kinds, &engine);
    let marks = marks::read(command)?;
    let mut inputs = inputs::open(command, &engine)?;
    // Before the first file is made: a Ctrl-C right after it must not leave it behind. A second handler cannot be set in
    // one process; then Ctrl-C ends it at once.
    let stop = Arc::new(AtomicBool::new(false));
    let handler = Arc::clone(&stop);
    let _ = ctrlc::set_handler(move || handler.store(true, Ordering::Relaxed));
    let mut outputs = Outputs::open(sinks)?;
    let mut resume = hindrance.is_none().then(|| Resume::new(command, &engine, anonymiser.as_ref())).transpose()?;
    let left = begin(command, &mut outputs, resume.as_mut())?;
    let from = match left {
        Left::Finishing(progress) => {
            outputs.go_on_finishing(&progress.written)?;
            return finish(command, &kinds, outputs, resume, &progress, marks.as_ref(), started);
        }
        Left::Midway(progress) => Some(progress),
        Left::Nothing => None,
    };
    if let Some(resume) = &mut resume {
        resume.writes(outputs.handles()?);
    }
    let bar = progress_bar(command.quiet, &inputs);
    let mut shown = Shown { bar: bar.clone(), before: None };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(command.jobs.map_or(0, usize::from)).build()?;
    let job = Job {
        engine: &engine,
        overrides: marks.as_ref(),
        reveal: command.reveal,
        anonymiser: anonymiser.as_ref(),
        strict: command.strict,
        stop: &stop,
    };
    let mut targets = outputs.targets();
    let done = pool.install(|| {
        batch::run(&job, &mut inputs, &mut targets, from, |progress, read| {
            if let Some(resume) = &mut resume {
                resume.block(progress);
            }
            shown.show(progress.summary.rows, read);
            Ok(())
        })
    });
    drop(targets);
    bar.finish_and_clear();
    match done {
        Ok(progress) => finish(command, &kinds, outputs, resume, &progress, marks.as_ref(), started),
        Err(error) => Err(ended_early(error, &mut outputs, resume)),
    }
}

/// Takes up what an earlier run has left, or does away with it.
fn begin(command: &Batch, outputs: &mut Outputs, resume: Option<&mut Resume>) -> Result<Left, Failure> {
    let Some(resume) = resume else {
        outputs.clear()?;
        return Ok(Left::Nothing);
    };
    let left = if command.resume { resume.left() } else { Ok(Left::Nothing) };
    let say = |text: String| match command.quiet {
        true => Ok(()),
        false => writeln!(anstream::stderr(), "{text}"),
    };
    match left {
        Ok(Left::Nothing) => {
            if command.resume {
                say("nothing to resume; beginning with the first row".into())?;
            }
            resume.forget()?;
            outputs.clear()?;
            Ok(Left::Nothing)
        }
        Ok(Left::Midway(progress)) => {
            say(format!("resuming after {} rows", progress.summary.rows))?;
            outputs.go_on(&progress.written)?;
            Ok(Left::Midway(progress))
        }
        Ok(left) => Ok(left),
        Err(error) => {
            // What is there may still be resumed by the command that made it.
            outputs.keep();
            Err(error)
        }
    }
}

fn finish(
    command: &Batch,
    kinds: &[Kind],
    outputs: Outputs,
    mut resume: Option<Resume>,
    progress: &Progress,
    marks: Option<&Overrides>,
    started: Instant,
) -> Result<Outcome, Failure> {
    if let Some(resume) = &mut resume {
        resume.finishing(progress);
    }
    outputs.finish()?;
    if let Some(resume) = &mut resume {
        resume.forget()?;
    }
    let summary = &progress.summary;
    if !command.quiet {
        report(summary, command, kinds, started.elapsed().as_secs_f64())?;
        marks::report(&summary.marks, marks)?;
    }
    Ok(if summary.failed > 0 || summary.marks.fell_short() { Outcome::FellShort } else { Outcome::Done })
}

/// What stays after a run that was stopped, or could not write: all that it has done, if that is much.
fn ended_early(error: BatchError, outputs: &mut Outputs, resume: Option<Resume>) -> Failure {
    let Some(mut resume) = resume else { return error.into() };
    let worth = matches!(error, BatchError::Interrupted | BatchError::Output(_));
    if worth && resume.stop() {
        outputs.keep();
        let rows = HumanCount(resume.rows());
        return match error {
            BatchError::Interrupted => {
                Failure(format!("interrupted after {rows} rows; the same command with --resume goes on from there"))
            }
            error => {
                Failure(format!("{error} ({rows} rows are kept; the same command with --resume goes on from there)"))
            }
        };
    }
    let _ = resume.stop();
    let _ = resume.forget();
    error.into()
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
        self.bar.set_message(format!("{} rows graded, {}/s", HumanCount(rows), HumanCount(rate as u64)));
    }
}

fn report(summary: &Summary, command: &Batch, kinds: &[Kind], seconds: f64) -> std::io::Result<()> {
    let mut err = anstream::stderr().lock();
    for (file, line, error) in &summary.errors {
        writeln!(err, "{file}, line {line}: {}: {}", error.code, error.message)?;
    }
    if summary.failed > summary.errors.len() as u64 {
        writeln!(err, "... and {} more", summary.failed - summary.errors.len() as u64)?;
    }
    if let Some((file, line)) = summary.repeated.first.first() {
        let count = summary.repeated.count;
        writeln!(
            err,
            "{file}, line {line}: the same ids as a row before{}; all are graded, but marks and reports tell answers apart by \
             their ids",
            if count > 1 { format!(", as have {count} rows") } else { String::new() }
        )?;
    }
    let again = &summary.again;
    if again.count > 0 && kinds.iter().any(|kind| kind.is_by_candidate()) {
        writeln!(
            err,
            "{again}: {} to a question that the same candidate has answered before; gradebook, workbook and page count the \
             last one",
            if again.count > 1 { format!("{} answers", again.count) } else { "an answer".to_string() }
        )?;
    }
    let [weak, average, strong] = summary.bands;
    writeln!(
        err,
        "{} rows in {seconds:.1} s: {strong} strong, {average} average, {weak} weak; {} to review; {} could not be graded. Written: {}",
        summary.rows,
        summary.review,
        summary.failed,
        command.output.join(", ")
    )
}
