//! Grading: outcomes of matching become statuses, statuses a score, the score a band.
//!
//! The rule, in full (all numbers are part of the result):
//!
//! ```text
//! coverage = earned / possible                        concepts and groups, partial = half
//! raw      = coverage + S x similarity x (1 - coverage) - C x contradicted / possible - clashes - penalties
//! score    = raw, held just under a cut point by caps: a missing essential concept, a misconception, a shallow answer
//!            (few telling words and less than nearly everything covered), a bare list of terms, another subject
//! ```

mod confidence;
pub mod constants;
pub mod derived;
mod evidence;
mod explain;
pub mod fitted;
mod flags;
mod grade;
mod hollow;
mod score;
mod topic;

pub use explain::{Explanation, explain};
pub use grade::*;
pub use score::{Step, credit, is_owed, missing, next_step};

use crate::bank::{Band, Kind};
use crate::feedback::{Reveal, messages};
use crate::matching::{Matching, Polarity, Reading, Scene, Workspace};
use crate::rubric::Rubric;
use crate::text::{Analysis, Analyzer};
use constants::{ANALYSED_BYTES, SHORT_CONTENT};
use evidence::{Judge, Whole};
use topic::Topic;

/// Grades responses, reusing its buffers. One per thread; holds nothing that a result depends on.
#[derive(Default)]
pub struct Grader {
    analyzer: Analyzer,
    analysis: Analysis,
    reading: Reading,
    workspace: Workspace,
    judge: Judge,
    topic: Topic,
}

/// Grades one response: a pure function of the rubric and the response.
pub fn grade<'r>(rubric: &'r Rubric, response: &str) -> Grade<'r> {
    Grader::default().grade(rubric, response)
}

impl Grader {
    /// Grades one response.
    pub fn grade<'r>(&mut self, rubric: &'r Rubric, response: &str) -> Grade<'r> {
        let text = analysed_part(response);
        let Grader { analyzer, analysis, reading, workspace, judge, topic } = self;
        analyzer.analyze_into(text, analysis);
        let analysis = &*analysis;
        reading.read(analysis, text, &[&rubric.matcher, &rubric.red_flags.matcher], &rubric.lexicon);
        let polarity = match rubric.derived {
            Some(_) => Polarity::read_supposed(analysis, text),
            None => Polarity::read(analysis, text),
        };
        let scene = Scene { text, analysis, reading, polarity: &polarity };
        topic.read(rubric, analysis, reading);

        let mut flags = Vec::new();
        if text.len() < response.len() {
            flags.push(Flag::Truncated);
        }
        let implied = rubric.derived.as_deref();
        let compared = implied.map(|derived| derived::Reading::new(derived, rubric, analysis, &polarity));
        let mut list = hollow::is_hollow(analysis, text)
            || match &compared {
                Some(compared) => compared.is_list(analysis, text, rubric, analyzer),
                None => flags::is_list(analysis, text, 0..analysis.tokens.len() as u32),
            };
        let mut matching = Matching::new(&scene, &rubric.matcher, workspace);
        let foreign = &topic.foreign;
        let mut concepts = judge.concepts(rubric, &mut matching, Whole { list, foreign });
        if !list && compared.is_none() && flags::is_padded_list(analysis, text, &judge.showing) {
            list = true;
            concepts = judge.concepts(rubric, &mut matching, Whole { list, foreign });
        }
        let misconceptions = judge.misconceptions(rubric, &mut matching);
        let red_flags = judge.red_flags(rubric, &scene, workspace);
        if let (Some(derived), Some(compared)) = (implied, &compared) {
            compared.judge(derived, &mut concepts, list);
        }
        let clashes = match rubric.derived.is_some() || rubric.item.kind == Kind::Experience {
            true => Vec::new(),
            false => judge.clashes(analysis),
        };
        // Only sentences that state something about the item speak for it: text about something else gains nothing.
        let (mut similarity, depth) = match implied {
            Some(_) => (topic.closeness(&rubric.vocabulary), 0),
            None => topic.stated(&rubric.vocabulary, &judge.shown),
        };

        let explained = topic.explained;
        let silent = match &compared {
            Some(compared) => compared.is_silent(),
            None => concepts.iter().all(|concept| concept.status == Status::Missed),
        };
        let mut held_to_nothing = false;
        if text.trim().is_empty() || analysis.tokens.is_empty() {
            flags.push(Flag::Empty);
            held_to_nothing = true;
        } else if silent && flags::is_non_answer(analysis) {
            flags.push(Flag::NonAnswer);
            held_to_nothing = true;
        } else if match &compared {
            Some(compared) => compared.is_echo(rubric),
            None => {
                flags::restates(topic.asked, topic.content) && (silent || topic.content >= rubric.question_terms.len())
            }
        } {
            flags.push(Flag::Echo);
            // A question that holds its own answer is still no answer.
            held_to_nothing = silent || implied.is_some();
        } else {
            let foreign = silent && flags::is_other_language(text, analysis, |term| rubric.lexicon.knows(term));
            if foreign {
                flags.push(Flag::OtherLanguage);
            } else if topic.content >= SHORT_CONTENT && topic.is_off(rubric, &concepts, silent) {
                flags.push(Flag::OffTopic);
                held_to_nothing = true;
                if compared.is_none() {
                    // What it happens to touch was said of something else.
                    similarity = 0.0;
                    for concept in &mut concepts {
                        concept.status = Status::Missed;
                        concept.evidence.clear();
                    }
                }
            }
            if list {
                flags.push(Flag::KeywordList);
            } else if topic.content < SHORT_CONTENT {
                flags.push(Flag::TooShort);
            }
        }

        let mut arithmetic = match &compared {
            Some(compared) => compared.sum(rubric, &mut concepts, similarity, explained, &flags),
            None => {
                let measured =
                    score::Measured { similarity, explained, depth, admits: polarity.admits, clashes: clashes.len() };
                let sum = score::sum(rubric, &concepts, measured, &misconceptions, &flags);
                if topic::is_doubtful(rubric, &sum) && !flags.contains(&Flag::OffTopic) {
                    flags.push(Flag::OffTopic);
                    score::sum(rubric, &concepts, measured, &misconceptions, &flags)
                } else {
                    sum
                }
            }
        };
        arithmetic.clashes = clashes;
        if held_to_nothing || (compared.is_some() && silent) {
            arithmetic.support = 0.0;
            arithmetic.raw = 0.0;
        }
        let groups = score::groups(rubric, &concepts);
        let score = score::capped(&arithmetic);
        let band = score::band(score, rubric.bands);
        let mut grade = Grade {
            score,
            band,
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
        (grade.confidence, grade.needs_review) = confidence::of(&grade);
        grade.feedback = messages(&grade, rubric, response, Reveal::default());
        grade
    }
}

/// The part of a response that is analysed: all of it, up to a limit, cut at a character boundary.
fn analysed_part(response: &str) -> &str {
    if response.len() <= ANALYSED_BYTES {
        return response;
    }
    let mut end = ANALYSED_BYTES;
    while !response.is_char_boundary(end) {
        end -= 1;
    }
    &response[..end]
}

/// Four decimals: what results carry. Never -0, which an empty sum is.
pub(crate) fn round4(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0 + 0.0
}

/// A band's word, for people.
pub fn band_name(band: Band) -> &'static str {
    match band {
        Band::Weak => "weak",
        Band::Average => "average",
        Band::Strong => "strong",
    }
}

#[cfg(test)]
mod tests;
