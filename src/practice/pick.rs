//! Which question comes next.

use crate::bank::{Bank, Level, Summary};
use crate::progress::Skip;
use crate::progress::store::{Due, Known};
use std::collections::BTreeMap;

/// Every so many questions in the usual mix, one is new.
const NEW_EVERY: usize = 3;
/// Below this mean score an item is weak enough to be asked again before it is due.
const WEAK_BELOW: f64 = 0.6;

/// What somebody wants to practise.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Only topics whose name contains this, in lower case.
    pub topic: Option<String>,
    /// Only this level.
    pub level: Option<Level>,
    /// Exactly these items, in this order.
    pub items: Vec<String>,
    /// How the next one is found.
    pub order: Order,
}

/// How the next question is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// What is due, what is weak, and every so often something new.
    #[default]
    Mix,
    /// What is due, and nothing else.
    Due,
    /// What went worst so far.
    Weakest,
    /// By lot, from this seed.
    Random(u64),
}

/// Finds one question after the other; none comes twice in a session.
#[derive(Debug, Clone)]
pub struct Picker {
    plan: Plan,
    lots: fastrand::Rng,
    asked: Vec<String>,
}

impl Picker {
    /// A picker that has not picked yet.
    pub fn new(plan: Plan) -> Self {
        let seed = if let Order::Random(seed) = plan.order { seed } else { 0 };
        Picker { plan, lots: fastrand::Rng::with_seed(seed), asked: Vec::new() }
    }

    /// Whether the plan allows an item.
    pub fn fits(&self, item: &Summary) -> bool {
        let Plan { topic, level, items, .. } = &self.plan;
        topic.as_ref().is_none_or(|topic| item.topic.to_lowercase().contains(topic))
            && level.is_none_or(|level| item.level == level)
            && (items.is_empty() || items.contains(&item.id))
    }

    /// Whether everything that is due is wanted, and nothing else.
    pub fn takes_all_that_is_due(&self) -> bool {
        self.plan == Plan { order: Order::Due, ..Plan::default() }
    }

    /// Notes that an item was asked.
    pub fn asked(&mut self, item: &str) {
        self.asked.push(item.to_string());
    }

    /// The next question. What was skipped comes behind what is as urgent as it.
    pub fn next<'b>(&mut self, bank: &'b Bank, kept: &Past) -> Option<&'b Summary> {
        let summaries = bank.summaries();
        let open: BTreeMap<&str, &Summary> = summaries
            .iter()
            .filter(|item| self.fits(item) && !self.asked.contains(&item.id))
            .map(|item| (item.id.as_str(), item))
            .collect();
        if !self.plan.items.is_empty() {
            return self.plan.items.iter().find_map(|id| open.get(id.as_str()).copied());
        }
        let first_due = || {
            let due = kept.due.iter().filter_map(|due| open.get(due.item.as_str()).copied());
            due.min_by_key(|item| kept.passed_over(item))
        };
        let first = |fits: &dyn Fn(&Known) -> bool| {
            let known = kept.known.iter().filter(|item| fits(item));
            let known = known.filter_map(|item| open.get(item.item.as_str()).copied());
            known.min_by_key(|item| kept.passed_over(item))
        };
        let weak = || first(&|item| item.score < WEAK_BELOW && item.day < kept.today);
        let new = || newest(summaries, &open, kept);
        let longest_ago = || {
            let seen = kept.known.iter().filter_map(|item| Some((item.day, *open.get(item.item.as_str())?)));
            seen.min_by_key(|(day, item)| (kept.passed_over(item), *day)).map(|(_, item)| item)
        };
        match self.plan.order {
            Order::Due => first_due(),
            Order::Weakest => first(&|_| true).or_else(new),
            Order::Random(_) => {
                let places: Vec<&Summary> =
                    summaries.iter().filter(|item| open.contains_key(item.id.as_str())).collect();
                if places.is_empty() { None } else { Some(places[self.lots.usize(..places.len())]) }
            }
            Order::Mix if self.asked.len() % NEW_EVERY == NEW_EVERY - 1 => {
                new().or_else(first_due).or_else(weak).or_else(longest_ago)
            }
            Order::Mix => first_due().or_else(weak).or_else(new).or_else(longest_ago),
        }
    }
}

/// What was kept of earlier sessions, as far as the next question depends on it.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// In the order of [`Store::due`](crate::progress::Store::due).
    pub due: Vec<Due>,
    /// How items stand, the worst first.
    pub known: Vec<Known>,
    /// Questions that were skipped, the longest ago first.
    pub skips: Vec<Skip>,
    /// The day.
    pub today: i32,
}

impl Past {
    /// When a question was skipped: by this, those that were not come first, and the latest last.
    fn passed_over(&self, item: &Summary) -> Option<usize> {
        self.skips.iter().position(|skip| skip.item == item.id)
    }
}

