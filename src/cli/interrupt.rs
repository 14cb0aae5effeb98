//! Ctrl-C: the first asks a run to end in good order, the second ends it at once.
//!
//! Only the second reaches a run that waits for standard input, or is busy with one long step.

use super::say::say;
use std::path::{Path, PathBuf};
use std::process::exit;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The exit code of a program that ends with Ctrl-C.
const CODE: i32 = 130;

/// What a run has on disk.
#[derive(Default)]
struct OnDisk {
    /// Its outputs under their hidden names.
    parts: Vec<PathBuf>,
    /// The file that keeps its place: where it is, the run can be resumed from its parts.
    place: Option<PathBuf>,
    /// Rows go to standard output or a pipe as well, and what is there cannot be taken back.
    is_straight: bool,
}

/// Listens for Ctrl-C.
pub struct Interrupt {
    /// Set by the first.
    pub stop: Arc<AtomicBool>,
    on_disk: Arc<Mutex<OnDisk>>,
}

impl Interrupt {
    /// Begins to listen. A second handler cannot be set in one process; then Ctrl-C ends it at once.
    pub fn new(quiet: bool) -> Interrupt {
        let interrupt = Interrupt { stop: Arc::default(), on_disk: Arc::default() };
        let (stop, on_disk) = (Arc::clone(&interrupt.stop), Arc::clone(&interrupt.on_disk));
        let _ = ctrlc::set_handler(move || {
            if stop.swap(true, Ordering::Relaxed) {
                leave(&on_disk.lock().unwrap_or_else(PoisonError::into_inner));
            } else if !quiet {
                let _ = say("ending in good order; Ctrl-C again ends at once");
            }
        });
        interrupt
    }

    /// Says what the run has on disk, and whether rows go anywhere else.
    pub fn has_on_disk(&self, parts: Vec<PathBuf>, place: Option<&Path>, is_straight: bool) {
        let place = place.map(Path::to_path_buf);
        *self.on_disk.lock().unwrap_or_else(PoisonError::into_inner) = OnDisk { parts, place, is_straight };
    }
}

/// Ends the program. No half file stays, unless the run can be resumed.
fn leave(on_disk: &OnDisk) -> ! {
    let can_be_resumed = on_disk.place.as_ref().is_some_and(|place| place.exists());
    let said = if can_be_resumed {
        "interrupted; the same command with --resume goes on from there"
    } else {
        on_disk.parts.iter().for_each(|part| drop(std::fs::remove_file(part)));
        if on_disk.is_straight { "interrupted; no file was written" } else { "interrupted; no output was written" }
    };
    let _ = say(said);
    exit(CODE)
}
