//! Slots that stand together: an assignment of the places of a pattern to hits, within its reach and order.

use super::Scene;
use super::hits::{Hit, Hits};
use crate::bank::Within;
use crate::rubric::matcher::Compiled;
use crate::rubric::pattern::Joint;

/// Steps that the search for one pattern may take; beyond it (a page of repeated words) what was found stands.
const STEPS: u32 = 4_000;
/// Placements kept for one pattern.
const KEPT: usize = 12;

/// One way to fill all places of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// The hit of each place.
    pub filled: Vec<Hit>,
    /// First token.
    pub low: u32,
    /// One past the last token.
    pub high: u32,
    /// Other content words in between.
    pub others: u32,
    /// The sentence of the first word.
    pub sentence: u32,
    /// A direction (`a > b`) said the other way round.
    pub reversed: bool,
}

/// Finds placements in order of appearance; in each sentence the tightest come first.
pub fn find(scene: &Scene, pattern: &Compiled, hits: &Hits) -> Vec<Placement> {
    if pattern.places.iter().any(|(slot, _)| hits.of(*slot).is_empty()) {
        return Vec::new();
    }
    if let [(slot, _)] = pattern.places.as_slice() {
        return alone(scene, pattern, hits, *slot);
    }
    // The place with the fewest hits leads.
    let mut order: Vec<usize> = (0..pattern.places.len()).collect();
    order.sort_by_key(|place| (hits.of(pattern.places[*place].0).len(), *place));
    let lead = pattern.places[order[0]].0;
    let mut found = Vec::new();
    let mut search = Search {
        scene,
        pattern,
        hits,
        steps: STEPS,
        filled: Vec::with_capacity(pattern.places.len()),
        order,
        found: &mut found,
    };
    if pattern.within == Within::Answer {
        let all = 0..scene.analysis.tokens.len() as u32;
        search.extend(all);
    } else {
        let mut last = None;
        for hit in hits.of(lead) {
            let sentence = scene.analysis.tokens[hit.start as usize].sentence;
            if last == Some(sentence) {
                continue;
            }
            last = Some(sentence);
            let range = scene.analysis.sentences[sentence as usize].clone();
            if pattern.places.iter().all(|(slot, _)| !hits.within(*slot, range.start, range.end).is_empty()) {
                search.extend(range);
            }
        }
    }
    found.sort_by_key(|place: &Placement| (place.sentence, place.reversed, place.others, place.low));
    found.truncate(KEPT);
    found
}

/// A pattern of one place: every hit is a placement.
fn alone(scene: &Scene, pattern: &Compiled, hits: &Hits, slot: u16) -> Vec<Placement> {
    let mut found: Vec<Placement> = Vec::new();
    for hit in hits.of(slot) {
        let sentence = scene.analysis.tokens[hit.start as usize].sentence;
        let same = |other: &Placement| other.sentence == sentence && (other.low == hit.start || other.high == hit.end);
        if found.iter().any(same) || is_forbidden(scene, pattern, hits, sentence) {
            continue;
        }
        let filled = vec![*hit];
        found.push(Placement { filled, low: hit.start, high: hit.end, others: 0, sentence, reversed: false });
        if found.len() == KEPT {
            break;
        }
    }
    found
}

/// Whether a word that must not be there stands in the sentence (or anywhere, for a pattern over the whole answer).
fn is_forbidden(scene: &Scene, pattern: &Compiled, hits: &Hits, sentence: u32) -> bool {
    pattern.forbidden.iter().any(|slot| {
        let range = scene.analysis.sentences[sentence as usize].clone();
        let hits =
            if pattern.within == Within::Answer { hits.of(*slot) } else { hits.within(*slot, range.start, range.end) };
        hits.iter().any(|hit| !hit.opposite)
    })
}

struct Search<'a> {
    scene: &'a Scene<'a>,
    pattern: &'a Compiled,
    hits: &'a Hits,
    steps: u32,
    filled: Vec<(usize, Hit)>,
    order: Vec<usize>,
    found: &'a mut Vec<Placement>,
}

