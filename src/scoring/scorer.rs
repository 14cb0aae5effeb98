//! The steps from a response to its grade, in order; each step's rule stands in the file that it is named after.

use super::constants::SHORT_CONTENT;
use super::evidence::{Judge, Whole};
use super::framed::is_framed_list;
use super::grade::{Arithmetic, ConceptGrade, ENGINE, Flag, Grade, Status};
use super::score::Measured;
use super::topic::Topic;
use super::{chain, confidence, derived, empty, flags, hollow, language, list, pile, score};
use crate::bank::Kind;
use crate::claims::Polarity;
use crate::matching::{Matching, Reading, Scene, Workspace};
use crate::rubric::Rubric;
use crate::text::{ANALYSED_BYTES, Analysis, Analyzer, beginning};
use std::borrow::Cow;

/// Grades responses, reusing its buffers, without messages. One per thread; holds nothing that a result depends on.
#[derive(Default)]
pub struct Scorer {
    analyzer: Analyzer,
    analysis: Analysis,
    reading: Reading,
    workspace: Workspace,
    judge: Judge,
    topic: Topic,
}

/// Grades one response, without messages: a pure function of the rubric and the response.
pub fn grade<'r>(rubric: &'r Rubric, response: &str) -> Grade<'r> {
    Scorer::default().grade(rubric, response)
}

impl Scorer {
    /// Grades one response, without messages.
    pub fn grade<'r>(&mut self, rubric: &'r Rubric, response: &str) -> Grade<'r> {
        let text = beginning(response, ANALYSED_BYTES);
        let Scorer { analyzer, analysis, reading, workspace, judge, topic } = self;
        analyzer.analyze_into(text, analysis);
        let analysis = &*analysis;
        reading.read(analysis, text, &[&rubric.matcher, &rubric.red_flags.matcher], &rubric.lexicon);
        let polarity = match rubric.derived {
            Some(_) => Polarity::read_supposed(analysis, text),
            None => Polarity::read(analysis, text),
        };
        let scene = Scene { text, analysis, reading, polarity: &polarity };
        topic.read(rubric, analysis, reading);

        // An item with references alone is compared word by word, and what that says wins over the patterns.
        let compared = rubric.derived.as_deref().map(|it| derived::Comparisons::new(it, rubric, analysis, &polarity));
        // What is a statement in another language no rule here can tell.
        let foreign_prose = language::is_prose(analysis);
        let mut is_list = || match &compared {
            Some(compared) => compared.is_list(analysis, text, rubric, analyzer),
            None => {
                list::is_list(analysis, text, 0..analysis.tokens.len() as u32)
                    || !rubric.asks_for_names()
                        && (pile::is_pile(analysis, text, rubric.item.kind) || empty::is_empty_prose(analysis))
                    || chain::is_chain(analysis, text)
            }
        };
        let mut list = !foreign_prose && (hollow::is_hollow(analysis, text) || is_list());
        let mut matching = Matching::new(&scene, &rubric.matcher, workspace);
        let foreign = &topic.foreign;
        let misconceptions = judge.misconceptions(rubric, &mut matching);
        let mut concepts = judge.concepts(rubric, &mut matching, Whole { list, foreign });
        let framed = rubric.item.kind != Kind::Experience;
        if !list
            && !foreign_prose
            && compared.is_none()
            && (list::is_padded_list(analysis, text, &judge.showing)
                || framed && is_framed_list(analysis, text, &concepts, rubric.item.kind))
        {
            list = true;
            concepts = judge.concepts(rubric, &mut matching, Whole { list, foreign });
        }
        // What a list would state beyond what it does if it were none.
        let passed_over = match list && compared.is_none() {
            true => judge.met(rubric, &mut matching, foreign).saturating_sub(met(&concepts)),
            false => 0,
        };
        let errs = !misconceptions.is_empty();
        let red_flags = judge.red_flags(rubric, &scene, workspace);
        if let (Some(derived), Some(compared)) = (rubric.derived.as_deref(), &compared) {
            compared.judge(derived, &mut concepts, list);
        }
        let clashes = match compared.is_some() || rubric.item.kind == Kind::Experience {
            true => Vec::new(),
            false => judge.clashes(analysis),
        };

        let whole = Oddities { rubric, text, analysis, topic, compared: compared.as_ref(), foreign_prose, list, errs };
        let (mut flags, earns) = whole.find(&concepts);
        if text.len() < response.len() {
            flags.insert(0, Flag::Truncated);
        }
        if earns == Earns::NothingOfThis {
            // What it happens to touch was said of something else.
            for concept in &mut concepts {
                concept.status = Status::Missed;
                concept.evidence.clear();
            }
        }
        // Only sentences that state something about the item speak for it: text about something else gains nothing.
        let (similarity, depth) = match &compared {
            Some(_) => (topic.closeness(&rubric.vocabulary), 0),
            None => topic.stated(&rubric.vocabulary, &judge.shown),
        };
        let similarity = if earns == Earns::NothingOfThis { 0.0 } else { similarity };
        let explained = topic.explained;
        // What the writer admits not to know holds a written set's band down; the comparison knows no such cap.
        let admits = polarity.admits() && compared.is_none();
        let measured = Measured { similarity, explained, depth, admits, clashes: clashes.len() };
        let mut arithmetic = match &compared {
            Some(compared) => compared.sum(rubric, &concepts, measured, &flags),
            None => {
                let mut sum = score::sum(rubric, &concepts, measured, &misconceptions, &flags);
                if let Some(flag) = second_thought(rubric, topic, &scene, &concepts, &sum)
                    .filter(|flag| !flags.contains(flag) && (!errs || *flag != Flag::OffTopic))
                {
                    flags.push(flag);
                    sum = score::sum(rubric, &concepts, measured, &misconceptions, &flags);
                }
                sum
            }
        };
        arithmetic.clashes = clashes;
        if earns != Earns::Something {
            arithmetic.support = 0.0;
            arithmetic.raw = 0.0;
            arithmetic.nothing = Some(Cow::Borrowed(why_nothing(&flags)));
        }
        let groups = score::groups(rubric, &concepts);
        let score = score::capped(&arithmetic);
        let mut grade = Grade {
            score,
            band: rubric.bands.of(score),
            confidence: 0.0,
            needs_review: false,
            missing: score::missing(&concepts, &groups),
            concepts,
            groups,
            misconceptions,
            red_flags,
            flags,
            feedback: Vec::new(),
            arithmetic,
            engine: ENGINE,
            rubric: &rubric.hash,
        };
        (grade.confidence, grade.needs_review) = confidence::of(&grade, passed_over);
        grade
    }
}

