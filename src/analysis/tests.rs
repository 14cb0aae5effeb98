//! From records to figures and findings.

use super::findings::Weight;
use super::gather::{Gatherer, ItemAnalysis, MOST_ITEMS};
use super::golden::{self, MISSING, SCORES, close};
use crate::bank::Band;
use crate::rows::record::{Record, RecordConcept, RecordGrade, RecordStatement};
use crate::rows::{RowCode, RowError};
use crate::scoring::{Arithmetic, Flag, Status};

/// A graded answer.
fn answer(candidate: &str, item: &str, score: f64) -> Record {
    let band = if score < 0.3 {
        Band::Weak
    } else if score < 0.6 {
        Band::Average
    } else {
        Band::Strong
    };
    Record {
        answer_id: format!("{candidate}/{item}"),
        candidate_id: Some(candidate.to_string()),
        question_id: Some(item.to_string()),
        grade: Some(RecordGrade {
            score,
            band,
            confidence: 0.8,
            needs_review: false,
            concepts: Vec::new(),
            groups: Vec::new(),
            missing: Vec::new(),
            misconceptions: Vec::new(),
            red_flags: Vec::new(),
            flags: Vec::new(),
            feedback: Vec::new(),
            arithmetic: Arithmetic::default(),
            engine: String::new(),
            rubric: String::new(),
        }),
        ..Record::default()
    }
}

fn graded(record: &mut Record) -> &mut RecordGrade {
    record.grade.as_mut().expect("graded")
}

fn concept(id: &str, status: Status) -> RecordConcept {
    RecordConcept {
        id: id.into(),
        label: format!("label of {id}"),
        weight: 1.0,
        status,
        required: id == "essential",
        evidence: Vec::new(),
    }
}

fn statement(id: &str) -> RecordStatement {
    RecordStatement {
        id: id.into(),
        label: format!("label of {id}"),
        correction: None,
        cap: None,
        penalty: 0.0,
        evidence: Vec::new(),
    }
}

fn analyse<'a>(records: impl IntoIterator<Item = &'a Record>) -> ItemAnalysis {
    let mut gatherer = Gatherer::default();
    records.into_iter().for_each(|record| gatherer.add(record));
    gatherer.finish()
}

/// A table of scores as answers, item by item: no candidate's answers stand together.
fn answers(table: &[&[Option<f64>]]) -> Vec<Record> {
    let items = 0..table[0].len();
    let cell = |candidate: usize, item: usize| {
        table[candidate][item].map(|score| answer(&format!("c{candidate}"), &format!("q{item}"), score))
    };
    items.flat_map(|item| (0..table.len()).filter_map(move |candidate| cell(candidate, item))).collect()
}

fn codes(analysis: &ItemAnalysis) -> Vec<(&'static str, usize)> {
    analysis.findings.iter().map(|finding| (finding.code, finding.item)).collect()
}

#[test]
fn figures_equal_the_golden_ones() {
    for (scores, alpha, rest) in [
        (&MISSING[..], golden::MISSING_ALPHA, &golden::MISSING_ITEM_REST[..]),
        (&SCORES[..], golden::SCORES_ALPHA, &golden::SCORES_ITEM_REST[..]),
    ] {
        let analysis = analyse(&answers(scores));
        close(analysis.alpha.as_ref().map(|found| found.alpha), alpha);
        for (item, rest) in analysis.items.iter().zip(rest) {
            assert!((item.discrimination.item_rest.expect("defined") - rest).abs() < 1e-7);
        }
    }
    let analysis = analyse(&answers(&SCORES));
    let figures = golden::SCORES_FACILITY.iter().zip(golden::SCORES_DEVIATION);
    for (item, (facility, deviation)) in analysis.items.iter().zip(figures) {
        close(Some(item.tally.facility()), *facility);
        close(item.tally.scores.deviation_x(), deviation);
    }
}

