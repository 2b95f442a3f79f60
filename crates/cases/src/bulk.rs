//! Many similar tasks in one action, with an entry each and a way back.
//!
//! Each case is decided as it would be alone, with its own checks and entries. What leaves the house waits for
//! [`GRACE`]: until then the action can be taken back, whole or in single cases.

use crate::{
    Erledigung, Result, TaskId,
    entries::Event,
    jobs::bescheid_key,
    late,
    model::{Error, Vorgang},
    record,
    tables::{self, tasks},
    work,
};
use futures_util::{StreamExt, TryStreamExt, stream};
use identity::{Permission, Scope, Sight};
use jiff::SignedDuration;
use packages::{Library, Package};
use store::{Engine, Executor, Store, StreamId, Tx};
use uuid::Uuid;

/// For how long a bulk decision can be taken back.
pub const GRACE: SignedDuration = SignedDuration::from_mins(15);

/// Most tasks of one action.
pub const MOST: usize = 1_000;

/// Tasks of one transaction: long enough to be fast, short enough to let others write in between.
const AT_ONCE: usize = 50;

/// Transactions at the same time, where the engine writes in more than one.
const SIDE_BY_SIDE: usize = 4;

/// Many tasks that end alike.
#[derive(Debug, Clone)]
pub struct Sammlung {
    /// Chosen by the caller; the same one again does nothing twice.
    pub id: Uuid,
    /// Which; [`MOST`] at most.
    pub tasks: Vec<TaskId>,
    /// With what they end.
    pub erledigung: Erledigung,
}

/// What became of a bulk action.
#[derive(Debug, Default)]
pub struct Summary {
    /// The tasks that are done.
    pub done: Vec<TaskId>,
    /// The others, and why: somebody else has them, they are settled, four eyes.
    pub refused: Vec<(TaskId, Error)>,
}

/// Ends many tasks with the same outcome and reasons. A task that cannot be ended is left as it is and named in the
/// summary; the others are done.
///
/// # Errors
/// Only what concerns all: rights, too many tasks, the database. What was done before stays done.
pub async fn decide_many(
    store: &Store,
    scope: &Scope,
    library: &Library,
    sammlung: &Sammlung,
) -> Result<Summary> {
    scope.staff(Permission::WorkCases)?;
    let wanted: Vec<TaskId> = sammlung.tasks.iter().copied().take(MOST).collect();
    // All transactions lock their Akten in the same order, so that none waits for another that waits for it.
    let wanted = tasks::by_akte(&mut store.reader(), &Sight::of(scope)?.1, &wanted).await?;
    let side_by_side = match store.engine() {
        Engine::Sqlite => 1,
        Engine::Postgres => SIDE_BY_SIDE,
    };
    let some = |tasks| decide_some(store, scope, library, sammlung, tasks);
    let parts: Vec<_> = wanted.chunks(AT_ONCE).map(some).collect();
    let mut parts = stream::iter(parts).buffered(side_by_side);
    let mut summary = Summary::default();
    while let Some(Summary { done, refused }) = parts.try_next().await? {
        summary.done.extend(done);
        summary.refused.extend(refused);
    }
    Ok(summary)
}

/// Ends some of them in one transaction.
async fn decide_some(
    store: &Store,
    scope: &Scope,
    library: &Library,
    sammlung: &Sammlung,
    tasks: &[TaskId],
) -> Result<Summary> {
    let mut summary = Summary::default();
    let mut tx = store.begin().await?;
    for task in tasks {
        match decide_one(&mut tx, scope, library, sammlung, *task).await {
            Ok(()) => summary.done.push(*task),
            Err(error @ (Error::Store(_) | Error::Process { .. })) => return Err(error),
            Err(error) => summary.refused.push((*task, error)),
        }
    }
    tx.commit().await?;
    Ok(summary)
}

async fn decide_one(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    sammlung: &Sammlung,
    task: TaskId,
) -> Result<()> {
    let how = work::How { sammlung: Some(sammlung.id), grace: GRACE };
    match work::decide_how(tx, scope, library, task, &sammlung.erledigung, how).await {
        // Done by this very action before: it was sent twice.
        Err(Error::Settled) if tasks::is_of_sammlung(tx, task, sammlung.id).await? => Ok(()),
        other => other,
    }
}

/// A bulk action that its maker can still take back.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Recent {
    /// Its id.
    pub id: Uuid,
    /// What was done, in the words of the process.
    pub name: String,
    /// In how many cases.
    pub anzahl: i64,
    /// When the last of them was done.
    pub done_at: store::At,
}

