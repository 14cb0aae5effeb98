//! When a concept comes back: what is remembered of it follows from the answers given so far, by FSRS.
//!
//! A *visit* is a question with all the tries at it in one go. Each visit is one review of each concept of the item, and
//! its rating is conservative: *good* only for a concept said at the first try without help; *hard* for one said in part,
//! after a nudge or a hint, or found by oneself at a later try; *again* for everything else. Nothing is ever *easy*. A
//! concept whose grade was disputed is not reviewed by that visit.

use super::{Help, Said};
use crate::scoring::Status;
use fsrs::{FSRS, MemoryState};
use std::collections::{BTreeMap, BTreeSet};

/// The share of concepts that should still be known when they come back.
const RETENTION: f32 = 0.9;
/// The longest time until a concept comes back, in days: an interview is not in three years.
const LONGEST: f32 = 180.0;

/// One question with all tries at it in one go.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Visit {
    /// The day of the first try.
    pub day: i32,
    /// The score of the first try.
    pub score: f64,
    /// The tries in order, each with what it says about every concept.
    pub tries: Vec<Vec<Said>>,
    /// Concepts whose grade was disputed.
    pub disputed: BTreeSet<String>,
}

/// How well a concept was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rating {
    /// Not known.
    Again,
    /// Known in part or with help.
    Hard,
    /// Known.
    Good,
}

/// What is remembered of one concept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// Days until the chance to know it has fallen to 90 %.
    pub stability: f64,
    /// 1 (easy) to 10.
    pub difficulty: f64,
    /// The day of the last review.
    pub day: i32,
    /// The day on which it is due.
    pub due: i32,
    /// Reviews so far.
    pub reviews: u32,
    /// Reviews in which it was not known.
    pub missed: u32,
    /// The day on which it was last not known.
    pub last_missed: Option<i32>,
}

/// What follows from all answers to one item.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Standing {
    /// Mean score of first tries, the latest counting as much as all before it together.
    pub score: f64,
    /// Visits so far.
    pub visits: u32,
    /// The day of the last one.
    pub day: i32,
    /// The concepts that the latest answer was asked for.
    pub concepts: BTreeMap<String, Memory>,
}

/// The rating of one concept by a visit's tries, in order.
pub fn rating(tries: impl IntoIterator<Item = (Status, Help)>) -> Rating {
    let mut rating = Rating::Again;
    for (at, (status, help)) in tries.into_iter().enumerate() {
        let now = match (status, help) {
            (Status::Met, Help::None) if at == 0 => Rating::Good,
            (Status::Met, Help::None | Help::Topic) => Rating::Hard,
            (Status::Met | Status::Partial, Help::None | Help::Topic | Help::Hint) if at == 0 => Rating::Hard,
            _ => Rating::Again,
        };
        rating = rating.max(now);
    }
    rating
}

/// Works out what is remembered after these visits, in order of time.
pub fn replay(visits: &[Visit]) -> Standing {
    let fsrs = FSRS::default();
    let mut standing = Standing::default();
    for visit in visits {
        standing.score = if standing.visits == 0 { visit.score } else { (standing.score + visit.score) / 2.0 };
        standing.visits += 1;
        standing.day = visit.day;
        let asked: BTreeSet<&str> = visit.tries.iter().flatten().map(|said| said.id.as_str()).collect();
        // What the item does not ask for any more is never due again.
        standing.concepts.retain(|id, _| asked.contains(id.as_str()));
        for id in asked.into_iter().filter(|id| !visit.disputed.contains(*id)) {
            let tries = visit.tries.iter().flatten().filter(|said| said.id == id);
            let rating = rating(tries.map(|said| (said.status, said.help)));
            let before = standing.concepts.get(id).copied();
            standing.concepts.insert(id.to_string(), review(&fsrs, before, rating, visit.day));
        }
    }
    standing
}

