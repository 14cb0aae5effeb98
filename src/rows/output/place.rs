//! What stands at an output's name: a file that can be replaced as a whole, or what has to be written into.

use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

/// Links followed before they are taken for a ring.
const LINKS: usize = 40;

/// What an output's name stands for.
#[derive(Debug, PartialEq, Eq)]
pub enum Place {
    /// A file, or nothing yet, at the end of all links: a new file takes this place and leaves the links alone.
    File(PathBuf),
    /// A pipe or a device: its reader has it open, and a file in its place would reach nobody.
    Straight,
}

/// Looks at an output's name.
pub fn place(name: &Path) -> io::Result<Place> {
    match std::fs::metadata(name) {
        Ok(about) if about.is_dir() => Err(io::Error::other("is a folder; give a file name")),
        Ok(about) if is_disk(&about) => Err(io::Error::other("is a disk; give a file name")),
        Ok(about) if !about.is_file() => Ok(Place::Straight),
        _ => target(name).and_then(in_folder).map(Place::File),
    }
}

/// A path whose folder is there. That it is not is said here: the system's own words leave open what does not exist.
fn in_folder(path: PathBuf) -> io::Result<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder.map(|folder| (folder.display(), std::fs::metadata(folder))) {
        Some((name, Err(error))) if error.kind() == io::ErrorKind::NotFound => {
            Err(io::Error::other(format!("there is no folder {name}; make it first, or give another")))
        }
        Some((name, Ok(about))) if !about.is_dir() => {
            Err(io::Error::other(format!("{name} is a file, no folder; give a folder that is there")))
        }
        _ => Ok(path),
    }
}

/// Where links lead to, even if nothing stands there yet.
fn target(name: &Path) -> io::Result<PathBuf> {
    let mut path = name.to_path_buf();
    for _ in 0..LINKS {
        match std::fs::read_link(&path) {
            // Relative to the folder that the link is in.
            Ok(target) => path = path.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("is a link that leads to itself; give a file name"))
}

#[cfg(unix)]
fn is_disk(about: &Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_block_device(&about.file_type())
}

#[cfg(not(unix))]
fn is_disk(_: &Metadata) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_are_followed_to_what_will_be_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("inner")).expect("made");
        symlink("inner/second", at("first")).expect("linked");
        symlink("../file", at("inner/second")).expect("linked");
        symlink("ring", at("ring")).expect("linked");
        symlink("inner", at("folder")).expect("linked");
        let found = place(&at("first")).expect("a place");
        assert_eq!(found, Place::File(at("inner/../file")), "nothing is there yet");
        assert_eq!(place(&at("file")).expect("a place"), Place::File(at("file")));
        for (name, said) in [("ring", "leads to itself"), ("folder", "is a folder")] {
            let error = place(&at(name)).expect_err("no place").to_string();
            assert!(error.contains(said), "{error}");
        }
        std::fs::write(at("plain"), "").expect("written");
        for (name, said) in [("none/out.csv", "there is no folder"), ("plain/out.csv", "is a file, no folder")] {
            let error = place(&at(name)).expect_err("no place").to_string();
            assert!(error.contains(said), "{error}");
        }
        assert_eq!(place(Path::new("/dev/null")).expect("a place"), Place::Straight);
    }
}
