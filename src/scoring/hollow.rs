//! Terms dressed as sentences: `there is also X, and Y plays a role`, `it is important to consider Z`. Such sentences say that
//! something exists, belongs here, or should be mentioned, and nothing about it.
//!
//! Two counts tell them from statements: *hollow* predicates, and *telling* ones (verbs that do something, words that say
//! why, when, how, by which way). A list has three of the former or more, and at most half as many of the latter: of 57
//! answers among tests/data/independent.csv that were meant so, 49 are found; of 2,940 *strong* and *average* ones none is.

use crate::matching::words;
use crate::text::{Analysis, Flags, TermId, Token, word_list};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Fewest tokens of a list in sentences.
const FEWEST: usize = 15;
/// Fewest hollow predicates of one.
const HOLLOW: usize = 3;

/// Endings by which a word is no verb of its sentence, though its stem is one's.
const NOUN_ENDINGS: [&str; 11] = ["ion", "ions", "ment", "ments", "ity", "er", "ers", "or", "ors", "ance", "ing"];

/// What a word may do in a sentence, as bits.
mod role {
    /// Says by itself that something is there or belongs here.
    pub const HOLLOW: u8 = 1;
    /// Says so behind a form of `be`, with up to three words between.
    pub const TOPIC: u8 = 1 << 1;
    /// Says why, when, how, or that it is not so.
    pub const RELATION: u8 = 1 << 2;
    /// A verb that hollow sentences use, too.
    pub const PALE: u8 = 1 << 3;
    /// A form of `be`.
    pub const BE: u8 = 1 << 4;
    /// Begins a telling part behind `to`, though it is no common verb.
    pub const DOES: u8 = 1 << 5;
    /// Is hollow with certain words beside it.
    pub const WITH: u8 = 1 << 6;
}

const ROLES: [(u8, &str); 7] = [
    (role::HOLLOW, "belong consider mention exist"),
    (
        role::TOPIC,
        "involve relate relevant concern topic subject aspect point term concept theme area name known feature word part \
         important necessary essential picture there key",
    ),
    (
        role::RELATION,
        "because since when while if whether until unless than instead rather not never no without only but however although \
         though whereas which who whose where why how by from through via per before after during again across against out up \
         down off over become mean call therefore hence thus otherwise every same do will cannot",
    ),
    (role::PALE, "include need use handle apply take see set cover type test design map cache mount index work"),
    (role::BE, "is are be being been"),
    (role::DOES, "give let do know get"),
    (
        role::WITH,
        "there play come think talk speak care into practice next together well important relevant typical as so we one",
    ),
];

static WORDS: LazyLock<FxHashMap<TermId, u8>> = LazyLock::new(|| word_list::bits(&ROLES));

/// Whether a response names terms in sentences that say nothing about them.
pub fn is_hollow(analysis: &Analysis, text: &str) -> bool {
    let tokens = &analysis.tokens;
    if tokens.len() < FEWEST {
        return false;
    }
    let reader = Reader { analysis, text };
    let hollow = (0..tokens.len()).filter(|at| reader.is_hollow(*at)).count();
    // Nearly all answers end here.
    hollow >= HOLLOW && (0..tokens.len()).map(|at| reader.telling(at)).sum::<usize>() <= hollow
}

