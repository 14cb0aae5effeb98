//! `gradus items`, through the real program.

#![cfg(feature = "cli")]

mod common;

use common::{SMALL, gradus};

fn ids(args: &[&str]) -> Vec<String> {
    let run = gradus(["items", "--format", "json"].iter().chain(args)).code(0);
    run.lines().iter().map(|item| item["id"].as_str().unwrap().to_string()).collect()
}

#[test]
fn the_list_of_all_questions() {
    insta::assert_snapshot!(gradus(["items", "--bank", SMALL]).code(0).out);
}

#[test]
fn json_has_one_item_a_line() {
    let items = gradus(["items", "--bank", SMALL, "--format", "json"]).code(0).lines();
    assert_eq!(items.len(), 3);
    assert_eq!(
        items[1],
        serde_json::json!({
            "id": "stack-vs-queue", "question": "What is the difference between a stack and a queue?", "topic": "Basics",
            "level": "entry", "kind": "comparison", "has_keyword_set": true,
        })
    );
}

#[test]
fn filters_by_topic_and_level() {
    assert_eq!(ids(&["--bank", SMALL, "--topic", "basi"]).len(), 3);
    assert_eq!(ids(&["--bank", SMALL, "--level", "mid"]), ["sorting"]);
    let run = gradus(["items", "--bank", SMALL, "--topic", "cooking"]).code(1);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", "no question fits; topics are: Basics\n"));
}

#[cfg(feature = "search")]
#[test]
fn search_puts_the_best_first() {
    // By a word of the question, by a stem, by a word of the reference alone.
    assert_eq!(ids(&["--bank", SMALL, "queue"])[0], "stack-vs-queue");
    assert_eq!(ids(&["--bank", SMALL, "hashing", "tables"])[0], "hash-table");
    assert_eq!(ids(&["--bank", SMALL, "pivot"]), ["sorting"]);
    // Nothing found is an empty list, one item a line, and no mistake of the command.
    let hidden =
        "no question is found for `algorithms` within the topic or level asked for: try without them, or other words\n";
    let nowhere = "no question is found for `submarine`: try fewer or other words; `gradus items` lists all 3\n";
    for (args, said) in [
        (&["algorithms", "--level", "entry"][..], hidden),
        (&["submarine"], nowhere),
        (&["submarine", "--format", "json"], nowhere),
    ] {
        let run = gradus(["items", "--bank", SMALL].iter().chain(args)).code(1);
        assert_eq!((run.out.as_str(), run.err.as_str()), ("", said));
    }
}

#[cfg(feature = "search")]
#[test]
fn a_misspelt_query_finds_what_is_meant() {
    assert_eq!(ids(&["--bank", SMALL, "qeue"])[0], "stack-vs-queue");
    assert_eq!(ids(&["--bank", SMALL, "hahs", "talbe"])[0], "hash-table");
}

#[test]
fn the_shipped_bank_serves_from_any_folder() {
    let output = common::program().args(["items", "--format", "json"]).current_dir("/").output().unwrap();
    let items = common::Run::from(output).code(0).lines();
    assert!(items.len() >= 30, "{}", items.len());
    assert!(items.iter().any(|item| item["id"] == "django-vs-flask"));
    let topics: std::collections::BTreeSet<&str> = items.iter().map(|item| item["topic"].as_str().unwrap()).collect();
    assert!(topics.len() >= 7, "{topics:?}");
}
