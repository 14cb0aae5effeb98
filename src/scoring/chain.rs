//! A chain of terms, each tied to the next by a verb that says nothing of either: `JWT has a header, the header works with the
//! payload, the payload goes with the signature`.
//!
//! `Django uses its ORM, Flask uses SQLAlchemy` has such verbs, too, and compares: so some clause must have one that says
//! nothing whatever it joins, and most such a one or a subject that was named before.

use super::list;
use crate::text::roles::Roles;
use crate::text::{Analysis, Flags, Token};

/// Fewest clauses of a chain.
const FEWEST: usize = 3;
/// Least share of the clauses that must be links of it, in percent.
const SHARE: usize = 80;
/// Most words with content in a clause that says nothing.
const CONTENT: usize = 6;

/// How a clause ties one thing to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// `has`, `uses`
    Fair,
    /// `goes with`, `is linked to`
    Pale,
}

/// Whether a response is such a chain.
pub fn is_chain(analysis: &Analysis, text: &str) -> bool {
    // Nearly all answers end here.
    if (0..analysis.tokens.len()).filter(|at| tie(&analysis.tokens[*at..], analysis).is_some()).take(FEWEST).count()
        < FEWEST
    {
        return false;
    }
    let (mut clauses, mut links, mut pale, mut repeated) = (0, 0, 0, 0);
    let mut before: &[Token] = &[];
    for (phrase, _) in list::phrases(&analysis.tokens, text) {
        for clause in split(&analysis.tokens[phrase], analysis) {
            clauses += 1;
            let Some((at, tie)) = link(clause, analysis) else { continue };
            links += 1;
            let known = |token: &Token| token.flags.is_content() && before.iter().any(|it| it.term == token.term);
            match tie {
                Tie::Pale => pale += 1,
                Tie::Fair if clause[..at].iter().any(known) => repeated += 1,
                Tie::Fair => {}
            }
            before = clause;
        }
    }
    links >= FEWEST && 100 * links >= SHARE * clauses && pale > 0 && 2 * (pale + repeated) >= links
}

/// The clauses of a phrase, cut at each conjunction behind which another verb of a chain stands.
fn split<'t>(phrase: &'t [Token], analysis: &'t Analysis) -> Vec<&'t [Token]> {
    let ties = |tokens: &[Token]| (1..tokens.len()).any(|at| tie(&tokens[at..], analysis).is_some());
    let (mut clauses, mut start) = (Vec::new(), 0);
    for at in 0..phrase.len() {
        if list::joins(analysis.norm(&phrase[at])) {
            if at == start {
                start = at + 1;
            } else if ties(&phrase[start..at]) && ties(&phrase[at + 1..]) {
                clauses.push(&phrase[start..at]);
                start = at + 1;
            }
        }
    }
    if start < phrase.len() {
        clauses.push(&phrase[start..]);
    }
    clauses
}

/// Where the verb of a clause that is a link of a chain stands, and what it says.
fn link(clause: &[Token], analysis: &Analysis) -> Option<(usize, Tie)> {
    let (at, tie) = (1..clause.len()).find_map(|at| tie(&clause[at..], analysis).map(|tie| (at, tie)))?;
    let behind = match tie {
        Tie::Fair => at + 1,
        Tie::Pale => at + 2,
    };
    let content = clause.iter().filter(|token| token.flags.is_content()).count();
    let small = |norm: &str| matches!(norm, "with" | "to" | "of" | "in" | "also" | "there" | "here" | "too");
    let says = |at: &usize| {
        let token = &clause[*at];
        let norm = analysis.norm(token);
        list::is_function(token, analysis) && !token.flags.has(Flags::ARTICLE) && !small(norm)
            || token.roles.has(Roles::RELATION) && !small(norm)
            || norm == "to" && clause.get(at + 1).is_some_and(|next| next.roles.has(Roles::COMMON_VERB))
    };
    let others = (0..at).chain(behind..clause.len());
    let finite = |at: &usize| list::is_finite(clause, *at, analysis);
    let named = content <= CONTENT && !others.clone().any(|at| says(&at)) && !others.clone().any(|at| finite(&at));
    (named && behind <= clause.len()).then_some((at, tie))
}

/// What a verb at the beginning of some tokens ties, if it is one of a chain.
fn tie(tokens: &[Token], analysis: &Analysis) -> Option<Tie> {
    let norm = |at: usize| tokens.get(at).map_or("", |token| analysis.norm(token));
    match norm(0) {
        "has" | "have" | "use" | "uses" | "involve" | "involves" => Some(Tie::Fair),
        "works" | "work" | "goes" | "go" | "deals" | "deal" => (norm(1) == "with").then_some(Tie::Pale),
        "relates" | "relate" | "belongs" | "belong" => (norm(1) == "to").then_some(Tie::Pale),
        "is" | "are" => {
            matches!(norm(1), "connected" | "linked" | "related" | "used" | "there" | "also").then_some(Tie::Pale)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Analyzer;

    fn chain(text: &str) -> bool {
        is_chain(&Analyzer::new().analyze(text), text)
    }

    #[test]
    fn terms_tied_by_verbs_that_say_nothing_are_a_chain() {
        for text in [
            "JWT has a header, the header works with the payload, the payload goes with the signature, and the signature \
             uses a secret key.",
            "STATIC_URL works with STATIC_ROOT, collectstatic is related to Nginx, whitenoise is connected to \
             STATICFILES_DIRS and the CDN is linked to S3.",
            "React has components, components have props, props work with state and state uses hooks.",
        ] {
            assert!(chain(text), "{text}");
        }
    }

    #[test]
    fn what_compares_or_says_why_is_none() {
        for text in [
            "Django uses its own ORM, Flask uses SQLAlchemy, FastAPI uses Pydantic.",
            "A list has order, a set has unique items, a dict has keys.",
            "Nginx works with Gunicorn because it is slow, it is used to serve files, and it has a cache for pages.",
            "A worker has a queue, the queue is used to hold tasks, tasks go with a retry when they fail.",
        ] {
            assert!(!chain(text), "{text}");
        }
    }
}
