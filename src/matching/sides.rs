//! Sides of a comparison: of which side the response is speaking at each point.
//!
//! A mention counts as the subject unless it stands behind `unlike`, `than`, `compared to` and the like. The subject of
//! a piece of evidence is the nearest mention before it in its clause, else after it in its clause, else before it in
//! its sentence, else after it in its sentence, else whose words the sentence begins with, else what the sentences before were
//! about; `the former`, `the second one` count as mentions.

use super::Scene;
use super::ellipsis::Ellipsis;
use super::hits::{Hit, Hits};
use super::placement::Placement;
use crate::rubric::Matcher;
use crate::span::Span;
use crate::text::roles::Roles;
use crate::text::{Flags, Token};
use std::ops::Range;

/// Words at the beginning of a sentence that may repeat what was said of one side.
const ECHO: usize = 3;

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
        let mut sides = Sides::default();
        if matcher.sides.is_empty() {
            return sides;
        }
        for (side, slot) in matcher.sides.iter().enumerate() {
            for hit in hits.of(*slot).iter().filter(|hit| !hit.opposite) {
                sides.mentions.push(Mention {
                    start: hit.start,
                    end: hit.end,
                    side: side as u8, // at most `MOST_SIDES`
                    contrast: false,
                    joined: false,
                });
            }
        }
        // "non-relational" names the one side, although the other side's name is a part of it.
        let all = sides.mentions.clone();
        sides.mentions.retain(|mention| {
            let length = mention.end - mention.start;
            !all.iter().any(|other| {
                other.start <= mention.start && mention.end <= other.end && other.end - other.start > length
            })
        });
        if matcher.sides.len() == 2 {
            sides.ordinals(scene);
        }
        sides.mentions.sort_by_key(|mention| (mention.start, mention.side));
        let norm = |at: u32| scene.analysis.norm_at(at as usize);
        for mention in &mut sides.mentions {
            let word = |back: u32| mention.start.checked_sub(back).map_or("", norm);
            let mut back = 1;
            while matches!(word(back), "a" | "an" | "the" | "in" | "with" | "using") && back < 4 {
                back += 1;
            }
            mention.contrast = matches!(word(back), "unlike" | "than" | "versus" | "vs" | "against")
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
                || matches!((word(2), word(1)), ("compared", "to" | "with") | ("comparison", "to" | "with"));
        }
        for at in 1..sides.mentions.len() {
            let (left, right) = (sides.mentions[at - 1], sides.mentions[at]);
            let between = right.start.saturating_sub(left.end);
            let clause = |mention: Mention| scene.analysis.tokens.get(mention.start as usize).map(|token| token.clause);
            if clause(left) != clause(right) || (left.end..=right.start).any(|at| scene.reading.breaks_before(at)) {
                continue;
            }
            if left.side != right.side
                && between <= 2
                && (left.end..right.start).any(|token| matches!(norm(token), "and" | "or" | "both"))
            {
                sides.mentions[at - 1].joined = true;
                sides.mentions[at].joined = true;
            }
        }
        sides.spoken = sides.mentions.iter().filter(|mention| !mention.contrast).copied().collect();
        let ellipses = (0..sides.spoken.len()).filter_map(|at| {
            let mention = sides.spoken[at];
            let before = sides.spoken[..at].iter().rev().find(|other| other.side != mention.side);
            Ellipsis::of(mention, before, scene)
        });
        sides.ellipses = ellipses.collect();
        sides
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

    /// `the former`, `the latter`, `the first one`, `the second`: mentions by the order in which the sides were named.
    fn ordinals(&mut self, scene: &Scene) {
        let mut named: Vec<(u32, u8)> = self.mentions.iter().map(|mention| (mention.start, mention.side)).collect();
        named.sort_unstable();
        let tokens = &scene.analysis.tokens;
        let norm = |at: u32| scene.analysis.norm_at(at as usize);
        // `The second asks`: the subject of a clause, with a verb behind it.
        let acts = |at: u32| {
            let opens = |token: &Token| token.clause != tokens[at as usize].clause;
            let begins = at < 2
                || scene.reading.breaks_before(at - 1)
                || opens(&tokens[at as usize - 2])
                || matches!(norm(at - 2), "and" | "while" | "whereas" | "but");
            let verb = |next: &Token| next.flags.has(Flags::AUXILIARY) || next.roles.has(Roles::COMMON_VERB);
            begins && tokens.get(at as usize + 1).is_some_and(|next| verb(next) && norm(at + 1).ends_with('s'))
        };
        // Whether "the one" waits for "the other".
        let mut paired = false;
        for at in 0..tokens.len() as u32 {
            let definite = at > 0 && norm(at - 1) == "the";
            // The pair that was named last before this point, in the order named; else the order of the item.
            let before = || named.iter().filter(|(start, _)| *start < at).map(|(_, side)| *side);
            let pair = || {
                let last = before().next_back().unwrap_or(1);
                if before().any(|side| side != last) { (1 - last.min(1), last) } else { (0, 1) }
            };
            let side = match norm(at) {
                "former" => pair().0,
                "latter" => pair().1,
                "one" if definite && acts(at) => {
                    paired = true;
                    pair().0
                }
                "other" if definite && (norm(at + 1) == "one" || acts(at)) => match before().next_back() {
                    _ if std::mem::take(&mut paired) => pair().1,
                    // "A list can. The other cannot": not the one that was named last.
                    Some(last) => 1 - last.min(1),
                    None => continue,
                },
                ordinal @ ("first" | "second")
                    if definite
                        && (matches!(norm(at + 1), "one" | "is" | "has" | "for" | "option" | "") || acts(at)) =>
                {
                    let (first, second) = pair();
                    if ordinal == "first" { first } else { second }
                }
                _ => continue,
            };
            self.mentions.push(Mention { start: at, end: at + 1, side, contrast: false, joined: false });
        }
    }

    /// The side that a placement, filled by these hits, is said of, where one is named.
    pub fn subject(&self, place: &Placement, filled: &[Hit], scene: &Scene) -> Option<Mention> {
        let tokens = &scene.analysis.tokens;
        // The words of the pattern itself may name a side.
        if let Some(mention) = self.named_in(filled) {
            return Some(*mention);
        }
        let breaks = |mut tokens: Range<u32>| tokens.any(|at| scene.reading.breaks_before(at));
        let norm = |at: u32| scene.analysis.norm_at(at as usize);
        // "Unlike a list, which can be changed, a tuple ...": what a relative clause says is said of the name before it.
        let relative = self.mentions.iter().rev().find(|mention| {
            let which = mention.end;
            let not = mention.start > 0 && norm(mention.start - 1) == "not";
            which < place.low
                && matches!(norm(which), "which" | "that" | "where" | "whose")
                && !(mention.contrast && not)
                && !breaks(which + 1..place.low + 1)
        });
        if let Some(mention) = relative {
            return Some(*mention);
        }
        let spoken = &self.spoken;
        // "It can be changed (list) or it cannot (tuple)"
        let next = spoken.iter().find(|mention| mention.start >= place.high);
        let bracketed = |mention: &&Mention| {
            mention.start <= place.high + 3
                && scene.analysis.gap(scene.text, mention.start as usize).ends_with('(')
                && !breaks(place.high..mention.start)
        };
        if let Some(mention) = next.filter(bracketed) {
            return Some(Mention { joined: false, ..*mention });
        }
        // "..., a tuple cannot": words on both sides of a name are said of it.
        let amid = spoken.iter().rev().find(|mention| place.low < mention.start && mention.end < place.high);
        let behind = |mention: &Mention| filled.iter().filter(|hit| hit.start > mention.start).count();
        let amid = amid.filter(|mention| 2 * behind(mention) >= filled.len());
        if let Some(mention) = amid.filter(|mention| breaks(place.low + 1..mention.start + 1)) {
            return Some(*mention);
        }
        let sentence = scene.analysis.sentences.get(place.sentence as usize)?.clone();
        let clause_of = |at: u32| tokens.get(at as usize).map(|token| token.clause);
        let clause = clause_of(place.low);
        let before = |same_clause: bool| {
            spoken.iter().rev().find(|mention| {
                mention.start < place.high
                    && mention.start >= sentence.start
                    && (!same_clause || clause_of(mention.start) == clause)
                    && mention.end <= place.high
            })
        };
        // "Two cells come from the one, four from the other"
        let named = spoken.iter().find(|mention| (place.high + 1..place.high + 4).contains(&mention.start));
        let named = named.filter(|mention| {
            matches!(norm(place.high), "from" | "by" | "with" | "in" | "for" | "on")
                && !breaks(place.high..mention.start + 1)
        });
        let near = before(true);
        // "Two cells are made by the one and four by the other"
        let governed_by = |mention: &Mention| {
            let article = u32::from(mention.start > 0 && matches!(norm(mention.start - 1), "a" | "an" | "the"));
            mention.start.checked_sub(1 + article).map_or("", norm)
        };
        let parallel = |near: &Mention| {
            governed_by(near) == norm(place.high) && matches!(norm(near.end), "and" | "but" | "while" | "whereas")
        };
        let apart = |near: &Mention| breaks(near.end..place.low + 1) || parallel(near);
        if let Some(mention) = named.filter(|_| near.is_none_or(apart)) {
            return Some(*mention);
        }
        // "For loose data a tuple": a part without a verb, its name last.
        let opened = (sentence.start..=place.low).rev().find(|at| *at == sentence.start || breaks(*at..*at + 1));
        let closing = |mention: &&Mention| {
            mention.start == place.high
                && opened.is_some_and(|at| matches!(norm(at), "for" | "with" | "in" | "if" | "when"))
                && breaks(mention.end..mention.end + 1)
                && scene.analysis.gap(scene.text, mention.start as usize) == " "
        };
        let parted = |near: &Mention| breaks(near.end..place.low + 1);
        if let Some(mention) = next.filter(closing).filter(|_| near.is_none_or(parted)) {
            return Some(*mention);
        }
        if let Some(mention) = near {
            return Some(*mention);
        }
        // "I take a list because it can grow and else I take a tuple": a reason is given for what stands before it.
        let opening = tokens.get(place.low as usize).map(|token| &scene.analysis.clauses[token.clause as usize].tokens);
        let reason =
            opening.filter(|clause| matches!(norm(clause.start), "because" | "since" | "as")).and_then(|clause| {
                spoken.iter().rev().find(|mention| mention.end <= clause.start && mention.end + 2 >= clause.start)
            });
        if let Some(mention) = reason.filter(|mention| mention.start >= sentence.start) {
            return Some(*mention);
        }
        let after = spoken.iter().find(|mention| {
            mention.start >= place.high && clause_of(mention.start) == clause_of(place.high.saturating_sub(1))
        });
        if let Some(mention) = after {
            return Some(*mention);
        }
        if let Some(mention) = before(false) {
            return Some(*mention);
        }
        // "If the interface is rich, then React": conditions and analogies name the side last.
        if let Some(mention) = spoken.iter().find(|mention| (place.high..sentence.end).contains(&mention.start)) {
            return Some(*mention);
        }
        if let Some(mention) = self.echoed(&sentence, scene) {
            return Some(mention);
        }
        // "You can append to both": of neither alone. "Both the list and what it holds" are no sides.
        let clause = scene.analysis.clauses.get(clause? as usize)?.tokens.clone();
        let alone = |at: u32| {
            let next = tokens.get(at as usize + 1).filter(|_| at + 1 < clause.end);
            norm(at) == "both" && next.is_none_or(|next| next.flags.has(Flags::AUXILIARY) || norm(at + 1) == "of")
        };
        if clause.clone().any(alone) {
            return None;
        }
        // What the sentences before were about: the first side spoken of in the nearest earlier sentence that names one.
        let earlier = spoken.iter().rev().find(|mention| mention.start < sentence.start)?;
        let named_in = tokens.get(earlier.start as usize)?.sentence;
        spoken
            .iter()
            .find(|mention| tokens.get(mention.start as usize).is_some_and(|token| token.sentence == named_in))
            .copied()
    }

    /// The side of which a sentence alone has said before what this one begins with: `The bigger machine has a limit`.
    fn echoed(&self, sentence: &Range<u32>, scene: &Scene) -> Option<Mention> {
        let tokens = &scene.analysis.tokens;
        if !matches!(scene.analysis.norm_at(sentence.start as usize), "the" | "this" | "that" | "these" | "those") {
            return None;
        }
        let other = Flags::SMALL | Flags::AUXILIARY | Flags::NEGATOR;
        let subject = tokens[sentence.start as usize + 1..sentence.end as usize].iter();
        let subject = subject.take_while(|token| !token.flags.has(other)).take(ECHO);
        subject.map(|token| token.term).find_map(|term| {
            let said = |mention: &&Mention| {
                let named_in = &scene.analysis.sentences[tokens[mention.start as usize].sentence as usize];
                let words = &tokens[named_in.start as usize..named_in.end as usize];
                mention.start < sentence.start && words.iter().any(|word| word.term == term)
            };
            let mut saying = self.spoken.iter().filter(said);
            let first = saying.next()?;
            saying.all(|mention| mention.side == first.side).then_some(*first)
        })
    }
}
