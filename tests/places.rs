//! Where outputs go: through links to the file behind them, straight into pipes. Every command that writes a file.

#![cfg(all(unix, feature = "cli"))]

mod common;

use common::{Folder, Run, SMALL, program};
use std::os::unix::fs::{FileTypeExt, symlink};
use std::process::Command;

/// The commands that write files: the words before the name, and the ending of the file.
fn commands(folder: &Folder) -> Vec<(Vec<String>, &'static str)> {
    let input = folder.write("in.csv", "answer_id,question_id,answer\n1,sorting,Quicksort\n2,sorting,Merge sort\n");
    let words = |text: &str| text.split(' ').map(String::from).collect::<Vec<_>>();
    let batch = words(&format!("batch --bank {SMALL} {input} -q -o"));
    let mut all = vec![
        (batch.clone(), "jsonl"),
        (batch.clone(), "csv"),
        ([&words("batch --per candidate")[..], &batch[1..]].concat(), "csv"),
        (words(&format!("attack --bank {SMALL} --item sorting --probe typos --rows")), "jsonl"),
    ];
    if cfg!(feature = "pages") {
        all.push((batch, "html"));
    }
    if cfg!(feature = "practice") {
        all.push((words("progress --export"), "jsonl"));
        if cfg!(feature = "pages") {
            all.push((words("progress --html"), "html"));
        }
    }
    all
}

fn run(data: &Folder, words: &[String], output: &str) -> Run {
    let mut command = program();
    // Nobody has practised there yet.
    command.env("XDG_DATA_HOME", data.path()).env("GRADUS_NOW", "2026-03-01T20:00").env("TZ", "UTC");
    command.args(words).arg(output).output().expect("the program starts").into()
}

/// What a run must end with: an attack also tells whether the lines are held.
fn done(words: &[String], run: Run) {
    assert!(run.code == 0 || run.code == 1 && words[0] == "attack", "{words:?}: {}", run.err);
}

#[test]
fn a_link_stays_and_what_it_leads_to_is_replaced() {
    let read = Folder::new();
    for (words, ending) in commands(&read) {
        let folder = Folder::new();
        std::fs::create_dir(folder.path().join("inner")).unwrap();
        let (target, link) = (format!("inner/target.{ending}"), format!("link.{ending}"));
        symlink(&target, folder.path().join(&link)).unwrap();
        // The first run makes the target, the second replaces it.
        for old in [None, Some("old")] {
            old.into_iter().for_each(|old| drop(folder.write(&target, old)));
            done(&words, run(&read, &words, &folder.at(&link)));
            let about = std::fs::symlink_metadata(folder.path().join(&link)).unwrap();
            assert!(about.is_symlink(), "{words:?}");
            assert!(folder.read(&target).len() > 10, "{words:?}");
            assert_eq!(std::fs::read_dir(folder.path().join("inner")).unwrap().count(), 1, "nothing is left over");
            assert_eq!(folder.names().len(), 2, "{:?}", folder.names());
        }
    }
}

#[test]
fn who_reads_a_pipe_gets_what_a_file_would_hold() {
    let read = Folder::new();
    for (words, ending) in commands(&read) {
        let folder = Folder::new();
        let (file, pipe) = (format!("file.{ending}"), folder.at(&format!("pipe.{ending}")));
        done(&words, run(&read, &words, &folder.at(&file)));
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || std::fs::read_to_string(pipe).unwrap()
        });
        let ended = run(&read, &words, &pipe);
        // Whatever the program did: a reader that no writer has come to would wait for ever.
        drop(std::fs::File::options().read(true).write(true).open(&pipe).unwrap());
        done(&words, ended);
        assert_eq!(reader.join().unwrap(), folder.read(&file), "{words:?}");
        assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo(), "{words:?}");
        assert_eq!(folder.names().len(), 2, "{:?}", folder.names());
    }
}
