//! A citizen's way, through the pages as a browser without scripts sees them: from the search to the receipt, and the
//! Bescheid in the mailbox.

use crate::support;
use cases::{AkteId, Stand};
use catalogue::LeistungKey;
use packages::Package;
use records::DokumentArt;
use store::Engine;
use support::World;
use support::case::granted;
use support::client::{Client, Seen};

async fn open() -> (World, Package) {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let package = support::parking_permit("0.0");
    world.offer(&package).await;
    (world, package)
}

async fn begin(client: &mut Client, package: &Package) -> Seen {
    let key = LeistungKey::parse(&package.manifest().leistung).unwrap();
    support::begin(client, &key).await
}

#[tokio::test]
async fn from_the_search_to_the_bescheid() {
    let (world, package) = open().await;
    let mut anna = world.client();
    let found = anna.get("/suche?q=parken").await;
    assert!(found.says("1 Leistung gefunden") && found.html.contains("<mark"), "{}", found.text());
    let service = anna.get(&found.link("/leistung/").unwrap()).await;
    assert!(service.says("Wo wohnen Sie?"), "without a place there is no office: {}", service.text());
    let first = begin(&mut anna, &package).await;
    assert_eq!(first.page(), "person", "{}", first.text());

    let check = support::fill(&mut anna, first, &package, &granted(), &support::setting()).await;
    assert!(check.says("Zum Absenden anmelden") && !check.says("jetzt absenden"), "{}", check.text());
    let check = support::sign_in(&mut anna, check, "buergerin").await;
    assert!(check.says("EF-AB 123") && check.says("schein.pdf"), "the draft came along: {}", check.text());
    let (id, receipt) = support::submit(&mut anna, &check).await;
    assert!(receipt.says("RS-") && receipt.says("Landeshauptstadt Erfurt prüft"), "{}", receipt.text());

    world.work().await;
    let decided = anna.get(&format!("/antraege/{id}")).await;
    assert!(decided.says("Zum Postfach"), "{}", decided.text());
    let (person, staff) = (world.person("buergerin").await, world.staff("sachbearbeitung1").await);
    let mut reader = world.test.store.reader();
    let letters = post::mailbox(&mut reader, &person, 10).await.unwrap();
    assert_eq!(letters.len(), 1);
    assert!(letters[0].bekanntgabe().is_some(), "§ 9 OZG sets the day at once");
    let vorgang = cases::of_akte(&mut reader, &staff, AkteId(id)).await.unwrap().unwrap();
    assert_eq!((vorgang.stand, vorgang.name.as_str()), (Stand::Erledigt, "Anna Maria Beispiel"));
    let filed = records::dokumente(&mut reader, &staff, AkteId(id)).await.unwrap();
    for art in [DokumentArt::Antrag, DokumentArt::Nachweis, DokumentArt::Bescheid] {
        assert_eq!(filed.iter().filter(|dokument| dokument.art == art).count(), 1, "{art:?}");
    }
    assert!(!cases::decisions(&mut reader, &staff, vorgang.id).await.unwrap().is_empty());
    assert_eq!(world.test.store.verify_journal().await.unwrap().damage, []);
}

#[tokio::test]
async fn sent_twice_it_is_one_antrag() {
    let (world, package) = open().await;
    let mut anna = world.client();
    let first = begin(&mut anna, &package).await;
    let check = support::fill(&mut anna, first, &package, &granted(), &support::setting()).await;
    let check = support::sign_in(&mut anna, check, "buergerin").await;
    let id = check.antrag();
    // Double click, and a second tab whose page was made with a command of its own.
    let other = anna.get(&check.url).await;
    let (mut a, mut b, mut c) = (anna.clone(), anna.clone(), anna.clone());
    let action = format!("/antrag/{id}/absenden");
    let (a, b, c) = tokio::join!(
        a.submit(&check, &action, &[]),
        b.submit(&check, &action, &[]),
        c.submit(&other, &action, &[])
    );
    for seen in [&a, &b, &c] {
        assert_eq!((seen.status, &seen.url), (200, &format!("/antraege/{id}")), "{}", seen.text());
    }
    // Back, and once more; and any page of the draft.
    for page in [&check, &other, &check, &other] {
        let again = anna.submit(page, &action, &[]).await;
        assert_eq!((again.status, &again.url), (200, &a.url));
    }
    for page in ["pruefen", "person"] {
        let back = anna.get(&format!("/antrag/{id}/{page}")).await;
        assert_eq!((back.status, &back.url), (200, &a.url), "{page}");
    }
    world.work().await;
    let person = world.person("buergerin").await;
    let mut reader = world.test.store.reader();
    assert_eq!(intake::antraege(&mut reader, &person, 10).await.unwrap().len(), 1);
    assert_eq!(post::mailbox(&mut reader, &person, 10).await.unwrap().len(), 1);
    let list = anna.get("/antraege").await;
    assert!(list.says("Bewilligt") && !list.says("Begonnen"), "{}", list.text());
}

