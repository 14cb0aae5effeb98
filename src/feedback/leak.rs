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
use crate::scoring::{Grader, Status};
use crate::similarity::bm25::content_terms;
use crate::text::{Analyzer, TermId, Token};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Concepts still open.
    open: Vec<usize>,
    /// The places of their alternatives that a word may fill: slot, concept, pattern.
    fills: BTreeMap<TermId, Vec<(u16, usize, u32)>>,
    /// Neighbours in fixed phrases of those places, with the concept.
    phrases: BTreeMap<(TermId, TermId), usize>,
    /// Words of the question and the answer, sorted.
    known: Vec<TermId>,
    /// How many of the item's references have each of their words.
    own: BTreeMap<TermId, u32>,
    analyzer: Analyzer,
    grader: Grader,
}

impl<'r> Watch<'r> {
    /// Watches over the concepts that have one of the statuses missed, partial and contradicted.
    pub fn new(rubric: &'r Rubric, statuses: impl IntoIterator<Item = Status>, answer: &str) -> Self {
        let mut analyzer = Analyzer::new();
        let statuses = statuses.into_iter().enumerate();
        let open: Vec<usize> =
            statuses.filter(|(_, status)| *status != Status::Met).map(|(concept, _)| concept).collect();
        let mut known = rubric.question_terms.clone();
        for text in [answer, SETTING] {
            known.extend(analyzer.analyze(text).tokens.iter().map(|token| token.term));
        }
        known.sort_unstable();
        let mut own = BTreeMap::new();
        for reference in &rubric.item.references {
            let terms: BTreeSet<TermId> = content_terms(&analyzer.analyze(reference)).into_iter().collect();
            for term in terms {
                *own.entry(term).or_default() += 1;
            }
        }
        let (fills, phrases) = (BTreeMap::new(), BTreeMap::new());
        let mut watch = Watch { rubric, open, fills, phrases, known, own, analyzer, grader: Grader::default() };
        for at in 0..watch.open.len() {
            watch.learn(watch.open[at]);
        }
        watch
    }

    /// Notes which words fill which places of a concept's alternatives.
    fn learn(&mut self, concept: usize) {
        let matcher = &self.rubric.matcher;
        for pattern in self.rubric.concepts.get(concept).into_iter().flat_map(|rule| &rule.alternatives) {
            for (slot, _) in &matcher.patterns[*pattern as usize].places {
                for member in matcher.slots.members(*slot) {
                    // A fixed phrase fills its place as a whole: one word of it does not.
                    if member.len() == 1 {
                        for term in member.ids(0) {
                            self.fills.entry(*term).or_default().push((*slot, concept, *pattern));
                        }
                    }
                    for second in 1..member.len() {
                        for left in member.ids(second - 1) {
                            self.phrases.extend(member.ids(second).iter().map(|right| ((*left, *right), concept)));
                        }
                    }
                }
            }
        }
    }

    /// The first thing that a text gives away; `None` when it keeps everything to itself.
    pub fn leak(&mut self, text: &str) -> Option<Leak> {
        let analysis = self.analyzer.analyze(text);
        let content: Vec<&Token> = analysis.tokens.iter().filter(|token| token.flags.is_content()).collect();
        let said = |tokens: &[&Token]| {
            let (first, last) = (tokens.first()?, tokens.last()?);
            text.get(first.start as usize..last.end as usize).map(String::from)
        };
        for token in &content {
            if let Some(concept) = self.distinctive(token.term) {
                return Some(Leak { concept, words: said(&[token])? });
            }
        }
        for pair in content.windows(2).filter(|pair| pair[0].sentence == pair[1].sentence) {
            if let Some(concept) = self.run(pair[0].term, pair[1].term) {
                return Some(Leak { concept, words: said(pair)? });
            }
        }
        let grade = self.grader.grade(self.rubric, text);
        for concept in self.open.iter().filter(|concept| grade.concepts[**concept].status == Status::Met) {
            for evidence in &grade.concepts[*concept].evidence {
                let within = |token: &&&Token| token.span().start < evidence.end && token.span().end > evidence.start;
                if content.iter().filter(within).any(|token| !self.is_known(token.term)) {
                    return Some(Leak { concept: *concept, words: text.to_string() });
                }
            }
        }
        None
    }

    fn is_known(&self, term: TermId) -> bool {
        self.known.binary_search(&term).is_ok()
    }

    /// The open concept of which the word is a distinctive one.
    fn distinctive(&self, term: TermId) -> Option<usize> {
        let statistics = &self.rubric.lexicon.statistics;
        let elsewhere = self.own.get(&term).is_none_or(|own| *own < statistics.frequency(term));
        if elsewhere || self.is_known(term) || statistics.idf(term) < RARE {
            return None;
        }
        self.fills.get(&term)?.first().map(|(_, concept, _)| *concept)
    }

    /// The open concept of which two neighbouring words fill two places.
    fn run(&self, left: TermId, right: TermId) -> Option<usize> {
        if self.is_known(left) && self.is_known(right) {
            return None;
        }
        if let Some(concept) = self.phrases.get(&(left, right)) {
            return Some(*concept);
        }
        let (of_left, of_right) = (self.fills.get(&left)?, self.fills.get(&right)?);
        let both = of_left
            .iter()
            .find(|(slot, _, pattern)| of_right.iter().any(|(other, _, same)| same == pattern && other != slot));
        both.map(|(_, concept, _)| *concept)
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
