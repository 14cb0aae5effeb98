//! Signs that the pattern language does not know, and that people write all the same: an arrow for `>`, a star in front, a
//! number and `%` as two words. Nothing refuses them: they are passed over, and the pattern says something else than its
//! author means. And word sets that patterns do not use as they are written.

use super::patterns::{CLASS_NAME, LIKELY_SLIP, NO_SIGN, PATTERN_IN_SET, at};
use crate::bank::{Alternative, Glossary, Item, RedFlag, Text};
use crate::finding::{Code, Finding, Source};
use crate::rubric::matcher::class_id;
use crate::rubric::pattern::{self, Element, Pattern, PatternError, Slot};
use crate::text::{Analyzer, Flags, term_of};
use std::ops::Range;

/// Slips in the patterns, sets and sides of an item.
pub fn of_item(item: &Item, sources: &[Source]) -> Vec<Finding> {
    let Some(set) = &item.keyword_set else { return Vec::new() };
    let concepts = set.concepts.iter().flat_map(|concept| concept.alternatives.iter().chain(&concept.partial));
    let wrong = set.misconceptions.iter().flat_map(|wrong| &wrong.alternatives);
    let mut findings = of_patterns(concepts.chain(wrong), sources);
    findings.extend(of_sets(set.sets.iter().chain(&set.sides), sources));
    findings.extend(of_names(&set.sets, sources));
    findings
}

/// Slips in what holds for the whole bank.
pub fn of_bank(glossary: &Glossary, red_flags: &[RedFlag], sources: &[Source]) -> Vec<Finding> {
    let mut findings = of_patterns(red_flags.iter().flat_map(|flag| &flag.alternatives), sources);
    findings.extend(of_sets(&glossary.sets, sources));
    findings.extend(of_names(&glossary.sets, sources));
    findings
}

fn of_patterns<'a>(alternatives: impl Iterator<Item = &'a Alternative>, sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for alternative in alternatives {
        for text in std::iter::once(&alternative.pattern).chain(&alternative.not) {
            let found = slips(&text.value).into_iter().chain(never_one_word(&text.value)).chain(vanishing(&text.value));
            findings.extend(found.map(|(code, slip)| at(code, text, &slip, sources)));
        }
        let twice = said_twice(alternative);
        findings.extend(twice.map(|slip| at(LIKELY_SLIP, &alternative.pattern, &slip, sources)));
    }
    findings
}

/// A reach at the end of a pattern, and another one as a key beside it.
fn said_twice(alternative: &Alternative) -> Option<PatternError> {
    let pattern = alternative.pattern.value.trim_end();
    let start = pattern.rfind(char::is_whitespace)? + 1;
    let written = alternative.within.is_some() && is_reach(&pattern[start..]);
    let message = format!("`{}` wins over `within`, which has no effect", &pattern[start..]);
    written.then(|| PatternError::new(start..pattern.len(), message, "keep one of them"))
}

/// What stands in backticks is compared with one word of the answer, as answers are cut into words. Several words are never
/// one, and signs around a word are no part of it.
fn never_one_word(pattern: &str) -> Vec<(Code, PatternError)> {
    let mut slips = Vec::new();
    let mut at = 0;
    for (index, part) in pattern.split('`').enumerate() {
        if index % 2 == 1
            && let Some(help) = instead_of_exact(part)
        {
            let message = format!("`{part}` can never match: an answer has no such word");
            slips.push((LIKELY_SLIP, PatternError::new(at..at + part.len(), message, help)));
        }
        at += part.len() + 1;
    }
    slips
}

