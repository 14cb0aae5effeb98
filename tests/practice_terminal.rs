//! A practice session in a real terminal: a pseudo-terminal of 80 columns, keys in, screen out.

#![cfg(all(unix, feature = "cli", feature = "practice"))]

mod common;

use common::{Folder, SMALL};
use gradus::progress::{Help, Store, Subject};
use gradus::scoring::Status;
use rexpect::reader::Options;
use rexpect::session::{PtySession, spawn_with_options};
use std::path::Path;
use std::process::Command;

/// A session in a terminal of 80 columns, whose texts come without escape sequences.
fn session(store: &str, now: &str, rest: &str) -> PtySession {
    let program = env!("CARGO_BIN_EXE_gradus");
    // The size of a new pseudo-terminal is not known: `stty` says it.
    let line = format!("stty cols 80 rows 40 && exec '{program}' practice --store '{store}' {rest}");
    let mut command = Command::new("sh");
    command.args(["-c", &line]).current_dir(env!("CARGO_MANIFEST_DIR"));
    command.env("TERM", "xterm-256color").env("NO_COLOR", "1").env("TZ", "UTC").env("GRADUS_NOW", now);
    let options = Options::new().timeout_ms(Some(60_000)).strip_ansi_escape_codes(true);
    spawn_with_options(command, options).expect("a pseudo-terminal")
}

/// Waits for a text; returns what came before it.
#[track_caller]
fn until(session: &mut PtySession, text: &str) -> String {
    session.exp_string(text).unwrap_or_else(|error| panic!("waiting for {text:?}: {error}"))
}

/// A text without its line ends, which are where 80 columns want them.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Types a line and Enter.
#[track_caller]
fn enter(session: &mut PtySession, line: &str) {
    session.send(&format!("{line}\r")).expect("typed");
    session.flush().expect("typed");
}

/// Types an answer and ends it with an empty line.
#[track_caller]
fn answer(session: &mut PtySession, text: &str) {
    enter(session, text);
    enter(session, "");
}

const MENU: &str = "next, quit, help? ";

#[test]
fn three_questions_hints_a_retry_a_dispute_an_interruption_and_the_next_day() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    let items = "--item hash-table --item stack-vs-queue --item sorting";
    let mut s = session(&store, "2026-03-01T09:30", &format!("--bank {SMALL} {items}"));

    // The first question: average, then hints, then strong.
    until(&mut s, "What is a hash table?");
    until(&mut s, "an empty line or Ctrl-D ends it");
    answer(&mut s, "A hash function turns the key into an index.");
    until(&mut s, "AVERAGE");
    let result = until(&mut s, MENU);
    assert!(
        result.contains("Missing\r\n  a, b) 2 points, each a part of what it is or does (weights 2, 1)"),
        "{result}"
    );
    for key in ["constant", "Lookup", "collision", "Different keys"] {
        assert!(!result.contains(key), "{key} is the key: {result}");
    }
    // What the result said already is no hint.
    enter(&mut s, "hint");
    until(&mut s, "Point a, a hint: How does the time to find one entry grow");
    enter(&mut s, "hint b");
    until(&mut s, "Point b, a hint: What if two coats have the same number?");
    until(&mut s, MENU);
    enter(&mut s, "again");
    // What was written stands there, to be gone on with.
    until(&mut s, "> A hash function turns the key into an index.");
    answer(&mut s, " Lookups take constant time.");
    until(&mut s, "STRONG");
    let result = until(&mut s, MENU);
    let result = in_one_line(&result);
    assert!(result.contains("From average (0."), "{result}");
    assert!(result.contains("New: Lookup takes constant time on average."), "{result}");
    enter(&mut s, "follow-up");
    until(&mut s, "nobody grades this one: What makes a good hash function?");

    // The second question: a grade that is disputed.
    until(&mut s, MENU);
    enter(&mut s, "next");
    until(&mut s, "Question 2");
    until(&mut s, "> ");
    answer(&mut s, "A stack hands out what came in most recently. A queue is FIFO.");
    until(&mut s, MENU);
    enter(&mut s, "right");
    until(&mut s, "Which one? Type right and its letter: a, b");
    until(&mut s, MENU);
    enter(&mut s, "right a");
    until(&mut s, "Which of your words say point a?");
    enter(&mut s, "hands out what came in most recently");
    until(&mut s, "Noted for the author of the bank");
    until(&mut s, MENU);
    enter(&mut s, "n");

    // The third: Ctrl-C in the middle of an answer.
    until(&mut s, "Question 3");
    until(&mut s, "> ");
    enter(&mut s, "I know quicksort and");
    s.send("merge so").expect("typed");
    s.flush().expect("typed");
    until(&mut s, "merge so");
    s.send_control('c').expect("typed");
    until(&mut s, "Your unfinished answer is kept");
    until(&mut s, "2 questions, 3 answers");
    let rest = s.exp_eof().expect("the end");
    assert!(rest.contains("(first average 0."), "{rest}");
    assert!(rest.contains("Nothing is due today;"), "{rest}");
    let ended = s.process().wait().expect("the status");
    assert!(format!("{ended:?}").contains("Exited") && format!("{ended:?}").contains(", 0)"), "{ended:?}");

    // What was kept.
    let kept = Store::open_to_read(Path::new(&store)).expect("a store");
    let history = kept.history().expect("read");
    let tries: Vec<(&str, u32)> = history.iter().map(|answer| (answer.item.as_str(), answer.attempt)).collect();
    // The clock stands still here: answers of one moment stand in the order of their tries.
    assert_eq!(tries, [("hash-table", 1), ("stack-vs-queue", 1), ("hash-table", 2)]);
    let constant = history[2].concepts.iter().find(|said| said.id == "constant").expect("a concept");
    assert_eq!((constant.status, constant.help), (Status::Met, Help::Hint));
    let disputes = kept.disputes().expect("read");
    assert_eq!(disputes[0].subject, Subject::Concept("stack-lifo".into()));
    assert_eq!(disputes[0].wording, "hands out what came in most recently");
    assert_eq!(kept.drafts().expect("read")[0].text, "I know quicksort and\nmerge so");
    drop(kept);

    // The next day: first what was left, then what is due, and nothing else.
    let mut s = session(&store, "2026-03-02T09:30", &format!("--bank {SMALL} --due"));
    until(&mut s, "You left this answer unfinished");
    until(&mut s, "Which sorting algorithms do you know");
    until(&mut s, "merge so");
    answer(&mut s, "rt. Quicksort takes O(n log n).");
    until(&mut s, MENU);
    enter(&mut s, "next");
    let between = until(&mut s, "What is a hash table?");
    assert!(between.contains("2 points are due"), "{between}");
    until(&mut s, "> ");
    s.send_control('d').expect("typed");
    let rest = s.exp_eof().expect("the end");
    assert!(rest.contains("1 question, 1 answer"), "{rest}");
    let kept = Store::open_to_read(Path::new(&store)).expect("a store");
    assert_eq!(kept.drafts().expect("read"), [], "finished, so no draft any more");
    // A disputed point is not reviewed; its neighbour, which was missed, is due.
    let memories = kept.memories().expect("read");
    let known = |concept: &str| memories.iter().find(|known| known.concept == concept).map(|known| known.memory.missed);
    assert_eq!((known("stack-lifo"), known("uses")), (None, Some(1)));
}

