//! Discretion at the desk, through the pages: forms of tasks, questions, four eyes, many cases at once, the head of the
//! unit, cases outside one's duties.

use crate::support;
use cases::AkteId;
use identity::{Duty, Scope};
use rstest::rstest;
use store::Engine;
use support::client::{Client, Seen};
use support::{World, case, discretion};
use uuid::Uuid;

/// The address of the task that a page of a Vorgang offers.
fn task_of(page: &Seen) -> String {
    format!("/desk/aufgabe/{}", case::between(&page.html, "/desk/aufgabe/", "/"))
}

/// The value of the choice with a name that begins so.
fn option<'p>(page: &'p Seen, name: &str) -> &'p str {
    let end = page.html.find(&format!("\">{name}")).unwrap();
    page.html[..end].rsplit('"').next().unwrap()
}

/// Takes the open task of a Vorgang and ends it.
async fn decide(who: &mut Client, vorgang: &str, fields: &[(&str, &str)]) -> Seen {
    let page = who.get(vorgang).await;
    let task = who.get(&task_of(&page)).await;
    who.submit(&task, &task.url, fields).await
}

async fn begun(engine: Engine) -> Option<(World, Client, Uuid, Client, String)> {
    let world = World::open(engine).await?;
    let (anna, id) = case::submitted(&world, &discretion::package(), &case::granted()).await;
    world.work_now().await;
    let mut karla = case::signed_in(&world, "sachbearbeitung1").await;
    let href = karla.get("/desk").await.link("/desk/vorgang/").unwrap();
    Some((world, anna, id, karla, href))
}

const REFUSE: [(&str, &str); 3] =
    [("_ergebnis", "ablehnen"), ("_begruendung", "Die Voraussetzungen fehlen."), ("betrag", "1.200 Euro")];

#[rstest]
#[tokio::test]
async fn a_task_asks_what_its_package_asks(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((world, _, _, mut karla, href)) = begun(engine).await else { return };
    let page = karla.get(&href).await;
    assert!(page.says("Fällig am: 07.12.2026"), "{}", page.text());
    let task = karla.get(&task_of(&page)).await;
    for said in ["Prüfung der Kosten", "Betrag", "Nebenbestimmung", "Entwurf ansehen", "7. Dezember 2026"] {
        assert!(task.says(said), "{said}: {}", task.text());
    }
    let wrong = karla.submit(&task, &task.url, &[REFUSE[0], REFUSE[1], ("betrag", "")]).await;
    assert!(wrong.status == 422 && wrong.says("Betrag"), "{}", wrong.text());
    assert!(wrong.html.contains("Die Voraussetzungen fehlen."), "what was typed is kept");

    let more = [REFUSE[0], REFUSE[1], REFUSE[2], ("_zeile_hinzufuegen", "nebenbestimmung")];
    let more = karla.submit(&task, &task.url, &more).await;
    assert!(more.status == 200 && more.html.contains("nebenbestimmung[0].text"), "{}", more.text());
    assert!(more.html.contains("1.200 Euro") && more.html.contains("Die Voraussetzungen fehlen."));
    let row = ("nebenbestimmung[0].text", "Der Ausweis liegt gut lesbar im Fahrzeug.");
    // A form may have a field of any name.
    let own = ("begruendung", "Aus dem Formular.");

    let mut draft = vec![("_ergebnis", "erteilen"), REFUSE[1], REFUSE[2]];
    draft.extend([row, ("_entwurf", "1")]);
    // To grant, the notice of the sample package needs the decision of its rules, which this process never asks for.
    let seen = karla.submit(&more, &task.url, &draft).await;
    assert!(seen.status == 422 && seen.says("kein Entwurf erstellen"), "{}", seen.text());
    assert!(seen.html.contains("Der Ausweis liegt gut lesbar"), "what was typed is kept");

    let mut all = REFUSE.to_vec();
    all.extend([row, own]);
    let done = karla.submit(&more, &task.url, &all).await;
    assert!(done.says("Ihre Entscheidung ist festgehalten"), "{}", done.text());
    for said in
        ["1.200 Euro", "Der Ausweis liegt gut lesbar", "Aus dem Formular.", "Die Voraussetzungen fehlen."]
    {
        assert!(done.says(said), "{said}: {}", done.text());
    }
    let twice = karla.submit(&more, &task.url, &all).await;
    assert!(twice.says("Ihre Entscheidung ist festgehalten"), "{}", twice.text());

    // Who drafted does not sign, and is told so.
    assert!(done.says("Vier-Augen-Prinzip: Sie haben den Schritt davor bearbeitet"), "{}", done.text());
    let mut milan = case::signed_in(&world, "sachbearbeitung2").await;
    let signing = milan.get(&task_of(&milan.clone().get(&href).await)).await;
    let refused = karla.get(&signing.url).await;
    assert!(refused.says("Vier-Augen-Prinzip") && !refused.says("Verbindlich entscheiden"));
    let forged = karla.submit(&more, &task.url, &all).await;
    assert_eq!(forged.status, 200);
    let back = [("_ergebnis", "zurueckgeben"), ("_begruendung", "Bitte den Betrag prüfen.")];
    milan.submit(&signing, &signing.url, &back).await;
    // What was entered before is there to begin with.
    let again = karla.get(&task_of(&karla.clone().get(&href).await)).await;
    assert!(again.html.contains("1.200 Euro") && again.html.contains("Der Ausweis liegt gut lesbar"));
    karla.submit(&again, &again.url, &all).await;
    let end = [("_ergebnis", "zeichnen"), ("_begruendung", "Einverstanden.")];
    decide(&mut milan, &href, &end).await;
    world.work_now().await;
    let after = karla.get(&href).await;
    for said in ["abgelehnt", "Frist für den Rechtsbehelf", "28. Dezember 2026", "§ 188 Abs. 2 BGB"] {
        assert!(after.says(said), "{said}: {}", after.text());
    }
    assert_eq!(world.test.store.verify_journal().await.unwrap().damage, []);
}

