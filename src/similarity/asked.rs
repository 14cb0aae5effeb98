//! What a question gives away and what it asks for.

use super::two_things::{Compared, apart, is_article};
use super::words::{Word, Words};
use crate::text::{TermId, is_plural};
use std::ops::Range;

/// Words to each side of `or` that name an option.
const OPTION_REACH: usize = 4;
/// Content words that name an option.
const OPTION_WORDS: usize = 2;
/// Words within which a sentence of a reference names the option that it takes ...
const OPENS: usize = 3;
/// ... and within which one of an answer does.
const OPENS_ANSWER: usize = 6;
/// Tokens between a number and what it counts.
pub const COUNTED_REACH: usize = 3;

/// The question as far as answers are compared with it.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Terms of its content words, sorted: repeating them earns nothing.
    pub given: Vec<TermId>,
    /// How many items it asks for (`name two reasons`).
    pub items: Option<usize>,
    /// What stands on each side of an `or`: the answer is to choose.
    pub options: Vec<[Vec<TermId>; 2]>,
    /// The two things that it compares.
    pub compared: Option<Compared>,
}

/// An option that a text takes.
struct Choice {
    /// The pair of options.
    pair: usize,
    /// It is the second of them.
    second: bool,
    /// The word of the text that names it.
    at: usize,
}

impl Asked {
    /// Reads a question.
    pub fn new(question: &Words) -> Self {
        let mut given: Vec<TermId> = question.content.iter().map(|at| question.words[*at as usize].term).collect();
        given.sort_unstable();
        given.dedup();
        Asked { given, items: items(question), options: options(question), compared: Compared::of(question) }
    }

    /// Where a reference and a response both choose between the same two options: whether they take the same one, and the
    /// response's word that takes it.
    pub fn chosen(&self, reference: &Words, response: &Words) -> Option<(bool, usize)> {
        let (ours, theirs) = (self.choice(reference, OPENS)?, self.choice(response, OPENS_ANSWER)?);
        (ours.pair == theirs.pair).then_some((ours.second == theirs.second, theirs.at))
    }

    /// Which option the first sentence that opens with one takes, within so many words.
    fn choice(&self, text: &Words, within: usize) -> Option<Choice> {
        if self.options.is_empty() {
            return None;
        }
        let mut from = 0;
        text.words.chunk_by(|a, b| a.sentence == b.sentence).find_map(|sentence| {
            let start = from;
            from += sentence.len();
            self.opening(text, start..start + within.min(sentence.len()))
        })
    }

    /// The option that a few words of a text take.
    fn opening(&self, text: &Words, places: Range<usize>) -> Option<Choice> {
        // "Compared with an atom, the molecule ..." takes the molecule.
        let aside = |at: usize| {
            let before = (places.start..at).rev().find(|at| !is_article(text, *at));
            before.is_some_and(|at| {
                matches!(text.norm(&text.words[at]), "to" | "with" | "than" | "unlike" | "from" | "of")
            })
        };
        let first = |terms: &[TermId]| places.clone().find(|at| terms.contains(&text.words[*at].term) && !aside(*at));
        self.options.iter().enumerate().find_map(|(pair, [left, right])| {
            let (left, right) = (first(left), first(right));
            let second = match (left, right) {
                (Some(left), Some(right)) => right < left,
                _ => left.is_none(),
            };
            let at = if second { right } else { left }?;
            text.words[at].denied.is_none().then_some(Choice { pair, second, at })
        })
    }

    /// Whether the question had this word already.
    pub fn gave(&self, term: TermId) -> bool {
        self.given.binary_search(&term).is_ok()
    }
}

/// `Name two reasons`, `State at least 4 differences`: a request, a number from 2 to 9, something in the plural. `The two
/// phases` are all that there are: then the reference counts whole.
fn items(question: &Words) -> Option<usize> {
    const REQUESTS: [&str; 10] =
        ["name", "list", "state", "describe", "give", "mention", "provide", "identify", "enumerate", "outline"];
    const DEFINITE: [&str; 4] = ["the", "these", "those", "both"];
    // "Answer in two sentences" counts no items.
    const FORM: [&str; 4] = ["sentences", "words", "lines", "paragraphs"];
    question.words.iter().enumerate().find_map(|(at, word)| {
        let count = match question.norm(word) {
            "two" => 2,
            "three" => 3,
            "four" => 4,
            "five" => 5,
            "six" => 6,
            digits => digits.parse().ok().filter(|count| (2..=9).contains(count))?,
        };
        let here = |other: &&Word| other.sentence == word.sentence;
        if at > 0 && DEFINITE.contains(&question.norm(&question.words[at - 1])) {
            return None;
        }
        let requested = question.words[..at].iter().filter(here).any(|w| REQUESTS.contains(&question.norm(w)));
        let plural = question.words[at + 1..]
            .iter()
            .take(COUNTED_REACH)
            .filter(here)
            .find(|w| w.counts() && is_plural(question.norm(w)));
        (requested && plural.is_some_and(|w| !FORM.contains(&question.norm(w)))).then_some(count)
    })
}

