//! Passwords through the pages: changed, forgotten, and spare codes for whoever has lost the second factor.

use crate::support;
use identity::{RecoveryCode, Scope};
use rstest::rstest;
use store::Engine;
use support::World;
use support::app::{code, secret, set_up};
use support::case::{self, PASSWORD};
use support::client::{Client, Seen};

const NEW: &str = "Brotzeit am Kickelhahn";

/// Signs in; the page that comes then.
async fn sign_in(client: &mut Client, login: &str, password: &str) -> Seen {
    let page = client.get("/anmelden?zurueck=/konto").await;
    client.submit(&page, "/anmelden", &[("anmeldename", login), ("kennwort", password)]).await
}

/// A code from whoever operates the installation.
async fn given(world: &World, login: &str) -> String {
    let account = world.person(login).await.account().unwrap();
    let code = RecoveryCode::draw(world.test.store.entropy()).await.unwrap();
    let mut tx = world.test.store.begin().await.unwrap();
    identity::give_recovery(&mut tx, &Scope::House, account, &code, false).await.unwrap();
    tx.commit().await.unwrap();
    code.reveal()
}

/// The codes on a page.
fn codes(page: &Seen) -> Vec<String> {
    let list = case::between(&page.html, "<ol class=\"rs-codes\" translate=\"no\">", "</ol>");
    list.split("<code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

#[rstest]
#[tokio::test]
async fn a_password_is_changed_and_other_devices_are_signed_out(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let mut phone = case::signed_in(&world, "buergerin").await;
    let mut anna = case::signed_in(&world, "buergerin").await;
    let before = anna.cookie("sitzung").unwrap();
    let konto = anna.get("/konto").await;
    assert!(konto.says("Kennwort zuletzt geändert am 23. November 2026"), "{}", konto.text());
    let page = anna.get(&konto.link("/konto/kennwort").unwrap()).await;
    assert_eq!(page.html.matches("autocomplete=\"new-password\"").count(), 2);
    assert!(page.html.contains("autocomplete=\"current-password\""));
    assert!(page.html.contains("value=\"buergerin\" autocomplete=\"username\""), "{}", page.html);

    for (present, new, again, said) in [
        ("", "", "", "Geben Sie Ihr bisheriges Kennwort ein."),
        (PASSWORD, NEW, "etwas anderes", "Die beiden neuen Kennwörter sind verschieden."),
        (PASSWORD, "kurz", "kurz", "braucht 12 bis 256 Zeichen"),
        (PASSWORD, "musterland-2026", "musterland-2026", "besteht fast nur aus"),
        (PASSWORD, "121212121212", "121212121212", "wiederholt sich"),
        ("falsch-falsch", NEW, NEW, "Das ist nicht Ihr bisheriges Kennwort."),
    ] {
        let fields = [("kennwort_bisher", present), ("kennwort", new), ("kennwort_wiederholt", again)];
        let seen = anna.submit(&page, "/konto/kennwort", &fields).await;
        assert!(seen.status == 422 && seen.says(said), "{said}: {}", seen.text());
        for typed in [present, new, again].iter().filter(|typed| typed.len() > 4) {
            assert!(!seen.html.contains(*typed), "a password is never sent back: {typed}");
        }
    }
    assert!(phone.get("/konto").await.says("Jördis"), "nothing was changed");
    let looked = anna.get("/konto/kennwort?geaendert=1").await;
    assert_eq!(looked.status, 200);

    let fields = [("kennwort_bisher", PASSWORD), ("kennwort", NEW), ("kennwort_wiederholt", NEW)];
    let done = anna.submit(&page, "/konto/kennwort", &fields).await;
    assert!(done.status == 200 && done.says("Ihr Kennwort ist geändert"), "{}", done.text());
    assert!(done.says("Auf allen anderen Geräten haben wir Sie abgemeldet"), "{}", done.text());
    assert_ne!(anna.cookie("sitzung").unwrap(), before, "the token is new");
    assert!(anna.get("/konto").await.says("Jördis"));
    assert!(phone.get("/konto").await.url.starts_with("/anmelden"), "the other device is signed out");
    world.test.clock.advance(jiff::SignedDuration::from_mins(6));
    let later = anna.get("/konto/kennwort?geaendert=1").await;
    assert!(!later.says("Ihr Kennwort ist geändert"), "the address alone says nothing");
    assert_eq!(sign_in(&mut world.client(), "buergerin", PASSWORD).await.status, 422);
    assert_eq!(sign_in(&mut world.client(), "buergerin", NEW).await.url, "/konto");
}

#[tokio::test]
async fn staff_change_theirs_and_guessing_is_limited() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    assert!(world.client().get("/konto/kennwort").await.url.starts_with("/anmelden?"));
    let mut karla = case::signed_in(&world, "sachbearbeitung1").await;
    let page = karla.get("/konto/kennwort").await;
    let wrong = [("kennwort_bisher", "falsch-falsch"), ("kennwort", NEW), ("kennwort_wiederholt", NEW)];
    for _ in 0..10 {
        assert_eq!(karla.submit(&page, "/konto/kennwort", &wrong).await.status, 422);
    }
    let right = [("kennwort_bisher", PASSWORD), ("kennwort", NEW), ("kennwort_wiederholt", NEW)];
    let limited = karla.submit(&page, "/konto/kennwort", &right).await;
    assert!(limited.status == 429 && limited.says("Warten Sie 15 Minuten"), "{}", limited.text());
    world.test.clock.advance(jiff::SignedDuration::from_mins(16));
    let done = karla.submit(&page, "/konto/kennwort", &right).await;
    assert!(done.says("Ihr Kennwort ist geändert"), "{}", done.text());
    assert_eq!(karla.get("/desk").await.status, 200, "still at work");
}

#[rstest]
#[tokio::test]
async fn who_forgot_their_password_sets_a_new_one_with_a_code(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let mut phone = case::signed_in(&world, "buergerin").await;
    let code = given(&world, "buergerin").await;
    let mut anna = world.client();
    let page = anna.get("/anmelden").await;
    let page = anna.get(&page.link("/anmelden/vergessen").unwrap()).await;
    assert!(page.says("Wenden Sie sich an die Stelle, die diese Seite betreibt."), "{}", page.text());
    let page = anna.get(&page.link("/anmelden/wiederherstellen").unwrap()).await;

    // The same answer for a wrong code, for somebody else's, and for nobody's.
    let mut said = Vec::new();
    for (login, tried) in
        [("buergerin", "AAAA-AAAA-AAAA-AAAA-AAAA"), ("buerger", &code), ("gibtesnicht", &code)]
    {
        let fields =
            [("anmeldename", login), ("code", tried), ("kennwort", NEW), ("kennwort_wiederholt", NEW)];
        let seen = anna.submit(&page, "/anmelden/wiederherstellen", &fields).await;
        assert_eq!(seen.status, 422);
        assert!(seen.html.contains(&format!("value=\"{login}\"")), "what was typed is kept");
        assert!(seen.html.contains(&format!("value=\"{tried}\"")) && !seen.html.contains(NEW));
        said.push(seen.text());
    }
    assert!(
        said[0] == said[1] && said[1] == said[2] && said[0].contains("passen nicht zusammen"),
        "{said:?}"
    );
    let empty = anna.submit(&page, "/anmelden/wiederherstellen", &[]).await;
    assert!(empty.says("3 Angaben fehlen"), "{}", empty.text());
    let short =
        [("anmeldename", "buergerin"), ("code", &code), ("kennwort", "x"), ("kennwort_wiederholt", "x")];
    let seen = anna.submit(&page, "/anmelden/wiederherstellen", &short).await;
    assert!(seen.status == 422 && seen.says("braucht 12 bis 256 Zeichen"), "{}", seen.text());

    let by_hand = code.to_lowercase().replace('-', " ");
    let fields =
        [("anmeldename", "buergerin"), ("code", &by_hand), ("kennwort", NEW), ("kennwort_wiederholt", NEW)];
    let done = anna.submit(&page, "/anmelden/wiederherstellen", &fields).await;
    assert_eq!((done.status, done.url.as_str()), (200, "/anmelden/wiederherstellen/fertig"));
    assert!(done.says("Ihr neues Kennwort ist festgelegt"), "{}", done.text());
    assert!(anna.get("/konto").await.url.starts_with("/anmelden"), "nobody is signed in by that");
    assert!(phone.get("/konto").await.url.starts_with("/anmelden"), "sessions from before have ended");
    let replay = anna.submit(&page, "/anmelden/wiederherstellen", &fields).await;
    assert!(replay.status == 422 && replay.says("gilt nicht mehr"), "{}", replay.text());
    assert_eq!(sign_in(&mut anna, "buergerin", NEW).await.url, "/konto");
}

#[rstest]
#[tokio::test]
async fn a_spare_code_stands_in_for_a_lost_app(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let mut anna = case::signed_in(&world, "buergerin").await;
    assert!(!anna.get("/konto").await.says("Ersatzcodes"), "without an app there are none");
    assert_eq!(anna.get("/konto/ersatzcodes").await.url, "/konto");
    let page = anna.get("/konto/anmelde-app").await;
    let page = anna.submit(&page, "/konto/anmelde-app/einrichten", &[]).await;
    let key = secret(&page);
    let on = anna.submit(&page, "/konto/anmelde-app", &[("code", &code(&world, &key))]).await;
    assert!(on.says("Die Anmelde-App ist eingeschaltet") && on.says("Ihre Ersatzcodes"), "{}", on.text());
    let first = codes(&on);
    assert_eq!(first.len(), 10, "{first:?}");
    let reloaded = anna.submit(&page, "/konto/anmelde-app", &[("code", &code(&world, &key))]).await;
    assert!(!reloaded.html.contains(&first[0]) && !reloaded.html.contains("rs-codes"), "shown once");
    assert!(anna.get("/konto").await.says("Ersatzcodes noch 10"));

    let mut other = world.client();
    assert!(other.get("/anmelden/ersatzcode").await.url.starts_with("/anmelden"), "after the password only");
    let asked = sign_in(&mut other, "buergerin", PASSWORD).await;
    let page = other.get(&asked.link("/anmelden/ersatzcode").unwrap()).await;
    for (typed, said) in
        [("", "Geben Sie einen Ersatzcode ein."), ("AAAAA-AAAAA", "Dieser Ersatzcode stimmt nicht")]
    {
        let seen = other.submit(&page, "/anmelden/ersatzcode", &[("code", typed)]).await;
        assert!(seen.status == 422 && seen.says(said), "{said}: {}", seen.text());
    }
    let konto = other.submit(&page, "/anmelden/ersatzcode", &[("code", &first[2].to_lowercase())]).await;
    assert_eq!((konto.status, konto.url.as_str()), (200, "/konto"));
    assert!(konto.says("Ersatzcodes noch 9") && konto.says("Basis"), "{}", konto.text());
    let mut thief = world.client();
    sign_in(&mut thief, "buergerin", PASSWORD).await;
    let page = thief.get("/anmelden/ersatzcode").await;
    let replay = thief.submit(&page, "/anmelden/ersatzcode", &[("code", &first[2])]).await;
    assert!(replay.status == 422 && replay.says("schon benutzt"), "{}", replay.text());

    let page = other.get("/konto/ersatzcodes").await;
    for (fields, said) in [
        (vec![], "Geben Sie einen Code aus der App oder Ihr Kennwort ein."),
        (vec![("kennwort", "falsch-falsch")], "Das ist nicht Ihr Kennwort."),
        (vec![("code", "000000")], "Der Code ist falsch"),
    ] {
        let seen = other.submit(&page, "/konto/ersatzcodes", &fields).await;
        assert!(seen.status == 422 && seen.says(said), "{said}: {}", seen.text());
    }
    let new = other.submit(&page, "/konto/ersatzcodes", &[("kennwort", PASSWORD)]).await;
    let second = codes(&new);
    assert!(second.len() == 10 && second.iter().all(|code| !first.contains(code)));
    let old = thief
        .submit(
            &thief.clone().get("/anmelden/ersatzcode").await,
            "/anmelden/ersatzcode",
            &[("code", &first[0])],
        )
        .await;
    assert_eq!(old.status, 422, "the old ones are void");
}

#[tokio::test]
async fn a_spare_code_proves_no_more_than_a_password() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let mut anna = case::signed_in(&world, "buergerin").await;
    let level = anna.get("/anmelden/niveau?niveau=hoch&zurueck=/konto/anmelde-app").await;
    anna.submit(&level, "/anmelden/niveau", &[]).await;
    set_up(&world, &mut anna).await;
    let page = anna.get("/konto/ersatzcodes").await;
    let mine = codes(&anna.submit(&page, "/konto/ersatzcodes", &[("kennwort", PASSWORD)]).await);
    let mut other = world.client();
    sign_in(&mut other, "buergerin", PASSWORD).await;
    let page = other.get("/anmelden/ersatzcode?zurueck=/konto").await;
    let konto = other.submit(&page, "/anmelden/ersatzcode", &[("code", &mine[0])]).await;
    assert!(konto.says("Basis (Anmeldename und Kennwort)"), "{}", konto.text());
}
