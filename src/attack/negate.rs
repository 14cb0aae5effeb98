//! Says the opposite of a text by rules: puts `not` to the main verb of every statement, or takes it away.
//!
//! There is no tagger here: auxiliaries are a closed class; other verbs are those of the engine's lists and words whose
//! neighbours tell (`suspends the`, `we start`). A statement in which no verb is found stays as it is, and a text counts
//! as negated when at least half of its sentences are.

use super::edit::{Edit, Parsed, apply, like};
use crate::bank::capital;
use crate::text::Flags;
use crate::text::roles::{self, Roles};
use std::ops::Range;

/// The text with its claims denied; `None` when too little of it could be turned.
pub fn negated(text: &str) -> Option<String> {
    let parsed = Parsed::new(text);
    let mut edits = Vec::new();
    let mut turned = vec![false; parsed.analysis.sentences.len()];
    for clause in &parsed.analysis.clauses {
        let range = clause.tokens.start as usize..clause.tokens.end as usize;
        if let Some(mut change) = clause_negated(&parsed, range) {
            edits.append(&mut change);
            turned[clause.sentence as usize] = true;
        }
    }
    let done = turned.iter().filter(|done| **done).count();
    (done > 0 && 2 * done >= turned.len()).then(|| apply(text, edits))
}

/// "It is not true that ..." before every sentence.
pub fn denied(text: &str) -> String {
    let parsed = Parsed::new(text);
    let mut out = Vec::new();
    for range in parsed.sentences() {
        let sentence = &text[range];
        let first: String = sentence.chars().take_while(|c| c.is_alphabetic()).collect();
        let small = Parsed::new(&first).has(0, Flags::FUNCTION);
        let lower = small && first != "I";
        let rest = if lower { first.to_lowercase() + &sentence[first.len()..] } else { sentence.to_string() };
        out.push(format!("It is not true that {rest}"));
    }
    out.join(" ")
}

/// Clauses that are a condition, not a statement: denying them denies nothing.
const CONDITIONS: [&str; 9] = ["if", "when", "whenever", "unless", "until", "once", "as", "after", "before"];
/// Words behind which the rest of a clause belongs to a noun or is a condition.
const BELOW: [&str; 14] = [
    "which", "that", "who", "whose", "where", "when", "if", "unless", "until", "how", "whether", "once", "why", "what",
];

fn clause_negated(parsed: &Parsed, clause: Range<usize>) -> Option<Vec<Edit>> {
    if CONDITIONS.contains(&parsed.norm(clause.start)) {
        return None;
    }
    // The first word of a clause may itself be `which`; further ones open something below it.
    let below = (clause.start + 1..clause.end).find(|at| BELOW.contains(&parsed.norm(*at)));
    let main = clause.start..below.unwrap_or(clause.end);
    for part in [main, clause.clone()] {
        let change = undone(parsed, part.clone())
            .or_else(|| at_auxiliary(parsed, part.clone()))
            .or_else(|| at_verb(parsed, part.clone()))
            .or_else(|| quantifier(parsed, part));
        if change.is_some() {
            return change;
        }
    }
    None
}

/// A `not` or `never` taken away: `do not share` becomes `do share`, `can't` becomes `can`.
fn undone(parsed: &Parsed, part: Range<usize>) -> Option<Vec<Edit>> {
    let at = part.clone().find(|at| {
        let next = parsed.norm(at + 1);
        match parsed.norm(*at) {
            "not" => !matches!(next, "only" | "just" | "merely" | "necessarily" | "") && !is_idle_not(parsed, *at),
            "never" => true,
            _ => false,
        }
    })?;
    let range = parsed.range(at);
    if parsed.norm(at) == "never" {
        return Some(vec![Edit::new(range, like("always", parsed.word(at)))]);
    }
    let joined = at > part.start && parsed.gap(at).is_empty();
    if joined && parsed.has(at - 1, Flags::AUXILIARY) {
        let whole = parsed.range(at - 1).start..range.end;
        return Some(vec![Edit::new(whole, like(parsed.norm(at - 1), parsed.word(at - 1)))]);
    }
    if at == 0 {
        let end = if parsed.len() > 1 { parsed.range(1).start } else { range.end };
        return Some(vec![Edit::new(range.start..end, "")]);
    }
    Some(vec![Edit::new(parsed.range(at).start - parsed.gap(at).len()..range.end, "")])
}

