//! From outcomes to statuses: which concepts are met, partial, missed or contradicted, and by which words.

use super::constants::SHOWN_EVIDENCE;
use super::grade::{ConceptGrade, Evidence, StatementGrade, Status};
use crate::claims::EvidenceKind;
use crate::matching::{Matching, Outcome, Scene, Workspace};
use crate::rubric::stated::clash;
use crate::rubric::{ConceptRule, GroupKind, Rubric};
use crate::span::Span;
use crate::text::{Analysis, Flags, Token};

/// Judges outcomes. Buffers are reused.
#[derive(Debug, Default)]
pub struct Judge {
    /// For every sentence of the response whether something in it supports a concept, shown as evidence or not; set by
    /// [`Judge::concepts`].
    pub supporting: Vec<bool>,
    /// For every sentence whether it holds evidence shown for a concept that is met, wholly or in part; set by
    /// [`Judge::concepts`].
    pub stating: Vec<bool>,
    /// Tokens that say otherwise than every reference; set by [`Judge::concepts`].
    otherwise: Vec<u32>,
    /// Tokens by which a misconception is asserted; set by [`Judge::misconceptions`].
    wrong: Vec<u32>,
    outcomes: Vec<Outcome>,
}

/// What is known of the response as a whole when its concepts are judged.
#[derive(Debug, Clone, Copy)]
pub struct Whole<'a> {
    /// It is a bare list of terms: only terms asked for as such (single words of a counting group) count.
    pub list: bool,
    /// Sentences about something else: what they touch does not count.
    pub foreign: &'a [bool],
}

/// What the outcomes of a concept's patterns say of it together.
#[derive(Debug, Default)]
struct Said {
    /// It is stated.
    stated: bool,
    /// It is stated in part.
    partly: bool,
    /// Its contrary is stated.
    contrary: bool,
}

impl Said {
    /// The status of the concept. A bare list contradicts nothing.
    fn status(&self, list: bool) -> Status {
        match self {
            Said { stated: true, .. } => Status::Met,
            Said { partly: true, .. } => Status::Partial,
            Said { contrary: true, .. } if !list => Status::Contradicted,
            _ => Status::Missed,
        }
    }
}

