//! `--resume`: how far a run has come, kept in a small file beside its first output.
//!
//! The file is written now and then, after the parts of the outputs are safe on disk up to the place that it names, and
//! replaced as a whole: it is right whenever the run ends. It also says what was run; another command, another bank or
//! a changed input does not go on from it.

use super::Failure;
use super::args::{Batch, Reading};
use crate::batch::Progress;
use crate::engine::Engine;
use crate::rows::anonymise::Anonymiser;
use crate::rows::output::{Place, hidden, place};
use crate::scoring::ENGINE;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::UNIX_EPOCH;

/// The place is first kept after so many blocks ...
const FIRST: u64 = 3;
/// ... and then every so many.
const EVERY: u64 = 8;
/// Bytes at the beginning of an input that tell it from another.
const BEGINNING: u64 = 1 << 20;

/// What the name of a value begins with that is about a file.
const FILE: &str = "the file ";

/// What is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Kept {
    /// What was run, as pairs of a name for people and a value.
    run: Vec<(String, String)>,
    /// How far it has come.
    progress: Progress,
    /// All rows are in the parts.
    done: bool,
}

/// What an earlier run has left.
pub enum Left {
    /// Nothing to go on from.
    Nothing,
    /// Rows were still to be graded.
    Midway(Progress),
    /// All rows are graded; outputs were being put in their places.
    Finishing(Progress),
}

/// Keeps the place of a run.
pub struct Resume {
    path: PathBuf,
    run: Vec<(String, String)>,
    handles: Arc<Vec<File>>,
    blocks: u64,
    last: Progress,
    /// A place has been kept.
    kept: bool,
    /// All rows are written.
    done: bool,
    writing: Option<JoinHandle<io::Result<()>>>,
}

/// Why a run cannot be resumed.
pub fn hindrance(command: &Batch) -> Option<String> {
    if command.files.iter().any(|file| file == "-") {
        return Some("standard input cannot be read again; give a file as input to use --resume".into());
    }
    if command.output.iter().any(|output| output == "-") {
        return Some("standard output cannot be continued; give files as output to use --resume".into());
    }
    let is_straight = |output: &&String| matches!(place(Path::new(output)), Ok(Place::Straight));
    if let Some(output) = command.output.iter().find(is_straight) {
        return Some(format!("{output}: is no file that can be continued, so --resume cannot be used"));
    }
    let pipe = command.files.iter().find(|file| !std::fs::metadata(file).is_ok_and(|about| about.is_file()));
    pipe.map(|file| format!("{file}: is no file that can be read again, so --resume cannot be used"))
}

impl Resume {
    /// For a run of files into files.
    pub fn new(command: &Batch, engine: &Engine, anonymiser: Option<&Anonymiser>) -> Result<Resume, Failure> {
        let first = command.output.first().map_or("", String::as_str);
        Ok(Resume {
            path: hidden(Path::new(first), "resume"),
            run: fingerprint(command, engine, anonymiser)?,
            handles: Arc::default(),
            blocks: 0,
            last: Progress::default(),
            kept: false,
            done: false,
            writing: None,
        })
    }

