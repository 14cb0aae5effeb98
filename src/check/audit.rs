//! How well a bank holds up as a whole: references graded without themselves, and answers to other questions.

use crate::bank::{Band, Item};
use crate::engine::Engine;
use crate::scoring::Scorer;

/// Figures about a bank.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Audit {
    /// Items, concepts, alternatives, misconceptions and examples by topic, in the order of the bank.
    pub topics: Vec<TopicCount>,
    /// References, and those that are strong when graded with themselves taken out of the item.
    pub references: (usize, usize),
    /// Those that are not: item and band.
    pub not_strong: Vec<(String, Band)>,
    /// Strong examples graded against other items that are not related, and those that are weak.
    pub foreign: (usize, usize),
    /// Those that are not: whose example, against which item, band.
    pub not_weak: Vec<(String, String, Band)>,
}

/// What one topic holds.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct TopicCount {
    /// The topic.
    pub topic: String,
    /// Items.
    pub items: usize,
    /// Concepts.
    pub concepts: usize,
    /// Alternatives of concepts.
    pub alternatives: usize,
    /// Misconceptions.
    pub misconceptions: usize,
    /// Examples.
    pub examples: usize,
}

/// Audits a bank. Every strong example is graded against every `stride`-th other item.
pub fn run(engine: &Engine, stride: usize) -> Audit {
    let bank = engine.bank();
    let mut audit = Audit::default();
    let mut scorer = Scorer::default();
    let items: Vec<Item> = bank
        .summaries()
        .iter()
        .filter_map(|summary| bank.item(&summary.id))
        .map(std::borrow::Cow::into_owned)
        .collect();
    for item in &items {
        count(&mut audit.topics, item, bank.examples(&item.id).len());
        for at in 0..item.references.len() {
            let mut others = item.clone();
            let reference = others.references.remove(at);
            let (rubric, _) = engine.compiler().compile(&others);
            let band = scorer.grade(&rubric, &reference).band;
            audit.references.0 += 1;
            if band == Band::Strong {
                audit.references.1 += 1;
            } else {
                audit.not_strong.push((item.id.clone(), band));
            }
        }
    }
    let mut turn = 0;
    for item in &items {
        for example in bank.examples(&item.id).iter().filter(|example| example.band == Band::Strong) {
            for other in items.iter().filter(|other| other.id != item.id && !related(item, other)) {
                turn += 1;
                if turn % stride.max(1) != 0 {
                    continue;
                }
                let Some(rubric) = engine.rubric(&other.id) else { continue };
                let band = scorer.grade(rubric, &example.answer.value).band;
                audit.foreign.0 += 1;
                if band == Band::Weak {
                    audit.foreign.1 += 1;
                } else {
                    audit.not_weak.push((item.id.clone(), other.id.clone(), band));
                }
            }
        }
    }
    audit
}

fn related(a: &Item, b: &Item) -> bool {
    a.related.contains(&b.id) || b.related.contains(&a.id)
}

fn count(topics: &mut Vec<TopicCount>, item: &Item, examples: usize) {
    if topics.iter().all(|topic| topic.topic != item.topic) {
        topics.push(TopicCount { topic: item.topic.clone(), ..TopicCount::default() });
    }
    let Some(topic) = topics.iter_mut().find(|topic| topic.topic == item.topic) else { return };
    topic.items += 1;
    topic.examples += examples;
    if let Some(set) = &item.keyword_set {
        topic.concepts += set.concepts.len();
        topic.alternatives += set.concepts.iter().map(|concept| concept.alternatives.len()).sum::<usize>();
        topic.misconceptions += set.misconceptions.len();
    }
}
