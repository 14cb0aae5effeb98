//! How one placement of a pattern is said: which negators and opposites bear on the words that fill it.

use super::Scene;
use super::hits::Hit;
use crate::claims::{Negator, overlap};
use crate::span::Span;
use std::ops::Range;

/// How one placement is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it is denied, by a negator or by an opposite.
    pub negated: bool,
    /// Whether it is denied within a condition. What a condition denies may be meant either way: `take a tuple if the data must
    /// not change` says that a tuple does not change, `if you do not close the file` that one should.
    pub supposed: bool,
    /// The first cue of the denial.
    pub cue: Option<Span>,
    /// Whether other words of the placement stand in another statement than what is denied: `do not take it for storage: it is
    /// memory` does not deny that a storage is memory.
    pub torn: bool,
    /// Said with doubt.
    pub hedged: bool,
}

/// How the hits that fill a placement (tokens `extent`) are said. Negators that the pattern itself asked for do not count.
pub fn of(scene: &Scene, filled: &[Hit], extent: (u32, u32), sentence: u32) -> Verdict {
    let negators = scene.polarity.negators();
    let hedged = scene.polarity.is_hedged(sentence);
    let opposites = || filled.iter().filter(|hit| hit.opposite);
    let mut verdict =
        Verdict { negated: opposites().count() % 2 == 1, supposed: false, cue: None, torn: false, hedged };
    // Most placements stand under no negator at all.
    if !negators.iter().any(|negator| overlap(extent, &negator.scope)) {
        return verdict;
    }
    // A negator that the pattern itself asked for does not count.
    let foreign = |negator: &&Negator| !filled.iter().any(|hit| overlap((hit.start, hit.end), &negator.cue));
    let governs = |negator: &&Negator, hit: &Hit| overlap((hit.start, hit.end), &negator.scope);
    let mut denied = false;
    // Opposites that stand as they are.
    let mut turned = 0;
    // Two denials of the same words cancel out; denials of different words of the placement do not.
    for hit in filled {
        let governing = negators.iter().filter(|negator| governs(negator, hit)).filter(foreign);
        verdict.supposed |= governing.clone().any(|negator| negator.supposed);
        let mut governing = governing.filter(|negator| !negator.supposed);
        let first = governing.next();
        // `nor` goes on with a denial, it does not undo one.
        let odd = first.is_some() && governing.filter(|negator| !negator.continues).count() % 2 == 0;
        if hit.opposite {
            turned += usize::from(!odd);
        } else if let Some(first) = first.filter(|_| odd)
            // `not a mutable list` denies `mutable`, and says of the list that it is immutable.
            && !opposites().any(|hit| governs(&first, hit))
        {
            denied = true;
            verdict.torn |= first.cut.is_some_and(|cut| extent.1 > cut);
            verdict.cue.get_or_insert(first.span);
        }
    }
    verdict.negated = denied || turned % 2 == 1;
    verdict
}

/// Whether each `not` among the hits stands in a clause with another of them: else it denies something else. (What goes on
/// from `without it` often stands behind a comma.)
pub fn joins(scene: &Scene, filled: &[Hit]) -> bool {
    let analysis = scene.analysis;
    let clause = |hit: &Hit| analysis.tokens[hit.start as usize].clause;
    let is_not = |cue: &Range<u32>| matches!(analysis.norm_at(cue.start as usize), "not" | "never");
    let cue = |hit: &&Hit| {
        let own = |negator: &&Negator| overlap((hit.start, hit.end), &negator.cue);
        scene.polarity.negators().iter().find(own).is_some_and(|negator| is_not(&negator.cue))
    };
    let alone = |cue: &Hit| !filled.iter().any(|hit| hit.start != cue.start && clause(hit) == clause(cue));
    filled.len() < 2 || !filled.iter().filter(cue).any(alone)
}
