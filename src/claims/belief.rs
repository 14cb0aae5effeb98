//! What others believe and the writer rejects: `Many think X. It is not so`, `a common mistake is X`, `Is it X? No`. Such words
//! are reported, not claimed: they show neither a concept nor a misconception.
//!
//! Reporting verbs with a holder before them, and the rejection that must follow, are read as in work on attribution and
//! factuality (Saurí and Pustejovsky 2009): a report alone (`many think X`) is left as it stands.

use super::negation::is_truth;
use super::unclaimed::{Sentence, breaks};
use crate::text::Flags;
use crate::text::roles::Roles;
use std::ops::Range;

/// Words from the beginning of a sentence among which its frame stands.
const FRAME: u32 = 24;
/// Words before a verb of believing among which its subject stands.
const HOLDER_REACH: u32 = 5;
/// Words behind a noun for what is thought among which `is` stands where that is told.
const TOLD: u32 = 3;
/// Words before a noun among which stands what points back with it: `That is the usual mistake`.
const POINTING: u32 = 5;
/// Words from the beginning of a sentence among which its rejection of the one before stands.
const REPLY: u32 = 7;

/// Nouns that reject what they name.
pub const FALLACIES: [&str; 5] = ["myth", "misconception", "misunderstanding", "misbelief", "fallacy"];
/// Nouns that do so where they are `common` or `frequent`: `a mistake is seen` rejects nothing.
pub const FAULTS: [&str; 4] = ["mistake", "trap", "error", "confusion"];
/// Nouns that do so behind `wrong`, `false`, `mistaken`; what `usual` ones say may be rejected.
pub const VIEWS: [&str; 12] = [
    "idea",
    "view",
    "belief",
    "assumption",
    "opinion",
    "answer",
    "line",
    "claim",
    "advice",
    "story",
    "explanation",
    "slogan",
];
/// What the views of most people are called.
const USUAL: [&str; 13] = [
    "usual",
    "common",
    "popular",
    "typical",
    "standard",
    "classic",
    "widespread",
    "general",
    "first",
    "frequent",
    "another",
    "biggest",
    "other",
];
/// Words that say that something is not so.
pub const VERDICTS: [&str; 6] = ["wrong", "false", "untrue", "incorrect", "nonsense", "mistaken"];

/// Marks that quote.
const QUOTES: [char; 4] = ['"', '\u{201c}', '\u{201d}', '\u{201e}'];

impl<'a> Sentence<'a> {
    /// What this sentence reports and rejects, if it does.
    pub(super) fn reported(&self, next: Option<&Range<u32>>) -> Option<Range<u32>> {
        let sentence = self.range;
        let early = sentence.start..sentence.end.min(sentence.start + FRAME);
        let mut rejected = next.is_some_and(|next| self.judges(next));
        let mut framed = None;
        if self.roles.has(Roles::BELIEF | Roles::MISTAKENLY) {
            for at in early {
                let roles = self.token(at).roles;
                if roles.has(Roles::BELIEF) && self.frames(at) {
                    framed.get_or_insert(at);
                    rejected |= self.is_fallacy(at);
                }
                rejected |= roles.has(Roles::MISTAKENLY) && self.norm(at).ends_with("ly");
            }
        }
        rejected |= self.is_labelled() || framed.is_some_and(|at| self.rejects(at));
        let turn = framed.and_then(|at| self.turn(at + 1)).or_else(|| self.verdict());
        if rejected || turn.is_some() || framed.is_some() && next.is_some_and(|next| self.replies(next)) {
            return Some(sentence.start..turn.unwrap_or(sentence.end));
        }
        if let Some(quoted) = self.denied_quote() {
            return Some(quoted);
        }
        // "Is it a framework? No, a library."
        let asks = self.is_question(sentence);
        // Who only asks claims nothing: "Is a lamp cold? Is it hot?" What stands behind the last question may answer it.
        let by_yes_or_no = self.token(sentence.start).flags.has(Flags::AUXILIARY);
        let open = asks && by_yes_or_no && next.is_none_or(|next| self.is_question(next));
        (open || asks && next.is_some_and(|next| self.answers_no(next.start))).then(|| sentence.clone())
    }

