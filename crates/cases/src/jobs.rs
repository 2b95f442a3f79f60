//! What a Vorgang has done after its transaction: the Bescheid, timers.

use crate::{bescheid, model::Error, process, tables};
use identity::Scope;
use packages::Library;
use records::VorgangId;
use serde::{Deserialize, Serialize};
use store::{Claimed, Failure, Job, Jobs, Outcome, Store, StreamId};

/// Typeset, file and deliver the Bescheid of a Vorgang.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Bescheid {
    pub vorgang: VorgangId,
    pub activity: u64,
    pub element: String,
}

impl Job for Bescheid {
    const KIND: &'static str = "cases.bescheid";
}

/// A timer of a process has run down.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Timer {
    pub vorgang: VorgangId,
    pub timer: u64,
}

impl Job for Timer {
    const KIND: &'static str = "cases.timer";
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Store(error) => Self::from(error),
            error => Self::Again(error.to_string()),
        }
    }
}

/// Registers the handlers of this office.
#[must_use]
pub fn register_jobs(jobs: Jobs, library: &Library) -> Jobs {
    let (first, second) = (library.clone(), library.clone());
    jobs.on(move |store: Store, _: Claimed, job: Bescheid| {
        let library = first.clone();
        async move { bescheid::issue(&store, &library, &job).await }
    })
    .on(move |store: Store, _: Claimed, job: Timer| {
        let library = second.clone();
        async move { fire(&store, &library, &job).await }
    })
}

async fn fire(store: &Store, library: &Library, job: &Timer) -> Result<Outcome, Failure> {
    let mut tx = store.begin().await?;
    let found = tables::vorgang(&mut tx, job.vorgang).await?;
    let Some(found) = found else { return Ok(Outcome::Nothing) };
    tx.lock_stream(StreamId(found.akte.0)).await?;
    let package = library.get(&found.package()?).await.map_err(Error::from)?;
    let input = bpmn::Input::TimerDue { timer: bpmn::WaitId(job.timer) };
    match process::drive(&mut tx, &Scope::House, &package, job.vorgang, input).await {
        Ok(()) => Ok(Outcome::Done(tx)),
        // The process went another way in the meantime: the timer is no longer waited for.
        Err(Error::Process { .. }) => Ok(Outcome::Nothing),
        Err(error) => Err(error.into()),
    }
}
