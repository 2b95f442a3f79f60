//! The calendar that law reads: days and times in Germany.

use jiff::{Timestamp, Zoned, civil::Date, tz::TimeZone};

/// The moment on a clock in Germany.
#[must_use]
pub fn in_germany(at: Timestamp) -> Zoned {
    let zone = TimeZone::get("Europe/Berlin").expect("the time zone database is part of the program");
    at.to_zoned(zone)
}

/// The calendar day in Germany at that moment.
#[must_use]
pub fn day_in_germany(at: Timestamp) -> Date {
    in_germany(at).date()
}

/// The moment at which that day begins in Germany.
#[must_use]
pub fn start_of_day_in_germany(day: Date) -> Timestamp {
    let zone = TimeZone::get("Europe/Berlin").expect("the time zone database is part of the program");
    // Only days at the very end of the calendar have no such moment.
    day.to_zoned(zone).map_or(Timestamp::MAX, |start| start.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_changes_at_midnight_in_germany() {
        let before = "2026-07-01T21:59:59Z".parse().unwrap();
        let after = "2026-07-01T22:00:00Z".parse().unwrap();
        assert_eq!(day_in_germany(before).to_string(), "2026-07-01");
        assert_eq!(day_in_germany(after).to_string(), "2026-07-02");
        assert_eq!(start_of_day_in_germany("2026-07-02".parse().unwrap()), after);
    }
}