/// How many concepts are met.
fn met(concepts: &[ConceptGrade]) -> usize {
    concepts.iter().filter(|concept| concept.status == Status::Met).count()
}

/// What a response as a whole can earn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Earns {
    /// What its statements are worth.
    Something,
    /// Nothing: it says nothing.
    Nothing,
    /// Nothing, and what it touches is no statement about the item.
    NothingOfThis,
}

/// Why a response earns nothing, in a word: its flag, else that it has to do with no reference.
fn why_nothing(flags: &[Flag]) -> &'static str {
    const NOTHING: [Flag; 4] = [Flag::Empty, Flag::NonAnswer, Flag::Echo, Flag::OffTopic];
    flags.iter().find(|flag| NOTHING.contains(flag)).map_or("silent", |flag| flag.name())
}

/// What is looked at to tell what is odd about a response as a whole.
struct Oddities<'a> {
    rubric: &'a Rubric,
    text: &'a str,
    analysis: &'a Analysis,
    topic: &'a Topic,
    compared: Option<&'a derived::Comparisons>,
    /// It is prose in another language.
    foreign_prose: bool,
    list: bool,
    /// It asserts a misconception of this item: wrong, but about the subject.
    errs: bool,
}

impl Oddities<'_> {
    /// The flags in the order of `Flag`, and what they leave to be earned.
    fn find(&self, concepts: &[ConceptGrade]) -> (Vec<Flag>, Earns) {
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
            // Who is wrong about the subject is not off it, and has stated nothing all the same.
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
}

/// A flag that shows only when it is known what the answer would get: few words may reach a cut point by chance.
fn second_thought(
    rubric: &Rubric,
    topic: &Topic,
    scene: &Scene,
    concepts: &[ConceptGrade],
    sum: &Arithmetic,
) -> Option<Flag> {
    if topic.is_doubtful(rubric, concepts, sum) {
        return Some(Flag::OffTopic);
    }
    let strong = sum.raw >= sum.strong_from && sum.caps.is_empty();
    let list = strong && !rubric.asks_for_names() && list::is_terse_list(scene.analysis, scene.text);
    list.then_some(Flag::KeywordList)
}
