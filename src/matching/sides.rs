//! Sides of a comparison: of which side the response is speaking at each point.
//!
//! A mention counts as the subject unless it stands behind `unlike`, `than`, `compared to` and the like. Which of them a piece
//! of evidence is said of is told by `subject`: in short the nearest before it in its clause, else after it in its clause, else
//! before it in its sentence, else after it in its sentence, else whose words the sentence begins with, else what the sentences
//! before were about; `the former`, `the second one` count as mentions (`ordinals`).

mod ordinals;
mod subject;

use super::Scene;
use super::ellipsis::Ellipsis;
use super::hits::{Hit, Hits};
use super::placement::Placement;
use crate::rubric::Matcher;
use crate::span::Span;

/// Tokens that may stand between the names of two sides that are joined.
const JOINED: u32 = 2;

/// Articles and prepositions that may stand between `unlike` and the name of a side.
const FRAME: u32 = 3;

/// Mentions of the sides, in order of appearance.
#[derive(Debug, Clone, Default)]
pub struct Sides {
    mentions: Vec<Mention>,
    /// Those that are spoken of.
    spoken: Vec<Mention>,
    /// Those of which a clause without a verb of its own says the contrary of the one before.
    ellipses: Vec<Ellipsis>,
}

/// One place that names a side.
#[derive(Debug, Clone, Copy)]
pub struct Mention {
    start: u32,
    end: u32,
    side: u8,
    /// Stands behind `unlike`, `than` ...: named for contrast, not spoken of.
    contrast: bool,
    /// Joined with a mention of another side (`lists and tuples`): both are spoken of.
    joined: bool,
}

impl Mention {
    /// A mention by itself: whether it is a contrast, or joined, is found out when all are known.
    fn new(start: u32, end: u32, side: u8) -> Self {
        Mention { start, end, side, contrast: false, joined: false }
    }

    /// The tokens that name the side: first and one past the last.
    pub fn tokens(&self) -> (u32, u32) {
        (self.start, self.end)
    }

    /// Where this side is named, when it is another than `about` and not spoken of together with it.
    pub fn other_than(&self, about: u8, scene: &Scene) -> Option<Span> {
        (self.side != about && !self.joined).then(|| {
            let tokens = &scene.analysis.tokens[self.start as usize..self.end as usize];
            tokens.iter().map(|token| token.span()).reduce(Span::join).unwrap_or_default()
        })
    }
}

impl Sides {
    /// Finds all mentions.
    pub fn find(scene: &Scene, matcher: &Matcher, hits: &Hits) -> Self {
        let mut sides = Sides { mentions: named(matcher, hits), ..Sides::default() };
        if matcher.sides.len() == 2 {
            let ordinals = ordinals::mentions(&sides.mentions, scene);
            sides.mentions.extend(ordinals);
        }
        sides.mentions.sort_by_key(|mention| (mention.start, mention.side));
        for mention in &mut sides.mentions {
            mention.contrast = is_contrast(mention, scene);
        }
        sides.join(scene);
        sides.spoken = sides.mentions.iter().filter(|mention| !mention.contrast).copied().collect();
        let ellipses = (0..sides.spoken.len()).filter_map(|at| {
            let mention = sides.spoken[at];
            let before = sides.spoken[..at].iter().rev().find(|other| other.side != mention.side);
            Ellipsis::of(mention, before, scene)
        });
        sides.ellipses = ellipses.collect();
        sides
    }

    /// Marks neighbours of two sides that are spoken of together: `lists and tuples`.
    fn join(&mut self, scene: &Scene) {
        let clause = |mention: Mention| scene.analysis.tokens.get(mention.start as usize).map(|token| token.clause);
        let joins = |at: u32| matches!(scene.analysis.norm_at(at as usize), "and" | "or" | "both");
        for at in 1..self.mentions.len() {
            let (left, right) = (self.mentions[at - 1], self.mentions[at]);
            if left.side != right.side
                && right.start.saturating_sub(left.end) <= JOINED
                && clause(left) == clause(right)
                && !(left.end..=right.start).any(|at| scene.reading.breaks_before(at))
                && (left.end..right.start).any(joins)
            {
                self.mentions[at - 1].joined = true;
                self.mentions[at].joined = true;
            }
        }
    }

