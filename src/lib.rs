//! gradus grades free-text answers by rules that can be recomputed by hand.
//!
//! # A tour
//!
//! An [`Engine`] holds a bank and its compiled items; make one, and share it between threads. Items of the bank are found by
//! their ids. [`grade`] is the one verb, a pure function of an item and a response:
//!
//! ```
//! use gradus::{Band, Engine, Status, grade};
//!
//! let engine = Engine::shipped(); // or Engine::load(folder)
//! let rubric = engine.rubric("gil").expect("the bank has this item");
//! let result = grade(rubric, "There is one lock, so only one thread runs bytecode at a time.");
//! assert!(result.band >= Band::Average);
//! assert!(result.concepts.iter().any(|concept| concept.status == Status::Met && !concept.evidence.is_empty()));
//! ```
//!
//! Who grades many answers keeps a [`Grader`] for each thread: it remembers words and uses its buffers again, and holds nothing
//! that a result depends on. An item need not be in a bank: a question and model answers alone serve as one.
//!
//! ```
//! use gradus::{Engine, Grader};
//!
//! let engine = Engine::shipped();
//! let references = ["Chlorophyll reflects green light.".to_string()];
//! let rubric = engine.inline("leaves", "Why do leaves look green?", &references);
//! let mut grader = Grader::default();
//! let [right, wrong] = ["Because chlorophyll reflects the green light.", "Because of the soil."]
//!     .map(|answer| grader.grade(&rubric, answer).score);
//! assert!(right > wrong);
//! ```
//!
//! A [`Grade`] has the score (0 to 1), the band, how sure it is and whether a person should look, every concept with its
//! [`Status`] and the byte spans that show it, misconceptions, red flags, [`Flag`]s for what is odd, messages for the person who
//! answered, and the arithmetic: whoever wants to can do the sum again ([`scoring::explain`] as a tree). It serialises to the
//! JSON that `gradus grade --format json` prints. What messages may tell of what is missing is in [`feedback`].
//!
//! # Features
//!
//! Without any, the library is what grades and checks banks. `cli` adds the program with rows in and out, batches, agreement,
//! attacks and reports (and brings `formats` and `parallel`, which add nothing by themselves); `pages` HTML, `search` search for
//! questions and wide tables, `practice` practising with a memory.

pub mod agreement;
#[cfg(feature = "cli")]
pub mod analysis;
#[cfg(feature = "cli")]
pub mod attack;
pub mod bank;
#[cfg(feature = "cli")]
pub mod batch;
pub mod check;
pub mod claims;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(all(feature = "cli", feature = "search"))]
pub mod columns;
pub mod compile;
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

pub use bank::Band;
pub use engine::Engine;
pub use feedback::{Grader, grade};
pub use rubric::Rubric;
pub use scoring::{Flag, Grade, Status};

/// The examples of the README, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
