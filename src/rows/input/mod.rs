//! Reading rows, from files as people and platforms export them.
//!
//! `source` unpacks and decodes, `delimited`, `json` and `sheet` cut the text into raw rows (cheap and serial), `parse`
//! and `fields` make answers of raw rows (done by the workers). Which column holds what is said by a [`Layout`]: a long table and JSON
//! objects say it themselves, a wide table has to be mapped to the bank's questions first (`crate::columns`).

mod delimited;
mod encoding;
mod fields;
mod header;
mod json;
mod layout;
mod parse;
mod people;
mod raw;
mod sheet;
mod source;

pub use header::{Role, is_half_long, role};
pub use layout::{AnswerColumn, ItemOf, Layout, Long, Wide};
pub use parse::parse_each;
pub use people::{Who, who};
pub use raw::{Mark, Raw};
pub use sheet::WorkbookError;

use super::{InputError, Numbered};
use csv::ByteRecord;
use delimited::{Delimited, Plausible};
use json::Objects;
use sheet::Sheet;
use source::{Content, Meter, Text};
use std::collections::VecDeque;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// Formats of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Format {
    /// A table with a header line; the delimiter is found by itself
    Csv,
    /// One JSON object a line, or one list of objects
    Jsonl,
    /// A workbook
    Xlsx,
}

/// The format that a file name's ending tells, with that of a compressed file taken away first.
pub fn format_of(name: &str) -> Option<Format> {
    let lower = name.to_ascii_lowercase();
    let inner = [".gz", ".gzip", ".zst", ".zstd"].iter().find_map(|packed| lower.strip_suffix(packed));
    let ending = Path::new(inner.unwrap_or(&lower)).extension()?.to_str()?;
    match ending {
        "csv" | "tsv" | "tab" => Some(Format::Csv),
        "jsonl" | "ndjson" | "json" => Some(Format::Jsonl),
        "xlsx" | "xlsm" => Some(Format::Xlsx),
        _ => None,
    }
}

/// How to read a file, as far as it does not say so itself.
#[derive(Default, Clone)]
pub struct Options {
    /// The format, where the name does not tell.
    pub format: Option<Format>,
    /// The encoding's name, where the text does not tell.
    pub encoding: Option<String>,
    /// The sheet of a workbook; else the first whose header is usable.
    pub sheet: Option<String>,
    /// Whether a header of a wide table is usable; where there is nothing here, only long tables are.
    pub wide: Option<Arc<sheet::Usable>>,
}

impl From<Option<Format>> for Options {
    fn from(format: Option<Format>) -> Options {
        Options { format, ..Options::default() }
    }
}

/// Yields raw rows of one input.
pub struct Rows {
    name: String,
    cells: Cells,
    layout: Arc<Layout>,
    /// Where the header of a table stands.
    header_line: u64,
    meter: Meter,
    note: Vec<String>,
    /// Where its text begins in the file, if it can be read from any place.
    plain: Option<u64>,
    /// Rows that were looked at and not yet taken.
    ahead: VecDeque<Raw>,
    /// The beginning of a table whose columns have to be mapped.
    head: Vec<u8>,
    place: Mark,
}

enum Cells {
    Table(Box<Delimited>),
    Objects(Objects),
    Sheet(Sheet),
}

impl Cells {
    /// What stands between the cells of a text; 0 where nothing does.
    fn delimiter(&self) -> u8 {
        match self {
            Cells::Table(table) => table.delimiter(),
            Cells::Objects(_) | Cells::Sheet(_) => 0,
        }
    }
}

/// Opens a file of rows that say themselves which question they answer; `-` is standard input.
pub fn open(name: &str, options: impl Into<Options>) -> Result<Rows, InputError> {
    open_any(name, &options.into())?.long()
}

/// Opens a file of any layout. A wide table has to be mapped before its rows can be parsed.
pub fn open_any(name: &str, options: &Options) -> Result<Rows, InputError> {
    let (content, meter) = source::open(name, options.encoding.as_deref())?;
    rows(name, content, meter, options)
}

/// Reads rows from any source; `name` is for messages and tells the format.
pub fn read(name: &str, raw: Box<dyn Read + Send>, options: impl Into<Options>) -> Result<Rows, InputError> {
    let options = options.into();
    let (content, meter) = source::content(name, raw, Meter::default(), options.encoding.as_deref(), usize::MAX)?;
    rows(name, content, meter, &options)?.long()
}

