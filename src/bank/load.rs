//! Reads a bank from its folders: the only file of the library that reads directories.

use super::codes;
use super::join::{Parts, join};
use super::keywords;
use super::language;
use super::questions;
use super::reader::File;
use super::store::Bank;
use crate::finding::{Finding, Source};
use crate::span::{Place, Span};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use toml::de::DeTable;

/// Why a bank could not be read at all. Everything that is wrong *inside* its files is a [`Finding`].
#[derive(Debug, thiserror::Error)]
pub enum BankError {
    /// There is no such folder.
    #[error("{}: no such folder; give the folder that holds corpus/ and keyword-sets/", .0.display())]
    Missing(PathBuf),
    /// The folder is not a bank.
    #[error("{}: not a bank; it has neither corpus/ nor keyword-sets/", .0.display())]
    NotABank(PathBuf),
    /// A folder or file is there but cannot be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable {
        /// Which one.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
}

/// One file of a bank as bytes, before anything is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawFile {
    /// Which of the two folders it stands in.
    pub folder: Folder,
    /// The path to show to people; its last part says what the file is.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The two folders of a bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Folder {
    /// `corpus/`: questions, references, glossary.
    Corpus,
    /// `keyword-sets/`: what an answer must say, bank-wide rules.
    KeywordSets,
}

/// Reads the bank in `dir`. All that is wrong inside its files comes back as findings, in the order of the files; the
/// bank then holds what could be read.
pub fn load(dir: &Path) -> Result<(Bank, Vec<Finding>), BankError> {
    Ok(load_files(read_files(dir)?))
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
            read_folder(&path, folder, &mut files)?;
        }
    }
    if found { Ok(files) } else { Err(BankError::NotABank(dir.to_owned())) }
}

fn read_folder(path: &Path, folder: Folder, files: &mut Vec<RawFile>) -> Result<(), BankError> {
    let unreadable = |path: &Path, source| BankError::Unreadable { path: path.to_owned(), source };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| unreadable(path, error))? {
        let entry = entry.map_err(|error| unreadable(path, error))?.path();
        let hidden = entry.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if entry.extension() == Some(OsStr::new("toml")) && !hidden && !entry.is_dir() {
            paths.push(entry);
        }
    }
    paths.sort();
    for path in paths {
        let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, error))?;
        files.push(RawFile { folder, path: path.to_string_lossy().into_owned(), bytes });
    }
    Ok(())
}

/// Makes a bank of files already in memory. Pure: the same files give the same bank and the same findings.
pub fn load_files(files: Vec<RawFile>) -> (Bank, Vec<Finding>) {
    let mut parts = Parts::default();
    for RawFile { folder, path, bytes } in files {
        let index = u32::try_from(parts.sources.len()).unwrap_or(u32::MAX);
        let mut findings = Vec::new();
        let (text, usable) = decode(bytes, index, &mut findings);
        if usable {
            let mut file = File { index, text: &text, findings: &mut findings };
            let (table, errors) = DeTable::parse_recoverable(&text);
            let broken = report_syntax(&mut file, &errors);
            read_file(&mut file, folder, &path, table.get_ref(), &mut parts);
            if !broken.is_empty() {
                drop_echoes(&mut findings, &text, &broken);
            }
        }
        if findings.iter().any(|finding| DAMAGE.iter().any(|code| code.id == finding.code)) {
            parts.damaged.push(folder);
        }
        parts.findings.append(&mut findings);
        parts.sources.push(Source { path, text });
    }
    join(parts)
}

/// Codes after which a part of the file may be missing from what was read.
const DAMAGE: [crate::finding::Code; 3] = [codes::SYNTAX, codes::ENCODING, codes::NUL];

