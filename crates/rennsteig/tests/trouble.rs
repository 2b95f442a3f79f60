//! When the surroundings fail: a database of the future, a wrong key, no room left, PostgreSQL restarted. The program
//! says what to do, stores nothing by halves, and goes on when the trouble is over.

#![expect(clippy::print_stderr, reason = "a test says why it was skipped")]

use crate::support;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use identity::{AccountId, BehoerdeId, Scope};
use intake::Owner;
use packages::{Library, Package};
use rstest::rstest;
use store::{Engine, sql};
use support::browser::Browser;
use support::{Installation, text};

#[rstest]
#[tokio::test]
async fn a_database_of_a_newer_release_is_left_alone(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(house) = Installation::new(engine).await else { return };
    let store = house.open().await;
    let mut tx = store.begin().await.unwrap();
    sql("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (999001, 'of the future', $1, $2, 1)")
    .bind(true)
    .bind(vec![0_u8; 48])
    .execute(&mut tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    for arguments in [&["journal", "verify"][..], &["serve", "--listen", "127.0.0.1:0"]] {
        let output = house.run(arguments);
        let said = text(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("written by a newer release") && said.contains("restore a backup"), "{said}");
    }
}

#[tokio::test]
async fn a_wrong_master_key_is_named_before_anything_is_written() {
    let house = Installation::new(Engine::Sqlite).await.unwrap();
    let store = house.open().await;
    let mut tx = store.begin().await.unwrap();
    let stream = store::StreamId(tx.new_id());
    tx.open_stream(stream, "test", None).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    let right = std::fs::read_to_string(house.key_file()).unwrap();

    let complaint = |key: &str| {
        std::fs::write(house.key_file(), key).unwrap();
        let output = house.run(&["serve", "--listen", "127.0.0.1:0"]);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output));
        text(&output)
    };
    let said = complaint(&"cd".repeat(32));
    assert!(said.contains("not in the key file; add it"), "{said}");
    let said = complaint("geheim");
    assert!(said.contains("64 hexadecimal digits"), "{said}");
    let said = complaint("# nothing\n");
    assert!(said.contains("put 64 hexadecimal digits into the key file"), "{said}");
    // What is not text cannot be read, whoever asks.
    std::fs::remove_file(house.key_file()).unwrap();
    std::fs::create_dir(house.key_file()).unwrap();
    let output = house.run(&["journal", "verify"]);
    let said = text(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("master.key cannot be read"), "{said}");
    std::fs::remove_dir(house.key_file()).unwrap();

    // The right key as a further line is enough.
    std::fs::write(house.key_file(), format!("{}\n{right}\n", "cd".repeat(32))).unwrap();
    let output = house.run(&["journal", "verify"]);
    assert!(output.status.success(), "{}", text(&output));
}

/// SQLite's own limit stands for the disk: it answers with the same code, at the same places.
#[tokio::test]
async fn a_full_disk_stores_nothing_by_halves() {
    let house = Installation::new(Engine::Sqlite).await.unwrap();
    let store = house.open().await;
    let library = Library::new(store.clone());
    let package = packages::Files::read(&root().join("services/bewohnerparkausweis")).and_then(Package::read);
    let package = package.unwrap();
    let mut tx = store.begin().await.unwrap();
    packages::install(&mut tx, &Scope::House, &package).await.unwrap();
    tx.commit().await.unwrap();
    let (behoerde, owner) = (BehoerdeId(store.new_id()), Owner::Account(AccountId(store.new_id())));
    limit_pages(&store, Some(1)).await;

    let mut made = 0;
    let full = loop {
        let mut tx = store.begin().await.unwrap();
        let begun = intake::start(&mut tx, owner, &library, package.digest(), behoerde, "de").await;
        // The disk may be full at the last moment only, when the transaction ends.
        let done = match begun {
            Ok(_) => tx.commit().await.map_err(intake::Error::from),
            Err(error) => Err(error),
        };
        if let Err(error) = done {
            break error;
        }
        made += 1;
        assert!(made < 10_000, "the limit is not kept");
    };
    assert!(matches!(full, intake::Error::Store(store::Error::Full)), "{full:?}");
    assert!(full.to_string().contains("free some space"), "{full}");
    let drafts = intake::drafts(&mut store.reader(), &store, owner).await.unwrap();
    assert_eq!(drafts.len(), made.min(100), "what was confirmed is there, and nothing else");
    assert_eq!(store.verify_journal().await.unwrap().damage, []);

    limit_pages(&store, None).await;
    let mut tx = store.begin().await.unwrap();
    intake::start(&mut tx, owner, &library, package.digest(), behoerde, "de").await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
}

