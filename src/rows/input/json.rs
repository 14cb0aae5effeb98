//! JSON objects, one a line or as the elements of lists.

use super::raw::{Mark, Raw};
use crate::rows::{RowCode, RowError};
use csv::ByteRecord;
use std::io::{self, BufRead, Read};

/// A row longer than this is an error.
const MOST: u64 = 1 << 26;

/// Objects of a text.
pub struct Objects {
    input: Box<dyn BufRead + Send>,
    place: Mark,
    shape: Shape,
    /// Lists that have been opened and not closed.
    lists: u64,
}

/// How objects are set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One object a line.
    Lines,
    /// `[{...}, {...}]`.
    List,
}

impl Shape {
    /// By the first character.
    pub fn of(head: &[u8]) -> Shape {
        match head.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'[') => Shape::List,
            _ => Shape::Lines,
        }
    }
}

/// Whether a text plainly begins with an object, or a list of them.
pub fn are_objects(head: &[u8]) -> bool {
    let mut signs = head.iter().filter(|byte| !byte.is_ascii_whitespace());
    match (signs.next(), signs.next()) {
        (Some(b'{'), Some(b'"' | b'}')) => true,
        (Some(b'['), Some(b'{')) => signs.next() == Some(&b'"'),
        _ => false,
    }
}

impl Objects {
    /// Reads objects from a place on.
    pub fn new(input: Box<dyn BufRead + Send>, shape: Shape, place: Mark) -> Objects {
        Objects { input, place, shape, lists: 0 }
    }

    /// How objects are set apart.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The next object, still as text.
    pub fn next_raw(&mut self) -> io::Result<Option<Raw>> {
        match self.shape {
            Shape::Lines => self.line(),
            Shape::List => self.element(),
        }
    }

    fn line(&mut self) -> io::Result<Option<Raw>> {
        loop {
            let mut bytes = Vec::new();
            let read = (&mut self.input).take(MOST).read_until(b'\n', &mut bytes)? as u64;
            if read == 0 {
                return Ok(None);
            }
            self.place.byte += read;
            self.place.line += 1;
            if read == MOST && bytes.last() != Some(&b'\n') {
                self.skip_line()?;
                self.place.rows += 1;
                let error = RowError::new(RowCode::TooLong, format!("the line is longer than {} MiB", MOST >> 20));
                return Ok(Some(Raw::broken(self.place.line, self.place, ByteRecord::new(), error)));
            }
            bytes.truncate(bytes.trim_ascii_end().len());
            if !bytes.is_empty() {
                self.place.rows += 1;
                return Ok(Some(Raw::json(self.place.line, self.place, bytes)));
            }
        }
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.input.fill_buf()?;
            let end = buffer.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
            let (length, done) = (end.unwrap_or(buffer.len()), end.is_some() || buffer.is_empty());
            self.input.consume(length);
            self.place.byte += length as u64;
            if done {
                return Ok(());
            }
        }
    }

    /// An element of the list, cut out by its brackets and strings; whether it is an object is seen when it is parsed. Behind
    /// the list there may be another one, or objects: joined files look so.
    fn element(&mut self) -> io::Result<Option<Raw>> {
        let mut element = Element { line: self.place.line + 1, ..Element::default() };
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(self.last(element));
            }
            let mut used = 0;
            let mut end = false;
            for byte in buffer {
                let taken = element.take(*byte, self.lists > 0);
                end = matches!(taken, Taken::Between | Taken::ListEnd) && element.length > 0;
                if end {
                    // What stands behind an element is looked at with the next one.
                    break;
                }
                used += 1;
                match taken {
                    Taken::Inside => element.push(*byte, self.place.line + 1),
                    Taken::Between => self.lists += u64::from(*byte == b'['),
                    Taken::ListEnd => self.lists -= 1,
                }
                self.place.line += u64::from(*byte == b'\n');
            }
            self.input.consume(used);
            self.place.byte += used as u64;
            if end {
                return Ok(Some(self.whole(element)));
            }
        }
    }

    /// An element that has ended.
    fn whole(&mut self, element: Element) -> Raw {
        self.place.rows += 1;
        let Element { line, mut bytes, length, .. } = element;
        if length > MOST {
            let error = RowError::new(RowCode::TooLong, format!("the row is longer than {} MiB", MOST >> 20));
            return Raw::broken(line, self.place, ByteRecord::new(), error);
        }
        bytes.truncate(bytes.trim_ascii_end().len());
        Raw::json(line, self.place, bytes)
    }

    /// What stands at the end of a file, which should not be inside a list.
    fn last(&mut self, element: Element) -> Option<Raw> {
        let lists = std::mem::take(&mut self.lists);
        if lists == 0 && element.length == 0 {
            return None;
        }
        if lists == 0 && !element.is_open() {
            return Some(self.whole(element));
        }
        self.place.rows += 1;
        let message = match element.length {
            0 => "the file ends before the list of rows does: there is no `]`",
            _ => "the file ends inside a row: it is cut off, or a bracket or a quote does not close",
        };
        Some(Raw::broken(element.line, self.place, ByteRecord::new(), RowError::new(RowCode::BadJson, message)))
    }
}

