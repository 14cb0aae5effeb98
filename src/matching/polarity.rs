//! Negation and doubt: which words deny, how far they reach, and which words only look like denial.
//!
//! The method follows rule-based negation detection (NegEx, Chapman et al. 2001; ConText, Harkema et al. 2009): cues
//! with a forward or backward scope, ended by clause boundaries and termination words, and a list of pseudo-negations.

use super::hits::Hit;
use super::unclaimed::{Unclaimed, unclaimed};
use crate::span::Span;
use crate::text::roles::Roles;
use crate::text::{Analysis, Flags, Token};
use std::ops::Range;

/// Content words that `not`, `never`, `cannot` reach forward.
const VERB_REACH: u32 = 8;
/// Tokens from `no` to the denial that undoes it.
const EVERY: u32 = 6;
/// Tokens that a negator reaches at most, small words and other negators counted.
const STRETCH: u32 = 48;
/// Content words that `no`, `without`, `instead of` reach forward.
const NOUN_REACH: u32 = 4;
/// Tokens that the end of a denied statement (`it is a myth that ...`) is looked for in.
const STATEMENT: u32 = 96;
/// Tokens behind a comma among which an `or` shows that a list goes on.
const LIST_AHEAD: u32 = 7;
/// Tokens from a negator to the `more than` that makes it an upper bound.
const BOUND_AHEAD: u32 = 6;

/// All negators and hedges of a response.
#[derive(Debug, Clone, Default)]
pub struct Polarity {
    negators: Vec<Negator>,
    /// Sentences with a hedge.
    hedged: Vec<u32>,
    /// What is said without being claimed.
    pub(super) unclaimed: Unclaimed,
}

#[derive(Debug, Clone)]
struct Negator {
    /// The cue's tokens.
    cue: Range<u32>,
    /// The cue's bytes.
    span: Span,
    /// Tokens it denies.
    scope: Range<u32>,
    /// Goes on with a denial (`nor`).
    continues: bool,
    /// Where another statement follows it: its first token.
    cut: Option<u32>,
    /// Within a condition: `if the data must not change`, `if you do not close the file`.
    supposed: bool,
    /// Denies a whole statement: `it is a myth that`, `it is not true that`.
    statement: bool,
}

