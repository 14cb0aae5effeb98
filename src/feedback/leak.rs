//! What a message gives away: wording of the alternatives of concepts that the answer does not state.
//!
//! Exactly: words are compared as grading compares them (by stem, synonyms folded in); words of the question and of the
//! answer are the candidate's own, and the words in which all messages are set (`SETTING`) tell nothing. For a concept that
//! is still open, a text gives its wording away when
//!
//! 1. two neighbouring content words of a sentence fill two places of one of its alternatives (or two neighbouring words
//!    of one fixed phrase in it), and at least one of them is not the candidate's own; or
//! 2. one word fills a place of one of its alternatives, is not the candidate's own, and is *distinctive*: it stands in
//!    references of this item and in none of another, and the bank has references enough for that to say something
//!    ([`RARE`]); or
//! 3. the text, taken for an answer, meets the concept by words that are not all the candidate's own.

use crate::rubric::Rubric;
use crate::rubric::kept::{Fill, Reading, Secrets, Word};
use crate::scoring::{Grade, Scorer, Status};
use crate::similarity::bm25::content_terms;
use crate::text::{Analysis, Analyzer, TermId};
use std::collections::BTreeSet;

/// Least inverse document frequency of a distinctive word: it stands in one reference of some 55.
pub const RARE: f32 = 4.0;

/// Words in which messages are set whatever the item is: they tell nothing.
const SETTING: &str = "weak average strong; you said one more point, several points; reach; after the corrections above; \
    wrong way round";

/// What a text gives away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leak {
    /// The concept, by index.
    pub concept: usize,
    /// The words of the text that tell.
    pub words: String,
}

/// Watches over the open concepts of one answer.
pub struct Watch<'r> {
    rubric: &'r Rubric,
    secrets: &'r Secrets,
    /// Which concepts are still open.
    open: Vec<bool>,
    /// Words of the answer, sorted.
    said: Vec<TermId>,
    reader: Reader,
}

impl<'r> Watch<'r> {
    /// Watches over the concepts that have one of the statuses missed, partial and contradicted.
    pub fn new(rubric: &'r Rubric, statuses: impl IntoIterator<Item = Status>, answer: &str) -> Self {
        let mut reader = Reader::default();
        let open = statuses.into_iter().map(|status| status != Status::Met).collect();
        let said = terms(&mut reader.analyzer, answer);
        let secrets = rubric.kept.secrets.get_or_init(|| secrets(rubric, &mut reader.analyzer));
        Watch { rubric, secrets, open, said, reader }
    }

    /// The first thing that a text gives away; `None` when it keeps everything to itself.
    pub fn leak(&mut self, text: &str) -> Option<Leak> {
        let words = self.reader.words(text);
        if let Some(leak) = self.by_words(text, &words) {
            return Some(leak);
        }
        let met = self.reader.met(self.rubric, text, &words);
        self.by_meeting(text, &met)
    }

    /// The same for a text that has been read.
    pub fn leak_of(&self, text: &str, reading: &Reading) -> Option<Leak> {
        self.by_words(text, &reading.words).or_else(|| self.by_meeting(text, &reading.met))
    }

    fn by_words(&self, text: &str, words: &[Word]) -> Option<Leak> {
        let said = |words: &[Word]| {
            let (first, last) = (words.first()?, words.last()?);
            text.get(first.span.start..last.span.end).map(String::from)
        };
        for word in words {
            if let Some(concept) = self.distinctive(word.term) {
                return Some(Leak { concept, words: said(std::slice::from_ref(word))? });
            }
        }
        for pair in words.windows(2).filter(|pair| pair[0].sentence == pair[1].sentence) {
            if let Some(concept) = self.run(pair[0].term, pair[1].term) {
                return Some(Leak { concept, words: said(pair)? });
            }
        }
        None
    }