/// `Some`: room for so many pages more than there are; `None`: as many as SQLite can.
async fn limit_pages(store: &store::Store, more: Option<i64>) {
    let mut tx = store.begin().await.unwrap();
    let (now,): (i64,) = sql("PRAGMA page_count").one(&mut tx).await.unwrap();
    let limit = more.map_or(4_294_967_294, |more| now + more);
    let _: Vec<(i64,)> = sql(format!("PRAGMA max_page_count = {limit}")).all(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// A PostgreSQL of its own, that can be stopped and started without harming other tests.
struct Cluster(PathBuf);

impl Cluster {
    /// `None`, with a word, where no PostgreSQL server is installed.
    fn new() -> Option<Self> {
        if std::env::var(store::testing::POSTGRES).is_err() {
            eprintln!("skipped on PostgreSQL: {} is not set", store::testing::POSTGRES);
            return None;
        }
        // The server's user must get in, so not below a private temporary directory.
        let directory = std::env::temp_dir().join(format!("rennsteig-trouble-{}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        let cluster = Self(directory);
        cluster.script("start").then_some(cluster)
    }

    /// `dev/postgres` keeps its lasting cluster below TMPDIR.
    fn script(&self, action: &str) -> bool {
        let script = root().join("dev/postgres");
        let done = Command::new(script)
            .arg(action)
            .env("TMPDIR", &self.0)
            .env("RENNSTEIG_POSTGRES_DURABLE", "1")
            .output()
            .unwrap();
        if !done.status.success() {
            eprintln!("skipped on PostgreSQL: dev/postgres {action}: {}", text(&done));
        }
        done.status.success()
    }

    fn folder(&self) -> PathBuf {
        let mut entries = std::fs::read_dir(&self.0).unwrap();
        entries.find_map(|entry| entry.ok().map(|e| e.path()).filter(|p| p.join("data").is_dir())).unwrap()
    }

    fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.folder().display())
    }

    /// Stops or starts the server; its data stay.
    fn control(&self, action: &[&str]) {
        let folder = self.folder();
        let servers = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let mut servers: Vec<PathBuf> = servers.map(|entry| entry.path().join("bin/pg_ctl")).collect();
        servers.sort();
        let pg_ctl = servers.pop().unwrap_or_else(|| PathBuf::from("pg_ctl"));
        let root =
            std::fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0);
        let mut command = match root {
            true => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"]).arg(pg_ctl);
                command
            }
            false => Command::new(pg_ctl),
        };
        let log = folder.join("server.log");
        command.arg("--pgdata").arg(folder.join("data")).arg("--log").arg(log).arg("--wait").args(action);
        // It must not inherit our pipes: the server keeps them open.
        let done = command.current_dir(&folder).stdout(std::process::Stdio::null()).status().unwrap();
        assert!(done.success(), "pg_ctl {action:?}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.script("stop");
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn postgresql_may_go_away_and_come_back() {
    let Some(cluster) = Cluster::new() else { return };
    let mut house = Installation::new(Engine::Sqlite).await.unwrap();
    house.settings.database = cluster.url();
    let server = house.start("demo");
    let mut browser = Browser::default().at(&server.address);
    let fields = [("anmeldename", "buergerin"), ("kennwort", "rennsteig-demo")];
    assert_eq!(browser.fill("/anmelden", "/anmelden", &fields).unwrap().status, 303);
    assert_eq!(browser.get("/postfach").unwrap().status, 200);

    cluster.control(&["--mode=immediate", "stop"]);
    let away = browser.get("/postfach").unwrap();
    assert_eq!(away.status, 503, "{}", away.html);
    assert!(away.html.contains("Gerade nicht erreichbar"), "a page that says so: {}", away.html);
    assert_eq!(browser.get("/readyz").unwrap().status, 503);
    assert_eq!(browser.get("/healthz").unwrap().status, 200, "the process itself is well");

    cluster.control(&["start"]);
    let start = Instant::now();
    while browser.get("/readyz").unwrap().status != 200 {
        assert!(start.elapsed() < Duration::from_secs(20), "it does not come back");
        let (_nobody, never) = mpsc::channel::<()>();
        assert!(never.recv_timeout(Duration::from_millis(100)).is_err());
    }
    assert_eq!(browser.get("/postfach").unwrap().status, 200, "she is still signed in");
    server.stop();
    let verified = house.run(&["journal", "verify"]);
    assert!(verified.status.success(), "{}", text(&verified));
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}
