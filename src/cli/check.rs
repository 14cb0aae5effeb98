//! `gradus check`: is this bank sound?

use super::args::{Args, Check, View};
use super::say::say;
use super::{Failure, Outcome};
use crate::bank::{BankError, Item, Summary};
use crate::check;
use crate::engine::Engine;
use crate::finding::{Finding, Severity, tidy};
use crate::report;
use crate::report::words::plural;
use crate::scoring::Scorer;
use crate::span::Place;
use crate::text::slug::kebab;
use std::io::Write;
use std::path::{Path, PathBuf};

pub fn run(command: &Check, args: &Args) -> Result<Outcome, Failure> {
    if command.codes {
        return codes(command.format);
    }
    let mut outcome = Outcome::Done;
    for asked in asked(&command.paths, args.bank.as_deref())? {
        let (engine, findings) = match &asked.bank {
            Some(dir) => Engine::load(dir)?,
            None => (Engine::shipped(), Vec::new()),
        };
        if let Outcome::FellShort = one(command, &asked, &engine, findings)? {
            outcome = Outcome::FellShort;
        }
        if command.audit {
            outcome.once(audit(command, &engine))?;
        }
    }
    Ok(outcome)
}

/// A bank to check, and what of it.
#[derive(Debug, Default, PartialEq)]
struct Asked {
    /// Its folder; none for the bank inside the program.
    bank: Option<PathBuf>,
    /// Item ids, topics or names of files to restrict the report to.
    only: Vec<String>,
    /// Files of the bank to restrict the report to.
    files: Vec<PathBuf>,
}

/// Which banks are meant: each folder is one; a file is a part of the bank that it stands in; anything else names items or
/// topics, of every bank that is given.
fn asked(paths: &[String], bank: Option<&Path>) -> Result<Vec<Asked>, Failure> {
    let mut all: Vec<Asked> = Vec::new();
    let mut only = Vec::new();
    let mut add = |dir: &Path, file: Option<&Path>| {
        let at = all.iter().position(|asked| asked.bank.as_deref() == Some(dir)).unwrap_or_else(|| {
            all.push(Asked { bank: Some(dir.to_owned()), ..Asked::default() });
            all.len() - 1
        });
        all[at].files.extend(file.map(Path::to_owned));
    };
    if let Some(dir) = bank {
        add(dir, None);
    }
    for name in paths {
        let path = Path::new(name);
        if path.is_dir() {
            // Who points at corpus/ means the bank around it.
            add(bank_around(path).filter(|_| !is_bank(path)).as_deref().unwrap_or(path), None);
        } else if path.is_file() {
            let dir = path.parent().and_then(bank_around);
            let dir = dir.ok_or_else(|| {
                Failure::Message(format!(
                    "{name}: this file stands in no bank; give the folder that holds corpus/ and keyword-sets/, or a file in \
                     one of these"
                ))
            })?;
            add(&dir, Some(path));
        } else if path.components().count() > 1 && bank.is_none() {
            return Err(Failure::Message(BankError::Missing(path.to_owned()).to_string()));
        } else {
            only.push(name.clone());
        }
    }
    if all.is_empty() {
        all.push(Asked::default());
    }
    all.iter_mut().for_each(|asked| asked.only.clone_from(&only));
    Ok(all)
}

/// The bank of which a folder is `corpus/` or `keyword-sets/`.
fn bank_around(folder: &Path) -> Option<PathBuf> {
    let is_part = folder.file_name().is_some_and(|name| name == "corpus" || name == "keyword-sets");
    let around = folder.parent().filter(|_| is_part)?;
    Some(if around.as_os_str().is_empty() { PathBuf::from(".") } else { around.to_owned() })
}

fn is_bank(folder: &Path) -> bool {
    folder.join("corpus").is_dir() || folder.join("keyword-sets").is_dir()
}

/// Checks one bank.
fn one(command: &Check, asked: &Asked, engine: &Engine, mut findings: Vec<Finding>) -> Result<Outcome, Failure> {
    let bank = engine.bank();
    findings.extend(check::problems(&engine.compiler().problems, bank.sources()));
    findings.extend(check::slips::of_bank(bank.glossary(), bank.red_flags(), bank.sources()));
    for name in &asked.only {
        let is_homeless = || bank.homeless().iter().any(|set| set.id == *name);
        if !bank.summaries().iter().any(|item| names(item, name)) && !is_homeless() {
            return Err(Failure::Message(unknown(name, asked.bank.as_deref())));
        }
    }
    let all = asked.only.is_empty() && asked.files.is_empty();
    let in_files = |place: Place| {
        let source = bank.sources().get(place.file as usize);
        source.is_some_and(|source| asked.files.iter().any(|file| is_same(Path::new(&source.path), file)))
    };
    if asked.only.is_empty() && !all {
        findings.retain(|finding| in_files(finding.place));
    }
    let is_asked = |summary: &Summary| {
        let places = || {
            let item = bank.item(&summary.id);
            item.into_iter().flat_map(|item| [Some(item.place), item.keyword_set.as_ref().map(|set| set.place)])
        };
        all || asked.only.iter().any(|name| names(summary, name))
            || !asked.files.is_empty() && places().flatten().any(in_files)
    };
    let chosen: Vec<&Summary> = bank.summaries().iter().filter(|summary| is_asked(summary)).collect();
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
    // A keyword set without its item grades nothing, so nothing but its patterns can be looked at.
    let is_meant = |set: &&Item| all || asked.only.contains(&set.id) || in_files(set.place);
    for set in bank.homeless().iter().filter(is_meant) {
        let mut found = check::problems(&engine.compiler().compile(set).1, bank.sources());
        found.extend(check::slips::of_item(set, bank.sources()));
        findings.extend(found.into_iter().map(|finding| finding.about(&set.id)));
    }
    if command.errors {
        findings.retain(|finding| finding.severity == Severity::Error);
    }
    tidy(&mut findings);
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let outcome = if errors > 0 { Outcome::FellShort } else { Outcome::Done };
    outcome.once(show(&findings, command, engine))?;
    say(format_args!(
        "{}, {}: {passed} get their band. {}",
        plural(chosen.len() as u64, "item", "items"),
        plural(examples, "example", "examples"),
        if findings.is_empty() { "No findings.".to_string() } else { report::findings::summary(&findings) }
    ))?;
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

/// What to do about a word that names nothing to check.
fn unknown(name: &str, bank: Option<&Path>) -> String {
    match bank {
        Some(dir) => format!("nothing in the bank {} is called {name}", dir.display()),
        None => format!(
            "there is no folder or item {name}; give the folder that holds corpus/ and keyword-sets/, or an item's id"
        ),
    }
}

fn names(item: &Summary, name: &str) -> bool {
    item.id == name
        || item.topic.eq_ignore_ascii_case(name)
        || kebab(&item.topic) == name.strip_suffix(".toml").unwrap_or(name)
}

/// Whether two paths into one bank lead to the same file.
fn is_same(one: &Path, other: &Path) -> bool {
    let part = |path: &Path| path.parent().and_then(Path::file_name).map(ToOwned::to_owned);
    one.file_name() == other.file_name() && part(one) == part(other)
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
