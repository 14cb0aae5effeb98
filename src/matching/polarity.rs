//! How what stands in a response is claimed: denied by a negator or an opposite, said with doubt, or not claimed at all.
//!
//! The method follows rule-based negation detection (NegEx, Chapman et al. 2001; ConText, Harkema et al. 2009): cues
//! (`negation`) with a forward or backward scope (`scope`), ended by clause boundaries and termination words, and a list of
//! pseudo-negations.

use super::hits::Hit;
use super::negation::Reader;
use super::unclaimed::{Unclaimed, unclaimed};
use crate::span::Span;
use crate::text::roles::Roles;
use crate::text::{Analysis, Flags};
use std::ops::Range;

/// All negators and hedges of a response.
#[derive(Debug, Clone, Default)]
pub struct Polarity {
    negators: Vec<Negator>,
    /// Sentences with a hedge.
    hedged: Vec<u32>,
    /// What is said without being claimed.
    pub(super) unclaimed: Unclaimed,
}

#[derive(Debug, Clone)]
pub(super) struct Negator {
    /// The cue's tokens.
    pub cue: Range<u32>,
    /// The cue's bytes.
    pub span: Span,
    /// Tokens it denies.
    pub scope: Range<u32>,
    /// Goes on with a denial (`nor`).
    pub continues: bool,
    /// Where another statement follows it: its first token.
    pub cut: Option<u32>,
    /// Within a condition: `if the data must not change`, `if you do not close the file`.
    pub supposed: bool,
    /// Denies a whole statement: `it is a myth that`, `it is not true that`.
    pub statement: bool,
}

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

impl Polarity {
    /// Finds the negators and hedges of an analysed text.
    pub fn read(analysis: &Analysis, text: &str) -> Self {
        Self::read_with(Reader { analysis, text, supposed: false })
    }

    /// The same for a text that is compared with another, word by word: there a denial within a condition counts, too
    /// (`if it is not closed` is not said by `if it is closed`).
    pub fn read_supposed(analysis: &Analysis, text: &str) -> Self {
        Self::read_with(Reader { analysis, text, supposed: true })
    }

    fn read_with(reader: Reader) -> Self {
        let mut polarity = Polarity::default();
        let analysis = reader.analysis;
        for (at, token) in (0..).zip(&analysis.tokens) {
            if !token.flags.has(Flags::NEGATOR) && !token.roles.has(Roles::CUE) {
                continue;
            }
            if let Some(negator) = reader.negator(at, token) {
                polarity.negators.push(negator);
            }
            if reader.hedges(at) && polarity.hedged.last() != Some(&token.sentence) {
                polarity.hedged.push(token.sentence);
            }
        }
        reader.drop_undone(&mut polarity.negators);
        polarity.unclaimed = unclaimed(analysis, reader.text);
        polarity
    }

    /// Whether the writer says that there is something that they do not know.
    pub fn admits(&self) -> bool {
        self.unclaimed.admits
    }

    /// Whether a placement stands where the response claims nothing: in what it reports and rejects, or does not know.
    pub fn is_unclaimed(&self, extent: (u32, u32)) -> bool {
        self.unclaimed.parts.iter().any(|part| overlap(extent, part))
    }

    /// How the hits that fill a placement (tokens `extent`) are said. Negators that the pattern itself asked for do not count.
    pub fn of(&self, filled: &[Hit], extent: (u32, u32), sentence: u32) -> Verdict {
        let hedged = self.hedged.binary_search(&sentence).is_ok();
        let opposites = || filled.iter().filter(|hit| hit.opposite);
        let mut verdict =
            Verdict { negated: opposites().count() % 2 == 1, supposed: false, cue: None, torn: false, hedged };
        // Most placements stand under no negator at all.
        if !self.negators.iter().any(|negator| overlap(extent, &negator.scope)) {
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
            let governing = self.negators.iter().filter(|negator| governs(negator, hit)).filter(foreign);
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
    pub fn joins(&self, filled: &[Hit], analysis: &Analysis) -> bool {
        let clause = |hit: &Hit| analysis.tokens[hit.start as usize].clause;
        let is_not = |cue: &Range<u32>| matches!(analysis.norm_at(cue.start as usize), "not" | "never");
        let cue = |hit: &&Hit| {
            let own = |negator: &&Negator| overlap((hit.start, hit.end), &negator.cue);
            self.negators.iter().find(own).is_some_and(|negator| is_not(&negator.cue))
        };
        let alone = |cue: &Hit| !filled.iter().any(|hit| hit.start != cue.start && clause(hit) == clause(cue));
        filled.len() < 2 || !filled.iter().filter(cue).any(alone)
    }

    /// For each of so many tokens the first negator in whose scope it stands; `None` under an even number of them.
    pub fn denied(&self, tokens: usize) -> Vec<Option<Span>> {
        let mut denied: Vec<(Option<Span>, u32)> = vec![(None, 0); tokens];
        for negator in self.negators.iter().filter(|negator| !negator.supposed) {
            for (first, others) in denied.iter_mut().take(negator.scope.end as usize).skip(negator.scope.start as usize)
            {
                match first {
                    None => *first = Some(negator.span),
                    Some(_) => *others += u32::from(!negator.continues),
                }
            }
        }
        denied.into_iter().map(|(first, others)| first.filter(|_| others % 2 == 0)).collect()
    }

    /// For each of so many tokens the negator that begins there.
    pub fn cues(&self, tokens: usize) -> Vec<Option<Span>> {
        let mut cues = vec![None; tokens];
        for negator in self.negators.iter().filter(|negator| !negator.supposed) {
            if let Some(cue) = cues.get_mut(negator.cue.start as usize) {
                cue.get_or_insert(negator.span);
            }
        }
        cues
    }
}

fn overlap(hit: (u32, u32), range: &Range<u32>) -> bool {
    hit.0 < range.end && range.start < hit.1
}
