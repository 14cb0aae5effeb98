//! Files that appear whole or not at all; what is no regular file is written straight into.

use super::part::Part;
use super::place::{Place, place};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// An output that appears whole or not at all: written beside its place, then renamed. Standard output (`-`), pipes and
/// devices cannot be replaced: they are written into.
pub enum Output {
    /// A file still under a hidden name.
    File {
        /// Goes when it is dropped before `finish`.
        writer: Box<BufWriter<Part>>,
        /// The place it will take.
        path: PathBuf,
    },
    /// What takes bytes as they come.
    Straight(BufWriter<Standard<Box<dyn Write + Send>>>),
}

/// Standard output or a pipe, whose reader may have seen enough.
pub struct Standard<W> {
    out: W,
    /// Other outputs are wanted as well: then the run goes on without the reader.
    is_one_of_several: bool,
}

impl<W: Write> Standard<W> {
    /// What happened, or that all went well where nobody reads any more.
    fn unless_closed<T>(&self, done: io::Result<T>, well: T) -> io::Result<T> {
        match done {
            Err(error) if self.is_one_of_several && error.kind() == io::ErrorKind::BrokenPipe => Ok(well),
            done => done,
        }
    }
}

impl<W: Write> Write for Standard<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.out.write(buffer);
        self.unless_closed(written, buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.out.flush();
        self.unless_closed(flushed, ())
    }
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
            return Ok(Output::straight(Box::new(io::stdout())));
        }
        let path = match place(Path::new(name))? {
            Place::File(path) => path,
            Place::Straight => {
                return Ok(Output::straight(Box::new(File::options().write(true).open(name)?)));
            }
        };
        let part = Part::open(&path, "part", false)?;
        // What a file may not show to others, its part may not either; the owner goes on writing it.
        part.take_rights(&path, 0o600)?;
        Output::part(part, &path)
    }

    fn straight(out: Box<dyn Write + Send>) -> Output {
        Output::Straight(BufWriter::with_capacity(1 << 16, Standard { out, is_one_of_several: false }))
    }

    /// Says that other outputs are wanted as well: a reader of a pipe who has seen enough does not end them.
    pub fn is_one_of_several(&mut self) {
        if let Output::Straight(out) = self {
            out.get_mut().is_one_of_several = true;
        }
    }

    /// An output that a part will become.
    pub fn part(part: Part, path: &Path) -> io::Result<Output> {
        Ok(Output::File { writer: Box::new(BufWriter::with_capacity(1 << 18, part)), path: path.to_path_buf() })
    }

    /// How much of it an earlier run has left.
    pub fn length(&self) -> io::Result<u64> {
        match self {
            Output::File { writer, .. } => writer.get_ref().length(),
            Output::Straight(_) => Ok(0),
        }
    }

    /// Cuts what an earlier run has left.
    pub fn cut(&mut self, length: u64) -> io::Result<()> {
        match self {
            Output::File { writer, .. } => writer.get_mut().cut(length),
            Output::Straight(_) => Ok(()),
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
            Output::Straight(_) => None,
        }
    }

    /// Where its bytes are until it is in its place.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Output::File { writer, .. } => Some(writer.get_ref().path()),
            Output::Straight(_) => None,
        }
    }

    /// Puts the file in its place. Where that fails, what has been written is still there, to be kept or dropped.
    pub fn finish(&mut self) -> io::Result<()> {
        self.flush()?;
        match self {
            Output::Straight(_) => Ok(()),
            Output::File { writer, path } => writer.get_mut().place(path),
        }
    }
}

impl Write for Output {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self {
            Output::File { writer, .. } => writer.write(buffer),
            Output::Straight(out) => out.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::File { writer, .. } => writer.flush(),
            Output::Straight(out) => out.flush(),
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

    #[test]
    fn a_closed_pipe_ends_the_run_only_where_nothing_else_is_wanted() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
        }
        for several in [false, true] {
            let mut out = Standard { out: Closed, is_one_of_several: several };
            assert_eq!((out.write_all(b"x").is_ok(), out.flush().is_ok()), (several, several));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_new_output_keeps_the_rights_of_the_old_one() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out.csv");
        let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
        for rights in [0o600, 0o640, 0o444, 0o666] {
            std::fs::write(&path, "old").expect("written");
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(rights)).expect("set");
            let mut output = Output::create(path.to_str().expect("UTF-8")).expect("created");
            let Output::File { writer, .. } = &output else { panic!("a file") };
            assert_eq!(mode(writer.get_ref().path()), rights | 0o600, "nobody else reads it on its way");
            output.finish().expect("renamed");
            assert_eq!(mode(&path), rights);
            std::fs::remove_file(&path).expect("removed");
        }
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
