//! How a good answer says it: for each concept the sentence of a reference that states it best.
//!
//! A sentence counts for a concept that it meets by itself. The better one has more of the concept's label and is more of it
//! the words that show the concept; a sentence is given to one concept as long as there are others. What no sentence says
//! well is not shown: an example that misses the point teaches less than none.

use crate::claims::EvidenceKind;
use crate::rubric::Rubric;
use crate::scoring::{ConceptGrade, Flag, Scorer, Status};
use crate::similarity::bm25::content_terms;
use crate::text::{Analysis, Analyzer, TermId};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A sentence of fewer words is a list of terms.
const FEWEST_WORDS: usize = 6;
/// What the words that show a concept count for, beside those of its label.
const SHOWING: f32 = 0.5;
/// A sentence that fits less well does not say it.
const LEAST: f32 = 0.25;
/// A sentence that is shown nowhere else is preferred while it fits this much as well as the best.
const NEARLY: f32 = 0.5;
/// What a bare list of terms is worth, which would teach nothing.
const BARE: f32 = 0.3;

/// The sentence that meets a concept best; `None` where none does.
pub fn said_well(rubric: &Rubric, concept: usize) -> Option<&str> {
    all_said_well(rubric).get(concept)?.as_deref()
}

/// The same for all concepts. All sentences of the references are graded for it, once.
pub fn all_said_well(rubric: &Rubric) -> &[Option<String>] {
    rubric.kept.said_well.get_or_init(|| {
        let mut model = Model::new(rubric);
        for reference in &rubric.item.references {
            for sentence in sentences(reference) {
                model.read(sentence);
            }
        }
        model.choose().into_iter().map(|sentence| sentence.map(String::from)).collect()
    })
}

/// What sentences say about which concepts.
struct Model<'r> {
    rubric: &'r Rubric,
    analyzer: Analyzer,
    scorer: Scorer,
    /// Words of each concept's label that the question does not have.
    labels: Vec<BTreeSet<TermId>>,
    /// How well which sentence says which concept.
    found: Vec<(f32, usize, &'r str)>,
}

impl<'r> Model<'r> {
    fn new(rubric: &'r Rubric) -> Self {
        let mut analyzer = Analyzer::new();
        let set = rubric.set();
        let concepts = set.iter().flat_map(|set| &set.concepts);
        let labels = concepts.map(|concept| {
            let terms = content_terms(&analyzer.analyze(&concept.label)).into_iter();
            terms.filter(|term| rubric.question_terms.binary_search(term).is_err()).collect()
        });
        let labels = labels.collect();
        Model { rubric, analyzer, scorer: Scorer::default(), labels, found: Vec::new() }
    }

    /// Notes what a sentence says by itself.
    fn read(&mut self, sentence: &'r str) {
        if self.found.iter().any(|(_, _, known)| *known == sentence) {
            return;
        }
        let grade = self.scorer.grade(self.rubric, sentence);
        let bare = grade.flags.contains(&Flag::KeywordList) || sentence.split_whitespace().count() < FEWEST_WORDS;
        let analysis = self.analyzer.analyze(sentence);
        for (index, concept) in grade.concepts.iter().enumerate().filter(|(_, one)| one.status == Status::Met) {
            let fit = self.fit(index, concept, &analysis) * if bare { BARE } else { 1.0 };
            if fit >= LEAST {
                self.found.push((fit, index, sentence));
            }
        }
    }

    /// How well a sentence says a concept that it meets.
    fn fit(&self, index: usize, concept: &ConceptGrade, analysis: &Analysis) -> f32 {
        let weight = |terms: &BTreeSet<TermId>| -> f32 {
            terms.iter().map(|term| self.rubric.lexicon.statistics.idf(*term)).sum()
        };
        let said: BTreeSet<TermId> = content_terms(analysis).into_iter().collect();
        let supports = |evidence: &&crate::scoring::Evidence| evidence.kind == EvidenceKind::Support;
        let mut showing = BTreeSet::new();
        for evidence in concept.evidence.iter().filter(supports) {
            let within = |range: &Range<usize>| range.start < evidence.end && range.end > evidence.start;
            let tokens = analysis.tokens.iter().filter(|token| within(&(token.span().start..token.span().end)));
            showing.extend(tokens.map(|token| token.term).filter(|term| said.contains(term)));
        }
        if showing.is_empty() {
            return 0.0;
        }
        let share = |part: &BTreeSet<TermId>, whole: &BTreeSet<TermId>| {
            let all = weight(whole);
            if all > 0.0 { weight(part) / all } else { 0.0 }
        };
        let label = self.labels.get(index);
        let label = label.map_or(0.0, |label| share(&label.intersection(&said).copied().collect(), label));
        label + SHOWING * share(&showing, &said)
    }

