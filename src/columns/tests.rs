//! Tests of mapping whole headers.

use super::*;
use crate::bank::Bank;
use crate::rows::input::ItemOf;

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_string()).collect()
}

/// Two items of the shipped bank that are not alike.
fn questions() -> [(String, String); 2] {
    let bank = Bank::shipped();
    ["gil", "list-vs-tuple"].map(|id| (id.to_string(), bank.item(id).expect("an item").question.clone()))
}

fn mapped(header: &[&str], rows: &[&[&str]], said: &[&str]) -> Result<Mapping, MapError> {
    let items = Items::new(Bank::shipped()).expect("indexed");
    let sample: Vec<ByteRecord> = rows.iter().map(|row| ByteRecord::from(row.to_vec())).collect();
    let said: Vec<Said> = said.iter().map(|said| said.parse().expect("well formed")).collect();
    map("export.csv", &strings(header), &sample, &items, &said)
}

const LONG: &str = "Only one thread runs bytecode at a time because of one lock.";

#[test]
fn names_are_put_together_and_ids_have_an_order() {
    let [(gil, question), _] = questions();
    let header = ["ID", "Last name", "First name", "Email address", "ID number", &question];
    let wide = mapped(&header, &[&["1", "Lovelace", "Ada", "a@b.c", "77", LONG]], &[]).expect("mapped").wide;
    assert_eq!((wide.ids, wide.name, wide.email), (vec![4, 0], vec![2, 1], Some(3)));
    assert_eq!(wide.answers.len(), 1);
    assert_eq!((wide.answers[0].column, &wide.answers[0].item), (5, &ItemOf::Id(gil)));
}

#[test]
fn a_word_for_the_whole_name_may_be_a_part_of_it() {
    let [(_, question), _] = questions();
    let name = |header: &[&str]| mapped(&[header, &[&question]].concat(), &[], &[]).expect("mapped").wide.name;
    assert_eq!(name(&["Nom", "Prénom"]), [1, 0]);
    assert_eq!(name(&["Apellidos", "Nombre"]), [1, 0]);
    assert_eq!(name(&["Surname", "First name", "Full name"]), [2]);
}

#[test]
fn points_columns_tell_the_most_points() {
    let [(_, first), (_, second)] = questions();
    let (first, second) = (format!("104: {first}"), format!("105: {second}"));
    let header = ["name", "id", "attempt", &first, "2.0", &second, "3.0", "n correct", "score"];
    let wide = mapped(&header, &[], &[]).expect("mapped").wide;
    let columns: Vec<(usize, Option<f64>)> =
        wide.answers.iter().map(|answer| (answer.column, answer.max_score)).collect();
    assert_eq!(columns, [(3, Some(2.0)), (5, Some(3.0))]);
}

#[test]
fn two_columns_for_one_item_are_refused_unless_one_is_better_founded() {
    let [(_, question), _] = questions();
    let error = mapped(&[&question, &question], &[], &[]).expect_err("twice").to_string();
    assert!(error.contains("  --map '2=-'\n") && error.contains("column 1 answers the same"), "{error}");
    mapped(&[&question, &question], &[], &["2=-"]).expect("as offered");
    let error = mapped(&[&question, "Else"], &[], &["2=gil"]).expect_err("twice").to_string();
    assert!(error.contains("--map '1=-'") && !error.contains("'2="), "{error}");
    mapped(&[&question, "Else"], &[], &["2=gil", "1=-"]).expect("said");
}

#[test]
fn an_item_that_does_not_exist_is_refused() {
    let error = mapped(&["a"], &[], &["1=no-such-item"]).expect_err("no item").to_string();
    assert!(error.contains("there is no item `no-such-item`"), "{error}");
}

#[test]
fn a_table_without_answers_says_what_is_expected() {
    let error = mapped(&["Timestamp", "Colour"], &[&["1", "red"]], &[]).expect_err("no answers").to_string();
    assert!(error.contains("no column holds answers") && error.contains("`Colour`"), "{error}");
}

#[test]
fn who_answered_is_found_by_words_and_by_addresses() {
    let [(_, question), _] = questions();
    let header = ["Wie erreichen wir Sie?", "Vor- und Nachname", "Matrikelnummer", &question];
    let rows: Vec<[&str; 4]> = (0..3).map(|_| ["ada@b.c", "Ada Lovelace", "77", LONG]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
    let found = mapped(&header, &rows, &[]).expect("mapped");
    assert_eq!((&found.wide.ids, &found.wide.name, found.wide.email), (&vec![2], &vec![1], Some(0)));
    assert!(found.says_who());
    assert!(!mapped(&["Colour", &question], &[&["red", LONG]], &[]).expect("mapped").says_who());
}

#[test]
fn a_header_like_a_question_is_not_left_out_for_short_or_missing_answers() {
    let [(_, question), _] = questions();
    let [like, colour] = ["What is the GIL?", "What is your favourite colour?"];
    for cell in ["no idea", ""] {
        let error =
            mapped(&[like, colour, &question], &[&[cell, cell, LONG]], &["3=-"]).expect_err("unsure").to_string();
        assert!(error.contains("--map '1=gil'") && !error.contains("'2="), "{error}");
    }
}

#[test]
fn no_item_is_offered_twice_and_none_of_hardly_any_likeness() {
    let header = [
        "Explain tuples and lists to a child",
        "Explain lists, tuples and sets",
        "How many years of Python do you have?",
    ];
    let error = mapped(&header, &[&[LONG, LONG, LONG]], &[]).expect_err("unsure").to_string();
    let line = error.lines().find(|line| line.contains("--map '1=")).expect("a line to paste");
    let ids: Vec<&str> = line.split('\'').filter_map(|part| part.split_once('=').map(|(_, id)| id)).collect();
    assert_eq!(ids.len(), 3, "{error}");
    assert!(ids[0] != ids[1] || ids[0] == "-", "{error}");
    assert_eq!(ids[2], "-", "{error}");
}

#[test]
fn what_is_said_twice_is_refused() {
    let [(_, question), _] = questions();
    let error = mapped(&["a", &question], &[], &["1=gil", "A=-"]).expect_err("twice").to_string();
    assert!(error.contains("--map 1=... and --map A=... are both about column 1"), "{error}");
    let error = mapped(&["a", "b"], &[], &["1=gil", "2=gil"]).expect_err("twice").to_string();
    assert!(error.contains("--map 1=gil and --map 2=gil"), "{error}");
}
