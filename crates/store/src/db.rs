//! Opening a store, transactions.

use crate::{
    blobs::{BlobSettings, Blobs},
    clock::{Clock, Entropy, SystemClock, SystemEntropy},
    engine::Engine,
    error::{Error, Result},
    journal::{Head, StreamId},
    keys::{Key, MasterKeys},
    lasting::{Log, ServerLog},
    migrations,
    office::Office,
    provided::Provided,
    sql::{Reader, Values, Write, sql},
    wall::{self, Wall},
};
use jiff::Timestamp;
use sqlx::{
    PgPool, Postgres, Sqlite, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    collections::HashMap,
    path::Path,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tlog::Verifier;
use tokio::sync::Notify;
use uuid::Uuid;

/// Where the data of an installation lie.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `sqlite:///path/to/file.db` or `postgres://user@host/database`.
    pub database: String,
    /// Where files lie.
    pub blobs: BlobSettings,
    /// How many connections to PostgreSQL, or readers of SQLite, at most.
    pub connections: u32,
}

/// The store of an installation: database, journal, keys, jobs, blobs. Cheap to clone. The wall says whose rows it shows.
#[derive(Clone, Debug)]
pub struct Store(Arc<Inner>, Wall);

#[derive(Debug)]
struct Inner {
    db: Db,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    keys: MasterKeys,
    /// What checks the log where no master key is at hand.
    verifier: Option<Verifier>,
    blobs: Blobs,
    offices: Vec<Office>,
    provided: Provided,
    wake: Notify,
    /// A notification to other processes is on its way.
    announcing: AtomicBool,
}

/// How many prepared statements a connection keeps: more than the house has.
const STATEMENTS: usize = 1000;
/// For so long notifications to other processes are gathered.
const GATHER: Duration = Duration::from_millis(20);

#[derive(Clone, Debug)]
pub(crate) enum Db {
    Sqlite { read: SqlitePool, write: SqlitePool, log: Arc<Log> },
    Postgres { pool: PgPool, log: Arc<ServerLog> },
}

impl Db {
    pub(crate) const fn engine(&self) -> Engine {
        match self {
            Self::Sqlite { .. } => Engine::Sqlite,
            Self::Postgres { .. } => Engine::Postgres,
        }
    }

    pub(crate) async fn open(settings: &Settings) -> Result<Self> {
        let connections = settings.connections.max(2);
        if let Some(path) = settings.database.strip_prefix("sqlite://") {
            Self::sqlite(Path::new(path), connections).await
        } else if settings.database.starts_with("postgres://")
            || settings.database.starts_with("postgresql://")
        {
            let options = PgConnectOptions::from_str(&settings.database)?
                .application_name("rennsteig")
                // Statements begin with a range of an index, whatever is bound: planned once for a connection, not anew each
                // time, which took longer than to answer. Nor compiled: that took 13 ms each time, more than nearly all answers.
                .options([
                    (wall::SETTING, wall::HOUSE),
                    ("plan_cache_mode", "force_generic_plan"),
                    ("jit", "off"),
                ])
                .statement_cache_capacity(STATEMENTS);
            // While the server is away, people are told so after this time and not after half a minute.
            let pool = PgPoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(Duration::from_secs(5))
                .connect_with(options.clone())
                .await?;
            Ok(Self::Postgres { pool, log: Arc::new(ServerLog::new(options)) })
        } else {
            Err(Error::Settings(format!(
                "database {:?} is neither sqlite:///path/to/file nor postgres://user@host/name",
                settings.database.split_once("://").map_or("", |(scheme, _)| scheme)
            )))
        }
    }

    /// A SQLite file, made where it is missing.
    pub(crate) async fn sqlite(path: &Path, connections: u32) -> Result<Self> {
        // One writer, many readers, write-ahead log: nobody ever sees "database is locked". NORMAL, because
        // `Log` makes commits survive a power cut, which an Eingangsbestaetigung promises, many at a time.
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
            .statement_cache_capacity(STATEMENTS)
            .pragma("wal_autocheckpoint", "4000")
            .busy_timeout(Duration::from_secs(10));
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(30))
            .connect_with(options.clone().pragma("cache_size", "-16384"))
            .await?;
        // 8 MiB a reader hold the upper pages of the indexes of a large database: with 2, the default, they were read from the
        // file again and again. A page of rows fits into the buffer, so that its query does not wait for whoever takes them.
        let reading = options.read_only(true).pragma("cache_size", "-8192").row_buffer_size(256);
        let read = SqlitePoolOptions::new().max_connections(connections).connect_with(reading).await?;
        Ok(Self::Sqlite { read, write, log: Arc::new(Log::of(path)) })
    }

    /// A SQLite file that nobody changes, this program included: a transaction cannot even begin.
    async fn copy(path: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true);
        let read = SqlitePoolOptions::new().max_connections(2).connect_with(options.clone()).await?;
        let write = SqlitePoolOptions::new().connect_lazy_with(options);
        write.close().await;
        Ok(Self::Sqlite { read, write, log: Arc::new(Log::of(path)) })
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { read, write, .. } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres { pool, log } => {
                pool.close().await;
                log.close().await;
            }
        }
    }
}

