//! Backups: taken while others write, from each engine to each, broken off, altered, and into places that are taken.

use rstest::rstest;
use serde::{Deserialize, Serialize};
use sqlx::{Connection, SqliteConnection};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use store::{
    Actor, At, BlobId, BlobSettings, Engine, Entry, Error, MasterKeys, Meta, Migration, Office, Result,
    Settings, Store, StreamId, Tx,
    backup::{self, Backup},
    projector, sql,
    testing::{Files, TestStore},
};

/// An office with every type of column that the house uses. Its tables refer to each other against the alphabet.
const OFFICE: Office = Office {
    name: "diary",
    migrations: &[Migration {
        version: 99_001,
        name: "diary",
        sql: "
CREATE TABLE books (
  id uuid PRIMARY KEY,
  open boolean NOT NULL,
  seal bytea NOT NULL,
  begun timestamptz NOT NULL,
  ended timestamptz
);
CREATE TABLE a_pages (
  id bigint PRIMARY KEY,
  book uuid NOT NULL REFERENCES books (id),
  text text NOT NULL,
  blob text
);
",
    }],
    projections: &["a_pages", "books"],
    walls: &[],
    project: Some(projector::<Noted>),
};

#[derive(Debug, Serialize, Deserialize)]
struct Noted {
    number: i64,
    text: String,
    blob: Option<BlobId>,
}

impl Entry for Noted {
    fn kind(&self) -> &'static str {
        "diary.noted"
    }
    async fn project(&self, meta: &Meta, tx: &mut Tx) -> Result<()> {
        sql("INSERT INTO books (id, open, seal, begun, ended) VALUES ($1, $2, $3, $4, NULL) ON CONFLICT DO NOTHING")
            .bind(meta.stream.0)
            .bind(self.number % 2 == 0)
            .bind(vec![0_u8, 255, 7])
            .bind(At::from(meta.at))
            .write(tx)
            .await?;
        sql("INSERT INTO a_pages (id, book, text, blob) VALUES ($1, $2, $3, $4)")
            .bind(self.number)
            .bind(meta.stream.0)
            .bind(self.text.clone())
            .bind(self.blob.as_ref().map(ToString::to_string))
            .write(tx)
            .await
    }
}

/// A book of one page with a file.
async fn write(store: &Store, number: i64) -> (StreamId, BlobId) {
    let mut tx = store.begin().await.unwrap();
    let id = StreamId(tx.new_id());
    tx.open_stream(id, "diary", None).await.unwrap();
    let blob = tx.put_blob(id, format!("Datei {number}").as_bytes()).await.unwrap();
    let text = format!("Größe 'n\u{1F600}\t{number}");
    tx.record(id, Actor::House, &Noted { number, text, blob: Some(blob.clone()) }).await.unwrap();
    tx.commit().await.unwrap();
    (id, blob)
}

async fn files(store: &Store) -> BTreeSet<BlobId> {
    let rows: Vec<(Option<String>,)> =
        sql("SELECT blob FROM a_pages").all(&mut store.reader()).await.unwrap();
    rows.into_iter().filter_map(|(blob,)| BlobId::try_from(blob?).ok()).collect()
}

async fn take(store: &Store, directory: &Path) -> (Backup, u64) {
    let taking = store.begin_backup(directory).await.unwrap();
    let files = files(taking.copy()).await;
    taking.finish("1.2.3", &files, None).await.unwrap()
}

fn keys() -> MasterKeys {
    MasterKeys::parse(&"7e".repeat(32)).unwrap()
}

/// What is wrong with the backup, read with and without the keys.
async fn damage(directory: &Path) -> Vec<String> {
    let backup = Backup::read(directory).unwrap();
    let with = backup::verify(&backup, &[OFFICE], Some(keys()), None).await.unwrap().damage;
    let without = backup::verify(&backup, &[OFFICE], None, None).await.unwrap().damage;
    assert!(without.iter().all(|line| with.contains(line)), "{with:?} {without:?}");
    with
}

/// An installation that is empty, on either engine.
async fn empty(engine: Engine, files: Files) -> Option<(TestStore, Settings)> {
    let test = TestStore::with_files(engine, files, &[OFFICE]).await?;
    let mut settings = test.settings.clone();
    if engine == Engine::Sqlite {
        settings.database = format!("sqlite://{}", test.directory().join("new.db").display());
    }
    test.store.close().await;
    Some((test, settings))
}

