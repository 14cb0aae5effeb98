//! Which sentences of a response have to do with a reference: the others change nothing, so text about something else gains
//! nothing.
//!
//! One shared word makes no statement about the subject (`data` stands everywhere), so a long sentence needs more, and the more
//! of it the plainer the words are that it shares; unless it goes on about what another sentence says: text hangs together by
//! the words that it repeats (Halliday and Hasan 1976).

use super::alignment::{Alignment, ENGLISH, GLOSSARY, Link};
use super::asked::Asked;
use super::model::Model;
use super::words::{Word, Words};
use crate::text::TermId;

/// Weight of the reference's words that a sentence must touch to have to do with it.
const BEARING: f64 = 0.5;
/// The same for several light words that are equal.
const TOGETHER: f64 = 0.69;
/// Fewest content words of a sentence that can be foreign, that is, about something else than the reference.
const LONG: usize = 5;
/// Such a sentence is foreign when at most one of its words is known, or when this is more than two things together: the larger
/// of two shares (of its words that are known, of the reference's words that it has), and [`TELLING`] times the weight of the word
/// that best tells this subject from others. Read off sentences of right answers and of texts about other subjects, on five sets
/// (`METHOD.md`).
const NEEDED: f64 = 0.7;
/// How much one telling word counts in [`NEEDED`].
const TELLING: f64 = 0.66;
/// A response of foreign sentences alone is in other words than the reference, unless it has so many content words, words
/// aside not counted.
const MANY: usize = 20;
/// Most content words of a word aside.
const ASIDE: usize = 7;

/// One sentence of the response.
#[derive(Debug, Clone, Copy, Default)]
struct Sentence {
    /// Content words.
    content: usize,
    /// Those that stand for one of the reference, other than by a synonym of general English, or that the question gave.
    known: usize,
    /// Those that stand for one of the reference, other than by such a synonym.
    met: usize,
    /// Weight of the heaviest word that stands for one of the reference.
    heaviest: f64,
    /// Weight of the heaviest one that says the same, and not by such a synonym, and is no pronoun.
    telling: f64,
    /// Weight of all words that the reference has, or misspelt, or by a synonym of the glossary.
    together: f64,
}

impl Sentence {
    /// Whether it touches the reference: by a heavy word or several equal ones.
    fn touches(&self) -> bool {
        self.heaviest >= BEARING || self.together >= TOGETHER
    }

    /// Whether it is a word aside: short, and nothing in it is like the reference.
    fn is_aside(&self) -> bool {
        self.is_short() && self.heaviest == 0.0
    }

    fn is_short(&self) -> bool {
        self.content <= ASIDE
    }

    /// Whether it is about something else than a reference of so many content words.
    fn is_foreign(&self, reference: usize) -> bool {
        let known = self.known as f64 / self.content.max(1) as f64;
        let met = self.met as f64 / reference.max(1) as f64;
        self.content >= LONG && (self.known <= 1 || known.max(met) + TELLING * self.telling < NEEDED)
    }
}

/// For each sentence of the response whether it has to do with the reference.
pub fn bearing(model: &Model, response: &Words, alignment: &Alignment, asked: &Asked) -> Vec<bool> {
    let pairing = Pairing { model, response, alignment, asked };
    let mut sentences = pairing.sentences();
    let mut touching: Vec<bool> =
        (0..).zip(&sentences).map(|(at, one)| one.touches() && !pairing.appeals(at)).collect();
    if !touching.contains(&true)
        && let Some(closest) = pairing.closest(&sentences)
    {
        touching[closest] = true;
    }
    let native = pairing.belonging(&touching, &sentences);
    let said = sentences.iter().filter(|sentence| !sentence.is_aside());
    if !native.contains(&true) && said.map(|sentence| sentence.content).sum::<usize>() < MANY {
        return touching;
    }
    pairing.know_what_is_repeated(&native, &mut sentences);
    pairing.belonging(&touching, &sentences)
}

/// A response, and which of its words stand for which of the reference.
struct Pairing<'a> {
    model: &'a Model,
    response: &'a Words,
    alignment: &'a Alignment,
    asked: &'a Asked,
}

