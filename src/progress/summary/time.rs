//! Over time: the trend of scores, what falls due when, and how regular practice is.

use crate::bank::Band;
use crate::progress::Day;
use crate::progress::store::{History, Remembered};
use serde::Serialize;
use std::collections::BTreeSet;

/// Days that are looked ahead one by one.
const AHEAD: i32 = 7;
/// The most periods that the trend shows.
const PERIODS: i32 = 12;
/// Days over which regularity is told.
const WINDOW: i32 = 30;

/// First tries within some days.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Period {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// First tries.
    pub answers: u64,
    /// Their mean score; `None` where there are none.
    pub score: Option<f64>,
    /// How many were strong.
    pub strong: u64,
}

impl Period {
    /// Its days in words.
    pub fn days(&self) -> String {
        if self.from == self.to { self.from.to_string() } else { format!("{} to {}", self.from, self.to) }
    }
}

/// Concepts due on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Due {
    /// Days from today: 0 holds what is overdue, too. `None`: later than the days that are told one by one.
    pub in_days: Option<i32>,
    /// Concepts.
    pub concepts: u64,
}

impl Due {
    /// The day in words.
    pub fn day(&self) -> String {
        match self.in_days {
            Some(0) => "today".to_string(),
            Some(1) => "tomorrow".to_string(),
            Some(days) => format!("in {days} days"),
            None => "later".to_string(),
        }
    }
}

/// How regular practice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Regularity {
    /// Days with at least one answer ...
    pub days: u64,
    /// ... of the last so many.
    pub of: u64,
    /// Days in a row up to today, or up to yesterday.
    pub in_a_row: u64,
}

/// The trend by days, or by weeks once there are more than a dozen days to show.
pub fn trend(history: &[History], today: i32) -> Vec<Period> {
    let firsts = || history.iter().filter(|answer| answer.attempt == 1);
    let Some(begin) = firsts().map(|answer| answer.moment.day).min() else { return Vec::new() };
    let days = today.saturating_sub(begin).saturating_add(1).max(1);
    let length = if days <= PERIODS { 1 } else { 7 };
    let count = ((days + length - 1) / length).min(PERIODS);
    let mut periods: Vec<Period> = (0..count)
        .rev()
        .map(|back| {
            let to = today - back * length;
            Period { from: Day(to - length + 1), to: Day(to), answers: 0, score: None, strong: 0 }
        })
        .collect();
    for answer in firsts() {
        let day = Day(answer.moment.day);
        if let Some(period) = periods.iter_mut().find(|period| (period.from..=period.to).contains(&day)) {
            period.answers += 1;
            period.score = Some(period.score.unwrap_or_default() + answer.score);
            period.strong += u64::from(answer.band == Band::Strong);
        }
    }
    for period in &mut periods {
        period.score = period.score.map(|sum| sum / period.answers as f64);
    }
    periods
}

/// What falls due today, on each of the next days, and later.
pub fn forecast(memories: &[Remembered], today: i32) -> Vec<Due> {
    let mut counts = vec![0u64; AHEAD as usize + 1];
    for known in memories {
        let ahead = known.memory.due.saturating_sub(today).clamp(0, AHEAD);
        counts[ahead as usize] += 1;
    }
    let in_days = |at: i32| (at < AHEAD).then_some(at);
    (0..).zip(counts).map(|(at, concepts)| Due { in_days: in_days(at), concepts }).collect()
}

/// How regular practice is.
pub fn regularity(history: &[History], today: i32) -> Regularity {
    let days: BTreeSet<i32> = history.iter().map(|answer| answer.moment.day).collect();
    let last = if days.contains(&today) { today } else { today.saturating_sub(1) };
    let in_a_row = (0..).map(|back| last.saturating_sub(back)).take_while(|day| days.contains(day)).count() as u64;
    let first = days.first().copied().unwrap_or(today);
    let of = today.saturating_sub(first).saturating_add(1).clamp(1, WINDOW);
    let within = days.iter().filter(|day| **day > today - of && **day <= today).count() as u64;
    Regularity { days: within, of: of.unsigned_abs().into(), in_a_row }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::Moment;
    use crate::progress::schedule::Memory;

    fn answer(day: i32, score: f64) -> History {
        History {
            item: "x".into(),
            attempt: 1,
            moment: Moment { at: i64::from(day) * 86_400, day },
            score,
            band: if score > 0.6 { Band::Strong } else { Band::Weak },
            concepts: Vec::new(),
            misconceptions: Vec::new(),
        }
    }

    fn due(day: i32) -> Remembered {
        let memory =
            Memory { stability: 1.0, difficulty: 5.0, day: 0, due: day, reviews: 1, missed: 0, last_missed: None };
        Remembered { item: "x".into(), concept: "c".into(), memory }
    }

    #[test]
    fn days_at_first_and_weeks_later() {
        let few = trend(&[answer(100, 0.2), answer(100, 0.4), answer(103, 1.0)], 104);
        assert_eq!(few.len(), 5);
        assert_eq!((few[0].answers, few[0].strong, few[3].strong), (2, 0, 1));
        assert!((few[0].score.unwrap() - 0.3).abs() < 1e-9 && few[1].score.is_none());
        let many = trend(&[answer(40, 0.2), answer(100, 0.4)], 100);
        assert_eq!((many.len(), many[8].to, many[8].from), (9, Day(100), Day(94)));
        assert_eq!(many[0].answers, 1, "{many:?}");
        assert_eq!(trend(&[answer(0, 0.5)], 1000).len(), 12, "the oldest are left out");
        assert_eq!(trend(&[], 5), []);
    }

    #[test]
    fn overdue_is_due_today_and_the_rest_comes_later() {
        let told = forecast(&[due(1), due(100), due(101), due(106), due(107), due(300)], 100);
        let counts: Vec<u64> = told.iter().map(|due| due.concepts).collect();
        assert_eq!(counts, [2, 1, 0, 0, 0, 0, 1, 2]);
        assert_eq!((told[0].in_days, told[7].in_days), (Some(0), None));
    }

    #[test]
    fn days_in_a_row_end_today_or_yesterday() {
        let of = |days: &[i32], today| {
            let history: Vec<History> = days.iter().map(|day| answer(*day, 0.5)).collect();
            let regular = regularity(&history, today);
            (regular.days, regular.of, regular.in_a_row)
        };
        assert_eq!(of(&[98, 99, 100], 100), (3, 3, 3));
        assert_eq!(of(&[98, 99], 100), (2, 3, 2), "today is not over");
        assert_eq!(of(&[95, 96], 100), (2, 6, 0));
        assert_eq!(of(&[1, 100], 100), (1, 30, 1));
        assert_eq!(of(&[], 100), (0, 1, 0));
    }
}
