//! Mistakes in TOML itself: each told once, with how to mend it, and without its echoes further down.

use super::codes;
use super::load::DAMAGE;
use super::reader::File;
use crate::finding::Finding;
use crate::span::{Place, Span};
use std::borrow::Cow;
use toml::de::DeTable;

/// A mistake in TOML: where, and what the parser says.
pub type Slip = (Place, String);

/// So many broken lists of a file are told one by one; the parser tells the rest as it sees it.
const BROKEN_LISTS: usize = 50;

/// One missing quote or bracket in a long list makes the parser stumble over every line below it. So each broken list is
/// told once and blanked out, and the rest is read as if it were not there. Gives the text that is left, all bytes in
/// their places, and what is wrong with the lists.
pub fn without_broken_lists<'a>(file: &File<'a>) -> (Cow<'a, str>, Vec<Slip>) {
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
pub fn report(file: &mut File<'_>, mut slips: Vec<Slip>, errors: &[toml::de::Error]) -> Vec<Span> {
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
        finding.help = advice(file.text, place.span, lines, what);
        file.findings.push(finding);
    }
    broken
}

/// How to mend what people commonly get wrong in TOML. `what` is what the parser says.
fn advice(text: &str, span: Span, lines: Span, what: &str) -> Option<String> {
    let line = text.get(lines.start..lines.end.min(text.len())).unwrap_or_default();
    let word = text.get(span.start..span.end).unwrap_or_default().to_lowercase();
    if line.contains(['“', '”', '„', '‟', '‘', '’', '«', '»']) {
        return Some("write plain quotes: \"...\"".to_owned());
    }
    if ["yes", "no", "on", "off", "true", "false"].contains(&word.trim()) {
        return Some("write true or false, in small letters and without quotes".to_owned());
    }
    if line.contains('\\') && ["escape", "unicode"].iter().any(|part| what.contains(part)) {
        return Some("write `\\\\` for a backslash, or put the text between single quotes: '...'".to_owned());
    }
    decimal_comma(line).map(|number| format!("write {number}, with a point"))
}

/// The number that was meant by a value such as `2,5`.
fn decimal_comma(line: &str) -> Option<String> {
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    line.split('=').skip(1).find_map(|value| {
        let value = value.trim_start();
        let whole = digits(value);
        let part = value[whole..].strip_prefix(',')?;
        let len = digits(part);
        (whole > 0 && len > 0).then(|| format!("{}.{}", &value[..whole], &part[..len]))
    })
}

/// The lines that a span touches, with the end of the last.
fn whole_lines(text: &str, span: Span) -> Span {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..].find('\n').map_or(text.len() + 1, |at| span.end + at + 1);
    Span::new(start, end)
}

/// Drops findings that only echo a syntax error: what stands on a broken line may have been misread, and what is
/// missing may stand there.
pub fn drop_echoes(findings: &mut Vec<Finding>, text: &str, broken: &[Span]) {
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
