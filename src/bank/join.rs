//! Joins what the files say into one bank and checks what only the whole can show.

use super::codes;
use super::files::Folder;
use super::keywords::{Entry, did_you_mean};
use super::language::{DEFAULT_BANDS, FlagTopics, check_topics};
use super::questions::Question;
use super::reader::File;
use super::schema::{Bands, Glossary, Item, KeywordSet, RedFlag};
use super::seen::Seen;
use super::store::Bank;
use crate::finding::{Finding, Source, tidy};
use crate::span::Place;
use std::collections::{HashMap, HashSet};

/// What the files say, one after the other.
#[derive(Default)]
pub struct Parts {
    /// The files.
    pub sources: Vec<Source>,
    /// What is wrong so far.
    pub findings: Vec<Finding>,
    /// The folders of files that could be read only in part.
    pub damaged: Vec<Folder>,
    /// All questions in the order of the files.
    pub questions: Vec<Question>,
    /// All keyword sets in the order of the files.
    pub entries: Vec<Entry>,
    /// Bank-wide language.
    pub glossary: Glossary,
    /// Bank-wide cut points, where given.
    pub bands: Option<Bands>,
    /// Bank-wide red flags.
    pub red_flags: Vec<RedFlag>,
    /// The topics that red flags name.
    pub flag_topics: FlagTopics,
}

/// The bank and all findings, ordered by place.
pub fn join(parts: Parts) -> (Bank, Vec<Finding>) {
    let Parts { sources, mut findings, damaged, questions, entries, glossary, bands, red_flags, flag_topics } = parts;
    // What seems to be missing may stand in the part of a file that could not be read.
    let corpus_whole = !damaged.contains(&Folder::Corpus);
    let keywords_whole = !damaged.contains(&Folder::KeywordSets);

    if questions.is_empty() && corpus_whole {
        let help = "write questions as [[item]] in corpus/TOPIC.toml";
        findings.push(
            codes::NO_QUESTIONS.at(Place::default(), "The bank has no question", "no [[item]] in corpus/").help(help),
        );
    }
    let ids: Vec<String> = questions.iter().map(|question| question.item.id.clone()).collect();
    let known: HashSet<&str> = ids.iter().map(String::as_str).collect();
    let nearest = |id: &str, otherwise: &str| did_you_mean(id, ids.iter().map(String::as_str), otherwise);

    let mut sets: HashMap<String, KeywordSet> = HashMap::new();
    let mut seen = Seen::new("keyword set for");
    for Entry { id, set } in entries {
        if !seen.first_in(&sources, &mut findings, &id.value, id.place) {
            continue;
        }
        if !known.contains(id.value.as_str()) && corpus_whole && !questions.is_empty() {
            let message = format!("There is no item `{}` in corpus/", id.value);
            let help = nearest(&id.value, "write the question in corpus/ first");
            findings.push(codes::UNKNOWN_ITEM.at(id.place, message, "no such item").help(help));
        }
        sets.insert(id.value, set);
    }

    let mut items: Vec<Item> = Vec::with_capacity(questions.len());
    let mut seen = Seen::new("item");
    for Question { mut item, related, flawed } in questions {
        for id in related.iter().filter(|id| corpus_whole && id.value == item.id) {
            let message = format!("`related` of the item `{}` names the item itself", item.id);
            findings.push(codes::SELF_RELATED.at(id.place, message, "itself").help("remove it"));
        }
        for id in related.iter().filter(|id| corpus_whole && !known.contains(id.value.as_str())) {
            let message = format!("`related` of the item `{}` names an unknown item `{}`", item.id, id.value);
            let help = nearest(&id.value, "remove it, or write that item");
            findings.push(codes::UNKNOWN_RELATED.at(id.place, message, "no such item").help(help));
        }
        if !seen.first_in(&sources, &mut findings, &item.id, item.place) {
            continue;
        }
        item.keyword_set = sets.remove(&item.id);
        let bare = item.references.is_empty() && item.keyword_set.is_none();
        if bare && !flawed && corpus_whole && keywords_whole {
            let message = format!("The item `{}` has neither references nor a keyword set", item.id);
            let help = "add `references = [\"...\"]`, or an item of this id in keyword-sets/";
            findings.push(codes::UNGRADABLE.at(item.place, message, "nothing to grade against").help(help));
        }
        items.push(item);
    }

    if keywords_whole {
        findings.extend(without_keyword_set(&items));
    }
    if corpus_whole {
        let mut topics: Vec<&str> = items.iter().map(|item| item.topic.as_str()).collect();
        topics.sort_unstable();
        topics.dedup();
        let index = flag_topics.first().map_or(0, |topic| topic.place.file);
        let text = sources.get(index as usize).map_or("", |source| source.text.as_str());
        check_topics(&mut File { index, text, findings: &mut findings }, &flag_topics, &topics);
    }
    tidy(&mut findings);
    let bank = Bank::loaded(items, glossary, bands.unwrap_or(DEFAULT_BANDS), red_flags, sources);
    (bank.with_homeless(homeless(sets)), findings)
}

/// Keyword sets that no item has taken, in the order of the files: an author who is told that the item is missing wants to
/// hear what else is wrong at the same time.
fn homeless(sets: HashMap<String, KeywordSet>) -> Vec<Item> {
    let mut items: Vec<Item> = sets.into_iter().map(|(id, set)| Item::asking_nothing(id, set)).collect();
    items.sort_by_key(|item| item.place);
    items
}

/// One finding for all items that references alone grade: a misspelt folder or file shows in it.
fn without_keyword_set(items: &[Item]) -> Option<Finding> {
    let bare: Vec<&Item> =
        items.iter().filter(|item| item.keyword_set.is_none() && !item.references.is_empty()).collect();
    let first = bare.first()?;
    let all = if bare.len() == items.len() { "all items" } else { "these items" };
    let ids: Vec<String> = bare.iter().map(|item| format!("`{}`", item.id)).collect();
    let message =
        format!("No keyword set is there for {all}, so their references alone grade them: {}", ids.join(", "));
    let help = "write an [[item]] of the same id in keyword-sets/NAME.toml; or leave it so, if that is meant";
    Some(codes::NO_KEYWORD_SET.at(first.place, message, "has references alone").help(help))
}