#[tokio::test]
async fn a_draft_is_seen_by_nobody_else() {
    let (world, package) = open().await;
    let (mut anna, mut eve) = (world.client(), world.client());
    let first = begin(&mut anna, &package).await;
    let own = begin(&mut eve, &package).await;
    let mut nobody = world.client();
    for page in ["", "/person", "/pruefen", "/speichern", "/loeschen"] {
        let address = format!("/antrag/{}{page}", first.antrag());
        assert_eq!(eve.get(&address).await.status, 404, "{page}");
        assert_eq!(nobody.get(&address).await.status, 404, "{page}");
    }
    // With a form of her own, sent to the other address.
    for page in ["person", "absenden"] {
        let mut forged = own.clone();
        forged.html = own.html.replace(&own.antrag().to_string(), &first.antrag().to_string());
        forged.html = forged.html.replace("/person\"", &format!("/{page}\""));
        let command = "0198c0de-0000-7000-8000-000000000001";
        let fields = [("person.familienname", "Eve"), ("auftrag", command)];
        let answer = eve.submit(&forged, &format!("/antrag/{}/{page}", first.antrag()), &fields).await;
        assert_eq!(answer.status, 404, "{page}");
    }
    assert_eq!(anna.get(&first.url).await.status, 200);
    assert!(!eve.get("/antraege").await.html.contains(&first.antrag().to_string()));
}

#[tokio::test]
async fn what_is_wrong_is_kept_and_said() {
    let (world, package) = open().await;
    let mut anna = world.client();
    let page = begin(&mut anna, &package).await;
    let action = page.url.clone();
    let wrong = [("person.familienname", "Beispiel <b>"), ("person.email", "anna@"), ("unbekannt", "x")];
    let answer = anna.submit(&page, &action, &wrong).await;
    assert_eq!(answer.status, 422);
    assert!(answer.says("3 Angaben fehlen oder stimmen nicht"), "{}", answer.text());
    assert!(answer.html.contains("value=\"Beispiel &lt;b&gt;\"") && answer.html.contains("value=\"anna@\""));
    assert!(answer.html.contains("<title>Fehler: "));
    // A later page by address is fine, but the check finds the gaps and leads to them.
    let later = anna.get(&action.replace("/person", "/zone")).await;
    assert_eq!(later.status, 200);
    let check = anna.get(&action.replace("/person", "/pruefen")).await;
    assert_eq!(check.status, 422);
    assert!(check.link(&format!("{action}?zurueck=pruefen#person-vornamen")).is_some(), "{}", check.text());
    // Kept on another visit, too.
    assert!(anna.get(&action).await.html.contains("value=\"anna@\""));
}

