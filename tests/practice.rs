//! `gradus practice`, through the real program: from a pipe, killed, twice at once, and on stores that are not sound. The
//! session in a terminal is in `practice_terminal.rs`.

#![cfg(all(feature = "cli", feature = "practice"))]

mod common;

use common::{Folder, Run, SMALL, program, unread};
use gradus::progress::Store;
use rusqlite::Connection;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A practice command on a store, at a fixed time.
fn practice(store: &str, args: &[&str]) -> Command {
    let mut command = program();
    command.args(["practice", "--store", store]).args(args);
    command.env("GRADUS_NOW", "2026-03-01T09:30").env("TZ", "UTC");
    command
}

/// Runs it with text on its standard input.
fn run(mut command: Command, input: &str) -> Run {
    command.stdin(Stdio::piped());
    // A program that was just copied is busy as long as another test, about to start its own, holds what was open then.
    let mut started = command.spawn();
    while started.as_ref().is_err_and(|error| error.kind() == std::io::ErrorKind::ExecutableFileBusy) {
        std::thread::sleep(std::time::Duration::from_millis(20));
        started = command.spawn();
    }
    let mut child = started.expect("the program starts");
    feed(&mut child, input.to_string());
    child.wait_with_output().expect("the program ends").into()
}

/// Writes to a child's standard input from beside: the child may end before it has read everything.
fn feed(child: &mut Child, input: String) {
    let mut stdin = child.stdin.take().expect("piped");
    std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
}

fn small<'a>(rest: &[&'a str]) -> Vec<&'a str> {
    ["--bank", SMALL].iter().chain(rest).copied().collect()
}

/// A message without the folder that a test happens to have.
fn anywhere(text: &str, folder: &Folder) -> String {
    text.replace(folder.path().to_str().expect("UTF-8"), "[folder]")
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let folder = Folder::new();
    let run = unread(&mut practice(&folder.at("practice.db"), &small(&[]))).code(0);
    assert_eq!(run.err, "");
}

#[test]
fn answers_from_a_pipe_one_a_block() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    let args = small(&["--item", "hash-table", "--item", "stack-vs-queue", "--item", "sorting"]);
    let answers = "A hash function turns the key\ninto an index.\n\nA stack is FIFO, I think.\n";
    let out = run(practice(&store, &args), answers).code(0);
    assert_eq!(out.err, "");
    insta::assert_snapshot!(out.out);
    let history = Store::open_to_read(Path::new(&store)).expect("a store").history().expect("read");
    let kept: Vec<(&str, u32)> = history.iter().map(|answer| (answer.item.as_str(), answer.attempt)).collect();
    assert_eq!(kept, [("hash-table", 1), ("stack-vs-queue", 1)]);
}

#[test]
fn paragraphs_and_skips_where_the_input_begins_with_dashes() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    let args = small(&["--item", "hash-table", "--item", "stack-vs-queue"]);
    let out = run(practice(&store, &args), "---\n---\nA stack is LIFO.\n\nA queue is FIFO.\n").code(0);
    assert!(out.out.contains("Nothing written."), "{}", out.out);
    let store = Store::open_to_read(Path::new(&store)).expect("a store");
    let history = store.history().expect("read");
    assert_eq!(history.len(), 1);
    assert_eq!(history[0].item, "stack-vs-queue");
}

#[test]
fn what_was_missed_is_due_the_next_day_and_what_was_known_later() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    let args = small(&["--item", "hash-table", "--item", "stack-vs-queue"]);
    let known = "A stack is LIFO and a queue is FIFO; undo needs a stack.\n";
    run(practice(&store, &args), &format!("A hash function turns the key into an index.\n\n{known}")).code(0);
    let due = |now: &str| {
        let mut command = practice(&store, &small(&["--due"]));
        command.env("GRADUS_NOW", now);
        run(command, "").code(0).out
    };
    assert!(due("2026-03-01T20:00").contains("Nothing is due today; 2 points are due tomorrow."));
    let next = due("2026-03-02T08:00");
    assert!(next.contains("2 points are due\nWhat is a hash table?"), "{next}");
    assert!(!next.contains("stack-vs-queue"), "{next}");
    let later = due("2026-03-04T08:00");
    assert!(later.contains("3 points are due"), "{later}");
}

#[test]
fn skipped_questions_come_behind_the_others_next_time() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    let asked = |args: &[&str], input: &str| -> Vec<String> {
        let out = run(practice(&store, args), input).code(0).out;
        let mut lines = out.lines();
        let mut asked = Vec::new();
        while let Some(line) = lines.next() {
            if line.starts_with("Question ") {
                asked.extend(lines.next().map(String::from));
            }
        }
        asked
    };
    let first = asked(&["--count", "3"], "---\n---\n---\n---\n");
    let second = asked(&["--count", "3"], "---\n---\n---\n---\n");
    assert_eq!((first.len(), second.len()), (3, 3));
    assert!(first.iter().all(|question| !second.contains(question)), "{first:?} {second:?}");
    // It is part of what is kept, and taken along.
    let mut export = program();
    export.args(["progress", "--store", &store, "--export", "-"]);
    assert_eq!(run(export, "").code(0).out.matches("\"kind\":\"skip\"").count(), 6);
}

