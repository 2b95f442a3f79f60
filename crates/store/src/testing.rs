//! Stores for tests: a fresh database on either engine, a clock that is set by hand, keys and randomness
//! that repeat. Used by the tests of every office, so that the same test runs on both engines:
//!
//! ```ignore
//! #[rstest]
//! #[tokio::test]
//! async fn a_command_does_its_work(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
//!     let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
//!     let mut tx = test.store.begin().await.unwrap();
//! }
//! ```

use crate::{
    BlobSettings, Engine, ManualClock, MasterKeys, Office, S3Settings, SeededEntropy, Settings, Store,
    backup, db::Db, migrations,
};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::{
    sync::Arc,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};
use tempfile::TempDir;

/// A store in a directory of its own that is gone when the test ends.
#[derive(Debug)]
pub struct TestStore {
    /// The store.
    pub store: Store,
    /// Its clock; starts on Thursday, 15 January 2026, 10:00 in Berlin.
    pub clock: Arc<ManualClock>,
    /// How it was opened, to open it again.
    pub settings: Settings,
    directory: TempDir,
}

/// Where tests find PostgreSQL: an address with the right to create databases and roles.
pub const POSTGRES: &str = "RENNSTEIG_TEST_POSTGRES";
/// The role that owns the databases of tests.
const ROLE: &str = "rennsteig_test";
/// Where tests find an S3 service: `http://access:secret@host:port/bucket`.
pub const S3: &str = "RENNSTEIG_TEST_S3";

/// Where a test keeps its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Files {
    /// In its own directory.
    Directory,
    /// In a folder of its own of the S3 service.
    S3,
}

impl Files {
    /// Settings for a fresh, empty place. `None`, with a word on standard error, when no S3 service is named; with
    /// `RENNSTEIG_REQUIRE_S3` set that is a failure instead.
    #[must_use]
    pub fn settings(self, directory: &std::path::Path) -> Option<BlobSettings> {
        match self {
            Self::Directory => Some(BlobSettings::Directory(directory.join("blobs"))),
            Self::S3 => s3_settings().map(BlobSettings::S3),
        }
    }
}

impl TestStore {
    /// A fresh store. `None`, with a word on standard error, when the engine is PostgreSQL and no server is
    /// named; with `RENNSTEIG_REQUIRE_POSTGRES` set that is a failure instead.
    pub async fn open(engine: Engine, offices: &[Office]) -> Option<Self> {
        Self::with_files(engine, Files::Directory, offices).await
    }

    /// The same with its files elsewhere; see [`Files::settings`].
    pub async fn with_files(engine: Engine, files: Files, offices: &[Office]) -> Option<Self> {
        log();
        let directory = tempfile::tempdir().expect("a temporary directory can be made");
        let blobs = files.settings(directory.path())?;
        let database = match engine {
            Engine::Sqlite => format!("sqlite://{}", directory.path().join("test.db").display()),
            Engine::Postgres => fresh_database().await?,
        };
        let settings = Settings { database, blobs, connections: 4 };
        let clock = Arc::new(ManualClock::new("2026-01-15T09:00:00Z".parse().expect("a valid timestamp")));
        let store = open(&settings, offices, clock.clone()).await;
        Some(Self { store, clock, settings, directory })
    }

    /// Opens the same database and files again, with these offices.
    pub async fn reopen(&self, offices: &[Office]) -> Store {
        open(&self.settings, offices, self.clock.clone()).await
    }

    /// How many files there are, wherever they are kept.
    pub async fn count_files(&self) -> usize {
        self.store.blobs().list().await.expect("the place of the files answers").len()
    }

    /// The directory of the test.
    #[must_use]
    pub fn directory(&self) -> &std::path::Path {
        self.directory.path()
    }
}

/// Fills an empty PostgreSQL database with what an older program wrote into a SQLite file, with the schema of that time.
///
/// # Errors
/// The file cannot be read, or the database is not empty.
pub async fn load_as_it_was(
    file: &std::path::Path,
    settings: &Settings,
    offices: &[Office],
) -> crate::Result<()> {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file).read_only(true);
    let mut old = sqlx::SqliteConnection::connect_with(&options).await?;
    let known: Vec<i64> =
        sqlx::query_scalar("SELECT version FROM _sqlx_migrations").fetch_all(&mut old).await?;
    old.close().await?;
    let mut steps = migrations::steps(offices);
    steps.retain(|step| known.contains(&step.version));
    let db = Db::open(settings).await?;
    migrations::run(&db, &steps).await?;
    let Db::Postgres { pool, .. } = &db else { return Err(crate::Error::Settings("not PostgreSQL".into())) };
    backup::into_postgres(file, pool).await?;
    db.close().await;
    Ok(())
}

