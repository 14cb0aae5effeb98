//! The bank that ships inside the program.

use super::blob;
use super::store::Bank;
use std::borrow::Cow;
use std::sync::OnceLock;

/// Written by `build.rs` from `corpus/` and `keyword-sets/`.
static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/bank.bin"));

impl Bank {
    /// The bank inside the program. Reads its index, glossary and red flags once; items are decoded when asked for.
    pub fn shipped() -> &'static Bank {
        static BANK: OnceLock<Bank> = OnceLock::new();
        BANK.get_or_init(|| sound(BLOB))
    }
}

/// The build has read these very bytes back. Were they damaged all the same, no bank would be better than an empty one.
fn sound(blob: &'static [u8]) -> Bank {
    blob::unpack(Cow::Borrowed(blob)).unwrap_or_else(|error| panic!("the bank inside the program: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "the bank inside the program")]
    fn a_damaged_bank_is_told() {
        sound(&BLOB[..100]);
    }

    #[test]
    fn every_shipped_item_decodes() {
        let bank = blob::unpack(Cow::Borrowed(BLOB)).expect("build.rs writes a sound blob");
        for summary in bank.summaries() {
            let item = bank.item(&summary.id).expect("every summary has its item");
            assert_eq!(summary.id, item.id);
            assert_eq!(summary.has_keyword_set, item.keyword_set.is_some());
        }
    }
}
