//! One case while it runs: the state of the engine and what the world owes it.

use std::sync::Arc;

use super::random::Random;
use super::staff::Place;
use crate::effects::{ActivityId, IncidentId, WaitId};
use crate::engine::state::State;
use crate::process::NodeIx;

#[derive(Debug)]
pub(super) struct Case {
    /// None when it has ended or cannot go on at all.
    pub(super) state: Option<State>,
    pub(super) random: Random,
    pub(super) arrived: i64,
    pub(super) jobs: Vec<Job>,
    pub(super) waits: Vec<Wait>,
    pub(super) incidents: Vec<(Option<IncidentId>, Arc<str>, Arc<str>)>,
    pub(super) waiting_ms: i64,
    pub(super) working_ms: i64,
}

/// An activity that is handed out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Job {
    pub(super) activity: ActivityId,
    pub(super) node: NodeIx,
    pub(super) ready: i64,
    /// Drawn when it was handed out, in working time.
    pub(super) work_ms: i64,
    /// None for work without a pool.
    pub(super) place: Option<Place>,
    pub(super) started: Option<i64>,
}

/// A timer or subscription.
#[derive(Debug, Clone)]
pub(super) struct Wait {
    pub(super) id: WaitId,
    pub(super) node: NodeIx,
    pub(super) since: i64,
    /// The name of a message or signal.
    pub(super) name: Option<Arc<str>>,
    pub(super) signal: bool,
}

impl Case {
    pub(super) fn new(random: Random, arrived: i64) -> Self {
        Self {
            state: Some(State::new()),
            random,
            arrived,
            jobs: Vec::new(),
            waits: Vec::new(),
            incidents: Vec::new(),
            waiting_ms: 0,
            working_ms: 0,
        }
    }

    /// Adds to its books.
    pub(super) fn note(&mut self, waiting_ms: i64, working_ms: i64) {
        self.waiting_ms = self.waiting_ms.saturating_add(waiting_ms);
        self.working_ms = self.working_ms.saturating_add(working_ms);
    }

    pub(super) fn take_job(&mut self, activity: ActivityId) -> Option<Job> {
        let at = self.jobs.iter().position(|job| job.activity == activity)?;
        Some(self.jobs.swap_remove(at))
    }

    pub(super) fn take_wait(&mut self, id: WaitId) -> Option<Wait> {
        let at = self.waits.iter().position(|wait| wait.id == id)?;
        Some(self.waits.swap_remove(at))
    }
}
