//! The questions of the bank, to be found by what a header says.

use crate::bank::Bank;
use crate::search::{Entry, Search};
use crate::text::{Analyzer, TermId, key, without_markup};
use rustc_hash::FxHashMap;

/// The most candidates for one header.
const CANDIDATES: usize = 3;
/// How many questions that the search finds are compared with the header.
const LOOKED_AT: usize = 40;
/// A question is found for sure when header and question share at least this much ...
const SURE: f64 = 0.75;
/// ... and this much more than with the next question.
const MARGIN: f64 = 0.15;
/// Less in common is no candidate.
const UNLIKE: f64 = 0.2;
/// A header that holds all of a question counts a little less than one that is the question.
const HOLDS: f64 = 0.95;
/// Questions with fewer words are not looked for inside longer headers.
const LEAST_WORDS: usize = 3;

/// A question that a header may stand for.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The item.
    pub id: String,
    /// Its question.
    pub question: String,
    /// What both have in common: 0 to 1, words weighted by how rare they are among the questions.
    pub likeness: f64,
}

/// What is found for a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// The text is the item's question, or its id.
    Same(String),
    /// The text says the question in almost the same words.
    Sure(Candidate),
    /// Questions that it may be, best first; maybe none.
    Unsure(Vec<Candidate>),
}

/// The questions of a bank.
pub struct Items {
    entries: Vec<Item>,
    by_key: FxHashMap<String, usize>,
    /// How many questions have a word.
    frequency: FxHashMap<TermId, u32>,
    search: Search,
}

struct Item {
    id: String,
    question: String,
    /// Its words, each once, in order.
    words: Vec<TermId>,
}

/// The search index cannot be made.
#[derive(Debug, thiserror::Error)]
#[error("the search over questions failed: {0}")]
pub struct SearchError(String);

impl Items {
    /// All questions of a bank.
    pub fn new(bank: &Bank) -> Result<Items, SearchError> {
        let mut analyzer = Analyzer::new();
        let mut items = Vec::new();
        let mut bodies = Vec::new();
        for summary in bank.summaries() {
            let references = bank.item(&summary.id).map(|item| item.references.join(" ")).unwrap_or_default();
            let words = words(&mut analyzer, &summary.question);
            items.push(Item { id: summary.id.clone(), question: summary.question.clone(), words });
            bodies.push(references);
        }
        let entries = items.iter().zip(&bodies).map(|(item, body)| Entry { title: &item.question, body });
        let search = Search::new(entries).map_err(|error| SearchError(error.to_string()))?;
        let mut by_key = FxHashMap::default();
        let mut frequency: FxHashMap<TermId, u32> = FxHashMap::default();
        // An id wins over a question, and the first of two equal questions over the second.
        for (at, item) in items.iter().enumerate().rev() {
            by_key.insert(key(&item.question), at);
        }
        for (at, item) in items.iter().enumerate() {
            by_key.insert(key(&item.id), at);
            for term in &item.words {
                *frequency.entry(*term).or_default() += 1;
            }
        }
        Ok(Items { entries: items, by_key, frequency, search })
    }

    /// The id of an item, if there is one with this id.
    pub fn id<'a>(&'a self, id: &str) -> Option<&'a str> {
        self.entries.iter().find(|item| item.id == id).map(|item| item.id.as_str())
    }

    /// Whether a text is an item's id as it stands; or, with `question`, an item's question.
    pub fn is_named(&self, text: &str, question: bool) -> bool {
        let item = self.by_key.get(&key(text)).map(|at| &self.entries[*at]);
        item.is_some_and(|item| if question { key(&item.question) == key(text) } else { item.id == text.trim() })
    }

    /// An item as a candidate.
    pub fn candidate(&self, id: &str) -> Option<Candidate> {
        let item = self.entries.iter().find(|item| item.id == id)?;
        Some(Candidate { id: item.id.clone(), question: item.question.clone(), likeness: 1.0 })
    }

    /// What a header stands for.
    pub fn find(&self, header: &str) -> Result<Found, SearchError> {
        // Questions are rich text as answers are.
        let asked = &*without_markup(without_number(header));
        for text in [header, asked] {
            if let Some(at) = self.by_key.get(&key(text)) {
                return Ok(Found::Same(self.entries[*at].id.clone()));
            }
        }
        let said = words(&mut Analyzer::new(), asked);
        let likely = self.search(asked, |item| self.likeness(&said, &item.words))?;
        Ok(match likely.as_slice() {
            [best, rest @ ..]
                if best.likeness >= SURE && rest.iter().all(|next| best.likeness - next.likeness >= MARGIN) =>
            {
                Found::Sure(best.clone())
            }
            _ => Found::Unsure(likely),
        })
    }

    /// The questions that answers sound like: a hint, never sure.
    pub fn sound_like(&self, answers: &str) -> Result<Vec<Candidate>, SearchError> {
        self.search(answers, |_| UNLIKE)
    }

    fn search(&self, text: &str, likeness: impl Fn(&Item) -> f64) -> Result<Vec<Candidate>, SearchError> {
        // Many more than are shown: the order of the search is not that of likeness.
        let found = self.search.find(text, LOOKED_AT).map_err(|error| SearchError(error.to_string()))?;
        let mut likely: Vec<Candidate> = found
            .into_iter()
            .filter_map(|(at, _)| self.entries.get(at))
            .map(|item| Candidate { id: item.id.clone(), question: item.question.clone(), likeness: likeness(item) })
            .filter(|candidate| candidate.likeness >= UNLIKE)
            .collect();
        likely.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
        likely.truncate(CANDIDATES);
        Ok(likely)
    }

    /// Dice's coefficient over weighted words; or, where the header holds the question among other words, the share of
    /// the question that it holds.
    fn likeness(&self, header: &[TermId], question: &[TermId]) -> f64 {
        let sum = |terms: &mut dyn Iterator<Item = &TermId>| terms.map(|term| self.weight(*term)).sum::<f64>();
        let shared = sum(&mut question.iter().filter(|term| header.binary_search(term).is_ok()));
        let (all, asked) = (sum(&mut header.iter()), sum(&mut question.iter()));
        if asked == 0.0 || all == 0.0 {
            return 0.0;
        }
        let held = if question.len() >= LEAST_WORDS { HOLDS * shared / asked } else { 0.0 };
        let dice = 2.0 * shared / (all + asked);
        // Only a question that is held entirely counts as held.
        if shared >= asked - 1e-9 { dice.max(held) } else { dice }
    }

    /// A word weighs more the fewer questions have it.
    fn weight(&self, term: TermId) -> f64 {
        let with = self.frequency.get(&term).copied().unwrap_or(0);
        (1.0 + self.entries.len() as f64 / (f64::from(with) + 0.5)).ln()
    }
}

