//! Caseworkers at the desk, through the pages.

use crate::support;
use cases::AkteId;
use rstest::rstest;
use store::Engine;
use support::World;
use support::case;

#[rstest]
#[tokio::test]
async fn from_the_work_list_to_the_bescheid_in_the_mailbox(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let package = support::parking_permit("0.0");
    let (mut anna, _) = case::submitted(&world, &package, &case::referred()).await;
    world.work().await;

    let mut karla = case::signed_in(&world, "sachbearbeitung1").await;
    let list = karla.get("/desk").await;
    assert!(list.says("Anna Maria Beispiel") && list.says("Antrag prüfen"), "{}", list.text());
    let href = list.link("/desk/vorgang/").unwrap();
    let vorgang = karla.get(&href).await;
    for said in
        ["EF-AB 123", "von Hand zu prüfen", "Art der Wohnung", "angewendet", "schein.pdf", "Aufgabe angelegt"]
    {
        assert!(vorgang.says(said), "{said}: {}", vorgang.text());
    }
    // What the form calls "Mit Nebenwohnung" is called so here too; nobody reads its code.
    let rules = case::between(&vorgang.text(), "Was die Regeln sagen", "Angaben im Antrag");
    for said in ["Art der Wohnung In diesem Fall: Mit Nebenwohnung", "✗ Mit Hauptwohnung", "✓ Erfurt, Zone A"]
    {
        assert!(rules.contains(said), "{said}: {rules}");
    }
    assert!(!rules.contains("hauptwohnung") && !rules.contains("EF-A"), "{rules}");
    let task = karla.submit(&vorgang, "/desk/aufgabe/", &[]).await;
    assert!(task.says("Wie entscheiden Sie?"), "{}", task.text());
    let mine = karla.get("/desk?zeigen=meine").await;
    assert!(mine.says("bei Ihnen") && mine.says("Weiter bearbeiten"), "{}", mine.text());

    let reasons = "Die Hauptwohnung liegt weit entfernt. <Nachweis> liegt vor.";
    let wrong = karla.submit(&task, &task.url, &[("_begruendung", reasons)]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.html.contains("weit entfernt. &lt;Nachweis&gt;"), "what was entered is kept");
    let unknown = [("_ergebnis", "verschenken"), ("_begruendung", reasons)];
    assert_eq!(karla.submit(&task, &task.url, &unknown).await.status, 422);
    let unreasoned = [("_ergebnis", "erteilen"), ("_begruendung", "  ")];
    assert_eq!(karla.submit(&task, &task.url, &unreasoned).await.status, 422);

    let decision = [("_ergebnis", "erteilen"), ("_begruendung", reasons)];
    let draft = [decision[0], decision[1], ("_entwurf", "1")];
    let draft = karla.submit(&task, &task.url, &draft).await;
    assert!(draft.status == 200 && draft.html.starts_with("%PDF-"), "{}", draft.text());
    let done = karla.submit(&task, &task.url, &decision).await;
    assert!(done.says("Ihre Entscheidung ist festgehalten"), "{}", done.text());
    let twice = karla.submit(&task, &task.url, &decision).await;
    assert!(
        twice.says("Ihre Entscheidung ist festgehalten"),
        "a double click is no conflict: {}",
        twice.text()
    );
    world.work().await;

    let after = karla.get(&href).await;
    for said in ["bewilligt", "Karla Heinemann", "noch nicht geöffnet", "27.\u{a0}November 2026"] {
        assert!(after.says(said) || after.html.contains(said), "{said}: {}", after.text());
    }
    let letter = anna.get(&anna.clone().get("/postfach").await.link("/postfach/").unwrap()).await;
    let letter = anna.submit(&letter, "/postfach/", &[]).await;
    assert!(letter.says("27. November 2026"), "the fourth day: {}", letter.text());
    let (_, pdf) = anna.download(&letter.link("/dokumente/").unwrap()).await;
    assert!(pdf.starts_with(b"%PDF-"));
    let read = karla.get(&href).await;
    assert!(!read.says("noch nicht geöffnet"), "{}", read.text());
    assert_eq!(world.test.store.verify_journal().await.unwrap().damage, []);
}