    /// Whether a sentence opens with a no: `No, ...`, `Not really.`, `Hardly.`, `Of course not`.
    fn answers_no(&self, first: u32) -> bool {
        match self.norm(first) {
            "no" | "nope" | "nah" => self.norm(first + 1) != "one",
            "not" => {
                matches!(self.norm(first + 1), "at" | "really" | "quite" | "so" | "exactly" | "necessarily" | "true")
            }
            "hardly" => ends(self.gap(first + 1)),
            "far" => self.norm(first + 1) == "from",
            "of" => self.norm(first + 1) == "course" && self.negates(first + 2),
            _ => false,
        }
    }

    /// Whether the sentence is labelled as not so: `Wrong: ...`.
    fn is_labelled(&self) -> bool {
        let first = self.range.start;
        VERDICTS.contains(&self.norm(first)) && self.gap(first + 1).contains(':')
    }

    /// Whether a sentence with a belief told at `frame` rejects it as a whole: `a mistake to say that ...`, `I disagree with those
    /// who say ...`, `Those who say ... are mistaken`, `The claim that ... does not hold`.
    fn rejects(&self, frame: u32) -> bool {
        let Range { start, end } = *self.range;
        let last = |back: u32| end.checked_sub(back).filter(|at| *at > frame).map_or("", |at| self.norm(at));
        let judged = VERDICTS.contains(&last(1)) && matches!(last(2), "is" | "are" | "be");
        let falls = matches!(last(1), "hold" | "true" | "right" | "correct") && last(2) == "not";
        self.is_fault_to(frame) || judged || falls || (start..frame).any(|at| self.norm(at) == "disagree")
    }

    /// `a mistake to say`, `wrong to think`.
    fn is_fault_to(&self, at: u32) -> bool {
        let Some(noun) = at.checked_sub(2).filter(|noun| *noun >= self.range.start && self.norm(at - 1) == "to") else {
            return false;
        };
        let fault = self.noun(noun);
        !self.negates(noun.saturating_sub(2))
            && (FAULTS.contains(&fault) || FALLACIES.contains(&fault) || VERDICTS.contains(&fault))
    }

    /// What stands in quotes behind a negator: `It is not "X" or "Y"`.
    fn denied_quote(&self) -> Option<Range<u32>> {
        let quotes = |at: u32| self.gap(at).contains(QUOTES);
        let from = (self.range.start + 1..self.range.end).find(|at| self.negates(at - 1) && quotes(*at))?;
        let end = (from + 1..=self.range.end).rev().find(|at| quotes(*at))?;
        Some(from..end)
    }

    /// Whether a word of believing has somebody else who believes, or names a fallacy that the sentence goes on to tell.
    fn frames(&self, at: u32) -> bool {
        if self.negates(at) || at > self.range.start && self.negates(at - 1) {
            return false;
        }
        // "Another server, say a database"
        if self.norm(at) == "say" && self.gap(at).contains(',') {
            return false;
        }
        let noun = self.noun(at);
        if self.is_view(at) || self.is_fallacy(at) {
            return self.tells_what_is_thought(at);
        }
        // `People claim that`, but not every idea, line or mistake.
        if VIEWS.contains(&noun) && noun != "claim" || FAULTS.contains(&noun) {
            return false;
        }
        self.is_fault_to(at) || self.is_believed(at)
    }

    /// Whether a noun names what people think: `the usual view`, `the belief`, `the claim that ... is wrong`.
    fn is_view(&self, at: u32) -> bool {
        let noun = self.noun(at);
        VIEWS.contains(&noun)
            && (self.follows(at, &USUAL) || matches!(noun, "belief" | "assumption") || self.is_rejected_with_that(at))
    }

    /// `The claim that ... does not hold`.
    fn is_rejected_with_that(&self, at: u32) -> bool {
        self.norm(at + 1) == "that" && self.rejects(at)
    }

    /// Whether the sentence goes on to tell what is thought, behind a noun for it: `The usual mistake is ...`, `A myth: ...`.
    fn tells_what_is_thought(&self, at: u32) -> bool {
        // `That is the usual misunderstanding: a list is mutable` goes on with what is so.
        if self.points_back(at) {
            return false;
        }
        // `It is a myth that ...` denies what it says: polarity.
        if matches!(self.noun(at), "myth" | "misconception") && self.norm(at + 1) == "that" {
            return false;
        }
        (at + 1..(at + 1 + TOLD).min(self.range.end)).any(|be| matches!(self.norm(be), "is" | "be"))
            || self.is_view(at) && self.is_rejected_with_that(at)
            || self.gap(at + 1).contains(':')
    }

