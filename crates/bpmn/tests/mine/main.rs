//! Mining of small logs whose figures can be computed by hand, of untidy logs, and of files.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod figures;
mod files;
mod model;
mod real;
mod untidy;

use bpmn::mine::{Event, Lifecycle, Log};
use jiff::Timestamp;

pub(crate) const MINUTE: i64 = 60_000;
pub(crate) const HOUR: i64 = 60 * MINUTE;

pub(crate) use Lifecycle::{Completed, Created, Started, Withdrawn};

/// Minutes after Monday, 8 o'clock in Berlin.
pub(crate) fn at(minute: i64) -> Timestamp {
    let monday: Timestamp = "2026-01-05T07:00:00Z".parse().unwrap();
    Timestamp::from_second(monday.as_second() + 60 * minute).unwrap()
}

pub(crate) fn event<'e>(case: &'e str, activity: &'e str, lifecycle: Lifecycle, minute: i64) -> Event<'e> {
    Event { case, activity, name: None, instance: None, lifecycle, time: at(minute), who: None }
}

pub(crate) fn log(events: &[(&str, &str, Lifecycle, i64)]) -> Log {
    let mut log = Log::new();
    for (case, activity, lifecycle, minute) in events {
        log.push(&event(case, activity, *lifecycle, *minute));
    }
    log
}
