//! Phrases that say what one word says, or another phrase (`give off`: `emit`; `at the same time`: `simultaneously`), found in
//! a text that is compared with another.

use crate::text::{Analysis, Analyzer, Flags, TermId, stem_term};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Groups of words and phrases that say the same, one a line.
const PHRASES: &str = include_str!("phrases.txt");
/// Between the members of a group.
const BAR: &str = " | ";

/// A phrase as a list has it.
struct Phrase {
    /// The words after its first one.
    rest: Vec<TermId>,
    /// Stands for the whole.
    whole: TermId,
}

/// The groups of the list.
pub fn groups() -> impl Iterator<Item = impl Iterator<Item = &'static str>> {
    PHRASES.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(BAR))
}

/// The phrases by their first words, the longest first.
static BY_FIRST: LazyLock<FxHashMap<TermId, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: FxHashMap<TermId, Vec<Phrase>> = FxHashMap::default();
    let mut analyzer = Analyzer::new();
    for member in groups().flatten().filter(|member| member.contains(' ')) {
        let analysis = analyzer.analyze(member);
        let mut words = analysis.tokens.iter().filter(|token| !token.flags.has(Flags::ARTICLE)).map(|token| token.term);
        let Some(first) = words.next() else { continue };
        phrases.entry(first).or_default().push(Phrase { rest: words.collect(), whole: stem_term(member) });
    }
    for of_first in phrases.values_mut() {
        of_first.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
    }
    phrases
});

/// A phrase in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Stands for the whole.
    pub whole: TermId,
    /// Its tokens: the first ...
    pub start: u32,
    /// ... and the one behind the last.
    pub end: u32,
}

/// The phrases of a text, in order; none overlap, the longest goes first.
pub fn find(analysis: &Analysis) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < analysis.tokens.len() {
        let end = BY_FIRST.get(&analysis.tokens[at].term).into_iter().flatten().find_map(|phrase| {
            let end = ends(analysis, at, &phrase.rest)?;
            Some(Found { whole: phrase.whole, start: at as u32, end: end as u32 })
        });
        at = end.map_or(at + 1, |found| found.end as usize);
        found.extend(end);
    }
    found
}

/// Where the words of a phrase end that begins at a token; articles between them do not count.
fn ends(analysis: &Analysis, first: usize, rest: &[TermId]) -> Option<usize> {
    let sentence = analysis.tokens[first].sentence;
    let mut at = first + 1;
    for term in rest {
        while analysis.tokens.get(at).is_some_and(|token| token.flags.has(Flags::ARTICLE)) {
            at += 1;
        }
        let token = analysis.tokens.get(at)?;
        if token.term != *term || token.sentence != sentence {
            return None;
        }
        at += 1;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::super::english;
    use super::*;

    /// The phrases of a text, as it has them.
    fn found(text: &str) -> Vec<&str> {
        let analysis = Analyzer::new().analyze(text);
        let span = |found: &Found| {
            let (first, last) = (&analysis.tokens[found.start as usize], &analysis.tokens[found.end as usize - 1]);
            first.span().join(last.span())
        };
        find(&analysis)
            .iter()
            .map(|found| {
                let span = span(found);
                &text[span.start..span.end]
            })
            .collect()
    }

    #[test]
    fn phrases_are_found_in_any_form_and_end_with_the_sentence() {
        assert_eq!(found("The lamp is giving off light"), ["giving off"]);
        assert_eq!(found("Both run at the same time."), ["at the same time"]);
        assert_eq!(found("The lamp may give. Off it goes."), Vec::<&str>::new());
    }

    #[test]
    fn the_longest_phrase_goes_first() {
        assert_eq!(found("Water is made up of molecules"), ["made up of"]);
    }

    #[test]
    fn groups_hold_no_opposites_and_nothing_twice() {
        for group in groups() {
            let members: Vec<&str> = group.collect();
            assert!(members.len() > 1 && members.iter().any(|member| member.contains(' ')), "{members:?}");
            let terms: Vec<TermId> = members.iter().map(|member| stem_term(member)).collect();
            for (at, a) in terms.iter().enumerate() {
                let again = terms[..at].contains(a) && members[..at].contains(&members[at]);
                assert!(!again && !terms.iter().any(|b| english::opposite(*a, *b)), "{members:?}");
            }
        }
    }
}
