//! Grading beside the analysis that it contains (tokens and stems): once with a memory of words that is full, as in a long
//! batch, where no word is stemmed any more, and once with an empty one, as for a single answer.

mod common;

use common::{ANSWER, rubric};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use gradus::engine::Engine;
use gradus::feedback::Grader;
use gradus::scoring::explain;
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
    // A single answer: every word is met for the first time and has to be stemmed.
    group.bench_function("analysis, nothing remembered", |bench| {
        bench.iter_batched_ref(
            || (Analyzer::new(), Analysis::default()),
            |(analyzer, out)| analyzer.analyze_into(black_box(ANSWER), out),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("grading, nothing remembered", |bench| {
        bench.iter_batched_ref(
            Grader::default,
            |grader| grader.grade(&rubric, black_box(ANSWER)),
            BatchSize::SmallInput,
        );
    });
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
