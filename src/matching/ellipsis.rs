//! Verb phrases left out (Hankamer and Sag 1976): `tuples cannot be changed, lists can` says of lists what the clause before
//! denies of tuples, and so does `a list does not have that restriction`.

use super::Scene;
use super::placement::Placement;
use super::sides::{Mention, joins_clauses};
use crate::text::{Flags, is_article};
use std::ops::Range;

/// Tokens from a subject to the restriction that it does not have.
const FREE: u32 = 6;
/// Adjectives between an article and a name.
const ADJECTIVES: u32 = 2;
/// Modal verbs: one stands for a verb phrase with a modal alone.
const MODALS: [&str; 8] = ["can", "could", "may", "might", "will", "would", "should", "must"];
/// Other auxiliaries that stand for a verb phrase.
const AUXILIARIES: [&str; 9] = ["do", "does", "did", "is", "are", "was", "were", "has", "have"];
/// What somebody has of whom something is denied.
const LIMITS: [&str; 8] =
    ["restriction", "restrictions", "limitation", "limitations", "limit", "limits", "constraint", "constraints"];

/// A side of which the clause before is said with the other polarity.
#[derive(Debug, Clone)]
pub struct Ellipsis {
    /// The side that is its subject.
    pub subject: Mention,
    /// Where the words stand that it repeats.
    repeats: Range<u32>,
    /// Whether it denies them.
    denies: bool,
    /// It repeats a verb phrase with a modal.
    modal: bool,
}

impl Ellipsis {
    /// The ellipsis whose subject is a mention, if it is one; `before`: the nearest mention before it.
    pub fn of(subject: Mention, before: Option<&Mention>, scene: &Scene) -> Option<Self> {
        let norm = |at: u32| scene.analysis.norm_at(at as usize);
        let tokens = &scene.analysis.tokens;
        let sentence = |at: u32| tokens.get(at as usize).map(|token| token.sentence);
        let (start, end) = subject.tokens();
        let mut opens = start;
        // "The good old list": an adjective or two behind the article.
        if let Some(article) =
            (1..=ADJECTIVES + 1).filter_map(|back| start.checked_sub(back)).find(|at| is_article(norm(*at)))
        {
            opens = article;
        }
        let named = opens;
        while opens > 0 && joins_clauses(norm(opens - 1)) {
            opens -= 1;
        }
        let (last, own) = (tokens.get(opens.checked_sub(1)? as usize)?, tokens.get(opens as usize)?);
        let breaks = || (opens..=start).any(|at| scene.reading.breaks_before(at));
        let apart = opens < named || last.clause != own.clause || breaks();
        let (denies, modal) = Self::predicate(end, sentence(start)?, scene)?;
        let before = before.filter(|other| {
            other.tokens().1 <= opens
                && sentence(other.tokens().0).is_some_and(|at| at + 1 >= tokens[start as usize].sentence)
        })?;
        let clause = tokens.get(before.tokens().0 as usize)?.clause;
        let from = scene.analysis.clauses.get(clause as usize)?.tokens.start;
        apart.then_some(Ellipsis { subject, repeats: from..end, denies, modal })
    }

    /// Whether a predicate that is nothing but an auxiliary, or says that a restriction does not hold, stands at a token: whether it
    /// denies what it repeats, and whether its verb is a modal.
    fn predicate(at: u32, sentence: u32, scene: &Scene) -> Option<(bool, bool)> {
        let norm = |at: u32| scene.analysis.norm_at(at as usize);
        let denied =
            |at: u32| scene.analysis.tokens.get(at as usize).is_some_and(|token| token.flags.has(Flags::NEGATOR));
        let modal = MODALS.contains(&norm(at));
        if !modal && !AUXILIARIES.contains(&norm(at)) {
            return None;
        }
        let denies = denied(at + 1);
        let end = at + 1 + u32::from(denies);
        let goes_on = |at: u32| {
            scene.analysis.tokens.get(at as usize).is_some_and(|token| token.sentence == sentence)
                && !scene.reading.breaks_before(at)
                && !matches!(norm(at), "and" | "but" | "while" | "whereas" | "because" | "so")
        };
        if !goes_on(end) {
            return Some((denies, modal));
        }
        // "does not have that restriction", "has no such limit"
        let behind = (end..at + FREE).take_while(|at| goes_on(*at));
        let mut pointed = false;
        let limit = behind.map(norm).any(|word| {
            pointed |= matches!(word, "that" | "this" | "these" | "those" | "such" | "same");
            pointed && LIMITS.contains(&word)
        });
        (denies && limit).then_some((false, false))
    }

    /// Whether it says the contrary of a placement of words before it, which are denied or not.
    pub fn turns(&self, place: &Placement, denied: bool, scene: &Scene) -> bool {
        let tokens = &scene.analysis.tokens;
        let modal = || {
            let clause = tokens
                .get(place.low as usize)
                .and_then(|token| scene.analysis.clauses.get(token.clause as usize).map(|clause| clause.tokens.start));
            (clause.unwrap_or(place.low)..place.high).any(|at| MODALS.contains(&scene.analysis.norm_at(at as usize)))
        };
        self.repeats.start <= place.low
            && place.high <= self.repeats.end
            && denied != self.denies
            && (!self.modal || modal())
    }
}
