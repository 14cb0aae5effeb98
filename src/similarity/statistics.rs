//! Word statistics of a bank: how common each word is in its references, and which words it knows.

use super::bm25::{Statistics, content_terms};
use crate::bank::{Alternative, Glossary, Item};
use crate::text::{Analyzer, TermId};

impl Statistics {
    /// Counts a bank. Examples are left out: they hold misspelt words on purpose.
    pub fn of_bank<'a>(items: impl Iterator<Item = &'a Item>, glossary: &Glossary) -> Statistics {
        let mut analyzer = Analyzer::new();
        let mut documents: Vec<Vec<TermId>> = Vec::new();
        let mut known: Vec<TermId> = Vec::new();
        for item in items {
            for reference in &item.references {
                documents.push(content_terms(&analyzer.analyze(reference)));
            }
            let mut learn = |text: &str| known.extend(analyzer.analyze(text).tokens.iter().map(|token| token.term));
            learn(&item.question);
            let Some(set) = &item.keyword_set else { continue };
            for (_, words) in set.sides.iter().chain(&set.sets) {
                words.iter().for_each(|word| learn(&word.value));
            }
            for concept in &set.concepts {
                learn(&concept.label);
                concept.hint.iter().chain(&concept.follow_up).for_each(|text| learn(text));
                concept
                    .alternatives
                    .iter()
                    .chain(&concept.partial)
                    .for_each(|alternative| patterns(alternative, &mut learn));
            }
            for wrong in &set.misconceptions {
                learn(&wrong.label);
                learn(&wrong.correction);
                wrong.alternatives.iter().for_each(|alternative| patterns(alternative, &mut learn));
            }
        }
        let words = glossary.sets.iter().flat_map(|(_, words)| words);
        let terms = glossary.terms.iter().flat_map(|term| std::iter::once(&term.term).chain(&term.also));
        let others = glossary.synonyms.iter().flatten().chain(glossary.antonyms.iter().flat_map(|pair| &pair.words));
        for text in words.chain(terms).chain(others) {
            known.extend(analyzer.analyze(&text.value).tokens.iter().map(|token| token.term));
        }
        for meaning in glossary.terms.iter().filter_map(|term| term.meaning.as_ref()) {
            known.extend(analyzer.analyze(meaning).tokens.iter().map(|token| token.term));
        }
        Statistics::count(documents.iter().map(Vec::as_slice), known)
    }
}

fn patterns(alternative: &Alternative, learn: &mut impl FnMut(&str)) {
    learn(&alternative.pattern.value);
    alternative.not.iter().for_each(|text| learn(&text.value));
}
