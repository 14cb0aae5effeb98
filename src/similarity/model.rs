//! A reference, compiled for comparing.

use super::alignment::{Language, likeness};
use super::asked::Asked;
use super::contrary;
use super::english::Sides;
use super::quantity::{Quantity, quantities};
use super::soft_cardinality::{self as soft, MOST};
use super::two_things::{Said, Subject};
use super::words::{Kind, Signature, Word, Words};
use crate::text::TermId;

/// Content words that count from here on make a reference long: a single word that is missing or added says little.
const LONG: f64 = 6.0;

/// A reference, compiled.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// Its words.
    pub words: Words,
    /// For each word: content that counts, which is what the question did not give, or all where it gave everything.
    pub counted: Vec<bool>,
    /// The question gave everything.
    pub given: bool,
    /// Its words that count, once each, for soft cardinality.
    pub bag: Vec<Signature>,
    /// Their soft cardinality.
    pub soft: f64,
    /// Its quantities.
    pub quantities: Vec<Quantity>,
    /// In how many clauses it denies something.
    pub denying: usize,
    /// The sides it takes on pairs of opposites.
    pub sides: Sides,
    /// For each word the one of two things compared of which it is said; nothing where the question compares none.
    pub subjects: Vec<Subject>,
    /// What it says of them.
    pub said: Option<Said>,
    /// 1 for the shortest references, falling to 0 where they are long.
    pub short: f64,
    /// Clauses with content.
    pub clauses: usize,
}

impl Model {
    /// Prepares a reference.
    pub fn new(words: Words, asked: &Asked) -> Self {
        let fresh: Vec<bool> = words.words.iter().map(|word| word.counts() && !asked.gave(word.term)).collect();
        let given = !fresh.contains(&true);
        let counted = if given { words.words.iter().map(Word::counts).collect() } else { fresh };
        let bag = bag(&words, |at| counted[at], |at| words.words[at].signature);
        let subjects = asked.compared.as_ref().map(|compared| compared.subjects(&words)).unwrap_or_default();
        let count = counted.iter().filter(|counts| **counts).count() as f64;
        Model {
            soft: soft::cardinality(&bag),
            bag,
            given,
            counted,
            quantities: quantities(&words),
            denying: words.clauses.iter().filter(|clause| clause.negators).count(),
            // The case that the question puts is no claim.
            sides: contrary::sides(&words, &subjects, |at| {
                !(asked.gave(words.words[at].term) && words.is_supposed(at))
            }),
            said: asked.compared.as_ref().map(|_| Said::new(&words, &subjects, |_| true)),
            subjects,
            short: (1.0 - count / LONG).max(0.0),
            clauses: clauses(&words, |_| true),
            words,
        }
    }

    /// Whether a word of a response (and its normal form) is like any word of the reference.
    pub fn speaks_of(&self, word: &Word, norm: &str, language: &impl Language) -> bool {
        let mut content = self.words.content.iter().map(|at| &self.words.words[*at as usize]);
        content.any(|own| likeness(own, self.words.norm(own), word, norm, language).0 > 0.0)
    }
}

/// Distinct content words for which `keep` holds, by the spelling signature that `spelt` gives.
pub fn bag(words: &Words, keep: impl Fn(usize) -> bool, spelt: impl Fn(usize) -> Signature) -> Vec<Signature> {
    let mut seen: Vec<TermId> = Vec::new();
    let mut out = Vec::new();
    for at in &words.content {
        let word = &words.words[*at as usize];
        if keep(*at as usize) && word.kind == Kind::Content && !seen.contains(&word.term) && out.len() < MOST {
            seen.push(word.term);
            out.push(spelt(*at as usize));
        }
    }
    out
}

/// How many clauses have content that counts.
pub fn clauses(words: &Words, keep: impl Fn(usize) -> bool) -> usize {
    let mut last = None;
    let mut count = 0;
    for at in words.content.iter().filter(|at| keep(**at as usize)) {
        let clause = words.words[*at as usize].clause;
        if last != Some(clause) {
            count += 1;
            last = Some(clause);
        }
    }
    count
}