    /// Whether a verb of believing has somebody who believes, or believed once: `many think`, `I used to think`, `I read that`, `it is
    /// often said`.
    fn is_believed(&self, at: u32) -> bool {
        let before = self.range.start.max(at.saturating_sub(HOLDER_REACH))..at;
        let held = before.clone().any(|holder| self.token(holder).roles.has(Roles::HOLDER));
        // Bytes are read, too: `I read that` reports.
        let hearsay = self.token(at).roles.has(Roles::HEARSAY);
        let quoting = || self.norm(at + 1) == "that" || self.gap(at + 1).contains(QUOTES);
        let person = before.clone().find(|at| matches!(self.norm(*at), "i" | "you" | "we"));
        // "First, I think" tells an order.
        let then = |person| (person..at).any(|at| matches!(self.norm(at), "used" | "once" | "first"));
        let own = person.is_some_and(|person| hearsay || then(person));
        // "It is often said that"
        let said = || {
            matches!(self.norm(at), "said" | "claimed" | "assumed" | "believed" | "thought")
                && before.clone().any(|at| self.norm(at) == "is")
                && self.norm(self.range.start) == "it"
        };
        (held || own) && (!hearsay || quoting()) || said()
    }

    /// `myth`, `wrong idea`.
    fn is_fallacy(&self, at: u32) -> bool {
        let noun = self.noun(at);
        FALLACIES.contains(&noun)
            || VIEWS.contains(&noun) && self.follows(at, &VERDICTS)
            || FAULTS.contains(&noun) && self.follows(at, &USUAL)
    }

    /// Whether a noun judges what was said before: `That is the usual misunderstanding`.
    fn points_back(&self, noun: u32) -> bool {
        let near = self.range.start.max(noun.saturating_sub(POINTING))..noun;
        near.clone().rev().find(|at| matches!(self.norm(*at), "is" | "was")).is_some_and(|be| {
            be > near.start && matches!(self.norm(be - 1), "that" | "this" | "which") && self.norm(noun + 1) != "that"
        })
    }

