//! Files that appear whole or not at all.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// An output that appears whole or not at all: written beside its place, then renamed. `-` is standard output.
pub enum Output {
    /// A file still under a temporary name.
    File {
        /// The temporary file; removed when dropped before `finish`.
        writer: Box<BufWriter<tempfile::NamedTempFile>>,
        /// The place it will take.
        path: PathBuf,
    },
    /// Standard output.
    Stdout(BufWriter<io::Stdout>),
}

impl Output {
    /// Opens an output.
    pub fn create(name: &str) -> io::Result<Output> {
        if name == "-" {
            return Ok(Output::Stdout(BufWriter::with_capacity(1 << 16, io::stdout())));
        }
        let path = PathBuf::from(name);
        if path.is_dir() {
            return Err(io::Error::other("is a folder; give a file name"));
        }
        let file = Output::temporary(&path)?;
        Ok(Output::File { writer: Box::new(BufWriter::with_capacity(1 << 18, file)), path })
    }

    /// A temporary file beside `path`; it goes when it is dropped.
    pub fn temporary(path: &Path) -> io::Result<tempfile::NamedTempFile> {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        tempfile::Builder::new().prefix(".gradus-").suffix(".part").tempfile_in(folder)
    }

    /// Puts the file in its place.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Output::Stdout(mut out) => out.flush(),
            Output::File { writer, path } => {
                let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.as_file().sync_all()?;
                share_like_others(&file)?;
                file.persist(path).map_err(|error| error.error)?;
                Ok(())
            }
        }
    }
}

/// Temporary files are private; a finished output has the rights that any new file gets.
#[cfg(unix)]
fn share_like_others(file: &tempfile::NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let folder = file.path().parent().unwrap_or(Path::new("."));
    // A file made the ordinary way shows what the process's umask allows.
    let probe = folder.join(format!(".gradus-{}.probe", std::process::id()));
    let mode = std::fs::File::create(&probe)?.metadata()?.permissions().mode();
    std::fs::remove_file(&probe)?;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn share_like_others(_: &tempfile::NamedTempFile) -> io::Result<()> {
    Ok(())
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
