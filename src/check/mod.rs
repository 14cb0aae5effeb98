//! Checks of a bank beyond its form: patterns that cannot work, examples that do not get their band, things an author
//! should look at, and how the bank holds up as a whole.

pub mod audit;
pub mod examples;
pub mod lints;
pub mod patterns;
pub mod slips;

pub use examples::{ExampleResult, run as run_examples};
pub use patterns::problems;

use crate::bank::codes;
use crate::finding::Code;

/// Every kind of finding, by code within its table.
pub fn all_codes() -> impl Iterator<Item = &'static Code> {
    [codes::ALL, patterns::ALL, lints::ALL, examples::ALL].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_one_of_its_own_and_described() {
        let mut ids: Vec<&str> = all_codes().map(|code| code.id).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
        assert!(all_codes().all(|code| code.about.ends_with('.')));
    }
}
