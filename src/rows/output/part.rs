//! A file on its way: written under a hidden name beside its place, locked against a second run, kept or gone when the
//! run ends early.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A file under a hidden name. It goes when it is dropped, unless it has been kept or put in its place.
#[derive(Debug)]
pub struct Part {
    file: File,
    path: PathBuf,
    keep: bool,
}

/// The hidden name beside a file: `.NAME.gradus-WHAT`.
pub fn hidden(place: &Path, what: &str) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".{name}.gradus-{what}"))
}

impl Part {
    /// Opens the part of a file, as an earlier run may have left it, or new. `private`: nobody else may read it.
    pub fn open(place: &Path, what: &str, private: bool) -> io::Result<Part> {
        let path = hidden(place, what);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        if private {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        #[cfg(not(unix))]
        let _ = private;
        // The run before may put its file in place between opening and locking: then this is another file.
        loop {
            let file = options.open(&path)?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => {
                    return Err(io::Error::other("another run of gradus is writing it"));
                }
                // Some file systems have no locks; then two runs at once are not noticed.
                Ok(()) | Err(TryLockError::Error(_)) => {}
            }
            if is_at(&file, &path) {
                return Ok(Part { file, path, keep: false });
            }
        }
    }

    /// A part of nothing: a file in the folder for temporary files, under a name that nobody can foresee, for the owner alone.
    pub fn temporary() -> io::Result<Part> {
        let (file, path) = tempfile::Builder::new().prefix(".gradus-").tempfile()?.keep()?;
        Ok(Part { file, path, keep: false })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How long it is.
    pub fn length(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    /// Cuts it to a length, to write from there on.
    pub fn cut(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)?;
        self.file.seek(SeekFrom::Start(length)).map(drop)
    }

    /// It stays when it is dropped, if there is something in it.
    pub fn keep(&mut self) {
        self.keep |= self.length().is_ok_and(|length| length > 0);
    }

    /// The same open file once more.
    pub fn handle(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// Does away with it, also if it was to be kept.
    pub fn remove(mut self) {
        self.keep = false;
    }

    /// Gives it the rights of the file whose place it takes, if there is one, and these more.
    #[cfg(unix)]
    pub fn take_rights(&self, place: &Path, more: u32) -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        let Ok(old) = std::fs::metadata(place) else { return Ok(()) };
        let mode = old.permissions().mode() & 0o777 | more;
        let mut rights = self.file.metadata()?.permissions();
        if rights.mode() & 0o777 == mode {
            return Ok(());
        }
        rights.set_mode(mode);
        self.file.set_permissions(rights)
    }

    /// Elsewhere files have no such rights.
    #[cfg(not(unix))]
    pub fn take_rights(&self, _: &Path, _: u32) -> io::Result<()> {
        Ok(())
    }

    /// Puts it in its place, with the rights of what is there.
    pub fn place(&mut self, place: &Path) -> io::Result<()> {
        self.take_rights(place, 0)?;
        self.file.sync_all()?;
        std::fs::rename(&self.path, place)?;
        self.keep = true;
        Ok(())
    }
}

/// Whether an open file is the one at a path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(open), Ok(there)) => (open.dev(), open.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

impl Write for Part {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.file.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.keep {
            // Nobody is there to be told.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_goes_unless_it_is_kept_or_placed() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("out.jsonl");
        let names = || std::fs::read_dir(folder.path()).expect("readable").count();
        let part = Part::open(&place, "part", false).expect("opened");
        assert!(part.path().ends_with(".out.jsonl.gradus-part"));
        drop(part);
        assert_eq!(names(), 0);
        let mut part = Part::open(&place, "part", true).expect("opened");
        part.write_all(b"half of it").expect("written");
        part.keep();
        drop(part);
        let mut part = Part::open(&place, "part", true).expect("opened again");
        assert_eq!(part.length().expect("known"), 10);
        part.cut(4).expect("cut");
        part.write_all(b"!").expect("written");
        part.place(&place).expect("placed");
        assert_eq!((names(), std::fs::read(&place).expect("there")), (1, b"half!".to_vec()));
    }

    #[test]
    fn two_runs_do_not_write_one_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("out.jsonl");
        let first = Part::open(&place, "part", false).expect("opened");
        let error = Part::open(&place, "part", false).expect_err("taken");
        assert!(error.to_string().contains("another run"), "{error}");
        drop(first);
        Part::open(&place, "part", false).expect("free again");
    }
}
