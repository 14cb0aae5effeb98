//! Slots that stand together: an assignment of the places of a pattern to hits, within its reach and order.

use super::Scene;
use super::hits::{Hit, HitAt, Hits};
use crate::bank::Within;
use crate::rubric::matcher::Compiled;
use crate::rubric::pattern::Joint;
use crate::text::Flags;
use std::ops::Range;

/// Steps that the search for one pattern may take; beyond it (a page of repeated words) what was found stands.
const STEPS: u32 = 4_000;
/// Placements kept for one pattern ...
const KEPT: usize = 12;
/// ... and while others are still searched for, of which the tightest are kept.
const SEARCHED: usize = 4 * KEPT;
/// Content words allowed for each place that is still to be filled: what will fill it may lie in between, and counts among the
/// other words until then.
const STILL_TO_FILL: u32 = 4;

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
    /// What fills the places of the search so far, in the order in which they are filled.
    filled: Vec<(u8, HitAt)>,
    /// The places, those with the fewest hits first.
    order: Vec<Place>,
}

/// One place of a pattern, and what may fill it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// How many hits its slot has.
    count: u32,
    /// Its slot.
    slot: u16,
    /// Its segment.
    segment: u8,
    /// From and to: the hits to try.
    tried: (HitAt, HitAt),
}