/// One review.
fn review(fsrs: &FSRS, before: Option<Memory>, rating: Rating, day: i32) -> Memory {
    let state =
        before.map(|memory| MemoryState { stability: memory.stability as f32, difficulty: memory.difficulty as f32 });
    // A clock that was set back must not count backwards.
    let elapsed = before.map_or(0, |memory| day.saturating_sub(memory.day).max(0).unsigned_abs());
    // States that FSRS made itself are sound; should it ever refuse one, the concept starts afresh.
    let next = fsrs.next_states(state, RETENTION, elapsed).or_else(|_| fsrs.next_states(None, RETENTION, 0)).ok();
    let next = next.map(|next| match rating {
        Rating::Again => next.again,
        Rating::Hard => next.hard,
        Rating::Good => next.good,
    });
    let (stability, difficulty, interval) =
        next.map_or((1.0, 5.0, 1.0), |next| (next.memory.stability, next.memory.difficulty, next.interval));
    let missed = rating == Rating::Again;
    Memory {
        stability: f64::from(stability),
        difficulty: f64::from(difficulty),
        day,
        due: day.saturating_add(interval.round().clamp(1.0, LONGEST) as i32),
        reviews: before.map_or(0, |memory| memory.reviews) + 1,
        missed: before.map_or(0, |memory| memory.missed) + u32::from(missed),
        last_missed: if missed { Some(day) } else { before.and_then(|memory| memory.last_missed) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(id: &str, status: Status, help: Help) -> Said {
        Said { id: id.into(), status, help }
    }

    fn visit(day: i32, status: Status) -> Visit {
        Visit { day, score: 0.5, tries: vec![vec![said("c", status, Help::None)]], ..Visit::default() }
    }

    #[test]
    fn only_what_is_said_at_once_and_without_help_is_good() {
        use Status::{Contradicted, Met, Missed, Partial};
        let of = |tries: &[(Status, Help)]| rating(tries.iter().copied());
        assert_eq!(of(&[(Met, Help::None)]), Rating::Good);
        assert_eq!(of(&[(Met, Help::Topic)]), Rating::Hard);
        assert_eq!(of(&[(Met, Help::Hint)]), Rating::Hard);
        assert_eq!(of(&[(Met, Help::Label)]), Rating::Again);
        assert_eq!(of(&[(Partial, Help::None)]), Rating::Hard);
        assert_eq!(of(&[(Missed, Help::None), (Met, Help::None)]), Rating::Hard, "found by oneself");
        assert_eq!(of(&[(Missed, Help::None), (Met, Help::Hint)]), Rating::Again, "found with a hint");
        assert_eq!(of(&[(Missed, Help::None), (Partial, Help::None)]), Rating::Again);
        assert_eq!(of(&[(Contradicted, Help::None)]), Rating::Again);
        assert_eq!(of(&[(Met, Help::None), (Missed, Help::None)]), Rating::Good, "a worse second try forgets nothing");
        assert_eq!(of(&[]), Rating::Again);
    }

    #[test]
    fn what_is_known_comes_back_later_and_later() {
        let mut visits = Vec::new();
        let mut day = 0;
        let mut gaps = Vec::new();
        for _ in 0..5 {
            visits.push(visit(day, Status::Met));
            let memory = replay(&visits).concepts["c"];
            gaps.push(memory.due - day);
            day = memory.due;
        }
        assert!(gaps.is_sorted() && gaps[0] >= 1 && gaps[4] > 20, "{gaps:?}");
        visits.push(visit(day, Status::Missed));
        let memory = replay(&visits).concepts["c"];
        assert!(memory.due - day < gaps[4] / 2, "{memory:?}");
        assert_eq!((memory.reviews, memory.missed, memory.last_missed), (6, 1, Some(day)));
    }

    #[test]
    fn what_is_missed_comes_back_tomorrow() {
        assert_eq!(replay(&[visit(100, Status::Missed)]).concepts["c"].due, 101);
    }

    #[test]
    fn a_disputed_concept_is_not_reviewed() {
        let mut disputed = visit(9, Status::Missed);
        disputed.disputed.insert("c".into());
        assert_eq!(replay(&[disputed.clone()]).concepts.get("c"), None);
        let before = visit(1, Status::Met);
        let memory = replay(std::slice::from_ref(&before)).concepts["c"];
        assert_eq!(replay(&[before, disputed]).concepts["c"], memory);
    }

    #[test]
    fn what_the_item_no_longer_asks_for_is_dropped() {
        let mut later = visit(5, Status::Met);
        later.tries[0][0].id = "new".into();
        let standing = replay(&[visit(1, Status::Met), later]);
        assert_eq!(standing.concepts.keys().collect::<Vec<_>>(), ["new"]);
    }

    #[test]
    fn the_latest_score_counts_half() {
        let with = |score| Visit { score, ..visit(1, Status::Met) };
        let standing = replay(&[with(0.0), with(0.4), with(1.0)]);
        assert_eq!((standing.score, standing.visits), (0.6, 3));
    }

    proptest! {
        #[test]
        fn nothing_is_due_before_tomorrow_nor_too_late(steps in prop::collection::vec((0..400i32, 0..4u8, any::<bool>()), 1..40)) {
            let mut day = 20_000;
            let mut visits = Vec::new();
            for (gap, status, backwards) in steps {
                day += if backwards { -gap / 40 } else { gap };
                let status = [Status::Met, Status::Partial, Status::Missed, Status::Contradicted][usize::from(status)];
                visits.push(visit(day, status));
                let memory = replay(&visits).concepts["c"];
                prop_assert!(memory.due > day && memory.due <= day + LONGEST as i32);
                prop_assert!(memory.stability.is_finite() && (1.0..=10.0).contains(&memory.difficulty));
            }
        }
    }
}
