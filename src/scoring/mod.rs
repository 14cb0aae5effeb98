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
mod score;

pub use explain::{Explanation, explain};
pub use grade::*;
pub use score::{Step, next_step};

use crate::bank::{Band, Kind};
use crate::feedback::messages;
use crate::matching::{Matching, Polarity, Reading, Scene};
use crate::rubric::Rubric;
use crate::similarity::bm25;
use crate::text::{Analysis, Analyzer, Flags, TermId, Token};
use constants::{
    ANALYSED_BYTES, FOREIGN_BUT_ESSENTIAL, FOREIGN_EXPLAINED, FOREIGN_SENTENCE, FOREIGN_SENTENCE_EXPLAINED,
    FOREIGN_SIMILARITY, OFF_TOPIC_SIMILARITY, SHORT_CONTENT,
};

/// Grades responses, reusing its buffers. One per thread; holds nothing that a result depends on.
#[derive(Default)]
pub struct Grader {
    analyzer: Analyzer,
    analysis: Analysis,
    reading: Reading,
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
        self.reading.read(analysis, text, &[&rubric.matcher, &rubric.red_flags.matcher], lexicon);
        let polarity = Polarity::read(analysis, text);
        let scene = Scene { text, analysis, reading: &self.reading, polarity: &polarity };
        let matching = Matching::new(&scene, &rubric.matcher);

        let mut flags = Vec::new();
        if text.len() < response.len() {
            flags.push(Flag::Truncated);
        }
        let content = bm25::content_terms(analysis);
        let implied = rubric.derived.as_deref();
        let compared = implied.map(|derived| derived::Reading::new(derived, rubric, analysis, &polarity));
        let mut list = match &compared {
            Some(compared) => compared.is_list(analysis, text),
            None => flags::is_list(analysis, text, 0..analysis.tokens.len() as u32),
        };
        let foreign = foreign_sentences(rubric, analysis, &self.reading);
        let mut showing = vec![false; analysis.sentences.len()];
        let mut concepts = evidence::concepts(rubric, &matching, list, &foreign, &mut showing);
        if !list && compared.is_none() && flags::is_padded_list(analysis, text, &showing) {
            list = true;
            concepts = evidence::concepts(rubric, &matching, list, &foreign, &mut showing);
        }
        if let (Some(derived), Some(compared)) = (implied, &compared) {
            compared.judge(derived, &mut concepts, list);
        }
        let topical = closeness(rubric, content.clone());
        let clashes = match rubric.derived.is_some() || rubric.item.kind == Kind::Experience {
            true => Vec::new(),
            false => rubric.stated.clashes(analysis, &showing, lexicon),
        };
        // Only sentences that state something about the item speak for it: text about something else gains nothing.
        let stated = if rubric.derived.is_some() { Vec::new() } else { stated(analysis, &concepts) };
        let depth = depth(rubric, &stated);
        let mut similarity = if rubric.derived.is_some() { topical } else { closeness(rubric, stated) };

        let explained = round4(explained(rubric, &content));
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
            } else if content.len() >= SHORT_CONTENT && is_off_topic(rubric, &concepts, silent, topical, explained) {
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
            } else if content.len() < SHORT_CONTENT {
                flags.push(Flag::TooShort);
            }
        }
        let misconceptions = evidence::misconceptions(rubric, &matching);
        let red_flags = evidence::red_flags(rubric, &scene);

        let mut arithmetic = match &compared {
            Some(compared) => compared.sum(rubric, &mut concepts, similarity, explained, &flags),
            None => {
                let measured = score::Measured { similarity, explained, depth, clashes: clashes.len() };
                score::sum(rubric, &concepts, measured, &misconceptions, &flags)
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
        (grade.confidence, grade.needs_review) = confidence::of(&grade);
        grade.feedback = messages(&grade, rubric);
        grade
    }
}

/// Closeness of a set of terms to the nearest reference, 0 to 1, four decimals.
fn closeness(rubric: &Rubric, mut query: Vec<TermId>) -> f64 {
    query.sort_unstable();
    query.dedup();
    let shares = rubric.references.iter().filter_map(|reference| reference.share(&query, &rubric.question_terms));
    round4(shares.fold(0.0f64, f64::max))
}