impl Search<'_> {
    fn extend(&mut self, range: std::ops::Range<u32>) {
        let depth = self.filled.len();
        if depth == self.order.len() {
            self.keep();
            return;
        }
        let place = self.order[depth];
        let hits = self.hits;
        for hit in hits.within(self.pattern.places[place].0, range.start, range.end) {
            if self.steps == 0 {
                return;
            }
            self.steps -= 1;
            if self.filled.iter().any(|(_, other)| hit.start < other.end && other.start < hit.end)
                || !self.in_order(place, hit)
            {
                continue;
            }
            self.filled.push((place, *hit));
            if self.filled.len() < 2 || self.within_reach() {
                self.extend(range.clone());
            }
            self.filled.pop();
        }
    }

    /// Left-to-right order between segments joined by `..`.
    fn in_order(&self, place: usize, hit: &Hit) -> bool {
        let segment = self.pattern.places[place].1;
        self.filled.iter().all(|(other, placed)| {
            let theirs = self.pattern.places[*other].1;
            let (low, high) = (segment.min(theirs) as usize, segment.max(theirs) as usize);
            if low == high || self.pattern.joints[low..high].contains(&Joint::Direction) {
                return true;
            }
            if segment < theirs { hit.end <= placed.start } else { placed.end <= hit.start }
        })
    }

    fn bounds(&self) -> (u32, u32) {
        let low = self.filled.iter().map(|(_, hit)| hit.start).min().unwrap_or(0);
        let high = self.filled.iter().map(|(_, hit)| hit.end).max().unwrap_or(0);
        (low, high)
    }

    fn others(&self) -> u32 {
        let (low, high) = self.bounds();
        let reading = self.scene.reading;
        let own: u32 = self.filled.iter().map(|(_, hit)| reading.content_between(hit.start, hit.end)).sum();
        reading.content_between(low, high).saturating_sub(own)
    }

    /// Words still to be placed may lie in between, so they are allowed for.
    fn within_reach(&self) -> bool {
        match self.pattern.within {
            Within::Words(most) => self.others() <= most + 4 * (self.order.len() - self.filled.len()) as u32,
            Within::Sentence | Within::Answer => true,
        }
    }

    fn keep(&mut self) {
        let others = self.others();
        if matches!(self.pattern.within, Within::Words(most) if others > most) {
            return;
        }
        let (low, high) = self.bounds();
        let sentence = self.scene.analysis.tokens[low as usize].sentence;
        if is_forbidden(self.scene, self.pattern, self.hits, sentence) || !self.gaps_fit() {
            return;
        }
        let reversed = self.reversed();
        let mut filled: Vec<Hit> = self.filled.iter().map(|(_, hit)| *hit).collect();
        filled.sort_unstable_by_key(|hit| hit.start);
        let placement = Placement { filled, low, high, others, sentence, reversed };
        // In one sentence a looser placement of the same kind adds nothing beside a tighter one at the same words.
        let same = |other: &Placement| {
            other.sentence == sentence && other.reversed == reversed && (other.low == low || other.high == high)
        };
        match self.found.iter().position(same) {
            Some(at) if (others, low) < (self.found[at].others, self.found[at].low) => self.found[at] = placement,
            Some(_) => {}
            None if self.found.len() < 4 * KEPT => self.found.push(placement),
            None => {}
        }
    }

    /// The extent of one segment's hits.
    fn extent(&self, segment: usize) -> (u32, u32) {
        let own = || self.filled.iter().filter(|(place, _)| usize::from(self.pattern.places[*place].1) == segment);
        (own().map(|(_, hit)| hit.start).min().unwrap_or(0), own().map(|(_, hit)| hit.end).max().unwrap_or(0))
    }

    fn gaps_fit(&self) -> bool {
        self.pattern.joints.iter().enumerate().all(|(at, joint)| match joint {
            Joint::Before(Some(most)) => {
                self.scene.reading.content_between(self.extent(at).1, self.extent(at + 1).0) <= *most
            }
            _ => true,
        })
    }

    /// A direction is reversed when its right side comes first, unless `by` or `from` says who acts.
    fn reversed(&self) -> bool {
        self.pattern.joints.iter().enumerate().any(|(at, joint)| {
            if *joint != Joint::Direction {
                return false;
            }
            let (left, right) = (self.extent(at), self.extent(at + 1));
            let cue_before = |token: u32, cues: &[&str]| {
                (token.saturating_sub(3)..token).any(|at| {
                    let norm =
                        self.scene.analysis.tokens.get(at as usize).map_or("", |token| self.scene.analysis.norm(token));
                    cues.contains(&norm)
                })
            };
            left.0 > right.0 && !cue_before(left.0, &["by", "from", "through", "via"])
        })
    }
}
