//! Tests of the bank as a whole, and the small files they share.

use super::*;

mod laws;
mod mistakes;

const CORPUS: &str = r#"topic = "Python"
[[item]]
id = "gil"
question = "What is the GIL?"
level = "mid"
kind = "definition"
references = ["One lock."]
"#;

/// A keyword set for `gil`; what comes after goes on with the last table.
const HEAD: &str = "[[item]]\nid = \"gil\"\n";
const CONCEPT: &str = "[[item.concept]]\nid = \"a\"\nlabel = \"A\"\nalternatives = [\"x\"]\n";
const WRONG: &str = "[[item.misconception]]\nid = \"m\"\nlabel = \"M\"\nalternatives = [\"x\"]\ncorrection = \"No.\"\n";

fn files(files: &[(&str, &str)]) -> Vec<RawFile> {
    files
        .iter()
        .map(|(path, text)| {
            let folder = if path.starts_with("corpus/") { Folder::Corpus } else { Folder::KeywordSets };
            RawFile::new(folder, *path, *text)
        })
        .collect()
}
