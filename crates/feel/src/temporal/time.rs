//! Times of day, and dates with a time.

use super::{DAY_SECONDS, Date, DaysTimeDuration, NANOS, NotTemporal, Zone, digits};
use std::{cmp::Ordering, fmt, str::FromStr, sync::Arc};

const DAY_NANOS: i128 = DAY_SECONDS as i128 * NANOS;

/// A time of day to the nanosecond, with or without a zone.
#[derive(Clone, Debug)]
pub struct Time {
    nanos: u64,
    zone: Option<Arc<Zone>>,
}

impl Time {
    /// A time of day; `None` when a part is out of range.
    pub fn new(hour: u8, minute: u8, second: u8, nanosecond: u32, zone: Option<Zone>) -> Option<Time> {
        if hour > 23 || minute > 59 || second > 59 || nanosecond >= 1_000_000_000 {
            return None;
        }
        let seconds = u64::from(hour) * 3600 + u64::from(minute) * 60 + u64::from(second);
        Some(Time { nanos: seconds * 1_000_000_000 + u64::from(nanosecond), zone: zone.map(Arc::new) })
    }

    /// Midnight without a zone.
    pub const MIDNIGHT: Time = Time { nanos: 0, zone: None };

    /// From nanoseconds since midnight, wrapped into one day.
    pub(crate) fn wrapping(nanos: i128, zone: Option<Arc<Zone>>) -> Time {
        Time { nanos: u64::try_from(nanos.rem_euclid(DAY_NANOS)).unwrap_or(0), zone }
    }

    /// Hour, 0 to 23.
    pub fn hour(&self) -> u8 {
        u8::try_from(self.second_of_day() / 3600).unwrap_or(0)
    }

    /// Minute, 0 to 59.
    pub fn minute(&self) -> u8 {
        u8::try_from(self.second_of_day() / 60 % 60).unwrap_or(0)
    }

    /// Second, 0 to 59.
    pub fn second(&self) -> u8 {
        u8::try_from(self.second_of_day() % 60).unwrap_or(0)
    }

    /// Nanoseconds after the second.
    pub fn nanosecond(&self) -> u32 {
        u32::try_from(self.nanos % 1_000_000_000).unwrap_or(0)
    }

    /// Seconds since midnight.
    pub fn second_of_day(&self) -> i64 {
        (self.nanos / 1_000_000_000).cast_signed()
    }

    /// Nanoseconds since midnight.
    pub fn nanosecond_of_day(&self) -> u64 {
        self.nanos
    }

    /// The zone, if it has one.
    pub fn zone(&self) -> Option<&Zone> {
        self.zone.as_deref()
    }

    /// Seconds east of UTC: of a named zone as on 1970-01-01, since a time has no day.
    pub fn offset(&self) -> Option<i32> {
        let epoch = Date::from_days(0)?;
        Some(self.zone()?.offset_at(epoch, self.second_of_day()))
    }

    /// Nanoseconds of the day at UTC (at local time without a zone); may lie outside of the day.
    fn utc(&self) -> i128 {
        i128::from(self.nanos) - i128::from(self.offset().unwrap_or(0)) * NANOS
    }

    /// The time later by a duration, wrapped into one day.
    pub fn add(&self, duration: DaysTimeDuration) -> Time {
        Time::wrapping(i128::from(self.nanos) + duration.nanos(), self.zone.clone())
    }

    /// The duration from `other` to this; `None` when only one of them has a zone.
    pub fn since(&self, other: &Time) -> Option<DaysTimeDuration> {
        (self.zone.is_some() == other.zone.is_some())
            .then(|| DaysTimeDuration::from_nanos(self.utc() - other.utc()))
            .flatten()
    }

    /// Order by the instant; `None` when only one of them has a zone.
    pub fn compare(&self, other: &Time) -> Option<Ordering> {
        (self.zone.is_some() == other.zone.is_some()).then(|| self.utc().cmp(&other.utc()))
    }

    /// Whether both are the same second; not when only one of them has a zone.
    pub(crate) fn same_second(&self, other: &Time) -> bool {
        self.zone.is_some() == other.zone.is_some()
            && self.utc().div_euclid(NANOS) == other.utc().div_euclid(NANOS)
    }

    /// Whether time, offset and zone are the same (the FEEL function `is`).
    pub fn is_identical(&self, other: &Time) -> bool {
        self.nanos == other.nanos && self.zone == other.zone
    }
}

impl PartialEq for Time {
    fn eq(&self, other: &Time) -> bool {
        self.compare(other).is_some_and(Ordering::is_eq)
    }
}

impl FromStr for Time {
    type Err = NotTemporal;

    /// Reads `13:20:00`, `13:20:00.5+01:00`, `13:20:00@Europe/Berlin`.
    fn from_str(text: &str) -> Result<Time, NotTemporal> {
        parse(text).ok_or(NotTemporal(
            "time: write it as \"13:20:00\", \"13:20:00+01:00\" or \"13:20:00@Europe/Berlin\"",
        ))
    }
}

