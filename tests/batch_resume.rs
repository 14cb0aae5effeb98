//! `gradus batch --resume`: whatever interrupts a run, the same bytes come out in the end. Through the real program.

#![cfg(all(unix, feature = "cli"))]

mod common;

use common::{Folder, Run, SMALL, program};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// Rows enough for many blocks: good ones, and long ones that name no item and cost little.
fn rows(count: usize) -> String {
    let mut text = String::from("answer_id,candidate_id,question_id,answer\n");
    let filler = "x".repeat(2500);
    for at in 0..count {
        let row = match at % 32 {
            0 => format!("a{at},c{},sorting,\"Quicksort,\nmerge sort and heap sort {at}\"\n", at % 50),
            3 => format!("a{at},c{},hash-table,A hash function turns the key into an index\n", at % 50),
            _ => format!("a{at},c{},nothing,{filler}\n", at % 50),
        };
        text.push_str(&row);
    }
    text
}

struct Job {
    folder: Folder,
    input: String,
}

const OUTPUTS: [&str; 3] = ["out.jsonl", "out.csv", "grades.csv"];

impl Job {
    fn new(name: &str, bytes: impl AsRef<[u8]>) -> Job {
        let folder = Folder::new();
        let input = folder.write(name, bytes);
        Job { folder, input }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = program();
        command.args(["batch", "--bank", SMALL, &self.input]);
        for output in OUTPUTS {
            command.args(["-o", &self.folder.at(output)]);
        }
        command.args(["--per", "response", "--per", "candidate"]).args(args);
        command
    }

    fn run(&self, args: &[&str]) -> Run {
        self.command(args).output().unwrap().into()
    }

    /// What is in the folder, but for the part of the gradebook: it is made at the end, so there is nothing in it to keep.
    fn left(&self) -> Vec<String> {
        self.folder.names().into_iter().filter(|name| name != ".grades.csv.gradus-part").collect()
    }

    /// Takes the outputs away and gives their bytes.
    fn take(&self) -> Vec<String> {
        let bytes = OUTPUTS.iter().map(|output| self.folder.read(output)).collect();
        for output in OUTPUTS {
            std::fs::remove_file(self.folder.path().join(output)).unwrap();
        }
        bytes
    }
}

