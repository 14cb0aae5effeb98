//! Sides of a comparison that the question does not name: two statements next to each other in the reference
//! (`arteries carry blood away from the heart and veins to it`) whose subjects stand in each other's place in the
//! response.

use super::alignment::Alignment;
use super::compare::Clash;
use super::model::Model;
use super::words::Words;
use crate::claims::EvidenceKind;
use std::ops::Range;

/// Words at which one statement ends and the next begins within a clause.
const JOINTS: [&str; 5] = ["and", "while", "whereas", "but", "or"];

/// The words of a pair of neighbouring statements that are said of each other's subject; empty where they are not.
pub fn crossed(model: &Model, response: &Words, alignment: &Alignment) -> Vec<Clash> {
    let (ours, theirs) = (statements(&model.words), statements(response));
    // Statements follow one another without a gap.
    let of = |at: u32| {
        let found = theirs.partition_point(|range| range.end <= at as usize);
        (found < theirs.len()).then_some(found)
    };
    let term = |at: usize| model.words.words[at].term;
    // What both statements say tells nothing of their subjects.
    let linked = |range: &Range<usize>, other: &Range<usize>| -> Vec<(usize, u32, usize)> {
        let own = |at: &usize| model.words.words[*at].counts() && !other.clone().any(|there| term(there) == term(*at));
        let words = range.clone().filter(own);
        words
            .filter_map(|at| {
                let link = alignment.links[at].filter(|link| !link.opposite)?;
                Some((at, link.to, of(link.to)?))
            })
            .collect()
    };
    for pair in ours.windows(2) {
        let [left, right] = [linked(&pair[0], &pair[1]), linked(&pair[1], &pair[0])];
        let (Some(first), Some(second)) = (left.first(), right.first()) else { continue };
        let opens = |word: &(usize, u32, usize)| {
            let all = left.iter().chain(&right);
            all.filter(|other| other.2 == word.2).all(|other| other.1 >= word.1)
        };
        // A few words of each make no statement that could be the other's.
        let mostly = |words: &[(usize, u32, usize)], range: &Range<usize>| {
            2 * words.len() >= range.clone().filter(|at| model.words.words[*at].counts()).count()
        };
        let there = mostly(&left, &pair[0]) && mostly(&right, &pair[1]);
        let apart = there && first.2.abs_diff(second.2) == 1 && opens(first) && opens(second);
        let rest = |words: &[(usize, u32, usize)], other: usize| {
            words.len() > 1 && words[1..].iter().all(|word| word.2 == other)
        };
        if apart && rest(&left, second.2) && rest(&right, first.2) {
            let clash = |subject: u32, word: &(usize, u32, usize)| Clash {
                reference: word.0 as u32,
                span: response.words[word.1 as usize].span,
                cue: Some(response.words[subject as usize].span),
                kind: EvidenceKind::Exchanged,
            };
            let mut clashes: Vec<Clash> = left[1..].iter().map(|word| clash(second.1, word)).collect();
            clashes.extend(right[1..].iter().map(|word| clash(first.1, word)));
            return clashes;
        }
    }
    Vec::new()
}

/// The statements of a text: clauses, cut at the words that join statements.
fn statements(text: &Words) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut from = 0;
    for at in 1..=text.words.len() {
        let ends = text
            .words
            .get(at)
            .is_none_or(|word| word.clause != text.words[at - 1].clause || JOINTS.contains(&text.norm(word)));
        if ends {
            all.push(from..at);
            from = at;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::compare::compare_all;
    use super::super::model::Model;
    use super::super::words::tests::words;
    use crate::rubric::Lexicon;
    use crate::similarity::asked::Asked;

    fn crossed(reference: &str, response: &str) -> bool {
        let asked = Asked::new(&words("Explain."));
        let models = [Model::new(words(reference), &asked)];
        let (all, _) = compare_all(&models, &words(response), &asked, &Lexicon::default());
        all[0].features.swapped > 0.0
    }

    #[test]
    fn statements_in_each_others_place() {
        let vessels = "Arteries carry blood away from the heart and veins bring it back.";
        let river = "Near the source the bed is steep, near the mouth it is flat.";
        for (reference, response, expected) in [
            (vessels, "Veins carry blood away from the heart and arteries bring it back.", true),
            (vessels, "Veins bring blood back, and arteries carry it away from the heart.", false),
            (vessels, "Blood is carried away from the heart by arteries and brought back by veins.", false),
            (river, "Near the mouth the bed is steep, near the source it is flat.", true),
            (river, "It is flat near the mouth and steep near the source.", false),
            ("It needs a sender and a receiver with two links.", "A sender and a receiver with links.", false),
            ("A body cell has 46, a sex cell has 23.", "A sex cell has 46, a body cell has 23.", true),
        ] {
            assert_eq!(crossed(reference, response), expected, "{response}");
        }
    }
}
