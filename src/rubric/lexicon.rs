//! Bank-wide language, compiled: what says the same, what says the opposite, which words are known, how common they are.

use super::terms::{TermTable, Value};
use crate::bank::{Antonyms, Glossary, Text};
use crate::similarity::Statistics;
use crate::text::{Analyzer, TermId, term_of};
use rustc_hash::FxHashMap;

/// The compiled glossary together with the bank's statistics. Immutable; shared by all compiled items of a bank.
#[derive(Debug, Default, Clone)]
pub struct Lexicon {
    /// For a word: the terms that say the same (single words and groups), itself left out. Sorted.
    same: FxHashMap<TermId, Vec<TermId>>,
    /// The same for the names of one thing alone (glossary terms, not synonyms).
    names: FxHashMap<TermId, Vec<TermId>>,
    /// Phrases of several words that belong to a group, by their first term; longest first.
    phrases: Vec<Phrase>,
    /// For a word or a fixed phrase that the glossary lists: its opposites, as listed. What merely says the same as one of them has
    /// none: who checks before adding something (`drop`, `remove`, `add`) denies nothing.
    opposites: FxHashMap<TermId, Vec<Opposite>>,
    /// Shared word sets by name.
    sets: Vec<(String, Vec<String>)>,
    /// How common words are in the bank, and which are known at all.
    pub statistics: Statistics,
    /// All that grading asks about a word of a response, in one look.
    words: TermTable<Word>,
    /// The same for a word that is not there.
    unknown: Word,
}

/// What a word is the opposite of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opposite {
    /// The other word.
    pub term: TermId,
    /// Both are acts, one of which undoes the other.
    pub acts: bool,
}

/// What the language of a bank says about one word.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Word {
    /// Inverse document frequency, more than 0.
    pub idf: f32,
    /// The bank knows the word: then it is never taken for a typo of another.
    pub known: bool,
    /// It has opposites.
    pub opposed: bool,
    /// The glossary phrases of several words that it begins.
    phrases: (u32, u32),
}

impl Value for Word {
    fn is_free(&self) -> bool {
        self.idf == 0.0
    }
}

impl Word {
    /// Whether it is the first word of some glossary phrase.
    pub fn begins_phrases(self) -> bool {
        self.phrases.0 != self.phrases.1
    }
}

/// A fixed phrase of the glossary.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Phrase {
    first: TermId,
    rest: Vec<TermId>,
    group: TermId,
}

impl Lexicon {
    /// Compiles a glossary. `statistics` come from the same bank.
    pub fn new(glossary: &Glossary, statistics: Statistics) -> Self {
        let mut lexicon = Lexicon { statistics, ..Lexicon::default() };
        let mut analyzer = Analyzer::new();
        for (name, words) in &glossary.sets {
            lexicon.sets.push((name.clone(), words.iter().map(|word| word.value.clone()).collect()));
        }
        for term in &glossary.terms {
            let variants: Vec<&Text> = std::iter::once(&term.term).chain(&term.also).collect();
            lexicon.add_group(&mut analyzer, &variants);
        }
        lexicon.names = lexicon.same.clone();
        for group in &glossary.synonyms {
            let variants: Vec<&Text> = group.iter().collect();
            lexicon.add_group(&mut analyzer, &variants);
        }
        lexicon.phrases.sort_by(|a, b| {
            let key = |phrase: &Phrase| (phrase.first, std::cmp::Reverse(phrase.rest.len()), phrase.group);
            key(a).cmp(&key(b)).then_with(|| a.rest.cmp(&b.rest))
        });
        for Antonyms { words, acts } in &glossary.antonyms {
            let sides = words.each_ref().map(|text| lexicon.names_of_phrase(&mut analyzer, &text.value));
            if let [Some(a), Some(b)] = sides {
                for (from, to) in [(&a, &b), (&b, &a)] {
                    for id in from {
                        let to = to.iter().map(|term| Opposite { term: *term, acts: *acts });
                        lexicon.opposites.entry(*id).or_default().extend(to);
                    }
                }
            }
        }
        for ids in lexicon.same.values_mut() {
            ids.sort_unstable();
            ids.dedup();
        }
        for opposites in lexicon.opposites.values_mut() {
            opposites.sort_unstable();
            opposites.dedup();
        }
        lexicon.gather();
        lexicon
    }

    /// Brings together what is known about each word.
    fn gather(&mut self) {
        let statistics = &self.statistics;
        let idf: Vec<f32> = (0..=statistics.documents).map(|frequency| statistics.idf_of(frequency)).collect();
        let idf = |frequency: u32| idf.get(frequency as usize).copied().unwrap_or_default();
        self.unknown.idf = idf(0);
        let counted = statistics.terms.iter().zip(&statistics.frequencies);
        let mut words: Vec<(TermId, Word)> = counted
            .map(|(term, frequency)| (*term, Word { idf: idf(*frequency), known: true, ..Word::default() }))
            .collect();
        let firsts = self.phrases.iter().map(|phrase| &phrase.first);
        let others = self.same.keys().chain(self.opposites.keys()).chain(firsts);
        let mut others: Vec<TermId> = others.copied().filter(|term| !statistics.knows(*term)).collect();
        others.sort_unstable();
        others.dedup();
        let known = |term| self.same.contains_key(&term);
        words.extend(others.iter().map(|term| (*term, Word { known: known(*term), ..self.unknown })));
        let place = |term: TermId| {
            let other = || others.binary_search(&term).ok().map(|at| statistics.terms.len() + at);
            statistics.position(term).or_else(other)
        };
        for at in self.opposites.keys().filter_map(|term| place(*term)) {
            words[at].1.opposed = true;
        }
        let mut from = 0;
        for run in self.phrases.chunk_by(|a, b| a.first == b.first) {
            let to = from + run.len() as u32;
            if let Some(at) = place(run[0].first) {
                words[at].1.phrases = (from, to);
            }
            from = to;
        }
        self.words = TermTable::new(&words);
    }

