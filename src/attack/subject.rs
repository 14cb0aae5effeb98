//! What is attacked: an item with its right and wrong answers, from a bank or from a labelled file.

use super::exchange::{Sides, sides_of_question};
use crate::agreement::Judgement;
use crate::agreement::judged::Cuts;
use crate::bank::Band;
use crate::engine::Engine;
use crate::judging::human;
use crate::rows::input::{Rows, parse_each};
use crate::rows::{InputError, Row};
use crate::rubric::Rubric;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// An item under attack.
#[derive(Debug, Clone, Default)]
pub struct Subject {
    /// The item's id.
    pub id: String,
    /// Its topic; the id where there is none.
    pub topic: String,
    /// Ids of items whose answers may overlap with this one's.
    pub related: Vec<String>,
    /// Its question.
    pub question: String,
    /// Its references.
    pub references: Vec<String>,
    /// Right answers beside the references.
    pub right: Vec<String>,
    /// Answers between right and wrong.
    pub middling: Vec<String>,
    /// Wrong answers.
    pub wrong: Vec<String>,
    /// Sides of a comparison.
    pub sides: Sides,
    /// The item is not in the bank: its references are its rubric.
    pub inline: bool,
}

impl Subject {
    /// References and right answers.
    pub fn all_right(&self) -> impl Iterator<Item = &String> {
        self.references.iter().chain(&self.right)
    }

    /// All answers, references first.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.all_right().chain(&self.middling).chain(&self.wrong)
    }

    /// The compiled item.
    pub fn rubric(&self, engine: &Engine) -> Option<Arc<Rubric>> {
        if self.inline {
            return Some(engine.inline(&self.id, &self.question, &self.references));
        }
        engine.rubric(&self.id).cloned()
    }
}

/// The items of a bank, all or those named. Examples are the answers.
pub fn of_bank(engine: &Engine, only: &[String]) -> Vec<Subject> {
    let bank = engine.bank();
    let wanted = |id: &str| only.is_empty() || only.iter().any(|name| name == id);
    let ids = bank.summaries().iter().map(|summary| summary.id.as_str()).filter(|id| wanted(id));
    ids.filter_map(|id| {
        let mut subject = of_item(engine, id)?;
        for example in bank.examples(id).iter() {
            let answer = example.answer.value.clone();
            match example.band {
                Band::Strong => subject.right.push(answer),
                Band::Average => subject.middling.push(answer),
                Band::Weak => subject.wrong.push(answer),
            }
        }
        Some(subject)
    })
    .collect()
}

fn of_item(engine: &Engine, id: &str) -> Option<Subject> {
    let item = engine.bank().item(id)?;
    let set = item.keyword_set.as_ref();
    let sides = set.map(|set| set.sides.as_slice()).unwrap_or_default();
    let sides: Sides = sides.iter().map(|(_, names)| names.iter().map(|name| name.value.clone()).collect()).collect();
    Some(Subject {
        id: id.to_string(),
        topic: item.topic.clone(),
        related: item.related.clone(),
        question: item.question.clone(),
        references: item.references.clone(),
        sides: if sides.is_empty() { sides_of_question(&item.question) } else { sides },
        ..Subject::default()
    })
}

/// The questions of labelled files. Rows without a judgement only bring their question; rows that cannot be read or name
/// an unknown item are counted in the second value.
pub fn of_rows(engine: &Engine, inputs: &mut [Rows], only: &[String]) -> Result<(Vec<Subject>, usize), InputError> {
    let mut subjects: Vec<Subject> = Vec::new();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    let mut failed = 0;
    for input in inputs {
        let layout = input.layout();
        let file = input.name().to_string();
        let mut rows = Vec::new();
        while let Some(raw) = input.next_raw()? {
            parse_each(raw, &layout, |numbered| rows.push(numbered.row));
        }
        for row in rows {
            let Ok(row) = row else {
                failed += 1;
                continue;
            };
            let id = row.question_id.clone().or_else(|| row.question.clone()).unwrap_or_default();
            if !only.is_empty() && !only.contains(&id) {
                continue;
            }
            let in_bank = engine.rubric(&id).is_some();
            // Two files may use the same id for different questions.
            let key = if in_bank { id.clone() } else { format!("{file}\n{id}\n{}", row.references.join("\n")) };
            let at = match places.get(&key) {
                Some(at) => *at,
                None => {
                    let subject = if in_bank { of_item(engine, &id) } else { of_row(&id, &row) };
                    let Some(subject) = subject else {
                        failed += 1;
                        continue;
                    };
                    places.insert(key, subjects.len());
                    subjects.push(subject);
                    subjects.len() - 1
                }
            };
            match judged(&row) {
                Some(Band::Strong) => subjects[at].right.push(row.answer),
                Some(Band::Weak) => subjects[at].wrong.push(row.answer),
                Some(Band::Average) => subjects[at].middling.push(row.answer),
                None => {}
            }
        }
    }
    Ok((subjects, failed))
}

fn of_row(id: &str, row: &Row) -> Option<Subject> {
    if row.references.is_empty() {
        return None;
    }
    let question = row.question.clone().unwrap_or_default();
    Some(Subject {
        id: id.to_string(),
        topic: id.to_string(),
        sides: sides_of_question(&question),
        question,
        references: row.references.clone(),
        inline: true,
        ..Subject::default()
    })
}

/// What a human says of an answer: right, between, wrong. A label counts before points (`contradictory` is wrong whatever
/// it got).
fn judged(row: &Row) -> Option<Band> {
    let Judgement { points, band, label, .. } = human(row).ok().flatten()?;
    if band.is_some() {
        return band;
    }
    let by_label = label.as_deref().map(|label| match label.to_lowercase().replace([' ', '-'], "_").as_str() {
        "correct" => Band::Strong,
        name if name.starts_with("partially") => Band::Average,
        _ => Band::Weak,
    });
    let by_points =
        points.map(|points| Cuts { average_from: 0.4, strong_from: 0.9 }.band(points.score / points.max.max(1e-9)));
    by_label.or(by_points)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::input::{Format, read};

    #[test]
    fn rows_become_questions_with_right_and_wrong_answers() {
        let text = concat!(
            r#"{"question_id":"q","question":"What is the difference between a lamp and a torch?","references":["A torch is carried."],"answer":"You carry a torch.","label":"correct"}"#,
            "\n",
            r#"{"question_id":"q","question":"What is the difference between a lamp and a torch?","references":["A torch is carried."],"answer":"A lamp is carried.","label":"contradictory","score":1,"max_score":1}"#,
            "\n",
            r#"{"question_id":"gil","answer":"One lock.","band":"average"}"#,
            "\n",
            r#"{"question_id":"no-such-item","answer":"x","band":"weak"}"#,
            "\n",
        );
        let rows = read("rows.jsonl", Box::new(text.as_bytes()), Some(Format::Jsonl)).unwrap();
        let (subjects, failed) = of_rows(&Engine::shipped(), &mut [rows], &[]).unwrap();
        assert_eq!((subjects.len(), failed), (2, 1));
        assert_eq!((subjects[0].right.len(), subjects[0].wrong.len(), subjects[0].inline), (1, 1, true));
        assert_eq!(subjects[0].sides, [["lamp"], ["torch"]]);
        assert!(!subjects[1].inline && subjects[1].middling.len() == 1 && !subjects[1].references.is_empty());
    }
}
