//! A grade of which the reader sees no more than a level of disclosure allows: what programs and people get alike.

use super::{Points, Reveal, messages};
use crate::rubric::Rubric;
use crate::scoring::{CapReason, ConceptGrade, Grade, Status, missing};

/// The words that take the place of what is kept back. Scores, weights, statuses and places stay as they are.
pub struct Curtain {
    /// Id and label of each concept, where they are hidden.
    concepts: Vec<Option<(String, String)>>,
    /// The same for groups.
    groups: Vec<Option<(String, String)>>,
    /// Label and correction of each misconception: what may be shown of them.
    misconceptions: Vec<(String, bool)>,
    /// Messages of the level.
    feedback: Vec<String>,
}

impl Curtain {
    /// What hides, at this level, what `answer` does not say.
    pub fn new(grade: &Grade, rubric: &Rubric, answer: &str, reveal: Reveal) -> Self {
        Curtain::with_told(grade, rubric, answer, reveal, |_| reveal)
    }

    /// The same where more may have been told about some concepts (by index) already.
    pub fn with_told(
        grade: &Grade,
        rubric: &Rubric,
        answer: &str,
        reveal: Reveal,
        told: impl Fn(usize) -> Reveal,
    ) -> Self {
        let feedback = messages(grade, rubric, answer, reveal);
        let mut points = Points::new(rubric, grade, answer);
        let hides = reveal < Reveal::Label;
        let mut concepts = Vec::with_capacity(grade.concepts.len());
        for (index, concept) in grade.concepts.iter().enumerate() {
            let told = told(index).max(reveal);
            let open = concept.status != Status::Met;
            let mut tells = |text: &str| !points.may_say(text, reveal);
            let hidden = hides && told < Reveal::Label && (open || tells(concept.label) || tells(concept.id));
            concepts.push(hidden.then(|| {
                let hint = if told == Reveal::Hint { points.at(index, told) } else { None };
                let label = match hint {
                    // What was said is named in the candidate's own words where its label would tell of something else.
                    _ if !open => points.said(index),
                    Some(hint) => hint,
                    None => points.nudge(index),
                };
                (format!("point-{}", index + 1), label)
            }));
        }
        let mut groups = Vec::with_capacity(grade.groups.len());
        for (index, group) in grade.groups.iter().enumerate() {
            let hidden = hides && !(points.may_say(group.label, reveal) && points.may_say(group.id, reveal));
            groups
                .push(hidden.then(|| (format!("group-{}", index + 1), "a few points that count together".to_string())));
        }
        let mut misconceptions = Vec::with_capacity(grade.misconceptions.len());
        for wrong in &grade.misconceptions {
            let label = if points.may_say(wrong.label, reveal) { wrong.label } else { "A wrong statement" };
            let correction = wrong.correction.is_some_and(|correction| points.may_say(correction, reveal));
            misconceptions.push((label.to_string(), correction));
        }
        Curtain { concepts, groups, misconceptions, feedback }
    }

    /// The grade behind the curtain.
    pub fn before<'s>(&'s self, mut grade: Grade<'s>) -> Grade<'s> {
        let hidden = |id: &str, concepts: &[ConceptGrade]| {
            let at = concepts.iter().position(|concept| concept.id == id)?;
            self.concepts[at].as_ref().map(|(id, _)| id.as_str())
        };
        for cap in &mut grade.arithmetic.caps {
            if let CapReason::Required(id) = &mut cap.reason
                && let Some(other) = hidden(id, &grade.concepts)
            {
                *id = other.to_string();
            }
        }
        for (group, words) in grade.groups.iter_mut().zip(&self.groups) {
            for id in &mut group.of {
                *id = hidden(id, &grade.concepts).unwrap_or(id);
            }
            if let Some((id, label)) = words {
                (group.id, group.label) = (id, label);
            }
        }
        for (concept, words) in grade.concepts.iter_mut().zip(&self.concepts) {
            if let Some((id, label)) = words {
                (concept.id, concept.label) = (id, label);
            }
        }
        for (wrong, (label, correction)) in grade.misconceptions.iter_mut().zip(&self.misconceptions) {
            wrong.label = label;
            wrong.correction = wrong.correction.filter(|_| *correction);
        }
        grade.missing = missing(&grade.concepts, &grade.groups);
        grade.feedback.clone_from(&self.feedback);
        grade
    }
}
