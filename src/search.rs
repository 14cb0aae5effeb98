//! Search over questions with tantivy: `gradus items QUERY`, and matching of column headers to items.
//!
//! The only file that names tantivy. Texts are analysed by our own analyser; each term is indexed under its id, so that
//! the index and the grader cannot disagree about what a word is.

use crate::similarity::bm25::content_terms;
use crate::text::{Analyzer, TermId};
use std::collections::BTreeMap;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{Index, IndexWriter, TantivyDocument, Term};

/// A text to be found: fields in falling order of weight.
pub struct Entry<'a> {
    /// What it is about (an item's id and question): counts fully.
    pub title: &'a str,
    /// Further text (its topic, its references): counts a third.
    pub body: &'a str,
}

/// A searchable collection, in memory.
pub struct Search {
    index: Index,
    /// The words of all texts with their terms, for words that nobody wrote so.
    words: BTreeMap<String, TermId>,
    title: Field,
    body: Field,
    number: Field,
}

/// How a body's match weighs against a title's.
const BODY_WEIGHT: f32 = 0.33;

impl Search {
    /// Indexes entries; results refer to them by position.
    pub fn new<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> tantivy::Result<Self> {
        let mut analyzer = Analyzer::new();
        let mut words = BTreeMap::new();
        let mut learn = |text: &str| {
            let analysis = analyzer.analyze(text);
            words.extend(analysis.tokens.iter().map(|token| (analysis.norm(token).to_string(), token.term)));
            content_terms(&analysis)
        };
        let search = Search::of_terms(entries.into_iter().map(|entry| [learn(entry.title), learn(entry.body)]))?;
        Ok(Search { words, ..search })
    }

    /// Indexes texts that are terms already: the terms of each title and body. With empty bodies the scores of
    /// [`Search::find_terms`] are plain BM25 over the titles, the measure for our own (`tests/parity.rs`).
    pub fn of_terms(entries: impl IntoIterator<Item = [Vec<TermId>; 2]>) -> tantivy::Result<Self> {
        let mut schema = Schema::builder();
        let indexing =
            TextFieldIndexing::default().set_tokenizer("terms").set_index_option(IndexRecordOption::WithFreqs);
        let options = TextOptions::default().set_indexing_options(indexing);
        let title = schema.add_text_field("title", options.clone());
        let body = schema.add_text_field("body", options);
        let number = schema.add_u64_field("number", tantivy::schema::STORED);
        let index = Index::create_in_ram(schema.build());
        index.tokenizers().register("terms", TextAnalyzer::from(WhitespaceTokenizer::default()));
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000)?;
        for (at, [title_terms, body_terms]) in entries.into_iter().enumerate() {
            let mut document = TantivyDocument::default();
            document.add_text(title, spelled(&title_terms));
            document.add_text(body, spelled(&body_terms));
            document.add_u64(number, at as u64);
            writer.add_document(document)?;
        }
        writer.commit()?;
        Ok(Search { index, words: BTreeMap::new(), title, body, number })
    }

    /// The best `limit` entries for a query: position and score, best first, ties by position.
    pub fn find(&self, query: &str, limit: usize) -> tantivy::Result<Vec<(usize, f32)>> {
        self.find_terms(&content_terms(&Analyzer::new().analyze(query)), limit)
    }

    /// The same for a query that may be misspelt: each word that stands in no text is taken for the nearest ones that do.
    pub fn find_near(&self, query: &str, limit: usize) -> tantivy::Result<Vec<(usize, f32)>> {
        let analysis = Analyzer::new().analyze(query);
        let content = content_terms(&analysis);
        let words = analysis.tokens.iter().filter(|token| content.contains(&token.term));
        let terms: Vec<TermId> = words.flat_map(|token| self.near(analysis.norm(token), token.term)).collect();
        self.find_terms(&terms, limit)
    }

    /// The term of a word that stands in some text, else those of the words that differ from it in the fewest letters, if
    /// these are one or two (of a long word).
    fn near(&self, word: &str, term: TermId) -> Vec<TermId> {
        if self.words.contains_key(word) {
            return vec![term];
        }
        let most = match word.chars().count() {
            ..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        let distances = self.words.iter().map(|(known, term)| (strsim::osa_distance(word, known), *term));
        let mut near: Vec<(usize, TermId)> = distances.filter(|(distance, _)| *distance <= most).collect();
        near.sort_unstable();
        near.dedup();
        let least = near.first().map(|first| first.0);
        near.into_iter().filter(|(distance, _)| Some(*distance) == least).map(|(_, term)| term).collect()
    }

    /// The same for terms of an analysed text.
    pub fn find_terms(&self, terms: &[TermId], limit: usize) -> tantivy::Result<Vec<(usize, f32)>> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for term in terms {
            let query = |field| {
                Box::new(TermQuery::new(
                    Term::from_field_text(field, &format!("{term:016x}")),
                    IndexRecordOption::WithFreqs,
                ))
            };
            clauses.push((Occur::Should, query(self.title)));
            clauses.push((Occur::Should, Box::new(BoostQuery::new(query(self.body), BODY_WEIGHT))));
        }
        let searcher = self.index.reader()?.searcher();
        let top = searcher.search(&BooleanQuery::new(clauses), &TopDocs::with_limit(limit.max(1)).order_by_score())?;
        let mut found = Vec::with_capacity(top.len());
        for (score, address) in top {
            let document: TantivyDocument = searcher.doc(address)?;
            if let Some(number) = document.get_first(self.number).and_then(|value| value.as_u64()) {
                found.push((number as usize, score));
            }
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Ok(found)
    }
}

fn spelled(terms: &[TermId]) -> String {
    terms.iter().map(|term| format!("{term:016x}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search() -> Search {
        let entry = |title, body| Entry { title, body };
        Search::new([
            entry("Lists", "An ordered, mutable sequence."),
            entry("Tuples", "Like lists, but immutable."),
            entry("Databases", "Indexes make queries fast."),
            entry("Databases", "Indexes make queries fast."),
        ])
        .expect("indexed")
    }

    fn found(query: &str, limit: usize) -> Vec<usize> {
        search().find(query, limit).expect("searched").into_iter().map(|(at, _)| at).collect()
    }

    #[test]
    fn titles_weigh_more_than_bodies() {
        assert_eq!(found("list", 9), [0, 1]);
    }

    #[test]
    fn ties_keep_their_order_and_the_limit_holds() {
        assert_eq!(found("indexed database", 9), [2, 3]);
        assert_eq!(found("indexed database", 1), [2]);
    }

    #[test]
    fn a_misspelt_word_is_taken_for_the_nearest() {
        let near = |query: &str| search().find_near(query, 9).expect("searched").into_iter().map(|(at, _)| at);
        assert_eq!(near("mutabel sequnce").collect::<Vec<_>>(), [0]);
        assert_eq!(near("databsaes").collect::<Vec<_>>(), [2, 3]);
        assert_eq!(near("lits xyz the").count(), 2);
        assert_eq!(near("submarine").count(), 0);
    }

    #[test]
    fn what_nobody_says_finds_nothing() {
        assert_eq!(found("submarine", 9), [0; 0]);
        assert_eq!(found("", 9), [0; 0]);
        assert_eq!(found("the of and", 9), [0; 0], "small words");
    }
}
