//! Work for programs outside (`r:operation="auftrag"`), at least once: a worker takes work on a topic for a while, does it
//! and answers, or says why it could not. Work whose time runs out without an answer is taken again; what nobody can do
//! becomes an incident that staff see, repair and repeat.

use crate::{
    Result,
    entries::Event,
    jobs,
    model::{Auftrag, AuftragId, Error, Vorgang},
    nachrichten, process, record,
    tables::{self, auftraege as rows},
};
use bpmn::{ActivityId, Failure, Input, Variables};
use feel::{Context, Value};
use identity::Scope;
use jiff::SignedDuration;
use packages::{Library, Package};
use std::sync::Arc;
use store::{Ended, Executor, StreamId, Tx};
use uuid::Uuid;

/// So often work is taken before it becomes an incident.
pub const MAX_VERSUCHE: i64 = 5;
/// No lease is longer than this.
pub const MAX_LEASE: SignedDuration = SignedDuration::from_hours(24);
/// Most work that a worker takes at a time.
pub const MAX_AT_ONCE: i64 = 100;

/// Takes up to `limit` pieces of work on a topic, oldest first, for as long as `lease` says. What was taken
/// [`MAX_VERSUCHE`] times without an answer is not handed out again: a job makes an incident of it.
///
/// # Errors
/// [`Error::Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn lease(
    tx: &mut Tx,
    scope: &Scope,
    topic: &str,
    worker: &str,
    limit: i64,
    lease: SignedDuration,
) -> Result<Vec<Auftrag>> {
    scope.house()?;
    let until = tx.now().checked_add(lease.clamp(SignedDuration::from_secs(1), MAX_LEASE));
    let until = until.unwrap_or(jiff::Timestamp::MAX);
    let mut taken = Vec::new();
    for row in rows::free(tx, topic, limit.clamp(1, MAX_AT_ONCE)).await? {
        let versuch = row.versuche.unwrap_or(0) + 1;
        if versuch > MAX_VERSUCHE {
            let key = format!("aufgeben {}", row.id);
            let now = tx.now();
            tx.enqueue_at(&jobs::Aufgeben { auftrag: row.id }, now, Some(key)).await?;
            continue;
        }
        let Some(vorgang) = tables::vorgang(tx, row.vorgang).await? else { continue };
        if vorgang.angehalten_at.is_some() {
            continue;
        }
        let lease = tx.new_id();
        rows::take(tx, &row, lease, worker, until.into()).await?;
        taken.push(Auftrag {
            id: row.id,
            lease,
            until,
            versuch,
            topic: row.topic,
            aktenzeichen: vorgang.aktenzeichen,
            inhalt: Variables(nachrichten::decode(&row.inhalt)?),
        });
    }
    Ok(taken)
}

/// Work on a topic that waits for programs.
#[derive(Debug, Clone, PartialEq, sqlx::FromRow)]
pub struct Topic {
    /// What kind of work (`r:topic`).
    pub topic: String,
    /// How much of it, what somebody holds included.
    pub anzahl: i64,
    /// Since when the oldest waits.
    pub aelteste: store::At,
}

/// The work that waits for programs, by topic.
///
/// # Errors
/// [`Error::Denied`](crate::Error::Denied) for everybody but the program itself.
pub async fn waiting_work(on: &mut impl Executor, scope: &Scope) -> Result<Vec<Topic>> {
    scope.house()?;
    Ok(rows::topics(on).await?)
}

/// Holds work for longer, from now on.
///
/// # Errors
/// [`Error::LeaseLost`](crate::Error::LeaseLost).
pub async fn extend_lease(
    tx: &mut Tx,
    scope: &Scope,
    id: AuftragId,
    lease: Uuid,
    longer: SignedDuration,
) -> Result<()> {
    scope.house()?;
    let until = tx.now().checked_add(longer.clamp(SignedDuration::from_secs(1), MAX_LEASE));
    let until = until.unwrap_or(jiff::Timestamp::MAX);
    let open = rows::read(tx, id).await?.is_some_and(|row| row.is_open());
    if open && rows::set_until(tx, id, lease, until.into()).await? { Ok(()) } else { Err(Error::LeaseLost) }
}

/// Answers work; the process goes on. An answer that comes after its time counts as long as nobody else has taken the
/// work.
///
/// # Errors
/// [`Error::LeaseLost`](crate::Error::LeaseLost) for a second answer, or when somebody else has the work;
/// [`Error::Angehalten`](crate::Error::Angehalten): answer again later.
pub async fn complete(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    id: AuftragId,
    lease: Uuid,
    ergebnis: &Context,
) -> Result<()> {
    scope.house()?;
    let held = held(tx, library, id, lease).await?;
    let event = Event::AuftragErledigt {
        auftrag: id,
        worker: held.worker(),
        ergebnis: nachrichten::encode(ergebnis)?,
    };
    held.record(tx, event).await?;
    rows::give_up(tx, id).await?;
    let result = held.node().and_then(|node| node.extension("result"));
    let output = nachrichten::named(result, Value::Context(ergebnis.clone()));
    held.drive(tx, Input::Complete { activity: held.activity(), output }).await
}

