//! `gradus progress`: looks back at practice; takes it along and deletes it.

use super::args::{Args, Progress, View};
use super::pager::Pager;
use super::practice::store_path;
use super::{Failure, Outcome, cannot_write, clock, engine, overwrites, unknown_item, width};
use crate::feedback::said_well;
use crate::progress::summary::{self, Names, Summary};
use crate::progress::{Store, StoreError, Subject, transfer};
use crate::report;
use crate::report::progress::Disputed;
use crate::report::words::count;
use crate::rows::output::Output;
use std::fs::File;
use std::io::{self, BufReader, IsTerminal, Write};
use std::path::Path;

pub fn run(command: &Progress, args: &Args) -> Result<Outcome, Failure> {
    let path = store_path(command.store.as_deref())?;
    if let Some(item) = &command.forget {
        return forget(command, args, &path, item.as_deref());
    }
    if let Some(name) = &command.import {
        return import(&path, name);
    }
    let written = [("--export", &command.export), ("--html", &command.html)];
    let written: Vec<_> =
        written.into_iter().filter_map(|(what, file)| Some((what, Path::new(file.as_ref()?)))).collect();
    overwrites::refuse(&[("the store", &path)], &written)?;
    let store = open(command, &path)?;
    if let Some(name) = &command.export {
        let mut output = Output::create(name).map_err(|error| cannot_write(name, error))?;
        transfer::export(&store, name, &mut output)?;
        output.finish().map_err(|error| cannot_write(name, error))?;
        return Ok(Outcome::Done);
    }
    if command.disputes {
        return disputes(&store, command, args);
    }
    let summary = summed_up(&store, args)?;
    if let Some(name) = &command.html {
        let page = html(&summary)?;
        let mut output = Output::create(name).map_err(|error| cannot_write(name, error))?;
        output.write_all(page.as_bytes()).map_err(|error| cannot_write(name, error))?;
        output.finish().map_err(|error| cannot_write(name, error))?;
        return Ok(Outcome::Done);
    }
    match command.format {
        View::Json => report::json::write(&mut anstream::stdout().lock(), &summary)?,
        View::Text => page(args, &report::progress::view(&summary, width()))?,
    }
    Ok(Outcome::Done)
}

/// The store to look at. Who has not practised yet has none in the data folder, which is the same as an empty one; a file
/// that was named has to be there.
fn open(command: &Progress, path: &Path) -> Result<Store, Failure> {
    match path.exists() {
        true => Ok(Store::open_to_read(path)?),
        false if command.store.is_none() => Ok(Store::empty()?),
        false => Err(Failure::Message(format!(
            "{}: there is no such file; without --store, practice is kept in your data folder",
            path.display()
        ))),
    }
}

fn summed_up(store: &Store, args: &Args) -> Result<Summary, Failure> {
    let engine = engine(args)?;
    let explain = |item: &str, concept: &str| {
        let rubric = engine.rubric(item)?;
        let at = rubric.set()?.concepts.iter().position(|known| known.id == concept)?;
        said_well(rubric, at).map(|said| format!("A good answer says: {said}"))
    };
    let (history, memories) = (store.history()?, store.memories()?);
    let disputes = store.disputes()?.len() as u64;
    Ok(summary::summary(engine.bank(), &history, &memories, disputes, clock::now()?.day, explain))
}

#[cfg(feature = "pages")]
fn html(summary: &Summary) -> Result<String, Failure> {
    Ok(report::html::progress(summary)?)
}

#[cfg(not(feature = "pages"))]
fn html(_: &Summary) -> Result<String, Failure> {
    Err(Failure::Message("this gradus was built without pages; build with `--features pages`".to_string()))
}

fn page(args: &Args, text: &str) -> io::Result<()> {
    let mut pager = Pager::open(args);
    let written = pager.write_all(text.as_bytes());
    pager.finish()?;
    written
}

fn disputes(store: &Store, command: &Progress, args: &Args) -> Result<Outcome, Failure> {
    let engine = engine(args)?;
    let names = Names::new(engine.bank());
    let mut all: Vec<Disputed> = Vec::new();
    for dispute in store.disputes()? {
        let answer = store.text(&dispute.answer)?.unwrap_or_default();
        let about = match &dispute.subject {
            Subject::Concept(id) => names.label(&dispute.item, id),
            Subject::Misconception(id) => names.misconception(&dispute.item, id).0,
        };
        all.push(Disputed { dispute, about, answer });
    }
    match command.format {
        View::Text => page(args, &report::progress::disputes(&all, width()))?,
        View::Json => {
            let mut out = anstream::stdout().lock();
            for Disputed { dispute, answer, .. } in &all {
                let mut value = serde_json::to_value(dispute)?;
                value["text"] = answer.as_str().into();
                serde_json::to_writer(&mut out, &value)?;
                writeln!(out)?;
            }
        }
    }
    Ok(Outcome::Done)
}

/// Takes over an export. A store is made only when there is something to take over.
fn import(path: &Path, name: &str) -> Result<Outcome, Failure> {
    let rows = if name == "-" {
        transfer::read("standard input", io::stdin().lock())?
    } else {
        let file = File::open(name).map_err(|error| Failure::Message(format!("{name}: {error}")))?;
        transfer::read(name, BufReader::new(file))?
    };
    let imported = Store::open(path)?.import(&rows)?;
    writeln!(
        anstream::stderr(),
        "Taken over: {}, {}, {}; {} here already.",
        count(imported.answers, "answer", "answers"),
        count(imported.disputes, "dispute", "disputes"),
        count(imported.drafts, "unfinished answer", "unfinished answers"),
        count(imported.known, "row was", "rows were"),
    )?;
    Ok(Outcome::Done)
}

/// Deletes. A damaged store can only be deleted as a whole, and what is no store not at all.
fn forget(command: &Progress, args: &Args, path: &Path, item: Option<&str>) -> Result<Outcome, Failure> {
    if !path.exists() {
        writeln!(anstream::stderr(), "There is nothing to forget: {} does not exist.", path.display())?;
        return Ok(Outcome::Done);
    }
    let store = match Store::open(path) {
        Err(StoreError::Corrupt { .. }) if item.is_none() => None,
        store => Some(store?),
    };
    if let (Some(store), Some(item)) = (&store, item)
        && !store.keeps(item)?
    {
        let engine = engine(args)?;
        if engine.bank().summaries().iter().all(|known| known.id != item) {
            return Err(unknown_item(engine.bank(), item));
        }
        writeln!(anstream::stderr(), "There is nothing to forget: nothing is kept about {item}.")?;
        return Ok(Outcome::Done);
    }
    if item.is_none() && !command.yes && !agreed(path)? {
        return Err(Failure::Message("nothing was deleted".to_string()));
    }
    let Some(mut store) = store else {
        std::fs::remove_file(path).map_err(|error| Failure::Message(format!("{}: {error}", path.display())))?;
        writeln!(anstream::stderr(), "Deleted: {}, which was damaged.", path.display())?;
        return Ok(Outcome::Done);
    };
    let gone = count(store.forget(item)?, "answer", "answers");
    writeln!(anstream::stderr(), "Deleted: {gone}, and all that was kept with them.")?;
    Ok(Outcome::Done)
}

/// Whether somebody at a terminal wants everything deleted.
fn agreed(path: &Path) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::Message("deleting everything needs --yes where nobody can be asked".to_string()));
    }
    write!(anstream::stderr(), "Delete everything in {}? Type yes: ", path.display())?;
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line.trim().eq_ignore_ascii_case("yes"))
}