/// The content words of the sentences in which a concept is met or partly met.
fn stated(analysis: &Analysis, concepts: &[ConceptGrade]) -> Vec<TermId> {
    let mut sentences = vec![false; analysis.sentences.len()];
    let counted = concepts.iter().filter(|concept| matches!(concept.status, Status::Met | Status::Partial));
    for evidence in counted.flat_map(|concept| &concept.evidence) {
        let first = analysis.tokens.partition_point(|token| (token.end as usize) <= evidence.start);
        for token in analysis.tokens[first..].iter().take_while(|token| (token.start as usize) < evidence.end) {
            if let Some(sentence) = sentences.get_mut(token.sentence as usize) {
                *sentence = true;
            }
        }
    }
    let small = Flags::SMALL | Flags::ARTICLE | Flags::NEGATOR;
    let counts = |token: &&Token| !token.flags.has(small) && sentences.get(token.sentence as usize) == Some(&true);
    analysis.tokens.iter().filter(counts).map(|token| token.term).collect()
}

/// How much is said: distinct words that the item knows beyond those of the question.
fn depth(rubric: &Rubric, stated: &[TermId]) -> u32 {
    let telling = |term: &TermId| rubric.knows(*term) && rubric.question_terms.binary_search(term).is_err();
    let mut terms: Vec<TermId> = stated.iter().copied().filter(telling).collect();
    terms.sort_unstable();
    terms.dedup();
    terms.len() as u32
}

/// Whether a response is about something else: it touches nothing, or hardly any of its words belong to the item. An
/// essential concept that is met is a strong sign that it does answer the question.
fn is_off_topic(rubric: &Rubric, concepts: &[ConceptGrade], silent: bool, similarity: f64, explained: f64) -> bool {
    if silent {
        return similarity < OFF_TOPIC_SIMILARITY;
    }
    // What people tell of themselves is in words that no item can know.
    if rubric.item.kind == Kind::Experience || rubric.derived.is_some() {
        return false;
    }
    let essential = concepts.iter().any(|concept| concept.required && concept.status == Status::Met);
    similarity < FOREIGN_SIMILARITY && explained < if essential { FOREIGN_BUT_ESSENTIAL } else { FOREIGN_EXPLAINED }
}

/// Sentences of which the item knows hardly a word: what they happen to touch is said of something else.
fn foreign_sentences(rubric: &Rubric, analysis: &Analysis, reading: &Reading) -> Vec<bool> {
    // What people tell of themselves is in words that no item can know, as are names of all kinds.
    let names = rubric.set().is_some_and(|set| set.names);
    let judged = rubric.derived.is_none() && rubric.item.kind != Kind::Experience && !names;
    let foreign = |part: &std::ops::Range<u32>| {
        let mut own = bm25::content_of(&analysis.tokens[part.start as usize..part.end as usize]);
        let strange = |own: &[TermId]| explained(rubric, own) < FOREIGN_SENTENCE_EXPLAINED;
        if !judged || own.len() < FOREIGN_SENTENCE || !strange(&own) {
            return false;
        }
        // A misspelt word of the item is no strange word.
        for odd in reading.odd().iter().filter(|odd| part.contains(&odd.at)) {
            let term = analysis.tokens[odd.at as usize].term;
            if let Some(meant) = odd.meant(&rubric.matcher) {
                own.iter_mut().filter(|own| **own == term).for_each(|own| *own = meant);
            }
        }
        strange(&own)
    };
    analysis.sentences.iter().map(foreign).collect()
}

/// The share of content words that the item knows, weighted by how rare they are in the bank.
fn explained(rubric: &Rubric, content: &[TermId]) -> f64 {
    let (mut known, mut all) = (0.0, 0.0);
    for term in content {
        let weight = f64::from(rubric.lexicon.idf(*term));
        all += weight;
        known += if rubric.knows(*term) { weight } else { 0.0 };
    }
    if all > 0.0 { known / all } else { 1.0 }
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

/// Bands from best to worst, for people.
pub fn band_name(band: Band) -> &'static str {
    match band {
        Band::Weak => "weak",
        Band::Average => "average",
        Band::Strong => "strong",
    }
}

#[cfg(test)]
mod tests;
