//! Which slots of a matcher the response fills, and where; and which patterns that leaves open.
//!
//! Most patterns of an item, and nearly all red flags, are out of the question for a given answer. So the words of the
//! response lead to the patterns whose rarest slot they may fill, the other slots of those are filled from the rarest to
//! the most common, and a pattern is dropped at the first slot that stays empty or stands in no sentence with the others.
//! Filling and sorting all slots for every answer took five times as long.

use super::reading::Reading;
use crate::bank::Within;
use crate::rubric::Matcher;
use crate::rubric::matcher::{Compiled, Element, Hook};
use crate::rubric::vocabulary::Bits;
use crate::text::{Analysis, Flags, TermId};
use std::ops::Range;

/// From this sentence on sentences share the last bit of a set.
const LATER: u32 = 63;

/// One slot filled by tokens `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

/// The hits of one response by slot, as far as open patterns need them. Buffers are reused from response to response.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    slots: Vec<Filled>,
    /// Slots that were filled or found empty: what to wipe before the next response.
    touched: Vec<u16>,
    /// Hits, each slot's together, in order of appearance.
    hits: Vec<Hit>,
    /// Misspelt words: the term meant, and the token.
    misspelt: Vec<(TermId, u32)>,
    /// Patterns that were looked at.
    seen: Bits,
    /// Patterns that can have an outcome.
    open: Bits,
    any_open: bool,
    any_sided: bool,
}

/// What fills one slot.
#[derive(Debug, Clone, Copy, Default)]
struct Filled {
    /// Whether the rest is set.
    known: bool,
    /// Its range of `hits`.
    start: u32,
    end: u32,
    /// Sentences in which a hit begins, as bits; the last bit stands for all later sentences.
    sentences: u64,
}

impl Hits {
    /// The hits of one slot of an open pattern, in order of appearance.
    pub fn of(&self, slot: u16) -> &[Hit] {
        let filled = &self.slots[usize::from(slot)];
        &self.hits[filled.start as usize..filled.end as usize]
    }

    /// The hits of one slot whose first token lies in `from..to`.
    pub fn within(&self, slot: u16, from: u32, to: u32) -> &[Hit] {
        let all = self.of(slot);
        // Most slots have a hit or two; in a page of repeated words halving is faster.
        let before = |token: u32| match all.len() {
            0..8 => all.iter().take_while(|hit| hit.start < token).count(),
            _ => all.partition_point(|hit| hit.start < token),
        };
        &all[before(from)..before(to.max(from))]
    }

    /// Whether all slots of a pattern are filled in one sentence (tokens `range`).
    pub fn meet_in(&self, pattern: &Compiled, sentence: u32, range: &Range<u32>) -> bool {
        pattern.places.iter().all(|(slot, _)| match sentence {
            0..LATER => self.slots[usize::from(*slot)].sentences >> sentence & 1 == 1,
            _ => !self.within(*slot, range.start, range.end).is_empty(),
        })
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
        for odd in reading.odd() {
            if !reading.at(odd.at).iter().any(|(_, id, _)| matcher.table.contains(*id))
                && let Some(term) = odd.meant(matcher, analysis)
            {
                self.misspelt.push((term, odd.at));
            }
        }
        let scene = (analysis, reading, matcher);
        for (_, id, _) in &reading.ids {
            let led = matcher.led_by(*id);
            if !led.is_empty() {
                self.look(led, scene);
            }
        }
        for at in 0..self.misspelt.len() {
            self.look(matcher.led_by(self.misspelt[at].0), scene);
        }
        if self.any_sided {
            matcher.sides.iter().for_each(|slot| self.know(*slot, scene));
        }
    }

    /// Forgets the response before.
    fn wipe(&mut self, matcher: &Matcher) {
        for slot in self.touched.drain(..) {
            self.slots[usize::from(slot)] = Filled::default();
        }
        if self.slots.len() < matcher.slots.len() {
            self.slots.resize(matcher.slots.len(), Filled::default());
        }
        self.hits.clear();
        self.misspelt.clear();
        self.seen.reset(matcher.patterns.len());
        self.open.reset(matcher.patterns.len());
        (self.any_open, self.any_sided) = (false, false);
    }

