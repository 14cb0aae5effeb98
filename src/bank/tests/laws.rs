//! Banks that load, banks that are packed, and input that means harm.

use super::*;
use crate::finding::{Finding, Severity};
use proptest::prelude::*;

#[test]
fn a_good_bank_loads_without_findings() {
    let keywords = format!(
        "[sets]\nat-once = [\"at a time\"]\nother = [\"z\"]\n{HEAD}bands = {{ average = 0.35, strong = 0.65 }}\n\
         sides = {{ list = [\"lists\"], tuple = [\"tuples\"] }}\nsets = {{ other = [\"own\"] }}\n{CONCEPT}weight = 3\n\
         required = true\nabout = \"list\"\npartial = [\"y\", {{ match = \"z w\", within = \"sentence\", not = [\"q\"], \
         ordered = true, about = \"\", case = true }}]\nhint = \"h\"\nfollow_up = \"f\"\n\
         [[item.concept]]\nid = \"b\"\nlabel = \"B\"\nabout = \"\"\nalternatives = [{{ match = \"u v\", within = 3 }}]\n\
         [[item.group]]\nid = \"g\"\nlabel = \"G\"\nneed = \"all\"\nof = [\"a\", \"b\"]\n{WRONG}cap = \"weak\"\n\
         [[item.example]]\nband = \"weak\"\nanswer = \"\"\nflags = [\"empty\"]\n"
    );
    let (bank, findings) = load_files(files(&[
        ("corpus/a.toml", CORPUS),
        ("corpus/glossary.toml", "[[term]]\nterm = \"ORM\"\n[[antonyms]]\nwords = [\"a\", \"b\"]\n"),
        ("keyword-sets/a.toml", &keywords),
        ("keyword-sets/bank.toml", "bands = { average = 0.2, strong = 0.7 }\n"),
    ]));
    assert_eq!(findings, []);
    assert_eq!(bank.bands(), Bands { average: 0.2, strong: 0.7 });
    assert_eq!(bank.glossary().antonyms.len(), 1);
    let item = bank.item("gil").expect("it was given");
    let set = item.keyword_set.as_ref().expect("it was given");
    let names: Vec<&str> = set.sides.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["list", "tuple"]);
    let sets: Vec<(&str, &str)> = set.sets.iter().map(|(name, words)| (name.as_str(), &*words[0].value)).collect();
    assert_eq!(sets, [("other", "own"), ("at-once", "at a time")], "the item's set wins");
    let concept = &set.concepts[0];
    assert_eq!((concept.weight, concept.required, concept.about.as_deref()), (3.0, true, Some("list")));
    assert_eq!(concept.partial[1].within, Some(Within::Sentence));
    assert_eq!(concept.partial[1].about.as_deref(), Some(""));
    assert_eq!((set.concepts[1].weight, set.concepts[1].about.as_deref()), (1.0, None));
    assert_eq!(set.concepts[1].alternatives[0].within, Some(Within::Words(3)));
    assert_eq!(set.groups[0].need, Some(Need::All));
    assert_eq!((set.misconceptions[0].cap, set.misconceptions[0].penalty), (Some(Band::Weak), 0.0));
    assert_eq!(bank.sources()[2].at(concept.place), "a");
    assert_eq!(bank.sources()[2].at(concept.alternatives[0].pattern.place), "x");
}

#[test]
fn places_point_into_plain_strings_and_at_the_whole_of_escaped_ones() {
    let text = "topic = \"T\"\n[[item]]\nid = \"i\"\nquestion = \"Q\"\nlevel = \"mid\"\nkind = \"design\"\n";
    let keywords = "[[item]]\nid = \"i\"\n[[item.concept]]\nid = \"c\"\nlabel = \"C\"\nalternatives = [\"ab (cd\", 'a\\b',\n\
                    \"a\\tb\", '''\nab\ncd''', \"\"\"x \\\n  y\"\"\"]\n";
    let (bank, findings) = load_files(files(&[("corpus/a.toml", text), ("keyword-sets/a.toml", keywords)]));
    assert_eq!(findings, []);
    let item = bank.item("i").expect("it was given");
    let source = &bank.sources()[1];
    let alternatives = &item.keyword_set.as_ref().expect("it was given").concepts[0].alternatives;
    let at = |index: usize, offset, len| source.at(place_in(&alternatives[index].pattern, &source.text, offset, len));
    assert_eq!(at(0, 3, 1), "(");
    assert_eq!(at(0, 6, 0), "");
    assert_eq!(at(0, 3, 99), "ab (cd", "beyond the end");
    assert_eq!(at(1, 1, 1), "\\");
    assert_eq!(at(2, 1, 1), "a\\tb", "an escape: the whole string");
    assert_eq!(at(3, 3, 2), "cd");
    assert_eq!(at(4, 0, 1), "x \\\n  y");
    assert_eq!(at(0, usize::MAX, 2), "ab (cd");
}

