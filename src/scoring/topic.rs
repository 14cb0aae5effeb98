//! What the words of a response have to do with the item: how many of them it knows, which sentences are about something
//! else, how close they come to the references.
//!
//! One pass looks each content word up; everything else is arithmetic over what was found.

use super::constants::{
    BELONGS, CLOSENESS, FOREIGN_BUT_ESSENTIAL, FOREIGN_EXPLAINED, FOREIGN_PASSAGE_EXPLAINED, FOREIGN_SENTENCE,
    FOREIGN_SENTENCE_EXPLAINED, FOREIGN_SIMILARITY, NEIGHBOUR, OFF_TOPIC_SIMILARITY, STRANGE,
};
use super::grade::{Arithmetic, ConceptGrade, Status};
use super::round4;
use crate::matching::Reading;
use crate::matching::reading::Seen;
use crate::rubric::numbers::NONE;
use crate::rubric::vocabulary::Bits;
use crate::rubric::{Rubric, Vocabulary};
use crate::similarity::appeal;
use crate::text::roles::Roles;
use crate::text::{Analysis, TermId};

/// The content words of one response. Buffers are reused.
#[derive(Debug, Clone, Default)]
pub struct Topic {
    /// Content words that the item knows: sentence and number, in order of appearance.
    known: Vec<(u32, u32)>,
    /// Their numbers.
    said: Bits,
    /// For each sentence: the item knows hardly a word of it and its neighbours, so what it happens to touch is said of
    /// something else.
    pub foreign: Vec<bool>,
    /// The content words of each sentence.
    sentences: Vec<Share>,
    /// How many content words there are.
    pub content: usize,
    /// How many of them the question gave.
    pub asked: usize,
    /// How many of them the item does not know.
    strange: usize,
    /// The share of content words that the item knows, weighted by how rare they are in the bank; four decimals.
    pub explained: f64,
    /// What sentences that state something say.
    stated: Bits,
}

/// A sum over words, and over those of them that the item knows.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    count: usize,
    known: f64,
    all: f64,
}

impl Share {
    fn add(&mut self, weight: f64, known: bool) {
        self.count += 1;
        self.all += weight;
        self.known += if known { weight } else { 0.0 };
    }

    fn value(self) -> f64 {
        if self.all > 0.0 { self.known / self.all } else { 1.0 }
    }
}

/// Whether a sentence is about something else. Its neighbours are looked at, too: a writer who explains in everyday words says
/// things before and after that the item knows, one who speaks of another subject goes on with it.
fn is_foreign(sentences: &[Share], at: usize) -> bool {
    let own = sentences[at].value();
    if sentences[at].count < FOREIGN_SENTENCE {
        return false;
    }
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| sentences.get(at));
    let (mut sum, mut number) = (0.0, 0.0);
    for share in beside.filter(|share| share.count >= NEIGHBOUR) {
        sum += share.value();
        number += 1.0;
    }
    if number == 0.0 {
        return own < FOREIGN_SENTENCE_EXPLAINED;
    }
    (2.0 * own + sum / number) / 3.0 < FOREIGN_PASSAGE_EXPLAINED
}

impl Topic {
    /// Looks the words of a response up. A misspelt word of the item is no strange word; as finding that out takes time, it is
    /// done only where strange words would decide something.
    pub fn read(&mut self, rubric: &Rubric, analysis: &Analysis, reading: &Reading) {
        self.look_up(rubric, analysis, &reading.tokens, |_| None);
        if !reading.odd().is_empty() && (self.explained < BELONGS || self.foreign.contains(&true)) {
            self.look_up(rubric, analysis, &reading.tokens, |at| {
                let odd = reading.odd().binary_search_by_key(&(at as u32), |odd| odd.at).ok()?;
                reading.odd()[odd].meant(&rubric.matcher, analysis)
            });
        }
    }