/// Small words that alone make a part of a chain: `x ..2 then ..2 y` asks for no `then`, and says no more how near the words
/// before it are.
fn vanishing(text: &str) -> Vec<(Code, PatternError)> {
    // What cannot be read is told by the compiler.
    let Ok(Pattern { segments, joints, .. }) = pattern::parse(text) else { return Vec::new() };
    let mut analyzer = Analyzer::new();
    let mut is_small = |slot: &Slot| match slot.members.as_slice() {
        [member] if !slot.literal => match member.as_slice() {
            [Element::Word(word)] => {
                let analysis = analyzer.analyze(word);
                analysis.tokens.iter().all(|token| !token.flags.is_content() && !token.flags.has(Flags::NEGATOR))
            }
            _ => false,
        },
        _ => false,
    };
    let mut slips = Vec::new();
    for segment in segments.iter().filter(|_| !joints.is_empty()) {
        let (Some(first), Some(last)) = (segment.first(), segment.last()) else { continue };
        if segment.iter().all(&mut is_small) {
            let range = first.range.start..last.range.end;
            let message = format!("`{}` asks for nothing: small words do not count", &text[range.clone()]);
            let help = format!("write `({})` to ask for it, or leave it out", &text[range.clone()]);
            slips.push((LIKELY_SLIP, PatternError::new(range, message, help)));
        }
    }
    slips
}

/// What to write for an exact word that no answer can have.
fn instead_of_exact(text: &str) -> Option<String> {
    let (exact, analysis) = (term_of(text), Analyzer::new().analyze(text));
    let compounds = || analysis.compounds.iter().map(|compound| compound.exact);
    if text.is_empty() || analysis.tokens.iter().map(|token| token.exact).chain(compounds()).any(|one| one == exact) {
        return None;
    }
    let words: Vec<&str> =
        analysis.tokens.iter().filter_map(|token| text.get(token.start as usize..token.end as usize)).collect();
    Some(match words.as_slice() {
        [] => "signs alone are no word: write how people say it".to_string(),
        [word] => format!("signs around a word are dropped: write `{word}` in backticks, without them"),
        words => format!("write `[{}]` for words next to each other", words.join(" ")),
    })
}

/// Sets with the name of a built-in class: patterns mean the class.
fn of_names(sets: &[(String, Vec<Text>)], sources: &[Source]) -> Vec<Finding> {
    let named = |(name, members): &'_ (String, Vec<Text>)| {
        let first = members.first().filter(|_| class_id(name).is_some())?;
        let message = format!("the set `{name}` is never used: `@{name}` is built in");
        let slip = PatternError::new(0..first.value.len(), message, "give the set another name");
        Some(at(CLASS_NAME, first, &slip, sources))
    };
    sets.iter().filter_map(named).collect()
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
        let text = |at: Option<usize>| at.and_then(|at| words.get(at)).map(|word| &pattern[word.range.clone()]);
        let here = Here {
            word: &pattern[range.clone()],
            before: text(index.checked_sub(1)),
            behind: text(Some(index + 1)),
            is_negated: pattern[..range.start].ends_with('!'),
        };
        let found = lone_percent(&here, *inside).or_else(|| if *inside { here.inside() } else { here.outside() });
        slips.extend(found.map(|(code, message, help)| (code, PatternError::new(range.clone(), message, help))));
    }
    slips
}

/// A word of a pattern and what stands around it.
struct Here<'a> {
    word: &'a str,
    before: Option<&'a str>,
    behind: Option<&'a str>,
    /// A `!` stands right in front of it.
    is_negated: bool,
}

