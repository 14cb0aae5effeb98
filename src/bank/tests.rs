//! Every kind of mistake, by snippet, code, line and text under the caret; and banks that load.

use super::*;
use crate::finding::{Finding, Severity};
use proptest::prelude::*;

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
        .map(|(path, text)| RawFile {
            folder: if path.starts_with("corpus/") { Folder::Corpus } else { Folder::KeywordSets },
            path: (*path).to_owned(),
            bytes: text.as_bytes().to_vec(),
        })
        .collect()
}

/// Code, line and text under the caret of every finding.
fn shown(bank: &Bank, findings: &[Finding]) -> Vec<(&'static str, usize, String)> {
    let source = |finding: &Finding| bank.sources()[finding.place.file as usize].clone();
    findings
        .iter()
        .map(|finding| {
            let source = source(finding);
            let line = source.line_column(finding.place.span.start).0;
            (finding.code, line, source.at(finding.place).to_owned())
        })
        .collect()
}

#[track_caller]
fn assert_findings(given: &[(&str, &str)], expected: &[(&str, usize, &str)]) {
    let (bank, findings) = load_files(files(given));
    let expected: Vec<_> = expected.iter().map(|(code, line, text)| (*code, *line, (*text).to_owned())).collect();
    assert_eq!(shown(&bank, &findings), expected, "{given:#?}\n{findings:#?}");
}

/// The one mistake in a file of questions.
#[track_caller]
fn in_corpus(text: &str, code: &str, line: usize, caret: &str) {
    assert_findings(&[("corpus/a.toml", text)], &[(code, line, caret)]);
}

/// The one mistake in a keyword set, below [`HEAD`] (two lines).
#[track_caller]
fn in_keywords(text: &str, code: &str, line: usize, caret: &str) {
    let text = format!("{HEAD}{text}");
    assert_findings(&[("corpus/a.toml", CORPUS), ("keyword-sets/a.toml", &text)], &[(code, line, caret)]);
}

#[track_caller]
fn in_glossary(text: &str, code: &str, line: usize, caret: &str) {
    assert_findings(&[("corpus/glossary.toml", text), ("corpus/a.toml", CORPUS)], &[(code, line, caret)]);
}

#[track_caller]
fn in_rules(text: &str, code: &str, line: usize, caret: &str) {
    assert_findings(&[("corpus/a.toml", CORPUS), ("keyword-sets/bank.toml", text)], &[(code, line, caret)]);
}

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
fn mistakes_in_syntax_and_encoding() {
    in_corpus(&format!("{CORPUS}related = [\"gil\"\n"), "B001", 8, "");
    in_corpus(&format!("{CORPUS}level = \"mid\"\n"), "B001", 8, "level");
    in_corpus(&CORPUS.replace("\"mid\"", "mid"), "B001", 5, "mid");
    in_corpus(&CORPUS.replace("lock", "lo\0ck"), "B003", 7, "\0");
    let (bank, findings) = load_files(vec![RawFile {
        folder: Folder::Corpus,
        path: "corpus/a.toml".into(),
        bytes: CORPUS.replace("One", "?").bytes().map(|byte| if byte == b'?' { 0xE9 } else { byte }).collect(),
    }]);
    assert_eq!(findings[0].code, "B002");
    assert_eq!(shown(&bank, &findings)[1..], [("B002", 7, "\u{fffd}".to_owned())][1..]);
    assert_eq!(bank.summaries().len(), 1, "the rest is read");
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(CORPUS.bytes().flat_map(|byte| [byte, 0])).collect();
    let (_, findings) =
        load_files(vec![RawFile { folder: Folder::Corpus, path: "corpus/a.toml".into(), bytes: utf16 }]);
    assert_eq!(findings.len(), 1);
    assert!(findings[0].help.as_deref().is_some_and(|help| help.contains("UTF-16")));
    assert_findings(&[("corpus/a.toml", &format!("\u{feff}{CORPUS}"))], &[]);
    assert_findings(&[("corpus/a.toml", &CORPUS.replace('\n', "\r\n"))], &[]);
}

