//! Mail server, S3 service and virus scanner are away for ten minutes of the clock, and come back: nothing is lost,
//! nothing happens twice, nothing is given up. No second of it passes in the test.

use crate::{mail, proxy, support};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use intake::{AntragId, Owner, UploadError};
use jiff::SignedDuration;
use mail::Sink;
use post::{Links, Notices};
use proxy::{Mood, Proxy};
use rstest::rstest;
use store::{BlobSettings, Engine, S3Settings, Scanner, sql};
use support::drafts::{PDF, Service};
use support::inside::Inside;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// When a job that fails at once and again is tried, in seconds after the first time: pauses of 2, 4, 8 … seconds.
const ATTEMPTS: [i64; 9] = [0, 2, 6, 14, 30, 62, 126, 254, 510];
/// How long everything is away.
const AWAY: i64 = 600;

/// An S3 service that looks at no signature: names and contents.
type Bucket = Arc<Mutex<BTreeMap<String, Bytes>>>;

async fn serve_s3() -> (SocketAddr, Bucket) {
    let bucket = Bucket::default();
    let app = Router::new().fallback(answer).with_state(Arc::clone(&bucket));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, bucket)
}

async fn answer(State(bucket): State<Bucket>, method: Method, uri: Uri, body: Bytes) -> Response {
    const LIST: &str = "<ListBucketResult><Name>akten</Name><KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys>\
                        <IsTruncated>false</IsTruncated></ListBucketResult>";
    let head = [(header::ETAG, "\"1\""), (header::LAST_MODIFIED, "Mon, 23 Nov 2026 09:00:00 GMT")];
    let (mut bucket, path) = (bucket.lock().unwrap(), uri.path().to_owned());
    match method {
        Method::PUT => {
            bucket.insert(path, body);
            head.into_response()
        }
        Method::DELETE => {
            bucket.remove(&path);
            StatusCode::NO_CONTENT.into_response()
        }
        _ if uri.query().is_some_and(|query| query.contains("list-type")) => LIST.into_response(),
        _ => match bucket.get(&path) {
            Some(content) => (head, content.clone()).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        },
    }
}

/// A clamd that finds nothing in any file.
async fn serve_clamd() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (mut seen, mut part) = (Vec::new(), [0; 4096]);
            while !seen.ends_with(&[0; 4])
                && let Ok(count @ 1..) = stream.read(&mut part).await
            {
                seen.extend_from_slice(&part[..count]);
            }
            // Who hung up does not want to know.
            let _ = stream.write_all(b"stream: OK\0").await;
        }
    });
    address
}

/// An installation, and the three ways out of it.
struct World {
    inside: Inside,
    bucket: Bucket,
    sink: Sink,
    ways: [Proxy; 3],
}

impl World {
    async fn open(engine: Engine) -> Option<Self> {
        let (s3, bucket) = serve_s3().await;
        let sink = Sink::open().await;
        let before = async |server: SocketAddr| Proxy::before(&server.to_string()).await;
        let ways = [before(s3).await, before(sink.address).await, before(serve_clamd().await).await];
        let files = BlobSettings::S3(S3Settings {
            bucket: "akten".to_owned(),
            prefix: None,
            endpoint: Some(format!("http://{}", ways[0].address)),
            allow_http: true,
            region: "eu-central-1".to_owned(),
            access_key: "access".to_owned(),
            secret_key: "secret".to_owned(),
            timeout: Duration::from_secs(1),
        });
        let inside = Inside::open(engine, Some(files)).await?;
        let server = format!("smtp://{}", ways[1].address);
        let at = |path: &str| format!("https://portal.example{path}");
        let links = Links {
            mailbox: at("/postfach"),
            leitung: at("/desk/leitung"),
            berichte: at("/steuerung/berichte"),
        };
        inside.store.provide(Notices::new(&server, "post@portal.example", "Musterland", links).unwrap());
        let clamd = format!("tcp://{}", ways[2].address);
        inside.store.provide(Scanner::new(&clamd, Duration::from_secs(5)).unwrap());
        Some(Self { inside, bucket, sink, ways })
    }

    fn all(&self, mood: Mood) {
        self.ways.iter().for_each(|way| way.set(mood));
    }

