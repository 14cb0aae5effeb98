//! What the writer says that they do not know: `I could not tell you why X`, `whether X I would have to look up`. An
//! embedded question claims neither answer, and whoever asks it shows nothing.
//!
//! Embedded questions under verbs of knowing are read as in work on factuality (Saurí and Pustejovsky 2009): the first person,
//! a denial or a lookup, and a question word on either side. `I am not sure that X` is a claim with a hedge (`polarity`).

use super::unclaimed::{Sentence, breaks};
use crate::text::roles::Roles;
use std::ops::Range;

/// Words before a verb of knowing among which its denial stands, and before that the first person.
const REACH: u32 = 4;
/// Words between a verb of knowing and the question word, and between the verb and the end of what it says.
const TAIL: u32 = 5;

/// Words that open an embedded question.
const QUESTIONS: [&str; 9] = ["how", "why", "whether", "what", "which", "who", "where", "when", "if"];
/// Words of a condition or a reason: `while I do not know how many` tells of a case and admits nothing.
const CASES: [&str; 11] =
    ["when", "whenever", "if", "while", "as", "since", "because", "where", "until", "unless", "although"];
/// Words before a question word that leave it one: `and how`, `as to what`.
const JOINS: [&str; 7] = ["and", "or", "nor", "but", "to", "for", "about"];

impl Sentence<'_> {
    /// What this sentence says that its writer does not know.
    pub(super) fn unknown(&self) -> Option<Range<u32>> {
        let mut knowing = self.range.clone().filter(|at| self.token(*at).roles.has(Roles::KNOWING));
        knowing.find_map(|at| {
            let from = self.admits(at)?;
            self.asked_behind(at).or_else(|| self.asked_before(from, at))
        })
    }

    /// Where the admission begins whose word of knowing stands here, if it is one.
    fn admits(&self, at: u32) -> Option<u32> {
        let start = self.range.start;
        let before = start.max(at.saturating_sub(REACH))..at;
        let cue = match self.norm(at) {
            "forget" | "forgot" | "forgotten" | "google" => at,
            "look" => {
                let up = (at + 1..self.range.end.min(at + TAIL)).any(|at| matches!(self.norm(at), "up" | "docs"));
                let has = before.clone().rev().find(|at| matches!(self.norm(*at), "have" | "need" | "always"));
                has.filter(|_| up)?
            }
            "beyond" => return (self.norm(at + 1) == "me").then_some(at),
            _ => before.clone().rev().find(|at| self.denies_knowledge(*at))?,
        };
        let person = (start.max(cue.saturating_sub(REACH))..cue).rev().find(|at| self.norm(*at) == "i");
        let Some(person) = person else {
            // Notes leave the person out: `no idea how it works`.
            let verb = matches!(self.norm(cue.wrapping_sub(1)), "do" | "can");
            // `Nobody knows why` tells of the matter.
            if self.norm(cue).starts_with("nobody") || matches!(self.norm(cue), "none" | "nothing") {
                return None;
            }
            let first = if verb && cue > start { cue - 1 } else { cue };
            return self.opens(first).then_some(first);
        };
        let told_of_a_case = person > start && CASES.contains(&self.norm(person - 1));
        (!told_of_a_case).then_some(person)
    }

    /// Words that take knowledge away: `not sure`, `less sure`, `never understood`, `hardly know`, `unable to say`.
    fn denies_knowledge(&self, at: u32) -> bool {
        self.negates(at) || matches!(self.norm(at), "less" | "hardly" | "unable")
    }

    /// Whether a part of the sentence begins here.
    fn opens(&self, at: u32) -> bool {
        at == self.range.start || breaks(self.gap(at))
    }

    /// The question behind the word of knowing: `I do not know exactly [how it works]`.
    fn asked_behind(&self, at: u32) -> Option<Range<u32>> {
        let mut near = at + 1..self.range.end.min(at + 1 + TAIL);
        let from = near.find(|at| QUESTIONS.contains(&self.norm(*at)))?;
        // `I do not know, it is how they are`: another statement.
        if (at + 1..=from).any(|at| breaks(self.gap(at))) {
            return None;
        }
        let end = (from + 1..self.range.end).find(|at| {
            let goes_on = || {
                let first = at + u32::from(JOINS.contains(&self.norm(*at)));
                QUESTIONS.contains(&self.norm(first)) || matches!(self.norm(*at), "or" | "nor")
            };
            matches!(self.norm(*at), "but" | "however" | "though" | "yet" | "so") || breaks(self.gap(*at)) && !goes_on()
        });
        Some(from..end.unwrap_or(self.range.end))
    }

    /// The question before an admission that closes the statement: `[Why it works] I cannot say`.
    fn asked_before(&self, admission: u32, at: u32) -> Option<Range<u32>> {
        let behind = (at + 1..self.range.end).find(|at| breaks(self.gap(*at))).unwrap_or(self.range.end);
        if behind > at + 1 + TAIL {
            return None;
        }
        // The question is before the person, not `what I forgot`.
        let from = (self.range.start..admission.saturating_sub(1)).find(|at| {
            let asks = match self.norm(*at) {
                "how" | "why" | "whether" | "what" | "which" | "who" => true,
                "when" | "where" => self.norm(at + 1) == "to",
                _ => false,
            };
            asks && (self.opens(*at) || JOINS.contains(&self.norm(at - 1)))
        })?;
        // `What I would do: look it up` is another statement.
        let one = !(from..admission).any(|at| self.gap(at + 1).contains(':'));
        one.then_some(from..admission)
    }
}

