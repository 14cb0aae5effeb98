//! `gradus check`, through the real program.

#![cfg(feature = "cli")]

mod common;

use common::{Folder, SMALL, gradus};
use serde_json::Value;

const BROKEN: &str = "tests/banks/broken";

#[test]
fn a_sound_bank_has_no_findings() {
    let run = gradus(["check", SMALL]).code(0);
    assert_eq!(run.out, "");
    assert_eq!(run.err, "3 items, 6 examples: 6 get their band. No findings.\n");
    assert_eq!(gradus(["check", "--bank", SMALL]).code(0).err, run.err);
}

#[test]
fn the_shipped_bank_is_sound() {
    let run = gradus(["check", "--errors"]).code(0);
    assert_eq!(run.out, "");
    // The same from its files, where findings have places.
    let run = gradus(["check", ".", "--errors"]).code(0);
    assert_eq!(run.out, "");
}

#[test]
fn a_path_is_the_bank_that_it_leads_to() {
    // A file with the name of a topic that the program brings is still this file.
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path().join("brk/corpus")).expect("made");
    folder.write("brk/corpus/django.toml", "this is [not toml");
    folder.write("brk/corpus/sound.toml", "topic = \"Sound\"\n");
    let broken = folder.at("brk/corpus/django.toml");
    let run = gradus(["check", &broken]).code(1);
    assert!(run.out.contains("B001") && run.out.contains("django.toml"), "{}", run.out);
    assert!(gradus(["check", &folder.at("brk/corpus/sound.toml")]).out.find("django").is_none());
    // The folder of the files is the bank around it; two banks are checked one after the other.
    let whole = gradus(["check", SMALL]).code(0).err;
    assert_eq!(gradus(["check", &format!("{SMALL}/corpus")]).code(0).err, whole);
    let both = gradus(["check", SMALL, BROKEN, "--errors"]).code(1);
    assert!(both.err.starts_with(&whole) && both.err.lines().count() == 2, "{}", both.err);
}

#[test]
fn all_mistakes_are_shown_at_once() {
    let run = gradus(["check", BROKEN]).code(1);
    insta::assert_snapshot!(run.out);
    insta::assert_snapshot!("summary", run.err);
}

#[test]
fn patterns_of_a_keyword_set_are_looked_at_before_its_item_is_there() {
    let folder = Folder::new();
    for part in ["corpus", "keyword-sets"] {
        std::fs::create_dir_all(folder.path().join(part)).expect("made");
    }
    let item =
        "id = \"gil\"\nlevel = \"mid\"\nkind = \"definition\"\nquestion = \"Why?\"\nreferences = [\"One lock.\"]\n";
    folder.write("corpus/a.toml", format!("topic = \"A\"\n[[item]]\n{item}"));
    let set = |id: &str| {
        format!(
            "[[item]]\nid = \"{id}\"\n[[item.concept]]\nid = \"a\"\nlabel = \"A\"\nalternatives = [\"one (thread\", \"lock @nothing\"]\n"
        )
    };
    folder.write("keyword-sets/a.toml", format!("{}{}", set("gil"), set("new-one")));
    let at = |args: &[&str]| -> Vec<(String, String, u64)> {
        let run = gradus(["check", "--format", "json", "--errors"].iter().chain(args)).code(1);
        let text = |value: &Value| value.as_str().unwrap_or("-").to_string();
        run.lines().iter().map(|one| (text(&one["code"]), text(&one["item"]), one["line"].as_u64().unwrap())).collect()
    };
    let found = |code: &str, item: &str, line| (code.to_string(), item.to_string(), line);
    let of_new = [found("B017", "-", 8), found("P001", "new-one", 12), found("P001", "new-one", 12)];
    let bank = folder.at("");
    let all = at(&[&bank]);
    assert_eq!(all[..2], [found("P001", "gil", 6), found("P001", "gil", 6)]);
    assert_eq!(all[2..], of_new);
    assert_eq!(at(&[&bank, "new-one"]), of_new);
}

