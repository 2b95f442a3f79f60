//! What can go wrong on the ground, in words an operator can act on.

use uuid::Uuid;

/// Result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error of the database, the journal, the keys or the blobs.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The database refused or was not reachable.
    #[error("database: {0}")]
    Database(sqlx::Error),
    /// A statement that must return a row returned none.
    #[error("not found")]
    NotFound,
    /// A unique or check constraint was violated; carries the constraint's or table's name.
    #[error("the change conflicts with what is stored ({0})")]
    Conflict(String),
    /// No room left where the data lie.
    #[error(
        "no space left for the data: nothing was stored; free some space in the data directory and repeat"
    )]
    Full,
    /// The database was written by a newer release.
    #[error(
        "the database holds migration {0}, which this program does not know: it was written by a newer release. \
         Start that release, or restore a backup made before the upgrade"
    )]
    Newer(i64),
    /// A migration was changed after it was applied.
    #[error(
        "migration {0} differs from the one that made this database: the program was built from altered sources"
    )]
    Altered(i64),
    /// A migration could not be applied.
    #[error("migration {version} failed, the database is unchanged: {reason}")]
    Migration {
        /// Number of the migration.
        version: i64,
        /// What the database said.
        reason: String,
    },
    /// The stream does not exist.
    #[error("the journal has no stream {0}")]
    NoStream(Uuid),
    /// The key of a stream was destroyed on request; its content cannot be read any more.
    #[error("stream {0} was erased: its key no longer exists")]
    Erased(Uuid),
    /// A sealed value could not be opened: wrong key or altered data.
    #[error("{0} cannot be decrypted: it was altered, or sealed with another key")]
    Sealed(String),
    /// The master key is missing or unusable.
    #[error("master key: {0}")]
    MasterKey(String),
    /// An entry of the journal has a form that no office understands.
    #[error("entry {sequence} of stream {stream}, of kind {kind:?}, cannot be read: {reason}")]
    Unreadable {
        /// The stream.
        stream: Uuid,
        /// Place in it, from 1.
        sequence: i64,
        /// Kind of the entry.
        kind: String,
        /// Why.
        reason: String,
    },
    /// A statement before this one failed, and the command went on as if it had not.
    #[error("the transaction cannot end: a statement in it has failed")]
    Broken,
    /// The log over the journal does not hold together, or somebody asked for what it cannot prove.
    #[error("the log of the journal: {0}")]
    Log(String),
    /// A value could not be written as JSON.
    #[error("value cannot be stored: {0}")]
    Encode(String),
    /// A file could not be stored or read.
    #[error("blob {0}: {1}")]
    Blob(String, String),
    /// Where files lie cannot be reached at the moment.
    #[error("files: {0}")]
    FilesAway(String),
    /// Where files lie, access is refused: only an operator can help.
    #[error("files: {0}")]
    FilesRefused(String),
    /// The settings do not fit.
    #[error("{0}")]
    Settings(String),
    /// A backup cannot be taken, or is not whole.
    #[error("{0}")]
    Backup(String),
    /// The disk could not confirm a commit.
    #[error(
        "the disk did not confirm that what was stored survives a power cut, so nothing more is accepted: check the \
         disk of the data directory, then start the program again and repeat; what was done is not done twice"
    )]
    NotLasting,
    /// The database server did not confirm a commit: it may have happened or not.
    #[error(
        "the database did not confirm that what was stored survives a power cut: repeat; what was done is not done twice"
    )]
    Unconfirmed,
    /// The work of a job was taken over by another worker, because its lease had run out.
    #[error("the lease of job {0} ran out; another worker has it")]
    LeaseLost(Uuid),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::RowNotFound => Self::NotFound,
            // SQLITE_FULL (13) and PostgreSQL's disk_full (53100).
            sqlx::Error::Database(db) if matches!(db.code().as_deref(), Some("13" | "53100")) => Self::Full,
            sqlx::Error::Database(db) if db.is_unique_violation() || db.is_check_violation() => {
                let name = db.constraint().or_else(|| db.table()).map(str::to_owned);
                Self::Conflict(name.unwrap_or_else(|| db.message().to_owned()))
            }
            _ => Self::Database(error),
        }
    }
}

impl Error {
    /// Whether waiting and repeating can help: the database or the place of the files is restarting, busy or out of
    /// reach.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Full | Self::FilesAway(_) | Self::Unconfirmed => true,
            Self::Database(error) => match error {
                sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::WorkerCrashed => true,
                // Class 57 operator intervention, 08 connection, 40 rollback, 53 resources; 5 and 6 SQLite busy and locked.
                sqlx::Error::Database(db) => db.code().is_some_and(|c| {
                    ["57", "08", "40", "53"].iter().any(|class| c.len() == 5 && c.starts_with(class))
                        || c == "5"
                        || c == "6"
                }),
                _ => false,
            },
            _ => false,
        }
    }
}

impl From<tlog::Error> for Error {
    fn from(error: tlog::Error) -> Self {
        Self::Log(error.to_string())
    }
}