#[test]
fn mistakes_in_questions() {
    in_corpus("topic = \"T\"\n", "B004", 1, "");
    in_corpus(&format!("{CORPUS}refs = [\"x\"]\n"), "B005", 8, "refs");
    in_corpus(&format!("{CORPUS}bands = {{}}\n"), "B005", 8, "{}");
    in_corpus(&CORPUS.replace("\"What is the GIL?\"", "7"), "B006", 4, "7");
    in_corpus(&CORPUS.replace("[\"One lock.\"]", "\"One lock.\""), "B006", 7, "\"One lock.\"");
    in_corpus(&CORPUS.replace("[[item]]", "[item]"), "B006", 2, "[item]");
    in_corpus(
        &CORPUS.replace("[[item]]", "[[item]]\n[[itme]]\n[[item]]").replace("[[item]]\n[[itme]]\n", "[[itme]]\n"),
        "B005",
        2,
        "itme",
    );
    in_corpus(&CORPUS.replace("level = \"mid\"\n", ""), "B007", 3, "gil");
    in_corpus(&CORPUS.replace("topic = \"Python\"\n", "\n"), "B007", 3, "gil");
    in_corpus(&CORPUS.replace("What is the GIL?", " "), "B008", 4, "\" \"");
    in_corpus(&CORPUS.replace("One lock.", ""), "B008", 7, "\"\"");
    in_corpus(&CORPUS.replace("\"gil\"", "\"The_GIL\""), "B010", 3, "The_GIL");
    in_corpus(&CORPUS.replace("mid", "middle"), "B012", 5, "middle");
    in_corpus(&CORPUS.replace("definition", "define"), "B012", 6, "define");
    in_corpus(&format!("{CORPUS}related = [\"gli\"]\n"), "B018", 8, "gli");
    in_corpus(&CORPUS.replace("references = [\"One lock.\"]\n", ""), "B019", 3, "gil");
    let again = CORPUS.replace("topic = \"Python\"\n", "\n");
    in_corpus(&format!("{CORPUS}{again}"), "B011", 10, "gil");
    assert_findings(&[("corpus/a.toml", CORPUS), ("corpus/b.toml", CORPUS)], &[("B011", 3, "gil")]);
}

#[test]
fn mistakes_in_keyword_sets() {
    let ok = format!("{HEAD}{CONCEPT}");
    assert_findings(&[("corpus/a.toml", CORPUS), ("keyword-sets/a.toml", &ok)], &[]);
    in_keywords(&format!("{CONCEPT}alternativs = []\n"), "B005", 7, "alternativs");
    in_keywords(&format!("{CONCEPT}weight = \"2\"\n"), "B006", 7, "\"2\"");
    in_keywords(&format!("{CONCEPT}required = 1\n"), "B006", 7, "1");
    in_keywords(&format!("{CONCEPT}partial = [1]\n"), "B006", 7, "1");
    in_keywords(&format!("{CONCEPT}partial = [{{ match = \"a\", within = -1 }}]\n"), "B006", 7, "-1");
    in_keywords(&format!("{CONCEPT}partial = [{{ not = [\"a\"] }}]\n"), "B007", 7, "{ not = [\"a\"] }");
    in_keywords(&CONCEPT.replace("label = \"A\"\n", ""), "B007", 4, "a");
    in_keywords(&CONCEPT.replace("alternatives = [\"x\"]\n", ""), "B007", 4, "a");
    in_keywords(&CONCEPT.replace("[\"x\"]", "[]"), "B009", 6, "[]");
    in_keywords(&CONCEPT.replace("[\"x\"]", "[\"\"]"), "B008", 6, "\"\"");
    in_keywords(&CONCEPT.replace("\"A\"", "\"\""), "B008", 5, "\"\"");
    in_keywords(&format!("sets = {{ a = [] }}\n{CONCEPT}"), "B009", 3, "[]");
    in_keywords(&format!("sets = {{ A_b = [\"x\"] }}\n{CONCEPT}"), "B010", 3, "A_b");
    in_keywords(&format!("{CONCEPT}{CONCEPT}"), "B011", 8, "a");
    in_keywords(&format!("{CONCEPT}{WRONG}cap = \"weak\"\n{WRONG}cap = \"weak\"\n"), "B011", 14, "m");
    in_keywords(&format!("{CONCEPT}{WRONG}cap = \"strong\"\n"), "B012", 12, "strong");
    in_keywords(&format!("{CONCEPT}partial = [{{ match = \"a\", within = \"text\" }}]\n"), "B012", 7, "text");
    in_keywords(&format!("{CONCEPT}[[item.example]]\nband = \"good\"\nanswer = \"x\"\n"), "B012", 8, "good");
    in_keywords(
        &format!("{CONCEPT}[[item.example]]\nband = \"weak\"\nanswer = \"x\"\nflags = [\"ecko\"]\n"),
        "B012",
        10,
        "ecko",
    );
    for weight in ["0", "-1", "0.0", "nan", "inf", "1e9"] {
        in_keywords(&format!("{CONCEPT}weight = {weight}\n"), "B013", 7, weight);
    }
    in_keywords(
        &format!("bands = {{ average = 0.6, strong = 0.3 }}\n{CONCEPT}"),
        "B014",
        3,
        "{ average = 0.6, strong = 0.3 }",
    );
    in_keywords(&format!("bands = {{ average = 0.6, strong = 1.3 }}\n{CONCEPT}"), "B014", 3, "1.3");
    in_keywords(&format!("{CONCEPT}{WRONG}penalty = 15\n"), "B015", 12, "15");
    in_keywords(&format!("{CONCEPT}{WRONG}"), "B016", 8, "m");
    in_keywords("", "B020", 2, "gil");
    in_keywords(&format!("{CONCEPT}about = \"lst\"\n"), "B025", 7, "lst");
    in_keywords(&format!("{CONCEPT}partial = [{{ match = \"a\", about = \"lst\" }}]\n"), "B025", 7, "lst");
    let other = ok.replace("gil", "gli");
    assert_findings(&[("corpus/a.toml", CORPUS), ("keyword-sets/a.toml", &other)], &[("B017", 2, "gli")]);
    let twice = [("corpus/a.toml", CORPUS), ("keyword-sets/a.toml", &ok), ("keyword-sets/b.toml", &ok)];
    assert_findings(&twice, &[("B011", 2, "gil")]);
}

