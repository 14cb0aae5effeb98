//! The parts of a written word: numbers with units, camel case, contractions, names with marks (`C++`).

use super::contraction::{self, Suffix};
use super::names::is_one_word;
use super::normalize::{continues_word, is_apostrophe, is_invisible};
use super::number;
use super::segment::{Join, Kind, Lead, Part};
use super::tokenize::Scanner;

/// Whether a run of letters with `upper` capitals is more than a plain, capitalised or all-capital word.
pub(super) fn is_camel(letters: &[u8], upper: usize) -> bool {
    upper != letters.len() && !(upper == 1 && letters[0].is_ascii_uppercase())
}

impl Scanner<'_> {
    /// A number and what is written onto it: a multiplier, an ordinal ending, a unit. Returns its end.
    pub fn digits(&mut self, at: usize, join: Join, lead: Lead) -> usize {
        let mut scanned = number::scan(self.bytes, at);
        let begin = if lead.negative || lead.fraction { lead.from } else { at };
        if lead.fraction {
            scanned.dots += 1;
        }
        let run_end = self.run_end(scanned.end);
        let letters = &self.text[scanned.end..run_end];
        if letters.is_empty() {
            self.part(begin, scanned.end, join, Kind::Number(scanned));
            return scanned.end;
        }
        if scanned.dots == 0 && letters.bytes().any(|b| b.is_ascii_digit() || b >= 0x80) {
            // `3f2a9b`, `2²`: one opaque word.
            self.part(at, run_end, join, Kind::Word);
            return run_end;
        }
        if ["st", "nd", "rd", "th"].iter().any(|ending| letters.eq_ignore_ascii_case(ending)) {
            let kind = match number::ordinal(&self.text[at..scanned.end]) {
                Some(word) => Kind::Fixed(word),
                None => Kind::Number(number::Scanned { end: run_end, ..scanned }),
            };
            self.part(at, run_end, join, kind);
            return run_end;
        }
        self.part(begin, scanned.end, join, Kind::Number(scanned));
        self.part(scanned.end, run_end, Join::Tight, Kind::Word);
        run_end
    }

    /// Written words whose marks belong to the name: `C++`, `C#`, `e.g.`, addresses. Returns the end.
    pub fn whole_form(&mut self, at: usize, join: Join) -> Option<usize> {
        let (first, second, third) = (self.byte(at), self.byte(at + 1), self.byte(at + 2));
        if second == b'+' && third == b'+' && first.is_ascii_alphabetic() && !self.begins_word(at + 3) {
            self.part(at, at + 3, join, Kind::Word);
            return Some(at + 3);
        }
        if second == b'#' && matches!(first, b'C' | b'F' | b'J' | b'c' | b'f') && !self.begins_word(at + 2) {
            self.part(at, at + 2, join, Kind::Word);
            return Some(at + 2);
        }
        if second == b'/' && join == Join::First {
            for (form, norm) in [("w/o", "without"), ("w/", "with"), ("b/c", "because"), ("v/s", "versus")] {
                let end = at + form.len();
                let written = self.bytes.get(at..end).is_some_and(|b| b.eq_ignore_ascii_case(form.as_bytes()));
                if written && !self.begins_word(end) {
                    self.part(at, end, join, Kind::Fixed(norm));
                    return Some(end);
                }
            }
        }
        if second == b'.' && join == Join::First {
            for (form, norm) in [("e.g", "eg"), ("i.e", "ie"), ("a.k.a", "aka"), ("u.s", "us"), ("w.r.t", "wrt")] {
                let end = at + form.len();
                let written = self.bytes.get(at..end).is_some_and(|b| b.eq_ignore_ascii_case(form.as_bytes()));
                if written && !self.begins_word(end) {
                    self.part(at, end, join, Kind::Fixed(norm));
                    return Some(end);
                }
            }
        }
        None
    }

    /// One past the last byte of the letters, digits and marks from `at` on.
    pub fn run_end(&self, at: usize) -> usize {
        let mut end = at;
        loop {
            match self.byte(end) {
                byte if byte.is_ascii_alphanumeric() => end += 1,
                0..0x80 => return end,
                _ => match self.text[end..].chars().next() {
                    Some(c) if continues_word(c) && (end > at || !is_invisible(c)) => {
                        end += c.len_utf8();
                    }
                    _ => return end,
                },
            }
        }
    }

    /// A run that begins with a letter, as one part or several. Returns its end.
    pub fn letters_and_digits(&mut self, at: usize, join: Join) -> usize {
        let end = self.run_end(at);
        let run = &self.bytes[at..end];
        let letters = run.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        if letters == run.len() {
            self.camel(at, end, join);
            return end;
        }
        let digits = run[letters..].iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || letters + digits < run.len() && !matches!(&run[letters + digits..], b"k" | b"K") {
            self.part(at, end, join, Kind::Word);
            return end;
        }
        let scanned = number::scan(self.bytes, at + letters);
        if letters == 1 && run[0].eq_ignore_ascii_case(&b'v') {
            self.part(at, scanned.end, join, Kind::Version(scanned));
            return scanned.end;
        }
        if letters >= 4 || scanned.dots > 0 {
            self.camel(at, at + letters, join);
            self.part(at + letters, scanned.end, Join::Tight, Kind::Number(scanned));
            return scanned.end;
        }
        self.part(at, end, join, Kind::Word);
        end
    }

    /// ASCII letters, cut where the case says so.
    fn camel(&mut self, at: usize, end: usize, join: Join) {
        let run = &self.bytes[at..end];
        let upper = run.iter().filter(|b| b.is_ascii_uppercase()).count();
        if upper == 0 || !is_camel(run, upper) {
            return self.part(at, end, join, Kind::Word);
        }
        if upper + 1 == run.len() && upper >= 2 && run[upper] == b's' {
            return self.part(at, end, join, Kind::Acronyms);
        }
        if is_one_word(run) {
            return self.part(at, end, join, Kind::Word);
        }
        let cuts = |i: &usize| {
            let lower_before = run[i - 1].is_ascii_lowercase();
            let lower_after = run.get(i + 1).is_some_and(u8::is_ascii_lowercase);
            // `APIViews` is cut before `Views`; the s of `getURLs` is no word.
            let plural = i + 2 == run.len() && run[i + 1] == b's';
            run[*i].is_ascii_uppercase() && (lower_before || lower_after && !plural)
        };
        let mut from = 0;
        let short = (1..run.len()).filter(cuts).chain([run.len()]).any(|to| {
            let len = to - from;
            from = to;
            len < 2
        });
        if short {
            return self.part(at, end, join, Kind::Word); // `iOS`, `GHz`, `pH`
        }
        let (mut from, mut join) = (0, join);
        for to in (1..run.len()).filter(cuts).chain([run.len()]) {
            let piece = &run[from..to];
            let caps = piece.iter().filter(|b| b.is_ascii_uppercase()).count();
            let kind = if caps >= 2 && caps + 1 == piece.len() { Kind::Acronyms } else { Kind::Word };
            self.part(at + from, at + to, join, kind);
            (from, join) = (to, Join::Tight);
        }
    }

    /// `'s`, `n't`, `'re` ... after the part that ends at `at`. Returns where the written word goes on.
    pub fn after_apostrophe(&mut self, at: usize) -> usize {
        let width = match self.byte(at) {
            b'\'' => 1,
            b'`' if at >= self.sink.code_until => 1, // isn`t
            b'"' if matches!(self.byte(at + 1), b's' | b't' | b'm') => 1, // don"t
            0x80.. => match self.text[at..].chars().next() {
                Some(c) if is_apostrophe(c) => c.len_utf8(),
                _ => return at,
            },
            _ => return at,
        };
        // Where rich text is covered (`markup`), what cannot be seen stands behind the apostrophe.
        let unseen =
            self.text[at + width..].chars().take_while(|c| is_invisible(*c)).map(char::len_utf8).sum::<usize>();
        let from = at + width + unseen;
        let end = self.run_end(from);
        let Some(last) = self.sink.scratch.parts.last().copied() else {
            return at;
        };
        let Some(found) = contraction::suffix(&self.text[last.start..last.end], &self.text[from..end]) else {
            return at;
        };
        match found {
            Suffix::Possessive => {}
            Suffix::Word(word) => self.part(at, end, Join::Contraction, Kind::Fixed(word)),
            Suffix::LooseNt => self.part(at, end, Join::Contraction, Kind::Fixed("not")),
            Suffix::Nt => {
                let (kind, cut) = match contraction::before_nt(&self.text[last.start..last.end]) {
                    Some((word, covers)) => (Kind::Fixed(word), last.start + covers),
                    None => (Kind::Word, last.end - 1),
                };
                if let Some(last) = self.sink.scratch.parts.last_mut() {
                    (last.kind, last.end) = (kind, cut);
                }
                self.part(cut, end, Join::Contraction, Kind::Fixed("not"));
            }
        }
        end
    }

    fn part(&mut self, start: usize, end: usize, join: Join, kind: Kind) {
        self.sink.scratch.parts.push(Part { start, end, join, kind, token: 0 });
    }
}