    /// Opens those of the patterns whose slots can be filled.
    fn look(&mut self, patterns: &[u32], scene: (&Analysis, &Reading, &Matcher)) {
        let (_, _, matcher) = scene;
        for pattern in patterns {
            if self.seen.has(*pattern) {
                continue;
            }
            self.seen.set(*pattern);
            let compiled = &matcher.patterns[*pattern as usize];
            if !compiled.given && self.may_match(compiled, scene) {
                self.open.set(*pattern);
                self.any_open = true;
                self.any_sided |= compiled.about.is_some();
                compiled.forbidden.iter().for_each(|slot| self.know(*slot, scene));
                for other in compiled.not.iter().map(|other| &matcher.patterns[*other as usize]) {
                    matcher.slots_of(other).iter().chain(&other.forbidden).for_each(|slot| self.know(*slot, scene));
                }
            }
        }
    }

    /// Whether the slots of a pattern are filled, in one sentence where they must be.
    fn may_match(&mut self, pattern: &Compiled, scene: (&Analysis, &Reading, &Matcher)) -> bool {
        let (_, reading, matcher) = scene;
        let slots = matcher.slots_of(pattern);
        // A look through the words of each slot first: half of the patterns end here, with nothing filled.
        let empty = |slot: &u16| match self.slots[usize::from(*slot)] {
            Filled { known: true, sentences, .. } => sentences == 0,
            _ => self.misspelt.is_empty() && !matcher.hooks_of(*slot).iter().any(|hook| reading.may_have(hook.term)),
        };
        // The rarest slot has led here.
        if slots.iter().skip(1).any(empty) {
            return false;
        }
        let mut sentences = u64::MAX;
        for slot in slots {
            self.know(*slot, scene);
            let own = self.slots[usize::from(*slot)].sentences;
            sentences = if pattern.within == Within::Answer { own } else { sentences & own };
            if sentences == 0 {
                return false;
            }
        }
        true
    }

    /// Works out the hits of a slot, once.
    #[inline]
    fn know(&mut self, slot: u16, scene: (&Analysis, &Reading, &Matcher)) {
        if !self.slots[usize::from(slot)].known {
            self.fill(slot, scene);
        }
    }

    /// Works out the hits of a slot.
    fn fill(&mut self, slot: u16, scene: (&Analysis, &Reading, &Matcher)) {
        let (analysis, reading, matcher) = scene;
        self.touched.push(slot);
        let from = self.hits.len();
        let hooks = matcher.hooks_of(slot);
        for hook in hooks.iter().filter(|hook| reading.may_have(hook.term)) {
            for (at, len) in reading.of(hook.term) {
                self.push(slot, hook, (at, at + len), false, scene);
            }
        }
        for at in 0..self.misspelt.len() {
            let (term, token) = self.misspelt[at];
            for hook in hooks.iter().filter(|hook| hook.term == term) {
                self.push(slot, hook, (token, token + 1), true, scene);
            }
        }
        let kept = order(&mut self.hits[from..]);
        self.hits.truncate(from + kept);
        let sentence = |hit: &Hit| 1u64 << analysis.tokens[hit.start as usize].sentence.min(LATER);
        let sentences = self.hits[from..].iter().map(sentence).fold(0, |all, own| all | own);
        self.slots[usize::from(slot)] =
            Filled { known: true, start: from as u32, end: self.hits.len() as u32, sentences };
    }

    /// Adds the hit of a hook whose term `tokens` stand for, unless the rest of its member is missing.
    fn push(
        &mut self,
        slot: u16,
        hook: &Hook,
        tokens: (u32, u32),
        fuzzy: bool,
        (analysis, reading, matcher): (&Analysis, &Reading, &Matcher),
    ) {
        if hook.opposite && reading.is_name(tokens.0) {
            return;
        }
        let mut tokens = Some(tokens);
        if !hook.whole {
            let member = &matcher.slots[usize::from(slot)].members[usize::from(hook.member)];
            tokens = tokens.and_then(|tokens| around(member, hook.offset, tokens, analysis, reading));
        }
        if let Some((start, end)) = tokens {
            self.hits.push(Hit { start, end, opposite: hook.opposite, fuzzy });
        }
    }
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
    member: &[Element],
    offset: u8,
    (mut start, mut end): (u32, u32),
    analysis: &Analysis,
    reading: &Reading,
) -> Option<(u32, u32)> {
    let offset = usize::from(offset);
    for element in member[..offset].iter().rev() {
        start = before(element, analysis, reading, start)?;
    }
    for element in &member[offset + 1..] {
        end = after(element, analysis, reading, end)?;
    }
    Some((start, end))
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
        for start in (end.saturating_sub(reading.longest().min(6))..end).rev() {
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
