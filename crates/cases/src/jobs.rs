//! What a Vorgang has done after its transaction: the Bescheid, timers.

use crate::{
    anfragen, aufrufe, auftraege, bescheid, late,
    model::{AnfrageId, AufrufId, AuftragId, Error, NachrichtId, TaskId},
    nachrichten, process, schreiben, tables,
};
use identity::Scope;
use jiff::{SignedDuration, Timestamp};
use packages::Library;
use records::VorgangId;
use serde::{Deserialize, Serialize};
use store::{Claimed, Failure, Job, Jobs, Outcome, Store, StreamId, Tx};

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

/// Let a process go on with an answer that came while it was suspended.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Weiterfuehren {
    pub anfrage: AnfrageId,
}

impl Job for Weiterfuehren {
    const KIND: &'static str = "cases.weiterfuehren";
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

/// Give a message that a process sent to the Vorgang that waits for it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Zustellen {
    pub nachricht: NachrichtId,
}

impl Job for Zustellen {
    const KIND: &'static str = "cases.zustellen";
}

impl Zustellen {
    /// Has the message delivered now; one job for each message, however often somebody begins to wait for it.
    pub(crate) async fn enqueue(&self, tx: &mut Tx) -> store::Result<()> {
        let key = format!("zustellen {}", self.nachricht);
        // One that looks again later gives way; one that looks right now will look again.
        tx.cancel_job(&key).await?;
        let now = tx.now();
        tx.enqueue_at(self, now, Some(key)).await
    }
}

/// Send a signal on to all that wait for it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Signal {
    pub signal: NachrichtId,
}

impl Job for Signal {
    const KIND: &'static str = "cases.signal";
}

/// A signal for one Vorgang.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SignalAn {
    pub signal: NachrichtId,
    pub vorgang: VorgangId,
}

impl Job for SignalAn {
    const KIND: &'static str = "cases.signal_an";
}

/// Begin the Vorgang of another Behoerde that was called.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Aufrufen {
    pub aufruf: AufrufId,
}

impl Job for Aufrufen {
    const KIND: &'static str = "cases.aufrufen";
}

/// Bring the answer of a call to the caller.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Antworten {
    pub aufruf: AufrufId,
}

impl Job for Antworten {
    const KIND: &'static str = "cases.antworten";
}

/// End the Vorgang of another Behoerde whose answer nobody needs any more.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Abrufen {
    pub aufruf: AufrufId,
}

impl Job for Abrufen {
    const KIND: &'static str = "cases.abrufen";
}

/// Make an incident of work that nobody answers.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Aufgeben {
    pub auftrag: AuftragId,
}

impl Job for Aufgeben {
    const KIND: &'static str = "cases.aufgeben";
}

/// How long what comes due for a suspended Vorgang is put off.
const WHILE_SUSPENDED: SignedDuration = SignedDuration::from_mins(10);

/// A job of a suspended Vorgang comes again later; that is no failure.
pub(crate) fn later_while_suspended(tx: &Tx, error: Error) -> Result<Outcome, Failure> {
    match error {
        Error::Angehalten => Ok(after_a_pause(tx.now())),
        error => Err(error.into()),
    }
}

/// See [`later_while_suspended`].
pub(crate) fn after_a_pause(now: Timestamp) -> Outcome {
    Outcome::Later(now.checked_add(WHILE_SUSPENDED).unwrap_or(Timestamp::MAX))
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
    /// A handler that needs the library: `with!(fire)` is `|store, job| fire(&store, &library, &job)`.
    macro_rules! with {
        ($job:ty, $handler:path) => {{
            let library = library.clone();
            move |store: Store, _: Claimed, job: $job| {
                let library = library.clone();
                async move { $handler(&store, &library, &job).await }
            }
        }};
    }
    jobs.on(with!(Bescheid, bescheid::issue))
        .on(with!(Timer, fire))
        .on(with!(Schreiben, schreiben::send))
        .on(with!(Verstrichen, lapse))
        .on(with!(Weiterfuehren, anfragen::take_up))
        .on(|store: Store, _: Claimed, job: Erinnern| async move { schreiben::remind(&store, &job).await })
        .on(with!(Faellig, late::overdue))
        .on(|store: Store, _: Claimed, job: Eskalieren| async move { late::escalate(&store, &job).await })
        .on(with!(Zustellen, nachrichten::hand_over))
        .on(|store: Store, _: Claimed, job: Signal| async move { nachrichten::spread(&store, &job).await })
        .on(with!(SignalAn, nachrichten::reach))
        .on(with!(Aufrufen, aufrufe::begin))
        .on(with!(Antworten, aufrufe::answer))
        .on(with!(Abrufen, aufrufe::end))
        .on(with!(Aufgeben, auftraege::abandon))
}

async fn lapse(store: &Store, library: &Library, job: &Verstrichen) -> Result<Outcome, Failure> {
    let tx = store.begin().await?;
    let again = after_a_pause(tx.now());
    match anfragen::lapse(tx, library, job.anfrage).await {
        Err(Error::Angehalten) => Ok(again),
        other => Ok(other?),
    }
}

async fn fire(store: &Store, library: &Library, job: &Timer) -> Result<Outcome, Failure> {
    let mut tx = store.begin().await?;
    let found = tables::vorgang(&mut tx, job.vorgang).await?;
    let Some(found) = found else { return Ok(Outcome::Nothing) };
    tx.lock_stream(StreamId(found.akte.0)).await?;
    let found = tables::vorgang(&mut tx, job.vorgang).await?.ok_or(Error::NotFound)?;
    let package = library.get(&found.package()?).await.map_err(Error::from)?;
    let input = bpmn::Input::TimerDue { timer: bpmn::WaitId(job.timer) };
    match process::drive(&mut tx, &Scope::House, &package, job.vorgang, input).await {
        Ok(()) => Ok(Outcome::Done(tx)),
        // The process went another way in the meantime: the timer is no longer waited for.
        Err(Error::Refused { reason: bpmn::Error::WaitNotOpen(_) | bpmn::Error::Ended, .. }) => {
            Ok(Outcome::Nothing)
        }
        // The clock was put back.
        Err(Error::Refused { reason: bpmn::Error::NotDue { due, .. }, .. }) => Ok(Outcome::Later(due)),
        Err(error) => later_while_suspended(&tx, error),
    }
}
