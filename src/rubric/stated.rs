//! What the references say with numbers and degrees, so that evidence can be held against it: an answer whose words meet a
//! pattern while the number or the word of degree among them is another than in every reference states something else.

use super::Lexicon;
use crate::similarity::asked::COUNTED_REACH;
use crate::text::{Analysis, Flags, TermId, Token, is_dash, term_of};
use std::ops::Range;

/// Words around evidence that are held against the references, too.
const AROUND: u32 = 2;
/// Tokens on either side that stand close to a word.
const CLOSE: usize = 3;
/// Tokens from a number to the list of what it counts, at most: `three small services (web, db, redis)`.
const LISTED: usize = 3;
/// Most things in a list that anybody counts.
const MOST_LISTED: usize = 20;

/// What the references and the question say of numbers, and which words stand close together there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stated {
    /// (what is counted, number), sorted.
    counts: Vec<(TermId, TermId)>,
    /// (word before a number, number), sorted: `port 8000`.
    labels: Vec<(TermId, TermId)>,
    /// (word, content word close by in the same clause), sorted.
    close: Vec<(TermId, TermId)>,
    /// The words of these pairs as bits of [`bit`]: a quick refusal of words that stand nowhere.
    words: [u64; 16],
}

/// Where the bit of a word stands; words may share one.
fn bit(word: TermId) -> (usize, u64) {
    ((word >> 60) as usize, 1 << (word >> 54 & 63))
}

impl Stated {
    /// Adds a reference or the question.
    pub fn learn(&mut self, analysis: &Analysis) {
        for (at, token) in analysis.tokens.iter().enumerate() {
            if let Some(counted) = counted(analysis, at) {
                self.counts.push((counted, token.term));
            }
            self.close.extend(neighbours(analysis, at).map(|other| (token.term, other)));
            let (block, own) = bit(token.term);
            self.words[block] |= own;
            if let Some(labelled) = labelled(analysis, at) {
                self.labels.push((labelled, token.term));
            }
        }
        for pairs in [&mut self.counts, &mut self.labels, &mut self.close] {
            pairs.sort_unstable();
            pairs.dedup();
        }
    }

    /// The tokens of a response that say otherwise than every reference: another number of the same thing, or the opposite
    /// of a word of theirs. In order of appearance; `contestable` are the numbers and the words with an opposite.
    pub fn otherwise(
        &self,
        (analysis, text): (&Analysis, &str),
        contestable: impl Iterator<Item = u32>,
        lexicon: &Lexicon,
        found: &mut Vec<u32>,
    ) {
        found.clear();
        found.extend(contestable.filter(|at| self.is_otherwise(analysis, text, *at as usize, lexicon)));
    }

    fn is_otherwise(&self, analysis: &Analysis, text: &str, at: usize, lexicon: &Lexicon) -> bool {
        let token = &analysis.tokens[at];
        if token.flags.has(Flags::NUMBER) {
            let counted = counted(analysis, at).is_some_and(|word| otherwise(&self.counts, word, token.term));
            let clashes =
                counted || labelled(analysis, at).is_some_and(|word| otherwise(&self.labels, word, token.term));
            return clashes && !is_part_of_name(analysis, text, at) && !lists_as_many(analysis, text, at);
        }
        let barred = Flags::FUNCTION | Flags::CODE;
        !token.flags.has(barred) && self.says_opposite(analysis, at, lexicon)
    }

    /// Whether the references say the opposite of this word, of the same thing: `small application` against their `large
    /// application`. Opposites said of other things (`before`, `faster`) are no contradiction.
    fn says_opposite(&self, analysis: &Analysis, at: usize, lexicon: &Lexicon) -> bool {
        let term = analysis.tokens[at].term;
        let opposites = lexicon.opposites_of(term);
        if opposites.is_empty() {
            return false;
        }
        let close_to = |word: TermId| {
            let from = self.close.partition_point(|(known, _)| *known < word);
            self.close[from..].iter().take_while(move |(known, _)| *known == word).map(|(_, of)| *of)
        };
        let stands = |word: TermId| {
            let (block, own) = bit(word);
            self.words[block] & own != 0
        };
        let near =
            |word: TermId| stands(word) && close_to(word).any(|of| neighbours(analysis, at).any(|other| other == of));
        // Who says both of two opposites that the references say, too, says them of different things, as those do.
        let both = || analysis.tokens.iter().any(|token| opposites.iter().any(|opposite| opposite.term == token.term));
        let said = |word: TermId| near(word) || stands(word) && close_to(word).next().is_some() && both();
        opposites.iter().any(|opposite| near(opposite.term)) && !lexicon.each_id_of(term).any(said)
    }
}

