//! The examples of the format in the documentation are sound banks.

#![cfg(feature = "cli")]

mod common;

use common::{Folder, gradus, repository};

/// The blocks of TOML of a page, in order.
fn blocks(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(repository(page)).unwrap();
    let behind = text.split("```toml\n").skip(1);
    behind.map(|block| block.split("```").next().unwrap_or_default().to_string()).collect()
}

/// No file has an error.
#[track_caller]
fn sound(files: &[(&str, &str)]) {
    let folder = Folder::new();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let run = gradus(["check", folder.path().to_str().unwrap(), "--errors"]);
    assert_eq!(run.code(0).out, "");
}

#[test]
fn the_examples_of_the_format_are_sound() {
    let format = blocks("keyword-sets/README.md");
    let [questions, gil, sides, group, glossary] = format.as_slice() else { panic!("{} blocks", format.len()) };
    let corpus = ("corpus/concurrency-async.toml", questions.as_str());
    sound(&[corpus, ("corpus/glossary.toml", glossary), ("keyword-sets/concurrency-async.toml", gil)]);
    let [short] = blocks("README.md").try_into().expect("one block");
    sound(&[corpus, ("keyword-sets/concurrency-async.toml", &short)]);
    // The others show a part of an item.
    let other = questions.replace("\"gil\"", "\"list-vs-tuple\"");
    sound(&[("corpus/a.toml", &other), ("keyword-sets/a.toml", sides)]);
    let mut whole = "[[item]]\nid = \"gil\"\n".to_string();
    for id in ["p-csrf", "p-xss", "p-sqli", "p-clickjacking", "x-a", "x-b", "x-c"] {
        whole.push_str(&format!(
            "[[item.concept]]\nid = \"{id}\"\nlabel = \"L\"\nalternatives = [\"protection {id}\"]\n"
        ));
    }
    sound(&[corpus, ("keyword-sets/a.toml", &(whole + group))]);
}
