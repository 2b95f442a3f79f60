//! What an older program wrote is opened by this one: brought up to date, verified, rebuilt, worked on.

use crate::support;
use std::path::Path;
use std::process::{Command, Output};

use identity::{Scope, Vertrauensniveau};
use packages::Library;
use rstest::rstest;
use store::{Engine, Jobs, Store, sql, testing};
use support::browser::Browser;
use support::drafts::prepare;
use support::{Installation, OFFICES, text};

/// The installation as the older program left it.
async fn left_behind(engine: Engine) -> Option<Installation> {
    let house = Installation::nowhere(engine).await?;
    std::fs::create_dir_all(house.directory()).unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/spine.tar.gz");
    let unpacked = Command::new("tar").arg("-xzf").arg(fixture).current_dir(house.directory()).status();
    assert!(unpacked.unwrap().success());
    if engine == Engine::Postgres {
        let file = house.directory().join("rennsteig.db");
        testing::load_as_it_was(&file, &house.settings, &OFFICES).await.unwrap();
        std::fs::remove_file(file).unwrap();
    }
    Some(house)
}

fn ok(output: &Output) -> String {
    assert!(output.status.success(), "{}", text(output));
    text(output)
}

async fn count(store: &Store, table: &str) -> i64 {
    let (count,): (i64,) =
        sql(format!("SELECT count(*) FROM {table}")).one(&mut store.reader()).await.unwrap();
    count
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_an_older_program_wrote_goes_on(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(house) = left_behind(engine).await else { return };
    // Who only looks changes nothing; who would, says so.
    let doctor = house.run(&["doctor"]);
    assert_eq!(doctor.status.code(), Some(2));
    assert!(text(&doctor).contains("is of an older release"), "{}", text(&doctor));
    let elsewhere = tempfile::tempdir().unwrap();
    let refused = house.run(&["backup", elsewhere.path().to_str().unwrap()]);
    assert!(text(&refused).contains("would upgrade it"), "{}", text(&refused));

    let verified = ok(&house.run(&["journal", "verify"]));
    assert!(
        verified.contains("110 entries, 110 of them in the log: all chains and the log verify"),
        "{verified}"
    );
    let store = house.open().await;
    // What statements of SQL cannot compute a server does when it starts.
    let mut tx = store.begin().await.unwrap();
    assert_eq!(cases::complete_words(&mut tx, 10).await.unwrap(), 1);
    assert_eq!(cases::complete_words(&mut tx, 10).await.unwrap(), 0);
    tx.commit().await.unwrap();
    let before = store.dump_projections().await.unwrap();
    assert_eq!((count(&store, "cases_vorgaenge").await, count(&store, "post_messages").await), (1, 1));
    store.close().await;
    let rebuilt = ok(&house.run(&["journal", "rebuild"]));
    let store = house.open().await;
    let after = store.dump_projections().await.unwrap();
    for (table, rows) in &before {
        assert_eq!(
            rows, &after[table],
            "{table}: what the upgrade made is not what a rebuild makes: {rebuilt}"
        );
    }

    // The letter can be read, and work goes on.
    let server = house.start("demo");
    let mut browser = Browser::default().at(&server.address);
    let fields = [("anmeldename", "buergerin"), ("kennwort", "rennsteig-demo")];
    assert_eq!(browser.fill("/anmelden", "/anmelden", &fields).unwrap().status, 303);
    let mailbox = browser.get("/postfach").unwrap();
    assert!(mailbox.status == 200 && mailbox.html.contains("Bewohnerparkausweis"), "{}", mailbox.html);
    server.stop();
    let account = identity::account_of_login(&mut store.reader(), &Scope::House, "buergerin").await;
    let account = account.unwrap().unwrap();
    let drafts = prepare(&house, account, 1).await;
    let library = Library::new(store.clone());
    let scope = Scope::Person { account, niveau: Vertrauensniveau::Substantiell };
    let mut tx = store.begin().await.unwrap();
    let command = tx.new_id();
    intake::submit(&mut tx, &scope, &library, drafts[0], command).await.unwrap();
    tx.commit().await.unwrap();
    let jobs = intake::register_jobs(cases::register_jobs(Jobs::default(), &library), &library);
    jobs.run_until_idle(&store).await.unwrap();
    assert_eq!(store.dead_jobs().await.unwrap().len(), 0);
    assert_eq!((count(&store, "cases_vorgaenge").await, count(&store, "post_messages").await), (2, 2));
    store.close().await;
    ok(&house.run(&["journal", "verify"]));
}
