//! Signs that the pattern language does not know, and that people write all the same: an arrow for `>`, a star in front, a
//! number and `%` as two words. Nothing refuses them: they are passed over, and the pattern says something else than its
//! author means. And word sets whose members are written as patterns.

use super::patterns::{LIKELY_SLIP, NO_SIGN, PATTERN_IN_SET, at};
use crate::bank::{Alternative, Glossary, Item, RedFlag, Text};
use crate::finding::{Code, Finding, Source};
use crate::rubric::pattern::PatternError;
use std::ops::Range;

/// Slips in the patterns, sets and sides of an item.
pub fn of_item(item: &Item, sources: &[Source]) -> Vec<Finding> {
    let Some(set) = &item.keyword_set else { return Vec::new() };
    let concepts = set.concepts.iter().flat_map(|concept| concept.alternatives.iter().chain(&concept.partial));
    let wrong = set.misconceptions.iter().flat_map(|wrong| &wrong.alternatives);
    let mut findings = of_patterns(concepts.chain(wrong), sources);
    findings.extend(of_sets(set.sets.iter().chain(&set.sides), sources));
    findings
}

/// Slips in what holds for the whole bank.
pub fn of_bank(glossary: &Glossary, red_flags: &[RedFlag], sources: &[Source]) -> Vec<Finding> {
    let mut findings = of_patterns(red_flags.iter().flat_map(|flag| &flag.alternatives), sources);
    findings.extend(of_sets(&glossary.sets, sources));
    findings
}

fn of_patterns<'a>(alternatives: impl Iterator<Item = &'a Alternative>, sources: &[Source]) -> Vec<Finding> {
    let texts = alternatives.flat_map(|alternative| std::iter::once(&alternative.pattern).chain(&alternative.not));
    texts
        .flat_map(|text| slips(&text.value).into_iter().map(move |(code, slip)| at(code, text, &slip, sources)))
        .collect()
}

fn of_sets<'a>(sets: impl IntoIterator<Item = &'a (String, Vec<Text>)>, sources: &[Source]) -> Vec<Finding> {
    let members = sets.into_iter().flat_map(|(name, members)| members.iter().map(move |member| (name, member)));
    members
        .filter(|(_, member)| is_pattern(&member.value))
        .map(|(name, member)| {
            let slip = PatternError::new(
                0..member.value.len(),
                format!("`{}` in `{name}` is written as a pattern", member.value),
                "members are plain words or phrases: write each one out",
            );
            at(PATTERN_IN_SET, member, &slip, sources)
        })
        .collect()
}

/// Whether a text uses signs of the pattern language. `O(1)`, `.NET` and `*args` are plain words.
fn is_pattern(text: &str) -> bool {
    text.contains(['|', '`'])
        || text.starts_with('!') && text.len() > 1
        || words(text).iter().any(|Word { range, inside }| {
            let word = &text[range.clone()];
            let sign = *inside || word == ">" || word.starts_with("..");
            sign || word.starts_with('@') && word.len() > 1 || is_prefix(word)
        })
}

fn is_prefix(word: &str) -> bool {
    word.strip_suffix('*').is_some_and(|stem| !stem.is_empty() && stem.chars().all(char::is_alphabetic))
}

/// What is likely a slip in a pattern.
fn slips(pattern: &str) -> Vec<(Code, PatternError)> {
    let words = words(pattern);
    let mut slips = Vec::new();
    for (index, Word { range, inside }) in words.iter().enumerate() {
        let word = &pattern[range.clone()];
        let text = |at: Option<usize>| at.and_then(|at| words.get(at)).map(|word| &pattern[word.range.clone()]);
        let (before, behind) = (text(index.checked_sub(1)), text(Some(index + 1)));
        let is_number = |word: Option<&str>| word.is_some_and(|word| word.parse::<f64>().is_ok());
        let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_string();
        let found = if word == "%" && (is_number(before) || !inside) {
            Some((
                LIKELY_SLIP,
                "`%` by itself is dropped",
                "write `10%` as one word, or `@percent` for any".to_string(),
            ))
        } else if *inside && pattern[..range.start].ends_with('!') && word.starts_with(char::is_alphanumeric) {
            Some((NO_SIGN, "`!` inside brackets is passed over", format!("write `!{word}` outside of them")))
        } else if *inside {
            // Members are taken as they are: `->` and `/static` are things people say.
            None
        } else if ["->", "=>", "-->", "==>", "→", "⇒", "⟶", "➔"].contains(&word) {
            Some((
                NO_SIGN,
                "this arrow is not a sign of patterns",
                "write `>` for a direction, `..` for an order".into(),
            ))
        } else if ["...", "…"].contains(&word) {
            Some((NO_SIGN, "these dots are not a sign of patterns", "write `..`, two dots, for an order".into()))
        } else if word == "OR" && before.is_some() && behind.is_some() {
            Some((LIKELY_SLIP, "`OR` is read as a small word, not as a choice", "write a choice as `(a | b)`".into()))
        } else if is_inner_star(word) {
            Some((NO_SIGN, "`*` only works behind the beginning of a word", format!("write `{}`", begin(word))))
        } else if word == "@" {
            Some((NO_SIGN, "`@` without a name", "write the name of the set right behind it, such as `@organs`".into()))
        } else if is_no_reach(word) {
            Some((
                NO_SIGN,
                "how far words may stand apart cannot be read",
                "write `/8`, `/s` (sentence) or `/a` (answer)".into(),
            ))
        } else if word.len() > 2 && word.starts_with('<') && word.ends_with('>') {
            Some((LIKELY_SLIP, "`< >` mean nothing in a pattern", format!("write `{}`", plain(word))))
        } else if word.contains(['"', '“', '”', '„', '«', '»']) || word.starts_with('\'') && !plain(word).is_empty()
        {
            let help = "write `[two words]` for words next to each other, backticks for an exact word";
            Some((LIKELY_SLIP, "quotes mean nothing in a pattern", help.into()))
        } else {
            None
        };
        slips.extend(found.map(|(code, message, help)| (code, PatternError::new(range.clone(), message, help))));
    }
    slips
}

