//! `gradus draft`, through the real program: from references to a keyword set that `gradus check` accepts.

#![cfg(feature = "cli")]

mod common;

use common::{Folder, gradus, gradus_with};

const QUESTION: &str = "Why do leaves look green?";
const REFERENCE: &str =
    "Chlorophyll absorbs red and blue light. It reflects green light (500 to 570 nm), which reaches the eye.";

#[test]
fn a_draft_from_what_is_typed() {
    insta::assert_snapshot!(gradus(["draft", "--question", QUESTION, "--reference", REFERENCE]).code(0).out);
}

/// A bank of items that are drafted from one reference each: id, question, reference.
fn bank_of(items: &[(&str, &str, &str)]) -> Folder {
    let bank = Folder::new();
    for folder in ["corpus", "keyword-sets"] {
        std::fs::create_dir(bank.path().join(folder)).expect("created");
    }
    let mut corpus = "topic = \"school\"\n".to_string();
    let mut sets = String::new();
    for (id, question, reference) in items {
        corpus += &format!(
            "[[item]]\nid = \"{id}\"\nquestion = \"{question}\"\nlevel = \"entry\"\nkind = \"definition\"\n\
             references = [\"{reference}\"]\n"
        );
        let row = serde_json::json!({ "id": id, "question": question, "references": reference }).to_string();
        sets += &gradus_with(&["draft", "-"], row.as_bytes()).code(0).out;
    }
    bank.write("corpus/school.toml", corpus);
    bank.write("keyword-sets/school.toml", sets);
    bank
}

/// The band and the score of an answer to an item of a bank.
#[track_caller]
fn graded(bank: &Folder, item: &str, answer: &str) -> (String, f64) {
    let dir = bank.path().to_str().expect("UTF-8");
    let grade = gradus(["grade", "--bank", dir, "--format", "json", item, answer]).code(0).json();
    (grade["band"].as_str().expect("a band").to_string(), grade["score"].as_f64().expect("a score"))
}

#[test]
fn a_draft_grades_as_part_of_a_bank() {
    let bank = bank_of(&[("leaves", QUESTION, REFERENCE)]);
    assert_eq!(graded(&bank, "leaves", REFERENCE).0, "strong");
    assert_eq!(graded(&bank, "leaves", "Because the sun is hot.").0, "weak");
}

/// Comparisons: id, question, reference, and the same with the sides exchanged.
const COMPARISONS: [(&str, &str, &str, &str); 5] = [
    (
        "predator-prey",
        "What is the difference between a predator and a prey?",
        "A predator hunts and eats other animals. A prey is hunted and often survives by hiding or fleeing.",
        "A prey hunts and eats other animals. A predator is hunted and often survives by hiding or fleeing.",
    ),
    (
        "isotopes-ions",
        "What is the difference between isotopes and ions?",
        "Isotopes are atoms of the same element with different numbers of neutrons. Ions have gained or lost electrons and carry a charge.",
        "Ions are atoms of the same element with different numbers of neutrons. Isotopes have gained or lost electrons and carry a charge.",
    ),
    (
        "list-tuple",
        "List versus tuple: what differs?",
        "A list is mutable, so elements can be added. A tuple is immutable and can serve as a dictionary key.",
        "A tuple is mutable, so elements can be added. A list is immutable and can serve as a dictionary key.",
    ),
    (
        "hypertonic-hypotonic",
        "What is the difference between a hypertonic and a hypotonic solution?",
        "A hypertonic solution has more solute than the cell, so water leaves and it shrinks. A hypotonic solution has less solute, so water enters and it swells.",
        "A hypotonic solution has more solute than the cell, so water leaves and it shrinks. A hypertonic solution has less solute, so water enters and it swells.",
    ),
    (
        "highest-lowest",
        "Compare the energy of a pendulum at its highest and lowest points.",
        "At the highest point it has maximum potential energy and no kinetic energy. At the lowest point the kinetic energy is greatest.",
        "At the lowest point it has maximum potential energy and no kinetic energy. At the highest point the kinetic energy is greatest.",
    ),
];

