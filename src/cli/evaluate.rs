//! `gradus evaluate`: how well the grades agree with human judgement.

use super::args::{Args, Evaluate, View};
use super::pager::Pager;
use super::say::say;
use super::{Failure, Outcome, engine, inputs, pool, width};
use crate::agreement::judged::KNOWN_LABELS;
use crate::agreement::{self, Cuts, Floor, Report, Settings};
use crate::judging::{self, Failed, FileCount, Judging};
use crate::report::{self, words::plural};
use crate::scoring::ENGINE;
use serde::Serialize;
use std::io::Write;

/// The JSON of an evaluation.
#[derive(Serialize)]
struct Evaluation<'a> {
    engine: &'static str,
    inputs: &'a [FileCount],
    failed: &'a [Failed],
    floors: &'a [Floor],
    #[serde(flatten)]
    report: &'a Report,
}

/// Rows that failed, shown on standard error before the rest is only counted.
const FAILED_SHOWN: usize = 5;

pub fn run(command: &Evaluate, args: &Args) -> Result<Outcome, Failure> {
    let engine = engine(args)?;
    let mut rows = inputs::open_long(&command.files, &command.reading)?;
    let pool = pool(command.jobs)?;
    let judging = pool.install(|| judging::judge(&engine, &mut rows))?;
    tell_failed(&judging.failed)?;
    let unusable = tell_unjudged(&judging.files)?;
    if judging.judged.is_empty() {
        return Err(Failure::Message(nothing_judged(&judging)));
    }
    let settings = Settings {
        human_bands: command.human_bands.unwrap_or_default(),
        intervals: agreement::bootstrap::Plan { resamples: command.resamples, ..Default::default() },
        worst: command.worst,
    };
    let report = agreement::evaluate(&judging.judged, &settings);
    let floors = report.floors(command.min_qwk, command.min_pearson);
    let short = unusable || !judging.failed.is_empty() || floors.iter().any(|floor| !floor.reached);
    let outcome = if short { Outcome::FellShort } else { Outcome::Done };
    outcome.once(show(command, args, &judging, &report, &floors))?;
    outcome.once(write!(anstream::stderr(), "{}", report::agreement::floors(&floors)).map_err(Failure::from))
}

/// Why there is nothing to compare: no rows, none that could be graded, or none with a human's judgement.
fn nothing_judged(judging: &Judging) -> String {
    let sum = |count: fn(&FileCount) -> usize| judging.files.iter().map(count).sum::<usize>();
    let (rows, unjudged) = (sum(|file| file.rows), sum(|file| file.unjudged));
    let failed = rows.saturating_sub(unjudged);
    if rows == 0 {
        return "there is nothing to compare: there are no rows".to_string();
    }
    if unjudged == 0 {
        return match failed {
            1 => "there is nothing to compare: the only row could not be graded, for the reason above".to_string(),
            all => {
                format!("there is nothing to compare: none of the {all} rows could be graded, for the reasons above")
            }
        };
    }
    let beside = match failed {
        0 => String::new(),
        some => format!(" ({} could not be graded, see above)", plural(some as u64, "other row", "other rows")),
    };
    format!(
        "there is nothing to compare with: no row that could be graded holds a human's judgement{beside}. Expected `score` and \
         `max_score` (points; `score_1` and `score_2` where two people judged), or `band` (strong, average, weak), or `label` \
         ({KNOWN_LABELS})"
    )
}

fn show(command: &Evaluate, args: &Args, judging: &Judging, report: &Report, floors: &[Floor]) -> Result<(), Failure> {
    match command.format {
        View::Json => {
            let mut out = anstream::stdout().lock();
            let (inputs, failed) = (&judging.files, &judging.failed);
            report::json::write(&mut out, &Evaluation { engine: ENGINE, inputs, failed, floors, report })?;
            out.flush()?;
        }
        View::Text => {
            let mut out = Pager::open(args);
            write!(out, "{}", report::agreement::render(report, command.per_question, width()))?;
            out.finish()?;
        }
    }
    Ok(())
}

/// Says on standard error why rows could not be used.
pub fn tell_failed(failed: &[Failed]) -> std::io::Result<()> {
    for Failed { file, line, error } in failed.iter().take(FAILED_SHOWN) {
        say(format_args!("{file}, line {line}: {}: {}", error.code, error.message))?;
    }
    if failed.len() > FAILED_SHOWN {
        let more = plural((failed.len() - FAILED_SHOWN) as u64, "more row", "more rows");
        say(format_args!("... and {more} that could not be used"))?;
    }
    Ok(())
}

/// Says which files have rows without a judgement; whether one of them has no other.
fn tell_unjudged(files: &[FileCount]) -> std::io::Result<bool> {
    for FileCount { name, rows, judged, unjudged } in files {
        match (*rows, *judged, *unjudged) {
            (0, ..) => say(format_args!("{name}: there are no rows in it"))?,
            (_, 0, 0) => say(format_args!("{name}: none of its rows could be used (see above)"))?,
            (_, 0, _) => say(format_args!("{name}: no row holds a human's judgement"))?,
            (.., 0) => {}
            (.., 1) => say(format_args!("{name}: 1 of {rows} rows has no human judgement and is left out"))?,
            _ => say(format_args!("{name}: {unjudged} of {rows} rows have no human judgement and are left out"))?,
        }
    }
    Ok(files.iter().any(|file| file.judged == 0))
}

/// Reads `AVERAGE,STRONG`.
pub fn cuts(text: &str) -> Result<Cuts, String> {
    let expected = || format!("`{text}` is not two shares such as 0.4,0.75 with 0 < average < strong <= 1");
    let (average, strong) = text.split_once(',').ok_or_else(expected)?;
    let share = |part: &str| part.trim().parse::<f64>().map_err(|_| expected());
    let cuts = Cuts { average_from: share(average)?, strong_from: share(strong)? };
    let sound = 0.0 < cuts.average_from && cuts.average_from < cuts.strong_from && cuts.strong_from <= 1.0;
    if sound { Ok(cuts) } else { Err(expected()) }
}

/// Reads a floor: -1 to 1.
pub fn floor(text: &str) -> Result<f64, String> {
    let value = text.trim().parse::<f64>().ok().filter(|value| (-1.0..=1.0).contains(value));
    value.ok_or_else(|| format!("`{text}` is not a number from -1 to 1"))
}
