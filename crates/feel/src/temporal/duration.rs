//! The two durations: months, and seconds. They do not mix (DMN 1.5, 10.3.2.3.6).

use super::{NANOS, NotTemporal};
use std::{fmt, str::FromStr};

/// A number of months, shown as years and months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearsMonthsDuration(i64);

impl YearsMonthsDuration {
    /// From months.
    pub const fn from_months(months: i64) -> Self {
        Self(months)
    }

    /// All months.
    pub const fn months(self) -> i64 {
        self.0
    }
}

/// A number of nanoseconds, shown as days, hours, minutes and seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DaysTimeDuration {
    seconds: i64,
    nanos: u32,
}

impl DaysTimeDuration {
    /// From nanoseconds; `None` beyond the range of 64-bit seconds.
    pub fn from_nanos(nanos: i128) -> Option<Self> {
        let seconds = i64::try_from(nanos.div_euclid(NANOS)).ok()?;
        Some(Self { seconds, nanos: u32::try_from(nanos.rem_euclid(NANOS)).ok()? })
    }

    /// From seconds.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self { seconds, nanos: 0 }
    }

    /// All nanoseconds.
    pub fn nanos(self) -> i128 {
        i128::from(self.seconds) * NANOS + i128::from(self.nanos)
    }
}

/// A part `12Y` of a duration: the digits before the letter, if the letter is there.
fn part(text: &str, letter: char) -> Option<(Option<u64>, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    match text[length..].strip_prefix(letter) {
        Some(rest) if length > 0 => Some((Some(text[..length].parse().ok()?), rest)),
        _ => Some((None, text)),
    }
}

fn signed(text: &str) -> Option<(bool, &str)> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    Some((negative, rest.strip_prefix('P')?))
}

impl FromStr for YearsMonthsDuration {
    type Err = NotTemporal;

    /// Reads `P1Y2M`.
    fn from_str(text: &str) -> Result<Self, NotTemporal> {
        let read = || {
            let (negative, rest) = signed(text)?;
            let (years, rest) = part(rest, 'Y')?;
            let (months, rest) = part(rest, 'M')?;
            if !rest.is_empty() || years.is_none() && months.is_none() {
                return None;
            }
            let total = years.unwrap_or(0).checked_mul(12)?.checked_add(months.unwrap_or(0))?;
            let total = i64::try_from(total).ok()?;
            Some(Self(if negative { -total } else { total }))
        };
        read().ok_or(NotTemporal("years and months duration: write it as \"P1Y2M\""))
    }
}

impl FromStr for DaysTimeDuration {
    type Err = NotTemporal;

    /// Reads `P1DT2H3M4.5S`.
    fn from_str(text: &str) -> Result<Self, NotTemporal> {
        parse_days(text).ok_or(NotTemporal("days and time duration: write it as \"P1DT2H3M4S\""))
    }
}

fn parse_days(text: &str) -> Option<DaysTimeDuration> {
    let (negative, rest) = signed(text)?;
    let (days, rest) = part(rest, 'D')?;
    let mut seconds = i128::from(days.unwrap_or(0)) * 86_400;
    let mut nanos: i128 = 0;
    if let Some(rest) = rest.strip_prefix('T') {
        let (hours, rest) = part(rest, 'H')?;
        let (minutes, rest) = part(rest, 'M')?;
        seconds += i128::from(hours.unwrap_or(0)) * 3600 + i128::from(minutes.unwrap_or(0)) * 60;
        if let Some(rest) = rest.strip_suffix('S') {
            let (whole, fraction) = rest.split_once('.').unwrap_or((rest, "0"));
            let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
            if !plain(whole) || !(fraction.is_empty() || plain(fraction)) {
                return None;
            }
            seconds += i128::from(whole.parse::<u64>().ok()?);
            nanos = format!("{fraction:0<9.9}").parse().ok()?;
        } else if !rest.is_empty() || hours.is_none() && minutes.is_none() {
            return None;
        }
    } else if !rest.is_empty() || days.is_none() {
        return None;
    }
    let total = seconds.checked_mul(NANOS)?.checked_add(nanos)?;
    DaysTimeDuration::from_nanos(if negative { -total } else { total })
}

impl fmt::Display for YearsMonthsDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (years, months) = (self.0.unsigned_abs() / 12, self.0.unsigned_abs() % 12);
        f.write_str(if self.0 < 0 { "-P" } else { "P" })?;
        if years != 0 {
            write!(f, "{years}Y")?;
        }
        if months != 0 || years == 0 { write!(f, "{months}M") } else { Ok(()) }
    }
}

impl fmt::Display for DaysTimeDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanos = self.nanos();
        let (total, fraction) = (nanos.unsigned_abs() / 1_000_000_000, nanos.unsigned_abs() % 1_000_000_000);
        let (days, hours, minutes, seconds) =
            (total / 86_400, total / 3600 % 24, total / 60 % 60, total % 60);
        f.write_str(if nanos < 0 { "-P" } else { "P" })?;
        if days != 0 {
            write!(f, "{days}D")?;
        }
        if days != 0 && total.is_multiple_of(86_400) && fraction == 0 {
            return Ok(());
        }
        f.write_str("T")?;
        if hours != 0 {
            write!(f, "{hours}H")?;
        }
        if minutes != 0 {
            write!(f, "{minutes}M")?;
        }
        if fraction != 0 {
            return write!(f, "{seconds}.{}S", format!("{fraction:09}").trim_end_matches('0'));
        }
        if seconds != 0 || total == 0 { write!(f, "{seconds}S") } else { Ok(()) }
    }
}
