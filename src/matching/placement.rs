//! Slots that stand together: an assignment of the places of a pattern to hits, within its reach and order.

use super::Scene;
use super::hits::{Hit, Hits};
use crate::bank::Within;
use crate::rubric::matcher::Compiled;
use crate::rubric::pattern::Joint;
use std::ops::Range;

/// Steps that the search for one pattern may take; beyond it (a page of repeated words) what was found stands.
const STEPS: u32 = 4_000;
/// Placements kept for one pattern.
const KEPT: usize = 12;

/// One way to fill all places of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// Where its hits stand among those of the search.
    first: u32,
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

/// The placements of one pattern. Buffers are reused from pattern to pattern.
#[derive(Debug, Clone, Default)]
pub struct Placements {
    found: Vec<Placement>,
    /// The hits of the placements found, in order of appearance within each.
    hits: Vec<Hit>,
    /// Hits that one placement has.
    places: usize,
    /// Places filled so far.
    filled: Vec<(usize, Hit)>,
    /// Places in the order in which they are filled, with the number of their hits.
    order: Vec<(usize, usize)>,
}

impl Placements {
    /// Finds placements in order of appearance; in each sentence the tightest come first.
    pub fn find(&mut self, scene: &Scene, pattern: &Compiled, hits: &Hits) {
        self.found.clear();
        self.hits.clear();
        self.places = pattern.places.len();
        if pattern.places.iter().any(|(slot, _)| hits.of(*slot).is_empty()) {
            return;
        }
        if let [(slot, _)] = pattern.places.as_slice() {
            return self.alone(scene, pattern, hits, *slot);
        }
        // The place with the fewest hits leads.
        self.order.clear();
        self.order.extend(pattern.places.iter().enumerate().map(|(place, (slot, _))| (hits.of(*slot).len(), place)));
        self.order.sort_unstable();
        let lead = pattern.places[self.order[0].1].0;
        self.filled.clear();
        let mut search = Search { scene, pattern, hits, steps: STEPS, room: self };
        if pattern.within == Within::Answer {
            search.extend(&(0..scene.analysis.tokens.len() as u32), Taken::NOTHING);
        } else {
            let mut last = None;
            for hit in hits.of(lead) {
                let sentence = scene.analysis.tokens[hit.start as usize].sentence;
                if last == Some(sentence) {
                    continue;
                }
                last = Some(sentence);
                let range = &scene.analysis.sentences[sentence as usize];
                if hits.meet_in(pattern, sentence, range) {
                    search.extend(range, Taken::NOTHING);
                }
            }
        }
        self.found.sort_by_key(|place| (place.sentence, place.reversed, place.others, place.low));
        self.found.truncate(KEPT);
    }

    /// What was found.
    pub fn found(&self) -> &[Placement] {
        &self.found
    }

    /// The hits that fill a placement, in order of appearance.
    pub fn filled(&self, place: &Placement) -> &[Hit] {
        &self.hits[place.first as usize..place.first as usize + self.places]
    }

    /// A pattern of one place: every hit is a placement.
    fn alone(&mut self, scene: &Scene, pattern: &Compiled, hits: &Hits, slot: u16) {
        for hit in hits.of(slot) {
            let sentence = scene.analysis.tokens[hit.start as usize].sentence;
            let same =
                |other: &Placement| other.sentence == sentence && (other.low == hit.start || other.high == hit.end);
            if self.found.iter().any(same) || is_forbidden(scene, pattern, hits, sentence) {
                continue;
            }
            let first = self.hits.len() as u32;
            self.hits.push(*hit);
            self.found.push(Placement { first, low: hit.start, high: hit.end, others: 0, sentence, reversed: false });
            if self.found.len() == KEPT {
                break;
            }
        }
    }
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
    room: &'a mut Placements,
}

/// What the hits placed so far take up.
#[derive(Clone, Copy)]
struct Taken {
    /// First token.
    low: u32,
    /// One past the last token.
    high: u32,
    /// Content words of the hits themselves.
    own: u32,
}

