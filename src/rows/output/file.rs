//! Files that appear whole or not at all.

use super::part::Part;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// An output that appears whole or not at all: written beside its place, then renamed. `-` is standard output.
pub enum Output {
    /// A file still under a hidden name.
    File {
        /// Goes when it is dropped before `finish`.
        writer: Box<BufWriter<Part>>,
        /// The place it will take.
        path: PathBuf,
    },
    /// Standard output.
    Stdout(BufWriter<io::Stdout>),
}

impl Output {
    /// Opens an output, empty.
    pub fn create(name: &str) -> io::Result<Output> {
        let mut output = Output::open(name)?;
        output.cut(0)?;
        Ok(output)
    }

    /// Opens an output as an earlier run may have left it.
    pub fn open(name: &str) -> io::Result<Output> {
        if name == "-" {
            return Ok(Output::Stdout(BufWriter::with_capacity(1 << 16, io::stdout())));
        }
        let path = PathBuf::from(name);
        if path.is_dir() {
            return Err(io::Error::other("is a folder; give a file name"));
        }
        Output::part(Part::open(&path, "part", false)?, &path)
    }

    /// An output that a part will become.
    pub fn part(part: Part, path: &Path) -> io::Result<Output> {
        Ok(Output::File { writer: Box::new(BufWriter::with_capacity(1 << 18, part)), path: path.to_path_buf() })
    }

    /// How much of it an earlier run has left.
    pub fn length(&self) -> io::Result<u64> {
        match self {
            Output::File { writer, .. } => writer.get_ref().length(),
            Output::Stdout(_) => Ok(0),
        }
    }

    /// Cuts what an earlier run has left.
    pub fn cut(&mut self, length: u64) -> io::Result<()> {
        match self {
            Output::File { writer, .. } => writer.get_mut().cut(length),
            Output::Stdout(_) => Ok(()),
        }
    }

    /// What has been written stays, when the run ends early.
    pub fn keep(&mut self) {
        if let Output::File { writer, .. } = self {
            writer.get_mut().keep();
        }
    }

    /// The open file, where it is one.
    pub fn handle(&self) -> Option<io::Result<File>> {
        match self {
            Output::File { writer, .. } => Some(writer.get_ref().handle()),
            Output::Stdout(_) => None,
        }
    }

    /// Puts the file in its place.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Output::Stdout(mut out) => out.flush(),
            Output::File { writer, path } => writer.into_inner().map_err(io::IntoInnerError::into_error)?.place(&path),
        }
    }
}

impl Write for Output {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self {
            Output::File { writer, .. } => writer.write(buffer),
            Output::Stdout(out) => out.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::File { writer, .. } => writer.flush(),
            Output::Stdout(out) => out.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_output_that_is_dropped_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out.jsonl");
        let name = path.to_str().expect("UTF-8");
        let count = || std::fs::read_dir(folder.path()).expect("readable").count();
        let mut output = Output::create(name).expect("created");
        output.write_all(b"half").expect("written");
        assert_eq!((count(), path.exists()), (1, false), "under another name");
        drop(output);
        assert_eq!(count(), 0);
        let mut output = Output::create(name).expect("created");
        output.write_all(b"whole").expect("written");
        output.finish().expect("renamed");
        assert_eq!((count(), std::fs::read(&path).expect("there")), (1, b"whole".to_vec()));
    }

    #[cfg(unix)]
    #[test]
    fn an_output_has_the_rights_of_any_new_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let (ours, plain) = (folder.path().join("out.csv"), folder.path().join("plain"));
        Output::create(ours.to_str().expect("UTF-8")).expect("created").finish().expect("renamed");
        std::fs::write(&plain, "").expect("written");
        let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode();
        assert_eq!(mode(&ours), mode(&plain));
    }
}
