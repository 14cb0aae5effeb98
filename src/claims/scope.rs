//! How far a denial reaches: forward to the end of its clause, to a new subject or so many content words, or back over what
//! a predicate judges.

use super::negation::{DENIALS, Reader, is_truth};
use crate::text::roles::Roles;
use crate::text::{Flags, Token};
use std::ops::Range;

/// Content words that `not`, `never`, `cannot` reach forward.
pub(super) const VERB_REACH: u32 = 8;
/// Content words that `no`, `without`, `instead of` reach forward.
pub(super) const NOUN_REACH: u32 = 4;
/// Content words that any of them reaches forward where no marks say what belongs together ...
const UNMARKED_REACH: u32 = 3;
/// ... and tokens that it reaches back there.
const UNMARKED_BACK: u32 = 8;
/// Tokens that a negator reaches at most, small words and other negators counted.
const STRETCH: u32 = 48;
/// Tokens that the end of a denied statement (`it is a myth that ...`) is looked for in.
const STATEMENT: u32 = 96;
/// Tokens from `no` to the verb of which it denies the subject.
const SUBJECT: u32 = 7;
/// Tokens behind a comma among which an `or` shows that a list goes on.
const LIST_AHEAD: u32 = 7;
/// Words that end a negator's reach.
const STOPS: [&str; 17] = [
    "e.g",
    "eg",
    "example",
    "such",
    "like",
    "but",
    "however",
    "instead",
    "rather",
    "because",
    "whereas",
    "although",
    "though",
    "since",
    "therefore",
    "unless",
    "until",
];
/// Beginnings of words that take what follows with `that` for granted (factive predicates, Kiparsky and Kiparsky 1970), or turn a
/// denial round.
const FACTIVE: [&str; 13] = [
    "forget", "deny", "denied", "doubt", "stress", "surpris", "know", "realis", "realiz", "notic", "tell", "told",
    "obvious",
];
/// Beginnings of verbs that one is told not to do.
const FORGETTING: [&str; 5] = ["forget", "overlook", "underestimat", "neglect", "avoid"];
/// Beginnings of verbs whose object is a statement: `does not mean the lamp is on`, `cannot make it shine`.
const EMBEDDING: [&str; 26] = [
    "mean", "think", "say", "know", "believ", "guarant", "ensur", "requir", "want", "car", "check", "verif", "see",
    "show", "tell", "assum", "prov", "notic", "impl", "claim", "matter", "expect", "let", "mak", "help", "watch",
];
/// Words behind which a subject and its verb go on with the statement before: `what the lamp is`, `than it has`.
const LINKS: [&str; 16] = [
    "that", "which", "who", "what", "where", "when", "why", "how", "whether", "if", "than", "as", "while", "before",
    "after", "or",
];
/// Words that begin what a sentence is about.
const DETERMINERS: [&str; 12] =
    ["a", "an", "the", "each", "every", "this", "these", "our", "your", "their", "its", "another"];
/// Verbs that one is told not to do with what is not enough: `Do not rely on the lock`.
const RELYING: [&str; 4] = ["rely", "depend", "trust", "count"];

