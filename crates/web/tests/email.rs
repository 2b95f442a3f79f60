//! Where a person is told that there is a new letter, through the pages.

use crate::support;
use std::sync::{Arc, Mutex};

use identity::{ConfirmEmail, Contact, EmailAddress, Scope, SendRecovery};
use store::{Claimed, Engine, Jobs, Outcome, Store};
use support::World;
use support::case::{self, PASSWORD};

const ROW: &str = "Nachricht über neue Briefe";

fn provide_mail(world: &World) {
    let at = |path: &str| format!("https://portal.example{path}");
    let links = post::Links {
        mailbox: at("/postfach"),
        leitung: at("/desk/leitung"),
        berichte: at("/steuerung/berichte"),
    };
    let notices = post::Notices::new("smtp://127.0.0.1:9", "post@portal.example", "Musterland", links);
    world.test.store.provide(notices.unwrap());
}

/// What would be sent now: to whom, and the code.
async fn mails(world: &World) -> Vec<(String, String)> {
    let mails = Arc::new(Mutex::new(Vec::new()));
    let (confirming, recovering) = (mails.clone(), mails.clone());
    let jobs = Jobs::default()
        .on(move |store: Store, _: Claimed, job: ConfirmEmail| {
            let mails = confirming.clone();
            async move {
                let written = identity::write_confirmation(&store, &Scope::House, job.account).await.unwrap();
                mails.lock().unwrap().extend(written.map(|(to, code)| (to.email.to_string(), code)));
                Ok(Outcome::Nothing)
            }
        })
        .on(move |store: Store, _: Claimed, job: SendRecovery| {
            let mails = recovering.clone();
            async move {
                let Some(account) = job.account else { return Ok(Outcome::Nothing) };
                let written = identity::write_recovery(&store, &Scope::House, account).await.unwrap();
                mails.lock().unwrap().extend(written.map(|(to, code)| (to.email.to_string(), code.reveal())));
                Ok(Outcome::Nothing)
            }
        });
    jobs.run_until_idle(&world.test.store).await.unwrap();
    Arc::try_unwrap(mails)
        .map_or_else(|mails| mails.lock().unwrap().clone(), |mails| mails.into_inner().unwrap())
}

#[tokio::test]
async fn a_person_gives_confirms_changes_and_takes_back_an_address() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    provide_mail(&world);
    let mut anna = case::signed_in(&world, "buergerin").await;
    let konto = anna.get("/konto").await;
    assert!(
        konto.says(ROW) && konto.says("joerdis@buerger.example (noch nicht bestätigt)"),
        "{}",
        konto.text()
    );
    let page = anna.get("/konto/email").await;
    assert!(page.html.contains("value=\"joerdis@buerger.example\""), "{}", page.html);
    assert!(page.html.contains("type=\"email\"") && page.html.contains("autocomplete=\"email\""));

    // What is wrong is said beside the field, and what was typed is kept.
    for (given, password, said) in [
        ("jördis@buerger.example", PASSWORD, "Vor dem @ stehen Umlaute"),
        ("joerdis.buerger.example", PASSWORD, "Geben Sie eine vollständige E-Mail-Adresse ein"),
        ("anna@buerger.example", "", "Geben Sie Ihr Kennwort ein."),
        ("anna@buerger.example", "falsch-falsch", "Das ist nicht Ihr Kennwort."),
    ] {
        let answer = anna.submit(&page, "/konto/email", &[("email", given), ("kennwort", password)]).await;
        assert_eq!(answer.status, 422);
        assert!(answer.says(said), "{}", answer.text());
        assert!(answer.html.contains(&format!("value=\"{given}\"")), "{}", answer.html);
    }
    assert!(anna.get("/konto").await.says("joerdis@buerger.example"), "nothing was changed");
    assert_eq!(anna.get("/konto/email/bestaetigen").await.url, "/konto", "no code is awaited");

    // Who gives it on an English page is written to in English.
    let page = anna.get("/konto/email?lang=en").await;
    let fields = [("email", " anna@müller.example "), ("kennwort", PASSWORD)];
    anna.submit(&page, "/konto/email", &fields).await;
    let asked = anna.get("/konto/email/bestaetigen?lang=de").await;
    assert!(asked.says("Wir schicken einen Code an anna@xn--mller-kva.example"), "{}", asked.text());
    assert!(anna.get("/konto").await.says("joerdis@buerger.example"), "until it is confirmed");
    let sent = mails(&world).await;
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].0, "anna@xn--mller-kva.example");
    for (typed, said) in
        [("", "Geben Sie den Code aus der E-Mail ein."), ("AAAA-AAAA-AAAA", "Dieser Code stimmt nicht")]
    {
        let seen = anna.submit(&asked, "/konto/email/bestaetigen", &[("code", typed)]).await;
        assert!(seen.status == 422 && seen.says(said), "{said}: {}", seen.text());
    }
    let konto = anna.submit(&asked, "/konto/email/bestaetigen", &[("code", &sent[0].1)]).await;
    assert_eq!(konto.url, "/konto");
    assert!(
        konto.says("anna@xn--mller-kva.example") && !konto.says("noch nicht bestätigt"),
        "{}",
        konto.text()
    );
    let account = world.person("buergerin").await.account().unwrap();
    let contact = identity::contact(&mut world.test.store.reader(), &Scope::House, account).await.unwrap();
    assert_eq!(contact.map(|contact| contact.language).as_deref(), Some("en"));

    let konto = anna.submit(&page, "/konto/email", &[("email", "")]).await;
    assert!(!konto.html.contains("xn--mller-kva.example"), "{}", konto.text());
}

