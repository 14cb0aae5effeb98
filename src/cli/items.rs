//! `gradus items`: list, filter and search the questions.

use super::args::{Args, Items, View};
use super::pager::Pager;
use super::{Failure, Outcome, engine, width};
use crate::bank::{Bank, Level, Summary};
use crate::engine::Engine;
use anstyle::Style;
use std::io::Write;

/// Results of a search.
const FOUND: usize = 15;

pub fn run(command: &Items, args: &Args) -> Result<Outcome, Failure> {
    let engine = engine(args)?;
    let wanted = command.topic.as_deref().map(str::to_lowercase);
    let level = command.level.map(Level::from);
    let fits = |item: &Summary| {
        wanted.as_ref().is_none_or(|topic| item.topic.to_lowercase().contains(topic))
            && level.is_none_or(|level| item.level == level)
    };
    let query = command.query.join(" ");
    let items: Vec<&Summary> = if query.trim().is_empty() {
        engine.bank().summaries().iter().filter(|item| fits(item)).collect()
    } else {
        find(&engine, &query)?.into_iter().filter(|item| fits(item)).take(FOUND).collect()
    };
    if items.is_empty() {
        return Err(nothing_fits(engine.bank()));
    }
    if command.format == View::Json {
        let mut out = anstream::stdout().lock();
        for item in &items {
            serde_json::to_writer(&mut out, item)?;
            writeln!(out)?;
        }
        return Ok(Outcome::Done);
    }
    let mut out = Pager::open(args);
    let bold = Style::new().bold();
    let longest = items.iter().map(|item| item.id.len()).max().unwrap_or(0);
    let mut topic = "";
    for item in &items {
        if query.trim().is_empty() && item.topic != topic {
            writeln!(out, "{}{bold}{}{bold:#}", if topic.is_empty() { "" } else { "\n" }, item.topic)?;
            topic = &item.topic;
        }
        let room = width().saturating_sub(longest + 4).max(20);
        let lines = textwrap::wrap(&item.question, room);
        for (at, line) in lines.iter().enumerate() {
            let id = if at == 0 { item.id.as_str() } else { "" };
            writeln!(out, "  {id:longest$}  {line}")?;
        }
    }
    out.finish()?;
    Ok(Outcome::Done)
}

/// The message for filters that leave nothing.
pub fn nothing_fits(bank: &Bank) -> Failure {
    let topics: std::collections::BTreeSet<&str> = bank.summaries().iter().map(|item| item.topic.as_str()).collect();
    Failure::Message(format!("no question fits; topics are: {}", topics.into_iter().collect::<Vec<_>>().join(", ")))
}

/// Best first. With the `search` feature by tantivy over ids, questions, topics and references.
#[cfg(feature = "search")]
fn find<'a>(engine: &'a Engine, query: &str) -> Result<Vec<&'a Summary>, Failure> {
    use crate::search::{Entry, Search};
    let bank = engine.bank();
    let texts: Vec<(String, String)> = bank
        .summaries()
        .iter()
        .map(|item| {
            let references = bank.item(&item.id).map(|full| full.references.join(" ")).unwrap_or_default();
            (format!("{} {}", item.id, item.question), format!("{} {references}", item.topic))
        })
        .collect();
    let search = Search::new(texts.iter().map(|(title, body)| Entry { title, body }))?;
    let all = bank.summaries().len();
    let mut found = search.find(query, all)?;
    if found.is_empty() {
        found = search.find_near(query, all)?;
    }
    Ok(found.into_iter().filter_map(|(at, _)| bank.summaries().get(at)).collect())
}

/// Without the `search` feature: items whose id or question contains every word.
#[cfg(not(feature = "search"))]
fn find<'a>(engine: &'a Engine, query: &str) -> Result<Vec<&'a Summary>, Failure> {
    let words: Vec<String> = query.to_lowercase().split_whitespace().map(String::from).collect();
    let fits = |item: &&Summary| {
        let text = format!("{} {}", item.id, item.question).to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    };
    Ok(engine.bank().summaries().iter().filter(fits).collect())
}