    /// How often each kind of job that waits was tried.
    async fn tried(&self) -> BTreeMap<String, i64> {
        let rows: Vec<(String, i64)> = sql("SELECT kind, attempts FROM jobs WHERE state = 'ready'")
            .all(&mut self.inside.store.reader())
            .await
            .unwrap();
        rows.into_iter().collect()
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn ten_minutes_without_mail_files_and_scanner(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let inside = &world.inside;
    let parking = Service::parking(&inside.store).await;
    let draft = || parking.draft(&inside.store, inside.anna, "01-erteilt");
    let (told_late, decided_late, begun) = (draft().await, draft().await, draft().await);
    // One letter is in the mailbox when the mail server goes away.
    inside.submit(told_late).await;
    world.ways[1].set(Mood::Away);
    inside.work().await;
    assert_eq!(world.tried().await, BTreeMap::from([("post.benachrichtigung".to_owned(), 1)]));

    world.all(Mood::Away);
    // To submit needs neither files nor mail nor scanner.
    inside.submit(decided_late).await;
    refused_and_kept(&world, begun).await;
    let mut seen = BTreeSet::new();
    for second in 0..AWAY {
        if inside.work().await > 0 {
            seen.insert(second);
        }
        inside.pass(SignedDuration::from_secs(1));
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ATTEMPTS, "pauses of 2, 4, 8 … seconds, as documented");
    assert_eq!(inside.store.dead_jobs().await.unwrap().len(), 0);
    let waiting = world.tried().await;
    assert!(waiting.contains_key("post.benachrichtigung"), "{waiting:?}");
    assert!(
        waiting.contains_key("cases.bescheid") && waiting.contains_key("intake.antrag_pdf"),
        "{waiting:?}"
    );
    assert!(waiting.values().all(|tried| *tried == 9), "{waiting:?}");

    world.all(Mood::Well);
    accepted(&world, begun).await;
    inside.submit(begun).await;
    inside.work().await;
    // The next attempt of what failed is 1022 seconds after the first.
    inside.pass(SignedDuration::from_secs(1022 - AWAY));
    inside.work().await;
    assert_eq!(inside.store.count_jobs().await.unwrap(), (0, 0));
    once(&world, &[told_late, decided_late, begun]).await;
    inside.holds_together().await;
}

/// While nobody looks at files none is taken, and the draft stays as it was.
async fn refused_and_kept(world: &World, id: AntragId) {
    let (store, owner) = (&world.inside.store, Owner::Account(world.inside.anna));
    let mut draft = intake::draft(store, owner, id).await.unwrap();
    let before = draft.answers.clone();
    let refused = intake::add_upload(store, &mut draft, "Plan.pdf", PDF).await;
    assert!(matches!(refused, Err(intake::Error::Upload(UploadError::Unchecked))), "{refused:?}");
    // The scanner looks again, but there is no place for the file.
    world.ways[2].set(Mood::Well);
    let refused = intake::add_upload(store, &mut draft, "Plan.pdf", PDF).await;
    assert!(matches!(refused, Err(intake::Error::Store(store::Error::FilesAway(_)))), "{refused:?}");
    world.ways[2].set(Mood::Away);
    assert_eq!(draft.answers, before);
    assert_eq!(intake::draft(store, owner, id).await.unwrap().answers, before);
}

async fn accepted(world: &World, id: AntragId) {
    let (store, owner) = (&world.inside.store, Owner::Account(world.inside.anna));
    let mut draft = intake::draft(store, owner, id).await.unwrap();
    let files = world.bucket.lock().unwrap().len();
    let upload = intake::add_upload(store, &mut draft, "Plan.pdf", PDF).await.unwrap();
    assert_eq!(world.bucket.lock().unwrap().len(), files + 1);
    assert!(draft.answers.set("fahrzeug[0].zulassungsbescheinigung", upload));
    let mut tx = store.begin().await.unwrap();
    intake::save(&mut tx, owner, &draft).await.unwrap();
    tx.commit().await.unwrap();
}

async fn once(world: &World, all: &[AntragId]) {
    let inside = &world.inside;
    for id in all {
        for kind in ["cases.eroeffnet", "cases.entschieden", "cases.bescheid_erlassen", "post.bereitgestellt"]
        {
            assert_eq!(inside.entries(*id, kind).await, 1, "{kind} of {id}");
        }
    }
    let letters = post::mailbox(&mut inside.store.reader(), &inside.person(), 10).await.unwrap();
    assert_eq!(letters.len(), all.len());
    // No connection was broken off behind the message, so none had to be sent twice.
    let notices: Vec<String> =
        world.sink.mails().iter().map(|mail| mail.header("Message-ID").to_owned()).collect();
    assert_eq!((notices.len(), BTreeSet::from_iter(&notices).len()), (all.len(), all.len()));
}
