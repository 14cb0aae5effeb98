//! Two things that a question compares (`the difference between a list and a tuple`): what a text says of which, so that
//! exchanged sides are seen where no keyword set says whose property a concept is.
//!
//! A word belongs to the thing named last before it in its clause, as the subject of a statement comes first; where the
//! names follow (`head in a circular list and NULL in a basic one`), to the thing named next. A clause that names neither
//! goes on about the one before in its sentence, or in the sentence before when it opens with a pronoun or is a fragment.
//! What is denied of one thing is said of the other.

use super::words::{Kind, Word, Words};
use crate::text::TermId;
use crate::text::roles::{self, Roles};
use std::ops::Range;

/// Longest name of a thing, in words.
const NAME: usize = 4;
/// Words between `between` and `and`.
const REACH: usize = 6;
/// Ways to ask for a comparison.
const ASKS: [&str; 8] =
    ["difference", "differences", "differ", "differs", "compare", "comparison", "distinguish", "contrast"];
/// What shows how one quantity depends on another.
const PLOTS: [&str; 4] = ["graph", "plot", "chart", "curve"];
/// Requests that may open a question, right before what it is about.
const REQUESTS: [&str; 6] = ["explain", "describe", "discuss", "define", "state", "outline"];
/// Words before the name of a thing of which the words before them are said.
const OF: [&str; 6] = ["in", "of", "for", "with", "by", "from"];
/// More words that put a thing beside the one of which something is said.
const BESIDE: [&str; 8] = ["to", "than", "on", "into", "inside", "within", "over", "like"];
/// Words with which a sentence goes on about what the one before spoke of.
const PRONOUNS: [&str; 6] = ["it", "they", "this", "these", "its", "their"];

/// Most words of a sentence without a verb that makes no statement of its own: what a list says of the thing named before it.
const FRAGMENT: usize = 4;

/// The two things that a question compares: the terms that name one and not the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared([Vec<TermId>; 2]);

/// A place that names a thing compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// Which of the two: 0 or 1.
    pub thing: u8,
    /// The word that names it.
    pub at: usize,
}

/// Of which thing a word is said; `None` where that is both or not clear.
pub type Subject = Option<Named>;

impl Compared {
    /// Reads a question.
    pub fn of(question: &Words) -> Option<Self> {
        names(question).and_then(|[left, right]| distinct(question, left, right)).map(Compared)
    }