impl Store {
    /// Opens the store and brings its schema up to date.
    ///
    /// # Errors
    /// The database or the blobs are out of reach, a newer release wrote the database ([`Error::Newer`]), or the
    /// master keys are not those of the database ([`Error::MasterKey`]).
    pub async fn open(
        settings: &Settings,
        offices: &[Office],
        keys: MasterKeys,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self> {
        let db = Db::open(settings).await?;
        migrations::run(&db, &migrations::steps(offices)).await?;
        wall::raise(&db, offices).await?;
        let blobs = Blobs::open(&settings.blobs).await?;
        let offices = offices.to_vec();
        let inner = Inner {
            db,
            clock,
            entropy,
            keys,
            verifier: None,
            blobs,
            offices,
            provided: Provided::default(),
            wake: Notify::new(),
            announcing: AtomicBool::new(false),
        };
        let store = Self(Arc::new(inner), Wall::House);
        store.check_master_key().await?;
        if store.engine() == Engine::Postgres && !store.is_walled().await? {
            tracing::warn!("database.role_bypasses_row_security");
        }
        Ok(store)
    }

    /// Opens a SQLite file for reading as it is. Without master keys, what is sealed stays so; `verifier` then checks
    /// the checkpoints of the log.
    pub(crate) async fn open_copy(
        file: &Path,
        blobs: &BlobSettings,
        offices: &[Office],
        keys: MasterKeys,
        verifier: Option<Verifier>,
    ) -> Result<Self> {
        let inner = Inner {
            db: Db::copy(file).await?,
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
            keys,
            verifier,
            blobs: Blobs::open(blobs).await?,
            offices: offices.to_vec(),
            provided: Provided::default(),
            wake: Notify::new(),
            announcing: AtomicBool::new(false),
        };
        Ok(Self(Arc::new(inner), Wall::House))
    }

    /// A wrong key file would else be noticed much later, and what was written until then would need both.
    async fn check_master_key(&self) -> Result<()> {
        let oldest: Option<(Uuid, Vec<u8>)> =
            sql("SELECT id, key FROM journal_streams WHERE key IS NOT NULL ORDER BY id LIMIT 1")
                .optional(&mut self.reader())
                .await?;
        match oldest {
            Some((stream, wrapped)) => self.keys().unwrap(stream, &wrapped).map(|_| ()),
            None => Ok(()),
        }
    }

    /// Begins a transaction. On SQLite it is the only writer until it ends.
    pub async fn begin(&self) -> Result<Tx> {
        let connection = match &self.0.db {
            Db::Sqlite { write, log, .. } => {
                log.check()?;
                Connection::Sqlite(begin_writing(write).await?)
            }
            Db::Postgres { pool, .. } => Connection::Postgres(wall::begin(pool, self.1).await?),
        };
        Ok(Tx {
            connection,
            now: self.0.clock.now(),
            store: self.clone(),
            keys: HashMap::new(),
            heads: HashMap::new(),
            entries: Vec::new(),
            jobs: Vec::new(),
            enqueued: false,
            waiting: Vec::new(),
            changes: 0,
            broken: false,
        })
    }

    /// For reading outside a transaction.
    #[must_use]
    pub fn reader(&self) -> Reader {
        Reader { db: self.0.db.clone(), wall: self.1 }
    }

    /// The engine underneath.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.0.db.engine()
    }

    /// The present moment by the injected clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// A new id (UUID version 7) that carries the present moment.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        new_id(self.now(), self.entropy())
    }

    /// The injected random source.
    #[must_use]
    pub fn entropy(&self) -> &dyn Entropy {
        &*self.0.entropy
    }

    /// Whether the database answers; for readiness probes.
    pub async fn ping(&self) -> Result<()> {
        sql::<(i64,)>("SELECT CAST(1 AS bigint)").one(&mut self.reader()).await.map(|_| ())
    }

    /// Closes all connections; what is under way ends first.
    pub async fn close(&self) {
        self.0.db.close().await;
    }

    pub(crate) fn with_wall(&self, wall: Wall) -> Self {
        Self(Arc::clone(&self.0), wall)
    }
    pub(crate) fn db(&self) -> &Db {
        &self.0.db
    }
    pub(crate) fn keys(&self) -> &MasterKeys {
        &self.0.keys
    }
    pub(crate) fn verifier(&self) -> Option<&Verifier> {
        self.0.verifier.as_ref()
    }
    pub(crate) fn blobs(&self) -> &Blobs {
        &self.0.blobs
    }
    pub(crate) fn offices(&self) -> &[Office] {
        &self.0.offices
    }
    pub(crate) fn provided(&self) -> &Provided {
        &self.0.provided
    }
    pub(crate) fn wake(&self) -> &Notify {
        &self.0.wake
    }

    /// Wakes the workers of this process, and of others on the same database. Not in the transaction that
    /// enqueued: `NOTIFY` would make all such commits queue for one lock until the disk has answered.
    fn announce_jobs(&self) {
        self.wake().notify_one();
        if self.engine() == Engine::Sqlite || self.0.announcing.swap(true, Ordering::SeqCst) {
            return;
        }
        let store = self.as_house();
        tokio::spawn(async move {
            tokio::time::sleep(GATHER).await;
            store.0.announcing.store(false, Ordering::SeqCst);
            let told = sql::<(Option<String>,)>("SELECT CAST(pg_notify('rennsteig_jobs', '') AS text)");
            // Where it fails, the others look by themselves within a second.
            let _ = told.optional(&mut store.reader()).await;
        });
    }
}