/// What is wrong, and what to write instead.
type Told = (Code, &'static str, String);

fn lone_percent(here: &Here, inside: bool) -> Option<Told> {
    let is_number = here.before.is_some_and(|word| word.parse::<f64>().is_ok());
    let help = "write `10%` as one word, or `@percent` for any";
    (here.word == "%" && (is_number || !inside)).then(|| (LIKELY_SLIP, "`%` by itself is dropped", help.to_string()))
}

impl Here<'_> {
    /// Members are taken as they are: `->` and `/static` are things people say.
    fn inside(&self) -> Option<Told> {
        let meant = if self.word == "!" { self.behind? } else { self.word };
        let forbids = (self.is_negated || self.word == "!") && meant.starts_with(char::is_alphanumeric);
        forbids.then(|| (NO_SIGN, "`!` inside brackets is passed over", format!("write `!{meant}` outside of them")))
    }

    fn outside(&self) -> Option<Told> {
        self.no_sign().map(|(what, help)| (NO_SIGN, what, help)).or_else(|| {
            let (what, help) = self.likely()?;
            Some((LIKELY_SLIP, what, help))
        })
    }

    /// A sign that patterns do not know.
    fn no_sign(&self) -> Option<(&'static str, String)> {
        let word = self.word;
        Some(match word {
            "->" | "=>" | "-->" | "==>" | "→" | "⇒" | "⟶" | "➔" => {
                ("this arrow is not a sign of patterns", "write `>` for a direction, `..` for an order".into())
            }
            "..." | "…" => ("these dots are not a sign of patterns", "write `..`, two dots, for an order".into()),
            "@" => ("`@` without a name", "write the name of the set right behind it, such as `@organs`".into()),
            "!" => (
                "`!` by itself forbids nothing",
                format!("write it right in front of what must not be said: `!{}`", self.behind.unwrap_or("word")),
            ),
            _ if is_inner_star(word) => {
                ("`*` only works behind the beginning of a word", format!("write `{}`", begin(word)))
            }
            _ if is_no_reach(word) => {
                ("how far words may stand apart cannot be read", "write `/8`, `/s` (sentence) or `/a` (answer)".into())
            }
            _ => return None,
        })
    }

    /// Something that patterns take, and seldom as it is meant.
    fn likely(&self) -> Option<(&'static str, String)> {
        let word = self.word;
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word == "OR" && self.before.is_some() && self.behind.is_some() {
            Some(("`OR` is read as a small word, not as a choice", "write a choice as `(a | b)`".into()))
        } else if word.len() > 2 && word.starts_with('<') && word.ends_with('>') {
            Some(("`< >` mean nothing in a pattern", format!("write `{plain}`")))
        } else if word.starts_with('{') && !plain.is_empty() || word.ends_with('}') && word.find('{').is_none() {
            Some(("`{ }` mean nothing in a pattern", "write `(a | b)` for a choice, `[a b]` for words in a row".into()))
        } else if word.contains(['"', '“', '”', '„', '«', '»']) || word.starts_with('\'') && !plain.is_empty() {
            let help = "write `[two words]` for words next to each other, backticks for an exact word";
            Some(("quotes mean nothing in a pattern", help.into()))
        } else if is_minus(word) {
            let help = format!("write `!{plain}` for what must not be said, `[{word}]` if the sign is meant");
            Some(("`-` in front of a word forbids nothing: the word must be said", help))
        } else if let Some((word, reach)) = glued_reach(word).filter(|_| self.behind.is_none()) {
            let help = format!("write `{word} /{reach}`, with a space; or `[{word}/{reach}]` if that is one word");
            Some(("a reach right behind a word is read as a part of it", help))
        } else {
            None
        }
    }
}

/// `-water`. Options of one letter (`-f`), of capitals (`-HUP`) and long ones (`--force`) are what people say.
fn is_minus(word: &str) -> bool {
    word.strip_prefix('-').is_some_and(|rest| rest.chars().count() > 1 && rest.chars().all(char::is_lowercase))
}

/// `water/8`, `water/s`: the word and the reach.
fn glued_reach(text: &str) -> Option<(&str, &str)> {
    let (word, reach) = text.rsplit_once('/')?;
    let letters = word.chars().all(char::is_alphabetic);
    let glued = if ["s", "a"].contains(&reach) { word.chars().count() > 2 } else { reach.parse::<u32>().is_ok() };
    (letters && !word.is_empty() && glued).then_some((word, reach))
}

