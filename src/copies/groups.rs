//! Answers that meet and miss the same points.

use super::{Group, mix};
use crate::copies::pairs::Doc;
use crate::rows::record::{Record, RecordGrade};
use crate::rows::sorter::Sorted;
use crate::scoring::Status;
use crate::text::term_of;
use std::cmp::Reverse;
use std::io;

/// Fewest answers of a group.
const FEWEST: usize = 3;
/// Most groups ...
const MOST: usize = 100;
/// ... of which one item has at most so many.
const OF_AN_ITEM: usize = 4;
/// Most answers whose places are kept.
const MEMBERS: usize = 50;

/// What an answer states, as one number: the item, every concept's status and the misconceptions. `None` for an answer that
/// states nothing.
pub fn signature(record: &Record, grade: &RecordGrade) -> Option<u64> {
    let states = grade.concepts.iter().any(|concept| concept.status != Status::Missed);
    if !states && grade.misconceptions.is_empty() {
        return None;
    }
    let mut hash = term_of(record.item());
    for concept in &grade.concepts {
        hash = mix(hash, concept.status as u64);
    }
    for wrong in &grade.misconceptions {
        hash = mix(hash, term_of(&wrong.id));
    }
    Some(hash)
}

/// A group with the item it is of.
struct Found {
    item: u32,
    group: Group,
    key: u64,
}

/// The largest groups, item by item. `items` tells the item of each answer.
pub fn groups(signatures: Sorted, docs: &[Doc], items: &[u32]) -> io::Result<Vec<Group>> {
    let mut found: Vec<Found> = Vec::new();
    signatures.groups(|_, members| {
        if members.len() < FEWEST {
            return Ok(());
        }
        let mut members: Vec<(&Doc, u32)> =
            members.iter().filter_map(|doc| Some((docs.get(*doc as usize)?, *items.get(*doc as usize)?))).collect();
        members.sort_by_key(|(doc, _)| doc.key);
        let Some((first, item)) = members.first().copied() else { return Ok(()) };
        let mut lengths: Vec<(u32, u64, u64)> =
            members.iter().map(|(doc, _)| (doc.prints, doc.key, doc.place)).collect();
        lengths.sort_unstable();
        let typical = lengths[lengths.len() / 2].2;
        let others = members.iter().map(|(doc, _)| doc.place).filter(|place| *place != typical);
        let places = std::iter::once(typical).chain(others).take(MEMBERS).collect();
        found.push(Found { item, key: first.key, group: Group { places, count: members.len() as u64 } });
        if found.len() >= 8 * MOST {
            keep(&mut found);
        }
        Ok(())
    })?;
    keep(&mut found);
    Ok(found.into_iter().map(|found| found.group).collect())
}

/// Keeps the largest groups, of each item the largest, and puts them in order.
fn keep(found: &mut Vec<Found>) {
    found.sort_by_key(|found| (found.item, Reverse(found.group.count), found.key));
    let (mut item, mut kept) = (None, 0);
    found.retain(|found| {
        kept = if item == Some(found.item) { kept + 1 } else { 1 };
        item = Some(found.item);
        kept <= OF_AN_ITEM
    });
    found.sort_by_key(|found| (Reverse(found.group.count), found.key));
    found.truncate(MOST);
}
