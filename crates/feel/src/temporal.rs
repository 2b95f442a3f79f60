//! Dates, times, dates and times, and the two durations of FEEL (DMN 1.5, 10.3.2.3.3 to 10.3.2.3.6).
//!
//! Years go from -999,999,999 to 999,999,999, as XML Schema texts of FEEL do; that is wider than
//! `jiff`'s, which knows the time zones here.

mod date;
mod duration;
mod time;
mod zone;

pub use date::Date;
pub use duration::{DaysTimeDuration, YearsMonthsDuration};
pub use time::{DateTime, Time};
pub use zone::Zone;

/// The text is not a date, time or duration of FEEL, or names a day that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a {0}")]
pub struct NotTemporal(pub(crate) &'static str);

pub(crate) const NANOS: i128 = 1_000_000_000;
pub(crate) const DAY_SECONDS: i64 = 86_400;

/// Exactly `count` ASCII digits at the start.
fn digits(text: &str, count: usize) -> Option<(u32, &str)> {
    let (head, tail) = text.split_at_checked(count)?;
    head.bytes().all(|b| b.is_ascii_digit()).then_some(())?;
    Some((head.parse().ok()?, tail))
}
