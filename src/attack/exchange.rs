//! Exchanges that make a right answer wrong: sides of a comparison, numbers, opposites.

use super::edit::{Edit, Parsed, like};
use crate::rubric::Lexicon;
use crate::rubric::derive::words_of;
use crate::similarity::two_things::names;
use crate::similarity::words::Word;
use crate::text::{Analyzer, Flags, TermId};
use std::ops::Range;

/// The sides of a comparison: the ways in which each is named.
pub type Sides = Vec<Vec<String>>;

/// The sides that a question asks to compare, for items that declare none: what distinguishes their names. Empty when the
/// question does not say.
pub fn sides_of_question(question: &str) -> Sides {
    let words = words_of(question, &mut Analyzer::new(), &Lexicon::default());
    let Some([left, right]) = names(&words) else { return Vec::new() };
    let name = |own: &Range<usize>, other: &Range<usize>| {
        let shared = |word: &Word| words.words[other.clone()].iter().any(|theirs| theirs.term == word.term);
        let own = words.words[own.clone()].iter().filter(|word| word.counts() && !shared(word));
        own.map(|word| &question[word.span.start..word.span.end]).collect::<Vec<_>>().join(" ")
    };
    vec![vec![name(&left, &right)], vec![name(&right, &left)]]
}

/// Every mention of one side becomes the next side.
pub fn sides(parsed: &Parsed, sides: &Sides) -> Vec<Edit> {
    if sides.len() < 2 {
        return Vec::new();
    }
    let mut analyzer = Analyzer::new();
    // Terms of the naming words, side, form; the longest first.
    let mut forms: Vec<(Vec<TermId>, usize, usize)> = Vec::new();
    let mut cores: Vec<Vec<String>> = Vec::new();
    for (side, names) in sides.iter().enumerate() {
        let mut core = Vec::new();
        for name in names {
            let analysis = analyzer.analyze(name);
            // "processes are": the verb only marks where the name counts.
            let naming: Vec<_> = analysis
                .tokens
                .iter()
                .filter(|token| !token.flags.has(Flags::SMALL | Flags::ARTICLE | Flags::AUXILIARY | Flags::OPENER))
                .collect();
            let Some((first, last)) = naming.first().zip(naming.last()) else { continue };
            forms.push((naming.iter().map(|token| token.term).collect(), side, core.len()));
            core.push(name[first.start as usize..last.end as usize].to_string());
        }
        cores.push(core);
    }
    forms.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut edits = Vec::new();
    let mut at = 0;
    while at < parsed.len() {
        let here = forms.iter().find(|(terms, ..)| {
            terms.iter().enumerate().all(|(ahead, term)| parsed.term(at + ahead) == *term)
                && !parsed.has(at, Flags::CODE)
        });
        let Some((terms, side, form)) = here else {
            at += 1;
            continue;
        };
        let range = parsed.range(at).start..parsed.range(at + terms.len() - 1).end;
        let written = &parsed.text[range.clone()];
        // Forms with one stem (`scale out`, `scaling out`) are told by their spelling.
        let form = cores[*side].iter().position(|core| core.eq_ignore_ascii_case(written)).unwrap_or(*form);
        let others = &cores[(side + 1) % cores.len()];
        let plural = |name: &str| name.ends_with('s') && !name.ends_with("ss");
        let same = others.get(form).filter(|other| plural(other) == plural(written));
        let fitting = same.or_else(|| others.iter().find(|other| plural(other) == plural(written)));
        if let Some(other) = fitting.or(others.first()) {
            edits.push(Edit::new(
                range,
                if written == written.to_lowercase() { other.clone() } else { like(other, written) },
            ));
        }
        at += terms.len();
    }
    edits
}

const NUMBERS: [(&str, &str); 12] = [
    ("one", "three"),
    ("two", "five"),
    ("three", "seven"),
    ("four", "nine"),
    ("five", "two"),
    ("six", "four"),
    ("seven", "three"),
    ("eight", "six"),
    ("nine", "four"),
    ("ten", "six"),
    ("twice", "once"),
    ("once", "twice"),
];

