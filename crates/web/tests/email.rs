//! Where a person is told that there is a new letter, through the pages.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by a panic")]

mod support;

use identity::Scope;
use store::Engine;
use support::World;
use support::case;

const ROW: &str = "Nachricht über neue Briefe";

fn provide_mail(world: &World) {
    let link = "https://portal.example/postfach";
    world.test.store.provide(
        post::Notices::new("smtp://127.0.0.1:9", "post@portal.example", "Musterland", link).unwrap(),
    );
}

#[tokio::test]
async fn a_person_gives_changes_and_takes_back_an_address() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    provide_mail(&world);
    let mut anna = case::signed_in(&world, "buergerin").await;
    let konto = anna.get("/konto").await;
    assert!(konto.says(ROW) && konto.says("joerdis@buerger.example"), "{}", konto.text());
    let page = anna.get("/konto/email").await;
    assert!(page.html.contains("value=\"joerdis@buerger.example\""), "{}", page.html);
    assert!(page.html.contains("type=\"email\"") && page.html.contains("autocomplete=\"email\""));

    // What is wrong is said beside the field, and what was typed is kept.
    for (given, said) in [
        ("jördis@buerger.example", "Vor dem @ stehen Umlaute"),
        ("joerdis.buerger.example", "Geben Sie eine vollständige E-Mail-Adresse ein"),
    ] {
        let answer = anna.submit(&page, "/konto/email", &[("email", given)]).await;
        assert_eq!(answer.status, 422);
        assert!(answer.says(said), "{}", answer.text());
        assert!(answer.html.contains(&format!("value=\"{given}\"")), "{}", answer.html);
    }
    assert!(anna.get("/konto").await.says("joerdis@buerger.example"), "nothing was changed");

    let konto = anna.submit(&page, "/konto/email", &[("email", " anna@müller.example ")]).await;
    assert_eq!(konto.url, "/konto");
    assert!(konto.says("anna@xn--mller-kva.example"), "{}", konto.text());
    // Who gives it on an English page is written to in English.
    let page = anna.get("/konto/email?lang=en").await;
    anna.submit(&page, "/konto/email", &[("email", "anna@buerger.example")]).await;
    let account = world.person("buergerin").await.account().unwrap();
    let contact = identity::contact(&mut world.test.store.reader(), &Scope::House, account).await.unwrap();
    assert_eq!(contact.map(|contact| contact.language).as_deref(), Some("en"));

    let konto = anna.submit(&page, "/konto/email", &[("email", "")]).await;
    assert!(!konto.html.contains("buerger.example"), "{}", konto.text());
}

#[tokio::test]
async fn without_a_mail_server_and_for_others_there_is_no_such_page() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let mut anna = case::signed_in(&world, "buergerin").await;
    assert!(!anna.get("/konto").await.says(ROW));
    let page = anna.get("/konto").await;
    assert_eq!(anna.get("/konto/email").await.status, 404);
    let mut forged = page.clone();
    forged.html = page.html.replace("/konto/sitzungen/beenden", "/konto/email");
    assert_eq!(anna.submit(&forged, "/konto/email", &[("email", "x@y.example")]).await.status, 404);

    provide_mail(&world);
    assert!(world.client().get("/konto/email").await.url.starts_with("/anmelden"));
    let mut staff = case::signed_in(&world, "sachbearbeitung1").await;
    assert!(!staff.get("/konto").await.says(ROW), "staff at work have no mailbox");
    assert_eq!(staff.get("/konto/email").await.status, 404);
}