impl Taken {
    const NOTHING: Taken = Taken { low: u32::MAX, high: 0, own: 0 };
}

impl Search<'_> {
    fn extend(&mut self, range: &Range<u32>, taken: Taken) {
        let depth = self.room.filled.len();
        let place = self.room.order[depth].1;
        let missing = (self.room.order.len() - depth - 1) as u32;
        // Words still to be placed may lie in between, so they are allowed for.
        let most = match self.pattern.within {
            Within::Words(most) => most + 4 * missing,
            Within::Sentence | Within::Answer => u32::MAX,
        };
        let (hits, reading) = (self.hits, self.scene.reading);
        for hit in hits.within(self.pattern.places[place].0, range.start, range.end) {
            if self.steps == 0 {
                return;
            }
            self.steps -= 1;
            let apart = |(_, other): &(usize, Hit)| hit.end <= other.start || other.end <= hit.start;
            if !self.room.filled.iter().all(apart) || !self.in_order(place, hit) {
                continue;
            }
            let taken = Taken {
                low: taken.low.min(hit.start),
                high: taken.high.max(hit.end),
                own: taken.own + reading.content_between(hit.start, hit.end),
            };
            let others = match depth {
                0 => 0,
                _ => reading.content_between(taken.low, taken.high).saturating_sub(taken.own),
            };
            if others > most {
                continue;
            }
            self.room.filled.push((place, *hit));
            if missing == 0 {
                self.keep(taken, others);
            } else {
                self.extend(range, taken);
            }
            self.room.filled.pop();
        }
    }

    /// Left-to-right order between segments joined by `..`.
    fn in_order(&self, place: usize, hit: &Hit) -> bool {
        let joints = &self.pattern.joints;
        if joints.is_empty() {
            return true;
        }
        let segment = self.pattern.places[place].1;
        self.room.filled.iter().all(|(other, placed)| {
            let theirs = self.pattern.places[*other].1;
            let (low, high) = (segment.min(theirs) as usize, segment.max(theirs) as usize);
            if low == high || joints[low..high].contains(&Joint::Direction) {
                return true;
            }
            if segment < theirs { hit.end <= placed.start } else { placed.end <= hit.start }
        })
    }

    /// Keeps what is filled, unless it is worse than something found before.
    fn keep(&mut self, Taken { low, high, .. }: Taken, others: u32) {
        let sentence = self.scene.analysis.tokens[low as usize].sentence;
        if is_forbidden(self.scene, self.pattern, self.hits, sentence) || !self.gaps_fit() {
            return;
        }
        let reversed = self.reversed();
        // In one sentence a looser placement of the same kind adds nothing beside a tighter one at the same words.
        let same = |other: &Placement| {
            other.sentence == sentence && other.reversed == reversed && (other.low == low || other.high == high)
        };
        let room = &mut *self.room;
        let known = room.found.iter().position(same);
        let first = match known {
            Some(at) if (others, low) < (room.found[at].others, room.found[at].low) => room.found[at].first,
            None if room.found.len() < 4 * KEPT => room.hits.len() as u32,
            _ => return,
        };
        let placement = Placement { first, low, high, others, sentence, reversed };
        let filled = room.filled.iter().map(|(_, hit)| *hit);
        let own = first as usize..first as usize + room.places;
        match known {
            Some(at) => {
                room.found[at] = placement;
                room.hits[own.clone()].iter_mut().zip(filled).for_each(|(place, hit)| *place = hit);
            }
            None => {
                room.found.push(placement);
                room.hits.extend(filled);
            }
        }
        room.hits[own].sort_unstable_by_key(|hit| hit.start);
    }

    /// The extent of one segment's hits.
    fn extent(&self, segment: usize) -> (u32, u32) {
        let own = || self.room.filled.iter().filter(|(place, _)| usize::from(self.pattern.places[*place].1) == segment);
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