/// An element as far as it has been read, and where in it the reader is.
#[derive(Default)]
struct Element {
    /// 1-based line where it begins.
    line: u64,
    /// Its text, unless it is too long.
    bytes: Vec<u8>,
    /// Bytes read.
    length: u64,
    depth: u32,
    string: bool,
    escaped: bool,
    /// It stands outside of a list and is no object.
    junk: bool,
}

enum Taken {
    /// A byte of an element.
    Inside,
    /// Space, a comma or the opening bracket of a list.
    Between,
    /// The closing bracket of a list.
    ListEnd,
}

impl Element {
    /// Adds a byte that stands in this line.
    fn push(&mut self, byte: u8, line: u64) {
        if self.length == 0 {
            self.line = line;
        }
        self.length += 1;
        if self.length <= MOST {
            self.bytes.push(byte);
        } else {
            self.bytes = Vec::new();
        }
    }

    /// Whether a bracket or a quote has still to close.
    fn is_open(&self) -> bool {
        self.depth > 0 || self.string
    }

    fn take(&mut self, byte: u8, in_list: bool) -> Taken {
        if self.string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.string = false,
                _ => {}
            }
            return Taken::Inside;
        }
        if self.junk {
            // Outside of a list a line of words is one mistake, not one for each word.
            return if byte == b'\n' { Taken::Between } else { Taken::Inside };
        }
        match byte {
            b'"' if in_list || self.depth > 0 => self.string = true,
            b'{' => self.depth += 1,
            b'[' if self.depth > 0 => self.depth += 1,
            b'}' | b']' if self.depth > 0 => self.depth -= 1,
            b']' if in_list => return Taken::ListEnd,
            b',' | b'[' if self.depth == 0 => return Taken::Between,
            byte if self.depth == 0 && byte.is_ascii_whitespace() => return Taken::Between,
            _ => self.junk = !in_list && self.depth == 0,
        }
        Taken::Inside
    }
}

#[cfg(test)]
mod tests {
    use super::super::raw::Kind;
    use super::*;
    use std::io::BufReader;

    fn list(text: &'static str) -> Vec<(u64, String)> {
        let input = Box::new(BufReader::with_capacity(3, text.as_bytes()));
        let mut objects = Objects::new(input, Shape::List, Mark::default());
        let mut found = Vec::new();
        while let Some(raw) = objects.next_raw().expect("readable") {
            let text = match raw.kind {
                Kind::Json(bytes) => String::from_utf8(bytes).expect("UTF-8"),
                Kind::Broken(_, error) => error.message,
                Kind::Cells(_) => unreachable!("no table"),
            };
            found.push((raw.line, text));
        }
        found
    }

    #[test]
    fn elements_are_cut_out_with_their_lines() {
        let text = "[\n {\"a\": \"]},{\\\"\"},\n\n {\"b\": [1,\n 2], \"c\": {}} , 3 ]\n";
        let found = list(text);
        let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["{\"a\": \"]},{\\\"\"}", "{\"b\": [1,\n 2], \"c\": {}}", "3"]);
        assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4, 5]);
        assert_eq!(list("[]"), []);
    }

    #[test]
    fn what_stands_behind_a_list_is_read_too() {
        let texts = |text| list(text).into_iter().map(|(line, text)| format!("{line} {text}")).collect::<Vec<_>>();
        assert_eq!(texts("[{\"a\": 1}]\n[{\"a\": 2},\n{\"a\": 3}]"), ["1 {\"a\": 1}", "2 {\"a\": 2}", "3 {\"a\": 3}"]);
        assert_eq!(texts("[]\n[{}][ {} ]\n\n"), ["2 {}", "2 {}"]);
        assert_eq!(texts("[{}]\n{\"a\": 2}\n{\"a\": 3}"), ["1 {}", "2 {\"a\": 2}", "3 {\"a\": 3}"]);
        assert_eq!(texts("[{}]\nsome \"words, and\n[{}] ]"), ["1 {}", "2 some \"words, and", "3 {}", "3 ]"]);
        assert_eq!(texts("[{}] 7"), ["1 {}", "1 7"]);
        assert!(texts("[{}] {\"a\": ")[1].contains("ends inside a row"));
    }

    #[test]
    fn a_list_that_is_cut_off_says_so() {
        assert!(list("[{\"a\": 1}, {\"b\": ")[1].1.contains("ends inside a row"));
        assert!(list("[{\"a\": 1},")[1].1.contains("no `]`"));
    }
}
