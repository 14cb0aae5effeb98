//! Makes a bank of its files. Whatever is wrong in them, or keeps one of them from being read, is a finding; the rest is
//! read all the same.

use super::codes;
use super::files::{BankError, Folder, RawFile, Unreadable, read_files};
use super::join::{Parts, join};
use super::keywords;
use super::language;
use super::questions;
use super::reader::File;
use super::store::Bank;
use super::syntax;
use crate::finding::{Code, Finding, Source};
use crate::span::{Place, Span};
use std::path::Path;
use toml::de::DeTable;

/// Reads the bank in `dir`. All that is wrong inside its files comes back as findings, in the order of the files; the
/// bank then holds what could be read.
pub fn load(dir: &Path) -> Result<(Bank, Vec<Finding>), BankError> {
    Ok(load_files(read_files(dir)?))
}

/// Makes a bank of files already in memory. Pure: the same files give the same bank and the same findings.
pub fn load_files(files: Vec<RawFile>) -> (Bank, Vec<Finding>) {
    let mut parts = Parts::default();
    for RawFile { folder, path, bytes } in files {
        let index = u32::try_from(parts.sources.len()).unwrap_or(u32::MAX);
        let mut findings = Vec::new();
        let bytes = match bytes {
            Ok(bytes) if folder != Folder::Unread => bytes,
            passed => {
                parts.findings.push(passed_over(&path, passed.err(), index));
                parts.damaged.push(folder);
                parts.sources.push(Source { path, text: String::new() });
                continue;
            }
        };
        let (text, usable) = decode(bytes, index, &mut findings);
        if usable {
            let mut file = File { index, text: &text, findings: &mut findings };
            let readable;
            let mut slips = Vec::new();
            let (mut table, mut errors) = DeTable::parse_recoverable(&text);
            if !errors.is_empty() {
                (readable, slips) = syntax::without_broken_lists(&file);
                (table, errors) = DeTable::parse_recoverable(&readable);
            }
            let broken = syntax::report(&mut file, slips, &errors);
            if table.get_ref().is_empty() && broken.is_empty() {
                let help = "write something in it, or remove it";
                file.advise(&codes::EMPTY_FILE, file.place(0..0), format!("`{path}` says nothing"), "empty", help);
            }
            read_file(&mut file, folder, &path, table.get_ref(), &mut parts);
            if !broken.is_empty() {
                syntax::drop_echoes(&mut findings, &text, &broken);
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

/// Why nothing was read of a file or folder.
fn passed_over(path: &str, unreadable: Option<Unreadable>, index: u32) -> Finding {
    let place = Place { file: index, span: Span::new(0, 0) };
    if let Some(Unreadable { why, help }) = unreadable {
        return codes::UNREADABLE.at(place, format!("`{path}` cannot be read: {why}"), "not read").help(help);
    }
    let hidden = Path::new(path).file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    let label = if hidden { "hidden: its name begins with a dot" } else { "no file of the bank" };
    let help = "a bank is made of files named corpus/NAME.toml and keyword-sets/NAME.toml; rename or move it";
    codes::UNREAD.at(place, format!("`{path}` is not read"), label).help(help)
}

/// Codes after which a part of the file may be missing from what was read.
pub(super) const DAMAGE: [Code; 3] = [codes::SYNTAX, codes::ENCODING, codes::NUL];

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
