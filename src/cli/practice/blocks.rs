//! Answers from a pipe: one block after the other.
//!
//! An empty line or a line `---` ends an answer. When the input begins with a line `---`, only such lines do, so that
//! answers may have paragraphs; then an empty block skips a question.

use std::io::{self, BufRead};

/// Splits an input into blocks.
pub struct Blocks<R> {
    input: R,
    /// Only dashes divide; not known before the first line.
    dashes: Option<bool>,
    ended: bool,
}

impl<R: BufRead> Blocks<R> {
    pub fn new(input: R) -> Self {
        Blocks { input, dashes: None, ended: false }
    }

    /// The next block; `None` after the last.
    pub fn next(&mut self) -> io::Result<Option<String>> {
        let mut block = String::new();
        while !self.ended {
            let mut line = String::new();
            if self.input.read_line(&mut line)? == 0 {
                self.ended = true;
                break;
            }
            let text = line.trim_start_matches('\u{feff}').trim_end();
            let first = self.dashes.is_none();
            let dashes = *self.dashes.get_or_insert(text == "---");
            match text {
                "---" if first => {}
                "---" if dashes => return Ok(Some(block.trim().to_string())),
                "" | "---" if !dashes && block.is_empty() => {}
                "" | "---" if !dashes => return Ok(Some(block.trim().to_string())),
                text => {
                    block.push_str(text);
                    block.push('\n');
                }
            }
        }
        let block = block.trim();
        Ok((!block.is_empty()).then(|| block.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<String> {
        let mut blocks = Blocks::new(text.as_bytes());
        std::iter::from_fn(|| blocks.next().expect("in memory")).collect()
    }

    #[test]
    fn empty_lines_and_dashes_divide() {
        assert_eq!(blocks("one\ntwo\n\nthree\n"), ["one\ntwo", "three"]);
        assert_eq!(blocks("\n\none\n\n\n---\n\ntwo"), ["one", "two"]);
        assert_eq!(blocks("one\n---\ntwo\n"), ["one", "two"]);
        assert_eq!(blocks("\u{feff}one\r\n\r\ntwo\r\n"), ["one", "two"]);
        assert_eq!(blocks(""), [""; 0]);
        assert_eq!(blocks("\n \n"), [""; 0]);
    }

    #[test]
    fn after_leading_dashes_answers_have_paragraphs() {
        assert_eq!(blocks("---\none\n\ntwo\n---\nthree"), ["one\n\ntwo", "three"]);
        assert_eq!(blocks("---\n---\ntwo\n---\n"), ["", "two"], "an empty block skips");
    }
}
