//! The points that a reference makes: its phrases, each said of one thing, and each either stated or denied.
//!
//! `It keeps order and does not allow duplicates` is two points: a pattern with `not` holds where any of its words is denied,
//! so whoever moves the denial to the other half would meet it.

use crate::rubric::phrase::{phrases, tenth};
use crate::similarity::model::Model;
use crate::similarity::two_things::Compared;
use crate::similarity::words::Kind;
use crate::text::TermId;
use crate::text::roles::{self, Roles};
use std::ops::Range;

/// A part of a phrase whose words weigh less makes no point of its own.
const SLIGHT: f64 = 0.5;
/// Words that may join two statements.
const CONNECTORS: [&str; 24] = [
    "and", "or", "but", "nor", "so", "which", "that", "who", "because", "since", "while", "whereas", "although",
    "though", "when", "where", "if", "then", "yet", "hence", "instead", "rather", "opposed", "without",
];

/// Something that a reference says.
#[derive(Debug, Clone)]
pub struct Point {
    /// Which reference says it.
    pub reference: usize,
    /// Its words there, by which people name it.
    pub words: Range<usize>,
    /// Those of them that its patterns are made of.
    pub core: Range<usize>,
    /// The terms of the core that tell something, sorted.
    pub terms: Vec<TermId>,
    /// What its words weigh.
    pub weight: f64,
    /// The core is denied.
    pub denied: bool,
    /// The thing of two compared (0 or 1) of which all of the core is said.
    pub about: Option<u8>,
}

/// The points of one reference, in order.
pub fn of(reference: usize, model: &Model, text: &str, compared: Option<&Compared>) -> Vec<Point> {
    let cutter = Cutter { model, text, compared };
    let mut points: Vec<Point> = Vec::new();
    for phrase in phrases(model, text) {
        for (words, core) in cutter.parts(phrase.words.clone()) {
            let (denied, about) = (cutter.is_denied(core.clone()), cutter.about(core.clone()));
            let mut point = Point { reference, words, core, terms: Vec::new(), weight: 0.0, denied, about };
            // `While they wait` alone claims nothing: it goes with what it is said of.
            match points.last_mut().filter(|last| cutter.goes_with(&point, last)) {
                Some(last) => {
                    last.words.end = point.words.end;
                    last.core.end = point.core.end;
                    cutter.weigh(last);
                }
                None => {
                    cutter.weigh(&mut point);
                    points.push(point);
                }
            }
        }
    }
    points
}

/// What a word is good for in a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// It says something by itself.
    Solid,
    /// It turns what is said, but says little without other words: `one`, `same`, `high`.
    Light,
    /// It only links.
    Link,
}

/// What a word that counts is good for.
pub fn worth(model: &Model, at: usize) -> Worth {
    const LIGHT: [&str; 8] = ["one", "ones", "same", "more", "less", "only", "kinds", "often"];
    const LINKS: [&str; 21] = [
        "when", "while", "if", "before", "after", "once", "until", "some", "each", "every", "any", "all", "other",
        "others", "than", "over", "under", "around", "between", "during", "then",
    ];
    let word = &model.words.words[at];
    match model.words.norm(word) {
        norm if LINKS.contains(&norm) => Worth::Link,
        norm if LIGHT.contains(&norm) || roles::of(word.term).has(Roles::LIGHT) => Worth::Light,
        _ => Worth::Solid,
    }
}

struct Cutter<'a> {
    model: &'a Model,
    text: &'a str,
    compared: Option<&'a Compared>,
}

