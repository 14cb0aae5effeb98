//! Finds and reads the files of a bank: the only file of the library that reads directories.

use super::suggest;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Why there is no bank to be read. Everything that is wrong *inside* one is a [`Finding`](crate::finding::Finding).
#[derive(Debug, thiserror::Error)]
pub enum BankError {
    /// There is no such folder.
    #[error("{}: no such folder; give the folder that holds corpus/ and keyword-sets/", .0.display())]
    Missing(PathBuf),
    /// The folder is not a bank.
    #[error("{}: not a bank; it has neither corpus/ nor keyword-sets/", .0.display())]
    NotABank(PathBuf),
}

/// One file of a bank as bytes, before anything is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawFile {
    /// Where it stands.
    pub folder: Folder,
    /// The path to show to people; its last part says what the file is.
    pub path: String,
    /// What it holds, or why it cannot be read.
    pub bytes: Result<Vec<u8>, Unreadable>,
}

/// Why a file or folder of a bank cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong.
    pub why: String,
    /// How to mend it.
    pub help: &'static str,
}

/// Where a file of a bank stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Folder {
    /// `corpus/`: questions, references, glossary.
    Corpus,
    /// `keyword-sets/`: what an answer must say, bank-wide rules.
    KeywordSets,
    /// Neither: a file or folder that looks as if it were meant for the bank and is not read.
    Unread,
}

impl RawFile {
    /// A file that was read.
    pub fn new(folder: Folder, path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> RawFile {
        RawFile { folder, path: path.into(), bytes: Ok(bytes.into()) }
    }

    fn read(folder: Folder, path: &Path) -> RawFile {
        RawFile { folder, path: shown(path), bytes: read(path) }
    }

    fn unread(path: &Path) -> RawFile {
        RawFile::new(Folder::Unread, shown(path), [])
    }

    fn unreadable(folder: Folder, path: &Path, why: Unreadable) -> RawFile {
        RawFile { folder, path: shown(path), bytes: Err(why) }
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The files of the bank in `dir`, in the order in which they count: `corpus/` first, by name.
pub fn read_files(dir: &Path) -> Result<Vec<RawFile>, BankError> {
    if !dir.is_dir() {
        return Err(BankError::Missing(dir.to_owned()));
    }
    let folders = [(Folder::Corpus, "corpus"), (Folder::KeywordSets, "keyword-sets")];
    let mut files = Vec::new();
    let mut found = false;
    for (folder, name) in folders {
        let path = if dir == Path::new(".") { PathBuf::from(name) } else { dir.join(name) };
        if path.is_dir() {
            found = true;
            read_folder(&path, folder, &mut files);
        } else if path.symlink_metadata().is_ok() {
            let why = Unreadable { why: "it is no folder".into(), help: "make it a folder of NAME.toml files" };
            files.push(RawFile::unreadable(folder, &path, why));
        } else if let Some(meant) = like(dir, name) {
            files.push(RawFile::unread(&meant));
        }
    }
    if found { Ok(files) } else { Err(BankError::NotABank(dir.to_owned())) }
}

/// A folder of `dir` whose name is a slip of this one.
fn like(dir: &Path, name: &str) -> Option<PathBuf> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .ok()?
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    suggest::nearest(name, names.iter().map(String::as_str)).map(|near| dir.join(near))
}

fn read_folder(path: &Path, folder: Folder, files: &mut Vec<RawFile>) {
    let (mut paths, mut strays) = (Vec::new(), Vec::new());
    match entries(path) {
        Ok(found) => found.into_iter().for_each(|entry| sort(entry, &mut paths, &mut strays)),
        Err(error) => files.push(RawFile::unreadable(folder, path, unreadable(path, &error))),
    }
    files.extend(paths.iter().map(|path| RawFile::read(folder, path)));
    files.extend(strays.iter().map(|path| RawFile::unread(path)));
}

/// Sorts what stands in a folder into the files of the bank and what is not read.
fn sort(entry: PathBuf, files: &mut Vec<PathBuf>, strays: &mut Vec<PathBuf>) {
    let is_toml = entry.extension() == Some(OsStr::new("toml"));
    if is_hidden(&entry) {
        // What systems and editors leave behind is nobody's: `._x.toml`, `.#x.toml`.
        let left_behind = |name: &OsStr| [b"._", b".#"].iter().any(|sign| name.as_encoded_bytes().starts_with(*sign));
        strays.extend(Some(entry).filter(|path| is_toml && !path.file_name().is_some_and(left_behind)));
    } else if entry.is_dir() && !is_toml {
        // A bank has no deeper folders. What stands in one is not looked for any deeper than this.
        let inside = entries(&entry).unwrap_or_else(|_| vec![entry]);
        strays.extend(inside.into_iter().filter(|path| !is_hidden(path) && !is_page(path)));
    } else if is_toml && !entry.is_dir() {
        files.push(entry);
    } else if !is_page(&entry) {
        strays.push(entry);
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// A page for people may stand anywhere.
fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md"))
}

/// What stands in a folder, by name.
fn entries(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>()?;
    paths.sort();
    Ok(paths)
}

/// What a file holds. A pipe or a device is not opened: nobody knows when it ends.
fn read(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let failed = |error: io::Error| unreadable(path, &error);
    if !fs::metadata(path).map_err(failed)?.is_file() {
        let why = "it is no regular file but a pipe, a socket or a device".into();
        return Err(Unreadable { why, help: "put a file of text in its place, or remove it" });
    }
    fs::read(path).map_err(failed)
}

/// What the system says of a file or folder that cannot be read, and what helps.
fn unreadable(path: &Path, error: &io::Error) -> Unreadable {
    let help = if path.is_symlink() {
        "it is a link; let it lead to a file that can be read, or remove it"
    } else {
        "allow reading it, or move it out of the bank"
    };
    Unreadable { why: error.to_string(), help }
}