#[test]
fn mistakes_in_groups() {
    let two = format!("{CONCEPT}{}", CONCEPT.replace("\"a\"", "\"b\""));
    let group = |rest: &str| format!("{two}[[item.group]]\nid = \"g\"\nlabel = \"G\"\n{rest}");
    in_keywords(&group("need = 1\nof = []\n"), "B009", 15, "[]");
    in_keywords(&group("need = \"most\"\nof = [\"a\"]\n"), "B012", 14, "most");
    in_keywords(&group("need = 1.5\nof = [\"a\"]\n"), "B006", 14, "1.5");
    in_keywords(&group("max = 0\nof = [\"a\"]\n"), "B013", 14, "0");
    in_keywords(&group("need = 1\nof = [\"a\", \"c\"]\n"), "B021", 15, "c");
    in_keywords(&group("need = 1\nof = [\"a\", \"a\"]\n"), "B022", 15, "a");
    in_keywords(&group("need = 3\nof = [\"a\", \"b\"]\n"), "B023", 14, "3");
    in_keywords(&group("need = 0\nof = [\"a\", \"b\"]\n"), "B023", 14, "0");
    in_keywords(&group("of = [\"a\"]\n"), "B024", 12, "g");
    in_keywords(&group("need = 1\nmax = 2\nof = [\"a\"]\n"), "B024", 15, "2");
    in_keywords(&group("weight = 1\nmax = 2\nof = [\"a\"]\n"), "B029", 14, "1");
    let again = "[[item.group]]\nid = \"g\"\nlabel = \"G\"\nneed = 1\nof = [\"b\"]\n";
    in_keywords(&format!("{}{again}", group("need = 1\nof = [\"a\"]\n")), "B011", 17, "g");
    let shared = again.replace("\"g\"", "\"h\"").replace("\"b\"", "\"a\"");
    in_keywords(&format!("{}{shared}", group("need = 1\nof = [\"a\"]\n")), "B022", 20, "a");
}

#[test]
fn mistakes_in_the_glossary_and_the_rules() {
    in_glossary("[[term]]\nalso = [\"x\"]\n", "B007", 1, "[[term]]");
    in_glossary("[[term]]\nterm = \"ORM\"\nmeans = \"x\"\n", "B005", 3, "means");
    in_glossary("[[synonyms]]\nwords = [\"a\"]\n", "B026", 2, "a");
    in_glossary("[[antonyms]]\nwords = [\"a\", \"b\", \"c\"]\n", "B026", 2, "a");
    in_glossary("[[antonyms]]\nwords = []\n", "B009", 2, "[]");
    in_glossary("[[term]]\nterm = \"ORM\"\n[[term]]\nterm = \"ORM\"\n", "B028", 4, "ORM");
    in_rules("bands = { average = 0.3 }\n", "B007", 1, "{ average = 0.3 }");
    in_rules("bands = { average = 0.6, strong = 0.6 }\n", "B014", 1, "{ average = 0.6, strong = 0.6 }");
    let flag = "[[red_flag]]\nid = \"f\"\nlabel = \"F\"\nalternatives = [\"x\"]\n";
    in_rules(&format!("{flag}topics = [\"Pyton\"]\n"), "B027", 5, "Pyton");
    in_rules(&format!("{flag}{flag}"), "B011", 6, "f");
    in_rules(&format!("{flag}probes = \"x\"\n"), "B005", 5, "probes");
    assert_findings(
        &[("corpus/a.toml", CORPUS), ("keyword-sets/bank.toml", &format!("{flag}topics = [\"Python\"]\n"))],
        &[],
    );
}

