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
use crate::rubric::vocabulary::Bits;
use crate::text::roles::Roles;
use crate::text::{Analysis, Flags, Token};

/// Longest reading, in tokens, that is looked for from its end backwards: glossary phrases are short, and one long compound
/// should not make every search long.
const LONGEST_BEFORE: u32 = 6;
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
    /// An opposite that undoes what its word does, and denies nothing.
    pub undoes: bool,
    /// By a misspelt word.
    pub fuzzy: bool,
}

/// Where a hit stands among all hits of a response.
pub type HitAt = u32;

/// What is known of a slot, in one number: the sentences in which a hit begins, as 32 bits (the last stands for all later
/// sentences), how many hits it has, and whether some open pattern wants their places.
type Filled = u64;

/// One more hit.
const ONE: Filled = 1 << 32;
/// Their places are wanted.
const WANTED: Filled = 1 << 63;

/// How many hits a slot has.
fn count(filled: Filled) -> u32 {
    ((filled & !WANTED) >> 32) as u32
}

/// The hits of one response by slot, as far as open patterns need them. Buffers are reused from response to response.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    /// Where and how often each slot is filled.
    filled: Vec<Filled>,
    /// For each slot of an open pattern its range of `hits`; those of other slots are left from another response.
    ranges: Vec<(HitAt, HitAt)>,
    /// Hits, each slot's together, in order of appearance.
    hits: Vec<Hit>,
    /// Hits that took more than a look at the word, with their slots: found once, used twice.
    studied: Vec<(u16, Hit)>,
    /// Words of the response that the matcher knows.
    met: Vec<Met>,
    /// Slots of open patterns.
    wanted: Vec<u16>,
    /// Patterns that can have an outcome.
    open: Bits,
    any_sided: bool,
}

/// A word of the response that the matcher knows.
#[derive(Debug, Clone, Copy, Default)]
struct Met {
    /// Its number.
    word: u32,
    start: u32,
    end: u32,
    fuzzy: bool,
}

impl Met {
    fn entry<'m>(&self, matcher: &'m Matcher) -> &'m Entry {
        // Words without an entry are not met.
        &matcher.entries[self.word as usize]
    }
}

impl Hits {
    /// The hits of one slot of an open pattern, in order of appearance.
    pub fn of(&self, slot: u16) -> &[Hit] {
        let (from, to) = self.range(slot);
        &self.hits[from as usize..to as usize]
    }

