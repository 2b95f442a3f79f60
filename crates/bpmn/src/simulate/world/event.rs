//! What happens on the simulated clock.

use std::sync::Arc;

use feel::Context;

use crate::effects::{ActivityId, WaitId};

/// Something that happens at a time; what was planned earlier comes first among equals.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) at: i64,
    pub(super) sequence: u64,
    pub(super) what: What,
}

#[derive(Debug)]
pub(super) enum What {
    /// The next case arrives.
    Arrive,
    Done {
        case: u32,
        activity: ActivityId,
    },
    Timer {
        case: u32,
        wait: WaitId,
    },
    /// The world sends what this wait is for.
    Deliver {
        case: u32,
        wait: WaitId,
    },
    /// Another case threw a signal.
    Signal {
        case: u32,
        name: Arc<str>,
        payload: Context,
    },
    /// The people of a pool come to work.
    Open {
        pool: usize,
    },
}

impl PartialEq for Event {
    fn eq(&self, other: &Self) -> bool {
        (self.at, self.sequence) == (other.at, other.sequence)
    }
}

impl Eq for Event {}

impl PartialOrd for Event {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Event {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.sequence).cmp(&(other.at, other.sequence))
    }
}
