//! The bank: opening it, and getting one item ready, which is all that grading one answer needs.

mod common;

use common::ITEM;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use gradus::bank::{Bank, blob};
use gradus::engine::Engine;
use std::borrow::Cow;
use std::hint::black_box;

fn bank(criterion: &mut Criterion) {
    let shipped = Bank::shipped();
    let packed = blob::pack(shipped, shipped.statistics()).expect("the shipped bank packs");
    let mut group = criterion.benchmark_group("bank");
    group.bench_function("open", |bench| {
        bench.iter_batched(|| packed.clone(), |bytes| blob::unpack(Cow::Owned(bytes)), BatchSize::SmallInput);
    });
    group.bench_function("compile its language", |bench| bench.iter(Engine::shipped));
    let engine = Engine::shipped();
    group.bench_function("decode one item", |bench| bench.iter(|| engine.bank().item(black_box(ITEM))));
    let item = engine.bank().item(ITEM).expect("an item of the bank");
    group.bench_function("compile one item", |bench| bench.iter(|| engine.compiler().compile(black_box(&item))));
    group.finish();
}

criterion_group!(benches, bank);
criterion_main!(benches);
