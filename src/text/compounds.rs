//! From the parts of a written word to tokens and compounds.

use super::lexicon::{Memo, number_term};
use super::normalize::push_norm;
use super::segment::{Join, Kind};
use super::token::{Compound, Flags, TermId, Token, term_of};
use super::tokenize::Scanner;

const NON: TermId = term_of("non");

/// Longest chain (in parts) that gets a compound over the whole.
const LONGEST_CHAIN: usize = 16;

impl Scanner<'_> {
    /// Sends the parts to the sink, then the compounds over them. `name` is the span of the whole when marks around the
    /// parts belong to it (`__init__`).
    pub fn emit(&mut self, code: bool, name: Option<(usize, usize)>) {
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
            let is_name = !parts.iter().any(|part| part.join == Join::Slash);
            become_parts(&mut self.sink.out.tokens[first..], is_name);
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
        sort(&mut self.sink.out.compounds[compounds..]);
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
        if until < at + 2 {
            // `forty-six` is one token by now.
            return;
        }
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
        self.sink.out.compounds.push(Compound { at: at as u32, len: (until - at) as u32, term, exact });
    }
}

/// Takes flags from the parts of a longer word: a single letter is no article, pronoun or conjunction there (`I/O`), none opens a
/// clause (`while-loop`), and in a name (`no-cache`, `not_null`) only `non-` negates.
fn become_parts(tokens: &mut [Token], is_name: bool) {
    for token in tokens {
        let letter = token.end - token.start == 1;
        let off = if letter { Flags::SMALL | Flags::ARTICLE | Flags::PRONOUN } else { 0 };
        token.flags.0 &= !(off | Flags::OPENER | Flags::CONTRAST);
        if is_name && token.term != NON {
            token.flags.0 &= !Flags::NEGATOR;
        }
    }
}

/// Puts compounds into their order: by place, longest first.
pub(super) fn sort(compounds: &mut [Compound]) {
    if compounds.len() > 1 {
        compounds.sort_by_key(|compound| (compound.at, std::cmp::Reverse(compound.len)));
    }
}

/// Whether two digits would run into one number (`1/2` is not `12`).
fn digits_meet(joined: &str, next: u8) -> bool {
    joined.as_bytes().last().is_some_and(u8::is_ascii_digit) && next.is_ascii_digit()
}

/// The term of parts written together: that of the same word without joints, so that `front-end` meets `frontend`.
fn compound_term(joined: &str, memo: &mut Memo) -> TermId {
    if joined.bytes().all(|b| b.is_ascii_digit()) {
        return number_term(joined);
    }
    memo.get(joined).term
}
