//! A problem found in a bank: plain data that any front end can show, and the source texts it points into.

use crate::span::Place;
use serde::Serialize;
use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The bank works, but an author should look.
    Warning,
    /// The bank, or a part of it, cannot be used.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// One kind of mistake. Every module that reports findings keeps a table of these; `gradus check --codes` prints them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Code {
    /// Stable, such as `B003`.
    #[serde(rename = "code")]
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub about: &'static str,
}

/// A table of codes: a constant for each row, and `ALL`.
macro_rules! codes {
    ($($name:ident $id:literal $severity:ident $about:literal)*) => {
        $(
            #[doc = $about]
            pub const $name: $crate::finding::Code = $crate::finding::Code {
                id: $id,
                severity: $crate::finding::Severity::$severity,
                about: $about,
            };
        )*
        /// All of them, by code.
        pub const ALL: &[$crate::finding::Code] = &[$($name),*];
    };
}
pub(crate) use codes;

impl Code {
    /// A finding of this kind.
    pub fn at(&self, place: Place, message: impl Into<String>, label: impl Into<String>) -> Finding {
        Finding {
            code: self.id,
            severity: self.severity,
            message: shortened(message.into()),
            label: shortened(label.into()),
            place,
            item: None,
            help: None,
        }
    }
}

/// Text that may quote a file, cut where no one reads on.
fn shortened(mut text: String) -> String {
    const MOST: usize = 300;
    if let Some((at, _)) = text.char_indices().nth(MOST) {
        text.truncate(at);
        text.push_str("...");
    }
    text
}

/// One problem, with the place it was found at and the way out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Stable code such as `B003`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, one sentence.
    pub message: String,
    /// Short text under the caret.
    pub label: String,
    /// Where.
    pub place: Place,
    /// The item that it is about, where it is about one.
    pub item: Option<String>,
    /// How to mend it.
    pub help: Option<String>,
}

impl Finding {
    /// The same finding with advice on how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(help.into());
        self
    }

    /// The same finding as one about an item.
    #[must_use]
    pub fn about(mut self, item: &str) -> Finding {
        self.item = Some(item.to_string());
        self
    }

    /// One line for logs and build output: `corpus/x.toml:3:8: error[B005]: Unknown key ... (did you mean ...)`.
    pub fn to_line(&self, sources: &[Source]) -> String {
        let mut line = String::new();
        if let Some(source) = sources.get(self.place.file as usize) {
            let (row, column) = source.line_column(self.place.span.start);
            line = format!("{}:{row}:{column}: ", source.path);
        }
        line.push_str(&format!("{}[{}]: {}", self.severity, self.code, self.message));
        if let Some(help) = &self.help {
            line.push_str(&format!(" ({help})"));
        }
        line
    }
}

/// Puts findings in the order of their places and drops repeated ones (a word set shared by many items is checked with
/// each of them, and told of the first).
pub fn tidy(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| (a.place, a.code, &a.message).cmp(&(b.place, b.code, &b.message)));
    findings.dedup_by(|a, b| (a.place, a.code, &a.message, &a.label) == (b.place, b.code, &b.message, &b.label));
}

/// One file of a bank as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The path to show to people.
    pub path: String,
    /// The whole text, without a byte order mark.
    pub text: String,
}

impl Source {
    /// Line and column of a byte, both from 1; the column counts characters. A byte beyond the end is the end.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let mut end = byte.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &self.text[..end];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }

    /// The text at a place, or the empty string where the place is not in this text.
    pub fn at(&self, place: Place) -> &str {
        self.text.get(place.span.start..place.span.end).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    const CODE: Code = Code { id: "B999", severity: Severity::Error, about: "For this test" };

    #[test]
    fn line_and_column_count_characters() {
        let source = Source { path: "a.toml".into(), text: "é = 1\nfoo = 2\n".into() };
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(1), (1, 1), "inside é");
        assert_eq!(source.line_column(3), (1, 3));
        assert_eq!(source.line_column(7), (2, 1));
        assert_eq!(source.line_column(10_000), (3, 1));
    }

    #[test]
    fn a_finding_fits_on_one_line() {
        let source = Source { path: "a.toml".into(), text: "x = 1\nfoo = 2\n".into() };
        let place = Place { file: 0, span: Span::new(6, 9) };
        let finding = CODE.at(place, "Unknown key `foo`", "not a key").help("did you mean `for`?");
        assert_eq!(finding.to_line(&[source]), "a.toml:2:1: error[B999]: Unknown key `foo` (did you mean `for`?)");
        assert_eq!(finding.to_line(&[]), "error[B999]: Unknown key `foo` (did you mean `for`?)");
    }
}
