//! What costs the cases the most time, and why: the part of all time of all cases that one change would get
//! at.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::plan::Plan;
use super::record::NodeRecord;
use super::report::PoolFigures;
use crate::statistics::sum;

/// The largest single part of the time that cases spend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bottleneck {
    /// Why time is lost there.
    pub reason: Reason,
    /// That time, over all cases, in milliseconds.
    pub total_ms: i64,
    /// As a share of all waiting, working and events of all cases.
    pub share: f64,
}

/// Why time is lost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Work waits during the hours of the pool because all its people are busy.
    StaffBusy {
        /// The pool.
        pool: String,
        /// The activity of it that waits the longest in all.
        element: String,
        /// The mean share of their time that its people work.
        utilisation: f64,
    },
    /// Work waits for the next working day.
    OutsideHours {
        /// The pool.
        pool: String,
        /// The activity of it that waits the longest in all.
        element: String,
    },
    /// The work itself takes that long, pauses at night included.
    Working {
        /// The activity.
        element: String,
    },
    /// Cases wait for a message, a signal, a condition or a timer.
    Event {
        /// The event or receive task.
        element: String,
    },
}

impl fmt::Display for Bottleneck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = self.share * 100.0;
        match &self.reason {
            Reason::StaffBusy { pool, element, utilisation } => write!(
                f,
                "{share:.0} % of all time is waiting for people of \"{pool}\", who work {:.0} % of their hours; the \
                 most waits at '{element}'",
                utilisation * 100.0
            ),
            Reason::OutsideHours { pool, element } => write!(
                f,
                "{share:.0} % of all time is waiting outside the hours of \"{pool}\"; the most waits at '{element}'"
            ),
            Reason::Working { element } => {
                write!(f, "{share:.0} % of all time is the work of '{element}' itself")
            }
            Reason::Event { element } => {
                write!(f, "{share:.0} % of all time is waiting for the event '{element}'")
            }
        }
    }
}

/// The largest part; of equal ones the first in document order.
pub(super) fn find(plan: &Plan<'_>, records: &[NodeRecord], pools: &[PoolFigures]) -> Option<Bottleneck> {
    let mut parts: Vec<(i64, Reason)> = Vec::new();
    let id = |at: usize| plan.process.nodes[at].id.to_string();
    for (ix, pool) in pools.iter().enumerate() {
        let of_pool = |at: usize| plan.elements[at].as_ref().is_some_and(|element| element.pool == Some(ix));
        let closed = |at: usize| records[at].waiting_closed_ms;
        let busy = |at: usize| sum(records[at].waiting.iter().copied()) - closed(at);
        let nodes = || (0..records.len()).filter(|at| of_pool(*at));
        let Some(worst) = nodes().rev().max_by_key(|at| busy(*at)) else { continue };
        let (pool, utilisation) = (pool.id.clone(), pool.utilisation.mean);
        let reason = Reason::StaffBusy { pool: pool.clone(), element: id(worst), utilisation };
        parts.push((sum(nodes().map(busy)), reason));
        if let Some(worst) = nodes().rev().max_by_key(|at| closed(*at)) {
            parts.push((sum(nodes().map(closed)), Reason::OutsideHours { pool, element: id(worst) }));
        }
    }
    for (at, record) in records.iter().enumerate() {
        parts.push((record.busy_ms, Reason::Working { element: id(at) }));
        parts.push((sum(record.event.iter().copied()), Reason::Event { element: id(at) }));
    }
    let all = sum(parts.iter().map(|(total, _)| *total));
    let (total_ms, reason) = parts.into_iter().rev().max_by_key(|(total, _)| *total)?;
    (total_ms > 0).then(|| Bottleneck { reason, total_ms, share: total_ms as f64 / all as f64 })
}
