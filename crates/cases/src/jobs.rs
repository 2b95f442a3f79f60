//! What a Vorgang has done after its transaction: the Bescheid, timers.

use crate::{
    anfragen, bescheid, late,
    model::{AnfrageId, Error, TaskId},
    process, schreiben, tables,
};
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

impl Bescheid {
    /// Name of the job while it waits for the end of a time in which the decision can be taken back.
    pub(crate) fn key(&self) -> String {
        bescheid_key(self.vorgang, self.activity)
    }
}

/// See [`Bescheid::key`].
pub(crate) fn bescheid_key(vorgang: VorgangId, activity: u64) -> String {
    format!("bescheid {vorgang} {activity}")
}

/// Write and deliver the letter of a question.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Schreiben {
    pub anfrage: AnfrageId,
}

impl Job for Schreiben {
    const KIND: &'static str = "cases.schreiben";
}

/// Remind of a question.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Erinnern {
    pub anfrage: AnfrageId,
}

impl Job for Erinnern {
    const KIND: &'static str = "cases.erinnern";
}

/// The time for an answer may be over.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Verstrichen {
    pub anfrage: AnfrageId,
}

impl Job for Verstrichen {
    const KIND: &'static str = "cases.verstrichen";
}

/// The time for a task is over.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Faellig {
    pub task: TaskId,
}

impl Job for Faellig {
    const KIND: &'static str = "cases.faellig";
}

/// A task has been late for long.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Eskalieren {
    pub task: TaskId,
}

impl Job for Eskalieren {
    const KIND: &'static str = "cases.eskalieren";
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
    let [first, second, third, fourth, fifth] = std::array::from_fn(|_| library.clone());
    jobs.on(move |store: Store, _: Claimed, job: Bescheid| {
        let library = first.clone();
        async move { bescheid::issue(&store, &library, &job).await }
    })
    .on(move |store: Store, _: Claimed, job: Timer| {
        let library = second.clone();
        async move { fire(&store, &library, &job).await }
    })
    .on(move |store: Store, _: Claimed, job: Schreiben| {
        let library = third.clone();
        async move { schreiben::send(&store, &library, &job).await }
    })
    .on(move |store: Store, _: Claimed, job: Verstrichen| {
        let library = fourth.clone();
        async move { Ok(anfragen::lapse(store.begin().await?, &library, job.anfrage).await?) }
    })
    .on(|store: Store, _: Claimed, job: Erinnern| async move { schreiben::remind(&store, &job).await })
    .on(move |store: Store, _: Claimed, job: Faellig| {
        let library = fifth.clone();
        async move { late::overdue(&store, &library, &job).await }
    })
    .on(|store: Store, _: Claimed, job: Eskalieren| async move { late::escalate(&store, &job).await })
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