#[rstest]
#[tokio::test]
async fn what_is_only_to_be_done_asks_for_no_decision(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let package = support::parking_permit("0.0");
    let mut answers = case::granted();
    assert!(answers.set("erklaerungen.elektronische_bekanntgabe", "false"));
    let (_, id) = case::submitted(&world, &package, &answers).await;
    world.work().await;

    let mut karla = case::signed_in(&world, "sachbearbeitung1").await;
    let href = karla.get("/desk").await.link("/desk/vorgang/").unwrap();
    let vorgang = karla.get(&href).await;
    let task = karla.submit(&vorgang, "/desk/aufgabe/", &[]).await;
    for said in [
        "Bescheid per Post senden",
        "geben Sie ihn zur Post",
        "Notiz (freiwillig)",
        "Als versendet vermerken",
    ] {
        assert!(task.says(said), "{said}: {}", task.text());
    }
    for unsaid in ["Wie entscheiden Sie?", "Begründung", "§ 39", "Was die Regeln sagen", "Verbindlich"] {
        assert!(!task.says(unsaid), "{unsaid}: {}", task.text());
    }
    assert!(task.link("/dokumente/").is_some(), "the Bescheid can be printed: {}", task.text());
    let bad = karla.submit(&task, &task.url, &[("_begruendung", "Einschreiben\u{0}")]).await;
    assert!(bad.status == 422 && bad.html.contains("Einschreiben\u{FFFD}"), "{}", bad.text());

    for _ in 0..2 {
        let done = karla.submit(&task, &task.url, &[]).await;
        assert_eq!((done.status, done.url.split('?').next()), (200, Some(href.as_str())));
        assert!(done.says("Es ist vermerkt") && !done.says("Ihre Entscheidung"), "{}", done.text());
        assert!(done.says("per Post versendet") && done.says("vermerkt von Karla"), "{}", done.text());
        assert!(!done.html.contains("<blockquote"), "an empty note is no note");
    }
    let staff = world.staff("sachbearbeitung1").await;
    let found = cases::of_akte(&mut world.test.store.reader(), &staff, AkteId(id)).await.unwrap().unwrap();
    assert_eq!((found.stand, found.automatisch), (cases::Stand::Erledigt, Some(true)));
}

#[tokio::test]
async fn the_second_of_two_who_decide_reads_what_the_first_decided() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let package = support::parking_permit("0.0");
    let (_, id) = case::submitted(&world, &package, &case::referred()).await;
    world.work().await;
    let mut karla = case::signed_in(&world, "sachbearbeitung1").await;
    let mut milan = case::signed_in(&world, "sachbearbeitung2").await;
    let href = karla.get("/desk").await.link("/desk/vorgang/").unwrap();
    let (hers, his) = (karla.get(&href).await, milan.get(&href).await);

    // Both have the decision in front of them, nobody has taken the task yet.
    let address = format!("/desk/aufgabe/{}", case::between(&hers.html, "/desk/aufgabe/", "/"));
    let (her_page, his_page) = (karla.get(&address).await, milan.get(&address).await);
    let hers_first = [("_ergebnis", "erteilen"), ("_begruendung", "Ihr Grund")];
    let his_second = [("_ergebnis", "ablehnen"), ("_begruendung", "Sein langer Grund")];
    karla.submit(&her_page, &address, &hers_first).await;
    let late = milan.submit(&his_page, &address, &his_second).await;
    assert_eq!(late.status, 409);
    for said in ["schon entschieden", "Karla Heinemann", "bewilligt", "Ihr Grund", "Sein langer Grund"] {
        assert!(late.says(said), "{said}: {}", late.text());
    }
    let claim = milan.submit(&his, &format!("{address}/uebernehmen"), &[]).await;
    assert!(claim.says("schon entschieden"), "{}", claim.text());

    world.work().await;
    let staff = world.staff("sachbearbeitung1").await;
    let mut reader = world.test.store.reader();
    let vorgang = cases::of_akte(&mut reader, &staff, AkteId(id)).await.unwrap().unwrap();
    assert_eq!(vorgang.ergebnis.as_deref(), Some("erteilen"));
    let person = world.person("buergerin").await;
    assert_eq!(post::mailbox(&mut reader, &person, 10).await.unwrap().len(), 1, "one Bescheid");
}

#[tokio::test]
async fn who_has_taken_a_task_has_it_until_they_put_it_back() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let package = support::parking_permit("0.0");
    case::submitted(&world, &package, &case::referred()).await;
    world.work().await;
    let mut karla = case::signed_in(&world, "sachbearbeitung1").await;
    let mut milan = case::signed_in(&world, "sachbearbeitung2").await;
    let href = karla.get("/desk").await.link("/desk/vorgang/").unwrap();
    let (hers, his) = (karla.get(&href).await, milan.get(&href).await);
    let task = karla.submit(&hers, "/desk/aufgabe/", &[]).await;
    let late = milan.submit(&his, "/desk/aufgabe/", &[]).await;
    assert!(late.says("vor Ihnen übernommen") && late.says("bei Karla Heinemann"), "{}", late.text());
    let page = milan.get(&task.url).await;
    assert!(page.says("Karla Heinemann bearbeitet diese Aufgabe") && !page.says("Verbindlich entscheiden"));
    assert!(!milan.get("/desk").await.says("Anna Maria"), "nothing to do for him");
    assert!(milan.get("/desk?zeigen=alle").await.says("bei Karla Heinemann"));

    let back = karla.submit(&task, &format!("{}/zurueckgeben", task.url), &[]).await;
    assert!(back.says("wieder auf der Arbeitsliste"), "{}", back.text());
    assert!(milan.get("/desk").await.says("Anna Maria"));
}