#[test]
fn the_order_of_the_answers_changes_the_order_of_lists_alone() {
    let mut records = answers(&SCORES);
    let one = analyse(&records);
    records.reverse();
    let two = analyse(&records);
    let alpha = |analysis: &ItemAnalysis| analysis.alpha.as_ref().map(|alpha| alpha.alpha);
    close(alpha(&one), alpha(&two).expect("defined"));
    let figures = |analysis: &ItemAnalysis| {
        let mut all: Vec<_> = analysis
            .items
            .iter()
            .map(|item| (item.tally.id.clone(), format!("{:.9?}", item.discrimination), item.tally.bands))
            .collect();
        all.sort();
        all
    };
    assert_eq!(figures(&one), figures(&two));
    let ranks = |analysis: &ItemAnalysis| -> Vec<_> {
        let mut ranks: Vec<_> =
            analysis.candidates.iter().map(|candidate| (candidate.rank, candidate.person.id.clone())).collect();
        // Those with equal shares stand in the order of their first appearance.
        ranks.sort();
        ranks
    };
    assert_eq!(ranks(&one), ranks(&two));
}

#[test]
fn an_item_turned_round_is_named_first() {
    let analysis = analyse(&answers(&SCORES));
    let first = &analysis.findings[0];
    assert_eq!((first.code, first.item, first.weight), ("negative-discrimination", 3, Weight::Broken));
    assert!(first.text.contains("(item-rest correlation -0.93, 11 candidates)"), "{}", first.text);
    assert_eq!(codes(&analysis), [("negative-discrimination", 3)], "{:#?}", analysis.findings);
}

#[test]
fn candidates_are_ranked_by_their_points() {
    let mut records = vec![answer("a", "x", 0.5), answer("b", "x", 1.0), answer("a", "y", 1.0), answer("b", "y", 0.75)];
    // Two points for x, six for y.
    for (record, max) in records.iter_mut().zip([2.0, 2.0, 6.0, 6.0]) {
        record.max_score = Some(max);
    }
    records.push(answer("c", "z", 0.875));
    records[1].name = Some("Bea".into());
    let analysis = analyse(&records);
    let line = |at: usize| {
        let candidate = &analysis.candidates[at];
        (candidate.rank, candidate.person.shown(), candidate.share, candidate.points)
    };
    assert_eq!(line(0), (1, "a", 0.875, Some((7.0, 8.0))));
    assert_eq!(line(1), (1, "c", 0.875, Some((0.875, 1.0))), "equal shares have one rank");
    assert_eq!(line(2), (3, "Bea", 0.8125, Some((6.5, 8.0))));
}

#[test]
fn an_answer_handed_in_again_replaces_the_one_before() {
    let records = [answer("a", "x", 0.0), Record { at: 1, ..answer("a", "x", 0.75) }];
    let analysis = analyse(&records);
    assert_eq!((analysis.candidates[0].share, analysis.candidates[0].answers), (0.75, 1));
    assert_eq!(analysis.items[0].tally.answers(), 2, "the item has seen both");
}

#[test]
fn bands_flags_and_failures_are_counted() {
    let mut empty = answer("a", "x", 0.0);
    graded(&mut empty).flags = vec![Flag::Empty];
    let mut good = answer("a", "y", 0.9);
    graded(&mut good).needs_review = true;
    graded(&mut good).red_flags = vec![statement("no-tests")];
    let failed = Record {
        answer_id: "9".into(),
        line: 12,
        file: "in.csv".into(),
        error: Some(RowError::new(RowCode::UnknownItem, "there is none")),
        ..Record::default()
    };
    let analysis = analyse([&empty, &good, &failed, &good]);
    let overall = &analysis.overall;
    assert_eq!((overall.rows, overall.failed, overall.bands, overall.review), (4, 1, [1, 0, 2], 2));
    assert_eq!((overall.flags[0], overall.red_flags[0].count), (1, 2));
    assert_eq!((analysis.people(), analysis.ungraded.len()), (2, 1), "whose only row failed has no rank");
    assert_eq!((analysis.failed[0].line, analysis.failed[0].code.as_str()), (12, "unknown-item"));
    let candidate = &analysis.candidates[0];
    assert_eq!((candidate.red_flags, candidate.review, &candidate.flags[..]), (1, 1, &[Flag::Empty][..]));
    assert_eq!(analysis.alpha, None, "one candidate has no spread");
}

