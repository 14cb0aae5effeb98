//! A bank made ready for grading: items are compiled when they are first asked for, and kept.

use crate::bank::{Bank, BankError, Item, Kind, Level};
use crate::finding::Finding;
use crate::rubric::{Compiler, Rubric};
use crate::similarity::Statistics;
use crate::span::Place;
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
}

/// Id, question and references of an item that is not in the bank.
type InlineKey = (String, String, Vec<String>);
/// Inline items kept; beyond it the cache starts afresh, which no result depends on.
const INLINE_KEPT: usize = 4096;

impl Engine {
    /// The bank inside the binary.
    pub fn shipped() -> Self {
        let bank = Bank::shipped();
        // The build wrote these bytes and read them back.
        let statistics = postcard::from_bytes(bank.statistics()).unwrap_or_default();
        Engine::new(Cow::Borrowed(bank), statistics)
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
        Engine { bank, compiler, rubrics, inline: Mutex::default() }
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

    /// An item that is not in the bank, from a row of its own: the references serve as its rubric. Rows of one question
    /// share the compiled item.
    pub fn inline(&self, id: &str, question: &str, references: &[String]) -> Arc<Rubric> {
        let key = (id.to_string(), question.to_string(), references.to_vec());
        if let Some(known) = self.kept().get(&key) {
            return Arc::clone(known);
        }
        let item = Item {
            id: key.0.clone(),
            question: key.1.clone(),
            topic: String::new(),
            level: Level::Mid,
            kind: Kind::Definition,
            references: key.2.clone(),
            related: Vec::new(),
            keyword_set: None,
            place: Place::default(),
        };
        let rubric = Arc::new(self.compiler.compile(&item).0);
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