/// A question never asked: of the topic that was practised least, the easier ones first.
fn newest<'b>(summaries: &'b [Summary], open: &BTreeMap<&str, &'b Summary>, kept: &Past) -> Option<&'b Summary> {
    let topic_of: BTreeMap<&str, &str> = summaries.iter().map(|item| (item.id.as_str(), item.topic.as_str())).collect();
    let mut practised: BTreeMap<&str, usize> = BTreeMap::new();
    for item in &kept.known {
        if let Some(topic) = topic_of.get(item.item.as_str()) {
            *practised.entry(topic).or_default() += 1;
        }
    }
    let is_new = |item: &&Summary| kept.known.iter().all(|known| known.item != item.id);
    let new = summaries.iter().filter(|item| open.contains_key(item.id.as_str())).filter(is_new);
    // The first of equals: the bank's own order.
    new.min_by_key(|item| {
        let practised = practised.get(item.topic.as_str()).copied().unwrap_or_default();
        (kept.passed_over(item), practised, item.level)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::Moment;

    fn due(item: &str) -> Due {
        Due { item: item.into(), concepts: 1, days: 0 }
    }

    fn known(item: &str, score: f64, day: i32) -> Known {
        Known { item: item.into(), score, visits: 1, day }
    }

    fn run(plan: Plan, due: &[Due], known: &[Known], count: usize) -> Vec<String> {
        let kept = Past { due: due.to_vec(), known: known.to_vec(), today: 100, ..Past::default() };
        run_after(plan, &kept, count)
    }

    fn run_after(plan: Plan, kept: &Past, count: usize) -> Vec<String> {
        let mut picker = Picker::new(plan);
        let mut picked = Vec::new();
        while picked.len() < count
            && let Some(item) = picker.next(Bank::shipped(), kept)
        {
            picker.asked(&item.id);
            picked.push(item.id.clone());
        }
        picked
    }

    #[test]
    fn due_first_then_weak_and_every_third_is_new() {
        let known = [known("gil", 0.1, 90), known("csrf", 0.3, 90), known("rest-api", 0.9, 90), known("jsx", 0.2, 100)];
        let picked = run(Plan::default(), &[due("rest-api"), due("no-such-item")], &known, 5);
        assert_eq!(
            (&picked[0], &picked[1], &picked[3]),
            (&"rest-api".to_string(), &"gil".to_string(), &"csrf".to_string())
        );
        assert!(known.iter().all(|known| known.item != picked[2]), "{picked:?}");
        assert!(!picked.contains(&"jsx".to_string()), "asked today already: {picked:?}");
    }

    #[test]
    fn only_what_is_due_when_asked_for() {
        let plan = Plan { order: Order::Due, ..Plan::default() };
        assert_eq!(run(plan, &[due("csrf"), due("gil")], &[], 9), ["csrf", "gil"]);
    }

    #[test]
    fn the_worst_first_and_new_ones_after_them() {
        let plan = Plan { order: Order::Weakest, ..Plan::default() };
        let picked = run(plan, &[], &[known("jsx", 0.2, 100), known("gil", 0.9, 90)], 3);
        assert_eq!(&picked[..2], ["jsx", "gil"]);
        assert_eq!(picked.len(), 3);
    }

    #[test]
    fn lots_follow_the_seed_and_none_comes_twice() {
        let draw = |seed| run(Plan { order: Order::Random(seed), ..Plan::default() }, &[], &[], 40);
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        let mut drawn = draw(7);
        drawn.sort();
        drawn.dedup();
        assert_eq!(drawn.len(), 40);
    }

    #[test]
    fn filters_hold_and_the_end_comes() {
        let plan = Plan { topic: Some("security".into()), level: Some(Level::Senior), ..Plan::default() };
        let picked = run(plan.clone(), &[due("gil")], &[], 500);
        let fits = |item: &&Summary| item.topic.to_lowercase().contains("security") && item.level == Level::Senior;
        assert_eq!(picked.len(), Bank::shipped().summaries().iter().filter(fits).count());
        let plan = Plan { items: vec!["jsx".into(), "gil".into()], ..Plan::default() };
        assert_eq!(run(plan, &[], &[], 9), ["jsx", "gil"]);
    }

    #[test]
    fn new_questions_go_round_the_topics_from_easy_to_hard() {
        let picked = run(Plan::default(), &[], &[known("jsx", 0.9, 99)], 2);
        let of = |id: &str| Bank::shipped().summaries().iter().find(|item| item.id == id).expect("an item");
        assert_ne!(of(&picked[0]).topic, of("jsx").topic);
        assert_eq!(of(&picked[0]).level, Level::Entry);
    }

    #[test]
    fn what_was_skipped_comes_behind_its_like() {
        let mut kept = Past { due: vec![due("csrf"), due("gil"), due("jwt")], today: 100, ..Past::default() };
        let plan = |order| Plan { order, ..Plan::default() };
        for (item, at) in [("csrf", 5), ("gil", 6)] {
            let moment = Moment { at, day: 100 };
            kept.skips.push(Skip { item: item.into(), moment });
        }
        assert_eq!(run_after(plan(Order::Due), &kept, 9), ["jwt", "csrf", "gil"]);
        // What is due still comes before what is not, and new questions change, too.
        assert_eq!(run_after(plan(Order::Mix), &kept, 2), ["jwt", "csrf"]);
        let first = run_after(plan(Order::Mix), &Past::default(), 1);
        let moment = Moment { at: 7, day: 100 };
        let skipped = Past { skips: vec![Skip { item: first[0].clone(), moment }], ..Past::default() };
        assert!(!run_after(plan(Order::Mix), &skipped, 20).contains(&first[0]));
        assert!(run_after(plan(Order::Mix), &skipped, 500).contains(&first[0]), "it does come");
    }
}
