//! Of which side a placement is said: signs in the order in which they are looked for, the first that is there decides.

use super::{Mention, Sides, joins_clauses};
use crate::matching::Scene;
use crate::matching::hits::Hit;
use crate::matching::placement::Placement;
use crate::text::roles::Roles;
use crate::text::{Flags, Token, is_article};
use std::ops::Range;

/// Words at the beginning of a sentence that may repeat what was said of one side.
const ECHO: usize = 3;
/// Tokens behind a placement within which a parenthesis opens that names its side.
const BRACKETED: u32 = 3;
/// Tokens behind a preposition within which the side stands that it names.
const NAMED: u32 = 3;
/// Tokens at the beginning of a clause among which a new subject is introduced, and its verb behind it.
const OPENING: u32 = 3;

impl Sides {
    /// The side that a placement, filled by these hits, is said of, where one is named.
    pub fn subject(&self, place: &Placement, filled: &[Hit], scene: &Scene) -> Option<Mention> {
        let sentence = scene.analysis.sentences.get(place.sentence as usize)?.clone();
        Search { sides: self, place, filled, scene, sentence }.first()
    }
}

/// A placement whose side is looked for.
struct Search<'a> {
    sides: &'a Sides,
    place: &'a Placement,
    filled: &'a [Hit],
    scene: &'a Scene<'a>,
    /// The tokens of its sentence.
    sentence: Range<u32>,
}

