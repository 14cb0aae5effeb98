//! A bank made ready for grading: items are compiled when they are first asked for, and kept.

use crate::bank::{Bank, BankError, Item, Kind, Level};
use crate::compile::Compiler;
use crate::finding::Finding;
use crate::rubric::Rubric;
use crate::similarity::Statistics;
use crate::span::Place;
use crate::text::key;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A bank with its compiled language and a cache of compiled items.
pub struct Engine {
    bank: Cow<'static, Bank>,
    compiler: Compiler,
    rubrics: FxHashMap<String, OnceLock<Arc<Rubric>>>,
    /// Items that came with their rows: id, question and references to the compiled item.
    inline: Mutex<FxHashMap<InlineKey, Arc<Rubric>>>,
    /// Items by their questions' texts, made when first asked for.
    by_question: OnceLock<FxHashMap<String, String>>,
}

/// Id, question and references of an item that is not in the bank.
type InlineKey = (String, String, Vec<String>);
/// Inline items kept; beyond it the cache starts afresh, which no result depends on.
const INLINE_KEPT: usize = 4096;

impl Engine {
    /// The bank inside the binary.
    pub fn shipped() -> Self {
        let bank = Bank::shipped();
        Engine::new(Cow::Borrowed(bank), statistics(bank.statistics()))
    }

    /// A bank in a folder. Findings are returned beside it; with errors among them the bank is usable in part.
    pub fn load(dir: &Path) -> Result<(Self, Vec<Finding>), BankError> {
        let (bank, findings) = crate::bank::load(dir)?;
        let items: Vec<Cow<Item>> = bank.summaries().iter().filter_map(|summary| bank.item(&summary.id)).collect();
        let statistics = Statistics::of_bank(items.iter().map(Cow::as_ref), bank.glossary());
        drop(items);
        Ok((Engine::new(Cow::Owned(bank), statistics), findings))
    }

    fn new(bank: Cow<'static, Bank>, statistics: Statistics) -> Self {
        let compiler = Compiler::new(bank.glossary(), statistics, bank.red_flags(), bank.bands());
        let rubrics = bank.summaries().iter().map(|summary| (summary.id.clone(), OnceLock::new())).collect();
        Engine { bank, compiler, rubrics, inline: Mutex::default(), by_question: OnceLock::new() }
    }

    /// The bank.
    pub fn bank(&self) -> &Bank {
        &self.bank
    }

    /// Compiles items against this bank's language.
    pub fn compiler(&self) -> &Compiler {
        &self.compiler
    }

    /// A compiled item of the bank; `None` for an unknown id.
    pub fn rubric(&self, id: &str) -> Option<&Arc<Rubric>> {
        let cell = self.rubrics.get(id)?;
        if let Some(rubric) = cell.get() {
            return Some(rubric);
        }
        let item = self.bank.item(id)?;
        Some(cell.get_or_init(|| Arc::new(self.compiler.compile(&item).0)))
    }

    /// The id of the item that asks this question: the text may differ in case, punctuation and space. `None` where no
    /// item does.
    pub fn by_question(&self, text: &str) -> Option<&str> {
        let ids = self.by_question.get_or_init(|| {
            let entries = self.bank.summaries().iter().rev().map(|item| (key(&item.question), item.id.clone()));
            entries.filter(|(text, _)| !text.is_empty()).collect()
        });
        ids.get(&key(text)).map(String::as_str)
    }

    /// Whether an item that a row brings along under an id of the bank is another one: the bank's asks something else.
    pub fn is_another(&self, id: &str, question: &str) -> bool {
        self.rubric(id).is_some_and(|rubric| key(&rubric.item.question) != key(question))
    }

    /// An item that is not in the bank, from a row of its own: the references serve as its rubric. Rows of one question
    /// share the compiled item.
    pub fn inline(&self, id: &str, question: &str, references: &[String]) -> Arc<Rubric> {
        let key = (id.to_string(), question.to_string(), references.to_vec());
        if let Some(known) = self.kept().get(&key) {
            return Arc::clone(known);
        }
        let item = Item {
            // By whatever id, it asks the same and has the same hash.
            id: String::new(),
            question: key.1.clone(),
            topic: String::new(),
            level: Level::Mid,
            kind: Kind::Definition,
            references: key.2.clone(),
            related: Vec::new(),
            keyword_set: None,
            place: Place::default(),
        };
        let mut rubric = self.compiler.compile(&item).0;
        rubric.item.id.clone_from(&key.0);
        let rubric = Arc::new(rubric);
        let mut kept = self.kept();
        if kept.len() >= INLINE_KEPT {
            kept.clear();
        }
        kept.insert(key, Arc::clone(&rubric));
        rubric
    }

    /// The cache; a thread that panicked while it held the lock cannot have left it half written.
    fn kept(&self) -> std::sync::MutexGuard<'_, FxHashMap<InlineKey, Arc<Rubric>>> {
        self.inline.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The word statistics that the build packed; a bank without items has none.
fn statistics(packed: &[u8]) -> Statistics {
    if packed.is_empty() {
        return Statistics::default();
    }
    // The build has read these very bytes back. Were they damaged all the same, an engine without statistics would grade,
    // and grade otherwise.
    postcard::from_bytes(packed).unwrap_or_else(|error| panic!("the word statistics inside the program: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "the word statistics inside the program")]
    fn damaged_statistics_are_told() {
        assert_eq!(statistics(&[]), Statistics::default());
        statistics(&Bank::shipped().statistics()[..100]);
    }

    #[test]
    fn an_item_is_compiled_once() {
        let engine = Engine::shipped();
        let first = Arc::clone(engine.rubric("gil").expect("an item"));
        assert!(Arc::ptr_eq(&first, engine.rubric("gil").expect("an item")));
        assert!(engine.rubric("no-such-item").is_none());
    }

    #[test]
    fn an_item_is_found_by_its_question() {
        let engine = Engine::shipped();
        let question = &engine.bank().summaries()[0];
        assert_eq!(engine.by_question(&question.question.to_uppercase()), Some(question.id.as_str()));
        assert_eq!(engine.by_question("?"), None);
    }

    #[test]
    fn the_shipped_bank_and_its_folder_give_the_same_rubrics() {
        let (loaded, findings) = Engine::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository is a bank");
        assert!(findings.iter().all(|finding| finding.severity != crate::finding::Severity::Error), "{findings:?}");
        let shipped = Engine::shipped();
        let hashes = |engine: &Engine| -> Vec<String> {
            let ids = engine.bank().summaries().iter().map(|summary| summary.id.clone());
            ids.map(|id| format!("{id} {}", engine.rubric(&id).expect("an item").hash)).collect()
        };
        assert_eq!(hashes(&loaded), hashes(&shipped));
        assert!(hashes(&shipped).len() >= 30);
    }

    #[test]
    fn a_reference_of_a_row_serves_as_its_rubric() {
        let engine = Engine::shipped();
        let rubric =
            engine.inline("own", "Why is the sky blue?", &["Air scatters blue light more than red light.".into()]);
        assert_eq!((rubric.item.id.as_str(), rubric.item.references.len()), ("own", 1));
        let other = engine.inline("other", &rubric.item.question, &rubric.item.references);
        assert_eq!((other.item.id.as_str(), &other.hash), ("other", &rubric.hash), "its id is no part of what it asks");
        let of = |answer| crate::scoring::grade(&rubric, answer).score;
        assert!(of("Because air scatters the blue light more.") > of("Because of the sea."));
    }
}
