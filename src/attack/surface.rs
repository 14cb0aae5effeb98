//! Changes that leave the meaning as it is: case, punctuation, contractions, typos, synonyms, the order of statements.

use super::edit::{Edit, Parsed, apply, like};
use super::seed::Seed;
use crate::bank::capital;
use crate::text::Flags;

/// All in lower case.
pub fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// All in upper case.
pub fn upper(text: &str) -> String {
    text.to_uppercase()
}

/// Sloppy punctuation: no full stop at the end, semicolons and dashes as full stops, no comma before `and`, `which`.
pub fn punctuation(text: &str) -> String {
    let parsed = Parsed::new(text);
    let mut edits = Vec::new();
    for at in 1..parsed.len() {
        let gap = parsed.gap(at);
        let range = parsed.range(at - 1).end..parsed.range(at).start;
        match gap {
            "; " | " - " | " \u{2014} " => {
                edits.push(Edit::new(range, ". "));
                let word = parsed.word(at);
                if !parsed.has(at, Flags::CODE) {
                    edits.push(Edit::new(parsed.range(at), capital(word)));
                }
            }
            ", " if matches!(parsed.norm(at), "and" | "which") => edits.push(Edit::new(range, " ")),
            _ => {}
        }
    }
    apply(text, edits).trim_end().trim_end_matches('.').to_string()
}

/// No punctuation and no capitals, as speech comes that a program put down: only marks within words stay (`3.12`, `don't`).
pub fn unpunctuated(text: &str) -> String {
    let words = text.split_whitespace().map(|word| word.trim_matches(|mark| MARKS.contains(mark)));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Marks that hurried writers leave out.
const MARKS: &str = ".,;:!?()\"-\u{2013}\u{2014}";

/// Commas for full stops and semicolons.
pub fn run_on(text: &str) -> Option<String> {
    let parsed = Parsed::new(text);
    let stop = |at: &usize| matches!(parsed.gap(*at).trim_end(), "." | ";" | "!" | "?");
    let edits: Vec<Edit> = (1..parsed.len())
        .filter(stop)
        .map(|at| Edit::new(parsed.range(at - 1).end..parsed.range(at).start, ", "))
        .collect();
    (!edits.is_empty()).then(|| apply(text, edits))
}

const CONTRACTED: [(&str, &str, &str); 24] = [
    ("is", "not", "isn't"),
    ("are", "not", "aren't"),
    ("was", "not", "wasn't"),
    ("were", "not", "weren't"),
    ("do", "not", "don't"),
    ("does", "not", "doesn't"),
    ("did", "not", "didn't"),
    ("can", "not", "can't"),
    ("could", "not", "couldn't"),
    ("will", "not", "won't"),
    ("would", "not", "wouldn't"),
    ("should", "not", "shouldn't"),
    ("has", "not", "hasn't"),
    ("have", "not", "haven't"),
    ("it", "is", "it's"),
    ("that", "is", "that's"),
    ("there", "is", "there's"),
    ("they", "are", "they're"),
    ("you", "are", "you're"),
    ("we", "are", "we're"),
    ("i", "would", "I'd"),
    ("i", "have", "I've"),
    ("you", "will", "you'll"),
    ("it", "will", "it'll"),
];

/// Contractions written out, and what can be contracted contracted. The engine's analysis reads both as two words.
pub fn contractions(text: &str) -> Option<String> {
    let parsed = Parsed::new(text);
    let mut edits = Vec::new();
    let mut at = 0;
    while at + 1 < parsed.len() {
        let pair = (parsed.norm(at), parsed.norm(at + 1));
        let known = CONTRACTED.iter().find(|(left, right, _)| pair == (*left, *right));
        let written = parsed.gap(at + 1);
        if let Some((left, right, short)) = known
            && !parsed.has(at, Flags::CODE)
        {
            let range = parsed.range(at).start..parsed.range(at + 1).end;
            let whole = &text[range.clone()];
            if written == " " {
                edits.push(Edit::new(range, like(short, parsed.word(at))));
            } else if whole.contains(['\'', '\u{2019}']) {
                let long =
                    if (*left, *right) == ("can", "not") { "cannot".to_string() } else { format!("{left} {right}") };
                edits.push(Edit::new(range, like(&long, parsed.word(at))));
            }
            at += 1;
        }
        at += 1;
    }
    (!edits.is_empty()).then(|| apply(text, edits))
}

/// Words between two typos.
const TYPO_EVERY: usize = 8;

/// One typo in every `TYPO_EVERY` words: two inner letters of a plain word of six letters or more change places.
pub fn typos(text: &str, item: &str) -> Option<String> {
    let parsed = Parsed::new(text);
    let mut seed = Seed::of(&[item, "typo"]);
    let mut edits = Vec::new();
    let mut from = 0;
    while from < parsed.len() {
        let to = (from + TYPO_EVERY).min(parsed.len());
        let fitting: Vec<usize> = (from..to).filter(|at| can_be_misspelt(&parsed, *at)).collect();
        if let Some(at) = fitting.get(seed.below(fitting.len())) {
            edits.extend(swapped(parsed.word(*at), &mut seed).map(|word| Edit::new(parsed.range(*at), word)));
        }
        from = to;
    }
    (!edits.is_empty()).then(|| apply(text, edits))
}

fn can_be_misspelt(parsed: &Parsed, at: usize) -> bool {
    let word = parsed.word(at);
    word.len() >= 6
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && parsed.is_content(at)
        && parsed.is_plain(at)
        && !parsed.has(at, Flags::NUMBER | Flags::AUXILIARY)
}

/// Two different neighbours behind the first letter and before the last two.
fn swapped(word: &str, seed: &mut Seed) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    let places: Vec<usize> = (1..letters.len() - 3).filter(|at| letters[*at] != letters[at + 1]).collect();
    let at = *places.get(seed.below(places.len()))?;
    let mut letters = letters;
    letters.swap(at, at + 1);
    Some(letters.into_iter().collect())
}