    /// Without the words that belong to both names, as texts show: who writes `hypertonic solution` does not take `solution` for
    /// the name of the hypotonic one alone.
    pub fn apart_in<'w>(mut self, texts: impl Iterator<Item = &'w Words>) -> Self {
        for pair in texts.flat_map(|text| text.words.windows(2)) {
            let (Some(thing), Some(behind)) = (self.thing(pair[0].term), self.thing(pair[1].term)) else { continue };
            let names = &mut self.0[usize::from(behind)];
            if thing != behind && names.len() > 1 && pair[0].clause == pair[1].clause {
                names.retain(|term| *term != pair[1].term);
            }
        }
        self
    }

    /// The thing that a term names.
    fn thing(&self, term: TermId) -> Option<u8> {
        (0..2).find(|thing| self.0[usize::from(*thing)].contains(&term))
    }

    /// Whether a term names one of the things.
    pub fn names(&self, term: TermId) -> bool {
        self.thing(term).is_some()
    }

    /// For each word of a text the thing of which it is said.
    pub fn subjects(&self, text: &Words) -> Vec<Subject> {
        let mut subjects = vec![None; text.words.len()];
        let mut carried: Subject = None;
        let mut from = 0;
        while from < text.words.len() {
            let first = &text.words[from];
            let here = text.words[from..].iter().take_while(|word| word.clause == first.clause).count();
            let clause = from..from + here;
            if from > 0 && text.words[from - 1].sentence != first.sentence && !PRONOUNS.contains(&text.norm(first)) {
                let own = || text.words[from..].iter().take_while(|word| word.sentence == first.sentence);
                let fragment =
                    own().count() <= FRAGMENT && !own().any(|word| roles::of(word.term).has(Roles::COMMON_VERB));
                carried = carried.filter(|_| fragment);
            }
            carried = self.clause(text, clause.clone(), carried, &mut subjects[clause]);
            from += here;
        }
        subjects
    }

    /// Sets the subjects of one clause; what the next clause goes on about.
    fn clause(&self, text: &Words, clause: Range<usize>, carried: Subject, subjects: &mut [Subject]) -> Subject {
        let named = |at: usize| self.thing(text.words[at].term).map(|thing| Named { thing, at });
        let mut mentions: Vec<Named> = clause.clone().filter_map(named).collect();
        // "Threads of one process": a number, too, is no subject.
        let is_small = |word: &&Word| word.kind != Kind::Content || BESIDE.contains(&text.norm(word));
        let small_before = |at: usize| text.words[clause.start..at].iter().rev().take_while(is_small);
        // "In the TCP header and not the UDP header" speaks of one.
        let set_apart = |word: &Word| word.kind == Kind::Negator || text.norm(word) == "unlike";
        mentions.retain(|mention| !small_before(mention.at).any(set_apart));
        let (Some(&first), Some(&last)) = (mentions.first(), mentions.last()) else {
            subjects.fill(carried);
            return carried;
        };
        if mentions.iter().all(|mention| mention.thing == first.thing) {
            // "It is faster than a list": of something else.
            let other = small_before(first.at).any(|word| text.norm(word) == "than");
            let subject = if other { None } else { Some(first) };
            subjects.fill(subject);
            return subject;
        }
        let content = |range: Range<usize>| text.words[range].iter().filter(|word| word.counts()).count();
        // "Lists and tuples are sequences"
        if mentions.windows(2).any(|pair| pair[0].thing != pair[1].thing && content(pair[0].at + 1..pair[1].at) == 0) {
            return None;
        }
        let follows =
            content(clause.start..first.at) > 0 && small_before(first.at).any(|word| OF.contains(&text.norm(word)));
        // "Threads share the memory of their process and are cheap" goes on about threads.
        mentions.retain(|mention| {
            let aside = |word: &Word| OF.contains(&text.norm(word)) || BESIDE.contains(&text.norm(word));
            follows || mention.at == first.at || !small_before(mention.at).any(aside)
        });
        // The first mention at the word or behind it.
        let mut next = 0;
        for (at, subject) in clause.zip(subjects) {
            next += usize::from(mentions.get(next).is_some_and(|mention| mention.at < at));
            let ahead = mentions.get(next);
            let here = ahead.filter(|mention| mention.at == at);
            let before = next.checked_sub(1).and_then(|before| mentions.get(before));
            // "Making a list costs more than making a tuple": behind `than` begins what is said of the next.
            let than = |last: &Named| text.words[last.at..at].iter().any(|word| text.norm(word) == "than");
            let of = match before.filter(|last| than(last)).and(ahead) {
                Some(next) => Some(next),
                None if follows => ahead,
                None => here.or(before),
            };
            *subject = Some(of.copied().unwrap_or(if follows { last } else { first }));
        }
        if follows { None } else { mentions.last().copied() }
    }
}