#[rstest]
#[tokio::test]
async fn another_authority_answers_and_sees_what_is_shared(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((world, _, _, mut karla, href)) = begun(engine).await else { return };
    let mut paula = case::signed_in(&world, "weimar1").await;
    assert!(!paula.get("/desk").await.says("Anfragen anderer Behörden"));
    let ask = [("_ergebnis", "stellungnahme"), ("_begruendung", "Bestehen Bedenken?"), ("betrag", "5 Euro")];
    decide(&mut karla, &href, &ask).await;
    world.work_now().await;
    let page = karla.get(&href).await;
    assert!(page.says("wartet auf Antwort") && page.says("an Stadt Weimar"), "{}", page.text());
    let inquiry = page.link("/desk/anfrage/").unwrap();

    let list = paula.get("/desk").await;
    assert!(list.says("Anfragen anderer Behörden (1 offen)"), "{}", list.text());
    let list = paula.get("/desk/anfragen").await;
    assert!(list.says("Landeshauptstadt Erfurt") && list.says("23.12.2026"), "{}", list.text());
    assert_eq!(list.link("/desk/anfrage/").unwrap(), inquiry);
    let asked = paula.get(&inquiry).await;
    assert!(asked.says("Bestehen Bedenken?") && asked.says("schein.pdf"), "{}", asked.text());
    assert!(!asked.says("Frist verlängern"), "only who asks gives more time");
    let (_, content) = paula.download(&asked.link("/dokumente/").unwrap()).await;
    assert!(content.starts_with(b"%PDF-"));
    assert_eq!(paula.get(&href).await.status, 404, "the case itself is not shown");

    // Who asks gives more time.
    let own = karla.get(&inquiry).await;
    let frist = format!("{inquiry}/frist");
    for bad in ["", "1.12.2026", "31.2.2027"] {
        let wrong = karla.submit(&own, &frist, &[("bis", bad)]).await;
        assert_eq!(wrong.status, 422, "{bad}");
    }
    let longer =
        karla.submit(&own, &frist, &[("bis--tag", "15"), ("bis--monat", "1"), ("bis--jahr", "2027")]).await;
    assert!(longer.says("Die Frist ist verlängert") && longer.says("15.01.2027"), "{}", longer.text());
    let mut forged = asked.clone();
    forged.html = asked.html.replace(&format!("action=\"{inquiry}\""), &format!("action=\"{frist}\""));
    forged.html = forged.html.replace(" enctype=\"multipart/form-data\"", "");
    assert_eq!(paula.submit(&forged, &frist, &[("bis", "1.3.2027")]).await.status, 404);

    let file = |name: &str, content: &[u8]| [("datei".to_owned(), name.to_owned(), content.to_vec())];
    let virus = paula.submit_with(&asked, &inquiry, &[("antwort", "Keine.")], &file("a.pdf", b"MZ")).await;
    assert!(virus.status == 422 && virus.says("a.pdf: Die Datei ist weder"), "{}", virus.text());
    assert!(virus.html.contains("Keine."), "the text is kept");
    assert_eq!(paula.submit(&asked, &inquiry, &[("antwort", " ")]).await.status, 422);
    let answer = [("antwort", "Keine Bedenken.")];
    let done = paula.submit_with(&asked, &inquiry, &answer, &file("plan.pdf", b"%PDF-1.7\n")).await;
    assert!(done.says("Die Antwort ist gespeichert") && done.says("beantwortet"), "{}", done.text());
    let twice = paula.submit_with(&asked, &inquiry, &answer, &[]).await;
    assert!(twice.says("schon beantwortet"), "{}", twice.text());
    let page = karla.get(&href).await;
    for said in ["Keine Bedenken.", "plan.pdf", "Antwort eingegangen", "Frist verlängert bis 15."] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    let mut milan = case::signed_in(&world, "sachbearbeitung2").await;
    assert_eq!(milan.get(&inquiry).await.status, 200);
    let mut anna = case::signed_in(&world, "buergerin").await;
    assert_eq!(anna.get(&inquiry).await.status, 404);
    assert_eq!(world.test.store.verify_journal().await.unwrap().damage, []);
}

