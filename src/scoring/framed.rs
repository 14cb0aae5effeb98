//! Terms with a sentence put around them: `When you talk about Docker you need to know containers, images, layers, volumes,
//! registries, isolation`, or `tasks, workers, broker, beat and retries are the core of Celery`. There is a verb, but it says
//! nothing of the terms.
//!
//! What a sentence names in a row is told from what it states by the number of its members and the form of each, and the
//! answer is taken for a list only if hardly anything of what earned it stands elsewhere.

use super::grade::{ConceptGrade, Evidence};
use super::list;
use super::members::{self, Form, Mark, Member, asks_for_deeds};
use crate::bank::Kind;
use crate::span::Span;
use crate::text::roles::Roles;
use crate::text::{Analysis, Flags, Token};
use std::ops::Range;

/// Fewest terms that make a row: who gives an example or two, or the parts of something, names fewer.
const ROW: usize = 5;
/// Fewest of them that stand alone; the others are the last words of what stands before the row, the first of what follows.
const ALONE: usize = 3;
/// A phrase is one of more members than this, or says something.
const AMONG: usize = 8;
/// Tokens at the edges of what stands around the row that may be a term of it.
const EDGE: usize = 3;
/// Most words with content before a row, and behind it, that say nothing of it.
const BEFORE: usize = 7;
const BEHIND: usize = 6;
/// Fewest concepts that a row shows where an answer is taken for a list.
const SHOWN: usize = 2;
/// So many times as many concepts are shown by rows as elsewhere.
const MOSTLY: usize = 4;

/// Words by which a sentence says something of a row, wherever they stand ...
const SAYING: [&str; 15] = [
    "because", "since", "while", "unless", "instead", "which", "who", "whose", "where", "without", "not", "no",
    "never", "until", "than",
];
/// ... and behind it: before it they may open the frame (`If you ask me, X means`).
const SAYING_BEHIND: [&str; 6] = ["so", "when", "if", "that", "before", "after"];

/// Whether nearly all that an answer to a question of this kind shows stands in rows of terms.
pub fn is_framed_list(analysis: &Analysis, text: &str, concepts: &[ConceptGrade], kind: Kind) -> bool {
    let rows = analysis.sentences.iter().filter_map(|sentence| row(analysis, text, sentence, kind));
    let rows: Vec<Span> = rows.collect();
    let named = |evidence: &Evidence| rows.iter().any(|row| (row.start..row.end).contains(&evidence.start));
    let (mut listed, mut stated) = (0, 0);
    for concept in concepts.iter().filter(|concept| !concept.evidence.is_empty()) {
        match concept.evidence.iter().all(named) {
            true => listed += 1,
            false => stated += 1,
        }
    }
    listed >= SHOWN && listed >= MOSTLY * stated
}

/// Whether a sentence is a row of terms with hardly anything around it, whatever it is asked for.
pub fn is_row(analysis: &Analysis, text: &str, sentence: &Range<u32>) -> bool {
    row(analysis, text, sentence, Kind::Definition).is_some()
}

