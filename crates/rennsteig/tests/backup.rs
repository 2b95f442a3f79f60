//! `rennsteig backup`, `backup verify` and `restore` as an operator types them, beside a server at work.

use crate::support;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use identity::{AccountId, Scope, Vertrauensniveau};
use intake::AntragId;
use packages::Library;
use rstest::rstest;
use store::{At, BlobSettings, Engine, Store, sql};
use support::drafts::prepare;
use support::{Installation, text};

async fn submit(store: &Store, account: AccountId, ids: &[AntragId]) {
    let library = Library::new(store.clone());
    let scope = Scope::Person { account, niveau: Vertrauensniveau::Substantiell };
    for id in ids {
        let mut tx = store.begin().await.unwrap();
        let command = tx.new_id();
        intake::submit(&mut tx, &scope, &library, *id, command).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn idle(store: &Store) {
    let begun = Instant::now();
    loop {
        // Due, or in the hands of a worker.
        let (left,): (i64,) =
            sql("SELECT count(*) FROM jobs WHERE state = 'ready' AND (lease IS NOT NULL OR run_at <= $1)")
                .bind(At::from(store.now()))
                .one(&mut store.reader())
                .await
                .unwrap();
        if left == 0 {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "jobs do not end");
        let (_nobody, never) = mpsc::channel::<()>();
        assert!(never.recv_timeout(Duration::from_millis(100)).is_err());
    }
}

fn count_files(directory: &Path) -> usize {
    let entries = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { count_files(&path) } else { 1 }).sum()
}

fn ok(output: &std::process::Output) -> String {
    assert!(output.status.success(), "{}", text(output));
    text(output)
}

#[rstest]
#[case(Engine::Sqlite, Engine::Postgres)]
#[case(Engine::Postgres, Engine::Sqlite)]
#[tokio::test(flavor = "multi_thread")]
async fn what_a_server_at_work_holds_comes_back_elsewhere(#[case] from: Engine, #[case] to: Engine) {
    let Some(house) = Installation::new(from).await else { return };
    let Some(elsewhere) = Installation::nowhere(to).await else { return };
    house.start("demo").stop();
    let store = house.open().await;
    let account = identity::account_of_login(&mut store.reader(), &Scope::House, "buergerin").await;
    let account = account.unwrap().unwrap();
    let drafts = prepare(&house, account, 8).await;
    let folder = tempfile::tempdir().unwrap();
    let directory = folder.path().to_str().unwrap();

    let server = house.start("serve");
    submit(&store, account, &drafts[..3]).await;
    let said = ok(&house.run(&["backup", directory]));
    submit(&store, account, &drafts[3..6]).await;
    assert!(said.contains("complete and verified") && said.contains("master keys are NOT in it"), "{said}");
    assert!(said.contains("\u{2014} journal.rennsteig/"), "a signed checkpoint: {said}");
    idle(&store).await;
    // Now nothing is on its way: all files that lie there are referred to, by drafts too, and none was there twice.
    let said = ok(&house.run(&["backup", directory]));
    assert!(!said.contains(" 0 were there already"), "{said}");
    let BlobSettings::Directory(blobs) = &house.settings.blobs else { panic!("a directory") };
    assert_eq!(count_files(&folder.path().join("blobs")), count_files(blobs), "{said}");
    let before = ok(&house.run(&["journal", "verify"]));
    server.stop();

    // Checked by a tool that is not ours.
    let list = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let list = list.into_iter().find(|path| path.extension().is_some_and(|end| end == "sha256")).unwrap();
    let mut sums = Command::new("sha256sum");
    sums.args(["--check", "--quiet"]).arg(list).current_dir(folder.path());
    assert!(sums.status().unwrap().success());
    let said = ok(&elsewhere.run(&["backup", "verify", directory]));
    assert!(said.contains("without the key file no entry was opened"), "{said}");
    let refused = elsewhere.run(&["restore", directory]);
    assert!(text(&refused).contains("put the key file in place first"), "{}", text(&refused));
    assert!(!elsewhere.directory().exists(), "nothing was made");

    std::fs::create_dir_all(elsewhere.directory()).unwrap();
    std::fs::copy(house.key_file(), elsewhere.key_file()).unwrap();
    let said = ok(&elsewhere.run(&["restore", directory]));
    assert!(said.contains("the journal verifies"), "{said}");
    assert_eq!(ok(&elsewhere.run(&["journal", "verify"])), before);
    let rebuilt = ok(&elsewhere.run(&["journal", "rebuild"]));
    assert!(!rebuilt.contains("corrected"), "{rebuilt}");
    let refused = elsewhere.run(&["restore", directory]);
    assert!(text(&refused).contains("nothing was restored"), "{}", text(&refused));

    // Work goes on there.
    let server = elsewhere.start("serve");
    let restored = elsewhere.open().await;
    submit(&restored, account, &drafts[6..]).await;
    idle(&restored).await;
    assert_eq!(restored.dead_jobs().await.unwrap().len(), 0);
    server.stop();
    ok(&elsewhere.run(&["journal", "verify"]));
    restored.close().await;
    store.close().await;
}

#[tokio::test]
async fn a_disk_that_fills_up_leaves_the_older_backup_whole() {
    let house = Installation::new(Engine::Sqlite).await.unwrap();
    house.start("demo").stop();
    let folder = tempfile::tempdir().unwrap();
    let directory = folder.path().to_str().unwrap();
    // No file may grow beyond some blocks of 512 bytes: it fails as on a full disk.
    let program = house.command(&[]);
    let limited = |blocks: u32| {
        let mut shell = Command::new("sh");
        let line = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" backup {directory}");
        shell.args(["-c", &line]).arg(program.get_program());
        shell.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
        shell.output().unwrap()
    };
    let refused = limited(400);
    assert_eq!(refused.status.code(), Some(1), "{}", text(&refused));
    let said = text(&house.run(&["backup", "verify", directory]));
    assert!(said.contains("holds no complete backup"), "{said}");
    ok(&house.run(&["backup", directory]));
    let manifest = std::fs::read(folder.path().join("manifest.json")).unwrap();
    assert_eq!(limited(400).status.code(), Some(1));
    assert_eq!(std::fs::read(folder.path().join("manifest.json")).unwrap(), manifest);
    ok(&house.run(&["backup", "verify", directory]));
    ok(&house.run(&["backup", directory]));
    ok(&house.run(&["backup", "verify", directory]));
}
