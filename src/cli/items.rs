//! `gradus items`: list, filter and search the questions.

use super::args::{Args, Items, View};
use super::pager::Pager;
use super::say::say;
use super::{Failure, Outcome, engine, width};
use crate::bank::{Bank, Level, Summary};
use crate::engine::Engine;
use anstyle::Style;
use std::io::{self, Write};

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
        // Nothing found is an answer: an empty list, and on standard error a word of what to try.
        say(format_args!(
            "{}",
            nothing_found(engine.bank(), query.trim(), command.topic.is_some() || level.is_some())
        ))?;
        return Ok(Outcome::FellShort);
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
        row(&mut out, item, longest, width())?;
    }
    out.finish()?;
    Ok(Outcome::Done)
}

/// Fewest columns that a question reads well in.
const ROOM: usize = 20;

/// An item's id and its question beside it, or below it where there is no room beside the longest id.
fn row(out: &mut impl Write, item: &Summary, longest: usize, width: usize) -> io::Result<()> {
    let beside = width >= longest + 4 + ROOM;
    let indent = if beside { longest + 4 } else { 4 };
    let mut id = if beside { item.id.as_str() } else { "" };
    if !beside {
        writeln!(out, "  {}", item.id)?;
    }
    let before = indent - 4;
    for line in textwrap::wrap(&item.question, width.saturating_sub(indent).max(ROOM - 4)) {
        writeln!(out, "  {id:before$}  {line}")?;
        id = "";
    }
    Ok(())
}

/// What to try where nothing was found.
fn nothing_found(bank: &Bank, query: &str, filtered: bool) -> String {
    match (query, filtered) {
        ("", _) => no_question_fits(bank),
        (query, false) => format!(
            "no question is found for `{query}`: try fewer or other words; `gradus items` lists all {}",
            bank.summaries().len()
        ),
        (query, true) => format!(
            "no question is found for `{query}` within the topic or level asked for: try without them, or other words"
        ),
    }
}

fn no_question_fits(bank: &Bank) -> String {
    let topics: std::collections::BTreeSet<&str> = bank.summaries().iter().map(|item| item.topic.as_str()).collect();
    format!("no question fits; topics are: {}", topics.into_iter().collect::<Vec<_>>().join(", "))
}

/// The message for filters that leave nothing, where sessions ask.
#[cfg(feature = "practice")]
pub fn nothing_fits(bank: &Bank) -> Failure {
    Failure::Message(no_question_fits(bank))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Kind;

    #[test]
    fn a_question_stands_beside_its_id_or_below_it_where_there_is_no_room() {
        let item = Summary {
            id: "a-long-id".into(),
            question: "What is the use of a list that cannot be changed?".into(),
            topic: "T".into(),
            level: Level::Mid,
            kind: Kind::Design,
            has_keyword_set: false,
        };
        let shown = |width| {
            let mut out = Vec::new();
            row(&mut out, &item, 12, width).expect("in memory");
            String::from_utf8(out).expect("a text")
        };
        let beside =
            "  a-long-id     What is the use of a\n                list that cannot be\n                changed?\n";
        assert_eq!(shown(36), beside);
        assert_eq!(shown(30), "  a-long-id\n    What is the use of a list\n    that cannot be changed?\n");
        assert!(shown(20).lines().all(|line| line.len() <= 20));
    }
}
