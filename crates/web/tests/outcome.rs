//! The page of an Antrag says by word, symbol and colour how it came out.

use crate::support;
use rstest::rstest;
use store::Engine;
use support::client::{Client, Seen};
use support::{World, case};
use uuid::Uuid;

/// The box at the top: its tone and its symbol.
fn tone(page: &Seen) -> (String, String) {
    let first = |text: &str| text.split([' ', '"']).next().unwrap_or_default().to_owned();
    let (_, after) = page.html.split_once("rs-confirmation rs-confirmation--").unwrap();
    let (_, symbol) = after.split_once("kern-icon kern-icon--").unwrap();
    (first(after), first(symbol))
}

fn is(page: &Seen, colour: &str, symbol: &str, said: &str) {
    assert_eq!(tone(page), (colour.to_owned(), symbol.to_owned()), "{}", page.text());
    assert!(page.says(said), "{said}: {}", page.text());
    assert!(page.says("Ihre Eingangsnummer"), "{}", page.text());
}

/// An Antrag that a person looks at; what the caseworker decides.
async fn decided(world: &World, ergebnis: &str) -> (Client, Uuid) {
    let package = support::parking_permit("0.0");
    let (anna, id) = case::submitted(world, &package, &case::referred()).await;
    world.work().await;
    let mut karla = case::signed_in(world, "sachbearbeitung1").await;
    let href = karla.get("/desk").await.link("/desk/vorgang/").unwrap();
    let vorgang = karla.get(&href).await;
    let task = karla.submit(&vorgang, "/desk/aufgabe/", &[]).await;
    karla.submit(&task, &task.url, &[("_ergebnis", ergebnis), ("_begruendung", "Darum.")]).await;
    (anna, id)
}

#[rstest]
#[tokio::test]
async fn a_refusal_is_not_green(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let (mut anna, id) = decided(&world, "ablehnen").await;
    let address = format!("/antraege/{id}");
    // The Bescheid is to say it first.
    is(&anna.get(&address).await, "info", "info", "Ihr Antrag ist entschieden");
    assert!(anna.get("/antraege").await.says("Entschieden"));
    world.work().await;
    is(&anna.get(&address).await, "danger", "close", "Ihr Antrag ist abgelehnt");
    let list = anna.get("/antraege").await;
    assert!(list.says("Abgelehnt") && list.html.contains("kern-badge--danger"), "{}", list.html);
    let easy = anna.get(&format!("{address}?lang=de-x-leicht")).await;
    is(&anna.get(&format!("{address}?lang=de")).await, "danger", "close", "Ihr Antrag ist abgelehnt");
    assert!(easy.says("Das Amt sagt Nein zu Ihrem Antrag"), "{}", easy.text());
}

#[rstest]
#[tokio::test]
async fn what_is_granted_is_green_and_what_is_taken_back_neither(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let (mut anna, id) = decided(&world, "erteilen").await;
    world.work().await;
    is(&anna.get(&format!("/antraege/{id}")).await, "success", "check", "Ihr Antrag ist bewilligt");
    assert!(anna.get("/antraege").await.says("Bewilligt"));

    let package = support::parking_permit("0.0");
    let (mut anna, id) = case::submitted(&world, &package, &case::referred()).await;
    let address = format!("/antraege/{id}");
    is(&anna.get(&address).await, "success", "check", "Ihr Antrag ist eingegangen");
    world.work().await;
    let status = anna.get(&address).await;
    let ask = anna.get(&status.link(&format!("{address}/zuruecknehmen/")).unwrap()).await;
    anna.submit(&ask, &ask.url, &[]).await;
    is(&anna.get(&address).await, "info", "info", "Sie haben Ihren Antrag zurückgenommen");
}

#[rstest]
#[tokio::test]
async fn an_objection_that_is_handed_on_was_not_decided_here(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let (mut anna, id) = decided(&world, "ablehnen").await;
    world.work().await;
    let address = format!("/antraege/{id}");
    let status = anna.get(&address).await;
    let object = anna.get(&status.link(&format!("{address}/widerspruch/")).unwrap()).await;
    anna.submit(&object, &object.url, &[("gruende", "Doch.")]).await;
    world.work_now().await;
    is(&anna.get(&address).await, "success", "check", "Ihr Widerspruch ist eingegangen");
    let mut karla = case::signed_in(&world, "sachbearbeitung1").await;
    for (ergebnis, reasons) in [("vorlegen", "Unbegründet."), ("vorgelegt", "")] {
        let href = karla.get("/desk").await.link("/desk/vorgang/").unwrap();
        let vorgang = karla.get(&href).await;
        let task = karla.submit(&vorgang, "/desk/aufgabe/", &[]).await;
        karla.submit(&task, &task.url, &[("_ergebnis", ergebnis), ("_begruendung", reasons)]).await;
    }
    is(&anna.get(&address).await, "info", "info", "Die Bearbeitung ist beendet");
}
