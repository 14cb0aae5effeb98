//! A text made ready for comparing: its words with stem, spelling signature, weight, polarity and place.

use super::bm25::Statistics;
use super::phrases::{self, Found};
use super::{appeal, english};
use crate::claims::Polarity;
use crate::span::Span;
use crate::text::roles::Roles;
use crate::text::{Analysis, Flags, TermId};
use rustc_hash::FxHashMap;

/// What a word is good for in a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Carries meaning.
    Content,
    /// A number: equal or different, never similar.
    Number,
    /// A function word.
    Small,
    /// A negator.
    Negator,
}

/// One word.
#[derive(Debug, Clone)]
pub struct Word {
    /// Its stem's term.
    pub term: TermId,
    /// What it is good for.
    pub kind: Kind,
    /// Range of its normal form in [`Words::norms`].
    pub norm: (u32, u32),
    /// Bytes of the original text.
    pub span: Span,
    /// Its spelling.
    pub signature: Signature,
    /// What it counts for: light words little, rare words much.
    pub weight: f64,
    /// The negator whose scope it stands in; `None` under an even number of them.
    pub denied: Option<Span>,
    /// It stands behind `less`, in the same sentence.
    pub less: bool,
    /// It praises or stresses (`a remarkable lock`, `surely`).
    pub adorns: bool,
    /// Index of its clause.
    pub clause: u32,
    /// Index of its sentence.
    pub sentence: u32,
    /// The phrase that it is a part of.
    pub phrase: Option<Found>,
}

impl Word {
    /// Content or number.
    pub fn counts(&self) -> bool {
        matches!(self.kind, Kind::Content | Kind::Number)
    }
}

/// A text made ready for comparing.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// All words in order.
    pub words: Vec<Word>,
    /// Normal forms, one after the other.
    pub norms: String,
    /// Indices of content words and numbers.
    pub content: Vec<u32>,
    /// Sentences that speak to the grader (`give full marks`) instead of answering.
    pub appeals: Vec<u32>,
    /// Number of sentences.
    pub sentences: u32,
    /// How each clause denies.
    pub clauses: Vec<Denial>,
}

/// How a clause denies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Denial {
    /// Some negator stands in it.
    pub negators: bool,
    /// An odd number of them denies it as a whole.
    pub odd: bool,
}

impl Words {
    /// Prepares an analysed text.
    pub fn new(analysis: &Analysis, statistics: &Statistics, polarity: &Polarity) -> Self {
        let mut words = Words {
            words: Vec::with_capacity(analysis.tokens.len()),
            norms: analysis.norms.clone(),
            content: Vec::with_capacity(analysis.tokens.len() / 2),
            appeals: appeal::sentences(analysis),
            sentences: analysis.sentences.len() as u32,
            clauses: vec![Denial::default(); analysis.clauses.len()],
        };
        let highest = f64::from(statistics.idf(0)).max(1.0);
        let (cues, denied) = (polarity.cues(analysis.tokens.len()), polarity.denied(analysis.tokens.len()));
        let mut phrases: Vec<Option<Found>> = vec![None; analysis.tokens.len()];
        for found in phrases::find(analysis) {
            phrases[found.start as usize..found.end as usize].fill(Some(found));
        }
        for (at, token) in analysis.tokens.iter().enumerate() {
            let norm = analysis.norm(token);
            let kind = kind_of(analysis, at);
            let weight = match kind {
                Kind::Content if token.roles.has(Roles::LIGHT) => english::LIGHT,
                // Between one half, for a word that stands in all references, and 1, for one that stands in none.
                Kind::Content | Kind::Number => 0.5 + 0.5 * f64::from(statistics.idf(token.term)) / highest,
                _ => 0.0,
            };
            if matches!(kind, Kind::Content | Kind::Number) {
                words.content.push(at as u32);
            }
            if let (true, Some(clause)) = (cues[at], words.clauses.get_mut(token.clause as usize)) {
                clause.negators = true;
                // "X instead of Y" states X.
                clause.odd ^= !matches!(norm, "instead" | "rather" | "opposed");
            }
            words.words.push(Word {
                term: token.term,
                kind,
                norm: token.norm,
                span: token.span(),
                signature: if kind == Kind::Content { Signature::new(norm) } else { Signature::default() },
                weight,
                denied: denied[at],
                less: follows_less(analysis, at),
                adorns: kind == Kind::Content && token.roles.has(Roles::ADORNS),
                clause: token.clause,
                sentence: token.sentence,
                phrase: phrases[at],
            });
        }
        words
    }

    /// Takes words that praise or stress for small ones, but for those that count (word, normal form): put into a wrong
    /// answer or a repeated question they do not make it an answer in other words.
    pub fn set_praise_aside(&mut self, counts: impl Fn(&Word, &str) -> bool) {
        // A word that comes again is judged once: all that its likeness to others depends on is in the key.
        type Key = (TermId, bool, Option<TermId>, String);
        let mut known: FxHashMap<Key, bool> = FxHashMap::default();
        for at in 0..self.words.len() {
            let word = &self.words[at];
            if !word.adorns {
                continue;
            }
            let norm = self.norm(word);
            let key = (word.term, word.less, word.phrase.map(|phrase| phrase.whole), norm.to_string());
            if !*known.entry(key).or_insert_with(|| counts(word, norm)) {
                let word = &mut self.words[at];
                (word.kind, word.weight, word.signature) = (Kind::Small, 0.0, Signature::default());
            }
        }
        let words = &self.words;
        self.content.retain(|at| words[*at as usize].kind != Kind::Small);
    }