/// How one placement is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it is denied, by a negator or by an opposite.
    pub negated: bool,
    /// Whether it is denied within a condition. What a condition denies may be meant either way: `take a tuple if the data must
    /// not change` says that a tuple does not change, `if you do not close the file` that one should.
    pub supposed: bool,
    /// The first cue of the denial.
    pub cue: Option<Span>,
    /// Whether other words of the placement stand in another statement than what is denied: `do not take it for storage: it is
    /// memory` does not deny that a storage is memory.
    pub torn: bool,
    /// Said with doubt.
    pub hedged: bool,
}

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
/// Beginnings of words that take what follows with `that` for granted (factive predicates, Kiparsky and Kiparsky 1970), or turn a
/// denial round.
const FACTIVE: [&str; 13] = [
    "forget", "deny", "denied", "doubt", "stress", "surpris", "know", "realis", "realiz", "notic", "tell", "told",
    "obvious",
];
/// Beginnings of verbs that one is told not to do.
const FORGETTING: [&str; 5] = ["forget", "overlook", "underestimat", "neglect", "avoid"];
/// Verbs that deny with `off`: `switch off the check`.
const SWITCHING: [&str; 6] = ["turn", "turned", "turning", "switch", "switched", "switching"];
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
/// Nouns that what one does not do stands behind: `no need to look`.
const NEEDS: [&str; 3] = ["need", "longer", "reason"];
/// People who should not get at what they are after.
const OUTSIDERS: [&str; 11] = [
    "attacker",
    "attackers",
    "hacker",
    "hackers",
    "bot",
    "bots",
    "thief",
    "thieves",
    "stranger",
    "strangers",
    "outsiders",
];
/// Verbs that one is told not to do with what is not enough: `Do not rely on the lock`.
const RELYING: [&str; 4] = ["rely", "depend", "trust", "count"];
/// Adjectives that deny what stands before or after them: `it is a myth that`, `X is impossible`.
pub(super) const DENIALS: [&str; 15] = [
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

impl Polarity {
    /// Finds the negators and hedges of an analysed text.
    pub fn read(analysis: &Analysis, text: &str) -> Self {
        Self::read_with(Reader { analysis, text, supposed: false })
    }

    /// The same for a text that is compared with another, word by word: there a denial within a condition counts, too
    /// (`if it is not closed` is not said by `if it is closed`).
    pub fn read_supposed(analysis: &Analysis, text: &str) -> Self {
        Self::read_with(Reader { analysis, text, supposed: true })
    }

    fn read_with(reader: Reader) -> Self {
        let mut polarity = Polarity::default();
        let analysis = reader.analysis;
        for (at, token) in (0..).zip(&analysis.tokens) {
            if !token.flags.has(Flags::NEGATOR) && !token.roles.has(Roles::CUE) {
                continue;
            }
            if let Some(negator) = reader.negator(at, token) {
                polarity.negators.push(negator);
            }
            if reader.hedges(at) && polarity.hedged.last() != Some(&token.sentence) {
                polarity.hedged.push(token.sentence);
            }
        }
        reader.drop_undone(&mut polarity.negators);
        polarity.unclaimed = unclaimed(analysis, reader.text);
        polarity
    }

    /// Whether the writer says that there is something that they do not know.
    pub fn admits(&self) -> bool {
        self.unclaimed.admits
    }

    /// Whether a placement stands where the response claims nothing: in what it reports and rejects, or does not know.
    pub fn is_unclaimed(&self, extent: (u32, u32)) -> bool {
        self.unclaimed.parts.iter().any(|part| overlap(extent, part))
    }

    /// How the hits that fill a placement (tokens `extent`) are said. Negators that the pattern itself asked for do not count.
    pub fn of(&self, filled: &[Hit], extent: (u32, u32), sentence: u32) -> Verdict {
        let hedged = self.hedged.binary_search(&sentence).is_ok();
        let opposites = || filled.iter().filter(|hit| hit.opposite);
        let mut verdict =
            Verdict { negated: opposites().count() % 2 == 1, supposed: false, cue: None, torn: false, hedged };
        // Most placements stand under no negator at all.
        if !self.negators.iter().any(|negator| overlap(extent, &negator.scope)) {
            return verdict;
        }
        // A negator that the pattern itself asked for does not count.
        let foreign = |negator: &&Negator| !filled.iter().any(|hit| overlap((hit.start, hit.end), &negator.cue));
        let governs = |negator: &&Negator, hit: &Hit| overlap((hit.start, hit.end), &negator.scope);
        let mut denied = false;
        // Opposites that stand as they are.
        let mut turned = 0;
        // Two denials of the same words cancel out; denials of different words of the placement do not.
        for hit in filled {
            let governing = self.negators.iter().filter(|negator| governs(negator, hit)).filter(foreign);
            verdict.supposed |= governing.clone().any(|negator| negator.supposed);
            let mut governing = governing.filter(|negator| !negator.supposed);
            let first = governing.next();
            // `nor` goes on with a denial, it does not undo one.
            let odd = first.is_some() && governing.filter(|negator| !negator.continues).count() % 2 == 0;
            if hit.opposite {
                turned += usize::from(!odd);
            } else if let Some(first) = first.filter(|_| odd)
                // `not a mutable list` denies `mutable`, and says of the list that it is immutable.
                && !opposites().any(|hit| governs(&first, hit))
            {
                denied = true;
                verdict.torn |= first.cut.is_some_and(|cut| extent.1 > cut);
                verdict.cue.get_or_insert(first.span);
            }
        }
        verdict.negated = denied || turned % 2 == 1;
        verdict
    }

    /// Whether each `not` among the hits stands in a clause with another of them: else it denies something else. (What goes on
    /// from `without it` often stands behind a comma.)
    pub fn joins(&self, filled: &[Hit], analysis: &Analysis) -> bool {
        let clause = |hit: &Hit| analysis.tokens[hit.start as usize].clause;
        let is_not = |cue: &Range<u32>| matches!(analysis.norm_at(cue.start as usize), "not" | "never");
        let cue = |hit: &&Hit| {
            let own = |negator: &&Negator| overlap((hit.start, hit.end), &negator.cue);
            self.negators.iter().find(own).is_some_and(|negator| is_not(&negator.cue))
        };
        let alone = |cue: &Hit| !filled.iter().any(|hit| hit.start != cue.start && clause(hit) == clause(cue));
        filled.len() < 2 || !filled.iter().filter(cue).any(alone)
    }

    /// For each of so many tokens the first negator in whose scope it stands; `None` under an even number of them.
    pub fn denied(&self, tokens: usize) -> Vec<Option<Span>> {
        let mut denied: Vec<(Option<Span>, u32)> = vec![(None, 0); tokens];
        for negator in self.negators.iter().filter(|negator| !negator.supposed) {
            for (first, others) in denied.iter_mut().take(negator.scope.end as usize).skip(negator.scope.start as usize)
            {
                match first {
                    None => *first = Some(negator.span),
                    Some(_) => *others += u32::from(!negator.continues),
                }
            }
        }
        denied.into_iter().map(|(first, others)| first.filter(|_| others % 2 == 0)).collect()
    }

    /// For each of so many tokens the negator that begins there.
    pub fn cues(&self, tokens: usize) -> Vec<Option<Span>> {
        let mut cues = vec![None; tokens];
        for negator in self.negators.iter().filter(|negator| !negator.supposed) {
            if let Some(cue) = cues.get_mut(negator.cue.start as usize) {
                cue.get_or_insert(negator.span);
            }
        }
        cues
    }
}

fn overlap(hit: (u32, u32), range: &Range<u32>) -> bool {
    hit.0 < range.end && range.start < hit.1
}

struct Reader<'a> {
    analysis: &'a Analysis,
    text: &'a str,
    /// Denials within conditions count.
    supposed: bool,
}

