//! Whether a response is in another language than the bank, so that a person must read it: by two signs.
//!
//! Prose of another language is known by its function words ([`is_prose`]), whatever terms it borrows and whatever those show;
//! what is a statement there no rule here can tell, so such a response is no list either. The other sign, strange words or
//! letters ([`is_strange`]), is there for languages whose function words are not listed. It is weak: an answer full of terms that
//! no bank knows has it, too. So it counts only where the response shows nothing.

use super::constants::{STRANGE_FAMILIAR, STRANGE_TOKENS};
use crate::text::{Analysis, Flags, TermId, Token};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

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

/// In English prose one of so many words, or more, is of the closed classes.
const ENGLISH: usize = 5;
/// Letters by which the script of a response is told.
const LETTERS: usize = 2_000;

/// The strong sign: a response has function words of another language and hardly any English ones, whichever terms stand among
/// them.
pub fn is_prose(analysis: &Analysis) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| FOREIGN.split_ascii_whitespace().collect());
    let words = analysis.tokens.len();
    if words < STRANGE_TOKENS {
        return false;
    }
    let english = analysis.tokens.iter().filter(|token| token.flags.has(Flags::FUNCTION)).count();
    if ENGLISH * english >= words {
        return false;
    }
    let is_theirs =
        |token: &&Token| !token.flags.has(Flags::FUNCTION | Flags::CODE) && WORDS.contains(analysis.norm(token));
    let foreign = analysis.tokens.iter().filter(is_theirs).count();
    foreign >= FOREIGN_WORDS.max((FOREIGN_SHARE * words as f64).ceil() as usize) && foreign > english
}

/// The weak sign: most letters are of another script, or hardly any of the words is known. Numbers and code are of no language.
pub fn is_strange(text: &str, analysis: &Analysis, known: impl Fn(TermId) -> bool) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(LETTERS);
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
    // Mostly numbers and code tell no language.
    if words < STRANGE_TOKENS || 2 * words < tokens.len() {
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
    fn numbers_and_code_are_of_no_language() {
        let other = |text: &str| is_strange(text, &Analyzer::new().analyze(text), |_| false);
        assert!(other("Der Himmel scheint blau, weil Licht gestreut wird") && other("Потому что свет рассеивается"));
        assert!(!other("10.0.0.0-10.255.255.255 172.16.0.0-172.31.255.255 192.168.0.0-192.168.255.255 169.254.1.1"));
        assert!(!other("1 2 3 4 5 6 7 8 9 10"));
    }

    #[test]
    fn prose_in_another_language_shows_by_its_small_words_whatever_terms_it_borrows() {
        let foreign = |text: &str| is_prose(&Analyzer::new().analyze(text));
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