/// `Is it A or B?`: the content words next to each `or`, as many before it as behind it, without those on both sides.
fn options(question: &Words) -> Vec<[Vec<TermId>; 2]> {
    // Content words that follow each other, articles before them left out.
    let run = |places: &mut dyn Iterator<Item = usize>, most: usize| -> Vec<TermId> {
        let words = places.map(|at| &question.words[at]);
        words
            .skip_while(|word| !word.counts())
            .take_while(|word| word.counts())
            .take(most)
            .map(|word| word.term)
            .collect()
    };
    let ors = (0..question.words.len()).filter(|at| question.norm(&question.words[*at]) == "or");
    ors.filter(|at| asks_to_choose(question, *at))
        .filter_map(|at| {
            let sentence = question.words[at].sentence;
            let own = |other: &usize| question.words[*other].sentence == sentence;
            let right = run(&mut (at + 1..question.words.len()).take(OPTION_REACH).filter(own), OPTION_WORDS);
            let left = run(&mut (0..at).rev().take(OPTION_REACH).filter(own), right.len());
            apart(&left, &right)
        })
        .collect()
}

/// Whether the sentence of a word asks which or whether; `find out if it is A or B` tells what somebody does.
fn asks_to_choose(question: &Words, at: usize) -> bool {
    const ASKS: [&str; 16] = [
        "which", "is", "are", "was", "were", "do", "does", "did", "will", "would", "should", "can", "could", "has",
        "have", "may",
    ];
    let sentence = question.words[at].sentence;
    let first = question.words[..at].iter().find(|word| word.sentence == sentence);
    first.is_some_and(|first| ASKS.contains(&question.norm(first)))
}

/// The side that a text takes where a sentence opens, yes (`true`) or no (`false`), and the word that takes it.
pub fn stance(text: &Words) -> Option<(bool, usize)> {
    text.words.iter().enumerate().find_map(|(at, word)| {
        if at > 0 && text.words[at - 1].sentence == word.sentence {
            return None;
        }
        match text.norm(word) {
            "yes" | "yeah" | "yep" | "true" => Some((true, at)),
            // "No circuit is closed" states something else than "No, ...".
            "no" if text.words.get(at + 1).is_some_and(|next| next.counts() && next.sentence == word.sentence) => None,
            "no" | "nope" | "false" => Some((false, at)),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::similarity::words::tests::words;
    use crate::text::stem_term;

    #[test]
    fn a_question_may_ask_for_so_many_items() {
        let items = |text: &str| Asked::new(&words(text)).items;
        assert_eq!(items("Please name two common reasons."), Some(2));
        assert_eq!(items("State at least 4 differences between them."), Some(4));
        assert_eq!(items("Describe it in 2 sentences."), None);
        assert_eq!(items("Describe the two phases."), None);
        assert_eq!(items("Two bulbs glow. Why?"), None);
    }

    #[test]
    fn a_question_may_name_options() {
        let asked = Asked::new(&words("Is copper or rubber the better conductor?"));
        assert_eq!(asked.options.len(), 1);
        assert_eq!(asked.options[0][0], [stem_term("copper")]);
        assert!(asked.options[0][1].contains(&stem_term("rubber")));
        assert!(Asked::new(&words("Why is it so?")).options.is_empty());
    }

    #[test]
    fn a_text_may_open_with_an_option() {
        let asked = Asked::new(&words("Which is larger, an atom or a molecule?"));
        let second = |text: &str| asked.choice(&words(text), 6).map(|choice| choice.second);
        for (text, expected) in [
            ("An atom is larger.", Some(false)),
            ("I think the molecule is, as it has many an atom.", Some(true)),
            ("It depends. A molecule mostly.", Some(true)),
            ("Not the atom.", None),
            ("Compared with an atom a molecule is larger.", Some(true)),
            ("Things that consist of others are larger than a molecule.", None),
        ] {
            assert_eq!(second(text), expected, "{text}");
        }
        // What somebody wants to know is not what is asked.
        let told = "Lee wants to see if it is an insulator or a conductor. How?";
        assert!(Asked::new(&words(told)).options.is_empty());
        let whole = Asked::new(&words("Is Python compiled or interpreted?"));
        assert_eq!(whole.options, [[vec![stem_term("compiled")], vec![stem_term("interpreted")]]]);
    }

    #[test]
    fn a_text_may_take_a_side() {
        assert_eq!(stance(&words("Yes, it does.")), Some((true, 0)));
        assert_eq!(stance(&words("No. It stays.")), Some((false, 0)));
        assert_eq!(stance(&words("No circuit is closed.")), None);
    }
}