#[cfg(test)]
mod tests {
    use super::super::unclaimed::tests::parts;

    #[test]
    fn a_question_that_the_writer_cannot_answer_claims_nothing() {
        for (text, part) in [
            ("I don't know whether lamps get hot.", "whether lamps get hot"),
            ("Lamps shine, though I could not tell you why they get hot.", "why they get hot"),
            ("I'm not sure exactly how the switch works, but lamps shine.", "how the switch works"),
            ("I never understood why lamps need a fuse or what it does.", "why lamps need a fuse or what it does"),
            ("What I am less sure about is how the fuse melts.", "how the fuse melts"),
            ("no idea what the fuse does", "what the fuse does"),
            ("Lamps shine; don't remember which wire is live.", "which wire is live"),
            ("I always forget which wire is live.", "which wire is live"),
            ("Why lamps get hot I cannot say.", "Why lamps get hot"),
            (
                "How it melts, what it breaks, or whether it lasts, I could not tell you.",
                "How it melts, what it breaks, or whether it lasts",
            ),
            ("Lamps shine, and which wire is live I'd have to look up.", "which wire is live"),
            ("How the fuse melts is beyond me.", "How the fuse melts is"),
            ("When to change a fuse I do not know.", "When to change a fuse"),
        ] {
            assert_eq!(parts(text), [part], "{text}");
        }
    }

    #[test]
    fn cases_hedges_and_others_who_do_not_know_are_left() {
        for text in [
            "I use a meter when I do not know how much flows.",
            "The switch does not know how much flows.",
            "You do not know how many lamps there are.",
            "I am not sure that lamps get hot.",
            "I don't know, lamps get hot.",
            "I don't know the details. Lamps get hot.",
            "I explain how lamps get hot.",
            "I have to check whether the lamp is hot.",
            "A good fuse tells me why it melted, and I say how it melted.",
            "When the lamp is hot I do not know the reason.",
            "The fuse says what is wrong, not the lamp.",
            "Check the fuse to see what I forgot.",
            "What I usually do: check the fuse to see what I forgot.",
        ] {
            assert_eq!(parts(text), Vec::<String>::new(), "{text}");
        }
    }
}