impl Reader<'_> {
    /// The tokens after a cue that it denies: to the end of the clause, a stop word, a new subject, or its reach.
    pub(super) fn forward(&self, from: u32, clause: &Range<u32>, reach: u32) -> Range<u32> {
        let mut content = 0;
        let mut at = from;
        let unmarked = self.is_unmarked(from);
        let most = if unmarked { reach.min(UNMARKED_REACH) } else { reach };
        if RELYING.contains(&self.norm(from)) && self.is_advice(from - 1, clause) {
            return from..from + 1;
        }
        while at < clause.end.min(from + STRETCH) {
            let Some(token) = self.token(at) else { break };
            let norm = self.analysis.norm(token);
            if STOPS.contains(&norm) || norm == "that" && at > from && self.presupposes(at - 1) {
                break;
            }
            // "Not good for long jobs (15 minutes at most)"
            if at > from && self.gap(at).contains(" (") {
                break;
            }
            // "Do not forget the index" asks for it.
            if at == from && FORGETTING.iter().any(|verb| norm.starts_with(verb)) {
                break;
            }
            // "It is not impossible for it to": nothing is denied but the denial.
            if at == from && DENIALS.contains(&norm) {
                return from..from + 1;
            }
            // "without affecting main and merge it back": lists under a denial are joined by `or`, not by `and`.
            if matches!(norm, "and" | "so") && (self.resumes(at, clause) || reach == NOUN_REACH || unmarked)
                || self.comma_ends(from, at)
            {
                break;
            }
            if reach == VERB_REACH && content > 0 && self.begins_anew(from, at, clause) {
                break;
            }
            // "It is not a lamp and not a candle": each denies its own.
            if matches!(norm, "and" | "but") && self.token(at + 1).is_some_and(|next| next.flags.has(Flags::NEGATOR)) {
                break;
            }
            // "The lamp cannot or is too dark"
            if norm == "or" && matches!(self.norm(at + 1), "is" | "are" | "has" | "does") {
                break;
            }
            // "when you cannot do it or the lamp is too dark"
            let subject = |at: u32| DETERMINERS.contains(&self.norm(at)) && self.is_content(at + 1);
            if norm == "or" && subject(at + 1) && matches!(self.norm(at + 3), "is" | "are" | "was" | "were" | "has") {
                break;
            }
            // "instead of views you have consumers"
            let speaker = matches!(norm, "i" | "we" | "you");
            if reach == NOUN_REACH && at > from && (speaker || token.flags.has(Flags::PRONOUN | Flags::AUXILIARY)) {
                break;
            }
            if !token.flags.has(Flags::SMALL | Flags::ARTICLE | Flags::NEGATOR) {
                content += 1;
                if content > most {
                    break;
                }
            }
            at += 1;
        }
        from..at
    }

    /// Whether no marks say what belongs together around a token.
    fn is_unmarked(&self, at: u32) -> bool {
        self.token(at).is_some_and(|token| token.flags.has(Flags::UNMARKED))
    }

    /// `Do not ...`, `Never ...`, `should not ...`.
    pub(super) fn is_advice(&self, negator: u32, clause: &Range<u32>) -> bool {
        match self.norm(negator) {
            "never" => negator == clause.start,
            "not" if negator > clause.start => match self.norm(negator - 1) {
                "do" => negator - 1 == clause.start || matches!(self.norm(negator - 2), "and" | "so" | "please"),
                modal => matches!(modal, "should" | "must"),
            },
            _ => false,
        }
    }

    /// Whether a verb or a new subject follows `and` or `so`: `and also validate it`, `and state is data`, `so the lamp glows`.
    pub(super) fn resumes(&self, joint: u32, clause: &Range<u32>) -> bool {
        let adverb = |at: u32| matches!(self.norm(at), "also" | "then" | "always" | "still" | "instead" | "only");
        let next = joint + 1 + u32::from(adverb(joint + 1));
        let goes_on = |at: u32, flags: u16| {
            self.token(at).is_some_and(|token| token.flags.has(flags) || token.roles.has(Roles::COMMON_VERB))
        };
        if goes_on(next, Flags::PRONOUN | Flags::AUXILIARY)
            || matches!(self.norm(next), "i" | "you" | "we" | "he" | "she")
        {
            return true;
        }
        let noun = next + u32::from(DETERMINERS.contains(&self.norm(next)));
        noun + 1 < clause.end && self.is_content(noun) && self.acts(noun + 1, clause, self.norm(joint) == "so")
    }

    /// Whether another statement begins at a token without a mark before it: `does not scan the table it finds the rows`, `need
    /// not wait the queue takes the task`.
    pub(super) fn begins_anew(&self, from: u32, at: u32, clause: &Range<u32>) -> bool {
        if at + 1 >= clause.end {
            return false;
        }
        let joined = |first: u32| {
            let before = self.norm(first.saturating_sub(1));
            first <= from || LINKS.contains(&before) || EMBEDDING.iter().any(|verb| before.starts_with(verb))
        };
        let verb = |at: u32| self.token(at).is_some_and(|token| token.flags.has(Flags::AUXILIARY));
        match self.norm(at) {
            "we" | "he" | "she" | "they" => return !joined(at),
            // `i` may be a misspelt `in`.
            "i" => {
                let acts = self.token(at + 1).is_some_and(|next| next.roles.has(Roles::COMMON_VERB));
                return (verb(at + 1) || acts) && !joined(at);
            }
            "it" => {
                let does = self.token(at + 1).is_some_and(|next| next.roles.has(Roles::COMMON_VERB));
                return (verb(at + 1) || does && self.norm(at + 1).ends_with('s')) && !joined(at);
            }
            "you" => return verb(at + 1) && !joined(at),
            _ => {}
        }
        let first = at;
        let noun = at + u32::from(DETERMINERS.contains(&self.norm(at)));
        if !self.is_content(noun) || !self.acts(noun + 1, clause, false) {
            return false;
        }
        // The object of a preposition or a verb of saying goes on: `does not mean the main lamp is on`.
        let mut start = first;
        let names =
            |at: u32| self.is_content(at) && self.token(at).is_some_and(|token| !token.roles.has(Roles::COMMON_VERB));
        while start > from.max(first.saturating_sub(3)) && noun == first && names(start - 1) {
            start -= 1;
        }
        start -= u32::from(start > from && DETERMINERS.contains(&self.norm(start - 1)));
        let small = |at: u32| {
            let object = matches!(self.norm(at), "it" | "them" | "this" | "that" | "us" | "me");
            !object && self.token(at).is_some_and(|token| token.flags.has(Flags::SMALL | Flags::NEGATOR))
        };
        start > from && !small(start - 1) && !joined(start) && !(start..first).any(|at| joined(at + 1))
    }

    /// Whether another statement follows what a negator denies.
    pub(super) fn is_cut(&self, scope: &Range<u32>, clause: &Range<u32>) -> bool {
        let end = scope.end;
        if end >= clause.end {
            return self.gap(end).contains([':', ';']);
        }
        matches!(self.norm(end), "and" | "so") && self.resumes(end, clause)
            || self.begins_anew(scope.start, end, clause)
    }

    /// A content word that is no finite verb.
    pub(super) fn is_content(&self, at: u32) -> bool {
        let other = Flags::SMALL | Flags::ARTICLE | Flags::NEGATOR | Flags::AUXILIARY | Flags::PRONOUN;
        self.token(at).is_some_and(|token| !token.flags.has(other))
    }

    /// Whether a finite verb stands here. Forms that may be plural nouns (`checks`) want an object with a determiner behind
    /// them, unless `plainly` a subject stands before.
    pub(super) fn acts(&self, at: u32, clause: &Range<u32>, plainly: bool) -> bool {
        let Some(token) = self.token(at) else { return false };
        if token.flags.has(Flags::CODE) {
            return false;
        }
        if token.flags.has(Flags::AUXILIARY) && token.flags.has(Flags::SMALL) {
            return true;
        }
        let object = || {
            let next = self.norm(at + 1);
            at + 1 < clause.end && (matches!(next, "it" | "them" | "all") || DETERMINERS.contains(&next))
        };
        let finite = |norm: &str| norm.ends_with('s') || plainly && !norm.ends_with("ing") && !norm.ends_with("ed");
        let form = token.roles.has(Roles::COMMON_VERB) && finite(self.norm(at));
        (form || token.flags.has(Flags::AUXILIARY)) && (plainly || object())
    }

    /// Whether what follows with `that` is so, denied or not: `nobody doubts that`, `not everybody knows that`.
    pub(super) fn presupposes(&self, at: u32) -> bool {
        (at.saturating_sub(1)..=at).any(|at| FACTIVE.iter().any(|word| self.norm(at).starts_with(word)))
    }

    /// `None of the tools could scratch it`, `because no tool can`: what the denied subject does is denied.
    pub(super) fn is_subject(&self, at: u32, clause: &Range<u32>) -> bool {
        let opens = at == clause.start
            || matches!(self.norm(at - 1), "because" | "since" | "as" | "that" | "and" | "but" | "so" | "if" | "when");
        let verb = |ahead: u32| self.token(ahead).is_some_and(|token| token.flags.has(Flags::AUXILIARY));
        opens && (at + 2..(at + SUBJECT).min(clause.end)).any(verb)
    }

    /// Where the subject of `X is not needed` begins: behind the last conjunction or comma before the negator.
    pub(super) fn backward(&self, at: u32, clause: &Range<u32>) -> u32 {
        let mut start = at;
        let stretch = if self.is_unmarked(at) { UNMARKED_BACK } else { STRETCH };
        while start > clause.start.max(at.saturating_sub(stretch))
            && !matches!(self.norm(start - 1), "and" | "or" | "if" | "which" | "that" | "so")
            && !self.comma_before(start)
        {
            start -= 1;
        }
        start
    }

    /// A comma before `at` ends a denial (`never log passwords, hash them`) unless a list joined by `or` goes on.
    pub(super) fn comma_ends(&self, from: u32, at: u32) -> bool {
        if at <= from || !self.comma_before(at) {
            return false;
        }
        !(at..self.within(at, LIST_AHEAD)).any(|ahead| matches!(self.norm(ahead), "or" | "nor"))
    }

    pub(super) fn comma_before(&self, at: u32) -> bool {
        self.gap(at).contains(',')
    }

    /// `It is not true that ...`: what the rest of the sentence states, up to a contrast.
    pub(super) fn denied_statement(&self, at: u32, token: &Token) -> Option<Range<u32>> {
        let judged = is_truth(self.norm(at + 1)) && self.norm(at + 2) == "that";
        let the_case = (self.norm(at + 1), self.norm(at + 2), self.norm(at + 3)) == ("the", "case", "that");
        if !judged && !the_case {
            return None;
        }
        let from = at + if judged { 3 } else { 4 };
        let sentence = self.analysis.sentences.get(token.sentence as usize)?;
        let contrast = self.analysis.clauses.iter().find(|clause| clause.contrast && clause.tokens.start > from);
        Some(from..contrast.map_or(sentence.end, |clause| clause.tokens.start.min(sentence.end)))
    }

    /// Where what is said from `at` on ends: with the sentence, or where a reason, a contrast or an explanation begins (`It is a
    /// myth that this is hard: you only ...`).
    pub(super) fn statement_end(&self, at: u32, token: &Token) -> Option<u32> {
        let end = self.analysis.sentences.get(token.sentence as usize)?.end.min(at + STATEMENT);
        let anew =
            |at: u32| self.norm(at) == "and" && self.token(at + 1).is_some_and(|next| next.flags.has(Flags::PRONOUN));
        let turns = |at: &u32| {
            matches!(self.norm(*at), "because" | "but" | "however" | "since")
                || self.gap(*at).contains([':', ';'])
                || anew(*at)
        };
        Some((at + 1..end).find(turns).unwrap_or(end))
    }
}
