//! Statements that nothing parts: where sentences begin in text that has no full stops, or commas or
//! semicolons in their place.
//!
//! Speech put down by a program, chat and hurried typing come so. Without borders words of different statements would meet in
//! one sentence, and a denial would reach over all of them. A border is seen where a clause that has its verb is followed by
//! a subject with a verb of its own: a pronoun (`... in memory it is ...`) or a few words (`... in Python the lock is ...`).

use super::roles::Roles;
use super::sink::gap;
use super::token::{Analysis, Flags, Token};
use std::ops::Range;

/// Tokens of the shortest stretch without a full stop that is looked into.
const LONG: usize = 22;
/// Tokens to a mark, at least, in a stretch that counts as written without punctuation.
const SPARSE: usize = 40;
/// Borders, at least, that commas mark in a stretch before they are taken for full stops: one or two are good style ...
const SPLICES: usize = 3;
/// ... unless the stretch has so many tokens.
const ENDLESS: usize = 42;
/// Of so many tokens one at least is a small word in prose: a pile of terms has no statements.
const PROSE: usize = 4;
/// Tokens of a stretch without punctuation that is taken to have been written so though no border is seen in it.
const UNMARKED: usize = 26;
/// Fewest tokens of a statement.
const PART: usize = 3;
/// Marks within a sentence.
const MARKS: u8 = gap::COMMA | gap::STOP | gap::OPEN | gap::CLOSE;
/// Most words of a subject, beside its article.
const SUBJECT: usize = 2;

/// Marks the borders of such statements in the gaps between tokens, and the tokens of stretches without punctuation.
pub(super) fn mark(out: &mut Analysis, gaps: &mut [u8]) {
    let ends = gap::SENTENCE | gap::LINE;
    let mut from = 0;
    for at in 1..=out.tokens.len() {
        if at == out.tokens.len() || gaps[at] & ends != 0 {
            if at - from >= LONG {
                Stretch { tokens: &mut out.tokens, norms: &out.norms, gaps, range: from..at }.mark();
            }
            from = at;
        }
    }
}

/// Tokens between two borders that are marked.
struct Stretch<'a> {
    tokens: &'a mut [Token],
    norms: &'a str,
    gaps: &'a mut [u8],
    range: Range<usize>,
}

/// The statement that a token stands in, as far as it has been read.
struct Statement {
    start: usize,
    /// Finite verbs.
    verbs: usize,
    /// Words that open a clause with a verb of its own (`that`, `when`).
    openers: usize,
    /// It began with a condition or the like, which the statement itself follows.
    waits: bool,
}

