//! `gradus progress`, through the real program, on practice whose weak spots are known in advance.

#![cfg(all(feature = "cli", feature = "practice"))]

mod common;

use common::{Folder, Run, program, unread};
use gradus::bank::{Band, Bank};
use gradus::progress::{Answered, Dispute, Help, Moment, Said, Store, Subject};
use gradus::scoring::Status;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};

/// 2026-03-01.
const TODAY: i32 = 20_513;
/// The topics in which the simulated person is weak.
const WEAK: [&str; 2] = ["Security & auth", "Real-time"];

fn progress(store: &str, args: &[&str]) -> Run {
    command(store, args).output().expect("the program starts").into()
}

fn command(store: &str, args: &[&str]) -> Command {
    let mut command = program();
    command.args(["progress", "--store", store]).args(args);
    command.env("GRADUS_NOW", "2026-03-01T20:00").env("TZ", "UTC").stdin(Stdio::null());
    command
}

/// 300 answers over the 60 days up to today: good ones, but in the weak topics, where the first two concepts of every
/// item are always missed, and one item whose misconception is held.
fn simulated(path: &Path) {
    let bank = Bank::shipped();
    let mut lots = fastrand::Rng::with_seed(60);
    let mut store = Store::open(path).expect("a store");
    let topics: Vec<&str> = {
        let mut topics: Vec<&str> = bank.summaries().iter().map(|item| item.topic.as_str()).collect();
        topics.dedup();
        topics
    };
    for at in 0..300 {
        let day = TODAY - 59 + at / 5;
        // A topic in turn, an item of it by lot.
        let topic = topics[at as usize % topics.len()];
        let items: Vec<_> = bank.summaries().iter().filter(|item| item.topic == topic).collect();
        let item = bank.item(&items[lots.usize(..items.len())].id).expect("an item");
        let weak = WEAK.contains(&topic);
        let set = item.keyword_set.as_ref().expect("a keyword set");
        let concepts: Vec<Said> = set
            .concepts
            .iter()
            .enumerate()
            .map(|(index, concept)| {
                let missed = if weak { index < 2 || lots.u8(0..10) < 4 } else { lots.u8(0..100) < 5 };
                let status = if missed { Status::Missed } else { Status::Met };
                Said { id: concept.id.clone(), status, help: Help::None }
            })
            .collect();
        let met = concepts.iter().filter(|said| said.status == Status::Met).count() as f64 / concepts.len() as f64;
        // Scores have four decimals.
        let met = (met * 10_000.0).round() / 10_000.0;
        let uid = format!("answer-{at}");
        let answered = Answered {
            visit: uid.clone(),
            uid: uid.clone(),
            attempt: 1,
            item: item.id.clone(),
            moment: Moment { at: i64::from(day) * 86_400 + 30_000 + i64::from(at % 5) * 600, day },
            answer: format!("An answer to {}.", item.id),
            score: met,
            band: if met > 0.6 { Band::Strong } else { Band::Average },
            engine: "gradus 0.1.0".into(),
            rubric: "0".repeat(16),
            concepts,
            misconceptions: if item.id == "gil" { vec!["no-threads".into()] } else { Vec::new() },
        };
        store.record(&answered).expect("kept");
        if at == 7 {
            let subject = Subject::Concept(set.concepts[0].id.clone());
            let moment = answered.moment;
            let dispute = Dispute {
                uid: "dispute-1".into(),
                moment,
                item: item.id.clone(),
                answer: uid,
                subject,
                wording: "my own words".into(),
            };
            store.dispute(&dispute).expect("kept");
        }
    }
}

#[test]
fn the_weak_topics_and_concepts_are_named_first() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    simulated(Path::new(&store));
    let summary = progress(&store, &["--format", "json"]).code(0).json();
    let names = |list: &str, field: &str, count: usize| -> Vec<String> {
        let rows = summary[list].as_array().expect("a list").iter().take(count);
        rows.map(|row| row[field].as_str().expect("text").to_string()).collect()
    };
    let mut topics = names("topics", "topic", 2);
    topics.sort();
    assert_eq!(topics, ["Real-time", "Security & auth"]);
    let third = &summary["topics"][2];
    assert!(third["score"].as_f64().unwrap() > summary["topics"][1]["score"].as_f64().unwrap() + 0.2, "{third}");
    for topic in names("concepts", "topic", 10) {
        assert!(WEAK.contains(&topic.as_str()), "{topic}");
    }
    let held = &summary["misconceptions"];
    assert_eq!((held.as_array().unwrap().len(), &held[0]["misconception"]), (1, &"no-threads".into()));
    assert_eq!((&summary["answers"], &summary["disputes"]), (&300.into(), &1.into()));
    assert_eq!(summary["regularity"]["in_a_row"], 60);
    assert!(summary["trend"].as_array().unwrap().iter().all(|period| period["score"].is_number()));
    // The view says the same.
    let run = progress(&store, &[]).code(0);
    insta::assert_snapshot!(run.out);
    assert!(run.out.lines().all(|line| line.chars().count() <= 100));
    // And so does the page.
    let page = folder.at("progress.html");
    progress(&store, &["--html", &page]).code(0);
    let html = folder.read("progress.html");
    let place = |text: &str| html.find(text).unwrap_or_else(|| panic!("no {text} in the page"));
    assert!(place("<th scope=\"row\">Real-time") < place("<th scope=\"row\">Django"));
    assert!(place("<th scope=\"row\">Security &#38; auth") < place("<th scope=\"row\">Django"));
    assert!(html.contains("Believes Python has no real threads"));
    // The bank's texts may name an address; nothing points at one.
    let loads = ["src=", "href=\"http", "url(", "@import", "<script"].iter().find(|way| html.contains(**way));
    assert_eq!(loads, None, "nothing is loaded");
}

