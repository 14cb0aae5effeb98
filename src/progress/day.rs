//! A day of the calendar.

use jiff::civil::Date;
use serde::{Serialize, Serializer};
use std::fmt;

/// Days since 1970-01-01; shown and written as 2026-03-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Day(pub i32);

const EPOCH: Date = Date::constant(1970, 1, 1);

impl From<Date> for Day {
    fn from(date: Date) -> Day {
        // Every date that there is is less than four million days away.
        Day(EPOCH.until(date).map_or(0, |span| span.get_days()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match jiff::Span::new().try_days(self.0).and_then(|days| EPOCH.checked_add(days)) {
            Ok(date) => write!(f, "{date}"),
            Err(_) => write!(f, "day {}", self.0),
        }
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        for (text, day) in [("1970-01-01", 0), ("1970-01-02", 1), ("1969-12-31", -1), ("2026-03-01", 20_513)] {
            assert_eq!(Day::from(text.parse::<Date>().expect("a date")), Day(day), "{text}");
            assert_eq!(Day(day).to_string(), text);
        }
        assert_eq!(serde_json::to_string(&Day(1)).expect("text"), "\"1970-01-02\"");
        assert!(Day(i32::MAX).to_string().starts_with("day "), "{}", Day(i32::MAX));
    }
}