impl Stretch<'_> {
    fn mark(&mut self) {
        // What only adorns makes no stretch longer: praise must not change what is read.
        let own = |at: &usize| !self.tokens[*at].roles.has(Roles::ADORNS);
        let length = self.range.clone().filter(own).count();
        if length < LONG {
            return;
        }
        let marked = self.range.clone().skip(1).filter(|at| self.gaps[*at] & MARKS != 0).count();
        let sparse = marked * SPARSE <= length;
        let least = if sparse || length >= ENDLESS { 1 } else { SPLICES };
        if !sparse && marked < least {
            return;
        }
        let mut borders = Vec::new();
        let mut statement = self.begin(self.range.start);
        for at in self.range.clone() {
            let border = at > statement.start && (sparse || self.gaps[at] & (gap::COMMA | gap::PAUSE) != 0);
            match border.then(|| self.border(&statement, at, sparse)).flatten() {
                Some(gap::SENTENCE) => {
                    let from = if sparse { self.fronted(&statement, at) } else { at };
                    borders.push((from, gap::SENTENCE));
                    statement = self.begin(from);
                }
                Some(other) => {
                    borders.push((at, other));
                    statement = Statement { verbs: 0, openers: 0, waits: false, ..statement };
                }
                None if self.gaps[at] & gap::STOP != 0 => statement = self.begin(at),
                None => {}
            }
            statement.verbs += usize::from(self.is_finite(at));
            statement.openers += usize::from(at > statement.start && self.opens_clause(at));
        }
        if sparse && (!borders.is_empty() || length >= UNMARKED) {
            self.tokens[self.range.clone()].iter_mut().for_each(|token| token.flags.0 |= Flags::UNMARKED);
        }
        let small = || self.range.clone().filter(|at| self.tokens[*at].flags.has(Flags::FUNCTION)).count();
        if borders.len() >= least && small() * PROSE >= length {
            borders.into_iter().for_each(|(at, mark)| self.gaps[at] |= mark);
        }
    }

    fn begin(&self, at: usize) -> Statement {
        Statement { start: at, verbs: 0, openers: 0, waits: self.is_subordinate(at) }
    }

    /// The border before a token, if one is missing there: of a sentence, or of a clause.
    fn border(&self, statement: &Statement, at: usize, sparse: bool) -> Option<u8> {
        if at - statement.start < PART || self.range.end - at < PART {
            return None;
        }
        let complete = statement.verbs > statement.openers;
        let joined = sparse && matches!(self.norm(at), "so" | "then" | "because" | "and");
        if joined {
            let from = at + 1 + usize::from(matches!(self.norm(at + 1), "then" | "also" | "so"));
            return (complete && (self.is_pronoun_subject(from) || self.is_noun_subject(from))).then_some(gap::STOP);
        }
        let paused = self.gaps[at] & gap::PAUSE != 0;
        if paused && complete && self.says_something(at) {
            return Some(gap::SENTENCE);
        }
        let closed = !sparse || self.closes(at - 1);
        if !complete || !closed || !self.is_pronoun_subject(at) && !self.is_noun_subject(at) {
            return None;
        }
        match statement.waits {
            false => Some(gap::SENTENCE),
            // A comma says as much.
            true if sparse => Some(gap::STOP),
            true => None,
        }
    }

    /// Whether a verb follows before the next mark.
    fn says_something(&self, at: usize) -> bool {
        let end = (at + 1..self.range.end).find(|next| self.gaps[*next] & MARKS != 0).unwrap_or(self.range.end);
        (at + 1..end).any(|word| self.is_finite(word) || self.acts(word))
    }

    /// Where the statement with this subject begins: `with POST | you send a form`. Before other subjects a place or a means is as
    /// often the end of what was said before (`it is kept in memory | it is fast`).
    fn fronted(&self, statement: &Statement, at: usize) -> usize {
        let word = |place: usize| self.is_noun(place) || self.is_determiner(place);
        let first = (statement.start..at).rev().take(SUBJECT + 1).take_while(|place| word(*place)).last();
        let from = first.and_then(|first| first.checked_sub(1)).filter(|from| {
            matches!(self.norm(*from), "with" | "in" | "on" | "for" | "under" | "by" | "from" | "at")
                && *from >= statement.start + PART
                && self.closes(*from - 1)
        });
        from.filter(|_| matches!(self.norm(at), "you" | "i" | "we")).unwrap_or(at)
    }

    /// Whether a statement may end with a token.
    fn closes(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        if token.flags.has(Flags::SMALL | Flags::NEGATOR | Flags::ARTICLE | Flags::AUXILIARY) {
            return matches!(self.norm(at), "it" | "them" | "me" | "us" | "too" | "etc" | "there" | "though");
        }
        let goes_on = CLAUSE_TAKERS.contains(&self.norm(at)) || PREPOSITIONS.contains(&self.norm(at));
        if goes_on || self.opens_clause(at) || self.is_determiner(at) {
            return false;
        }
        // A verb goes on with its object; behind an article, a preposition or an adjective it is a noun, and a participle may
        // end (`they are waiting`, `it is stored`).
        let participle = self.norm(at).ends_with("ing") || self.norm(at).ends_with("ed");
        let noun = || {
            let Some(before) = at.checked_sub(1) else { return false };
            let flags = self.tokens[before].flags;
            flags.has(Flags::ARTICLE)
                || flags.is_content() && !self.is_verb(&self.tokens[before])
                || PREPOSITIONS.contains(&self.norm(before))
        };
        !token.roles.has(Roles::COMMON_VERB | Roles::PURE_VERB) || participle || noun()
    }

    fn is_pronoun_subject(&self, at: usize) -> bool {
        let Some(next) = self.tokens.get(at + 1).filter(|_| at + 1 < self.range.end) else { return false };
        let auxiliary = next.flags.has(Flags::AUXILIARY);
        match self.norm(at) {
            "i" | "we" | "they" | "he" | "she" => {
                self.is_verb(next)
                    || next.flags.has(Flags::NEGATOR)
                    || self.norm(at + 1).ends_with("ly")
                    || matches!(self.norm(at + 1), "just" | "also" | "only" | "never" | "always" | "then" | "had")
            }
            "you" | "it" => {
                let object = at > 0 && self.is_verb(&self.tokens[at - 1]) && self.gaps[at] & gap::COMMA == 0;
                self.is_verb(next) && (auxiliary || !object)
            }
            "this" | "there" => auxiliary,
            "that" => {
                self.norm(at + 1) == "is"
                    && matches!(self.norm(at + 2), "why" | "how" | "what" | "where" | "when" | "the" | "it")
            }
            _ => false,
        }
    }

    /// Whether a few words with a verb behind them begin at a token.
    fn is_noun_subject(&self, at: usize) -> bool {
        let determined = self.is_determiner(at);
        let from = at + usize::from(determined);
        let words = (from..self.range.end).take_while(|word| self.is_noun(*word)).take(SUBJECT + 1).count();
        let verb = (from + 1..=from + words.min(SUBJECT)).find(|verb| self.acts(*verb));
        // Behind a determiner the words before belong to the subject, too.
        let within = || (at.saturating_sub(SUBJECT)..at).rev().take_while(|word| self.is_noun(*word)).last();
        verb.is_some_and(|verb| {
            (from + 1..=verb).all(|word| self.gaps[word] & (gap::COMMA | gap::STOP | gap::OPEN) == 0)
        }) && (determined || !within().is_some_and(|first| first > 0 && self.is_determiner(first - 1)))
    }

    fn is_determiner(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.flags.has(Flags::ARTICLE)) || DETERMINERS.contains(&self.norm(at))
    }

    /// Whether a verb stands behind a subject here. A form that may be a plural noun (`checks`) wants a word behind it that goes on
    /// from a verb.
    fn acts(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|_| at < self.range.end) else { return false };
        let goes_on = || {
            self.is_determiner(at + 1)
                || matches!(
                    self.norm(at + 1),
                    "it" | "them" | "you" | "us" | "to" | "in" | "on" | "out" | "up" | "from" | "as"
                )
        };
        !token.flags.has(Flags::CODE) && token.flags.has(Flags::AUXILIARY)
            || token.roles.has(Roles::COMMON_VERB) && self.norm(at).ends_with('s') && goes_on()
    }

    fn is_noun(&self, at: usize) -> bool {
        let flags = self.tokens[at].flags;
        !flags.has(Flags::SMALL | Flags::NEGATOR | Flags::ARTICLE | Flags::AUXILIARY | Flags::OPENER)
            && !self.opens_clause(at)
            && !self.norm(at).ends_with("ly")
    }

    /// Whether a token is a verb with a subject.
    fn is_finite(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let pronoun = || at > 0 && matches!(self.norm(at - 1), "i" | "you" | "we" | "they");
        match token.flags.has(Flags::AUXILIARY) {
            // One statement has one verb, of however many words: `has been seen`.
            true => !token.flags.has(Flags::CODE) && (at == 0 || !self.tokens[at - 1].flags.has(Flags::AUXILIARY)),
            false => self.is_verb(token) && pronoun(),
        }
    }

    fn is_verb(&self, token: &Token) -> bool {
        token.flags.has(Flags::AUXILIARY) || token.roles.has(Roles::COMMON_VERB | Roles::PURE_VERB)
    }

    /// Whether a token opens a clause within a statement.
    fn opens_clause(&self, at: usize) -> bool {
        self.is_subordinate(at)
            || matches!(
                self.norm(at),
                "that" | "which" | "who" | "whose" | "what" | "how" | "why" | "where" | "whether" | "than"
            )
    }

    fn is_subordinate(&self, at: usize) -> bool {
        matches!(
            self.norm(at),
            "if" | "till"
                | "when"
                | "while"
                | "whenever"
                | "since"
                | "as"
                | "once"
                | "until"
                | "unless"
                | "after"
                | "before"
                | "because"
                | "although"
                | "though"
                | "whereas"
        )
    }

    fn norm(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.norms[token.norm.0 as usize..token.norm.1 as usize])
    }
}

