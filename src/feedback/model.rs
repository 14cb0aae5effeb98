//! How a good answer says it: the sentence of a reference that states a concept.

use crate::matching::EvidenceKind;
use crate::rubric::Rubric;
use crate::scoring::{Flag, Grader, Status};
use crate::text::Analyzer;
use std::ops::Range;

/// A sentence of fewer words is a list of terms.
const FEWEST_WORDS: usize = 6;

/// The sentence of a reference that meets a concept; `None` where no reference does. Best is the shortest that says it by
/// itself and is no bare list of terms, which would teach nothing.
pub fn said_well(rubric: &Rubric, concept: usize) -> Option<&str> {
    let mut grader = Grader::default();
    let mut states = |text: &str| {
        let grade = grader.grade(rubric, text);
        let stated = grade.concepts.get(concept).filter(|stated| stated.status == Status::Met)?;
        let evidence = stated.evidence.iter().find(|evidence| evidence.kind == EvidenceKind::Support)?;
        Some((evidence.start, grade.flags.contains(&Flag::KeywordList)))
    };
    let mut best: Option<((bool, bool, usize), &str)> = None;
    for reference in &rubric.item.references {
        let Some((at, _)) = states(reference) else { continue };
        for (range, sentence) in sentences(reference) {
            let alone = states(sentence);
            if alone.is_none() && !range.contains(&at) {
                continue;
            }
            let list = alone.is_some_and(|(_, list)| list) || sentence.split_whitespace().count() < FEWEST_WORDS;
            let rank = (list, alone.is_none(), sentence.len());
            if best.is_none_or(|(known, _)| rank < known) {
                best = Some((rank, sentence));
            }
        }
    }
    best.map(|(_, sentence)| sentence)
}

/// The sentences of a text with their closing marks, and where they stand.
fn sentences(text: &str) -> Vec<(Range<usize>, &str)> {
    let analysis = Analyzer::new().analyze(text);
    let first = |range: &Range<u32>| analysis.tokens.get(range.start as usize).map(|token| token.start as usize);
    let mut starts: Vec<usize> = analysis.sentences.iter().filter_map(first).collect();
    if let Some(start) = starts.first_mut() {
        *start = 0;
    }
    starts.push(text.len());
    let ranges = starts.windows(2).map(|pair| pair[0]..pair[1]);
    let pieces = ranges.filter_map(|range| Some((range.clone(), text.get(range)?)));
    pieces.map(|(range, piece)| (range, piece.trim().trim_end_matches(['(', '"', '\'']))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_keep_their_marks() {
        let of = |text| sentences(text).into_iter().map(|(_, sentence)| sentence).collect::<Vec<_>>();
        assert_eq!(
            of("First, this. Then that happens! And so on"),
            ["First, this.", "Then that happens!", "And so on"]
        );
        assert_eq!(of(""), [""; 0]);
        assert_eq!(sentences("One. Two.")[1].0, 5..9);
    }

    #[test]
    fn a_reference_says_it() {
        let engine = crate::engine::Engine::shipped();
        let rubric = engine.rubric("gil").expect("an item");
        let said = said_well(rubric, 0).expect("the first concept is in a reference");
        assert!(said.ends_with('.') && said.len() > 20, "{said}");
        assert_eq!(said_well(rubric, 999), None);
    }

    #[test]
    fn a_sentence_teaches_more_than_a_list_of_terms() {
        let set = "[[item.concept]]\nid = \"fast\"\nlabel = \"Fast\"\nalternatives = [\"fast\"]\n";
        let reference = "Gadget: fast, small, safe. A gadget is fast because it turns a widget into a gizmo at once.";
        let rubric = crate::rubric::tests::compiled_with(set, reference).0;
        let said = said_well(&rubric, 0).expect("the reference says it");
        assert!(said.starts_with("A gadget is fast"), "{said}");
    }
}