fn signal(child: &Child, name: &str) {
    let killed = Command::new("kill").args([&format!("-{name}"), &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
}

fn gzip(text: &str) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

/// A run that stands still somewhere between its first kept place and its last row, however long that takes.
struct Held(Option<Child>);

impl Held {
    /// Starts the command until it could be stopped in time: under load it may end before anybody sees its place.
    fn start(folder: &Folder, place: &str, command: impl Fn() -> Command) -> Held {
        let before = folder.names();
        for _ in 0..100 {
            let mut child = command().spawn().unwrap();
            while !folder.path().join(place).exists() && child.try_wait().unwrap().is_none() {
                std::thread::sleep(Duration::from_micros(200));
            }
            if child.try_wait().unwrap().is_none() {
                signal(&child, "STOP");
                let is_stopped = stands_still(&child);
                let held = Held(Some(child));
                if is_stopped && is_midway(folder, place) {
                    return held;
                }
                held.end("KILL");
            }
            for name in folder.names().iter().filter(|name| !before.contains(name)) {
                std::fs::remove_file(folder.path().join(name)).unwrap();
            }
        }
        panic!("no run kept a place and could be stopped behind it");
    }

    /// Lets it go on with a signal, to its end.
    fn end(mut self, name: &str) -> Run {
        let child = self.0.take().unwrap();
        signal(&child, name);
        signal(&child, "CONT");
        child.wait_with_output().unwrap().into()
    }
}

impl Drop for Held {
    /// A test that failed leaves nobody standing.
    fn drop(&mut self) {
        if let Some(mut child) = self.0.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Waits until a child that was told to stop does, or has ended; whether it stands.
fn stands_still(child: &Child) -> bool {
    loop {
        let state = Command::new("ps").args(["-o", "state=", "-p", &child.id().to_string()]).output().unwrap();
        match state.stdout.trim_ascii_start().first() {
            Some(b'T') => return true,
            Some(b'Z') | None => return false,
            Some(_) => std::thread::sleep(Duration::from_millis(1)),
        }
    }
}

/// Whether rows were still to be written when the place was kept.
fn is_midway(folder: &Folder, place: &str) -> bool {
    let kept = std::fs::read(folder.path().join(place)).unwrap_or_default();
    serde_json::from_slice::<serde_json::Value>(&kept).is_ok_and(|kept| kept["done"] == false)
}

/// Starts the job and holds it behind a place that it has kept.
fn kept(job: &Job, args: &[&str]) -> Held {
    Held::start(&job.folder, ".out.jsonl.gradus-resume", || job.command(args))
}

#[test]
fn interrupted_ten_times_at_random_moments_and_resumed_the_bytes_are_the_same() {
    let job = Job::new("in.csv", rows(8_000));
    let started = Instant::now();
    job.run(&[]).code(1);
    let whole = started.elapsed();
    let wanted = job.take();
    assert_eq!(wanted[0].lines().count(), 8_000);
    let seed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().subsec_nanos();
    let mut random = u64::from(seed) | 1;
    let (mut interrupted, mut runs) = (0, 0);
    while interrupted < 10 {
        runs += 1;
        assert!(runs < 200, "{interrupted} of {runs} runs were interrupted");
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let child = job.command(&["--resume"]).spawn().unwrap();
        std::thread::sleep(whole.mul_f64((random % 1000) as f64 / 1000.0));
        signal(&child, if random & 1024 == 0 { "KILL" } else { "INT" });
        let run = Run::from(child.wait_with_output().unwrap());
        match run.code {
            // It was done before the signal came; the next begins anew.
            1 => assert_eq!(job.take(), wanted, "seed {seed}"),
            _ => interrupted += 1,
        }
    }
    // The last may have come as far as its last row, and none far enough to be resumed: one from the beginning has.
    job.run(&["--resume"]).code(1);
    assert_eq!(job.take(), wanted, "seed {seed}");
    kept(&job, &["--resume"]).end("KILL");
    let last = job.run(&["--resume"]).code(1);
    assert!(last.err.contains("resuming after"), "{}", last.err);
    assert_eq!(job.take(), wanted, "seed {seed}");
    assert_eq!(job.folder.names(), ["in.csv"], "nothing is left over");
}

/// A run that Ctrl-C ended; one whose last row was written before is done and says nothing about it.
fn interrupted(job: &Job) -> Run {
    for _ in 0..100 {
        let run = kept(job, &[]).end("INT");
        if run.code != 1 {
            return run.code(2);
        }
        job.take();
    }
    panic!("Ctrl-C came too late every time");
}

#[test]
fn ctrl_c_says_how_to_go_on_and_resuming_grades_nothing_again() {
    let job = Job::new("in.csv", rows(8_000));
    job.run(&[]).code(1);
    let wanted = job.take();
    let run = interrupted(&job);
    assert!(run.err.contains("interrupted after ") && run.err.contains("--resume goes on from there"), "{}", run.err);
    let left = job.folder.names();
    assert_eq!(
        left,
        [
            ".grades.csv.gradus-spill",
            ".out.csv.gradus-part",
            ".out.jsonl.gradus-part",
            ".out.jsonl.gradus-resume",
            "in.csv"
        ]
    );
    let said = |err: &str, word: &str| -> u64 {
        let at = err.find(word).unwrap() + word.len();
        let digits: String =
            err[at..].chars().take_while(|c| c.is_ascii_digit() || *c == ',').filter(|c| *c != ',').collect();
        digits.parse().unwrap()
    };
    let before = said(&run.err, "interrupted after ");
    let run = job.run(&["--resume"]).code(1);
    assert_eq!(said(&run.err, "resuming after "), before);
    assert_eq!(job.take(), wanted);
    assert_eq!(job.folder.names(), ["in.csv"]);
}

#[test]
fn packed_inputs_workbooks_and_lists_are_resumed_too() {
    let text = rows(3_000);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let objects: Vec<serde_json::Value> = records
        .iter()
        .map(|record| {
            names
                .iter()
                .zip(record)
                .map(|(name, cell)| (name.to_string(), cell.into()))
                .collect::<serde_json::Map<_, _>>()
                .into()
        })
        .collect();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, record) in std::iter::once(&names).chain(&records).enumerate() {
        for (column, cell) in record.iter().enumerate() {
            sheet.write(row as u32, column as u16, cell).unwrap();
        }
    }
    for (name, bytes) in [
        ("in.csv.gz", gzip(&text)),
        ("in.csv", text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("in.xlsx", book.save_to_buffer().unwrap()),
        ("in.json", serde_json::to_vec_pretty(&objects).unwrap()),
        ("in.jsonl", objects.iter().flat_map(|object| format!("{object}\n").into_bytes()).collect()),
    ] {
        let job = Job::new(name, bytes);
        job.run(&["--quiet"]).code(1);
        let wanted = job.take();
        kept(&job, &[]).end("KILL");
        let run = job.run(&["--resume"]).code(1);
        assert!(run.err.contains("resuming after"), "{name}: {}", run.err);
        assert_eq!(job.take(), wanted, "{name}");
    }
}

#[test]
fn several_inputs_are_resumed_in_the_one_where_they_were() {
    let job = Job::new("a.csv", rows(2_500));
    let b = job.folder.write("b.csv", rows(3_000));
    job.run(&[&b]).code(1);
    let wanted = job.take();
    assert_eq!(wanted[0].lines().count(), 5_500);
    kept(&job, &[&b]).end("KILL");
    job.run(&[&b, "--resume"]).code(1);
    assert_eq!(job.take(), wanted);
}

#[test]
fn another_command_or_a_changed_input_is_refused_and_says_what_differs() {
    let job = Job::new("in.csv", rows(8_000));
    kept(&job, &[]).end("KILL");
    let left = job.left();
    let run = job.run(&["--resume", "--strict"]).code(2);
    assert!(
        run.err.contains("cannot resume: --strict differs from the interrupted run (then false, now true)"),
        "{}",
        run.err
    );
    std::fs::write(&job.input, rows(5_001)).unwrap();
    let run = job.run(&["--resume"]).code(2);
    assert!(
        run.err.contains("in.csv differs from the interrupted run") && run.err.contains("run without --resume"),
        "{}",
        run.err
    );
    assert_eq!(job.left(), left, "nothing is taken away");
    // Without --resume everything begins anew.
    job.run(&[]).code(1);
    assert_eq!(job.take()[0].lines().count(), 5_001);
    assert_eq!(job.folder.names(), ["in.csv"]);
}

#[test]
fn parts_that_are_gone_are_not_made_up() {
    let job = Job::new("in.csv", rows(8_000));
    kept(&job, &[]).end("KILL");
    std::fs::remove_file(job.folder.path().join(".out.csv.gradus-part")).unwrap();
    let run = job.run(&["--resume"]).code(2);
    assert!(run.err.contains("out.csv") && run.err.contains("gone or shortened"), "{}", run.err);
}

#[test]
fn an_output_that_cannot_take_its_place_costs_nothing() {
    let folder = Folder::new();
    let input = folder.write("in.csv", rows(8_000));
    let outputs = ["grades.csv", "page.html"];
    let command = |args: &[&str]| {
        let mut command = program();
        command.args(["batch", "--bank", SMALL, &input, "--per", "candidate"]);
        command.args(outputs.iter().flat_map(|output| ["-o".to_string(), folder.at(output)])).args(args);
        command
    };
    let run = |args: &[&str]| Run::from(command(args).output().unwrap());
    let take = || {
        let bytes = outputs.map(|output| folder.read(output));
        outputs.iter().for_each(|output| std::fs::remove_file(folder.path().join(output)).unwrap());
        bytes
    };
    run(&[]).code(1);
    let wanted = take();
    let held = Held::start(&folder, ".grades.csv.gradus-resume", || command(&[]));
    // Both are only made at the end: what is in the way then stops the second.
    std::fs::create_dir(folder.path().join("page.html")).unwrap();
    let ended = held.end("CONT").code(2);
    assert!(ended.err.contains("page.html") && ended.err.contains("8,000 rows are kept"), "{}", ended.err);
    assert!(folder.names().contains(&".grades.csv.gradus-spill".to_string()), "{:?}", folder.names());
    std::fs::remove_dir(folder.path().join("page.html")).unwrap();
    let resumed = run(&["--resume"]).code(1);
    assert!(resumed.err.contains("Written: "), "{}", resumed.err);
    assert_eq!(take(), wanted);
    assert_eq!(folder.names(), ["in.csv"], "nothing is left over");
}

#[test]
fn a_place_that_cannot_be_read_is_refused_and_nothing_is_taken_away() {
    let job = Job::new("in.csv", rows(8_000));
    kept(&job, &[]).end("KILL");
    let place = job.folder.path().join(".out.jsonl.gradus-resume");
    let whole = std::fs::read(&place).unwrap();
    std::fs::write(&place, &whole[..whole.len() / 2]).unwrap();
    let left = job.left();
    let run = job.run(&["--resume"]).code(2);
    assert!(run.err.contains(".out.jsonl.gradus-resume") && run.err.contains("run without --resume"), "{}", run.err);
    assert_eq!(job.left(), left, "nothing is taken away");
    std::fs::write(&place, &whole).unwrap();
    job.folder.write(".out.jsonl.gradus-resume-new", "half a pl");
    assert!(job.run(&["--resume"]).code(1).err.contains("resuming after"));
    job.take();
    assert_eq!(job.folder.names(), ["in.csv"], "nothing is left over");
}

#[test]
fn what_cannot_be_resumed_says_why() {
    let folder = Folder::new();
    let input = folder.write("in.csv", "question_id,answer\nsorting,x\n");
    let run =
        |args: &[&str]| Run::from(program().args(["batch", "--bank", SMALL, "--resume"]).args(args).output().unwrap());
    assert!(run(&["-", "-o", &folder.at("o.jsonl")]).code(2).err.contains("standard input cannot be read again"));
    assert!(run(&[&input, "-o", "-"]).code(2).err.contains("standard output cannot be continued"));
    let done = run(&[&input, "-o", &folder.at("o.jsonl")]).code(0);
    assert!(done.err.contains("nothing to resume"), "{}", done.err);
    assert_eq!(folder.names(), ["in.csv", "o.jsonl"]);
}

#[test]
fn a_second_run_into_the_same_files_is_refused() {
    let job = Job::new("in.csv", rows(8_000));
    let held = kept(&job, &[]);
    let run = job.run(&[]).code(2);
    assert!(run.err.contains("another run of gradus is writing it"), "{}", run.err);
    held.end("KILL");
    let run = job.run(&["--resume"]).code(1);
    assert!(run.err.contains("resuming after"), "the refused run took nothing away: {}", run.err);
}
