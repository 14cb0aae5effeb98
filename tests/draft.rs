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

#[test]
fn a_draft_grades_as_part_of_a_bank() {
    let draft = gradus(["draft", "--question", QUESTION, "--reference", REFERENCE]).code(0).out;
    let bank = Folder::new();
    for folder in ["corpus", "keyword-sets"] {
        std::fs::create_dir(bank.path().join(folder)).expect("created");
    }
    let item = format!(
        "[[item]]\nid = \"why-do-leaves-look-green\"\nquestion = \"{QUESTION}\"\ntopic = \"plants\"\nlevel = \"entry\"\nkind = \"definition\"\n\
         references = [\"{REFERENCE}\"]\n"
    );
    bank.write("corpus/plants.toml", item);
    bank.write("keyword-sets/plants.toml", draft);
    let dir = bank.path().to_str().expect("UTF-8");
    let grade = |answer: &str| gradus(["grade", "--bank", dir, "--format", "json", "why-do-leaves-look-green", answer]);
    assert_eq!(grade(REFERENCE).code(0).json()["band"], "strong");
    assert_eq!(grade("Because the sun is hot.").code(0).json()["band"], "weak");
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
