//! Which slots of a matcher the response fills, and where; and which patterns that leaves open.
//!
//! Most patterns of an item, and nearly all red flags, are out of the question for a given answer. So the words of the
//! response are looked at twice: first for the sentences in which they fill each slot, which says what patterns are open
//! (all their slots filled, in one sentence where they must be); then for the places, of the slots of open patterns alone,
//! each slot's hits together by a counting sort.

use super::reading::Reading;
use crate::rubric::Matcher;
use crate::rubric::matcher::{Entry, Hook};
use crate::rubric::slots::Member;
use crate::rubric::terms::Value;
use crate::rubric::vocabulary::Bits;
use crate::text::{Analysis, Flags, TermId};

/// From this sentence on sentences share the last bit of a set.
const LATER: u32 = 31;

/// One slot filled by tokens `start..end`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
    /// By the opposite of its word.
    pub opposite: bool,
    /// By a misspelt word.
    pub fuzzy: bool,
}

/// Where a hit stands among all hits of a response.
pub type HitAt = u32;

/// The hits of one response by slot, as far as open patterns need them. Buffers are reused from response to response.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    /// For each slot the sentences in which a hit begins, as bits; the last bit stands for all later sentences.
    sentences: Vec<u32>,
    /// For each slot how many hits it has.
    counts: Vec<u32>,
    /// For each slot of an open pattern its range of `hits`; those of other slots are left from another response.
    ranges: Vec<(u32, u32)>,
    /// Hits, each slot's together, in order of appearance.
    hits: Vec<Hit>,
    /// Hits that took more than a look at the word, with their slots: found once, used twice.
    studied: Vec<(u16, Hit)>,
    /// Words of the response that the matcher knows.
    met: Vec<Met>,
    /// Slots of open patterns.
    wanted: Bits,
    /// Patterns that were looked at.
    seen: Bits,
    /// Patterns that can have an outcome.
    open: Bits,
    any_open: bool,
    any_sided: bool,
}

/// A word of the response that the matcher knows.
#[derive(Debug, Clone, Copy, Default)]
struct Met {
    entry: Entry,
    start: u32,
    end: u32,
    fuzzy: bool,
}

impl Hits {
    /// The hits of one slot of an open pattern, in order of appearance.
    pub fn of(&self, slot: u16) -> &[Hit] {
        let (from, to) = self.range(slot);
        &self.hits[from as usize..to as usize]
    }

    /// Where the hits of one slot of an open pattern stand: from and to.
    pub fn range(&self, slot: u16) -> (HitAt, HitAt) {
        debug_assert!(self.wanted.has(u32::from(slot)), "slot {slot} belongs to no open pattern");
        self.ranges[usize::from(slot)]
    }

    /// One hit.
    pub fn at(&self, at: HitAt) -> &Hit {
        &self.hits[at as usize]
    }

    /// From and to: those among the hits of one slot whose first token lies in `from..to`.
    pub fn within(&self, slot: u16, from: u32, to: u32) -> (HitAt, HitAt) {
        let all = self.of(slot);
        // Most slots have a hit or two; in a page of repeated words halving is faster.
        let before = |token: u32| match all.len() {
            0..8 => all.iter().take_while(|hit| hit.start < token).count() as u32,
            _ => all.partition_point(|hit| hit.start < token) as u32,
        };
        let first = self.range(slot).0;
        (first + before(from), first + before(to.max(from)))
    }

    /// Whether a pattern can have an outcome at all: all its slots are filled, in one sentence where they must be.
    pub fn is_open(&self, pattern: u32) -> bool {
        self.open.has(pattern)
    }

    /// Whether any pattern is open.
    pub fn any_open(&self) -> bool {
        self.any_open
    }

    /// Whether an open pattern states something of one side of a comparison.
    pub fn any_sided(&self) -> bool {
        self.any_sided
    }

