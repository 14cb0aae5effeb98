//! Candidates by what they reached: one line each, ranked.

use super::scores::{Candidates, Score};
use crate::rows::record::{Candidate, Record};
use crate::scoring::{Flag, round4};
use rustc_hash::FxHashMap;

/// Who somebody is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// As in the input: the id, the address or the name; else the row's number.
    pub id: String,
    /// The name, where the input has one.
    pub name: Option<String>,
    /// The e-mail address, where the input has one.
    pub email: Option<String>,
}

impl Person {
    /// The name, or else the id.
    pub fn shown(&self) -> &str {
        self.name.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or(&self.id)
    }
}

/// One candidate's figures.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CandidateFigures {
    /// The number under which [`Candidates::of`] has the scores.
    pub index: usize,
    /// Who it is.
    pub person: Person,
    /// 1 for the best; equal for equal shares, and the next rank counts them.
    pub rank: usize,
    /// Items answered.
    pub answers: u64,
    /// Points earned by points possible, 0 to 1; an item without points counts one.
    pub share: f64,
    /// Points earned and points possible, where any item has points.
    pub points: Option<(f64, f64)>,
    /// Answers by band: weak, average, strong.
    pub bands: [u64; 3],
    /// Answers that a person should look at.
    pub review: u64,
    /// Answers with red flags.
    pub red_flags: u64,
    /// Answers with misconceptions.
    pub misconceptions: u64,
    /// Flags that any of the answers has.
    pub flags: Vec<Flag>,
}

/// Candidates, in the order of their first appearance.
#[derive(Debug, Clone, Default)]
pub struct People {
    people: Vec<Person>,
    by_id: FxHashMap<Candidate<'static>, u32>,
}

impl People {
    /// The number of the candidate of a record; `None` for a new one when there are `most` already.
    pub fn number(&mut self, record: &Record, most: usize) -> Option<u32> {
        let candidate = record.candidate();
        // A map of owned keys is one of borrowed ones, too.
        let by_id: &FxHashMap<Candidate, u32> = &self.by_id;
        let number = match by_id.get(&candidate) {
            Some(number) => *number,
            None if self.people.len() >= most => return None,
            None => {
                let number = self.people.len() as u32;
                self.people.push(Person { id: candidate.to_string(), ..Person::default() });
                self.by_id.insert(candidate.into_owned(), number);
                number
            }
        };
        let person = &mut self.people[number as usize];
        if person.name.is_none() {
            person.name.clone_from(&record.name);
        }
        if person.email.is_none() {
            person.email.clone_from(&record.email);
        }
        Some(number)
    }

    /// Candidates from best to worst, those with equal shares in the order of their first appearance; and those without any
    /// score.
    pub fn ranked(self, scores: &Candidates, has_points: bool) -> (Vec<CandidateFigures>, Vec<Person>) {
        let mut people: Vec<Option<Person>> = self.people.into_iter().map(Some).collect();
        let mut ranked: Vec<CandidateFigures> = scores
            .iter()
            .filter_map(|scores| {
                let index = scores.first()?.candidate();
                Some(figures(index, people.get_mut(index)?.take()?, scores, has_points))
            })
            .collect();
        ranked.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.index.cmp(&b.index)));
        for at in 0..ranked.len() {
            let same = at > 0 && ranked[at - 1].share == ranked[at].share;
            ranked[at].rank = if same { ranked[at - 1].rank } else { at + 1 };
        }
        (ranked, people.into_iter().flatten().collect())
    }
}

fn figures(index: usize, person: Person, scores: &[Score], has_points: bool) -> CandidateFigures {
    let mut sums = CandidateFigures { index, person, answers: scores.len() as u64, ..CandidateFigures::default() };
    let (mut earned, mut possible) = (0.0, 0.0);
    for score in scores {
        earned += score.score() * f64::from(score.max);
        possible += f64::from(score.max);
        sums.bands[score.band() as usize] += 1;
        let signs = score.signs();
        sums.review += u64::from(signs.needs_review);
        sums.red_flags += u64::from(signs.red_flag);
        sums.misconceptions += u64::from(signs.misconception);
    }
    sums.share = if possible > 0.0 { round4(earned / possible) } else { 0.0 };
    sums.points = has_points.then(|| (round4(earned), round4(possible)));
    sums.flags = Flag::ALL.into_iter().filter(|flag| scores.iter().any(|score| score.has(*flag))).collect();
    sums
}
