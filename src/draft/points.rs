//! The points that a reference makes: its phrases, each said of one thing, and each either stated or denied.
//!
//! `It keeps order and does not allow duplicates` is two points: a pattern with `not` holds where any of its words is denied,
//! so whoever moves the denial to the other half would meet it.

use crate::rubric::phrase::{phrases, tenth};
use crate::similarity::compared::Compared;
use crate::similarity::model::Model;
use crate::similarity::words::Kind;
use crate::text::TermId;
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
    let mut points = Vec::new();
    for phrase in phrases(model, text) {
        for (words, core) in cutter.parts(phrase.words.clone()) {
            let telling = || core.clone().filter(|at| model.counted[*at]);
            let mut terms: Vec<TermId> = telling().map(|at| model.words.words[at].term).collect();
            terms.sort_unstable();
            terms.dedup();
            let weight: f64 =
                words.clone().filter(|at| model.counted[*at]).map(|at| model.words.words[at].weight).sum();
            let (denied, about) = (cutter.is_denied(core.clone()), cutter.about(core.clone()));
            points.push(Point { reference, words, terms, weight: tenth(weight), denied, about, core });
        }
    }
    points
}

struct Cutter<'a> {
    model: &'a Model,
    text: &'a str,
    compared: Option<&'a Compared>,
}

impl Cutter<'_> {
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
        self.model.subjects.get(at).copied().flatten().map(|(thing, _)| thing)
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