    /// A sentence for each concept: the best pairs first.
    fn choose(mut self) -> Vec<Option<&'r str>> {
        self.found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut best: BTreeMap<usize, f32> = BTreeMap::new();
        for (fit, concept, _) in &self.found {
            best.entry(*concept).or_insert(*fit);
        }
        let mut chosen: Vec<Option<&str>> = vec![None; self.labels.len()];
        let mut used = BTreeSet::new();
        for (fit, concept, sentence) in &self.found {
            if chosen[*concept].is_none() && *fit >= NEARLY * best[concept] && used.insert(*sentence) {
                chosen[*concept] = Some(sentence);
            }
        }
        for (_, concept, sentence) in &self.found {
            chosen[*concept].get_or_insert(sentence);
        }
        chosen
    }
}

/// The sentences of a text with their closing marks.
fn sentences(text: &str) -> Vec<&str> {
    let analysis = Analyzer::new().analyze(text);
    let first = |range: &Range<u32>| analysis.tokens.get(range.start as usize).map(|token| token.start as usize);
    let mut starts: Vec<usize> = analysis.sentences.iter().filter_map(first).collect();
    if let Some(start) = starts.first_mut() {
        *start = 0;
    }
    starts.push(text.len());
    let pieces = starts.windows(2).filter_map(|pair| text.get(pair[0]..pair[1]));
    pieces.map(|piece| piece.trim().trim_end_matches(['(', '"', '\''])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_keep_their_marks() {
        assert_eq!(
            sentences("First, this. Then that happens! And so on"),
            ["First, this.", "Then that happens!", "And so on"]
        );
        assert_eq!(sentences(""), [""; 0]);
    }

    #[test]
    fn a_reference_says_it() {
        let engine = crate::engine::Engine::shipped();
        let rubric = engine.rubric("gil").expect("an item");
        let said = said_well(rubric, 0).expect("the first concept is in a reference");
        assert!(said.ends_with('.') && said.len() > 20, "{said}");
        assert_eq!(said_well(rubric, 999), None);
        // Found once: the next one to ask is told the very same.
        assert!(std::ptr::eq(said, said_well(rubric, 0).expect("the same")));
    }

    #[test]
    fn what_is_shown_states_its_concept_and_is_shown_once_where_it_can_be() {
        let engine = crate::engine::Engine::shipped();
        for id in ["gil", "csrf", "jwt", "horizontal-vs-vertical-scaling", "django-channels"] {
            let rubric = engine.rubric(id).expect("an item");
            let all = all_said_well(rubric);
            for (concept, sentence) in all.iter().enumerate() {
                let Some(sentence) = sentence else { continue };
                let grade = crate::scoring::grade(rubric, sentence);
                assert_eq!(grade.concepts[concept].status, Status::Met, "{id}: {sentence}");
            }
            let shown: Vec<&str> = all.iter().flatten().map(String::as_str).collect();
            let different: BTreeSet<&str> = shown.iter().copied().collect();
            assert!(shown.len() > 5 && different.len() * 3 >= shown.len() * 2, "{id}: {shown:#?}");
        }
        // The point of a sentence, not a word in it.
        let rubric = engine.rubric("horizontal-vs-vertical-scaling").expect("an item");
        let labels = &rubric.set().expect("a set").concepts;
        let ceiling = labels.iter().position(|concept| concept.label.contains("hard ceiling")).expect("a concept");
        let said = said_well(rubric, ceiling).expect("a reference says it");
        assert!(said.contains("single point of failure"), "{said}");
    }

    #[test]
    fn a_sentence_teaches_more_than_a_list_of_terms() {
        let set = "[[item.concept]]\nid = \"fast\"\nlabel = \"Fast\"\nalternatives = [\"fast\"]\n";
        let reference = "Gadget: fast, small, safe. A gadget is fast because it turns a widget into a gizmo at once.";
        let rubric = crate::rubric::tests::compiled_with(set, reference).0;
        let said = said_well(&rubric, 0).expect("the reference says it");
        assert!(said.starts_with("A gadget is fast"), "{said}");
    }
}