/// The names of the two things that a question compares: ranges of its words.
pub fn names(question: &Words) -> Option<[Range<usize>; 2]> {
    let norm = |at: usize| question.words.get(at).map_or("", |word| question.norm(word));
    let words = question.words.len();
    let asks = || question.words.iter().any(|word| ASKS.contains(&question.norm(word)));
    let named = |left: Range<usize>, at: usize| {
        let names = [left.clone(), name_after(question, at, left.len())];
        distinct(question, left, names[1].clone()).map(|_| names)
    };
    let plain = (0..words).find_map(|at| match norm(at) {
        // "The connection between a bulb and a battery" is of both.
        "between" if asks() => {
            let and = (at + 2..(at + 1 + REACH).min(words)).find(|at| norm(*at) == "and")?;
            let article = usize::from(is_article(question, at + 1));
            named(at + 1 + article..and, and)
        }
        // A graph of one thing versus another compares nothing.
        "versus" | "vs" if !question.words.iter().any(|word| PLOTS.contains(&question.norm(word))) => {
            named(name_before(question, at), at)
        }
        _ => None,
    });
    plain.or_else(|| {
        // Two things joined by `and`, if only one pair is.
        let joined = |at: &usize| matches!(norm(*at), "and" | "from" | "with" | "to") && asks();
        let mut pairs = (1..words).filter(joined).filter_map(|at| named(name_before(question, at), at));
        pairs.next().filter(|_| pairs.next().is_none())
    })
}

/// What distinguishes two names.
fn distinct(question: &Words, left: Range<usize>, right: Range<usize>) -> Option<[Vec<TermId>; 2]> {
    let terms = |range: Range<usize>| -> Vec<TermId> {
        question.words[range].iter().filter(|word| word.kind == Kind::Content).map(|word| word.term).collect()
    };
    apart(&terms(left), &terms(right))
}

/// What each of two lists of terms has alone; `None` where that is nothing.
pub fn apart(left: &[TermId], right: &[TermId]) -> Option<[Vec<TermId>; 2]> {
    let only = |one: &[TermId], other: &[TermId]| -> Vec<TermId> {
        one.iter().copied().filter(|term| !other.contains(term)).collect()
    };
    let both = [only(left, right), only(right, left)];
    both.iter().all(|terms| !terms.is_empty()).then_some(both)
}

/// Whether a word is an article.
pub fn is_article(text: &Words, at: usize) -> bool {
    text.words.get(at).is_some_and(|word| crate::text::is_article(text.norm(word)))
}

/// The name behind a word: an article, then content words. Without an article no more than `like` of them, as many as the
/// other name has: what follows belongs to both (`between UDP and TCP headers`).
fn name_after(text: &Words, at: usize, like: usize) -> Range<usize> {
    let article = is_article(text, at + 1);
    let from = (at + 1 + usize::from(article)).min(text.words.len());
    let sentence = text.words[at].sentence;
    let fits = |word: &&Word| word.kind == Kind::Content && word.sentence == sentence;
    let most = if article { NAME } else { NAME.min(like) };
    from..from + text.words[from..].iter().take(most).take_while(fits).count()
}

/// The name before a word: content words, `differ` in between left out.
fn name_before(text: &Words, at: usize) -> Range<usize> {
    let sentence = text.words[at].sentence;
    let asks = |word: &Word| ASKS.contains(&text.norm(word));
    let to = at - usize::from(at > 0 && asks(&text.words[at - 1]));
    let opens = |at: usize| at == 0 || text.words[at - 1].sentence != text.words[at].sentence;
    let fits = |at: &usize| {
        let word = &text.words[*at];
        let requests = opens(*at) && REQUESTS.contains(&text.norm(word));
        word.kind == Kind::Content && word.sentence == sentence && !asks(word) && !requests
    };
    to - (0..to).rev().take(NAME).take_while(fits).count()..to
}

/// The bits of both things.
const BOTH: u8 = 0b11;

/// What a text says of the two things: for each of its content terms, as bits, of which.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// (term, bits), sorted by term.
    terms: Vec<(TermId, u8)>,
}

impl Said {
    /// Reads the content words for which `keep` holds.
    pub fn new(text: &Words, subjects: &[Subject], keep: impl Fn(usize) -> bool) -> Self {
        let mut said: Vec<(TermId, u8)> = Vec::new();
        for (at, subject) in subjects.iter().enumerate().filter(|(at, _)| text.words[*at].counts() && keep(*at)) {
            let denied = u8::from(text.words[at].denied.is_some());
            let bits = subject.map_or(BOTH, |named| 1 << (named.thing ^ denied));
            said.push((text.words[at].term, bits));
        }
        said.sort_unstable();
        let mut terms: Vec<(TermId, u8)> = Vec::new();
        for (term, bits) in said {
            match terms.last_mut().filter(|last| last.0 == term) {
                Some(last) => last.1 |= bits,
                None => terms.push((term, bits)),
            }
        }
        Said { terms }
    }

