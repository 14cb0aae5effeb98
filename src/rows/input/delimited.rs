//! Rows of CSV: which delimiter, one record after the other, and what to do about a quote that never closes.
//!
//! Such a quote swallows the rows behind it, good ones too. So the text of a record is kept until the record is seen to
//! be sound; where one of its lines is plainly a row of its own, the record ends before it and reading begins anew.

use super::header;
use super::raw::{Mark, Raw};
use crate::rows::RowError;
use csv::ByteRecord;
use std::io::{self, BufRead, Read};

/// A record longer than this is a quote that does not close.
const MOST: usize = 1 << 25;

/// Bytes of earlier records that may stay in memory before they are dropped.
const PASSED: usize = 1 << 18;

/// Whether a record of the right length, found inside another one, is a row of its own.
pub type Plausible = dyn Fn(&ByteRecord) -> bool + Send + Sync;

/// Yields records of one text.
pub struct Delimited {
    reader: csv::Reader<Tee>,
    delimiter: u8,
    /// Where the current reader began in the text.
    base: Mark,
    width: usize,
    rows: u64,
    plausible: Option<Box<Plausible>>,
}

impl Delimited {
    /// Opens a text and reads its header. `head` is its beginning.
    pub fn open(mut input: Box<dyn BufRead + Send>, head: &[u8], tabs: bool) -> io::Result<(Delimited, ByteRecord)> {
        let mut base = Mark::default();
        let mut delimiter = if tabs { Some(b'\t') } else { None };
        let mut head = head;
        // Excel's own way to say it: a first line such as `sep=;`.
        if let Some((said, length)) = said(head) {
            delimiter = Some(said);
            input.fill_buf()?;
            input.consume(length);
            base = Mark { byte: length as u64, line: 1, rows: 0 };
            head = &head[length..];
        }
        let delimiter = delimiter.unwrap_or_else(|| sniff(head));
        let mut delimited = Delimited {
            reader: reader(Tee::new(input), delimiter),
            delimiter,
            base,
            width: 0,
            rows: 0,
            plausible: None,
        };
        let mut header = ByteRecord::new();
        delimited.reader.read_byte_record(&mut header).map_err(plain)?;
        delimited.width = header.len();
        Ok((delimited, header))
    }

    /// Goes on at another place of the text, which `input` begins at.
    pub fn go_on(&mut self, input: Box<dyn BufRead + Send>, place: Mark) {
        self.reader = reader(Tee::new(input), self.delimiter);
        self.base = place;
        self.rows = place.rows;
    }

    /// Says how to tell a row of its own inside a record, where a quote does not close.
    pub fn watch(&mut self, plausible: Box<Plausible>) {
        self.plausible = Some(plausible);
    }

    /// The next record.
    pub fn next_raw(&mut self) -> io::Result<Option<Raw>> {
        let mut record = ByteRecord::new();
        let from = self.reader.position().byte();
        self.reader.get_mut().forget(from);
        if !self.reader.read_byte_record(&mut record).map_err(plain)? {
            return Ok(None);
        }
        self.rows += 1;
        let end = self.reader.position().clone();
        let line = self.base.line + first_line(&record, &end);
        let last = self.reader.is_done();
        if (record.as_slice().iter().any(|byte| matches!(byte, b'\n' | b'\r')) || last)
            && let Some(raw) = self.broken(line, from, end.byte())
        {
            return Ok(Some(raw));
        }
        let after = Mark { byte: self.base.byte + end.byte(), line: self.base.line + end.line() - 1, rows: self.rows };
        Ok(Some(Raw::cells(line, after, record)))
    }

    /// Looks at the text of a record that has several lines, or is the last. Where a quote does not close, the record is
    /// cut before the first line that is a row of its own, and reading begins anew there.
    fn broken(&mut self, line: u64, from: u64, to: u64) -> Option<Raw> {
        let tee = self.reader.get_ref();
        let text = tee.kept(from, to);
        let text_start = text.iter().position(|byte| !matches!(byte, b'\n' | b'\r'))?;
        let text = &text[text_start..];
        let starts = line_starts(text);
        let alone = |start: usize| {
            let line = &text[start..];
            let end = line.iter().position(|byte| *byte == b'\n').map_or(line.len(), |at| at + 1);
            parse(&line[..end], self.delimiter).filter(|record| record.len() == self.width)
        };
        let certain = starts.iter().any(|start| {
            alone(*start).is_some_and(|record| self.plausible.as_ref().is_some_and(|plausible| plausible(&record)))
        });
        let endless = text.len() + 2 * PASSED >= MOST;
        let open = endless || (self.reader.is_done() && open_at_end(text, self.delimiter));
        if !certain && !open {
            return None;
        }
        let cut = match (certain, endless) {
            (true, _) => starts.iter().copied().find(|start| alone(*start).is_some()).unwrap_or(text.len()),
            (false, true) => starts.first().copied().unwrap_or(text.len()),
            (false, false) => text.len(),
        };
        let piece = &text[..cut];
        let record = parse(piece, self.delimiter).unwrap_or_default();
        let lines = piece.iter().filter(|byte| **byte == b'\n').count() as u64;
        let message = match lines {
            0 | 1 => "a quote opens in this row and does not close",
            _ => {
                "a quote opens in this row and does not close; the lines behind it up to the next row are lost with it"
            }
        };
        let at = from + (text_start + cut) as u64;
        let after = Mark { byte: self.base.byte + at, line: line + lines - 1, rows: self.rows };
        if at < to {
            self.restart(at, after);
        }
        Some(Raw::broken(line, after, record, RowError::new("unclosed-quote", message)))
    }

