//! Weak spots: topics and concepts by what was missed, and misconceptions still held.

use super::{GONE, freshness};
use crate::bank::{Bank, Item};
use crate::progress::store::{History, Remembered};
use crate::progress::{Day, Help};
use crate::scoring::Status;
use serde::Serialize;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Concepts for which one line of explanation is worked out.
const EXPLAINED: usize = 20;

/// How a topic stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeakTopic {
    /// Its name.
    pub topic: String,
    /// Questions asked, counting repetitions.
    pub visits: u64,
    /// Mean score of first tries, recent ones counting more, 0 to 1.
    pub score: f64,
    /// Concepts asked for at first tries, and how many of them were missed.
    pub asked: u64,
    /// How many of them were missed or contradicted.
    pub missed: u64,
    /// Concepts due today.
    pub due: u64,
    /// What it is ranked by: the score, drawn to the mean of all topics where there is little to go by.
    #[serde(skip)]
    rank: f64,
}

/// A concept that was missed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeakConcept {
    /// The item.
    pub item: String,
    /// Its topic.
    pub topic: String,
    /// The concept's id.
    pub concept: String,
    /// Its label.
    pub label: String,
    /// First tries at which it was missed or contradicted ...
    pub missed: u64,
    /// ... of so many.
    pub asked: u64,
    /// The day on which it was last missed.
    pub last_missed: Day,
    /// The day on which it is due.
    pub due: Option<Day>,
    /// 0 to 1: the share missed, recent tries counting more, less sure where there were few.
    pub weakness: f64,
    /// One line on it.
    pub explanation: Option<String>,
}

/// A wrong statement that the last answer still makes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Held {
    /// The item.
    pub item: String,
    /// The misconception's id.
    pub misconception: String,
    /// Its label.
    pub label: String,
    /// What is right.
    pub correction: String,
    /// Answers that asserted it.
    pub times: u64,
    /// The day on which it was last asserted.
    pub last: Day,
}

/// What the bank calls things. Items are decoded once.
pub struct Names<'a> {
    bank: &'a Bank,
    topics: BTreeMap<&'a str, &'a str>,
    items: RefCell<BTreeMap<String, Option<Cow<'a, Item>>>>,
}

impl<'a> Names<'a> {
    /// The names of a bank.
    pub fn new(bank: &'a Bank) -> Self {
        let topics = bank.summaries().iter().map(|item| (item.id.as_str(), item.topic.as_str())).collect();
        Names { bank, topics, items: RefCell::default() }
    }

    fn topic(&self, item: &str) -> &str {
        self.topics.get(item).copied().unwrap_or(GONE)
    }

    fn of<T>(&self, item: &str, get: impl FnOnce(&Item) -> Option<T>) -> Option<T> {
        let mut items = self.items.borrow_mut();
        get(items.entry(item.to_string()).or_insert_with(|| self.bank.item(item)).as_deref()?)
    }

    /// The label of a concept; its id where the bank does not have it any more.
    pub fn label(&self, item: &str, concept: &str) -> String {
        let label = self.of(item, |item| {
            let found = item.keyword_set.as_ref()?.concepts.iter().find(|known| known.id == concept)?;
            Some(found.label.clone())
        });
        label.unwrap_or_else(|| concept.to_string())
    }

    /// The label of a misconception and what is right; its id and nothing where the bank does not have it any more.
    pub fn misconception(&self, item: &str, misconception: &str) -> (String, String) {
        let words = self.of(item, |item| {
            let wrong = &item.keyword_set.as_ref()?.misconceptions;
            let wrong = wrong.iter().find(|wrong| wrong.id == misconception)?;
            Some((wrong.label.clone(), wrong.correction.clone()))
        });
        words.unwrap_or_else(|| (misconception.to_string(), String::new()))
    }
}

/// How much of a concept was missed: 1, half or nothing.
fn lack(status: Status) -> f64 {
    match status {
        Status::Met => 0.0,
        Status::Partial => 0.5,
        Status::Missed | Status::Contradicted => 1.0,
    }
}

fn first_tries(history: &[History]) -> impl Iterator<Item = &History> {
    history.iter().filter(|answer| answer.attempt == 1)
}

