//! Signing in at a provider, through the pages: sessions, forms of other sites, ways back.

#[expect(dead_code, reason = "the tests of identity use the rest of it")]
#[path = "../../identity/tests/support/mod.rs"]
mod provider;
use crate::support;
use provider::{Asked, Provider, Signed};
use rstest::rstest;
use serde_json::json;
use store::Engine;
use support::World;
use support::case::{self, PASSWORD};
use support::client::{Client, Seen};

/// The sample offices, and a provider.
async fn open() -> (World, Provider) {
    open_on(Engine::Sqlite).await.unwrap()
}

/// The same on an engine, where it is there.
async fn open_on(engine: Engine) -> Option<(World, Provider)> {
    let world = World::open(engine).await?;
    let provider = Provider::start().await;
    world.test.store.provide(provider.providers());
    Some((world, provider))
}

/// What the browser is sent to the provider with, from the page with the button.
async fn begin(client: &mut Client, page: &Seen) -> Asked {
    let leaving = client.submit(page, "/anmelden/oidc/amt", &[]).await;
    assert_eq!(leaving.status, 200, "{}", leaving.text());
    let address = leaving.html.split("href=\"http://127.0.0.1").nth(1).unwrap().split('"').next().unwrap();
    Asked::of(&format!("http://127.0.0.1{}", address.replace("&amp;", "&")))
}

/// The address that the provider sends the browser back to.
fn back(world: &World, provider: &Provider, asked: &Asked, subject: &str, acr: &str) -> String {
    let mut claims = provider.claims(asked, subject, world.test.store.now().as_second());
    claims["acr"] = json!(acr);
    let callback = provider.signs_in(asked, &claims, Signed::Rightly);
    format!("/anmelden/oidc/amt/zurueck?state={}&code={}", callback.state, callback.code.unwrap())
}

/// The whole way from a page with the button.
async fn through(world: &World, provider: &Provider, client: &mut Client, from: &str, acr: &str) -> Seen {
    let page = client.get(from).await;
    let asked = begin(client, &page).await;
    client.get(&back(world, provider, &asked, "s-1", acr)).await
}

#[rstest]
#[tokio::test]
async fn what_was_begun_is_handed_over_and_the_token_is_new(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((world, provider)) = open_on(engine).await else { return };
    let package = support::parking_permit("0.0");
    world.offer(&package).await;
    let leistung = catalogue::LeistungKey::parse(&package.manifest().leistung).unwrap();
    let mut anna = world.client();
    let first = support::begin(&mut anna, &leistung).await;
    let before = anna.cookie("sitzung").unwrap();
    let list = through(&world, &provider, &mut anna, "/anmelden?zurueck=/antraege", "urn:sub").await;
    assert_eq!((list.status, list.url.as_str()), (200, "/antraege"));
    assert!(list.link(&format!("/antrag/{}", first.antrag())).is_some(), "{}", list.text());
    assert_ne!(anna.cookie("sitzung").unwrap(), before);
    let mut eve = world.client();
    eve.set_cookie("sitzung", &before);
    assert!(eve.get("/konto").await.url.starts_with("/anmelden"), "a token fixed before is worth nothing");
    let konto = anna.get("/konto").await;
    assert!(konto.says("Jördis Nováková") && konto.says("Substantiell"), "{}", konto.text());

    let out = anna.submit(&konto, "/abmelden", &[]).await;
    assert_eq!(out.url, "/abmelden?bei=amt");
    assert!(out.says("Bei Musterkonto sind Sie noch angemeldet"), "{}", out.text());
    let none = anna.get("/abmelden?bei=//evil.example").await;
    assert!(!none.says("noch angemeldet") && !none.html.contains("href=\"//evil"), "{}", none.text());
}

#[rstest]
#[tokio::test]
async fn a_sign_in_of_somebody_else_cannot_be_slipped_in(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((world, provider)) = open_on(engine).await else { return };
    let (mut anna, mut eve) = (world.client(), world.client());
    // Eve signs in at the provider, and lays the answer before Anna.
    let page = eve.get("/anmelden").await;
    let asked = begin(&mut eve, &page).await;
    let laid = back(&world, &provider, &asked, "eve", "urn:sub");
    let seen = anna.get(&laid).await;
    assert!(seen.status == 422 && seen.says("ist abgelaufen"), "{}", seen.text());
    let mut anna = case::signed_in(&world, "buergerin").await;
    let seen = anna.get(&laid).await;
    assert!(seen.status == 422 && seen.says("ist abgelaufen"), "{}", seen.text());
    assert!(anna.get("/konto").await.says("nicht verbunden"), "nothing was linked");
    // Nor can the beginning: it takes a form of this site.
    assert_eq!(anna.get("/anmelden/oidc/amt").await.status, 405);
    assert_eq!(anna.submit(&page, "/anmelden/oidc/amt", &[]).await.status, 403);
    // Nor the end of a link.
    let konto = through(&world, &provider, &mut anna, "/konto", "").await;
    assert_eq!(konto.url, "/konto");
    assert!(konto.says("verbunden seit"), "{}", konto.text());
    let mut forged = eve.get("/anmelden").await;
    forged.html =
        forged.html.replace("action=\"/anmelden/oidc/amt\"", "action=\"/konto/verbindungen/amt/loesen\"");
    assert_eq!(anna.submit(&forged, "/konto/verbindungen", &[]).await.status, 403);
    assert!(anna.get("/konto").await.says("verbunden seit"));
    let none = anna.submit(&konto, "/konto/verbindungen", &[]).await;
    assert!(none.url == "/konto" && none.says("nicht verbunden"), "{}", none.text());
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let (world, provider) = open().await;
    for bad in ["//evil.example", "https%3A%2F%2Fevil.example", "/%5Cevil.example", "/abmelden", "/anmelden"]
    {
        let from = format!("/anmelden?zurueck={bad}");
        let seen = through(&world, &provider, &mut world.client(), &from, "").await;
        assert_eq!(seen.url, "/antraege", "{bad}");
    }
    let page = world.client().get("/anmelden/oidc/niemand/zurueck?state=1").await;
    assert_eq!(page.status, 404);
}

#[tokio::test]
async fn a_level_is_no_higher_than_the_provider_says() {
    let (world, provider) = open().await;
    let mut anna = case::signed_in(&world, "buergerin").await;
    let from = "/anmelden/niveau?niveau=substantiell&zurueck=/konto";
    let seen = through(&world, &provider, &mut anna, from, "urn:something").await;
    assert!(seen.says("Das reicht hier noch nicht"), "{}", seen.text());
    assert!(anna.get("/konto").await.says("Basis"));
    let seen = through(&world, &provider, &mut anna, from, "urn:sub").await;
    assert_eq!(seen.url, "/konto");
    assert!(seen.says("Substantiell") && !seen.says("Basis"), "{}", seen.text());
    let mut other = case::signed_in(&world, "buerger").await;
    let seen = through(&world, &provider, &mut other, from, "urn:sub").await;
    assert!(seen.status == 409 && seen.says("gehört hier schon zu einem anderen Konto"), "{}", seen.text());
    assert!(other.get("/konto").await.says("Basis"));
}

#[tokio::test]
async fn without_a_provider_nothing_is_offered() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let mut anna = world.client();
    let page = anna.get("/anmelden").await;
    assert!(!page.html.contains("/anmelden/oidc"), "{}", page.text());
    let fields = [("anmeldename", "buergerin"), ("kennwort", PASSWORD)];
    anna.submit(&page, "/anmelden", &fields).await;
    assert!(!anna.get("/konto").await.says("Verbundene Konten"));
}
