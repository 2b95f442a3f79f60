//! Signing in and out, levels, mailbox and documents, through the pages.

use crate::support;
use jiff::SignedDuration;
use store::Engine;
use support::World;
use support::case::{self, PASSWORD};

#[tokio::test]
async fn a_sign_in_does_not_say_what_was_wrong_and_changes_the_token() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let mut anna = world.client();
    let page = anna.get("/anmelden?zurueck=/konto").await;
    let mut said = Vec::new();
    for login in ["buergerin", "gibtesnicht"] {
        let fields = [("anmeldename", login), ("kennwort", "falsch-falsch")];
        let answer = anna.submit(&page, "/anmelden", &fields).await;
        assert_eq!(answer.status, 422);
        assert!(answer.html.contains(&format!("value=\"{login}\"")), "the name is kept");
        assert!(!answer.html.contains("falsch-falsch"), "the password is not");
        said.push(answer.text());
    }
    assert_eq!(said[0], said[1]);
    let empty = anna.submit(&page, "/anmelden", &[]).await;
    assert!(empty.says("2 Angaben fehlen"), "{}", empty.text());

    let fields = [("anmeldename", "buergerin"), ("kennwort", PASSWORD)];
    let konto = anna.submit(&page, "/anmelden", &fields).await;
    assert_eq!((konto.status, konto.url.as_str()), (200, "/konto"));
    assert!(konto.says("Jördis Amélie Nováková-Weiß"), "{}", konto.text());
    let basis = anna.cookie("sitzung").unwrap();
    let level = anna.get("/anmelden/niveau?niveau=substantiell&zurueck=/konto").await;
    let konto = anna.submit(&level, "/anmelden/niveau", &[]).await;
    assert_eq!(konto.url, "/konto");
    assert_ne!(anna.cookie("sitzung").unwrap(), basis, "a higher level has a new token");
    let mut old = world.client();
    old.set_cookie("sitzung", &basis);
    assert!(old.get("/konto").await.url.starts_with("/anmelden"), "the old token is worth nothing");
}

#[tokio::test]
async fn a_session_from_before_the_sign_in_is_not_the_one_after() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let opened = identity::anonymous_session(&world.test.store).await.unwrap();
    let planted = opened.token.reveal();
    let mut anna = world.client();
    anna.set_cookie("sitzung", &planted);
    let page = anna.get("/anmelden").await;
    let fields = [("anmeldename", "buergerin"), ("kennwort", PASSWORD)];
    assert_eq!(anna.submit(&page, "/anmelden", &fields).await.url, "/antraege");
    assert_ne!(anna.cookie("sitzung").unwrap(), planted);
    let mut eve = world.client();
    eve.set_cookie("sitzung", &planted);
    assert!(eve.get("/konto").await.url.starts_with("/anmelden"));
}

#[tokio::test]
async fn too_many_attempts_have_to_wait_and_the_account_is_not_locked() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let mut eve = world.client();
    let page = eve.get("/anmelden").await;
    for _ in 0..10 {
        let fields = [("anmeldename", "buergerin"), ("kennwort", "falsch-falsch")];
        assert_eq!(eve.submit(&page, "/anmelden", &fields).await.status, 422);
    }
    let right = [("anmeldename", "buergerin"), ("kennwort", PASSWORD)];
    let answer = eve.submit(&page, "/anmelden", &right).await;
    assert_eq!(answer.status, 429);
    assert!(answer.says("Warten Sie 15 Minuten"), "{}", answer.text());
    world.test.clock.advance(SignedDuration::from_mins(16));
    assert_eq!(eve.submit(&page, "/anmelden", &right).await.status, 200);
}

#[tokio::test]
async fn a_form_of_another_site_changes_nothing() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let (mut anna, mut eve) = (world.client(), world.client());
    let own = eve.get("/anmelden").await;
    anna.get("/anmelden").await;
    // Eve's form with Eve's token, sent by Anna's browser.
    let fields = [("anmeldename", "buergerin"), ("kennwort", PASSWORD)];
    assert_eq!(anna.submit(&own, "/anmelden", &fields).await.status, 403);
    let mut anna = case::signed_in(&world, "buergerin").await;
    let mut forged = own.clone();
    forged.html = own.html.replace("action=\"/anmelden\"", "action=\"/konto/sitzungen/beenden\"");
    assert_eq!(anna.submit(&forged, "/konto/sitzungen", &[]).await.status, 403);
    assert_eq!(anna.get("/konto").await.url, "/konto");
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    for bad in ["//evil.example", "https%3A%2F%2Fevil.example", "/%5Cevil.example", "/abmelden"] {
        let mut anna = world.client();
        let page = anna.get(&format!("/anmelden?zurueck={bad}")).await;
        let fields = [("anmeldename", "buergerin"), ("kennwort", PASSWORD)];
        assert_eq!(anna.submit(&page, "/anmelden", &fields).await.url, "/antraege", "{bad}");
    }
}

