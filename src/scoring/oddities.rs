//! What is odd about a response as a whole (its flags), and what that leaves to be earned.

use super::cap::CapReason;
use super::constants::SHORT_CONTENT;
use super::grade::{Arithmetic, ConceptGrade, Flag, Status};
use super::topic::Topic;
use super::{derived, flags, language, list};
use crate::rubric::Rubric;
use crate::text::Analysis;

/// What a response as a whole can earn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Earns {
    /// What its statements are worth.
    Something,
    /// Nothing: it says nothing.
    Nothing,
    /// Nothing, and what it touches is no statement about the item.
    NothingOfThis,
}

/// Why a response earns nothing, in a word: its flag, else that it has to do with no reference.
pub fn why_nothing(flags: &[Flag]) -> &'static str {
    const NOTHING: [Flag; 4] = [Flag::Empty, Flag::NonAnswer, Flag::Echo, Flag::OffTopic];
    flags.iter().find(|flag| NOTHING.contains(flag)).map_or("silent", |flag| flag.name())
}

/// What is looked at to tell what is odd about a response as a whole.
pub struct Oddities<'a> {
    pub rubric: &'a Rubric,
    pub text: &'a str,
    pub analysis: &'a Analysis,
    pub topic: &'a Topic,
    pub compared: Option<&'a derived::Comparisons>,
    /// It is prose in another language.
    pub foreign_prose: bool,
    /// It is a list of terms.
    pub list: bool,
    /// It asserts a misconception of this item: wrong, but about the subject.
    pub errs: bool,
}

impl Oddities<'_> {
    /// The flags in the order of `Flag`, and what they leave to be earned.
    pub fn find(&self, concepts: &[ConceptGrade]) -> (Vec<Flag>, Earns) {
        let silent = match self.compared {
            Some(compared) => compared.is_silent(),
            None => concepts.iter().all(|concept| concept.status == Status::Missed),
        };
        // Without a keyword set, silence is the comparison's word that nothing of any reference is there.
        let otherwise = match self.compared.is_some() && silent {
            true => Earns::Nothing,
            false => Earns::Something,
        };
        if self.text.trim().is_empty() || self.analysis.tokens.is_empty() {
            return (vec![Flag::Empty], Earns::Nothing);
        }
        if silent && flags::is_non_answer(self.analysis) {
            return (vec![Flag::NonAnswer], Earns::Nothing);
        }
        if self.is_echo(silent) {
            // A question that holds its own answer is still no answer.
            let earns = if silent || self.compared.is_some() { Earns::Nothing } else { otherwise };
            return (vec![Flag::Echo], earns);
        }
        let mut flags = Vec::new();
        let mut earns = otherwise;
        let strange = || language::is_strange(self.text, self.analysis, |term| self.rubric.lexicon.knows(term));
        if self.foreign_prose || silent && strange() {
            // What it says by terms of this language counts; the rest nobody here has read.
            flags.push(Flag::OtherLanguage);
        } else if self.topic.content >= SHORT_CONTENT && self.topic.is_off(self.rubric, concepts, silent) {
            // A wrong answer is no answer to something else, though it has stated nothing either.
            if !self.errs {
                flags.push(Flag::OffTopic);
            }
            earns = if self.compared.is_some() { Earns::Nothing } else { Earns::NothingOfThis };
        }
        if self.list {
            flags.push(Flag::KeywordList);
        } else if self.topic.content < SHORT_CONTENT {
            flags.push(Flag::TooShort);
        }
        (flags, earns)
    }

    /// Whether it only says the question again.
    fn is_echo(&self, silent: bool) -> bool {
        match self.compared {
            Some(compared) => compared.is_echo(self.rubric),
            None => {
                flags::restates(self.topic.asked, self.topic.content)
                    && (silent || self.topic.content >= self.rubric.question_terms.len())
            }
        }
    }

    /// A flag that depends on what the answer would get without it: what few words reach by chance is looked at more closely.
    pub fn second_thought(&self, concepts: &[ConceptGrade], sum: &Arithmetic) -> Option<Flag> {
        if self.topic.is_doubtful(self.rubric, concepts, sum) {
            return (!self.errs).then_some(Flag::OffTopic);
        }
        // An outline is looked at, too: terms alone are less than that.
        let held = sum.caps.iter().any(|cap| cap.reason != CapReason::Shallow) || sum.raw < sum.strong_asks;
        let strong = sum.raw >= sum.strong_from && !held;
        let list = strong && !self.rubric.asks_for_names() && list::is_terse_list(self.analysis, self.text);
        list.then_some(Flag::KeywordList)
    }
}