    /// Reads one response.
    pub fn find(&mut self, analysis: &Analysis, reading: &Reading, matcher: &Matcher) {
        self.wipe(matcher);
        let met = |id: TermId, start: u32, end: u32, fuzzy: bool| {
            let entry = matcher.table.get(id);
            Met { entry, start, end, fuzzy }
        };
        // Half of all words are known, and no processor foresees which: each is put down, and the next one over it if it is not.
        self.met.resize(reading.ids.len(), Met::default());
        let mut known = 0;
        for (at, id, len) in &reading.ids {
            self.met[known] = met(*id, *at, at + len, false);
            known += usize::from(!self.met[known].entry.is_free());
        }
        self.met.truncate(known);
        for odd in reading.odd() {
            if !reading.at(odd.at).iter().any(|(_, id, _)| matcher.table.contains(*id))
                && let Some(term) = odd.meant(matcher, analysis)
            {
                self.met.push(met(term, odd.at, odd.at + 1, true));
            }
        }
        self.survey(analysis, reading, matcher);
        for at in 0..self.met.len() {
            for pattern in matcher.led_by(&self.met[at].entry) {
                self.look(*pattern, matcher);
            }
        }
        if self.any_open {
            self.fill(matcher);
        }
    }

    /// Forgets the response before.
    fn wipe(&mut self, matcher: &Matcher) {
        self.ranges.resize(matcher.slots.len().max(self.ranges.len()), (0, 0));
        self.met.clear();
        self.studied.clear();
        self.sentences.clear();
        self.sentences.resize(matcher.slots.len(), 0);
        self.counts.clear();
        self.counts.resize(matcher.slots.len(), 0);
        self.seen.reset(matcher.patterns.len());
        self.open.reset(matcher.patterns.len());
        self.wanted.reset(matcher.slots.len());
        (self.any_open, self.any_sided) = (false, false);
    }

    /// Finds the sentences in which each slot is filled.
    fn survey(&mut self, analysis: &Analysis, reading: &Reading, matcher: &Matcher) {
        let Hits { sentences, counts, met, studied, .. } = self;
        let bit = |token: u32| 1u32 << analysis.tokens[token as usize].sentence.min(LATER);
        let mut add = |slot: u16, bit: u32| {
            sentences[usize::from(slot)] |= bit;
            counts[usize::from(slot)] += 1;
        };
        for met in &*met {
            let own = bit(met.start);
            for slot in matcher.filled_by(&met.entry) {
                add(*slot, own);
            }
            for hook in matcher.hooks_of(&met.entry) {
                if let Some(hit) = study(met, hook, analysis, reading, matcher) {
                    add(hook.slot, bit(hit.start));
                    studied.push((hook.slot, hit));
                }
            }
        }
    }

    /// Opens a pattern if its slots are filled, in one sentence where they must be.
    fn look(&mut self, pattern: u32, matcher: &Matcher) {
        if !self.seen.add(pattern) {
            return;
        }
        let gate = &matcher.gates[pattern as usize];
        if gate.given {
            return;
        }
        let mut sentences = u32::MAX;
        for slot in matcher.slots_of(gate) {
            let own = self.sentences[usize::from(*slot)];
            if !gate.apart {
                sentences &= own;
            }
            if own == 0 || sentences == 0 {
                return;
            }
        }
        let compiled = &matcher.patterns[pattern as usize];
        self.open.set(pattern);
        self.any_open = true;
        self.any_sided |= compiled.about.is_some();
        self.want(pattern, matcher);
        for other in &compiled.not {
            self.want(*other, matcher);
        }
    }

    fn want(&mut self, pattern: u32, matcher: &Matcher) {
        let slots = matcher.slots_of(&matcher.gates[pattern as usize]);
        for slot in slots.iter().chain(&matcher.patterns[pattern as usize].forbidden) {
            self.wanted.set(u32::from(*slot));
        }
    }

