//! What is attacked: an item with its right and wrong answers, from a bank or from a labelled file.

use super::exchange::{Sides, sides_of_question};
use crate::agreement::Judgement;
use crate::agreement::judged::Cuts;
use crate::agreement::labels::Label;
use crate::bank::Band;
use crate::batch::{name_item, with_rubric};
use crate::engine::Engine;
use crate::judging::{Failed, human};
use crate::rows::input::{Rows, parse_each};
use crate::rows::{InputError, Numbered, Row};
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
/// an unknown item are the second value.
pub fn of_rows(engine: &Engine, inputs: &mut [Rows]) -> Result<(Vec<Subject>, Vec<Failed>), InputError> {
    let mut subjects: Vec<Subject> = Vec::new();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    let mut failed = Vec::new();
    for input in inputs {
        let layout = input.layout();
        let file = input.name().to_string();
        let mut rows = Vec::new();
        while let Some(raw) = input.next_raw()? {
            parse_each(raw, &layout, |numbered| rows.push(numbered));
        }
        for Numbered { line, row, .. } in rows {
            let mut fail = |error| failed.push(Failed { file: file.clone(), line, error });
            let mut row = match row {
                Ok(row) => row,
                Err((_, error)) => {
                    fail(error);
                    continue;
                }
            };
            name_item(engine, &mut row);
            let judgement = match human(&row) {
                Ok(judgement) => judgement,
                Err(error) => {
                    fail(error);
                    continue;
                }
            };
            let id = row.item().to_string();
            let in_bank = engine.rubric(&id).is_some();
            // Two files may use the same id for different questions.
            let key = if in_bank { id.clone() } else { format!("{file}\n{id}\n{}", row.references.join("\n")) };
            let at = match places.get(&key) {
                Some(at) => *at,
                None => {
                    // Says why, where there is no such item.
                    if let Err(error) = with_rubric(engine, &row, |_| ()) {
                        fail(error);
                        continue;
                    }
                    let subject = if in_bank { of_item(engine, &id) } else { Some(of_row(&id, &row)) };
                    let Some(subject) = subject else { continue };
                    places.insert(key, subjects.len());
                    subjects.push(subject);
                    subjects.len() - 1
                }
            };
            match judgement.as_ref().and_then(judged) {
                Some(Band::Strong) => subjects[at].right.push(row.answer),
                Some(Band::Weak) => subjects[at].wrong.push(row.answer),
                Some(Band::Average) => subjects[at].middling.push(row.answer),
                None => {}
            }
        }
    }
    Ok((subjects, failed))
}

fn of_row(id: &str, row: &Row) -> Subject {
    let question = row.question.clone().unwrap_or_default();
    Subject {
        id: id.to_string(),
        topic: id.to_string(),
        sides: sides_of_question(&question),
        question,
        references: row.references.clone(),
        inline: true,
        ..Subject::default()
    }
}

/// An answer is right that got nearly all points: an attack begins with what is surely right or wrong.
const SURE: Cuts = Cuts { average_from: 0.4, strong_from: 0.9 };

/// What a human says of an answer: right, between, wrong. A label counts before points (`contradictory` is wrong whatever
/// it got).
fn judged(judgement: &Judgement) -> Option<Band> {
    let share = judgement.verdict().map(Label::worth).or_else(|| judgement.value());
    judgement.band.or_else(|| share.map(|share| SURE.band(share)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::Fields;
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
            r#"{"question_id":"gil","answer":"One lock.","label":"splendid"}"#,
            "\n",
        );
        let rows = read("rows.jsonl", Box::new(text.as_bytes()), Some(Format::Jsonl)).unwrap();
        let (subjects, failed) = of_rows(&Engine::shipped(), &mut [rows]).unwrap();
        let why: Vec<(u64, &str)> = failed.iter().map(|failed| (failed.line, failed.error.code.name())).collect();
        assert_eq!((subjects.len(), why), (2, vec![(4, "unknown-item"), (5, "bad-judgement")]));
        assert_eq!((subjects[0].right.len(), subjects[0].wrong.len(), subjects[0].inline), (1, 1, true));
        assert_eq!(subjects[0].sides, [["lamp"], ["torch"]]);
        assert!(!subjects[1].inline && subjects[1].middling.len() == 1 && !subjects[1].references.is_empty());
    }

    #[test]
    fn a_label_is_read_as_everywhere_and_counts_before_points() {
        let of = |label: Option<&str>, score: f64| {
            let fields = Fields { score: Some(score), max_score: Some(1.0), label, ..Fields::default() };
            judged(&Judgement::read(fields).unwrap().unwrap()).unwrap()
        };
        assert_eq!([of(Some("partly correct"), 1.0), of(Some("wrong"), 1.0)], [Band::Average, Band::Weak]);
        assert_eq!([of(Some("splendid"), 1.0), of(None, 0.8)], [Band::Strong, Band::Average]);
    }
}
