//! JSON objects, one a line or as the elements of one list.

use super::raw::{Mark, Raw};
use crate::rows::RowError;
use csv::ByteRecord;
use std::io::{self, BufRead, Read};

/// A row longer than this is an error.
const MOST: u64 = 1 << 26;

/// Objects of a text.
pub struct Objects {
    input: Box<dyn BufRead + Send>,
    place: Mark,
    shape: Shape,
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

impl Objects {
    /// Reads objects from a place on.
    pub fn new(input: Box<dyn BufRead + Send>, shape: Shape, place: Mark) -> Objects {
        Objects { input, place, shape }
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
                let error = RowError::new("too-long", format!("the line is longer than {} MiB", MOST >> 20));
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

    /// An element of the list, cut out by its brackets and strings; whether it is an object is seen when it is parsed.
    fn element(&mut self) -> io::Result<Option<Raw>> {
        let mut bytes: Vec<u8> = Vec::new();
        let mut line = self.place.line + 1;
        let mut state = Element::default();
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(self.cut_off(line, bytes));
            }
            let mut used = 0;
            let mut end = None;
            for byte in buffer {
                used += 1;
                self.place.line += u64::from(*byte == b'\n');
                match state.take(*byte) {
                    Taken::Inside => {
                        if bytes.is_empty() {
                            line = self.place.line + 1;
                        }
                        bytes.push(*byte);
                    }
                    Taken::Between if bytes.is_empty() => {}
                    Taken::Between => {
                        end = Some(false);
                        break;
                    }
                    Taken::ListEnd => {
                        end = Some(true);
                        break;
                    }
                }
            }
            self.input.consume(used);
            self.place.byte += used as u64;
            let too_long = bytes.len() as u64 > MOST;
            let Some(list_ended) = end else {
                if too_long {
                    return Ok(self.cut_off(line, bytes));
                }
                continue;
            };
            if list_ended {
                // Nothing is expected behind the list.
                self.input = Box::new(io::empty());
                self.shape = Shape::Lines;
            }
            bytes.truncate(bytes.trim_ascii_end().len());
            if bytes.is_empty() {
                return Ok(None);
            }
            self.place.rows += 1;
            return Ok(Some(Raw::json(line, self.place, bytes)));
        }
    }

    /// The end of a file inside the list.
    fn cut_off(&mut self, line: u64, bytes: Vec<u8>) -> Option<Raw> {
        self.input = Box::new(io::empty());
        if self.shape == Shape::Lines {
            return None;
        }
        self.shape = Shape::Lines;
        self.place.rows += 1;
        let message = match bytes.is_empty() {
            true => "the file ends before the list of rows does: there is no `]`",
            false => "the file ends inside a row: it is cut off, or a bracket or a quote does not close",
        };
        Some(Raw::broken(line, self.place, ByteRecord::new(), RowError::new("bad-json", message)))
    }
}

/// Where in an element the reader is.
#[derive(Default)]
struct Element {
    depth: u32,
    string: bool,
    escaped: bool,
}

enum Taken {
    /// A byte of an element.
    Inside,
    /// Space, a comma or the opening bracket of the list.
    Between,
    /// The closing bracket of the list.
    ListEnd,
}

impl Element {
    fn take(&mut self, byte: u8) -> Taken {
        if self.string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.string = false,
                _ => {}
            }
            return Taken::Inside;
        }
        match byte {
            b'"' => self.string = true,
            b'{' => self.depth += 1,
            b'[' if self.depth > 0 => self.depth += 1,
            b'}' | b']' if self.depth > 0 => self.depth -= 1,
            b']' => return Taken::ListEnd,
            b',' | b'[' if self.depth == 0 => return Taken::Between,
            byte if self.depth == 0 && byte.is_ascii_whitespace() => return Taken::Between,
            _ => {}
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
    fn a_list_that_is_cut_off_says_so() {
        assert!(list("[{\"a\": 1}, {\"b\": ")[1].1.contains("ends inside a row"));
        assert!(list("[{\"a\": 1},")[1].1.contains("no `]`"));
    }
}
