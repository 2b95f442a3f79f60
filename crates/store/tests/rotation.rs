//! A new master key: broken off in the middle, beside servers that write, on both engines.

use rstest::rstest;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Arc;
use store::{
    Actor, Engine, Entry, Error, KeyChange, MasterKeys, Meta, Office, Result, Store, StreamId, SystemClock,
    SystemEntropy, Tx, projector, testing::TestStore,
};

const OFFICE: Office = Office {
    name: "diary",
    migrations: &[],
    projections: &[],
    walls: &[],
    project: Some(projector::<Noted>),
};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Noted(String);

impl Entry for Noted {
    fn kind(&self) -> &'static str {
        "diary.noted"
    }
    async fn project(&self, _: &Meta, _: &mut Tx) -> Result<()> {
        Ok(())
    }
}

async fn note(store: &Store) -> StreamId {
    let mut tx = store.begin().await.unwrap();
    let id = StreamId(tx.new_id());
    tx.open_stream(id, "diary", None).await.unwrap();
    tx.record(id, Actor::House, &Noted("vertraulich".into())).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// An installation whose key lies in a file, as two processes see it.
struct World {
    test: TestStore,
    file: PathBuf,
    /// The server that runs all the time.
    server: Store,
}

impl World {
    async fn new(engine: Engine) -> Option<Self> {
        let test = TestStore::open(engine, &[OFFICE]).await?;
        let file = test.directory().join("master.key");
        std::fs::write(&file, "7e".repeat(32)).unwrap();
        let server = open(&test, &file).await;
        Some(Self { test, file, server })
    }

    /// Another process: the command line.
    async fn another(&self) -> Store {
        open(&self.test, &self.file).await
    }
}

async fn open(test: &TestStore, file: &std::path::Path) -> Store {
    let keys = MasterKeys::read(file).unwrap();
    Store::open(&test.settings, &[OFFICE], keys, Arc::new(SystemClock), Arc::new(SystemEntropy))
        .await
        .unwrap()
}

async fn all(store: &Store) {
    let mut after = None;
    while let (Some(last), _) = store.wrap_anew(after).await.unwrap() {
        after = Some(last);
    }
}

#[rstest]
#[tokio::test]
async fn a_rotation_that_was_killed_goes_on(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let mut streams = Vec::new();
    for _ in 0..620 {
        streams.push(note(&world.server).await);
    }
    let erased = note(&world.server).await;
    let mut tx = world.server.begin().await.unwrap();
    tx.erase_stream(erased).await.unwrap();
    tx.commit().await.unwrap();
    let key = world.server.log_verifier().await.unwrap();
    world.server.advance_log().await.unwrap();
    assert!(key.is_none());
    let old = world.server.master_keys()[0].clone();

    MasterKeys::change(&world.file, KeyChange::Renew, &SystemEntropy).unwrap();
    let killed = world.another().await;
    let new = killed.master_keys()[0].clone();
    assert_eq!(killed.wrap_anew(None).await.unwrap().1, 501, "500 streams and the log");
    drop(killed);
    let used = world.server.wrapped_by().await.unwrap();
    assert_eq!((used[&old], used[&new]), (120, 501));

    // The server has not been started again: it reads both, and what it opens has the new key already.
    for stream in [streams[0], streams[619]] {
        assert_eq!(
            world.server.read_stream::<Noted>(stream).await.unwrap()[0].1,
            Noted("vertraulich".into())
        );
    }
    streams.push(note(&world.server).await);
    assert_eq!(world.server.wrapped_by().await.unwrap()[&new], 502);

    let again = world.another().await;
    all(&again).await;
    assert_eq!(again.wrapped_by().await.unwrap().into_iter().collect::<Vec<_>>(), [(new, 622)]);
    MasterKeys::change(&world.file, KeyChange::Retire, &SystemEntropy).unwrap();
    assert_eq!(world.server.master_keys().len(), 1);
    for store in [&world.server, &world.another().await] {
        store.advance_log().await.unwrap();
        let report = store.verify_journal().await.unwrap();
        assert_eq!((report.damage, report.entries, report.erased), (vec![], 622, 1));
        assert!(
            matches!(store.read_stream::<Noted>(erased).await, Err(Error::Erased(_))),
            "erased stays erased"
        );
        for stream in &streams {
            assert_eq!(store.read_stream::<Noted>(*stream).await.unwrap().len(), 1);
        }
    }
    // The log is signed by the same key as before.
    assert!(world.server.log_verifier().await.unwrap().is_some());
}

#[rstest]
#[tokio::test]
async fn without_the_old_key_nothing_is_changed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let stream = note(&world.server).await;
    std::fs::write(&world.file, "ab".repeat(32)).unwrap();
    let error = world.server.wrap_anew(None).await.unwrap_err().to_string();
    assert!(error.contains("not in the key file; add it"), "{error}");
    std::fs::write(&world.file, "7e".repeat(32) + "\n").unwrap();
    assert_eq!(world.server.read_stream::<Noted>(stream).await.unwrap().len(), 1);
    assert_eq!(world.server.wrap_anew(None).await.unwrap(), (Some(stream.0), 0));
}

#[rstest]
#[tokio::test]
async fn a_server_that_has_not_heard_keeps_working(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::new(engine).await else { return };
    // Another machine with its own copy of the file.
    let copy = world.test.directory().join("other.key");
    MasterKeys::copy(&world.file, &copy).unwrap();
    MasterKeys::change(&world.file, KeyChange::Prepare, &SystemEntropy).unwrap();
    std::fs::copy(&world.file, &copy).unwrap();
    let other = open(&world.test, &copy).await;
    MasterKeys::change(&world.file, KeyChange::Renew, &SystemEntropy).unwrap();
    let first = note(&world.server).await;
    assert_eq!(other.read_stream::<Noted>(first).await.unwrap().len(), 1, "it was prepared for the key");
    let second = note(&other).await;
    all(&world.another().await).await;
    assert_eq!(other.read_stream::<Noted>(second).await.unwrap().len(), 1);
    assert_eq!(world.server.wrapped_by().await.unwrap().len(), 1);
    assert!(MasterKeys::copy(&world.file, &copy).is_err(), "it writes over nothing");
}
