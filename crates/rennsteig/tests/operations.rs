//! `rennsteig doctor` and `rennsteig keys` as an operator types them, and what `/readyz` says.

use crate::support;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Command, Output};

use rstest::rstest;
use serde_json::Value;
use store::{BlobSettings, Engine, StreamId, sql};
use support::browser::Browser;
use support::{Installation, text};

fn ok(output: &Output) -> String {
    assert!(output.status.success(), "{}", text(output));
    text(output)
}

/// What the doctor found that is not good: check, level, what, action.
fn findings(command: &mut Command) -> (i32, Vec<(String, String, String, String)>) {
    let output = command.arg("--json").output().unwrap();
    let all: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", text(&output)));
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let all = all.as_array().unwrap().iter();
    let bad = all.filter(|finding| finding["level"] != "good");
    let bad = bad.map(|f| (word(f, "check"), word(f, "level"), word(f, "what"), word(f, "action")));
    (output.status.code().unwrap(), bad.collect())
}

/// A house with all that the doctor wants.
fn healthy(house: &Installation) -> impl Fn() -> Command + '_ {
    let text = house.directory().join("text.txt");
    std::fs::write(&text, "# Text").unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(house.key_file(), mode).unwrap();
    move || {
        let mut command = house.command(&["doctor"]);
        for name in ["IMPRINT", "PRIVACY", "ACCESSIBILITY"] {
            command.env(format!("RENNSTEIG_SITE_{name}"), &text);
        }
        command.env("RENNSTEIG_SERVER_HTTPS", "true");
        command
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_says_what_is_wrong_where_and_what_to_do(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(house) = Installation::new(engine).await else { return };
    house.start("demo").stop();
    let doctor = healthy(&house);
    let (_, mut left) = findings(&mut doctor());
    // How full the disk is that the tests run on says nothing about the program; `doctor/disk.rs` tests that judgement.
    left.retain(|(check, ..)| check != "disk");
    if engine == Engine::Postgres {
        // The test cluster forgets what it was told when the power fails, and the role is a superuser.
        left.retain(|(check, ..)| check != "database settings");
    }
    assert_eq!(left, []);
    let shown = text(&doctor().output().unwrap());
    assert!(shown.contains("ok       packages: ") && shown.contains("caught up"), "{shown}");

    let store = house.open().await;
    // The server may have been stopped before it logged what its last job did.
    store.advance_log().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    for (state, ago) in [("dead", 1), ("ready", 3600)] {
        let at = store::At::from(store.now() - jiff::SignedDuration::from_secs(ago));
        sql("INSERT INTO jobs (id, kind, payload, state, run_at, attempts, created_at) VALUES ($1, 'x.y', '{}', $2, $3, 1, $3)")
            .bind(store.new_id())
            .bind(state)
            .bind(at)
            .execute(&mut tx)
            .await
            .unwrap();
    }
    let stream = StreamId(tx.new_id());
    tx.open_stream(stream, "test", None).await.unwrap();
    sql("UPDATE journal_streams SET length = 1 WHERE id = $1").bind(stream.0).execute(&mut tx).await.unwrap();
    let old = store::At::from(store.now() - jiff::SignedDuration::from_hours(1));
    sql("UPDATE journal_checkpoints SET at = $1").bind(old).execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    std::fs::set_permissions(house.key_file(), mode).unwrap();
    let BlobSettings::Directory(blobs) = &house.settings.blobs else { panic!("a directory") };
    std::fs::rename(blobs, blobs.with_extension("away")).unwrap();
    std::fs::write(blobs, "no directory").unwrap();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut command = doctor();
    command
        .env("RENNSTEIG_MAIL_SMTP", format!("smtp://{closed}"))
        .env("RENNSTEIG_MAIL_FROM", "post@portal.example")
        .env("RENNSTEIG_SITE_ADDRESS", "https://portal.example")
        .env("RENNSTEIG_CLAMD_ADDRESS", format!("tcp://{closed}"));
    let (code, found) = findings(&mut command);
    assert_eq!(code, 2);
    let has = |check: &str, level: &str, what: &str, action: &str| {
        let hit = found
            .iter()
            .any(|(c, l, w, a)| c == check && l == level && w.contains(what) && a.contains(action));
        assert!(hit, "{check}: {found:#?}");
    };
    has("key file", "warning", "can be read by others", "chmod 600");
    has("e-mail", "error", "cannot be reached", "[mail] smtp");
    has("virus scanner", "error", "cannot be asked", "start clamd");
    has("database", "error", "blob directory", "runbook");

    std::fs::remove_file(blobs).unwrap();
    std::fs::rename(blobs.with_extension("away"), blobs).unwrap();
    let (code, found) = findings(&mut doctor());
    assert_eq!(code, 2);
    let has = |check: &str, what: &str| {
        assert!(found.iter().any(|(c, _, w, _)| c == check && w.contains(what)), "{what}: {found:#?}");
    };
    has("jobs", "1 jobs were given up");
    has("jobs", "1 jobs are due, the oldest for 36");
    has("log of the journal", "1 streams have entries that are not in the log");
}

#[rstest]
#[tokio::test]
async fn the_doctor_makes_and_upgrades_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(nowhere) = Installation::nowhere(engine).await else { return };
    let (code, found) = findings(&mut nowhere.command(&["doctor"]));
    assert_eq!(code, 2);
    assert!(found.iter().any(|(_, _, what, _)| what.contains("holds no installation")), "{found:#?}");
    assert!(!nowhere.directory().exists());

    let house = Installation::new(engine).await.unwrap();
    let store = house.open().await;
    let mut tx = store.begin().await.unwrap();
    sql("DELETE FROM _sqlx_migrations WHERE version = 8001").execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let (code, found) = findings(&mut house.command(&["doctor"]));
    assert_eq!(code, 2);
    assert!(
        found.iter().any(|(.., what, action)| what.contains("[8001]") && action.contains("backup")),
        "{found:#?}"
    );
    let refused = house.run(&["backup", "/nirgends/backup"]);
    assert!(text(&refused).contains("this program is newer than the database"), "{}", text(&refused));
    let steps: (i64,) = sql("SELECT count(*) FROM _sqlx_migrations WHERE version = 8001")
        .one(&mut store.reader())
        .await
        .unwrap();
    assert_eq!(steps.0, 0);
    let broken = house.command(&["doctor"]).env("RENNSTEIG_JOBS_PARALLEL", "viele").output().unwrap();
    assert_eq!(broken.status.code(), Some(2));
    assert!(text(&broken).contains("parallel") && text(&broken).contains("-> correct"), "{}", text(&broken));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn keys_are_rotated_while_a_server_works(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(house) = Installation::new(engine).await else { return };
    let server = house.start("demo");
    let signs_in = |browser: &mut Browser| {
        let fields = [("anmeldename", "buergerin"), ("kennwort", "rennsteig-demo")];
        browser.fill("/anmelden", "/anmelden", &fields).unwrap().status
    };
    assert_eq!(signs_in(&mut Browser::default().at(&server.address)), 303);
    let old = ok(&house.run(&["keys", "list"]));
    let old = old.split_whitespace().next().unwrap().to_owned();
    assert!(text(&house.run(&["keys", "retire"])).contains("one key only"));

    let said = ok(&house.run(&["keys", "rotate"]));
    assert!(said.contains("new key in its first line") && said.contains("done: all keys"), "{said}");
    let secret = std::fs::read_to_string(house.key_file()).unwrap();
    assert!(!secret.lines().any(|line| said.contains(line)), "no key is shown");
    assert_eq!((secret.lines().count(), secret.lines().last().unwrap()), (2, "7e".repeat(32).as_str()));
    let listed = ok(&house.run(&["keys", "list"]));
    assert!(listed.contains(&format!("{old}  opens only, wraps 0")), "{listed}");
    // The server was not started again.
    assert_eq!(signs_in(&mut Browser::default().at(&server.address)), 303);
    let said = ok(&house.run(&["keys", "retire"]));
    assert!(said.contains(&format!("taken out: {old}")), "{said}");
    assert_eq!(signs_in(&mut Browser::default().at(&server.address)), 303);
    server.stop();
    ok(&house.run(&["journal", "verify"]));
    house.start("serve").stop();

    // A key that was prepared is the one that is taken.
    ok(&house.run(&["keys", "prepare"]));
    let prepared = std::fs::read_to_string(house.key_file()).unwrap().lines().last().unwrap().to_owned();
    ok(&house.run(&["keys", "rotate"]));
    assert_eq!(std::fs::read_to_string(house.key_file()).unwrap().lines().next().unwrap(), prepared);
    ok(&house.run(&["journal", "verify"]));
}

/// A clamd that finds the same in every file, and counts pings.
fn clamd(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut seen = Vec::new();
            let mut part = [0; 4096];
            while !seen.ends_with(b"zPING\0") && !seen.ends_with(&[0; 4]) {
                match stream.read(&mut part) {
                    Ok(0) | Err(_) => break,
                    Ok(read) => seen.extend_from_slice(&part[..read]),
                }
            }
            let answer = if seen.starts_with(b"zPING") { "PONG\0" } else { answer };
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    format!("tcp://{address}")
}

#[tokio::test(flavor = "multi_thread")]
async fn readiness_knows_the_files_and_the_scanner() {
    let house = Installation::new(Engine::Sqlite).await.unwrap();
    let start = |address: &str| {
        let mut command = house.command(&["serve", "--listen", "127.0.0.1:0"]);
        support::Server::start({
            command.env("RENNSTEIG_CLAMD_ADDRESS", address);
            command
        })
    };
    let server = start(&clamd("stream: OK\0"));
    let ready = || Browser::default().at(&server.address).get("/readyz").unwrap();
    assert_eq!((ready().status, ready().html.as_str()), (200, "ready\n"));
    let BlobSettings::Directory(blobs) = &house.settings.blobs else { panic!("a directory") };
    std::fs::rename(blobs, blobs.with_extension("away")).unwrap();
    let answer = ready();
    assert!(answer.status == 503 && answer.html.contains("place of the files"), "{}", answer.html);
    std::fs::rename(blobs.with_extension("away"), blobs).unwrap();
    assert_eq!(ready().status, 200);
    server.stop();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let server = start(&format!("tcp://{closed}"));
    let answer = Browser::default().at(&server.address).get("/readyz").unwrap();
    assert!(answer.status == 200 && answer.html.contains("no file is accepted"), "{}", answer.html);
    server.stop();
}
