//! Checks of a bank beyond its form: patterns that cannot work, examples that do not get their band, things an author
//! should look at, and how the bank holds up as a whole.

pub mod audit;
pub mod examples;
pub mod lints;
pub mod patterns;
pub mod slips;

pub use examples::{ExampleResult, run as run_examples};
pub use patterns::problems;