/// All rows, in the words of SQLite, whichever the engine.
async fn rows(store: &Store) -> BTreeMap<&'static str, Vec<String>> {
    let directory = tempfile::tempdir().unwrap();
    let taking = store.begin_backup(directory.path()).await.unwrap();
    taking.copy().dump_projections().await.unwrap()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_of_one_moment_and_comes_back_on_either_engine(
    #[values(Engine::Sqlite, Engine::Postgres)] from: Engine,
    #[values(Engine::Sqlite, Engine::Postgres)] to: Engine,
) {
    let Some(test) = TestStore::open(from, &[OFFICE]).await else { return };
    let Some((_target, settings)) = empty(to, Files::Directory).await else { return };
    for number in 0..20 {
        write(&test.store, number).await;
    }
    let (erased, _) = write(&test.store, 20).await;
    let mut tx = test.store.begin().await.unwrap();
    tx.erase_stream(erased).await.unwrap();
    tx.commit().await.unwrap();

    // Somebody writes all the time.
    let stop = Arc::new(AtomicBool::new(false));
    let writer = tokio::spawn({
        let (store, stop) = (test.store.clone(), stop.clone());
        async move {
            let mut number = 100;
            while !stop.load(Ordering::SeqCst) {
                write(&store, number).await;
                number += 1;
            }
            number
        }
    });
    let directory = tempfile::tempdir().unwrap();
    let taking = test.store.begin_backup(directory.path()).await.unwrap();
    let before = taking.copy().dump_projections().await.unwrap();
    let wanted = files(taking.copy()).await;
    // What is written after the moment is not part of it.
    let (_, later) = write(&test.store, 50).await;
    let (taken, new) = taking.finish("1.2.3", &wanted, None).await.unwrap();
    stop.store(true, Ordering::SeqCst);
    assert!(writer.await.unwrap() > 100);
    assert_eq!((new, taken.manifest().files), (wanted.len() as u64, wanted.len() as u64));
    assert!(!wanted.contains(&later) && before["a_pages"].len() >= 21);
    assert!(
        (21..=taken.manifest().entries).contains(&taken.manifest().logged),
        "the log was caught up for it"
    );
    assert_eq!(damage(directory.path()).await, [] as [&str; 0]);

    let restored = backup::restore(&taken, &settings, &[OFFICE], keys()).await.unwrap();
    assert_eq!(restored.engine(), to);
    assert_eq!(rows(&restored).await, before);
    for blob in &wanted {
        let (book,): (uuid::Uuid,) = sql("SELECT book FROM a_pages WHERE blob = $1")
            .bind(blob.to_string())
            .one(&mut restored.reader())
            .await
            .unwrap();
        let found = restored.blob(StreamId(book), blob).await;
        if StreamId(book) == erased {
            assert!(matches!(found, Err(Error::Erased(_))), "{found:?}");
        } else {
            assert!(found.unwrap().starts_with(b"Datei "));
        }
    }
    // It goes on where the moment was, log included.
    write(&restored, 7000).await;
    let report = {
        restored.advance_log().await.unwrap();
        restored.verify_journal().await.unwrap()
    };
    assert_eq!((report.damage, report.logged), (vec![], report.entries));
    restored.rebuild_projections().await.unwrap();
    assert!(matches!(
        backup::restore(&taken, &settings, &[OFFICE], keys()).await,
        Err(Error::Backup(why)) if why.contains("nothing was restored")
    ));
    restored.close().await;
}

#[rstest]
#[tokio::test]
async fn files_come_from_s3_and_go_there(#[values(Files::Directory, Files::S3)] to: Files) {
    let Some(test) = TestStore::with_files(Engine::Sqlite, Files::S3, &[OFFICE]).await else { return };
    let Some((target, settings)) = empty(Engine::Sqlite, to).await else { return };
    let (book, blob) = write(&test.store, 1).await;
    let directory = tempfile::tempdir().unwrap();
    let (taken, _) = take(&test.store, directory.path()).await;
    let restored = backup::restore(&taken, &settings, &[OFFICE], keys()).await.unwrap();
    assert_eq!(restored.blob(book, &blob).await.unwrap(), b"Datei 1");
    restored.close().await;
    drop(target);
}

