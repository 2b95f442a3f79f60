//! An authenticator app: set up, asked for at the sign-in, removed, through the pages.

use crate::support;
use jiff::SignedDuration;
use rstest::rstest;
use store::Engine;
use support::World;
use support::app::{code, secret, set_up};
use support::case::{self, PASSWORD};
use support::client::{Client, Seen};

/// Name and password; the page that comes then.
async fn with_password(client: &mut Client, login: &str, back: &str) -> Seen {
    let page = client.get(&format!("/anmelden?zurueck={back}")).await;
    client.submit(&page, "/anmelden", &[("anmeldename", login), ("kennwort", PASSWORD)]).await
}

#[rstest]
#[tokio::test]
async fn an_app_is_set_up_asked_for_and_removed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let mut anna = case::signed_in(&world, "buergerin").await;
    let konto = anna.get("/konto").await;
    assert!(konto.says("Anmelde-App nicht eingerichtet"), "{}", konto.text());
    let page = anna.get(&konto.link("/konto/anmelde-app").unwrap()).await;
    assert!(page.says("Ihr Vertrauensniveau bleibt Basis"), "{}", page.text());
    let page = anna.submit(&page, "/konto/anmelde-app/einrichten", &[]).await;
    assert!(page.html.contains("<svg class=\"rs-qr\" role=\"img\""), "{}", page.html);
    let key = secret(&page);
    assert_eq!(secret(&anna.get("/konto/anmelde-app").await), key, "a reload shows the same key");
    let wrong = anna.submit(&page, "/konto/anmelde-app", &[("code", "000000")]).await;
    assert_eq!((wrong.status, secret(&wrong)), (422, key.clone()));
    let missing = anna.submit(&page, "/konto/anmelde-app", &[]).await;
    assert_eq!(missing.status, 422);
    let on = anna.submit(&page, "/konto/anmelde-app", &[("code", &code(&world, &key))]).await;
    assert!(on.says("ist eingeschaltet") && !on.html.contains(&key[..4]), "{}", on.text());
    assert!(anna.get("/konto").await.says("eingeschaltet"));

    // Elsewhere the password alone opens nothing.
    let mut other = world.client();
    let asked = with_password(&mut other, "buergerin", "/konto").await;
    assert_eq!((asked.status, asked.url.as_str()), (200, "/anmelden/code?zurueck=%2Fkonto"));
    assert!(!asked.html.contains("Jördis"), "nobody is signed in");
    for address in ["/konto", "/postfach", "/konto/anmelde-app", "/konto/anmelde-app/entfernen"] {
        assert!(other.get(address).await.url.starts_with("/anmelden?"), "{address}");
    }
    let wrong = other.submit(&asked, "/anmelden/code", &[("code", "000000")]).await;
    assert_eq!(wrong.status, 422);
    let used = other.submit(&asked, "/anmelden/code", &[("code", &code(&world, &key))]).await;
    assert!(used.status == 422 && used.says("schon benutzt"), "{}", used.text());
    world.test.clock.advance(SignedDuration::from_secs(30));
    let konto = other.submit(&asked, "/anmelden/code", &[("code", &code(&world, &key))]).await;
    assert_eq!((konto.status, konto.url.as_str()), (200, "/konto"));
    assert!(konto.says("Jördis Amélie") && konto.says("Basis"), "{}", konto.text());

    let remove = other.get("/konto/anmelde-app/entfernen").await;
    for (fields, said) in [
        (vec![], "Geben Sie einen Code aus der App oder Ihr Kennwort ein."),
        (vec![("code", "000000")], "Der Code ist falsch"),
        (vec![("kennwort", "falsch-falsch")], "Das ist nicht Ihr Kennwort"),
    ] {
        let seen = other.submit(&remove, "/konto/anmelde-app/entfernen", &fields).await;
        assert!(seen.status == 422 && seen.says(said), "{said}: {}", seen.text());
        assert!(!seen.html.contains("falsch-falsch"), "a password is never sent back");
    }
    let off = other.submit(&remove, "/konto/anmelde-app/entfernen", &[("kennwort", PASSWORD)]).await;
    assert!(off.url == "/konto/anmelde-app" && off.says("App einrichten"), "{}", off.text());
    assert_eq!(with_password(&mut world.client(), "buergerin", "/konto").await.url, "/konto");
}

#[tokio::test]
async fn what_was_begun_before_the_code_is_handed_over() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let package = support::parking_permit("0.0");
    world.offer(&package).await;
    let key = set_up(&world, &mut case::signed_in(&world, "buergerin").await).await;
    let leistung = catalogue::LeistungKey::parse(&package.manifest().leistung).unwrap();
    let mut anna = world.client();
    let first = support::begin(&mut anna, &leistung).await;
    let asked = with_password(&mut anna, "buergerin", "/antraege").await;
    assert_eq!(anna.get(&first.url).await.status, 200, "the draft is there while the code is missing");
    let list = anna.submit(&asked, "/anmelden/code", &[("code", &code(&world, &key))]).await;
    assert!(list.link(&format!("/antrag/{}", first.antrag())).is_some(), "{}", list.text());
}

#[tokio::test]
async fn an_app_that_was_set_up_with_a_card_proves_more() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let mut anna = case::signed_in(&world, "buergerin").await;
    let level = anna.get("/anmelden/niveau?niveau=hoch&zurueck=/konto/anmelde-app").await;
    let page = anna.submit(&level, "/anmelden/niveau", &[]).await;
    assert!(page.says("gilt die App auch für Leistungen"), "{}", page.text());
    let key = set_up(&world, &mut anna).await;
    let mut other = world.client();
    let asked = with_password(&mut other, "buergerin", "/konto").await;
    let konto = other.submit(&asked, "/anmelden/code", &[("code", &code(&world, &key))]).await;
    assert!(konto.says("Substantiell (zwei Nachweise)"), "{}", konto.text());
}

#[tokio::test]
async fn staff_come_to_their_desk_with_a_code() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let key = set_up(&world, &mut case::signed_in(&world, "sachbearbeitung1").await).await;
    let mut karla = world.client();
    let asked = with_password(&mut karla, "sachbearbeitung1", "/desk").await;
    assert!(asked.url.starts_with("/anmelden/code"), "{}", asked.url);
    assert!(karla.get("/desk").await.url.starts_with("/anmelden?"), "no work without the code");
    let desk = karla.submit(&asked, "/anmelden/code", &[("code", &code(&world, &key))]).await;
    assert_eq!((desk.status, desk.url.as_str()), (200, "/desk"));
}
