//! What is told as a hazard and so advised against: `If you X, it breaks`, `Xing is a blunder`, `The trap is Xing`, `Beware of
//! Xing`, `Beginners X; then it leaks`. Who tells it holds no such misconception, though the words of one stand there. Concepts
//! are left as they are: what goes wrong is often just what they ask for.
//!
//! A condition or a habit of others is a hazard by what follows from it: a word for an ill that nothing takes back (`never
//! fails`, `avoids trouble`), something that one cannot do, or somebody who gets at what is not theirs.

use super::negation::is_be;
use super::unclaimed::Sentence;
use crate::text::roles::Roles;
use crate::text::{Analysis, Flags};
use std::ops::Range;

/// Words that a consequence is looked for in.
const CONSEQUENCE: u32 = 20;
/// Words before one among which its negator stands, or an intruder of whom it is denied.
const NEAR: u32 = 3;
/// Words that a negator takes back an ill within.
const RELIEF: u32 = 6;
/// Words between a form of `be` and the word that judges.
const PREDICATE: u32 = 5;
/// Words behind somebody within which stands what they do ...
const DEED: u32 = 3;
/// ... and, counted from them, what they must not see.
const SECRET: u32 = 10;
/// Words of a subject that is too short to stand behind a colon.
const SHORT: u32 = 3;
/// Words from the beginning of a part among which the people stand whose habit it tells.
const HABIT: u32 = 6;

/// Verbs behind which an ill does not come.
const RELIEVING: [&str; 22] = [
    "avoid",
    "avoids",
    "avoiding",
    "prevent",
    "prevents",
    "preventing",
    "protect",
    "protects",
    "against",
    "without",
    "less",
    "fewer",
    "reduce",
    "reduces",
    "stop",
    "stops",
    "fix",
    "fixes",
    "solve",
    "solves",
    "hide",
    "save",
];
/// People who should not get at what they get at.
pub(super) const ATTACKERS: [&str; 8] =
    ["attacker", "attackers", "hacker", "hackers", "bot", "bots", "thief", "thieves"];
/// Pronouns for anybody at all, attackers among them.
const ANYBODY: [&str; 3] = ["whoever", "anybody", "anyone"];
/// People who may be here, but must not see secrets.
const VISITORS: [&str; 2] = ["visitor", "visitors"];
/// People who must not see secrets, nor be here at all.
pub(super) const STRANGERS: [&str; 3] = ["stranger", "strangers", "outsiders"];
/// Pronouns for all people: an ill where it is about reading and taking.
const EVERYBODY: [&str; 2] = ["everybody", "everyone"];
/// What everybody should not be able to do.
const TAKING: [&str; 10] = ["read", "reads", "see", "sees", "find", "finds", "take", "takes", "steal", "get"];
/// What is an ill when it is denied: `it does not notice`.
const NO_MORE: [&str; 9] = ["longer", "work", "notice", "know", "detect", "see", "update", "react", "rerender"];
/// What visitors should not see.
const SECRETS: [&str; 14] = [
    "trace",
    "traces",
    "traceback",
    "tracebacks",
    "settings",
    "password",
    "passwords",
    "key",
    "keys",
    "secret",
    "secrets",
    "token",
    "tokens",
    "internals",
];
/// Predicates that judge when they are denied: `is not enough`.
const GOOD: [&str; 12] = [
    "enough",
    "safe",
    "secure",
    "good",
    "ok",
    "okay",
    "recommended",
    "advisable",
    "wise",
    "sufficient",
    "acceptable",
    "fine",
];
/// What judges only as a noun, named first: `The trap is ...`.
const NAMED: [&str; 11] =
    ["mistake", "sin", "blunder", "trap", "pitfall", "antipattern", "danger", "temptation", "crime", "footgun", "risk"];
/// People whose habits are told.
const PEOPLE: [&str; 15] = [
    "people",
    "beginner",
    "beginners",
    "newcomers",
    "developers",
    "programmers",
    "folks",
    "juniors",
    "teams",
    "students",
    "engineers",
    "somebody",
    "someone",
    "others",
    "tutorials",
];
/// The same where they stand first: `Some do X`, but not `as many as you like`.
const FEW: [&str; 3] = ["some", "many", "most"];

/// Words that tell of something that they advise against.
#[derive(Debug, Clone)]
pub struct Hazard {
    /// The tokens told of.
    pub told: Range<u32>,
    /// The tokens that judge them; none where a consequence does.
    pub judged: Range<u32>,
}