/// Words with the same meaning put for words of the glossary, at most one in `TYPO_EVERY` words.
pub fn synonyms(text: &str, groups: &[Vec<String>], item: &str) -> Option<String> {
    let parsed = Parsed::new(text);
    let mut seed = Seed::of(&[item, "synonym"]);
    let mut edits = Vec::new();
    let mut free = 0;
    for at in 0..parsed.len() {
        if at < free || !parsed.is_content(at) || !parsed.is_plain(at) {
            continue;
        }
        let word = parsed.word(at);
        // A word with several meanings stands in several groups: it is left alone.
        let mut having = groups.iter().filter(|group| group.iter().any(|other| other.eq_ignore_ascii_case(word)));
        let (Some(group), None) = (having.next(), having.next()) else { continue };
        let others: Vec<&String> = group.iter().filter(|other| !other.eq_ignore_ascii_case(word)).collect();
        if let Some(other) = others.get(seed.below(others.len())) {
            let plain = word == word.to_lowercase();
            edits.push(Edit::new(parsed.range(at), if plain { (*other).clone() } else { like(other, word) }));
            free = at + TYPO_EVERY;
        }
    }
    (!edits.is_empty()).then(|| apply(text, edits))
}

/// Sentences in another order, where each stands by itself: the last one comes first. With `sides`, only sentences that
/// name one: what another is about would change.
pub fn order(text: &str, names: &[Vec<String>]) -> Option<String> {
    let parsed = Parsed::new(text);
    let sentences: Vec<&str> = parsed.sentences().into_iter().map(|range| &text[range]).collect();
    let (last, rest) = sentences.split_last()?;
    let names_side = |sentence: &str| {
        let sentence = sentence.to_lowercase();
        names.is_empty() || names.iter().flatten().any(|name| sentence.contains(&name.to_lowercase()))
    };
    if rest.is_empty() || !stands_alone(last) || !stands_alone(rest[0]) || !names_side(last) || !names_side(rest[0]) {
        return None;
    }
    // Whatever follows the first sentence leans on what it follows; it must not lean on the last one now.
    let closed = if last.ends_with(['.', '!', '?']) { (*last).to_string() } else { format!("{last}.") };
    Some(format!("{closed} {}", rest.join(" ")))
}

fn stands_alone(sentence: &str) -> bool {
    let parsed = Parsed::new(sentence);
    let first = parsed.norm(0);
    let leans = [
        "it",
        "they",
        "this",
        "that",
        "these",
        "those",
        "he",
        "she",
        "then",
        "so",
        "therefore",
        "thus",
        "however",
        "but",
        "and",
        "or",
        "also",
        "instead",
        "otherwise",
        "both",
        "neither",
        "the",
        "here",
        "there",
        "such",
        "which",
        "while",
        "afterwards",
        "finally",
        "first",
        "second",
        "third",
        "next",
        "last",
        "not",
        "no",
        "one",
        "another",
        "its",
        "their",
    ];
    !first.is_empty() && !leans.contains(&first) && !(0..parsed.len().min(4)).any(|at| parsed.has(at, Flags::PRONOUN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contractions_go_both_ways() {
        for (text, expected) in [
            ("A tuple isn't mutable.", Some("A tuple is not mutable.")),
            ("It is a lock and does not help.", Some("It's a lock and doesn't help.")),
            ("You can't change it", Some("You cannot change it")),
            ("Lists grow.", None),
        ] {
            assert_eq!(contractions(text).as_deref(), expected);
        }
    }

    #[test]
    fn typos_change_two_letters_of_a_long_plain_word() {
        let text = "The interpreter runs one thread at a time.";
        let typo = typos(text, "gil").unwrap();
        assert_ne!(typo, text);
        let mut letters: [Vec<char>; 2] = [text.chars().collect(), typo.chars().collect()];
        letters.iter_mut().for_each(|letters| letters.sort_unstable());
        assert_eq!(letters[0], letters[1]);
        assert_eq!(typos("GIL is 3.12", "gil"), None);
    }

    #[test]
    fn synonyms_come_from_the_glossary() {
        let groups = vec![vec!["fast".to_string(), "quick".to_string()]];
        assert_eq!(synonyms("Sets are fast.", &groups, "x").as_deref(), Some("Sets are quick."));
        assert_eq!(synonyms("Sets are big.", &groups, "x"), None);
    }

    #[test]
    fn only_statements_that_stand_alone_change_places() {
        assert_eq!(order("Lists grow. Tuples stay.", &[]).as_deref(), Some("Tuples stay. Lists grow."));
        for text in ["Lists grow. They are mutable.", "Lists grow.", "It grows. Tuples stay."] {
            assert_eq!(order(text, &[]), None, "{text}");
        }
        let sides = vec![vec!["list".to_string()], vec!["tuple".to_string()]];
        assert_eq!(order("Lists grow. Hashing needs care.", &sides), None);
    }

    #[test]
    fn punctuation_gets_sloppy() {
        assert_eq!(punctuation("Lists grow; tuples stay, and sets vary."), "Lists grow. Tuples stay and sets vary");
        let text = "Lists grow; tuples (3.12) don't. \"Sets\" vary - I think.";
        assert_eq!(unpunctuated(text), "lists grow tuples 3.12 don't sets vary i think");
        let commas = run_on("Lists grow; tuples don't. Sets vary!\nBags, too.");
        assert_eq!(commas.as_deref(), Some("Lists grow, tuples don't, Sets vary, Bags, too."));
        assert_eq!(run_on("Lists grow."), None);
    }
}
