//! Tokens that were forged, kept for later, or planted.

use jiff::SignedDuration;
use store::Engine;
use uuid::Uuid;

use crate::support::World;
use crate::support::case;
use crate::support::client::Client;

const COOKIE: &str = "sitzung";

/// Whether this browser is taken for somebody.
async fn is_known(client: &Client) -> bool {
    let (status, _, body) = client.request("GET", "/konto", &[], "").await;
    match status {
        200 => {
            assert!(String::from_utf8_lossy(&body).contains("Nováková"), "the account of somebody else");
            true
        }
        303 => false,
        _ => panic!("{status}"),
    }
}

fn holding(world: &World, token: &str) -> Client {
    let mut client = world.client();
    client.set_cookie(COOKIE, token);
    client
}

#[tokio::test]
async fn a_token_that_has_ended_opens_nothing() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let mut citizen = case::signed_in(&world, "buergerin").await;
    let token = citizen.cookie(COOKIE).unwrap();
    assert!(is_known(&holding(&world, &token)).await, "it counts as long as the session does");

    // Whoever kept it finds it worthless after the sign-out, although the thief's browser has not heard of it.
    let page = citizen.get("/abmelden").await;
    citizen.submit(&page, "/abmelden", &[]).await;
    assert!(!is_known(&holding(&world, &token)).await);
    assert!(!is_known(&citizen).await);

    // Out of use, and past the longest time although in use.
    let idle = case::signed_in(&world, "buergerin").await;
    world.test.clock.advance(SignedDuration::from_mins(59));
    assert!(is_known(&idle).await);
    world.test.clock.advance(SignedDuration::from_mins(61));
    assert!(!is_known(&idle).await);
    let busy = case::signed_in(&world, "buergerin").await;
    for _ in 0..15 {
        world.test.clock.advance(SignedDuration::from_mins(50));
        is_known(&busy).await;
    }
    assert!(!is_known(&busy).await, "twelve hours are the most");
}

#[tokio::test]
async fn a_token_that_nobody_gave_opens_nothing() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let citizen = case::signed_in(&world, "buergerin").await;
    let token = citizen.cookie(COOKIE).unwrap();
    let (session,): (Uuid,) = store::sql("SELECT id FROM identity_sessions WHERE account IS NOT NULL")
        .one(&mut world.test.store.reader())
        .await
        .unwrap();
    let (stored,): (Vec<u8>,) =
        store::sql("SELECT token_hash FROM identity_sessions WHERE account IS NOT NULL")
            .one(&mut world.test.store.reader())
            .await
            .unwrap();
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut changed = token.clone().into_bytes();
    changed[63] = if changed[63] == b'0' { b'1' } else { b'0' };
    for forged in [
        String::new(),
        "0".repeat(64),
        "f".repeat(4096),
        token[..63].to_owned(),
        format!("{token}0"),
        String::from_utf8(changed).unwrap(),
        session.to_string(),
        // Who reads the database has no session by it.
        hex(&stored),
        format!("' OR '1'='1{token}"),
    ] {
        assert!(!is_known(&holding(&world, &forged)).await, "{forged:?}");
    }
    assert!(is_known(&citizen).await);
}

#[tokio::test]
async fn a_planted_session_is_not_the_one_that_signs_in() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    // Somebody gets a session of their own and lays its cookies into the browser of somebody else.
    let package = crate::support::parking_permit("0.0");
    let key = world.offer(&package).await;
    let mut thief = world.client();
    crate::support::begin(&mut thief, &key).await;
    let planted = thief.cookie(COOKIE).unwrap();
    let mut victim = holding(&world, &planted);
    let page = victim.get("/anmelden").await;
    let fields = [("anmeldename", "buergerin"), ("kennwort", case::PASSWORD)];
    assert_eq!(victim.submit(&page, "/anmelden", &fields).await.status, 200);
    assert!(is_known(&victim).await);
    assert_ne!(victim.cookie(COOKIE).unwrap(), planted);
    assert!(!is_known(&thief).await);
    // A token that the program never gave is not taken on either.
    let invented = "a".repeat(64);
    let mut other = holding(&world, &invented);
    let page = other.get("/anmelden").await;
    other.submit(&page, "/anmelden", &fields).await;
    assert_ne!(other.cookie(COOKIE).unwrap(), invented);
    assert!(!is_known(&holding(&world, &invented)).await);
}
