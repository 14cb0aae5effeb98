//! Which terms of a response lead to which patterns.
//!
//! A pattern is looked at only when its rarest slot may be filled: most answers hold some word of most patterns, but few
//! patterns' rarest word. So each term leads to the patterns in whose rarest slot it stands, and knows all slots that it fills.
//! What is numbered here with 8 or 16 bits the builder keeps within them ([`super::slots::MOST_SLOTS`] and its neighbours).

use super::lexicon::Lexicon;
use super::matcher::{Entry, Gate, Hook, Matcher, NUMBER_CLASS, byte_bit};
use super::numbers::Numbers;
use super::slots::{Element, Slot};
use crate::bank::Within;
use crate::text::TermId;
use rustc_hash::FxHashSet;

/// How common a small word counts as, beside words that stand in so many references.
const SMALL: u32 = 1 << 24;
/// The same for any number.
const NUMBERS: u32 = 50;

/// A term with one of the ways in which it may fill a slot.
type TermHook = (TermId, Hook);
/// A term with a pattern that it leads to.
type Lead = (TermId, u32);

/// Fills in hooks and leads of a matcher whose slots (these) and patterns are complete; `small`: its small words.
pub fn build(matcher: &mut Matcher, slots: &[Slot], lexicon: &Lexicon, small: &FxHashSet<TermId>) {
    let of_slots: Vec<Vec<TermHook>> =
        slots.iter().zip(0..).map(|(slot, number)| hooks_of(slot, number, lexicon, small)).collect();
    let leads = leads(matcher, &of_slots, lexicon, small);
    let mut hooks = of_slots.concat();
    hooks.sort_unstable();
    add_entries(matcher, &hooks, &leads);
    matcher.entries.shrink_to_fit();
    matcher.plain.shrink_to_fit();
    matcher.hooks.shrink_to_fit();
    matcher.led.shrink_to_fit();
    matcher.rarest.shrink_to_fit();
    matcher.gates.shrink_to_fit();
    matcher.begins = matcher.prefixes.iter().fold(0, |bits, prefix| bits | byte_bit(prefix.head[0]));
}

/// Gives each pattern its gate, and says which terms lead to it: those of its rarest slot. Sorted.
fn leads(matcher: &mut Matcher, of_slots: &[Vec<TermHook>], lexicon: &Lexicon, small: &FxHashSet<TermId>) -> Vec<Lead> {
    let common = |term: TermId| match term {
        _ if small.contains(&term) => SMALL,
        NUMBER_CLASS => NUMBERS,
        _ => lexicon.statistics.frequency(term).max(1),
    };
    let of_slot = |own: &Vec<TermHook>| own.iter().map(|(term, _)| common(*term)).fold(0, u32::saturating_add);
    let commonness: Vec<u32> = of_slots.iter().map(of_slot).collect();
    // Patterns that only exclude others are asked for by those.
    let excluding: FxHashSet<u32> = matcher.patterns.iter().flat_map(|pattern| &pattern.not).copied().collect();
    let mut leads: Vec<Lead> = Vec::new();
    for (number, pattern) in (0..).zip(&matcher.patterns) {
        let mut slots: Vec<u16> = pattern.places.iter().map(|(slot, _)| *slot).collect();
        slots.sort_by_key(|slot| (commonness[usize::from(*slot)], *slot));
        slots.dedup();
        let rarest = slots.first().filter(|_| !excluding.contains(&number));
        if let Some(slot) = rarest {
            leads.extend(of_slots[usize::from(*slot)].iter().map(|(term, _)| (*term, number)));
        }
        let range = (matcher.rarest.len() as u32, slots.len() as u16);
        matcher.gates.push(Gate { slots: range, apart: pattern.within == Within::Answer, given: false });
        matcher.rarest.extend(slots);
    }
    leads.sort_unstable();
    leads.dedup();
    leads
}

/// Numbers the terms, each with its hooks and the patterns that it leads to; both are sorted.
fn add_entries(matcher: &mut Matcher, hooks: &[TermHook], mut leads: &[Lead]) {
    let mut terms: Vec<TermId> = Vec::new();
    for run in hooks.chunk_by(|a, b| a.0 == b.0) {
        let term = run[0].0;
        let own;
        (own, leads) = leads.split_at(leads.partition_point(|(led, _)| *led <= term));
        let ends =
            |matcher: &Matcher| [matcher.plain.len(), matcher.hooks.len(), matcher.led.len()].map(|end| end as u32);
        let from = ends(matcher);
        let (plain, others): (Vec<Hook>, Vec<Hook>) = run.iter().map(|(_, hook)| *hook).partition(Hook::is_plain);
        matcher.plain.extend(plain.iter().map(|hook| hook.slot));
        matcher.hooks.extend(others);
        matcher.led.extend(own.iter().map(|(_, pattern)| *pattern));
        let to = ends(matcher);
        terms.push(term);
        matcher.entries.push(Entry { plain: (from[0], to[0]), hooks: (from[1], to[1]), led: (from[2], to[2]) });
    }
    matcher.terms = Numbers::new(terms);
}

/// The ways to fill a slot, by term. Sorted.
fn hooks_of(slot: &Slot, number: u16, lexicon: &Lexicon, small: &FxHashSet<TermId>) -> Vec<TermHook> {
    let mut hooks = Vec::new();
    for (member, elements) in slot.members.iter().enumerate() {
        // The rarest word leads: it is met least often for nothing.
        let rank = |at: &usize| {
            let id = elements[*at].ids.first().copied().unwrap_or_default();
            (small.contains(&id), lexicon.statistics.frequency(id))
        };
        let Some(offset) = (0..elements.len()).min_by_key(rank) else { continue };
        // Where one element is the whole member, it does not matter which member it is: equal hooks are one.
        let whole = elements.len() == 1;
        let member = if whole { 0 } else { member as u16 };
        let hook = Hook { slot: number, member, offset: offset as u8, opposite: false, undoes: false, whole };
        hooks.extend(elements[offset].ids.iter().map(|id| (*id, hook)));
        if let [only] = elements.as_slice() {
            let fills = |element: &Element, id: &TermId| element.ids.contains(id);
            let filled = |id: &TermId| slot.members.iter().flatten().any(|element| fills(element, id));
            // The word itself, not what says the same.
            let own = only.ids.first().map_or(&[][..], |own| lexicon.opposites_of(*own));
            let opposites = own.iter().filter(|opposite| !filled(&opposite.term));
            hooks.extend(opposites.map(|it| (it.term, Hook { opposite: true, undoes: it.acts, ..hook })));
        }
    }
    hooks.sort_unstable();
    hooks.dedup();
    hooks
}
