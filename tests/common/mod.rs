//! Runs the real program, as a person or a script would.

#![allow(dead_code)] // every test file uses a part of it

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The small bank of these tests: it does not change when the shipped one does.
pub const SMALL: &str = "tests/banks/small";

/// What a run of the program gave.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// The JSON on standard output.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.out, self.err))
    }

    /// The JSON Lines on standard output.
    #[track_caller]
    pub fn lines(&self) -> Vec<Value> {
        json_lines(&self.out)
    }

    /// The same run, which must have ended with `code`.
    #[track_caller]
    pub fn code(self, code: i32) -> Run {
        assert_eq!(self.code, code, "\nstdout: {}\nstderr: {}", self.out, self.err);
        self
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        Run { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// The program, with the environment of a plain terminal-less call.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradus"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the program.
#[track_caller]
pub fn gradus<S: AsRef<std::ffi::OsStr>>(args: impl IntoIterator<Item = S>) -> Run {
    program().args(args).output().expect("the program starts").into()
}

/// Runs the program with bytes on its standard input.
#[track_caller]
pub fn gradus_with(args: &[&str], input: &[u8]) -> Run {
    let mut child = program().args(args).stdin(Stdio::piped()).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_vec();
    // The program may end before it has read everything.
    let feed = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the program ends");
    feed.join().expect("no panic while writing");
    output.into()
}

/// Runs a command whose standard output nobody reads: it was closed before the first byte.
#[track_caller]
pub fn unread(command: &mut Command) -> Run {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    command.stdout(writer).output().expect("the program starts").into()
}

/// Parses JSON Lines.
#[track_caller]
pub fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// A folder that goes when the test ends.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().expect("a temporary folder"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// A path in the folder, as an argument.
    pub fn at(&self, name: &str) -> String {
        self.path().join(name).to_str().expect("UTF-8").to_string()
    }

    /// Writes a file and returns its path.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path().join(name), bytes).expect("written");
        self.at(name)
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Everything in it, hidden files too.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.path())
            .expect("readable")
            .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

/// A file of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The ids of the concepts of a result with this status.
pub fn with_status(result: &Value, status: &str) -> Vec<String> {
    let concepts = result["concepts"].as_array().expect("a list of concepts");
    let fits = concepts.iter().filter(|concept| concept["status"] == status);
    fits.map(|concept| concept["id"].as_str().expect("an id").to_string()).collect()
}

/// Recomputes the score from the numbers that the result lists, as a reader with a pencil would.
pub fn by_hand(result: &Value) -> f64 {
    let number = |value: &Value| value.as_f64().expect("a number");
    let credit = |status: &Value| match status.as_str().unwrap() {
        "met" => 1.0,
        "partial" => 0.5,
        _ => 0.0,
    };
    let concepts = result["concepts"].as_array().unwrap();
    let groups = result["groups"].as_array().cloned().unwrap_or_default();
    let grouped: Vec<&str> =
        groups.iter().flat_map(|group| group["of"].as_array().unwrap()).map(|id| id.as_str().unwrap()).collect();
    let (mut earned, mut possible, mut against) = (0.0, 0.0, 0.0);
    for concept in concepts {
        let weight = number(&concept["weight"]);
        if concept["status"] == "contradicted" {
            against += weight;
        }
        if !grouped.contains(&concept["id"].as_str().unwrap()) {
            earned += weight * credit(&concept["status"]);
            possible += weight;
        }
    }
    for group in &groups {
        earned += number(&group["earned"]);
        possible += number(&group["weight"]);
    }
    let sums = &result["arithmetic"];
    let coverage = if possible > 0.0 { earned / possible } else { 0.0 };
    let listed = result["flags"].as_array().unwrap().iter().any(|flag| flag == "keyword-list");
    let support = if listed { 0.0 } else { 0.2 * number(&sums["similarity"]) * (1.0 - coverage) };
    let penalty: f64 =
        result["misconceptions"].as_array().unwrap().iter().map(|wrong| wrong["penalty"].as_f64().unwrap_or(0.0)).sum();
    let against = if possible > 0.0 { 0.25 * against / possible } else { 0.0 };
    let clashes = sums["clashes"].as_array().map_or(0, Vec::len);
    let clash = (0.03 * clashes as f64).min(0.09);
    let mut score = (coverage + support - against - clash - penalty).clamp(0.0, 1.0);
    for cap in sums["caps"].as_array().unwrap() {
        let limit = if cap["band"] == "weak" { number(&sums["average_from"]) } else { number(&sums["strong_from"]) };
        score = score.min(limit - 0.0001);
    }
    score
}
