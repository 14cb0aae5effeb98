//! A bare pile of terms, whatever separates them: commas, new lines, `and`, slashes. [`super::list`] takes a phrase that opens
//! like a verb for a statement (`load balancer`, `read replicas`); here the members of the whole answer tell.

use super::list;
use super::members::{self, Form, Mark, Member};
use crate::bank::Kind;
use crate::text::{Analysis, Flags, Token};

/// Fewest members of a pile.
const FEWEST: usize = 5;
/// Largest share of the tokens that may stand in members that state something.
const STATED: f64 = 0.15;
/// A measure of so many tokens says something by itself: `add indexes to slow queries`.
const MEASURE: usize = 4;

/// Whether a whole response is a pile of terms.
pub fn is_pile(analysis: &Analysis, text: &str, kind: Kind) -> bool {
    let tokens = analysis.tokens.len();
    // Prose has small words from the first on; most answers end here.
    let most = (STATED * tokens as f64) as usize;
    let small = |token: &&Token| {
        token.flags.has(Flags::AUXILIARY | Flags::FUNCTION | Flags::PRONOUN) && !list::joins(analysis.norm(token))
    };
    if tokens < FEWEST || analysis.tokens.iter().filter(small).nth(most).is_some() {
        return false;
    }
    // "request, middleware, view, then the template": who says what comes after what has said something.
    if analysis.tokens.iter().any(|token| analysis.norm(token) == "then") {
        return false;
    }
    let members = members::read(analysis, text, &(0..tokens as u32));
    let explained = members.iter().any(|member| member.mark != Mark::Plain);
    if members.len() < FEWEST || explained || members::are_parallel(&members, kind) || are_commands(&members, analysis)
    {
        return false;
    }
    let states = |member: &&Member| match member.form {
        Form::Phrase | Form::Statement => true,
        Form::Deed | Form::Done => member.tokens.len() >= MEASURE,
        Form::Term => false,
    };
    let stated: usize = members.iter().filter(states).map(|member| member.tokens.len()).sum();
    stated as f64 <= STATED * tokens as f64
}

/// Whether half of the members begin with the same word: `git checkout main`, `git merge feature`.
fn are_commands(members: &[Member], analysis: &Analysis) -> bool {
    let first = |member: &Member| analysis.tokens[member.tokens.start].term;
    members.iter().any(|one| 2 * members.iter().filter(|other| first(other) == first(one)).count() >= members.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Analyzer;

    fn pile(text: &str) -> bool {
        is_pile(&Analyzer::new().analyze(text), text, Kind::Procedure)
    }

    #[test]
    fn terms_are_a_pile_whatever_separates_them() {
        for text in [
            "load balancer, Redis, Celery, read replicas, CDN, Gunicorn, horizontal scaling",
            "header and payload and signature and token and secret key and expiry and refresh",
            "- Load balancer\n- JWT\n- Redis sessions\n- Rate limiting\n- Read replicas",
            "1. loop 2. extra queries 3. foreign key 4. join 5. debug toolbar",
            "filter() exclude() get() annotate() aggregate()",
        ] {
            assert!(pile(text), "{text}");
        }
    }

    #[test]
    fn measures_and_statements_are_none() {
        for text in [
            "Add indexes, cache queries, paginate results, select fields, profile first",
            "GET reads, POST creates, PUT replaces, PATCH changes, DELETE removes",
            "HTTPS everywhere, hashed passwords, CSRF tokens, parameterized queries, escaped output, rate limits, patched dependencies",
            "Split by domain, one DB per service, REST for queries, Kafka for events, tracing",
            "request -> middleware -> URLconf -> view -> template -> response",
            "git branch feature\ngit checkout feature\ngit add file\ngit push origin feature\ngit merge feature",
            "First EXPLAIN, then index, rewrite joins, fewer columns, LIMIT, cache",
            "Redis: cache, broker, sessions; Postgres: tables, rows, joins",
        ] {
            assert!(!pile(text), "{text}");
        }
    }
}