    /// Reads again from a place that the current reader has passed.
    fn restart(&mut self, at: u64, after: Mark) {
        let empty = reader(Tee::new(Box::new(io::empty())), self.delimiter);
        let mut tee = std::mem::replace(&mut self.reader, empty).into_inner();
        tee.back(at);
        self.reader = reader(tee, self.delimiter);
        self.base = after;
    }
}

fn reader(tee: Tee, delimiter: u8) -> csv::Reader<Tee> {
    let mut builder = csv::ReaderBuilder::new();
    builder.flexible(true).has_headers(false).delimiter(delimiter).buffer_capacity(1 << 16).from_reader(tee)
}

/// One record of a text, if there is one.
fn parse(text: &[u8], delimiter: u8) -> Option<ByteRecord> {
    let mut builder = csv::ReaderBuilder::new();
    let mut reader = builder.flexible(true).has_headers(false).delimiter(delimiter).from_reader(text);
    let mut record = ByteRecord::new();
    reader.read_byte_record(&mut record).is_ok_and(|found| found).then_some(record)
}

/// Whether the last record of a text ends inside quotes: one more quote then closes it and adds nothing.
fn open_at_end(text: &[u8], delimiter: u8) -> bool {
    let (Some(record), Some(closed)) = (parse(text, delimiter), parse(&[text, b"\""].concat(), delimiter)) else {
        return false;
    };
    record == closed && text.contains(&b'"') && !text.ends_with(b"\n")
        || text.ends_with(b"\n") && record.iter().next_back().is_some_and(|field| field.ends_with(b"\n"))
}

/// Where the second and later lines begin.
fn line_starts(text: &[u8]) -> Vec<usize> {
    let breaks = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    breaks.filter(|start| *start < text.len()).collect()
}

/// The line where a record begins, from 1, in the current reader. Its own position is where the one before ended, so empty
/// lines between are counted from the end: the reader stands behind the record and its line feed.
fn first_line(record: &ByteRecord, end: &csv::Position) -> u64 {
    let inner = record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
    let before = record.position().map_or(0, csv::Position::line);
    before.max(end.line().saturating_sub(inner + 1))
}

/// The error of the file below: there is no other, since rows may have any length and are not decoded here.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A first line such as `sep=;`, and its length.
fn said(head: &[u8]) -> Option<(u8, usize)> {
    let line = head.split(|byte| *byte == b'\n').next()?;
    let text = line.strip_suffix(b"\r").unwrap_or(line);
    let (name, [delimiter]) = text.split_at_checked(4)? else { return None };
    (name.eq_ignore_ascii_case(b"sep=") && line.len() < head.len()).then_some((*delimiter, line.len() + 1))
}

/// Rows looked at to find the delimiter.
const ROWS_TRIED: usize = 50;

/// The delimiter of a text: the one that makes known column names, and rows as long as the header.
pub fn sniff(head: &[u8]) -> u8 {
    let score = |delimiter: u8| {
        let mut builder = csv::ReaderBuilder::new();
        let mut reader = builder.flexible(true).has_headers(false).delimiter(delimiter).from_reader(head);
        let mut records = reader.byte_records().map_while(Result::ok);
        let header = records.next().unwrap_or_default();
        let known = header.iter().filter(|name| header::role(&String::from_utf8_lossy(name)).is_some()).count();
        let lengths: Vec<usize> = records.take(ROWS_TRIED).map(|record| record.len()).collect();
        // The last record may be cut by the end of the head.
        let whole = if lengths.len() < ROWS_TRIED { &lengths[..lengths.len().saturating_sub(1)] } else { &lengths };
        let fitting = whole.iter().filter(|length| **length == header.len()).count();
        let consistent = header.len() > 1 && fitting * 10 >= whole.len() * 7;
        (consistent, known, if consistent { header.len() } else { 0 })
    };
    // The last of equals wins, so the comma stands last.
    [b'\t', b';', b','].into_iter().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

/// Passes bytes on and keeps those of the current record.
struct Tee {
    inner: Box<dyn BufRead + Send>,
    kept: Vec<u8>,
    /// Where `kept` begins, in bytes that the current reader has been given.
    from: u64,
    /// Bytes of `kept` that the current reader has been given.
    given: usize,
}

impl Tee {
    fn new(inner: Box<dyn BufRead + Send>) -> Tee {
        Tee { inner, kept: Vec::new(), from: 0, given: 0 }
    }

    /// Drops what stands before a place, when there is much of it.
    fn forget(&mut self, before: u64) {
        let passed = before.saturating_sub(self.from) as usize;
        if passed > PASSED {
            self.kept.drain(..passed.min(self.kept.len()));
            self.from = before;
            self.given -= passed;
        }
    }

    fn kept(&self, from: u64, to: u64) -> &[u8] {
        let at = |place: u64| (place.saturating_sub(self.from) as usize).min(self.kept.len());
        &self.kept[at(from)..at(to)]
    }

    /// Gives everything from a place on again, to a new reader.
    fn back(&mut self, at: u64) {
        self.kept.drain(..((at - self.from) as usize).min(self.kept.len()));
        self.from = 0;
        self.given = 0;
    }
}

impl Read for Tee {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.kept.len() {
            // A record without an end: the reader sees the end of the text, and the record is cut.
            if self.kept.len() >= MOST {
                return Ok(0);
            }
            let bytes = self.inner.fill_buf()?;
            let read = bytes.len().min(buffer.len());
            self.kept.extend_from_slice(&bytes[..read]);
            self.inner.consume(read);
        }
        let ahead = &self.kept[self.given..];
        let read = ahead.len().min(buffer.len());
        buffer[..read].copy_from_slice(&ahead[..read]);
        self.given += read;
        Ok(read)
    }
}
