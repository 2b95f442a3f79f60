//! The log of the journal from the command line: what an auditor keeps, and what they are shown later.

use crate::support;
use identity::{AccountId, AccountKind, Scope};
use rstest::rstest;
use store::{Engine, StreamId, sql};
use support::{Installation, text};
use tlog::{Checkpoint, Hash, Proof, Verifier, leaf_hash, verify_consistency};

async fn open_account(house: &Installation, name: &str) -> AccountId {
    let store = house.open().await;
    let mut tx = store.begin().await.unwrap();
    let id = identity::open_account(&mut tx, &Scope::House, AccountKind::Person, name).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    id
}

fn printed(house: &Installation, arguments: &[&str]) -> String {
    let output = house.run(arguments);
    assert!(output.status.success(), "{}", text(&output));
    String::from_utf8(output.stdout).unwrap()
}

#[rstest]
#[tokio::test]
async fn an_auditor_is_shown_what_was_kept(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(house) = Installation::new(engine).await else { return };
    let nothing = house.run(&["journal", "checkpoint"]);
    assert!(
        !nothing.status.success() && text(&nothing).contains("the journal is empty"),
        "{}",
        text(&nothing)
    );

    open_account(&house, "Anna Beispiel").await;
    let kept = printed(&house, &["journal", "checkpoint"]);
    let key = Verifier::parse(&printed(&house, &["journal", "checkpoint", "--key"])).unwrap();
    let old = Checkpoint::open(&kept, std::slice::from_ref(&key)).unwrap();
    assert!(!kept.contains("Anna"), "{kept}");
    let file = house.directory().join("kept.txt");
    std::fs::write(&file, &kept).unwrap();

    let bert = open_account(&house, "Bert Muster").await;
    let proof = printed(&house, &["journal", "prove", &format!("{bert}/1")]);
    let store = house.open().await;
    let (hash,): (Vec<u8>,) = sql("SELECT hash FROM journal WHERE stream = $1 AND sequence = 1")
        .bind(StreamId(bert.0).0)
        .one(&mut store.reader())
        .await
        .unwrap();
    store.close().await;
    let shown = Proof::parse(&proof).unwrap();
    let new = shown.verify(leaf_hash(&hash), std::slice::from_ref(&key)).unwrap();
    assert!(new.size > old.size);

    let extended = printed(&house, &["journal", "extend", file.to_str().unwrap()]);
    let (head, _) = extended.split_once("\n\n").unwrap();
    let hashes: Vec<Hash> = head.lines().skip(1).map(|line| Hash::parse(line).unwrap()).collect();
    verify_consistency(old.size, old.root, new.size, new.root, &hashes).unwrap();
    assert!(printed(&house, &["journal", "verify"]).contains("all chains and the log verify"));

    std::fs::write(&file, kept.replacen(&format!("\n{}\n", old.size), "\n9\n", 1)).unwrap();
    for (arguments, said) in [
        (&["journal", "extend", file.to_str().unwrap()][..], "the log does not begin with"),
        (&["journal", "extend", "nowhere.txt"], "nowhere.txt cannot be read"),
        (&["journal", "prove", "17"], "it has the form STREAM/NUMBER"),
        (&["journal", "prove", &format!("{bert}/99")], "there is no entry 99 in a stream"),
    ] {
        let output = house.run(arguments);
        assert!(!output.status.success() && text(&output).contains(said), "{}", text(&output));
    }
}
