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
        // The build fails unless these very bytes can be read back, so the empty bank is never seen.
        BANK.get_or_init(|| blob::unpack(Cow::Borrowed(BLOB)).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
