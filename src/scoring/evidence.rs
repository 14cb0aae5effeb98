//! From outcomes to statuses: which concepts are met, partial, missed or contradicted, and by which words.

use super::grade::{ConceptGrade, Evidence, StatementGrade, Status};
use crate::matching::{EvidenceKind, Matching, Outcome, Scene};
use crate::rubric::{GroupKind, Rubric};
use crate::text::Flags;

/// Pieces of evidence shown for one concept.
const SHOWN: usize = 3;

/// Judges every concept. In a bare list of terms (`list`) only terms asked for as such (single words of a counting
/// group) count.
///
/// `showing` gets, for every sentence of the response, whether it supports some concept.
pub fn concepts<'r>(
    rubric: &'r Rubric,
    matching: &Matching,
    list: bool,
    foreign: &[bool],
    showing: &mut [bool],
) -> Vec<ConceptGrade<'r>> {
    let Some(set) = rubric.set() else { return Vec::new() };
    let named = list && names_terms(rubric, matching);
    let mut grades = Vec::with_capacity(rubric.concepts.len());
    for (concept, rule) in set.concepts.iter().zip(&rubric.concepts) {
        let counting =
            set.names && rule.group.is_some_and(|group| matches!(rubric.groups[group].rule, GroupKind::Count { .. }));
        let mut support = Vec::new();
        let mut weak = Vec::new();
        let mut contrary = Vec::new();
        for mut outcome in rule.alternatives.iter().flat_map(|pattern| matching.outcomes(*pattern)) {
            if let Some(cue) = otherwise(rubric, matching, &outcome) {
                outcome.kind = EvidenceKind::Negated;
                outcome.cue = Some(cue);
            }
            if foreign.get(outcome.sentence as usize).copied().unwrap_or(false) {
                continue;
            }
            match outcome.kind {
                EvidenceKind::Support if list && !(named && counting && outcome.single) => {}
                EvidenceKind::Support => support.push(outcome),
                EvidenceKind::Implied => weak.push(outcome),
                _ => contrary.push(outcome),
            }
        }
        if support.is_empty() && !list {
            weak.extend(
                rule.partial
                    .iter()
                    .flat_map(|pattern| matching.outcomes(*pattern))
                    .filter(|outcome| outcome.kind == EvidenceKind::Support),
            );
        }
        for outcome in support.iter().chain(&weak) {
            if let Some(shows) = showing.get_mut(outcome.sentence as usize) {
                *shows = true;
            }
        }
        let (status, shown) = if !support.is_empty() {
            (Status::Met, support)
        } else if !weak.is_empty() {
            (Status::Partial, weak)
        } else if !contrary.is_empty() && !list {
            (Status::Contradicted, contrary)
        } else {
            (Status::Missed, Vec::new())
        };
        let weight = match rule.group.map(|group| rubric.groups[group].rule) {
            Some(GroupKind::Count { need, weight }) => weight / f64::from(need),
            Some(GroupKind::All { weight }) => {
                weight / rule.group.map_or(1.0, |group| rubric.groups[group].members.len().max(1) as f64)
            }
            _ => rule.weight,
        };
        grades.push(ConceptGrade {
            id: &concept.id,
            label: &concept.label,
            weight,
            status,
            required: rule.required,
            evidence: show(shown),
        });
    }
    grades
}

/// Whether a bare list names what a group counts: at least half of its words are such names. A list of everything that
/// comes to mind is no answer even to a question that asks for names.
fn names_terms(rubric: &Rubric, matching: &Matching) -> bool {
    let analysis = matching.analysis();
    let mut names = vec![false; analysis.tokens.len()];
    let counting = rubric
        .concepts
        .iter()
        .filter(|rule| rule.group.is_some_and(|group| matches!(rubric.groups[group].rule, GroupKind::Count { .. })));
    for outcome in counting.flat_map(|rule| &rule.alternatives).flat_map(|pattern| matching.outcomes(*pattern)) {
        if outcome.kind == EvidenceKind::Support && outcome.single {
            names[outcome.tokens.0 as usize..outcome.tokens.1 as usize].fill(true);
        }
    }
    let small = Flags::SMALL | Flags::ARTICLE | Flags::NEGATOR;
    let content = analysis.tokens.iter().filter(|token| !token.flags.has(small)).count();
    2 * names.iter().filter(|name| **name).count() >= content
}

/// The word that makes a supporting piece of evidence say otherwise than the references.
fn otherwise(rubric: &Rubric, matching: &Matching, outcome: &Outcome) -> Option<crate::span::Span> {
    if outcome.kind != EvidenceKind::Support || rubric.derived.is_some() {
        return None;
    }
    let low = outcome.tokens.0;
    let own =
        |at: u32| at.checked_sub(low).and_then(|at| 1u64.checked_shl(at)).is_some_and(|bit| outcome.own & bit != 0);
    let word = rubric.stated.clash(matching.analysis(), outcome.tokens, own, &rubric.lexicon)?;
    Some(word.span())
}

/// Misconceptions that the response asserts.
pub fn misconceptions<'r>(rubric: &'r Rubric, matching: &Matching) -> Vec<StatementGrade<'r>> {
    let Some(set) = rubric.set() else { return Vec::new() };
    let mut found = Vec::new();
    for (wrong, rule) in set.misconceptions.iter().zip(&rubric.misconceptions) {
        let asserted = asserted(matching, &rule.alternatives);
        if !asserted.is_empty() {
            found.push(StatementGrade {
                id: &wrong.id,
                label: &wrong.label,
                correction: Some(&wrong.correction),
                cap: rule.cap,
                penalty: rule.penalty,
                evidence: show(asserted),
            });
        }
    }
    found
}

/// Red flags that the response asserts.
pub fn red_flags<'r>(rubric: &'r Rubric, scene: &Scene) -> Vec<StatementGrade<'r>> {
    let matching = Matching::new(scene, &rubric.red_flags.matcher);
    let mut found = Vec::new();
    for (flag, patterns) in &rubric.red_flags.flags {
        if !flag.topics.is_empty() && !flag.topics.contains(&rubric.item.topic) {
            continue;
        }
        let asserted = asserted(&matching, patterns);
        if !asserted.is_empty() {
            found.push(StatementGrade {
                id: &flag.id,
                label: &flag.label,
                correction: flag.probe.as_deref(),
                cap: None,
                penalty: 0.0,
                evidence: show(asserted),
            });
        }
    }
    found
}

fn asserted(matching: &Matching, patterns: &[u32]) -> Vec<Outcome> {
    patterns
        .iter()
        .flat_map(|pattern| matching.outcomes(*pattern))
        .filter(|outcome| outcome.kind == EvidenceKind::Support && !outcome.unattributed)
        .collect()
}

/// The pieces to show: tightest first, without pieces that lie within another.
fn show(mut outcomes: Vec<Outcome>) -> Vec<Evidence> {
    outcomes.sort_by_key(|outcome| (outcome.hedged, outcome.fuzzy, outcome.others, outcome.span));
    let mut shown: Vec<Evidence> = Vec::new();
    for outcome in outcomes {
        let overlaps = shown.iter().any(|other| outcome.span.start < other.end && other.start < outcome.span.end);
        if !overlaps && shown.len() < SHOWN {
            shown.push(Evidence {
                start: outcome.span.start,
                end: outcome.span.end,
                kind: outcome.kind,
                cue: outcome.cue,
                fuzzy: outcome.fuzzy,
            });
        }
    }
    shown.sort_by_key(|evidence| evidence.start);
    shown
}