/// `/8`, `/s`, `/a`.
fn is_reach(word: &str) -> bool {
    word.strip_prefix('/').is_some_and(|reach| ["s", "a"].contains(&reach) || reach.parse::<u32>().is_ok())
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
    let mut chars = pattern.char_indices().chain([(pattern.len(), ' ')]).peekable();
    while let Some((at, c)) = chars.next() {
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
            // In front of a word `!` is a sign; by itself it is a word.
            let sign = c == '!' && start.is_none() && chars.peek().is_some_and(|(_, next)| !next.is_whitespace());
            !(c.is_whitespace() || opens || closes || c == '|' || sign)
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
    use crate::bank::Within;

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
            ("salt ! water", "P002", "!", "`!water`"),
            ("salt water !", "P002", "!", "`!word`"),
            ("(salt | ! water) tap", "P002", "!", "`!water` outside"),
            ("salt -water", "P003", "-water", "`!water`"),
            ("{salt} water", "P003", "{salt}", "`(a | b)`"),
            ("{salt | tap} water", "P003", "{salt", "`(a | b)`"),
            ("tap salt/8", "P003", "salt/8", "`salt /8`"),
            ("tap salt/s", "P003", "salt/s", "`salt /s`"),
        ] {
            let found = slips(pattern);
            let (told, slip) = found.first().unwrap_or_else(|| panic!("{pattern}"));
            assert_eq!((told.id, &pattern[slip.range.clone()]), (code, place), "{pattern}");
            assert!(slip.help.contains(help), "{pattern}: {}", slip.help);
        }
    }

    #[test]
    fn small_words_alone_between_gaps_ask_for_nothing() {
        for (pattern, part) in
            [("salt ..2 then ..2 water", "then"), ("of the ..1 salt", "of the"), ("salt > with", "with")]
        {
            let slips: Vec<_> = vanishing(pattern).into_iter().map(|(_, slip)| &pattern[slip.range]).collect();
            assert_eq!(slips, [part], "{pattern}");
        }
        for pattern in ["salt ..2 (then) ..2 water", "not ..2 salt", "salt of water ..2 tap", "salt of the water", "a"]
        {
            assert!(vanishing(pattern).is_empty(), "{pattern}");
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
            "git push -f --force rm [-rf] kill -HUP !salt !(tap | salt)",
            "km/s n/a http/2 fast {} [{salt}]",
        ] {
            let found = slips(pattern);
            assert!(found.is_empty(), "{pattern}: {found:?}");
        }
    }

    #[test]
    fn what_is_no_word_of_an_answer_never_matches() {
        for (pattern, help) in [
            ("`a b`", Some("`[a b]`")),
            ("tap (`Salt water` | tap)", Some("`[Salt water]`")),
            ("`int|None`", Some("`[int None]`")),
            ("call `render()`", Some("`render` in backticks")),
            ("`->`", Some("signs alone")),
            ("`a` b `__init__` `async/await` `node.js` `C++` `.NET`", None),
        ] {
            let told = never_one_word(pattern).pop().map(|(_, slip)| slip.help);
            assert!(told.is_some() == help.is_some(), "{pattern}: {told:?}");
            assert!(told.unwrap_or_default().contains(help.unwrap_or_default()), "{pattern}");
        }
    }

    #[test]
    fn a_reach_is_said_once() {
        for (pattern, within, twice) in [
            ("salt water /s", Some(Within::Words(3)), true),
            ("salt water /8 ", Some(Within::Sentence), true),
            ("salt water /s", None, false),
            ("salt water", Some(Within::Sentence), false),
        ] {
            let pattern = Text { value: pattern.into(), ..Text::default() };
            let one = Alternative { pattern, within, ordered: false, not: Vec::new(), about: None, case: false };
            assert_eq!(said_twice(&one).is_some(), twice, "{one:?}");
        }
    }

    #[test]
    fn built_in_classes_keep_their_names() {
        let set = |name: &str| [(name.to_string(), vec![Text { value: "zzz".into(), ..Text::default() }])];
        assert_eq!(of_names(&set("numbers"), &[]), []);
        assert_eq!(of_names(&set("number"), &[])[0].code, "P005");
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