#[test]
fn an_answer_with_the_sides_exchanged_is_not_right() {
    let items = COMPARISONS.map(|(id, question, reference, _)| (id, question, reference));
    let bank = bank_of(&items);
    for (id, _, reference, exchanged) in COMPARISONS {
        assert_eq!(graded(&bank, id, reference).0, "strong", "{id}");
        assert_eq!(graded(&bank, id, exchanged).0, "weak", "{id}");
    }
    let sets = bank.read("keyword-sets/school.toml");
    assert!(sets.contains(r#"sides = { hypertonic = ["hypertonic"], hypotonic = ["hypotonic"] }"#), "{sets}");
    gradus(["check", "--bank", bank.path().to_str().expect("UTF-8")]).code(0);
}

#[test]
fn a_negator_moved_to_another_clause_is_seen() {
    let reference = "It keeps order and does not allow duplicates.";
    let bank = bank_of(&[("collection", "What does this collection do?", reference)]);
    assert_eq!(graded(&bank, "collection", reference).0, "strong");
    assert_eq!(graded(&bank, "collection", "It does not keep order and allows duplicates.").0, "weak");
    // Who keeps one half right is between them.
    let half = graded(&bank, "collection", "It keeps order and allows duplicates.").1;
    assert!(half > 0.2 && half < 0.65, "{half}");
}

#[test]
fn drafts_of_shipped_items_check_without_a_finding() {
    let bank = Folder::new();
    for folder in ["corpus", "keyword-sets"] {
        std::fs::create_dir(bank.path().join(folder)).expect("created");
    }
    for name in ["glossary.toml", "concurrency-async.toml"] {
        let text = std::fs::read_to_string(common::repository("corpus").join(name)).expect("readable");
        // Items of other topics are not here.
        let text: String =
            text.lines().filter(|line| !line.starts_with("related")).map(|line| format!("{line}\n")).collect();
        bank.write(&format!("corpus/{name}"), text);
    }
    let dir = bank.path().to_str().expect("UTF-8").to_string();
    let items = gradus(["items", "--bank", &dir, "--format", "json"]).code(0).lines();
    let drafts: String = items
        .iter()
        .map(|item| gradus(["draft", "--bank", &dir, item["id"].as_str().expect("an id")]).code(0).out)
        .collect();
    bank.write("keyword-sets/concurrency-async.toml", drafts);
    let check = gradus(["check", "--bank", &dir]).code(0);
    assert!(check.err.contains("No findings"), "{}\n{}", check.out, check.err);
}

#[test]
fn a_row_on_standard_input_and_an_item_of_the_bank_are_drafted_alike() {
    let row = serde_json::json!({ "id": "leaves", "question": QUESTION, "references": [REFERENCE] }).to_string();
    let from_row = gradus_with(&["draft", "-"], row.as_bytes()).code(0).out;
    assert!(from_row.contains("id = \"leaves\"") && from_row.contains("Chlorophyll absorbs red"));
    assert!(gradus(["draft", "gil"]).code(0).out.contains("id = \"gil\""));
}

#[test]
fn what_is_missing_is_said() {
    assert!(gradus(["draft"]).code(2).err.contains("--question and --reference"));
    assert!(gradus(["draft", "--question", QUESTION, "--reference", " "]).code(2).err.contains("needs a reference"));
    assert!(gradus(["draft", "no-such-item"]).code(2).err.contains("no-such-item"));
    assert!(gradus_with(&["draft", "-"], b"{").code(2).err.contains("expected one JSON object"));
}

#[test]
fn a_draft_with_nothing_in_it_is_an_error() {
    let empty = gradus(["draft", "--question", "", "--reference", REFERENCE]).code(2);
    assert!(empty.err.contains("needs the question") && empty.err.contains("--question TEXT"), "{}", empty.err);
    assert!(empty.out.is_empty());
    for row in [r#"{"references":["So."]}"#, r#"{"question":" ","references":["So."]}"#] {
        assert!(gradus_with(&["draft", "-"], row.as_bytes()).code(2).err.contains("needs the question"));
    }
    for row in
        [r#"{"question":"Why?"}"#, r#"{"question":"Why?","references":[]}"#, r#"{"question":"Why?","references":null}"#]
    {
        assert!(gradus_with(&["draft", "-"], row.as_bytes()).code(2).err.contains("needs a reference"));
    }
    let echo = gradus(["draft", "--question", QUESTION, "--reference", "..?"]).code(2);
    assert!(echo.err.contains("needs a reference"), "{}", echo.err);
    let small = gradus(["draft", "--question", "Why?", "--reference", "It is."]).code(2);
    assert!(small.err.contains("nothing to draft"), "{}", small.err);
}

#[test]
fn a_reference_that_is_no_text_is_told_with_its_line() {
    for (value, said) in [("3", "integer `3`"), ("null", "null"), ("[\"So.\"]", "sequence"), ("{}", "map")] {
        let row = format!("{{\"question\": \"Why?\",\n \"references\": [\n  \"So.\",\n  {value}\n]}}");
        let error = gradus_with(&["draft", "-"], row.as_bytes()).code(2).err;
        assert!(error.contains("standard input, line 4: invalid type: ") && error.contains(said), "{error}");
        assert!(error.contains("a list of texts"), "{error}");
    }
    let number = gradus_with(&["draft", "-"], b"{\"question\": \"Why?\",\n\"references\": 7}").code(2).err;
    assert!(number.contains("line 2: invalid type: integer `7`"), "{number}");
    let numbered = gradus_with(&["draft", "-"], br#"{"id": 12, "question": "Why?", "reference": "Glaciers melt."}"#);
    assert!(numbered.code(0).out.contains("id = \"item-12\""));
}
