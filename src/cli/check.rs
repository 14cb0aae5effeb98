//! `gradus check`: is this bank sound?

use super::args::{Args, Check, View};
use super::{Failure, Outcome};
use crate::bank::Summary;
use crate::check;
use crate::engine::Engine;
use crate::finding::{Finding, Severity, tidy};
use crate::report;
use crate::scoring::Grader;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

pub fn run(command: &Check, args: &Args) -> Result<Outcome, Failure> {
    let mut only: Vec<&str> = command.paths.iter().map(String::as_str).collect();
    let folder = match (&args.bank, only.first()) {
        (Some(dir), _) => Some(dir.clone()),
        (None, Some(first)) if Path::new(first).is_dir() => Some(only.remove(0).into()),
        _ => None,
    };
    let (engine, mut findings) = match &folder {
        Some(dir) => Engine::load(dir)?,
        None => (Engine::shipped(), Vec::new()),
    };
    let bank = engine.bank();
    findings.extend(check::problems(&engine.compiler().problems, bank.sources()));
    findings.extend(check::slips::of_bank(bank.glossary(), bank.red_flags(), bank.sources()));
    let chosen: Vec<&Summary> =
        bank.summaries().iter().filter(|item| only.is_empty() || only.iter().any(|name| names(item, name))).collect();
    if chosen.is_empty() && !only.is_empty() {
        return Err(Failure::Message(format!("nothing in the bank is called {}", only.join(", "))));
    }
    let mut grader = Grader::default();
    let (mut examples, mut passed) = (0, 0);
    for summary in &chosen {
        let Some(item) = bank.item(&summary.id) else { continue };
        let (rubric, problems) = engine.compiler().compile(&item);
        findings.extend(check::problems(&problems, bank.sources()));
        findings.extend(check::slips::of_item(&item, bank.sources()));
        let own = bank.examples(&summary.id);
        findings.extend(check::lints::run(&item, &rubric, &own, &mut grader));
        for result in check::run_examples(&rubric, &own, &mut grader) {
            examples += 1;
            match result.finding {
                Some(finding) => findings.push(finding),
                None => passed += 1,
            }
        }
    }
    if command.errors {
        findings.retain(|finding| finding.severity == Severity::Error);
    }
    tidy(&mut findings);
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    show(&findings, command, &engine)?;
    writeln!(
        anstream::stderr(),
        "{} items, {examples} examples: {passed} get their band. {}",
        chosen.len(),
        if findings.is_empty() { "No findings.".to_string() } else { report::findings::summary(&findings) }
    )?;
    if command.audit {
        audit(&engine)?;
    }
    Ok(if errors > 0 { Outcome::FellShort } else { Outcome::Done })
}

fn names(item: &Summary, name: &str) -> bool {
    let slug: String = item
        .topic
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let file = Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or(name);
    item.id == name || item.topic.eq_ignore_ascii_case(name) || slug == file
}

fn show(findings: &[Finding], command: &Check, engine: &Engine) -> Result<(), Failure> {
    let sources = engine.bank().sources();
    let mut out = anstream::stdout().lock();
    if command.format == View::Json {
        for finding in findings {
            let source = sources.get(finding.place.file as usize);
            let (line, column) = source.map_or((0, 0), |source| source.line_column(finding.place.span.start));
            let line = serde_json::json!({
                "code": finding.code, "severity": finding.severity, "message": finding.message, "detail": finding.label, "help": finding.help,
                "file": source.map(|source| &source.path), "line": line, "column": column,
            });
            writeln!(out, "{line}")?;
        }
        return Ok(());
    }
    if sources.is_empty() {
        // The shipped bank has no files to point into.
        for finding in findings {
            writeln!(out, "{}\n  {}", finding.to_line(sources), finding.label)?;
        }
        return Ok(());
    }
    write!(out, "{}", report::findings::render(findings, sources, io::stdout().is_terminal()))?;
    Ok(())
}

/// Items of the audit that are named.
const NAMED: usize = 40;

/// How the bank holds up as a whole.
fn audit(engine: &Engine) -> Result<(), Failure> {
    let audit = check::audit::run(engine, 1);
    let mut out = anstream::stdout().lock();
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::ASCII_BORDERS_ONLY_CONDENSED);
    table.set_header(["topic", "items", "concepts", "alternatives", "misconceptions", "examples"]);
    let mut sum = check::audit::TopicCount { topic: "all".into(), ..Default::default() };
    for topic in &audit.topics {
        sum.items += topic.items;
        sum.concepts += topic.concepts;
        sum.alternatives += topic.alternatives;
        sum.misconceptions += topic.misconceptions;
        sum.examples += topic.examples;
    }
    for topic in audit.topics.iter().chain([&sum]) {
        let counts = [topic.items, topic.concepts, topic.alternatives, topic.misconceptions, topic.examples];
        table.add_row(std::iter::once(topic.topic.clone()).chain(counts.map(|count| count.to_string())));
    }
    writeln!(out, "{table}")?;
    let share = |(all, good): (usize, usize)| 100.0 * good as f64 / all.max(1) as f64;
    let (all, good) = audit.references;
    writeln!(out, "references graded without themselves: {good} of {all} strong ({:.1} %)", share(audit.references))?;
    for (item, band) in audit.not_strong.iter().take(NAMED) {
        writeln!(out, "  {item}: {}", band.name())?;
    }
    let (all, good) = audit.foreign;
    writeln!(out, "strong examples against other items: {good} of {all} weak ({:.1} %)", share(audit.foreign))?;
    for (of, against, band) in audit.not_weak.iter().take(NAMED) {
        writeln!(out, "  {of} against {against}: {}", band.name())?;
    }
    Ok(())
}
