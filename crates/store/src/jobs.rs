//! Jobs: work that a command asked for in its transaction and that is done after it.
//!
//! A job is enqueued with the change that needs it ([`Tx::enqueue`]) and claimed by one worker at a time,
//! for a while (a *lease*). Its handler hands back the transaction that holds its effects; the job is removed
//! in that same transaction. What only changes the store, and quickly, is given a transaction instead, which it may share
//! with others that are due ([`Jobs::within`]). So effects inside the store happen exactly once, effects outside at least once:
//! those carry the job's id as idempotency key. What fails is repeated with growing pauses and ends, after
//! [`MAX_ATTEMPTS`], on the list of dead jobs, which staff see and can revive.

use crate::{
    At,
    db::{Db, Store, Tx},
    error::{Error, Result},
    journal::StreamId,
    sql::{placeholders, sql, values},
};
use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    collections::{HashMap, HashSet, VecDeque},
    future::Future,
    sync::Arc,
    time::Duration,
};
use tokio::{sync::watch, task::JoinSet};
use tracing::Instrument;
use uuid::Uuid;

/// After so many failed attempts a job is dead.
pub const MAX_ATTEMPTS: i64 = 12;
/// So many jobs at most share a transaction.
const TOGETHER: usize = 16;
/// After so long without a sign of life of its worker a job may be claimed by another one.
const LEASE: SignedDuration = SignedDuration::from_secs(30);
/// How often a worker gives a sign of life for the jobs it has.
const RENEW: Duration = Duration::from_secs(10);
/// How often a worker looks for due jobs when nobody wakes it.
const POLL: Duration = Duration::from_secs(1);

/// A kind of work. Its fields are ids only: what it works on lies sealed in the journal.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// `office.verb`, for example `cases.open`.
    const KIND: &'static str;

    /// The stream that it writes to, where it knows: jobs that share a transaction lock theirs beforehand, all at once.
    fn stream(&self) -> Option<StreamId> {
        None
    }
}

/// What a handler hands back.
#[expect(
    clippy::large_enum_variant,
    reason = "one lives at a time and a moment only; nearly always it is the large one"
)]
pub enum Outcome {
    /// The effects are in this transaction.
    Done(Tx),
    /// There was nothing (left) to do, or it was done outside the store.
    Nothing,
    /// It is too early, because the clock was put back since the job was claimed, or because what it waits for was
    /// put off. It is due again then; this was no attempt.
    Later(Timestamp),
}

/// Why a handler did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Repeating may help. The text is shown to operators: no personal data.
    #[error("{0}")]
    Again(String),
    /// Repeating cannot help: the job is dead at once.
    #[error("{0}")]
    Never(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Again(error.to_string())
    }
}

/// A job in the hands of a worker.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Claimed {
    /// Id of the job; the idempotency key of effects outside the store.
    pub id: Uuid,
    kind: String,
    payload: String,
    /// Which attempt this is, from 1.
    pub attempts: i64,
    lease: Option<Uuid>,
}

/// A job that was given up.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DeadJob {
    /// Id of the job.
    pub id: Uuid,
    /// Kind, see [`Job::KIND`].
    pub kind: String,
    /// How often it was tried.
    pub attempts: i64,
    /// What the last attempt said.
    pub last_error: Option<String>,
    /// When it was enqueued.
    pub created_at: At,
}

/// What a handler came to that works in a transaction which it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The effects are in the transaction.
    Done,
    /// There was nothing (left) to do: what it may have changed on the way is not kept.
    Nothing,
    /// As [`Outcome::Later`]: what it may have changed on the way is not kept.
    Later(Timestamp),
}

type Alone = dyn Fn(Store, Claimed) -> BoxFuture<'static, Result<Outcome, Failure>> + Send + Sync;
type Within = dyn for<'a> Fn(&'a mut Tx, &Claimed) -> BoxFuture<'a, Result<Ended, Failure>> + Send + Sync;

/// How several jobs are done in one transaction.
struct Together {
    stream: fn(&Claimed) -> Option<StreamId>,
    handle: Box<Within>,
}

#[derive(Clone)]
enum Handler {
    /// Has a transaction of its own.
    Alone(Arc<Alone>),
    /// Several are done in one transaction.
    Together(Arc<Together>),
}

const NEW: &str = "INSERT INTO jobs (id, kind, payload, unique_key, state, run_at, attempts, created_at) ";
const KNOWN: &str = " ON CONFLICT (unique_key) DO NOTHING";

