//! What all outputs that are made from the same spill share: gathered once.

use super::extras::Extras;
use crate::analysis::{Gatherer, ItemAnalysis};
use crate::rows::spill::Spill;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// What is told about a run's answers together.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The figures.
    pub analysis: ItemAnalysis,
    /// The order of review, and what is alike.
    pub extras: Extras,
}

/// Gathers when it is first asked, and keeps the result.
#[derive(Default)]
pub struct Gathering(Mutex<Option<Arc<Gathered>>>);

impl Gathering {
    /// What the records of a spill say together.
    pub fn of(&self, spill: &Spill) -> io::Result<Arc<Gathered>> {
        // A thread that panicked while it held the lock left either nothing or all of it.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(gathered) = &*kept {
            return Ok(Arc::clone(gathered));
        }
        let mut gatherer = Gatherer::default();
        for record in spill.records()? {
            gatherer.add(&record?);
        }
        let gathered = Gathered { analysis: gatherer.finish(), extras: Extras::default() };
        Ok(Arc::clone(kept.insert(Arc::new(gathered))))
    }
}