#[test]
fn concepts_that_look_broken_are_named() {
    // `essential` is never met, `always` always, `wrong` where the others are not, `turned` is mostly denied.
    let records: Vec<Record> = (0..20)
        .map(|at| {
            let mut record = answer(&format!("c{at}"), "x", 0.5);
            let good = at % 2 == 0;
            let if_ = |yes: bool| if yes { Status::Met } else { Status::Missed };
            graded(&mut record).concepts = vec![
                concept("essential", Status::Missed),
                concept("always", Status::Met),
                concept("right", if_(good)),
                concept("true", if_(good)),
                concept("wrong", if_(!good)),
                concept("turned", if at < 8 { Status::Contradicted } else { if_(good) }),
            ];
            if at < 7 {
                graded(&mut record).misconceptions = vec![statement("mix-up")];
            }
            record
        })
        .collect();
    let analysis = analyse(&records);
    let found: Vec<_> = analysis
        .findings
        .iter()
        .map(|finding| (finding.code, finding.about.as_deref().unwrap_or_default().trim_start_matches("label of ")))
        .collect();
    assert_eq!(
        found,
        [
            ("never-met", "essential"),
            ("negative-concept", "wrong"),
            ("always-met", "always"),
            ("often-contradicted", "turned"),
            ("frequent-misconception", "mix-up"),
        ]
    );
    assert!(analysis.findings[0].text.contains("and it is essential"), "{}", analysis.findings[0].text);
    let turned = &analysis.items[0].tally.concepts[5];
    assert_eq!((turned.counts, turned.hit_rate()), ([6, 0, 6, 8], 0.3));
}

#[test]
fn a_concept_is_compared_with_the_others_of_its_item() {
    let statuses = [(Status::Met, Status::Met), (Status::Partial, Status::Partial), (Status::Missed, Status::Missed)];
    let records = statuses.map(|(one, two)| {
        let mut record = answer("a", "x", 0.5);
        graded(&mut record).concepts = vec![concept("one", one), concept("two", two)];
        record
    });
    let analysis = analyse(&records);
    close(analysis.items[0].tally.concepts[0].rest(), 1.0);
    close(Some(analysis.items[0].tally.concepts[0].hit_rate()), 0.5);
}

#[test]
fn extreme_items_and_answers_to_other_questions_are_named() {
    let mut records: Vec<Record> = Vec::new();
    for at in 0..12 {
        let candidate = format!("c{at}");
        records.push(answer(&candidate, "easy", 0.97));
        records.push(answer(&candidate, "hard", 0.02));
        let mut elsewhere = answer(&candidate, "swapped", 0.5);
        graded(&mut elsewhere).flags = if at < 4 { vec![Flag::OffTopic] } else { Vec::new() };
        graded(&mut elsewhere).needs_review = at < 6;
        records.push(elsewhere);
        let mut open = answer(&candidate, "open", 0.4);
        graded(&mut open).flags = if at < 6 { vec![Flag::NonAnswer] } else { Vec::new() };
        records.push(open);
    }
    assert_eq!(
        codes(&analyse(&records)),
        [("too-easy", 0), ("too-hard", 1), ("answers-elsewhere", 2), ("often-unsure", 2), ("often-unanswered", 3)]
    );
    let few: Vec<&Record> =
        records.iter().filter(|record| record.who().is_some_and(|who| who.len() == 2 && who < "c9")).collect();
    assert!(few.len() > 20);
    assert_eq!(codes(&analyse(few)), [], "nine answers prove nothing");
}

#[test]
fn items_beyond_the_limit_are_counted_and_no_more() {
    let mut gatherer = Gatherer::default();
    for item in 0..MOST_ITEMS + 3 {
        gatherer.add(&answer("a", &format!("q{item}"), 0.5));
    }
    let analysis = gatherer.finish();
    assert_eq!((analysis.items.len(), analysis.left_out.of_items), (MOST_ITEMS, 3));
    assert_eq!(analysis.overall.bands, [0, MOST_ITEMS as u64 + 3, 0]);
    assert_eq!(analysis.alpha, None, "too many items for a table of pairs");
}
