//! Commits of SQLite made lasting, many at a time (group commit).
//!
//! A commit writes to the write-ahead log and ends without waiting for the disk (`synchronous = NORMAL`), so
//! that the next writer can begin. Who promised something then waits here until the log is synced; all who
//! wait at the same time share one `fsync`. The log is written in order: once a commit is lasting, all before
//! it are. So another transaction may build on one that is not lasting yet, and still nothing that was
//! acknowledged is ever lost, not even when the power fails.

use crate::error::{Error, Result};
use std::{
    fs::File,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};
use tokio::sync::Mutex;

/// The write-ahead log of a database file.
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
}
