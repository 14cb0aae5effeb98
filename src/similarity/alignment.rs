//! One-to-one word alignment of a reference and a response (after Sultan, Bethard and Sumner 2014, 2015): a pair's score
//! is mostly how alike the words are, a little how alike their surroundings are; the best pairs are taken first.

use super::english;
use super::words::{Kind, Word, Words};
use crate::text::edits::edits;
use crate::text::{TermId, stem_of};
use rustc_hash::FxHashMap;

/// Share of the words' own likeness in a pair's score; the rest is context.
const WORD_SHARE: f64 = 0.9;
/// Words of the response that one word of the reference is tried on: in a page of one repeated word it does not matter which.
const MOST: usize = 64;
/// Pairs of words that are compared for synonyms, opposites, misspellings and families: four thousand content words on each
/// side, some fifteen pages. Of texts that make more pairs, words stand for each other only if they have the same stem, which
/// an index finds: the time grows with the length, no longer with its square.
pub const MOST_PAIRS: usize = 16_000_000;
/// Content words to each side that make the context.
const WINDOW: u32 = 3;
/// Words to each side of an aligned word among which small words align, too.
const BESIDE: usize = 2;
/// Likeness of words that the glossary calls the same.
pub const GLOSSARY: f64 = 0.9;
/// Likeness of words that general English calls the same.
pub const ENGLISH: f64 = 0.75;
/// Likeness of opposites: they align, and turn what is said.
const OPPOSITE: f64 = 0.9;
/// Likeness of a misspelt word.
const TYPO: f64 = 0.95;
/// Likeness of words of one family (`conduct`, `conductivity`).
const FAMILY: f64 = 0.8;
/// From this Dice coefficient of spellings on, words with the same beginning are of one family.
const FAMILY_DICE: f64 = 0.55;
/// Letters by which two forms of a word may differ in length.
const FORMS: usize = 3;
/// Letters at the beginning that a family shares; shorter words are no misspellings and no opposites by a prefix, either.
const FAMILY_PREFIX: usize = 4;

/// What the item's language knows of two words.
pub trait Language {
    /// They say the same.
    fn same(&self, a: TermId, b: TermId) -> bool;
    /// They say the opposite.
    fn opposite(&self, a: TermId, b: TermId) -> bool;
    /// The word is known: it is no misspelling of another.
    fn knows(&self, term: TermId) -> bool;
}

/// The partner of a reference's word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// The response's word.
    pub to: u32,
    /// How alike the two are, 0 to 1.
    pub word: f64,
    /// How alike their surroundings are, 0 to 1.
    pub context: f64,
    /// They are opposites.
    pub opposite: bool,
}

/// Which word of the reference stands for which of the response.
#[derive(Debug, Clone, Default)]
pub struct Alignment {
    /// For each word of the reference its partner.
    pub links: Vec<Option<Link>>,
    /// For each word of the response: the word of the reference.
    pub back: Vec<Option<u32>>,
}

/// How alike two words are, and whether they are opposites.
pub fn likeness(a: &Word, a_norm: &str, b: &Word, b_norm: &str, language: &impl Language) -> (f64, bool) {
    // `Less dense` and `denser`, before equal stems: theirs may be.
    if a.less && english::is_comparative(b_norm, a_norm) || b.less && english::is_comparative(a_norm, b_norm) {
        return (OPPOSITE, true);
    }
    if a.term == b.term {
        return (1.0, false);
    }
    if a.kind != Kind::Content || b.kind != Kind::Content {
        return (0.0, false);
    }
    if language.same(a.term, b.term) {
        return (GLOSSARY, false);
    }
    if english::opposite(a.term, b.term) || language.opposite(a.term, b.term) {
        return (OPPOSITE, true);
    }
    let short = a_norm.len().min(b_norm.len());
    if short >= FAMILY_PREFIX {
        if english::opposite_by_prefix(a_norm, b_norm) {
            return (OPPOSITE, true);
        }
        let same_start = a_norm.bytes().zip(b_norm.bytes()).take_while(|(x, y)| x == y).count();
        if same_start >= 1 && !language.knows(b.term) && is_misspelt(a_norm, b_norm) {
            return (TYPO, false);
        }
        // `Particular` is no kin of particles.
        if !b.adorns && same_start >= FAMILY_PREFIX && a.signature.dice(&b.signature) >= FAMILY_DICE {
            return (FAMILY, false);
        }
    }
    if english::same(a.term, b.term) || same_phrase(a, b) {
        return (ENGLISH, false);
    }
    (0.0, false)
}