#[tokio::test]
async fn the_next_one_copies_what_is_new_and_forgets_what_is_gone() {
    let test = TestStore::open(Engine::Sqlite, &[OFFICE]).await.unwrap();
    let directory = tempfile::tempdir().unwrap();
    let (_, first) = write(&test.store, 1).await;
    assert_eq!(take(&test.store, directory.path()).await.1, 1);
    write(&test.store, 2).await;
    let mut tx = test.store.begin().await.unwrap();
    sql("UPDATE a_pages SET blob = NULL WHERE id = 1").execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let (second, new) = take(&test.store, directory.path()).await;
    assert_eq!((new, second.manifest().files), (1, 1));
    assert!(!blob_at(directory.path(), &first).exists(), "nothing refers to it any more");
    assert_eq!(names(directory.path()).len(), 5, "one database, one list: {:?}", names(directory.path()));
    // A file of the directory that went bad is copied again.
    let blob = files(&test.store).await.into_iter().next().unwrap();
    std::fs::write(blob_at(directory.path(), &blob), "schlecht").unwrap();
    assert_eq!(take(&test.store, directory.path()).await.1, 1);
    assert_eq!(damage(directory.path()).await, [] as [&str; 0]);
}

fn blob_at(directory: &Path, blob: &BlobId) -> PathBuf {
    let name = blob.to_string();
    directory.join("blobs").join(&name[..2]).join(&name[2..])
}

