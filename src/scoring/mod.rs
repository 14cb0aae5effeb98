//! Grading: outcomes of matching become statuses, statuses a score, the score a band.
//!
//! The rule, in full (all numbers are part of the result):
//!
//! ```text
//! coverage = earned / possible                        concepts and groups, partial = half
//! raw      = coverage + S x similarity x (1 - coverage) - C x contradicted / possible - penalties
//! score    = raw, held just under a cut point by caps
//! ```

mod confidence;
pub mod constants;
pub mod derived;
mod evidence;
mod explain;
pub mod fitted;
mod flags;
mod grade;
mod score;

pub use explain::{Explanation, explain};
pub use grade::*;
pub use score::{Step, next_step};

use crate::bank::Band;
use crate::feedback;
use crate::matching::{Matching, Polarity, Reading, Scene};
use crate::rubric::Rubric;
use crate::similarity::bm25;
use crate::text::{Analysis, Analyzer};
use constants::{ANALYSED_BYTES, OFF_TOPIC_SIMILARITY, SHORT_CONTENT};

/// Grades responses, reusing its buffers. One per thread; holds nothing that a result depends on.
#[derive(Default)]
pub struct Grader {
    analyzer: Analyzer,
    analysis: Analysis,
    reading: Reading,
    red_reading: Reading,
}

/// Grades one response: a pure function of the rubric and the response.
pub fn grade<'r>(rubric: &'r Rubric, response: &str) -> Grade<'r> {
    Grader::default().grade(rubric, response)
}

impl Grader {
    /// Grades one response.
    pub fn grade<'r>(&mut self, rubric: &'r Rubric, response: &str) -> Grade<'r> {
        let text = analysed_part(response);
        self.analyzer.analyze_into(text, &mut self.analysis);
        let analysis = &self.analysis;
        let lexicon = &*rubric.lexicon;
        self.reading.read(analysis, &rubric.matcher, lexicon);
        let polarity = Polarity::read(analysis, text);
        let scene = Scene { text, analysis, reading: &self.reading, polarity: &polarity };
        let matching = Matching::new(&scene, &rubric.matcher, lexicon);

        let mut flags = Vec::new();
        if text.len() < response.len() {
            flags.push(Flag::Truncated);
        }
        let content = bm25::content_terms(analysis);
        let implied = rubric.derived.as_deref();
        let compared = implied.map(|derived| derived::Reading::new(derived, rubric, analysis, &polarity));
        let list = match &compared {
            Some(compared) => compared.is_list(analysis, text),
            None => flags::is_list(analysis, text, 0, analysis.tokens.len() as u32),
        };
        let mut concepts = evidence::concepts(rubric, &matching, list);
        if let (Some(derived), Some(compared)) = (implied, &compared) {
            compared.judge(derived, &mut concepts, list);
        }
        let mut query = content.clone();
        query.sort_unstable();
        query.dedup();
        let similarity = rubric
            .references
            .iter()
            .filter_map(|reference| reference.share(&query, &rubric.question_terms))
            .fold(0.0f64, f64::max);
        let similarity = round4(similarity);

        let silent = match &compared {
            Some(compared) => compared.is_silent(),
            None => concepts.iter().all(|concept| concept.status == Status::Missed),
        };
        let mut held_to_nothing = false;
        if text.trim().is_empty() || analysis.tokens.is_empty() {
            flags.push(Flag::Empty);
            held_to_nothing = true;
        } else if flags::is_non_answer(analysis) && silent {
            flags.push(Flag::NonAnswer);
            held_to_nothing = true;
        } else if match &compared {
            Some(compared) => compared.is_echo(rubric),
            None => {
                flags::is_echo(&content, &rubric.question_terms)
                    && (silent || content.len() >= rubric.question_terms.len())
            }
        } {
            flags.push(Flag::Echo);
            // A question that holds its own answer is still no answer.
            held_to_nothing = silent || implied.is_some();
        } else {
            let foreign = silent && flags::is_other_language(text, analysis, |term| lexicon.knows(term));
            if foreign {
                flags.push(Flag::OtherLanguage);
            } else if silent && similarity < OFF_TOPIC_SIMILARITY && content.len() >= SHORT_CONTENT {
                flags.push(Flag::OffTopic);
            }
            if list {
                flags.push(Flag::KeywordList);
            } else if content.len() < SHORT_CONTENT {
                flags.push(Flag::TooShort);
            }
        }
        let misconceptions = evidence::misconceptions(rubric, &matching);
        self.red_reading.read(analysis, &rubric.red_flags.matcher, lexicon);
        let red_scene = Scene { text, analysis, reading: &self.red_reading, polarity: &polarity };
        let red_flags = evidence::red_flags(rubric, &red_scene, lexicon);

        let mut arithmetic = match &compared {
            Some(compared) => compared.sum(rubric, &mut concepts, similarity, &flags),
            None => score::sum(rubric, &mut concepts, similarity, &misconceptions, &flags),
        };
        if held_to_nothing || (compared.is_some() && silent) {
            arithmetic.support = 0.0;
            arithmetic.raw = 0.0;
        }
        let groups = score::groups(rubric, &concepts);
        let score = score::capped(&arithmetic);
        let band = score::band(score, &arithmetic);
        let mut grade = Grade {
            score,
            band,
            confidence: 0.0,
            needs_review: false,
            missing: score::missing(&concepts),
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
        (grade.confidence, grade.needs_review) = confidence::of(&grade, rubric, analysis);
        grade.feedback = feedback::messages(&grade, rubric);
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

/// Four decimals: what results carry.
pub(crate) fn round4(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// Bands from best to worst, for people.
pub fn band_name(band: Band) -> &'static str {
    match band {
        Band::Weak => "weak",
        Band::Average => "average",
        Band::Strong => "strong",
    }
}
