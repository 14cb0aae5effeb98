//! Which slots of a matcher the response fills, and where; and which patterns that leaves open.
//!
//! Most patterns of an item, and nearly all red flags, are out of the question for a given answer: their words do not
//! stand in one sentence. So a first pass only marks, for each slot, the sentences in which it may be filled; patterns
//! are opened by these marks, and hits are worked out for the slots of open patterns alone.

use super::reading::Reading;
use crate::bank::Within;
use crate::rubric::Matcher;
use crate::rubric::matcher::{Compiled, Element, Hook};
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

/// The hits of one response by slot, as far as open patterns need them. Buffers are reused from response to response.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    slots: Vec<SlotMarks>,
    /// Slots with marks or hits: what to wipe before the next response.
    touched: Vec<u16>,
    /// Hooks met, in order of appearance.
    met: Vec<Met>,
    /// Hits, each slot's together, in order of appearance.
    hits: Vec<Hit>,
    /// Patterns that can have an outcome, as a bit set.
    open: Vec<u64>,
    /// One of them is about a side.
    sided: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct SlotMarks {
    /// Sentences in which the slot may be filled, as bits; the last bit stands for all later sentences.
    sentences: u64,
    /// Whether an open pattern asks for its hits.
    needed: bool,
    /// Its range of `hits`.
    start: u32,
    end: u32,
}

/// A hook that a word of the response leads to.
#[derive(Debug, Clone, Copy)]
struct Met {
    hook: u32,
    at: u32,
    len: u32,
    fuzzy: bool,
}

impl Hits {
    /// The hits of one slot in order of appearance; for slots of open patterns.
    pub fn of(&self, slot: u16) -> &[Hit] {
        let marks = &self.slots[usize::from(slot)];
        &self.hits[marks.start as usize..marks.end as usize]
    }

    /// The hits of one slot whose first token lies in `from..to`.
    pub fn within(&self, slot: u16, from: u32, to: u32) -> &[Hit] {
        let all = self.of(slot);
        let first = all.partition_point(|hit| hit.start < from);
        let last = all.partition_point(|hit| hit.start < to);
        &all[first..last.max(first)]
    }

    /// Whether a pattern can have an outcome at all: all its slots may be filled, near enough for its reach.
    pub fn is_open(&self, pattern: u32) -> bool {
        self.open[pattern as usize / 64] >> (pattern % 64) & 1 == 1
    }

    /// Whether any pattern is open.
    pub fn any_open(&self) -> bool {
        self.open.iter().any(|word| *word != 0)
    }

    /// Reads one response.
    pub fn find(&mut self, analysis: &Analysis, reading: &Reading, matcher: &Matcher) {
        self.wipe(matcher);
        self.mark(analysis, reading, matcher);
        if self.open(matcher) {
            self.fill(analysis, reading, matcher);
        }
    }

    /// Whether some open pattern states something of one side of a comparison.
    pub fn asks_for_sides(&self) -> bool {
        self.sided
    }

    /// Forgets the response before.
    fn wipe(&mut self, matcher: &Matcher) {
        for slot in self.touched.drain(..) {
            self.slots[usize::from(slot)] = SlotMarks::default();
        }
        if self.slots.len() < matcher.slots.len() {
            self.slots.resize(matcher.slots.len(), SlotMarks::default());
        }
        self.met.clear();
        self.hits.clear();
        self.sided = false;
        self.open.clear();
        self.open.resize(matcher.patterns.len().div_ceil(64), 0);
    }

    /// Marks the slots that words of the response lead to.
    fn mark(&mut self, analysis: &Analysis, reading: &Reading, matcher: &Matcher) {
        for (at, id, len) in &reading.ids {
            let (from, to) = matcher.table.get(*id);
            if from != to {
                self.meet(analysis, matcher, (from, to), *at, *len, false);
            }
        }
        for odd in reading.odd() {
            if !reading.at(odd.at).iter().any(|(_, id, _)| matcher.table.contains(*id))
                && let Some(term) = odd.meant(matcher, analysis)
            {
                self.meet(analysis, matcher, matcher.table.get(term), odd.at, 1, true);
            }
        }
    }

    fn meet(&mut self, analysis: &Analysis, matcher: &Matcher, (from, to): (u32, u32), at: u32, len: u32, fuzzy: bool) {
        let sentence = 1u64 << analysis.tokens[at as usize].sentence.min(63);
        for hook in from..to {
            let Hook { slot, offset, .. } = matcher.hooks[hook as usize];
            let marks = &mut self.slots[usize::from(slot)];
            if marks.sentences == 0 {
                self.touched.push(slot);
            }
            // A member of several words may begin in a sentence before (a line that ended without a full stop).
            marks.sentences |= if offset > 0 { (sentence << 1).wrapping_sub(1) } else { sentence };
            self.met.push(Met { hook, at, len, fuzzy });
        }
    }