#[tokio::test]
async fn rows_and_files_come_and_go_without_scripts() {
    let (world, package) = open().await;
    let mut anna = world.client();
    let start = begin(&mut anna, &package).await;
    let page = anna.get(&start.url.replace("/person", "/fahrzeug")).await;
    let action = page.url.clone();
    let plate = ("fahrzeug[0].kennzeichen", "EF-AB 123");
    let field = "fahrzeug[0].zulassungsbescheinigung".to_owned();
    let file = |name: &str, content: &[u8]| [(field.clone(), name.to_owned(), content.to_vec())];
    for (bad, says) in [
        (file("leer.pdf", b""), "Die Datei ist leer"),
        (file("virus.pdf", b"MZ\x90\0 no PDF"), "Dateien dieser Art können wir nicht annehmen"),
        (
            file("gross.pdf", &[b"%PDF-1.7\n".to_vec(), vec![0; 11_000_000]].concat()),
            "Möglich sind höchstens",
        ),
    ] {
        let answer = anna.submit_with(&page, &action, &[plate], &bad).await;
        assert_eq!(answer.status, 422);
        assert!(answer.says(says), "{says}: {}", answer.text());
        assert!(answer.html.contains("value=\"EF-AB 123\""), "{says}");
    }
    let good = file("schein.pdf", b"%PDF-1.7\n");
    let more = anna.submit_with(&page, &action, &[plate, ("_zeile_hinzufuegen", "fahrzeug")], &good).await;
    assert_eq!(more.status, 200, "a button is no reason to complain");
    assert!(more.says("schein.pdf") && more.says("Fahrzeug 2"), "{}", more.text());
    let second = ("fahrzeug[1].kennzeichen", "EF-XY 9");
    let fewer = anna.submit(&more, &action, &[plate, second, ("_zeile_entfernen", "fahrzeug[0]")]).await;
    assert!(fewer.html.contains("value=\"EF-XY 9\"") && !fewer.says("Fahrzeug 2"), "{}", fewer.text());
    assert!(!fewer.says("schein.pdf"), "the file went with its row");
    // An answer that leads to a question comes back with it, not with an error.
    let asked = [
        ("fahrzeug[0].kennzeichen", "EF-XY 9"),
        ("fahrzeug[0].fahrzeugart", "pkw"),
        ("fahrzeug[0].halter", "false"),
    ];
    let question = anna.submit(&fewer, &action, &asked).await;
    assert_eq!(question.status, 200, "{}", question.text());
    assert!(
        question.says("noch eine Frage") && question.says("Wie nutzen Sie das Fahrzeug?"),
        "{}",
        question.text()
    );
}

#[tokio::test]
async fn a_change_leads_back_to_the_check() {
    let (world, package) = open().await;
    let mut anna = world.client();
    let first = begin(&mut anna, &package).await;
    let check = support::fill(&mut anna, first, &package, &granted(), &support::setting()).await;
    let href = check.link(&check.url.replace("/pruefen", "/person?")).unwrap();
    let page = anna.get(href.split('#').next().unwrap()).await;
    let mut changed = granted();
    changed.set("person.vornamen", "Berta");
    let back = support::send(&mut anna, &page, &package, &changed, &support::setting()).await;
    assert_eq!(back.page(), "pruefen");
    assert!(back.says("Berta"), "{}", back.text());
}

#[tokio::test]
async fn a_draft_is_kept_with_an_account_and_deleted_at_will() {
    let (world, package) = open().await;
    let mut anna = world.client();
    let page = begin(&mut anna, &package).await;
    let fields = [("person.familienname", "Beispiel"), ("_speichern", "1")];
    let keep = anna.submit(&page, &page.url, &fields).await;
    assert!(keep.says("Zum Behalten bitte anmelden"), "{}", keep.text());
    let list = support::sign_in(&mut anna, keep, "buergerin").await;
    assert_eq!(list.url, "/antraege");
    assert!(list.says("Bewohnerparkausweis") && list.says("Weitermachen"), "{}", list.text());
    let on = anna.get(&list.link("/antrag/").unwrap()).await;
    assert!(on.html.contains("value=\"Beispiel\""), "{}", on.text());
    let ask = anna.get(&format!("/antrag/{}/loeschen", page.antrag())).await;
    let gone = anna.submit(&ask, "/antrag/", &[]).await;
    assert!(gone.says("Hier ist noch nichts"), "{}", gone.text());
    assert_eq!(anna.get(&page.url).await.status, 404);
}

#[tokio::test]
async fn every_language_has_every_page() {
    let (world, package) = open().await;
    for (lang, title) in [("de-x-leicht", "Was brauchen Sie vom Amt?"), ("en", "What would you like to do?")]
    {
        let mut visitor = world.client();
        assert!(visitor.get(&format!("/?lang={lang}")).await.says(title));
        let page = begin(&mut visitor, &package).await;
        assert_eq!(page.status, 200);
        assert!(page.html.contains(&format!("<html lang=\"{lang}\"")));
        for address in [
            "/suche?q=parken",
            "/suche?q=xyzqq",
            "/antraege",
            "/impressum",
            "/datenschutz",
            "/barrierefreiheit",
        ] {
            assert_eq!(visitor.get(address).await.status, 200, "{lang} {address}");
        }
    }
}