fn parse(text: &str) -> Option<Time> {
    let (hour, rest) = digits(text, 2)?;
    let (minute, rest) = digits(rest.strip_prefix(':')?, 2)?;
    let (second, mut rest) = digits(rest.strip_prefix(':')?, 2)?;
    let mut nanos = 0;
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if length == 0 {
            return None;
        }
        // Digits beyond the ninth are cut off.
        nanos = format!("{:0<9.9}", &fraction[..length]).parse().ok()?;
        rest = &fraction[length..];
    }
    let zone = if rest.is_empty() { None } else { Some(Zone::parse(rest)?) };
    let byte = |n: u32| u8::try_from(n).ok();
    if hour == 24 && minute == 0 && second == 0 && nanos == 0 {
        return Time::new(0, 0, 0, 0, zone);
    }
    Time::new(byte(hour)?, byte(minute)?, byte(second)?, nanos, zone)
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour(), self.minute(), self.second())?;
        if self.nanosecond() != 0 {
            write!(f, ".{}", format!("{:09}", self.nanosecond()).trim_end_matches('0'))?;
        }
        self.zone().map_or(Ok(()), |zone| write!(f, "{zone}"))
    }
}

/// A day and a time on it.
#[derive(Clone, Debug)]
pub struct DateTime {
    date: Date,
    time: Time,
}

impl DateTime {
    /// A day and a time on it.
    pub fn new(date: Date, time: Time) -> DateTime {
        DateTime { date, time }
    }

    /// The day.
    pub fn date(&self) -> Date {
        self.date
    }

    /// The time, with the zone.
    pub fn time(&self) -> &Time {
        &self.time
    }

    /// Seconds east of UTC; `None` without a zone.
    pub fn offset(&self) -> Option<i32> {
        Some(self.time.zone()?.offset_at(self.date, self.time.second_of_day()))
    }

    /// Nanoseconds since 1970-01-01 at UTC, or at local time without a zone.
    pub fn instant(&self) -> i128 {
        let local = i128::from(self.date.to_days()) * DAY_NANOS + i128::from(self.time.nanos);
        local - i128::from(self.offset().unwrap_or(0)) * NANOS
    }

    /// The date and time at an instant, seen in a zone.
    fn at_instant(instant: i128, zone: Option<Arc<Zone>>) -> Option<DateTime> {
        let offset = zone.as_deref().map_or(0, |zone| zone.offset_at_instant(instant.div_euclid(NANOS)));
        let local = instant + i128::from(offset) * NANOS;
        let date = Date::from_days(i64::try_from(local.div_euclid(DAY_NANOS)).ok()?)?;
        Some(DateTime { date, time: Time::wrapping(local, zone) })
    }

    /// Later by a duration, on the line of instants; `None` out of range.
    pub fn add(&self, duration: DaysTimeDuration) -> Option<DateTime> {
        DateTime::at_instant(self.instant() + duration.nanos(), self.time.zone.clone())
    }

    /// Later by months, at the same local time; `None` out of range.
    pub fn add_months(&self, months: i64) -> Option<DateTime> {
        Some(DateTime { date: self.date.add_months(months)?, time: self.time.clone() })
    }

    /// The duration from `other` to this; `None` when only one of them has a zone.
    pub fn since(&self, other: &DateTime) -> Option<DaysTimeDuration> {
        (self.time.zone.is_some() == other.time.zone.is_some())
            .then(|| DaysTimeDuration::from_nanos(self.instant() - other.instant()))
            .flatten()
    }

    /// Order by the instant; `None` when only one of them has a zone.
    pub fn compare(&self, other: &DateTime) -> Option<Ordering> {
        (self.time.zone.is_some() == other.time.zone.is_some()).then(|| self.instant().cmp(&other.instant()))
    }

    /// Whether both are the same second; not when only one of them has a zone.
    pub(crate) fn same_second(&self, other: &DateTime) -> bool {
        let second = |moment: &DateTime| moment.instant().div_euclid(NANOS);
        self.time.zone.is_some() == other.time.zone.is_some() && second(self) == second(other)
    }

    /// Whether day, time, offset and zone are the same (the FEEL function `is`).
    pub fn is_identical(&self, other: &DateTime) -> bool {
        self.date == other.date && self.time.is_identical(&other.time)
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &DateTime) -> bool {
        self.compare(other).is_some_and(Ordering::is_eq)
    }
}

impl FromStr for DateTime {
    type Err = NotTemporal;

    /// Reads `2026-01-31T13:20:00@Europe/Berlin`; a date alone is its midnight.
    fn from_str(text: &str) -> Result<DateTime, NotTemporal> {
        let (date, time) = match text.split_once('T') {
            Some((date, time)) => (date.parse()?, time.parse()?),
            None => (text.parse()?, Time::MIDNIGHT),
        };
        Ok(DateTime { date, time })
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}

impl From<&jiff::Zoned> for DateTime {
    fn from(zoned: &jiff::Zoned) -> DateTime {
        let zone = match zoned.time_zone().iana_name() {
            Some(_) => Zone::Named(zoned.time_zone().clone()),
            None => Zone::Offset(zoned.offset().seconds()),
        };
        let (date, time) = (zoned.date(), zoned.time());
        let nanos = time.duration_since(jiff::civil::Time::midnight()).as_nanos();
        DateTime { date: date.into(), time: Time::wrapping(nanos, Some(Arc::new(zone))) }
    }
}
