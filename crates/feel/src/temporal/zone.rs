//! Time zones: a fixed offset, or a name of the IANA database that is compiled in.

use super::{DAY_SECONDS, Date};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use std::{fmt, sync::LazyLock};

/// The bundled database, not the system's: the same answer everywhere, and no I/O.
static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The zone of a time.
#[derive(Clone, Debug, PartialEq)]
pub enum Zone {
    /// Seconds east of UTC, less than 15 hours.
    Offset(i32),
    /// A zone with rules, `Europe/Berlin`.
    Named(TimeZone),
}

impl Zone {
    /// UTC.
    pub const UTC: Zone = Zone::Offset(0);

    /// A fixed offset in seconds; `None` beyond 14 hours.
    pub fn offset(seconds: i32) -> Option<Zone> {
        (seconds.abs() <= 14 * 3600).then_some(Zone::Offset(seconds))
    }

    /// A zone of the IANA database.
    pub fn named(name: &str) -> Option<Zone> {
        match name {
            "Z" | "UTC" | "Etc/UTC" => Some(Zone::Named(DATABASE.get("Etc/UTC").ok()?)),
            _ => Some(Zone::Named(DATABASE.get(name).ok()?)),
        }
    }

    /// Reads `Z`, `+01:00`, `-01:30:15` or `@Europe/Berlin`.
    pub(super) fn parse(text: &str) -> Option<Zone> {
        if text == "Z" || text == "z" {
            return Some(Zone::UTC);
        }
        if let Some(name) = text.strip_prefix('@') {
            return Zone::named(name);
        }
        let sign = match text.as_bytes().first()? {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let (hours, rest) = super::digits(&text[1..], 2)?;
        let (minutes, rest) = super::digits(rest.strip_prefix(':')?, 2)?;
        let (seconds, rest) = match rest.strip_prefix(':') {
            Some(rest) => super::digits(rest, 2)?,
            None => (0, rest),
        };
        let valid = rest.is_empty() && hours <= 14 && minutes < 60 && seconds < 60;
        let total = i32::try_from(hours * 3600 + minutes * 60 + seconds).ok()?;
        if valid { Zone::offset(sign * total) } else { None }
    }

    /// Seconds east of UTC at a local time; in a gap or fold of a named zone as `jiff`'s "compatible".
    pub fn offset_at(&self, date: Date, second_of_day: i64) -> i32 {
        match self {
            Zone::Offset(seconds) => *seconds,
            Zone::Named(zone) => local_offset(zone, date, second_of_day).unwrap_or(0),
        }
    }

    /// Seconds east of UTC at an instant, in seconds since 1970.
    pub(super) fn offset_at_instant(&self, instant: i128) -> i32 {
        match self {
            Zone::Offset(seconds) => *seconds,
            Zone::Named(zone) => {
                let cycle = i128::from(146_097 * DAY_SECONDS);
                let second = i64::try_from(instant.rem_euclid(cycle)).unwrap_or(0);
                let exact = i64::try_from(instant).ok().and_then(|s| jiff::Timestamp::from_second(s).ok());
                let stamp = exact.or_else(|| jiff::Timestamp::from_second(second).ok());
                stamp.map_or(0, |stamp| zone.to_offset(stamp).seconds())
            }
        }
    }

    /// The name of a zone with rules.
    pub fn name(&self) -> Option<&str> {
        match self {
            Zone::Offset(_) => None,
            Zone::Named(zone) => zone.iana_name(),
        }
    }
}

fn local_offset(zone: &TimeZone, date: Date, second_of_day: i64) -> Option<i32> {
    // The calendar repeats every 400 years: years that jiff does not know take the offset of one that it does.
    let date = jiff::civil::Date::try_from(date).ok().or_else(|| {
        let year = date.year().rem_euclid(400) + if date.year() > 0 { 2400 } else { 400 };
        jiff::civil::Date::try_from(Date::new(year, date.month(), date.day())?).ok()
    })?;
    let second = i8::try_from(second_of_day % 60).ok()?;
    let minute = i8::try_from(second_of_day / 60 % 60).ok()?;
    let hour = i8::try_from(second_of_day / 3600 % 24).ok()?;
    let stamp = zone.to_ambiguous_timestamp(date.at(hour, minute, second, 0)).compatible().ok()?;
    Some(zone.to_offset(stamp).seconds())
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Zone::Offset(0) => f.write_str("Z"),
            Zone::Offset(seconds) => {
                let sign = if *seconds < 0 { '-' } else { '+' };
                let s = seconds.unsigned_abs();
                write!(f, "{sign}{:02}:{:02}", s / 3600, s / 60 % 60)?;
                if s.is_multiple_of(60) { Ok(()) } else { write!(f, ":{:02}", s % 60) }
            }
            Zone::Named(_) => write!(f, "@{}", self.name().unwrap_or("Etc/Unknown")),
        }
    }
}