/// The term of a count.
fn number(count: usize) -> TermId {
    term_of(&format!("#{count}"))
}

/// Whether a number is a part of a name: `SHA-256`, `OAuth2`, but not of `one-to-many` or `localhost:3000`.
fn is_part_of_name(analysis: &Analysis, text: &str, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| analysis.tokens.get(before));
    matches!(analysis.gap(text, at), "" | "-" | "_")
        && before.is_some_and(|before| !before.flags.has(Flags::FUNCTION | Flags::NUMBER))
}

/// Whether as many things are listed behind a number as it says: `three services (web, db, redis)`.
fn lists_as_many(analysis: &Analysis, text: &str, at: usize) -> bool {
    let sentence = &analysis.sentences[analysis.tokens[at].sentence as usize];
    let mut reach = at + 2..(at + LISTED + 1).min(sentence.end as usize);
    let opens = |at: &usize| {
        let gap = analysis.gap(text, *at);
        (gap.contains(['(', ':']) || is_dash(gap)) && analysis.norm_at(*at - 1).ends_with('s')
    };
    reach.find(opens).is_some_and(|from| {
        let closes = |at: &u32| analysis.gap(text, *at as usize).contains([')', ';']);
        let end = (from as u32 + 1..sentence.end).find(closes).unwrap_or(sentence.end);
        number(listed(analysis, text, from as u32..end)) == analysis.tokens[at].term
    })
}

/// How many things commas and `and` part in a range of tokens.
fn listed(analysis: &Analysis, text: &str, part: Range<u32>) -> usize {
    let parts = |at: &u32| {
        let (gap, joins) = (analysis.gap(text, *at as usize), matches!(analysis.norm_at(*at as usize), "and" | "or"));
        // `a, and b`: one border.
        gap.contains([',', '/', '+']) || joins && *at + 1 < part.end
    };
    1 + (part.start + 1..part.end).filter(parts).take(MOST_LISTED).count()
}

/// The first of these tokens in or next to a piece of evidence (tokens `low..high`), those left out that the pattern asked
/// for.
pub fn clash<'a>(
    otherwise: &[u32],
    analysis: &'a Analysis,
    (low, high): (u32, u32),
    own: impl Fn(u32) -> bool,
) -> Option<&'a Token> {
    if otherwise.is_empty() {
        return None;
    }
    let clause = analysis.tokens.get(low as usize)?.clause;
    let near = low.saturating_sub(AROUND)..high + AROUND;
    // "indexes and heavy tasks" says nothing of the indexes.
    let joint = |at: u32| matches!(analysis.norm_at(at as usize), "and" | "or" | "but");
    let joined = |at: u32| (high..at).chain(at + 1..low).any(joint);
    otherwise.iter().copied().filter(|at| near.contains(at) && !own(*at) && !joined(*at)).find_map(|at| {
        let token = analysis.tokens.get(at as usize)?;
        ((low..high).contains(&at) || token.clause == clause).then_some(token)
    })
}

/// Content words close to a token, in the same clause.
fn neighbours(analysis: &Analysis, at: usize) -> impl Iterator<Item = TermId> {
    let from = at.saturating_sub(CLOSE);
    let to = (at + CLOSE + 1).min(analysis.tokens.len());
    let clause = analysis.tokens[at].clause;
    let fits = move |token: &&Token| token.clause == clause && token.flags.is_content();
    analysis.tokens[from..at].iter().chain(&analysis.tokens[at + 1..to]).filter(fits).map(|token| token.term)
}

