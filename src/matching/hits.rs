//! Which slots of a matcher the response fills, and where.

use super::fuzzy;
use super::reading::Reading;
use crate::rubric::matcher::{Element, Hook};
use crate::rubric::{Lexicon, Matcher};
use crate::text::{Analysis, Flags};

/// One slot filled by tokens `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The slot.
    pub slot: u16,
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
    /// By the opposite of its word.
    pub opposite: bool,
    /// By a misspelt word.
    pub fuzzy: bool,
}

/// All hits, by slot.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    hits: Vec<Hit>,
    starts: Vec<u32>,
}

impl Hits {
    /// The hits of one slot in order of appearance.
    pub fn of(&self, slot: u16) -> &[Hit] {
        &self.hits[self.starts[slot as usize] as usize..self.starts[slot as usize + 1] as usize]
    }

    /// The hits of one slot whose first token lies in `from..to`.
    pub fn within(&self, slot: u16, from: u32, to: u32) -> &[Hit] {
        let all = self.of(slot);
        let first = all.partition_point(|hit| hit.start < from);
        let last = all.partition_point(|hit| hit.start < to);
        &all[first..last.max(first)]
    }
}

/// Finds all hits.
pub fn collect(analysis: &Analysis, reading: &Reading, matcher: &Matcher, lexicon: &Lexicon) -> Hits {
    let mut hits = Vec::new();
    for (at, token) in analysis.tokens.iter().enumerate() {
        let at = at as u32;
        let mut any = false;
        for (_, id, len) in reading.at(at) {
            for hook in matcher.hooks_of(*id) {
                any = true;
                hits.extend(fill(matcher, *hook, analysis, reading, at, *len, false));
            }
        }
        if !any && let Some(term) = fuzzy::meant(token, analysis, matcher, lexicon) {
            for hook in matcher.hooks_of(term) {
                hits.extend(fill(matcher, *hook, analysis, reading, at, 1, true));
            }
        }
    }
    hits.sort_unstable();
    hits.dedup_by(|a, b| (a.slot, a.start, a.end, a.opposite) == (b.slot, b.start, b.end, b.opposite));
    let mut starts = Vec::with_capacity(matcher.slots.len() + 1);
    let mut next = 0;
    for slot in 0..=matcher.slots.len() {
        while next < hits.len() && usize::from(hits[next].slot) < slot {
            next += 1;
        }
        starts.push(next as u32);
    }
    Hits { hits, starts }
}

/// Checks the rest of a member around the element that a term filled.
fn fill(
    matcher: &Matcher,
    hook: Hook,
    analysis: &Analysis,
    reading: &Reading,
    at: u32,
    len: u32,
    fuzzy: bool,
) -> Option<Hit> {
    let member = &matcher.slots[hook.slot as usize].members[hook.member as usize];
    if hook.opposite || member.len() == 1 {
        return Some(Hit { slot: hook.slot, start: at, end: at + len, opposite: hook.opposite, fuzzy });
    }
    let offset = usize::from(hook.offset);
    let mut start = at;
    for element in member[..offset].iter().rev() {
        start = before(element, analysis, reading, start)?;
    }
    let mut end = at + len;
    for element in &member[offset + 1..] {
        end = after(element, analysis, reading, end)?;
    }
    Some(Hit { slot: hook.slot, start, end, opposite: false, fuzzy })
}

/// The end of `element` when it stands right after `at`, articles skipped.
fn after(element: &Element, analysis: &Analysis, reading: &Reading, mut at: u32) -> Option<u32> {
    loop {
        if reading.breaks_before(at) {
            return None;
        }
        if let Some((_, _, len)) = reading.at(at).iter().find(|(_, id, _)| element.ids.contains(id)) {
            return Some(at + len);
        }
        if !analysis.tokens.get(at as usize)?.flags.has(Flags::ARTICLE) {
            return None;
        }
        at += 1;
    }
}

/// The start of `element` when it stands right before `at`, articles skipped.
fn before(element: &Element, analysis: &Analysis, reading: &Reading, at: u32) -> Option<u32> {
    let mut end = at;
    loop {
        if reading.breaks_before(end) {
            return None;
        }
        // A reading of several tokens may end here; glossary phrases are short.
        for start in (end.saturating_sub(6)..end).rev() {
            if reading.at(start).iter().any(|(_, id, len)| start + len == end && element.ids.contains(id)) {
                return Some(start);
            }
        }
        end = end.checked_sub(1)?;
        if !analysis.tokens.get(end as usize)?.flags.has(Flags::ARTICLE) {
            return None;
        }
    }
}
