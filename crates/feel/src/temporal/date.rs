//! Days of the proleptic Gregorian calendar.

use super::{NotTemporal, digits};
use std::{fmt, str::FromStr};

const MAX_YEAR: i32 = 999_999_999;

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// A day that exists; `None` for others.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Date> {
        let valid = (-MAX_YEAR..=MAX_YEAR).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        valid.then_some(Date { year, month, day })
    }

    /// Year; negative before year 0.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// Month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms").
    pub fn to_days(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// The day so many days after 1970-01-01; `None` out of range.
    pub fn from_days(days: i64) -> Option<Date> {
        let days = days.checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = u8::try_from(day_of_year - (153 * shifted + 2) / 5 + 1).ok()?;
        let month = u8::try_from(if shifted < 10 { shifted + 3 } else { shifted - 9 }).ok()?;
        let year = i32::try_from(year_of_era + era * 400 + i64::from(month <= 2)).ok()?;
        Date::new(year, month, day)
    }

    /// The same day `months` later; at the end of shorter months their last day (10.3.2.3.6).
    pub fn add_months(self, months: i64) -> Option<Date> {
        let total = (i64::from(self.year) * 12 + i64::from(self.month) - 1).checked_add(months)?;
        let year = i32::try_from(total.div_euclid(12)).ok()?;
        let month = u8::try_from(total.rem_euclid(12) + 1).ok()?;
        if year.unsigned_abs() > MAX_YEAR.unsigned_abs() {
            return None;
        }
        Date::new(year, month, self.day.min(days_in_month(year, month)))
    }

    /// ISO weekday: 1 is Monday, 7 is Sunday.
    pub fn weekday(self) -> u8 {
        u8::try_from((self.to_days() + 3).rem_euclid(7) + 1).unwrap_or(1)
    }

    /// Day of the year, 1 to 366.
    pub fn day_of_year(self) -> u16 {
        let start = Date { month: 1, day: 1, ..self };
        u16::try_from(self.to_days() - start.to_days() + 1).unwrap_or(1)
    }

    /// Week of the year after ISO 8601, 1 to 53.
    pub fn week(self) -> u8 {
        // The week belongs to the year of its Thursday.
        let thursday = self.to_days() - i64::from(self.weekday()) + 4;
        let number = Date::from_days(thursday).map_or(1, |d| (d.day_of_year() - 1) / 7 + 1);
        u8::try_from(number).unwrap_or(1)
    }
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl FromStr for Date {
    type Err = NotTemporal;

    /// Reads `2026-01-31`; years beyond four digits have no leading zero.
    fn from_str(text: &str) -> Result<Date, NotTemporal> {
        parse(text).ok_or(NotTemporal("date: write it as \"2026-01-31\" and a day that exists"))
    }
}

fn parse(text: &str) -> Option<Date> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let length = rest.find('-')?;
    if !(4..=9).contains(&length) || (length > 4 && rest.starts_with('0')) {
        return None;
    }
    let (year, rest) = digits(rest, length)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = digits(rest.strip_prefix('-')?, 2)?;
    if !rest.is_empty() {
        return None;
    }
    let year = i32::try_from(year).ok()?;
    Date::new(if negative { -year } else { year }, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{:02}-{:02}", self.year.unsigned_abs(), self.month, self.day)
    }
}

impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Date {
        Date { year: date.year().into(), month: date.month().unsigned_abs(), day: date.day().unsigned_abs() }
    }
}

impl TryFrom<Date> for jiff::civil::Date {
    type Error = NotTemporal;
    /// Fails for years beyond 9999.
    fn try_from(date: Date) -> Result<Self, NotTemporal> {
        let year = i16::try_from(date.year).ok();
        year.and_then(|y| Self::new(y, date.month.cast_signed(), date.day.cast_signed()).ok())
            .ok_or(NotTemporal("date of the years -9999 to 9999"))
    }
}
