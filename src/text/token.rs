//! What analysis yields: tokens, compounds, sentences and clauses.

use super::roles::Roles;
use crate::span::Span;
use std::ops::Range;

/// A term: the 64-bit hash of a normalised stem. Hashing instead of interning keeps analysis a pure function of the
/// text: no vocabulary has to be loaded, shared or extended. At 100,000 distinct stems the chance of any collision is
/// below 1e-9.
pub type TermId = u64;

/// The term of an already normalised and stemmed string. Numbers hash as `#` and their canonical value (`#3.12`).
/// FNV-1a with a final avalanche (finaliser after Appleby's MurmurHash3).
pub const fn term_of(stem: &str) -> TermId {
    let mut hash = fnv(stem.as_bytes());
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// FNV-1a of 64 bits (Fowler, Noll, Vo), written out here because the value must be the same on every machine and in every
/// version.
pub const fn fnv(bytes: &[u8]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut at = 0;
    while at < bytes.len() {
        hash ^= bytes[at] as u64;
        hash = hash.wrapping_mul(0x0000_0100_0000_01b3);
        at += 1;
    }
    hash
}

/// What is known about a token beside its term. A small bit set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(pub u16);

impl Flags {
    /// A small word (article, preposition, pronoun, conjunction, auxiliary): ignored in a plain phrase.
    pub const SMALL: u16 = 1;
    /// `a`, `an`, `the`: may come or go even inside a fixed phrase.
    pub const ARTICLE: u16 = 1 << 1;
    /// `not no never without cannot none neither nor nothing nobody nowhere` and the `n't` of a contraction. `non`
    /// has it too (`non-blocking`), but denies the next word alone. Never set in backticks or inside a name (`no-cache`).
    pub const NEGATOR: u16 = 1 << 2;
    /// A number (digits or a number word); its term is `#value`.
    pub const NUMBER: u16 = 1 << 3;
    /// A dotted version such as `3.12` or `v2`.
    pub const VERSION: u16 = 1 << 4;
    /// A number followed by a percent sign or the word percent. The sign is a token of its own, with the norm `percent`.
    pub const PERCENT: u16 = 1 << 5;
    /// Stands inside backticks or a code fence, or looks like code (`__init__`, `f()`, `a.b`, `snake_case`).
    pub const CODE: u16 = 1 << 6;
    /// Never a candidate for fuzzy matching (numbers, code, fewer than four letters, mixed letters and digits).
    pub const EXACT_ONLY: u16 = 1 << 7;
    /// First letter upper-case in the original.
    pub const CAPITAL: u16 = 1 << 8;
    /// A pronoun that can stand for a subject (`it they this that these those former latter`).
    pub const PRONOUN: u16 = 1 << 9;
    /// An auxiliary or a common finite verb form that shows a statement is being made (`is has does can ...`).
    pub const AUXILIARY: u16 = 1 << 10;
    /// Opens a clause of its own wherever it stands (`but whereas while although though however because unlike`).
    pub const OPENER: u16 = 1 << 11;
    /// Sets its clause against the one before (`but whereas while however although though unlike`).
    pub const CONTRAST: u16 = 1 << 12;
    /// Is also written together with certain next words (`front end`).
    pub const GLUE: u16 = 1 << 13;

    /// Stands in a long stretch without punctuation: where one statement ends and the next begins is not sure.
    pub const UNMARKED: u16 = 1 << 14;

    /// Function words: they carry grammar, and no content of their own.
    pub const FUNCTION: u16 = Flags::SMALL | Flags::ARTICLE | Flags::NEGATOR;

    /// Whether any of `bits` is set.
    pub fn has(self, bits: u16) -> bool {
        self.0 & bits != 0
    }

    /// Whether the word has content: it is neither small nor a negator.
    pub fn is_content(self) -> bool {
        !self.has(Flags::FUNCTION)
    }
}

/// One word of the text. A written word may yield several tokens: `isn't` is `is` + `not`, `select_related` is
/// `select` + `related` with a [`Compound`] over both. Spans are in order and never overlap; the `'s` of a possessive
/// belongs to no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte in the original text.
    pub start: u32,
    /// One past the last byte in the original text.
    pub end: u32,
    /// Term of the stem.
    pub term: TermId,
    /// Hash of the original spelling, case and all, for exact tokens.
    pub exact: TermId,
    /// Byte range of the normalised (lower-case, unstemmed) form in [`Analysis::norms`].
    pub norm: (u32, u32),
    /// Index of the sentence.
    pub sentence: u32,
    /// Index of the clause (into [`Analysis::clauses`]).
    pub clause: u32,
    /// What else is known.
    pub flags: Flags,
    /// What the word does in sentences: the roles of its term.
    pub roles: Roles,
}

impl Token {
    /// The token's byte span in the original.
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// What stands in the analysed text between this token and a later one.
    pub fn gap_to<'t>(&self, later: &Token, text: &'t str) -> &'t str {
        text.get(self.end as usize..later.start as usize).unwrap_or_default()
    }
}

/// A written word that covers several tokens (`select_related`, `async/await`, `O(n log n)`), as one term; also two
/// words that are as well written together (`front end`). One token alone has a compound when marks around it belong
/// to its name (`__init__`, `*args`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compound {
    /// Index of the first token covered.
    pub at: u32,
    /// How many tokens it covers (1 or more).
    pub len: u32,
    /// Term of the parts written together, stemmed like any word: `front-end`, `frontEnd` and `frontend` meet. The
    /// marks `+ & @ :`, underscores and asterisks around a name, and `O(...)` stay in it (`n+1`, `__init__`, `o(nlogn)`).
    pub term: TermId,
    /// Hash of the whole in its original spelling.
    pub exact: TermId,
}

/// A clause: the reach of a negator and of a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its sentence.
    pub sentence: u32,
    /// True when the clause opens with a contrast word (`but`, `whereas`, `while`, `however`, `although`, `unlike`).
    pub contrast: bool,
}

/// The analysis of one text.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// Words in order of appearance.
    pub tokens: Vec<Token>,
    /// Written words that cover several tokens, by `at`, longest first.
    pub compounds: Vec<Compound>,
    /// Where the normalised forms of tokens stand.
    pub norms: String,
    /// Token range of each sentence.
    pub sentences: Vec<Range<u32>>,
    /// Clauses in order; each lies within one sentence.
    pub clauses: Vec<Clause>,
}

impl Analysis {
    /// The normalised (lower-case, unstemmed) form of a token.
    pub fn norm(&self, token: &Token) -> &str {
        &self.norms[token.norm.0 as usize..token.norm.1 as usize]
    }

    /// The normalised form of the token at a place; empty where there is none.
    pub fn norm_at(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| self.norm(token))
    }

    /// What stands in the analysed text between a token and the one before it, or the beginning; nothing where there is no such
    /// token.
    pub fn gap<'t>(&self, text: &'t str, at: usize) -> &'t str {
        let from = at.checked_sub(1).map_or(Some(0), |left| self.tokens.get(left).map(|left| left.end));
        match (from, self.tokens.get(at)) {
            (Some(from), Some(right)) => text.get(from as usize..right.start as usize).unwrap_or_default(),
            _ => "",
        }
    }
}
