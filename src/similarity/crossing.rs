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

/// A word of the reference that stands for one of the response.
struct Linked {
    /// The reference's word.
    ours: usize,
    /// The response's word ...
    theirs: usize,
    /// ... and the statement of the response that it stands in.
    statement: usize,
}

/// The words of a pair of neighbouring statements that are said of each other's subject; empty where they are not.
pub fn crossed(model: &Model, response: &Words, alignment: &Alignment) -> Vec<Clash> {
    let (ours, theirs) = (statements(&model.words), statements(response));
    let counting = |range: &Range<usize>| range.clone().filter(|at| model.words.words[*at].counts());
    let term = |at: usize| model.words.words[at].term;
    // What both statements say tells nothing of their subjects.
    let linked = |range: &Range<usize>, other: &Range<usize>| -> Vec<Linked> {
        let own = counting(range).filter(|at| !other.clone().any(|there| term(there) == term(*at)));
        own.filter_map(|at| {
            let theirs_at = alignment.links[at].filter(|link| !link.opposite)?.to as usize;
            // Statements follow one another without a gap.
            let statement = theirs.partition_point(|range| range.end <= theirs_at);
            (statement < theirs.len()).then_some(Linked { ours: at, theirs: theirs_at, statement })
        })
        .collect()
    };
    for pair in ours.windows(2) {
        let [left, right] = [linked(&pair[0], &pair[1]), linked(&pair[1], &pair[0])];
        // A few words of each make no statement that could be the other's.
        let mostly = |words: &[Linked], range: &Range<usize>| 2 * words.len() >= counting(range).count();
        if mostly(&left, &pair[0]) && mostly(&right, &pair[1]) && are_crossed(&left, &right) {
            let clash = |word: &Linked, subject: &Linked| Clash {
                reference: word.ours as u32,
                span: response.words[word.theirs].span,
                cue: Some(response.words[subject.theirs].span),
                kind: EvidenceKind::Exchanged,
            };
            let of_left = left[1..].iter().map(|word| clash(word, &right[0]));
            return of_left.chain(right[1..].iter().map(|word| clash(word, &left[0]))).collect();
        }
    }
    Vec::new()
}

/// Whether the subjects of two statements (their first words) open two neighbouring statements of the response, and everything
/// else that each of the two says stands behind the other's subject.
fn are_crossed(left: &[Linked], right: &[Linked]) -> bool {
    let ([first, of_first @ ..], [second, of_second @ ..]) = (left, right) else { return false };
    let opens = |subject: &Linked| {
        let mut beside = left.iter().chain(right).filter(|other| other.statement == subject.statement);
        beside.all(|other| other.theirs >= subject.theirs)
    };
    let is_of = |words: &[Linked], subject: &Linked| {
        !words.is_empty() && words.iter().all(|word| word.statement == subject.statement)
    };
    first.statement.abs_diff(second.statement) == 1
        && opens(first)
        && opens(second)
        && is_of(of_first, second)
        && is_of(of_second, first)
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
