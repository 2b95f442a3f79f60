//! Files in a directory and in an S3 service: the same tests. And what happens when the service is away, answers
//! nothing, or breaks off in the middle.

use crate::support;
use rstest::rstest;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{
    BlobId, BlobSettings, Engine, Error, ManualClock, MasterKeys, S3Settings, Settings, Store, StreamId,
    SystemEntropy,
    testing::{Files, TestStore},
};
use support::proxy::{Mood, Proxy};

/// More than fits into any buffer on the way; an upload may have 10 MB.
const LARGE: usize = 12 * 1024 * 1024;

async fn stream(store: &Store) -> StreamId {
    let mut tx = store.begin().await.unwrap();
    let id = StreamId(tx.new_id());
    tx.open_stream(id, "test", None).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Bytes that do not repeat soon.
fn large() -> Vec<u8> {
    (0..LARGE as u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

fn nowhere() -> BlobId {
    BlobId::try_from("ab".repeat(32)).unwrap()
}

#[rstest]
#[tokio::test]
async fn a_file_comes_back_as_it_was(#[values(Files::Directory, Files::S3)] files: Files) {
    let Some(test) = TestStore::with_files(Engine::Sqlite, files, &[]).await else { return };
    let (store, anna) = (&test.store, stream(&test.store).await);
    for content in [&b"Sehr geehrte Frau"[..], b"", &large()] {
        let id = store.put_blob(anna, content).await.unwrap();
        assert!(store.blob(anna, &id).await.unwrap() == content, "{} bytes", content.len());
    }
    // In the transaction that opens the stream, too.
    let mut tx = store.begin().await.unwrap();
    let new = StreamId(tx.new_id());
    tx.open_stream(new, "test", None).await.unwrap();
    let id = tx.put_blob(new, b"Anlage").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.blob(new, &id).await.unwrap(), b"Anlage");
    assert!(matches!(store.blob(anna, &id).await, Err(Error::Sealed(_))), "each stream has its own key");
}

#[rstest]
#[tokio::test]
async fn the_same_content_twice_is_two_files(#[values(Files::Directory, Files::S3)] files: Files) {
    let Some(test) = TestStore::with_files(Engine::Sqlite, files, &[]).await else { return };
    let (store, anna) = (&test.store, stream(&test.store).await);
    let first = store.put_blob(anna, b"gleich").await.unwrap();
    let second = store.put_blob(anna, b"gleich").await.unwrap();
    assert_ne!(first, second, "nobody can tell by the address that two people sent the same");
    store.remove_blob(&first).await.unwrap();
    assert_eq!(store.blob(anna, &second).await.unwrap(), b"gleich");
}

#[rstest]
#[tokio::test]
async fn a_missing_file_is_named(#[values(Files::Directory, Files::S3)] files: Files) {
    let Some(test) = TestStore::with_files(Engine::Sqlite, files, &[]).await else { return };
    let (store, anna) = (&test.store, stream(&test.store).await);
    let id = store.put_blob(anna, b"fort").await.unwrap();
    store.remove_blob(&id).await.unwrap();
    for missing in [id, nowhere()] {
        let error = store.blob(anna, &missing).await.unwrap_err();
        assert!(matches!(&error, Error::Blob(blob, _) if *blob == missing.to_string()), "{error}");
        assert!(error.to_string().contains("there is no such file"), "{error}");
        assert!(!error.is_transient(), "waiting does not bring it back");
        store.remove_blob(&missing).await.expect("what is gone is removed already");
    }
}

/// Settings of the test service, if there is one, behind a proxy that can misbehave.
async fn behind_a_proxy() -> Option<(TestStore, S3Settings, Proxy)> {
    let test = TestStore::with_files(Engine::Sqlite, Files::S3, &[]).await?;
    let BlobSettings::S3(direct) = &test.settings.blobs else { unreachable!("it was asked for S3") };
    let service = direct.endpoint.as_deref().unwrap().trim_start_matches("http://").to_owned();
    let proxy = Proxy::before(&service).await;
    let endpoint = Some(format!("http://{}", proxy.address));
    let s3 = S3Settings { endpoint, timeout: Duration::from_secs(10), ..direct.clone() };
    Some((test, s3, proxy))
}

/// A further store on the same database.
async fn reopen(test: &TestStore, s3: S3Settings) -> store::Result<Store> {
    let settings = Settings { blobs: BlobSettings::S3(s3), ..test.settings.clone() };
    let keys = MasterKeys::parse(&"7e".repeat(32)).unwrap();
    let clock = Arc::new(ManualClock::new(test.store.now()));
    Store::open(&settings, &[], keys, clock, Arc::new(SystemEntropy)).await
}

#[tokio::test]
async fn wrong_keys_and_a_missing_bucket_are_told_at_the_start() {
    let Some((test, s3, _proxy)) = behind_a_proxy().await else { return };
    let secret = "not-the-secret-of-this-key".to_owned();
    let cases = [
        (S3Settings { secret_key: secret.clone(), ..s3.clone() }, "refuses (SignatureDoesNotMatch)"),
        (S3Settings { access_key: "AKIANOBODY".into(), ..s3.clone() }, "refuses (InvalidAccessKeyId)"),
        (S3Settings { bucket: "anderer".into(), ..s3.clone() }, "bucket anderer"),
        (S3Settings { allow_http: false, ..s3.clone() }, "is not encrypted. Use https, or set s3_allow_http"),
        (S3Settings { endpoint: Some("minio:9000".into()), ..s3.clone() }, "begins with https://"),
    ];
    for (settings, said) in cases {
        let error = reopen(&test, settings).await.unwrap_err();
        assert!(matches!(error, Error::FilesRefused(_) | Error::Settings(_)), "{error:?}");
        assert!(error.to_string().contains(said), "{said}: {error}");
        assert!(!error.is_transient() && !error.to_string().contains(&secret), "{error}");
    }
    reopen(&test, s3).await.expect("the right keys are taken");
}

#[tokio::test]
async fn a_request_that_breaks_off_is_repeated() {
    let Some((test, s3, proxy)) = behind_a_proxy().await else { return };
    let store = reopen(&test, s3).await.unwrap();
    let anna = stream(&store).await;
    proxy.set(Mood::BreaksOff { after: 100_000, times: 2 });
    let id = store.put_blob(anna, &large()).await.unwrap();
    assert!(proxy.broken() >= 2, "it broke off {} times", proxy.broken());
    assert!(test.store.blob(anna, &id).await.unwrap() == large(), "the whole of it is there");
    proxy.set(Mood::BreaksOff { after: 1, times: 1 });
    assert!(store.blob(anna, &id).await.unwrap() == large(), "reading goes on too");
}

#[tokio::test]
async fn a_service_that_goes_away_in_the_middle_stores_nothing_by_halves() {
    let Some((test, s3, proxy)) = behind_a_proxy().await else { return };
    let store = reopen(&test, s3).await.unwrap();
    let anna = stream(&store).await;
    proxy.set(Mood::BreaksOff { after: 100_000, times: usize::MAX });
    let error = store.put_blob(anna, &large()).await.unwrap_err();
    assert!(matches!(error, Error::FilesAway(_)) && error.is_transient(), "{error:?}");
    assert!(error.to_string().contains("nothing was changed"), "{error}");
    assert!(proxy.broken() > 2, "it was repeated: {}", proxy.broken());
    assert_eq!(test.count_files().await, 0, "no part of it is there");

    let mut tx = store.begin().await.unwrap();
    tx.put_blob(anna, &large()).await.unwrap_err();
    drop(tx);
    proxy.set(Mood::Well);
    let id = store.put_blob(anna, b"wieder da").await.unwrap();
    assert_eq!(store.blob(anna, &id).await.unwrap(), b"wieder da");
    assert_eq!(test.count_files().await, 1);
}

#[tokio::test]
async fn a_service_that_does_not_answer_holds_nobody_up() {
    let Some((test, s3, proxy)) = behind_a_proxy().await else { return };
    let patience = Duration::from_secs(1);
    let s3 = S3Settings { timeout: patience, ..s3 };
    let store = reopen(&test, s3.clone()).await.unwrap();
    let anna = stream(&store).await;
    let id = store.put_blob(anna, b"Brief").await.unwrap();
    for mood in [Mood::Silent, Mood::Away] {
        proxy.set(mood);
        for what in ["put", "get", "remove", "open"] {
            let start = Instant::now();
            let error = match what {
                "put" => store.put_blob(anna, b"Brief").await.map(drop).unwrap_err(),
                "get" => store.blob(anna, &id).await.map(drop).unwrap_err(),
                "remove" => store.remove_blob(&id).await.unwrap_err(),
                _ => reopen(&test, s3.clone()).await.map(drop).unwrap_err(),
            };
            assert!(start.elapsed() < patience + Duration::from_secs(1), "{what}: {:?}", start.elapsed());
            assert!(matches!(error, Error::FilesAway(_)) && error.is_transient(), "{what}: {error:?}");
            let said = error.to_string();
            assert!(said.contains("does not answer") || said.contains("out of reach"), "{said}");
        }
    }
    proxy.set(Mood::Well);
    assert_eq!(store.blob(anna, &id).await.unwrap(), b"Brief");
}
