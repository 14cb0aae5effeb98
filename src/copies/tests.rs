//! Leads and groups over whole sets of answers.

use super::{Found, Gatherer, gather};
use crate::engine::Engine;
use crate::rows::Row;
use crate::rows::output::Outcome;
use crate::rows::record;
use crate::rows::spill::Spill;
use std::collections::BTreeSet;
use std::fmt::Write as _;

struct Answer {
    id: String,
    candidate: String,
    item: String,
    text: String,
}

/// What is found among answers, with the ids of the answers in the order of the spill.
fn find(answers: &[Answer]) -> (Found, Vec<(u64, String)>) {
    let engine = Engine::shipped();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("spill");
    let mut bytes = Vec::new();
    let mut ids = Vec::new();
    // Which grade it is has no part in leads.
    let grade = crate::scoring::grade(engine.rubric("gil").expect("an item"), "One thread runs bytecode at a time.");
    for answer in answers {
        let row = Row {
            answer_id: answer.id.clone(),
            candidate_id: Some(answer.candidate.clone()),
            question_id: Some(answer.item.clone()),
            answer: answer.text.clone(),
            ..Row::default()
        };
        ids.push((bytes.len() as u64, answer.id.clone()));
        let outcome =
            Outcome { row: &row, file: "a.csv", input: 0, line: 1, number: 1, result: Ok(&grade), overridden: None };
        record::encode(&outcome, &mut bytes).expect("in memory");
    }
    std::fs::write(&path, bytes).expect("written");
    let spill = Spill::new(&path);
    let mut gatherer = Gatherer::new(engine.bank(), &spill);
    for record in spill.records().expect("a spill") {
        gatherer.add(&record.expect("a record")).expect("added");
    }
    (gatherer.finish(&mut spill.reader().expect("a spill")).expect("found"), ids)
}

/// The leads by the ids of their answers, with the passages.
fn leads(answers: &[Answer]) -> BTreeSet<String> {
    let (found, ids) = find(answers);
    let id = |place: u64| ids.iter().find(|(at, _)| *at == place).map_or("?", |(_, id)| id.as_str());
    let mut leads = BTreeSet::new();
    for lead in &found.leads {
        let mut sides: Vec<String> =
            (0..2).map(|side| format!("{} {:?}", id(lead.places[side]), lead.passages[side])).collect();
        sides.sort();
        leads.insert(format!("{} {}", lead.share, sides.join(" / ")));
    }
    leads
}

/// The independent answers of the repository's own example.
fn take_home() -> Vec<Answer> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/take-home.csv");
    let mut reader = csv::Reader::from_path(path).expect("the example");
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| Answer { id: row[0].into(), candidate: row[1].into(), item: row[2].into(), text: row[3].into() })
        .collect()
}

/// Another candidate's copy: sentences in reverse order, every seventh word exchanged.
fn copied(answer: &Answer) -> Answer {
    let mut sentences: Vec<&str> = answer.text.split_inclusive(". ").collect();
    sentences.reverse();
    let text = sentences.concat();
    let mut copy = String::new();
    for (at, word) in text.split_whitespace().enumerate() {
        let _ = write!(copy, "{} ", if at % 7 == 6 { "somehow" } else { word });
    }
    Answer { id: format!("copy-of-{}", answer.id), candidate: "copier".into(), item: answer.item.clone(), text: copy }
}

#[test]
fn independent_answers_are_no_leads() {
    let answers = take_home();
    assert!(answers.len() > 500);
    assert_eq!(leads(&answers), BTreeSet::new());
}

#[test]
fn planted_copies_are_found_whatever_stands_between() {
    let mut answers = take_home();
    let long = answers.iter().filter(|one| one.text.split_whitespace().count() >= 60);
    let planted: Vec<Answer> = long.map(copied).collect();
    let expected: BTreeSet<String> = planted.iter().map(|copy| copy.id.clone()).collect();
    assert!(expected.len() >= 100, "{}", expected.len());
    answers.splice(0..0, planted);
    let found = leads(&answers);
    let of_copies = found.iter().filter(|lead| lead.contains("copy-of-")).count();
    assert_eq!(of_copies, found.len(), "nothing else is found: {found:?}");
    let missed: Vec<&String> =
        expected.iter().filter(|id| !found.iter().any(|lead| lead.contains(&format!("{id} ")))).collect();
    // Of texts that are the references' own words nothing is left to compare.
    assert!(missed.len() * 20 <= expected.len(), "{missed:?}");
}

#[test]
fn the_order_of_the_answers_changes_nothing() {
    let mut answers = take_home();
    let planted: Vec<Answer> = answers.iter().filter(|one| one.text.len() > 500).map(copied).collect();
    assert!(planted.len() > 5);
    answers.extend(planted);
    let forward = leads(&answers);
    answers.reverse();
    assert_eq!(forward, leads(&answers));
    let middle = answers.len() / 3;
    answers.rotate_left(middle);
    assert_eq!(forward, leads(&answers));
}

#[test]
fn one_candidate_and_a_whole_class() {
    let text = &take_home().into_iter().max_by_key(|one| one.text.len()).expect("an answer");
    let answer = |number: usize, candidate: &str, more: &str| Answer {
        id: number.to_string(),
        candidate: candidate.to_string(),
        item: text.item.clone(),
        text: format!("{}{more}", text.text),
    };
    assert!(leads(&[answer(1, "c-1", ""), answer(2, "c-1", "")]).is_empty(), "twice the same person");
    // More than pairs are made of: a chain links them all.
    let class: Vec<Answer> =
        (0..40).map(|at| answer(at, &format!("c-{at}"), &format!(" Signed by number {at}."))).collect();
    let (found, ids) = find(&class);
    let mut group: Vec<usize> = (0..40).collect();
    let number = |place: u64| ids.iter().position(|(at, _)| *at == place).expect("an answer");
    for lead in &found.leads {
        let [a, b] = lead.places.map(|place| group[number(place)]);
        group.iter_mut().filter(|one| **one == a).for_each(|one| *one = b);
    }
    assert!(group.iter().all(|one| *one == group[0]), "all are linked");
    assert!(found.leads.len() < 40 * 12, "{} leads: not every pair", found.leads.len());
    assert_eq!(found.groups.iter().map(|group| group.count).collect::<Vec<_>>(), [40]);
    assert_eq!(found.left_out, 0);
    assert!(found.leads.len() <= gather::MOST_LEADS);
}

#[test]
fn items_of_any_number_have_groups_of_their_own() {
    let answer = |item: usize, candidate: usize| Answer {
        id: format!("{item}-{candidate}"),
        candidate: format!("c-{candidate}"),
        item: format!("item-{item}"),
        text: "One thread runs bytecode at a time.".to_string(),
    };
    let before = 0..super::gather::MOST_ITEMS;
    let mut answers: Vec<Answer> = before.map(|item| answer(item, 0)).collect();
    let (late, each) = (8, 3);
    answers.extend((0..late * each).map(|at| answer(super::gather::MOST_ITEMS + at / each, at % each)));
    assert_eq!(find(&answers).0.groups.len(), late);
}
