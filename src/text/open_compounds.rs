//! Words written apart that are also written together: `front end`, `web sockets`, `class method`.
//!
//! The two tokens stay; a compound over both carries the term of the word written together.

use super::compounds;
use super::lexicon::Memo;
use super::token::{Analysis, Compound, Flags, term_of};

/// First word, then the words (or their plurals) that join it.
const PAIRS: &[(&str, &str)] = &[
    ("auto", "complete commit generate increment load scale"),
    ("back", "end up"),
    ("bench", "mark"),
    ("black", "list"),
    ("boiler", "plate"),
    ("byte", "code"),
    ("call", "back"),
    ("check", "sum"),
    ("class", "method"),
    ("code", "base"),
    ("data", "base class frame set type"),
    ("date", "time"),
    ("dead", "lock"),
    ("doc", "string"),
    ("end", "point"),
    ("fall", "back"),
    ("feed", "back"),
    ("file", "name system"),
    ("frame", "work"),
    ("front", "end"),
    ("hash", "map"),
    ("java", "script"),
    ("key", "word"),
    ("life", "cycle"),
    ("log", "in out"),
    ("make", "migrations"),
    ("meta", "class data"),
    ("micro", "framework service"),
    ("middle", "ware"),
    ("multi", "core process processing tenant thread threaded threading"),
    ("name", "space"),
    ("named", "tuple"),
    ("over", "fetch fetching head load ride write"),
    ("pass", "word"),
    ("pipe", "line"),
    ("plug", "in"),
    ("post", "gres"),
    ("pre", "fetch fork load process"),
    ("query", "set"),
    ("re", "deploy render run start try usable use write"),
    ("roll", "back"),
    ("run", "time"),
    ("snap", "shot"),
    ("stack", "trace"),
    ("stand", "alone"),
    ("static", "method"),
    ("sub", "class domain process query set type"),
    ("super", "class user"),
    ("time", "out stamp"),
    ("trade", "off"),
    ("type", "script"),
    ("under", "fetch fetching"),
    ("user", "name"),
    ("virtual", "env"),
    ("web", "assembly hook page server site socket"),
    ("white", "list space"),
    ("work", "around flow load"),
];

/// First words of all pairs: the lexicon marks them with [`Flags::GLUE`].
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    PAIRS.iter().map(|(first, _)| *first)
}

/// Adds the compounds of pairs written with one space between.
pub(super) fn add(text: &str, out: &mut Analysis, memo: &mut Memo) {
    let mut added = false;
    for at in 1..out.tokens.len() {
        let (left, right) = (out.tokens[at - 1], out.tokens[at]);
        if !left.flags.has(Flags::GLUE) || right.start - left.end != 1 || text.as_bytes()[left.end as usize] != b' ' {
            continue;
        }
        let (first, second) = (out.norm(&left), out.norm(&right));
        let Some((_, seconds)) = PAIRS.iter().find(|(known, _)| *known == first) else {
            continue;
        };
        let joins = |known: &str| known == second || second.strip_suffix('s') == Some(known);
        if seconds.split_ascii_whitespace().any(joins) {
            let joined = [first, second].concat();
            out.compounds.push(Compound {
                at: at as u32 - 1,
                len: 2,
                term: memo.get(&joined).term,
                exact: term_of(&text[left.start as usize..right.end as usize]),
            });
            added = true;
        }
    }
    if added {
        compounds::sort(&mut out.compounds);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_words_are_listed_once_and_in_order() {
        let words: Vec<_> = first_words().collect();
        assert!(words.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