fn rows(name: &str, content: Content, meter: Meter, options: &Options) -> Result<Rows, InputError> {
    let io = |source| InputError::Io { name: name.to_string(), source };
    let mut rows = Rows {
        name: name.to_string(),
        cells: Cells::Objects(Objects::new(Box::new(std::io::empty()), json::Shape::Lines, Mark::default())),
        layout: Arc::new(Layout::Objects),
        header_line: 1,
        meter,
        note: Vec::new(),
        plain: None,
        ahead: VecDeque::new(),
        head: Vec::new(),
        place: Mark::default(),
    };
    let header = match content {
        Content::Workbook(book) => {
            let wide = options.wide.clone();
            let usable =
                move |names: &[String]| header::is_long(names) || wide.as_ref().is_some_and(|wide| wide(names));
            let (sheet, header, which) = Sheet::open(book, options.sheet.as_deref(), Box::new(usable))
                .map_err(|source| InputError::Workbook { name: name.to_string(), source })?;
            rows.header_line = sheet.line();
            rows.note.extend(which.map(|which| format!("{name}: sheet `{which}`")));
            rows.cells = Cells::Sheet(sheet);
            header
        }
        Content::Text(text) => {
            if text.head.trim_ascii().is_empty() {
                return Err(InputError::Empty { name: name.to_string() });
            }
            rows.plain = text.plain;
            rows.note.extend(text.note.clone());
            match format(name, &text, options)? {
                Format::Xlsx => return Err(InputError::NoWorkbook { name: name.to_string() }),
                Format::Jsonl if delimited::is_table(&text.head) => {
                    let (is, not, option) = ("CSV", "JSON Lines", "csv");
                    return Err(InputError::OtherFormat { name: name.to_string(), is, not, option });
                }
                Format::Csv if json::are_objects(&text.head) => {
                    let (is, not, option) = ("JSON Lines", "CSV", "jsonl");
                    return Err(InputError::OtherFormat { name: name.to_string(), is, not, option });
                }
                Format::Jsonl => {
                    let shape = json::Shape::of(&text.head);
                    rows.cells = Cells::Objects(Objects::new(text.input, shape, Mark::default()));
                    return Ok(rows);
                }
                Format::Csv => {
                    let tabs = name.to_ascii_lowercase().contains(".tsv");
                    let (table, header, line) = Delimited::open(text.input, &text.head, tabs).map_err(io)?;
                    rows.header_line = line;
                    if delimited::has_bars(&text.head, &header) {
                        return Err(InputError::Delimiter { name: name.to_string(), line });
                    }
                    rows.cells = Cells::Table(Box::new(table));
                    rows.head = text.head;
                    header
                }
            }
        }
    };
    let names = sheet::texts(&header);
    rows.layout = Arc::new(if header::is_long(&names) {
        rows.head = Vec::new();
        let long = header::long(name, rows.header_line, names)?;
        Layout::Long(Long { delimiter: rows.cells.delimiter(), ..long })
    } else {
        Layout::Unmapped(names)
    });
    Ok(rows)
}

/// The format: as said, by the name, or by the first character.
fn format(name: &str, text: &Text, options: &Options) -> Result<Format, InputError> {
    let first = text.head.iter().find(|byte| !byte.is_ascii_whitespace());
    let guess = || match first {
        Some(b'{' | b'[') => Some(Format::Jsonl),
        _ if name == "-" || name.to_ascii_lowercase().contains(".txt") => Some(Format::Csv),
        _ => None,
    };
    let format = options.format.or_else(|| format_of(name)).or_else(guess);
    format.ok_or_else(|| InputError::UnknownFormat { name: name.to_string() })
}

impl Rows {
    /// The input's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is a sheet of a workbook.
    pub fn is_sheet(&self) -> bool {
        matches!(self.cells, Cells::Sheet(_))
    }

    /// Where the header of a table stands: a line, from 1.
    pub fn header_line(&self) -> u64 {
        self.header_line
    }

    /// What its columns are, needed to parse raw rows.
    pub fn layout(&self) -> Arc<Layout> {
        Arc::clone(&self.layout)
    }

    /// What people should know about how it is read.
    pub fn notes(&self) -> &[String] {
        &self.note
    }

    /// Bytes read and bytes in all, as stored. The latter is unknown for standard input.
    pub fn progress(&self) -> (u64, Option<u64>) {
        let total = self.meter.total();
        match (&self.cells, total) {
            (Cells::Sheet(sheet), Some(total)) => ((sheet.share() * total as f64) as u64, Some(total)),
            _ => (self.meter.read(), total),
        }
    }

    /// The same rows, if they say themselves which question they answer.
    pub fn long(self) -> Result<Rows, InputError> {
        if let Layout::Unmapped(names) = &*self.layout {
            // Fails, and says what is missing.
            header::long(&self.name, self.header_line, names.clone())?;
        }
        Ok(self)
    }

