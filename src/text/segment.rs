//! Written words with inner structure: contractions, numbers with units, `snake_case`, `camelCase`, `hyphen-ated`,
//! `slash/ed`, `dotted.names`, `C++`, `O(n log n)`, addresses. They become parts (tokens) and the whole (compound).

use super::contraction::{self, Suffix};
use super::lexicon::{Split, number_term};
use super::normalize::{continues_word, is_apostrophe, is_hyphen, push_norm};
use super::number;
use super::token::{Flags, TermId, term_of};
use super::tokenize::Scanner;

/// What stands right before a written word and belongs to it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lead {
    /// Where the written word begins, marks included (when any of the others is set).
    pub from: usize,
    /// Leading underscores.
    pub underscores: usize,
    /// Leading asterisks (`*args`), which may also be emphasis.
    pub stars: usize,
    /// A minus sign.
    pub negative: bool,
    /// A decimal point without a zero (`.5`).
    pub fraction: bool,
    /// Code, by what stands before (`@app`, `.filter`).
    pub code: bool,
}

/// How a part hangs on the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    First,
    /// Nothing between: `camelCase`, `Python3`, `200ms`.
    Tight,
    Underscore,
    Hyphen,
    Dot,
    Slash,
    /// A mark that stays in the compound's name.
    Mark(u8),
    /// The second word of a contraction.
    Contraction,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Word,
    /// All-capital acronym with a plural s.
    Acronyms,
    Fixed(&'static str),
    Number(number::Scanned),
    Version(number::Scanned),
}

/// One part of a written word, in bytes of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    start: usize,
    end: usize,
    join: Join,
    kind: Kind,
    /// First token, once emitted.
    token: usize,
}

const NON: TermId = term_of("non");

/// Longest chain (in parts) that gets a compound over the whole.
const LONGEST_CHAIN: usize = 16;

/// Names in camel case that are one word to everybody.
const ONE_WORD: &[&str] = &[
    "javascript",
    "typescript",
    "github",
    "gitlab",
    "postgresql",
    "mysql",
    "sqlite",
    "fastapi",
    "sqlalchemy",
    "mongodb",
    "graphql",
    "numpy",
    "pypi",
    "pytorch",
    "devops",
    "youtube",
    "linkedin",
    "wordpress",
    "oauth",
    "openapi",
    "macos",
    "ipython",
    "jupyterlab",
    "pycharm",
    "rabbitmq",
    "dynamodb",
    "websocket",
    "websockets",
    "webassembly",
    "coffeescript",
    "pyscript",
    "nosql",
    "newsql",
    "cockroachdb",
    "mariadb",
    "influxdb",
    "clickhouse",
    "bigquery",
    "jquery",
    "vscode",
    "pypy",
    "cpython",
    "scikit",
    "scipy",
    "tensorflow",
    "opencv",
    "opengl",
    "latex",
    "paypal",
    "devtools",
    "leetcode",
    "stackoverflow",
    "hashmap",
    "virtualenv",
    "subclass",
    "datetime",
    "vuejs",
    "nodejs",
    "nextjs",
    "expressjs",
    "reactjs",
    "angularjs",
    "couchdb",
    "memcached",
    "haproxy",
    "aiohttp",
    "pydantic",
];

/// Modules people name before a dot and a class (`models.Model`): the dot ends no sentence.
const MODULES: &[&str] = &[
    "models",
    "views",
    "forms",
    "fields",
    "serializers",
    "viewsets",
    "generics",
    "permissions",
    "admin",
    "apps",
    "threading",
    "asyncio",
    "multiprocessing",
    "queue",
    "collections",
    "typing",
    "datetime",
    "django",
    "flask",
    "fastapi",
    "rest",
    "self",
    "cls",
    "request",
    "response",
    "os",
    "sys",
    "io",
    "re",
    "json",
    "time",
    "socket",
    "logging",
    "functools",
    "itertools",
    "pydantic",
    "sqlalchemy",
    "celery",
    "signals",
    "transaction",
    "db",
    "http",
    "node",
    "next",
    "vue",
    "express",
    "react",
    "three",
    "asp",
    "system",
    "java",
    "concurrent",
    "futures",
    "pathlib",
    "dataclasses",
    "enum",
    "abc",
    "contextlib",
    "unittest",
    "mock",
    "decimal",
    "uuid",
    "pickle",
    "copy",
    "np",
    "pd",
];

/// Words (beside the small ones) with which people open a sentence after a full stop without a space.
const SENTENCE_OPENERS: &[&str] =
    &["if", "when", "while", "for", "each", "every", "one", "some", "all", "no", "not", "using", "both", "after"];