/// `*brane`, `mem*ne`: letters behind a star. `*args` and `**kwargs` are what Python calls them.
fn is_inner_star(word: &str) -> bool {
    let behind = word.find('*').map(|at| word[at..].trim_start_matches('*'));
    let python = word.starts_with('*') && ["args", "kwargs"].contains(&word.trim_start_matches('*'));
    !python && behind.is_some_and(|behind| behind.starts_with(char::is_alphabetic))
}

/// What a prefix pattern for such a word would be.
fn begin(word: &str) -> String {
    match word.split('*').next() {
        Some(begin) if begin.chars().count() >= 3 => format!("{begin}*"),
        _ => "begin*` with at least three letters, or each word in `(a | b)".to_string(),
    }
}

/// `/x`, `/-1`, `/S`: a slash and what is no reach. Longer ones are paths.
fn is_no_reach(word: &str) -> bool {
    let Some(rest) = word.strip_prefix('/') else { return false };
    let number = rest.parse::<f64>().is_ok() && rest.parse::<u32>().is_err();
    let letter = rest.chars().count() == 1 && rest.chars().all(char::is_alphabetic) && !["s", "a"].contains(&rest);
    number || letter || ["sentence", "answer"].contains(&rest.to_lowercase().as_str())
}

/// A word of a pattern as it is written.
struct Word {
    range: Range<usize>,
    /// It stands inside `( )` or `[ ]`.
    inside: bool,
}

/// The words of a pattern without what stands in backticks. A bracket right behind a letter belongs to its word.
fn words(pattern: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut depth, mut in_word, mut exact) = (0usize, 0usize, false);
    let mut start = None;
    let mut previous = ' ';
    for (at, c) in pattern.char_indices().chain([(pattern.len(), ' ')]) {
        if c == '`' {
            exact = !exact;
        }
        let of_word = start.is_some() && (previous.is_alphanumeric() || previous == '_');
        let opens = matches!(c, '(' | '[');
        let closes = matches!(c, ')' | ']');
        let part = if exact || c == '`' {
            false
        } else if opens && of_word {
            in_word += 1;
            true
        } else if closes && in_word > 0 {
            in_word -= 1;
            true
        } else {
            !(c.is_whitespace() || opens || closes || c == '|' || c == '!' && start.is_none())
        };
        match (part, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(Word { range: from..at, inside: depth > 0 });
                start = None;
            }
            _ => {}
        }
        if !part && !exact {
            depth = if opens {
                depth + 1
            } else if closes {
                depth.saturating_sub(1)
            } else {
                depth
            };
        }
        previous = c;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_at_their_places_with_what_to_write() {
        for (pattern, code, place, help) in [
            ("salt -> water", "P002", "->", "`>`"),
            ("salt => water", "P002", "=>", "`>`"),
            ("salt → water", "P002", "→", "`>`"),
            ("salt ... water", "P002", "...", "`..`"),
            ("10 % salt", "P003", "%", "`10%`"),
            ("(10 % | tenth) salt", "P003", "%", "`10%`"),
            ("salt OR water", "P003", "OR", "`(a | b)`"),
            ("*brane", "P002", "*brane", "three letters"),
            ("mem*ne thin", "P002", "mem*ne", "`mem*`"),
            ("(salt | !water) tap", "P002", "water", "`!water` outside"),
            ("<salt> water", "P003", "<salt>", "`salt`"),
            ("@ organs", "P002", "@", "`@organs`"),
            ("salt water /x", "P002", "/x", "`/8`"),
            ("salt water /-1", "P002", "/-1", "`/8`"),
            ("salt water /S", "P002", "/S", "`/8`"),
            ("\"salt water\"", "P003", "\"salt", "`[two words]`"),
            ("'salt' !“tap”", "P003", "'salt'", "`[two words]`"),
        ] {
            let found = slips(pattern);
            let (told, slip) = found.first().unwrap_or_else(|| panic!("{pattern}"));
            assert_eq!((told.id, &pattern[slip.range.clone()]), (code, place), "{pattern}");
            assert!(slip.help.contains(help), "{pattern}: {}", slip.help);
        }
    }

    #[test]
    fn what_people_say_is_no_slip() {
        for pattern in [
            "salt > water /s",
            "salt ..4 water /8",
            "serializ* @databases 10% 50",
            "*args (**kwargs | test_*.py)",
            "(-> | through) (/static | a OR b) (<script> | '%abc')",
            "`->` `x OR y` O(n log n) don't async/await /api",
            "OR gate",
        ] {
            let found = slips(pattern);
            assert!(found.is_empty(), "{pattern}: {found:?}");
        }
    }

    #[test]
    fn members_of_sets_are_plain_words() {
        for member in ["(red | big) brain", "liv*", "@others", "heart .. blood", "`X`", "!bone", "[red brain]"] {
            assert!(is_pattern(member), "{member}");
        }
        for member in ["red brain", "O(1)", ".NET", "C++", "*args", "at a time", "a/b", "node.js", "@"] {
            assert!(!is_pattern(member), "{member}");
        }
    }
}
