//! What the bank tells about the items of a run: question, topic, hints and follow-up questions.

use crate::analysis::ItemAnalysis;
use crate::bank::{Bank, Concept};
use rustc_hash::FxHashMap;

/// What is shown about an item besides its figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemFacts {
    /// The item's id; empty where a row brought its own question without one.
    pub id: String,
    /// The question's text, or the id where nothing else is known.
    pub question: String,
    /// The topic; empty for an item that is not in the bank.
    pub topic: String,
    concepts: FxHashMap<String, Help>,
}

/// What a concept's author wrote for those who miss it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Help {
    /// Helps without giving the key.
    pub hint: Option<String>,
    /// What to ask next.
    pub follow_up: Option<String>,
}

impl ItemFacts {
    /// Hint and follow-up question of a concept.
    pub fn help(&self, concept: &str) -> Option<&Help> {
        self.concepts.get(concept)
    }
}

/// The facts of all items of an analysis, in its order.
pub fn facts(bank: &Bank, analysis: &ItemAnalysis) -> Vec<ItemFacts> {
    let help = |concept: &Concept| {
        (concept.id.clone(), Help { hint: concept.hint.clone(), follow_up: concept.follow_up.clone() })
    };
    let of = |item: &crate::analysis::ItemFigures| {
        let id = &item.tally.id;
        match bank.item(id) {
            Some(known) => ItemFacts {
                id: id.clone(),
                question: known.question.clone(),
                topic: known.topic.clone(),
                concepts: known.keyword_set.iter().flat_map(|set| &set.concepts).map(help).collect(),
            },
            None => {
                let question = item.tally.question.clone().unwrap_or_else(|| id.clone());
                let id = if question == *id { String::new() } else { id.clone() };
                ItemFacts { id, question, ..ItemFacts::default() }
            }
        }
    };
    analysis.items.iter().map(of).collect()
}

/// Mean score by topic, as (topic, mean, answers), the weakest first; items without a topic are left out.
pub fn topics(facts: &[ItemFacts], scores: impl Iterator<Item = (usize, f64)>) -> Vec<(String, f64, u64)> {
    let mut sums: Vec<(&str, f64, u64)> = Vec::new();
    for (item, score) in scores {
        let Some(topic) = facts.get(item).map(|facts| facts.topic.as_str()).filter(|topic| !topic.is_empty()) else {
            continue;
        };
        match sums.iter_mut().find(|sum| sum.0 == topic) {
            Some(sum) => (sum.1, sum.2) = (sum.1 + score, sum.2 + 1),
            None => sums.push((topic, score, 1)),
        }
    }
    let mut means: Vec<(String, f64, u64)> =
        sums.into_iter().map(|(topic, sum, count)| (topic.to_string(), sum / count as f64, count)).collect();
    means.sort_by(|a, b| a.1.total_cmp(&b.1));
    means
}
