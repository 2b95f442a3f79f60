//! Traces, sent to a collector of the test: `cargo nextest run -p rennsteig --features otel telemetry::`.

#![cfg(feature = "otel")]
use crate::support;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use store::{Engine, sql};
use support::browser::Browser;
use support::citizen::{PASSWORD, signed_in};
use support::{Installation, Server};
use tokio::net::TcpListener;

/// What a proxy says of the request that it passes on (W3C Trace Context).
const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const TRACE: [u8; 16] = [75, 249, 47, 53, 119, 179, 77, 166, 163, 206, 146, 157, 14, 14, 71, 54];
const SPAN: [u8; 8] = [0, 240, 103, 170, 11, 169, 2, 183];

type Received = Arc<Mutex<Vec<u8>>>;

/// A collector that takes OTLP over HTTP, as far as it looks at the path and the type.
async fn collector() -> (String, Received) {
    let received = Received::default();
    let take = async |State(received): State<Received>, headers: HeaderMap, body: Bytes| {
        assert_eq!(headers["content-type"], "application/x-protobuf");
        received.lock().unwrap().extend_from_slice(&body);
        StatusCode::OK
    };
    let app = Router::new().route("/v1/traces", post(take)).with_state(Arc::clone(&received));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, received)
}

fn has(received: &[u8], part: &[u8]) -> bool {
    received.windows(part.len()).any(|window| window == part)
}

/// One that nobody handles: it is tried all the same.
async fn with_a_job(house: &Installation) {
    let store = house.open().await;
    let mut tx = store.begin().await.unwrap();
    let (id, now) = (tx.new_id(), store::At::from(tx.now()));
    sql("INSERT INTO jobs (id, kind, payload, state, run_at, attempts, created_at)
         VALUES ($1, 'test.nobody', '{}', 'ready', $2, 0, $2)")
    .bind(id)
    .bind(now)
    .execute(&mut tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_jobs_and_statements_are_traced_without_personal_data() {
    let house = Installation::new(Engine::Sqlite).await.unwrap();
    with_a_job(&house).await;
    let (address, received) = collector().await;
    let mut command = house.command(&["demo", "--listen", "127.0.0.1:0"]);
    command.env("RENNSTEIG_TELEMETRY_OTLP", address);
    let server = Server::start(command);
    let mut browser = Browser::default().at(&server.address).with_header("traceparent", PARENT);
    signed_in(&mut browser, "buergerin");
    assert_eq!(browser.get("/suche?q=Geheimwort&ort=Weimar").unwrap().status, 200);
    assert_eq!(browser.get("/antraege/0199f3c2-0000-7000-8000-000000000000").unwrap().status, 404);
    // What is left is sent at the end.
    server.stop();

    let received = received.lock().unwrap().clone();
    for part in [
        "test.nobody",
        "GET /suche",
        "POST /anmelden",
        "GET /antraege/{id}",
        "statement",
        "FROM identity_sessions",
    ] {
        assert!(has(&received, part.as_bytes()), "{part}: {}", String::from_utf8_lossy(&received));
    }
    assert!(has(&received, &TRACE) && has(&received, &SPAN), "below the span of the proxy");
    for secret in ["Geheimwort", "Weimar", "buergerin", PASSWORD, "Nováková", "0199f3c2-0000", "127.0.0.1"]
    {
        assert!(!has(&received, secret.as_bytes()), "{secret}: {}", String::from_utf8_lossy(&received));
    }
}

#[tokio::test]
async fn a_collector_that_is_away_disturbs_nobody() {
    let house = Installation::new(Engine::Sqlite).await.unwrap();
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let mut command = house.command(&["serve", "--listen", "127.0.0.1:0"]);
    command.env("RENNSTEIG_TELEMETRY_OTLP", format!("http://{nobody}"));
    let server = Server::start(command);
    assert_eq!(Browser::default().at(&server.address).get("/").unwrap().status, 200);
    server.stop();
    let wrong = house.command(&["serve"]).env("RENNSTEIG_TELEMETRY_OTLP", "localhost:4318").output().unwrap();
    assert!(support::text(&wrong).contains("must begin with http://"), "{}", support::text(&wrong));
}