#[tokio::test]
async fn sessions_end_one_by_one_and_all_at_once() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let mut phone = case::signed_in(&world, "buergerin").await;
    let mut desktop = case::signed_in(&world, "buergerin").await;
    let mut other = case::signed_in(&world, "buerger").await;
    let konto = desktop.get("/konto").await;
    assert_eq!(konto.html.matches("/beenden\"").count(), 3, "two sessions, and all of them");
    // Somebody else's session is not ended by its name.
    let foreign = other.get("/konto").await;
    let mut forged = foreign.clone();
    let id = case::between(&konto.html, "action=\"/konto/sitzungen/", "/beenden\"");
    let own = case::between(&foreign.html, "action=\"/konto/sitzungen/", "/beenden\"");
    forged.html = foreign.html.replace(&own, &id);
    assert_eq!(other.submit(&forged, "/konto/sitzungen/", &[]).await.url, "/konto");
    assert_eq!(phone.get("/konto").await.url, "/konto");
    assert_eq!(desktop.get("/konto").await.url, "/konto");

    let out = desktop.submit(&konto, "/konto/sitzungen/beenden", &[]).await;
    assert!(out.says("Sie sind abgemeldet"), "{}", out.text());
    assert!(phone.get("/konto").await.url.starts_with("/anmelden"));
    assert_eq!(other.get("/konto").await.url, "/konto");
    let bye = other.submit(&foreign, "/abmelden", &[]).await;
    assert!(bye.says("Sie sind abgemeldet") && other.cookie("sitzung").is_none());
}

#[tokio::test]
async fn looking_at_a_letter_does_not_open_it() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    // § 41 Abs. 2a VwVfG: the first retrieval counts.
    let package = support::parking_permit_with(&[
        ("stichprobe = 0.05", "stichprobe = 0.0"),
        ("regel = \"ozg9\"\ntage = 4", "regel = \"vwvfg41-abs2a\"\nfrist = 10"),
    ]);
    let mut anna = case::submitted(&world, &package, &case::granted()).await.0;
    world.work().await;
    let person = world.person("buergerin").await;
    let list = anna.get("/postfach").await;
    assert!(list.says("ungelesen") && list.html.contains("Postfach (1 neu)"), "{}", list.text());
    let letter = list.link("/postfach/").unwrap();
    let cover = anna.get(&letter).await;
    assert!(cover.says("Öffnen Sie den Brief") && !cover.html.contains("/dokumente/"), "{}", cover.text());
    // Not by the address of the Dokument either.
    let id = post::mailbox(&mut world.test.store.reader(), &person, 1).await.unwrap()[0].id;
    let unread = post::message(&mut world.test.store.reader(), &person, id).await.unwrap();
    assert_eq!((unread.read_at, unread.bekanntgabe()), (None, None));
    let address = format!("/dokumente/{}", unread.dokumente[0]);
    assert_eq!(anna.get(&address).await.url, letter);

    let opened = anna.submit(&cover, "/postfach/", &[]).await;
    assert_eq!((opened.status, &opened.url), (200, &letter));
    assert!(opened.says("Am 24. November 2026"), "the day after: {}", opened.text());
    let again = anna.submit(&cover, "/postfach/", &[]).await;
    assert_eq!(again.text(), opened.text(), "opening it twice changes nothing");
    let read = post::message(&mut world.test.store.reader(), &person, id).await.unwrap();
    assert_eq!(read.bekanntgabe(), Some("2026-11-24".parse().unwrap()));
    assert!(!anna.get("/postfach").await.says("ungelesen"));

    let (headers, pdf) = anna.download(&address).await;
    assert!(pdf.starts_with(b"%PDF-"));
    assert_eq!(headers["content-type"], "application/pdf");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    let name = headers["content-disposition"].to_str().unwrap();
    assert!(
        name.starts_with("attachment; filename=\"Bescheid ") && name.contains("filename*=UTF-8''"),
        "{name}"
    );
}

#[tokio::test]
async fn letters_and_documents_of_others_do_not_exist() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let package = support::parking_permit("0.0");
    let (mut anna, _) = case::submitted(&world, &package, &case::granted()).await;
    world.work().await;
    let letter = anna.get("/postfach").await.link("/postfach/").unwrap();
    let cover = anna.get(&letter).await;
    let opened = anna.submit(&cover, "/postfach/", &[]).await;
    let document = opened.link("/dokumente/").unwrap();
    assert_eq!(anna.get(&document).await.status, 200);

    for login in ["buerger", "weimar1"] {
        let mut other = case::signed_in(&world, login).await;
        assert_eq!(other.get(&document).await.status, 404, "{login}");
    }
    let mut other = case::signed_in(&world, "buerger").await;
    assert_eq!(other.get(&letter).await.status, 404);
    let konto = other.get("/konto").await;
    let mut forged = konto.clone();
    forged.html = konto.html.replace("/konto/sitzungen/beenden", &letter);
    assert_eq!(other.submit(&forged, &letter, &[]).await.status, 404);
    let mut erfurt = case::signed_in(&world, "sachbearbeitung1").await;
    assert_eq!(erfurt.get(&document).await.status, 200, "its own Behoerde has it");
    let mut nobody = world.client();
    assert!(nobody.get(&document).await.url.starts_with("/anmelden"));
    assert!(nobody.get(&letter).await.url.starts_with("/anmelden"));
}
