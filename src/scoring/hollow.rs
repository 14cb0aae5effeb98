//! Terms dressed as sentences: `there is also X, and Y plays a role`, `it is important to consider Z`. Such sentences say that
//! something exists, belongs here, or should be mentioned, and nothing about it.
//!
//! Two counts tell them from statements: *hollow* predicates, and *telling* ones (verbs that do something, words that say
//! why, when, how, by which way). A list has three of the former or more, and at most half as many of the latter: of 57
//! answers among tests/data/independent.csv that were meant so, 49 are found; of 2,940 *strong* and *average* ones none is.

use crate::text::roles::Roles;
use crate::text::{Analysis, Flags, Token, is_article};

/// Fewest tokens of a list in sentences.
const FEWEST: usize = 15;
/// Fewest hollow predicates of one.
const HOLLOW: usize = 3;

/// Endings by which a word is no verb of its sentence, though its stem is one's.
const NOUN_ENDINGS: [&str; 11] = ["ion", "ions", "ment", "ments", "ity", "er", "ers", "or", "ors", "ance", "ing"];

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

/// Whether a word makes `there` say that something is there: `there are`, `there comes`.
pub(super) fn is_being(norm: &str) -> bool {
    matches!(norm, "is" | "are" | "come" | "comes")
}

/// Whether a word may stand between somebody and what they have or use: `we also have`, `one can use`.
pub(super) fn stands_before_verb(norm: &str) -> bool {
    matches!(norm, "also" | "always" | "can" | "could" | "all")
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
        self.analysis.norm_at(at)
    }

    fn before(&self, at: usize, back: usize) -> &'a str {
        at.checked_sub(back).map_or("", |before| self.norm(before))
    }

    /// The roles of a token; none behind the last.
    fn roles(&self, at: usize) -> Roles {
        self.analysis.tokens.get(at).map_or(Roles::default(), |token| token.roles)
    }

    /// Whether a hollow predicate stands here.
    fn is_hollow(&self, at: usize) -> bool {
        let roles = self.roles(at);
        if !roles.has(Roles::HOLLOW | Roles::BE | Roles::WITH) {
            return false;
        }
        let next = self.norm(at + 1);
        match self.norm(at) {
            "there" => is_being(next),
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
                let verb = self.norm(at + 1 + usize::from(stands_before_verb(next)));
                matches!(verb, "have" | "has" | "use" | "uses" | "work" | "works" | "apply" | "deal" | "handle")
            }
            _ => roles.has(Roles::HOLLOW) || roles.has(Roles::BE) && self.is_topic(at),
        }
    }

    /// `is an important topic`, `are involved`; `there is` and what stands alone is counted where it stands.
    fn is_topic(&self, be: usize) -> bool {
        let sentence = self.token(be).sentence;
        self.before(be, 1) != "there"
            && !matches!(self.before(be, 1), "important" | "relevant" | "typical" | "here")
            && (be + 1..(be + 5).min(self.analysis.tokens.len()))
                .take_while(|at| self.token(*at).sentence == sentence)
                .any(|at| self.roles(at).has(Roles::TOPIC))
    }

    /// Twice the telling predicates that stand here.
    fn telling(&self, at: usize) -> usize {
        let (norm, next, token) = (self.norm(at), self.norm(at + 1), self.token(at));
        let roles = self.roles(at);
        if roles.has(Roles::RELATION) {
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
        if roles.has(Roles::BE) {
            return usize::from(matches!(norm, "is" | "are") && is_article(next));
        }
        let is_verb = |at: usize| {
            let roles = self.roles(at);
            roles.has(Roles::COMMON_VERB)
                && !roles.has(Roles::PALE | Roles::HOLLOW | Roles::TOPIC)
                && !NOUN_ENDINGS.iter().any(|ending| self.norm(at).ends_with(ending))
        };
        if norm == "to" {
            return if is_verb(at + 1) || self.roles(at + 1).has(Roles::DOES) { 2 } else { 0 };
        }
        let noun = || {
            at == 0
                || matches!(self.before(at, 1), "to" | "and" | "or" | "of" | "in" | "with" | "for")
                || self.token(at - 1).flags.has(Flags::ARTICLE)
                || self.roles(at - 1).has(Roles::HOLLOW)
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
