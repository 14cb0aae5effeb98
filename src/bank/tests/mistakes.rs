//! Every kind of mistake, by snippet, code, line and text under the caret.

use super::*;
use crate::finding::Finding;

/// Code, line and text under the caret of every finding.
fn shown(bank: &Bank, findings: &[Finding]) -> Vec<(&'static str, usize, String)> {
    // Most of the banks here have no keyword set, and mean it.
    let source = |finding: &Finding| bank.sources()[finding.place.file as usize].clone();
    findings
        .iter()
        .filter(|finding| finding.code != codes::NO_KEYWORD_SET.id)
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
fn mistakes_in_syntax_and_encoding() {
    in_corpus(&format!("{CORPUS}related = [\"gil\"\n"), "B001", 8, "");
    in_corpus(&format!("{CORPUS}level = \"mid\"\n"), "B001", 8, "level");
    in_corpus(&CORPUS.replace("\"mid\"", "mid"), "B001", 5, "mid");
    in_corpus(&CORPUS.replace("lock", "lo\0ck"), "B003", 7, "\0");
    let (bank, mut findings) = load_files(vec![RawFile::new(
        Folder::Corpus,
        "corpus/a.toml",
        CORPUS.replace("One", "~").bytes().map(|byte| if byte == b'~' { 0xE9 } else { byte }).collect::<Vec<u8>>(),
    )]);
    findings.retain(|finding| finding.code != codes::NO_KEYWORD_SET.id);
    assert_eq!(shown(&bank, &findings), [("B002", 7, "\u{fffd}".to_owned())]);
    assert_eq!(bank.summaries().len(), 1, "the rest is read");
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(CORPUS.bytes().flat_map(|byte| [byte, 0])).collect();
    let (_, findings) = load_files(vec![RawFile::new(Folder::Corpus, "corpus/a.toml", utf16)]);
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
    in_corpus(&format!("{CORPUS}related = [\"gil\"]\n"), "B034", 8, "gil");
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
    in_keywords(&format!("sides = {{ one = [\"x\"] }}\n{CONCEPT}"), "B035", 3, "x");
    in_keywords(&format!("sides = {{ one = [\"x\"], two = [\"y\", \"X\"] }}\n{CONCEPT}"), "B039", 3, "X");
    in_keywords(&CONCEPT.replace("[\"x\"]", "[\"x y\", \"x  y\"]"), "B037", 6, "x  y");
    in_keywords(&format!("{CONCEPT}partial = [\"x\"]\n"), "B037", 7, "x");
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
    in_keywords(&group("need = 1\nof = [\"a\"]\n").replace("\"g\"", "\"b\""), "B036", 12, "b");
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
    let pair = "[[synonyms]]\nwords = [\"Up\", \"down\", \"over\"]\n[[antonyms]]\nwords = [\"down\", \"up\"]\n";
    in_glossary(pair, "B033", 4, "down");
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
fn a_broken_list_is_told_once() {
    let concept = |list: &str, id: &str| {
        format!("[[item.concept]]\nid = \"{id}\"\nlabel = \"A\"\nalternatives = {list}\nhint = \"h\"\n")
    };
    let good = concept("[\n  \"x\",\n]", "b");
    for (list, line, caret) in [
        ("[\n  \"x\",\n  \"y,\n  \"z\",\n  \"x\",\n]", 8, ""),
        ("[\n  \"x\",\n  \"y\"", 6, "alternatives = ["),
        ("[\n  \"x\"\n  \"y\",\n  “z”,\n]", 8, ""),
    ] {
        in_keywords(&format!("{}{good}", concept(list, "a")), "B001", line, caret);
    }
}

#[test]
fn files_that_are_not_read_or_say_nothing_are_told() {
    let mut all = files(&[("corpus/a.toml", CORPUS), ("keyword-sets/a.toml", "# nothing yet\n")]);
    all.push(RawFile::new(Folder::Unread, "keyword-sets/b.txt", ""));
    let (_, findings) = load_files(all.clone());
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["B032", "B031", "B030"], "{findings:#?}");
    let why = Unreadable { why: "it is locked".into(), help: "unlock it" };
    all.push(RawFile { folder: Folder::KeywordSets, path: "keyword-sets/c.toml".into(), bytes: Err(why) });
    let (_, told) = load_files(all);
    let codes: Vec<&str> = told.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["B031", "B030", "B038"], "the keyword set may stand in it: {told:#?}");
    let (message, help) = (told[2].message.as_str(), told[2].help.as_deref());
    assert_eq!((message, help), ("`keyword-sets/c.toml` cannot be read: it is locked", Some("unlock it")));
    assert!(
        findings[0].message.ends_with("for all items, so their references alone grade them: `gil`"),
        "{findings:#?}"
    );
}

#[test]
fn suggestions_stand_in_the_help() {
    let told = |given: &[(&str, &str)]| {
        let (_, mut findings) = load_files(files(given));
        findings.retain(|finding| finding.code != codes::NO_KEYWORD_SET.id);
        findings[0].help.clone().unwrap_or_default()
    };
    let help = |corpus: &str| told(&[("corpus/a.toml", corpus)]);
    assert_eq!(help(&CORPUS.replace("references", "referenzes")), "did you mean `references`?");
    assert_eq!(help(&CORPUS.replace("\"mid\"", "\"midd\"")), "did you mean \"mid\"?");
    assert_eq!(help(&format!("{CORPUS}related = [\"gli\"]")), "did you mean `gil`?");
    assert_eq!(help(&CORPUS.replace("\"gil\"", "\"The_GIL\"")), "write `the-gil`");
    assert_eq!(help(&CORPUS.replace("[[item]]", "[[itme]]\nid = \"x\"\n[[item]]")), "did you mean `[[item]]`?");
    assert_eq!(help(&CORPUS.replace("\"gil\"", "“gil”")), "write plain quotes: \"...\"");
    let keywords = |text: &str| {
        let text = format!("{HEAD}{text}");
        told(&[("corpus/a.toml", CORPUS), ("keyword-sets/a.toml", &text)])
    };
    assert_eq!(keywords(&CONCEPT.replace("concept]]", "concepts]]")), "did you mean `[[item.concept]]`?");
    assert_eq!(
        keywords(&format!("{CONCEPT}{CONCEPT}").replacen("[[item.", "[[", 1)),
        "write [[item.concept]], below the [[item]] that it belongs to"
    );
    assert_eq!(
        keywords(&format!("{CONCEPT}required = yes\n")),
        "write true or false, in small letters and without quotes"
    );
    assert_eq!(keywords(&format!("{CONCEPT}weight = 2,5\n")), "write 2.5, with a point");
    assert_eq!(keywords(&format!("bands = {{ average = 0,35, strong = 0.7 }}\n{CONCEPT}")), "write 0.35, with a point");
    for label in ["\\d", "C:\\Users"] {
        let help = keywords(&CONCEPT.replace("\"A\"", &format!("\"{label}\"")));
        assert_eq!(help, "write `\\\\` for a backslash, or put the text between single quotes: '...'");
    }
    let again = help(&format!("{CORPUS}{}", CORPUS.replace("topic = \"Python\"\n", "")));
    assert_eq!(again, "the first one is in corpus/a.toml:3; rename or remove one of them");
}

#[test]
fn every_code_is_tested_here() {
    let here = include_str!("mistakes.rs");
    for code in codes::ALL {
        assert!(here.contains(&format!("\"{}\"", code.id)), "no test for {}", code.id);
    }
}