#[tokio::test]
async fn the_desk_of_another_behoerde_does_not_exist() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let package = support::parking_permit("0.0");
    let (mut anna, _) = case::submitted(&world, &package, &case::referred()).await;
    world.work().await;
    let mut karla = case::signed_in(&world, "sachbearbeitung1").await;
    let href = karla.get("/desk").await.link("/desk/vorgang/").unwrap();
    let vorgang = karla.get(&href).await;
    let task = format!("/desk/aufgabe/{}", case::between(&vorgang.html, "/desk/aufgabe/", "/"));

    let mut paula = case::signed_in(&world, "weimar1").await;
    let konto = paula.get("/konto").await;
    for address in [href.clone(), task.clone()] {
        assert_eq!(paula.get(&address).await.status, 404, "{address}");
    }
    for address in [
        format!("{href}/wiederholen"),
        format!("{task}/uebernehmen"),
        format!("{task}/zurueckgeben"),
        task.clone(),
    ] {
        let mut forged = konto.clone();
        forged.html = konto.html.replace("/konto/sitzungen/beenden", &address);
        let fields = [("_ergebnis", "erteilen"), ("_begruendung", "x")];
        assert_eq!(paula.submit(&forged, &address, &fields).await.status, 404, "{address}");
    }
    assert!(!paula.get("/desk/vorgaenge?q=beispiel").await.says("Anna Maria"));
    for address in ["/desk", "/desk/vorgaenge", "/desk/betrieb", &href, &task] {
        assert_eq!(anna.get(address).await.status, 404, "a citizen at {address}");
        let nobody = world.client().get(address).await;
        assert!(nobody.url.starts_with("/anmelden?zurueck=%2Fdesk"), "{address}: {}", nobody.url);
    }
    assert_eq!(karla.get("/desk/betrieb").await.status, 404, "without the permission");
}

#[tokio::test]
async fn vorgaenge_are_found_by_parts_of_what_is_known() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let package = support::parking_permit("0.0");
    case::submitted(&world, &package, &case::referred()).await;
    world.work().await;
    let mut karla = case::signed_in(&world, "sachbearbeitung1").await;
    for found in ["", "BEISPIEL", "maria%20beisp", "36.45-00001", "1/2026", "?stand=offen"] {
        let query = found.strip_prefix('?').map_or_else(|| format!("q={found}"), str::to_owned);
        let page = karla.get(&format!("/desk/vorgaenge?{query}")).await;
        assert!(page.says("36.45-00001/2026"), "{found}: {}", page.text());
    }
    for query in [
        "q=niemand",
        "q=%25",
        "q=_",
        "q=beispiel%20berta",
        "stand=erledigt",
        "ab=0_00000000000000000000000000000001",
    ] {
        let page = karla.get(&format!("/desk/vorgaenge?{query}")).await;
        assert_eq!(page.status, 200);
        assert!(!page.says("36.45-00001/2026"), "{query}: {}", page.text());
    }
}

#[tokio::test]
async fn operators_see_jobs_and_packages_and_no_cases() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    world.offer(&support::parking_permit("0.0")).await;
    let mut tobias = case::signed_in(&world, "betrieb").await;
    let page = tobias.get("/desk").await;
    assert_eq!(page.url, "/desk/betrieb");
    assert!(
        page.says("Kein Auftrag ist fehlgeschlagen") && page.says("bewohnerparkausweis"),
        "{}",
        page.text()
    );
    assert_eq!(tobias.get("/desk/vorgaenge").await.status, 403);

    let dead = world.dead_job().await;
    let page = tobias.get("/desk/betrieb").await;
    assert!(page.says("test.kaputt"), "{}", page.text());
    let revived = tobias.submit(&page, "/desk/betrieb/auftraege/", &[]).await;
    assert!(revived.says("Kein Auftrag ist fehlgeschlagen"), "{}", revived.text());
    let again = tobias.submit(&page, &format!("/desk/betrieb/auftraege/{dead}"), &[]).await;
    assert_eq!((again.status, again.url.as_str()), (200, "/desk/betrieb"));
}

#[tokio::test]
async fn every_language_has_the_desk() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let package = support::parking_permit("0.0");
    case::submitted(&world, &package, &case::referred()).await;
    world.work().await;
    for (lang, title) in [("de", "Arbeitsliste"), ("de-x-leicht", "Arbeits-Liste"), ("en", "Work list")] {
        let mut karla = case::signed_in(&world, "sachbearbeitung1").await;
        let list = karla.get(&format!("/desk?lang={lang}")).await;
        assert!(list.says(title), "{lang}");
        let href = list.link("/desk/vorgang/").unwrap();
        for address in [href.as_str(), "/desk/vorgaenge", "/konto"] {
            let page = karla.get(address).await;
            assert_eq!(page.status, 200, "{lang} {address}");
            assert!(!page.html.contains(">desk-") && !page.html.contains(">case-"), "{lang} {address}");
        }
    }
}
