//! Sentences and clauses: turns the gaps between tokens into borders.
//!
//! A clause is the reach of a negator and of a subject, so it must break where either would leak (`threads share
//! memory, and processes do not`) and hold where both go on (`not fast, simple or safe`).

use super::sink::gap;
use super::token::{Analysis, Clause, Flags, TermId, Token, term_of};

const AND: TermId = term_of("and");
const ALSO: TermId = term_of("also");
const PERCENT: TermId = term_of("percent");

/// Words in small letters with which a statement goes on in the next line.
const GOING_ON: [&str; 25] = [
    "and", "or", "but", "because", "so", "which", "that", "who", "where", "to", "of", "in", "on", "for", "with", "by",
    "at", "from", "as", "than", "if", "when", "while", "is", "are",
];
/// How far ahead a clause is searched for a verb, in tokens.
const AHEAD: usize = 12;
/// Longest parenthesis, in tokens, that can go without a clause of its own.
const SHORT_ASIDE: usize = 6;

/// Sets `sentence` and `clause` of every token and fills [`Analysis::sentences`] and [`Analysis::clauses`].
pub(super) fn divide(out: &mut Analysis, gaps: &[u8]) {
    let count = out.tokens.len();
    let mut divider = Divider {
        tokens: &mut out.tokens,
        norms: &out.norms,
        gaps,
        clause: 0,
        verb: false,
        subordinate: false,
        aside: false,
    };
    let mut sentence = 0;
    let mut contrast = false;
    for at in 0..count {
        let starts = at == 0 || divider.sentence_begins(at);
        let opens = at > 0 && (starts || divider.clause_begins(at));
        if opens {
            out.clauses.push(Clause {
                tokens: divider.clause as u32..at as u32,
                sentence: out.sentences.len() as u32,
                contrast,
            });
            divider.clause = at;
            divider.verb = false;
        }
        if starts && at > 0 {
            out.sentences.push(sentence as u32..at as u32);
            sentence = at;
            divider.aside = false;
        }
        if opens || at == 0 {
            contrast = divider.is_contrast(at);
            divider.subordinate = divider.is_subordinate(at);
        } else if divider.is_aside_contrast(at) {
            contrast = true;
        }
        divider.mark_percentage(at);
        let token = &mut divider.tokens[at];
        token.sentence = out.sentences.len() as u32;
        token.clause = out.clauses.len() as u32;
        divider.verb |= token.flags.has(Flags::AUXILIARY);
    }
    if count > 0 {
        let index = out.sentences.len() as u32;
        out.clauses.push(Clause { tokens: divider.clause as u32..count as u32, sentence: index, contrast });
        out.sentences.push(sentence as u32..count as u32);
    }
}

struct Divider<'a> {
    tokens: &'a mut [Token],
    norms: &'a str,
    gaps: &'a [u8],
    /// First token of the current clause.
    clause: usize,
    /// The current clause has a verb.
    verb: bool,
    /// The current clause opened with `unlike`, `while`, `if` ...: the next comma ends it.
    subordinate: bool,
    /// Inside a parenthesis that is a clause of its own.
    aside: bool,
}

