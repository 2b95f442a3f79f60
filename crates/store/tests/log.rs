//! The log over the journal, on both engines; what it proves is checked by other implementations.

use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use rstest::rstest;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use store::{
    Actor, Engine, Entry, Error, Meta, Office, Result, Store, StreamId, Tx, projector, sql,
    testing::TestStore,
};
use tlog::{Checkpoint, Hash, Proof, leaf_hash};

const OFFICE: Office = Office {
    name: "diary",
    migrations: &[],
    projections: &[],
    walls: &[],
    project: Some(projector::<Noted>),
};

#[derive(Debug, Serialize, Deserialize)]
struct Noted(String);

impl Entry for Noted {
    fn kind(&self) -> &'static str {
        "diary.noted"
    }
    async fn project(&self, _: &Meta, _: &mut Tx) -> Result<()> {
        Ok(())
    }
}

/// Writes entries into a new stream, or on into one.
async fn note(store: &Store, stream: Option<StreamId>, entries: usize) -> StreamId {
    let mut tx = store.begin().await.unwrap();
    let id = stream.unwrap_or_else(|| StreamId(tx.new_id()));
    if stream.is_none() {
        tx.open_stream(id, "diary", None).await.unwrap();
    }
    for number in 0..entries {
        tx.record(id, Actor::House, &Noted(format!("Satz {number}"))).await.unwrap();
    }
    tx.commit().await.unwrap();
    id
}

async fn hash_of(store: &Store, stream: StreamId, sequence: i64) -> Vec<u8> {
    let row: (Vec<u8>,) = sql("SELECT hash FROM journal WHERE stream = $1 AND sequence = $2")
        .bind(stream.0)
        .bind(sequence)
        .one(&mut store.reader())
        .await
        .unwrap();
    row.0
}

async fn change(store: &Store, statement: &'static str) {
    let mut tx = store.begin().await.unwrap();
    sql(statement).execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// What another implementation says of a signed note: its text, if the key has signed it.
fn text_of_note(note: &str, key: &str) -> String {
    let key = signed_note::StandardVerifier::new(key).unwrap();
    let note = signed_note::Note::from_bytes(note.as_bytes()).unwrap();
    note.verify(&signed_note::VerifierList::new(vec![Box::new(key)])).unwrap();
    String::from_utf8(note.text().to_vec()).unwrap()
}

fn root(checkpoint: &Checkpoint) -> RootHash<Sha256> {
    RootHash::new(checkpoint.root.0.into(), checkpoint.size)
}

fn bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

#[rstest]
#[tokio::test]
async fn every_entry_is_proven_to_somebody_else(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    assert_eq!(store.advance_log().await.unwrap(), None, "there is nothing to promise yet");
    assert!(store.log_verifier().await.unwrap().is_none());
    let mut streams = vec![note(store, None, 3).await, note(store, None, 1).await];
    store.advance_log().await.unwrap();
    // Beyond the first tile, and on in streams that are in the log already.
    streams.push(note(store, None, 300).await);
    note(store, Some(streams[0]), 2).await;
    let newest = store.advance_log().await.unwrap().unwrap();
    assert_eq!(store.advance_log().await.unwrap(), Some(newest.clone()), "nothing new, nothing signed");

    let key = store.log_verifier().await.unwrap().unwrap();
    let checkpoint = Checkpoint::parse(&text_of_note(&newest, &key.to_string())).unwrap();
    assert_eq!(checkpoint.size, 306);
    for (stream, entries) in streams.iter().zip([5, 1, 300]) {
        for sequence in 1..=entries {
            let proof = store.prove_entry(*stream, sequence).await.unwrap();
            let proof = Proof::parse(&proof.to_string()).unwrap();
            let hash = hash_of(store, *stream, sequence).await;
            proof.verify(leaf_hash(&hash), std::slice::from_ref(&key)).unwrap();
            let theirs = InclusionProof::<Sha256>::from_bytes(bytes(&proof.hashes));
            root(&checkpoint).verify_inclusion(&hash, proof.index, &theirs).unwrap();
        }
        let beyond = store.prove_entry(*stream, entries + 1).await;
        assert!(matches!(beyond, Err(Error::NotFound)));
    }
    let report = store.verify_journal().await.unwrap();
    assert_eq!((report.entries, report.logged, report.damage), (306, 306, Vec::new()));
}

#[rstest]
#[tokio::test]
async fn an_older_checkpoint_is_a_beginning_of_every_newer_one(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    let mut kept = Vec::new();
    for entries in [1, 4, 2, 250, 30] {
        note(store, None, entries).await;
        kept.push(store.advance_log().await.unwrap().unwrap());
    }
    let key = store.log_verifier().await.unwrap().unwrap().to_string();
    let newest = Checkpoint::parse(&text_of_note(&kept[4], &key)).unwrap();
    for note in &kept {
        let old = Checkpoint::parse(&text_of_note(note, &key)).unwrap();
        let proof = store.prove_growth(note).await.unwrap();
        let (head, checkpoint) = proof.split_once("\n\n").unwrap();
        let mut lines = head.lines();
        assert_eq!(lines.next().unwrap(), format!("old {}", old.size));
        assert_eq!(checkpoint, kept[4]);
        let hashes: Vec<Hash> = lines.map(|line| Hash::parse(line).unwrap()).collect();
        let theirs = ConsistencyProof::<Sha256>::try_from_bytes(bytes(&hashes)).unwrap();
        root(&newest).verify_consistency(&root(&old), &theirs).unwrap();
    }
    let stranger = tlog::Signer::new("anderswo.example", &[1; 32]).unwrap();
    let foreign = Checkpoint::sign(1, newest.root, &stranger).unwrap();
    assert!(matches!(store.prove_growth(&foreign).await, Err(Error::Log(_))));
}

/// What the chains alone do not show: a stream that is gone as a whole.
#[rstest]
#[tokio::test]
async fn a_stream_that_was_removed_is_missed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let attacks: [&[&str]; 4] = [
        &["DELETE FROM journal WHERE sequence > 0", "DELETE FROM journal_streams WHERE length > 0"],
        // With the last entry its chain is shortened, too.
        &["DELETE FROM journal WHERE sequence = 2", "UPDATE journal_streams SET length = 1"],
        &["UPDATE journal_log_runs SET entries = 1 WHERE entries = 2"],
        &["DELETE FROM journal_log_runs WHERE leaf >= 0"],
    ];
    for attack in attacks {
        let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
        note(&test.store, None, 2).await;
        note(&test.store, None, 2).await;
        test.store.advance_log().await.unwrap();
        assert_eq!(test.store.verify_journal().await.unwrap().damage, []);
        for statement in attack {
            change(&test.store, statement).await;
        }
        assert!(!test.store.verify_journal().await.unwrap().damage.is_empty(), "{attack:?}");
    }
}

