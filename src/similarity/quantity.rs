//! Quantities: a number with what it counts, in which unit, and whether it bounds something from above or below. Compared
//! by value, so `forty-six` is 46, `384 thousand km` is 384,000 kilometres, and 5 percent is 0.05.

use super::words::{Kind, Words};
use crate::text::number_value;

/// Quantities of a text that are looked at, each beside each of the other text: fifty pages have fewer.
const MOST: usize = 1_000;

/// What a quantity measures. Quantities of different dimensions are never equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dimension {
    Length,
    Mass,
    Time,
    Data,
    Volume,
    Frequency,
    Voltage,
    Current,
    Celsius,
    Fahrenheit,
    Kelvin,
}

/// A unit: what it measures, and how many of the dimension's smallest unit it is.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Unit {
    dimension: Dimension,
    size: f64,
}

/// Names of units. A month is none: it is no number of days.
const UNITS: &[(&str, Dimension, f64)] = &[
    ("nm millimicron nanometer nanometre nanometers nanometres", Dimension::Length, 1e-9),
    ("mm millimeter millimetre millimeters millimetres", Dimension::Length, 1e-3),
    ("cm centimeter centimetre centimeters centimetres", Dimension::Length, 1e-2),
    ("m meter metre meters metres", Dimension::Length, 1.0),
    ("km kilometer kilometre kilometers kilometres", Dimension::Length, 1e3),
    ("mile miles", Dimension::Length, 1609.344),
    ("inch inches", Dimension::Length, 0.0254),
    ("mg milligram milligrams", Dimension::Mass, 1e-3),
    ("g gram grams gramme grammes", Dimension::Mass, 1.0),
    ("kg kilogram kilograms kilo kilos", Dimension::Mass, 1e3),
    ("ton tons tonne tonnes", Dimension::Mass, 1e6),
    ("ns nanosecond nanoseconds", Dimension::Time, 1e-9),
    ("microsecond microseconds", Dimension::Time, 1e-6),
    ("ms millisecond milliseconds", Dimension::Time, 1e-3),
    ("s sec secs second seconds", Dimension::Time, 1.0),
    ("min mins minute minutes", Dimension::Time, 60.0),
    ("h hour hours", Dimension::Time, 3600.0),
    ("day days", Dimension::Time, 86_400.0),
    ("week weeks", Dimension::Time, 604_800.0),
    ("year years", Dimension::Time, 31_557_600.0),
    ("bit bits", Dimension::Data, 1.0),
    ("byte bytes octet octets", Dimension::Data, 8.0),
    ("kb kilobyte kilobytes", Dimension::Data, 8e3),
    ("mb megabyte megabytes", Dimension::Data, 8e6),
    ("gb gigabyte gigabytes", Dimension::Data, 8e9),
    ("ml milliliter millilitre milliliters millilitres", Dimension::Volume, 1e-3),
    ("l liter litre liters litres", Dimension::Volume, 1.0),
    ("hz hertz", Dimension::Frequency, 1.0),
    ("khz kilohertz", Dimension::Frequency, 1e3),
    ("mhz megahertz", Dimension::Frequency, 1e6),
    ("mv millivolt millivolts", Dimension::Voltage, 1e-3),
    ("v volt volts", Dimension::Voltage, 1.0),
    ("kv kilovolt kilovolts", Dimension::Voltage, 1e3),
    ("ma milliampere milliamperes milliamps", Dimension::Current, 1e-3),
    ("amp amps ampere amperes", Dimension::Current, 1.0),
    ("c celsius centigrade", Dimension::Celsius, 1.0),
    ("f fahrenheit", Dimension::Fahrenheit, 1.0),
    ("k kelvin", Dimension::Kelvin, 1.0),
];

/// Words between a number and its noun.
const OF_NUMBER: [&str; 3] = ["degree", "degrees", "percent"];
/// Words before a bound that belong to it.
const REACH: usize = 4;
/// Difference, as a share, up to which two values are equal.
const EQUAL: f64 = 1e-9;

/// How a quantity bounds what it speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    /// At least, more than.
    Below,
    /// At most, less than.
    Above,
}

