//! Grading beside the analysis that it contains: the whole must cost at most three times the analysis.

mod common;

use common::{ANSWER, rubric};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gradus::engine::Engine;
use gradus::scoring::{Grader, explain};
use gradus::text::{Analysis, Analyzer};
use std::hint::black_box;

fn grading(criterion: &mut Criterion) {
    let engine = Engine::shipped();
    let rubric = rubric(&engine);
    let mut group = criterion.benchmark_group("sixty words, eight concepts");
    group.throughput(Throughput::Elements(1));
    let (mut analyzer, mut out) = (Analyzer::new(), Analysis::default());
    group.bench_function("analysis", |bench| bench.iter(|| analyzer.analyze_into(black_box(ANSWER), &mut out)));
    let mut grader = Grader::default();
    group.bench_function("grading", |bench| bench.iter(|| grader.grade(&rubric, black_box(ANSWER))));
    // The same question without its keyword set: what the references imply is compared word by word.
    let derived = engine.inline("references-alone", &rubric.item.question, &rubric.item.references);
    group.bench_function("grading, references alone", |bench| bench.iter(|| grader.grade(&derived, black_box(ANSWER))));
    let grade = grader.grade(&rubric, ANSWER);
    group.bench_function("grade to JSON", |bench| bench.iter(|| serde_json::to_vec(black_box(&grade))));
    group.bench_function("explanation", |bench| bench.iter(|| explain(black_box(&grade), &rubric)));
    group.finish();
}

criterion_group!(benches, grading);
criterion_main!(benches);