async fn open(settings: &Settings, offices: &[Office], clock: Arc<ManualClock>) -> Store {
    let keys = MasterKeys::parse(&"7e".repeat(32)).expect("a valid key");
    let entropy = Arc::new(SeededEntropy::new(42));
    Store::open(settings, offices, keys, clock, entropy).await.expect("a fresh store opens")
}

/// From now on a test that fails shows what the program told its operators.
fn log() {
    let warnings = tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_ansi(false);
    // The second store of a test finds it there already.
    let _ = warnings.with_test_writer().try_init();
}

/// Creates a database on the test server and returns its address.
#[expect(clippy::print_stderr, reason = "a test says that it was skipped")]
async fn fresh_database() -> Option<String> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let Ok(server) = std::env::var(POSTGRES) else {
        assert!(std::env::var("RENNSTEIG_REQUIRE_POSTGRES").is_err(), "{POSTGRES} is not set");
        eprintln!("skipped on PostgreSQL: {POSTGRES} is not set");
        return None;
    };
    let name = format!("t{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut admin = PgConnection::connect(&server).await.expect("the test server answers");
    // Superusers are exempt from row-level security: as in operation, an ordinary role owns the database.
    let role = sqlx::query(AssertSqlSafe(format!("CREATE ROLE {ROLE} LOGIN PASSWORD '{ROLE}'")));
    if let Err(error) = role.execute(&mut admin).await {
        assert!(known_role(&mut admin).await, "the role of the tests cannot be made: {error}");
    }
    let create = format!("CREATE DATABASE {name} OWNER {ROLE}");
    for statement in [format!("DROP DATABASE IF EXISTS {name}"), create] {
        sqlx::query(AssertSqlSafe(statement)).execute(&mut admin).await.expect("databases can be made");
    }
    let server = as_role(&server);
    let (address, options) = server.split_once('?').map_or((server.as_str(), ""), |(a, o)| (a, o));
    let base = address.rsplit_once('/').map_or(address, |(base, _)| base);
    Some(if options.is_empty() { format!("{base}/{name}") } else { format!("{base}/{name}?{options}") })
}

/// The same server for the role that the program of a test runs as.
fn as_role(server: &str) -> String {
    let (scheme, rest) = server.split_once("://").expect("an address");
    let host = rest.find('@').filter(|at| !rest[..*at].contains('/')).map_or(rest, |at| &rest[at + 1..]);
    format!("{scheme}://{ROLE}:{ROLE}@{host}")
}

/// Another process may have been faster.
async fn known_role(admin: &mut PgConnection) -> bool {
    for _ in 0..100 {
        let found: Result<bool, _> =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1)")
                .bind(ROLE)
                .fetch_one(&mut *admin)
                .await;
        if found.is_ok_and(|found| found) {
            return true;
        }
        tokio::task::yield_now().await;
    }
    false
}

/// The service of the environment, with a folder that no other test has.
#[expect(clippy::print_stderr, reason = "a test says that it was skipped")]
fn s3_settings() -> Option<S3Settings> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let Ok(address) = std::env::var(S3) else {
        assert!(std::env::var("RENNSTEIG_REQUIRE_S3").is_err(), "{S3} is not set");
        eprintln!("skipped on S3: {S3} is not set");
        return None;
    };
    let (scheme, rest) = address.split_once("://").expect("an address");
    let (keys, place) = rest.split_once('@').expect("access:secret@");
    let (access_key, secret_key) = keys.split_once(':').expect("access:secret");
    let (host, bucket) = place.split_once('/').expect("host/bucket");
    Some(S3Settings {
        bucket: bucket.to_owned(),
        prefix: Some(format!("t{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))),
        endpoint: Some(format!("{scheme}://{host}")),
        allow_http: true,
        region: "eu-central-1".to_owned(),
        access_key: access_key.to_owned(),
        secret_key: secret_key.to_owned(),
        timeout: Duration::from_secs(20),
    })
}