impl Recent {
    /// Until when it can be taken back.
    #[must_use]
    pub fn until(&self) -> jiff::Timestamp {
        self.done_at.timestamp().checked_add(GRACE).unwrap_or(jiff::Timestamp::MAX)
    }
}

/// The bulk actions of the person themselves that can still be taken back, newest first.
///
/// # Errors
/// [`Error::Denied`] without the permission to work on cases.
pub async fn recent(on: &mut impl Executor, scope: &Scope, now: jiff::Timestamp) -> Result<Vec<Recent>> {
    let (account, _) = scope.staff(Permission::WorkCases)?;
    let since = now.checked_sub(GRACE).unwrap_or(jiff::Timestamp::MIN);
    Ok(tasks::recent(on, &Sight::of(scope)?.1, account, since.into()).await?)
}

/// How far a bulk action was taken back.
#[derive(Debug, Default)]
pub struct TakenBack {
    /// The cases that stand as before.
    pub back: usize,
    /// Those that went on: their Bescheid is out, or somebody has worked on them.
    pub too_late: usize,
}

/// Takes a bulk decision back, in all cases that have not gone on since. Whoever made it can, and who may assign work.
///
/// # Errors
/// [`Error::NotFound`] when there is nothing of it (any more) that the scope may take back.
pub async fn take_back(store: &Store, scope: &Scope, library: &Library, sammlung: Uuid) -> Result<TakenBack> {
    let (account, behoerde) = scope.staff(Permission::WorkCases)?;
    let sight = Sight::of(scope)?.1;
    let all = scope.allows(Permission::AssignCases, behoerde);
    let found = tasks::of_sammlung(&mut store.reader(), &sight, sammlung).await?;
    let found: Vec<_> = found.into_iter().filter(|done| all || done.assignee == Some(account)).collect();
    if found.is_empty() {
        return Err(Error::NotFound);
    }
    let mut taken = TakenBack::default();
    for some in found.chunks(AT_ONCE) {
        let mut tx = store.begin().await?;
        for done in some {
            if take_back_one(&mut tx, scope, library, sammlung, done).await? {
                taken.back += 1;
            } else {
                taken.too_late += 1;
            }
        }
        tx.commit().await?;
    }
    Ok(taken)
}

async fn take_back_one(
    tx: &mut Tx,
    scope: &Scope,
    library: &Library,
    sammlung: Uuid,
    done: &tasks::Done,
) -> Result<bool> {
    let vorgang = &done.vorgang;
    tx.lock_stream(StreamId(vorgang.akte.0)).await?;
    let gone_on = tasks::has_gone_on(tx, vorgang.id, done.done_at).await?;
    let Some(state) = done.state().filter(|_| !gone_on) else { return Ok(false) };
    if !tasks::is_of_sammlung(tx, done.task, sammlung).await? {
        return Ok(false);
    }
    // A Bescheid that a worker has begun cannot be stopped.
    let package = library.get_in(tx, &vorgang.package()?).await?;
    for activity in letters(tx, &package, vorgang).await? {
        if !tx.cancel_job(&bescheid_key(vorgang.id, activity)).await? {
            return Ok(false);
        }
    }
    let before: bpmn::State = serde_json::from_value(state.clone()).unwrap_or_default();
    let event = Event::Zurueckgeholt {
        task: done.task,
        sammlung,
        name: done.task_name.clone(),
        state,
        erwartet: Some(crate::process::erwartungen(&before)),
    };
    record(tx, scope, vorgang.akte, vorgang.id, event).await?;
    for task in tasks::of_vorgang(tx, &Sight::of(scope)?.1, vorgang.id).await? {
        if let Some(due) = task.due().filter(|_| task.is_open()) {
            late::watch(tx, task.id, due).await?;
        }
    }
    Ok(true)
}

/// The activities of a process that wait for their Bescheid.
async fn letters(tx: &mut Tx, package: &Package, vorgang: &Vorgang) -> Result<Vec<u64>> {
    let state = tables::state(tx, vorgang.id).await?;
    let state: bpmn::State = state.and_then(|s| serde_json::from_value(s).ok()).unwrap_or_default();
    let process = package.process_of(vorgang.verfahren());
    let issues = |element: &str| {
        let node = process.and_then(|process| process.element(element));
        node.and_then(|node| node.extension("operation")) == Some("bescheid")
    };
    Ok(state.activities().filter(|open| issues(open.element)).map(|open| open.id.0).collect())
}