/// One quantity of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// Its first word.
    pub at: usize,
    /// One past its last word, the unit included.
    pub end: usize,
    value: f64,
    unit: Option<Unit>,
    /// `per minute`.
    per: Option<Unit>,
    bound: Option<Bound>,
    /// The word that it counts.
    pub counts: Option<usize>,
}

impl Quantity {
    /// Whether two quantities say the same.
    pub fn equals(&self, other: &Quantity) -> bool {
        let bounds = self.bound.zip(other.bound).is_none_or(|(ours, theirs)| ours == theirs);
        let per = self.per.zip(other.per).is_none_or(|(ours, theirs)| ours == theirs);
        let same = |a: f64, b: f64| (a - b).abs() <= EQUAL * a.abs().max(b.abs());
        let value = match (self.unit, other.unit) {
            (Some(ours), Some(theirs)) => {
                ours.dimension == theirs.dimension && same(self.value * ours.size, other.value * theirs.size)
            }
            _ => same(self.value, other.value),
        };
        bounds && per && value
    }

    /// Whether two quantities measure the same, or count in the same unit.
    pub fn measures_like(&self, other: &Quantity) -> bool {
        self.unit.zip(other.unit).is_some_and(|(ours, theirs)| ours.dimension == theirs.dimension)
    }
}

/// Reads the quantities of a text in order.
pub fn quantities(text: &Words) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.words.len() && found.len() < MOST {
        match read(text, at) {
            Some(quantity) => {
                at = quantity.end;
                found.push(quantity);
            }
            None => at += 1,
        }
    }
    found
}

fn norm(text: &Words, at: usize) -> &str {
    text.words.get(at).map_or("", |word| text.norm(word))
}

fn number(text: &Words, at: usize) -> Option<f64> {
    let word = text.words.get(at).filter(|word| word.kind == Kind::Number)?;
    number_value(text.norm(word))
}

fn unit(text: &Words, at: usize) -> Option<Unit> {
    let norm = norm(text, at);
    let named = |(names, ..): &&(&str, Dimension, f64)| names.split(' ').any(|name| name == norm);
    UNITS.iter().find(named).map(|(_, dimension, size)| Unit { dimension: *dimension, size: *size })
}

fn read(text: &Words, at: usize) -> Option<Quantity> {
    let (mut value, mut end) = whole(text, at)?;
    if norm(text, end) == "percent" || (norm(text, end), norm(text, end + 1)) == ("per", "cent") {
        value /= 100.0;
        end += if norm(text, end) == "percent" { 1 } else { 2 };
    }
    end += usize::from(matches!(norm(text, end), "degree" | "degrees"));
    let unit = unit(text, end);
    end += usize::from(unit.is_some());
    Some(Quantity { at, end, value, unit, per: per(text, end), bound: bound(text, at, end), counts: noun(text, end) })
}

/// The value of the number that begins at a word, and one past its last word: `four hundred seventy-six`, `384 thousand`,
/// `384 000`.
fn whole(text: &Words, at: usize) -> Option<(f64, usize)> {
    let mut value = number(text, at)?;
    let mut end = at + 1;
    let spelt = |at: usize| norm(text, at).bytes().all(|byte| byte.is_ascii_alphabetic());
    while let Some(next) = number(text, end).filter(|_| text.words[end].clause == text.words[at].clause) {
        let (before, word) = (&text.words[end - 1], &text.words[end]);
        if spelt(end) && next >= 100.0 && value < next {
            value *= next;
        } else if spelt(end - 1) && value >= 100.0 && value % 100.0 == 0.0 && next < 100.0 {
            value += next;
        } else if word.span.end - word.span.start == 3
            && !spelt(end)
            && before.span.end - before.span.start <= 3
            && word.span.start == before.span.end + 1
            && value >= 1.0
        {
            value = 1000.0 * value + next;
        } else {
            break;
        }
        end += 1;
    }
    Some((value, end))
}