/// Whether a phrase that one of the words belongs to says what the other one says, or its phrase.
fn same_phrase(a: &Word, b: &Word) -> bool {
    match (a.phrase, b.phrase) {
        (None, None) => false,
        (Some(a), None) => english::same(a.whole, b.term),
        (None, Some(b)) => english::same(a.term, b.whole),
        (Some(ours), Some(theirs)) => {
            english::same(ours.whole, theirs.whole)
                || english::same(ours.whole, b.term)
                || english::same(a.term, theirs.whole)
        }
    }
}

/// Whether two words, or their stems where they stand in different forms, are few edits apart: one, two in long words.
fn is_misspelt(a: &str, b: &str) -> bool {
    edits(a, b).is_some() || (a.len().abs_diff(b.len()) <= FORMS && edits(&stem_of(a), &stem_of(b)).is_some())
}

struct Candidate {
    /// Positions among content words.
    i: u32,
    j: u32,
    word: f64,
    context: f64,
    opposite: bool,
}

/// Words that may stand for each other, the best pairs first.
pub struct Pairs<'a> {
    reference: &'a Words,
    response: &'a Words,
    candidates: Vec<Candidate>,
}

impl<'a> Pairs<'a> {
    /// Compares every word of the reference with every word of the response, up to [`MOST_PAIRS`].
    pub fn new(reference: &'a Words, response: &'a Words, language: &impl Language) -> Self {
        Pairs { reference, response, candidates: candidates(reference, response, language) }
    }

    /// Aligns with the sentences of the response for which `keep` holds.
    pub fn align(&self, keep: impl Fn(u32) -> bool) -> Alignment {
        let Pairs { reference, response, candidates } = self;
        let mut alignment =
            Alignment { links: vec![None; reference.words.len()], back: vec![None; response.words.len()] };
        for one in candidates {
            let (from, to) = (reference.content[one.i as usize], response.content[one.j as usize]);
            if alignment.links[from as usize].is_none()
                && alignment.back[to as usize].is_none()
                && keep(response.words[to as usize].sentence)
            {
                alignment.links[from as usize] =
                    Some(Link { to, word: one.word, context: one.context, opposite: one.opposite });
                alignment.back[to as usize] = Some(from);
            }
        }
        phrases(reference, response, &mut alignment);
        small_words(reference, response, &mut alignment);
        alignment
    }
}

/// Whether two texts make more pairs of words than are compared.
fn is_long(reference: &Words, response: &Words) -> bool {
    reference.content.len().saturating_mul(response.content.len()) > MOST_PAIRS
}

/// The places of a text's content words, in order, by their stems.
fn by_stem(words: &Words) -> FxHashMap<TermId, Vec<u32>> {
    let mut places: FxHashMap<TermId, Vec<u32>> = FxHashMap::default();
    for (j, at) in (0..).zip(&words.content) {
        places.entry(words.words[*at as usize].term).or_default().push(j);
    }
    places
}

