//! What lines say: blank lines, bullets and list numbers, headings, code fences.

use super::sink::gap;
use super::tokenize::Scanner;

/// What the ends of a text's lines say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// Nothing: a program has wrapped the text, every line is as full as it could be.
    Wrapped,
    /// Somebody has ended a line that had room for the next word: the ends are meant.
    Typed,
    /// There are too few to tell.
    Unsure,
}

/// Words that a line of prose has at least.
const WORDS: usize = 3;
/// Bytes that the lines have at least which a program has wrapped, and how many of them are full.
const WIDE: usize = 40;
const FULL: usize = 2;

impl Lines {
    fn of(text: &str) -> Lines {
        let pairs = || text.lines().map(str::trim_end).zip(text.lines().skip(1));
        let pairs = || pairs().filter(|(line, next)| !line.is_empty() && !next.trim().is_empty());
        // The last line ends with the text, wherever that is.
        let width = pairs().map(|(line, _)| line.len()).max().unwrap_or(0);
        let first = |line: &str| line.split_whitespace().next().map_or(0, str::len);
        let full = pairs().filter(|(line, next)| line.len() + 1 + first(next) > width).count();
        match pairs().count() {
            count if full < count => Lines::Typed,
            count if count >= FULL && width >= WIDE => Lines::Wrapped,
            _ => Lines::Unsure,
        }
    }
}

/// Whether a line is words, and no code: what it says may end with it.
fn is_prose(line: &str) -> bool {
    let called = || line.as_bytes().windows(2).any(|pair| pair[0].is_ascii_alphanumeric() && pair[1] == b'(');
    line.split_whitespace().count() >= WORDS
        && !line.contains(['=', '{', '}', '<', '>', ';', '[', ']', '@', '|'])
        && !line.trim_end().ends_with([':', ',', '\\'])
        && !called()
}