#[test]
fn packing_keeps_everything_but_places_examples_apart() {
    let keywords = format!(
        "[sets]\none = [\"@two\"]\ntwo = [\"x\"]\nthree = [\"y\"]\n{HEAD}{}[[item.example]]\nband = \"weak\"\nanswer = \"x\"\n",
        CONCEPT.replace("\"x\"", "\"@one\"")
    );
    let (bank, findings) = load_files(files(&[
        ("corpus/a.toml", CORPUS),
        ("corpus/glossary.toml", "[[term]]\nterm = \"ORM\"\n"),
        ("keyword-sets/a.toml", &keywords),
        ("keyword-sets/bank.toml", "[[red_flag]]\nid = \"f\"\nlabel = \"F\"\nalternatives = [\"x\"]\n"),
    ]));
    assert_eq!(findings, []);
    let blob = blob::pack(&bank, b"numbers").expect("a small bank");
    let packed = blob::unpack(blob.clone().into()).expect("just packed");
    assert_eq!(packed.summaries(), bank.summaries());
    // Places serve messages about files; a packed bank has none, so what is compared is what is serialised.
    assert_eq!(bytes(packed.glossary()), bytes(bank.glossary()));
    assert_eq!(bytes(packed.red_flags()), bytes(bank.red_flags()));
    assert_eq!((packed.bands(), packed.statistics()), (bank.bands(), b"numbers".as_slice()));
    assert_eq!(bytes(&packed.examples("gil")), bytes(&bank.examples("gil")));
    assert_eq!(packed.examples("gil").len(), 1);
    let mut expected = bank.item("gil").expect("it was given").into_owned();
    let set = expected.keyword_set.as_mut().expect("it was given");
    set.examples.clear();
    set.sets.retain(|(name, _)| name != "three");
    assert_eq!(bytes(&packed.item("gil").expect("it was packed")), bytes(&expected));
    assert_eq!(packed.item("other"), None);
    assert_eq!(packed.suggest("gli"), ["gil"]);

    assert!(blob::unpack(Vec::new().into()).is_ok_and(|bank| bank.summaries().is_empty()));
    for len in 1..blob.len() {
        assert!(blob::unpack(blob[..len].to_vec().into()).is_err(), "cut at {len}");
    }
}