#[test]
fn out_and_in_again_changes_nothing() {
    let folder = Folder::new();
    let (store, other) = (folder.at("one.db"), folder.at("two.db"));
    simulated(Path::new(&store));
    let file = folder.at("practice.jsonl");
    for option in ["--export", "--html"] {
        let err = progress(&store, &[option, &store]).code(2).err;
        assert!(err.contains(option) && err.contains("are the same file, which would be overwritten"), "{err}");
    }
    progress(&store, &["--export", &file]).code(0);
    let rows = common::json_lines(&folder.read("practice.jsonl"));
    assert_eq!((rows[0]["gradus_practice"].as_u64(), rows.len()), (Some(1), 302));
    let first = progress(&other, &["--import", &file]).code(0).err;
    assert_eq!(first, "Taken over: 300 answers, 1 dispute, 0 unfinished answers; 0 rows were here already.\n");
    let again = progress(&other, &["--import", &file]).code(0).err;
    assert_eq!(again, "Taken over: 0 answers, 0 disputes, 0 unfinished answers; 301 rows were here already.\n");
    assert_eq!(progress(&other, &["--export", "-"]).code(0).out, folder.read("practice.jsonl"));
    // What is remembered follows from the answers.
    let summary = |store: &str| progress(store, &["--format", "json"]).code(0).json();
    assert_eq!(summary(&store), summary(&other));
}

#[test]
fn an_export_that_is_not_one_is_refused_as_a_whole() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    simulated(Path::new(&store));
    let good = progress(&store, &["--export", "-"]).code(0).out;
    let lines: Vec<&str> = good.lines().collect();
    let other = folder.at("other.db");
    let refused = |name: &str, text: String| {
        let file = folder.write(name, text);
        let err = progress(&other, &["--import", &file]).code(2).err;
        assert!(!Path::new(&other).exists(), "{err}");
        err.replace(folder.path().to_str().unwrap(), "[folder]")
    };
    let messages = [
        refused("rows.jsonl", lines[1..].join("\n")),
        refused("newer.jsonl", good.replacen("\"gradus_practice\":1", "\"gradus_practice\":2", 1)),
        refused("half.jsonl", good[..good.len() / 2].to_string()),
        refused("score.jsonl", lines[..2].join("\n").replacen("\"score\":", "\"score\":7,\"was\":", 1)),
    ];
    // A line cut somewhere: where is chance, the rest of the message is not.
    let half = &messages[2];
    assert!(half.contains("half.jsonl, line ") && half.ends_with("nothing was imported\n"), "{half}");
    insta::assert_snapshot!([&messages[0], &messages[1], &messages[3]].map(String::as_str).join("\n"));
}

#[test]
fn what_is_forgotten_is_gone_from_the_file() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    simulated(Path::new(&store));
    let holds = |text: &str| {
        let bytes = std::fs::read(&store).expect("the store");
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    };
    // Which items were asked is a matter of lots and of what the bank asks.
    let bank = Bank::shipped();
    let answer = |id: &str| format!("An answer to {id}.");
    let asked: Vec<&str> =
        bank.summaries().iter().map(|item| item.id.as_str()).filter(|id| holds(&answer(id))).take(2).collect();
    let [forgotten, kept] = asked[..] else { panic!("two items at least: {asked:?}") };
    let err = progress(&store, &["--forget", forgotten]).code(0).err;
    assert!(err.starts_with("Deleted: "), "{err}");
    assert!(!holds(&answer(forgotten)) && holds(&answer(kept)));
    // A name that is none is a mistake, and nothing is deleted.
    let err = progress(&store, &["--forget", "gli"]).code(2).err;
    assert_eq!(err, "error: there is no item `gli`; did you mean `gil`?\n");
    let err = progress(&store, &["--forget", forgotten]).code(0).err;
    assert_eq!(err, format!("There is nothing to forget: nothing is kept about {forgotten}.\n"));
    let err = progress(&store, &["--forget"]).code(2).err;
    assert!(err.contains("needs --yes"), "{err}");
    progress(&store, &["--forget", "--yes"]).code(0);
    assert!(!holds("An answer to"));
    assert!(progress(&store, &[]).code(0).out.contains("Nothing has been practised yet"));
}

