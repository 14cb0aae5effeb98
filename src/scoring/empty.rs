//! An answer in sentences that only say that something is there: `There is also HTTP. Stateful is important. Headers too.`
//!
//! [`super::hollow`] weighs hollow predicates against telling ones over the whole answer; here each sentence is looked at by
//! itself, and most of the answer must stand in empty ones.

use super::hollow::{is_being, stands_before_verb};
use super::list;
use super::members;
use crate::text::roles::Roles;
use crate::text::{Analysis, Flags, Token};
use std::ops::Range;

/// Fewest empty sentences of an empty answer.
const FEWEST: usize = 3;
/// Least share of the tokens that stand in them.
const SHARE: f64 = 0.85;
/// Most words with content in an empty sentence.
const CONTENT: usize = 9;
/// Most tokens of a sentence without a verb that says nothing: `Next comes WSGI` may have any, `Fixtures too` not.
const BARE: usize = 4;

/// Whether nearly all of a response are sentences that say only that something is there, or matters.
pub fn is_empty_prose(analysis: &Analysis) -> bool {
    if analysis.sentences.len() < FEWEST {
        return false;
    }
    let least = SHARE * analysis.tokens.len() as f64;
    let (mut empty, mut may_be_empty) = (0, analysis.tokens.len());
    for sentence in &analysis.sentences {
        if is_empty(analysis, sentence) {
            empty += 1;
        } else {
            may_be_empty -= sentence.len();
            // Nearly all answers end here, at the first or second sentence.
            if (may_be_empty as f64) < least {
                return false;
            }
        }
    }
    empty >= FEWEST
}

/// Whether a sentence names something and says nothing of it.
fn is_empty(analysis: &Analysis, sentence: &Range<u32>) -> bool {
    let all = &analysis.tokens[sentence.start as usize..sentence.end as usize];
    let norm = |token: &Token| analysis.norm(token);
    let opens = |token: &&Token| OPENING.contains(&norm(token));
    let closes = |token: &&Token| CLOSING.contains(&norm(token));
    let start = all.iter().take_while(opens).count();
    let opened = all[..start].iter().any(|token| !list::joins(norm(token)));
    let rest = &all[start..];
    let rest = &rest[..rest.len() - rest.iter().rev().take_while(closes).count()];
    let content = rest.iter().filter(|token| token.flags.is_content()).count();
    let word = |at: usize| rest.get(at).map_or("", norm);
    if content > CONTENT {
        return false;
    }
    // "There is", "Next comes", "It also has", "We can use"
    let adverb = usize::from(stands_before_verb(word(1)));
    let predicate = match word(0) {
        "there" if is_being(word(1)) => 2,
        first if is_being(first) && opened => 1,
        "it" | "we" | "you" | "they" | "one" | "i" if HAVING.contains(&word(1 + adverb)) => 2 + adverb,
        _ => 0,
    };
    if predicate > 0 {
        return names(&rest[predicate..], analysis);
    }
    // "Assertions are key", "Context is another thing"
    if let Some(be) = rest.iter().position(|token| token.roles.has(Roles::BE)).filter(|be| *be > 0) {
        let judges = |token: &Token| token.roles.has(Roles::TOPIC) || JUDGING.contains(&norm(token));
        return names(&rest[..be], analysis)
            && rest[be + 1..].last().is_some_and(judges)
            && rest.len() - be <= BARE
            && names(&rest[be + 1..], analysis);
    }
    // "Real time too", "Load balancing"
    rest.len() <= BARE && names(rest, analysis) && !acts(rest, analysis)
}

/// Words before the subject of a sentence that order what is named.
const OPENING: [&str; 10] = ["and", "first", "second", "then", "next", "finally", "also", "here", "besides", "lastly"];
/// Words behind it that add it to what was named before.
const CLOSING: [&str; 6] = ["too", "also", "well", "as", "here", "etc"];
/// Verbs by which something is there for somebody.
const HAVING: [&str; 7] = ["have", "has", "use", "see", "find", "get", "need"];
/// Adjectives and nouns that say that something matters, and not how; further ones have `Roles::TOPIC`.
const JUDGING: [&str; 9] =
    ["thing", "must", "useful", "common", "critical", "crucial", "central", "essential", "helpful"];

/// Whether tokens hold no word that says anything: no verb but the first's, no preposition but `of`, `in`.
fn names(tokens: &[Token], analysis: &Analysis) -> bool {
    let says = |token: &Token| {
        let norm = analysis.norm(token);
        let small = token.flags.has(Flags::ARTICLE) || matches!(norm, "of" | "in" | "also" | "very" | "really");
        list::is_function(token, analysis) && !small || token.roles.has(Roles::RELATION)
    };
    !tokens.iter().any(says) && !(0..tokens.len()).any(|at| list::is_finite(tokens, at, analysis))
}

/// Whether tokens open by telling what to do, or with what is done: `Add indexes`, `Reducing hits`.
fn acts(tokens: &[Token], analysis: &Analysis) -> bool {
    tokens.len() > 1
        && (members::is_imperative(tokens, analysis)
            || list::is_participle(&tokens[0], analysis)
            || members::is_third(&tokens[tokens.len() - 1], analysis))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Analyzer;

    fn empty(text: &str) -> bool {
        is_empty_prose(&Analyzer::new().analyze(text))
    }

    #[test]
    fn sentences_that_say_only_that_something_is_there_are_empty() {
        for text in [
            "It has a persistent connection and full duplex. There is also HTTP. Stateful is important. Headers too.",
            "You have Client and RequestFactory. There are also templates. Assertions are key. Context is another thing.",
            "First there is asynchronous. Then WebSockets. Also Uvicorn and Daphne. Next comes WSGI. Finally Channels.",
            "Caching. Indexing. Async. Load balancing. CDN. Lazy loading.",
        ] {
            assert!(empty(text), "{text}");
        }
    }

    #[test]
    fn short_statements_are_not() {
        for text in [
            "There is a broker that holds tasks. There are workers which run them. It has retries.",
            "Only changes are patched. The tree is compared. The DOM is slow.",
            "It is a lock. One thread runs. Others wait.",
            "Add indexes. Cache queries. Profile views.",
            "GET reads. POST creates. DELETE removes.",
        ] {
            assert!(!empty(text), "{text}");
        }
    }
}