/// The part of a sentence that is a row of terms, with the words at its edges that may be terms of it.
fn row(analysis: &Analysis, text: &str, sentence: &Range<u32>, kind: Kind) -> Option<Span> {
    // Most sentences end here.
    let tokens = analysis.tokens.get(sentence.start as usize..sentence.end as usize)?;
    let written = text.get(tokens.first()?.start as usize..tokens.last()?.end as usize)?;
    if sentence.len() < ROW || !has_commas(written) {
        return None;
    }
    let all = members::read(analysis, text, sentence);
    let run = longest_run(&all);
    let (before, behind) = (&all[..run.start], &all[run.end..]);
    let says = |member: &Member| matches!(member.form, Form::Phrase | Form::Statement);
    let led = before.last().is_some_and(says);
    let followed = behind.first().is_some_and(says);
    let row = &all[run];
    let (first, last) = (row.first()?, row.last()?);
    let count = row.len() + usize::from(led) + usize::from(followed);
    // What has no frame is for `pile` to tell.
    if row.len() < ALONE
        || count < ROW
        || !(led || followed || first.mark != Mark::Plain)
        || members::are_parallel(row, kind)
    {
        return None;
    }
    let opening = &analysis.tokens[sentence.start as usize..first.tokens.start];
    let end = &analysis.tokens[last.tokens.end..sentence.end as usize];
    let topic =
        |token: &Token| token.roles.has(Roles::TOPIC | Roles::HOLLOW) || analysis.norm(token).starts_with("keyword");
    // "Django: ORM, admin, auth" says whose they are; "Key terms: ORM, admin, auth" does not.
    let marked = before.iter().skip(1).chain([first]).any(|member| member.mark != Mark::Plain);
    let measure = |member: &Member| members::is_imperative(&analysis.tokens[member.tokens.clone()], analysis);
    let told = says_something(opening, end, analysis)
        || row.len() <= AMONG && does(opening, analysis, kind)
        || before.iter().chain(behind).any(|member| says(member) && measure(member));
    // "EC2 with ports 80 and 443, git clone, venv, migrate, Nginx": steps in a terse hand, no sentence.
    let verb = |token: &Token| {
        token.flags.has(Flags::AUXILIARY) || token.roles.has(Roles::COMMON_VERB | Roles::PURE_VERB | Roles::PALE)
    };
    let steps = asks_for_deeds(kind) && !marked && !opening.iter().chain(end).any(verb);
    if told || steps || marked && !opening.iter().any(topic) {
        return None;
    }
    let start = first.tokens.start - if led { EDGE.min(opening.len()) } else { 0 };
    let end = last.tokens.end + if followed { EDGE.min(end.len()) } else { 0 };
    Some(Span { start: analysis.tokens[start].start as usize, end: analysis.tokens[end - 1].end as usize })
}

/// Whether a text has the commas, semicolons or slashes of a row.
fn has_commas(text: &str) -> bool {
    let bytes = text.as_bytes();
    // A slash with a blank before it parts two terms, too.
    let parts = |at: &usize| match bytes[*at] {
        b',' | b';' => true,
        b'/' => *at > 0 && bytes[at - 1] == b' ',
        _ => false,
    };
    (0..bytes.len()).filter(parts).take(ALONE).count() == ALONE
}

/// The longest run of members none of which states anything by itself, and none but the first stands behind a colon. Among many
/// terms a phrase (`copy in memory`) is one more; among few it is not (`REST for queries, Kafka for events`).
fn longest_run(members: &[Member]) -> Range<usize> {
    let mut run = run_of(members, |form| form == Form::Statement);
    let is_phrase = |at: usize| members.get(at).is_some_and(|member| member.form == Form::Phrase);
    // At its ends a phrase may be the frame: `pods and ingress come into play`.
    while !run.is_empty() && is_phrase(run.start) {
        run.start += 1;
    }
    while !run.is_empty() && is_phrase(run.end - 1) {
        run.end -= 1;
    }
    let phrases = members[run.clone()].iter().filter(|member| member.form == Form::Phrase).count();
    match run.len() > AMONG * phrases {
        true => run,
        false => run_of(members, |form| matches!(form, Form::Phrase | Form::Statement)),
    }
}

/// The longest run without members of some forms.
fn run_of(members: &[Member], states: impl Fn(Form) -> bool) -> Range<usize> {
    let (mut longest, mut start) = (0..0, 0);
    for at in 0..=members.len() {
        let next = members.get(at);
        let states = next.is_none_or(|member| states(member.form));
        if states || next.is_some_and(|member| member.mark != Mark::Plain) {
            if at - start > longest.len() {
                longest = start..at;
            }
            start = at + usize::from(states);
        }
    }
    longest
}

