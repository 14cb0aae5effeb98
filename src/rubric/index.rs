//! Which terms of a response lead to which patterns.
//!
//! A pattern is looked at only when its rarest slot may be filled: most answers hold some word of most patterns, but few
//! patterns' rarest word. So each term leads to the patterns in whose rarest slot it stands.

use super::lexicon::Lexicon;
use super::matcher::{Element, Hook, Lead, Matcher, NUMBER_CLASS};
use super::terms::TermTable;
use crate::text::TermId;
use rustc_hash::FxHashSet;

/// How common a small word counts as, beside words that stand in so many references.
const SMALL: u32 = 1 << 24;
/// The same for any number.
const NUMBERS: u32 = 50;

/// Fills in hooks and leads of a matcher whose slots and patterns are complete; `small`: its small words.
pub fn build(matcher: &mut Matcher, lexicon: &Lexicon, small: &FxHashSet<TermId>) {
    let common = |term: TermId| match term {
        _ if small.contains(&term) => SMALL,
        NUMBER_CLASS => NUMBERS,
        _ => lexicon.statistics.frequency(term),
    };
    let mut commonness: Vec<u32> = Vec::with_capacity(matcher.slots.len());
    for slot in &matcher.slots {
        let from = matcher.hooks.len();
        for (member, elements) in (0..).zip(&slot.members) {
            // The rarest word leads: it is met least often for nothing.
            let rank = |at: &usize| {
                let id = elements[*at].ids.first().copied().unwrap_or_default();
                (small.contains(&id), lexicon.statistics.frequency(id))
            };
            let Some(offset) = (0..elements.len()).min_by_key(rank) else { continue };
            // Where one element is the whole member, it does not matter which member it is: equal hooks are one.
            let whole = elements.len() == 1;
            let member = if whole { 0 } else { member };
            let hook = |term| Hook { term, member, offset: offset as u8, opposite: false, whole };
            matcher.hooks.extend(elements[offset].ids.iter().map(|id| hook(*id)));
            if let [only] = elements.as_slice() {
                let opposites = only.ids.iter().flat_map(|id| lexicon.opposites_of(*id));
                let fills = |element: &Element, id: &TermId| element.ids.contains(id);
                let filled = |id: &TermId| slot.members.iter().flatten().any(|element| fills(element, id));
                let opposites = opposites.filter(|id| !filled(id));
                matcher.hooks.extend(opposites.map(|id| Hook { opposite: true, ..hook(*id) }));
            }
        }
        let mut own = matcher.hooks.split_off(from);
        own.sort_unstable();
        own.dedup();
        commonness.push(own.iter().map(|hook| common(hook.term).max(1)).fold(0, u32::saturating_add));
        matcher.hooks.extend(own);
        matcher.slot_hooks.push((from as u32, matcher.hooks.len() as u32));
    }
    // Patterns that only exclude others are asked for by those.
    let excluding: FxHashSet<u32> = matcher.patterns.iter().flat_map(|pattern| &pattern.not).copied().collect();
    let mut leads: Vec<(TermId, u32)> = Vec::new();
    for (number, pattern) in (0..).zip(&mut matcher.patterns) {
        let mut slots: Vec<u16> = pattern.places.iter().map(|(slot, _)| *slot).collect();
        slots.sort_by_key(|slot| (commonness[usize::from(*slot)], *slot));
        slots.dedup();
        let rarest = slots.first().filter(|_| !excluding.contains(&number));
        if let Some((from, to)) = rarest.map(|slot| matcher.slot_hooks[usize::from(*slot)]) {
            leads.extend(matcher.hooks[from as usize..to as usize].iter().map(|hook| (hook.term, number)));
        }
        let from = matcher.rarest.len() as u32;
        matcher.rarest.extend(slots);
        pattern.rarest = (from, matcher.rarest.len() as u32);
    }
    leads.sort_unstable();
    leads.dedup();
    let mut table: Vec<(TermId, Lead)> = Vec::new();
    for run in leads.chunk_by(|a, b| a.0 == b.0) {
        let from = matcher.led.len() as u32;
        matcher.led.extend(run.iter().map(|(_, pattern)| *pattern));
        table.push((run[0].0, Lead::new(from, matcher.led.len() as u32)));
    }
    let mut others: Vec<TermId> = matcher.hooks.iter().map(|hook| hook.term).collect();
    others.sort_unstable();
    others.dedup();
    others.retain(|term| leads.binary_search_by_key(term, |(known, _)| *known).is_err());
    table.extend(others.into_iter().map(|term| (term, Lead::new(0, 0))));
    matcher.table = TermTable::new(&table);
}