impl Placements {
    /// Finds placements in order of appearance; in each sentence the tightest come first.
    pub fn find(&mut self, scene: &Scene, pattern: &Compiled, hits: &Hits) {
        self.found.clear();
        self.hits.clear();
        self.places = pattern.places.len();
        if let [(slot, _)] = pattern.places.as_slice() {
            return self.alone(scene, pattern, hits, *slot);
        }
        self.order.clear();
        for (slot, segment) in &pattern.places {
            let tried = hits.range(*slot);
            if tried.0 == tried.1 {
                return;
            }
            self.order.push(Place { count: tried.1 - tried.0, slot: *slot, segment: *segment, tried });
        }
        // The place with the fewest hits leads.
        self.order.sort_by_key(|place| place.count);
        let Some(lead) = self.order.first().map(|place| hits.of(place.slot)) else { return };
        let mut search = Search { scene, pattern, hits, steps: STEPS, room: self };
        if pattern.within == Within::Answer {
            search.extend(0, Taken::NOTHING);
        } else {
            let mut last = None;
            for hit in lead {
                let sentence = scene.analysis.tokens[hit.start as usize].sentence;
                if last != Some(sentence) {
                    last = Some(sentence);
                    search.sentence(&scene.analysis.sentences[sentence as usize]);
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
            if self.found.iter().any(same) || is_forbidden(scene, pattern, hits, (hit.start, hit.end)) {
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
fn is_forbidden(scene: &Scene, pattern: &Compiled, hits: &Hits, (low, high): (u32, u32)) -> bool {
    // Most patterns forbid nothing.
    if pattern.forbidden.is_empty() {
        return false;
    }
    let tokens = &scene.analysis.tokens;
    let (first, last) = (&tokens[low as usize], &tokens[high as usize - 1]);
    // `If you call filter, nothing is fetched`: what a condition is for stands behind it.
    let opening = scene.analysis.clauses.get(first.clause as usize).map_or(0, |clause| clause.tokens.start);
    let condition =
        matches!(scene.analysis.norm_at(opening as usize), "if" | "when" | "once" | "as" | "after" | "while");
    let clauses = first.clause..=last.clause + u32::from(condition);
    pattern.forbidden.iter().any(|slot| {
        let here = |hit: &&Hit| {
            let token = &tokens[hit.start as usize];
            // A denial denies its clause.
            let denial = token.flags.has(Flags::NEGATOR);
            pattern.within == Within::Answer
                || token.sentence == first.sentence && (!denial || clauses.contains(&token.clause))
        };
        hits.of(*slot).iter().filter(here).any(|hit| !hit.opposite)
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
    /// Searches one sentence.
    fn sentence(&mut self, range: &Range<u32>) {
        for place in &mut self.room.order {
            place.tried = self.hits.within(place.slot, range.start, range.end);
            if place.tried.0 == place.tried.1 {
                return;
            }
        }
        self.extend(0, Taken::NOTHING);
    }

    /// Fills the place at `depth` and those behind it.
    fn extend(&mut self, depth: usize, taken: Taken) {
        let Place { segment, tried, .. } = self.room.order[depth];
        let missing = (self.room.order.len() - depth - 1) as u32;
        let most = match self.pattern.within {
            Within::Words(most) => most.saturating_add(STILL_TO_FILL * missing),
            Within::Sentence | Within::Answer => u32::MAX,
        };
        let (hits, reading) = (self.hits, self.scene.reading);
        for at in tried.0..tried.1 {
            if self.steps == 0 {
                return;
            }
            self.steps -= 1;
            let hit = hits.at(at);
            if !self.fits(segment, hit) {
                continue;
            }
            let (low, high) = (taken.low.min(hit.start), taken.high.max(hit.end));
            let own = taken.own + reading.content_between(hit.start, hit.end);
            let others = match depth {
                0 => 0,
                _ => reading.content_between(low, high).saturating_sub(own),
            };
            if others > most {
                continue;
            }
            self.room.filled.push((segment, at));
            let taken = Taken { low, high, own };
            if missing == 0 {
                self.keep(taken, others);
            } else {
                self.extend(depth + 1, taken);
            }
            self.room.filled.pop();
        }
    }

    /// Whether a hit stands apart from what is filled, and where the order between segments joined by `..` wants it.
    fn fits(&self, segment: u8, hit: &Hit) -> bool {
        let joints = self.pattern.joints.as_slice();
        self.room.filled.iter().all(|(other, placed)| {
            let placed = self.hits.at(*placed);
            let (before, behind) = (hit.end <= placed.start, placed.end <= hit.start);
            let between = usize::from(segment.min(*other))..usize::from(segment.max(*other));
            let between = joints.get(between).unwrap_or_default();
            if between.is_empty() || between.contains(&Joint::Direction) {
                return before || behind;
            }
            if segment < *other { before } else { behind }
        })
    }

    /// Keeps what is filled, unless it is worse than something found before.
    fn keep(&mut self, Taken { low, high, .. }: Taken, others: u32) {
        let sentence = self.scene.analysis.tokens[low as usize].sentence;
        if is_forbidden(self.scene, self.pattern, self.hits, (low, high)) || !self.gaps_fit() {
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
            None if room.found.len() < SEARCHED => room.hits.len() as u32,
            _ => return,
        };
        let placement = Placement { first, low, high, others, sentence, reversed };
        let filled = room.filled.iter().map(|(_, at)| *self.hits.at(*at));
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
        let own = self.room.filled.iter().filter(|(own, _)| usize::from(*own) == segment);
        own.map(|(_, at)| self.hits.at(*at)).fold((u32::MAX, 0), |all, hit| (all.0.min(hit.start), all.1.max(hit.end)))
    }

    fn gaps_fit(&self) -> bool {
        self.pattern.joints.iter().enumerate().all(|(at, joint)| match joint {
            Joint::Before(Some(most)) => {
                self.scene.reading.content_between(self.extent(at).1, self.extent(at + 1).0) <= *most
            }
            _ => true,
        })
    }

    /// A direction is reversed when its right side comes first, unless `by` or `from` says who acts. Where the verb is part
    /// of a chain (`fox > eat > rabbit`), the passive turns the whole of it.
    fn reversed(&self) -> bool {
        let directions = self.pattern.joints.iter().enumerate().filter(|(_, joint)| **joint == Joint::Direction);
        let (mut turned, mut straight, mut cued, mut passive) = (0, 0, false, false);
        for (at, _) in directions {
            let (left, right) = (self.extent(at), self.extent(at + 1));
            if left.0 > right.0 {
                turned += 1;
                // `to the view from the request`, but not `from the view to the request`.
                cued |= self.says(right.1.max(left.0.saturating_sub(3))..left.0, &["by", "from", "through", "via"]);
            } else {
                straight += 1;
                let be = self.says(left.0.saturating_sub(2)..left.0, &BE);
                passive |= be && self.says(left.1..right.0.min(left.1 + 2), &["by"]);
            }
        }
        let chain = turned + straight > 1;
        (turned > 0 && !(cued && straight == 0)) || (chain && passive)
    }

    fn says(&self, mut tokens: Range<u32>, words: &[&str]) -> bool {
        tokens.any(|at| words.contains(&self.scene.analysis.norm_at(at as usize)))
    }
}

/// Forms that make a passive.
const BE: [&str; 8] = ["is", "are", "was", "were", "be", "been", "being", "gets"];