#[test]
fn what_can_be_found_is_listed_by_code() {
    let out = gradus(["check", "--codes"]).code(0).out;
    assert!(out.contains("B001 error   The file is not valid TOML.\n"), "{out}");
    assert!(out.contains("L002 warning An alternative is met by the question itself"), "{out}");
    let listed = gradus(["check", "--codes", "--format", "json"]).code(0).lines();
    let known = |code: &Value| listed.iter().any(|row| row["code"] == *code && row["about"].is_string());
    for finding in gradus(["check", BROKEN, "--format", "json"]).code(1).lines() {
        assert!(known(&finding["code"]), "{finding}");
    }
    assert_eq!(gradus(["check", "--codes", "--audit"]).code, 2);
}

#[test]
fn every_finding_has_code_file_line_and_column() {
    let run = gradus(["check", BROKEN, "--format", "json"]).code(1);
    let findings = run.lines();
    assert!(findings.len() >= 12, "{}", findings.len());
    let mut codes = std::collections::BTreeSet::new();
    for finding in &findings {
        let file = finding["file"].as_str().unwrap();
        assert!(file.starts_with(BROKEN) && file.ends_with(".toml"), "{file}");
        assert!(finding["line"].as_u64().unwrap() >= 1 && finding["column"].as_u64().unwrap() >= 1);
        codes.insert(finding["code"].as_str().unwrap().to_string());
    }
    assert!(codes.len() >= 10, "{codes:?}");
    let at = |code: &str| {
        findings.iter().find(|finding| finding["code"] == code).unwrap_or_else(|| panic!("{code}: {codes:?}"))
    };
    let place = |finding: &Value| (finding["line"].as_u64().unwrap(), finding["column"].as_u64().unwrap());
    let text = |code: &str| {
        format!("{} {}", at(code)["message"].as_str().unwrap(), at(code)["help"].as_str().unwrap_or_default())
    };
    // An unknown key, an unknown item, a missing member: each with what was probably meant.
    assert_eq!(place(at("B005")), (9, 1));
    assert!(text("B005").contains("`relatd`") && text("B005").contains("`related`"), "{}", text("B005"));
    assert!(text("B017").contains("`hash-tabel`") && text("B017").contains("`hash-table`"), "{}", text("B017"));
    assert!(text("B021").contains("`fiffo`") && text("B021").contains("`fifo`"), "{}", text("B021"));
}

#[test]
fn a_pattern_that_cannot_be_read_has_its_caret_inside_the_pattern() {
    let run = gradus(["check", BROKEN, "--format", "json"]).code(1);
    let findings = run.lines();
    let patterns: Vec<&Value> = findings.iter().filter(|finding| finding["code"] == "P001").collect();
    let places: Vec<(u64, u64)> = patterns
        .iter()
        .map(|finding| (finding["line"].as_u64().unwrap(), finding["column"].as_u64().unwrap()))
        .collect();
    let source = std::fs::read_to_string(common::repository("tests/banks/broken/keyword-sets/basics.toml")).unwrap();
    let found: Vec<String> = places
        .iter()
        .map(|(line, column)| {
            let line = source.lines().nth(*line as usize - 1).unwrap();
            line.chars().skip(*column as usize - 1).take(5).collect()
        })
        .collect();
    assert_eq!(found, ["(firs", "@stru", "not t"]);
    assert!(patterns[1]["help"].as_str().unwrap().contains("did you mean `@structures`?"));
}

