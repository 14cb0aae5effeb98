//! `gradus attack`: can the grader be fooled? Probes over a bank or a labelled file, with the lines to hold.

use super::args::{Args, Attack, View};
use super::evaluate::tell_failed;
use super::{Failure, Outcome, cannot_write, engine, inputs, overwrites, pool, unknown_item, width};
use crate::attack::{self, Attacked, Probe, Subject, smallest, subject};
use crate::engine::Engine;
use crate::report;
use crate::rows::output::Output;
use crate::scoring::{ENGINE, Scorer};
use serde::Serialize;
use std::io::Write;
use std::path::Path;

pub fn run(command: &Attack, args: &Args) -> Result<Outcome, Failure> {
    let probes = command.probe.iter().map(|name| probe(name)).collect::<Result<Vec<_>, _>>()?;
    if command.list {
        return list(command.format);
    }
    let read: Vec<_> = command.files.iter().map(|file| ("the input", Path::new(file))).collect();
    let written: Vec<_> = command.rows.iter().map(|file| ("--rows", Path::new(file))).collect();
    overwrites::refuse(&read, &written)?;
    let engine = engine(args)?;
    if !command.smallest.is_empty() {
        return smallest_texts(command, &engine);
    }
    let pool = pool(command.jobs)?;
    let (subjects, failed) = match command.files.is_empty() {
        true => (of_bank(command, &engine)?, false),
        false => of_files(command, &engine)?,
    };
    // Questions of one course are about one thing: other topics come from the bank.
    let strangers = subject::of_bank(&engine, &[]);
    let wanted = |probe: Probe| probes.is_empty() || probes.contains(&probe);
    let attacked = pool.install(|| attack::attack(&engine, &subjects, &strangers, &wanted));
    let result = attack::run::report(&subjects, &attacked, command.worst, &wanted);
    let outcome = if failed || result.held == Some(false) { Outcome::FellShort } else { Outcome::Done };
    if let Some(name) = &command.rows {
        outcome.once(write_rows(name, &subjects, &attacked).map_err(|error| cannot_write(name, error)))?;
    }
    outcome.once(show(command, &result))
}

fn show(command: &Attack, report: &attack::Report) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match command.format {
        View::Json => report::json::write(&mut out, &Whole { engine: ENGINE, report })?,
        View::Text => write!(out, "{}", report::attack::render(report, width()))?,
    }
    Ok(out.flush()?)
}

/// The items of the bank that are asked for.
fn of_bank(command: &Attack, engine: &Engine) -> Result<Vec<Subject>, Failure> {
    for id in &command.item {
        engine.rubric(id).ok_or_else(|| unknown_item(engine.bank(), id))?;
    }
    let subjects = subject::of_bank(engine, &command.item);
    if subjects.is_empty() {
        return Err(Failure::Message("there is nothing to attack: the bank has no items".into()));
    }
    Ok(subjects)
}

/// The items that rows of the files answer, as far as they are asked for, and whether rows failed.
fn of_files(command: &Attack, engine: &Engine) -> Result<(Vec<Subject>, bool), Failure> {
    let mut rows = inputs::open_long(&command.files, &command.reading)?;
    let (mut subjects, failed) = subject::of_rows(engine, &mut rows)?;
    tell_failed(&failed)?;
    let files = command.files.join(", ");
    if subjects.is_empty() {
        return Err(Failure::Message(format!("{files}: there is nothing to attack: no row could be used")));
    }
    for id in &command.item {
        if !subjects.iter().any(|subject| subject.id == *id) {
            let some: Vec<&str> = subjects.iter().map(|subject| subject.id.as_str()).take(NAMED).collect();
            let more = if subjects.len() > NAMED { " ..." } else { "" };
            let some = some.join("`, `");
            return Err(Failure::Message(format!(
                "{files}: no row answers `{id}`; the items there are `{some}`{more}"
            )));
        }
    }
    subjects.retain(|subject| command.item.is_empty() || command.item.contains(&subject.id));
    Ok((subjects, !failed.is_empty()))
}

/// Items that a message names.
const NAMED: usize = 5;

/// The JSON of a run.
#[derive(Serialize)]
struct Whole<'a> {
    engine: &'static str,
    #[serde(flatten)]
    report: &'a attack::Report,
}

fn probe(name: &str) -> Result<Probe, Failure> {
    Probe::named(name)
        .ok_or_else(|| Failure::Message(format!("there is no probe `{name}`; `gradus attack --list` lists them all")))
}

/// One line of a probe, without cases.
#[derive(Serialize)]
struct Listed {
    probe: &'static str,
    about: &'static str,
    expect: String,
    line: Option<f64>,
}

/// Every probe with its lines.
fn list(format: View) -> Result<Outcome, Failure> {
    let lines = |probe: Probe| {
        let listed = move |line: attack::probe::Line| Listed {
            probe: probe.name(),
            about: probe.about(),
            expect: line.expect.words(),
            line: line.share,
        };
        probe.lines().map(listed)
    };
    let all: Vec<Listed> = Probe::all().flat_map(lines).collect();
    let mut out = anstream::stdout().lock();
    match format {
        View::Json => report::json::write(&mut out, &all)?,
        View::Text => {
            for Listed { probe, about, expect, line } in &all {
                let share = line.map_or("no line".to_string(), |share| format!("in {:.0} %", 100.0 * share));
                writeln!(out, "{probe:<22} {about}: {expect} {share}")?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// The smallest texts of one item.
#[derive(Serialize)]
struct Found {
    item: String,
    smallest: Vec<smallest::Smallest>,
}

fn smallest_texts(command: &Attack, engine: &Engine) -> Result<Outcome, Failure> {
    let mut scorer = Scorer::default();
    let mut all = Vec::new();
    for id in &command.smallest {
        let rubric = engine.rubric(id).ok_or_else(|| unknown_item(engine.bank(), id))?;
        all.push(Found { item: id.clone(), smallest: smallest::smallest(rubric, &mut scorer) });
    }
    let mut out = anstream::stdout().lock();
    match command.format {
        View::Json => report::json::write(&mut out, &all)?,
        View::Text => {
            for found in &all {
                write!(out, "{}", report::attack::smallest(&found.item, &found.smallest, width()))?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// A generated row: `gradus batch` reads it.
#[derive(Serialize)]
struct OutRow<'a> {
    answer_id: String,
    question_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    references: Option<&'a [String]>,
    answer: &'a str,
    probe: &'static str,
    expect: Vec<String>,
    base_answer: &'a str,
    base_score: f64,
    attacked_score: f64,
}

fn write_rows(name: &str, subjects: &[Subject], attacked: &[Attacked]) -> std::io::Result<()> {
    let mut output = Output::create(name)?;
    for (number, one) in attacked.iter().enumerate() {
        let subject = &subjects[one.subject];
        let row = OutRow {
            answer_id: format!("{}/{}", one.case.probe.name(), number + 1),
            question_id: &subject.id,
            question: subject.inline.then_some(subject.question.as_str()),
            references: subject.inline.then_some(subject.references.as_slice()),
            answer: &one.case.attacked,
            probe: one.case.probe.name(),
            expect: one.case.probe.lines().map(|line| line.expect.words()).collect(),
            base_answer: &one.case.base,
            base_score: one.before.score,
            attacked_score: one.after.score,
        };
        serde_json::to_writer(&mut output, &row)?;
        output.write_all(b"\n")?;
    }
    output.finish()
}
