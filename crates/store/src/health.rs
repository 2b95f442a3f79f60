//! How the ground is: what probes and `rennsteig doctor` look at. Nothing here changes what is stored.

use crate::{
    At,
    db::{Db, Store},
    engine::Engine,
    error::{Error, Result},
    sql::sql,
};
use jiff::{SignedDuration, Timestamp};

/// What waits and what was left lying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlog {
    /// Jobs that were given up.
    pub dead: i64,
    /// Jobs that are due.
    pub due: i64,
    /// When the job that is due for the longest time should have begun.
    pub due_since: Option<Timestamp>,
    /// Streams with entries that are not in the log yet.
    pub unlogged: i64,
    /// When the log was last signed.
    pub logged_at: Option<Timestamp>,
}

/// A setting of the database that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// Its name.
    pub setting: String,
    /// How it is.
    pub is: String,
    /// How it should be.
    pub should: &'static str,
    /// Why.
    pub why: &'static str,
}

/// Settings of PostgreSQL that keep what was promised.
const POSTGRES: [(&str, &str, &str); 4] = [
    ("fsync", "on", "a power cut destroys the database"),
    ("full_page_writes", "on", "a power cut destroys the database"),
    ("synchronous_commit", "on", "what was confirmed to people can be lost"),
    ("server_encoding", "UTF8", "names cannot be stored as they are"),
];
/// The same of SQLite, as each connection sets them.
const SQLITE: [(&str, &str, &str); 2] = [
    ("journal_mode", "wal", "readers and the writer wait for each other; is the file on a network drive?"),
    ("foreign_keys", "1", "references are not kept"),
];

impl Store {
    /// Where jobs and the log stand.
    pub async fn backlog(&self) -> Result<Backlog> {
        let now = At::from(self.now());
        let mut reader = self.reader();
        let (dead, due, since): (i64, i64, Option<At>) = sql(
            "SELECT count(*) FILTER (WHERE state = 'dead'), count(*) FILTER (WHERE state = 'ready' AND run_at <= $1),
                    min(run_at) FILTER (WHERE state = 'ready') FROM jobs",
        )
        .bind(now)
        .one(&mut reader)
        .await?;
        let (unlogged,): (i64,) =
            sql("SELECT count(*) FROM journal_streams WHERE logged < length").one(&mut reader).await?;
        let signed: Option<(At,)> = sql("SELECT at FROM journal_checkpoints ORDER BY size DESC LIMIT 1")
            .optional(&mut reader)
            .await?;
        Ok(Backlog {
            dead,
            due,
            due_since: since.filter(|since| *since <= now).map(At::timestamp),
            unlogged,
            logged_at: signed.map(|(at,)| at.timestamp()),
        })
    }

    /// Settings of the database that are not as they should be.
    pub async fn unfit_settings(&self) -> Result<Vec<Unfit>> {
        let mut unfit = Vec::new();
        let wanted: &[_] = match self.engine() {
            Engine::Sqlite => &SQLITE,
            Engine::Postgres => &POSTGRES,
        };
        for (setting, should, why) in wanted {
            let is: String = match self.db() {
                Db::Sqlite { read, .. } => {
                    let text = format!("SELECT CAST({setting} AS text) FROM pragma_{setting}");
                    sqlx::query_scalar(sqlx::AssertSqlSafe(text)).fetch_one(read).await?
                }
                Db::Postgres { pool, .. } => {
                    sqlx::query_scalar("SELECT current_setting($1)").bind(*setting).fetch_one(pool).await?
                }
            };
            if is != *should {
                unfit.push(Unfit { setting: (*setting).to_owned(), is, should, why });
            }
        }
        Ok(unfit)
    }

    /// How far the clock of the database server is ahead of this machine's; none for a file.
    pub async fn clock_skew(&self) -> Result<Option<SignedDuration>> {
        let Db::Postgres { pool, .. } = self.db() else { return Ok(None) };
        let before = self.now();
        let there: At = sqlx::query_scalar("SELECT clock_timestamp()").fetch_one(pool).await?;
        let after = self.now();
        let there = there.timestamp();
        Ok(Some(if there < before {
            there.duration_since(before)
        } else if there > after {
            there.duration_since(after)
        } else {
            SignedDuration::ZERO
        }))
    }

    /// Stores a file, reads it and removes it.
    ///
    /// # Errors
    /// Files cannot be stored, read or removed.
    pub async fn try_files(&self) -> Result<()> {
        let mut probe = b"rennsteig: whether files can be stored ".to_vec();
        probe.extend_from_slice(self.new_id().as_bytes());
        let id = self.blobs().put(probe.clone()).await?;
        let read = self.blobs().get(&id).await;
        self.blobs().remove(&id).await?;
        if read? == probe {
            Ok(())
        } else {
            Err(Error::Blob(id.to_string(), "it is not what was stored".into()))
        }
    }

    /// Whether the place of the files answers; for readiness probes.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping_files(&self) -> Result<()> {
        self.blobs().check().await
    }
}