    /// A word without the `s` of its plural.
    fn noun(&self, at: u32) -> &'a str {
        self.norm(at).strip_suffix('s').unwrap_or(self.norm(at))
    }

    /// Whether a word stands behind one of these in its sentence.
    fn follows(&self, at: u32, words: &[&str]) -> bool {
        at > self.range.start && words.contains(&self.norm(at - 1))
    }

    /// `not true`, `not so`.
    fn denies_truth(&self, at: u32) -> bool {
        self.norm(at) == "not" && is_truth(self.norm(at + 1))
    }

    /// Where a sentence turns against what it reports: `but`, `in reality`, `...; it is not`.
    fn turn(&self, from: u32) -> Option<u32> {
        (from..self.range.end).find(|at| match self.norm(*at) {
            "but" | "yet" | "actually" => true,
            "reality" | "fact" => self.norm(at - 1) == "in",
            "no" | "nope" => {
                self.gap(*at).contains([':', ';', '-', '\u{2013}', '\u{2014}']) && self.norm(at + 1) != "one"
            }
            "it" | "they" | "that" | "this" | "he" | "she" => {
                (ends(self.gap(*at)) || self.norm(at - 1) == "and")
                    && (self.negates(at + 2) || VERDICTS.contains(&self.norm(at + 2)))
            }
            "not" => ends(self.gap(*at)) && self.norm(at + 1) == "so",
            "until" | "then" => {
                matches!(self.norm(at + 1), "i" | "we" | "he" | "she" | "they")
                    && matches!(self.norm(at + 2), "learned" | "learnt" | "found" | "realized" | "realised" | "saw")
            }
            "i" => {
                ends(self.gap(*at))
                    && (self.norm(at + 1) == "disagree" || self.negates(at + 2) && self.norm(at + 3) == "agree")
            }
            _ => false,
        })
    }

    /// Where a sentence judges what it has said so far: `..., which is wrong`, `..., also wrong, ...`.
    fn verdict(&self) -> Option<u32> {
        if !self.turns {
            return None;
        }
        (self.range.start + 2..self.range.end).find(|at| {
            let myth = |is: u32| self.norm(is) == "a" && FALLACIES.contains(&self.noun(is + 1));
            let judged = |is: u32| VERDICTS.contains(&self.norm(is)) || self.denies_truth(is) || myth(is);
            (self.gap(*at).contains([',', ':', ';', '-', '\u{2013}', '\u{2014}', '('])
                || matches!(self.norm(at - 1), "and" | "but"))
                && match self.norm(*at) {
                    "which" | "that" | "this" | "it" => self.norm(at + 1) == "is" && judged(at + 2),
                    "is" | "are" => self.norm(at - 1) == "but" && judged(at + 1) && ends(self.gap(at + 2)),
                    "a" => FALLACIES.contains(&self.noun(at + 1)) && ends(self.gap(at + 2)),
                    "no" | "nope" => self.gap(*at).contains('(') && self.gap(at + 1).contains(')'),
                    "also" => judged(at + 1) && ends(self.gap(at + 2)),
                    // `"X" and "Y" are what people say, and neither holds`
                    "neither" => {
                        self.gap(self.range.start).contains(QUOTES) && matches!(self.norm(at + 1), "holds" | "is")
                    }
                    // `true and false` names both.
                    _ => judged(*at) && ends(self.gap(at + 1)) && self.norm(at - 2) != "true",
                }
        })
    }

    /// Whether a sentence opens with the judgement that the one before it is not so: `Wrong: ...`, `Not true`, `That is false`.
    fn judges(&self, next: &Range<u32>) -> bool {
        let first = next.start;
        let pointed =
            matches!(self.norm(first), "that" | "this" | "it" | "both" | "neither" | "these" | "which" | "all")
                && matches!(self.norm(first + 1), "is" | "are");
        let from = if pointed { first + 2 } else { first };
        let from =
            from + u32::from(matches!(self.norm(from), "also" | "simply" | "just" | "plain" | "plainly" | "both"));
        let denied = self.denies_truth(from);
        let last = from + u32::from(denied);
        // "Wrong bulbs get hot" judges nothing.
        let whole = || ends(self.gap(last + 1)) || matches!(self.norm(last + 1), "as" | "too" | "again" | "because");
        last < next.end && (denied || VERDICTS.contains(&self.norm(from))) && (pointed || whole())
    }

    /// Whether a sentence turns against the one before it: `It is not so`, `Neither helps`, `Not really`, but not `I have never
    /// used it`.
    fn replies(&self, next: &Range<u32>) -> bool {
        let first = next.start;
        let opens = |at: u32| matches!(self.norm(at), "but" | "however" | "yet");
        // `If it is not, ...` goes on with both cases.
        if matches!(self.norm(first), "if" | "when" | "unless") {
            return false;
        }
        (first..next.end.min(first + REPLY)).any(|at| {
            let limited = || matches!(self.norm(at + 1), "only" | "just" | "merely" | "simply");
            let denies = || {
                let before = first..at;
                let pointed = before.clone().any(|at| {
                    matches!(self.norm(at), "it" | "they" | "that" | "this" | "these" | "those" | "both" | "he" | "she")
                });
                let bare = matches!(self.norm(first), "is" | "are" | "do" | "does" | "not") && at <= first + 1;
                pointed && !before.clone().any(|at| self.norm(at) == "i") || bare
            };
            self.token(at).roles.has(Roles::REJECTION)
                || self.norm(at) == "agree" && self.negates(at - 1)
                || self.negates(at) && !limited() && denies()
                || at == first && opens(at)
        })
    }
}

/// Whether a part of the sentence ends between two words, or nothing stands between them.
fn ends(gap: &str) -> bool {
    gap.is_empty() || breaks(gap)
}

#[cfg(test)]
mod tests {
    use super::super::unclaimed::tests::parts;

