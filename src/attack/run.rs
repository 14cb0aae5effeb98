//! Grades every case and counts, per probe and line, how often it held.

use super::case::{Case, Material, cases};
use super::probe::{Expect, Graded, Probe};
use super::subject::Subject;
use crate::engine::Engine;
use crate::scoring::{Grade, Scorer};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;

/// A case with what the grader made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Attacked {
    /// Index of the subject.
    pub subject: usize,
    /// The case.
    pub case: Case,
    /// The answer before.
    pub before: Graded,
    /// The answer after.
    pub after: Graded,
}

/// One line of the report: a probe and one thing that must hold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The probe.
    pub probe: &'static str,
    /// What it does.
    pub about: &'static str,
    /// What must hold.
    pub expect: String,
    /// Cases.
    pub n: usize,
    /// Share of them (0 to 1) in which it holds; null without cases.
    pub share: Option<f64>,
    /// The least share to hold; null where there is no line.
    pub line: Option<f64>,
    /// Mean change of the score by the attack, in points of the 0-to-1 scale; null without cases.
    pub mean_change: Option<f64>,
    /// Whether the line is held, which it is where there is no line; null without cases.
    pub held: Option<bool>,
    /// The cases that are farthest from what is expected and do not meet it, the worst first.
    pub worst: Vec<Worst>,
}

/// A case that does not meet the expectation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Worst {
    /// The item.
    pub item: String,
    /// The answer before.
    pub base: String,
    /// The answer after.
    pub attacked: String,
    /// The grader on the answer before.
    pub before: Graded,
    /// The grader on the answer after.
    pub after: Graded,
}

/// Everything about one run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Items attacked.
    pub items: usize,
    /// Cases graded.
    pub cases: usize,
    /// Whether all lines are held; null where nothing was tried.
    pub held: Option<bool>,
    /// Probe by probe.
    pub rows: Vec<Row>,
}

/// Attacks all subjects on all threads of the current pool. `pool` are the items from which off-topic answers come.
pub fn attack(
    engine: &Engine,
    subjects: &[Subject],
    pool: &[Subject],
    wanted: &(dyn Fn(Probe) -> bool + Sync),
) -> Vec<Attacked> {
    let material = Material::new(engine.bank().glossary(), pool);
    let each: Vec<Vec<Attacked>> = subjects
        .par_iter()
        .enumerate()
        .map_init(Scorer::default, |scorer, (at, subject)| attack_one(engine, scorer, at, subject, &material, wanted))
        .collect();
    each.into_iter().flatten().collect()
}

fn attack_one(
    engine: &Engine,
    scorer: &mut Scorer,
    at: usize,
    subject: &Subject,
    material: &Material,
    wanted: &dyn Fn(Probe) -> bool,
) -> Vec<Attacked> {
    let Some(rubric) = subject.rubric(engine) else { return Vec::new() };
    let mut known: FxHashMap<String, Graded> = FxHashMap::default();
    cases(subject, material, &rubric, scorer, wanted)
        .into_iter()
        .map(|case| {
            let before =
                known.entry(case.base.clone()).or_insert_with(|| result(&scorer.grade(&rubric, &case.base))).clone();
            let after = result(&scorer.grade(&rubric, &case.attacked));
            Attacked { subject: at, case, before, after }
        })
        .collect()
}

fn result(grade: &Grade) -> Graded {
    Graded { score: grade.score, band: grade.band, flags: grade.flags.clone() }
}

/// Counts. `worst` cases are kept per line.
pub fn report(subjects: &[Subject], attacked: &[Attacked], worst: usize, wanted: &dyn Fn(Probe) -> bool) -> Report {
    let mut rows = Vec::new();
    for probe in Probe::all().filter(|probe| wanted(*probe)) {
        let own: Vec<&Attacked> = attacked.iter().filter(|one| one.case.probe == probe).collect();
        for line in probe.lines() {
            let good = own.iter().filter(|one| line.expect.met(&one.before, &one.after)).count();
            let share = (!own.is_empty()).then(|| good as f64 / own.len() as f64);
            let change: f64 = own.iter().map(|one| one.after.score - one.before.score).sum();
            let holds = |share: f64| line.share.is_none_or(|least| share >= least - 1e-9);
            rows.push(Row {
                probe: probe.name(),
                about: probe.about(),
                expect: line.expect.words(),
                n: own.len(),
                share,
                line: line.share,
                mean_change: share.map(|_| change / own.len() as f64),
                held: share.map(holds),
                worst: worst_of(subjects, &own, line.expect, worst),
            });
        }
    }
    let held = (!attacked.is_empty()).then(|| rows.iter().all(|row| row.held != Some(false)));
    Report { items: subjects.len(), cases: attacked.len(), held, rows }
}

fn worst_of(subjects: &[Subject], own: &[&Attacked], expect: Expect, most: usize) -> Vec<Worst> {
    let mut bad: Vec<&&Attacked> = own.iter().filter(|one| !expect.met(&one.before, &one.after)).collect();
    bad.sort_by(|a, b| {
        expect
            .badness(&b.before, &b.after)
            .total_cmp(&expect.badness(&a.before, &a.after))
            .then(a.subject.cmp(&b.subject))
    });
    bad.into_iter()
        .take(most)
        .map(|one| Worst {
            item: subjects[one.subject].id.clone(),
            base: one.case.base.clone(),
            attacked: one.case.attacked.clone(),
            before: one.before.clone(),
            after: one.after.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attack::subject::of_bank;

    #[test]
    fn the_same_cases_and_figures_every_time() {
        let engine = Engine::shipped();
        let subjects = of_bank(&engine, &["gil".to_string(), "list-vs-tuple".to_string()]);
        let run = || attack(&engine, &subjects, &subjects, &|_| true);
        let (first, second) = (run(), run());
        assert!(!first.is_empty() && first == second);
        let report = report(&subjects, &first, 3, &|_| true);
        assert_eq!((report.items, report.cases), (2, first.len()));
        assert!(report.rows.iter().all(|row| row.worst.len() <= 3));
        // `gil` compares nothing: there are no sides to exchange.
        let sides = |probe: Probe| probe.name() == "sides";
        let nothing = super::report(&subjects[..1], &attack(&engine, &subjects[..1], &subjects, &sides), 3, &sides);
        let row = &nothing.rows[0];
        assert_eq!((nothing.held, row.held, row.share, row.mean_change), (None, None, None, None));
        // Probes that any item feeds.
        for name in ["question", "gibberish-after", "terms-commas", "negated", "deleted", "upper-case", "aside"] {
            assert!(report.rows.iter().any(|row| row.probe == name && row.n > 0), "{name}");
        }
    }
}
