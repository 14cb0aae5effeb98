//! How a good answer says it: the sentence of a reference that states a concept.

use crate::matching::EvidenceKind;
use crate::rubric::Rubric;
use crate::scoring::{Grader, Status};
use crate::text::Analyzer;

/// The sentence of a reference that meets a concept, the shortest one; `None` where no reference does.
pub fn said_well(rubric: &Rubric, concept: usize) -> Option<&str> {
    let mut grader = Grader::default();
    let sentences = rubric.item.references.iter().filter_map(|reference| {
        let grade = grader.grade(rubric, reference);
        let stated = grade.concepts.get(concept).filter(|stated| stated.status == Status::Met)?;
        let evidence = stated.evidence.iter().find(|evidence| evidence.kind == EvidenceKind::Support)?;
        Some(sentence_at(reference, evidence.start))
    });
    // A bare list of terms teaches nothing: a sentence should have some length, but no more than it needs.
    sentences.min_by_key(|sentence| (sentence.split_whitespace().count() < 6, sentence.len()))
}

/// The sentence around a byte of a text, with its closing mark.
fn sentence_at(text: &str, at: usize) -> &str {
    let analysis = Analyzer::new().analyze(text);
    let start_of = |index: usize| {
        let tokens = analysis.sentences.get(index).and_then(|range| analysis.tokens.get(range.start as usize));
        tokens.map_or(text.len(), |token| token.start as usize)
    };
    let index = (0..analysis.sentences.len()).rev().find(|index| start_of(*index) <= at).unwrap_or(0);
    let start = if index == 0 { 0 } else { start_of(index) };
    text.get(start..start_of(index + 1)).unwrap_or(text).trim().trim_end_matches(['(', '"', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_around_a_place() {
        let text = "First, this. Then that happens! And so on";
        assert_eq!(sentence_at(text, 0), "First, this.");
        assert_eq!(sentence_at(text, 20), "Then that happens!");
        assert_eq!(sentence_at(text, text.len() - 1), "And so on");
        assert_eq!(sentence_at("", 0), "");
    }

    #[test]
    fn a_reference_says_it() {
        let engine = crate::engine::Engine::shipped();
        let rubric = engine.rubric("gil").expect("an item");
        let said = said_well(rubric, 0).expect("the first concept is in a reference");
        assert!(said.ends_with('.') && said.len() > 20, "{said}");
        assert_eq!(said_well(rubric, 999), None);
    }
}