    #[test]
    fn what_others_believe_and_the_writer_rejects_is_reported() {
        for (text, part) in [
            (
                "Some colleagues assume that lamps cool the room. They don't.",
                "Some colleagues assume that lamps cool the room",
            ),
            ("I often hear that lamps cool the room. Neither is so.", "I often hear that lamps cool the room"),
            ("Most people think lamps are cold, but they get hot.", "Most people think lamps are cold"),
            ("A common misconception is that lamps are cold.", "A common misconception is that lamps are cold"),
            ("It is often said that lamps are cold, which is wrong.", "It is often said that lamps are cold"),
            ("I used to think lamps are cold. In fact they get hot.", "I used to think lamps are cold"),
            ("Are lamps cold? No, they get hot.", "Are lamps cold"),
            ("Many beginners mistakenly believe lamps are cold.", "Many beginners mistakenly believe lamps are cold"),
            ("Many manuals stop at cold lamps. That is wrong: they get hot.", "Many manuals stop at cold lamps"),
            ("Others leave lamps on, also wrong, they get hot.", "Others leave lamps on"),
            ("Folks say lamps are \"cold\"; they are not.", "Folks say lamps are \"cold"),
            (
                "\"Lamps are cold\" is what people conclude, and it is wrong.",
                "Lamps are cold\" is what people conclude, and",
            ),
            ("The usual line is that lamps are cold. They are not.", "The usual line is that lamps are cold"),
            ("It is not \"lamps are cold\" or \"lamps are dark\": they shine.", "lamps are cold\" or \"lamps are dark"),
            ("Another wrong idea: lamps cool the room.", "Another wrong idea: lamps cool the room"),
            ("You will read that lamps cool. In a room they do not.", "You will read that lamps cool"),
            ("People think lamps are cold: no, they get hot.", "People think lamps are cold"),
            ("Are lamps cold? Not at all.", "Are lamps cold"),
            ("So lamps are cold? Hardly.", "So lamps are cold"),
            ("The wrong answer would be that lamps are cold.", "The wrong answer would be that lamps are cold"),
            ("Does this mean lamps are cold? Of course not.", "Does this mean lamps are cold"),
            ("People conclude that lamps are cold; not so.", "People conclude that lamps are cold"),
            ("It is a common mistake to say that lamps are cold.", "It is a common mistake to say that lamps are cold"),
            ("It would be wrong to think that lamps are cold.", "It would be wrong to think that lamps are cold"),
            ("Those who claim that lamps are cold are mistaken.", "Those who claim that lamps are cold are mistaken"),
            ("The claim that lamps are cold does not hold.", "The claim that lamps are cold does not hold"),
            ("I disagree with people who say lamps are cold.", "I disagree with people who say lamps are cold"),
            ("Some say lamps are cold. I disagree.", "Some say lamps are cold"),
            ("Some say lamps are cold. I do not agree.", "Some say lamps are cold"),
            ("I have heard that lamps are cold, I do not agree.", "I have heard that lamps are cold"),
            (
                "My colleague was convinced that lamps are cold, and he was wrong.",
                "My colleague was convinced that lamps are cold, and",
            ),
            ("I used to believe lamps are cold until I learned better.", "I used to believe lamps are cold"),
            ("Lamps are cold (wrong!), they get hot.", "Lamps are cold"),
            ("Lamps are cold sounds fine but is wrong.", "Lamps are cold sounds fine but"),
            ("Lamps are cold: a myth.", "Lamps are cold"),
            ("Wrong: lamps are cold.", "Wrong: lamps are cold"),
            ("Are lamps cold?", "Are lamps cold"),
            ("Lamps are cold, which is a myth.", "Lamps are cold"),
            (
                "\"Lamps are cold\" and \"lamps are dark\" is what I read, and neither holds.",
                "Lamps are cold\" and \"lamps are dark\" is what I read, and",
            ),
        ] {
            assert_eq!(parts(text), [part], "{text}");
        }
    }

    #[test]
    fn what_is_claimed_or_left_as_it_stands_is_not() {
        for text in [
            "I think lamps are cold. They do not get hot.",
            "Many people say that lamps get hot. They heat the room.",
            "Most people think lamps are useful. They not only shine but warm.",
            "Do not think lamps are cold.",
            "Which lamps are cold? None that I know.",
            "A lamp reads the switch. No light without it.",
            "The tester checks each lamp, and a mistake is seen before anybody buys it. It does not get far.",
            "A colleague reads the meter and we check it. It is not trusted alone.",
            "I read that lamps get hot. I have never touched one.",
            "People say that lamps get hot. Nobody knows why.",
            "A fuse finds the mistakes that lamps hide.",
            "Some lamps have a chip that I can read bit by bit. I do not trust it.",
            "The lamp is on. Wrong bulbs get hot, which is why lamps have fuses.",
            "Look at the bulb first, I think it gets hot. If it does not, change it.",
            "Somebody waits for another lamp, say a cold one. But it gets hot.",
            "A lamp asks \"are you hot?\" No one answers it.",
            "Are lamps hot? Yes, they are.",
            "Are lamps for reading? Then take a bright one.",
            "That is the usual misunderstanding: lamps get hot.",
            "They are not cold, that's the usual confusion: lamps get hot.",
            "That's a common misconception: lamps get hot.",
            "What makes lamps hot? The wire.",
        ] {
            assert_eq!(parts(text), Vec::<String>::new(), "{text}");
        }
    }
}