#[tokio::test]
async fn an_answer_on_paper_is_entered_by_who_asked() {
    let (world, _, _, mut karla, href) = begun(Engine::Sqlite).await.unwrap();
    let ask = [("_ergebnis", "rueckfrage"), ("_begruendung", "Bitte senden Sie den Plan."), ("betrag", "5")];
    decide(&mut karla, &href, &ask).await;
    world.work_now().await;
    let inquiry = karla.get(&href).await.link("/desk/anfrage/").unwrap();
    let page = karla.get(&inquiry).await;
    assert!(page.says("Antwort eintragen") && page.says("Brief"), "{}", page.text());
    let done = karla.submit(&page, &inquiry, &[("antwort", "Am Telefon: kein Plan.")]).await;
    assert!(done.says("Die Antwort ist gespeichert"), "{}", done.text());
    assert!(karla.get(&href).await.says("Am Telefon: kein Plan."));
}

#[rstest]
#[tokio::test]
async fn many_alike_are_decided_at_once_and_taken_back(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let package = support::parking_permit("0.0");
    for _ in 0..3 {
        case::submitted(&world, &package, &case::referred()).await;
    }
    world.work_now().await;
    let mut karla = case::signed_in(&world, "sachbearbeitung1").await;
    let list = karla.get("/desk").await;
    let ids: Vec<String> =
        list.html.split("name=\"aufgabe\" value=\"").skip(1).map(|rest| rest[..36].to_owned()).collect();
    assert_eq!(ids.len(), 3, "{}", list.html);
    let none = karla.submit(&list, "/desk/sammlung", &[]).await;
    assert!(none.says("Keine Aufgaben ausgewählt"), "{}", none.text());
    let two = [("aufgabe", ids[0].as_str()), ("aufgabe", &ids[1]), ("aufgabe", "kein-uuid")];
    let page = karla.submit(&list, "/desk/sammlung", &two).await;
    assert!(page.says("2 Aufgaben gemeinsam erledigen") && page.says("Alle 3 offenen"), "{}", page.text());
    let wrong = karla.submit(&page, "/desk/sammlung/pruefen", &[("ergebnis", "erteilen")]).await;
    assert!(wrong.status == 422 && wrong.says("Geben Sie eine Begründung ein"), "{}", wrong.text());
    let entered = [("ergebnis", "erteilen"), ("begruendung", "Alle Nachweise liegen vor.")];
    let confirm = karla.submit(&page, "/desk/sammlung/pruefen", &entered).await;
    assert!(confirm.says("2 Vorgänge entscheiden?") && confirm.says("Alle Nachweise"), "{}", confirm.text());
    // In the meantime somebody else takes one of them.
    let mut milan = case::signed_in(&world, "sachbearbeitung2").await;
    let his = milan.get("/desk").await;
    milan.submit(&his, &format!("/desk/aufgabe/{}/uebernehmen", ids[1]), &[]).await;
    let done = karla.submit(&confirm, "/desk/sammlung/ausfuehren", &[]).await;
    for said in ["Ein Vorgang ist erledigt", "Ein Vorgang ist nicht erledigt", "Jemand anderes bearbeitet"] {
        assert!(done.says(said), "{said}: {}", done.text());
    }
    let twice = karla.submit(&confirm, "/desk/sammlung/ausfuehren", &[]).await;
    assert!(twice.says("Ein Vorgang ist erledigt"), "{}", twice.text());

    // On the work list too there is the way back, for a quarter of an hour.
    let list = karla.get("/desk").await;
    assert!(list.says("Bis 10:15 Uhr"), "{}", list.text());
    let back = karla.submit(&list, "/desk/sammlung/", &[]).await;
    assert!(back.says("Ein Vorgang steht wieder wie vorher"), "{}", back.text());
    assert!(back.html.contains(&ids[0]), "it is on the list again");
    let again = karla.submit(&list, "/desk/sammlung/", &[]).await;
    assert!(again.says("nichts mehr rückgängig"), "{}", again.text());

    let all = karla.submit(&page, "/desk/sammlung", &[]).await;
    assert!(all.says("2 Aufgaben gemeinsam erledigen"), "all of the kind that are to be had: {}", all.text());
    let confirm = karla.submit(&all, "/desk/sammlung/pruefen", &entered).await;
    karla.submit(&confirm, "/desk/sammlung/ausfuehren", &[]).await;
    world.test.clock.advance(jiff::SignedDuration::from_mins(16));
    assert!(!karla.get("/desk").await.says("rückgängig"));
    world.work_now().await;
    assert_eq!(world.test.store.verify_journal().await.unwrap().damage, []);
}

