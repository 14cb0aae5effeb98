//! The two things that a question compares, as `sides` of a keyword set.

use super::concepts::text;
use crate::bank::Text;
use crate::similarity::compared::{Compared, names};
use crate::similarity::words::{Kind, Words};
use crate::text::TermId;
use std::ops::Range;

/// The two things: what each is called and the phrases that name it.
#[derive(Debug, Clone)]
pub struct Sides {
    compared: Compared,
    sides: [(String, Vec<String>); 2],
}

impl Sides {
    /// Reads a question, whose text is given, and how the references write the names.
    pub fn new<'w>(question: &Words, said: &str, references: impl Iterator<Item = &'w Words> + Clone) -> Option<Self> {
        let compared = Compared::of(question)?;
        let [left, right] = names(question)?;
        let side = |name: Range<usize>, other: Range<usize>| {
            let own = own(question, name, other);
            let mut phrases: Vec<String> = Vec::new();
            if let [first, .., last] = own.as_slice()
                && last - first + 1 == own.len()
            {
                let written = question.words[*first].span.start..question.words[*last].span.end;
                phrases.extend(said.get(written).map(str::to_lowercase));
            }
            // Of several words the last one may stand for all: "the pool".
            let short = own.last().map(|at| &question.words[*at]).filter(|word| compared.names(word.term));
            if let Some(word) = short {
                add(&mut phrases, question.norm(word));
                for reference in references.clone() {
                    for norm in forms(reference, word.term) {
                        add(&mut phrases, norm);
                    }
                }
            }
            phrases
        };
        let sides = [side(left.clone(), right.clone()), side(right, left)];
        if sides.iter().any(Vec::is_empty) {
            return None;
        }
        let [mut one, mut other] = sides.map(|phrases| (key(&phrases[0]), phrases));
        if one.0 == other.0 {
            (one.0, other.0) = ("first".into(), "second".into());
        }
        Some(Sides { compared, sides: [one, other] })
    }

    /// What one of the things is called.
    pub fn name(&self, thing: u8) -> &str {
        &self.sides[usize::from(thing.min(1))].0
    }

    /// Whether a term names one of them.
    pub fn names(&self, term: TermId) -> bool {
        self.compared.names(term)
    }

    /// As a keyword set declares them.
    pub fn declared(&self) -> Vec<(String, Vec<Text>)> {
        self.sides.iter().map(|(name, phrases)| (name.clone(), phrases.iter().cloned().map(text).collect())).collect()
    }
}

/// The words of a name that the other one does not have.
fn own(question: &Words, name: Range<usize>, other: Range<usize>) -> Vec<usize> {
    let others: Vec<TermId> = question.words[other].iter().map(|word| word.term).collect();
    name.filter(|at| {
        let word = &question.words[*at];
        word.kind == Kind::Content && !others.contains(&word.term)
    })
    .collect()
}

/// How a text writes a term.
fn forms(text: &Words, term: TermId) -> impl Iterator<Item = &str> {
    text.words.iter().filter(move |word| word.term == term).map(|word| text.norm(word))
}

fn add(phrases: &mut Vec<String>, phrase: &str) {
    if !phrase.is_empty() && !phrases.iter().any(|known| known == phrase) {
        phrases.push(phrase.to_string());
    }
}

/// A name in kebab-case; one of other letters gets a plain one.
fn key(phrase: &str) -> String {
    let parts: Vec<&str> = phrase.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    match parts.first() {
        Some(first) if phrase.is_ascii() && first.starts_with(|c: char| c.is_ascii_lowercase()) => parts.join("-"),
        Some(_) if phrase.is_ascii() => format!("side-{}", parts.join("-")),
        _ => "side".to_string(),
    }
}