/// What a number counts: the next content word, close by.
fn counted(analysis: &Analysis, at: usize) -> Option<TermId> {
    let number = analysis.tokens.get(at).filter(|token| token.flags.has(Flags::NUMBER))?;
    let mut behind = analysis.tokens[at + 1..].iter().take(COUNTED_REACH);
    // "version 3 and the project" counts no projects.
    let next = behind.find(|token| token.flags.is_content() || analysis.norm(token) == "and")?;
    if analysis.norm(next) == "and" {
        return None;
    }
    (next.sentence == number.sentence && !next.flags.has(Flags::NUMBER)).then_some(next.term)
}

/// What a number is said of: the word right before it, `port 8000`.
fn labelled(analysis: &Analysis, at: usize) -> Option<TermId> {
    let number = analysis.tokens.get(at).filter(|token| token.flags.has(Flags::NUMBER))?;
    let before = analysis.tokens.get(at.checked_sub(1)?)?;
    let barred = Flags::FUNCTION | Flags::NUMBER;
    (before.clause == number.clause && !before.flags.has(barred)).then_some(before.term)
}

/// Whether a list of (word, number) has the word, but never with this number.
fn otherwise(pairs: &[(TermId, TermId)], word: TermId, number: TermId) -> bool {
    let from = pairs.partition_point(|(known, _)| *known < word);
    let mut known = pairs[from..].iter().take_while(|(known, _)| *known == word).peekable();
    known.peek().is_some() && known.all(|(_, other)| *other != number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Antonyms, Glossary, Text};
    use crate::matching::Reading;
    use crate::similarity::Statistics;
    use crate::text::Analyzer;

    #[test]
    fn other_numbers_and_opposites_clash_with_every_reference() {
        let mut analyzer = Analyzer::new();
        let mut stated = Stated::default();
        stated.learn(&analyzer.analyze("Two lamps burn in fifteen minutes; fast lamps stay. A slow train waits."));
        let text = |value: &str| Text { value: value.into(), ..Text::default() };
        let glossary = Glossary {
            antonyms: vec![Antonyms { words: [text("fast"), text("slow")], acts: false }],
            ..Glossary::default()
        };
        let lexicon = Lexicon::new(&glossary, Statistics::default());
        for (answer, clash) in [
            ("Two lamps burn", None),
            ("Five lamps burn", Some("five")),
            ("Five doors burn", None),
            ("15 minutes", None),
            ("Version 5 and lamps burn", None),
            ("fast lamps burn", None),
            ("slow lamps burn", Some("slow")),
            ("slow doors burn", None),
            // As many are listed as it says.
            ("Three lamps (oil, gas and wax) burn", None),
            ("Three lamps: oil, gas, and wax", None),
            ("Three lamps - oil, gas, wax", None),
            ("Three lamps (oil, gas) burn", Some("three")),
            // Parts of names.
            ("ABC-5 lamps burn", None),
            ("one-to-5 lamps burn", Some("5")),
            // The references say it, too, of something else; who says both means the same.
            ("slow lamps burn beside green doors, fast ones there", None),
            ("slow lamps burn beside green doors, big ones there", Some("slow")),
        ] {
            let analysis = analyzer.analyze(answer);
            let mut reading = Reading::default();
            reading.read(&analysis, answer, &[], &lexicon);
            let mut otherwise = Vec::new();
            stated.otherwise((&analysis, answer), reading.contestable(), &lexicon, &mut otherwise);
            let found = super::clash(&otherwise, &analysis, (0, analysis.tokens.len() as u32), |_| false);
            assert_eq!(found.map(|token| analysis.norm(token)), clash, "{answer}");
        }
    }

    #[test]
    fn what_is_joined_to_evidence_says_nothing_of_it() {
        let mut analyzer = Analyzer::new();
        for (answer, clash) in [("lamps burn five minutes", Some("five")), ("lamps burn and five minutes pass", None)] {
            let analysis = analyzer.analyze(answer);
            let five = analysis.tokens.iter().position(|token| analysis.norm(token) == "five").expect("five") as u32;
            let found = super::clash(&[five], &analysis, (0, 2), |_| false);
            assert_eq!(found.map(|token| analysis.norm(token)), clash, "{answer}");
        }
    }
}