/// Who writes the database again from the beginning cannot serve the checkpoint that somebody kept.
#[rstest]
#[tokio::test]
async fn a_rewritten_log_does_not_fit_a_kept_checkpoint(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    note(store, None, 3).await;
    let kept = store.advance_log().await.unwrap().unwrap();
    for statement in [
        "DELETE FROM journal WHERE sequence > 0",
        "DELETE FROM journal_streams WHERE length > 0",
        "DELETE FROM journal_log_runs WHERE leaf >= 0",
        "DELETE FROM journal_log_tiles WHERE level >= 0",
        "DELETE FROM journal_checkpoints WHERE size > 0",
        "UPDATE journal_log SET size = 0",
    ] {
        change(store, statement).await;
    }
    note(store, None, 5).await;
    store.advance_log().await.unwrap();
    assert_eq!(store.verify_journal().await.unwrap().damage, [], "the database alone looks whole");
    assert!(matches!(store.prove_growth(&kept).await, Err(Error::Log(_))));
}

/// Several processes take up what others write at the same time: each entry once, no gap.
#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_hands_keep_one_log(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let mut tasks = tokio::task::JoinSet::new();
    for writer in 0..6 {
        let store = test.store.clone();
        tasks.spawn(async move {
            let mut stream = None;
            for round in 0..8 {
                stream = Some(note(&store, stream, 1 + (writer + round) % 4).await);
                store.advance_log().await.unwrap();
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    test.store.advance_log().await.unwrap();
    let report = test.store.verify_journal().await.unwrap();
    assert_eq!((report.damage, report.logged), (Vec::new(), report.entries));
    let (size,): (i64,) = sql("SELECT size FROM journal_log").one(&mut test.store.reader()).await.unwrap();
    assert_eq!(u64::try_from(size).unwrap(), report.entries);
}
