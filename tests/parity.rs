//! Our BM25 is tantivy's: the same numbers to 1e-5, over the same term ids.

#![cfg(feature = "search")]

use gradus::engine::Engine;
use gradus::search::Search;
use gradus::similarity::bm25::content_terms;
use gradus::similarity::{Document, Statistics};
use gradus::text::{Analyzer, TermId};

fn distinct(mut terms: Vec<TermId>) -> Vec<TermId> {
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// Compares all scores of all queries; returns how many pairs had something in common.
fn compare(documents: &[Vec<TermId>], statistics: &Statistics, queries: &[Vec<TermId>]) -> usize {
    let search = Search::of_terms(documents.iter().map(|terms| [terms.clone(), Vec::new()])).unwrap();
    let ours: Vec<Document> = documents.iter().map(|terms| Document::new(terms, statistics)).collect();
    let mut compared = 0;
    for query in queries {
        let mut theirs = vec![0.0f32; documents.len()];
        for (at, score) in search.find_terms(query, documents.len()).unwrap() {
            theirs[at] = score;
        }
        for (at, (document, theirs)) in ours.iter().zip(theirs).enumerate() {
            let ours = document.score(query);
            let allowed = 1e-5 * theirs.max(1.0);
            assert!(
                (ours - theirs).abs() <= allowed,
                "document {at} ({} tokens): {ours} is not {theirs}",
                documents[at].len()
            );
            compared += usize::from(theirs > 0.0);
        }
    }
    compared
}

#[test]
fn scores_of_the_shipped_references_are_tantivys() {
    let engine = Engine::shipped();
    let bank = engine.bank();
    let mut analyzer = Analyzer::new();
    let mut documents = Vec::new();
    let mut queries = Vec::new();
    for summary in bank.summaries() {
        let item = bank.item(&summary.id).unwrap();
        documents.extend(item.references.iter().map(|reference| content_terms(&analyzer.analyze(reference))));
        queries.push(distinct(content_terms(&analyzer.analyze(&item.question))));
        // One example of each item, so that the test stays quick with a large bank.
        let example = bank.examples(&summary.id).first().map(|example| example.answer.value.clone());
        queries.extend(example.map(|answer| distinct(content_terms(&analyzer.analyze(&answer)))));
    }
    assert!(documents.len() >= 60 && queries.len() >= 60);
    assert!(documents.iter().any(|terms| terms.len() > 40), "lengths beyond the exact part of the scale");
    assert!(documents.iter().any(|terms| terms.len() < 40), "lengths within it");
    let statistics = &engine.compiler().lexicon().statistics;
    assert_eq!(statistics.documents as usize, documents.len());
    assert!(compare(&documents, statistics, &queries) > 1000);
}

#[test]
fn scores_are_tantivys_at_every_length() {
    // One document of each length from 1 to 300 over a vocabulary whose terms differ in frequency.
    let documents: Vec<Vec<TermId>> = (1..=300u64)
        .map(|length| (0..length).map(|at| (at * at + 7 * length) % (1 + (at + length) % 97)).collect())
        .collect();
    let statistics = Statistics::count(documents.iter().map(Vec::as_slice), []);
    let queries: Vec<Vec<TermId>> =
        (0..12u64).map(|at| distinct(vec![at, 2 * at + 1, 5 * at + 3, 1_000_000])).collect();
    assert!(compare(&documents, &statistics, &queries) > 1000);
}

#[test]
fn a_document_without_a_common_word_scores_nothing() {
    let documents = vec![vec![1, 2, 3], vec![4, 5]];
    let statistics = Statistics::count(documents.iter().map(Vec::as_slice), []);
    assert_eq!(compare(&documents, &statistics, &[vec![4]]), 1);
    assert_eq!(Document::new(&documents[0], &statistics).score(&[4, 5]), 0.0);
}