impl Judge {
    /// Judges every concept.
    pub fn concepts<'r>(&mut self, rubric: &'r Rubric, matching: &mut Matching, whole: Whole) -> Vec<ConceptGrade<'r>> {
        for marks in [&mut self.supporting, &mut self.stating] {
            marks.clear();
            marks.resize(matching.analysis().sentences.len(), false);
        }
        self.otherwise.clear();
        let Some(set) = rubric.set() else { return Vec::new() };
        if rubric.derived.is_none() {
            let Scene { analysis, text, reading, .. } = matching.scene();
            rubric.stated.otherwise((analysis, text), reading.contestable(), &rubric.lexicon, &mut self.otherwise);
        }
        let named = whole.list && set.names && self.names_terms(rubric, matching);
        let concepts = set.concepts.iter().zip(&rubric.concepts);
        concepts
            .map(|(concept, rule)| {
                let (status, evidence) = self.concept(rule, matching, whole, named && is_counted(rubric, rule));
                let group = rule.group.map(|group| &rubric.groups[group]);
                let weight = match group.map(|group| (group.rule, group.members.len())) {
                    Some((GroupKind::Count { need, weight }, _)) => share(weight, f64::from(need)),
                    Some((GroupKind::All { weight }, members)) => share(weight, members.max(1) as f64),
                    _ => rule.weight,
                };
                let required = rule.required;
                ConceptGrade { id: &concept.id, label: &concept.label, weight, status, required, evidence }
            })
            .collect()
    }

    /// How many concepts a list would meet if its terms were statements.
    pub fn would_meet(&mut self, rubric: &Rubric, matching: &mut Matching, foreign: &[bool]) -> usize {
        let Judge { outcomes, .. } = self;
        let near = |outcome: &Outcome| {
            outcome.kind == EvidenceKind::Support && foreign.get(outcome.sentence as usize) != Some(&true)
        };
        let met = rubric.concepts.iter().filter(|rule| {
            outcomes.clear();
            rule.alternatives.iter().for_each(|pattern| matching.outcomes(*pattern, outcomes));
            outcomes.iter().any(near)
        });
        met.count()
    }

    /// The words that say otherwise than every reference, in sentences that support some concept.
    pub fn clashes(&self, analysis: &Analysis) -> Vec<Span> {
        let shows = |token: &&Token| self.supporting.get(token.sentence as usize) == Some(&true);
        let tokens = self.otherwise.iter().filter_map(|at| analysis.tokens.get(*at as usize));
        tokens.filter(shows).map(Token::span).collect()
    }

    /// Judges one concept; `named`: single words count even in a bare list.
    fn concept(
        &mut self,
        rule: &ConceptRule,
        matching: &mut Matching,
        whole: Whole,
        named: bool,
    ) -> (Status, Vec<Evidence>) {
        let mut said = self.said(rule, matching, whole, named);
        if !said.stated && !whole.list {
            said.partly |= self.said_in_part(rule, matching);
        }
        let status = said.status(whole.list);
        let fits = |outcome: &&Outcome| match status {
            Status::Missed => false,
            Status::Met => outcome.kind == EvidenceKind::Support,
            Status::Partial => matches!(outcome.kind, EvidenceKind::Support | EvidenceKind::Implied),
            Status::Contradicted => true,
        };
        let (tokens, stating) = (&matching.analysis().tokens, &mut self.stating);
        let evidence = show(self.outcomes.iter().filter(fits), |outcome| {
            let sentence = |token: u32| tokens[token as usize].sentence as usize;
            if status != Status::Contradicted {
                stating[sentence(outcome.tokens.0)..=sentence(outcome.tokens.1 - 1)].fill(true);
            }
        });
        (status, evidence)
    }

    /// What the outcomes of a concept's alternatives say of it; those that say something are left.
    fn said(&mut self, rule: &ConceptRule, matching: &mut Matching, whole: Whole, named: bool) -> Said {
        let Judge { supporting, otherwise, wrong, outcomes, .. } = self;
        outcomes.clear();
        rule.alternatives.iter().for_each(|pattern| matching.outcomes(*pattern, outcomes));
        let mut said = Said::default();
        outcomes.retain(|outcome| {
            if whole.foreign.get(outcome.sentence as usize) == Some(&true) {
                return false;
            }
            // The words of a wrong belief state nothing that is right; in part they may (`escape` in "escape it when saving").
            if outcome.kind == EvidenceKind::Support && is_half(outcome, wrong) {
                return false;
            }
            // A number or a degree alone denies nothing: with another number it states nothing, with another degree a part.
            let other = otherwise_at(otherwise, matching, outcome);
            match outcome.kind {
                EvidenceKind::Support if whole.list && !(named && outcome.single) => return false,
                EvidenceKind::Support if other.is_some_and(|token| token.flags.has(Flags::NUMBER)) => return false,
                EvidenceKind::Support if other.is_some() => said.partly = true,
                EvidenceKind::Support => said.stated = true,
                EvidenceKind::Implied => said.partly = true,
                EvidenceKind::Negated | EvidenceKind::Reversed | EvidenceKind::Exchanged => said.contrary = true,
            }
            true
        });
        if said.stated && !otherwise.is_empty() {
            // What states it as the references do is shown for it, and nothing else.
            outcomes.retain(|outcome| otherwise_at(otherwise, matching, outcome).is_none());
        }
        for outcome in outcomes.iter() {
            mark(supporting, outcome, matches!(outcome.kind, EvidenceKind::Support | EvidenceKind::Implied));
        }
        said
    }

    /// Whether a concept is stated in part; what states it so joins the outcomes.
    fn said_in_part(&mut self, rule: &ConceptRule, matching: &mut Matching) -> bool {
        let Judge { supporting, outcomes, .. } = self;
        let before = outcomes.len();
        rule.partial.iter().for_each(|pattern| matching.outcomes(*pattern, outcomes));
        let mut at = 0;
        outcomes.retain(|outcome| {
            at += 1;
            at <= before || outcome.kind == EvidenceKind::Support
        });
        outcomes[before..].iter().for_each(|outcome| mark(supporting, outcome, true));
        outcomes.len() > before
    }

    /// Whether a bare list names what a group counts: at least half of its words are such names. A list of everything
    /// that comes to mind is no answer even to a question that asks for names.
    fn names_terms(&mut self, rubric: &Rubric, matching: &mut Matching) -> bool {
        let analysis = matching.analysis();
        let mut names = vec![false; analysis.tokens.len()];
        self.outcomes.clear();
        let counted = rubric.concepts.iter().filter(|rule| is_counted(rubric, rule));
        for pattern in counted.flat_map(|rule| &rule.alternatives) {
            matching.outcomes(*pattern, &mut self.outcomes);
        }
        for outcome in self.outcomes.iter().filter(|outcome| outcome.kind == EvidenceKind::Support && outcome.single) {
            names[outcome.tokens.0 as usize..outcome.tokens.1 as usize].fill(true);
        }
        let content = analysis.tokens.iter().filter(|token| token.flags.is_content()).count();
        2 * names.iter().filter(|name| **name).count() >= content
    }

    /// Misconceptions that the response asserts.
    pub fn misconceptions<'r>(&mut self, rubric: &'r Rubric, matching: &mut Matching) -> Vec<StatementGrade<'r>> {
        self.wrong.clear();
        let Some(set) = rubric.set() else { return Vec::new() };
        let mut found = Vec::new();
        for (wrong, rule) in set.misconceptions.iter().zip(&rubric.misconceptions) {
            let evidence = self.asserted(matching, &rule.alternatives);
            if !evidence.is_empty() {
                self.wrong.extend(self.outcomes.iter().flat_map(Outcome::words));
                found.push(StatementGrade {
                    id: &wrong.id,
                    label: &wrong.label,
                    correction: Some(&wrong.correction),
                    cap: rule.cap,
                    penalty: rule.penalty,
                    evidence,
                });
            }
        }
        found
    }

    /// Red flags that the response asserts.
    pub fn red_flags<'r>(
        &mut self,
        rubric: &'r Rubric,
        scene: &Scene,
        workspace: &mut Workspace,
    ) -> Vec<StatementGrade<'r>> {
        let mut matching = Matching::new(scene, &rubric.red_flags.matcher, workspace);
        let mut found = Vec::new();
        if !matching.is_open() {
            return found;
        }
        for (flag, patterns) in &rubric.red_flags.flags {
            if !flag.topics.is_empty() && !flag.topics.contains(&rubric.item.topic) {
                continue;
            }
            let evidence = self.asserted(&mut matching, patterns);
            if !evidence.is_empty() {
                found.push(StatementGrade {
                    id: &flag.id,
                    label: &flag.label,
                    correction: flag.probe.as_deref(),
                    cap: None,
                    penalty: 0.0,
                    evidence,
                });
            }
        }
        found
    }

    /// Where a response asserts one of these patterns.
    fn asserted(&mut self, matching: &mut Matching, patterns: &[u32]) -> Vec<Evidence> {
        self.outcomes.clear();
        for pattern in patterns {
            matching.outcomes(*pattern, &mut self.outcomes);
        }
        // `If you do not close it, it leaks` advises nobody to leave it open, `If you leave it open, it leaks` does not either.
        let states = |outcome: &Outcome| outcome.kind == EvidenceKind::Support && !outcome.supposed && !outcome.torn;
        // Nor does one half of a sentence with the other half's word (`one JOIN; for many of them`), nor who warns of it.
        self.outcomes.retain(|outcome| {
            states(outcome)
                && !outcome.unattributed
                && !outcome.strays
                && !matching.is_parted(outcome)
                && !matching.is_warned(outcome)
        });
        show(self.outcomes.iter(), |_| ())
    }
}

