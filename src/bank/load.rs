//! Reads a bank from its folders: the only file of the library that reads directories.

use super::codes;
use super::join::{Parts, join};
use super::keywords;
use super::language;
use super::questions;
use super::reader::File;
use super::store::Bank;
use super::suggest;
use crate::finding::{Finding, Source};
use crate::span::{Place, Span};
use std::borrow::Cow;
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
    /// Where it stands.
    pub folder: Folder,
    /// The path to show to people; its last part says what the file is.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
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
        } else if let Some(meant) = like(dir, name) {
            files.push(unread(&meant));
        }
    }
    if found { Ok(files) } else { Err(BankError::NotABank(dir.to_owned())) }
}

/// A folder of `dir` whose name is a slip of this one.
fn like(dir: &Path, name: &str) -> Option<PathBuf> {
    let mut names: Vec<String> = std::fs::read_dir(dir)
        .ok()?
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    suggest::nearest(name, names.iter().map(String::as_str)).map(|near| dir.join(near))
}

fn unread(path: &Path) -> RawFile {
    RawFile { folder: Folder::Unread, path: path.to_string_lossy().into_owned(), bytes: Vec::new() }
}

fn read_folder(path: &Path, folder: Folder, files: &mut Vec<RawFile>) -> Result<(), BankError> {
    let (mut paths, mut strays) = (Vec::new(), Vec::new());
    for entry in entries(path)? {
        if entry.is_dir() {
            // A bank has no deeper folders. What stands in one is not looked for any deeper than this.
            strays.extend(entries(&entry).unwrap_or_default().into_iter().filter(|inner| !inner.is_dir()));
        } else if entry.extension() == Some(OsStr::new("toml")) {
            paths.push(entry);
        } else {
            strays.push(entry);
        }
    }
    for path in paths {
        let bytes = std::fs::read(&path).map_err(|source| BankError::Unreadable { path: path.clone(), source })?;
        files.push(RawFile { folder, path: path.to_string_lossy().into_owned(), bytes });
    }
    // A page for people may stand anywhere.
    let is_page = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md"));
    files.extend(strays.iter().filter(|path| !is_page(path)).map(|path| unread(path)));
    Ok(())
}

