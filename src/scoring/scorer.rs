//! The steps from a response to its grade, in order; each step's rule stands in the file that it is named after.

use super::derived::Comparisons;
use super::evidence::{Judge, Whole};
use super::framed::is_framed_list;
use super::grade::{Arithmetic, ConceptGrade, ENGINE, Flag, Grade, StatementGrade, Status};
use super::oddities::{Earns, Oddities, why_nothing};
use super::score::Measured;
use super::topic::Topic;
use super::{chain, confidence, empty, hollow, language, list, pile, score};
use crate::claims::Polarity;
use crate::matching::{Matching, Reading, Scene, Workspace};
use crate::rubric::Rubric;
use crate::span::Span;
use crate::text::{ANALYSED_BYTES, Analysis, Analyzer, beginning, unmangled, without_markup, without_talk};
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
        // Read as it was meant; no step moves a byte, so that what is found here is in the response.
        let plain = without_markup(response);
        let plain = unmangled(beginning(&plain, ANALYSED_BYTES));
        let text = &*without_talk(&plain);
        let Scorer { analyzer, analysis, reading, workspace, judge, topic } = self;
        analyzer.analyze_into(text, analysis);
        let analysis = &*analysis;
        reading.read(analysis, text, &[&rubric.matcher, &rubric.red_flags.matcher], &rubric.lexicon);
        let polarity = match rubric.derived {
            Some(_) => Polarity::read_supposed(analysis, text),
            None => Polarity::read(analysis, text),
        };
        topic.read(rubric, analysis, reading);
        // An item with references alone is compared word by word, and what that says wins over the patterns.
        let compared = rubric.derived.as_deref().map(|it| Comparisons::new(it, rubric, analysis, &polarity));
        let case = Case {
            rubric,
            scene: &Scene { text, analysis, reading, polarity: &polarity },
            compared: compared.as_ref(),
            foreign_prose: language::is_prose(analysis),
        };

        let list = case.is_list(analyzer);
        let mut said = case.statements(list, judge, workspace, &topic.foreign);
        // Only sentences that state something about the item speak for it.
        let (similarity, depth) = match case.compared {
            Some(_) => (topic.closeness(&rubric.vocabulary), 0),
            None => topic.stated(&rubric.vocabulary, &judge.stating),
        };

        let oddities = case.oddities(&said, topic);
        let (mut flags, earns) = oddities.find(&said.concepts);
        if text.len() < response.len() {
            flags.insert(0, Flag::Truncated);
        }
        if earns == Earns::NothingOfThis {
            said.forget_concepts();
        }
        let measured = Measured {
            // Text about something else gains nothing by it.
            similarity: if earns == Earns::NothingOfThis { 0.0 } else { similarity },
            explained: topic.explained,
            depth,
            words: text.split_ascii_whitespace().count() as u32,
            // What the writer admits not to know holds a written set's band down; the comparison knows no such cap.
            admits: polarity.admits() && case.compared.is_none(),
            clashes: said.clashes.len(),
        };
        let arithmetic = case.arithmetic(&mut said, measured, &oddities, earns, &mut flags);
        conclude(rubric, said, flags, arithmetic)
    }
}

/// One response to one item, read and ready to be judged.
struct Case<'a, 'r> {
    rubric: &'r Rubric,
    scene: &'a Scene<'a>,
    /// The comparison with the references, where they alone are the rubric.
    compared: Option<&'a Comparisons>,
    /// It is prose in another language: no rule here can tell a statement from a list there.
    foreign_prose: bool,
}

/// What a response states.
struct Statements<'r> {
    concepts: Vec<ConceptGrade<'r>>,
    misconceptions: Vec<StatementGrade<'r>>,
    red_flags: Vec<StatementGrade<'r>>,
    /// Words that say otherwise than every reference.
    clashes: Vec<Span>,
    /// It is a list of terms.
    list: bool,
    /// How many more concepts a list would meet if it were none.
    passed_over: usize,
}

impl Statements<'_> {
    /// Takes the concepts back: what the response happens to touch was said of something else.
    fn forget_concepts(&mut self) {
        for concept in &mut self.concepts {
            concept.status = Status::Missed;
            concept.evidence.clear();
        }
    }
}