impl Search<'_> {
    /// What the first sign says.
    fn first(&self) -> Option<Mention> {
        let signs: [fn(&Self) -> Option<Mention>; 13] = [
            Self::in_pattern,
            Self::of_relative,
            Self::bracketed,
            Self::amid,
            Self::behind_preposition,
            Self::closing,
            Self::before_in_clause,
            Self::of_reason,
            Self::after_in_clause,
            Self::before_in_sentence,
            Self::after_in_sentence,
            Self::echoed,
            Self::of_sentences_before,
        ];
        signs.into_iter().find_map(|sign| sign(self))
    }

    /// The words of the pattern itself may name a side.
    fn in_pattern(&self) -> Option<Mention> {
        self.sides.named_in(self.filled).copied()
    }

    /// `Unlike a list, which can be changed, a tuple ...`: what a relative clause says is said of the name before it.
    fn of_relative(&self) -> Option<Mention> {
        let relative = |mention: &&Mention| {
            let which = mention.end;
            let not = mention.start > 0 && self.norm(mention.start - 1) == "not";
            which < self.place.low
                && matches!(self.norm(which), "which" | "that" | "where" | "whose")
                && !(mention.contrast && not)
                && !self.breaks(which + 1..self.place.low + 1)
        };
        self.sides.mentions.iter().rev().find(relative).copied()
    }

    /// `It can be changed (list) or it cannot (tuple)`
    fn bracketed(&self) -> Option<Mention> {
        let bracketed = |mention: &&Mention| {
            mention.start <= self.place.high + BRACKETED
                && self.gap(mention.start).ends_with('(')
                && !self.breaks(self.place.high..mention.start)
        };
        self.next().filter(bracketed).map(|mention| Mention { joined: false, ..*mention })
    }

    /// `..., a tuple cannot`: words on both sides of a name are said of it.
    fn amid(&self) -> Option<Mention> {
        let Search { place, filled, .. } = self;
        let amid = |mention: &&Mention| place.low < mention.start && mention.end < place.high;
        let behind = |mention: &Mention| filled.iter().filter(|hit| hit.start > mention.start).count();
        let mention = self.sides.spoken.iter().rev().find(amid)?;
        (2 * behind(mention) >= filled.len() && self.breaks(place.low + 1..mention.start + 1)).then_some(*mention)
    }

    /// `Two cells come from the one, four from the other`: a preposition names what stands behind it, unless a name before it is
    /// nearer.
    fn behind_preposition(&self) -> Option<Mention> {
        let behind = self.place.high + 1..self.place.high + 1 + NAMED;
        let named = self.sides.spoken.iter().find(|mention| behind.contains(&mention.start))?;
        let governs = matches!(self.norm(self.place.high), "from" | "by" | "with" | "in" | "for" | "on")
            && !self.breaks(self.place.high..named.start + 1);
        let apart = |near: Mention| self.is_parted_from(&near) || self.is_parallel(&near);
        (governs && self.before_in_clause().is_none_or(apart)).then_some(*named)
    }

    /// Whether a name before the placement has the preposition that stands behind it, too: `Two cells are made by the one and four
    /// by the other`.
    fn is_parallel(&self, near: &Mention) -> bool {
        let article = u32::from(near.start > 0 && is_article(self.norm(near.start - 1)));
        let governing = near.start.checked_sub(1 + article).map_or("", |at| self.norm(at));
        governing == self.norm(self.place.high) && joins_clauses(self.norm(near.end))
    }

    /// `For loose data a tuple`: a part without a verb, its name last.
    fn closing(&self) -> Option<Mention> {
        let next = self.next().filter(|mention| mention.start == self.place.high)?;
        let begins = |at: &u32| *at == self.sentence.start || self.breaks(*at..*at + 1);
        let opened = (self.sentence.start..=self.place.low).rev().find(begins)?;
        let closes = matches!(self.norm(opened), "for" | "with" | "in" | "if" | "when")
            && self.breaks(next.end..next.end + 1)
            && self.gap(next.start) == " ";
        (closes && self.before_in_clause().is_none_or(|near| self.is_parted_from(&near))).then_some(*next)
    }

    /// The nearest name before, in the same clause.
    fn before_in_clause(&self) -> Option<Mention> {
        let clause = self.clause_of(self.place.low);
        self.before(|mention| self.clause_of(mention.start) == clause)
    }

    /// `I take a list because it can grow and else I take a tuple`: a reason is given for what stands before it.
    fn of_reason(&self) -> Option<Mention> {
        let clause = self.clause()?;
        if !matches!(self.norm(clause.start), "because" | "since" | "as") {
            return None;
        }
        let before = |mention: &&Mention| mention.end <= clause.start && mention.end + 2 >= clause.start;
        let mention = self.sides.spoken.iter().rev().find(before)?;
        (mention.start >= self.sentence.start).then_some(*mention)
    }

    /// The nearest name behind, in the same clause.
    fn after_in_clause(&self) -> Option<Mention> {
        let clause = self.clause_of(self.place.high.saturating_sub(1));
        let after = |mention: &&Mention| mention.start >= self.place.high && self.clause_of(mention.start) == clause;
        self.sides.spoken.iter().find(after).copied()
    }

    fn before_in_sentence(&self) -> Option<Mention> {
        self.before(|_| true)
    }

    /// `If the interface is rich, then React`: conditions and analogies name the side last.
    fn after_in_sentence(&self) -> Option<Mention> {
        let after = self.place.high..self.sentence.end;
        self.sides.spoken.iter().find(|mention| after.contains(&mention.start)).copied()
    }

    /// The side of which a sentence alone has said before what this one begins with: `The bigger machine has a limit`.
    fn echoed(&self) -> Option<Mention> {
        let Search { sentence, .. } = self;
        if !matches!(self.norm(sentence.start), "the" | "this" | "that" | "these" | "those") {
            return None;
        }
        let tokens = self.tokens();
        let other = Flags::SMALL | Flags::AUXILIARY | Flags::NEGATOR;
        let subject = tokens[sentence.start as usize + 1..sentence.end as usize].iter();
        let subject = subject.take_while(|token| !token.flags.has(other)).take(ECHO);
        subject.map(|token| token.term).find_map(|term| {
            let said = |mention: &&Mention| {
                let named_in = &self.scene.analysis.sentences[tokens[mention.start as usize].sentence as usize];
                let words = &tokens[named_in.start as usize..named_in.end as usize];
                mention.start < sentence.start && words.iter().any(|word| word.term == term)
            };
            let mut saying = self.sides.spoken.iter().filter(said);
            let first = saying.next()?;
            saying.all(|mention| mention.side == first.side).then_some(*first)
        })
    }

    /// What the sentences before were about: the first side spoken of in the nearest earlier sentence that names one. `You can
    /// append to both` is said of neither alone.
    fn of_sentences_before(&self) -> Option<Mention> {
        let clause = self.clause()?;
        if self.is_of_both(&clause) || self.introduces(&clause) {
            return None;
        }
        let spoken = &self.sides.spoken;
        let sentence_of = |mention: &Mention| self.tokens().get(mention.start as usize).map(|token| token.sentence);
        let earlier = spoken.iter().rev().find(|mention| mention.start < self.sentence.start)?;
        let named_in = sentence_of(earlier)?;
        spoken.iter().find(|mention| sentence_of(mention) == Some(named_in)).copied()
    }

    /// Whether a clause begins with somebody new, of whom nothing was said before: `After that a permission class decides`.
    fn introduces(&self, clause: &Range<u32>) -> bool {
        let opening = clause.start..clause.end.min(clause.start + OPENING);
        let article = |at: &u32| matches!(self.norm(*at), "a" | "an");
        let Some(article) = opening.clone().find(article).filter(|at| *at < self.place.low) else { return false };
        // What stands before it is no subject: `After that`, `Then`, `Here`.
        let small = |at: u32| {
            let token = &self.tokens()[at as usize];
            let says_little = token.flags.has(Flags::SMALL) || token.roles.has(Roles::LIGHT);
            says_little && !token.flags.has(Flags::AUXILIARY) && !matches!(self.norm(at), "it" | "they" | "this")
        };
        let acts = |token: &Token| token.flags.has(Flags::AUXILIARY) || token.roles.has(Roles::COMMON_VERB);
        let behind =
            &self.tokens()[article as usize + 2..clause.end.min(article + 2 + OPENING).max(article + 2) as usize];
        (clause.start..article).all(small) && behind.iter().any(acts)
    }

    /// Whether a clause speaks of both sides. `Both the list and what it holds` are no sides.
    fn is_of_both(&self, clause: &Range<u32>) -> bool {
        let alone = |at: u32| {
            let next = self.tokens().get(at as usize + 1).filter(|_| at + 1 < clause.end);
            self.norm(at) == "both"
                && next.is_none_or(|next| next.flags.has(Flags::AUXILIARY) || self.norm(at + 1) == "of")
        };
        clause.clone().any(alone)
    }

    /// The next side spoken of behind the placement, wherever it stands.
    fn next(&self) -> Option<&Mention> {
        self.sides.spoken.iter().find(|mention| mention.start >= self.place.high)
    }

    /// The nearest side spoken of that begins and ends before the placement ends, in its sentence, and fits.
    fn before(&self, fits: impl Fn(&Mention) -> bool) -> Option<Mention> {
        let before = |mention: &&Mention| {
            mention.start < self.place.high
                && mention.start >= self.sentence.start
                && fits(mention)
                && mention.end <= self.place.high
        };
        self.sides.spoken.iter().rev().find(before).copied()
    }

    /// Whether punctuation stands between a name and the placement behind it.
    fn is_parted_from(&self, near: &Mention) -> bool {
        self.breaks(near.end..self.place.low + 1)
    }

    /// Whether punctuation stands before one of some tokens.
    fn breaks(&self, mut tokens: Range<u32>) -> bool {
        tokens.any(|at| self.scene.reading.breaks_before(at))
    }

    /// The tokens of the clause in which the placement begins.
    fn clause(&self) -> Option<Range<u32>> {
        let clause = self.clause_of(self.place.low)?;
        self.scene.analysis.clauses.get(clause as usize).map(|clause| clause.tokens.clone())
    }

    fn clause_of(&self, at: u32) -> Option<u32> {
        self.tokens().get(at as usize).map(|token| token.clause)
    }

    fn tokens(&self) -> &[Token] {
        &self.scene.analysis.tokens
    }

    fn norm(&self, at: u32) -> &str {
        self.scene.analysis.norm_at(at as usize)
    }

    /// What stands before a token.
    fn gap(&self, at: u32) -> &str {
        self.scene.analysis.gap(self.scene.text, at as usize)
    }
}
