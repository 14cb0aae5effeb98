//! What is odd about a response as a whole: empty, no answer, an echo, a list of terms, another language.

use super::constants::{ECHO_SHARE, LIST_SHARE, LIST_TOKENS, STRANGE_FAMILIAR, STRANGE_TOKENS};
use crate::text::roles::Roles;
use crate::text::{Analysis, Flags, TermId, Token};
use std::ops::Range;

/// Ways to say that one has no answer, lower-case, without punctuation.
const NON_ANSWERS: [&str; 29] = [
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
];

/// Longest non-answer, in tokens.
const NON_ANSWER_TOKENS: usize = 16;

/// Words that only frame a non-answer.
const FRAME: [&str; 30] = [
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
            rest.split_whitespace().filter(|word| !FRAME.contains(word)).count() == 0
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

/// Whether a response, or a part of it (tokens), is terms without statements.
///
/// The text is cut into phrases at punctuation. A phrase states something when function words make up a fair part of it,
/// when it opens with a verb (`add indexes`, `reducing database hits`), stands in parentheses or behind a colon. What is
/// left is bare terms; a response that is nearly all bare terms is a list, and so is a mere string of words.
pub fn is_list(analysis: &Analysis, text: &str, part: Range<u32>) -> bool {
    let tokens = &analysis.tokens[part.start as usize..part.end as usize];
    if tokens.iter().filter(|token| !joins(analysis.norm(token))).take(LIST_TOKENS).count() < LIST_TOKENS {
        return false;
    }
    is_string_of_words(analysis, text, &part, STRING) || is_bare(analysis, text, std::iter::once(part))
}

/// Fewest tokens of a string of words as an answer: `Horizontal scaling means adding more servers` is a statement.
const STRING: usize = 7;

/// Whether a part of a response (at least `fewest` tokens) is words with nothing but a blank between them, none of which
/// carries grammar or joins others. Whoever states something in so many words uses an article, a preposition, an
/// auxiliary; whoever names several things, a comma or a conjunction.
pub fn is_string_of_words(analysis: &Analysis, text: &str, part: &Range<u32>, fewest: usize) -> bool {
    let tokens = &analysis.tokens[part.start as usize..part.end as usize];
    let bare = |token: &Token| !token.flags.has(GRAMMAR) && !joins(analysis.norm(token));
    // A mark inside a word (`key-value`, `DEBUG=True`) is no punctuation.
    let blank = |pair: &[Token]| {
        let gap = text.get(pair[0].end as usize..pair[1].start as usize).unwrap_or_default();
        gap == " " || !gap.contains(char::is_whitespace)
    };
    tokens.len() >= fewest && tokens.iter().all(bare) && tokens.windows(2).all(blank)
}

/// Whether those sentences of a response that show something are terms without statements: prose around a list, about
/// whatever it may be, makes no statement of the list.
pub fn is_padded_list(analysis: &Analysis, text: &str, showing: &[bool]) -> bool {
    let parts = analysis.sentences.iter().zip(showing).filter(|(_, shows)| **shows).map(|(part, _)| part.clone());
    let tokens: usize = parts.clone().map(|part| part.len()).sum();
    let mut each = parts.clone();
    let string = match (each.next(), each.next()) {
        (Some(only), None) => is_string_of_words(analysis, text, &only, STRING),
        _ => false,
    };
    tokens >= LIST_TOKENS && (string || is_bare(analysis, text, parts))
}

/// Whether nearly all tokens of some parts of a response stand in bare terms. Prose shows in the first phrases that it is
/// none, and the rest is not looked at.
fn is_bare(analysis: &Analysis, text: &str, parts: impl Iterator<Item = Range<u32>> + Clone) -> bool {
    let tokens: usize = parts.clone().map(|part| part.len()).sum();
    let least = LIST_SHARE * tokens as f64;
    let mut may_be_bare = tokens;
    for part in parts {
        let tokens = &analysis.tokens[part.start as usize..part.end as usize];
        let mut start = 0;
        let mut opener = "";
        for at in 1..=tokens.len() {
            let gap = match (tokens.get(at - 1), tokens.get(at)) {
                // Nearly all gaps are one space.
                (Some(left), Some(right)) if is_space(text, left.end, right.start) => continue,
                (Some(left), Some(right)) => text.get(left.end as usize..right.start as usize).unwrap_or_default(),
                _ => ".",
            };
            if !gap.contains(BREAKS) {
                continue;
            }
            let phrase = &tokens[start..at];
            // A mark inside a word (`DEBUG=False`, `localhost:3000`) explains nothing.
            let explains = opener.contains(['(', ':', '=', '>', '\u{2192}']) && opener.contains(char::is_whitespace);
            if explains || states(phrase, analysis, text) {
                may_be_bare -= phrase.len();
                if (may_be_bare as f64) < least {
                    return false;
                }
            }
            start = at;
            opener = gap;
        }
    }
    true
}

fn is_space(text: &str, from: u32, to: u32) -> bool {
    to == from + 1 && text.as_bytes().get(from as usize) == Some(&b' ')
}

/// What cuts a text into phrases.
const BREAKS: [char; 16] =
    [',', ';', ':', '.', '!', '?', '\n', '(', ')', '+', '=', '|', '\u{2022}', '\u{2192}', '>', '\u{2014}'];

/// Whether a phrase says something about its terms: function words make up a fair part of it, or a verb stands among
/// few words (`add indexes`, `GET requests data`), or a verb and some function word among many.
fn states(phrase: &[Token], analysis: &Analysis, text: &str) -> bool {
    // One written word (`many-to-many`, `while`) states nothing by itself, whatever its parts.
    let (Some(first), Some(last)) = (phrase.first(), phrase.last()) else { return false };
    if !text.get(first.start as usize..last.end as usize).is_some_and(|words| words.contains(char::is_whitespace)) {
        return false;
    }
    let verb = |token: &Token| token.roles.has(Roles::COMMON_VERB) || opens_like_verb(analysis.norm(token));
    let inside = || phrase.len() > 2 && phrase[1..phrase.len() - 1].iter().any(verb);
    if phrase.len() > TERSE {
        let least = match phrase.len() {
            len if is_clause(phrase, analysis) => len.div_ceil(CLAUSE),
            len if len <= LONG && inside() => 2,
            len => len.div_ceil(LOOSE),
        };
        // `and map rows`: what a clause joins may be its verbs.
        let joined = |pair: &&[Token]| joins(analysis.norm(&pair[0])) && is_verb(&pair[1], analysis);
        let grammar = phrase.iter().filter(|token| is_grammar(token, analysis)).count();
        return grammar + phrase.windows(2).filter(joined).count() >= least;
    }
    if at_least(phrase.len().div_ceil(DENSE), phrase.iter().filter(|token| is_function(token, analysis))) {
        return true;
    }
    let loose = phrase.iter().any(|token| joins(analysis.norm(token)) || is_grammar(token, analysis));
    let has_verb = verb(first) || inside();
    match phrase.len() {
        0 | 1 => false,
        2..=6 => has_verb,
        _ => has_verb && loose,
    }
}

/// Tokens for each of which a clause has a word of grammar, or a verb joined by one.
const CLAUSE: usize = 14;
/// Tokens for each of which another long phrase has one.
const LOOSE: usize = 5;
/// Tokens for each of which a terse phrase without a verb has a function word.
const DENSE: usize = 7;

/// Whether a phrase opens like a clause: a plural, and a verb that agrees with it within the first words (`Models define`,
/// `Middleware classes wrap`).
fn is_clause(phrase: &[Token], analysis: &Analysis) -> bool {
    phrase.windows(2).take(3).any(|pair| {
        let subject = analysis.norm(&pair[0]);
        let plural = subject.len() > 3 && subject.ends_with('s') && !subject.ends_with("ss");
        plural && !is_verb(&pair[0], analysis) && is_verb(&pair[1], analysis)
    })
}

/// Whether a token is a common verb in the form that a plural takes: `define`, not `defines`, `defining` or `definition`.
fn is_verb(token: &Token, analysis: &Analysis) -> bool {
    let norm = analysis.norm(token);
    token.roles.has(Roles::COMMON_VERB)
        && !["s", "ing", "ed", "ion", "er", "or"].iter().any(|ending| norm.ends_with(ending))
}

/// Whether there are so many of something; no more are looked at.
fn at_least(count: usize, mut all: impl Iterator) -> bool {
    count == 0 || all.nth(count - 1).is_some()
}

/// Longest phrase, in tokens, that a verb alone makes a statement: notes are terse, but a long run of words without
/// articles, prepositions and pronouns is none.
const TERSE: usize = 12;

/// Longest phrase, in tokens, that a verb and two words of grammar make a statement: `REST APIs allow communication between
/// front end and back end using HTTP methods like GET`.
const LONG: usize = 18;

/// What marks a word of the closed classes.
const GRAMMAR: u16 = Flags::FUNCTION | Flags::PRONOUN;

/// Words that carry grammar alone: function words without full verbs.
fn is_grammar(token: &Token, analysis: &Analysis) -> bool {
    let norm = analysis.norm(token);
    (token.flags.has(GRAMMAR) || LINKING.contains(&norm)) && !joins(norm)
}

/// Words that join terms and say nothing of them.
fn joins(norm: &str) -> bool {
    matches!(norm, "and" | "or" | "etc")
}

fn opens_like_verb(norm: &str) -> bool {
    norm.len() > 5 && norm.ends_with("ing")
}

/// Words that relate terms: small words other than those that merely join, negators, auxiliaries, linking words.
fn is_function(token: &Token, analysis: &Analysis) -> bool {
    let norm = analysis.norm(token);
    if token.flags.has(Flags::NEGATOR | Flags::AUXILIARY) || LINKING.contains(&norm) {
        return true;
    }
    token.flags.has(Flags::SMALL | Flags::ARTICLE | Flags::PRONOUN) && !joins(norm)
}

/// Kept words and particles that still make a statement.
const LINKING: [&str; 20] = [
    "between", "like", "when", "while", "than", "if", "because", "so", "until", "whereas", "but", "instead", "behind",
    "up", "down", "off", "out", "through", "via", "per",
];

/// Whether most letters are of another script than the bank's, or hardly a word is one that the bank or grammar knows.
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
    if tokens.len() < STRANGE_TOKENS {
        return false;
    }
    let familiar = tokens
        .iter()
        .filter(|token| token.flags.has(Flags::FUNCTION | Flags::NUMBER | Flags::CODE) || known(token.term))
        .count();
    (familiar as f64) < STRANGE_FAMILIAR * tokens.len() as f64
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
