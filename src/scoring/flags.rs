//! Whether a response says no more than that there is no answer, or only repeats the question. [`super::oddities`] decides what
//! follows from it.

use super::constants::ECHO_SHARE;
use crate::text::{Analysis, TermId};

/// Ways to say that one has no answer, lower-case, without punctuation.
const NON_ANSWERS: [&str; 35] = [
    "i do not know",
    "do not know",
    "no idea",
    "not sure",
    "i am not sure",
    "no clue",
    "i have no idea",
    "i have no clue",
    "never heard of it",
    "i have never heard of it",
    "i have heard of it",
    "heard of it",
    "skip",
    "pass",
    "n a",
    "na",
    "none",
    "nothing",
    "idk",
    "dunno",
    "no answer",
    "i can not answer",
    "do not remember",
    "i do not remember",
    "i forgot",
    "sorry",
    "test",
    "next question",
    "no comment",
    "have not done this",
    "have not had this",
    "have not learned this",
    "did not learn this",
    "have not covered this",
    "know nothing",
];

/// Longest non-answer, in tokens.
const NON_ANSWER_TOKENS: usize = 16;

/// Words that only frame a non-answer.
const FRAME: [&str; 39] = [
    "i",
    "am",
    "sorry",
    "honestly",
    "really",
    "it",
    "about",
    "this",
    "that",
    "the",
    "to",
    "be",
    "honest",
    "have",
    "well",
    "unfortunately",
    "answer",
    "one",
    "question",
    "of",
    "but",
    "at",
    "all",
    "ever",
    "not",
    "never",
    "heard",
    "used",
    "yet",
    "me",
    "we",
    "in",
    "class",
    "school",
    "course",
    "did",
    "anything",
    "lol",
    "haha",
];

/// Whether the response says no more than that there is no answer.
pub fn is_non_answer(analysis: &Analysis) -> bool {
    if analysis.tokens.is_empty() || analysis.tokens.len() > NON_ANSWER_TOKENS {
        return false;
    }
    let words: Vec<&str> = analysis.tokens.iter().map(|token| analysis.norm(token)).collect();
    let text = words.join(" ");
    if NON_ANSWERS.contains(&text.as_str()) {
        return true;
    }
    NON_ANSWERS.iter().any(|phrase| {
        text.find(phrase).is_some_and(|at| {
            let rest = format!("{} {}", &text[..at], &text[at + phrase.len()..]);
            // "I do not know anything about history": the word behind `about` names what is not known.
            let mut named = false;
            let telling = |word: &&str| {
                let subject = std::mem::replace(&mut named, *word == "about");
                !subject && !FRAME.contains(word)
            };
            rest.split_whitespace().filter(telling).count() == 0
        })
    })
}

/// Whether nearly all content words stand in the question already.
pub fn is_echo(content: &[TermId], question: &[TermId]) -> bool {
    restates(content.iter().filter(|term| question.binary_search(term).is_ok()).count(), content.len())
}

/// The same by how many content words the question gave, of how many.
pub fn restates(asked: usize, content: usize) -> bool {
    content > 0 && asked as f64 >= ECHO_SHARE * content as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Analyzer;

    #[test]
    fn every_non_answer_is_written_as_analysis_leaves_it() {
        let mut analyzer = Analyzer::new();
        for phrase in NON_ANSWERS {
            let analysis = analyzer.analyze(phrase);
            let norms: Vec<&str> = analysis.tokens.iter().map(|token| analysis.norm(token)).collect();
            assert_eq!(norms.join(" "), phrase);
            assert!(is_non_answer(&analysis), "{phrase}");
        }
        for text in [
            "We have not done this in class.",
            "dunno lol",
            "I don't know anything about history, sorry.",
            "I know nothing about indexes.",
        ] {
            assert!(is_non_answer(&analyzer.analyze(text)), "{text}");
        }
        for text in ["The view does not know anything about SQL", "I do not know of a lock that is faster"] {
            assert!(!is_non_answer(&analyzer.analyze(text)), "{text}");
        }
        for text in ["I cannot answer.", "Sorry, I can't answer this question.", "I cannot answer that one, honestly!"]
        {
            assert!(is_non_answer(&analyzer.analyze(text)), "{text}");
        }
        for text in ["A list cannot answer that", "I cannot answer without an index"] {
            assert!(!is_non_answer(&analyzer.analyze(text)), "{text}");
        }
    }

    #[test]
    fn every_word_of_a_frame_is_written_as_analysis_leaves_it() {
        for word in FRAME {
            let analysis = Analyzer::new().analyze(word);
            assert_eq!((analysis.tokens.len(), analysis.norm_at(0)), (1, word));
        }
    }
}
