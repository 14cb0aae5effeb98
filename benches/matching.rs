//! Matching: from an analysed answer to the outcomes of all patterns of an item.

mod common;

use common::{ANSWER, rubric};
use criterion::{Criterion, criterion_group, criterion_main};
use gradus::engine::Engine;
use gradus::matching::{Matching, Polarity, Reading, Scene};
use gradus::similarity::bm25::content_terms;
use gradus::text::Analyzer;
use std::hint::black_box;

fn matching(criterion: &mut Criterion) {
    let engine = Engine::shipped();
    let rubric = rubric(&engine);
    let analysis = Analyzer::new().analyze(ANSWER);
    let mut reading = Reading::default();
    let mut group = criterion.benchmark_group("matching");
    group.bench_function("reading", |bench| {
        bench.iter(|| {
            reading.read(black_box(&analysis), ANSWER, &[&rubric.matcher, &rubric.red_flags.matcher], &rubric.lexicon)
        });
    });
    group.bench_function("polarity", |bench| bench.iter(|| Polarity::read(black_box(&analysis), ANSWER)));
    let polarity = Polarity::read(&analysis, ANSWER);
    let scene = Scene { text: ANSWER, analysis: &analysis, reading: &reading, polarity: &polarity };
    group.bench_function("slots", |bench| bench.iter(|| Matching::new(black_box(&scene), &rubric.matcher)));
    let filled = Matching::new(&scene, &rubric.matcher);
    let count = rubric.matcher.patterns.len() as u32;
    group.bench_function("all patterns", |bench| {
        bench.iter(|| (0..count).map(|pattern| filled.outcomes(black_box(pattern)).len()).sum::<usize>());
    });
    let mut query = content_terms(&analysis);
    query.sort_unstable();
    query.dedup();
    group.bench_function("similarity to the references", |bench| {
        bench.iter(|| {
            let shares = rubric
                .references
                .iter()
                .filter_map(|reference| reference.share(black_box(&query), &rubric.question_terms));
            shares.fold(0.0, f64::max)
        });
    });
    group.finish();
}

criterion_group!(benches, matching);
criterion_main!(benches);
