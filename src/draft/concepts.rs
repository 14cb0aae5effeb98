//! From points to concepts: points of several references that say the same are ways to say one concept.

use super::points::Point;
use super::wording::Wording;
use super::{Read, proof};
use crate::bank::{Alternative, Concept, Group, KeywordSet, Need, Text};
use crate::span::Place;
use crate::text::TermId;

/// Share of its words that a point must have in common with a concept to be another way to say it.
const ALIKE: f64 = 0.6;

/// A concept in the making.
struct Known {
    concept: Concept,
    terms: Vec<TermId>,
    denied: bool,
    about: Option<u8>,
    /// The references that say it.
    references: Vec<usize>,
}

/// The keyword set of worded points.
pub fn set(read: &Read, points: Vec<(Point, Wording)>) -> KeywordSet {
    let mut known: Vec<Known> = Vec::new();
    for (point, wording) in points {
        match alike(&point, &wording, &known) {
            Some(at) => known[at].say_otherwise(&point, wording),
            None => {
                let id = free(&wording.id, &known);
                known.push(Known::new(point, wording, id, read));
            }
        }
    }
    let said: Vec<usize> = (0..read.models.len())
        .map(|reference| known.iter().filter(|known| known.references.contains(&reference)).count())
        .filter(|said| *said > 0)
        .collect();
    let concepts: Vec<Concept> = known.into_iter().map(|known| known.concept).collect();
    let mut set = KeywordSet { concepts, ..KeywordSet::default() };
    if set.concepts.iter().any(|concept| concept.about.is_some()) {
        set.sides = read.sides.as_ref().map(super::Sides::declared).unwrap_or_default();
    }
    let need = said.iter().min().copied().unwrap_or(0);
    if said.len() > 1 && need < set.concepts.len() {
        set.groups.push(Group {
            id: "references".into(),
            label: "As much as the shortest reference says".into(),
            weight: 1.0,
            need: Some(Need::Count(need as u32)),
            max: None,
            of: Vec::new(),
            place: Place::default(),
        });
        regroup(&mut set);
    }
    set
}

/// Sets the members of the group of a drafted set, and what it is worth, by its concepts.
pub fn regroup(set: &mut KeywordSet) {
    let concepts = &set.concepts;
    for group in &mut set.groups {
        let need = match group.need {
            Some(Need::Count(need)) => need.min(concepts.len() as u32),
            _ => continue,
        };
        let mean = concepts.iter().map(|concept| concept.weight).sum::<f64>() / concepts.len().max(1) as f64;
        group.need = Some(Need::Count(need));
        group.weight = half(mean * f64::from(need));
        group.of = concepts.iter().map(|concept| text(concept.id.clone())).collect();
    }
}

/// A keyword set with every pattern as a concept of its own, in order, to see which of them a reference meets.
pub fn probe(read: &Read, wordings: &[Vec<Wording>]) -> KeywordSet {
    let patterns = wordings.iter().flatten().flat_map(|wording| {
        let patterns = std::iter::once(&wording.whole).chain(&wording.half);
        patterns.map(|pattern| (pattern.clone(), about(wording, read)))
    });
    let concepts = patterns.enumerate().map(|(at, (pattern, about))| Concept {
        about,
        ..concept(format!("w-{at}"), String::new(), 1.0, vec![alternative(pattern)])
    });
    KeywordSet {
        concepts: concepts.collect(),
        sides: read.sides.as_ref().map(super::Sides::declared).unwrap_or_default(),
        ..KeywordSet::default()
    }
}

impl Known {
    fn new(point: Point, wording: Wording, id: String, read: &Read) -> Self {
        let mut concept =
            concept(id, proof::label(&point, read), half(point.weight), vec![alternative(wording.whole.clone())]);
        concept.about = about(&wording, read);
        concept.partial.extend(wording.half.map(alternative));
        Known {
            concept,
            terms: point.terms,
            denied: wording.denied,
            about: wording.about,
            references: vec![point.reference],
        }
    }

    /// Adds another way to say it. Of two patterns, one of which asks for all words of the other and more, the narrow one is
    /// of no use; and what is worth the whole is not said once more for half.
    fn say_otherwise(&mut self, point: &Point, wording: Wording) {
        let Concept { alternatives, partial, .. } = &mut self.concept;
        if !alternatives.iter().any(|known| asks_for(&wording.whole, &known.pattern.value)) {
            alternatives.retain(|known| !asks_for(&known.pattern.value, &wording.whole));
            alternatives.push(alternative(wording.whole));
        }
        partial.retain(|half| !alternatives.iter().any(|known| asks_for(&half.pattern.value, &known.pattern.value)));
        self.references.push(point.reference);
    }
}

/// Whether a pattern asks for all that another one asks for.
fn asks_for(narrow: &str, wide: &str) -> bool {
    let narrow: Vec<&str> = narrow.split(' ').filter(|word| *word != "/s").collect();
    wide.split(' ').filter(|word| *word != "/s").all(|word| narrow.contains(&word))
}

/// The concept that a point says again, if it says enough of one that its reference has not said: the most alike, then the
/// first. A denial is no other way to state something, nor is what is said of one thing said of the other.
fn alike(point: &Point, wording: &Wording, known: &[Known]) -> Option<usize> {
    let share = |known: &Known| {
        let both = point.terms.iter().filter(|term| known.terms.contains(term)).count() as f64;
        both / point.terms.len().max(known.terms.len()).max(1) as f64
    };
    let fits = |known: &Known| {
        known.denied == wording.denied && known.about == wording.about && !known.references.contains(&point.reference)
    };
    (0..known.len())
        .filter(|at| fits(&known[*at]))
        .max_by(|a, b| share(&known[*a]).total_cmp(&share(&known[*b])).then(b.cmp(a)))
        .filter(|at| share(&known[*at]) >= ALIKE)
}

fn about(wording: &Wording, read: &Read) -> Option<String> {
    let thing = wording.about?;
    read.sides.as_ref().map(|sides| sides.name(thing).to_string())
}

/// An id that no concept has.
fn free(wanted: &str, known: &[Known]) -> String {
    let taken = |id: &str| id == "references" || known.iter().any(|known| known.concept.id == id);
    let mut id = wanted.to_string();
    let mut number = 2;
    while taken(&id) {
        id = format!("{wanted}-{number}");
        number += 1;
    }
    id
}

/// A weight in halves, at least one: what people compare at a glance.
fn half(weight: f64) -> f64 {
    (weight * 2.0).round().max(1.0) / 2.0
}

fn concept(id: String, label: String, weight: f64, alternatives: Vec<Alternative>) -> Concept {
    Concept {
        id,
        label,
        weight,
        required: false,
        alternatives,
        partial: Vec::new(),
        hint: None,
        follow_up: None,
        about: None,
        place: Place::default(),
    }
}

fn alternative(pattern: String) -> Alternative {
    Alternative { pattern: text(pattern), within: None, ordered: false, not: Vec::new(), about: None, case: false }
}

pub fn text(value: String) -> Text {
    Text { value, place: Place::default() }
}