#[test]
fn ctrl_d_ends_an_answer_and_an_empty_one_is_none() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    let mut s = session(&store, "2026-03-01T09:30", &format!("--bank {SMALL} --item hash-table"));
    until(&mut s, "> ");
    enter(&mut s, "");
    until(&mut s, "Nothing written.");
    until(&mut s, MENU);
    enter(&mut s, "hint");
    until(&mut s, "Point a");
    until(&mut s, MENU);
    enter(&mut s, "nonsense");
    until(&mut s, "\"nonsense\" is no command");
    until(&mut s, MENU);
    enter(&mut s, "again");
    until(&mut s, "> ");
    s.send("The lookup is fast.").expect("typed");
    s.send_control('d').expect("typed");
    until(&mut s, "score 0.");
    until(&mut s, MENU);
    enter(&mut s, "show");
    until(&mut s, "A good answer says");
    until(&mut s, "A model answer");
    until(&mut s, MENU);
    s.send_control('c').expect("typed");
    until(&mut s, "1 question, 1 answer");
    s.exp_eof().expect("the end");
}

#[test]
fn an_answer_from_the_persons_own_editor() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    // An editor that writes an answer above what is there.
    let editor = folder.write(
        "editor.sh",
        "#!/bin/sh\n{ echo 'Lookup takes constant time.'; cat \"$2\"; } > \"$2.new\" && mv \"$2.new\" \"$2\"\n",
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradus"));
    command.args(["practice", "-e", "--bank", SMALL, "--item", "hash-table", "--store", &store]);
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("TERM", "xterm").env("NO_COLOR", "1");
    command.env_remove("VISUAL").env("EDITOR", format!("sh {editor} --wait"));
    let options = Options::new().timeout_ms(Some(60_000)).strip_ansi_escape_codes(true);
    let mut s = spawn_with_options(command, options).expect("a pseudo-terminal");
    until(&mut s, "Lookup takes [constant time](1)");
    until(&mut s, MENU);
    enter(&mut s, "q");
    s.exp_eof().expect("the end");
}

#[test]
fn an_editor_that_fails_leads_back_to_the_prompt() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradus"));
    command.args(["practice", "-e", "--bank", SMALL, "--item", "hash-table", "--store", &store]);
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("TERM", "xterm").env("NO_COLOR", "1");
    command.env_remove("VISUAL").env("EDITOR", "false");
    let options = Options::new().timeout_ms(Some(60_000)).strip_ansi_escape_codes(true);
    let mut s = spawn_with_options(command, options).expect("a pseudo-terminal");
    until(&mut s, "the editor `false` ended with");
    until(&mut s, "Nothing written.");
    until(&mut s, MENU);
    enter(&mut s, "q");
    s.exp_eof().expect("the end");
    let ended = s.process().wait().expect("the status");
    assert!(format!("{ended:?}").contains(", 0)"), "{ended:?}");
}

#[test]
fn colour_is_used_on_a_terminal_and_not_with_no_color() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    let run = |no_color: bool| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gradus"));
        command.args(["practice", "--bank", SMALL, "--item", "hash-table", "--store", &store]);
        command.current_dir(env!("CARGO_MANIFEST_DIR")).env("TERM", "xterm-256color").env_remove("NO_COLOR");
        if no_color {
            command.env("NO_COLOR", "1");
        }
        let options = Options::new().timeout_ms(Some(60_000));
        let mut s = spawn_with_options(command, options).expect("a pseudo-terminal");
        let question = until(&mut s, "What is a hash table?");
        s.send_control('d').expect("typed");
        s.exp_eof().expect("the end");
        question
    };
    assert!(run(false).contains("\u{1b}[1m"));
    assert!(!run(true).contains("\u{1b}[1m"));
}