    /// What an earlier run has left. Fails where that was another run.
    pub fn left(&mut self) -> Result<Left, Failure> {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Left::Nothing),
            Err(error) => return Err(Failure::Message(format!("{}: {error}", self.path.display()))),
        };
        let kept: Kept = serde_json::from_str(&text).map_err(|error| {
            Failure::Message(format!(
                "cannot resume: {} says nothing about an interrupted run ({error}); run without --resume to begin anew",
                self.path.display()
            ))
        })?;
        let value = |run: &[(String, String)], name: &str| {
            run.iter().find(|(known, _)| known == name).map_or("nothing".to_string(), |(_, value)| value.clone())
        };
        let mut names: Vec<&String> = kept.run.iter().chain(&self.run).map(|(name, _)| name).collect();
        names.dedup();
        for name in names {
            let (then, now) = (value(&kept.run, name), value(&self.run, name));
            if then != now {
                let help = "run without --resume to begin anew";
                let how = difference(name, &then, &now);
                return Err(Failure::Message(format!(
                    "cannot resume: {name} differs from the interrupted run{how}; {help}"
                )));
            }
        }
        self.kept = true;
        self.done = kept.done;
        self.last = kept.progress.clone();
        Ok(if kept.done { Left::Finishing(kept.progress) } else { Left::Midway(kept.progress) })
    }

    /// Forgets what an earlier run has left.
    pub fn forget(&mut self) -> Result<(), Failure> {
        self.kept = false;
        // A run that was killed while it kept its place.
        let _ = std::fs::remove_file(unfinished(&self.path));
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Failure::Message(format!("{}: {error}", self.path.display())))
            }
            _ => Ok(()),
        }
    }

    /// The files that are written.
    pub fn writes(&mut self, handles: Vec<File>) {
        self.handles = Arc::new(handles);
    }

    /// A block has been written. Now and then the place is kept, while grading goes on.
    pub fn block(&mut self, progress: &Progress) {
        self.blocks += 1;
        self.last.clone_from(progress);
        let due = self.blocks == FIRST || self.blocks.is_multiple_of(EVERY);
        if due && self.writing.as_ref().is_none_or(JoinHandle::is_finished) {
            self.wait();
            let (path, kept, handles) = (self.path.clone(), self.here(), Arc::clone(&self.handles));
            self.writing = Some(std::thread::spawn(move || write(&path, &kept, &handles)));
        }
    }

    fn here(&self) -> Kept {
        Kept { run: self.run.clone(), progress: self.last.clone(), done: self.done }
    }

    /// Waits for what is being written. A place that could not be kept is no reason to end the run.
    fn wait(&mut self) {
        if let Some(writing) = self.writing.take() {
            self.kept |= matches!(writing.join(), Ok(Ok(())));
        }
    }

    /// The run ends early. Whether it can be resumed: small runs have kept nothing.
    pub fn stop(&mut self) -> bool {
        self.wait();
        if self.kept {
            // An older place serves as well.
            let _ = write(&self.path, &self.here(), &self.handles);
        }
        self.kept
    }

    /// All rows are written; whole files are about to be made, or outputs to be put in their places.
    pub fn finishing(&mut self, progress: &Progress) {
        self.wait();
        self.done = true;
        self.last.clone_from(progress);
        if self.kept {
            // Without it, a run that ends now begins anew.
            let _ = write(&self.path, &self.here(), &self.handles);
        }
    }

    /// The file that keeps the place.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many rows are written.
    pub fn rows(&self) -> u64 {
        self.last.summary.rows
    }
}

/// How two values differ, where that tells a person something: times and checksums do not.
fn difference(name: &str, then: &str, now: &str) -> String {
    let bytes = |value: &str| value.split_once(" bytes, ").map(|(bytes, _)| bytes.to_string());
    match name {
        "the bank" | "the salt" => String::new(),
        name if name.starts_with(FILE) => match (bytes(then), bytes(now)) {
            (Some(then), Some(now)) if then != now => format!(" (then {then} bytes, now {now})"),
            _ => " (it was written again since)".to_string(),
        },
        _ => format!(" (then {then}, now {now})"),
    }
}

/// The file that will take the place of the one that keeps the place, while it is written.
fn unfinished(path: &Path) -> PathBuf {
    path.with_extension("gradus-resume-new")
}

