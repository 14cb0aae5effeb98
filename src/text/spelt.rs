//! Numbers spelt in two words: `forty-six`, `twenty three`. They are one number, and one token.

use super::number;

/// The value of `tens` and `unit` together, where they make one number.
pub(super) fn together(tens: &str, unit: &str) -> Option<u32> {
    let (tens, unit) = (word(tens)?, word(unit)?);
    (tens % 10 == 0 && (20..=90).contains(&tens) && (1..=9).contains(&unit)).then_some(tens + unit)
}

fn word(norm: &str) -> Option<u32> {
    number::WORDS.iter().find(|(word, _)| *word == norm)?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tens_and_units_make_one_number() {
        for (tens, unit, value) in [
            ("forty", "six", Some(46)),
            ("ninety", "nine", Some(99)),
            ("ten", "six", None),
            ("six", "forty", None),
            ("forty", "ten", None),
            ("hundred", "two", None),
            ("40", "six", None),
        ] {
            assert_eq!(together(tens, unit), value, "{tens} {unit}");
        }
    }
}