    /// Whether a clause without a verb of its own says the contrary of a placement, denied as it stands or not: of the side `about`,
    /// where a pattern asks for one (`tuples cannot be changed, lists can`).
    pub fn turns(&self, place: &Placement, filled: &[Hit], denied: bool, about: Option<u8>, scene: &Scene) -> bool {
        let fits = |ellipsis: &&Ellipsis| {
            let side = ellipsis.subject.side;
            about.is_none_or(|about| about == side) && self.named_in(filled).is_none_or(|named| named.side == side)
        };
        self.ellipses.iter().filter(fits).any(|ellipsis| ellipsis.turns(place, denied, scene))
    }

    /// The mention that the words of a pattern themselves hold.
    fn named_in(&self, filled: &[Hit]) -> Option<&Mention> {
        let within = |mention: &Mention, hit: &Hit| hit.start <= mention.start && mention.end <= hit.end;
        self.mentions.iter().find(|mention| filled.iter().any(|hit| within(mention, hit)))
    }

    /// Whether a pattern that names a side itself has a word where another side is spoken of, behind a comma or the like: `args are
    /// a dictionary, and kwargs ...` says nothing of the dictionary and `kwargs`.
    pub fn is_torn(&self, filled: &[Hit], scene: &Scene) -> bool {
        let Some(named) = self.named_in(filled).copied() else { return false };
        filled.iter().any(|hit| {
            let mut part = hit.start..hit.end;
            let sentence = scene.analysis.tokens.get(hit.start as usize).map(|token| token.sentence);
            let Some(whole) = sentence.and_then(|at| scene.analysis.sentences.get(at as usize)) else { return false };
            while part.start > whole.start && !scene.reading.breaks_before(part.start) {
                part.start -= 1;
            }
            while part.end < whole.end && !scene.reading.breaks_before(part.end) {
                part.end += 1;
            }
            !part.contains(&named.start)
                && self.spoken.iter().any(|other| other.side != named.side && part.contains(&other.start))
        })
    }
}

/// The places that name a side by its words. `non-relational` names the one side, although the other side's name is a part of it.
fn named(matcher: &Matcher, hits: &Hits) -> Vec<Mention> {
    let mut all = Vec::new();
    for (side, slot) in matcher.sides.iter().enumerate() {
        for hit in hits.of(*slot).iter().filter(|hit| !hit.opposite) {
            // There are at most `MOST_SIDES`.
            all.push(Mention::new(hit.start, hit.end, side as u8));
        }
    }
    let is_part = |mention: &Mention| {
        all.iter().any(|other| {
            other.start <= mention.start
                && mention.end <= other.end
                && other.end - other.start > mention.end - mention.start
        })
    };
    all.iter().filter(|mention| !is_part(mention)).copied().collect()
}

/// Whether a word joins a clause to the one before: `tuples cannot, but lists can`.
pub(super) fn joins_clauses(norm: &str) -> bool {
    matches!(norm, "and" | "but" | "while" | "whereas")
}

/// Whether a side is named for contrast: behind `unlike`, `than`, `compared to` and the like.
fn is_contrast(mention: &Mention, scene: &Scene) -> bool {
    let norm = |at: u32| scene.analysis.norm_at(at as usize);
    let word = |back: u32| mention.start.checked_sub(back).map_or("", norm);
    let mut back = 1;
    while matches!(word(back), "a" | "an" | "the" | "in" | "with" | "using") && back <= FRAME {
        back += 1;
    }
    matches!(word(back), "unlike" | "than" | "versus" | "vs" | "against")
        || matches!(
            (word(back + 1), word(back)),
            ("compared", _)
                | ("contrast", "to")
                | ("opposed", "to")
                | ("instead", "of")
                | ("different" | "differ" | "differs" | "distinct", "from")
                | ("not", "like")
        )
        // "It is not a list that is fixed but a tuple"
        || word(back) == "not" && norm(mention.end) == "that"
        || matches!((word(2), word(1)), ("compared", "to" | "with") | ("comparison", "to" | "with"))
}
