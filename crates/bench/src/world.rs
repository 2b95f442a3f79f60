//! A house to measure in: a fresh database on either engine, the offices, the package Bewohnerparkausweis.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use form::Answers;
use identity::{AccountId, BehoerdeId, Scope, Vertrauensniveau};
use intake::{AntragId, Owner, Receipt};
use jiff::{SignedDuration, Timestamp};
use packages::{Digest, Files, Library, Package};
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use store::{
    BlobSettings, Clock, Engine, MasterKeys, Migration, Office, Settings, Store, SystemClock, SystemEntropy,
    sql,
};
use tempfile::TempDir;
use uuid::Uuid;

use crate::program::{self, Program};

/// Where the benchmarks find PostgreSQL; the same as for tests.
const POSTGRES: &str = "RENNSTEIG_TEST_POSTGRES";
/// The role that the program runs as.
const ROLE: &str = "rennsteig_bench";

/// The bench as an office: the plain tables that it compares with, and entries without projection.
pub(crate) const BENCH: Office = Office {
    name: "bench",
    migrations: &[Migration {
        version: 90_001,
        name: "plain table to compare with",
        sql: "CREATE TABLE bench_plain (id uuid PRIMARY KEY, kind text NOT NULL, at timestamptz NOT NULL, payload bytea NOT NULL);",
    }],
    projections: &[],
    walls: &[],
    project: None,
};

/// Those of the program, and the bench as the last.
const OFFICES: [Office; 9] = [
    identity::OFFICE,
    packages::OFFICE,
    catalogue::OFFICE,
    records::OFFICE,
    post::OFFICE,
    cases::OFFICE,
    intake::OFFICE,
    steering::OFFICE,
    BENCH,
];

/// How many Behoerden the Antraege go to.
pub(crate) const BEHOERDEN: u128 = 8;
/// A byte of the key, in hexadecimal; 32 of it.
const MASTER_KEY: &str = "7e";
/// A small file that passes as a PDF.
pub(crate) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n";

/// Runs from the day on which the scenarios of the package play, as fast as the machine's clock.
#[derive(Debug)]
struct Running(Instant);

impl Clock for Running {
    fn now(&self) -> Timestamp {
        let first = Timestamp::from_second(1_795_424_400).expect("23 November 2026, a valid time");
        let since = SignedDuration::try_from(self.0.elapsed()).expect("a run takes less than 292 years");
        let now = first.checked_add(since).expect("and ends before the year 9999");
        Timestamp::from_microsecond(now.as_microsecond()).expect("a valid time stays valid when it is cut")
    }
}

/// A store with all offices and the package, gone when dropped.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) library: Library,
    package: Arc<Package>,
    digest: Digest,
    /// How the database commits, for the report.
    pub(crate) setting: String,
    answers: Vec<(String, String)>,
    /// Where the database is.
    pub(crate) database: String,
    directory: TempDir,
}

impl World {
    /// `Err` with the reason when the engine is not there.
    pub(crate) async fn open(engine: Engine) -> Result<Self> {
        Self::with(engine, &OFFICES, "01-erteilt", Arc::new(Running(Instant::now()))).await
    }

    /// One that the program can be started on, with Antraege that a person decides. It goes by the clock of the machine, as
    /// the program does: a session begun on another day would have ended.
    pub(crate) async fn for_program(engine: Engine) -> Result<Self> {
        let [program @ .., _] = &OFFICES;
        Self::with(engine, program, "07-nebenwohnung", Arc::new(SystemClock)).await
    }

    async fn with(engine: Engine, offices: &[Office], scenario: &str, clock: Arc<dyn Clock>) -> Result<Self> {
        let directory = tempfile::tempdir()?;
        let (database, setting) = match engine {
            Engine::Sqlite => (
                format!("sqlite://{}", directory.path().join("bench.db").display()),
                "every commit synced".to_owned(),
            ),
            Engine::Postgres => fresh_database().await?,
        };
        let blobs = BlobSettings::Directory(directory.path().join("blobs"));
        // As the program: [database] connections = 8.
        let settings = Settings { database: database.clone(), blobs, connections: 8 };
        let keys = MasterKeys::parse(&MASTER_KEY.repeat(32))?;
        let store = Store::open(&settings, offices, keys, clock, Arc::new(SystemEntropy)).await?;
        let package = package()?;
        let mut tx = store.begin().await?;
        catalogue::install_package(&mut tx, &Scope::House, &package).await?;
        tx.commit().await?;
        let library = Library::new(store.clone());
        let digest = package.digest().clone();
        let package = library.get(&digest).await?;
        let (_, given) = package
            .scenarios()
            .find(|(file, _)| file.contains(scenario))
            .with_context(|| format!("scenario {scenario} is missing"))?;
        let answers = leaves("", &Value::Object(given.antrag.clone()));
        Ok(Self { store, library, package, digest, setting, answers, database, directory })
    }