#[tokio::test]
async fn the_head_of_the_unit_moves_work_and_names_deputies() {
    let (world, _, _, mut karla, href) = begun(Engine::Sqlite).await.unwrap();
    assert_eq!(karla.get("/desk/leitung").await.status, 404);
    let vorgang = karla.get(&href).await;
    karla.submit(&vorgang, "/desk/aufgabe/", &[]).await;
    world.test.clock.set("2026-12-08T09:00:00+01:00".parse().unwrap());
    world.work_now().await;

    // Fifteen days later the session of before has ended.
    let mut karla = case::signed_in(&world, "sachbearbeitung1").await;
    let mut ute = case::signed_in(&world, "leitung").await;
    let page = ute.get("/desk/leitung").await;
    assert!(page.says("Karla Heinemann vor 15 Tagen 1 1") && page.says("überfällig"), "{}", page.text());
    assert_eq!(ute.get("/desk/leitung?wer=niemand").await.link("/desk/vorgang/"), None);
    let late = ute.get("/desk/leitung?zeigen=ueberfaellig").await;
    let id = case::between(&late.html, "name=\"aufgabe\" value=\"", "\"");
    let milan_id = option(&late, "Milan");
    let nothing = ute.submit(&late, "/desk/leitung/zuweisen", &[]).await;
    assert!(
        nothing.status == 422 && nothing.says("Wählen Sie mindestens eine Aufgabe"),
        "{}",
        nothing.text()
    );
    let given = ute.submit(&late, "/desk/leitung/zuweisen", &[("aufgabe", &id), ("an", milan_id)]).await;
    assert!(given.says("Eine Aufgabe ist neu zugeordnet") && given.says("bei Milan"), "{}", given.text());
    let mut milan = case::signed_in(&world, "sachbearbeitung2").await;
    assert!(milan.get("/desk?zeigen=meine").await.says("Bescheid entwerfen"));
    assert!(milan.get("/desk?zeigen=ueberfaellig").await.says("überfällig"));
    let forged = [("aufgabe", id.as_str()), ("an", "00000000-0000-4000-8000-000000000001")];
    let refused = ute.submit(&late, "/desk/leitung/zuweisen", &forged).await;
    assert!(refused.says("Eine Aufgabe ließ sich nicht zuordnen"), "{}", refused.text());

    // Milan is away, Karla stands in for him.
    let own = milan.get("/desk/vertretung").await;
    assert!(own.says("keine Vertretung eingetragen") && !own.says("Wählen Sie aus, wer abwesend"));
    let karla_id = option(&own, "Karla");
    let bad = [("vertretung", karla_id), ("von", "9.12.2026"), ("bis", "1.12.2026")];
    assert!(milan.submit(&own, "/desk/vertretung", &bad).await.says("liegt vor dem ersten"));
    let days = [("vertretung", karla_id), ("von", "8.12.2026"), ("bis", "18.12.2026")];
    let named = milan.submit(&own, "/desk/vertretung", &days).await;
    assert!(named.says("Die Vertretung ist eingetragen") && named.says("18.12.2026"), "{}", named.text());
    assert!(ute.get("/desk/leitung").await.says("Karla Heinemann 08.12.2026"));
    let vorgang = karla.get(&href).await;
    assert!(vorgang.says("In Vertretung übernehmen"), "{}", vorgang.text());
    let task = karla.submit(&vorgang, "/desk/aufgabe/", &[]).await;
    assert!(task.says("Wie entscheiden Sie?"), "{}", task.text());
    let ended = milan.submit(&named, "/desk/vertretung/beenden", &[]).await;
    assert!(ended.says("Die Vertretung ist beendet"), "{}", ended.text());

    let back = ute.submit(&late, "/desk/leitung/zuweisen", &[("aufgabe", &id), ("_an_alle", "1")]).await;
    assert!(back.says("neu zugeordnet") && !back.says("bei Karla"), "{}", back.text());
    assert_eq!(world.test.store.verify_journal().await.unwrap().damage, []);
}