    fn by_meeting(&self, text: &str, met: &[(usize, Vec<TermId>)]) -> Option<Leak> {
        let mut open = met.iter().filter(|(concept, _)| self.is_open(*concept));
        let told = open.find(|(_, words)| words.iter().any(|term| !self.is_known(*term)));
        told.map(|(concept, _)| Leak { concept: *concept, words: text.to_string() })
    }

    fn is_open(&self, concept: usize) -> bool {
        self.open.get(concept).copied().unwrap_or(false)
    }

    fn is_known(&self, term: TermId) -> bool {
        self.said.binary_search(&term).is_ok() || self.secrets.known.binary_search(&term).is_ok()
    }

    /// The open places that a word fills.
    fn fills(&self, term: TermId) -> impl Iterator<Item = &Fill> {
        self.secrets.fills.get(&term).into_iter().flatten().filter(|fill| self.is_open(fill.concept))
    }

    /// The open concept of which the word is a distinctive one.
    fn distinctive(&self, term: TermId) -> Option<usize> {
        let statistics = &self.rubric.lexicon.statistics;
        let elsewhere = self.secrets.own.get(&term).is_none_or(|own| *own < statistics.frequency(term));
        if elsewhere || self.is_known(term) || statistics.idf(term) < RARE {
            return None;
        }
        self.fills(term).next().map(|fill| fill.concept)
    }

    /// The open concept of which two neighbouring words fill two places.
    fn run(&self, left: TermId, right: TermId) -> Option<usize> {
        if self.is_known(left) && self.is_known(right) {
            return None;
        }
        let mut phrases = self.secrets.phrases.get(&(left, right)).into_iter().flatten().rev();
        if let Some(concept) = phrases.find(|concept| self.is_open(**concept)) {
            return Some(*concept);
        }
        let mut of_left = self.fills(left);
        let both = of_left
            .find(|fill| self.fills(right).any(|other| other.pattern == fill.pattern && other.slot != fill.slot));
        both.map(|fill| fill.concept)
    }
}

/// Reads texts with an eye to what they give away.
#[derive(Default)]
pub struct Reader {
    analyzer: Analyzer,
    scorer: Scorer,
}

impl Reader {
    /// What a text can give away of an item.
    pub fn read(&mut self, rubric: &Rubric, text: &str) -> Reading {
        let words = self.words(text);
        let met = self.met(rubric, text, &words);
        Reading { words, met }
    }

    fn words(&mut self, text: &str) -> Vec<Word> {
        let Analysis { tokens, .. } = self.analyzer.analyze(text);
        let content = tokens.iter().filter(|token| token.flags.is_content());
        content.map(|token| Word { term: token.term, sentence: token.sentence, span: token.span() }).collect()
    }

    fn met(&mut self, rubric: &Rubric, text: &str, words: &[Word]) -> Vec<(usize, Vec<TermId>)> {
        let grade: Grade = self.scorer.grade(rubric, text);
        let met = grade.concepts.iter().enumerate().filter(|(_, concept)| concept.status == Status::Met);
        met.map(|(at, concept)| {
            let shows = |word: &&Word| {
                concept.evidence.iter().any(|place| word.span.start < place.end && word.span.end > place.start)
            };
            (at, words.iter().filter(shows).map(|word| word.term).collect())
        })
        .collect()
    }
}

/// The words of a text, sorted.
fn terms(analyzer: &mut Analyzer, text: &str) -> Vec<TermId> {
    let mut terms: Vec<TermId> = analyzer.analyze(text).tokens.iter().map(|token| token.term).collect();
    terms.sort_unstable();
    terms
}