#[test]
fn an_example_that_misses_its_band_is_an_error_with_its_reasons() {
    let folder = Folder::new();
    for part in ["corpus/basics.toml", "corpus/glossary.toml", "keyword-sets/bank.toml", "keyword-sets/basics.toml"] {
        let text = std::fs::read_to_string(common::repository(SMALL).join(part)).unwrap();
        let text = text
            .replace("answer = \"It is some kind of table", "flags = [\"echo\"]\nanswer = \"It is some kind of table");
        let text = text
            .replace("band = \"strong\"\nanswer = \"A stack is LIFO", "band = \"weak\"\nanswer = \"A stack is LIFO");
        let path = folder.path().join(part);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let bank = folder.path().to_str().unwrap();
    let run = gradus(["check", bank, "--format", "json"]).code(1);
    let findings = run.lines();
    let codes: Vec<&str> = findings.iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["E003", "E002"], "{}", run.out);
    assert!(findings[1]["message"].as_str().unwrap().contains("must be weak but is strong"), "{}", findings[1]);
    assert!(findings[1]["detail"].as_str().unwrap().contains("met: stack-lifo queue-fifo"), "{}", findings[1]);
    assert_eq!(run.err, "3 items, 6 examples: 4 get their band. 2 errors in 1 file\n");
    // Only one item: its example alone.
    let one = gradus(["check", "--bank", bank, "hash-table"]).code(1);
    assert!(one.out.contains("E003") && !one.out.contains("E002"), "{}", one.out);
    assert!(gradus(["check", "--bank", bank, "sorting"]).code(0).out.is_empty());
    for names in [&["nothing"][..], &["sorting", "nothing"]] {
        let run = gradus(["check", "--bank", bank].iter().chain(names)).code(2);
        assert!(run.err.contains(&format!("nothing in the bank {bank} is called nothing")), "{}", run.err);
    }
    assert_eq!(findings[1]["item"], "stack-vs-queue");
    for (name, told) in [
        ("no-such-folder", "there is no folder or item no-such-folder; give the folder that holds corpus/"),
        ("no/such/folder", "no/such/folder: no such folder; give the folder that holds corpus/"),
        ("tests/check.rs", "tests/check.rs: this file stands in no bank; give the folder that holds corpus/"),
        ("no/such/django.toml", "no/such/django.toml: no such folder; give the folder that holds corpus/"),
    ] {
        let run = gradus(["check", name]).code(2);
        assert!(run.err.contains(told), "{}", run.err);
    }
    assert!(gradus(["check", bank, "no/such"]).code(2).err.contains("no/such: no such folder"));
    let coloured = |choice: &str| gradus(["check", bank, "--color", choice]).code(1).out.contains("\u{1b}[");
    assert!(coloured("always") && !coloured("auto"));
}

#[test]
fn an_audit_is_json_where_the_findings_are() {
    let run = gradus(["check", SMALL, "--audit", "--format", "json"]);
    let lines = run.lines();
    let audit = &lines.last().expect("a line")["audit"];
    assert_eq!((audit["topics"][0]["items"].as_u64(), audit["references"][0].is_u64()), (Some(3), true), "{audit}");
    assert!(gradus(["check", SMALL, "--audit"]).out.contains("references graded without themselves"));
}

#[test]
fn a_folder_that_is_no_bank_cannot_be_checked() {
    assert!(gradus(["check", "tests/banks"]).code(2).err.contains("not a bank"));
}

#[test]
fn files_that_are_not_read_are_told_with_the_items_that_lack_them() {
    let folder = Folder::new();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let question = "topic = \"Plants\"\n[[item]]\nid = \"leaf\"\nquestion = \"Why are leaves green?\"\nlevel = \"mid\"\n\
                    kind = \"definition\"\nreferences = [\"Chlorophyll reflects green light.\"]\n";
    write("corpus/plants.toml", question);
    write("keyword_sets/plants.toml", "");
    let check = || gradus(["check", folder.path().to_str().unwrap()]).code(0).out.replace(&folder.at(""), "");
    let out = check();
    assert!(out.contains("B030") && out.contains("`keyword_sets` is not read"), "{out}");
    assert!(out.contains("B032") && out.contains("for all items") && out.contains("grade them: `leaf`"), "{out}");
    for name in ["plants.txt", "plants.TOML", "more/plants.toml", "README.md", ".hidden"] {
        write(&format!("keyword-sets/{name}"), "");
    }
    write("keyword-sets/empty.toml", "");
    let out = check();
    for name in ["plants.txt", "plants.TOML", "more/plants.toml"] {
        assert!(out.contains(&format!("`keyword-sets/{name}` is not read")), "{name}: {out}");
    }
    assert!(out.contains("`keyword-sets/empty.toml` says nothing"), "{out}");
    assert!(!out.contains("README") && !out.contains("hidden") && !out.contains("keyword_sets"), "{out}");
}