    /// Says which columns of a wide table hold what.
    pub fn map(&mut self, wide: Wide) {
        self.head = Vec::new();
        self.layout = Arc::new(Layout::Wide(Wide { delimiter: self.cells.delimiter(), ..wide }));
    }

    /// Says how to tell a row of its own inside a record of a CSV file, where a quote does not close.
    pub fn watch(&mut self, plausible: Box<Plausible>) {
        if let Cells::Table(table) = &mut self.cells {
            table.watch(plausible);
        }
    }

    /// The cells of the first rows, which stay to be taken.
    pub fn sample(&mut self, rows: usize) -> Result<Vec<ByteRecord>, InputError> {
        if let Cells::Table(table) = &self.cells {
            return Ok(delimited::sample(&self.head, table.delimiter(), rows));
        }
        while self.ahead.len() < rows {
            match self.read_raw()? {
                Some(raw) => self.ahead.push_back(raw),
                None => break,
            }
        }
        Ok(self.ahead.iter().take(rows).filter_map(|raw| raw.record().cloned()).collect())
    }

    /// Passes over lines below the header that are headings as well. Rows are counted from the line behind them.
    pub fn pass_headings(&mut self, lines: usize) -> Result<(), InputError> {
        for _ in 0..lines {
            self.next_raw()?;
        }
        let passed = self.place.rows;
        self.place.rows = 0;
        for raw in &mut self.ahead {
            raw.after.rows -= passed;
        }
        match &mut self.cells {
            Cells::Table(table) => table.count_less(passed),
            Cells::Sheet(sheet) => sheet.count_less(passed),
            Cells::Objects(_) => {}
        }
        Ok(())
    }

    /// The next raw row; `None` at the end. An error ends the input.
    pub fn next_raw(&mut self) -> Result<Option<Raw>, InputError> {
        let raw = match self.ahead.pop_front() {
            Some(raw) => Some(raw),
            None => self.read_raw()?,
        };
        if let Some(raw) = &raw {
            self.place = raw.after;
        }
        Ok(raw)
    }

    fn read_raw(&mut self) -> Result<Option<Raw>, InputError> {
        let raw = match &mut self.cells {
            Cells::Table(table) => table.next_raw(),
            Cells::Objects(objects) => objects.next_raw(),
            Cells::Sheet(sheet) => {
                return sheet.next_raw().map_err(|source| InputError::Workbook { name: self.name.clone(), source });
            }
        };
        raw.map_err(|source| InputError::Io { name: self.name.clone(), source })
    }

    /// Counts as read, for progress: an earlier run has done it.
    pub fn count_as_read(&self) {
        self.meter.set(self.meter.total().unwrap_or(0));
    }

    /// The place behind the last row taken.
    pub fn place(&self) -> Mark {
        self.place
    }

    /// Goes to a place that [`Rows::place`] told in an earlier run: at once where the file can be read from any place,
    /// else by reading up to it.
    pub fn go_to(&mut self, place: Mark) -> Result<(), InputError> {
        if place.rows == self.place.rows {
            return Ok(());
        }
        // Only reading tells whether a list of objects has ended before the place.
        let is_list = matches!(&self.cells, Cells::Objects(objects) if objects.shape() == json::Shape::List);
        let Some(begin) = self.plain.filter(|_| !is_list) else {
            while self.place.rows < place.rows && self.next_raw()?.is_some() {}
            return Ok(());
        };
        let input = source::reopen(&self.name, begin + place.byte, &self.meter)?;
        match &mut self.cells {
            Cells::Table(table) => table.go_on(input, place),
            Cells::Objects(objects) => *objects = Objects::new(input, json::Shape::Lines, place),
            Cells::Sheet(_) => {}
        }
        self.ahead.clear();
        self.place = place;
        Ok(())
    }
}

/// The rows of an input, one answer after the other.
pub struct Answers {
    rows: Rows,
    parsed: VecDeque<Numbered>,
}

impl Iterator for Answers {
    type Item = Result<Numbered, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.parsed.is_empty() {
            match self.rows.next_raw() {
                Ok(Some(raw)) => parse_each(raw, &self.rows.layout, |row| self.parsed.push_back(row)),
                Ok(None) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
        self.parsed.pop_front().map(Ok)
    }
}

impl IntoIterator for Rows {
    type Item = Result<Numbered, InputError>;
    type IntoIter = Answers;

    fn into_iter(self) -> Answers {
        Answers { rows: self, parsed: VecDeque::new() }
    }
}

#[cfg(test)]
mod tests;