#[rstest]
#[tokio::test]
async fn who_looks_into_a_foreign_case_says_why(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((world, _, id, mut karla, href)) = begun(engine).await else { return };
    let milan = world.staff("sachbearbeitung2").await;
    let Scope::Staff { account, behoerde, .. } = milan else { panic!("he is staff") };
    let mut tx = world.test.store.begin().await.unwrap();
    let house = &Scope::House;
    identity::grant_role(&mut tx, house, account, behoerde, &Duty::from("sachbearbeitung:hundesteuer"))
        .await
        .unwrap();
    identity::grant_role(&mut tx, house, account, behoerde, &Duty::from("revision:hundesteuer"))
        .await
        .unwrap();
    identity::withdraw_role(&mut tx, house, account, behoerde, &Duty::from("sachbearbeitung")).await.unwrap();
    tx.commit().await.unwrap();

    let mut milan = case::signed_in(&world, "sachbearbeitung2").await;
    assert!(!milan.get("/desk?zeigen=alle").await.says("Anna Maria"));
    let page = milan.get(&href).await;
    assert!(page.says("gehört nicht zu Ihren Aufgaben") && !page.says("Anna Maria"), "{}", page.text());
    let unknown = format!("/desk/vorgang/{}", Uuid::from_u128(7));
    assert_eq!(milan.get(&unknown).await.status, 404);
    let inspect = format!("{href}/einsehen");
    assert_eq!(milan.submit(&page, &inspect, &[("grund", " ")]).await.status, 422);
    let seen = milan.submit(&page, &inspect, &[("grund", "Beschwerde vom 20. November")]).await;
    assert!(seen.says("Ihr Grund steht in der Akte") && seen.says("Anna Maria"), "{}", seen.text());
    assert!(!seen.says("Aufgabe übernehmen"), "looking is not working: {}", seen.text());
    let history = karla.get(&href).await;
    assert!(
        history.says("Eingesehen außerhalb der eigenen Aufgaben: Beschwerde vom 20. November"),
        "{}",
        history.text()
    );

    // A citizen, another authority: as if there were no such case.
    let mut paula = case::signed_in(&world, "weimar1").await;
    assert_eq!(paula.get(&href).await.status, 404);
    let mut forged = paula.get("/konto").await;
    forged.html = forged.html.replace("/konto/sitzungen/beenden", &inspect);
    assert_eq!(paula.submit(&forged, &inspect, &[("grund", "Neugier")]).await.status, 404);
    let staff = world.staff("sachbearbeitung1").await;
    let found = cases::of_akte(&mut world.test.store.reader(), &staff, AkteId(id)).await.unwrap();
    assert!(found.is_some());
}

