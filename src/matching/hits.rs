//! Which slots of a matcher the response fills, and where.

use super::reading::Reading;
use crate::rubric::Matcher;
use crate::rubric::matcher::{Element, Hook};
use crate::text::{Analysis, Flags, TermId};

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

    /// Whether a slot has a hit.
    pub fn fills(&self, slot: u16) -> bool {
        self.starts[slot as usize] != self.starts[slot as usize + 1]
    }

    /// The hits of one slot whose first token lies in `from..to`.
    pub fn within(&self, slot: u16, from: u32, to: u32) -> &[Hit] {
        let all = self.of(slot);
        let first = all.partition_point(|hit| hit.start < from);
        let last = all.partition_point(|hit| hit.start < to);
        &all[first..last.max(first)]
    }

    /// Puts hits in order, by slot and then by appearance, without repetitions.
    fn new(found: &[Hit], slots: usize) -> Self {
        let mut starts = vec![0u32; slots + 1];
        for hit in found {
            starts[usize::from(hit.slot) + 1] += 1;
        }
        for slot in 0..slots {
            starts[slot + 1] += starts[slot];
        }
        let mut hits = match found.first() {
            Some(first) => vec![*first; found.len()],
            None => Vec::new(),
        };
        let mut next = starts.clone();
        for hit in found {
            let place = &mut next[usize::from(hit.slot)];
            hits[*place as usize] = *hit;
            *place += 1;
        }
        let mut repeated = false;
        for slot in 0..slots {
            let own = &mut hits[starts[slot] as usize..starts[slot + 1] as usize];
            if own.len() > 1 {
                if !own.is_sorted() {
                    own.sort_unstable();
                }
                repeated |= own.windows(2).any(|pair| same(&pair[0], &pair[1]));
            }
        }
        if repeated {
            hits.dedup_by(|a, b| same(a, b));
            let mut at = 0;
            for (slot, start) in starts.iter_mut().enumerate() {
                at += hits[at..].iter().take_while(|hit| usize::from(hit.slot) < slot).count();
                *start = at as u32;
            }
        }
        Hits { hits, starts }
    }
}

fn same(a: &Hit, b: &Hit) -> bool {
    (a.slot, a.start, a.end, a.opposite) == (b.slot, b.start, b.end, b.opposite)
}

/// Finds all hits.
pub fn collect(analysis: &Analysis, reading: &Reading, matcher: &Matcher) -> Hits {
    let mut found = Vec::with_capacity(2 * reading.ids.len());
    for (at, id, len) in &reading.ids {
        for hook in matcher.hooks_of(*id) {
            found.extend(fill(matcher, *hook, analysis, reading, *at, *len, false));
        }
    }
    for odd in reading.odd() {
        let read = |(_, id, _): &(u32, TermId, u32)| matcher.table.contains(*id);
        if !reading.at(odd.at).iter().any(read)
            && let Some(term) = odd.meant(matcher)
        {
            for hook in matcher.hooks_of(term) {
                found.extend(fill(matcher, *hook, analysis, reading, odd.at, 1, true));
            }
        }
    }
    Hits::new(&found, matcher.slots.len())
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
    if hook.opposite || hook.whole {
        return Some(Hit { slot: hook.slot, start: at, end: at + len, opposite: hook.opposite, fuzzy });
    }
    let member = &matcher.slots[hook.slot as usize].members[hook.member as usize];
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
