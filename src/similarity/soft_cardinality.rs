//! Soft cardinality (Jimenez, Becerra and Gelbukh 2013): a set counts its words as one the more alike they are,
//! `|A|' = sum_i 1 / sum_j sim(a_i, a_j)^p`; intersections follow by inclusion and exclusion.

use super::words::Signature;

/// Exponent on the likeness of spellings.
const P: i32 = 2;
/// Words less alike than this are different words: signatures of unlike words share some bits by chance.
const UNLIKE: f64 = 0.45;
/// Words of a response that are looked at: the cost grows with the square.
pub const MOST: usize = 160;

/// How alike two words are: a word of another first letter is another word (`static`, `fantastic`), and what a prefix makes of a
/// word mostly denies it.
fn likeness(a: &Signature, b: &Signature) -> f64 {
    let dice = if a.begins_like(b) { a.dice(b) } else { 0.0 };
    if dice < UNLIKE { 0.0 } else { dice.powi(P) }
}

/// Soft cardinality of words given by their spellings.
pub fn cardinality(words: &[Signature]) -> f64 {
    words
        .iter()
        .map(|word| {
            let alike: f64 = words.iter().map(|other| likeness(word, other)).sum();
            1.0 / alike.max(1.0) // a word is wholly like itself
        })
        .sum()
}

/// `|A and B|' = |A|' + |B|' - |A or B|'`, with `|A|'` given.
pub fn shared(a: &[Signature], of_a: f64, b: &[Signature]) -> f64 {
    let union = [a, b].concat();
    (of_a + cardinality(b) - cardinality(&union)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<Signature> {
        words.iter().map(|word| Signature::new(word)).collect()
    }

    #[test]
    fn words_spelt_alike_count_as_less_than_two() {
        let alike = cardinality(&words(&["electric", "electrical"]));
        assert!(alike > 1.0 && alike < 1.5, "{alike}");
        for (one, other) in [("static", "fantastic"), ("connected", "disconnected"), ("iron", "mercury")] {
            assert_eq!(cardinality(&words(&[one, other])), 2.0, "{one} {other}");
        }
    }

    #[test]
    fn what_two_texts_share_takes_no_notice_of_other_words() {
        let (reference, response) = (words(&["electric", "circuit"]), words(&["electrical", "current"]));
        let own = cardinality(&reference);
        let share = shared(&reference, own, &response);
        assert!(share > 0.3 && share < 1.5, "{share}");
        let adorned = [response, words(&["fantastic", "huge"])].concat();
        assert!((shared(&reference, own, &adorned) - share).abs() < 1e-9);
    }
}
