//! Which words deny: particles (`not`, `without`), verbs and adverbs (`fails to`, `hardly`), judgements (`it is a myth that`),
//! and which of them only look like denial.

use super::hazard::{ATTACKERS, STRANGERS};
use super::polarity::Negator;
use super::scope::{NOUN_REACH, VERB_REACH};
use crate::text::roles::Roles;
use crate::text::{Analysis, Flags, Token};
use std::ops::Range;

/// Tokens from `no` to the denial that undoes it.
const EVERY: u32 = 6;
/// Tokens from a negator to the `more than` that makes it an upper bound.
const BOUND_AHEAD: u32 = 6;
/// Tokens before a word among which its form of `be`, or its negator, stands.
const NEAR: u32 = 3;
/// Tokens at the beginning of a clause among which its opener stands ...
const OPENING: u32 = 2;
/// ... and before a negator, within the clause.
const SUPPOSED: u32 = 4;
/// Tokens before a negator among which stands what it takes away from outsiders: `can` ...
const ABLE: u32 = 2;
/// ... and those in which they are named.
const OUTSIDER: u32 = 6;
/// Words after a negator that make it no denial: `not only`, `no doubt`.
const PSEUDO_AFTER: [&str; 16] = [
    "only",
    "just",
    "merely",
    "simply",
    "solely",
    "doubt",
    "matter",
    "problem",
    "wonder",
    "sure",
    "certain",
    "necessarily",
    "always",
    "to",
    "all",
    "every",
];
/// Those of them that are denied themselves: what always holds does not.
const PARTIAL: [&str; 4] = ["only", "always", "all", "every"];
/// Words before a negator that make it no denial: `whether or not`, `why not`.
const PSEUDO_BEFORE: [&str; 3] = ["why", "or", "if"];
/// Clause openers under which a denial is a supposition: `if you do not close the file, it leaks`.
const SUPPOSING: [&str; 6] = ["if", "unless", "when", "whenever", "otherwise", "until"];
/// Predicates that deny what stands before them: `X is not needed`.
const GENERIC: [&str; 21] = [
    "needed",
    "required",
    "necessary",
    "used",
    "supported",
    "provided",
    "possible",
    "allowed",
    "available",
    "true",
    "important",
    "present",
    "enabled",
    "included",
    "the",
    "correct",
    "right",
    "relevant",
    "involved",
    "there",
    "permitted",
];
/// Verbs that deny with `off`: `switch off the check`.
const SWITCHING: [&str; 6] = ["turn", "turned", "turning", "switch", "switched", "switching"];
/// Nouns that what one does not do stands behind: `no need to look`.
const NEEDS: [&str; 3] = ["need", "longer", "reason"];
/// Adjectives that deny what stands before or after them: `it is a myth that`, `X is impossible`.
pub const DENIALS: [&str; 15] = [
    "myth",
    "misconception",
    "false",
    "untrue",
    "impossible",
    "unnecessary",
    "irrelevant",
    "wrong",
    "incorrect",
    "forbidden",
    "nonsense",
    "avoided",
    "discouraged",
    "useless",
    "pointless",
];

/// A finite form of `be`, or `be` itself.
pub(super) fn is_be(norm: &str) -> bool {
    matches!(norm, "is" | "are" | "was" | "were" | "be")
}

/// Words with which `not` denies a whole statement: `it is not true that`, `not so`.
pub(super) fn is_truth(norm: &str) -> bool {
    matches!(norm, "true" | "correct" | "right" | "so")
}

/// Looks for denials in an analysed text.
pub(super) struct Reader<'a> {
    pub analysis: &'a Analysis,
    pub text: &'a str,
    /// Denials within conditions count.
    pub supposed: bool,
}