/// The small bank with more text behind one of its files.
fn small_with(part: &str, more: &str) -> Folder {
    let folder = Folder::new();
    for name in ["corpus/basics.toml", "corpus/glossary.toml", "keyword-sets/bank.toml", "keyword-sets/basics.toml"] {
        let text = std::fs::read_to_string(common::repository(SMALL).join(name)).unwrap();
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, if name == part { format!("{text}\n{more}") } else { text }).unwrap();
    }
    folder
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_a_finding_among_the_others() {
    let folder = small_with("keyword-sets/basics.toml", "[[item.concept]]\nid = \"more\"\nweight = -2\n");
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(to, folder.path().join(name)).unwrap();
    link("nowhere.toml", "corpus/z.toml");
    link("loop.toml", "keyword-sets/loop.toml");
    let pipe = folder.path().join("keyword-sets/pipe.toml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let bank = folder.path().to_str().unwrap();
    let run = gradus(["check", bank, "--format", "json"]).code(1);
    let told: Vec<(String, String)> = run
        .lines()
        .iter()
        .filter(|finding| finding["code"] == "B038")
        .map(|finding| {
            let text = |key: &str| finding[key].as_str().unwrap().replace(&folder.at(""), "");
            (text("message"), text("help"))
        })
        .collect();
    assert_eq!(told.len(), 3, "{}", run.out);
    let mend = |name: &str| told.iter().find(|(message, _)| message.contains(name)).map(|(_, help)| help.as_str());
    for link in ["`corpus/z.toml`", "`keyword-sets/loop.toml`"] {
        assert_eq!(mend(link), Some("it is a link; let it lead to a file that can be read, or remove it"), "{link}");
    }
    assert_eq!(
        mend("pipe.toml` cannot be read: it is no regular"),
        Some("put a file of text in its place, or remove it")
    );
    assert!(run.out.contains("B013"), "{}", run.out);
    assert!(gradus(["grade", "--bank", bank, "hash-table", "x"]).code(2).err.contains("B038"));
}

#[test]
fn a_list_that_is_not_closed_is_one_error() {
    let concept = "[[item.concept]]\nid = \"more\"\nlabel = \"M\"\nalternatives = [\n  \"key index\",\nhint = \"h\"\n";
    let folder = small_with("keyword-sets/basics.toml", &format!("{concept}{}", concept.replace("more", "most")));
    let run = gradus(["check", folder.path().to_str().unwrap(), "--errors", "--format", "json"]).code(1);
    let count = |code: &str| run.lines().iter().filter(|finding| finding["code"] == code).count();
    assert_eq!((count("B001"), count("L004")), (2, 0), "{}", run.out);
}

#[test]
fn signs_that_patterns_do_not_know_are_told_at_their_places() {
    let more = "[[item.concept]]\nid = \"more\"\nlabel = \"M\"\nalternatives = [\"key -> index\", \"10 % load\"]\n";
    let folder = small_with("keyword-sets/basics.toml", more);
    let run = gradus(["check", folder.path().to_str().unwrap(), "--format", "json"]).code(1);
    let at = |code: &str| run.lines().into_iter().find(|finding| finding["code"] == code).expect(code);
    assert_eq!(
        (at("P002")["column"].as_u64(), at("P002")["help"].as_str()),
        (Some(22), Some("write `>` for a direction, `..` for an order"))
    );
    assert!(at("P003")["message"].as_str().unwrap().contains("`%` by itself is dropped"), "{}", run.out);
}