/// Every number becomes another one. `one` counts only where it counts something (`only one thread`, `one thread runs`).
pub fn numbers(parsed: &Parsed) -> Vec<Edit> {
    let mut edits = Vec::new();
    for at in 0..parsed.len() {
        let norm = parsed.norm(at);
        let edit = |with: String| Edit::new(parsed.range(at), with);
        if parsed.word(at).bytes().all(|byte| byte.is_ascii_digit())
            && !parsed.word(at).is_empty()
            && parsed.is_plain(at)
        {
            if let Ok(value) = parsed.word(at).parse::<u64>()
                && value < 1_000_000_000
            {
                edits.push(edit((value * 2 + 1).to_string()));
            }
            continue;
        }
        let Some((_, other)) = NUMBERS.iter().find(|(word, _)| *word == norm) else { continue };
        if matches!(norm, "one" | "once") && !counts(parsed, at) {
            continue;
        }
        edits.push(edit(like(other, parsed.word(at))));
    }
    edits
}

fn counts(parsed: &Parsed, at: usize) -> bool {
    if parsed.norm(at) == "once" {
        return at > 0 && !matches!(parsed.norm(at - 1), "at") && parsed.gap(at + 1).contains(['.', ',', ';']);
    }
    let next = at + 1;
    let noun = parsed.is_content(next) && parsed.gap(next).trim().is_empty() && !parsed.has(next, Flags::AUXILIARY);
    let before = at.checked_sub(1).map_or("", |before| parsed.norm(before));
    noun && !matches!(
        before,
        "the" | "this" | "that" | "no" | "each" | "every" | "any" | "which" | "first" | "second" | "other" | "another"
    )
}

/// Opposites that no glossary needs to tell.
const OPPOSITES: [(&str, &str); 24] = [
    ("more", "less"),
    ("always", "never"),
    ("before", "after"),
    ("faster", "slower"),
    ("high", "low"),
    ("higher", "lower"),
    ("larger", "smaller"),
    ("longer", "shorter"),
    ("bigger", "smaller"),
    ("true", "false"),
    ("increase", "decrease"),
    ("inside", "outside"),
    ("many", "few"),
    ("possible", "impossible"),
    ("positive", "negative"),
    ("hot", "cold"),
    ("same", "different"),
    ("easier", "harder"),
    ("good", "bad"),
    ("better", "worse"),
    ("cheaper", "dearer"),
    ("above", "below"),
    ("early", "late"),
    ("connected", "disconnected"),
];

/// Words from one of a pair of opposites to the other that name both, in any order.
const TOGETHER: usize = 3;

/// Every word that has an opposite becomes it, unless both stand together; `pairs` are the glossary's.
pub fn opposites(parsed: &Parsed, pairs: &[(String, String)]) -> Vec<Edit> {
    let glossary = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str()));
    let all: Vec<(&str, &str)> = glossary
        .chain(OPPOSITES)
        .flat_map(|(a, b)| [(a, b), (b, a)])
        .filter(|(a, _)| !a.contains([' ', '-']))
        .collect();
    let mut found: Vec<(usize, String)> = Vec::new();
    for at in 0..parsed.len() {
        // `first one`, `the former`, `first, ...` order the text; `at last`, `at least` are phrases.
        if !parsed.is_plain(at)
            || matches!(parsed.norm(at), "first" | "last" | "miss")
            || parsed.norm(at + 1) == "than" && parsed.norm(at) == "other"
        {
            continue;
        }
        let norm = parsed.norm(at);
        // `no more`, `once more`, `more than one` are bounds, not claims of degree.
        if norm == "more" && (parsed.norm(at + 1) == "than" || at > 0 && matches!(parsed.norm(at - 1), "no" | "once")) {
            continue;
        }
        if let Some(other) = all.iter().find_map(|(word, other)| inflected(norm, word, other)) {
            found.push((at, other));
        }
    }
    // `public and private` says the same in the other order.
    let together = |(at, other): &(usize, String)| {
        found.iter().any(|(near, theirs)| {
            near.abs_diff(*at) <= TOGETHER && parsed.norm(*near) == other && parsed.norm(*at) == theirs
        })
    };
    let apart = found.iter().filter(|one| !together(one));
    apart.map(|(at, other)| Edit::new(parsed.range(*at), like(other, parsed.word(*at)))).collect()
}