    /// A complete draft with this file, a PDF, as the pages leave it behind.
    pub(crate) async fn draft_with(&self, number: u128, pdf: &[u8]) -> Result<AntragId> {
        let owner = Owner::Account(AccountId(Uuid::from_u128(number)));
        let behoerde = BehoerdeId(Uuid::from_u128(0xE0 + number % BEHOERDEN));
        let mut tx = self.store.begin().await?;
        let id = intake::start(&mut tx, owner, &self.library, &self.digest, behoerde, "de").await?;
        tx.commit().await?;
        let mut draft = intake::draft(&self.store, owner, id).await?;
        for (path, given) in &self.answers {
            let raw = match given.starts_with("beleg") {
                true => intake::add_upload(&self.store, &mut draft, "Fahrzeugschein.pdf", pdf).await?,
                false => given.clone(),
            };
            set(&mut draft.answers, path, raw)?;
        }
        draft.name = Some(format!("Anna Beispiel-{number}"));
        let mut tx = self.store.begin().await?;
        intake::save(&mut tx, owner, &draft).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// What the page does when the button is pressed.
    pub(crate) async fn submit(&self, number: u128, id: AntragId) -> Result<Receipt> {
        let scope = Scope::Person {
            account: AccountId(Uuid::from_u128(number)),
            niveau: Vertrauensniveau::Substantiell,
        };
        let command = self.store.new_id();
        let mut tx = self.store.begin().await?;
        let receipt = intake::submit(&mut tx, &scope, &self.library, id, command).await?;
        tx.commit().await?;
        Ok(receipt)
    }

    /// How many rows a query counts.
    pub(crate) async fn count(&self, of: &'static str) -> Result<i64> {
        let (count,): (i64,) = sql(of).one(&mut self.store.reader()).await?;
        Ok(count)
    }

    /// The folder of its files; gone with it.
    pub(crate) fn directory(&self) -> &std::path::Path {
        self.directory.path()
    }

    /// The package: its digest.
    pub(crate) fn digest(&self) -> &Digest {
        &self.digest
    }

    /// Starts the program on this world.
    pub(crate) fn serve(&self) -> Result<Program> {
        Program::start_with("serve", &self.directory().join("data"), &self.environment()?)
    }

    /// A command of the program on this world, to be run.
    pub(crate) fn command(&self, args: &[&str]) -> Result<Command> {
        let mut command = Command::new(program::binary()?);
        command.args(args).arg("--data").arg(self.directory().join("data")).envs(self.environment()?);
        Ok(command)
    }

    /// What tells the program where everything is.
    fn environment(&self) -> Result<[(&'static str, String); 3]> {
        let key = self.directory().join("key");
        std::fs::write(&key, MASTER_KEY.repeat(32))?;
        let path = |path: std::path::PathBuf| path.display().to_string();
        Ok([
            ("RENNSTEIG_DATABASE_URL", self.database.clone()),
            ("RENNSTEIG_FILES_DIRECTORY", path(self.directory().join("blobs"))),
            ("RENNSTEIG_KEYS_FILE", path(key)),
        ])
    }

    /// The package, compiled.
    pub(crate) fn title(&self) -> &str {
        &self.package.manifest().titel
    }
}

/// The package without its random sample, so that every case is decided by rules.
fn package() -> Result<Package> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../services/bewohnerparkausweis");
    let problems = |problems: Vec<packages::Problem>| {
        let list: Vec<_> = problems.iter().map(ToString::to_string).collect();
        anyhow!("{folder}: {}", list.join("; "))
    };
    let mut files = Files::read(folder.as_ref()).map_err(problems)?;
    let manifest = String::from_utf8(files.get("package.toml").context("package.toml is missing")?.to_vec())?;
    let manifest = manifest.replace("stichprobe = 0.05", "stichprobe = 0.0");
    files.set("package.toml", manifest.into_bytes()).map_err(|p| problems(vec![p]))?;
    Package::read(files).map_err(problems)
}

fn set(answers: &mut Answers, path: &str, raw: String) -> Result<()> {
    if answers.set(path, raw) { Ok(()) } else { Err(anyhow!("no answer at {path}")) }
}

/// The answers of a scenario as a form would post them.
fn leaves(path: &str, value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, member)| {
                leaves(&if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, member)
            })
            .collect(),
        Value::Array(rows) => {
            rows.iter().enumerate().flat_map(|(i, row)| leaves(&format!("{path}[{i}]"), row)).collect()
        }
        Value::String(text) => vec![(path.to_owned(), text.clone())],
        other => vec![(path.to_owned(), other.to_string())],
    }
}

/// Creates a database on the server of the tests; says how durable its commits are.
async fn fresh_database() -> Result<(String, String)> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var(POSTGRES).map_err(|_| anyhow!("{POSTGRES} is not set"))?;
    let name = format!("bench{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut admin = PgConnection::connect(&server).await.context("PostgreSQL")?;
    // Superusers are exempt from row-level security: as in operation, an ordinary role owns the database.
    let role = format!(
        "DO $$ BEGIN CREATE ROLE {ROLE} LOGIN PASSWORD '{ROLE}'; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    );
    let create = format!("CREATE DATABASE {name} OWNER {ROLE}");
    for statement in [role, format!("DROP DATABASE IF EXISTS {name}"), create] {
        sqlx::query(AssertSqlSafe(statement)).execute(&mut admin).await?;
    }
    let fsync: String = sqlx::query_scalar("SHOW fsync").fetch_one(&mut admin).await?;
    let commit: String = sqlx::query_scalar("SHOW synchronous_commit").fetch_one(&mut admin).await?;
    let setting = match (fsync.as_str(), commit.as_str()) {
        ("on", "on") => "every commit synced".to_owned(),
        _ => format!("NOT durable: fsync {fsync}, synchronous_commit {commit}"),
    };
    let server = as_role(&server)?;
    let (address, options) = server.split_once('?').map_or((server.as_str(), ""), |(a, o)| (a, o));
    let base = address.rsplit_once('/').map_or(address, |(base, _)| base);
    let url = if options.is_empty() { format!("{base}/{name}") } else { format!("{base}/{name}?{options}") };
    Ok((url, setting))
}

/// The same server for the role that the program runs as.
fn as_role(server: &str) -> Result<String> {
    let (scheme, rest) = server.split_once("://").with_context(|| format!("{POSTGRES} is no address"))?;
    let host = rest.split_once('@').filter(|(name, _)| !name.contains('/')).map_or(rest, |(_, host)| host);
    Ok(format!("{scheme}://{ROLE}:{ROLE}@{host}"))
}