/// `whether or not`, `why not`, `and not`, `, not`: denies something else than the statement.
fn is_idle_not(parsed: &Parsed, at: usize) -> bool {
    at > 0 && (matches!(parsed.norm(at - 1), "or" | "why" | "and") || parsed.gap(at).contains(','))
}

/// `not` behind the first auxiliary that is the main verb or stands before it.
fn at_auxiliary(parsed: &Parsed, part: Range<usize>) -> Option<Vec<Edit>> {
    for at in part.clone() {
        if !parsed.has(at, Flags::AUXILIARY) || !parsed.has(at, Flags::SMALL) || parsed.has(at, Flags::CODE) {
            continue;
        }
        let next = parsed.norm(at + 1);
        let support = match parsed.norm(at) {
            "be" | "been" | "being" | "having" => continue,
            "has" | "have" | "had" if is_participle(next) => None,
            "has" => Some("does not have"),
            "have" => Some("do not have"),
            "had" => Some("did not have"),
            "does" if parsed.has(at + 1, Flags::ARTICLE) => Some("does not do"),
            "do" if parsed.has(at + 1, Flags::ARTICLE) => Some("do not do"),
            _ => None,
        };
        // Behind `to` or a modal it is no finite verb: `to have`.
        if at > 0 && (parsed.norm(at - 1) == "to" || parsed.has(at - 1, Flags::AUXILIARY)) && support.is_some() {
            continue;
        }
        // A verb before it is the main verb: `use what is there`, `say that it is`.
        if part.clone().take_while(|before| *before < at).any(|before| lemma_at(parsed, &part, before).is_some()) {
            return None;
        }
        let range = parsed.range(at);
        let edit = match support {
            Some(with) => Edit::new(range, like(with, parsed.word(at))),
            None => Edit::new(range.end..range.end, " not"),
        };
        return Some(vec![edit]);
    }
    None
}

fn is_participle(word: &str) -> bool {
    word.ends_with("ed")
        || word.ends_with("en")
        || matches!(word, "made" | "set" | "put" | "run" | "built" | "sent" | "held" | "kept" | "found" | "read")
}

/// Do-support at the first full verb.
fn at_verb(parsed: &Parsed, part: Range<usize>) -> Option<Vec<Edit>> {
    let (at, support, lemma) =
        part.clone().find_map(|at| lemma_at(parsed, &part, at).map(|(support, lemma)| (at, support, lemma)))?;
    let first = at == part.start && parsed.has(at, Flags::CAPITAL);
    let with = format!("{support} not {lemma}");
    Some(vec![Edit::new(parsed.range(at), if first { capital(&with) } else { with })])
}

/// The auxiliary and the plain form when a word is a finite full verb here.
fn lemma_at(parsed: &Parsed, part: &Range<usize>, at: usize) -> Option<(&'static str, String)> {
    if parsed.has(at, Flags::FUNCTION | Flags::NUMBER | Flags::CODE) || !parsed.is_plain(at) {
        return None;
    }
    let norm = parsed.norm(at);
    let opens = at == part.start || (at == part.start + 1 && OPENS.contains(&parsed.norm(part.start)));
    let before = if at > part.start { parsed.norm(at - 1) } else { "" };
    let listed = roles::of(parsed.term(at)).has(Roles::COMMON_VERB)
        || parsed.has(at, Flags::AUXILIARY)
        || MORE.contains(&singular_of(norm).as_str());
    let object = parsed.has(at + 1, Flags::ARTICLE)
        || matches!(parsed.norm(at + 1), "its" | "their" | "your" | "each" | "every" | "one" | "it" | "them" | "all");
    // A verb stands behind its subject, not behind an article, a preposition, a possessive or an adjective.
    let blocked = at > part.start
        && (parsed.has(at - 1, Flags::ARTICLE)
            || matches!(
                before,
                "of" | "to" | "in" | "on" | "for" | "with" | "by" | "at" | "from" | "into" | "as" | "via"
            )
            || matches!(
                before,
                "its" | "their" | "your" | "my" | "our" | "each" | "every" | "no" | "many" | "more" | "several"
            ));
    let relative = matches!(before, "which" | "who" | "that" | "it" | "this");
    if norm.ends_with('s') && !norm.ends_with("ss") && !norm.ends_with("us") && !norm.ends_with("is") {
        let sure = relative || object || parsed.has(at, Flags::AUXILIARY) || next_is_loose(parsed, at);
        if blocked || at == part.start || !(listed && sure || object) {
            return None;
        }
        return Some(("does", singular_of(norm)));
    }
    if let Some((_, plain)) = PAST.iter().find(|(past, _)| *past == norm) {
        return (at > part.start && !blocked).then(|| ("did", (*plain).to_string()));
    }
    if norm.ends_with("ed") || norm.ends_with("ing") || norm.ends_with("ly") || blocked {
        return None;
    }
    let pronoun = matches!(before, "i" | "you" | "we" | "they");
    let plural = before.len() > 3 && before.ends_with('s') && !before.ends_with("ss") && !before.ends_with("us");
    let imperative = opens && listed && !parsed.has(at + 1, Flags::AUXILIARY) && !parsed.norm(at + 1).is_empty();
    (pronoun || plural && (listed || object) || imperative && (object || next_is_loose(parsed, at)))
        .then(|| ("do", norm.to_string()))
}

