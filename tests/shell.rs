//! Life in a shell: completions, the manual, the pager, closed pipes.

#![cfg(feature = "cli")]

mod common;

use common::{Folder, gradus, program, unread};
use std::process::Command;

#[test]
fn completions_for_three_shells() {
    for (shell, mark) in [("bash", "complete -F _gradus"), ("zsh", "#compdef gradus"), ("fish", "complete -c gradus")] {
        let out = gradus(["completions", shell]).code(0).out;
        assert!(out.contains(mark), "{shell}");
        for word in ["practice", "progress", "reveal", "django-vs-flask"] {
            assert!(out.contains(word), "{shell}: {word}");
        }
    }
    assert!(gradus(["completions", "cmd"]).code(2).err.contains("possible values"));
}

#[test]
#[cfg_attr(not(unix), ignore = "needs bash")]
fn bash_reads_its_completions() {
    let folder = Folder::new();
    let file = folder.write("gradus.bash", gradus(["completions", "bash"]).code(0).out);
    let script = format!(
        "source {file}; COMP_WORDS=(gradus grade django-v); COMP_CWORD=2; _gradus gradus django-v grade; echo ${{COMPREPLY[@]}}"
    );
    let output = Command::new("bash").args(["-c", &script]).output().expect("bash");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "django-vs-flask", "{output:?}");
}

#[test]
fn help_breaks_no_sentence_before_its_line_is_full() {
    for command in ["practice", "evaluate", "attack", "batch"] {
        let out = gradus([command, "--help"]).code(0).out;
        let prose = |line: &&str| !line.starts_with(' ') && !line.ends_with(['.', ':']) && !line.is_empty();
        let behind = out.split("\n\n").filter(|block| block.lines().count() > 1);
        for block in behind.filter(|block| block.lines().all(|line| !line.starts_with(' '))) {
            for line in block.lines().filter(prose) {
                assert!(line.chars().count() > 75, "{command}: {line:?} in\n{block}");
            }
        }
    }
}

#[test]
fn a_page_of_the_manual_for_every_command() {
    let page = gradus(["man"]).code(0).out;
    assert!(page.contains(".TH gradus 1") && page.contains("practice"), "{page}");
    let folder = Folder::new();
    gradus(["man", folder.path().to_str().unwrap()]).code(0);
    let names = folder.names();
    for name in ["gradus.1", "gradus-grade.1", "gradus-practice.1", "gradus-progress.1"] {
        assert!(names.contains(&name.to_string()), "{names:?}");
    }
    let practice = folder.read("gradus-practice.1");
    assert!(
        practice.contains("\\-\\-due")
            && practice.lines().any(|line| line.starts_with(".TH") && line.contains("gradus "))
    );
    // Examples keep their lines.
    let examples = practice.split(".SH EXAMPLES\n.nf\n").nth(1).and_then(|rest| rest.split(".fi").next());
    assert!(
        examples.is_some_and(|text| text.lines().count() > 3 && text.contains("\n  gradus practice")),
        "{practice}"
    );
    assert!(!practice.contains("EXTRA"));
    gradus(["man", &folder.at("a/new/folder")]).code(0);
    assert!(folder.path().join("a/new/folder/gradus.1").is_file());
    let below = folder.at("gradus.1/folder");
    let err = gradus(["man", &below]).code(2).err;
    assert!(err.contains("gradus.1/folder: cannot be written"), "{err}");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let folder = Folder::new();
    let rows = "question_id,answer,band\nhash-table,A hash of the key gives the position.,average\n";
    let rows = folder.write("rows.csv", rows);
    let json = ["--format", "json"];
    let grade = ["grade", "gil", "One thread at a time."];
    let evaluate = ["evaluate", "--bank", common::SMALL, &rows];
    let attack = ["attack", "--bank", common::SMALL];
    let check = ["check", "tests/banks/broken"];
    let both: [&[&str]; 9] = [
        &["items"],
        &grade,
        &[&grade[..], &["--explain"]].concat(),
        &evaluate,
        &attack,
        &["attack", "--list"],
        &["attack", "--smallest", "gil"],
        &check,
        &["check", "--codes"],
    ];
    let alone: [&[&str]; 8] = [
        &["completions", "bash"],
        &["man"],
        &["draft", "gil"],
        &["batch", "--bank", common::SMALL, &rows, "-o", "-"],
        &["attack", "--bank", common::SMALL, "--rows", "-"],
        &["check", "--bank", common::SMALL, "--audit"],
        &["--help"],
        &["--version"],
    ];
    let all = both.iter().flat_map(|args| [args.to_vec(), [args, &json[..]].concat()]);
    for args in all.chain(alone.iter().map(|args| args.to_vec())) {
        // What was found out holds, whoever reads on: the small bank holds not all lines, the broken one has errors.
        let code = i32::from(args.starts_with(&check));
        let run = unread(program().args(&args));
        assert!(run.code == code || args[0] == "attack" && run.code == 1, "{args:?}: {} {}", run.code, run.err);
        assert!(!run.err.contains("error:"), "{args:?}: {}", run.err);
    }
}