/// All pairs of words that may stand for each other, the best first.
fn candidates(reference: &Words, response: &Words, language: &impl Language) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    // Where the candidates of each word of the reference begin.
    let mut starts = Vec::with_capacity(reference.content.len() + 1);
    let all: Vec<u32> = (0..response.content.len() as u32).collect();
    let equals = is_long(reference, response).then(|| by_stem(response));
    for (i, at) in reference.content.iter().enumerate() {
        let start = candidates.len();
        starts.push(start);
        let a = &reference.words[*at as usize];
        let a_norm = reference.norm(a);
        let tried = match &equals {
            Some(equals) => equals.get(&a.term).map(Vec::as_slice).unwrap_or_default(),
            None => &all,
        };
        for j in tried {
            if candidates.len() - start == MOST {
                break;
            }
            let b = &response.words[response.content[*j as usize] as usize];
            let (word, opposite) = likeness(a, a_norm, b, response.norm(b), language);
            if word > 0.0 {
                candidates.push(Candidate { i: i as u32, j: *j, word, context: 0.0, opposite });
            }
        }
    }
    starts.push(candidates.len());
    add_context(&mut candidates, &starts, response);
    best_first(&mut candidates, reference, response);
    candidates
}

/// Tells how alike the surroundings of each pair are: how many pairs of words close by there are. `starts`: where the
/// candidates of each word of the reference begin, and where the last ones end.
fn add_context(candidates: &mut [Candidate], starts: &[usize], response: &Words) {
    let sentence = |j: u32| response.words[response.content[j as usize] as usize].sentence;
    let rows = starts.len() as u32 - 1;
    for at in 0..candidates.len() {
        let (i, j) = (candidates[at].i, candidates[at].j);
        let near = |row: u32| {
            // A row is in the order of the response.
            let row = &candidates[starts[row as usize]..starts[row as usize + 1]];
            let first = row.partition_point(|other| other.j + WINDOW < j);
            let beside = row[first..].iter().take_while(|other| other.j <= j + WINDOW);
            beside.filter(|other| other.j != j && sentence(other.j) == sentence(j)).count()
        };
        let rows = i.saturating_sub(WINDOW)..(i + WINDOW + 1).min(rows);
        let near: usize = rows.filter(|row| *row != i).map(near).sum();
        candidates[at].context = (near as f64 / f64::from(WINDOW)).min(1.0);
    }
}

/// Sorts pairs: what says the same before opposites, the most alike first; of equals what is claimed alike, as one clause may
/// deny what another states; then by order alone, as text put before or after must not change who stands for whom.
fn best_first(candidates: &mut [Candidate], reference: &Words, response: &Words) {
    let score = |one: &Candidate| WORD_SHARE * one.word + (1.0 - WORD_SHARE) * one.context;
    let turned = |one: &Candidate| {
        let denied = |words: &Words, at: u32| words.words[words.content[at as usize] as usize].denied.is_some();
        (denied(reference, one.i) != denied(response, one.j)) != one.opposite
    };
    let order = |one: &Candidate| (turned(one), one.i, one.j);
    candidates.sort_by(|a, b| {
        let likeness = score(b).total_cmp(&score(a));
        a.opposite.cmp(&b.opposite).then(likeness).then(order(a).cmp(&order(b)))
    });
}

/// Where a word of a phrase stands for something as that phrase, its other words do, too.
fn phrases(reference: &Words, response: &Words, alignment: &mut Alignment) {
    for at in &reference.content {
        let at = *at as usize;
        let Some(link) = alignment.links[at].filter(|link| link.word == ENGLISH) else { continue };
        let (ours, theirs) = (&reference.words[at], &response.words[link.to as usize]);
        if !same_phrase(ours, theirs) {
            continue;
        }
        for other in ours.phrase.map_or(0..0, |phrase| phrase.start as usize..phrase.end as usize) {
            if reference.words[other].counts() && alignment.links[other].is_none() {
                alignment.links[other] = Some(link);
            }
        }
        for other in theirs.phrase.map_or(0..0, |phrase| phrase.start as usize..phrase.end as usize) {
            if response.words[other].counts() && alignment.back[other].is_none() {
                alignment.back[other] = Some(at as u32);
            }
        }
    }
}