/// Words that a clause without an opener goes on from: `I think it is`, `the way you write`.
const CLAUSE_TAKERS: &[&str] = &[
    "think",
    "say",
    "says",
    "said",
    "know",
    "knows",
    "believe",
    "mean",
    "guess",
    "suppose",
    "sure",
    "ensure",
    "ensures",
    "see",
    "show",
    "shows",
    "tell",
    "tells",
    "assume",
    "hope",
    "feel",
    "remember",
    "understand",
    "way",
    "moment",
    "case",
    "reason",
    "thing",
    "things",
    "everything",
    "anything",
    "all",
    "place",
    "one",
    "ones",
    "first",
    "every",
    "only",
    "even",
    "whatever",
    "like",
    "wish",
];

/// Words that do not end a statement, as a noun follows them.
const PREPOSITIONS: &[&str] = &[
    "of", "to", "in", "on", "for", "with", "by", "at", "from", "into", "per", "via", "under", "without", "through",
    "behind", "over", "between", "before", "after", "within", "about", "against", "during", "above", "below",
];

/// Words that begin a subject, beside the articles.
const DETERMINERS: &[&str] = &[
    "no", "each", "every", "all", "most", "some", "this", "these", "those", "both", "my", "our", "your", "its",
    "their", "his", "her", "another", "other", "any", "many",
];

