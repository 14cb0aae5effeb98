//! Which runs stand for an answer (Schleimer, Wilkerson and Aiken 2003): of every window of consecutive runs the one with
//! the smallest hash. Any stretch of `WINDOW` runs that two answers share gives both the same fingerprint.

/// Consecutive runs of which at least one is kept. Answers are short: with a wider window, and fewer fingerprints, a copy
/// with every seventh word exchanged is often missed.
pub const WINDOW: usize = 2;

/// The fingerprints of hashes in the order of the text: ascending, each once.
pub fn winnow(hashes: &[u64]) -> Vec<u64> {
    let mut kept: Vec<u64> =
        hashes.windows(WINDOW.min(hashes.len().max(1))).filter_map(|window| window.iter().min().copied()).collect();
    kept.sort_unstable();
    kept.dedup();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn short_texts_keep_one() {
        assert_eq!(winnow(&[]), [0; 0]);
        assert_eq!(winnow(&[5]), [5]);
        assert_eq!(winnow(&[5, 3]), [3]);
        assert_eq!(winnow(&[9, 8, 1, 7, 6, 5, 9, 5]), [1, 5, 6, 8]);
    }

    proptest! {
        #[test]
        fn a_shared_stretch_gives_a_shared_fingerprint(
            before in prop::collection::vec(any::<u64>(), 0..20),
            shared in prop::collection::vec(any::<u64>(), WINDOW..12),
            after in prop::collection::vec(any::<u64>(), 0..20),
        ) {
            let one = winnow(&[&before[..], &shared].concat());
            let two = winnow(&[&shared[..], &after].concat());
            prop_assert!(one.iter().any(|hash| two.binary_search(hash).is_ok()));
        }
    }
}