impl<'r> Case<'_, 'r> {
    /// Whether the response is a list of terms, whatever its terms show.
    fn is_list(&self, analyzer: &mut Analyzer) -> bool {
        let Case { rubric, scene: Scene { analysis, text, .. }, compared, foreign_prose } = self;
        if *foreign_prose {
            return false;
        }
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

    /// Whether what the response shows stands in lists of terms, whatever its other sentences are.
    fn shows_by_lists(&self, supporting: &[bool], concepts: &[ConceptGrade]) -> bool {
        let Case { rubric, scene: Scene { analysis, text, .. }, .. } = self;
        list::is_padded_list(analysis, text, supporting)
            || !rubric.asks_for_experience() && is_framed_list(analysis, text, concepts, rubric.item.kind)
    }

    /// Judges what the response states. `foreign`: its sentences about something else.
    fn statements(
        &self,
        mut list: bool,
        judge: &mut Judge,
        workspace: &mut Workspace,
        foreign: &[bool],
    ) -> Statements<'r> {
        let Case { rubric, scene, compared, foreign_prose } = *self;
        let mut matching = Matching::new(scene, &rubric.matcher, workspace);
        // Before the concepts: the words of a wrong belief show none.
        let misconceptions = judge.misconceptions(rubric, &mut matching);
        let mut concepts = judge.concepts(rubric, &mut matching, Whole { list, foreign });
        if !list && !foreign_prose && compared.is_none() && self.shows_by_lists(&judge.supporting, &concepts) {
            list = true;
            concepts = judge.concepts(rubric, &mut matching, Whole { list, foreign });
        }
        let passed_over = match list && compared.is_none() {
            true => judge.would_meet(rubric, &mut matching, foreign).saturating_sub(met(&concepts)),
            false => 0,
        };
        let red_flags = judge.red_flags(rubric, scene, workspace);
        if let (Some(derived), Some(compared)) = (rubric.derived.as_deref(), compared) {
            compared.judge(derived, &mut concepts, list);
        }
        let clashes = match compared.is_some() || rubric.asks_for_experience() {
            true => Vec::new(),
            false => judge.clashes(scene.analysis),
        };
        Statements { concepts, misconceptions, red_flags, clashes, list, passed_over }
    }

    /// What is looked at to tell what is odd about the response as a whole.
    fn oddities<'o>(&'o self, said: &Statements, topic: &'o Topic) -> Oddities<'o> {
        Oddities {
            rubric: self.rubric,
            text: self.scene.text,
            analysis: self.scene.analysis,
            topic,
            compared: self.compared,
            foreign_prose: self.foreign_prose,
            list: said.list,
            errs: !said.misconceptions.is_empty(),
        }
    }

    /// The sums. What the answer would get may show one more thing that is odd about it: then it is flagged, and summed again.
    fn arithmetic(
        &self,
        said: &mut Statements,
        measured: Measured,
        oddities: &Oddities,
        earns: Earns,
        flags: &mut Vec<Flag>,
    ) -> Arithmetic {
        let Statements { concepts, misconceptions, clashes, .. } = said;
        let mut arithmetic = match self.compared {
            Some(compared) => compared.sum(self.rubric, concepts, measured, flags),
            None => score::sum(self.rubric, concepts, measured, misconceptions, flags),
        };
        if self.compared.is_none()
            && let Some(flag) = oddities.second_thought(concepts, &arithmetic).filter(|flag| !flags.contains(flag))
        {
            flags.push(flag);
            arithmetic = score::sum(self.rubric, concepts, measured, misconceptions, flags);
        }
        arithmetic.clashes = std::mem::take(clashes);
        if earns != Earns::Something {
            arithmetic.support = 0.0;
            arithmetic.raw = 0.0;
            arithmetic.nothing = Some(Cow::Borrowed(why_nothing(flags)));
        }
        arithmetic
    }
}

/// Puts a grade together: score, band, what is missing, and how sure all that is.
fn conclude<'r>(rubric: &'r Rubric, said: Statements<'r>, flags: Vec<Flag>, arithmetic: Arithmetic) -> Grade<'r> {
    let Statements { concepts, misconceptions, red_flags, passed_over, .. } = said;
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

/// How many concepts are met.
fn met(concepts: &[ConceptGrade]) -> usize {
    concepts.iter().filter(|concept| concept.status == Status::Met).count()
}