    /// Finds the hits of the slots of open patterns.
    fn fill(&mut self, matcher: &Matcher) {
        if self.any_sided {
            matcher.sides.iter().for_each(|slot| self.wanted.set(u32::from(*slot)));
        }
        let Hits { counts, ranges, hits, studied, met, wanted, .. } = self;
        let mut from = 0;
        for slot in wanted.iter() {
            ranges[slot as usize] = (from, from);
            from += counts[slot as usize];
        }
        hits.clear();
        hits.resize(from as usize, Hit::default());
        let mut add = |slot: u16, hit: Hit| {
            if wanted.has(u32::from(slot)) {
                let end = &mut ranges[usize::from(slot)].1;
                hits[*end as usize] = hit;
                *end += 1;
            }
        };
        for met in &*met {
            let hit = Hit { start: met.start, end: met.end, opposite: false, fuzzy: met.fuzzy };
            for slot in matcher.filled_by(&met.entry) {
                add(*slot, hit);
            }
        }
        for (slot, hit) in &*studied {
            add(*slot, *hit);
        }
        for slot in wanted.iter() {
            let (from, to) = &mut ranges[slot as usize];
            if *to > *from + 1 {
                *to = *from + order(&mut hits[*from as usize..*to as usize]) as u32;
            }
        }
    }
}

/// The hit of a hook at a word of the response, unless the rest of its member is missing there.
fn study(met: &Met, hook: &Hook, analysis: &Analysis, reading: &Reading, matcher: &Matcher) -> Option<Hit> {
    if hook.opposite && reading.is_name(met.start) {
        return None;
    }
    let (mut start, mut end) = (met.start, met.end);
    if !hook.whole {
        let member = matcher.slots.member(hook.slot, hook.member);
        (start, end) = around(member, hook.offset, (start, end), analysis, reading)?;
    }
    Some(Hit { start, end, opposite: hook.opposite, fuzzy: met.fuzzy })
}

/// Puts the hits of one slot in order of appearance, repetitions behind the end; how many are left.
fn order(hits: &mut [Hit]) -> usize {
    let place = |hit: &Hit| (hit.start, hit.end, hit.opposite);
    if hits.is_sorted_by(|a, b| place(a) < place(b)) {
        return hits.len();
    }
    hits.sort_unstable();
    let mut kept = 1;
    for at in 1..hits.len() {
        if place(&hits[at]) != place(&hits[kept - 1]) {
            hits[kept] = hits[at];
            kept += 1;
        }
    }
    kept
}

/// The tokens of a whole member around the element that tokens `start..end` fill.
fn around(
    member: Member,
    offset: u8,
    (mut start, mut end): (u32, u32),
    analysis: &Analysis,
    reading: &Reading,
) -> Option<(u32, u32)> {
    let offset = usize::from(offset);
    for element in (0..offset).rev() {
        start = before(member.ids(element), analysis, reading, start)?;
    }
    for element in offset + 1..member.len() {
        end = after(member.ids(element), analysis, reading, end)?;
    }
    Some((start, end))
}

/// The end of the element that these ids fill when it stands right after `at`, articles skipped.
fn after(ids: &[TermId], analysis: &Analysis, reading: &Reading, mut at: u32) -> Option<u32> {
    loop {
        if reading.breaks_before(at) {
            return None;
        }
        if let Some((_, _, len)) = reading.at(at).iter().find(|(_, id, _)| ids.contains(id)) {
            return Some(at + len);
        }
        if !analysis.tokens.get(at as usize)?.flags.has(Flags::ARTICLE) {
            return None;
        }
        at += 1;
    }
}

/// The start of the element that these ids fill when it stands right before `at`, articles skipped.
fn before(ids: &[TermId], analysis: &Analysis, reading: &Reading, at: u32) -> Option<u32> {
    let mut end = at;
    loop {
        if reading.breaks_before(end) {
            return None;
        }
        // A reading of several tokens may end here; glossary phrases are short.
        for start in (end.saturating_sub(reading.longest().min(6))..end).rev() {
            if reading.reach(start) >= end - start
                && reading.at(start).iter().any(|(_, id, len)| start + len == end && ids.contains(id))
            {
                return Some(start);
            }
        }
        end = end.checked_sub(1)?;
        if !analysis.tokens.get(end as usize)?.flags.has(Flags::ARTICLE) {
            return None;
        }
    }
}