fn read_file(file: &mut File<'_>, folder: Folder, path: &str, table: &DeTable<'_>, parts: &mut Parts) {
    let stem = Path::new(path).file_stem().unwrap_or_default().to_string_lossy();
    match (folder, stem.as_ref()) {
        (Folder::Corpus, "glossary") => parts.glossary = language::read_glossary(file, table),
        (Folder::Corpus, stem) => parts.questions.extend(questions::read(file, table, stem)),
        (Folder::KeywordSets, "bank") => {
            let (bands, flags, topics) = language::read_rules(file, table);
            parts.bands = bands;
            parts.red_flags = flags;
            parts.flag_topics = topics;
        }
        (Folder::KeywordSets, _) => parts.entries.extend(keywords::read(file, table)),
    }
}

/// The file's text without a byte order mark, and whether it makes sense to parse it. Bytes that are not UTF-8 are
/// replaced, so that the rest can still be checked.
fn decode(mut bytes: Vec<u8>, index: u32, findings: &mut Vec<Finding>) -> (String, bool) {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    let at = |start: usize, len: usize| Place { file: index, span: Span::new(start, start + len) };
    let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let (text, bad) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(valid).copied().unwrap_or_default();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            (text, Some((valid, byte)))
        }
    };
    if let Some((valid, byte)) = bad {
        let message = format!("The file is not UTF-8: byte 0x{byte:02X} cannot stand here");
        let help = if utf16 { "it looks like UTF-16; save it as UTF-8" } else { "save the file as UTF-8" };
        let place = at(valid, char::REPLACEMENT_CHARACTER.len_utf8());
        findings.push(codes::ENCODING.at(place, message, "from here on").help(help));
        if utf16 {
            return (text, false);
        }
    }
    if let Some(start) = text.find('\0') {
        let help = "the file looks binary or damaged; write it anew as plain text";
        findings.push(codes::NUL.at(at(start, 1), "The file holds a NUL byte", "here").help(help));
        return (text, false);
    }
    (text, true)
}

/// Reports syntax errors, the first of each line, and returns the line ranges that hold them.
fn report_syntax(file: &mut File<'_>, errors: &[toml::de::Error]) -> Vec<Span> {
    let mut places: Vec<(Place, &str)> =
        errors.iter().map(|error| (file.place(error.span().unwrap_or(0..0)), error.message())).collect();
    places.sort();
    let mut broken: Vec<Span> = Vec::new();
    for (place, message) in places {
        let lines = whole_lines(file.text, place.span);
        if broken.last().is_some_and(|last| lines.start < last.end) {
            continue;
        }
        broken.push(lines);
        let (what, expected) = message.split_once(", expected ").unwrap_or((message, ""));
        let label = if expected.is_empty() { "here".to_owned() } else { format!("expected {expected}") };
        file.report(&codes::SYNTAX, place, format!("TOML syntax: {what}"), label);
    }
    broken
}

/// The lines that a span touches, with the end of the last.
fn whole_lines(text: &str, span: Span) -> Span {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..].find('\n').map_or(text.len() + 1, |at| span.end + at + 1);
    Span::new(start, end)
}

/// Drops findings that only echo a syntax error: what stands on a broken line may have been misread, and what is
/// missing may stand there.
fn drop_echoes(findings: &mut Vec<Finding>, text: &str, broken: &[Span]) {
    let absence = [
        codes::MISSING_KEY,
        codes::EMPTY_LIST,
        codes::NO_CONSEQUENCE,
        codes::NO_CONCEPT,
        codes::UNKNOWN_MEMBER,
        codes::BAD_NEED,
        codes::GROUP_RULE,
        codes::UNKNOWN_SIDE,
        codes::WORD_COUNT,
    ];
    findings.retain(|finding| {
        let own = DAMAGE.iter().any(|code| code.id == finding.code);
        let lines = whole_lines(text, finding.place.span);
        let touched = broken.iter().any(|span| span.start < lines.end && lines.start < span.end);
        own || !(touched || absence.iter().any(|code| code.id == finding.code))
    });
}