/// `encrypts` by the pair encrypt / decrypt: `decrypts`.
fn inflected(norm: &str, word: &str, other: &str) -> Option<String> {
    let word = word.to_lowercase();
    if norm == word {
        return Some(other.to_string());
    }
    if word.len() < 4 {
        return None;
    }
    let vowel = |text: &str| text.ends_with('e');
    for ending in ["s", "d", "ed", "ing", "ly"] {
        let Some(stem) = norm.strip_suffix(ending) else { continue };
        let matches = match ending {
            "ed" | "ing" if vowel(&word) => stem == &word[..word.len() - 1],
            "d" => vowel(&word) && stem == word,
            _ => stem == word,
        };
        if matches {
            let stem = match ending {
                "d" | "ed" | "ing" if vowel(other) => &other[..other.len() - 1],
                _ => other,
            };
            return Some(format!("{stem}{}", if ending == "d" { "ed" } else { ending }));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::edit::apply;
    use super::*;

    fn names(sides: &[&[&str]]) -> Sides {
        sides.iter().map(|names| names.iter().map(|name| name.to_string()).collect()).collect()
    }

    #[test]
    fn sides_change_places() {
        let sides_of = names(&[&["list", "lists"], &["tuple", "tuples"]]);
        for (text, expected) in [
            ("A list is mutable, a tuple isn't.", "A tuple is mutable, a list isn't."),
            ("Lists grow, unlike tuples.", "Tuples grow, unlike lists."),
            ("It depends.", "It depends."),
        ] {
            assert_eq!(apply(text, sides(&Parsed::new(text), &sides_of)), expected);
        }
        let scaling = names(&[&["scale out", "scaling out"], &["scale up", "scaling up"]]);
        let text = "Scaling out adds servers.";
        assert_eq!(apply(text, sides(&Parsed::new(text), &scaling)), "Scaling up adds servers.");
    }

    #[test]
    fn questions_name_sides() {
        for (question, expected) in [
            ("What is the difference between a stack and a queue?", vec![vec!["stack"], vec!["queue"]]),
            ("Polling versus interrupts: which costs less?", vec![vec!["Polling"], vec!["interrupts"]]),
            ("What is a stack?", vec![]),
        ] {
            assert_eq!(sides_of_question(question), expected, "{question}");
        }
    }

    #[test]
    fn numbers_become_others() {
        for (text, expected) in [
            ("Only one thread runs in 3 of 10 cases.", "Only three thread runs in 7 of 21 cases."),
            ("The first one is better; one uses two.", "The first one is better; one uses five."),
            ("Python 3.13 and utf8", "Python 3.13 and utf8"),
        ] {
            assert_eq!(apply(text, numbers(&Parsed::new(text))), expected);
        }
    }

    #[test]
    fn opposites_keep_their_form() {
        let pairs = [("encrypt".to_string(), "decrypt".to_string()), ("mutable".to_string(), "immutable".to_string())];
        for (text, expected) in [
            ("It encrypts. Encrypted lists are mutable.", "It decrypts. Decrypted lists are immutable."),
            ("Faster, and more than one.", "Slower, and more than one."),
            ("Mutable and immutable things.", "Mutable and immutable things."),
        ] {
            assert_eq!(apply(text, opposites(&Parsed::new(text), &pairs)), expected);
        }
    }
}