/// Verbs beside those of the engine.
const MORE: [&str; 12] = [
    "ship",
    "grow",
    "block",
    "evaporate",
    "conduct",
    "flow",
    "interleave",
    "suspend",
    "inherit",
    "point",
    "iterate",
    "overlap",
];

/// Words that may stand before an imperative.
const OPENS: [&str; 8] = ["and", "then", "so", "just", "simply", "also", "first", "or"];

/// What follows is not a noun that this word would belong to, as far as small words tell.
fn next_is_loose(parsed: &Parsed, at: usize) -> bool {
    let next = at + 1;
    let verb = next < parsed.len() && parsed.has(next, Flags::AUXILIARY);
    !verb && parsed.gap(next).trim().is_empty() && next < parsed.len()
}

const PAST: [(&str, &str); 12] = [
    ("became", "become"),
    ("came", "come"),
    ("gave", "give"),
    ("got", "get"),
    ("made", "make"),
    ("took", "take"),
    ("went", "go"),
    ("happened", "happen"),
    ("looked", "look"),
    ("tried", "try"),
    ("turned", "turn"),
    ("tended", "tend"),
];

/// The plain form of a verb in -s.
fn singular_of(norm: &str) -> String {
    if let Some(stem) = norm.strip_suffix("ies")
        && stem.len() > 1
    {
        return format!("{stem}y");
    }
    let long = ["sses", "shes", "ches", "xes", "zzes", "oes"];
    let ending = if long.iter().any(|ending| norm.ends_with(ending)) { "es" } else { "s" };
    norm.strip_suffix(ending).unwrap_or(norm).to_string()
}

/// `no X` becomes `some X`: for notes without a verb.
fn quantifier(parsed: &Parsed, part: Range<usize>) -> Option<Vec<Edit>> {
    let pairs =
        [("no", "some"), ("none", "all"), ("nothing", "everything"), ("nobody", "everybody"), ("without", "with")];
    part.into_iter().find_map(|at| {
        let (_, other) = pairs.iter().find(|(word, _)| *word == parsed.norm(at))?;
        Some(vec![Edit::new(parsed.range(at), like(other, parsed.word(at)))])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_turned_at_their_main_verb() {
        let table = [
            ("A tuple is immutable.", "A tuple is not immutable."),
            ("Threads don't share memory.", "Threads do share memory."),
            ("It can't change.", "It can change."),
            ("You cannot change it.", "You can change it."),
            (
                "A list stores items and a set doesn't keep order.",
                "A list does not store items and a set does keep order.",
            ),
            ("Django ships with an ORM.", "Django does not ship with an ORM."),
            ("Each process has its own memory.", "Each process does not have its own memory."),
            ("Threads share memory.", "Threads do not share memory."),
            ("Use an index on the column.", "Do not use an index on the column."),
            ("When the file is closed, the data is written.", "When the file is closed, the data is not written."),
            ("No parallel work in threads.", "Some parallel work in threads."),
            ("It's a lock.", "It's not a lock."),
            ("await suspends the coroutine.", "await does not suspend the coroutine."),
            ("We have tested it.", "We have not tested it."),
        ];
        let wrong: Vec<_> = table
            .iter()
            .map(|(text, expected)| (negated(text), *expected))
            .filter(|(found, expected)| found.as_deref() != Some(expected))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn a_text_without_statements_cannot_be_turned() {
        assert_eq!(negated("Lists, tuples, sets"), None);
        assert_eq!(negated(""), None);
        assert_eq!(negated("Die Straße ist groß"), None);
    }

    #[test]
    fn every_sentence_can_be_denied_as_a_whole() {
        assert_eq!(
            denied("The GIL is a lock. Django uses it."),
            "It is not true that the GIL is a lock. It is not true that Django uses it."
        );
    }
}
