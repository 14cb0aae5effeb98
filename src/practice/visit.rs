//! One question with its tries: what is open, what was told about it, and what is told next.

use super::aid::Aid;
use crate::bank::Summary;
use crate::feedback::{Points, Reveal};
use crate::progress::{Answered, Help, Moment, Said, Subject};
use crate::rubric::Rubric;
use crate::scoring::{self, Grade, Status, next_step};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Something that an answer leaves open, with the name by which it can be spoken of.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// `a`, `b`, ...
    pub name: String,
    /// Index among the concepts, or after them among the misconceptions of the grade.
    pub index: usize,
    /// What it is, by its id.
    pub subject: Subject,
    /// What was told about it.
    pub told: Help,
}

/// A question with its tries.
pub struct Visit {
    /// The question.
    pub question: Summary,
    /// The item.
    pub rubric: Arc<Rubric>,
    /// Uid and text of the tries.
    pub tries: Vec<(String, String)>,
    /// What was told, by concept.
    told: BTreeMap<usize, Aid>,
    /// What had been told before this visit began.
    helped: Help,
    /// Follow-up questions already asked.
    pub followed: usize,
}

impl Visit {
    /// A visit without tries. `helped`: what had been told before, where an answer is taken up again.
    pub fn new(question: Summary, rubric: Arc<Rubric>, helped: Help) -> Self {
        Visit { question, rubric, tries: Vec::new(), told: BTreeMap::new(), helped, followed: 0 }
    }

    /// The last answer; empty before the first.
    pub fn answer(&self) -> &str {
        self.tries.last().map_or("", |(_, answer)| answer)
    }

    /// The grade of the last answer. Grading is quick and pure, so that nothing has to be kept beside the text.
    pub fn grade(&self) -> Grade<'_> {
        scoring::grade(&self.rubric, self.answer())
    }

    /// The most that was told about anything.
    pub fn most_told(&self) -> Help {
        self.told.values().map(|aid| aid.help()).max().unwrap_or_default().max(self.helped)
    }

    fn told(&self, concept: usize) -> Help {
        self.told.get(&concept).map(|aid| aid.help()).unwrap_or_default().max(self.helped)
    }

    /// What is open after the last answer, in the order in which results list it.
    pub fn points(&self) -> Vec<Point> {
        let grade = self.grade();
        let concepts = [Status::Partial, Status::Contradicted, Status::Missed].into_iter().flat_map(|status| {
            let concepts = grade.concepts.iter().enumerate().filter(move |(_, concept)| concept.status == status);
            concepts.map(|(index, concept)| (index, Subject::Concept(concept.id.to_string()), self.told(index)))
        });
        let count = grade.concepts.len();
        let wrong = grade.misconceptions.iter().enumerate();
        let wrong = wrong.map(|(at, wrong)| (count + at, Subject::Misconception(wrong.id.to_string()), Help::None));
        let points = concepts.chain(wrong).zip(0..);
        points.map(|((index, subject, told), at)| Point { name: name(at), index, subject, told }).collect()
    }

    /// Takes an answer, and returns what is to be kept of it.
    pub fn take(&mut self, uid: String, answer: String, moment: Moment) -> Answered {
        // A result lists what is missing by its sort: that much is known at every later try.
        let least = if self.tries.is_empty() { Help::None } else { Help::Topic };
        let open: Vec<usize> =
            if self.tries.is_empty() { Vec::new() } else { self.points().iter().map(|point| point.index).collect() };
        self.tries.push((uid.clone(), answer));
        let grade = self.grade();
        let said = grade.concepts.iter().enumerate().map(|(index, concept)| {
            let help = if open.contains(&index) { self.told(index).max(least) } else { self.told(index) };
            Said { id: concept.id.to_string(), status: concept.status, help }
        });
        Answered {
            uid,
            visit: self.tries[0].0.clone(),
            attempt: u32::try_from(self.tries.len()).unwrap_or(u32::MAX),
            item: self.question.id.clone(),
            moment,
            answer: self.answer().to_string(),
            score: grade.score,
            band: grade.band,
            engine: grade.engine.to_string(),
            rubric: grade.rubric.to_string(),
            concepts: said.collect(),
            misconceptions: grade.misconceptions.iter().map(|wrong| wrong.id.to_string()).collect(),
        }
    }

    /// The next thing to tell about a concept; `None` when all has been told.
    pub fn tell(&mut self, concept: usize) -> Option<(Aid, String)> {
        let (aid, text) = self.next_aid(concept)?;
        self.told.insert(concept, aid);
        Some((aid, text))
    }

    /// Whether there is anything left to tell about a concept.
    pub fn can_tell(&self, concept: usize) -> bool {
        self.next_aid(concept).is_some()
    }

    /// The first step that tells more than what was told, be it by steps, by a result, or before this visit.
    fn next_aid(&self, concept: usize) -> Option<(Aid, String)> {
        let shown = if self.tries.is_empty() { None } else { Some(Aid::Sort) };
        let told = self.told.get(&concept).copied().max(shown);
        let grade = self.grade();
        let mut points = Points::new(&self.rubric, &grade, self.answer());
        let left = Aid::ALL.into_iter().filter(|aid| Some(*aid) > told && aid.help() > self.helped);
        left.into_iter().find_map(|aid| Some((aid, aid.text(&mut points, concept)?)))
    }

    /// Open concepts, what gains most first.
    pub fn by_gain(&self) -> Vec<usize> {
        let grade = self.grade();
        let mut order = next_step(&grade, &self.rubric).map(|step| step.concepts).unwrap_or_default();
        let mut rest: Vec<usize> = (0..grade.concepts.len())
            .filter(|index| grade.concepts[*index].status != Status::Met && !order.contains(index))
            .collect();
        rest.sort_by(|a, b| grade.concepts[*b].weight.total_cmp(&grade.concepts[*a].weight));
        order.extend(rest);
        order
    }

    /// Notes that everything was shown.
    pub fn show(&mut self) {
        self.helped = Help::Answer;
    }

    /// The next follow-up question: of what was said, and none that gives away what was not.
    pub fn follow_up(&mut self) -> Option<String> {
        let questions: Vec<String> = {
            let grade = self.grade();
            let mut points = Points::new(&self.rubric, &grade, self.answer());
            let concepts = self.rubric.item.keyword_set.iter().flat_map(|set| &set.concepts);
            let said = grade.concepts.iter().zip(concepts).filter(|(graded, _)| graded.status == Status::Met);
            let questions = said.filter_map(|(_, concept)| concept.follow_up.clone());
            questions.filter(|question| points.may_say(question, Reveal::Hint)).collect()
        };
        let question = questions.into_iter().nth(self.followed)?;
        self.followed += 1;
        Some(question)
    }
}

/// `a` to `z`, then `aa` and so on.
fn name(at: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
    if at < 26 { letter.to_string() } else { format!("{}{letter}", name(at / 26 - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_have_names_in_order() {
        assert_eq!([0, 25, 26, 27, 52].map(name), ["a", "z", "aa", "ab", "ba"]);
    }
}