    /// Whether a word stands in a clause that puts a case (`if ...`, `when ...`).
    pub fn is_supposed(&self, at: usize) -> bool {
        let clause = self.words[at].clause;
        let first = self.words[..at].iter().rposition(|word| word.clause != clause).map_or(0, |last| last + 1);
        matches!(self.norm(&self.words[first]), "if" | "when" | "whenever")
    }

    /// Whether a number may be a pronoun that counts nothing: `the one that burns out`, `one of the tools`.
    pub fn may_be_pronoun(&self, word: &Word) -> bool {
        self.norm(word) == "one"
    }

    /// The normal form of a word.
    pub fn norm(&self, word: &Word) -> &str {
        self.norms.get(word.norm.0 as usize..word.norm.1 as usize).unwrap_or_default()
    }
}

/// What a token is good for in a comparison.
fn kind_of(analysis: &Analysis, at: usize) -> Kind {
    let flags = analysis.tokens[at].flags;
    if flags.has(Flags::NUMBER) {
        Kind::Number
    } else if flags.has(Flags::NEGATOR) {
        Kind::Negator
    } else if flags.has(Flags::SMALL | Flags::ARTICLE) && !is_letter(analysis, at) {
        Kind::Small
    } else {
        Kind::Content
    }
}

/// Whether a token stands right behind `less`, in the same sentence.
fn follows_less(analysis: &Analysis, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        let before = &analysis.tokens[before];
        before.sentence == analysis.tokens[at].sentence && analysis.norm(before) == "less"
    })
}

/// `a` that names a thing (`bulb A`, `a and c`) and is no article: nothing follows that an article could belong to.
fn is_letter(analysis: &Analysis, at: usize) -> bool {
    let token = &analysis.tokens[at];
    if analysis.norm(token) != "a" {
        return false;
    }
    let first = at == 0 || analysis.tokens[at - 1].sentence != token.sentence;
    if token.flags.has(Flags::CAPITAL) && !first {
        return true;
    }
    match analysis.tokens.get(at + 1) {
        Some(next) if next.sentence == token.sentence => {
            next.flags.has(Flags::AUXILIARY) || matches!(analysis.norm(next), "and" | "or" | "to" | "in" | "from")
        }
        _ => !first,
    }
}

/// A word's spelling, for comparing it with others quickly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Signature {
    /// Its character 2- and 3-grams, borders included, as a Bloom filter.
    grams: u128,
    /// Its first byte.
    first: u8,
}

impl Signature {
    /// Reads a normal form.
    pub fn new(norm: &str) -> Self {
        let mut grams = 0u128;
        let (mut first, mut second) = (b'^', b'^');
        for (at, byte) in norm.bytes().chain(std::iter::once(b'$')).enumerate() {
            let pair = u32::from(second) << 8 | u32::from(byte);
            grams |= 1 << (pair.wrapping_mul(0x9e37_79b1) >> 25);
            if at > 0 {
                let triple = u32::from(first) << 16 | pair;
                grams |= 1 << (triple.wrapping_mul(0x85eb_ca6b) >> 25);
            }
            (first, second) = (second, byte);
        }
        Signature { grams, first: norm.bytes().next().unwrap_or_default() }
    }

    /// Dice coefficient of the 2- and 3-grams, 0 to 1.
    pub fn dice(&self, other: &Signature) -> f64 {
        let sum = self.grams.count_ones() + other.grams.count_ones();
        if sum == 0 { 0.0 } else { 2.0 * f64::from((self.grams & other.grams).count_ones()) / f64::from(sum) }
    }

    /// Both begin with the same letter.
    pub fn begins_like(&self, other: &Signature) -> bool {
        self.first == other.first
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::text::Analyzer;

    /// A text as comparisons see it, without statistics of a bank.
    pub fn words(text: &str) -> Words {
        let analysis = Analyzer::new().analyze(text);
        Words::new(&analysis, &Statistics::default(), &Polarity::read_supposed(&analysis, text))
    }

    #[test]
    fn a_clause_is_denied_by_its_negators_but_not_by_what_it_prefers() {
        for (text, denied) in [
            ("A lamp burns", false),
            ("A lamp does not burn", true),
            ("A lamp burns instead of a candle", false),
            ("if the lamp does not burn", true),
        ] {
            assert_eq!(words(text).clauses.iter().any(|clause| clause.odd), denied, "{text}");
        }
    }

    #[test]
    fn a_denied_subject_denies_what_it_does() {
        let denied = |text: &str| -> Vec<String> {
            let words = words(text);
            let denied = words.words.iter().filter(|word| word.counts() && word.denied.is_some());
            denied.map(|word| words.norm(word).to_string()).collect()
        };
        assert_eq!(denied("None of the tools could scratch topaz"), ["tools", "scratch", "topaz"]);
        assert_eq!(denied("It holds because no tool can scratch topaz"), ["tool", "scratch", "topaz"]);
        assert_eq!(denied("There is no gap, so current can flow"), ["gap"]);
    }

    #[test]
    fn less_speaks_of_the_next_word_of_its_sentence() {
        for (text, marked) in [("Ice is less dense", true), ("Ice weighs less. Dense water sinks", false)] {
            let words = words(text);
            let dense = words.words.iter().find(|word| words.norm(word) == "dense").expect("the text says it");
            assert_eq!(dense.less, marked, "{text}");
        }
    }

    #[test]
    fn the_case_that_is_put_is_no_claim() {
        let words = words("If one bulb burns out, the others stay lit.");
        let supposed: Vec<bool> = (0..words.words.len()).map(|at| words.is_supposed(at)).collect();
        assert_eq!(supposed.iter().filter(|supposed| **supposed).count(), 5);
    }
}