    fn bits(&self, term: TermId) -> Option<u8> {
        let at = self.terms.binary_search_by_key(&term, |(known, _)| *known).ok()?;
        Some(self.terms[at].1)
    }

    /// The one thing of which a term is said.
    pub fn only(&self, term: TermId) -> Option<u8> {
        match self.bits(term)? {
            0b01 => Some(0),
            0b10 => Some(1),
            _ => None,
        }
    }

    /// Whether a term is said of a thing, be it of the other one, too.
    pub fn says(&self, term: TermId, thing: u8) -> bool {
        self.bits(term).is_some_and(|bits| bits >> thing & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::similarity::words::tests::words;
    use crate::text::stem_term;

    #[test]
    fn questions_name_two_things() {
        let named = |question: &str| Compared::of(&words(question)).map(|compared| compared.0);
        let expected = |left: &str, right: &str| Some([vec![stem_term(left)], vec![stem_term(right)]]);
        for (question, things) in [
            ("What is the difference between a stack and a queue?", expected("stack", "queue")),
            ("How does a circular linked list differ from a basic linked list?", expected("circular", "basic")),
            ("Polling versus interrupts: which costs less?", expected("polling", "interrupts")),
            (
                "Explain classification and regression; what is the difference?",
                expected("classification", "regression"),
            ),
            ("State the differences between UDP and TCP headers.", expected("udp", "tcp")),
            ("What is a stack?", None),
            ("Name push and pop.", None),
        ] {
            assert_eq!(named(question), things, "{question}");
        }
    }

    #[test]
    fn a_word_behind_either_name_belongs_to_both() {
        let question = words("What is the difference between a salty and a sweet soup?");
        let Some(compared) = Compared::of(&question) else { panic!("two things are compared") };
        assert!(compared.names(stem_term("soup")));
        let read = |text: &str| compared.clone().apart_in(std::iter::once(&words(text)));
        assert!(!read("A salty soup makes thirsty.").names(stem_term("soup")));
        assert_eq!(read("A sweet soup is rare."), compared);
    }

    #[test]
    fn each_word_is_said_of_one_thing() {
        let compared = Compared::of(&words("Compare a list and a tuple."));
        let Some(compared) = compared else { panic!("two things are compared") };
        let of = |text: &str, word: &str| {
            let text = words(text);
            Said::new(&text, &compared.subjects(&text), |_| true).only(stem_term(word))
        };
        for (text, word, thing) in [
            ("A list grows, whereas a tuple stays fixed.", "grows", Some(0)),
            ("A list grows, whereas a tuple stays fixed.", "fixed", Some(1)),
            ("A list is slower than a tuple.", "slower", Some(0)),
            ("You append to a list and hash a tuple.", "append", Some(0)),
            ("A list takes the items of a tuple and grows.", "grows", Some(0)),
            ("Lists and tuples are sequences.", "sequences", None),
            ("A tuple is fixed. It can be hashed.", "hashed", Some(1)),
            ("A tuple is fixed. Dictionaries need hashing.", "dictionaries", None),
            ("Slots that a tuple and not a list has: hashing.", "slots", Some(1)),
            ("A list has no hash.", "hash", Some(1)),
            ("Both grow.", "grow", None),
            ("Tuples of one list share its memory.", "share", Some(1)),
            ("A tuple lives inside a list and shares its memory.", "shares", Some(1)),
            ("Making a list costs more than making a tuple.", "costs", Some(0)),
            ("Making a list costs more than making a tuple.", "making", None),
        ] {
            assert_eq!(of(text, word), thing, "{text}: {word}");
        }
    }
}
