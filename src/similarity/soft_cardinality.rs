//! Soft cardinality (Jimenez, Becerra and Gelbukh 2013): a set counts its words as one the more alike they are,
//! `|A|' = sum_i w_i / sum_j sim(a_i, a_j)^p`; intersections follow by inclusion and exclusion.

use super::words::dice;

/// Exponent on the likeness of spellings.
const P: i32 = 2;
/// Words less alike than this are different words: signatures of unlike words share some bits by chance.
const UNLIKE: f64 = 0.45;
/// Words of a response that are looked at: the cost grows with the square.
pub const MOST: usize = 160;

fn likeness(a: u128, b: u128) -> f64 {
    let dice = dice(a, b);
    if dice < UNLIKE { 0.0 } else { dice.powi(P) }
}

/// Soft cardinality of words given by spelling signatures and weights.
pub fn cardinality(words: &[(u128, f64)]) -> f64 {
    words
        .iter()
        .map(|(signature, weight)| {
            let alike: f64 = words.iter().map(|(other, _)| likeness(*signature, *other)).sum();
            if alike > 0.0 { weight / alike } else { *weight }
        })
        .sum()
}

/// `|A and B|' = |A|' + |B|' - |A or B|'`, with `|A|'` given.
pub fn shared(a: &[(u128, f64)], of_a: f64, b: &[(u128, f64)]) -> (f64, f64) {
    let mut union = a.to_vec();
    union.extend_from_slice(b);
    let of_b = cardinality(b);
    ((of_a + of_b - cardinality(&union)).max(0.0), of_b)
}