    /// Opens the patterns whose slots may all be filled, in one sentence where they must be; whether there are any.
    fn open(&mut self, matcher: &Matcher) -> bool {
        let mut any = false;
        // Slots that patterns merely forbid join the list on the way; they open nothing.
        let mut at = 0;
        while at < self.touched.len() {
            let (from, to) = matcher.leads[usize::from(self.touched[at])];
            for pattern in &matcher.led[from as usize..to as usize] {
                let compiled = &matcher.patterns[*pattern as usize];
                let sentences = |slot: &(u16, u8)| self.slots[usize::from(slot.0)].sentences;
                let open = if compiled.within == Within::Answer {
                    compiled.places.iter().all(|slot| sentences(slot) != 0)
                } else {
                    compiled.places.iter().fold(u64::MAX, |all, slot| all & sentences(slot)) != 0
                };
                if open && !compiled.given {
                    any = true;
                    self.open[*pattern as usize / 64] |= 1 << (pattern % 64);
                    self.need(matcher, compiled);
                }
            }
            at += 1;
        }
        any
    }

    /// Asks for the hits of all slots that a pattern looks at.
    fn need(&mut self, matcher: &Matcher, pattern: &Compiled) {
        let places = pattern.places.iter().map(|(slot, _)| slot);
        places.chain(&pattern.forbidden).for_each(|slot| self.need_slot(*slot));
        for other in &pattern.not {
            self.need(matcher, &matcher.patterns[*other as usize]);
        }
        if pattern.about.is_some() && !self.sided {
            self.sided = true;
            matcher.sides.iter().for_each(|slot| self.need_slot(*slot));
        }
    }

    fn need_slot(&mut self, slot: u16) {
        let marks = &mut self.slots[usize::from(slot)];
        if marks.sentences == 0 && !marks.needed {
            self.touched.push(slot);
        }
        marks.needed = true;
    }

    /// Works out the hits of the slots that are needed.
    fn fill(&mut self, analysis: &Analysis, reading: &Reading, matcher: &Matcher) {
        let Hits { slots, touched, met, hits, .. } = self;
        met.retain(|met| slots[usize::from(matcher.hooks[met.hook as usize].slot)].needed);
        // Each slot's hits get room next to each other ...
        let mut room = 0;
        for met in met.iter() {
            slots[usize::from(matcher.hooks[met.hook as usize].slot)].end += 1;
        }
        for slot in touched.iter() {
            let marks = &mut slots[usize::from(*slot)];
            let count = std::mem::replace(&mut marks.end, room);
            marks.start = room;
            room += count;
        }
        // ... and are put there, which brings `end` to where it belongs.
        hits.resize(room as usize, Hit { slot: 0, start: 0, end: 0, opposite: false, fuzzy: false });
        for met in met.iter() {
            let hook = matcher.hooks[met.hook as usize];
            if let Some(hit) = hit(matcher, hook, analysis, reading, *met) {
                let marks = &mut slots[usize::from(hook.slot)];
                hits[marks.end as usize] = hit;
                marks.end += 1;
            }
        }
        for slot in touched.iter() {
            let marks = &mut slots[usize::from(*slot)];
            let own = &mut hits[marks.start as usize..marks.end as usize];
            marks.end = marks.start + order(own) as u32;
        }
    }
}

/// Puts the hits of one slot in order of appearance, repetitions behind the end; how many are left.
fn order(hits: &mut [Hit]) -> usize {
    if hits.len() < 2 {
        return hits.len();
    }
    if !hits.is_sorted() {
        hits.sort_unstable();
    }
    let mut kept = 1;
    for at in 1..hits.len() {
        let same = |a: &Hit, b: &Hit| (a.start, a.end, a.opposite) == (b.start, b.end, b.opposite);
        if !same(&hits[at], &hits[kept - 1]) {
            hits[kept] = hits[at];
            kept += 1;
        }
    }
    kept
}

/// Checks the rest of a member around the element that a term filled.
fn hit(matcher: &Matcher, hook: Hook, analysis: &Analysis, reading: &Reading, met: Met) -> Option<Hit> {
    let Met { at, len, fuzzy, .. } = met;
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