/// Somebody who has no duties of their own finds a case by its number alone.
#[rstest]
#[tokio::test]
async fn who_audits_finds_a_case_by_its_number(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((world, _, id, _, href)) = begun(engine).await else { return };
    let karla = world.staff("sachbearbeitung1").await;
    let vorgang = cases::of_akte(&mut world.test.store.reader(), &karla, AkteId(id)).await.unwrap().unwrap();
    let Scope::Staff { account, behoerde, .. } = world.staff("sachbearbeitung2").await else {
        panic!("staff")
    };
    let mut tx = world.test.store.begin().await.unwrap();
    let house = &Scope::House;
    identity::grant_role(&mut tx, house, account, behoerde, &Duty::from("revision")).await.unwrap();
    identity::withdraw_role(&mut tx, house, account, behoerde, &Duty::from("sachbearbeitung")).await.unwrap();
    tx.commit().await.unwrap();

    let mut milan = case::signed_in(&world, "sachbearbeitung2").await;
    assert_eq!(milan.get("/desk").await.url, "/desk/vorgaenge", "who has no work has no work list");
    let nothing = milan.get("/desk/vorgaenge").await;
    assert!(
        nothing.says("Geben Sie oben das ganze Aktenzeichen") && !nothing.says("Weitere Filter"),
        "{}",
        nothing.text()
    );
    let found = milan.get("/desk/vorgaenge?q=Anna").await;
    assert!(found.says("Nichts gefunden") && !found.says("Anna Maria"), "{}", found.text());
    let search = format!("/desk/vorgaenge?q={}", vorgang.aktenzeichen.replace('/', "%2F"));
    let found = milan.get(&search).await;
    assert!(found.says("gehört nicht zu Ihren Aufgaben") && !found.says("Anna Maria"), "{}", found.text());
    let page = milan.get(&href).await;
    let seen = milan.submit(&page, &format!("{href}/einsehen"), &[("grund", "Rechnungsprüfung")]).await;
    assert!(seen.says("Ihr Grund steht in der Akte") && seen.says("EF-AB 123"), "{}", seen.text());
    assert!(!seen.says("Aufgabe übernehmen"), "looking is not working: {}", seen.text());
    assert!(milan.get(&search).await.says("Anna Maria"), "now it is among what may be seen");

    // Whoever may not look into foreign cases is told nothing, and nobody is told of those of another authority.
    let mut paula = case::signed_in(&world, "weimar1").await;
    assert!(paula.get(&search).await.says("Nichts gefunden"));
}