/// What of an item must not be told, whatever the answer is.
fn secrets(rubric: &Rubric, analyzer: &mut Analyzer) -> Secrets {
    let mut secrets = Secrets { known: rubric.question_terms.clone(), ..Secrets::default() };
    secrets.known.extend(terms(analyzer, SETTING));
    secrets.known.sort_unstable();
    for reference in &rubric.item.references {
        let terms: BTreeSet<TermId> = content_terms(&analyzer.analyze(reference)).into_iter().collect();
        for term in terms {
            *secrets.own.entry(term).or_default() += 1;
        }
    }
    for (concept, rule) in rubric.concepts.iter().enumerate() {
        for pattern in &rule.alternatives {
            learn(&mut secrets, rubric, concept, *pattern);
        }
    }
    secrets
}

/// Notes which words fill which places of a pattern.
fn learn(secrets: &mut Secrets, rubric: &Rubric, concept: usize, pattern: u32) {
    let matcher = &rubric.matcher;
    for (slot, _) in &matcher.patterns[pattern as usize].places {
        for member in matcher.slots.members(*slot) {
            // A fixed phrase fills its place as a whole: one word of it does not.
            if member.len() == 1 {
                for term in member.ids(0) {
                    secrets.fills.entry(*term).or_default().push(Fill { slot: *slot, concept, pattern });
                }
            }
            for second in 1..member.len() {
                for left in member.ids(second - 1) {
                    for right in member.ids(second) {
                        let concepts = secrets.phrases.entry((*left, *right)).or_default();
                        if concepts.last() != Some(&concept) {
                            concepts.push(concept);
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rubric::tests::rubric;

    /// The question is "What is a gadget?"; the reference says that it "turns a widget into a gizmo within seconds".
    fn leak(answer: &str, text: &str) -> Option<String> {
        let rubric = rubric(
            r#"
[[item.concept]]
id = "turns"
label = "Turns a widget into a gizmo"
alternatives = ["gadget turns widget", "gizmo"]

[[item.concept]]
id = "soon"
label = "It is quick"
alternatives = ["(quick | soon) result", "[right now]", "soon gadget moment"]
"#,
        );
        let grade = crate::scoring::grade(&rubric, answer);
        let statuses: Vec<Status> = grade.concepts.iter().map(|concept| concept.status).collect();
        Watch::new(&rubric, statuses, answer).leak(text).map(|leak| leak.words)
    }

    #[test]
    fn neighbours_that_fill_two_places_tell() {
        assert_eq!(leak("", "So the result is quick.").as_deref(), Some("result is quick"));
        assert_eq!(leak("", "Is it quick? And what is the result?"), None, "not neighbours");
        assert_eq!(
            leak("", "The result, as we hope, quick.").as_deref(),
            Some("The result, as we hope, quick."),
            "met"
        );
        assert_eq!(leak("", "A fast result.").as_deref(), Some("fast result"), "a synonym");
        assert_eq!(leak("", "When? Right now.").as_deref(), Some("Right now"), "a fixed phrase");
        assert_eq!(leak("", "Soon the gadget.").as_deref(), Some("Soon the gadget"), "one of them is in the question");
    }

    #[test]
    fn a_distinctive_word_tells() {
        let engine = crate::engine::Engine::shipped();
        let rubric = engine.rubric("django-signals").expect("an item");
        let leak = |answer: &str, text: &str| {
            let statuses = rubric.concepts.iter().map(|_| Status::Missed);
            Watch::new(rubric, statuses, answer).leak(text).map(|leak| leak.words)
        };
        assert_eq!(leak("", "Think of a listener somewhere.").as_deref(), Some("listener"));
        assert_eq!(leak("A listener, whatever that is.", "Think of a listener somewhere."), None, "no secret");
        assert_eq!(leak("", "Think of a request somewhere."), None, "many items speak of it");
        assert_eq!(super::tests::leak("", "Think of a second somewhere."), None, "a bank of one item says nothing");
    }

    #[test]
    fn what_the_candidate_said_is_no_secret() {
        assert_eq!(leak("It is a quick result.", "A quick result."), None, "stated already");
        assert_eq!(leak("Is a widget something that turns?", "What turns, the widget?"), None);
    }
}