fn names(directory: &Path) -> Vec<String> {
    let names = std::fs::read_dir(directory).unwrap();
    names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[rstest]
#[tokio::test]
async fn what_was_broken_off_is_no_backup_and_harms_none(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    write(&test.store, 1).await;
    let directory = tempfile::tempdir().unwrap();
    let taking = test.store.begin_backup(directory.path()).await.unwrap();
    let second = test.store.begin_backup(directory.path()).await;
    assert!(matches!(second, Err(Error::Backup(why)) if why.contains("under way")));
    drop(taking);
    let said = Backup::read(directory.path()).unwrap_err().to_string();
    assert!(said.contains("holds no complete backup"), "{said}");

    let (good, _) = take(&test.store, directory.path()).await;
    write(&test.store, 2).await;
    drop(test.store.begin_backup(directory.path()).await.unwrap());
    assert_eq!(damage(directory.path()).await, [] as [&str; 0]);
    assert_eq!(Backup::read(directory.path()).unwrap().manifest(), good.manifest(), "the older one still is");
    let (newer, _) = take(&test.store, directory.path()).await;
    assert_eq!(newer.manifest().entries, 2);
    assert_eq!(names(directory.path()).len(), 5, "leftovers are gone: {:?}", names(directory.path()));
}

#[tokio::test]
async fn without_a_file_that_it_refers_to_there_is_no_backup() {
    let test = TestStore::open(Engine::Sqlite, &[OFFICE]).await.unwrap();
    let (_, blob) = write(&test.store, 1).await;
    test.store.remove_blob(&blob).await.unwrap();
    let directory = tempfile::tempdir().unwrap();
    let taking = test.store.begin_backup(directory.path()).await.unwrap();
    let files = files(taking.copy()).await;
    let error = taking.finish("1.2.3", &files, None).await.unwrap_err().to_string();
    assert!(error.contains(&blob.to_string()) && error.contains("no such file"), "{error}");
    assert!(Backup::read(directory.path()).is_err());
}

#[tokio::test]
async fn a_journal_that_does_not_verify_replaces_no_good_backup() {
    let test = TestStore::open(Engine::Sqlite, &[OFFICE]).await.unwrap();
    write(&test.store, 1).await;
    let directory = tempfile::tempdir().unwrap();
    let (good, _) = take(&test.store, directory.path()).await;
    let mut tx = test.store.begin().await.unwrap();
    sql("UPDATE journal SET kind = 'diary.forged'").execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let taking = test.store.begin_backup(directory.path()).await.unwrap();
    let error = taking.finish("1.2.3", &BTreeSet::new(), None).await.unwrap_err().to_string();
    assert!(error.contains("keep the last good backup"), "{error}");
    assert_eq!(Backup::read(directory.path()).unwrap().manifest(), good.manifest());
    assert_eq!(damage(directory.path()).await, [] as [&str; 0]);
}

#[tokio::test]
async fn what_was_altered_or_lost_is_named_and_not_restored() {
    let test = TestStore::open(Engine::Sqlite, &[OFFICE]).await.unwrap();
    let (_, blob) = write(&test.store, 1).await;
    let directory = tempfile::tempdir().unwrap();
    let (taken, _) = take(&test.store, directory.path()).await;
    let database = directory.path().join(&taken.manifest().database.file);
    let list = directory.path().join(&taken.manifest().list.file);
    let (_target, settings) = empty(Engine::Sqlite, Files::Directory).await.unwrap();
    for path in [database, list, blob_at(directory.path(), &blob)] {
        let good = std::fs::read(&path).unwrap();
        let mut bad = good.clone();
        bad[good.len() / 2] ^= 1;
        for content in [Some(bad), Some(good[..good.len() - 1].to_vec()), None] {
            match content {
                Some(content) => std::fs::write(&path, content).unwrap(),
                None => std::fs::remove_file(&path).unwrap(),
            }
            let found = damage(directory.path()).await;
            assert_eq!(found.len(), 1, "{}: {found:?}", path.display());
            let error = backup::restore(&taken, &settings, &[OFFICE], keys()).await.unwrap_err().to_string();
            assert!(error.contains("nothing was restored") && error.contains(&found[0]), "{error}");
        }
        std::fs::write(&path, good).unwrap();
    }
    assert_eq!(damage(directory.path()).await, [] as [&str; 0]);
    assert!(!Store::exists(&settings).await.unwrap());
}

/// Somebody with the directory in their hands writes hashes that fit.
#[tokio::test]
async fn a_forger_is_found_by_the_chains_and_by_a_checkpoint_that_was_kept() {
    let test = TestStore::open(Engine::Sqlite, &[OFFICE]).await.unwrap();
    write(&test.store, 1).await;
    let kept = test.store.advance_log().await.unwrap().unwrap();
    write(&test.store, 2).await;
    let directory = tempfile::tempdir().unwrap();
    let (taken, _) = take(&test.store, directory.path()).await;
    let verified = backup::verify(&taken, &[OFFICE], None, Some(&kept)).await.unwrap();
    assert_eq!(verified.damage, [] as [&str; 0]);
    for (statement, found) in [
        ("UPDATE journal SET at = at + 1 WHERE position = 1", "its hash does not follow"),
        (
            "DELETE FROM a_pages; DELETE FROM books; DELETE FROM journal; DELETE FROM journal_streams",
            "are missing",
        ),
        ("DELETE FROM journal_checkpoints WHERE size = 2", "is not the one of the manifest"),
    ] {
        let copy = tempfile::tempdir().unwrap();
        let file = &taken.manifest().database.file;
        for name in names(directory.path()).iter().filter(|name| *name != "blobs") {
            std::fs::copy(directory.path().join(name), copy.path().join(name)).unwrap();
        }
        std::os::unix::fs::symlink(directory.path().join("blobs"), copy.path().join("blobs")).unwrap();
        let mut connection =
            SqliteConnection::connect(&format!("sqlite://{}", copy.path().join(file).display()))
                .await
                .unwrap();
        sqlx::raw_sql(statement).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        let content = std::fs::read(copy.path().join(file)).unwrap();
        let manifest = std::fs::read_to_string(copy.path().join("manifest.json")).unwrap();
        let manifest = manifest.replace(&taken.manifest().database.sha256, &sha256(&content)).replace(
            &format!("\"bytes\": {}", taken.manifest().database.bytes),
            &format!("\"bytes\": {}", content.len()),
        );
        std::fs::write(copy.path().join("manifest.json"), manifest).unwrap();
        let damage = damage(copy.path()).await;
        assert!(damage.iter().any(|line| line.contains(found)), "{statement}: {damage:?}");
    }
    // Another installation's log does not begin with the checkpoint.
    let other = TestStore::open(Engine::Sqlite, &[OFFICE]).await.unwrap();
    write(&other.store, 9).await;
    let elsewhere = tempfile::tempdir().unwrap();
    let (foreign, _) = take(&other.store, elsewhere.path()).await;
    let damage = backup::verify(&foreign, &[OFFICE], None, Some(&kept)).await.unwrap().damage;
    assert!(damage[0].contains("does not begin with the checkpoint"), "{damage:?}");
}

fn sha256(content: &[u8]) -> String {
    use sha2::Digest;
    hex::encode(sha2::Sha256::digest(content))
}

#[rstest]
#[tokio::test]
async fn what_is_there_is_never_written_over(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    write(&test.store, 1).await;
    let directory = tempfile::tempdir().unwrap();
    let (taken, _) = take(&test.store, directory.path()).await;
    // The installation itself.
    let refused = backup::restore(&taken, &test.settings, &[OFFICE], keys()).await.unwrap_err().to_string();
    assert!(refused.contains("nothing was restored"), "{refused}");
    // Files of somebody else.
    let Some((_target, settings)) = empty(engine, Files::Directory).await else { return };
    let BlobSettings::Directory(blobs) = &settings.blobs else { panic!("a directory") };
    std::fs::create_dir_all(blobs).unwrap();
    std::fs::write(blobs.join("fremd"), "x").unwrap();
    let refused = backup::restore(&taken, &settings, &[OFFICE], keys()).await.unwrap_err().to_string();
    assert!(refused.contains("lies fremd"), "{refused}");
    std::fs::remove_file(blobs.join("fremd")).unwrap();
    // Another key.
    let other = MasterKeys::parse(&"ab".repeat(32)).unwrap();
    let refused = backup::restore(&taken, &settings, &[OFFICE], other).await.unwrap_err().to_string();
    assert!(refused.contains("not in the key file"), "{refused}");
    // A restore that was broken off after some files goes on.
    let from = directory.path().join("blobs");
    let folder = std::fs::read_dir(&from).unwrap().next().unwrap().unwrap();
    std::fs::create_dir_all(blobs.join(folder.file_name())).unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), blobs.join(folder.file_name()).join(file.file_name())).unwrap();
    }
    backup::restore(&taken, &settings, &[OFFICE], keys()).await.unwrap().close().await;
}