/// What stands in a folder, by name, without what is hidden.
fn entries(path: &Path) -> Result<Vec<PathBuf>, BankError> {
    let unreadable = |source| BankError::Unreadable { path: path.to_owned(), source };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?.path();
        if !entry.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")) {
            paths.push(entry);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Makes a bank of files already in memory. Pure: the same files give the same bank and the same findings.
pub fn load_files(files: Vec<RawFile>) -> (Bank, Vec<Finding>) {
    let mut parts = Parts::default();
    for RawFile { folder, path, bytes } in files {
        let index = u32::try_from(parts.sources.len()).unwrap_or(u32::MAX);
        let mut findings = Vec::new();
        if folder == Folder::Unread {
            let place = Place { file: index, span: Span::new(0, 0) };
            let message = format!("`{path}` is not read");
            let help = "a bank is made of files named corpus/NAME.toml and keyword-sets/NAME.toml; rename or move it";
            parts.findings.push(codes::UNREAD.at(place, message, "no file of the bank").help(help));
            parts.sources.push(Source { path, text: String::new() });
            continue;
        }
        let (text, usable) = decode(bytes, index, &mut findings);
        if usable {
            let mut file = File { index, text: &text, findings: &mut findings };
            let readable;
            let mut slips = Vec::new();
            let (mut table, mut errors) = DeTable::parse_recoverable(&text);
            if !errors.is_empty() {
                (readable, slips) = without_broken_lists(&file);
                (table, errors) = DeTable::parse_recoverable(&readable);
            }
            let broken = report_syntax(&mut file, slips, &errors);
            if table.get_ref().is_empty() && broken.is_empty() {
                let help = "write something in it, or remove it";
                file.advise(&codes::EMPTY_FILE, file.place(0..0), format!("`{path}` says nothing"), "empty", help);
            }
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
        (Folder::Unread, _) => {}
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

/// A mistake in TOML: where, and what the parser says.
type Slip = (Place, String);

/// So many broken lists of a file are told one by one; the parser tells the rest as it sees it.
const BROKEN_LISTS: usize = 50;

/// One missing quote or bracket in a long list makes the parser stumble over every line below it. So each broken list is
/// told once and blanked out, and the rest is read as if it were not there. Gives the text that is left, all bytes in
/// their places, and what is wrong with the lists.
fn without_broken_lists<'a>(file: &File<'a>) -> (Cow<'a, str>, Vec<Slip>) {
    let mut readable = Cow::Borrowed(file.text);
    let mut slips = Vec::new();
    while slips.len() < BROKEN_LISTS {
        let (_, errors) = DeTable::parse_recoverable(&readable);
        let mut errors: Vec<(usize, &toml::de::Error)> =
            errors.iter().map(|error| (error.span().map_or(0, |span| span.start), error)).collect();
        errors.sort_by_key(|(at, _)| *at);
        let broken = lists(&readable).into_iter().find_map(|list| {
            let (at, error) = errors.iter().find(|(at, _)| *at >= list.span.start)?;
            if *at < list.span.end || list.span.end == readable.len() {
                return Some((list.span, file.place(error.span().unwrap_or(0..0)), error.message().to_owned()));
            }
            let open = file.place(list.span.start..list.open + 1);
            (!list.closed)
                .then(|| (list.span, open, "this list is not closed, expected `]` behind its last member".into()))
        });
        let Some((span, place, message)) = broken else { break };
        slips.push((place, message));
        let blank: String =
            readable[span.start..span.end].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
        readable.to_mut().replace_range(span.start..span.end, &blank);
    }
    (readable, slips)
}

/// A list that is written over several lines.
struct List {
    /// From its key to the line before the next key or header.
    span: Span,
    /// Where its first bracket stands.
    open: usize,
    /// Whether a bracket closes it.
    closed: bool,
}

/// The lists of a file that are written over several lines, told by their lines alone.
fn lists(text: &str) -> Vec<List> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let name = line.trim_start().trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "_-.".contains(c));
        let is_key = name.len() < line.trim_start().len() && name.trim_start().starts_with('=');
        let is_header =
            line.starts_with('[') && line.split('#').next().is_some_and(|line| line.trim_end().ends_with(']'));
        if is_key || is_header {
            starts.push((at, is_key));
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let statements = starts.iter().zip(ends);
    statements
        .filter_map(|((start, is_key), end)| {
            let (key, value) = text[*start..end].split_once('=').filter(|_| *is_key)?;
            let value = value.trim_end();
            let open = start + key.len() + 1 + value.find('[').filter(|at| value[..*at].trim().is_empty())?;
            let closed = is_closed(&text[open..end]);
            value.contains('\n').then(|| List { span: Span::new(*start, end), open, closed })
        })
        .collect()
}

/// Whether all brackets are closed that stand outside strings and comments.
fn is_closed(text: &str) -> bool {
    let (mut depth, mut quote) = (0i32, None);
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (_, '\n') => quote = None,
            (Some('"'), '\\') => drop(chars.next()),
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'' | '#') => quote = Some(c),
            (None, '[') => depth += 1,
            (None, ']') => depth -= 1,
            _ => {}
        }
    }
    depth <= 0
}

/// Reports syntax errors, the first of each line, and returns the line ranges that hold them.
fn report_syntax(file: &mut File<'_>, mut slips: Vec<Slip>, errors: &[toml::de::Error]) -> Vec<Span> {
    slips.extend(errors.iter().map(|error| (file.place(error.span().unwrap_or(0..0)), error.message().to_owned())));
    slips.sort();
    let mut broken: Vec<Span> = Vec::new();
    for (place, message) in slips {
        let lines = whole_lines(file.text, place.span);
        if broken.last().is_some_and(|last| lines.start < last.end) {
            continue;
        }
        broken.push(lines);
        let (what, expected) = message.split_once(", expected ").unwrap_or((&message, ""));
        let label = if expected.is_empty() { "here".to_owned() } else { format!("expected {expected}") };
        let mut finding = codes::SYNTAX.at(place, format!("TOML syntax: {what}"), label);
        finding.help = advice(file.text, place.span, lines).map(str::to_owned);
        file.findings.push(finding);
    }
    broken
}

/// How to mend what people commonly get wrong in TOML.
fn advice(text: &str, span: Span, lines: Span) -> Option<&'static str> {
    let line = text.get(lines.start..lines.end.min(text.len())).unwrap_or_default();
    let word = text.get(span.start..span.end).unwrap_or_default().to_lowercase();
    if line.contains(['“', '”', '„', '‟', '‘', '’', '«', '»']) {
        return Some("write plain quotes: \"...\"");
    }
    match word.trim() {
        "yes" | "no" | "on" | "off" | "true" | "false" => {
            Some("write true or false, in small letters and without quotes")
        }
        _ => None,
    }
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