/// The handlers of all offices.
#[derive(Clone, Default)]
pub struct Jobs(HashMap<&'static str, Handler>);

impl Claimed {
    fn read<J: Job>(&self) -> Result<J, Failure> {
        serde_json::from_str(&self.payload)
            .map_err(|error| Failure::Never(format!("payload cannot be read: {error}")))
    }
}

impl std::fmt::Debug for Jobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Tx {
    /// Enqueues a job that is due at once.
    pub async fn enqueue<J: Job>(&mut self, job: &J) -> Result<()> {
        let now = self.now();
        self.enqueue_at(job, now, None).await
    }

    /// Enqueues a job that is due at `at`. With a `unique_key`, a second one with the same key is not
    /// enqueued while the first is there.
    pub async fn enqueue_at<J: Job>(
        &mut self,
        job: &J,
        at: Timestamp,
        unique_key: Option<String>,
    ) -> Result<()> {
        let payload = serde_json::to_string(job).map_err(|e| Error::Encode(e.to_string()))?;
        let (id, now) = (self.new_id(), At::from(self.now()));
        self.jobs.push(values![id, J::KIND, payload, unique_key, "ready", At::from(at), 0_i64, now]);
        self.changes += 1;
        self.enqueued = true;
        Ok(())
    }

    /// Writes the jobs of this transaction, before it ends.
    pub(crate) async fn write_jobs(&mut self) -> Result<()> {
        let jobs = std::mem::take(&mut self.jobs);
        self.write_rows(NEW, KNOWN, jobs).await
    }

    /// Takes a job back that nobody has begun. Returns whether it was there.
    pub async fn cancel_job(&mut self, unique_key: &str) -> Result<bool> {
        self.write_jobs().await?;
        let gone = sql("DELETE FROM jobs WHERE unique_key = $1 AND state = 'ready' AND lease IS NULL")
            .bind(unique_key.to_owned())
            .execute(self)
            .await?;
        Ok(gone > 0)
    }
}

impl Jobs {
    /// Registers the handler of a kind of job that begins its transaction when it needs one: for what takes long, or
    /// has effects outside the store.
    #[must_use]
    pub fn on<J, F, R>(mut self, handler: F) -> Self
    where
        J: Job,
        F: Fn(Store, Claimed, J) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Outcome, Failure>> + Send + 'static,
    {
        let handler = move |store, claimed: Claimed| match claimed.read() {
            Ok(job) => Box::pin(handler(store, claimed, job)) as BoxFuture<_>,
            Err(failure) => Box::pin(async move { Err(failure) }),
        };
        self.0.insert(J::KIND, Handler::Alone(Arc::new(handler)));
        self
    }

    /// Registers the handler of a kind of job that only changes the store, and quickly. It is given a transaction, which
    /// it may share with others that are due: where one of them fails, none of it is kept, and each is done again in a
    /// transaction of its own.
    #[must_use]
    pub fn within<J, F>(mut self, handler: F) -> Self
    where
        J: Job,
        F: for<'a> Fn(&'a mut Tx, J) -> BoxFuture<'a, Result<Ended, Failure>> + Send + Sync + 'static,
    {
        let handle = Box::new(typed(move |tx, claimed| match claimed.read() {
            Ok(job) => handler(tx, job),
            Err(failure) => Box::pin(async move { Err(failure) }),
        }));
        let together = Together { stream: |claimed| claimed.read::<J>().ok()?.stream(), handle };
        self.0.insert(J::KIND, Handler::Together(Arc::new(together)));
        self
    }

    /// Does everything that is due now, one after the other, until nothing is left. For tests and for the
    /// command line. Returns how many jobs ran.
    pub async fn run_until_idle(&self, store: &Store) -> Result<u64> {
        let mut count = 0;
        loop {
            let mut claimed: VecDeque<_> = claim(store, TOGETHER).await?.into();
            if claimed.is_empty() {
                return Ok(count);
            }
            while let Some(load) = self.next_load(&mut claimed) {
                count += load.len() as u64;
                self.run(store, load).await?;
            }
        }
    }

    /// Works until `stop` becomes true, with up to `parallel` jobs at a time; ends when those under way are
    /// done. The database being away is waited out.
    pub async fn work(&self, store: Store, parallel: usize, mut stop: watch::Receiver<bool>) {
        let listener = listen(&store);
        let mut hands = Hands::default();
        while !*stop.borrow() {
            hands.renew(&store).await;
            hands.fill(&store, parallel).await;
            while hands.running.len() < parallel
                && let Some(load) = self.next_load(&mut hands.claimed)
            {
                hands.start(self.clone(), store.clone(), load);
            }
            tokio::select! {
                _ = stop.changed() => {}
                () = store.wake().notified(), if hands.claimed.is_empty() => {}
                Some(ended) = hands.running.join_next_with_id(), if !hands.running.is_empty() => {
                    hands.under_way.remove(&task_id(&ended));
                }
                () = tokio::time::sleep(POLL) => {}
            }
        }
        if let Err(error) = give_back(&store, &hands.claimed).await {
            // Their lease ends soon.
            tracing::warn!(%error, "jobs.give_back.failed");
        }
        while hands.running.join_next().await.is_some() {}
        if let Some(listener) = listener {
            listener.abort();
        }
    }

    /// What is to be begun next of what was claimed: one job, or several that may share a transaction. What has failed
    /// before is done by itself, so that the others do not suffer from it again.
    fn next_load(&self, claimed: &mut VecDeque<Claimed>) -> Option<Vec<Claimed>> {
        let shares = |job: &Claimed| job.attempts <= 1 && self.together(job).is_some();
        let mut load = vec![claimed.pop_front()?];
        if shares(&load[0]) {
            while load.len() < TOGETHER
                && let Some(next) = claimed.pop_front_if(|next| shares(next))
            {
                load.push(next);
            }
        }
        Some(load)
    }

    fn together(&self, job: &Claimed) -> Option<&Together> {
        match self.0.get(job.kind.as_str()) {
            Some(Handler::Together(together)) => Some(together),
            _ => None,
        }
    }

    async fn run(&self, store: &Store, load: Vec<Claimed>) -> Result<()> {
        if load.len() > 1 && self.run_together(store, &load).await {
            return Ok(());
        }
        let mut result = Ok(());
        for job in load {
            result = self.run_one(store, job).await.and(result);
        }
        result
    }

    /// Does several jobs in one transaction. Returns whether it did; else nothing has changed.
    async fn run_together(&self, store: &Store, load: &[Claimed]) -> bool {
        let known: Option<Vec<_>> = load.iter().map(|job| self.together(job)).collect();
        let (Some(known), Ok(mut tx)) = (known, store.begin().await) else { return false };
        let streams = known.iter().zip(load).filter_map(|(together, job)| (together.stream)(job));
        if tx.lock_streams(streams).await.is_err() {
            return false;
        }
        let mut done = Vec::new();
        let mut later = Vec::new();
        for (together, job) in known.iter().zip(load) {
            let before = tx.changes;
            let ended = (together.handle)(&mut tx, job).instrument(span(job)).await;
            match ended {
                Ok(Ended::Done) => done.push(job),
                // What it changed must not be kept.
                _ if tx.changes != before || tx.broken => return false,
                Ok(Ended::Nothing) => done.push(job),
                Ok(Ended::Later(at)) => later.push((job, at)),
                Err(_) => return false,
            }
        }
        match finish(tx, &done, &later).await {
            Ok(()) => true,
            Err(error) => {
                tracing::debug!(%error, "jobs.together.failed");
                false
            }
        }
    }

    async fn run_one(&self, store: &Store, job: Claimed) -> Result<()> {
        let span = span(&job);
        self.carry_out(store, job).instrument(span).await
    }

    async fn carry_out(&self, store: &Store, job: Claimed) -> Result<()> {
        let outcome = match self.0.get(job.kind.as_str()) {
            Some(Handler::Alone(handler)) => handler(store.clone(), job.clone()).await,
            Some(Handler::Together(together)) => in_its_own(store, &job, &together.handle).await,
            None => {
                Err(Failure::Again(format!("this program has no handler for jobs of kind {:?}", job.kind)))
            }
        };
        let failure = match outcome {
            Ok(outcome) => match end(store, &job, outcome).await {
                Ok(()) => return Ok(()),
                Err(error) => Failure::from(error),
            },
            Err(failure) => failure,
        };
        tracing::warn!(job.id = %job.id, job.kind, job.attempts, error = %failure, "job.failed");
        postpone(store, &job, &failure).await
    }
}