#[tokio::test]
async fn what_is_late_for_long_comes_first_for_the_head_of_the_unit() {
    let (world, _, _, _, href) = begun(Engine::Sqlite).await.unwrap();
    world.test.clock.set("2026-12-11T09:00:00+01:00".parse().unwrap());
    world.work_now().await;
    let mut ute = case::signed_in(&world, "leitung").await;
    let page = ute.get("/desk/leitung").await;
    assert!(
        page.says("Eine Aufgabe ist eskaliert") && page.says("eskaliert seit 11.12.2026"),
        "{}",
        page.text()
    );
    let only = ute.get("/desk/leitung?zeigen=eskaliert").await;
    assert!(only.says("Eskaliert (1)") && only.link("/desk/vorgang/").is_some(), "{}", only.text());
    let mut karla = case::signed_in(&world, "sachbearbeitung1").await;
    assert!(karla.get("/desk").await.says("eskaliert seit 11.12.2026"));
    let vorgang = karla.get(&href).await;
    assert!(vorgang.says("eskaliert seit") && vorgang.says("Aufgabe eskaliert"), "{}", vorgang.text());
    assert_eq!(world.test.store.verify_journal().await.unwrap().damage, []);
}

#[tokio::test]
async fn the_head_of_the_unit_sees_figures_and_takes_them_along() {
    let (world, _, _, mut karla, _) = begun(Engine::Sqlite).await.unwrap();
    assert_eq!(karla.get("/desk/statistik").await.status, 404);
    let mut ute = case::signed_in(&world, "leitung").await;
    assert!(ute.get("/desk/leitung").await.link("/desk/statistik").is_some());
    let page = ute.get("/desk/statistik").await;
    assert!(page.says("1 Eingegangen") && page.says("1 Jetzt offen"), "{}", page.text());
    assert!(page.html.contains("role=\"img\"") && page.says("November 2026"), "{}", page.text());
    assert!(page.link("/desk/leitung").is_some());
    let other = ute.get("/desk/statistik?zeitraum=vorjahr").await;
    assert!(other.says("nichts eingegangen"), "{}", other.text());

    for (word, days) in [
        ("vormonat", "1. Oktober 2026 bis 31. Oktober 2026"),
        ("quartal", "1. Oktober 2026 bis 23. November 2026"),
        ("vorquartal", "1. Juli 2026 bis 30. September 2026"),
    ] {
        let page = ute.get(&format!("/desk/statistik?zeitraum={word}")).await;
        assert!(page.says(days), "{word}: {}", page.text());
    }

    // What is wrong is said beside the field, and what was typed stays.
    let wrong = ute.get("/desk/statistik?von=1.2.2026&bis=31.2.2026").await;
    assert!(wrong.status == 422 && wrong.says("Geben Sie den letzten Tag an"), "{}", wrong.text());
    assert!(wrong.html.contains("value=\"31\"") && !wrong.says("Zahlen im Überblick"));
    let absurd = ute.get("/desk/statistik?von--tag=1&von--monat=1&von--jahr=9999&bis=1.1.2026").await;
    assert!(absurd.status == 422 && absurd.html.contains("value=\"9999\""), "{}", absurd.text());

    let token = case::between(&page.html, "name=\"_token\" value=\"", "\"");
    let form = [("content-type", "application/x-www-form-urlencoded")];
    for (path, kind) in [("/desk/statistik/export", "statistik"), ("/desk/vorgaenge/export", "vorgaenge")] {
        let body = format!("_token={token}&als=xlsx");
        let (status, headers, content) = ute.request("POST", path, &form, &body).await;
        assert_eq!((status, &content[..2]), (200, &b"PK"[..]), "{path}");
        let name = headers["content-disposition"].to_str().unwrap().to_lowercase();
        assert!(name.contains(kind) && name.contains(".xlsx"), "{name}");
        let (_, headers, content) = ute.request("POST", path, &form, &format!("_token={token}")).await;
        assert_eq!(headers["content-type"], "text/csv; charset=utf-8");
        assert!(String::from_utf8(content).unwrap().starts_with('\u{feff}'), "{path}");
        let (status, _, content) = karla.request("POST", path, &form, &body).await;
        assert!(status != 200 || path.contains("vorgaenge"), "{status} {content:?}");
    }
    let bad = format!("_token={token}&als=csv");
    let (status, _, _) = ute.request("POST", "/desk/statistik/export?von=x&bis=y", &form, &bad).await;
    assert_eq!(status, 422);
    assert_eq!(world.test.store.verify_journal().await.unwrap().damage, []);
}