impl Scanner<'_> {
    /// Steps over `1)` or `a)` between words (`first 1) open it 2) close it`): it ends the clause before. Where a sentence
    /// ended, `1.` and `1:` are marks, too.
    pub fn is_inline_bullet(&mut self) -> bool {
        let digits = self.bytes[self.pos..].iter().take(3).take_while(|b| b.is_ascii_digit()).count();
        let mark = if digits == 0 { 1 } else { digits };
        let close = self.pos + mark;
        let begins = self.pos == 0 || matches!(self.bytes[self.pos - 1], b' ' | b'\n' | b'\t');
        let is = digits < 3
            && begins
            && self.open == 0
            && (self.byte(close) == b')'
                || matches!(self.byte(close), b'.' | b':') && digits > 0 && self.sink.pending & gap::SENTENCE != 0)
            && (matches!(self.byte(close + 1), b' ' | b'\t') || self.byte(close + 1).is_ascii_uppercase());
        if is {
            self.sink.pending |= gap::STOP;
            self.pos = close + 1;
        }
        is
    }

    /// Ends of lines, and what the next line begins with.
    pub fn newline(&mut self) {
        let lines = *self.lines.get_or_insert_with(|| Lines::of(self.text));
        if lines != Lines::Wrapped {
            self.sink.pending |= gap::LINE;
        }
        if lines == Lines::Typed && self.ends_prose() {
            self.sink.pending |= gap::TYPED;
        }
        if self.heading || self.pos < self.sink.code_until {
            self.sink.pending |= gap::SENTENCE;
            self.heading = false;
        }
        self.pos += 1;
        self.line_start();
    }

    /// Whether the line that ends here and the next one are prose.
    fn ends_prose(&self) -> bool {
        let (line, rest) = (&self.text[..self.pos], &self.text[self.pos + 1..]);
        let line = line.rsplit('\n').next().unwrap_or_default();
        let next = rest.split('\n').next().unwrap_or_default();
        next.starts_with(char::is_alphabetic) && is_prose(line) && is_prose(next)
    }

    /// Blank lines, bullets, headings and quote marks at the start of a line.
    pub fn line_start(&mut self) {
        let mut at = self.pos;
        while matches!(self.byte(at), b' ' | b'\t' | b'\r' | b'>') && at < self.bytes.len() {
            at += 1;
        }
        let first = self.byte(at);
        if first == b'\n' && self.pos > 0 {
            self.sink.pending |= gap::SENTENCE;
        }
        if at < self.sink.code_until {
            return;
        }
        if first == b'#' {
            let level = self.repeated(at);
            if self.byte(at + level) == b' ' {
                self.heading = true;
                self.sink.pending |= gap::SENTENCE;
                self.pos = at + level;
            }
        } else if let Some(end) = self.bullet(at) {
            self.sink.pending |= gap::SENTENCE;
            self.pos = end;
        }
    }

    /// Where a bullet or list number that stands at `at` ends; something must follow it on the line.
    fn bullet(&self, at: usize) -> Option<usize> {
        let end = match self.byte(at) {
            b'-' if self.byte(at + 1).is_ascii_alphabetic() => return Some(at + 1), // -No space
            b'-' | b'*' | b'+' => at + 1,
            0x80.. => {
                let c = self.text[at..].chars().next()?;
                if !matches!(c, '•' | '◦' | '‣' | '▪' | '▸' | '●' | '○' | '–' | '—' | '·' | '➢' | '✓' | '✔' | '➤')
                {
                    return None;
                }
                return Some(at + c.len_utf8());
            }
            first => {
                let open = usize::from(first == b'(');
                let from = at + open;
                let digits = self.bytes[from.min(self.bytes.len())..].iter().take(4);
                let digits = digits.take_while(|b| b.is_ascii_digit()).count();
                let letters = usize::from(self.byte(from).is_ascii_alphabetic());
                let close = match (digits, letters) {
                    (1..=3, _) => from + digits,
                    (_, 1) => from + 1,
                    _ => return None,
                };
                match self.byte(close) {
                    b')' => close + 1,
                    b'.' | b':' if open == 0 && digits > 0 => close + 1,
                    _ => return None,
                }
            }
        };
        if self.byte(at) != b'-' && self.byte(end).is_ascii_uppercase() {
            return Some(end); // 1.No space
        }
        let mut next = end;
        while matches!(self.byte(next), b' ' | b'\t') {
            next += 1;
        }
        (next > end && next < self.bytes.len() && !matches!(self.byte(next), b'\n' | b'\r')).then_some(end)
    }

    /// Backticks: what stands up to their match is code. Runs of one or two match within the line.
    pub fn backticks(&mut self) {
        let marks = self.repeated(self.pos);
        let from = self.pos + marks;
        self.pos = from;
        // Inside code, or the marks that close it.
        let opened = self.sink.code_until;
        if from - marks < opened || from - marks == opened && opened > 0 {
            return;
        }
        let fence = marks >= 3;
        let mut at = from;
        while let Some(byte) = self.bytes.get(at) {
            match byte {
                b'`' => {
                    let run = self.repeated(at);
                    if run == marks || fence && run >= 3 {
                        self.sink.code_until = at;
                        break;
                    }
                    at += run;
                }
                b'\n' if !fence => return,
                _ => at += 1,
            }
        }
        if fence && self.sink.code_until > from {
            self.sink.pending |= gap::SENTENCE;
            // The language after an opening fence is no word of the answer.
            let tag = self.bytes[from..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            if self.byte(from + tag) == b'\n' {
                self.pos = from + tag;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_told_from_typed_ones() {
        let wrapped = "a lock lets one thread run at a time and the\nothers wait until it is released, which does\nnot help \
                       with heavy work";
        assert_eq!(Lines::of(wrapped), Lines::Wrapped);
        assert_eq!(Lines::of("one thread runs at a time\nothers wait\nno help with heavy work"), Lines::Typed);
        assert_eq!(Lines::of("one thread runs at a time\nothers wait"), Lines::Unsure);
        assert_eq!(Lines::of("one thread"), Lines::Unsure);
    }
}