impl Divider<'_> {
    fn term(&self, at: usize) -> TermId {
        self.tokens.get(at).map_or(0, |token| token.term)
    }

    fn flags(&self, at: usize) -> Flags {
        self.tokens.get(at).map_or(Flags(0), |token| token.flags)
    }

    fn norm(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.norms[token.norm.0 as usize..token.norm.1 as usize])
    }

    /// The gap before `at`; past the end the sentence has ended.
    fn gap(&self, at: usize) -> u8 {
        self.gaps.get(at).copied().unwrap_or(gap::SENTENCE)
    }

    /// Marks the number before a `percent` or `per cent` that ends at `at`.
    fn mark_percentage(&mut self, at: usize) {
        let is_number = |back: usize| at.checked_sub(back).is_some_and(|at| self.flags(at).has(Flags::NUMBER));
        let number = if self.term(at) == PERCENT && is_number(1) {
            at - 1
        } else if is_number(2) && (self.norm(at - 1), self.norm(at)) == ("per", "cent") {
            at - 2
        } else {
            return;
        };
        self.tokens[number].flags.0 |= Flags::PERCENT;
    }

    fn sentence_begins(&self, at: usize) -> bool {
        let gap = self.gap(at);
        if gap & gap::SENTENCE != 0 {
            return true;
        }
        // A line break ends a sentence when the line was complete and the next begins like a new one, or is one that somebody
        // ended on purpose.
        let begins = self.flags(at).has(Flags::CAPITAL | Flags::NUMBER | Flags::CODE)
            || gap & gap::TYPED != 0 && !GOING_ON.contains(&self.norm(at));
        gap & gap::LINE != 0
            && gap & (gap::COMMA | gap::OPEN) == 0
            && begins
            && (!self.flags(at - 1).has(Flags::SMALL | Flags::NEGATOR) || gap & gap::STOP != 0)
    }

    fn clause_begins(&mut self, at: usize) -> bool {
        let gap = self.gap(at);
        if gap & gap::STOP != 0 {
            return true;
        }
        if gap & gap::CLOSE != 0 && self.aside {
            self.aside = false;
            return true;
        }
        if gap & gap::OPEN != 0 {
            self.aside = self.is_long_aside(at);
            return self.aside;
        }
        if at == self.clause {
            return false;
        }
        let flags = self.flags(at);
        if flags.has(Flags::OPENER) {
            return self.opener_splits(at);
        }
        if gap & gap::COMMA != 0 {
            return self.comma_splits(at);
        }
        if self.term(at) == AND {
            return if self.verb { self.and_splits(at) } else { self.ellipsis_splits(at) };
        }
        self.norm(at) == "so" && self.norm(at + 1) == "that"
    }

    /// `but`, `whereas`, `while` ... within a sentence.
    fn opener_splits(&self, at: usize) -> bool {
        if self.gap(at + 1) & gap::SENTENCE != 0 || at + 1 >= self.tokens.len() {
            return false; // "..., though."
        }
        match self.norm(at) {
            "but" => !matches!(self.norm(at - 1), "nothing" | "anything" | "all"),
            "while" => !self.flags(at - 1).has(Flags::ARTICLE) && self.norm(at - 1) != "do" && !self.is_keyword(at),
            "however" => !self.is_aside_contrast(at),
            _ => true,
        }
    }

    /// `Flask, however, is small`: the clause goes on around the aside.
    fn is_aside_contrast(&self, at: usize) -> bool {
        // Few words have a comma before them.
        self.gap(at) & gap::COMMA != 0
            && (self.norm(at) == "however" || self.norm(at) == "on" && self.is_contrast_phrase(at))
            && (self.norm(at) == "on" || self.gap(at + 1) & gap::COMMA != 0)
            && !self.verb
    }

    /// A comma splits when what follows is a statement of its own.
    fn comma_splits(&self, at: usize) -> bool {
        let word = self.norm(at);
        if matches!(word, "which" | "who" | "where" | "so" | "yet" | "since" | "thus" | "hence" | "therefore") {
            return true;
        }
        let aside = self.is_aside_contrast(at - 1) || at > 4 && self.is_aside_contrast(at - 4);
        if aside || self.is_aside_contrast(at) || self.is_cue(at) {
            return false;
        }
        if at - self.clause == 1 && matches!(self.norm(self.clause), "no" | "yes" | "nope" | "yeah" | "yep") {
            return true; // The answer, then the statement.
        }
        let coordinated = matches!(word, "and" | "or" | "then");
        let from = if coordinated { at + 1 } else { at };
        let (verb, comma) = self.look_ahead(from);
        if self.subordinate {
            return verb || !comma;
        }
        // `lists, tuples, and sets are` is a list, `threads share memory, and processes do not` is none.
        let list = || (self.clause + 1..at).any(|i| self.gap(i) & gap::COMMA != 0);
        verb && (self.verb || coordinated && at - self.clause > 2 && !list())
    }

    /// Whether the clause before `at` is nothing but a cue: `However, ...`, `On the other hand, ...`.
    fn is_cue(&self, at: usize) -> bool {
        match at - self.clause {
            1 => self.flags(self.clause).has(Flags::CONTRAST),
            2..=4 => self.is_contrast_phrase(self.clause),
            _ => false,
        }
    }

    /// `and` without a comma, in a clause that has its verb already: `... and it does not`, `... and tuples are not`,
    /// `... and needs no lock` (an s-form cannot go on with *does not*).
    fn and_splits(&self, at: usize) -> bool {
        let verb = |i: usize| self.gap(i) & (gap::SENTENCE | gap::STOP) == 0 && self.flags(i).has(Flags::AUXILIARY);
        let auxiliary = |i: usize| verb(i) && self.flags(i).has(Flags::SMALL);
        let finite = |i: usize| auxiliary(i) || verb(i) && self.norm(i).ends_with('s');
        let noun = |i: usize| !self.flags(i).has(Flags::SMALL | Flags::NEGATOR | Flags::AUXILIARY);
        let article = self.flags(at + 1).has(Flags::ARTICLE);
        let from = at + 1 + usize::from(article);
        !article && (finite(from) || self.flags(from).has(Flags::PRONOUN) && verb(from + 1))
            || noun(from) && (verb(from + 1) || noun(from + 1) && auxiliary(from + 2))
    }

    /// `threads share memory and processes do not`: no verb is known before `and`, but the denial that ends the sentence
    /// belongs to the second half alone.
    fn ellipsis_splits(&self, at: usize) -> bool {
        let subject = at + 1 + usize::from(self.flags(at + 1).has(Flags::ARTICLE));
        at - self.clause > 2
            && !self.flags(subject).has(Flags::SMALL | Flags::NEGATOR)
            && self.flags(subject + 1).has(Flags::AUXILIARY)
            && self.flags(subject + 2).has(Flags::NEGATOR)
            && self.gap(subject + 3) & (gap::SENTENCE | gap::STOP | gap::COMMA) != 0
    }

    /// Whether a verb comes before the next break from `from` on, and whether that break is a comma.
    fn look_ahead(&self, from: usize) -> (bool, bool) {
        for at in from..(from + AHEAD).min(self.tokens.len()) {
            let gap = self.gap(at);
            if at > from && gap & (gap::SENTENCE | gap::STOP | gap::COMMA | gap::OPEN | gap::CLOSE) != 0 {
                return (false, gap & gap::COMMA != 0);
            }
            if self.flags(at).has(Flags::AUXILIARY) {
                return (true, false);
            }
            if at > from && self.flags(at).has(Flags::OPENER) {
                return (false, false);
            }
        }
        (false, false)
    }

    /// Whether the parenthesis that opens before `at` says something of its own: long, with a verb or with a negator.
    fn is_long_aside(&self, at: usize) -> bool {
        for i in at..at + SHORT_ASIDE {
            if i > at && self.gap(i) & (gap::CLOSE | gap::SENTENCE) != 0 || i >= self.tokens.len() {
                return false;
            }
            if self.flags(i).has(Flags::AUXILIARY | Flags::NEGATOR | Flags::CONTRAST) {
                return true;
            }
        }
        self.gap(at + SHORT_ASIDE) & gap::CLOSE == 0
    }

    /// Whether the clause that opens at `at` stands against the one before.
    fn is_contrast(&self, at: usize) -> bool {
        match self.norm(at) {
            "but" => self.term(at + 1) != ALSO, // not only ... but also
            "while" => self.flags(at).has(Flags::CONTRAST) && !self.is_keyword(at),
            "and" | "then" | "so" => self.flags(at + 1).has(Flags::CONTRAST) || self.is_contrast_phrase(at + 1),
            _ => self.flags(at).has(Flags::CONTRAST) || self.is_contrast_phrase(at),
        }
    }

    /// `while loop`, `while True`: the word of a programming language.
    fn is_keyword(&self, at: usize) -> bool {
        matches!(self.norm(at + 1), "loop" | "loops" | "true" | "statement" | "statements")
    }

    /// `on the other hand`, `in contrast`, `by contrast`, `on the contrary`.
    fn is_contrast_phrase(&self, at: usize) -> bool {
        match self.norm(at) {
            "on" => {
                self.norm(at + 1) == "the"
                    && (self.norm(at + 2) == "contrary" || self.norm(at + 2) == "other" && self.norm(at + 3) == "hand")
            }
            "in" | "by" => self.norm(at + 1) == "contrast",
            _ => false,
        }
    }

    /// Whether the clause that opens at `at` waits for its main clause after a comma.
    fn is_subordinate(&self, at: usize) -> bool {
        self.flags(at).has(Flags::OPENER) && self.norm(at) != "but" && self.norm(at) != "however"
            || matches!(
                self.norm(at),
                "if" | "when" | "since" | "as" | "once" | "until" | "unless" | "after" | "before"
            )
    }
}