pub fn topics(names: &Names, history: &[History], memories: &[Remembered], today: i32) -> Vec<WeakTopic> {
    #[derive(Default)]
    struct Sums {
        visits: u64,
        score: f64,
        weight: f64,
        asked: u64,
        missed: u64,
    }
    let mut sums: BTreeMap<&str, Sums> = BTreeMap::new();
    let (mut all, mut weight) = (0.0, 0.0);
    for answer in first_tries(history) {
        let fresh = freshness(answer.moment.day, today);
        let sum = sums.entry(names.topic(&answer.item)).or_default();
        sum.visits += 1;
        sum.score += fresh * answer.score;
        sum.weight += fresh;
        sum.asked += answer.concepts.len() as u64;
        sum.missed += answer.concepts.iter().filter(|said| lack(said.status) >= 1.0).count() as u64;
        all += fresh * answer.score;
        weight += fresh;
    }
    let mean = if weight > 0.0 { all / weight } else { 0.0 };
    let mut due: BTreeMap<&str, u64> = BTreeMap::new();
    for known in memories.iter().filter(|known| known.memory.due <= today) {
        *due.entry(names.topic(&known.item)).or_default() += 1;
    }
    let mut topics: Vec<WeakTopic> = sums
        .into_iter()
        .map(|(topic, sum)| WeakTopic {
            topic: topic.to_string(),
            visits: sum.visits,
            score: if sum.weight > 0.0 { sum.score / sum.weight } else { 0.0 },
            asked: sum.asked,
            missed: sum.missed,
            due: due.get(topic).copied().unwrap_or_default(),
            rank: (sum.score + mean) / (sum.weight + 1.0),
        })
        .collect();
    topics.sort_by(|a, b| a.rank.total_cmp(&b.rank).then(a.topic.cmp(&b.topic)));
    topics
}

pub fn concepts(
    names: &Names,
    history: &[History],
    memories: &[Remembered],
    today: i32,
    mut explain: impl FnMut(&str, &str) -> Option<String>,
) -> Vec<WeakConcept> {
    let mut found: BTreeMap<(&str, &str), WeakConcept> = BTreeMap::new();
    let mut weights: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    for answer in first_tries(history) {
        let fresh = freshness(answer.moment.day, today);
        for said in &answer.concepts {
            let key = (answer.item.as_str(), said.id.as_str());
            let weak = found.entry(key).or_insert_with(|| WeakConcept {
                item: answer.item.clone(),
                topic: names.topic(&answer.item).to_string(),
                concept: said.id.clone(),
                label: String::new(),
                missed: 0,
                asked: 0,
                last_missed: Day(i32::MIN),
                due: None,
                weakness: 0.0,
                explanation: None,
            });
            weak.asked += 1;
            // What was told before the first try was not known.
            let lack = if said.help >= Help::Label { 1.0 } else { lack(said.status) };
            if lack >= 1.0 {
                weak.missed += 1;
                weak.last_missed = weak.last_missed.max(Day(answer.moment.day));
            }
            weak.weakness += fresh * lack;
            *weights.entry(key).or_default() += fresh;
        }
    }
    for known in memories {
        if let Some(weak) = found.get_mut(&(known.item.as_str(), known.concept.as_str())) {
            weak.due = Some(Day(known.memory.due));
        }
    }
    let mut weak: Vec<WeakConcept> = found
        .into_iter()
        .filter(|(_, weak)| weak.missed > 0)
        .map(|(key, weak)| WeakConcept { weakness: weak.weakness / (weights[&key] + 1.0), ..weak })
        .collect();
    weak.sort_by(|a, b| {
        b.weakness.total_cmp(&a.weakness).then(b.last_missed.cmp(&a.last_missed)).then(a.item.cmp(&b.item))
    });
    for (at, weak) in weak.iter_mut().enumerate() {
        weak.label = names.label(&weak.item, &weak.concept);
        if at < EXPLAINED {
            weak.explanation = explain(&weak.item, &weak.concept);
        }
    }
    weak
}

/// Misconceptions that the last visit to their item asserts: a slip that was mended in the same visit has still to show
/// that it does not come back.
pub fn held(names: &Names, history: &[History]) -> Vec<Held> {
    let mut seen: BTreeMap<(&str, &str), (u64, Day, bool)> = BTreeMap::new();
    for answer in history {
        if answer.attempt == 1 {
            for ((item, _), (_, _, held)) in &mut seen {
                *held &= *item != answer.item;
            }
        }
        for misconception in &answer.misconceptions {
            let entry = seen.entry((&answer.item, misconception)).or_default();
            *entry = (entry.0 + 1, Day(answer.moment.day), true);
        }
    }
    let mut held: Vec<Held> = seen
        .into_iter()
        .filter(|(_, (_, _, held))| *held)
        .map(|((item, misconception), (times, last, _))| {
            let (label, correction) = names.misconception(item, misconception);
            Held { item: item.to_string(), misconception: misconception.to_string(), label, correction, times, last }
        })
        .collect();
    held.sort_by(|a, b| b.times.cmp(&a.times).then(b.last.cmp(&a.last)).then(a.item.cmp(&b.item)));
    held
}
