//! Which answers are worth laying side by side: those that share fingerprints.

use crate::rows::sorter::{Sorted, Sorter};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io;

/// What is kept about an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doc {
    /// Its place in the spill.
    pub place: u64,
    /// Hash of its text, then of its ids: an order that does not depend on the input's.
    pub key: u64,
    /// Hash of the candidate's id.
    pub candidate: u32,
    /// Its fingerprints.
    pub prints: u32,
}

/// A fingerprint of at most so many answers pairs all of them; one of more answers is common wording or a widely shared
/// text: it pairs each answer with the next in the order of the texts' hashes.
const COMMON: usize = 12;
/// Shared fingerprints that make a pair worth a closer look ...
const FEWEST: u32 = 2;
/// ... and their share of those of the answer that has fewer.
const SHARE: f64 = 0.1;

/// Pairs of answers by fingerprints, as entries whose key holds both numbers.
pub fn pairs(prints: Sorted, docs: &[Doc], out: &mut Sorter) -> io::Result<()> {
    let mut pair = |a: u32, b: u32| {
        let candidate = |doc: u32| docs.get(doc as usize).map(|doc| doc.candidate);
        if candidate(a) == candidate(b) {
            return Ok(());
        }
        out.push((u64::from(a.min(b)) << 32 | u64::from(a.max(b)), 0))
    };
    prints.groups(|_, group| {
        if group.len() <= COMMON {
            for (at, a) in group.iter().enumerate() {
                for b in &group[..at] {
                    pair(*a, *b)?;
                }
            }
            return Ok(());
        }
        let mut chain = group.to_vec();
        chain.sort_by_key(|doc| docs.get(*doc as usize).map(|doc| doc.key));
        chain.windows(2).try_for_each(|two| pair(two[0], two[1]))
    })
}

/// What a pair is ordered by, and the pair.
type Promise = (u32, u64, u64, [u32; 2]);

/// The most promising pairs, at most `most`, best first.
pub fn promising(pairs: Sorted, docs: &[Doc], most: usize) -> io::Result<Vec<[u32; 2]>> {
    // The least promising on top.
    let mut best: BinaryHeap<Reverse<Promise>> = BinaryHeap::new();
    pairs.groups(|key, times| {
        let (a, b) = ((key >> 32) as u32, key as u32);
        let (Some(one), Some(two)) = (docs.get(a as usize), docs.get(b as usize)) else { return Ok(()) };
        let shared = times.len() as u32;
        let share = f64::from(shared) / f64::from(one.prints.min(two.prints).max(1));
        if shared < FEWEST || share < SHARE {
            return Ok(());
        }
        best.push(Reverse(((share * 10_000.0) as u32, one.key.min(two.key), one.key.max(two.key), [a, b])));
        if best.len() > most {
            best.pop();
        }
        Ok(())
    })?;
    Ok(best.into_sorted_vec().into_iter().map(|Reverse(found)| found.3).collect())
}