impl Reader<'_> {
    pub(super) fn token(&self, at: u32) -> Option<&Token> {
        self.analysis.tokens.get(at as usize)
    }

    pub(super) fn norm(&self, at: u32) -> &str {
        self.analysis.norm_at(at as usize)
    }

    /// The clause of a token as a token range.
    pub(super) fn clause(&self, at: u32) -> Range<u32> {
        self.token(at)
            .and_then(|token| self.analysis.clauses.get(token.clause as usize))
            .map_or(at..at + 1, |clause| clause.tokens.clone())
    }

    /// The token up to which one may look ahead from a token: so many words, and not beyond its sentence.
    pub(super) fn within(&self, at: u32, words: u32) -> u32 {
        let sentence = self.token(at).and_then(|token| self.analysis.sentences.get(token.sentence as usize));
        sentence.map_or(at, |sentence| sentence.end).min(at + words)
    }

    /// What stands between a token and the one before it.
    pub(super) fn gap(&self, at: u32) -> &str {
        self.analysis.gap(self.text, at as usize)
    }

    /// The denial that begins at a token, if one does.
    pub fn negator(&self, at: u32, token: &Token) -> Option<Negator> {
        let clause = self.clause(at);
        match token.flags.has(Flags::NEGATOR) {
            true => self.particle(at, token, &clause),
            false => self.word(at, token, &clause),
        }
    }

    /// `not`, `no`, `never`, `without`, `nothing` ...
    fn particle(&self, at: u32, token: &Token, clause: &Range<u32>) -> Option<Negator> {
        let norm = self.analysis.norm(token);
        let cue = at..at + 1;
        if self.is_pseudo(at, norm) {
            // "Not always faster" denies nothing but `always`.
            let partly = !self.supposed && PARTIAL.contains(&self.norm(at + 1)) && norm == "not";
            return partly.then(|| self.plain(cue, at + 1..at + 2, token));
        }
        let supposed = !self.supposed && (self.is_supposition(at, norm, clause) || self.keeps_out(at, clause));
        if let Some(scope) = self.denied_statement(at, token).filter(|_| !supposed) {
            return Some(Negator { statement: true, ..self.plain(cue, scope, token) });
        }
        // "It shares nothing with the original"
        let object = norm == "nothing" && self.is_object(at, clause);
        let backward = object || self.generic_predicate(at, clause);
        // "There is no need to look it up": what one need not do.
        let noun = matches!(norm, "no" | "without" | "neither" | "nor" | "none") && !NEEDS.contains(&self.norm(at + 1));
        let reach = if noun && !(self.supposed && self.is_subject(at, clause)) { NOUN_REACH } else { VERB_REACH };
        // `non-blocking` denies the one word that it is a part of.
        let forward = if norm == "non" { at + 1..at + 2 } else { self.forward(at + 1, clause, reach) };
        let scope = if backward { self.backward(at, clause)..forward.end } else { forward };
        let continues = matches!(norm, "nor" | "neither");
        Some(Negator { supposed, continues, cut: self.cut(at, &scope, clause), ..self.plain(cue, scope, token) })
    }

    /// A word that denies, alone or with one beside it: `fails to`, `instead of`, `it is a myth that`.
    fn word(&self, at: u32, token: &Token, clause: &Range<u32>) -> Option<Negator> {
        let norm = self.analysis.norm(token);
        let (cue, scope) = match norm {
            "instead" | "rather" if matches!((norm, self.norm(at + 1)), ("instead", "of") | ("rather", "than")) => {
                (at..at + 2, self.forward(at + 2, clause, NOUN_REACH))
            }
            // "in place of"
            "place" if at > clause.start && (self.norm(at - 1), self.norm(at + 1)) == ("in", "of") => {
                (at - 1..at + 2, self.forward(at + 2, clause, NOUN_REACH))
            }
            "opposed" if self.norm(at + 1) == "to" => (at..at + 2, self.forward(at + 2, clause, NOUN_REACH)),
            "far" if self.norm(at + 1) == "from" => (at..at + 2, self.forward(at + 2, clause, NOUN_REACH)),
            "fail" | "fails" | "failed" | "unable" if self.norm(at + 1) == "to" => {
                (at..at + 2, self.forward(at + 2, clause, VERB_REACH))
            }
            "lack" | "lacks" | "lacking" | "absence" => (at..at + 1, self.forward(at + 1, clause, NOUN_REACH)),
            "disable" | "disables" | "disabled" | "disabling" => {
                (at..at + 1, self.switched(at..at + 1, at > clause.start, clause))
            }
            "off" if at > 0 && SWITCHING.contains(&self.norm(at - 1)) => {
                (at - 1..at + 1, self.switched(at - 1..at + 1, true, clause))
            }
            "hardly" | "scarcely" | "barely" | "rarely" | "seldom" => {
                // "Rarely changed data is kept": it is changed rarely, and kept.
                let participle = self.norm(at + 1).ends_with("ed") && self.is_content(at + 2);
                let scope = self.forward(at + 1, clause, NOUN_REACH);
                (at..at + 1, if participle { at + 1..at + 2 } else { scope })
            }
            // "Avoid X", but not "caching avoids X", nor what it is avoided by.
            "avoid" if at == clause.start || matches!(self.norm(at - 1), "and" | "always" | "should") => {
                let scope = self.forward(at + 1, clause, NOUN_REACH);
                let means = scope.clone().find(|at| matches!(self.norm(*at), "by" | "with" | "using" | "through"));
                (at..at + 1, scope.start..means.unwrap_or(scope.end))
            }
            "bad" if matches!(self.norm(at + 1), "practice" | "idea") && !self.is_negated_word(at) => {
                (at..at + 2, self.backward(at, clause)..at)
            }
            "doubt" if at > clause.start && self.norm(at - 1) == "i" && self.norm(at + 1) == "that" => {
                (at..at + 2, at + 2..self.statement_end(at + 2, token)?)
            }
            _ if DENIALS.contains(&norm) && !self.is_negated_word(at) => self.judgement(at, token, clause)?,
            _ => return None,
        };
        let statement = cue.len() == 2 && self.norm(cue.end - 1) == "that";
        // "If it seldom changes I keep it" says neither that it is not kept nor how often it changes.
        let supposed = !self.supposed && !statement && self.is_supposition(at, norm, clause);
        Some(Negator { statement, supposed, cut: self.cut(at, &scope, clause), ..self.plain(cue, scope, token) })
    }

    /// A denial without anything special about it.
    fn plain(&self, cue: Range<u32>, scope: Range<u32>, token: &Token) -> Negator {
        let last = self.token(cue.end.saturating_sub(1)).unwrap_or(token);
        let span = token.span().join(last.span());
        Negator { span, cue, scope, cut: None, continues: false, supposed: false, statement: false }
    }

    /// Where another statement follows what a denial reaches forward.
    fn cut(&self, at: u32, scope: &Range<u32>, clause: &Range<u32>) -> Option<u32> {
        (scope.start > at && self.is_cut(scope, clause)).then_some(scope.end)
    }

    /// What is switched off: what stands behind the cue, or, in the passive (`may_be`), before it.
    fn switched(&self, cue: Range<u32>, may_be: bool, clause: &Range<u32>) -> Range<u32> {
        if may_be && self.follows_be(cue.end - 1) {
            self.backward(cue.start, clause)..cue.start
        } else {
            self.forward(cue.end, clause, NOUN_REACH)
        }
    }

    /// `It is a myth that X`, `X is impossible`: the rest of the sentence after `that`, else the clause before.
    fn judgement(&self, at: u32, token: &Token, clause: &Range<u32>) -> Option<(Range<u32>, Range<u32>)> {
        if self.norm(at + 1) == "that" || self.norm(at + 1) == "to" {
            // "It would be wrong to deny that"
            let presupposes = self.presupposes(at + 2);
            return if presupposes { None } else { Some((at..at + 2, at + 2..self.statement_end(at + 2, token)?)) };
        }
        // `A flag is for true and false` names both.
        let named = at > 1 && matches!(self.norm(at - 1), "and" | "or") && self.norm(at - 2) == "true";
        if at == clause.start || named || !self.follows_be(at) {
            return None;
        }
        // `Show a message if something is wrong` denies nothing.
        let from = self.backward(at, clause);
        let supposed =
            self.is_supposition(at, self.norm(at), clause) || from > clause.start && self.norm(from - 1) == "if";
        (!supposed).then(|| (at..at + 1, from..at))
    }

    /// Takes denials out that undo each other though they do not stand over the same words: `it is not true that X does not Y`,
    /// `there is no X that does not Y`, `no X can do without Y`.
    pub(super) fn drop_undone(&self, negators: &mut Vec<Negator>) {
        if negators.len() < 2 {
            return;
        }
        let mut undone = vec![false; negators.len()];
        for (outer, one) in negators.iter().enumerate().filter(|(_, one)| !one.supposed) {
            let first = outer + 1;
            if one.statement {
                let denied = self.clause(one.scope.start);
                let within = negators[first..].iter().take_while(|inner| inner.cue.start < denied.end);
                for inner in first..first + within.count() {
                    // What a judgement denies stands before it, under both: `it is wrong that threads are useless`.
                    let cue = negators[inner].cue.start;
                    if denied.contains(&cue) && !DENIALS.contains(&self.norm(cue)) {
                        (undone[outer], undone[inner]) = (true, true);
                    }
                }
            } else if negators.get(first).is_some_and(|inner| self.is_every(one, inner)) {
                (undone[outer], undone[first]) = (true, true);
            }
        }
        let mut at = 0;
        negators.retain(|_| {
            at += 1;
            !undone[at - 1]
        });
    }

    /// `No X that does not Y`, `no X can do without Y`: every X does.
    fn is_every(&self, outer: &Negator, inner: &Negator) -> bool {
        let (no, at) = (outer.cue.start, inner.cue.start);
        let opens = no == self.clause(no).start || no > 0 && self.follows_be(no);
        if self.norm(no) != "no" || !opens || at - no > EVERY {
            return false;
        }
        let relative = (at.saturating_sub(2)..at).any(|at| matches!(self.norm(at), "that" | "which" | "who"));
        relative || self.norm(at) == "without" && self.clause(no).contains(&at) && !self.comma_before(at)
    }

    fn is_pseudo(&self, at: u32, norm: &str) -> bool {
        let next = self.norm(at + 1);
        if PSEUDO_AFTER.contains(&next) && norm != "without" {
            // "not to be changed" denies, "not to mention" does not.
            return next != "to" || self.norm(at + 2) == "mention";
        }
        // "You cannot go wrong with X"
        if (next, self.norm(at + 2)) == ("go", "wrong") {
            return true;
        }
        if at > 0 && PSEUDO_BEFORE.contains(&self.norm(at - 1)) && norm == "not" {
            return true;
        }
        // "no more than one", "does not let more than one": an upper bound, not a denial.
        (at + 1..self.within(at, BOUND_AHEAD)).any(|ahead| self.norm(ahead) == "more" && self.norm(ahead + 1) == "than")
    }

    /// A denial inside a condition states nothing: `if the token does not match`, `Without an index, ...`.
    pub(super) fn is_supposition(&self, at: u32, norm: &str, clause: &Range<u32>) -> bool {
        let opening = clause.start..at.min(clause.start + OPENING);
        let before = clause.start.max(at.saturating_sub(SUPPOSED))..at;
        let opener = opening.chain(before).any(|first| SUPPOSING.contains(&self.norm(first)));
        let leading = norm == "without"
            && self
                .token(at)
                .and_then(|token| self.analysis.sentences.get(token.sentence as usize))
                .is_some_and(|sentence| sentence.start == at);
        opener || leading
    }

    /// `X is not needed`: the negator is followed by a predicate that says nothing of its own.
    fn generic_predicate(&self, at: u32, clause: &Range<u32>) -> bool {
        let mut next = at + 1;
        while next < clause.end
            && matches!(self.norm(next), "be" | "been" | "really" | "even" | "being" | "so" | "that" | "very")
        {
            next += 1;
        }
        let norm = self.norm(next);
        if GENERIC.contains(&norm) && (norm != "the" || self.norm(next + 1) == "case") {
            return true;
        }
        // "Sharing a global between processes does not work", but not "does not work for X".
        if !self.supposed && matches!(norm, "work" | "exist" | "apply" | "hold") && clause.end <= next + 1 {
            return at > clause.start && matches!(self.norm(at - 1), "do" | "does" | "did" | "will" | "would");
        }
        // "X had nothing to do with it", "X played no part", "X was not to blame", "X was no cause"
        let behind = next + u32::from(matches!(norm, "a" | "an" | "to"));
        match self.norm(behind) {
            "do" => self.norm(at) == "nothing" && self.norm(behind + 1) == "with",
            "role" | "part" => {
                at > clause.start && matches!(self.norm(at - 1), "play" | "plays" | "played" | "playing")
            }
            "cause" | "reason" | "factor" | "blame" => at > clause.start && self.follows_be(at),
            // "X is not of use here"
            "of" => matches!(self.norm(behind + 1), "use" | "help" | "value" | "interest") && self.follows_be(at),
            _ => false,
        }
    }

    /// What somebody who should not is kept from: `so that other sites cannot frame the page`. It tells what would happen.
    fn keeps_out(&self, at: u32, clause: &Range<u32>) -> bool {
        let able = (clause.start.max(at.saturating_sub(ABLE))..at).any(|at| matches!(self.norm(at), "can" | "could"))
            || matches!(self.norm(at + 1), "can" | "could" | "able");
        let outsider = |at: u32| {
            let (one, next) = (self.norm(at), self.norm(at + 1));
            ATTACKERS.contains(&one)
                || STRANGERS.contains(&one)
                || matches!(one, "other" | "another" | "foreign" | "strange" | "malicious" | "evil")
                    && matches!(
                        next,
                        "site" | "sites" | "page" | "pages" | "origin" | "origins" | "people" | "website" | "websites"
                    )
        };
        able && ((clause.start.max(at.saturating_sub(OUTSIDER))..at).any(outsider) || self.norm(at) == "nobody")
    }

    /// Whether a verb stands right before a word: `shares nothing`, `has nothing`.
    fn is_object(&self, at: u32, clause: &Range<u32>) -> bool {
        at > clause.start
            && self.token(at - 1).is_some_and(|verb| {
                !is_be(self.norm(at - 1)) && (verb.flags.has(Flags::AUXILIARY) || verb.roles.has(Roles::COMMON_VERB))
            })
    }

    pub(super) fn is_negated_word(&self, at: u32) -> bool {
        (at.saturating_sub(NEAR)..at)
            .any(|before| self.token(before).is_some_and(|token| token.flags.has(Flags::NEGATOR)))
    }

    pub(super) fn follows_be(&self, at: u32) -> bool {
        (at.saturating_sub(NEAR)..at).any(|before| is_be(self.norm(before)) || self.norm(before) == "s")
    }

    pub(super) fn hedges(&self, at: u32) -> bool {
        match self.norm(at) {
            "maybe" | "perhaps" | "probably" | "possibly" | "might" | "presumably" | "guess" | "unsure" => true,
            "think" | "believe" | "suppose" => at > 0 && self.norm(at - 1) == "i",
            "sure" | "certain" => at > 0 && self.norm(at - 1) == "not",
            _ => false,
        }
    }
}