/// Makes the parts last, then the file that speaks of them.
fn write(path: &Path, kept: &Kept, handles: &[File]) -> io::Result<()> {
    for handle in handles {
        handle.sync_data()?;
    }
    let new = unfinished(path);
    let written = File::create(&new).and_then(|mut file| {
        serde_json::to_writer(&mut file, kept)?;
        file.sync_all()
    });
    written.and_then(|()| std::fs::rename(&new, path)).inspect_err(|_| drop(std::fs::remove_file(&new)))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // The names of new files are safe with their folder; where a folder cannot be opened, there is nothing to do.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// All that results depend on, with names for people.
fn fingerprint(
    command: &Batch,
    engine: &Engine,
    anonymiser: Option<&Anonymiser>,
) -> Result<Vec<(String, String)>, Failure> {
    // Named one by one, so that nobody adds an option without asking whether results depend on it.
    let Batch {
        files,
        output,
        reading: Reading { input_format, encoding, sheet },
        #[cfg(feature = "search")]
        map,
        output_format,
        per,
        jobs: _,
        strict,
        reveal,
        anonymise,
        salt_file: _, // what it holds is told by `anonymiser`
        salt: _,
        review: _, // which `reviews` knows
        overrides,
        resume: _,
        quiet: _,
    } = command;
    let mut run = vec![("the version of gradus".to_string(), ENGINE.to_string()), ("the bank".into(), bank(engine)?)];
    let mut add = |name: &str, value: String| run.push((name.to_string(), value));
    add("the list of inputs", files.join(", "));
    add("the list of outputs", output.join(", "));
    add("--input-format", format!("{input_format:?}"));
    add("--output-format", format!("{output_format:?}"));
    add("--encoding", format!("{encoding:?}"));
    add("--sheet", format!("{sheet:?}"));
    #[cfg(feature = "search")]
    add("--map", format!("{map:?}"));
    add("--per", format!("{per:?}"));
    add("--strict", format!("{strict}"));
    add("--reveal", format!("{reveal:?}"));
    add("--anonymise", format!("{anonymise}"));
    // An id that stands for nobody tells one salt from another and tells nothing about it.
    add("the salt", anonymiser.map_or("none".into(), |hide| hide.id('s', "")));
    add("--review", command.reviews().to_string());
    add("--overrides", format!("{overrides:?}"));
    let marks = overrides.as_ref().map(|path| path.display().to_string());
    for file in files.iter().chain(&marks) {
        add(&format!("{FILE}{file}"), input(file).map_err(|error| Failure::Message(format!("{file}: {error}")))?);
    }
    Ok(run)
}

/// A bank by everything in it that grades.
fn bank(engine: &Engine) -> Result<String, Failure> {
    let bank = engine.bank();
    let mut hash = Sha256::new();
    for summary in bank.summaries() {
        hash.update(postcard::to_stdvec(&bank.item(&summary.id).as_deref())?);
    }
    hash.update(postcard::to_stdvec(&(bank.glossary(), bank.bands(), bank.red_flags()))?);
    hash.update(bank.statistics());
    Ok(short(hash))
}

/// An input by its size, its time and its beginning.
fn input(name: &str) -> io::Result<String> {
    let file = File::open(name)?;
    let about = file.metadata()?;
    let changed = about.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    let mut beginning = Vec::new();
    file.take(BEGINNING).read_to_end(&mut beginning)?;
    let mut hash = Sha256::new();
    hash.update(&beginning);
    Ok(format!(
        "{} bytes, changed at {}.{:09}, {}",
        about.len(),
        changed.as_secs(),
        changed.subsec_nanos(),
        short(hash)
    ))
}

fn short(hash: Sha256) -> String {
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_told_in_words_for_people() {
        let file = |bytes: u64, time: u64| format!("{bytes} bytes, changed at {time}.000000001, 0123456789abcdef");
        let changed = |then: String, now: String| difference("the file in.csv", &then, &now);
        assert_eq!(changed(file(10, 1), file(12, 2)), " (then 10 bytes, now 12)");
        assert_eq!(changed(file(10, 1), file(10, 2)), " (it was written again since)");
        assert_eq!(difference("--strict", "false", "true"), " (then false, now true)");
        assert_eq!(difference("the bank", "01ab", "02ab"), "");
    }
}
