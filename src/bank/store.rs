//! The bank in memory: cheap to look through, items one by one.

use super::language::DEFAULT_BANDS;
use super::schema::{Bands, Example, Glossary, Item, Kind, Level, RedFlag};
use super::suggest;
use crate::finding::Source;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a list of items shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Kebab-case, unique in the bank.
    pub id: String,
    /// The question's text.
    pub question: String,
    /// The topic's display name.
    pub topic: String,
    /// Expected experience.
    pub level: Level,
    /// Sort of answer asked for.
    pub kind: Kind,
    /// Whether a keyword set is written for it.
    pub has_keyword_set: bool,
}

/// All items with the language and the rules they share.
///
/// A bank is loaded from a folder ([`load()`](crate::bank::load())) or ships inside the program ([`Bank::shipped`]); both answer
/// the same questions.
#[derive(Debug, Clone)]
pub struct Bank {
    pub(super) summaries: Vec<Summary>,
    /// Indexes into `summaries`, ordered by id.
    by_id: Vec<u32>,
    pub(super) glossary: Glossary,
    pub(super) bands: Bands,
    pub(super) red_flags: Vec<RedFlag>,
    sources: Vec<Source>,
    statistics: Cow<'static, [u8]>,
    items: Items,
    /// Keyword sets whose items are not in `corpus/`, as items that ask nothing: their patterns can be checked by then.
    homeless: Vec<Item>,
}

/// Where the items are.
#[derive(Debug, Clone)]
enum Items {
    /// Read from TOML, in the order of the summaries.
    Loaded(Vec<Item>),
    /// Still encoded.
    Packed(super::blob::Packed),
}

impl Default for Bank {
    fn default() -> Self {
        Bank::loaded(Vec::new(), Glossary::default(), DEFAULT_BANDS, Vec::new(), Vec::new())
    }
}

impl Bank {
    /// A bank of items read from TOML.
    pub(super) fn loaded(
        items: Vec<Item>,
        glossary: Glossary,
        bands: Bands,
        red_flags: Vec<RedFlag>,
        sources: Vec<Source>,
    ) -> Bank {
        let summaries = items.iter().map(Summary::of).collect();
        let items = Items::Loaded(items);
        Bank::new(summaries, glossary, bands, red_flags, sources, Cow::Borrowed(&[]), items)
    }

    /// A bank whose items are still encoded.
    pub(super) fn packed(
        summaries: Vec<Summary>,
        glossary: Glossary,
        bands: Bands,
        red_flags: Vec<RedFlag>,
        statistics: Cow<'static, [u8]>,
        packed: super::blob::Packed,
    ) -> Bank {
        Bank::new(summaries, glossary, bands, red_flags, Vec::new(), statistics, Items::Packed(packed))
    }

    fn new(
        summaries: Vec<Summary>,
        glossary: Glossary,
        bands: Bands,
        red_flags: Vec<RedFlag>,
        sources: Vec<Source>,
        statistics: Cow<'static, [u8]>,
        items: Items,
    ) -> Bank {
        let mut by_id: Vec<u32> = (0..u32::try_from(summaries.len()).unwrap_or(u32::MAX)).collect();
        by_id.sort_by(|a, b| summaries[*a as usize].id.cmp(&summaries[*b as usize].id));
        Bank { summaries, by_id, glossary, bands, red_flags, sources, statistics, items, homeless: Vec::new() }
    }

    /// All items, in the order of the files.
    pub fn summaries(&self) -> &[Summary] {
        &self.summaries
    }

    /// The same bank with keyword sets that belong to none of its items.
    pub(super) fn with_homeless(self, homeless: Vec<Item>) -> Bank {
        Bank { homeless, ..self }
    }

    /// Keyword sets whose items do not exist, each as an item that asks nothing. They grade nothing; a check looks at them.
    pub fn homeless(&self) -> &[Item] {
        &self.homeless
    }

    /// One item. In the shipped bank this decodes that one item, without its examples (see [`Bank::examples`]).
    pub fn item(&self, id: &str) -> Option<Cow<'_, Item>> {
        let index = self.index(id)?;
        match &self.items {
            Items::Loaded(items) => items.get(index).map(Cow::Borrowed),
            Items::Packed(packed) => packed.item(index).ok().map(Cow::Owned),
        }
    }

    /// The examples of one item; none for an unknown item.
    pub fn examples(&self, id: &str) -> Cow<'_, [Example]> {
        let Some(index) = self.index(id) else { return Cow::Borrowed(&[]) };
        match &self.items {
            Items::Loaded(items) => {
                let set = items.get(index).and_then(|item| item.keyword_set.as_ref());
                Cow::Borrowed(set.map_or(&[], |set| set.examples.as_slice()))
            }
            Items::Packed(packed) => packed.examples(index).map_or(Cow::Borrowed(&[]), Cow::Owned),
        }
    }

    /// Bank-wide language.
    pub fn glossary(&self) -> &Glossary {
        &self.glossary
    }

    /// The cut points for items that have none of their own.
    pub fn bands(&self) -> Bands {
        self.bands
    }

    /// Statements that worry an interviewer in any answer.
    pub fn red_flags(&self) -> &[RedFlag] {
        &self.red_flags
    }

    /// The files the bank was read from, for findings; empty for the shipped bank.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// What was worked out over the whole bank when it was built in; empty for a bank loaded from a folder.
    pub fn statistics(&self) -> &[u8] {
        &self.statistics
    }

    /// Ids that someone may have meant by `id`, nearest first, at most three.
    pub fn suggest(&self, id: &str) -> Vec<&str> {
        let mut near = suggest::ranked(id, self.summaries.iter().map(|summary| summary.id.as_str()));
        near.truncate(3);
        near
    }

    fn index(&self, id: &str) -> Option<usize> {
        let id_of = |at: &u32| self.summaries[*at as usize].id.as_str();
        let found = self.by_id.binary_search_by(|at| id_of(at).cmp(id)).ok()?;
        Some(self.by_id[found] as usize)
    }
}

impl Summary {
    /// What a list shows of an item.
    pub fn of(item: &Item) -> Summary {
        Summary {
            id: item.id.clone(),
            question: item.question.clone(),
            topic: item.topic.clone(),
            level: item.level,
            kind: item.kind,
            has_keyword_set: item.keyword_set.is_some(),
        }
    }
}