/// Why a worker could not do its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fehlschlag {
    /// It may be tried again, after a pause.
    Nochmals(SignedDuration),
    /// Trying again does not help: staff have to look.
    Endgueltig,
    /// An error of the business with its code, which the process may catch.
    Fachlich(String),
}

/// Says that work could not be done. `message` is for staff.
///
/// # Errors
/// As [`complete`].
pub async fn fail(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    id: AuftragId,
    lease: Uuid,
    message: &str,
    why: &Fehlschlag,
) -> Result<()> {
    scope.house()?;
    let held = held(tx, library, id, lease).await?;
    match why {
        Fehlschlag::Nochmals(pause) if held.row.versuche.unwrap_or(0) < MAX_VERSUCHE => {
            let at = tx.now().checked_add((*pause).clamp(SignedDuration::ZERO, MAX_LEASE));
            // Held by nobody, and taken by nobody before that time.
            let nobody = tx.new_id();
            rows::hand_back(tx, id, nobody, at.unwrap_or(jiff::Timestamp::MAX).into()).await?;
            Ok(())
        }
        Fehlschlag::Nochmals(_) | Fehlschlag::Endgueltig => {
            give_up(tx, library, &held.row, &held.worker(), message, None).await
        }
        Fehlschlag::Fachlich(code) => {
            give_up(tx, library, &held.row, &held.worker(), message, Some(code)).await
        }
    }
}

/// Work in the hands of whoever shows its lease, with its Vorgang, locked.
struct Held {
    row: rows::Row,
    vorgang: Vorgang,
    package: Arc<Package>,
}

impl Held {
    fn worker(&self) -> String {
        self.row.worker.clone().unwrap_or_default()
    }

    fn activity(&self) -> ActivityId {
        ActivityId(u64::try_from(self.row.activity).unwrap_or(0))
    }

    fn node(&self) -> Option<&bpmn::Node> {
        self.package.element(self.vorgang.verfahren(), &self.row.element)
    }

    async fn record(&self, tx: &mut Tx, event: Event) -> Result<()> {
        record(tx, &Scope::House, self.vorgang.akte, self.vorgang.id, event).await
    }

    async fn drive(&self, tx: &mut Tx, input: Input) -> Result<()> {
        process::drive(tx, &Scope::House, &self.package, self.vorgang.id, input).await
    }
}

async fn held(tx: &mut Tx, library: &Library, id: AuftragId, lease: Uuid) -> Result<Held> {
    let row = rows::read(tx, id).await?.ok_or(Error::LeaseLost)?;
    let held = locked(tx, library, &row).await?;
    if held.row.is_open() && held.row.lease == Some(lease) { Ok(held) } else { Err(Error::LeaseLost) }
}

async fn locked(tx: &mut Tx, library: &Library, row: &rows::Row) -> Result<Held> {
    let vorgang = tables::vorgang(tx, row.vorgang).await?.ok_or(Error::NotFound)?;
    tx.lock_stream(StreamId(vorgang.akte.0)).await?;
    // Once more under the lock.
    let row = rows::read(tx, row.id).await?.ok_or(Error::LeaseLost)?;
    let package = library.get_in(tx, &vorgang.package()?).await?;
    Ok(Held { row, vorgang, package })
}

/// Carries out the job: nobody is asked to do this work any more.
pub(crate) async fn abandon(
    tx: &mut Tx,
    library: &Library,
    job: &jobs::Aufgeben,
) -> Result<Ended, store::Failure> {
    let Some(row) = rows::read(tx, job.auftrag).await? else { return Ok(Ended::Nothing) };
    let worker = row.worker.clone().unwrap_or_default();
    let message = format!("was taken {MAX_VERSUCHE} times and never answered");
    match give_up(tx, library, &row, &worker, &message, None).await {
        Ok(()) => Ok(Ended::Done),
        // The last one has answered after all.
        Err(Error::LeaseLost) => Ok(Ended::Nothing),
        Err(error) => jobs::later_while_suspended(tx, error),
    }
}

/// Work that failed for good: an error of the business, or an incident.
async fn give_up(
    tx: &mut Tx,
    library: &Library,
    row: &rows::Row,
    worker: &str,
    message: &str,
    code: Option<&String>,
) -> Result<()> {
    let held = locked(tx, library, row).await?;
    if !held.row.is_open() {
        return Err(Error::LeaseLost);
    }
    let message: String = message.trim().chars().take(1_000).collect();
    let event = Event::AuftragGescheitert {
        auftrag: row.id,
        worker: worker.to_owned(),
        message: message.clone(),
        code: code.cloned(),
    };
    held.record(tx, event).await?;
    rows::give_up(tx, row.id).await?;
    let error = Failure { code: code.map(|code| code.as_str().into()), message: message.into() };
    held.drive(tx, Input::Fail { activity: held.activity(), error }).await
}