#[test]
fn disputes_are_listed_for_the_author() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    simulated(Path::new(&store));
    let out = progress(&store, &["--disputes"]).code(0).out;
    // By its label: nobody knows the ids.
    let bank = Bank::shipped();
    let dispute = &Store::open_to_read(Path::new(&store)).expect("a store").disputes().expect("read")[0];
    let Subject::Concept(id) = &dispute.subject else { panic!("{dispute:?}") };
    let item = bank.item(&dispute.item).expect("an item");
    let concepts = &item.keyword_set.as_ref().expect("a set").concepts;
    let label = &concepts.iter().find(|concept| concept.id == *id).expect("a concept").label;
    let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(&format!("should meet \"{label}\"")), "{out}");
    assert!(
        out.contains("should meet") && out.contains("words:  my own words") && out.contains("answer: An answer"),
        "{out}"
    );
    let rows: Vec<Value> = progress(&store, &["--disputes", "--format", "json"]).code(0).lines();
    assert_eq!((rows.len(), &rows[0]["wording"]), (1, &"my own words".into()));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    simulated(Path::new(&store));
    let json = ["--format", "json"];
    let (plain, disputes): ([&str; 0], _) = ([], ["--disputes"]);
    for args in [&plain[..], &json, &disputes, &[disputes[0], json[0], json[1]], &["--export", "-"]] {
        let run = unread(&mut command(&store, args)).code(0);
        assert_eq!(run.err, "", "{args:?}");
    }
}

#[test]
fn without_practice_there_is_no_progress() {
    let folder = Folder::new();
    // A file that was named has to be there.
    let err = progress(&folder.at("none.db"), &[]).code(2).err;
    assert!(err.contains("none.db: there is no such file"), "{err}");
    assert_eq!(folder.names(), [""; 0], "looking makes no file");
    // Who has not begun yet is told so, as with an empty store.
    let mut command = program();
    command.arg("progress").env("XDG_DATA_HOME", folder.at("data")).env("HOME", folder.at("home"));
    let run = Run::from(command.output().expect("the program starts")).code(0);
    assert_eq!(run.out, "Nothing has been practised yet: gradus practice\n");
}

#[test]
fn what_is_no_store_is_never_deleted() {
    let folder = Folder::new();
    let text = folder.write("diary.txt", "It was a dark and stormy night. ".repeat(40));
    // Another program's database, damaged.
    let other = folder.write("other.db", [b"SQLite format 3\0".as_slice(), &[7; 2_000]].concat());
    for file in [&text, &other] {
        let err = progress(file, &["--forget", "--yes"]).code(2).err;
        assert!(err.contains("this is no practice store") && !err.contains("--forget"), "{err}");
        assert!(Path::new(file).exists());
    }
}

#[test]
fn a_file_that_is_no_export_makes_no_store() {
    let folder = Folder::new();
    for (name, text) in [("empty.jsonl", ""), ("blank.jsonl", "\n\n")] {
        let file = folder.write(name, text);
        let err = progress(&folder.at("new.db"), &["--import", &file]).code(2).err;
        assert!(err.contains("expected {\"gradus_practice\":1}"), "{err}");
    }
    progress(&folder.at("new.db"), &["--import", &folder.at("none.jsonl")]).code(2);
    assert!(!Path::new(&folder.at("new.db")).exists());
}

#[cfg(unix)]
#[test]
fn a_narrow_terminal_breaks_no_line() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    simulated(Path::new(&store));
    let command = format!(
        "stty cols 30 rows 40 && exec '{}' progress --no-pager --store '{store}'",
        env!("CARGO_BIN_EXE_gradus")
    );
    let mut command_line = std::process::Command::new("sh");
    command_line.args(["-c", &command]).env("NO_COLOR", "1").env("TERM", "xterm");
    command_line.env("GRADUS_NOW", "2026-03-01T20:00").env("TZ", "UTC");
    let options = rexpect::reader::Options::new().timeout_ms(Some(60_000)).strip_ansi_escape_codes(true);
    let mut session = rexpect::session::spawn_with_options(command_line, options).expect("a pseudo-terminal");
    let out = session.exp_eof().expect("the end");
    let wide: Vec<&str> = out.lines().map(|line| line.trim_end()).filter(|line| line.chars().count() > 30).collect();
    assert!(out.contains("Weak spots") && wide.is_empty(), "{wide:?}");
}
