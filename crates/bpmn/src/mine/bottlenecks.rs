//! What takes the most time of all cases, and why.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::mined::{Activity, Follows};

/// How many are told.
const MOST: usize = 10;

/// A part of the time of all cases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bottleneck {
    /// Why it takes time.
    pub reason: Reason,
    /// That time over all cases, in milliseconds.
    pub total_ms: i64,
    /// As a share of the cycle time of all cases; parallel work can make all shares more than 1.
    pub share: f64,
}

/// Why time passes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Work is ready and nobody takes it up.
    Waiting {
        /// The id of the activity.
        activity: Arc<str>,
        /// The role that does it.
        who: Option<Arc<str>>,
    },
    /// The work itself.
    Working {
        /// The id of the activity.
        activity: Arc<str>,
    },
    /// Between the end of one activity and the creation of the next: events, automatic steps, or nothing
    /// known.
    HandOver {
        /// The id of the first; none for the begin of the case.
        from: Option<Arc<str>>,
        /// The id of the second.
        to: Option<Arc<str>>,
    },
}

impl fmt::Display for Bottleneck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.0} % of the time of all cases is ", self.share * 100.0)?;
        match &self.reason {
            Reason::Waiting { activity, who: Some(who) } => write!(f, "'{activity}' waiting for \"{who}\""),
            Reason::Waiting { activity, who: None } => write!(f, "'{activity}' waiting to be taken up"),
            Reason::Working { activity } => write!(f, "the work of '{activity}' itself"),
            Reason::HandOver { from: Some(from), to: Some(to) } => {
                write!(f, "between the end of '{from}' and the beginning of '{to}'")
            }
            Reason::HandOver { from: None, to: Some(to) } => write!(f, "before '{to}' begins"),
            Reason::HandOver { from: Some(from), to: None } => {
                write!(f, "after '{from}' until the case ends")
            }
            Reason::HandOver { from: None, to: None } => f.write_str("in cases without activities"),
        }
    }
}

/// The largest parts; equal ones as their activities stand.
pub(super) fn find(activities: &[Activity], follows: &[Follows], cycle_ms: i64) -> Vec<Bottleneck> {
    let of_activities = activities.iter().flat_map(|activity| {
        let id = || activity.id.clone();
        let waiting = Reason::Waiting { activity: id(), who: activity.who.clone() };
        [
            (waiting, activity.waiting.total_ms),
            (Reason::Working { activity: id() }, activity.working.total_ms),
        ]
    });
    let between = follows.iter().map(|pair| {
        (Reason::HandOver { from: pair.from.clone(), to: pair.to.clone() }, pair.hand_over.total_ms)
    });
    let mut parts: Vec<(Reason, i64)> =
        of_activities.chain(between).filter(|(_, total)| *total > 0).collect();
    parts.sort_by_key(|(_, total)| std::cmp::Reverse(*total));
    parts.truncate(MOST);
    let share = |total: i64| if cycle_ms > 0 { total as f64 / cycle_ms as f64 } else { 0.0 };
    parts
        .into_iter()
        .map(|(reason, total_ms)| Bottleneck { reason, total_ms, share: share(total_ms) })
        .collect()
}
