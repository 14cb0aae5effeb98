//! Outputs that would overwrite what a run reads, or each other: refused before anything is read.

use super::Failure;
use std::path::{Path, PathBuf};

/// A file of a run: what messages call it (`-o`, `the input`), and its path.
pub type Named<'a> = (&'static str, &'a Path);

/// Fails where an output is a file that the run reads, or the same as another output.
pub fn refuse(read: &[Named], written: &[Named]) -> Result<(), Failure> {
    let read: Vec<_> = read.iter().map(|(what, path)| (what, path.display(), Place::of(path, true))).collect();
    let mut before: Vec<(Named, Place)> = Vec::new();
    for (option, path) in written {
        let (output, place) = (path.display(), Place::of(path, false));
        if let Some(((known, same), _)) = before.iter().find(|(_, other)| *other == place) {
            return Err(Failure::Message(if same.as_os_str() == path.as_os_str() {
                format!("{option} {output} is given twice; give each output once")
            } else {
                format!("{known} {} and {option} {output} are the same file; give each output once", same.display())
            }));
        }
        if let Some((what, file, _)) = read.iter().find(|(_, _, other)| *other == place) {
            return Err(Failure::Message(format!(
                "{option} {output} and {what} {file} are the same file, which would be overwritten; give the output \
                 another name"
            )));
        }
        before.push(((option, path), place));
    }
    Ok(())
}

/// What tells a file from others.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    /// Device and inode of a file that exists.
    #[cfg(unix)]
    Node(u64, u64),
    /// The whole path, links followed as far as they lead.
    Path(PathBuf),
    /// Standard output, which no file is.
    Output,
}

impl Place {
    /// Of an argument; `-` is standard input where it is `read`, else standard output.
    fn of(path: &Path, read: bool) -> Place {
        let stream = path == Path::new("-");
        if stream && !read {
            return Place::Output;
        }
        #[cfg(unix)]
        if let Some(about) = if stream { standard_input() } else { std::fs::metadata(path).ok() } {
            use std::os::unix::fs::MetadataExt;
            return Place::Node(about.dev(), about.ino());
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let new = || Some(std::fs::canonicalize(folder).ok()?.join(path.file_name()?));
        Place::Path(std::fs::canonicalize(path).ok().or_else(new).unwrap_or_else(|| path.to_path_buf()))
    }
}

/// What a shell has put on standard input: `< answers.csv` is a file like any other.
#[cfg(unix)]
fn standard_input() -> Option<std::fs::Metadata> {
    use std::os::fd::AsFd;
    let input = std::io::stdin().as_fd().try_clone_to_owned().ok()?;
    std::fs::File::from(input).metadata().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_any_of_its_paths() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("there"), "").expect("written");
        std::fs::create_dir(at("inner")).expect("made");
        for (one, other, same) in [
            ("there", "./there", true),
            ("there", "inner/../there", true),
            ("new", "inner/../new", true),
            ("there", "new", false),
            ("new", "newer", false),
            ("nowhere/new", "nowhere/new", true),
        ] {
            assert_eq!(Place::of(&at(one), true) == Place::of(&at(other), false), same, "{one} {other}");
        }
        assert_eq!(Place::of(Path::new("-"), false), Place::Output);
        assert_ne!(Place::of(Path::new("-"), true), Place::Output);
    }
}
