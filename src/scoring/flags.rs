//! What is odd about a response as a whole: no answer, an echo, another language.

use super::constants::{ECHO_SHARE, STRANGE_FAMILIAR, STRANGE_TOKENS};
use crate::text::{Analysis, Flags, TermId, Token};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

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

/// Whether a response is in another language than the bank: most letters are of another script, or hardly any of its words is
/// known. Numbers and code are of no language.
pub fn is_other_language(text: &str, analysis: &Analysis, known: impl Fn(TermId) -> bool) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(2_000);
    let (mut latin, mut other) = (0usize, 0usize);
    for letter in letters {
        if letter.is_ascii() || ('\u{c0}'..='\u{24f}').contains(&letter) { latin += 1 } else { other += 1 }
    }
    if other > latin {
        return true;
    }
    let tokens = &analysis.tokens;
    let is_word = |token: &&Token| {
        !token.flags.has(Flags::NUMBER | Flags::CODE) && analysis.norm(token).contains(char::is_alphabetic)
    };
    let words = tokens.iter().filter(is_word).count();
    if words < STRANGE_TOKENS || 2 * words < tokens.len() {
        return false;
    }
    let familiar = tokens
        .iter()
        .filter(|token| token.flags.has(Flags::FUNCTION | Flags::NUMBER | Flags::CODE) || known(token.term))
        .count();
    (familiar as f64) < STRANGE_FAMILIAR * tokens.len() as f64
}

/// Frequent function words of languages written in Latin letters that are no English words and no terms: German, Dutch, French,
/// Spanish, Portuguese, Italian, Polish, Turkish, Swedish. Letters with marks are listed as analysis leaves them.
const FOREIGN: &str = "\
    der das und ist nicht ein eine einen einer eines mit von f\u{fc}r auf dass sind bei oder zum zur dem wird werden wenn auch aber \
    durch nur kann diese dieser sich als wie nach \u{fc}ber \
    het een niet zijn wordt worden voor naar maar ook deze \
    le la les du une dans pour qui que pas avec sont cette sur mais peut donc leur \
    el los las una por para del como m\u{e1}s pero porque cuando puede esta este \
    uma n\u{e3}o mais pode quando isso \
    il lo gli che di della delle per\u{f2} sono anche viene questo pi\u{f9} \
    nie jest si\u{119} oraz przez kt\u{f3}re \u{17c}e \
    bir ve i\u{e7}in olarak \
    och \u{e4}r inte till f\u{f6}r";
/// Fewest words of [`FOREIGN`] in an answer in another language, and their least share of its words.
const FOREIGN_WORDS: usize = 3;
const FOREIGN_SHARE: f64 = 0.12;

/// Whether a response is prose in another language, whichever terms of this one stand in it: it has that language's function
/// words, and hardly any of English ones.
pub fn is_foreign_prose(analysis: &Analysis) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| FOREIGN.split_ascii_whitespace().collect());
    let words = analysis.tokens.len();
    if words < STRANGE_TOKENS {
        return false;
    }
    // English prose shows at once: a fifth of its words and more are of the closed classes.
    let english = analysis.tokens.iter().filter(|token| token.flags.has(Flags::FUNCTION)).count();
    if 5 * english >= words {
        return false;
    }
    let is_theirs =
        |token: &&Token| !token.flags.has(Flags::FUNCTION | Flags::CODE) && WORDS.contains(analysis.norm(token));
    let foreign = analysis.tokens.iter().filter(is_theirs).count();
    foreign >= FOREIGN_WORDS.max((FOREIGN_SHARE * words as f64).ceil() as usize) && foreign > english
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

    #[test]
    fn numbers_and_code_are_of_no_language() {
        let other = |text: &str| is_other_language(text, &Analyzer::new().analyze(text), |_| false);
        assert!(other("Der Himmel scheint blau, weil Licht gestreut wird") && other("Потому что свет рассеивается"));
        assert!(!other("10.0.0.0-10.255.255.255 172.16.0.0-172.31.255.255 192.168.0.0-192.168.255.255 169.254.1.1"));
        assert!(!other("1 2 3 4 5 6 7 8 9 10"));
    }

    #[test]
    fn prose_in_another_language_shows_by_its_small_words_whatever_terms_it_borrows() {
        let foreign = |text: &str| is_foreign_prose(&Analyzer::new().analyze(text));
        for text in [
            "TCP ist ein verbindungsorientiertes Protokoll, das mit ACKs arbeitet und die Reihenfolge der Pakete garantiert.",
            "Le GIL est un verrou qui ne permet pas aux threads d'ex\u{e9}cuter du bytecode dans le m\u{ea}me temps.",
            "Un \u{ed}ndice es una estructura para encontrar las filas de la tabla, pero ocupa m\u{e1}s espacio.",
            "Tupla nie jest zmienna, oraz przez to jest szybsza, lista si\u{119} zmienia.",
        ] {
            assert!(foreign(text), "{text}");
        }
        for text in [
            "An El Nino event and a la carte menus are des res, le mot juste for the des and the les.",
            "A tuple cannot be changed, it is hashable, and you use it for keys.",
            "import os, os.path, os.environ, aux.com, DES, EST",
            "GIL lock threads CPU process via multiprocessing, no parallel bytecode, I/O ok",
            "der",
        ] {
            assert!(!foreign(text), "{text}");
        }
    }
}
