//! Orders of growth: `O(n log n)` is a word of its own.

use super::compounds;
use super::normalize::push_norm;
use super::number;
use super::token::{Flags, term_of};
use super::tokenize::Scanner;

impl Scanner<'_> {
    /// `O(n log n)`: tokens `o n log n` and a compound named `o(nlogn)`; false when this is none.
    pub fn big_o(&mut self, at: usize) -> bool {
        if !matches!(self.byte(at), b'O' | b'o') {
            return false;
        }
        let mut depth = 0;
        let mut end = at + 1;
        for c in self.text[at + 1..].chars().take(32) {
            end += c.len_utf8();
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                ' ' | '^' | '*' | '+' | '!' | '/' | '-' | '·' | '×' | '.' => {}
                c if c.is_alphanumeric() => {}
                _ => return false,
            }
            if depth == 0 {
                break;
            }
        }
        if depth != 0 || end <= at + 3 {
            return false;
        }
        let (first, inner) = (self.sink.out.tokens.len(), self.sink.out.compounds.len());
        let flags = Flags::CODE;
        let letters = !(Flags::SMALL | Flags::ARTICLE | Flags::PRONOUN);
        let mut name = String::from("o(");
        self.sink.word(at, at + 1, flags);
        let mut i = at + 2;
        while i < end - 1 {
            let run =
                if self.byte(i).is_ascii_digit() { number::scan(self.bytes, i).mantissa_end } else { self.run_end(i) };
            if run > i {
                push_norm(&mut name, &self.text[i..run]);
                let before = self.sink.out.tokens.len();
                if self.byte(i).is_ascii_digit() {
                    let scanned = number::Scanned { end: run, dots: 0, shift: 0, mantissa_end: run };
                    self.sink.number(i, i, scanned, flags);
                } else {
                    self.sink.word(i, run, flags);
                }
                for token in &mut self.sink.out.tokens[before..] {
                    token.flags.0 &= letters;
                }
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
}
