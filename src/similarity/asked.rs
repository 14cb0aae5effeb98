//! What a question gives away and what it asks for.

use super::compared::{Compared, apart};
use super::words::Words;
use crate::text::TermId;

/// Words to each side of `or` that name an option.
const OPTION_REACH: usize = 4;
/// Content words that name an option.
const OPTION_WORDS: usize = 2;
/// Tokens between a number and what it counts.
const COUNTED_REACH: usize = 3;

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

impl Asked {
    /// Reads a question.
    pub fn new(question: &Words) -> Self {
        let mut given: Vec<TermId> = question.content.iter().map(|at| question.words[*at as usize].term).collect();
        given.sort_unstable();
        given.dedup();
        Asked { given, items: items(question), options: options(question), compared: Compared::of(question) }
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
        let here = |other: &&super::words::Word| other.sentence == word.sentence;
        if at > 0 && DEFINITE.contains(&question.norm(&question.words[at - 1])) {
            return None;
        }
        let requested = question.words[..at].iter().filter(here).any(|w| REQUESTS.contains(&question.norm(w)));
        let plural = question.words[at + 1..].iter().take(COUNTED_REACH).filter(here).find(|w| {
            let norm = question.norm(w);
            w.counts() && norm.len() > 3 && norm.ends_with('s') && !norm.ends_with("ss")
        });
        (requested && plural.is_some_and(|w| !FORM.contains(&question.norm(w)))).then_some(count)
    })
}

/// `Is it A or B?`: the content words next to each `or`, without those on both sides.
fn options(question: &Words) -> Vec<[Vec<TermId>; 2]> {
    let terms = |places: &mut dyn Iterator<Item = usize>, sentence: u32| -> Vec<TermId> {
        places
            .map(|at| &question.words[at])
            .filter(|word| word.counts() && word.sentence == sentence)
            .take(OPTION_WORDS)
            .map(|word| word.term)
            .collect()
    };
    question
        .words
        .iter()
        .enumerate()
        .filter(|(_, word)| question.norm(word) == "or")
        .filter_map(|(at, word)| {
            let left = terms(&mut (at.saturating_sub(OPTION_REACH)..at).rev(), word.sentence);
            let right = terms(&mut (at + 1..(at + 1 + OPTION_REACH).min(question.words.len())), word.sentence);
            apart(&left, &right)
        })
        .collect()
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
    fn a_text_may_take_a_side() {
        assert_eq!(stance(&words("Yes, it does.")), Some((true, 0)));
        assert_eq!(stance(&words("No. It stays.")), Some((false, 0)));
        assert_eq!(stance(&words("No circuit is closed.")), None);
    }
}