impl Reader<'_> {
    fn token(&self, at: u32) -> Option<&Token> {
        self.analysis.tokens.get(at as usize)
    }

    fn norm(&self, at: u32) -> &str {
        self.analysis.norm_at(at as usize)
    }

    /// The clause of a token as a token range.
    fn clause(&self, at: u32) -> Range<u32> {
        self.token(at)
            .and_then(|token| self.analysis.clauses.get(token.clause as usize))
            .map_or(at..at + 1, |clause| clause.tokens.clone())
    }

    fn negator(&self, at: u32, token: &Token) -> Option<Negator> {
        let norm = self.analysis.norm(token);
        let clause = self.clause(at);
        let mut supposed = false;
        let (cue, scope) = if token.flags.has(Flags::NEGATOR) {
            if self.is_pseudo(at, norm) {
                // "Not always faster" denies nothing but `always`.
                let partly = !self.supposed && PARTIAL.contains(&self.norm(at + 1)) && norm == "not";
                return partly.then(|| Negator {
                    span: token.span(),
                    cue: at..at + 1,
                    scope: at + 1..at + 2,
                    cut: None,
                    continues: false,
                    supposed: false,
                    statement: false,
                });
            }
            supposed = !self.supposed && (self.is_supposition(at, norm, &clause) || self.keeps_out(at, &clause));
            if let Some(scope) = self.denied_statement(at, token).filter(|_| !supposed) {
                return Some(Negator {
                    span: token.span(),
                    cue: at..at + 1,
                    scope,
                    cut: None,
                    continues: false,
                    supposed,
                    statement: true,
                });
            }
            // "It shares nothing with the original"
            let object = norm == "nothing" && self.is_object(at, &clause);
            let backward = object || self.generic_predicate(at, &clause);
            // "There is no need to look it up": what one need not do.
            let noun =
                matches!(norm, "no" | "without" | "neither" | "nor" | "none") && !NEEDS.contains(&self.norm(at + 1));
            let reach = if noun && !(self.supposed && self.is_subject(at, &clause)) { NOUN_REACH } else { VERB_REACH };
            // `non-blocking` denies the one word that it is a part of.
            let forward = if norm == "non" { at + 1..at + 2 } else { self.forward(at + 1, &clause, reach) };
            (at..at + 1, if backward { self.backward(at, &clause)..forward.end } else { forward })
        } else {
            match norm {
                "instead" | "rather" if matches!((norm, self.norm(at + 1)), ("instead", "of") | ("rather", "than")) => {
                    (at..at + 2, self.forward(at + 2, &clause, NOUN_REACH))
                }
                "opposed" if self.norm(at + 1) == "to" => (at..at + 2, self.forward(at + 2, &clause, NOUN_REACH)),
                "fail" | "fails" | "failed" | "unable" if self.norm(at + 1) == "to" => {
                    (at..at + 2, self.forward(at + 2, &clause, VERB_REACH))
                }
                "disable" | "disables" | "disabled" | "disabling" => {
                    let passive = at > clause.start && self.follows_be(at);
                    let scope = if passive {
                        self.backward(at, &clause)..at
                    } else {
                        self.forward(at + 1, &clause, NOUN_REACH)
                    };
                    (at..at + 1, scope)
                }
                "off" if at > 0 && SWITCHING.contains(&self.norm(at - 1)) => {
                    let passive = self.follows_be(at);
                    let scope = if passive {
                        self.backward(at - 1, &clause)..at - 1
                    } else {
                        self.forward(at + 1, &clause, NOUN_REACH)
                    };
                    (at - 1..at + 1, scope)
                }
                "bad" if matches!(self.norm(at + 1), "practice" | "idea") && !self.is_negated_word(at) => {
                    (at..at + 2, self.backward(at, &clause)..at)
                }
                "hardly" | "scarcely" | "barely" | "rarely" | "seldom" => {
                    // "Rarely changed data is kept": it is changed rarely, and kept.
                    let participle = self.norm(at + 1).ends_with("ed") && self.is_content(at + 2);
                    let scope = self.forward(at + 1, &clause, NOUN_REACH);
                    (at..at + 1, if participle { at + 1..at + 2 } else { scope })
                }
                "far" if self.norm(at + 1) == "from" => (at..at + 2, self.forward(at + 2, &clause, NOUN_REACH)),
                "doubt" if at > clause.start && self.norm(at - 1) == "i" && self.norm(at + 1) == "that" => {
                    (at..at + 2, at + 2..self.statement_end(at + 2, token)?)
                }
                // "Avoid X", but not "caching avoids X", nor what it is avoided by.
                "avoid" if at == clause.start || matches!(self.norm(at - 1), "and" | "always" | "should") => {
                    let scope = self.forward(at + 1, &clause, NOUN_REACH);
                    let means = scope.clone().find(|at| matches!(self.norm(*at), "by" | "with" | "using" | "through"));
                    (at..at + 1, scope.start..means.unwrap_or(scope.end))
                }
                "lack" | "lacks" | "lacking" | "absence" => (at..at + 1, self.forward(at + 1, &clause, NOUN_REACH)),
                _ if DENIALS.contains(&norm) && !self.is_negated_word(at) => {
                    // "it is a myth that X", "X is impossible": the rest of the sentence after `that`, else the clause before.
                    if self.norm(at + 1) == "that" || self.norm(at + 1) == "to" {
                        // "It would be wrong to deny that"
                        if self.presupposes(at + 2) {
                            return None;
                        }
                        (at..at + 2, at + 2..self.statement_end(at + 2, token)?)
                    } else if at > clause.start && self.follows_be(at) {
                        // `show a message if something is wrong` denies nothing.
                        let from = self.backward(at, &clause);
                        if self.is_supposition(at, norm, &clause) || from > clause.start && self.norm(from - 1) == "if"
                        {
                            return None;
                        }
                        (at..at + 1, from..at)
                    } else {
                        return None;
                    }
                }
                _ => return None,
            }
        };
        let last = self.token(cue.end - 1)?;
        let continues = matches!(norm, "nor" | "neither");
        let cut = (scope.start > at && self.is_cut(&scope, &clause)).then_some(scope.end);
        let statement = !token.flags.has(Flags::NEGATOR) && cue.len() == 2 && self.norm(cue.end - 1) == "that";
        Some(Negator { span: token.span().join(last.span()), cue, scope, cut, continues, supposed, statement })
    }

    /// Takes denials out that undo each other though they do not stand over the same words: `it is not true that X does not Y`,
    /// `there is no X that does not Y`, `no X can do without Y`.
    fn drop_undone(&self, negators: &mut Vec<Negator>) {
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
                    if denied.contains(&negators[inner].cue.start) {
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

    /// The tokens after a cue that it denies: to the end of the clause, a stop word, a new subject, or its reach.
    fn forward(&self, from: u32, clause: &Range<u32>, reach: u32) -> Range<u32> {
        let mut content = 0;
        let mut at = from;
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
            // "It is not impossible for it to"
            if at == from && DENIALS.contains(&norm) {
                break;
            }
            // "without affecting main and merge it back": lists under a denial are joined by `or`, not by `and`.
            if matches!(norm, "and" | "so") && (self.resumes(at, clause) || reach == NOUN_REACH)
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
            // "instead of views you have consumers"
            if reach == NOUN_REACH && at > from && token.flags.has(Flags::PRONOUN | Flags::AUXILIARY) {
                break;
            }
            if !token.flags.has(Flags::SMALL | Flags::ARTICLE | Flags::NEGATOR) {
                content += 1;
                if content > reach {
                    break;
                }
            }
            at += 1;
        }
        from..at
    }

    /// `Do not ...`, `Never ...`, `should not ...`.
    fn is_advice(&self, negator: u32, clause: &Range<u32>) -> bool {
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
    fn resumes(&self, joint: u32, clause: &Range<u32>) -> bool {
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
    fn begins_anew(&self, from: u32, at: u32, clause: &Range<u32>) -> bool {
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
    fn is_cut(&self, scope: &Range<u32>, clause: &Range<u32>) -> bool {
        let end = scope.end;
        if end >= clause.end {
            return self.gap(end).contains([':', ';']);
        }
        matches!(self.norm(end), "and" | "so") && self.resumes(end, clause)
            || self.begins_anew(scope.start, end, clause)
    }

    /// A content word that is no finite verb.
    fn is_content(&self, at: u32) -> bool {
        let other = Flags::SMALL | Flags::ARTICLE | Flags::NEGATOR | Flags::AUXILIARY | Flags::PRONOUN;
        self.token(at).is_some_and(|token| !token.flags.has(other))
    }

    /// Whether a finite verb stands here. Forms that may be plural nouns (`checks`) want an object with a determiner behind
    /// them, unless `plainly` a subject stands before.
    fn acts(&self, at: u32, clause: &Range<u32>, plainly: bool) -> bool {
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
    fn presupposes(&self, at: u32) -> bool {
        (at.saturating_sub(1)..=at).any(|at| FACTIVE.iter().any(|word| self.norm(at).starts_with(word)))
    }

    /// `None of the tools could scratch it`, `because no tool can`: what the denied subject does is denied.
    fn is_subject(&self, at: u32, clause: &Range<u32>) -> bool {
        let opens = at == clause.start
            || matches!(self.norm(at - 1), "because" | "since" | "as" | "that" | "and" | "but" | "so" | "if" | "when");
        let verb = |ahead: u32| self.token(ahead).is_some_and(|token| token.flags.has(Flags::AUXILIARY));
        opens && (at + 2..(at + 7).min(clause.end)).any(verb)
    }

    /// Where the subject of `X is not needed` begins: behind the last conjunction or comma before the negator.
    fn backward(&self, at: u32, clause: &Range<u32>) -> u32 {
        let mut start = at;
        while start > clause.start.max(at.saturating_sub(STRETCH))
            && !matches!(self.norm(start - 1), "and" | "or" | "if" | "which" | "that" | "so")
            && !self.comma_before(start)
        {
            start -= 1;
        }
        start
    }

    /// A comma before `at` ends a denial (`never log passwords, hash them`) unless a list joined by `or` goes on.
    fn comma_ends(&self, from: u32, at: u32) -> bool {
        if at <= from || !self.comma_before(at) {
            return false;
        }
        !(at..self.within(at, LIST_AHEAD)).any(|ahead| matches!(self.norm(ahead), "or" | "nor"))
    }

    /// The token up to which one may look ahead from a token: so many words, and not beyond its sentence.
    fn within(&self, at: u32, words: u32) -> u32 {
        let sentence = self.token(at).and_then(|token| self.analysis.sentences.get(token.sentence as usize));
        sentence.map_or(at, |sentence| sentence.end).min(at + words)
    }

    fn comma_before(&self, at: u32) -> bool {
        self.gap(at).contains(',')
    }

    /// What stands between a token and the one before it.
    fn gap(&self, at: u32) -> &str {
        self.analysis.gap(self.text, at as usize)
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
    fn is_supposition(&self, at: u32, norm: &str, clause: &Range<u32>) -> bool {
        let opening = clause.start..at.min(clause.start + 2);
        let before = clause.start.max(at.saturating_sub(4))..at;
        let opener = opening.chain(before).any(|first| SUPPOSING.contains(&self.norm(first)));
        let leading = norm == "without"
            && self
                .token(at)
                .and_then(|token| self.analysis.sentences.get(token.sentence as usize))
                .is_some_and(|sentence| sentence.start == at);
        opener || leading
    }

    /// `It is not true that ...`: what the rest of the sentence states, up to a contrast.
    fn denied_statement(&self, at: u32, token: &Token) -> Option<Range<u32>> {
        let judged = matches!(self.norm(at + 1), "true" | "correct" | "right" | "so") && self.norm(at + 2) == "that";
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
    fn statement_end(&self, at: u32, token: &Token) -> Option<u32> {
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

    /// `X is not needed`: the negator is followed by a predicate that says nothing of its own.
    fn generic_predicate(&self, at: u32, clause: &Range<u32>) -> bool {
        let mut next = at + 1;
        while next < clause.end && matches!(self.norm(next), "be" | "been" | "really" | "even" | "being") {
            next += 1;
        }
        let norm = self.norm(next);
        if GENERIC.contains(&norm) && (norm != "the" || self.norm(next + 1) == "case") {
            return true;
        }
        // "Sharing a global between processes does not work", but not "does not work for X".
        if matches!(norm, "work" | "exist" | "apply" | "hold") && clause.end <= next + 1 {
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
            _ => false,
        }
    }

    /// What somebody who should not is kept from: `so that other sites cannot frame the page`. It tells what would happen.
    fn keeps_out(&self, at: u32, clause: &Range<u32>) -> bool {
        let able = (clause.start.max(at.saturating_sub(2))..at).any(|at| matches!(self.norm(at), "can" | "could"))
            || matches!(self.norm(at + 1), "can" | "could" | "able");
        let outsider = |at: u32| {
            let (one, next) = (self.norm(at), self.norm(at + 1));
            OUTSIDERS.contains(&one)
                || matches!(one, "other" | "another" | "foreign" | "strange" | "malicious" | "evil")
                    && matches!(
                        next,
                        "site" | "sites" | "page" | "pages" | "origin" | "origins" | "people" | "website" | "websites"
                    )
        };
        able && ((clause.start.max(at.saturating_sub(6))..at).any(outsider) || self.norm(at) == "nobody")
    }

    /// Whether a verb stands right before a word: `shares nothing`, `has nothing`.
    fn is_object(&self, at: u32, clause: &Range<u32>) -> bool {
        at > clause.start
            && self.token(at - 1).is_some_and(|verb| {
                let be = matches!(self.norm(at - 1), "is" | "are" | "was" | "were" | "be");
                !be && (verb.flags.has(Flags::AUXILIARY) || verb.roles.has(Roles::COMMON_VERB))
            })
    }

    fn is_negated_word(&self, at: u32) -> bool {
        (at.saturating_sub(3)..at).any(|before| self.token(before).is_some_and(|token| token.flags.has(Flags::NEGATOR)))
    }

    fn follows_be(&self, at: u32) -> bool {
        (at.saturating_sub(3)..at).any(|before| matches!(self.norm(before), "is" | "are" | "was" | "were" | "be" | "s"))
    }

    fn hedges(&self, at: u32) -> bool {
        match self.norm(at) {
            "maybe" | "perhaps" | "probably" | "possibly" | "might" | "presumably" | "guess" | "unsure" => true,
            "think" | "believe" | "suppose" => at > 0 && self.norm(at - 1) == "i",
            "sure" | "certain" => at > 0 && self.norm(at - 1) == "not",
            _ => false,
        }
    }
}