    /// Where the hits of one slot of an open pattern stand: from and to.
    pub fn range(&self, slot: u16) -> (HitAt, HitAt) {
        debug_assert!(self.filled[usize::from(slot)] & WANTED != 0, "slot {slot} belongs to no open pattern");
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

    /// Whether any pattern is open: each wants the slots that it has.
    pub fn any_open(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// Whether an open pattern states something of one side of a comparison.
    pub fn any_sided(&self) -> bool {
        self.any_sided
    }

    /// Reads one response.
    pub fn find(&mut self, analysis: &Analysis, reading: &Reading, matcher: &Matcher) {
        self.wipe(matcher);
        // Half of all words are known, and no processor foresees which: each is put down, and the next one over it if it is not.
        self.met.resize(reading.ids.len(), Met::default());
        let is_met = |word: u32| (word as usize) < matcher.entries.len();
        let mut known = 0;
        for (at, id, len) in &reading.ids {
            let word = matcher.terms.get(*id);
            self.met[known] = Met { word, start: *at, end: at + len, fuzzy: false };
            known += usize::from(is_met(word));
        }
        self.met.truncate(known);
        for odd in reading.odd() {
            if !reading.at(odd.at).iter().any(|(_, id, _)| is_met(matcher.terms.get(*id)))
                && let Some(term) = odd.meant(matcher, analysis)
            {
                // A word within a phrase has no entry: the phrase has, by another word.
                let word = Some(matcher.terms.get(term)).filter(|word| is_met(*word));
                self.met.extend(word.map(|word| Met { word, start: odd.at, end: odd.at + 1, fuzzy: true }));
            }
        }
        self.survey(analysis, reading, matcher);
        for at in 0..self.met.len() {
            for pattern in matcher.led_by(self.met[at].entry(matcher)) {
                self.look(*pattern, matcher);
            }
        }
        if self.any_open() {
            self.fill(matcher);
        }
    }

    /// Forgets the response before.
    fn wipe(&mut self, matcher: &Matcher) {
        self.filled.clear();
        self.filled.resize(matcher.slots.len(), 0);
        self.ranges.resize(matcher.slots.len().max(self.ranges.len()), (0, 0));
        self.met.clear();
        self.studied.clear();
        self.wanted.clear();
        self.open.reset(matcher.patterns.len());
        self.any_sided = false;
    }

    /// Finds the sentences in which each slot is filled.
    fn survey(&mut self, analysis: &Analysis, reading: &Reading, matcher: &Matcher) {
        let Hits { filled, met, studied, .. } = self;
        let bit = |token: u32| 1 << analysis.tokens[token as usize].sentence.min(LATER);
        let mut add = |slot: u16, bit: Filled| {
            let filled = &mut filled[usize::from(slot)];
            *filled = (*filled | bit) + ONE;
        };
        for met in &*met {
            let (own, entry) = (bit(met.start), met.entry(matcher));
            for slot in matcher.filled_by(entry) {
                add(*slot, own);
            }
            for hook in matcher.hooks_of(entry) {
                if let Some(hit) = study(met, hook, analysis, reading, matcher) {
                    add(hook.slot, bit(hit.start));
                    studied.push((hook.slot, hit));
                }
            }
        }
    }

    /// Opens a pattern if its slots are filled, in one sentence where they must be.
    fn look(&mut self, pattern: u32, matcher: &Matcher) {
        let gate = &matcher.gates[pattern as usize];
        let mut sentences = u32::MAX;
        for slot in matcher.slots_of(gate) {
            let own = self.filled[usize::from(*slot)] as u32;
            if own == 0 {
                return;
            }
            sentences &= if gate.apart { u32::MAX } else { own };
        }
        // Several words may lead to one pattern.
        if sentences == 0 || gate.given || !self.open.add(pattern) {
            return;
        }
        let compiled = &matcher.patterns[pattern as usize];
        self.any_sided |= compiled.about.is_some();
        self.want_all(pattern, matcher);
        for other in &compiled.not {
            self.want_all(*other, matcher);
        }
    }

    /// Wants the slots of a pattern.
    fn want_all(&mut self, pattern: u32, matcher: &Matcher) {
        let slots = matcher.slots_of(&matcher.gates[pattern as usize]);
        for slot in slots.iter().chain(&matcher.patterns[pattern as usize].forbidden) {
            self.want(*slot);
        }
    }

    fn want(&mut self, slot: u16) {
        let filled = &mut self.filled[usize::from(slot)];
        if *filled & WANTED == 0 {
            *filled |= WANTED;
            self.wanted.push(slot);
        }
    }

    /// Finds the hits of the slots of open patterns.
    fn fill(&mut self, matcher: &Matcher) {
        if self.any_sided {
            matcher.sides.iter().for_each(|slot| self.want(*slot));
        }
        let Hits { filled, ranges, hits, studied, met, wanted, .. } = self;
        let mut from = 0;
        for slot in &*wanted {
            ranges[usize::from(*slot)] = (from, from);
            from += count(filled[usize::from(*slot)]);
        }
        hits.clear();
        hits.resize(from as usize, Hit::default());
        let mut add = |slot: u16, hit: Hit| {
            if filled[usize::from(slot)] & WANTED != 0 {
                let end = &mut ranges[usize::from(slot)].1;
                hits[*end as usize] = hit;
                *end += 1;
            }
        };
        for met in &*met {
            let hit = Hit { start: met.start, end: met.end, fuzzy: met.fuzzy, ..Hit::default() };
            for slot in matcher.filled_by(met.entry(matcher)) {
                add(*slot, hit);
            }
        }
        for (slot, hit) in &*studied {
            add(*slot, *hit);
        }
        for slot in &*wanted {
            let (from, to) = &mut ranges[usize::from(*slot)];
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
    Some(Hit { start, end, opposite: hook.opposite, undoes: hook.undoes, fuzzy: met.fuzzy })
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

/// Whether a word between those of a fixed phrase does not part them (`the request`, `a wonderful state management library`).
fn is_passed_over(token: &Token) -> bool {
    token.flags.has(Flags::ARTICLE) || token.roles.has(Roles::ADORNS)
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
        start = before(member, element, analysis, reading, start)?;
    }
    for element in offset + 1..member.len() {
        end = after(member, element, analysis, reading, end)?;
    }
    Some((start, end))
}

/// The end of an element of a member when it stands right after `at`, words that do not part skipped.
fn after(member: Member, element: usize, analysis: &Analysis, reading: &Reading, mut at: u32) -> Option<u32> {
    let (bits, ids) = (member.bits(element), member.ids(element));
    loop {
        if reading.breaks_before(at) {
            return None;
        }
        if reading.bits(at) & bits != 0
            && let Some((_, _, len)) = reading.at(at).iter().find(|(_, id, _)| ids.contains(id))
        {
            return Some(at + len);
        }
        if !is_passed_over(analysis.tokens.get(at as usize)?) {
            return None;
        }
        at += 1;
    }
}

/// The start of an element of a member when it stands right before `at`, words that do not part skipped.
fn before(member: Member, element: usize, analysis: &Analysis, reading: &Reading, at: u32) -> Option<u32> {
    let (bits, ids) = (member.bits(element), member.ids(element));
    let mut end = at;
    loop {
        if reading.breaks_before(end) {
            return None;
        }
        // A reading of several tokens may end here.
        for start in (end.saturating_sub(reading.longest().min(LONGEST_BEFORE))..end).rev() {
            if reading.reach(start) >= end - start
                && reading.bits(start) & bits != 0
                && reading.at(start).iter().any(|(_, id, len)| start + len == end && ids.contains(id))
            {
                return Some(start);
            }
        }
        end = end.checked_sub(1)?;
        if !is_passed_over(analysis.tokens.get(end as usize)?) {
            return None;
        }
    }
}