    /// What is known about a word.
    pub fn word(&self, term: TermId) -> Word {
        let word = self.words.get(term);
        if word.is_free() { self.unknown } else { word }
    }

    fn add_group(&mut self, analyzer: &mut Analyzer, variants: &[&Text]) {
        let Some(first) = variants.first() else { return };
        let group = term_of(&format!("@group {}", first.value));
        let mut singles = Vec::new();
        for variant in variants {
            let terms: Vec<TermId> = analyzer.analyze(&variant.value).tokens.iter().map(|token| token.term).collect();
            match terms.as_slice() {
                [] => {}
                [one] => singles.push(*one),
                [first, rest @ ..] => self.phrases.push(Phrase { first: *first, rest: rest.to_vec(), group }),
            }
        }
        self.same.entry(group).or_default().extend(&singles);
        for one in &singles {
            let same = self.same.entry(*one).or_default();
            same.push(group);
            same.extend(singles.iter().filter(|other| *other != one));
        }
    }

    /// The ids that name what a phrase names: the word's own term and its other names; `None` for unknown phrases of
    /// several words.
    fn names_of_phrase(&self, analyzer: &mut Analyzer, phrase: &str) -> Option<Vec<TermId>> {
        let terms: Vec<TermId> = analyzer.analyze(phrase).tokens.iter().map(|token| token.term).collect();
        match terms.as_slice() {
            [one] => Some(self.names_of(*one)),
            [] => None,
            several => self.phrase_at(several).map(|(group, _)| self.names_of(group)),
        }
    }

    /// The term itself and everything that says the same.
    pub fn ids_of(&self, term: TermId) -> Vec<TermId> {
        self.each_id_of(term).collect()
    }

    /// The same, one by one.
    pub fn each_id_of(&self, term: TermId) -> impl Iterator<Item = TermId> {
        std::iter::once(term).chain(self.same.get(&term).into_iter().flatten().copied())
    }

    /// The term itself and the other names of the same thing: what may name a side of a comparison.
    pub fn names_of(&self, term: TermId) -> Vec<TermId> {
        let mut ids = vec![term];
        ids.extend(self.names.get(&term).into_iter().flatten());
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Whether two terms say the same.
    pub fn same(&self, a: TermId, b: TermId) -> bool {
        a == b || self.same.get(&a).is_some_and(|ids| ids.binary_search(&b).is_ok())
    }

    /// The opposites of a term.
    pub fn opposites_of(&self, term: TermId) -> &[Opposite] {
        self.opposites.get(&term).map_or(&[], Vec::as_slice)
    }

    /// The longest glossary phrase of several words at the front of `terms`: its group and how many terms it covers.
    pub fn phrase_at(&self, terms: &[TermId]) -> Option<(TermId, usize)> {
        let (first, rest) = terms.split_first()?;
        let from = self.phrases.partition_point(|phrase| phrase.first < *first);
        let mut own = self.phrases[from..].iter().take_while(|phrase| phrase.first == *first);
        let phrase = own.find(|phrase| rest.starts_with(&phrase.rest))?;
        Some((phrase.group, phrase.rest.len() + 1))
    }

    /// All glossary phrases that begin with a word, where `rest` gives the terms after it, counted from 1: the group and how
    /// many terms it covers.
    pub fn phrases_at<'a>(
        &'a self,
        first: Word,
        rest: impl Fn(usize) -> Option<TermId> + 'a,
    ) -> impl Iterator<Item = (TermId, usize)> + 'a {
        let phrases = &self.phrases[first.phrases.0 as usize..first.phrases.1 as usize];
        phrases.iter().filter_map(move |phrase| {
            let met = phrase.rest.iter().enumerate().all(|(at, term)| rest(at + 1) == Some(*term));
            met.then_some((phrase.group, phrase.rest.len() + 1))
        })
    }

    /// A shared word set.
    pub fn set(&self, name: &str) -> Option<&[String]> {
        self.sets.iter().find(|(known, _)| known == name).map(|(_, words)| words.as_slice())
    }

    /// The names of the shared word sets.
    pub fn set_names(&self) -> impl Iterator<Item = &str> {
        self.sets.iter().map(|(name, _)| name.as_str())
    }

    /// Whether the bank knows the word: then it is never taken for a typo of another.
    pub fn knows(&self, term: TermId) -> bool {
        self.word(term).known
    }
}

impl crate::similarity::alignment::Language for Lexicon {
    fn same(&self, a: TermId, b: TermId) -> bool {
        Lexicon::same(self, a, b)
    }

    fn opposite(&self, a: TermId, b: TermId) -> bool {
        self.opposites_of(a).iter().any(|opposite| opposite.term == b)
    }

    fn knows(&self, term: TermId) -> bool {
        Lexicon::knows(self, term)
    }
}