fn span(job: &Claimed) -> tracing::Span {
    tracing::debug_span!("job", otel.name = job.kind, job.id = %job.id, job.attempts)
}

/// Says what type a closure has that works for every transaction, which the compiler does not see by itself.
const fn typed<F>(handler: F) -> F
where
    F: for<'a> Fn(&'a mut Tx, &Claimed) -> BoxFuture<'a, Result<Ended, Failure>>,
{
    handler
}

async fn in_its_own(store: &Store, job: &Claimed, handler: &Within) -> Result<Outcome, Failure> {
    let mut tx = store.begin().await?;
    Ok(match handler(&mut tx, job).await? {
        Ended::Done => Outcome::Done(tx),
        Ended::Nothing => Outcome::Nothing,
        Ended::Later(at) => Outcome::Later(at),
    })
}

/// What a worker has in its hands: jobs under way and a few that come next.
#[derive(Default)]
struct Hands {
    running: JoinSet<()>,
    under_way: HashMap<tokio::task::Id, Vec<Claimed>>,
    claimed: VecDeque<Claimed>,
    renewed: Option<tokio::time::Instant>,
}

impl Hands {
    /// Claims jobs once nothing is left to begin, twice as many as run at a time or as may share a transaction: a claim
    /// is a transaction, too.
    async fn fill(&mut self, store: &Store, parallel: usize) {
        if !self.claimed.is_empty() || self.running.len() >= parallel {
            return;
        }
        match claim(store, TOGETHER.max(2 * parallel)).await {
            Ok(claimed) => self.claimed.extend(claimed),
            Err(error) => tracing::warn!(%error, "jobs.claim.failed"),
        }
    }

