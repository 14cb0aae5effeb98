//! `gradus batch`: files of answers in, files of results out.

use super::args::{Args, Batch};
use super::{Failure, Outcome, engine, inputs, outputs};
use crate::batch::{self, Job, Summary};
use crate::rows::output::Outputs;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

pub fn run(command: &Batch, args: &Args) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let engine = engine(args)?;
    let sinks = outputs::sinks(command, &engine)?;
    let mut inputs = inputs::open(command, &engine)?;
    // Before the first temporary file: a Ctrl-C right after it must not leave it behind. A second handler cannot be set in
    // one process; then Ctrl-C ends it at once.
    let stop = Arc::new(AtomicBool::new(false));
    let handler = Arc::clone(&stop);
    let _ = ctrlc::set_handler(move || handler.store(true, Ordering::Relaxed));
    let mut outputs = Outputs::create(sinks)?;
    let bar = progress_bar(command.quiet);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(command.jobs.map_or(0, usize::from)).build()?;
    let mut targets = outputs.targets();
    let summary = pool.install(|| {
        let job = Job { engine: &engine, strict: command.strict, stop: &stop };
        batch::run(&job, &mut inputs, &mut targets, None, |done, _| {
            bar.set_position(done.summary.rows);
            Ok(())
        })
    });
    drop(targets);
    bar.finish_and_clear();
    let summary = summary?;
    outputs.finish()?;
    if !command.quiet {
        report(&summary, command, started.elapsed().as_secs_f64())?;
    }
    Ok(if summary.failed > 0 { Outcome::FellShort } else { Outcome::Done })
}

fn progress_bar(quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {human_pos} rows graded, {per_sec}, {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::new_spinner().with_style(style)
}

fn report(summary: &Summary, command: &Batch, seconds: f64) -> std::io::Result<()> {
    let mut err = anstream::stderr().lock();
    for (file, line, error) in &summary.errors {
        writeln!(err, "{file}, line {line}: {}: {}", error.code, error.message)?;
    }
    if summary.failed > summary.errors.len() as u64 {
        writeln!(err, "... and {} more", summary.failed - summary.errors.len() as u64)?;
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