impl Pairing<'_> {
    /// The content words of the response with their places.
    fn content(&self) -> impl Iterator<Item = (usize, &Word)> {
        self.response.content.iter().map(|at| (*at as usize, &self.response.words[*at as usize]))
    }

    /// The reference's word for which a word of the response stands, and how.
    fn link(&self, at: usize) -> Option<(u32, Link)> {
        let from = self.alignment.back[at]?;
        self.alignment.links[from as usize].map(|link| (from, link))
    }

    fn is_known(&self, at: usize, word: &Word) -> bool {
        self.link(at).is_some_and(|(_, link)| link.word > ENGLISH) || self.asked.gave(word.term)
    }

    /// Whether a sentence speaks to the grader.
    fn appeals(&self, sentence: usize) -> bool {
        self.response.appeals.contains(&(sentence as u32))
    }

    /// Whether a sentence is about something else than the reference.
    fn is_foreign(&self, sentence: &Sentence) -> bool {
        sentence.is_foreign(self.model.words.content.len())
    }

    /// Counts and weighs the words of each sentence.
    fn sentences(&self) -> Vec<Sentence> {
        let mut sentences = vec![Sentence::default(); self.response.sentences as usize];
        for (at, word) in self.content() {
            let sentence = &mut sentences[word.sentence as usize];
            sentence.content += 1;
            sentence.known += usize::from(self.is_known(at, word));
            let Some((from, link)) = self.link(at) else { continue };
            let weight = self.model.words.words[from as usize].weight.min(word.weight);
            sentence.heaviest = sentence.heaviest.max(weight);
            // A long sentence has some synonym of general English by chance: it does not say that it belongs.
            if link.word <= ENGLISH {
                continue;
            }
            sentence.met += 1;
            if !link.opposite && !self.response.may_be_pronoun(word) {
                sentence.telling = sentence.telling.max(weight);
            }
            if link.word >= GLOSSARY {
                sentence.together += weight;
            }
        }
        sentences
    }

    /// The sentence that comes closest where none touches the reference, as all is said in other words.
    fn closest(&self, sentences: &[Sentence]) -> Option<usize> {
        let aside = sentences.iter().filter(|sentence| sentence.is_aside()).count();
        let is_all = |sentence: &Sentence| match sentences.len() {
            1 => true,
            all => all == aside + 1 && sentence.is_short(),
        };
        let counts = |(at, sentence): &(usize, &Sentence)| {
            sentence.together > 0.0 && !self.appeals(*at) && (is_all(sentence) || !self.is_foreign(sentence))
        };
        let closest = sentences.iter().enumerate().filter(counts);
        closest.rev().max_by(|a, b| a.1.together.total_cmp(&b.1.together)).map(|(at, _)| at)
    }

    /// The sentences that touch the reference and are about it.
    fn belonging(&self, touching: &[bool], sentences: &[Sentence]) -> Vec<bool> {
        touching.iter().zip(sentences).map(|(touches, sentence)| *touches && !self.is_foreign(sentence)).collect()
    }

    /// Counts as known, in the other sentences, what those that belong say, too.
    fn know_what_is_repeated(&self, native: &[bool], sentences: &mut [Sentence]) {
        let is_native = |word: &Word| native[word.sentence as usize];
        let own = self.content().filter(|(_, word)| is_native(word));
        let mut said: Vec<TermId> = own.map(|(_, word)| word.term).collect();
        said.sort_unstable();
        for (_, word) in self.content().filter(|(at, word)| !is_native(word) && !self.is_known(*at, word)) {
            sentences[word.sentence as usize].known += usize::from(said.binary_search(&word.term).is_ok());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::alignment::Pairs;
    use super::super::words::tests::words;
    use super::*;
    use crate::rubric::Lexicon;

    /// The sentences of `response` that have to do with `reference`.
    fn kept(question: &str, reference: &str, response: &str) -> Vec<bool> {
        let asked = Asked::new(&words(question));
        let (model, response) = (Model::new(words(reference), &asked), words(response));
        let alignment = Pairs::new(&model.words, &response, &Lexicon::default()).align(|_| true);
        bearing(&model, &response, &alignment, &asked)
    }

    #[test]
    fn the_plainer_the_shared_words_the_more_of_a_sentence_must_be_known() {
        let reference = "The router reads the header, looks up the next hop in its table and forwards the packet.";
        let right = "A router forwards each packet along the best path.";
        // Two plain words of ten are no statement about routers ...
        let plain = "The carpenter looks at his next oak board, which merchants ship from distant towns.";
        assert_eq!(kept("", reference, &format!("{right} {plain}")), [true, false]);
        // ... and a sentence that shares most of its words is one, plain or not.
        let terse = "It looks up the next one in its table and only then goes on.";
        assert_eq!(kept("", reference, &format!("{right} {terse}")), [true, true]);
    }

    #[test]
    fn a_sentence_that_has_most_of_a_short_reference_belongs_however_long_it_is() {
        let response = "It takes less time because the server keeps rendered pages beside each visitor's browser session and \
                        skips expensive queries. Bread needs flour, salt, yeast, water, warmth, patience.";
        assert_eq!(kept("", "It takes less time.", response), [true, false]);
    }

    #[test]
    fn a_short_answer_is_told_by_any_word() {
        for response in ["One.", "It is one.", "Just one of the others", "1"] {
            assert_eq!(kept("How many lamps stay lit?", "One.", response), [true], "{response}");
        }
    }

    #[test]
    fn a_word_aside_takes_nothing_from_an_answer_in_other_words() {
        let aside = "My neighbour told me about her holiday yesterday.";
        for (reference, answer) in [
            ("So that people notice the sound.", "So people know to get out of the way."),
            (
                "A collection of elements that can be allocated dynamically.",
                "A chain of nodes in which every node stores one element beside pointer variables that lead to other nodes.",
            ),
        ] {
            assert_eq!(kept("", reference, answer), [true], "{answer}");
            assert_eq!(kept("", reference, &format!("{aside} {answer}")), [false, true], "{answer}");
        }
        // A long one is about something else.
        let other =
            "When my brother practises a waltz, the cat moves from people and the piano to the windowsill outside.";
        assert!(!kept("", "So that people notice the sound.", &format!("{aside} {other}")).contains(&true));
    }

    #[test]
    fn neither_an_opposite_nor_one_of_the_things_tells_the_subject() {
        let other = "One of my uncles keeps the open garden shed, ladders and paths.";
        assert_eq!(kept("", "The 1 gate is heavy and closed.", &format!("The gate is heavy. {other}")), [true, false]);
    }
}