#[cfg(test)]
mod tests {
    use crate::text::Analyzer;

    /// The sentences that are seen in a text.
    fn sentences(text: &str) -> Vec<&str> {
        let analysis = Analyzer::new().analyze(text);
        let bytes = |range: &std::ops::Range<u32>| {
            let (first, last) = (&analysis.tokens[range.start as usize], &analysis.tokens[range.end as usize - 1]);
            &text[first.start as usize..last.end as usize]
        };
        analysis.sentences.iter().map(bytes).collect()
    }

    #[test]
    fn a_subject_with_a_verb_begins_a_statement_where_nothing_is_marked() {
        let text = "the lock is a mutex in the interpreter it lets one thread run at a time the other threads are waiting \
                    you can use processes for heavy work";
        let seen = sentences(text);
        assert_eq!(
            seen,
            [
                "the lock is a mutex in the interpreter",
                "it lets one thread run at a time",
                "the other threads are waiting",
                "you can use processes for heavy work"
            ]
        );
    }

    #[test]
    fn commas_stand_for_full_stops_where_they_do_so_all_along() {
        let text = "The kettle is on the stove, it has a long spout, the water is nearly hot, we are waiting for the guests, \
                    they have a key";
        assert_eq!(sentences(text).len(), 5);
        let one = "The kettle that is on the stove has a long spout, it keeps the water hot for an hour, and in the morning \
                   there is tea for everybody in the house. The guests left.";
        assert_eq!(sentences(one).len(), 2, "one comma may join two statements");
    }

    #[test]
    fn semicolons_and_dashes_stand_for_full_stops_where_they_do_so_all_along() {
        let text = "The kettle is on the stove; the water in it is nearly hot; we are waiting for the guests - they have a key; \
                    somebody at the door is ringing.";
        assert_eq!(sentences(text).len(), 5);
        assert_eq!(sentences("The kettle is on the stove; the water is hot.").len(), 1);
    }

    #[test]
    fn lines_that_somebody_ended_end_statements_and_wrapped_ones_do_not() {
        assert_eq!(sentences("the kettle keeps water hot\nthe guests ring\nsomebody opens the door").len(), 3);
        assert_eq!(
            sentences("the kettle keeps the water hot for hours\nand the guests ring\nsomebody opens the door").len(),
            2
        );
        let wrapped = "the kettle on the stove keeps the water\nhot until the guests from the other side\nof the river \
                       come";
        assert_eq!(sentences(wrapped), [wrapped]);
        assert_eq!(sentences("total = 0\nfor one in many:\n    total += one").len(), 1, "code");
    }

    #[test]
    fn what_goes_on_is_left_in_one_piece() {
        for text in [
            // Short.
            "the lock is a mutex it lets one thread run",
            // A condition and what follows from it.
            "when the cache that belongs to the kitchen in the basement is full the oldest plates on the shelf behind it are thrown \
             away by somebody",
            // A relative clause without its word, the object of a verb, of saying.
            "the first plates that I found in the kitchen of the old house by the river are the ones you can see here on the shelf \
             behind me",
            "somebody in the kitchen of the old house by the river thinks it is better to let them wash the plates with warm water \
             and soap",
            // Joined.
            "the kettle on the stove in the kitchen of the old house keeps water hot for hours and it has a long spout with a lid",
        ] {
            assert_eq!(sentences(text), [text]);
        }
    }
}