#[test]
fn all_mistakes_of_a_file_come_at_once_and_in_order() {
    let text = format!(
        "{HEAD}bnads = {{}}\n[[item.concept]]\nid = \"A b\"\nweight = -2\nlabel = \"L\"\nalternatives = [\"\", 3, {{ mach = \"x\" }}]\n\
         [[item.group]]\nid = \"g\"\nof = [\"ab\"]\n"
    );
    assert_findings(
        &[("corpus/a.toml", CORPUS), ("keyword-sets/a.toml", &text)],
        &[
            ("B005", 3, "bnads"),
            ("B010", 5, "A b"),
            ("B013", 6, "-2"),
            ("B008", 8, "\"\""),
            ("B006", 8, "3"),
            ("B007", 8, "{ mach = \"x\" }"),
            ("B005", 8, "mach"),
            ("B007", 10, "g"),
            ("B024", 10, "g"),
            ("B021", 11, "ab"),
        ],
    );
}

#[test]
fn syntax_errors_come_all_at_once_without_echoes() {
    let text =
        "topic = Python\n[[item]]\nid = gil\nquestion = \"Q\nlevel = \"mid\"\nkind = \"definitoin\"\nlevel = \"mid\"\n";
    let keywords = format!("{HEAD}{CONCEPT}").replace("\"gil\"", "\"unknown\"");
    assert_findings(
        &[("corpus/a.toml", text), ("keyword-sets/a.toml", &keywords)],
        &[("B001", 1, "Python"), ("B001", 3, "gil"), ("B001", 4, ""), ("B012", 6, "definitoin"), ("B001", 7, "level")],
    );
}

#[test]
fn suggestions_stand_in_the_help() {
    let help = |corpus: &str| load_files(files(&[("corpus/a.toml", corpus)])).1[0].help.clone().unwrap_or_default();
    assert_eq!(help(&CORPUS.replace("references", "referenzes")), "did you mean `references`?");
    assert_eq!(help(&CORPUS.replace("\"mid\"", "\"midd\"")), "did you mean \"mid\"?");
    assert_eq!(help(&format!("{CORPUS}related = [\"gli\"]")), "did you mean `gil`?");
    assert_eq!(help(&CORPUS.replace("\"gil\"", "\"The_GIL\"")), "write `the-gil`");
    let again = help(&format!("{CORPUS}{}", CORPUS.replace("topic = \"Python\"\n", "")));
    assert_eq!(again, "the first one is in corpus/a.toml:3; rename or remove one of them");
}

#[test]
fn every_code_is_tested_here() {
    let here = include_str!("tests.rs");
    for code in codes::ALL {
        assert!(here.contains(&format!("\"{}\"", code.id)), "no test for {}", code.id);
    }
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
    assert_eq!((packed.glossary(), packed.red_flags()), (bank.glossary(), bank.red_flags()));
    assert_eq!((packed.bands(), packed.statistics()), (bank.bands(), b"numbers".as_slice()));
    assert_eq!(packed.examples("gil"), bank.examples("gil"));
    assert_eq!(packed.examples("gil").len(), 1);
    let mut expected = bank.item("gil").expect("it was given").into_owned();
    let set = expected.keyword_set.as_mut().expect("it was given");
    set.examples.clear();
    set.sets.retain(|(name, _)| name != "three");
    assert_eq!(packed.item("gil").expect("it was packed").into_owned(), expected);
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
    let (bank, findings) = load(&dir).expect("a bank");
    std::fs::remove_dir_all(&dir).expect("writable");
    assert_eq!(findings, []);
    let ids: Vec<&str> = bank.summaries().iter().map(|summary| summary.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    assert!(bank.sources()[0].path.ends_with("a.toml"));
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
        file.bytes = bytes;
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
