//! Checks of a bank beyond its form: patterns that cannot work, and examples that do not get their band.

pub mod examples;
pub mod patterns;

pub use examples::{ExampleResult, run as run_examples};
pub use patterns::problems;