impl Cutter<'_> {
    /// What a point tells and weighs.
    fn weigh(&self, point: &mut Point) {
        let words = &self.model.words.words;
        let telling = |range: Range<usize>| range.filter(|at| self.model.counted[*at]).map(|at| &words[at]);
        point.terms = telling(point.core.clone()).map(|word| word.term).collect();
        point.terms.sort_unstable();
        point.terms.dedup();
        point.weight = tenth(telling(point.words.clone()).map(|word| word.weight).sum());
    }

    /// Whether a point of one word goes on with the one before it.
    fn goes_with(&self, point: &Point, last: &Point) -> bool {
        let words = &self.model.words.words;
        let solid = |at: &usize| self.says(*at) && worth(self.model, *at) == Worth::Solid;
        point.core.clone().filter(solid).count() < 2
            && !point.denied
            && !last.denied
            && point.about == last.about
            && last.words.end == point.words.start
            && words[last.words.start].sentence == words[point.words.start].sentence
    }

    /// A phrase in parts: the words of each, and those of them that make its point.
    fn parts(&self, phrase: Range<usize>) -> Vec<(Range<usize>, Range<usize>)> {
        let mut cuts = vec![phrase.start];
        let mut last: Option<usize> = None;
        for at in phrase.clone().filter(|at| self.says(*at)) {
            if let Some(before) = last.replace(at)
                && self.turns(before, at)
                && let Some(cut) = self.joint(before, at)
            {
                cuts.push(cut);
            }
        }
        cuts.push(phrase.end);
        let mut parts: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        for part in cuts.windows(2).map(|pair| pair[0]..pair[1]) {
            match parts.last_mut() {
                // What says next to nothing only names the point beside it.
                Some(last) if self.is_slight(part.clone()) => last.0.end = part.end,
                Some(last) if self.is_slight(last.1.clone()) => *last = (last.0.start..part.end, part),
                _ => parts.push((part.clone(), part)),
            }
        }
        parts
    }

    /// Whether a word tells something of what is spoken of: it does not only name one of the things compared.
    fn says(&self, at: usize) -> bool {
        let word = &self.model.words.words[at];
        word.counts() && !self.compared.is_some_and(|compared| compared.names(word.term))
    }

    fn denies(&self, at: usize) -> bool {
        self.model.words.words[at].denied.is_some()
    }

    fn thing(&self, at: usize) -> Option<u8> {
        self.model.subjects.get(at).copied().flatten().map(|named| named.thing)
    }

    /// Whether between two words a denial begins or ends, or what is spoken of changes.
    fn turns(&self, before: usize, at: usize) -> bool {
        let changes = matches!((self.thing(before), self.thing(at)), (Some(one), Some(other)) if one != other);
        changes || self.denies(before) != self.denies(at)
    }

    /// Where between two words one statement ends and the next begins.
    fn joint(&self, before: usize, at: usize) -> Option<usize> {
        let words = &self.model.words.words;
        (before + 1..=at).find(|here| {
            let gap = self.text.get(words[here - 1].span.end..words[*here].span.start).unwrap_or_default();
            words[*here].clause != words[here - 1].clause
                || gap.contains([',', ';', ':', '('])
                || gap.contains(" - ")
                || CONNECTORS.contains(&self.model.words.norm(&words[*here]))
        })
    }

    fn is_slight(&self, part: Range<usize>) -> bool {
        let words = part.filter(|at| self.model.counted[*at]).map(|at| self.model.words.words[at].weight);
        words.sum::<f64>() < SLIGHT
    }

    fn is_denied(&self, core: Range<usize>) -> bool {
        core.clone().any(|at| self.says(at) && self.denies(at))
            // "Nothing but water": what a negator leaves to be said in other words is left to the proof.
            || core.clone().all(|at| !self.says(at)) && core.clone().any(|at| self.model.words.words[at].kind == Kind::Negator)
    }

    /// The one thing of which all that is told is said.
    fn about(&self, core: Range<usize>) -> Option<u8> {
        let mut things = core.filter(|at| self.says(*at)).map(|at| self.thing(at));
        let first = things.next().flatten()?;
        things.all(|thing| thing == Some(first)).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use crate::draft::tests::draft;

    /// Label, first pattern and side of each concept.
    fn points(question: &str, reference: &str) -> Vec<(String, String, Option<String>)> {
        let draft = draft(question, &[reference]).expect("a draft");
        let point = |one: crate::bank::Concept| (one.label, one.alternatives[0].pattern.value.clone(), one.about);
        draft.set.concepts.into_iter().map(point).collect()
    }

    #[test]
    fn a_denial_is_a_point_of_its_own() {
        let found = points("What is a ledger?", "It preserves history and does not allow deletions.");
        let patterns: Vec<&str> = found.iter().map(|(_, pattern, _)| pattern.as_str()).collect();
        assert_eq!(patterns, ["preserves history /s", "not allow deletions /s"]);
    }

    #[test]
    fn who_does_not_do_it_stays_with_what_is_not_done() {
        let found = points("Why is glass brittle?", "Trapped atoms cannot glide.");
        assert_eq!(found.len(), 1);
        assert!(found[0].1.starts_with("not ") && found[0].1.contains("glide"), "{found:?}");
    }

    #[test]
    fn each_of_two_things_has_its_points() {
        let found = points(
            "What is the difference between a canal and a river?",
            "A canal is dug by people, whereas a river carves its valley. Both carry water.",
        );
        let sides: Vec<Option<&str>> = found.iter().map(|(_, _, about)| about.as_deref()).collect();
        assert_eq!(sides, [Some("canal"), Some("river"), None], "{found:?}");
        assert_eq!(found[1].0, "a river carves its valley");
    }
}
