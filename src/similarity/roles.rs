//! Roles: the two of `light is faster than sound` or `vibrations make sound` in each other's place.
//!
//! Looked for around a `than`, and around the one word between two, where no word such as `by` or `from` gives them other
//! roles. Any wider search finds other orders of words, not other statements.

use super::compare::{Clash, Comparison};
use super::contrary;
use super::model::Model;
use super::words::{Word, Words};
use crate::matching::EvidenceKind;
use std::ops::Range;

/// Finds exchanged roles. Where the third word is an opposite, too (`sound is slower than light`), the same is said, and the
/// alignment takes it for such.
pub fn exchanged(model: &Model, response: &Words, comparison: &mut Comparison) {
    let links = &mut comparison.alignment.links;
    let mut found: Vec<Clash> = Vec::new();
    let mut put = |at: usize, from: usize, to: usize, third: usize| {
        let span = response.words[from].span.join(response.words[to].span);
        let cue = Some(response.words[third].span);
        found.push(Clash { reference: at as u32, span, cue, kind: EvidenceKind::Reversed });
    };
    for ours in thans(&model.words) {
        for theirs in thans(response) {
            let to = |range: &Range<usize>, other: &Range<usize>| {
                let own = range.clone().find_map(|at| links[at].map(|link| (at, link.to as usize)));
                own.filter(|(_, to)| other.contains(to))
            };
            let (Some((_, to_left)), Some((at, to_right))) =
                (to(&ours.right, &theirs.left), to(&ours.left, &theirs.right))
            else {
                continue;
            };
            let turned = ours.left.clone().find(|at| links[*at].is_some_and(|link| link.opposite));
            match turned.and_then(|at| links[at].as_mut()) {
                Some(link) => {
                    link.opposite = false;
                    comparison.agreed.push(link.to);
                }
                None => put(at, to_left, to_right, theirs.left.end),
            }
        }
    }
    for three in model.words.content.windows(3) {
        let [a, m, b] = [three[0], three[1], three[2]].map(|at| at as usize);
        let (Some(x), Some(y), Some(z)) = (links[a], links[m], links[b]) else { continue };
        let [x, y, z] = [x, y, z].map(|link| link.to);
        let place = |to: u32| response.content.binary_search(&to).ok();
        let (Some(x_at), Some(y_at), Some(z_at)) = (place(x), place(y), place(z)) else { continue };
        if (z_at + 1, y_at + 1) == (y_at, x_at)
            && is_plain(&model.words, a, b)
            && is_plain(response, z as usize, x as usize)
            && model.words.words[a].term != model.words.words[b].term
        {
            put(a, z as usize, x as usize, y as usize);
        }
    }
    comparison.features.roles = if found.is_empty() { 0.0 } else { contrary::brevity(model) };
    comparison.clashes.extend(found);
}

/// The words on both sides of a `than` within its clause.
struct Than {
    left: Range<usize>,
    right: Range<usize>,
}

fn thans(words: &Words) -> impl Iterator<Item = Than> {
    let is_than = |at: &usize| words.norm(&words.words[*at]) == "than";
    (0..words.words.len()).filter(is_than).map(|at| {
        let clause = words.words[at].clause;
        let same = |word: &&Word| word.clause == clause;
        let before = words.words[..at].iter().rev().take_while(same).count();
        let behind = words.words[at + 1..].iter().take_while(same).count();
        Than { left: at - before..at, right: at + 1..at + 1 + behind }
    })
}

/// Whether no word between two of one clause gives them other roles than who does and what is done to, or begins anew.
fn is_plain(words: &Words, from: usize, to: usize) -> bool {
    const OTHERWISE: &[&str] = &[
        "about", "and", "as", "at", "between", "by", "for", "from", "if", "in", "into", "it", "of", "on", "or", "than",
        "that", "they", "through", "to", "we", "when", "where", "which", "with", "without", "you",
    ];
    words.words[from].clause == words.words[to].clause
        && !words.words[from..to].iter().any(|word| OTHERWISE.contains(&words.norm(word)))
}

#[cfg(test)]
mod tests {
    use super::super::compare::compare_all;
    use super::super::model::Model;
    use super::super::words::tests::words;
    use crate::matching::EvidenceKind;
    use crate::rubric::Lexicon;
    use crate::similarity::asked::Asked;

    /// Whether roles are exchanged, and whether something is an opposite.
    fn roles(reference: &str, response: &str) -> (bool, bool) {
        let asked = Asked::new(&words("Tell."));
        let models = [Model::new(words(reference), &asked)];
        let (all, _) = compare_all(&models, &words(response), &asked, &Lexicon::default());
        let is = |kind: EvidenceKind| all[0].clashes.iter().any(|clash| clash.kind == kind);
        (is(EvidenceKind::Reversed), is(EvidenceKind::Negated))
    }

    #[test]
    fn two_things_in_each_others_place() {
        let faster = "Light travels faster than sound";
        for (reference, response, expected) in [
            (faster, "Sound travels faster than light", (true, false)),
            (faster, "Sound travels slower than light", (false, false)),
            (faster, "Light travels slower than sound", (false, true)),
            (faster, "Compared with sound, light is faster", (false, false)),
            ("Vibrations make sound", "Sound makes vibrations", (true, false)),
            ("Vibrations make sound", "Sound is made by vibrations", (false, false)),
            ("Vibrations make sound", "For a sound to be made something vibrates", (false, false)),
        ] {
            assert_eq!(roles(reference, response), expected, "{response}");
        }
    }
}
