//! Values of parsed TOML with their places: the ground on which `table` reads.

use super::codes;
use super::schema::Text;
use super::table::Table;
use crate::finding::{Code, Finding};
use crate::span::{Place, Span};
use std::ops::Range;
use toml::Spanned;
use toml::de::DeValue;

/// The file being read: where places point to and findings go.
pub struct File<'a> {
    /// Index into the bank's sources.
    pub index: u32,
    /// Its whole text.
    pub text: &'a str,
    /// What is wrong so far.
    pub findings: &'a mut Vec<Finding>,
}

impl File<'_> {
    /// A place in this file, moved onto character boundaries.
    pub fn place(&self, range: Range<usize>) -> Place {
        let floor = |mut at: usize| {
            at = at.min(self.text.len());
            while !self.text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = floor(range.start);
        Place { file: self.index, span: Span::new(start, floor(range.end).max(start)) }
    }

    /// Adds a finding without advice.
    pub fn report(&mut self, code: &Code, place: Place, message: impl Into<String>, label: impl Into<String>) {
        self.findings.push(code.at(place, message, label));
    }

    /// Adds a finding.
    pub fn advise(
        &mut self,
        code: &Code,
        place: Place,
        message: impl Into<String>,
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.findings.push(code.at(place, message, label).help(help));
    }

    /// Reports a value of the wrong type.
    pub(super) fn wrong_type(&mut self, name: &str, expected: &str, value: &Value<'_>) {
        let message = format!("{name} must be {expected}, found {}", value.kind());
        self.report(&codes::WRONG_TYPE, value.place, message, format!("expected {expected}"));
    }

    /// The string `value` as a [`Text`] with the place of what stands between its quotes.
    pub(super) fn text_of(&mut self, name: &str, value: &Value<'_>) -> Option<Text> {
        let Some(string) = value.value.as_str() else {
            self.wrong_type(name, "a string", value);
            return None;
        };
        Some(Text { value: string.to_owned(), place: content(self.text, value.place) })
    }

    /// As [`File::text_of`]; an empty string is a finding too.
    pub fn filled_text_of(&mut self, name: &str, value: &Value<'_>) -> Option<Text> {
        let text = self.text_of(name, value)?;
        if text.value.trim().is_empty() {
            self.report(&codes::EMPTY_TEXT, value.place, format!("{name} is empty"), "write something here");
            return None;
        }
        Some(text)
    }

    /// A list of strings, none of them empty.
    pub(super) fn texts_of(&mut self, name: &str, value: &Value<'_>) -> Vec<Text> {
        self.values_of(name, "strings", value)
            .iter()
            .filter_map(|member| self.filled_text_of(&format!("A member of {name}"), member))
            .collect()
    }

    /// The members of a list of anything.
    pub(super) fn values_of<'v>(&mut self, name: &str, of: &str, value: &Value<'v>) -> Vec<Value<'v>> {
        match value.value {
            DeValue::Array(array) => array.iter().map(|member| Value::new(self, member)).collect(),
            DeValue::String(_) => {
                let message = format!("{name} must be a list of {of}, found {}", value.kind());
                let label = format!("expected a list of {of}");
                self.advise(&codes::WRONG_TYPE, value.place, message, label, "put it between [ and ]");
                Vec::new()
            }
            _ => {
                self.wrong_type(name, &format!("a list of {of}"), value);
                Vec::new()
            }
        }
    }
}

/// Where the content of a quoted string stands, given the place of the whole string with its quotes.
pub(super) fn content(source: &str, place: Place) -> Place {
    let Span { start, end } = place.span;
    let whole = source.get(start..end).unwrap_or("");
    let quotes = ["\"\"\"", "'''", "\"", "'"];
    let Some(quote) = quotes
        .into_iter()
        .find(|quote| whole.len() >= 2 * quote.len() && whole.starts_with(quote) && whole.ends_with(quote))
    else {
        return place;
    };
    let mut first = start + quote.len();
    let last = end - quote.len();
    if quote.len() == 3 {
        let inner = &source[first..last];
        first += inner.len() - inner.strip_prefix("\r\n").or(inner.strip_prefix('\n')).unwrap_or(inner).len();
    }
    Place { file: place.file, span: Span::new(first, last) }
}

/// The place in the source of `len` bytes at `offset` in a text's value. Where the string is written with escapes
/// or line continuations, value and source differ and the whole string is the answer.
pub fn place_in(text: &Text, source: &str, offset: usize, len: usize) -> Place {
    let Span { start, end } = text.place.span;
    let inside = offset.checked_add(len).is_some_and(|last| text.value.get(offset..last).is_some());
    if !inside || source.get(start..end) != Some(text.value.as_str()) {
        return text.place;
    }
    Place { file: text.place.file, span: Span::new(start + offset, start + offset + len) }
}

/// A value and its place.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    /// Where it stands.
    pub place: Place,
    /// What stands there.
    pub value: &'a DeValue<'a>,
}

impl<'a> Value<'a> {
    /// A parsed value of this file.
    pub(super) fn new(file: &File<'_>, value: &'a Spanned<DeValue<'a>>) -> Self {
        Value { place: file.place(value.span()), value: value.get_ref() }
    }

    /// The value as a table to read from.
    pub fn table(self, what: &'static str) -> Option<Table<'a>> {
        self.value.as_table().map(|entries| Table::new(self.place, what, entries))
    }

    /// The value as a whole number that is not negative.
    pub fn count(&self) -> Option<u32> {
        let integer = self.value.as_integer()?;
        u32::from_str_radix(integer.as_str(), integer.radix()).ok()
    }

    /// The value as a number, whole or not.
    pub(super) fn number(&self) -> Option<f64> {
        match self.value {
            DeValue::Integer(integer) => {
                i64::from_str_radix(integer.as_str(), integer.radix()).ok().map(|number| number as f64)
            }
            DeValue::Float(float) => float.as_str().parse().ok(),
            _ => None,
        }
    }

    /// A number as written, else what kind of value it is.
    pub fn shown(&self) -> String {
        match self.value {
            DeValue::Integer(integer) => integer.to_string(),
            DeValue::Float(float) => float.to_string(),
            _ => self.kind().to_owned(),
        }
    }

    /// What kind of value it is, with an article.
    pub fn kind(&self) -> &'static str {
        match self.value {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        }
    }
}