    fn start(&mut self, jobs: Jobs, store: Store, load: Vec<Claimed>) {
        let kept = load.clone();
        let task = self.running.spawn(async move {
            if let Err(error) = jobs.run(&store, load).await {
                tracing::warn!(%error, "job.interrupted");
            }
        });
        self.under_way.insert(task.id(), kept);
    }

    /// A sign of life for all of them, every [`RENEW`].
    async fn renew(&mut self, store: &Store) {
        let now = tokio::time::Instant::now();
        if now.duration_since(*self.renewed.get_or_insert(now)) < RENEW {
            return;
        }
        self.renewed = Some(now);
        if let Err(error) = renew(store, self.under_way.values().flatten().chain(&self.claimed)).await {
            tracing::warn!(%error, "jobs.renew.failed");
        }
    }
}

/// Puts jobs back that were claimed and not begun.
async fn give_back(store: &Store, jobs: &VecDeque<Claimed>) -> Result<()> {
    if jobs.is_empty() {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    let now = tx.now();
    for job in jobs {
        unclaim(&mut tx, job, now).await?;
    }
    tx.enqueued = true;
    tx.commit().await
}

/// Takes up to `limit` due jobs; they are invisible to others until the lease ends.
async fn claim(store: &Store, limit: usize) -> Result<Vec<Claimed>> {
    let now = store.now();
    if store.engine() == crate::Engine::Sqlite {
        // Looking costs no write transaction while there is nothing to do.
        let due: Option<(i64,)> =
            sql("SELECT CAST(1 AS bigint) FROM jobs WHERE state = 'ready' AND run_at <= $1 LIMIT 1")
                .bind(At::from(now))
                .optional(&mut store.reader())
                .await?;
        if due.is_none() {
            return Ok(Vec::new());
        }
    }
    let mut tx = store.begin().await?;
    let lease = tx.new_id();
    let until = now.checked_add(LEASE).map_err(|e| Error::Settings(format!("clock: {e}")))?;
    let mut claimed: Vec<Claimed> = sql("UPDATE jobs SET run_at = $1, lease = $2, attempts = attempts + 1
         WHERE id IN (SELECT id FROM jobs WHERE state = 'ready' AND run_at <= $3 ORDER BY run_at, id LIMIT $4
                      /*pg FOR UPDATE SKIP LOCKED */)
         RETURNING id, kind, payload, attempts, lease")
    .bind(At::from(until))
    .bind(lease)
    .bind(At::from(now))
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .all(&mut tx)
    .await?;
    tx.commit_soon().await?;
    claimed.sort_by_key(|job| job.id);
    Ok(claimed)
}

fn task_id(ended: &Result<(tokio::task::Id, ()), tokio::task::JoinError>) -> tokio::task::Id {
    match ended {
        Ok((id, ())) => *id,
        Err(error) => error.id(),
    }
}

/// Puts off the end of the leases of jobs that are still under way.
async fn renew(store: &Store, held: impl Iterator<Item = &Claimed> + Send) -> Result<()> {
    let jobs: Vec<_> = held.map(|job| (job.id, job.lease)).collect();
    if jobs.is_empty() {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    let until = tx.now().checked_add(LEASE).map_err(|e| Error::Settings(format!("clock: {e}")))?;
    for (id, lease) in jobs {
        sql("UPDATE jobs SET run_at = $3 WHERE id = $1 AND lease = $2")
            .bind(id)
            .bind(lease)
            .bind(At::from(until))
            .write(&mut tx)
            .await?;
    }
    tx.commit_soon().await
}

/// Brings a job to the end that its handler named.
async fn end(store: &Store, job: &Claimed, outcome: Outcome) -> Result<()> {
    match outcome {
        Outcome::Done(tx) => finish(tx, &[job], &[]).await,
        Outcome::Nothing => finish(store.begin().await?, &[job], &[]).await,
        Outcome::Later(at) => finish(store.begin().await?, &[], &[(job, at)]).await,
    }
}

/// Removes jobs in the transaction that holds their effects, and puts off those that came too early.
async fn finish(mut tx: Tx, done: &[&Claimed], later: &[(&Claimed, Timestamp)]) -> Result<()> {
    for (job, at) in later {
        unclaim(&mut tx, job, *at).await?;
    }
    if done.is_empty() {
        return tx.commit_soon().await;
    }
    tx.write_kept().await?;
    // What the jobs did is done again where the power fails before it is lasting: no worker waits for the disk.
    let text =
        format!("DELETE FROM jobs WHERE (id, lease) IN ({}) RETURNING id", placeholders(done.len(), 2));
    let mut delete = sql::<(Uuid,)>(text);
    for job in done {
        delete = delete.bind(job.id).bind(job.lease);
    }
    let gone: HashSet<_> = delete.all(&mut tx).await?.into_iter().map(|(id,)| id).collect();
    match done.iter().find(|job| !gone.contains(&job.id)) {
        Some(job) => Err(Error::LeaseLost(job.id)),
        None => tx.commit_soon().await,
    }
}

/// Takes a claim back, as if there had been none.
async fn unclaim(tx: &mut Tx, job: &Claimed, due: Timestamp) -> Result<()> {
    sql("UPDATE jobs SET run_at = $3, lease = NULL, attempts = attempts - 1 WHERE id = $1 AND lease = $2")
        .bind(job.id)
        .bind(job.lease)
        .bind(At::from(due))
        .write(tx)
        .await
}

/// Puts a failed job back, later, or on the list of the dead.
async fn postpone(store: &Store, job: &Claimed, failure: &Failure) -> Result<()> {
    let dead = matches!(failure, Failure::Never(_)) || job.attempts >= MAX_ATTEMPTS;
    let pause = SignedDuration::from_secs(1 << job.attempts.clamp(0, 12));
    let at = store.now().checked_add(pause).map_err(|e| Error::Settings(format!("clock: {e}")))?;
    let mut tx = store.begin().await?;
    sql(
        "UPDATE jobs SET state = $3, run_at = $4, last_error = $5, lease = NULL WHERE id = $1 AND lease = $2",
    )
    .bind(job.id)
    .bind(job.lease)
    .bind(if dead { "dead" } else { "ready" })
    .bind(At::from(at))
    .bind(failure.to_string())
    .execute(&mut tx)
    .await?;
    tx.commit().await
}

/// On PostgreSQL other processes enqueue too: their notifications wake this worker.
fn listen(store: &Store) -> Option<tokio::task::JoinHandle<()>> {
    let Db::Postgres { pool, .. } = store.db() else { return None };
    let (pool, store) = (pool.clone(), store.clone());
    Some(tokio::spawn(async move {
        loop {
            if let Ok(mut listener) = sqlx::postgres::PgListener::connect_with(&pool).await
                && listener.listen("rennsteig_jobs").await.is_ok()
            {
                while listener.recv().await.is_ok() {
                    store.wake().notify_one();
                }
            }
            tokio::time::sleep(POLL).await;
        }
    }))
}

impl Store {
    /// Jobs that were given up, oldest first.
    pub async fn dead_jobs(&self) -> Result<Vec<DeadJob>> {
        sql("SELECT id, kind, attempts, last_error, created_at FROM jobs WHERE state = 'dead' ORDER BY created_at, id")
            .all(&mut self.reader())
            .await
    }

    /// How many jobs wait (due or not) and how many are dead.
    pub async fn count_jobs(&self) -> Result<(i64, i64)> {
        sql("SELECT count(*) FILTER (WHERE state = 'ready'), count(*) FILTER (WHERE state = 'dead') FROM jobs")
            .one(&mut self.reader())
            .await
    }
}

impl Tx {
    /// Gives a dead job another round of attempts, due at once.
    pub async fn revive_job(&mut self, id: Uuid) -> Result<()> {
        let now = At::from(self.now());
        let done = sql(
            "UPDATE jobs SET state = 'ready', attempts = 0, run_at = $2 WHERE id = $1 AND state = 'dead'",
        )
        .bind(id)
        .bind(now)
        .execute(self)
        .await?;
        self.enqueued = true;
        if done == 0 { Err(Error::NotFound) } else { Ok(()) }
    }
}