#[test]
fn picks_by_topic_and_by_lot() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    let first = |args: &[&str]| run(practice(&store, args), "").code(0).out;
    assert!(first(&["--topic", "security", "--level", "senior"]).contains("Security"));
    let lot = |seed: &str| first(&["--seed", seed]);
    assert_eq!(lot("7"), lot("7"));
    assert!((1..9).any(|seed| lot(&seed.to_string()) != lot("7")));
    assert_eq!(run(practice(&store, &["--count", "1"]), "One.\n\nTwo.\n").code(0).out.matches("Question ").count(), 1);
}

#[test]
fn what_cannot_be_practised_is_said() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    let fails = |args: &[&str]| run(practice(&store, args), "").code(2).err;
    assert_eq!(fails(&["--item", "gli"]), "error: there is no item `gli`; did you mean `gil`?\n");
    assert!(fails(&["--topic", "knitting"]).starts_with("error: no question fits; topics are: "));
    assert!(fails(&["--count", "0"]).contains("a number from 1 on"));
    assert!(fails(&["--due", "--random"]).contains("cannot be used with"));
    let elsewhere = run(practice("no/such/folder/x.db", &[]), "").code(2).err;
    assert!(elsewhere.contains("no/such/folder/x.db: the practice store cannot be opened"), "{elsewhere}");
}

#[test]
fn without_a_store_named_it_is_in_the_data_folder() {
    let folder = Folder::new();
    let mut command = program();
    command.args(["practice", "--item", "gil"]).env("XDG_DATA_HOME", folder.at("data")).env("HOME", folder.at("home"));
    run(command, "One thread at a time.\n").code(0);
    let found = walk(folder.path());
    assert!(found.iter().any(|name| name.ends_with("gradus/practice.db")), "{found:?}");
    assert_eq!(found.len(), 1, "one file, and nothing beside it: {found:?}");
}

/// All files below a folder.
fn walk(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() { found.extend(walk(&path)) } else { found.push(path.to_string_lossy().into_owned()) }
    }
    found
}

// ---- killed, and two at once ----

/// A block of text that is some answer to anything.
fn many_answers(count: usize) -> String {
    (0..count).map(|at| format!("It depends, I would say, on the cache and the lock of case {at}.\n\n")).collect()
}

/// Answers in the store; the file must be sound.
fn answers_in(store: &str) -> i64 {
    let connection = Connection::open(store).expect("opens");
    let sound: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checked");
    assert_eq!(sound, "ok");
    connection.query_row("SELECT count(*) FROM answer", [], |row| row.get(0)).expect("counted")
}

#[cfg(unix)]
#[test]
fn killed_fifty_times_nothing_that_was_shown_is_lost() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    // Fixed lots for the test's choices; when the kill strikes within the program is chance all the same.
    let mut lots = fastrand::Rng::with_seed(6);
    let mut shown = 0;
    for _ in 0..50 {
        let mut child = practice(&store, &["--seed", &lots.u32(..).to_string()])
            .stdin(Stdio::piped())
            .spawn()
            .expect("the program starts");
        feed(&mut child, many_answers(60));
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let mut until = lots.usize(0..25);
        let mut ends = lines.map_while(Result::ok).filter(|line| line.contains("  score "));
        while until > 0 && ends.next().is_some() {
            until -= 1;
            shown += 1;
        }
        std::thread::sleep(Duration::from_micros(lots.u64(0..6_000)));
        child.kill().expect("SIGKILL");
        child.wait().expect("gone");
        // What was on its way through the pipe was shown, too.
        shown += ends.count() as i64;
        let kept = if Path::new(&store).exists() { answers_in(&store) } else { 0 };
        assert!(kept >= shown, "{kept} answers kept, {shown} shown");
    }
    assert!(shown > 300, "{shown}: the test has to catch sessions at work");
    Store::open(Path::new(&store)).expect("opens for the next session");
}

#[test]
fn two_sessions_at_once_on_one_store() {
    let folder = Folder::new();
    let store = folder.at("practice.db");
    let start = |seed: &str| {
        let mut child = practice(&store, &["--seed", seed]).stdin(Stdio::piped()).spawn().expect("starts");
        feed(&mut child, many_answers(40));
        child
    };
    let (one, two) = (start("1"), start("2"));
    for child in [one, two] {
        Run::from(child.wait_with_output().expect("ends")).code(0);
    }
    assert_eq!(answers_in(&store), 80);
}

