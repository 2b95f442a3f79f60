//! Commits made lasting, many at a time (group commit).
//!
//! A commit writes to the write-ahead log and ends without waiting for the disk, so that whoever waits for its locks can go
//! on: on SQLite the next writer, on PostgreSQL the next one who needs the same row, such as the counter of a
//! file plan. Who promised something then waits here until the log is synced; all who wait at the same time share one
//! sync. The log is written in order: once a commit is lasting, all before it are. So another transaction may build on
//! one that is not lasting yet, and still nothing that was acknowledged is ever lost, not even when the power fails.

use crate::error::{Error, Result};
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{
    collections::HashSet,
    fs::File,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::{
        Arc, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};
use tokio::sync::{Mutex, oneshot};

/// The write-ahead log of a SQLite file.
#[derive(Debug)]
pub(crate) struct Log {
    path: PathBuf,
    /// Commits that asked to be lasting.
    asked: AtomicU64,
    /// Commits that are.
    done: AtomicU64,
    /// Who syncs; the others wait in a row.
    turn: Mutex<()>,
    /// A sync failed: the kernel may have dropped what was written, so no later sync proves anything.
    broken: AtomicBool,
}

impl Log {
    /// The log beside the database file at `database`.
    pub(crate) fn of(database: &Path) -> Self {
        let mut path = database.as_os_str().to_owned();
        path.push("-wal");
        Self {
            path: PathBuf::from(path),
            asked: AtomicU64::new(0),
            done: AtomicU64::new(0),
            turn: Mutex::new(()),
            broken: AtomicBool::new(false),
        }
    }

    /// Refuses when a sync has failed before: from then on nothing more may be promised.
    pub(crate) fn check(&self) -> Result<()> {
        if self.broken.load(Ordering::SeqCst) { Err(Error::NotLasting) } else { Ok(()) }
    }

    /// Waits until everything that was committed before this call survives a power cut.
    pub(crate) async fn sync(&self) -> Result<()> {
        let ticket = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        let _turn = self.turn.lock().await;
        self.check()?;
        if self.done.load(Ordering::SeqCst) >= ticket {
            return Ok(());
        }
        // Whoever asked up to now has committed before the sync begins.
        let upto = self.asked.load(Ordering::SeqCst);
        let path = self.path.clone();
        let synced = tokio::task::spawn_blocking(move || sync_file(&path)).await;
        match synced {
            Ok(Ok(())) => {
                self.done.store(upto, Ordering::SeqCst);
                Ok(())
            }
            Ok(Err(error)) => {
                tracing::error!(%error, "database.sync.failed");
                self.broken.store(true, Ordering::SeqCst);
                Err(Error::NotLasting)
            }
            // The program is ending.
            Err(_) => Err(Error::NotLasting),
        }
    }
}

/// Opened anew each time: SQLite removes the log with its last connection and makes another one. Where there is
/// none, it was removed after all of it had been synced into the database.
fn sync_file(path: &Path) -> std::io::Result<()> {
    match File::open(path) {
        Ok(file) => file.sync_data(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// The write-ahead log of a PostgreSQL server, which only the server can sync: whoever commits something there and waits
/// for it, waits for all before it.
#[derive(Debug)]
pub(crate) struct ServerLog {
    /// One connection of its own: whoever waits here must not wait for those who hold all the others.
    pool: PgPool,
    queue: std::sync::Mutex<Queue>,
}

#[derive(Debug, Default)]
struct Queue {
    waiting: Vec<(i64, oneshot::Sender<bool>)>,
    /// Somebody sees to the queue.
    running: bool,
}

/// Commits with an entry in the log and waits for the disk, as the server is set up to do.
const FLUSH: &str = "SELECT CAST(pg_logical_emit_message(true, 'rennsteig', '') AS text)";
/// Which of these transactions are part of what was synced. Where the server has lost its memory in between they are not.
const COMMITTED: &str = "SELECT id FROM unnest($1) AS id
     WHERE pg_xact_status(CAST(CAST(id AS text) AS xid8)) = 'committed'";

impl ServerLog {
    pub(crate) fn new(options: PgConnectOptions) -> Self {
        let pool = PgPoolOptions::new().max_connections(1).connect_lazy_with(options);
        Self { pool, queue: std::sync::Mutex::default() }
    }

    /// Waits until a committed transaction, named by its number, survives a power cut.
    pub(crate) async fn sync(self: &Arc<Self>, transaction: i64) -> Result<()> {
        let (tell, told) = oneshot::channel();
        let first = {
            let mut queue = self.queue();
            queue.waiting.push((transaction, tell));
            !std::mem::replace(&mut queue.running, true)
        };
        if first {
            // In a task of its own: the others wait for it even when this one is given up.
            tokio::spawn(Arc::clone(self).work_off());
        }
        match told.await {
            Ok(true) => Ok(()),
            _ => Err(Error::Unconfirmed),
        }
    }

    async fn work_off(self: Arc<Self>) {
        loop {
            let batch = {
                let mut queue = self.queue();
                if queue.waiting.is_empty() {
                    queue.running = false;
                    return;
                }
                std::mem::take(&mut queue.waiting)
            };
            let ids = batch.iter().map(|(id, _)| *id).collect();
            let lasting = self.flush(ids).await.unwrap_or_else(|error| {
                tracing::error!(%error, "database.sync.failed");
                HashSet::new()
            });
            for (id, tell) in batch {
                // Whoever has gone away does not want to know.
                let _ = tell.send(lasting.contains(&id));
            }
        }
    }

    async fn flush(&self, ids: Vec<i64>) -> Result<HashSet<i64>> {
        // The same connection for both: a server that has lost its memory has closed it.
        let mut connection = self.pool.acquire().await?;
        sqlx::query(FLUSH).execute(&mut *connection).await?;
        let rows: Vec<(i64,)> = sqlx::query_as(COMMITTED).bind(ids).fetch_all(&mut *connection).await?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }

    fn queue(&self) -> std::sync::MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_failed_sync_is_the_end_of_promises() {
        let directory = tempfile::tempdir().unwrap();
        let database = directory.path().join("a.db");
        let log = Log::of(&database);
        log.sync().await.unwrap();
        // A log below a file: it cannot be opened.
        std::fs::write(&database, "").unwrap();
        let log = Log::of(&database.join("b"));
        assert!(matches!(log.sync().await, Err(Error::NotLasting)));
        assert!(matches!(log.check(), Err(Error::NotLasting)));
        assert!(matches!(log.sync().await, Err(Error::NotLasting)));
    }

    #[cfg(feature = "testing")]
    #[tokio::test]
    async fn a_server_confirms_what_was_committed_and_nothing_else() {
        use crate::{Engine, db::Db, sql, testing::TestStore};
        let Some(test) = TestStore::open(Engine::Postgres, &[]).await else { return };
        let Db::Postgres { log, .. } = test.store.db() else { unreachable!("it was asked for") };
        let begin = || async {
            let mut tx = test.store.begin().await.unwrap();
            let (number,): (i64,) =
                sql("SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint)").one(&mut tx).await.unwrap();
            (tx, number)
        };
        let (given_up, number) = begin().await;
        drop(given_up);
        assert!(matches!(log.sync(number).await, Err(Error::Unconfirmed)), "rolled back");
        let (_open, number) = begin().await;
        assert!(matches!(log.sync(number).await, Err(Error::Unconfirmed)), "not ended yet");
        // As after a crash in which the server lost it.
        assert!(matches!(log.sync(number + 1_000_000).await, Err(Error::Unconfirmed)), "unknown");
        let many = (0..50).map(|_| async {
            let (tx, number) = begin().await;
            tx.commit_soon().await.unwrap();
            log.sync(number).await
        });
        for confirmed in futures_util::future::join_all(many).await {
            confirmed.unwrap();
        }
    }
}
