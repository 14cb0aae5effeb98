//! Takes the statement of one concept out of an answer: the clauses that hold its evidence.

use super::edit::{Edit, Parsed, apply};
use crate::rubric::{GroupKind, Rubric};
use crate::scoring::{Grade, Status};

/// An answer without the clauses that showed one concept, for every concept that the score rests on: of a group that has
/// more members met than it counts none is needed.
pub fn removals(text: &str, grade: &Grade, rubric: &Rubric) -> Vec<String> {
    let parsed = Parsed::new(text);
    let mut found = Vec::new();
    for (concept, rule) in grade.concepts.iter().zip(&rubric.concepts) {
        if concept.status != Status::Met || concept.evidence.is_empty() {
            continue;
        }
        let spare = rule.group.is_some_and(|group| {
            let rule = &rubric.groups[group];
            let met: f64 = rule
                .members
                .iter()
                .filter(|member| grade.concepts[**member].status == Status::Met)
                .map(|member| grade.concepts[*member].weight)
                .sum();
            match rule.rule {
                GroupKind::Count { weight, .. } => met > weight + 1e-9,
                GroupKind::Max { max } => met > max + 1e-9,
                GroupKind::All { .. } => false,
            }
        });
        if spare {
            continue;
        }
        let spans: Vec<(usize, usize)> = concept.evidence.iter().map(|piece| (piece.start, piece.end)).collect();
        if let Some(rest) = without(&parsed, &spans) {
            found.push(rest);
        }
    }
    found
}

/// The text without the clauses that overlap these bytes; `None` when nothing would be left.
pub fn without(parsed: &Parsed, spans: &[(usize, usize)]) -> Option<String> {
    let hit =
        |range: &std::ops::Range<usize>| spans.iter().any(|(start, end)| *start < range.end && range.start < *end);
    let clauses = parsed.clauses();
    let gone: Vec<Edit> = clauses
        .iter()
        .filter(|range| hit(range))
        .map(|range| {
            let space = parsed.text[range.end..].len() - parsed.text[range.end..].trim_start().len();
            Edit::new(range.start..range.end + space, "")
        })
        .collect();
    if gone.is_empty() || gone.len() == clauses.len() {
        return None;
    }
    let rest = apply(parsed.text, gone);
    let rest = rest.trim().trim_end_matches([',', ';', ':', '-']).trim_end();
    (!rest.is_empty()).then(|| rest.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clause_goes_and_the_rest_stays() {
        let text = "Lists are mutable, while tuples are fixed. Sets are unordered.";
        let parsed = Parsed::new(text);
        let at = |word: &str| text.find(word).map(|start| (start, start + word.len())).unwrap();
        for (word, expected) in [
            ("fixed", Some("Lists are mutable, Sets are unordered.")),
            ("unordered", Some("Lists are mutable, while tuples are fixed.")),
        ] {
            assert_eq!(without(&parsed, &[at(word)]).as_deref(), expected);
        }
        assert_eq!(without(&parsed, &[(0, text.len())]), None);
    }
}
