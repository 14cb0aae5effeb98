//! gradus grades free-text answers by rules that can be recomputed by hand.
//!
//! [`engine::Engine`] holds a bank and its compiled items; [`scoring::grade`] is the one verb, a pure function of an item
//! and a response:
//!
//! ```
//! use gradus::bank::Band;
//! use gradus::scoring::{Status, grade};
//!
//! let engine = gradus::engine::Engine::shipped();
//! let rubric = engine.rubric("gil").expect("the bank has this item");
//! let result = grade(rubric, "There is one lock, so only one thread runs bytecode at a time.");
//! assert!(result.band >= Band::Average);
//! assert!(result.concepts.iter().any(|concept| concept.status == Status::Met && !concept.evidence.is_empty()));
//! ```
//!
//! An item need not be in a bank: [`engine::Engine::inline`] makes one from a question and model answers alone.

pub mod agreement;
#[cfg(feature = "cli")]
pub mod analysis;
#[cfg(feature = "cli")]
pub mod attack;
pub mod bank;
#[cfg(feature = "cli")]
pub mod batch;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(all(feature = "cli", feature = "search"))]
pub mod columns;
#[cfg(feature = "cli")]
pub mod copies;
#[cfg(feature = "cli")]
pub mod draft;
pub mod engine;
pub mod feedback;
pub mod finding;
#[cfg(feature = "cli")]
pub mod judging;
pub mod matching;
#[cfg(feature = "cli")]
pub mod overrides;
#[cfg(feature = "practice")]
pub mod practice;
#[cfg(feature = "practice")]
pub mod progress;
#[cfg(feature = "cli")]
pub mod report;
#[cfg(feature = "cli")]
pub mod review;
#[cfg(feature = "cli")]
pub mod rows;
pub mod rubric;
pub mod scoring;
#[cfg(feature = "search")]
pub mod search;
pub mod similarity;
pub mod span;
pub mod text;

/// The examples of the README, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