/// The unit behind `per`, `a` or `each` within a few words.
fn per(text: &Words, from: usize) -> Option<Unit> {
    (from..from + REACH)
        .take_while(|at| text.words.get(*at).is_some_and(|word| word.kind != Kind::Number))
        .find(|at| matches!(norm(text, *at), "per" | "a" | "an" | "each" | "every"))
        .and_then(|at| unit(text, at + 1))
        .filter(|unit| unit.dimension == Dimension::Time)
}

/// The noun that is counted: the content word right behind.
fn noun(text: &Words, from: usize) -> Option<usize> {
    let fits = |at: &usize| text.words.get(*at).is_some_and(|word| word.kind == Kind::Content);
    Some(from).filter(fits).filter(|at| !OF_NUMBER.contains(&norm(text, *at)))
}

/// How the words before a number, or behind it, bound it.
fn bound(text: &Words, at: usize, end: usize) -> Option<Bound> {
    match (norm(text, end), norm(text, end + 1)) {
        ("or", "more" | "above" | "over" | "older" | "later") => return Some(Bound::Below),
        ("or", "less" | "fewer" | "below" | "under" | "younger" | "earlier") => return Some(Bound::Above),
        _ => {}
    }
    let sentence = text.words[at].sentence;
    let before: Vec<&str> = text.words[..at]
        .iter()
        .rev()
        .take(REACH)
        .take_while(|word| word.sentence == sentence && word.kind != Kind::Number)
        .map(|word| text.norm(word))
        .collect();
    let word = |back: usize| before.get(back).copied().unwrap_or_default();
    let denied = |back: usize| before.iter().skip(back).take(2).any(|word| matches!(*word, "not" | "no" | "never"));
    let (bound, back) = match (word(1), word(0)) {
        ("at", "least") | ("minimum", "of") => (Bound::Below, 2),
        ("at", "most") | ("up", "to") | ("maximum", "of") => (Bound::Above, 2),
        ("more" | "greater" | "higher" | "larger" | "older" | "longer" | "bigger", "than") => (Bound::Below, 2),
        ("less" | "fewer" | "lower" | "smaller" | "younger" | "shorter", "than") => (Bound::Above, 2),
        (_, "over" | "above" | "exceed" | "exceeds" | "exceeding" | "beyond" | "after") => (Bound::Below, 1),
        (_, "below" | "under" | "within" | "until" | "before") => (Bound::Above, 1),
        _ => return None,
    };
    Some(match (bound, denied(back)) {
        (Bound::Below, true) => Bound::Above,
        (Bound::Above, true) => Bound::Below,
        (bound, false) => bound,
    })
}

#[cfg(test)]
mod tests {
    use super::super::words::tests::words;
    use super::*;

    fn equal(left: &str, right: &str) -> bool {
        let (left, right) = (quantities(&words(left)), quantities(&words(right)));
        assert_eq!((left.len(), right.len()), (1, 1), "{left:?} {right:?}");
        left[0].equals(&right[0])
    }

    #[test]
    fn values_are_equal_however_they_are_written() {
        for (left, right) in [
            ("46 chromosomes", "forty-six chromosomes"),
            ("384,000 km", "384 thousand kilometres"),
            ("384,000 km", "384 000 km"),
            ("476", "four hundred seventy-six"),
            ("100 ms", "0.1 seconds"),
            ("4 g", "4000 mg"),
            ("0.05", "5 percent"),
            ("9.80 euros", "9.8 euros"),
            ("at least 14", "not less than 14"),
            ("below 0.05", "does not exceed 0.05"),
            ("30 days", "within 30 days"),
        ] {
            assert!(equal(left, right), "{left} / {right}");
        }
    }

    #[test]
    fn another_value_unit_or_bound_is_another_quantity() {
        for (left, right) in [
            ("46 cells", "64 cells"),
            ("384,000 km", "384,000 m"),
            ("100 degrees Celsius", "100 degrees Fahrenheit"),
            ("30 days", "30 years"),
            ("72 beats per minute", "72 beats per hour"),
            ("at least 14 years", "at most 14 years"),
            ("at most 4 g", "more than 4 g"),
            ("below 0.05", "greater than 0.05"),
            ("14 or older", "under 14"),
        ] {
            assert!(!equal(left, right), "{left} / {right}");
        }
    }
}