#[tokio::test]
async fn without_a_mail_server_and_for_others_there_is_no_such_page() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let mut anna = case::signed_in(&world, "buergerin").await;
    assert!(!anna.get("/konto").await.says(ROW));
    let page = anna.get("/konto").await;
    for address in ["/konto/email", "/konto/email/bestaetigen"] {
        assert_eq!(anna.get(address).await.status, 404);
        let mut forged = page.clone();
        forged.html = page.html.replace("/konto/sitzungen/beenden", address);
        assert_eq!(anna.submit(&forged, address, &[("email", "x@y.example")]).await.status, 404);
    }

    provide_mail(&world);
    assert!(world.client().get("/konto/email").await.url.starts_with("/anmelden"));
    assert!(world.client().get("/konto/email/bestaetigen").await.url.starts_with("/anmelden"));
    let mut staff = case::signed_in(&world, "sachbearbeitung1").await;
    assert!(!staff.get("/konto").await.says(ROW), "staff at work have no mailbox");
    assert_eq!(staff.get("/konto/email").await.status, 404);
}

#[tokio::test]
async fn a_code_comes_by_email_and_the_page_never_says_whether() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let mut anna = world.client();
    let page = anna.get("/anmelden/vergessen").await;
    assert!(!page.html.contains("name=\"anmeldename\""), "without a mail server there is nothing to ask for");
    provide_mail(&world);
    let page = anna.get("/anmelden/vergessen").await;
    let empty = anna.submit(&page, "/anmelden/vergessen", &[]).await;
    assert!(empty.status == 422 && empty.says("Geben Sie Ihren Anmeldenamen ein."), "{}", empty.text());
    let mut said = Vec::new();
    // Not confirmed, nobody, staff.
    for login in ["buergerin", "gibtesnicht", "sachbearbeitung1"] {
        let sent = anna.submit(&page, "/anmelden/vergessen", &[("anmeldename", login)]).await;
        assert_eq!((sent.status, sent.url.as_str()), (200, "/anmelden/vergessen/gesendet"));
        said.push(sent.text());
    }
    assert!(said[0] == said[1] && said[1] == said[2]);
    assert_eq!(mails(&world).await, []);

    let session = identity::sign_in(&world.test.store, "buergerin", PASSWORD, None).await.unwrap().session;
    let contact =
        Contact { email: EmailAddress::parse("joerdis@buerger.example").unwrap(), language: "de".into() };
    let shown = identity::Shown::Password(PASSWORD);
    identity::ask_to_confirm(&world.test.store, &session, &contact, shown).await.unwrap();
    let code = mails(&world).await.remove(0).1;
    identity::confirm_email(&world.test.store, &session, &code).await.unwrap();

    let sent = anna.submit(&page, "/anmelden/vergessen", &[("anmeldename", "Buergerin")]).await;
    assert_eq!(sent.text(), said[0]);
    let (to, code) = mails(&world).await.remove(0);
    assert_eq!(to, "joerdis@buerger.example");
    let page = anna.get(&sent.link("/anmelden/wiederherstellen").unwrap()).await;
    let new = "Brotzeit am Kickelhahn";
    let fields =
        [("anmeldename", "buergerin"), ("code", &code), ("kennwort", new), ("kennwort_wiederholt", new)];
    let done = anna.submit(&page, "/anmelden/wiederherstellen", &fields).await;
    assert_eq!(done.url, "/anmelden/wiederherstellen/fertig", "{}", done.text());
    assert!(identity::sign_in(&world.test.store, "buergerin", new, None).await.is_ok());
}
