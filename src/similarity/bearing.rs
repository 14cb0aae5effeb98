//! Which sentences of a response have to do with a reference: the others change nothing, so text about something else gains
//! nothing.
//!
//! One shared word makes no statement about the subject (`data` stands everywhere), so a long sentence needs more, unless it
//! goes on about what another sentence says: text hangs together by the words that it repeats (Halliday and Hasan 1976).

use super::alignment::{Alignment, GLOSSARY};
use super::asked::Asked;
use super::model::Model;
use super::words::{Word, Words};
use crate::text::TermId;

/// Weight of the reference's words that a sentence must touch to have to do with it.
const BEARING: f64 = 0.5;
/// The same for several light words that are equal.
const TOGETHER: f64 = 0.69;
/// A sentence of at least so many content words ...
const LONG: usize = 6;
/// ... is foreign when one of them at most is known, or less than this share of them.
const KNOWN: f64 = 0.125;
/// A response of foreign sentences alone is in other words than the reference, unless it has so many content words.
const MANY: usize = 20;

/// One sentence of the response.
#[derive(Debug, Clone, Copy, Default)]
struct Sentence {
    /// Content words.
    content: usize,
    /// Those that stand for one of the reference, or that the question gave.
    known: usize,
    /// Weight of the heaviest word that stands for one of the reference.
    heaviest: f64,
    /// Weight of all words that the reference has, or misspelt, or by a synonym of the glossary.
    together: f64,
}

impl Sentence {
    /// Whether it touches the reference: by a heavy word or several equal ones.
    fn touches(&self) -> bool {
        self.heaviest >= BEARING || self.together >= TOGETHER
    }

    /// Whether it is about something else.
    fn is_foreign(&self) -> bool {
        self.content >= LONG && (self.known <= 1 || (self.known as f64) < KNOWN * self.content as f64)
    }
}

/// For each sentence of the response whether it has to do with the reference.
pub fn bearing(model: &Model, response: &Words, alignment: &Alignment, asked: &Asked) -> Vec<bool> {
    let mut sentences = vec![Sentence::default(); response.sentences as usize];
    let content = || response.content.iter().map(|at| (*at as usize, &response.words[*at as usize]));
    let is_known = |at: usize, word: &Word| alignment.back[at].is_some() || asked.gave(word.term);
    for (at, word) in content() {
        let sentence = &mut sentences[word.sentence as usize];
        sentence.content += 1;
        sentence.known += usize::from(is_known(at, word));
        if let Some(from) = alignment.back[at] {
            let partner = &model.words.words[from as usize];
            let weight = partner.weight.min(word.weight);
            sentence.heaviest = sentence.heaviest.max(weight);
            let same = alignment.links[from as usize].is_some_and(|link| link.word >= GLOSSARY);
            sentence.together += if same { weight } else { 0.0 };
        }
    }
    let appeals = |at: usize| response.appeals.contains(&(at as u32));
    let mut touching: Vec<bool> =
        sentences.iter().enumerate().map(|(at, sentence)| sentence.touches() && !appeals(at)).collect();
    if !touching.contains(&true) {
        // In other words than the reference's: what comes closest counts.
        let closest = sentences.iter().enumerate().filter(|(at, sentence)| {
            sentence.together > 0.0 && !appeals(*at) && (sentences.len() == 1 || !sentence.is_foreign())
        });
        if let Some((at, _)) = closest.rev().max_by(|a, b| a.1.together.total_cmp(&b.1.together)) {
            touching[at] = true;
        }
    }
    let native: Vec<bool> =
        touching.iter().zip(&sentences).map(|(touches, sentence)| *touches && !sentence.is_foreign()).collect();
    if !native.contains(&true) && response.content.len() < MANY {
        return touching;
    }
    let is_native = |word: &Word| native[word.sentence as usize];
    let mut said: Vec<TermId> = content().filter(|(_, word)| is_native(word)).map(|(_, word)| word.term).collect();
    said.sort_unstable();
    for (_, word) in content().filter(|(at, word)| !is_native(word) && !is_known(*at, word)) {
        sentences[word.sentence as usize].known += usize::from(said.binary_search(&word.term).is_ok());
    }
    touching.iter().zip(&sentences).map(|(touches, sentence)| *touches && !sentence.is_foreign()).collect()
}