#[tokio::test]
async fn the_key_is_in_it_only_where_it_was_asked_for() {
    let test = TestStore::open(Engine::Sqlite, &[OFFICE]).await.unwrap();
    write(&test.store, 1).await;
    let (directory, key) = (tempfile::tempdir().unwrap(), test.directory().join("the.key"));
    std::fs::write(&key, "7e".repeat(32)).unwrap();
    let taking = test.store.begin_backup(directory.path()).await.unwrap();
    let wanted = files(taking.copy()).await;
    let (with, _) = taking.finish("1.2.3", &wanted, Some(&key)).await.unwrap();
    assert_eq!(std::fs::read_to_string(with.key_file().unwrap()).unwrap(), "7e".repeat(32));
    let (without, _) = take(&test.store, directory.path()).await;
    assert_eq!((without.key_file(), without.manifest().master_keys.len()), (None, 1));
    let secret = hex::decode("7e".repeat(32)).unwrap();
    for path in
        names(directory.path()).iter().map(|name| directory.path().join(name)).filter(|path| path.is_file())
    {
        let content = std::fs::read(&path).unwrap();
        assert!(!content.windows(32).any(|part| part == secret), "{}", path.display());
        assert!(!content.windows(64).any(|part| part == "7e".repeat(32).as_bytes()), "{}", path.display());
    }
}

#[tokio::test]
async fn a_form_of_the_future_is_refused() {
    let test = TestStore::open(Engine::Sqlite, &[OFFICE]).await.unwrap();
    let directory = tempfile::tempdir().unwrap();
    take(&test.store, directory.path()).await;
    let path = directory.path().join("manifest.json");
    let text = std::fs::read_to_string(&path).unwrap();
    for (bad, why) in [
        (text.replace("\"format\": 1", "\"format\": 2"), "it has form 2"),
        (text.replace("\"file\": \"database-", "\"file\": \"../database-"), "outside of the directory"),
        (text[..100].to_owned(), "cannot be read"),
    ] {
        std::fs::write(&path, bad).unwrap();
        let said = Backup::read(directory.path()).unwrap_err().to_string();
        assert!(said.contains(why), "{said}");
    }
}