fn is_intruder(norm: &str) -> bool {
    ATTACKERS.contains(&norm) || ANYBODY.contains(&norm)
}

/// The hazards that a sentence tells, or, pointing back, finds in the one before.
pub fn hazards(analysis: &Analysis, text: &str, number: usize) -> Vec<Hazard> {
    let mut found = Vec::new();
    let Some(sentence) = Sentence::new(analysis, text, number) else { return found };
    if sentence.turns || sentence.roles.has(Roles::ILL | Roles::BLAME | Roles::WARNING | Roles::HOLDER) {
        let before = number.checked_sub(1).and_then(|before| analysis.sentences.get(before));
        sentence.hazards(before, &mut found);
    }
    found
}

impl Sentence<'_> {
    /// Adds the hazards that this sentence tells, or, pointing back, the one before.
    fn hazards(&self, before: Option<&Range<u32>>, out: &mut Vec<Hazard>) {
        let mut add = |told: Range<u32>, judged: Range<u32>| {
            if !told.is_empty() {
                out.push(Hazard { told, judged });
            }
        };
        let ill = self.roles.has(Roles::ILL) || self.turns || self.roles.has(Roles::HOLDER);
        for at in self.range.clone() {
            let roles = self.token(at).roles;
            let told = match () {
                () if ill && self.opens_condition(at) => self.condition(at),
                () if ill && self.begins_part(at) && self.norm(at).ends_with("ing") => self.deed(at),
                () if ill && PEOPLE.contains(&self.norm(at)) => self.habit(at),
                () if ill && FEW.contains(&self.norm(at)) && self.begins_part(at) => self.habit(at),
                () if roles.has(Roles::WARNING) => self.warned(at),
                () => None,
            };
            add(told.unwrap_or_default(), 0..0);
            if roles.has(Roles::BLAME)
                && let Some((told, judged)) = self.judgement(at, before)
            {
                add(told, judged);
            }
        }
    }

    /// `if`, `as soon as`, `suppose`, `people who`.
    fn opens_condition(&self, at: u32) -> bool {
        match self.norm(at) {
            // "X is when ..." says what it is.
            "when" => {
                let before = at.checked_sub(1).filter(|at| *at >= self.range.start);
                !before.is_some_and(|at| self.is_be(at) || matches!(self.norm(at), "occurs" | "happens"))
            }
            "if" | "whenever" | "suppose" | "imagine" => true,
            // Not `at once`.
            "once" => self.norm(at.wrapping_sub(1)) != "at",
            "soon" | "long" => at > self.range.start && self.norm(at - 1) == "as" && self.norm(at + 1) == "as",
            "moment" => at > self.range.start && self.norm(at - 1) == "the",
            "who" => at > self.range.start && self.token(at - 1).roles.has(Roles::HOLDER),
            "whoever" => true,
            _ => false,
        }
    }

    /// A condition from which an ill follows, behind it or before.
    fn condition(&self, at: u32) -> Option<Range<u32>> {
        let end = (at + 1..self.range.end).find(|at| self.is_parted(*at) || self.norm(*at) == "then");
        // "When you do X, it is Y, so it fails": what follows from the whole is no matter of the condition.
        let main = |end: &u32| !matches!(self.norm(*end), "so" | "which" | "that" | "because" | "and" | "or");
        if let Some(end) = end.filter(main).filter(|end| self.ill_follows(*end)) {
            return Some(at..end);
        }
        let told = at..end.unwrap_or(self.range.end);
        let start = self.part_start(at);
        if start < at && !matches!(self.norm(at - 1), "and" | "so" | "or" | "as" | "the") && self.norm(at) != "who" {
            return self.first_ill(start..at).is_some().then_some(told);
        }
        // No comma stands before what follows.
        Some(at..self.first_ill(at + 2..told.end)?)
    }

    /// What one does (`Keeping X in Y breaks ...`) and what it leads to.
    fn deed(&self, at: u32) -> Option<Range<u32>> {
        let verb = (at + 1..self.range.end).find(|at| self.token(*at).flags.has(Flags::AUXILIARY))?;
        let within = !(at + 1..=verb).any(|at| self.is_parted(at));
        (within && self.ill_follows(verb)).then_some(at..verb)
    }

    /// What people do, and what comes of it, or what they should do instead.
    fn habit(&self, at: u32) -> Option<Range<u32>> {
        let near = at - self.part_start(at) <= HABIT;
        let believes = (at + 1..self.range.end.min(at + 4)).any(|at| self.token(at).roles.has(Roles::BELIEF));
        let end = (at + 2..self.range.end).find(|at| match self.norm(*at) {
            "instead" => self.norm(at + 1) == "of",
            "and" | "then" | "but" => self.ill_follows(at + 1),
            // `People think X; Y` tells both.
            _ if self.gap(*at).contains(';') && believes => true,
            _ => self.is_parted(*at) && self.ill_follows(*at),
        });
        end.filter(|_| near).map(|end| at..end)
    }

    /// What one is warned of: `Beware of X`, `It is tempting to X`, `a blunder to X`, `I used to X until`.
    fn warned(&self, at: u32) -> Option<Range<u32>> {
        if self.negated_before(at) {
            return None;
        }
        let next = self.norm(at + 1);
        let imperative = || self.begins_part(at) || matches!(self.norm(at - 1), "and" | "always" | "should" | "to");
        let from = match self.norm(at) {
            "beware" => at + 1,
            "watch" if next == "out" => at + 2,
            "careful" | "wary" if matches!(next, "with" | "of") => at + 2,
            "warn" | "warns" | "guard" if matches!(next, "against" | "about" | "of") => at + 2,
            "stay" | "keep" | "refrain" | "steer" if matches!(next, "away" | "from" | "clear") => at + 2,
            "stop" | "avoid" if imperative() && next.ends_with("ing") => at + 1,
            "used" if next == "to" => {
                let person = at.checked_sub(1).filter(|at| *at >= self.range.start);
                let own = person.is_some_and(|at| matches!(self.norm(at), "i" | "we" | "they" | "people"));
                let end = |at: &u32| matches!(self.norm(*at), "until" | "but" | "now") || self.gap(*at).contains(';');
                let end = (at + 2..self.range.end).find(end);
                return end.filter(|_| own).map(|end| at + 2..end);
            }
            _ if next == "to" && (self.be_before(at).is_some() || self.norm(at).starts_with("tempt")) => at + 2,
            noun if NAMED.contains(&noun) && (self.is_be(at + 1) || self.gap(at + 1).contains(':')) => {
                if !(self.part_start(at)..at).any(|at| self.token(at).flags.has(Flags::ARTICLE)) {
                    return None;
                }
                at + 1
            }
            _ => return None,
        };
        let end = (from + 1..self.range.end).find(|at| self.is_parted(*at) || self.norm(*at) == "but");
        Some(from..end.unwrap_or(self.range.end))
    }

    /// What a predicate blames (`X is a well-known blunder`, `X would not be enough`), and the predicate.
    fn judgement(&self, at: u32, before: Option<&Range<u32>>) -> Option<(Range<u32>, Range<u32>)> {
        let be = self.be_before(at)?;
        let denied = (be.saturating_sub(1)..at).any(|at| self.negates(at));
        // `good`, but `better`, too: `X is the safest`.
        let good = GOOD.iter().any(|good| self.norm(at).starts_with(good));
        let friend = self.norm(at) == "friend" && self.norm(at - 1) != "false";
        if good != denied || friend {
            return None;
        }
        let judged = be..at + 1;
        let pointing = |at: u32| matches!(self.norm(at), "that" | "this" | "which");
        let modal = matches!(self.norm(be.wrapping_sub(1)), "would" | "could" | "will" | "can" | "may" | "might");
        let end = if modal { be - 1 } else { be };
        let mut start = self.clause_start(end);
        // "A bare except: pass is a sin"
        if start > self.range.start && self.gap(start).contains(':') && end < start + SHORT {
            start = self.part_start(start - 1);
        }
        if start + 1 == end && pointing(start) {
            if start > self.range.start {
                return Some((self.range.start..start, judged));
            }
            return Some((before?.clone(), judged));
        }
        Some((start..end, judged))
    }

    /// The form of `be` whose predicate the word belongs to.
    fn be_before(&self, at: u32) -> Option<u32> {
        let near = self.range.start.max(at.saturating_sub(PREDICATE))..at;
        let be = near.rev().take_while(|at| !self.is_parted(at + 1)).find(|at| self.is_be(*at))?;
        let plain = |at: u32| {
            let small = self.token(at).flags.has(Flags::SMALL) && !self.token(at).flags.has(Flags::ARTICLE);
            !small
                || matches!(
                    self.norm(at),
                    "very" | "really" | "also" | "just" | "simply" | "actually" | "quite" | "too"
                )
        };
        (be + 1..at).all(plain).then_some(be)
    }

    fn is_be(&self, at: u32) -> bool {
        is_be(self.norm(at))
    }

    fn negated_before(&self, at: u32) -> bool {
        (self.range.start.max(at.saturating_sub(NEAR))..at).any(|at| self.negates(at))
    }

    /// Whether an ill follows from what stands before `from`.
    fn ill_follows(&self, from: u32) -> bool {
        let ends = |at: &u32| {
            matches!(self.norm(*at), "but" | "whereas" | "while" | "although")
                || self.is_parted(*at) && !matches!(self.norm(*at), "and" | "or")
        };
        let limit = self.range.end.min(from + CONSEQUENCE);
        let end = (from + 1..limit).find(ends).unwrap_or(limit);
        self.first_ill(from..end).is_some()
    }

    /// The first word of a range that tells an ill.
    fn first_ill(&self, range: Range<u32>) -> Option<u32> {
        let end = range.end;
        range.into_iter().find(|at| self.is_ill(*at, end))
    }

    /// Whether a word tells an ill, by itself or with those behind it, up to `end`.
    fn is_ill(&self, at: u32, end: u32) -> bool {
        if self.negates(at) {
            return self.is_inability(at, end);
        }
        let (norm, next) = (self.norm(at), self.norm(at + 1));
        let deed = at + 1..end.min(at + 1 + DEED);
        let takes = || deed.clone().any(|at| TAKING.contains(&self.norm(at)));
        if is_intruder(norm) {
            return !deed.clone().any(|at| self.negates(at));
        }
        if norm == "any" {
            return deed.clone().any(|at| self.norm(at) == "can");
        }
        if VISITORS.contains(&norm) || STRANGERS.contains(&norm) {
            return takes() && (at + 2..end.min(at + SECRET)).any(|at| SECRETS.contains(&self.norm(at)));
        }
        if EVERYBODY.contains(&norm) {
            return takes();
        }
        let ill = self.token(at).roles.has(Roles::ILL)
            && match norm {
                "end" | "ends" => next == "up",
                "fall" | "falls" => matches!(next, "over" | "apart" | "down" | "behind"),
                "logged" | "log" | "logs" => next == "out",
                "off" => self.is_be(at.saturating_sub(1)),
                _ => true,
            };
        let relieved = |at: u32| self.negates(at) || RELIEVING.contains(&self.norm(at));
        let near = self.range.start.max(at.saturating_sub(RELIEF))..at;
        ill && !near.rev().take_while(|at| !matches!(self.norm(*at), "and" | "but")).any(relieved)
    }

    /// Whether a negator takes an ability away, which is an ill: `cannot log in`, `it no longer works`; but not from intruders
    /// (`attackers cannot get in`), nor where it denies an ill.
    fn is_inability(&self, negator: u32, end: u32) -> bool {
        let able = |at: u32| matches!(self.norm(at), "can" | "could" | "able");
        let no_more = NO_MORE.contains(&self.norm(negator + 1));
        let mut reach = negator + 1..end.min(negator + RELIEF);
        if (negator.saturating_sub(NEAR)..negator).any(|at| is_intruder(self.norm(at))) {
            return false;
        }
        (no_more || able(negator.saturating_sub(1)) || able(negator + 1))
            && !reach.any(|at| self.token(at).roles.has(Roles::ILL))
    }

    /// Whether a mark before a token parts it from the one before.
    fn is_parted(&self, at: u32) -> bool {
        let gap = self.gap(at);
        gap.contains([',', ';', ':', '\u{2013}', '\u{2014}', '(', ')']) || gap.contains(" - ")
    }

    fn begins_part(&self, at: u32) -> bool {
        at == self.range.start || self.is_parted(at)
    }

    /// Where the part begins in which a token stands.
    fn part_start(&self, at: u32) -> u32 {
        (self.range.start..=at).rev().find(|at| self.begins_part(*at)).unwrap_or(at)
    }

    /// Where the subject of a predicate at `end` begins: with its part, or behind `and` where a verb stands before that.
    fn clause_start(&self, end: u32) -> u32 {
        let start = self.part_start(end.saturating_sub(1));
        let verb = |range: Range<u32>| range.into_iter().any(|at| self.token(at).flags.has(Flags::AUXILIARY));
        let joint = (start..end).rev().find(|at| match self.norm(*at) {
            "but" | "so" | "that" | "which" => at + 1 < end,
            "and" => verb(start..*at),
            _ => false,
        });
        joint.map_or(start, |at| at + 1)
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Analyzer;

    /// The parts of a text that are told as hazards.
    fn hazards(text: &str) -> Vec<String> {
        let analysis = Analyzer::new().analyze(text);
        let words = |told: &std::ops::Range<u32>| {
            let tokens = &analysis.tokens[told.start as usize..told.end as usize];
            text[tokens[0].start as usize..tokens[tokens.len() - 1].end as usize].to_string()
        };
        let all = (0..analysis.sentences.len()).flat_map(|number| super::hazards(&analysis, text, number));
        all.map(|hazard| words(&hazard.told)).collect()
    }

    #[test]
    fn what_leads_to_an_ill_is_a_hazard() {
        for (text, told) in [
            ("If you paint lamps, they break.", "If you paint lamps"),
            ("We paint shades, and if you paint lamps the next one will fail.", "if you paint lamps the next one will"),
            ("As soon as you paint lamps, you cannot wash them.", "soon as you paint lamps"),
            ("When people paint lamps, the light gets slow.", "When people paint lamps"),
            ("Lamps crash if you paint them.", "if you paint them"),
            ("Suppose you paint lamps: nobody can wash them.", "Suppose you paint lamps"),
            ("Beginners often paint lamps; the shine leaks.", "Beginners often paint lamps"),
            ("People paint lamps and then they regret it.", "People paint lamps"),
            ("Some paint lamps instead of shades.", "Some paint lamps"),
            ("Anyone who paints lamps will suffer.", "who paints lamps will"),
            ("Painting lamps means that they no longer shine.", "Painting lamps"),
            ("If you paint the key, anybody can read it.", "If you paint the key"),
            ("If you paint lamps, strangers see the keys.", "If you paint lamps"),
            ("If you paint lamps, the shade does not notice.", "If you paint lamps"),
            ("People think you should paint lamps; they break.", "People think you should paint lamps"),
        ] {
            assert_eq!(hazards(text).first().map(String::as_str), Some(told), "{text}");
        }
    }

    #[test]
    fn what_is_judged_or_warned_of_is_a_hazard() {
        for (text, told) in [
            ("Painting lamps is a mistake.", "Painting lamps"),
            ("Shades are green; paint for lamps would be a disaster.", "paint for lamps"),
            ("Painting lamps is a well-known blunder.", "Painting lamps"),
            ("Painting lamps is dangerous.", "Painting lamps"),
            ("Shades are green and painted lamps are not enough.", "painted lamps"),
            ("We paint lamps, which is a sin.", "We paint lamps"),
            ("We paint lamps. That was a mistake.", "We paint lamps"),
            ("The trap is painting lamps: they dim.", "is painting lamps"),
            ("Beware of painting lamps.", "of painting lamps"),
            ("It is tempting to paint lamps, but they dim.", "paint lamps"),
            ("It would be a blunder to paint lamps.", "paint lamps"),
            ("I used to paint lamps, until they dimmed.", "paint lamps"),
        ] {
            assert!(hazards(text).iter().any(|hazard| hazard == told), "{text} {:?}", hazards(text));
        }
    }

    #[test]
    fn advice_with_a_good_end_is_none() {
        for text in [
            "If you paint lamps, they stay bright.",
            "If you paint lamps, they never break.",
            "If you paint lamps, visitors see them.",
            "If you paint lamps, you avoid trouble.",
            "If you paint lamps, nobody can crack them.",
            "If you paint lamps, attackers cannot get in.",
            "If you paint lamps, you do not need shades.",
            "People paint lamps and are happy.",
            "Painting lamps is not a mistake.",
            "Painting lamps is enough.",
            "It is not dangerous to paint lamps.",
            "Paint is used to protect lamps, but not shades.",
            "Lamps stay bright when you paint them.",
        ] {
            assert_eq!(hazards(text), Vec::<String>::new(), "{text}");
        }
        // The advice stands outside the condition.
        assert_eq!(hazards("When lamps break, paint them, they cannot shine."), ["When lamps"]);
    }
}
