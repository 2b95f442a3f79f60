//! Durations as people write them: ISO 8601.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::calendar::Hours;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A duration in ISO 8601 such as `PT20M`, `P2D` or `P1W`; months and years have no fixed length and are
/// refused. For work that staff does, a day and a week are those of their working hours: with 40 hours from
/// Monday to Friday, `P1D` is 8 hours of work. Elsewhere a day has 24 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Duration {
    /// Weeks.
    pub weeks: i64,
    /// Days.
    pub days: i64,
    /// The rest, in milliseconds.
    pub ms: i64,
}

impl Duration {
    /// Of milliseconds.
    pub fn from_ms(ms: i64) -> Self {
        Self { ms, ..Self::default() }
    }

    /// In milliseconds, with the weeks and days of working hours or of the calendar.
    pub(super) fn in_ms(self, hours: Option<&Hours>) -> f64 {
        let (day, week) = hours.map_or((DAY_MS, 7 * DAY_MS), |hours| (hours.day_ms(), hours.week_ms()));
        self.weeks as f64 * week as f64 + self.days as f64 * day as f64 + self.ms as f64
    }

    /// In milliseconds, a day having 24 hours.
    pub(super) fn elapsed_ms(self) -> f64 {
        self.in_ms(None)
    }
}

impl FromStr for Duration {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let span: jiff::Span = text.trim().parse().map_err(|_| {
            format!("'{text}' is not a duration; write it in ISO 8601, such as \"PT20M\" or \"P2D\"")
        })?;
        if span.get_years() != 0 || span.get_months() != 0 {
            return Err(format!(
                "'{text}' holds months or years, which have no fixed length; use weeks or days"
            ));
        }
        let (weeks, days) = (i64::from(span.get_weeks()), i64::from(span.get_days()));
        let clock = span.weeks(0).days(0).total(jiff::Unit::Millisecond);
        let ms = clock.map_err(|_| format!("'{text}' is too long"))?.round() as i64;
        Ok(Self { weeks, days, ms })
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::default() {
            return f.write_str("PT0S");
        }
        let negative = self.weeks < 0 || self.days < 0 || self.ms < 0;
        f.write_str(if negative { "-P" } else { "P" })?;
        if self.weeks != 0 {
            write!(f, "{}W", self.weeks.unsigned_abs())?;
        }
        if self.days != 0 {
            write!(f, "{}D", self.days.unsigned_abs())?;
        }
        match (self.ms.unsigned_abs() / 1000, self.ms.unsigned_abs() % 1000) {
            (0, 0) => Ok(()),
            (seconds, 0) => write!(f, "T{seconds}S"),
            (seconds, ms) => write!(f, "T{seconds}.{ms:03}S"),
        }
    }
}

impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;

    #[test]
    fn a_day_of_work_is_as_long_as_the_hours_of_those_who_work() {
        let calendar = Calendar::workdays("08:00".parse().unwrap(), "14:00".parse().unwrap());
        let hours = Hours::new(&calendar, 0);
        let duration: Duration = "P1W1DT30M".parse().unwrap();
        assert_eq!(duration.in_ms(Some(&hours)), 36.5 * 3_600_000.0);
        assert_eq!(duration.elapsed_ms(), 192.5 * 3_600_000.0);
        assert_eq!(duration.to_string().parse::<Duration>().unwrap(), duration);
        assert_eq!(Duration::from_ms(-1_500).to_string(), "-PT1.500S");
        assert!("P1M".parse::<Duration>().unwrap_err().contains("use weeks or days"));
        assert!("soon".parse::<Duration>().is_err());
    }
}