/// Function words align when equal and next to words that are aligned with each other.
fn small_words(reference: &Words, response: &Words, alignment: &mut Alignment) {
    for at in 0..reference.words.len() {
        if reference.words[at].counts() {
            continue;
        }
        // Neighbours of the reference's word that are aligned content words lead to places in the response.
        let found = (at.saturating_sub(BESIDE)..(at + BESIDE + 1).min(reference.words.len()))
            .filter(|near| reference.words[*near].counts())
            .filter_map(|near| alignment.links[near])
            .find_map(|link| {
                let place = link.to as usize;
                (place.saturating_sub(BESIDE)..(place + BESIDE + 1).min(response.words.len())).find(|other| {
                    alignment.back[*other].is_none()
                        && response.words[*other].sentence == response.words[place].sentence
                        && response.words[*other].term == reference.words[at].term
                })
            });
        if let Some(to) = found {
            alignment.links[at] = Some(Link { to: to as u32, word: 1.0, context: 1.0, opposite: false });
            alignment.back[to] = Some(at as u32);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::tests::words;
    use super::*;
    use crate::rubric::Lexicon;

    /// For each content word of the reference the one that stands for it, with its place in the response.
    fn aligned(reference: &str, response: &str, keep: impl Fn(u32) -> bool) -> Vec<Option<u32>> {
        let (reference, response) = (words(reference), words(response));
        let alignment = Pairs::new(&reference, &response, &Lexicon::default()).align(keep);
        reference.content.iter().map(|at| alignment.links[*at as usize].map(|link| link.to)).collect()
    }

    #[test]
    fn the_surroundings_decide_between_equal_words() {
        let answer = "One bulb changes the path. A bulb has a separate path.";
        assert_eq!(aligned("The bulb has a separate path", answer, |_| true), [Some(6), Some(9), Some(10)]);
    }

    #[test]
    fn of_equal_words_the_one_that_is_claimed_alike_comes_first() {
        assert_eq!(aligned("Files close", "Doors do not close. Windows close.", |_| true), [None, Some(5)]);
        assert_eq!(aligned("Files do not close", "Windows close. Doors do not close.", |_| true), [None, Some(5)]);
    }

    #[test]
    fn what_says_the_same_comes_before_opposites() {
        let answer = "There is more vitamin because it took less drops";
        assert_eq!(aligned("It takes fewer drops", answer, |_| true)[1..], [Some(7), Some(8)]);
    }

    #[test]
    fn a_phrase_stands_for_a_word_with_all_of_its_words() {
        assert_eq!(aligned("The match catches fire", "The match ignites", |_| true), [Some(1), Some(2), Some(2)]);
        assert_eq!(aligned("The match ignites", "The match catches fire", |_| true), [Some(1), Some(2)]);
        assert_eq!(aligned("The match catches fire", "The match catches water", |_| true), [Some(1), Some(2), None]);
    }

    #[test]
    fn of_very_long_texts_equal_words_alone_stand_for_each_other() {
        let both = |words: usize| ("widget ".repeat(words), "gizmo ".repeat(words - 1) + "widget");
        let most = MOST_PAIRS.isqrt();
        for (words, long) in [(most, false), (most + 1, true)] {
            let (reference, response) = both(words);
            let (reference, response) =
                (crate::similarity::words::tests::words(&reference), crate::similarity::words::tests::words(&response));
            assert_eq!(is_long(&reference, &response), long);
        }
        let (reference, response) = both(most + 1);
        let links = aligned(&(reference + "misspelling"), &(response + " mispelling"), |_| true);
        assert_eq!(
            (links[0], links.last()),
            (Some(most as u32), Some(&None)),
            "the word is there, far behind the pairs"
        );
    }

    #[test]
    fn sentences_that_do_not_count_take_no_word_away() {
        let answer = "Give full marks. The buffer is full.";
        assert_eq!(aligned("A full buffer", answer, |sentence| sentence > 0), [Some(6), Some(4)]);
    }
}
