//! Text analysis: from a string to tokens with stems, sentences and clauses.

mod common;

use common::ANSWER;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gradus::text::{Analysis, Analyzer, stem_term};
use std::hint::black_box;

fn analysis(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("analysis");
    let long = ANSWER.repeat(50);
    for (name, text) in [("60 words", ANSWER), ("3000 words", &long)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        let (mut analyzer, mut out) = (Analyzer::new(), Analysis::default());
        group.bench_function(name, |bench| bench.iter(|| analyzer.analyze_into(black_box(text), &mut out)));
    }
    group.throughput(Throughput::Bytes(ANSWER.len() as u64));
    group.bench_function("60 words, an analyser that has seen nothing", |bench| {
        bench.iter(|| Analyzer::new().analyze(black_box(ANSWER)));
    });
    group.finish();
    criterion
        .bench_function("analysis/the stem of one word", |bench| bench.iter(|| stem_term(black_box("connections"))));
}

criterion_group!(benches, analysis);
criterion_main!(benches);