/// Whether a run of letters with `upper` capitals is more than a plain, capitalised or all-capital word.
pub(super) fn is_camel(letters: &[u8], upper: usize) -> bool {
    upper != letters.len() && !(upper == 1 && letters[0].is_ascii_uppercase())
}

impl Scanner<'_> {
    /// Takes the written word whose first letter or digit stands at `start`.
    pub fn segment(&mut self, start: usize, lead: Lead) {
        self.sink.scratch.parts.clear();
        let mut code = lead.code || lead.underscores > 0;
        let (mut at, mut join) = (start, Join::First);
        loop {
            let from = at;
            at = if self.byte(at).is_ascii_digit() {
                self.digits(at, join, if join == Join::First { lead } else { Lead::default() })
            } else {
                match self.whole_form(at, join) {
                    Some(end) => end,
                    None => self.letters_and_digits(at, join),
                }
            };
            if join == Join::First && self.byte(at) == b'(' && at == from + 1 && self.big_o(from) {
                return;
            }
            at = self.after_apostrophe(at);
            match self.joint(from, at) {
                Some((next_join, next)) => {
                    code |=
                        next_join == Join::Underscore || next_join == Join::Dot && !self.byte(next).is_ascii_digit();
                    (join, at) = (next_join, next);
                }
                None => break,
            }
        }
        let tail = self.bytes[at..].iter().take_while(|b| **b == b'_').count();
        let name_end = at + tail;
        code |= self.is_called(name_end);
        self.pos = name_end;
        if self.byte(name_end) == b'(' {
            match self.optional_plural_end(name_end) {
                Some(end) => self.pos = end,
                None if code && name_end >= self.sink.code_until => {
                    self.pos += 1; // The arguments of a call are no aside.
                    self.open += 1;
                    self.calls += 1;
                }
                None => {}
            }
        }
        if lead.underscores == 1 && tail == 1 && self.sink.scratch.parts.len() == 1 {
            code = lead.code; // Markdown emphasis.
        }
        let starred = lead.stars > 0 && self.byte(name_end) != b'*';
        let named = lead.underscores > 1 || lead.underscores == 1 && tail != 1 || starred;
        self.emit(code, named.then_some((lead.from, name_end)));
    }

    /// A number and what is written onto it: a multiplier, an ordinal ending, a unit. Returns its end.
    fn digits(&mut self, at: usize, join: Join, lead: Lead) -> usize {
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
    fn whole_form(&mut self, at: usize, join: Join) -> Option<usize> {
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
    fn run_end(&self, at: usize) -> usize {
        let mut end = at;
        loop {
            match self.byte(end) {
                byte if byte.is_ascii_alphanumeric() => end += 1,
                0..0x80 => return end,
                _ => match self.text[end..].chars().next() {
                    Some(c) if continues_word(c) && (end > at || !super::normalize::is_invisible(c)) => {
                        end += c.len_utf8();
                    }
                    _ => return end,
                },
            }
        }
    }

    /// A run that begins with a letter, as one part or several. Returns its end.
    fn letters_and_digits(&mut self, at: usize, join: Join) -> usize {
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
        if ONE_WORD.iter().any(|name| name.len() == run.len() && name.as_bytes().eq_ignore_ascii_case(run)) {
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
    fn after_apostrophe(&mut self, at: usize) -> usize {
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
        let from = at + width;
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

    /// Whether the written word goes on after the part `from..at`: how, and where.
    fn joint(&mut self, from: usize, at: usize) -> Option<(Join, usize)> {
        let join = match self.byte(at) {
            b'-' => Join::Hyphen,
            b'_' => {
                let marks = self.bytes[at..].iter().take_while(|b| **b == b'_').count();
                return self.begins_word(at + marks).then_some((Join::Underscore, at + marks));
            }
            b'.' if self.begins_word(at + 1) && !self.sentence_ends(from, at) => Join::Dot,
            b'/' => Join::Slash,
            b'+' => Join::Mark(b'+'),
            b'@' => Join::Mark(b'@'),
            b'&' if at - from <= 2 => Join::Mark(b'&'),
            b':' if self.byte(at + 1).is_ascii_digit() => Join::Mark(b':'),
            b':' if self.byte(at + 1) == b':' && self.begins_word(at + 2) => {
                return Some((Join::Dot, at + 2));
            }
            b':' if self.bytes[at..].starts_with(b"://") && self.begins_word(at + 3) => {
                return Some((Join::Slash, at + 3));
            }
            0x80.. => {
                let c = self.text[at..].chars().next()?;
                let next = at + c.len_utf8();
                let joins = is_hyphen(c) || c == '–' && self.byte(next).is_ascii_alphabetic();
                return (joins && self.begins_word(next)).then_some((Join::Hyphen, next));
            }
            _ => return None,
        };
        self.begins_word(at + 1).then_some((join, at + 1))
    }

    /// Whether the dot at `at` ends a sentence although no space follows (`...the request.Then it ...`).
    fn sentence_ends(&mut self, from: usize, at: usize) -> bool {
        if at < self.sink.code_until {
            return false;
        }
        let right = &self.text[at + 1..self.run_end(at + 1)];
        let after = self.byte(at + 1 + right.len());
        let left = &self.text[from..at];
        if right.bytes().all(|b| b.is_ascii_digit())
            || after == b'('
            || after == b'_'
            || after == b'.' && left.len() < 2
        {
            return false;
        }
        let goes_on = matches!(after, b' ' | b',' | b'\'') || after >= 0x80;
        if goes_on && right.is_ascii() && right.len() < 16 {
            let mut lower = [0; 16];
            let lower = &mut lower[..right.len()];
            lower.copy_from_slice(right.as_bytes());
            lower.make_ascii_lowercase();
            let word = std::str::from_utf8(lower).unwrap_or("");
            let small = self.sink.scratch.memo.get(word).flags & Flags::SMALL != 0;
            if (small || SENTENCE_OPENERS.contains(&word)) && right.len() > 1 || right == "A" || right == "I" {
                return true;
            }
        }
        let bytes = right.as_bytes();
        let capitalised =
            bytes.len() > 2 && bytes[0].is_ascii_uppercase() && bytes[1..].iter().all(u8::is_ascii_lowercase);
        if left.bytes().all(|b| b.is_ascii_digit()) {
            return capitalised;
        }
        capitalised
            && left.len() > 1
            && !MODULES.iter().any(|module| module.eq_ignore_ascii_case(left))
            && left.bytes().skip(1).all(|b| b.is_ascii_lowercase())
            && self.sink.scratch.parts.iter().all(|part| part.join != Join::Dot)
    }

    /// Whether the name that ends at `at` is called: `f()`, `len(x)`, `filter(x=1)`, but not `threads (or processes)`,
    /// `ORM(Object ...)`, `thread(s)`.
    fn is_called(&self, at: usize) -> bool {
        if self.byte(at) == b'=' {
            return self.begins_word(at + 1) && self.byte(at.wrapping_sub(1)) != b'='; // DEBUG=True
        }
        if self.byte(at) != b'(' || self.optional_plural_end(at).is_some() {
            return false;
        }
        let inside = self.bytes[at + 1..].iter().take(60).take_while(|b| !matches!(b, b')' | b'\n'));
        let (mut len, mut spaces, mut assigns) = (0, 0, false);
        for byte in inside {
            len += 1;
            spaces += usize::from(*byte == b' ');
            assigns |= matches!(byte, b'=' | b'_' | b'"' | b'\'');
        }
        self.byte(at + 1 + len) == b')' && (assigns || spaces == 0 && !self.byte(at + 1).is_ascii_uppercase())
    }

    /// The end of `(s)` or `(es)` at `at`.
    fn optional_plural_end(&self, at: usize) -> Option<usize> {
        let rest = &self.bytes[at..];
        let len = if rest.starts_with(b"(s)") {
            3
        } else if rest.starts_with(b"(es)") {
            4
        } else {
            return None;
        };
        (!self.sink.scratch.parts.is_empty() && !self.begins_word(at + len)).then_some(at + len)
    }

    /// `O(n log n)`: tokens `o n log n` and a compound named `o(nlogn)`; false when this is none.
    fn big_o(&mut self, at: usize) -> bool {
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
        let first = self.sink.out.tokens.len();
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
        self.pos = end;
        true
    }

    fn part(&mut self, start: usize, end: usize, join: Join, kind: Kind) {
        self.sink.scratch.parts.push(Part { start, end, join, kind, token: 0 });
    }

    /// Sends the parts to the sink, then the compounds over them. `name` is the span of the whole when marks around the
    /// parts belong to it (`__init__`).
    fn emit(&mut self, code: bool, name: Option<(usize, usize)>) {
        let count = self.sink.scratch.parts.len();
        let flags = if code { Flags::CODE } else { 0 };
        let first = self.sink.out.tokens.len();
        let compounds = self.sink.out.compounds.len();
        for i in 0..count {
            let part = self.sink.scratch.parts[i];
            let token = self.sink.out.tokens.len();
            self.sink.scratch.parts[i].token = token;
            match part.kind {
                Kind::Word => self.sink.word(part.start, part.end, flags),
                Kind::Acronyms => self.sink.acronyms(part.start, part.end, flags),
                Kind::Fixed(norm) => self.sink.fixed(part.start, part.end, norm, flags),
                Kind::Number(scanned) => {
                    let digits = if self.byte(part.start).is_ascii_digit() { part.start } else { part.start + 1 };
                    let fraction = self.byte(part.start) == b'.';
                    let from = if fraction { part.start } else { digits };
                    self.sink.number(part.start, from, scanned, flags);
                }
                Kind::Version(scanned) => self.sink.version(part.start, scanned, flags),
            }
        }
        let parts = &self.sink.scratch.parts;
        if parts.iter().any(|part| part.join == Join::Contraction) {
            return;
        }
        if count > 1 {
            // A part of a longer word is no article, pronoun or conjunction when it is a single letter (`I/O`), and
            // opens no clause (`while-loop`). `no-cache` and `not_null` are names: only `non-` negates.
            let names = !parts.iter().any(|part| part.join == Join::Slash);
            for token in &mut self.sink.out.tokens[first..] {
                let letter = token.end - token.start == 1;
                let off = if letter { Flags::SMALL | Flags::ARTICLE | Flags::PRONOUN } else { 0 };
                token.flags.0 &= !(off | Flags::OPENER | Flags::CONTRAST);
                if names && token.term != NON {
                    token.flags.0 &= !Flags::NEGATOR;
                }
            }
        }
        if let Some((from, to)) = name {
            let mut joined = std::mem::take(&mut self.sink.scratch.joined);
            joined.clear();
            push_norm(&mut joined, &self.text[from..to]);
            self.sink.compound(first, term_of(&joined), term_of(&self.text[from..to]));
            self.sink.scratch.joined = joined;
        } else if count > 1 && count <= LONGEST_CHAIN {
            self.compound_over(0, count);
        }
        if count > 2 {
            self.inner_compounds(count);
        }
        let new = &mut self.sink.out.compounds[compounds..];
        if new.len() > 1 {
            new.sort_by_key(|compound| (compound.at, std::cmp::Reverse(compound.len)));
        }
    }

    /// Compounds within a longer chain: `ForeignKey` in `models.ForeignKey`, then `cd-pipeline` in `CI/CD-pipeline`.
    fn inner_compounds(&mut self, count: usize) {
        // Tight and underscore joints bind closest; groups of them are then joined by runs of one other joint.
        let close = |join| matches!(join, Join::Tight | Join::Underscore);
        let mut from = 0;
        for to in 1..=count {
            if to == count || !close(self.sink.scratch.parts[to].join) {
                if to - from > 1 && to - from < count {
                    self.compound_over(from, to);
                }
                from = to;
            }
        }
        let mut from = 0;
        let mut run: Option<Join> = None;
        let mut group = 0;
        for to in 1..=count {
            let join = if to == count { Join::First } else { self.sink.scratch.parts[to].join };
            if close(join) {
                continue;
            }
            if let Some(joint) = run
                && joint != join
            {
                if to - from < count && to - from > 1 {
                    self.compound_over(from, to);
                }
                from = group;
            }
            run = Some(join);
            group = to;
        }
    }

    /// A compound over the parts `from..to`.
    fn compound_over(&mut self, from: usize, to: usize) {
        let parts = &self.sink.scratch.parts[from..to];
        let (start, end) = (parts[0].start, parts[parts.len() - 1].end);
        let at = parts[0].token;
        let until = self.sink.scratch.parts.get(to).map_or(self.sink.out.tokens.len(), |part| part.token);
        let mut joined = std::mem::take(&mut self.sink.scratch.joined);
        joined.clear();
        for (i, part) in parts.iter().enumerate() {
            match part.join {
                Join::Mark(mark) if i > 0 => joined.push(char::from(mark)),
                Join::Hyphen | Join::Dot | Join::Slash if i > 0 && digits_meet(&joined, self.byte(part.start)) => {
                    joined.push('-');
                }
                _ => {}
            }
            push_norm(&mut joined, &self.text[part.start..part.end]);
        }
        let term = compound_term(&joined, &mut self.sink.scratch.memo);
        self.sink.scratch.joined = joined;
        let exact = term_of(&self.text[start..end]);
        self.sink.out.compounds.push(super::token::Compound { at: at as u32, len: (until - at) as u32, term, exact });
    }
}

/// Whether two digits would run into one number (`1/2` is not `12`).
fn digits_meet(joined: &str, next: u8) -> bool {
    joined.as_bytes().last().is_some_and(u8::is_ascii_digit) && next.is_ascii_digit()
}

/// The term of parts written together: that of the same word without joints, so that `front-end` meets `frontend`.
fn compound_term(joined: &str, memo: &mut super::lexicon::Memo) -> TermId {
    if joined.bytes().all(|b| b.is_ascii_digit()) {
        return number_term(joined);
    }
    let known = memo.get(joined);
    match known.split {
        Split::Whole | Split::Non | Split::Contraction(_) => known.term,
    }
}
