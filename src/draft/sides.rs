//! The two things that a question compares, as `sides` of a keyword set.

use super::concepts::text;
use crate::bank::Text;
use crate::similarity::asked::Asked;
use crate::similarity::two_things::{Compared, names};
use crate::similarity::words::{Kind, Words};
use crate::text::TermId;
use crate::text::slug::kebab;
use std::ops::Range;

/// The two things: what each is called and the phrases that name it.
#[derive(Debug, Clone)]
pub struct Sides {
    compared: Compared,
    sides: [(String, Vec<String>); 2],
}

impl Sides {
    /// The things that a question, whose text is given, asks to compare, and how the references write their names.
    pub fn new(question: &Words, said: &str, asked: &Asked, references: &[Words]) -> Option<Self> {
        let compared = asked.compared.clone()?;
        let [left, right] = names(question)?;
        let side = |name: Range<usize>, other: Range<usize>| {
            let own: Vec<usize> =
                own(question, name, other).into_iter().filter(|at| compared.names(question.words[*at].term)).collect();
            let mut phrases: Vec<String> = Vec::new();
            if let [first, .., last] = own.as_slice()
                && last - first + 1 == own.len()
            {
                let written = question.words[*first].span.start..question.words[*last].span.end;
                phrases.extend(said.get(written).map(str::to_lowercase));
            }
            // Of several words the last one may stand for all: "the pool".
            if let Some(word) = own.last().map(|at| &question.words[*at]) {
                add(&mut phrases, question.norm(word));
                let forms = references.iter().flat_map(|reference| forms(reference, word.term));
                forms.for_each(|norm| add(&mut phrases, norm));
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
    let name = if phrase.is_ascii() { kebab(phrase) } else { String::new() };
    match name.chars().next() {
        None => "side".to_string(),
        Some('a'..='z') => name,
        Some(_) => format!("side-{name}"),
    }
}

#[cfg(test)]
mod tests {
    use crate::draft::tests::draft;

    /// The sides of a draft, as in TOML.
    fn sides(question: &str, reference: &str) -> Vec<String> {
        let draft = draft(question, &[reference]).expect("a draft");
        let side = |(name, words): &(String, Vec<crate::bank::Text>)| {
            let words: Vec<&str> = words.iter().map(|word| word.value.as_str()).collect();
            format!("{name}: {}", words.join(", "))
        };
        draft.set.sides.iter().map(side).collect()
    }

    #[test]
    fn sides_are_named_as_the_question_and_the_references_do() {
        let found = sides("Ferry versus tunnel?", "Ferries pause in storms. A tunnel stays open all winter.");
        assert_eq!(found, ["ferry: ferry, ferries", "tunnel: tunnel"]);
    }

    #[test]
    fn a_word_of_both_names_is_no_side() {
        let found = sides(
            "What is the difference between a convex and a concave lens?",
            "A convex lens gathers rays. A concave lens scatters them.",
        );
        assert_eq!(found, ["convex: convex", "concave: concave"]);
    }

    #[test]
    fn without_a_comparison_there_are_none() {
        assert!(sides("What is a lens?", "Curved glass that bends rays.").is_empty());
    }
}