    /// Goes through all content words once; `meant` says for which word a strange token stands.
    fn look_up(
        &mut self,
        rubric: &Rubric,
        analysis: &Analysis,
        seen: &[Seen],
        meant: impl Fn(usize) -> Option<TermId>,
    ) {
        let (vocabulary, numbers) = (&rubric.vocabulary, &rubric.matcher.terms);
        let number = |term| Some(numbers.get(term)).filter(|number| *number != NONE);
        self.known.clear();
        self.said.reset(vocabulary.len());
        self.sentences.clear();
        self.asked = 0;
        let mut whole = Share::default();
        for sentence in &analysis.sentences {
            let mut own = Share::default();
            let range = sentence.start as usize..sentence.end as usize;
            let tokens = range.clone().zip(analysis.tokens[range.clone()].iter().zip(&seen[range]));
            for (at, (token, seen)) in tokens {
                if !token.flags.is_content() {
                    continue;
                }
                let number = number(token.term).or_else(|| number(meant(at)?));
                // `Use`, `thing` and `often` tell no subject.
                let weight = if token.roles.has(Roles::LIGHT) { 0.0 } else { f64::from(seen.word.idf) };
                own.add(weight, number.is_some());
                whole.add(weight, number.is_some());
                if let Some(number) = number {
                    self.known.push((token.sentence, number));
                    self.said.set(number);
                    self.asked += usize::from(vocabulary.is_asked(number));
                }
            }
            self.sentences.push(own);
        }
        self.mark_foreign(rubric, analysis);
        self.content = whole.count;
        self.strange = whole.count - self.known.len();
        self.explained = round4(whole.value());
    }

    /// Tells which sentences are about something else. With references alone the comparison does that, word by word.
    fn mark_foreign(&mut self, rubric: &Rubric, analysis: &Analysis) {
        let sentences = &self.sentences;
        self.foreign.clear();
        // What people tell of themselves, and names of all kinds, may be in words that no item can know.
        let judged = rubric.derived.is_none() && !rubric.asks_for_experience() && !rubric.asks_for_names();
        self.foreign.extend((0..sentences.len()).map(|at| judged && is_foreign(sentences, at)));
        // A word to the grader says nothing of the subject, whatever is asked.
        if rubric.derived.is_none() {
            appeal::sentences(analysis).iter().for_each(|at| self.foreign[*at as usize] = true);
        }
    }

    /// Closeness of the whole response to the nearest reference, 0 to 1, four decimals.
    pub fn closeness(&self, vocabulary: &Vocabulary) -> f64 {
        round4(vocabulary.closeness(&self.said))
    }

    /// Looks at the sentences in which a concept is met or partly met (marked in `sentences`) alone: their closeness to the
    /// nearest reference, and how much they say (distinct words that the item knows beyond those of the question).
    pub fn stated(&mut self, vocabulary: &Vocabulary, sentences: &[bool]) -> (f64, u32) {
        self.stated.reset(vocabulary.len());
        for (sentence, number) in &self.known {
            if sentences.get(*sentence as usize) == Some(&true) {
                self.stated.set(*number);
            }
        }
        (round4(vocabulary.closeness(&self.stated)), vocabulary.fresh(&self.stated))
    }

    /// Whether a response is about something else: it touches nothing, or hardly any of its words belong to the item. An
    /// essential concept that is met is a strong sign that it does answer the question.
    pub fn is_off(&self, rubric: &Rubric, concepts: &[ConceptGrade], silent: bool) -> bool {
        if silent {
            return self.closeness(&rubric.vocabulary) < OFF_TOPIC_SIMILARITY;
        }
        if rubric.asks_for_experience() || rubric.derived.is_some() {
            return false;
        }
        let least = if meets_essential(concepts) { FOREIGN_BUT_ESSENTIAL } else { FOREIGN_EXPLAINED };
        self.explained < least && !self.is_clear(concepts) && self.closeness(&rubric.vocabulary) < FOREIGN_SIMILARITY
    }

    /// Whether an answer would be *average* by chance: the item knows few of its words, it is far from the references, and
    /// hardly above the cut point.
    pub fn is_doubtful(&self, rubric: &Rubric, concepts: &[ConceptGrade], sum: &Arithmetic) -> bool {
        let above = sum.raw - sum.average_from;
        let belongs = sum.explained + CLOSENESS * sum.similarity + above;
        above >= 0.0 && !rubric.asks_for_experience() && !self.is_clear(concepts) && belongs < BELONGS
    }

    /// Whether a few strange words tell nothing: the answer meets an essential concept.
    fn is_clear(&self, concepts: &[ConceptGrade]) -> bool {
        self.strange < STRANGE && meets_essential(concepts)
    }
}

/// Whether an answer states something that every good one must.
fn meets_essential(concepts: &[ConceptGrade]) -> bool {
    concepts.iter().any(|concept| concept.required && concept.status == Status::Met)
}
