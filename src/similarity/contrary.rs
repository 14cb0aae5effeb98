//! Whether a response says the contrary of the references as a whole: the other side of a pair of opposites, the other
//! option of the question, no for yes, another number, or their words with the polarity turned.

use super::asked::{Asked, stance};
use super::compare::{Clash, Comparison, takes_side};
use super::english::{self, Sides};
use super::model::Model;
use super::two_things::Subject;
use super::words::{Kind, Words};
use crate::claims::EvidenceKind;
use crate::span::Span;
use crate::text::roles::{self, Roles};

/// Content words of a reference up to which an opposite anywhere counts fully ...
const BRIEF: f64 = 5.0;
/// ... and from which on it counts nothing: a long answer may well say both.
const LENGTHY: f64 = 15.0;
/// Least share of a reference that must be there the other way round.
const TURNED: f64 = 0.2;

/// How an answer says the contrary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrary {
    /// The response's words that say it.
    pub span: Span,
    /// What turns it, where it is another word.
    pub cue: Option<Span>,
    /// Denied, or with roles exchanged.
    pub kind: EvidenceKind,
    /// The reference and its word that it stands against, where there is one.
    pub against: Option<(usize, u32)>,
}

impl Contrary {
    /// Something else than the references say, which stands against no one word of theirs.
    fn at(span: Span) -> Self {
        Contrary { span, cue: None, kind: EvidenceKind::Negated, against: None }
    }

    /// A pair of words that clashes, in the comparison with a reference.
    fn of(clash: &Clash, reference: usize) -> Self {
        let Clash { reference: word, span, cue, kind } = *clash;
        Contrary { span, cue, kind, against: Some((reference, word)) }
    }
}

/// The sides of opposites that a text takes; a denied word takes the other side, and so does what is said of the second of
/// two things compared (`processes are dearer` is `threads are cheaper`).
pub fn sides(text: &Words, subjects: &[Subject], keep: impl Fn(usize) -> bool) -> Sides {
    (0..text.words.len()).filter(|at| keep(*at)).fold(Sides::default(), |all, at| all.and(side(text, subjects, at)))
}

fn side(text: &Words, subjects: &[Subject], at: usize) -> Sides {
    let word = &text.words[at];
    let taken = english::sides(word.term);
    let denied = word.denied.is_some() || (at > 0 && text.words[at - 1].kind == Kind::Negator);
    // "The last element of a list" is no property of the list.
    let second = subjects.get(at).copied().flatten().is_some_and(|named| named.thing == 1)
        && !roles::of(word.term).has(Roles::POSITION);
    if denied != second { taken.denied() } else { taken }
}

/// What the response takes the other side of than all references.
pub struct Opposed {
    pairs: u128,
    /// How much that says: 1 for short references, 0 for long ones.
    pub weight: f64,
}

/// Compares the sides that are taken in the sentences that count.
pub fn opposed(models: &[Model], response: &Words, subjects: &[Subject], keep: impl Fn(usize) -> bool) -> Opposed {
    let wanted = models.iter().fold(Sides::default(), |all, model| all.and(model.sides));
    let pairs = wanted.against(sides(response, subjects, keep));
    let short = models.iter().map(brevity).fold(0.0, f64::max);
    Opposed { pairs, weight: if pairs == 0 { 0.0 } else { short } }
}

/// How much hangs on one word of a reference: 1 for short ones, 0 for long ones.
pub fn brevity(model: &Model) -> f64 {
    ((LENGTHY - model.words.content.len() as f64) / (LENGTHY - BRIEF)).clamp(0.0, 1.0)
}

/// The first sign that the response says the contrary, the surest signs first.
pub fn find(
    models: &[Model],
    response: &Words,
    subjects: &[Subject],
    asked: &Asked,
    comparisons: &[Comparison],
    opposed: &Opposed,
) -> Option<Contrary> {
    let keep = |at: usize| takes_side(comparisons, response, at);
    other_stance(models, response)
        .or_else(|| other_option(models, response, asked))
        .or_else(|| other_side(models, response, subjects, opposed, keep))
        .or_else(|| reversed(comparisons))
        .or_else(|| turned(comparisons))
        .or_else(|| other_number(comparisons, response))
}

fn other_stance(models: &[Model], response: &Words) -> Option<Contrary> {
    let (wanted, _) = stance(&models.first()?.words)?;
    let (taken, at) = stance(response)?;
    (taken != wanted).then(|| Contrary::at(response.words[at].span))
}

/// The reference opens with one option of the question, the response with the other.
fn other_option(models: &[Model], response: &Words, asked: &Asked) -> Option<Contrary> {
    let (same, at) = asked.chosen(&models.first()?.words, response)?;
    (!same).then(|| Contrary::at(response.words[at].span))
}

fn other_side(
    models: &[Model],
    response: &Words,
    subjects: &[Subject],
    opposed: &Opposed,
    keep: impl Fn(usize) -> bool,
) -> Option<Contrary> {
    let on = |taken: Sides| (taken.left | taken.right) & opposed.pairs != 0;
    let at = (0..response.words.len()).find(|at| keep(*at) && on(side(response, subjects, *at)))?;
    let against = models.iter().enumerate().find_map(|(which, model)| {
        (0..model.words.words.len())
            .find(|word| on(side(&model.words, &model.subjects, *word)))
            .map(|word| (which, word as u32))
    });
    let word = &response.words[at];
    Some(Contrary { span: word.span, cue: word.denied, kind: EvidenceKind::Negated, against })
}

/// Of the reference that is there most two things stand in each other's place.
fn reversed(comparisons: &[Comparison]) -> Option<Contrary> {
    let (which, one) = comparisons.iter().enumerate().rev().max_by(|a, b| a.1.straight.total_cmp(&b.1.straight))?;
    let clash = one.clashes.iter().find(|clash| clash.kind == EvidenceKind::Reversed)?;
    Some(Contrary::of(clash, which))
}

/// More of a reference is there the other way round than of any as it stands.
fn turned(comparisons: &[Comparison]) -> Option<Contrary> {
    let straight = comparisons.iter().map(|one| one.straight).fold(0.0, f64::max);
    let (which, one) = comparisons.iter().enumerate().rev().max_by(|a, b| a.1.turned.total_cmp(&b.1.turned))?;
    let clash = one.clashes.iter().find(|clash| clash.kind == EvidenceKind::Negated).or(one.clashes.first())?;
    (one.turned > straight && one.turned >= TURNED).then(|| Contrary::of(clash, which))
}

fn other_number(comparisons: &[Comparison], response: &Words) -> Option<Contrary> {
    if comparisons.is_empty() || !comparisons.iter().all(|one| one.features.numbers_wrong > 0.0) {
        return None;
    }
    let wrong = comparisons.iter().find_map(|one| one.wrong_number)?;
    Some(Contrary::at(response.words[wrong].span))
}