/// Whether what stands around a row says something: it has many words, or gives a reason, an exception, a condition.
fn says_something(opening: &[Token], end: &[Token], analysis: &Analysis) -> bool {
    let counts = |token: &&Token| token.flags.is_content() && !token.roles.has(Roles::ADORNS);
    let content = |tokens: &[Token]| tokens.iter().filter(counts).count();
    // "because of branches" names them, too.
    let says = |tokens: &[Token], at: usize| {
        let names = analysis.norm(&tokens[at]) == "because"
            && tokens.get(at + 1).is_some_and(|next| analysis.norm(next) == "of");
        SAYING.contains(&analysis.norm(&tokens[at])) && !names
    };
    let behind = |token: &Token| SAYING_BEHIND.contains(&analysis.norm(token));
    content(opening) > BEFORE
        || content(end) > BEHIND
        || [opening, end].into_iter().any(|tokens| (0..tokens.len()).any(|at| says(tokens, at)))
        || end.iter().any(behind)
}

/// Whether what stands before a row tells what to do, or what the writer does who is asked for it: `I use an index,
/// pagination, a cache` has said it, `In my last company we used X` has not.
fn does(opening: &[Token], analysis: &Analysis, kind: Kind) -> bool {
    // `I would mention X` does nothing.
    let hollow = opening.iter().any(|token| token.roles.has(Roles::HOLLOW));
    let acts = |pair: &[Token]| {
        !hollow
            && matches!(analysis.norm(&pair[0]), "i" | "we")
            && (matches!(analysis.norm(&pair[1]), "would" | "d" | "will" | "ll")
                || pair[1].roles.has(Roles::COMMON_VERB) && list::is_base(analysis.norm(&pair[1])))
    };
    members::is_imperative(opening, analysis) || asks_for_deeds(kind) && opening.windows(2).any(acts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Analyzer;

    fn rows(text: &str, kind: Kind) -> usize {
        let analysis = Analyzer::new().analyze(text);
        analysis.sentences.iter().filter_map(|sentence| row(&analysis, text, sentence, kind)).count()
    }

    #[test]
    fn a_sentence_around_a_row_of_terms_states_nothing_of_them() {
        for text in [
            "When you talk about Docker you need to know containers, images, volumes, Dockerfile, compose, registry.",
            "Key terms: tables, rows, schema, joins, transactions, documents, key-value.",
            "This is login, password, identity, MFA, permissions, roles, and access control.",
            "Optimizing a query involves EXPLAIN, indexes, joins, subqueries, LIMIT, caching and partitioning.",
            "Tasks, workers, broker, beat and result backend are the core of Celery.",
            "In my last company we used roles, permissions, groups, decorators, guardian and policies.",
            "It has tasks, workers, brokers, beat and retries, and it plays a nice large role in big old systems.",
            "It has to do with load balancers, read replicas, caching, sharding and queues.",
        ] {
            assert_eq!(rows(text, Kind::Procedure), 1, "{text}");
        }
    }

    #[test]
    fn what_is_said_of_terms_or_named_by_the_way_is_no_row() {
        for text in [
            "Django: ORM, admin, auth, forms, templates, sessions, migrations.",
            "It is used for chat, dashboards, notifications and games.",
            "Docker packs the code, pins the versions, isolates processes, shares the kernel, starts fast, runs anywhere.",
            "Split by business domain, one DB per service, REST for queries, Kafka for events, tracing, containers.",
            "Use an index, pagination, select_related, caching and a CDN.",
            "I use an index, pagination, select_related, caching and a CDN.",
            "Sessions, cookies, tokens, headers and forms need care because an attacker can forge them.",
            "HTTPS, hash passwords, validate inputs, prevent injection, XSS and CSRF, keep secrets in variables.",
            "A team should add indexes, cache queries, paginate lists, profile views, select fields.",
        ] {
            assert_eq!(rows(text, Kind::Procedure), 0, "{text}");
        }
    }
}