#[test]
fn a_closed_pipe_hides_no_verdict() {
    let folder = Folder::new();
    let good = "question_id,answer,band\nhash-table,A hash of the key gives the position.,average\n";
    let good = folder.write("good.csv", good);
    let bad = folder.write("bad.csv", "question_id,answer,band\nhash-table,Keys,weak\nno-such-item,Keys,weak\n");
    let small = ["--bank", common::SMALL];
    let (pages, book) = (folder.at("report.html"), folder.at("book.xlsx"));
    for (args, code) in [
        (&["evaluate", &good][..], 0),
        (&["evaluate", &good, "--min-qwk", "1"], 1),
        (&["evaluate", &good, "--min-qwk", "1", "--format", "json"], 1),
        (&["evaluate", &bad], 1),
        (&["batch", &good, "-o", "-"], 0),
        (&["batch", &bad, "-o", "-"], 1),
        (&["batch", &bad, "-o", "-", "--output-format", "csv", "--per", "candidate"], 1),
        (&["batch", &bad, "-o", "-", "-o", &pages, "-o", &book], 1),
    ] {
        let all = || args.iter().chain(&small);
        assert_eq!(gradus(all()).code, code, "{args:?}");
        assert_eq!(unread(program().args(all())).code, code, "nobody reads {args:?}");
        // As in `2>&1 | head`: nobody reads messages either.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = program();
        command.args(all()).stderr(writer.try_clone().unwrap()).stdout(writer);
        assert_eq!(command.status().unwrap().code(), Some(code), "nobody reads anything of {args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_is_a_failure() {
    let results = [&["items"][..], &["grade", "gil", "One lock."], &["check", "--codes"]];
    for args in [&["--help"][..], &["batch", "--help"], &["--version"]].into_iter().chain(results) {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let run = common::Run::from(program().args(args).stdout(full).output().unwrap()).code(2);
        assert!(run.err.contains("standard output: cannot be written"), "{}", run.err);
    }
    gradus(["--help"]).code(0);
    gradus(["--no-such-option"]).code(2);
}

#[cfg(unix)]
mod terminal {
    use rexpect::reader::Options;
    use rexpect::session::{PtySession, spawn_with_options};
    use std::process::Command;

    fn on_a_terminal(args: &[&str], pager: &str) -> PtySession {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gradus"));
        command.args(args).env("PAGER", pager).env("NO_COLOR", "1").env("TERM", "xterm");
        spawn_with_options(command, Options::new().timeout_ms(Some(60_000))).expect("a pseudo-terminal")
    }

    #[test]
    fn long_output_goes_through_the_pager_of_the_person() {
        let all = |args: &[&str], pager: &str| on_a_terminal(args, pager).exp_eof().expect("the end");
        let paged = all(&["items", "--topic", "testing"], "sed s/^/paged:/");
        assert!(paged.contains("paged:Testing"), "{paged}");
        for plain in [
            all(&["items", "--topic", "testing", "--no-pager"], "sed s/^/paged:/"),
            all(&["items", "--topic", "testing"], ""),
            all(&["items", "--topic", "testing"], "cat"),
            all(&["items", "--topic", "testing"], "no-such-pager-anywhere"),
        ] {
            assert!(plain.contains("Testing") && !plain.contains("paged:"), "{plain}");
        }
    }

    #[test]
    fn a_pager_that_is_closed_early_is_no_failure() {
        let session = on_a_terminal(&["items"], "head -1");
        let ended = session.process().wait().expect("the status");
        assert!(format!("{ended:?}").contains("Exited") && format!("{ended:?}").contains(", 0)"), "{ended:?}");
    }
}
