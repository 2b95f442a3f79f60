//! What mining finds. Times are milliseconds: elapsed, or working time where a calendar was given.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::bottlenecks::Bottleneck;
use super::log::Unusable;
use crate::calendar::Calendar;
use crate::statistics::Spread;

/// The figures of a log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mined {
    /// The calendar whose working time the durations are; elapsed time without.
    pub calendar: Option<Calendar>,
    /// The cases.
    pub cases: Cases,
    /// The activities, the most frequent first.
    pub activities: Vec<Activity>,
    /// Which activity was completed right after which, the most frequent first.
    pub follows: Vec<Follows>,
    /// The ways that cases took, the most frequent first.
    pub variants: Vec<Variant>,
    /// Activities that were done more than once in a case, by the number of repetitions.
    pub rework: Vec<Rework>,
    /// What takes the most time, the largest part first; at most ten.
    pub bottlenecks: Vec<Bottleneck>,
    /// What is wrong with the log.
    pub oddities: Oddities,
}

/// The cases of a log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cases {
    /// All.
    pub count: u64,
    /// Those that have not ended; see [`super::Log::end_case`].
    pub open: u64,
    /// Of those that have ended, from begin to end.
    pub cycle_time: Spread,
    /// When the first case began.
    pub first: Option<Timestamp>,
    /// When the last case began.
    pub last: Option<Timestamp>,
    /// Elapsed time between the begins of two cases: quantiles at even distances from the shortest to the
    /// longest.
    pub gap_quantiles_ms: Vec<i64>,
}

/// An activity of a log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    /// Its id.
    pub id: Arc<str>,
    /// Its name.
    pub name: Option<Arc<str>>,
    /// Completed executions.
    pub completed: u64,
    /// Withdrawn executions.
    pub withdrawn: u64,
    /// Executions that have not ended.
    pub open: u64,
    /// From created to started, where both are known.
    pub waiting: Spread,
    /// From started to completed, where both are known.
    pub working: Spread,
    /// From created to completed, where both are known.
    pub sojourn: Spread,
    /// Waiting and working as a share of the cycle time of all cases.
    pub share: f64,
    /// The role that completed it most often.
    pub who: Option<Arc<str>>,
    /// Quantiles of the working time at even distances, from the shortest to the longest.
    pub working_quantiles_ms: Vec<i64>,
}

/// Two activities, the second completed right after the first in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follows {
    /// The id of the first; none for the begin of a case.
    pub from: Option<Arc<str>>,
    /// The id of the second; none for the end of a case that has ended.
    pub to: Option<Arc<str>>,
    /// How often.
    pub count: u64,
    /// From the end of the first until the second was created, or whatever is known of it first; 0 where it
    /// was already, as with parallel work.
    pub hand_over: Spread,
}

/// A way through the process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// The ids of the activities in the order in which they were completed.
    pub activities: Vec<Arc<str>>,
    /// How many cases took it.
    pub cases: u64,
    /// How many of them have not ended.
    pub open: u64,
}

/// An activity that is repeated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rework {
    /// The id.
    pub activity: Arc<str>,
    /// Cases in which it was completed more than once.
    pub cases: u64,
    /// Completions beyond the first of each case.
    pub repetitions: u64,
}

/// How far a log contradicts itself. None of it is lost without being counted here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Oddities {
    /// Events that stand after a later one of their case. They are put in order.
    pub out_of_order: u64,
    /// The same transition of the same activity at the same time in a case. They count once.
    pub duplicates: u64,
    /// Transitions logged in their order with times in reverse: the clock was set back. The time between is
    /// 0.
    pub clock_jumps: u64,
    /// Completed without a start, of activities that have starts elsewhere.
    pub missing_start: u64,
    /// Never created, of activities that are created elsewhere.
    pub missing_creation: u64,
    /// Withdrawn without being open. They are left out.
    pub withdrawn_unknown: u64,
    /// Cases that end before they begin. They last 0.
    pub ended_before_begin: u64,
    /// Cases with events after their end.
    pub events_after_end: u64,
    /// Cases with a begin or an end but no event.
    pub without_events: u64,
    /// What was read and could not be used.
    pub unusable: Unusable,
}
