//! The clock: the one place that reads the time.

use super::Failure;
use crate::progress::{Day, Moment};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

/// Takes the place of the clock, for tests: `2026-03-01T09:30` in local time, or with a zone (`...Z`).
const VARIABLE: &str = "GRADUS_NOW";

/// Now.
pub fn now() -> Result<Moment, Failure> {
    let zoned = match std::env::var(VARIABLE) {
        Ok(text) => read(&text).map_err(|error| {
            Failure::Message(format!("{VARIABLE}: {error}; expected a time such as 2026-03-01T09:30"))
        })?,
        Err(_) => Timestamp::now().to_zoned_datetime(zone()),
    };
    Ok(Moment { at: zoned.timestamp().as_second(), day: Day::from(zoned.date()).0 })
}

/// The local time zone. Where `TZ` says nothing, `/etc/localtime` is taken as it is: looking its name up in the system's
/// database of zones is a twelfth of the start of a session.
fn zone() -> TimeZone {
    let named = std::env::var_os("TZ").is_some_and(|name| !name.is_empty());
    let local = if named { None } else { std::fs::read("/etc/localtime").ok() };
    local.and_then(|bytes| TimeZone::tzif("local", &bytes).ok()).unwrap_or_else(TimeZone::system)
}

fn read(text: &str) -> Result<ZonedDateTime, jiff::Error> {
    let zone = zone();
    match text.parse::<Timestamp>() {
        Ok(timestamp) => Ok(timestamp.to_zoned_datetime(zone)),
        Err(_) => text.parse::<DateTime>()?.to_zoned_datetime(zone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_with_and_without_a_zone() {
        assert_eq!(read("2026-03-01T09:30:00Z").expect("a time").timestamp().as_second(), 1_772_357_400);
        assert_eq!(read("2026-03-01T09:30").expect("a time").hour(), 9);
        assert!(read("yesterday").is_err());
    }
}
