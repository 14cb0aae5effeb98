//! Matching: from an analysed answer to the outcomes of all patterns of an item.

mod common;

use common::{ANSWER, rubric};
use criterion::{Criterion, criterion_group, criterion_main};
use gradus::claims::Polarity;
use gradus::engine::Engine;
use gradus::matching::{Matching, Reading, Scene, Workspace};
use gradus::rubric::numbers::NONE;
use gradus::rubric::vocabulary::Bits;
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
    let mut workspace = Workspace::default();
    group.bench_function("slots", |bench| {
        bench.iter(|| {
            black_box(Matching::new(black_box(&scene), &rubric.matcher, &mut workspace));
        })
    });
    let mut filled = Matching::new(&scene, &rubric.matcher, &mut workspace);
    let mut outcomes = Vec::new();
    let count = rubric.matcher.patterns.len() as u32;
    group.bench_function("all patterns", |bench| {
        bench.iter(|| {
            for pattern in 0..count {
                outcomes.clear();
                filled.outcomes(black_box(pattern), &mut outcomes);
            }
            outcomes.len()
        });
    });
    let mut said = Bits::default();
    said.reset(rubric.vocabulary.len());
    let numbers = content_terms(&analysis).into_iter().map(|term| rubric.matcher.terms.get(term));
    numbers.filter(|number| *number != NONE).for_each(|number| said.set(number));
    group.bench_function("similarity to the references", |bench| {
        bench.iter(|| rubric.vocabulary.closeness(black_box(&said)));
    });
    group.finish();
}

criterion_group!(benches, matching);
criterion_main!(benches);
