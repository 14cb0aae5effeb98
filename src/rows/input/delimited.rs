//! Rows of CSV: which delimiter, one record after the other, and what to do about a quote that never closes.
//!
//! Such a quote swallows the rows behind it, good ones too. So the text of a record is kept until the record is seen to
//! be sound; where one of its lines is plainly a row of its own, the record ends before it and reading begins anew.

use super::header;
use super::raw::{Mark, Raw, is_blank, is_longer_by_blanks};
use super::sheet::texts;
use crate::rows::{RowCode, RowError};
use csv::ByteRecord;
use std::io::{self, BufRead, Read};

/// A record longer than this is a quote that does not close.
const MOST: usize = 1 << 25;

/// Bytes of earlier records that may stay in memory before they are dropped.
const PASSED: usize = 1 << 18;

/// Whether a record, found inside another one with a quote that does not close, is a row of its own, or the first line of one.
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
    /// Whether lines end with CR LF: then the reader stops between the two, and its count of lines is one behind.
    crlf: bool,
}

impl Delimited {
    /// Opens a text and reads its header, which stands in the line that is told with it. `head` is the text's beginning.
    pub fn open(
        mut input: Box<dyn BufRead + Send>,
        head: &[u8],
        tabs: bool,
    ) -> io::Result<(Delimited, ByteRecord, u64)> {
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
            crlf: head.iter().position(|byte| *byte == b'\n').is_some_and(|at| at > 0 && head[at - 1] == b'\r'),
        };
        let mut header = ByteRecord::new();
        delimited.reader.read_byte_record(&mut header).map_err(plain)?;
        delimited.width = header.len();
        let line = base.line + first_line(&header, delimited.reader.position(), delimited.crlf);
        Ok((delimited, header, line))
    }

    /// The delimiter.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// So many rows that were read are none.
    pub fn count_less(&mut self, rows: u64) {
        self.rows -= rows;
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

    /// The next record that is not blank.
    pub fn next_raw(&mut self) -> io::Result<Option<Raw>> {
        let mut record = ByteRecord::new();
        let mut from;
        loop {
            from = self.reader.position().byte();
            self.reader.get_mut().begin(from);
            if !self.reader.read_byte_record(&mut record).map_err(plain)? {
                return Ok(None);
            }
            // What rows are called by their numbers does not hang on which of them are blank.
            self.rows += 1;
            // An end that comes early may hide a quote that does not close.
            if !is_blank(&record) || self.reader.get_ref().full {
                break;
            }
        }
        let end = self.reader.position().clone();
        let line = self.base.line + first_line(&record, &end, self.crlf);
        let last = self.reader.get_ref().ended || self.reader.get_ref().full;
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
        let endless = tee.full;
        let text = tee.kept(from, to);
        let text_start = text.iter().position(|byte| !matches!(byte, b'\n' | b'\r'))?;
        let text = &text[text_start..];
        let quotes = Quotes::of(text, self.delimiter);
        if quotes.are_sound() && !endless {
            return None;
        }
        let cut = self.cut(text, quotes, endless)?;
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
        if at < to || endless {
            self.restart(at, after);
        }
        Some(Raw::broken(line, after, record, RowError::new(RowCode::UnclosedQuote, message)))
    }

    /// Where a record whose quotes are not sound ends: before the first of its lines that is a row of its own. Nothing where
    /// its quotes may be meant as they are.
    fn cut(&self, text: &[u8], quotes: Quotes, endless: bool) -> Option<usize> {
        let starts = line_starts(text);
        let line = |start: &usize| {
            let line = &text[*start..];
            let end = line.iter().position(|byte| *byte == b'\n').map_or(line.len(), |at| at + 1);
            &line[..end]
        };
        let alone = |start: &usize| parse(line(start), self.delimiter).unwrap_or_default();
        // A row may have an answer of several lines itself: then its first line is shorter.
        let is_plausible = |start: &usize| {
            let record = alone(start);
            record.len() <= self.width && self.plausible.as_ref().is_some_and(|plausible| plausible(&record))
        };
        if let Some(row) = starts.iter().find(|start| is_plausible(start)) {
            return starts.iter().find(|start| *start == row || alone(start).len() == self.width).copied();
        }
        // Where no row is known by what it says, as where rows bring their own questions, its form must do.
        let has_form = |start: &usize, quotes: fn(Quotes) -> bool| {
            self.width > 1 && quotes(Quotes::of(line(start), self.delimiter)) && alone(start).len() == self.width
        };
        let is_neat = |start: &usize| has_form(start, |quotes| quotes == Quotes::Sound);
        let by_form = match quotes {
            Quotes::Open => starts.iter().find(|start| has_form(start, Quotes::are_sound)),
            // The quote that closes the field was to open one, if the line where the record ends is a row without it.
            Quotes::Stray if starts.last().is_some_and(is_neat) => starts.iter().find(|start| is_neat(start)),
            _ => None,
        };
        match by_form {
            None if endless => Some(starts.first().copied().unwrap_or(text.len())),
            None if quotes == Quotes::Open => Some(text.len()),
            by_form => by_form.copied(),
        }
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

/// What the quotes of a record say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// Every quote opens a field or closes it at its end.
    Sound,
    /// The same, but for quotes inside of fields that begin without one: `5" disk`.
    Loose,
    /// Behind a quote that closes the field goes on: it was not meant to close this field, or not to be a quote.
    Stray,
    /// The record ends inside quotes.
    Open,
}

impl Quotes {
    fn of(text: &[u8], delimiter: u8) -> Quotes {
        let (mut inside, mut closed, mut begins) = (false, false, true);
        let mut quotes = Quotes::Sound;
        let mut bytes = text.iter().copied().peekable();
        while let Some(byte) = bytes.next() {
            let ends = byte == delimiter || matches!(byte, b'\n' | b'\r');
            if inside {
                if byte == b'"' && bytes.next_if_eq(&b'"').is_none() {
                    (inside, closed) = (false, true);
                }
            } else if closed && !ends {
                return Quotes::Stray;
            } else {
                if byte == b'"' && !begins {
                    quotes = Quotes::Loose;
                }
                inside = begins && byte == b'"';
                (closed, begins) = (false, ends);
            }
        }
        if inside { Quotes::Open } else { quotes }
    }

    /// Whether every quote that opens closes at the end of its field.
    fn are_sound(self) -> bool {
        matches!(self, Quotes::Sound | Quotes::Loose)
    }
}

/// Where the second and later lines begin.
fn line_starts(text: &[u8]) -> Vec<usize> {
    let breaks = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    breaks.filter(|start| *start < text.len()).collect()
}

/// The line where a record begins, from 1, in the current reader. Its own position is where the one before ended, so empty
/// lines between are counted from the end: the reader stands behind the record and its line feed, with `crlf` before it.
fn first_line(record: &ByteRecord, end: &csv::Position, crlf: bool) -> u64 {
    let inner = record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
    let before = record.position().map_or(0, csv::Position::line);
    before.max(end.line().saturating_sub(inner + u64::from(!crlf)))
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

/// The first rows of a text, from its beginning, without the header.
pub fn sample(head: &[u8], delimiter: u8, rows: usize) -> Vec<ByteRecord> {
    let head = said(head).map_or(head, |(_, length)| &head[length..]);
    let mut builder = csv::ReaderBuilder::new();
    let reader = builder.flexible(true).delimiter(delimiter).from_reader(head);
    let mut records: Vec<ByteRecord> = reader.into_byte_records().map_while(Result::ok).take(rows + 1).collect();
    // The last record may be cut by the end of the head.
    if records.len() > rows || records.len() > 1 && !head.ends_with(b"\n") {
        records.pop();
    }
    records
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
        let length = |record: ByteRecord| match is_longer_by_blanks(&record, header.len()) {
            true => header.len(),
            false => record.len(),
        };
        let lengths: Vec<usize> = records.take(ROWS_TRIED).map(length).collect();
        // The last record may be cut by the end of the head.
        let cut = lengths.len() < ROWS_TRIED && !head.ends_with(b"\n");
        let whole = &lengths[..lengths.len() - usize::from(cut && !lengths.is_empty())];
        let fitting = whole.iter().filter(|length| **length == header.len()).count();
        let consistent = header.len() > 1 && fitting * 10 >= whole.len() * 7;
        (consistent, known, if consistent { header.len() } else { 0 })
    };
    // The last of equals wins, so the comma stands last.
    [b'\t', b';', b','].into_iter().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

/// The first records of a text, with its header, by a delimiter.
fn first_records(head: &[u8], delimiter: u8) -> Vec<ByteRecord> {
    let mut builder = csv::ReaderBuilder::new();
    let reader = builder.flexible(true).has_headers(false).delimiter(delimiter).from_reader(head);
    let mut records: Vec<ByteRecord> = reader.into_byte_records().map_while(Result::ok).take(ROWS_TRIED).collect();
    // The last record may be cut by the end of the head.
    if records.len() > 2 && !head.ends_with(b"\n") {
        records.pop();
    }
    records
}

/// Whether these are a header and rows of several cells, as many as the header has.
fn make_a_table(records: &[ByteRecord]) -> bool {
    let [header, rows @ ..] = records else { return false };
    let fitting = rows.iter().filter(|record| record.len() == header.len()).count();
    header.len() > 1 && !rows.is_empty() && fitting * 10 >= rows.len() * 7
}

fn has_long_header(records: &[ByteRecord]) -> bool {
    records.first().is_some_and(|header| header::is_long(&texts(header)))
}

/// Whether a text that should hold JSON objects is a table.
pub fn is_table(head: &[u8]) -> bool {
    if said(head).is_some() {
        return true;
    }
    let records = first_records(head, sniff(head));
    let is_json = |line: &[u8]| matches!(line.trim_ascii_start().first(), Some(b'{' | b'['));
    match records.first() {
        Some(header) if !is_json(header.as_slice()) => {
            has_long_header(&records) || make_a_table(&records) && !head.split(|byte| *byte == b'\n').any(is_json)
        }
        _ => false,
    }
}

/// Whether the cells of a text stand between bars, which is nothing that its header says by another delimiter.
pub fn has_bars(head: &[u8], header: &ByteRecord) -> bool {
    if said(head).is_some() || !header.as_slice().contains(&b'|') || header::is_long(&texts(header)) {
        return false;
    }
    let records = first_records(head, b'|');
    has_long_header(&records) || header.len() == 1 && make_a_table(&records)
}

/// Passes bytes on and keeps those of the current record.
struct Tee {
    inner: Box<dyn BufRead + Send>,
    kept: Vec<u8>,
    /// Where `kept` begins, in bytes that the current reader has been given.
    from: u64,
    /// Where the current record begins.
    record: u64,
    /// Bytes of `kept` that the current reader has been given.
    given: usize,
    /// There is nothing more.
    ended: bool,
    /// A record was too long to go on.
    full: bool,
}

impl Tee {
    fn new(inner: Box<dyn BufRead + Send>) -> Tee {
        Tee { inner, kept: Vec::new(), from: 0, record: 0, given: 0, ended: false, full: false }
    }

    /// A record begins: what stands before it is dropped, when there is much of it.
    fn begin(&mut self, record: u64) {
        self.record = record;
        let passed = record.saturating_sub(self.from) as usize;
        if passed > PASSED.max(self.kept.len() / 2) {
            self.kept.drain(..passed.min(self.kept.len()));
            self.from = record;
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
        (self.from, self.record, self.given) = (0, 0, 0);
        (self.ended, self.full) = (false, false);
    }
}

impl Read for Tee {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.kept.len() {
            // A record without an end: the reader sees the end of the text, and the record is cut.
            self.full = self.from + self.kept.len() as u64 - self.record >= MOST as u64;
            if self.full {
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
        self.ended = read == 0;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines_and_lengths(text: &[u8]) -> Vec<(u64, usize)> {
        let input = Box::new(io::Cursor::new(text.to_vec()));
        let (mut table, ..) = Delimited::open(input, &text[..text.len().min(1000)], false).expect("a header");
        let mut found = Vec::new();
        while let Some(raw) = table.next_raw().expect("readable") {
            found.push((raw.line, raw.record().map_or(0, ByteRecord::len)));
        }
        found
    }

    #[test]
    fn lines_are_counted_alike_for_both_line_ends() {
        let text = "a,b\n1,x\n2,\"two\nlines\"\n3,y\n4,z";
        let expected = [(2, 2), (3, 2), (5, 2), (6, 2)];
        assert_eq!(lines_and_lengths(text.as_bytes()), expected);
        assert_eq!(lines_and_lengths(text.replace('\n', "\r\n").as_bytes()), expected);
    }

    #[test]
    fn lines_of_delimiters_alone_are_no_rows() {
        let found = lines_and_lengths(b"a,b,c\n1,x,y\n,,\n , ,\t\n\"\",,\n,\n\n2,x,y\n,,");
        assert_eq!(found, [(2, 3), (8, 3)]);
    }

    #[test]
    fn a_quote_that_never_closes_does_not_fill_the_memory() {
        let filler = format!("2,{}\n", "x".repeat(10_000)).repeat(MOST / 10_000 + 10);
        let text = format!("a,b\n1,\"open\n{filler}3,z\n");
        let found = lines_and_lengths(text.as_bytes());
        assert_eq!(found.len(), MOST / 10_000 + 12);
        assert_eq!((found[0], found[1]), ((2, 0), (3, 2)));
        assert_eq!(found.last(), Some(&(found.len() as u64 + 1, 2)));
    }

    #[test]
    fn a_row_longer_than_the_memory_for_it_is_cut_and_reading_goes_on() {
        let text = format!("a,b\n1,{}\n3,z\n", "x".repeat(MOST + 200_000));
        let found = lines_and_lengths(text.as_bytes());
        assert_eq!((found[0], found.last()), ((2, 0), Some(&(3, 2))));
    }

    #[test]
    fn quotes_are_sound_or_not() {
        for (text, quotes) in [
            ("a,\"b\nc\",d\r\n", Quotes::Sound),
            ("a,\"b \"\"c\"\" d\"", Quotes::Sound),
            ("a,5\" disk,\"\"", Quotes::Loose),
            ("a,\"b\",", Quotes::Sound),
            ("a,\"b\nc,\"d\"\n", Quotes::Stray),
            ("a,\"b \"c\" d\"\n", Quotes::Stray),
            ("a,\"b\n", Quotes::Open),
            ("a,\"b\"\"", Quotes::Open),
        ] {
            assert_eq!(Quotes::of(text.as_bytes(), b','), quotes, "{text}");
        }
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_a_table() {
        for (text, delimiter) in [
            ("a,b\n1,2\n3,4\n", b','),
            ("a;b\n1,5;2\n3,4;4\n", b';'),
            ("a\tb\n1, 2\t3\n", b'\t'),
            ("Time;What are A, B and C?\n1;x, y\n2;z\n", b';'),
            ("question_id,answer\nx,\"a;b;c\"\n", b','),
            ("only\nx\n", b','),
            ("", b','),
        ] {
            assert_eq!(sniff(text.as_bytes()), delimiter, "{text}");
        }
    }
}
