//! What all outputs that are made from the same spill share: gathered once.

use super::extras::{Cluster, Extras, ReviewEntry};
use crate::analysis::{Gatherer, ItemAnalysis};
use crate::bank::Bank;
use crate::copies;
use crate::review::{Queue, shared};
use crate::rows::record::Record;
use crate::rows::spill::{Reader, Spill};
use crate::scoring::Status;
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
pub struct Gathering<'b> {
    bank: &'b Bank,
    reviews: usize,
    gathered: Mutex<Option<Arc<Gathered>>>,
}

impl<'b> Gathering<'b> {
    /// Over answers to the items of a bank, with up to `reviews` answers to look at.
    pub fn new(bank: &'b Bank, reviews: usize) -> Gathering<'b> {
        Gathering { bank, reviews, gathered: Mutex::default() }
    }

    /// What the records of a spill say together.
    pub fn of(&self, spill: &Spill) -> io::Result<Arc<Gathered>> {
        // A thread that panicked while it held the lock left either nothing or all of it.
        let mut kept = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(gathered) = &*kept {
            return Ok(Arc::clone(gathered));
        }
        let mut gatherer = Gatherer::default();
        let mut copies = copies::Gatherer::new(self.bank, spill);
        let mut queue = Queue::new(self.reviews);
        for record in spill.records()? {
            let record = record?;
            gatherer.add(&record);
            copies.add(&record)?;
            queue.add(&record);
        }
        let mut reader = spill.reader()?;
        let copies::Found { leads, groups, left_out } = copies.finish(&mut reader)?;
        for lead in &leads {
            for place in lead.places {
                queue.add_with(&reader.record(place)?, Some(shared(lead.share)));
            }
        }
        let entry = |entry: crate::review::Entry| ReviewEntry {
            place: entry.place,
            priority: entry.priority,
            reason: entry.words(),
        };
        let review = queue.finish().into_iter().map(entry).collect();
        let cluster = |group| cluster(group, &mut reader);
        let clusters = groups.into_iter().map(cluster).collect::<io::Result<Vec<_>>>()?;
        let gathered =
            Gathered { analysis: gatherer.finish(), extras: Extras { review, leads, uncompared: left_out, clusters } };
        Ok(Arc::clone(kept.insert(Arc::new(gathered))))
    }
}

/// Points named of a group.
const NAMED: usize = 3;

fn cluster(group: copies::Group, reader: &mut Reader) -> io::Result<Cluster> {
    let copies::Group { places, count } = group;
    let label = match places.first() {
        Some(place) => points(&reader.record(*place)?),
        None => String::new(),
    };
    Ok(Cluster { places, count, label })
}

/// What an answer states and misses, in a few words.
fn points(record: &Record) -> String {
    let Some(grade) = &record.grade else { return String::new() };
    let with = |statuses: &[Status]| {
        let labels = grade.concepts.iter().filter(|one| statuses.contains(&one.status));
        listed(labels.map(|one| one.label.as_str()))
    };
    let parts = [
        ("all state", with(&[Status::Met, Status::Partial])),
        ("all contradict", with(&[Status::Contradicted])),
        ("all believe", listed(grade.misconceptions.iter().map(|one| one.label.as_str()))),
        ("all miss", with(&[Status::Missed])),
    ];
    let parts = parts.into_iter().filter_map(|(what, list)| Some(format!("{what}: {}", list?)));
    parts.collect::<Vec<_>>().join(". ")
}

/// The first few labels, and how many more there are.
fn listed<'a>(labels: impl Iterator<Item = &'a str>) -> Option<String> {
    let labels: Vec<&str> = labels.collect();
    let more = labels.len().saturating_sub(NAMED);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    (!labels.is_empty()).then(|| format!("{}{more}", labels[..labels.len().min(NAMED)].join("; ")))
}