struct Reader<'a> {
    analysis: &'a Analysis,
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn token(&self, at: usize) -> &'a Token {
        &self.analysis.tokens[at]
    }

    /// The normal form of a token; empty before the first and behind the last.
    fn norm(&self, at: usize) -> &'a str {
        self.analysis.tokens.get(at).map_or("", |token| self.analysis.norm(token))
    }

    fn before(&self, at: usize, back: usize) -> &'a str {
        at.checked_sub(back).map_or("", |before| self.norm(before))
    }

    fn role(&self, at: usize) -> u8 {
        self.analysis.tokens.get(at).and_then(|token| WORDS.get(&token.term)).copied().unwrap_or(0)
    }

    /// Whether a hollow predicate stands here.
    fn is_hollow(&self, at: usize) -> bool {
        let role = self.role(at);
        if role & (role::HOLLOW | role::BE | role::WITH) == 0 {
            return false;
        }
        let next = self.norm(at + 1);
        match self.norm(at) {
            "there" => matches!(next, "is" | "are" | "come" | "comes"),
            "play" | "plays" => (at + 2..at + 5).any(|at| matches!(self.norm(at), "role" | "roles" | "part")),
            "come" | "comes" => matches!(next, "into" | "with"),
            "think" | "talk" | "speak" | "talking" | "speaking" | "care" => matches!(next, "about" | "of"),
            "into" => matches!(next, "account" | "consideration"),
            "practice" | "practices" => self.before(at, 1) == "best",
            "next" => next == "to",
            "together" | "well" => matches!(next, "with" | "as"),
            "important" | "relevant" | "typical" => matches!(next, "is" | "are" | "here"),
            "as" | "so" => matches!(next, "is" | "are" | "do" | "does"),
            "we" | "one" => {
                let adverb = matches!(next, "also" | "always" | "can" | "could" | "all");
                let verb = self.norm(at + 1 + usize::from(adverb));
                matches!(verb, "have" | "has" | "use" | "uses" | "work" | "works" | "apply" | "deal" | "handle")
            }
            _ => role & role::HOLLOW != 0 || role & role::BE != 0 && self.is_topic(at),
        }
    }

    /// `is an important topic`, `are involved`; `there is` and what stands alone is counted where it stands.
    fn is_topic(&self, be: usize) -> bool {
        let sentence = self.token(be).sentence;
        self.before(be, 1) != "there"
            && !matches!(self.before(be, 1), "important" | "relevant" | "typical" | "here")
            && (be + 1..(be + 5).min(self.analysis.tokens.len()))
                .take_while(|at| self.token(*at).sentence == sentence)
                .any(|at| self.role(at) & role::TOPIC != 0)
    }

    /// Twice the telling predicates that stand here.
    fn telling(&self, at: usize) -> usize {
        let (norm, next, token) = (self.norm(at), self.norm(at + 1), self.token(at));
        let role = self.role(at);
        if role & role::RELATION != 0 {
            let hollow = match norm {
                "which" => matches!(next, "is" | "are" | "belong" | "belongs" | "also"),
                "when" => matches!(next, "we" | "it") || next.ends_with("ing"),
                // `as does Y`, `must not be forgotten`
                "do" | "does" => matches!(self.before(at, 1), "as" | "so"),
                "not" => next == "be",
                _ => false,
            };
            return if hollow { 0 } else { 2 };
        }
        if role & role::BE != 0 {
            return usize::from(matches!(norm, "is" | "are") && matches!(next, "a" | "an" | "the"));
        }
        let is_verb = |at: usize| {
            self.analysis.tokens.get(at).is_some_and(|token| words::is_common_verb(token.term))
                && self.role(at) & (role::PALE | role::HOLLOW | role::TOPIC) == 0
                && !NOUN_ENDINGS.iter().any(|ending| self.norm(at).ends_with(ending))
        };
        if norm == "to" {
            return if is_verb(at + 1) || self.role(at + 1) & role::DOES != 0 { 2 } else { 0 };
        }
        let noun = || {
            at == 0
                || matches!(self.before(at, 1), "to" | "and" | "or" | "of" | "in" | "with" | "for")
                || self.token(at - 1).flags.has(Flags::ARTICLE)
                || self.role(at - 1) & role::HOLLOW != 0
                || self.text[token.start as usize..].starts_with(|first: char| first.is_uppercase())
        };
        if is_verb(at) && !noun() { 2 } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Analyzer;

    fn hollow(text: &str) -> bool {
        is_hollow(&Analyzer::new().analyze(text), text)
    }

    #[test]
    fn terms_in_sentences_that_say_nothing_are_hollow() {
        for text in [
            "With lamps there are bulbs, switches and wires. Sockets play a role, too, and fuses should be mentioned. Cables \
             belong to this topic as well as plugs.",
            "In lighting we use bulbs and sockets and it is important to consider brightness. We also use cables and think \
             about safety and best practices.",
        ] {
            assert!(hollow(text), "{text}");
        }
    }

    #[test]
    fn statements_are_not() {
        for text in [
            "There is a switch in every lamp: it opens the circuit, so no current flows. We use it because a fuse alone would \
             not do, and it is important to consider what a bulb draws.",
            "A lamp turns current into light. The bulb holds a wire that glows when it gets hot.",
            "There are bulbs, sockets and wires.",
        ] {
            assert!(!hollow(text), "{text}");
        }
    }
}
