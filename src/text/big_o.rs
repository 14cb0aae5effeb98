//! Orders of growth: `O(n log n)` is a word of its own.

use super::compounds;
use super::normalize::push_norm;
use super::number;
use super::token::{Flags, term_of};
use super::tokenize::Scanner;

/// Characters behind the `O` among which its bracket closes.
const LONGEST: usize = 32;

impl Scanner<'_> {
    /// `O(n log n)`: tokens `o n log n` and a compound named `o(nlogn)`; false when this is none.
    pub fn big_o(&mut self, at: usize) -> bool {
        let Some(end) = self.big_o_end(at) else { return false };
        let (first, inner) = (self.sink.out.tokens.len(), self.sink.out.compounds.len());
        let mut name = String::from("o(");
        self.sink.word(at, at + 1, Flags::CODE);
        let mut i = at + 2;
        while i < end - 1 {
            let digits = self.byte(i).is_ascii_digit();
            let run = if digits { number::scan(self.bytes, i).mantissa_end } else { self.run_end(i) };
            if run > i {
                push_norm(&mut name, &self.text[i..run]);
                self.term_of_growth(i, run, digits);
                i = run;
            } else {
                if self.byte(i) == b'+' {
                    name.push('+');
                }
                i += self.text[i..].chars().next().map_or(1, char::len_utf8);
            }
        }
        name.push(')');
        let exact = term_of(&self.text[at..end]);
        self.sink.compound(first, term_of(&name), exact);
        compounds::sort(&mut self.sink.out.compounds[inner..]);
        self.pos = end;
        true
    }

    /// Where the order of growth ends that begins at `at`; `None` when this is none.
    fn big_o_end(&self, at: usize) -> Option<usize> {
        if !matches!(self.byte(at), b'O' | b'o') {
            return None;
        }
        let mut depth = 0;
        let mut end = at + 1;
        for c in self.text[at + 1..].chars().take(LONGEST) {
            end += c.len_utf8();
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                ' ' | '^' | '*' | '+' | '!' | '/' | '-' | '·' | '×' | '.' => {}
                c if c.is_alphanumeric() => {}
                _ => return None,
            }
            if depth == 0 {
                break;
            }
        }
        // `O()` is none.
        (depth == 0 && end > at + 3).then_some(end)
    }

    /// Sends a number or a name within the bracket to the sink. `a` is no article there.
    fn term_of_growth(&mut self, start: usize, end: usize, digits: bool) {
        let before = self.sink.out.tokens.len();
        if digits {
            let scanned = number::Scanned { end, dots: 0, shift: 0, mantissa_end: end };
            self.sink.number(start, start, scanned, Flags::CODE);
        } else {
            self.sink.word(start, end, Flags::CODE);
        }
        for token in &mut self.sink.out.tokens[before..] {
            token.flags.0 &= !(Flags::SMALL | Flags::ARTICLE | Flags::PRONOUN);
        }
    }
}
