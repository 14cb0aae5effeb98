//! How what stands in a response is claimed: denied by a negator or an opposite, said with doubt, or not claimed at all.
//!
//! The method follows rule-based negation detection (NegEx, Chapman et al. 2001; ConText, Harkema et al. 2009): cues
//! (`negation`) with a forward or backward scope (`scope`), ended by clause boundaries and termination words, and a list of
//! pseudo-negations.

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
pub(crate) struct Negator {
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

    /// The negators, in order of appearance.
    pub(crate) fn negators(&self) -> &[Negator] {
        &self.negators
    }

    /// Whether a sentence has a hedge.
    pub fn is_hedged(&self, sentence: u32) -> bool {
        self.hedged.binary_search(&sentence).is_ok()
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

    /// For each of so many tokens whether a negator begins there.
    pub fn cues(&self, tokens: usize) -> Vec<bool> {
        let mut cues = vec![false; tokens];
        for negator in self.negators.iter().filter(|negator| !negator.supposed) {
            if let Some(cue) = cues.get_mut(negator.cue.start as usize) {
                *cue = true;
            }
        }
        cues
    }
}

/// Whether tokens (first, one past the last) and a range share one.
pub(crate) fn overlap(hit: (u32, u32), range: &Range<u32>) -> bool {
    hit.0 < range.end && range.start < hit.1
}
