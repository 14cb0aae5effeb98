//! What is odd about a response as a whole: empty, no answer, an echo, a list of terms, another language.

use super::constants::{ECHO_SHARE, LIST_FUNCTION_SHARE, LIST_TOKENS};
use crate::text::{Analysis, Flags, TermId, Token};

/// Ways to say that one has no answer, lower-case, without punctuation.
const NON_ANSWERS: [&str; 30] = [
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
    "i cannot answer",
    "i can not answer this",
    "do not remember",
    "i do not remember",
    "i forgot",
    "sorry",
    "test",
    "next question",
    "no comment",
];

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
    let words: Vec<&str> = analysis.tokens.iter().map(|token| analysis.norm(token)).collect();
    if words.is_empty() || words.len() > 16 {
        return false;
    }
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
    let given = content.iter().filter(|term| question.binary_search(term).is_ok()).count();
    !content.is_empty() && given as f64 >= ECHO_SHARE * content.len() as f64
}

/// Whether a run of tokens is terms without statements: almost no function words, verbs or signs of relation.
///
/// Negators, auxiliaries and linking words make a statement and count twice; `and`, `or` join terms and count nothing.
/// A phrase that opens with a gerund (`reducing database hits`) counts once.
pub fn is_list(analysis: &Analysis, text: &str, from: u32, to: u32) -> bool {
    let tokens = &analysis.tokens[from as usize..to as usize];
    if tokens.len() < LIST_TOKENS {
        return false;
    }
    let code = tokens.iter().filter(|token| token.flags.has(Flags::CODE)).count();
    if code * 3 >= tokens.len() {
        return false;
    }
    let mut stated = 0u32;
    for (at, token) in tokens.iter().enumerate() {
        let norm = analysis.norm(token);
        stated += if token.flags.has(Flags::NEGATOR | Flags::AUXILIARY) || LINKING.contains(&norm) {
            2
        } else if token.flags.has(Flags::SMALL | Flags::ARTICLE | Flags::PRONOUN)
            && !matches!(norm, "and" | "or" | "etc")
        {
            1
        } else if norm.len() > 5 && norm.ends_with("ing") && opens_phrase(tokens, at, text) {
            1
        } else {
            0
        };
    }
    let (start, end) = match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => (first.start as usize, last.end as usize),
        _ => return false,
    };
    let signs = text.get(start..end).map_or(0, relation_signs);
    (f64::from(stated) + 0.5 * signs as f64) < LIST_FUNCTION_SHARE * tokens.len() as f64
}

/// Whether a token stands at the front of a phrase of two words or more, set off by punctuation.
fn opens_phrase(tokens: &[Token], at: usize, text: &str) -> bool {
    let gap = |left: usize, right: usize| match (tokens.get(left), tokens.get(right)) {
        (Some(left), Some(right)) => text.get(left.end as usize..right.start as usize).unwrap_or_default(),
        _ => ".",
    };
    let set_off =
        at == 0 || gap(at - 1, at).contains([',', ';', ':', '.', '\n']) || tokens[at - 1].flags.has(Flags::SMALL);
    set_off && gap(at, at + 1).trim().is_empty() && at + 1 < tokens.len()
}

/// Kept words that still make a statement.
const LINKING: [&str; 16] = [
    "only", "when", "while", "than", "if", "because", "so", "before", "after", "until", "between", "each", "every",
    "whereas", "but", "instead",
];

/// Signs by which terse notes state relations: `->`, `=`, `:`.
fn relation_signs(text: &str) -> usize {
    text.matches("->").count()
        + text.matches('→').count()
        + text.matches(" = ").count()
        + text.matches(": ").count()
        + text.matches("=>").count()
}

/// Whether most letters are of another script than the bank's.
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
    if tokens.len() < 8 {
        return false;
    }
    let familiar = tokens
        .iter()
        .filter(|token| {
            token.flags.has(Flags::SMALL | Flags::ARTICLE | Flags::NEGATOR | Flags::NUMBER | Flags::CODE)
                || known(token.term)
        })
        .count();
    (familiar as f64) < 0.25 * tokens.len() as f64
}