#[test]
fn a_bank_is_read_from_its_folder_in_order() {
    let dir = std::env::temp_dir().join(format!("gradus-bank-{}", std::process::id()));
    let write = |path: &str, text: &str| {
        let path = dir.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        std::fs::write(path, text).expect("writable");
    };
    assert!(matches!(load(&dir), Err(BankError::Missing(_))));
    write("README.md", "");
    assert!(matches!(load(&dir), Err(BankError::NotABank(_))));
    write("corpus/b.toml", &CORPUS.replace("gil", "b"));
    write("corpus/a.toml", &CORPUS.replace("gil", "a"));
    write("corpus/notes.txt", "not TOML");
    write("corpus/.hidden.toml", "not TOML");
    write("corpus/._a.toml", "left behind by a system");
    write("corpus/deep/c.toml", "not TOML");
    std::fs::create_dir_all(dir.join("corpus/c.toml")).expect("writable");
    let (bank, findings) = load(&dir).expect("a bank");
    std::fs::remove_dir_all(&dir).expect("writable");
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(
        codes,
        ["B032", "B030", "B030", "B030", "B030"],
        "references alone; and what nobody reads: {findings:#?}"
    );
    for name in ["notes.txt", ".hidden.toml", "deep/c.toml", "c.toml"] {
        let told = |finding: &Finding| finding.message.ends_with(&format!("corpus/{name}` is not read"));
        assert!(findings.iter().any(told), "{name}: {findings:#?}");
    }
    let ids: Vec<&str> = bank.summaries().iter().map(|summary| summary.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    assert!(bank.sources()[0].path.ends_with("a.toml"));
}

#[test]
fn deep_nesting_is_an_error_not_a_crash() {
    let deep = 200_000;
    for text in [
        format!("a = {}", "[".repeat(deep)),
        format!("a = {}", "{ a = ".repeat(deep)),
        format!("{}b = 1", "a.".repeat(deep)),
        format!("[{}b]", "a.".repeat(deep)),
        format!("a = {{ {}b = 1 }}", "a.".repeat(deep)),
    ] {
        let (_, findings) = load_files(files(&[("corpus/a.toml", &text)]));
        assert!(!findings.is_empty());
    }
}

/// Text that looks enough like a bank to get deep into the readers.
fn toml_like() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "[[item]]",
        "[item]",
        "[[item.concept]]",
        "[[item.group]]",
        "[[item.example]]",
        "[[red_flag]]",
        "[[term]]",
        "[sets]",
        "id = \"a\"",
        "id = ''",
        "id = 3",
        "question = \"é\"",
        "level = \"mid\"",
        "kind = \"x\"",
        "alternatives = [\"a\", {match = 'b', within = -9223372036854775808}]",
        "of = ['a', 'a']",
        "need = 4294967296",
        "weight = 1e999",
        "bands = {average = nan, strong = {}}",
        "sides = {a = ['\\'], é = 1}",
        "sides.a.b = 1979-05-27",
        "'' = '''",
        "\"\"\"",
        "words = ['a']",
        "references = [[[]]]",
        "about = \"\"",
        "a.b.c = 0xFFFFFFFFFFFFFFFFFF",
        "\u{feff}",
        "\r",
    ]);
    let lines = prop_oneof![4 => line.prop_map(str::to_owned), 1 => "\\PC{0,20}"];
    prop::collection::vec(lines, 0..25).prop_map(|lines| lines.join("\n"))
}

fn load_and_use(texts: [Vec<u8>; 4]) {
    let paths = ["corpus/a.toml", "corpus/glossary.toml", "keyword-sets/a.toml", "keyword-sets/bank.toml"];
    let mut given = files(&paths.map(|path| (path, "")));
    for (file, bytes) in given.iter_mut().zip(texts) {
        file.bytes = Ok(bytes);
    }
    let (bank, findings) = load_files(given.clone());
    assert_eq!(load_files(given).1, findings, "the same files, the same findings");
    for finding in &findings {
        let source = &bank.sources()[finding.place.file as usize];
        assert!(source.text.get(finding.place.span.start..finding.place.span.end).is_some(), "{finding:?}");
        assert!(finding.to_line(bank.sources()).contains(finding.code));
    }
    let errors = findings.iter().any(|finding| finding.severity == Severity::Error);
    assert!(errors || !bank.summaries().is_empty());
    let blob = blob::pack(&bank, &[]).expect("a small bank");
    assert_eq!(blob::unpack(blob.into()).expect("just packed").summaries(), bank.summaries());
}

proptest! {
    #[test]
    fn no_text_makes_the_loader_panic(texts in prop::array::uniform4(toml_like())) {
        load_and_use(texts.map(String::into_bytes));
    }

    #[test]
    fn no_bytes_make_the_loader_panic(texts in prop::array::uniform4(prop::collection::vec(any::<u8>(), 0..300))) {
        load_and_use(texts);
    }

    #[test]
    fn no_bytes_make_the_blob_panic(at in 0usize..4000, byte: u8, tail in prop::collection::vec(any::<u8>(), 0..64)) {
        let keywords = format!("{HEAD}{CONCEPT}{WRONG}");
        let (bank, _) = load_files(files(&[("corpus/a.toml", CORPUS), ("keyword-sets/a.toml", &keywords)]));
        let mut blob = blob::pack(&bank, &tail).expect("a small bank");
        let at = at % blob.len();
        blob[at] = byte;
        if let Ok(bank) = blob::unpack(blob.into()) {
            for summary in bank.summaries() {
                let _ = (bank.item(&summary.id), bank.examples(&summary.id));
            }
        }
        let _ = blob::unpack(tail.into());
    }
}

fn bytes(value: &(impl serde::Serialize + ?Sized)) -> Vec<u8> {
    postcard::to_stdvec(value).expect("plain data")
}
