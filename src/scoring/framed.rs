//! Terms with a sentence put around them: `When you talk about Docker you need to know containers, images, layers, volumes,
//! registries, isolation`. There is a verb, but it says nothing of the terms.
//!
//! What a sentence names in a row is told from what it states by the row's length and the length of its members, and the
//! answer is taken for a list only if hardly anything of what earned it stands elsewhere.

use super::grade::{ConceptGrade, Evidence};
use super::list;
use crate::bank::Kind;
use crate::span::Span;
use crate::text::roles::Roles;
use crate::text::{Analysis, Flags, Token};
use std::ops::Range;

/// Fewest terms that make a row: who gives an example or two, or the parts of something, names fewer.
const ROW: usize = 6;
/// Longest term, in tokens without `and`, `or`.
const TERM: usize = 4;
/// Fewest tokens of a frame, less one; as many at its end may be the first term.
const FRAME: usize = 2;
/// Fewest concepts that a row shows where an answer is taken for a list.
const SHOWN: usize = 3;
/// So many times as many concepts are shown by rows as elsewhere.
const MOSTLY: usize = 4;

/// Whether nearly all that an answer to a question of this kind shows stands in rows of terms.
pub fn is_framed_list(analysis: &Analysis, text: &str, concepts: &[ConceptGrade], kind: Kind) -> bool {
    // Most answers have no such row.
    if text.bytes().filter(|byte| *byte == b',').take(ROW - 1).count() < ROW - 1 {
        return false;
    }
    // "I use an index, pagination, a cache": who is asked what to do has said it.
    let does = |frame: &[Token]| {
        matches!(kind, Kind::Procedure | Kind::Design)
            && frame.iter().any(|token| matches!(analysis.norm(token), "i" | "we"))
    };
    let rows = analysis.sentences.iter().filter_map(|sentence| row(analysis, text, sentence, does));
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

/// The part of a sentence that is a row of terms, its first one behind the frame included.
fn row(analysis: &Analysis, text: &str, sentence: &Range<u32>, does: impl Fn(&[Token]) -> bool) -> Option<Span> {
    let tokens = &analysis.tokens[sentence.start as usize..sentence.end as usize];
    let mut phrases = list::phrases(tokens, text);
    let (frame, mark) = phrases.next()?;
    let opening = &tokens[frame.clone()];
    // "Django: ORM, admin, auth" says whose they are; "Key terms: ORM, admin, auth" does not.
    let topic =
        |token: &Token| token.roles.has(Roles::TOPIC | Roles::HOLLOW) || analysis.norm(token).starts_with("keyword");
    let framed = match mark.contains(',') {
        true => opening.len() > FRAME && list::acts(opening, analysis) && !does(opening),
        false => opening.iter().any(topic),
    };
    if !framed {
        return None;
    }
    let (mut terms, mut others, mut end) = (0, 0, frame.end);
    for (phrase, _) in phrases {
        end = phrase.end;
        match is_term(&tokens[phrase], analysis) {
            true => terms += 1,
            false => others += 1,
        }
    }
    let first = frame.end.saturating_sub(FRAME).max(frame.start);
    let span = Span { start: tokens[first].start as usize, end: tokens[end - 1].end as usize };
    (terms + 1 >= ROW && terms >= 3 * others).then_some(span)
}

/// Whether a phrase is so short that it names something, and has no verb that says anything of it.
fn is_term(phrase: &[Token], analysis: &Analysis) -> bool {
    let joint = |token: &&Token| !matches!(analysis.norm(token), "and" | "or" | "etc" | "also" | "plus");
    let words = phrase.iter().filter(joint).count();
    (1..=TERM).contains(&words)
        && !phrase.iter().any(|token| token.flags.has(Flags::AUXILIARY | Flags::NEGATOR))
        && !list::acts(phrase, analysis)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Analyzer;

    fn rows(text: &str) -> usize {
        let analysis = Analyzer::new().analyze(text);
        analysis.sentences.iter().filter_map(|sentence| row(&analysis, text, sentence, |_| false)).count()
    }

    #[test]
    fn a_verb_in_front_makes_no_statement_of_a_row_of_terms() {
        for text in [
            "When you talk about Docker you need to know containers, images, volumes, Dockerfile, compose, registry.",
            "Key terms: tables, rows, schema, joins, transactions, documents, key-value.",
            "This is login, password, identity, MFA, permissions, roles, and access control.",
        ] {
            assert_eq!(rows(text), 1, "{text}");
        }
    }

    #[test]
    fn what_is_said_of_terms_or_named_by_the_way_is_no_row() {
        for text in [
            "Django: ORM, admin, auth, forms, templates, sessions, migrations.",
            "It is used for chat, dashboards, notifications and games.",
            "Docker packs the code, pins the versions, isolates processes, shares the kernel, starts fast, runs anywhere.",
            "Virtualenv, PEP8, git, DRY, tests, migrations, logging.",
        ] {
            assert_eq!(rows(text), 0, "{text}");
        }
    }
}
