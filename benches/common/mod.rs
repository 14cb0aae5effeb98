//! What all benches measure on: one item of eight concepts, and an answer to it of sixty words.

#![allow(dead_code)] // every bench uses a part of it

use gradus::engine::Engine;
use gradus::rubric::Rubric;
use std::sync::Arc;

/// The item: eight concepts and some two hundred patterns.
pub const ITEM: &str = "async-await";

/// Sixty words, some of them right.
pub const ANSWER: &str = "Async functions are coroutines: you define them with async def and wait for other coroutines with await. While one of \
    them waits for the network, the event loop runs another one in the same thread, so thousands of connections need little memory. It doesn't \
    help CPU-bound work, and a blocking call such as time.sleep() stops everything until it returns again.";

/// The compiled item.
pub fn rubric(engine: &Engine) -> Arc<Rubric> {
    let rubric = engine.rubric(ITEM).unwrap_or_else(|| panic!("the bank has no item `{ITEM}`"));
    assert_eq!(rubric.concepts.len(), 8, "`{ITEM}` no longer has eight concepts: choose another");
    assert_eq!(ANSWER.split_whitespace().count(), 60);
    Arc::clone(rubric)
}
