//! Looking back: weak spots by topic and concept, misconceptions still held, the trend, and what is due when.
//!
//! Only first tries count, for what is said after help says little; and what happened lately counts more: half as much
//! for every [`HALF_LIFE`] days that have passed.

mod time;
mod weak;

pub use time::{Due, Period, Regularity};
pub use weak::{Held, Names, WeakConcept, WeakTopic};

use super::store::{History, Remembered};
use crate::bank::Bank;
use crate::progress::Day;
use serde::Serialize;

/// Days after which what happened counts half.
pub const HALF_LIFE: f64 = 30.0;
/// What stands for the topic of an item that the bank does not have any more.
pub const GONE: &str = "no longer in the bank";

/// Everything that `gradus progress` shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// The day it was made.
    pub day: Day,
    /// The day of the first answer.
    pub since: Option<Day>,
    /// Answers, all tries.
    pub answers: u64,
    /// Questions asked, counting a question as often as it was asked.
    pub visits: u64,
    /// Different questions.
    pub items: u64,
    /// Concepts that somebody has been asked for.
    pub concepts_seen: u64,
    /// Topics, the weakest first.
    pub topics: Vec<WeakTopic>,
    /// Concepts that were missed, the weakest first.
    pub concepts: Vec<WeakConcept>,
    /// Misconceptions that the last answers to their questions still assert.
    pub misconceptions: Vec<Held>,
    /// Scores of first tries over time.
    pub trend: Vec<Period>,
    /// Concepts due by day.
    pub forecast: Vec<Due>,
    /// How regular practice is.
    pub regularity: Regularity,
    /// Grades that were disputed.
    pub disputes: u64,
}

/// Sums up what a store holds. `explain` gives one line on a concept of an item; it is asked for the weakest only.
pub fn summary(
    bank: &Bank,
    history: &[History],
    memories: &[Remembered],
    disputes: u64,
    today: i32,
    explain: impl FnMut(&str, &str) -> Option<String>,
) -> Summary {
    let names = Names::new(bank);
    Summary {
        day: Day(today),
        since: history.first().map(|answer| Day(answer.moment.day)),
        answers: history.len() as u64,
        visits: history.iter().filter(|answer| answer.attempt == 1).count() as u64,
        items: history.iter().map(|answer| &answer.item).collect::<std::collections::BTreeSet<_>>().len() as u64,
        concepts_seen: memories.len() as u64,
        topics: weak::topics(&names, history, memories, today),
        concepts: weak::concepts(&names, history, memories, today, explain),
        misconceptions: weak::held(&names, history),
        trend: time::trend(history, today),
        forecast: time::forecast(memories, today),
        regularity: time::regularity(history, today),
        disputes,
    }
}

/// How much something of `day` counts today, 0 to 1.
fn freshness(day: i32, today: i32) -> f64 {
    0.5f64.powf(f64::from(today.saturating_sub(day).max(0)) / HALF_LIFE)
}
