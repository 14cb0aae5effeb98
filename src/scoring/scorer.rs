//! The steps from a response to its grade, in order; each step's rule stands in the file that it is named after.

use super::derived::Comparisons;
use super::evidence::{Judge, Whole};
use super::framed::is_framed_list;
use super::grade::{ConceptGrade, ENGINE, Flag, Grade, Status};
use super::oddities::{Earns, Oddities, why_nothing};
use super::score::Measured;
use super::topic::Topic;
use super::{chain, confidence, empty, hollow, language, list, pile, score};
use crate::bank::Kind;
use crate::claims::Polarity;
use crate::matching::{Matching, Reading, Scene, Workspace};
use crate::rubric::Rubric;
use crate::text::{ANALYSED_BYTES, Analysis, Analyzer, beginning, without_markup};
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
        let plain = without_markup(response);
        let text = beginning(&plain, ANALYSED_BYTES);
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
        let compared = rubric.derived.as_deref().map(|it| Comparisons::new(it, rubric, analysis, &polarity));
        // What is a statement in another language no rule here can tell.
        let foreign_prose = language::is_prose(analysis);
        let mut list = !foreign_prose && is_list(&scene, rubric, compared.as_ref(), analyzer);
        let mut matching = Matching::new(&scene, &rubric.matcher, workspace);
        let foreign = &topic.foreign;
        let misconceptions = judge.misconceptions(rubric, &mut matching);
        let mut concepts = judge.concepts(rubric, &mut matching, Whole { list, foreign });
        if !list && !foreign_prose && compared.is_none() && shows_by_lists(&scene, rubric, &judge.showing, &concepts) {
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

        // Only sentences that state something about the item speak for it.
        let (similarity, depth) = match &compared {
            Some(_) => (topic.closeness(&rubric.vocabulary), 0),
            None => topic.stated(&rubric.vocabulary, &judge.shown),
        };
        let topic = &*topic;
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
        // What the writer admits not to know holds a written set's band down; the comparison knows no such cap.
        let admits = polarity.admits() && compared.is_none();
        // Text about something else gains nothing.
        let similarity = if earns == Earns::NothingOfThis { 0.0 } else { similarity };
        let words = text.split_ascii_whitespace().count() as u32;
        let measured =
            Measured { similarity, explained: topic.explained, depth, words, admits, clashes: clashes.len() };
        let mut arithmetic = match &compared {
            Some(compared) => compared.sum(rubric, &concepts, measured, &flags),
            None => score::sum(rubric, &concepts, measured, &misconceptions, &flags),
        };
        if compared.is_none()
            && let Some(flag) = whole.second_thought(&concepts, &arithmetic).filter(|flag| !flags.contains(flag))
        {
            flags.push(flag);
            arithmetic = score::sum(rubric, &concepts, measured, &misconceptions, &flags);
        }
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

/// Whether a response is a list of terms, whatever its terms show.
fn is_list(scene: &Scene, rubric: &Rubric, compared: Option<&Comparisons>, analyzer: &mut Analyzer) -> bool {
    let Scene { analysis, text, .. } = *scene;
    if hollow::is_hollow(analysis, text) {
        return true;
    }
    if let Some(compared) = compared {
        return compared.is_list(analysis, text, rubric, analyzer);
    }
    list::is_list(analysis, text, 0..analysis.tokens.len() as u32)
        || !rubric.asks_for_names()
            && (pile::is_pile(analysis, text, rubric.item.kind) || empty::is_empty_prose(analysis))
        || chain::is_chain(analysis, text)
}

/// Whether what a response shows stands in lists of terms, whatever its other sentences are.
fn shows_by_lists(scene: &Scene, rubric: &Rubric, showing: &[bool], concepts: &[ConceptGrade]) -> bool {
    let (Scene { analysis, text, .. }, kind) = (*scene, rubric.item.kind);
    list::is_padded_list(analysis, text, showing)
        || kind != Kind::Experience && is_framed_list(analysis, text, concepts, kind)
}

/// How many concepts are met.
fn met(concepts: &[ConceptGrade]) -> usize {
    concepts.iter().filter(|concept| concept.status == Status::Met).count()
}
