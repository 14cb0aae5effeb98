//! A grade of which the reader sees no more than a level of disclosure allows: what programs and people get alike.

use super::{Points, Reveal, messages_of};
use crate::rubric::Rubric;
use crate::scoring::{CapReason, ConceptGrade, Grade, Status, open};

/// The words that take the place of what is kept back. Scores, weights, statuses and places stay as they are.
pub struct Curtain {
    /// What stands in place of each concept's names, where they are hidden.
    concepts: Vec<Option<Hidden>>,
    /// Id and label of each group, where they are hidden.
    groups: Vec<Option<(String, String)>>,
    /// What stands for the label of each misconception, and whether its correction may be shown.
    misconceptions: Vec<(String, bool)>,
    /// Messages of the level.
    feedback: Vec<String>,
}

/// What is shown of a concept whose names are hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    id: String,
    /// What sort of point it is; of one that is said, the candidate's own words.
    pub sort: String,
    /// The author's hint, where as much is told.
    pub hint: Option<String>,
}

impl Hidden {
    /// What stands in place of the label where there is room for one text alone.
    fn label(&self) -> &str {
        self.hint.as_ref().unwrap_or(&self.sort)
    }
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
        let mut points = Points::new(rubric, grade, answer);
        let feedback = messages_of(&mut points, reveal);
        let hides = reveal < Reveal::Label;
        let mut concepts = Vec::with_capacity(grade.concepts.len());
        for (index, concept) in grade.concepts.iter().enumerate() {
            let told = told(index).max(reveal);
            let open = concept.status != Status::Met;
            let mut tells = |text: &str| !points.may_say(text, reveal);
            let hidden = hides && told < Reveal::Label && (open || tells(concept.label) || tells(concept.id));
            concepts.push(hidden.then(|| Hidden {
                id: format!("point-{}", index + 1),
                // What was said is named in the candidate's own words where its label would tell of something else.
                sort: if open { points.nudge(index) } else { points.said(index) },
                hint: if open && told == Reveal::Hint { points.at(index, told) } else { None },
            }));
        }
        let mut groups = Vec::with_capacity(grade.groups.len());
        for (index, group) in grade.groups.iter().enumerate() {
            let hidden = hides && !(points.may_say(group.label, reveal) && points.may_say(group.id, reveal));
            groups
                .push(hidden.then(|| (format!("group-{}", index + 1), "a few points that count together".to_string())));
        }
        let mut misconceptions = Vec::with_capacity(grade.misconceptions.len());
        for (index, wrong) in grade.misconceptions.iter().enumerate() {
            // By its author's name for some and in other words for the rest, it would seem that some are worse.
            let label = if hides { points.said_wrong(index) } else { wrong.label.to_string() };
            let correction = wrong.correction.is_some_and(|correction| points.may_say(correction, reveal));
            misconceptions.push((label, correction));
        }
        Curtain { concepts, groups, misconceptions, feedback }
    }

    /// What is hidden of each concept.
    pub fn hidden(&self) -> &[Option<Hidden>] {
        &self.concepts
    }

    /// The grade behind the curtain.
    pub fn before<'s>(&'s self, mut grade: Grade<'s>) -> Grade<'s> {
        // By their own labels: what stands in their place is alike for different points.
        let missing = open(&grade.concepts, &grade.groups);
        let hidden = |id: &str, concepts: &[ConceptGrade]| {
            let at = concepts.iter().position(|concept| concept.id == id)?;
            self.concepts[at].as_ref().map(|hidden| hidden.id.as_str())
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
        for (concept, hidden) in grade.concepts.iter_mut().zip(&self.concepts) {
            if let Some(hidden) = hidden {
                (concept.id, concept.label) = (&hidden.id, hidden.label());
            }
        }
        for (wrong, (label, correction)) in grade.misconceptions.iter_mut().zip(&self.misconceptions) {
            wrong.label = label;
            wrong.correction = wrong.correction.filter(|_| *correction);
        }
        grade.missing = missing.into_iter().map(|at| grade.concepts[at].label).collect();
        grade.feedback.clone_from(&self.feedback);
        grade
    }
}