async fn begin_writing(write: &SqlitePool) -> Result<sqlx::Transaction<'static, Sqlite>> {
    match write.begin_with("BEGIN IMMEDIATE").await {
        // The disk was full: SQLite ended the transaction by itself, while the driver still counts it. Only a new
        // connection can begin another one.
        Err(sqlx::Error::InvalidSavePointStatement) => {
            write.acquire().await?.close().await?;
            Ok(write.begin_with("BEGIN IMMEDIATE").await?)
        }
        begun => Ok(begun?),
    }
}

fn new_id(now: Timestamp, entropy: &dyn Entropy) -> Uuid {
    let mut random = [0; 10];
    entropy.fill(&mut random);
    let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// The number of a transaction.
const NUMBER: &str = "SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint)";

/// A transaction: all of it happens at [`Tx::commit`], or nothing when it is dropped.
#[derive(Debug)]
pub struct Tx {
    connection: Connection,
    now: Timestamp,
    store: Store,
    /// Keys of streams that were opened in this transaction.
    pub(crate) keys: HashMap<StreamId, Key>,
    /// Heads of streams that this transaction has locked; written back when it ends.
    pub(crate) heads: HashMap<StreamId, Head>,
    /// Entries of the journal, written together when the transaction ends: nobody reads them before.
    pub(crate) entries: Vec<Values>,
    /// Jobs, written together when the transaction ends.
    pub(crate) jobs: Vec<Values>,
    pub(crate) enqueued: bool,
    /// Statements that run with the next one that needs an answer.
    pub(crate) waiting: Vec<Write>,
    /// How often something was changed; whoever finds it as it was has nothing to take back.
    pub(crate) changes: u64,
    /// A statement failed, or was given up half way: PostgreSQL would answer a commit with a silent rollback, SQLite
    /// would keep what came before it. This transaction cannot end well any more.
    pub(crate) broken: bool,
}

#[derive(Debug)]
pub(crate) enum Connection {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Tx {
    /// The moment at which the transaction began; the time of all it records.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// A new id (UUID version 7) that carries the transaction's time.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        new_id(self.now, self.store.entropy())
    }

    /// The store this transaction belongs to.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The engine underneath.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        match self.connection {
            Connection::Sqlite(_) => Engine::Sqlite,
            Connection::Postgres(_) => Engine::Postgres,
        }
    }

    pub(crate) fn is_behind_wall(&self) -> bool {
        self.store.1 != Wall::House && self.engine() == Engine::Postgres
    }

    pub(crate) const fn lift_wall(&mut self) {
        self.store.1 = Wall::House;
    }

    pub(crate) const fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }

    /// Makes everything of this transaction lasting and wakes the workers if it enqueued jobs.
    pub async fn commit(mut self) -> Result<()> {
        self.check_whole()?;
        let store = self.store.clone();
        match store.db() {
            Db::Sqlite { log, .. } => {
                self.end().await?;
                log.sync().await
            }
            Db::Postgres { log, .. } => {
                self.write_kept().await?;
                // Also of a transaction that has only looked: what it saw may not be lasting yet.
                let (number,): (i64,) = sql(NUMBER).one(&mut self).await?;
                self.end().await?;
                log.sync(number).await
            }
        }
    }

    /// Ends the transaction without waiting for the disk. For what is simply done again when the power fails
    /// before: the steps of jobs, which are removed from the list by the same transaction.
    pub(crate) async fn commit_soon(self) -> Result<()> {
        let store = self.store.clone();
        self.end().await?;
        if let Db::Sqlite { log, .. } = store.db() {
            let log = Arc::clone(log);
            // A failure is noted in the log and refuses the next transaction.
            tokio::spawn(async move { log.sync().await });
        }
        Ok(())
    }

    /// Writes what was kept until the end: entries, heads of streams, jobs.
    pub(crate) async fn write_kept(&mut self) -> Result<()> {
        self.write_journal().await?;
        self.write_jobs().await
    }

    const fn check_whole(&self) -> Result<()> {
        if self.broken { Err(Error::Broken) } else { Ok(()) }
    }

    async fn end(mut self) -> Result<()> {
        self.check_whole()?;
        self.write_kept().await?;
        self.write_all().await?;
        match self.connection {
            Connection::Sqlite(tx) => tx.commit().await?,
            Connection::Postgres(tx) => tx.commit().await?,
        }
        if self.enqueued {
            self.store.announce_jobs();
        }
        Ok(())
    }
}