/// All words of a text, each once, in order. Small words count as well: they are frequent and weigh little, but "What is
/// Django?" has not much else.
fn words(analyzer: &mut Analyzer, text: &str) -> Vec<TermId> {
    let mut terms: Vec<TermId> = analyzer.analyze(text).tokens.iter().map(|token| token.term).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// A header without the number in front: `3. `, `Question 3: `, `Q3) `, or the id that Canvas puts there.
pub fn without_number(header: &str) -> &str {
    let text = header.trim();
    let lower = text.to_ascii_lowercase();
    let word = ["question", "q", "task", "no.", "#"].iter().find(|word| lower.starts_with(**word));
    let rest = text[word.map_or(0, |word| word.len())..].trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = rest[digits..].trim_start();
    match (digits, behind.strip_prefix(['.', ':', ')', '-', '/'])) {
        // `1.0` is a number, not a first point.
        (1.., Some(behind)) if !behind.trim().is_empty() && !behind.starts_with(|c: char| c.is_ascii_digit()) => {
            behind.trim_start()
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_front_are_no_part_of_the_question() {
        for (header, wanted) in [
            ("3. What is CSRF?", "What is CSRF?"),
            ("Question 12: What is CSRF?", "What is CSRF?"),
            ("Q3) What is CSRF?", "What is CSRF?"),
            ("104712: What is CSRF?", "What is CSRF?"),
            ("Quicksort or merge sort?", "Quicksort or merge sort?"),
            ("2 phase commit: why?", "2 phase commit: why?"),
            ("1.0", "1.0"),
            ("12", "12"),
        ] {
            assert_eq!(without_number(header), wanted, "{header}");
        }
    }

    #[test]
    fn every_question_of_the_bank_is_found_by_its_text_and_its_id() {
        let bank = Bank::shipped();
        let items = Items::new(bank).expect("indexed");
        for summary in bank.summaries() {
            for text in [summary.id.clone(), summary.question.clone(), format!("7) {} *", summary.question)] {
                assert_eq!(items.find(&text).expect("searched"), Found::Same(summary.id.clone()), "{text}");
            }
        }
    }

    #[test]
    fn a_question_with_words_around_it_is_found() {
        let bank = Bank::shipped();
        let items = Items::new(bank).expect("indexed");
        let mut sure = 0;
        for summary in bank.summaries() {
            let text = format!("{} Please answer in about 100 words.", summary.question);
            match items.find(&text).expect("searched") {
                Found::Sure(found) => {
                    assert_eq!(found.id, summary.id, "{text}");
                    sure += 1;
                }
                Found::Unsure(found) => assert_eq!(found[0].id, summary.id, "{text}: {found:?}"),
                Found::Same(found) => panic!("{text}: {found}"),
            }
        }
        assert!(sure * 10 >= bank.summaries().len() * 8, "{sure} of {}", bank.summaries().len());
    }

    #[test]
    fn what_no_question_asks_is_unsure() {
        let items = Items::new(Bank::shipped()).expect("indexed");
        for text in ["Anything else you want to tell us?", "Favourite colour", ""] {
            assert!(matches!(items.find(text).expect("searched"), Found::Unsure(_)), "{text}");
        }
    }
}
