//! Numbers: where one ends, what kind it is, and its canonical value as text.
//!
//! Canonical values are decimal text, so equality is by value without rounding: `1,000` = `1000` = `1e3` = `1k`,
//! `0.50` = `0.5`. Dotted numbers that could be versions keep their text (`3.10` is not `3.1`).

use super::token::Flags;

/// Number words and their values. `first`, `once`, `half` are words.
pub(super) const WORDS: &[(&str, &str)] = &[
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("thirteen", "13"),
    ("fourteen", "14"),
    ("fifteen", "15"),
    ("sixteen", "16"),
    ("seventeen", "17"),
    ("eighteen", "18"),
    ("nineteen", "19"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fourty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("hundred", "100"),
    ("thousand", "1000"),
    ("million", "1000000"),
    ("billion", "1000000000"),
];

/// The value of a number's normal form, a word or figures; `None` for versions and what is no number.
pub fn value(norm: &str) -> Option<f64> {
    let written = WORDS.iter().find(|(word, _)| *word == norm).map_or(norm, |(_, value)| value);
    written.parse().ok().filter(|value: &f64| value.is_finite())
}

/// Ordinals in figures that have a word: `1st` is written `first` as well, so both take the word's term.
const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// The word of a small ordinal written in figures (`2` of `2nd`).
pub(super) fn ordinal(digits: &str) -> Option<&'static str> {
    let value: usize = digits.parse().ok()?;
    ORDINALS.get(value.checked_sub(1)?).copied()
}

/// A number as it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scanned {
    /// One past its last byte (multiplier letter and exponent included).
    pub end: usize,
    /// How many dots it has.
    pub dots: u32,
    /// Power of ten to multiply by.
    pub shift: u32,
    /// One past the last byte of the digits, commas and dots.
    pub mantissa_end: usize,
}

/// Scans the number that begins with the digit at `at`.
pub(super) fn scan(bytes: &[u8], at: usize) -> Scanned {
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let word = |i: usize| bytes.get(i).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80 || *b == b'_');
    let mut end = at;
    while digit(end) {
        end += 1;
    }
    let mut dots = 0;
    if &bytes[at..end] == b"0" && bytes.get(end) == Some(&b',') && digit(end + 1) {
        // `0,6`: a decimal comma, unless a list goes on (`0,1,2`).
        let mut to = end + 1;
        while digit(to) {
            to += 1;
        }
        if !(bytes.get(to) == Some(&b',') && digit(to + 1)) {
            return Scanned { end: to, dots: 1, shift: 0, mantissa_end: to };
        }
    } else if end - at <= 3 {
        while bytes.get(end) == Some(&b',') && digit(end + 1) && digit(end + 2) && digit(end + 3) && !word(end + 4) {
            end += 4;
        }
    }
    while bytes.get(end) == Some(&b'.') && digit(end + 1) {
        dots += 1;
        end += 1;
        while digit(end) {
            end += 1;
        }
    }
    let mantissa_end = end;
    let mut shift = 0;
    if dots <= 1 {
        match bytes.get(end) {
            Some(b'k' | b'K') if !word(end + 1) => (end, shift) = (end + 1, 3),
            Some(b'M') if !word(end + 1) => (end, shift) = (end + 1, 6),
            Some(b'e' | b'E') => {
                let from = if bytes.get(end + 1) == Some(&b'+') { end + 2 } else { end + 1 };
                let two = digit(from) && digit(from + 1);
                let to = from + usize::from(digit(from)) + usize::from(two);
                if digit(from) && !word(to) {
                    shift = bytes[from..to].iter().fold(0, |sum, b| sum * 10 + u32::from(b - b'0'));
                    end = to;
                }
            }
            _ => {}
        }
    }
    Scanned { end, dots, shift, mantissa_end }
}

/// Appends the canonical value of `mantissa` times ten to the power of `shift`; returns NUMBER and VERSION flags.
pub(super) fn push_canonical(out: &mut String, negative: bool, mantissa: &str, dots: u32, shift: u32) -> u16 {
    if negative {
        out.push('-');
    }
    let from = out.len();
    if dots >= 2 {
        out.push_str(mantissa);
        return Flags::VERSION;
    }
    let split = mantissa.split_once('.').or_else(|| mantissa.strip_prefix("0,").map(|fraction| ("0", fraction)));
    let (whole, fraction) = split.unwrap_or((mantissa, ""));
    out.extend(whole.chars().filter(|c| *c != ',').skip_while(|c| *c == '0'));
    if shift == 0 {
        if out.len() == from {
            out.push('0');
        }
        if fraction.is_empty() {
            return Flags::NUMBER;
        }
        if whole.bytes().all(|b| b == b'0') {
            // Below one: a quantity, no version. Trailing zeros say nothing.
            let kept = fraction.trim_end_matches('0');
            if !kept.is_empty() {
                out.push('.');
                out.push_str(kept);
            }
            return Flags::NUMBER;
        }
        out.push('.');
        out.push_str(fraction);
        return Flags::NUMBER | Flags::VERSION;
    }
    let shift = shift as usize;
    for i in 0..shift {
        let digit = fraction.as_bytes().get(i).map_or('0', |b| char::from(*b));
        if out.len() > from || digit != '0' {
            out.push(digit);
        }
    }
    if out.len() == from {
        out.push('0');
    }
    let kept = fraction.get(shift..).unwrap_or("").trim_end_matches('0');
    if !kept.is_empty() {
        out.push('.');
        out.push_str(kept);
    }
    Flags::NUMBER
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> (String, u16, usize) {
        let found = scan(text.as_bytes(), 0);
        let mut out = String::new();
        let flags = push_canonical(&mut out, false, &text[..found.mantissa_end], found.dots, found.shift);
        (out, flags, found.end)
    }

    #[test]
    fn canonical_values() {
        let (number, version, both) = (Flags::NUMBER, Flags::VERSION, Flags::NUMBER | Flags::VERSION);
        for (text, value, flags, end) in [
            ("3", "3", number, 1),
            ("007", "7", number, 3),
            ("0", "0", number, 1),
            ("3.5", "3.5", both, 3),
            ("3.10", "3.10", both, 4),
            ("0.50", "0.5", number, 4),
            ("0,60", "0.6", number, 4),
            ("0,1,2", "0", number, 1),
            ("1,000", "1000", number, 5),
            ("1,000,000", "1000000", number, 9),
            ("1,0000", "1", number, 1),
            ("10k", "10000", number, 3),
            ("1.5k", "1500", number, 4),
            ("1M", "1000000", number, 2),
            ("1e6", "1000000", number, 3),
            ("0.5e3", "500", number, 5),
            ("1e99", &format!("1{}", "0".repeat(99)), number, 4),
            ("3.12.1", "3.12.1", version, 6),
            ("127.0.0.1", "127.0.0.1", version, 9),
            ("10kb", "10", number, 2),
            ("3.", "3", number, 1),
        ] {
            assert_eq!(canonical(text), (value.to_string(), flags, end), "{text}");
        }
    }

    #[test]
    fn ordinals_in_figures() {
        assert_eq!(ordinal("1"), Some("first"));
        assert_eq!(ordinal("0"), None);
        assert_eq!(ordinal("11"), None);
    }
}
