//! `gradus check`: is this bank sound?

use super::args::{Args, Check, View};
use super::say::say;
use super::{Failure, Outcome};
use crate::bank::{BankError, Summary};
use crate::check;
use crate::engine::Engine;
use crate::finding::{Finding, Severity, tidy};
use crate::report;
use crate::report::words::plural;
use crate::scoring::Scorer;
use crate::text::slug::kebab;
use std::io::Write;
use std::path::Path;

pub fn run(command: &Check, args: &Args) -> Result<Outcome, Failure> {
    if command.codes {
        return codes(command.format);
    }
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
    for name in &only {
        if !bank.summaries().iter().any(|item| names(item, name)) {
            return Err(Failure::Message(unknown(name, folder.is_some())));
        }
    }
    let chosen: Vec<&Summary> =
        bank.summaries().iter().filter(|item| only.is_empty() || only.iter().any(|name| names(item, name))).collect();
    let mut scorer = Scorer::default();
    let (mut examples, mut passed) = (0, 0);
    for summary in &chosen {
        let Some(item) = bank.item(&summary.id) else { continue };
        let (rubric, problems) = engine.compiler().compile(&item);
        let own = bank.examples(&summary.id);
        let mut found = check::problems(&problems, bank.sources());
        found.extend(check::slips::of_item(&item, bank.sources()));
        found.extend(check::lints::run(&item, &rubric, &own, &mut scorer));
        for result in check::run_examples(&rubric, &own, &mut scorer) {
            examples += 1;
            match result.finding {
                Some(finding) => found.push(finding),
                None => passed += 1,
            }
        }
        findings.extend(found.into_iter().map(|finding| finding.about(&summary.id)));
    }
    if command.errors {
        findings.retain(|finding| finding.severity == Severity::Error);
    }
    tidy(&mut findings);
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let outcome = if errors > 0 { Outcome::FellShort } else { Outcome::Done };
    outcome.once(show(&findings, command, &engine))?;
    say(format_args!(
        "{}, {}: {passed} get their band. {}",
        plural(chosen.len() as u64, "item", "items"),
        plural(examples, "example", "examples"),
        if findings.is_empty() { "No findings.".to_string() } else { report::findings::summary(&findings) }
    ))?;
    if command.audit {
        outcome.once(audit(command, &engine))?;
    }
    Ok(outcome)
}

/// What the bank's own texts say about its items.
fn audit(command: &Check, engine: &Engine) -> Result<(), Failure> {
    let audit = check::audit::run(engine, 1);
    let mut out = anstream::stdout().lock();
    match command.format {
        View::Json => writeln!(out, "{}", serde_json::json!({ "audit": audit }))?,
        View::Text => write!(out, "{}", report::audit::render(&audit))?,
    }
    Ok(out.flush()?)
}

/// What can be found.
fn codes(format: View) -> Result<Outcome, Failure> {
    let mut out = anstream::stdout().lock();
    for code in check::all_codes() {
        match format {
            View::Json => writeln!(out, "{}", serde_json::to_string(code)?)?,
            View::Text => writeln!(out, "{} {:<7} {}", code.id, code.severity.to_string(), code.about)?,
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// What a word can be that names nothing to check. Where no bank is given, it may be meant for a bank's folder.
fn unknown(name: &str, in_bank: bool) -> String {
    let path = Path::new(name);
    if in_bank {
        format!("nothing in the bank is called {name}")
    } else if path.is_file() {
        format!("{name}: this is a file; give the folder that holds corpus/ and keyword-sets/")
    } else if path.components().count() > 1 {
        BankError::Missing(path.to_owned()).to_string()
    } else {
        format!(
            "there is no folder or item {name}; give the folder that holds corpus/ and keyword-sets/, or an item's id"
        )
    }
}

fn names(item: &Summary, name: &str) -> bool {
    let file = Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or(name);
    item.id == name || item.topic.eq_ignore_ascii_case(name) || kebab(&item.topic) == file
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
                "item": finding.item,
                "file": source.map(|source| &source.path), "line": line, "column": column,
            });
            writeln!(out, "{line}")?;
        }
        return Ok(());
    }
    if sources.is_empty() {
        // The shipped bank has no files to point into.
        for finding in findings {
            let item = finding.item.as_deref().map(|item| format!("{item}: ")).unwrap_or_default();
            writeln!(out, "{item}{}\n  {}", finding.to_line(sources), finding.label)?;
        }
        return Ok(());
    }
    // The stream takes the colours out where they are not wanted.
    write!(out, "{}", report::findings::render(findings, sources, true))?;
    Ok(())
}