/// Marks the sentence of an outcome that shows something.
fn mark(sentences: &mut [bool], outcome: &Outcome, shows: bool) {
    if let Some(sentence) = sentences.get_mut(outcome.sentence as usize) {
        *sentence |= shows;
    }
}

/// What one of so many members can add, rounded to nine decimals: people read 5.6 / 5 as 1.12, not as 1.1199999999999999.
fn share(weight: f64, members: f64) -> f64 {
    (weight / members * 1e9).round() / 1e9
}

/// Whether a concept belongs to a group that counts its members.
fn is_counted(rubric: &Rubric, rule: &ConceptRule) -> bool {
    rule.group.is_some_and(|group| matches!(rubric.groups[group].rule, GroupKind::Count { .. }))
}

/// Whether half of the words that fill a pattern, or more, are among these.
fn is_half(outcome: &Outcome, words: &[u32]) -> bool {
    if words.is_empty() {
        return false;
    }
    let shared = outcome.words().filter(|at| words.contains(at)).count();
    shared > 0 && 2 * shared >= outcome.words().count()
}

/// The word in or next to a supporting piece of evidence that says otherwise than the references.
fn otherwise_at<'a>(otherwise: &[u32], matching: &Matching<'a>, outcome: &Outcome) -> Option<&'a Token> {
    if outcome.kind != EvidenceKind::Support {
        return None;
    }
    clash(otherwise, matching.analysis(), outcome.tokens, |at| outcome.owns(at))
}

/// The pieces to show, tightest first, without pieces that overlap one before; `with` is told which. In order of
/// appearance.
fn show<'o>(outcomes: impl Iterator<Item = &'o Outcome> + Clone, mut with: impl FnMut(&Outcome)) -> Vec<Evidence> {
    let mut shown: Vec<Evidence> = Vec::new();
    while shown.len() < SHOWN_EVIDENCE {
        let apart = |outcome: &&Outcome| {
            !shown.iter().any(|other| outcome.span.start < other.end && other.start < outcome.span.end)
        };
        let rank = |outcome: &&Outcome| (outcome.hedged, outcome.fuzzy, outcome.others, outcome.span);
        let Some(next) = outcomes.clone().filter(apart).min_by_key(rank) else { break };
        with(next);
        let Outcome { span, kind, cue, fuzzy, .. } = *next;
        shown.push(Evidence { start: span.start, end: span.end, kind, cue, fuzzy });
    }
    shown.sort_by_key(|evidence| evidence.start);
    shown
}