// ---- stores that are not sound ----

/// A store with an answer in it.
fn with_an_answer(folder: &Folder) -> String {
    let store = folder.at("practice.db");
    run(practice(&store, &small(&["--item", "hash-table"])), "It stores values under keys.\n").code(0);
    store
}

#[test]
fn a_store_of_a_newer_version() {
    let folder = Folder::new();
    let store = with_an_answer(&folder);
    Connection::open(&store).unwrap().pragma_update(None, "user_version", 7).unwrap();
    let err = run(practice(&store, &[]), "").code(2).err;
    insta::assert_snapshot!(anywhere(&err, &folder), @"error: [folder]/practice.db: this practice store was written by a newer gradus (format 7; this one knows up to 2). Update gradus, or practise into another file with --store");
    let before = std::fs::read(&store).unwrap();
    let mut progress = program();
    progress.args(["progress", "--store", &store]);
    assert_eq!(run(progress, "").code(2).err, err, "`progress` says the same");
    assert_eq!(std::fs::read(&store).unwrap(), before, "left as it is");
}

#[test]
fn a_truncated_store() {
    let folder = Folder::new();
    let store = with_an_answer(&folder);
    let bytes = std::fs::read(&store).unwrap();
    std::fs::write(&store, &bytes[..bytes.len() / 2]).unwrap();
    let err = run(practice(&store, &[]), "").code(2).err;
    insta::assert_snapshot!(anywhere(&err, &folder), @"error: [folder]/practice.db: this practice store is damaged (database disk image is malformed). What is still readable: sqlite3 [folder]/practice.db .recover > rescued.sql. To start anew, move the file away, or delete it with: gradus progress --store [folder]/practice.db --forget");
    // The way out that the message names.
    let mut forget = program();
    forget.args(["progress", "--store", &store, "--forget", "--yes"]);
    let run_out = run(forget, "").code(0);
    assert!(run_out.err.contains("which was damaged"), "{}", run_out.err);
    with_an_answer(&folder);
}

#[test]
fn bytes_that_are_no_store() {
    let folder = Folder::new();
    let store = folder.write("practice.db", "It was a dark and stormy night. ".repeat(40));
    let err = run(practice(&store, &[]), "").code(2).err;
    insta::assert_snapshot!(anywhere(&err, &folder), @"error: [folder]/practice.db: this is no practice store; name another file with --store");
    let other = folder.at("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE recipe(name TEXT)").unwrap();
    let err = run(practice(&other, &[]), "").code(2).err;
    insta::assert_snapshot!(anywhere(&err, &folder), @"error: [folder]/other.db: this is an SQLite database of another program; name another file with --store");
}

#[test]
fn a_store_that_somebody_keeps_locked() {
    let folder = Folder::new();
    let store = with_an_answer(&folder);
    let connection = Connection::open(&store).unwrap();
    connection.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let err = run(practice(&store, &[]), "").code(2).err;
    insta::assert_snapshot!(anywhere(&err, &folder), @"error: [folder]/practice.db: another program has kept this practice store locked for 5 seconds. Close it and try again");
}

#[cfg(unix)]
#[test]
fn a_read_only_store() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let folder = Folder::new();
    let store = with_an_answer(&folder);
    let mode = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    mode(Path::new(&store), 0o444);
    mode(folder.path(), 0o555);
    // Nothing is read-only for root: then the program runs as nobody, from where nobody can run it.
    let is_root = std::fs::write(folder.path().join("probe"), "").is_ok();
    let elsewhere = Folder::new();
    let binary = elsewhere.path().join("gradus");
    if is_root {
        std::fs::remove_file(folder.path().join("probe")).unwrap();
        std::fs::copy(env!("CARGO_BIN_EXE_gradus"), &binary).unwrap();
        mode(elsewhere.path(), 0o755);
    }
    let unprivileged = |args: &[&str]| {
        let mut command =
            Command::new(if is_root { binary.as_path() } else { Path::new(env!("CARGO_BIN_EXE_gradus")) });
        command.args(args).current_dir("/").stdout(Stdio::piped()).stderr(Stdio::piped());
        if is_root {
            command.uid(65_534).gid(65_534);
        }
        run(command, "")
    };
    let err = unprivileged(&["practice", "--store", &store]).code(2).err;
    let progress = unprivileged(&["progress", "--store", &store]);
    mode(folder.path(), 0o755);
    insta::assert_snapshot!(anywhere(&err, &folder), @"error: [folder]/practice.db: this practice store is read-only, so answers could not be kept. Make the file and its folder writable (chmod u+w), or practise into another file with --store");
    // To look back nothing needs to be written.
    assert!(progress.code(0).out.contains("1 answer"));
}
