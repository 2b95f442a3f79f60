//! What a Vorgang has done after its transaction: the Bescheid, timers.

use crate::{
    anfragen, aufrufe, auftraege, bescheid, late,
    model::{AnfrageId, AufrufId, AuftragId, Error, NachrichtId, TaskId},
    nachrichten, process, schreiben, tables,
};
use identity::Scope;
use jiff::{SignedDuration, Timestamp};
use packages::Library;
use records::{AkteId, VorgangId};
use serde::{Deserialize, Serialize};
use store::{Claimed, Ended, Failure, Job, Jobs, Store, StreamId, Tx};

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
    /// What is locked first; older jobs do not say.
    #[serde(default)]
    pub akte: Option<AkteId>,
    pub timer: u64,
}

impl Job for Timer {
    const KIND: &'static str = "cases.timer";

    fn stream(&self) -> Option<StreamId> {
        self.akte.map(|akte| StreamId(akte.0))
    }
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
pub(crate) fn later_while_suspended(tx: &Tx, error: Error) -> Result<Ended, Failure> {
    match error {
        Error::Angehalten => Ok(Ended::Later(after_a_pause(tx.now()))),
        error => Err(error.into()),
    }
}

/// See [`later_while_suspended`].
pub(crate) fn after_a_pause(now: Timestamp) -> Timestamp {
    now.checked_add(WHILE_SUSPENDED).unwrap_or(Timestamp::MAX)
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
    /// A handler that needs the library: `own!(issue)` is `|store, job| issue(&store, &library, &job)`.
    macro_rules! own {
        ($job:ty, $handler:path) => {{
            let library = library.clone();
            move |store: Store, _: Claimed, job: $job| {
                let library = library.clone();
                async move { $handler(&store, &library, &job).await }
            }
        }};
    }
    /// A handler that is given a transaction: `within!(fire)` is `|tx, job| fire(tx, &library, &job)`.
    macro_rules! within {
        ($job:ty, $handler:path) => {{
            let library = library.clone();
            move |tx: &mut Tx, job: $job| {
                let library = library.clone();
                Box::pin(async move { $handler(tx, &library, &job).await })
            }
        }};
    }
    jobs.on(own!(Bescheid, bescheid::issue))
        .on(own!(Schreiben, schreiben::send))
        .within(within!(Timer, fire))
        .within(within!(Verstrichen, lapse))
        .within(within!(Weiterfuehren, anfragen::take_up))
        .within(|tx, job: Erinnern| Box::pin(async move { schreiben::remind(tx, &job).await }))
        .within(within!(Faellig, late::overdue))
        .within(|tx, job: Eskalieren| Box::pin(async move { late::escalate(tx, &job).await }))
        .within(within!(Zustellen, nachrichten::hand_over))
        .within(|tx, job: Signal| Box::pin(async move { nachrichten::spread(tx, &job).await }))
        .within(within!(SignalAn, nachrichten::reach))
        .within(within!(Aufrufen, aufrufe::begin))
        .within(within!(Antworten, aufrufe::answer))
        .within(within!(Abrufen, aufrufe::end))
        .within(within!(Aufgeben, auftraege::abandon))
}

async fn lapse(tx: &mut Tx, library: &Library, job: &Verstrichen) -> Result<Ended, Failure> {
    match anfragen::lapse(tx, library, job.anfrage).await {
        Ok(settled) => Ok(settled),
        Err(error) => later_while_suspended(tx, error),
    }
}

async fn fire(tx: &mut Tx, library: &Library, job: &Timer) -> Result<Ended, Failure> {
    let akte = match job.akte {
        Some(akte) => akte,
        None => match tables::vorgang(tx, job.vorgang).await? {
            Some(found) => found.akte,
            None => return Ok(Ended::Nothing),
        },
    };
    match tx.lock_stream(StreamId(akte.0)).await {
        Ok(_) => {}
        // The Akte was destroyed.
        Err(store::Error::Erased(_) | store::Error::NoStream(_)) => return Ok(Ended::Nothing),
        Err(error) => return Err(error.into()),
    }
    let Some(driven) = tables::driven(tx, job.vorgang).await? else { return Ok(Ended::Nothing) };
    let package = library.get_in(tx, &driven.vorgang.package()?).await.map_err(Error::from)?;
    let input = bpmn::Input::TimerDue { timer: bpmn::WaitId(job.timer) };
    match process::drive_on(tx, &Scope::House, &package, driven, input).await {
        Ok(()) => Ok(Ended::Done),
        // The process went another way in the meantime: the timer is no longer waited for.
        Err(Error::Refused { reason: bpmn::Error::WaitNotOpen(_) | bpmn::Error::Ended, .. }) => {
            Ok(Ended::Nothing)
        }
        // The clock was put back.
        Err(Error::Refused { reason: bpmn::Error::NotDue { due, .. }, .. }) => Ok(Ended::Later(due)),
        Err(error) => later_while_suspended(tx, error),
    }
}
