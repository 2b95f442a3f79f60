//! After submitting: questions and their answers, withdrawal, objection, through the pages of the applicant.

use crate::support;
use cases::AkteId;
use jiff::SignedDuration;
use rstest::rstest;
use store::Engine;
use support::World;
use support::case;
use support::client::{Client, Seen};
use uuid::Uuid;

const ASKS: &str = "Bitte senden Sie den Mietvertrag.\n\nOhne ihn können wir nicht entscheiden.";
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n";

/// An Antrag in Erfurt about which somebody can decide as they see fit.
async fn open(engine: Engine) -> Option<(World, Client, Uuid)> {
    let world = World::open(engine).await?;
    let (anna, id) = case::submitted(&world, &support::asking::package(), &case::granted()).await;
    Some((world, anna, id))
}

/// The page of the first open question of an Antrag.
async fn question(anna: &mut Client, id: Uuid) -> Seen {
    let status = anna.get(&format!("/antraege/{id}")).await;
    let href = status.link(&format!("/antraege/{id}/fragen/")).unwrap_or_else(|| panic!("{}", status.text()));
    anna.get(&href).await
}

fn file(name: &str, content: &[u8]) -> [(String, String, Vec<u8>); 1] {
    [("datei".to_owned(), name.to_owned(), content.to_vec())]
}

/// The texts of the Akte by title, as staff see them.
async fn filed(world: &World, id: Uuid) -> Vec<(String, String)> {
    let karla = world.staff("sachbearbeitung1").await;
    let all = records::dokumente(&mut world.test.store.reader(), &karla, AkteId(id)).await.unwrap();
    all.into_iter().map(|dokument| (dokument.titel, dokument.media_type)).collect()
}

#[rstest]
#[tokio::test]
async fn a_question_is_answered_with_text_and_files(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((world, mut anna, id)) = open(engine).await else { return };
    world.end_task(id, "rueckfrage", ASKS).await;
    let status = anna.get(&format!("/antraege/{id}")).await;
    for said in
        ["Die Behörde wartet auf Ihre Antwort", "Die Behörde fragt nach", "den Mietvertrag", "bis zum 11."]
    {
        assert!(status.says(said), "{said}: {}", status.text());
    }
    let list = anna.get("/antraege").await;
    assert!(list.says("Ihre Antwort fehlt"), "{}", list.text());
    // The letter leads to the same page.
    let letter = anna.get("/postfach").await.link("/postfach/").unwrap();
    let cover = anna.get(&letter).await;
    let opened = anna.submit(&cover, "/postfach/", &[]).await;
    assert!(opened.says("Jetzt antworten"), "{}", opened.text());
    let page = anna.get(&opened.link(&format!("/antraege/{id}/fragen/")).unwrap()).await;
    assert!(page.says("Ohne ihn können wir nicht entscheiden."), "{}", page.text());

    let text = [("antwort", "Der Vertrag liegt bei.\r\n<b>Zeile zwei</b>")];
    let up = [text[0], ("_hochladen", "1")];
    let page = anna.submit_with(&page, &page.url, &up, &file("Mietvertrag.pdf", PDF)).await;
    assert!(page.says("Mietvertrag.pdf"), "{}", page.text());
    let page = anna.submit_with(&page, &page.url, &up, &file("falsch.pdf", b"%PDF-1.4\n")).await;
    let wrong = page.html.split("value=\"datei.").nth(2).unwrap().split('"').next().unwrap().to_owned();
    let remove = [text[0], ("_datei_entfernen", &format!("datei.{wrong}"))];
    let page = anna.submit(&page, &page.url, &remove).await;
    assert!(!page.says("falsch.pdf") && page.says("Mietvertrag.pdf"), "{}", page.text());

    let check = anna.submit(&page, &page.url, &text).await;
    assert!(check.url.ends_with("/pruefen") && check.says("Mietvertrag"), "{}", check.text());
    assert!(check.html.contains("&lt;b&gt;Zeile zwei&lt;/b&gt;"), "{}", check.html);
    let sent = anna.submit(&check, &check.url, &[]).await;
    assert!(sent.says("Ihre Antwort ist eingegangen") && sent.says("Beantwortet am 23."), "{}", sent.text());
    assert!(!sent.says("Die Behörde fragt nach"), "{}", sent.text());
    // Once more, by the back button: one answer, and the page says so.
    let again = anna.submit(&check, &check.url, &[]).await;
    assert!(again.says("Beantwortet am 23.") && again.says("Zeile zwei"), "{}", again.text());
    let stale = anna.submit(&page, &page.url, &text).await;
    assert!(!stale.says("nicht abgesendet"), "{}", stale.text());
    let filed = filed(&world, id).await;
    let with = |titel: &str| filed.iter().filter(|(t, _)| t == titel).count();
    assert_eq!(
        (with("Antwort auf die Rückfrage"), with("Antwort auf die Rückfrage: Mietvertrag.pdf")),
        (1, 1)
    );
    let drafts = anna.get("/antraege").await;
    assert!(!drafts.says("noch nicht abgesendet"), "a reply is no draft of an Antrag: {}", drafts.text());
}

#[tokio::test]
async fn what_was_written_is_kept_whatever_happens() {
    let Some((world, mut anna, id)) = open(Engine::Sqlite).await else { return };
    world.end_task(id, "rueckfrage", ASKS).await;
    let page = question(&mut anna, id).await;
    let action = page.url.clone();
    let empty = anna.submit_with(&page, &action, &[("antwort", " \n")], &file("plan.pdf", PDF)).await;
    assert_eq!(empty.status, 422);
    assert!(empty.says("Schreiben Sie bitte eine Antwort") && empty.says("plan.pdf"), "{}", empty.text());
    let long = "ü".repeat(20_001);
    let too_long = anna.submit(&empty, &action, &[("antwort", &long)]).await;
    assert_eq!(too_long.status, 422);
    assert!(too_long.says("20000") || too_long.says("20.000"), "{}", &too_long.text()[..400]);
    assert!(too_long.html.contains(&long), "what was typed is kept");
    for (name, content, says) in [
        ("leer.pdf", Vec::new(), "Die Datei ist leer"),
        ("virus.pdf", b"MZ\x90\0 no PDF".to_vec(), "Dateien dieser Art können wir nicht annehmen"),
        ("gross.pdf", [PDF.to_vec(), vec![0; 11_000_000]].concat(), "Möglich sind höchstens"),
    ] {
        let refused =
            anna.submit_with(&page, &action, &[("antwort", "So ist es.")], &file(name, &content)).await;
        assert_eq!(refused.status, 422, "{name}");
        assert!(
            refused.says(says) && refused.html.contains("So ist es.</textarea>"),
            "{name}: {}",
            refused.text()
        );
        assert!(!refused.says(name) && refused.says("plan.pdf"), "{name}: {}", refused.text());
    }
    // Saved for another day, and there on another device.
    let saved = anna.submit(&page, &action, &[("antwort", "Später mehr."), ("_speichern", "1")]).await;
    assert_eq!(saved.url, format!("/antraege/{id}"));
    let mut phone = case::signed_in(&world, "buergerin").await;
    assert!(phone.get(&action).await.html.contains("Später mehr.</textarea>"));
    // Nothing is sent by an address, and nothing that is not ready.
    let nothing = anna.submit(&page, &action, &[("antwort", ""), ("_speichern", "1")]).await;
    assert_eq!(nothing.status, 200);
    assert_eq!(anna.get(&format!("{action}/pruefen")).await.url, action);
    // The time ends while somebody writes.
    world.test.clock.advance(SignedDuration::from_hours(24 * 20));
    world.work_due().await;
    let mut anna = case::signed_in(&world, "buergerin").await;
    let late = anna.get(&action).await;
    for said in
        ["Die Zeit für die Antwort ist abgelaufen", "Was Sie jetzt tun können", "Landeshauptstadt Erfurt"]
    {
        assert!(late.says(said), "{said}: {}", late.text());
    }
    assert!(late.says("plan.pdf") && late.says("nicht abgesendet"), "{}", late.text());
}

#[tokio::test]
async fn an_answer_after_the_end_is_kept_and_explained() {
    let Some((world, mut anna, id)) = open(Engine::Sqlite).await else { return };
    world.end_task(id, "anhoerung", ASKS).await;
    let page = question(&mut anna, id).await;
    assert!(page.says("§ 28 Verwaltungsverfahrensgesetz"), "{}", page.text());
    let check = anna.submit(&page, &page.url, &[("antwort", "Ich sehe das anders.")]).await;
    // The office answers for the person, who has called, before they send.
    let karla = world.staff("sachbearbeitung1").await;
    let person = world.person("buergerin").await;
    let mut tx = world.test.store.begin().await.unwrap();
    let asked = cases::asked_of_person(&mut tx, &person, AkteId(id)).await.unwrap()[0].id;
    cases::answer(&mut tx, &karla, &world.library, asked, "Am Telefon: einverstanden.", Vec::new())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let over = anna.submit(&check, &check.url, &[]).await;
    assert!(over.says("Am Telefon: einverstanden."), "{}", over.text());
    assert!(over.says("nicht abgesendet") && over.says("Ich sehe das anders."), "{}", over.text());
    let more = anna.submit(&page, &page.url, &[("antwort", "Und noch etwas.")]).await;
    assert!(more.says("Und noch etwas.") && more.says("nicht abgesendet"), "{}", more.text());
}

#[rstest]
#[tokio::test]
async fn an_antrag_is_withdrawn_until_it_is_decided(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((world, mut anna, id)) = open(engine).await else { return };
    world.end_task(id, "rueckfrage", ASKS).await;
    let status = anna.get(&format!("/antraege/{id}")).await;
    let page = anna.get(&status.link(&format!("/antraege/{id}/zuruecknehmen/")).unwrap()).await;
    assert!(page.says("Sie bekommen keinen Bescheid"), "{}", page.text());
    let long = "a".repeat(20_001);
    let refused = anna.submit(&page, &page.url, &[("grund", &long)]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains(&long));
    let gone = anna.submit(&page, &page.url, &[("grund", "Umgezogen")]).await;
    assert_eq!((gone.status, gone.url.as_str()), (200, format!("/antraege/{id}").as_str()));
    assert!(gone.says("Sie haben Ihren Antrag zurückgenommen"), "{}", gone.text());
    assert!(
        gone.says("Eine Antwort ist nicht mehr nötig") && gone.link(&page.url).is_none(),
        "{}",
        gone.text()
    );
    let again = anna.submit(&page, &page.url, &[]).await;
    assert_eq!(again.text(), gone.text(), "done twice, it is done");
    let list = anna.get("/antraege").await;
    assert!(list.says("Zurückgenommen"), "{}", list.text());
}

#[tokio::test]
async fn what_is_decided_cannot_be_withdrawn() {
    let Some((world, mut anna, id)) = open(Engine::Sqlite).await else { return };
    world.work_due().await;
    let status = anna.get(&format!("/antraege/{id}")).await;
    let page = anna.get(&status.link(&format!("/antraege/{id}/zuruecknehmen/")).unwrap()).await;
    world.end_task(id, "ablehnen", "Kein Bedarf.").await;
    let late = anna.submit(&page, &page.url, &[("grund", "Umgezogen")]).await;
    assert!(
        late.says("Es ist schon entschieden") && late.says("Das können Sie stattdessen tun"),
        "{}",
        late.text()
    );
    assert!(!anna.get(&page.url).await.html.contains("endgültig zurücknehmen"));
}

#[rstest]
#[tokio::test]
async fn an_objection_opens_a_second_vorgang(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((world, mut anna, id)) = open(engine).await else { return };
    world.end_task(id, "ablehnen", "Kein Bedarf.").await;
    let status = anna.get(&format!("/antraege/{id}")).await;
    world.test.clock.advance(SignedDuration::from_mins(5));
    // Delivered on 23 November, made known on the fourth day after (27), a month, Sunday the 27th put off.
    assert!(status.says("Der letzte Tag dafür ist der 28. Dezember 2026"), "{}", status.text());
    let page = anna.get(&status.link(&format!("/antraege/{id}/widerspruch/")).unwrap()).await;
    assert!(page.says("Das Gesetz verlangt keine Begründung"), "{}", page.text());
    let long = "a".repeat(20_001);
    let refused = anna.submit(&page, &page.url, &[("gruende", &long)]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains(&long));
    let done = anna.submit(&page, &page.url, &[("gruende", "")]).await;
    assert_eq!((done.status, done.url.as_str()), (200, format!("/antraege/{id}").as_str()));
    for said in ["Ihr Widerspruch ist eingegangen", "prüft die Entscheidung noch einmal", "Stand des Antrags"]
    {
        assert!(done.says(said), "{said}: {}", done.text());
    }
    let again = anna.submit(&page, &page.url, &[("gruende", "Doch mit Gründen")]).await;
    assert_eq!(again.text(), done.text(), "one objection");
    assert!(filed(&world, id).await.iter().any(|(titel, _)| titel == "Widerspruch"));

    world.end_task(id, "ablehnen", "Es bleibt dabei.").await;
    let decided = anna.get(&format!("/antraege/{id}")).await;
    assert!(decided.says("Ihr Widerspruch ist zurückgewiesen"), "{}", decided.text());
    assert!(
        decided.says("Hier können Sie nicht") || decided.says("nicht online vorgehen"),
        "{}",
        decided.text()
    );
    assert!(decided.link(&format!("/antraege/{id}/widerspruch/")).is_none(), "{}", decided.text());
}

#[tokio::test]
async fn a_late_objection_is_taken_with_a_warning_and_needs_the_level_of_the_antrag() {
    let Some((world, _, id)) = open(Engine::Sqlite).await else { return };
    world.end_task(id, "ablehnen", "Kein Bedarf.").await;
    world.test.clock.advance(SignedDuration::from_hours(24 * 45));
    let mut anna = case::signed_in(&world, "buergerin").await;
    let status = anna.get(&format!("/antraege/{id}")).await;
    let address = status.link(&format!("/antraege/{id}/widerspruch/")).unwrap();
    let page = anna.get(&address).await;
    assert!(
        page.says("Die Frist ist am 28. Dezember 2026 abgelaufen") && page.says("Wiedereinsetzung"),
        "{}",
        page.text()
    );
    assert!(!page.html.contains("name=\"gruende\""), "signed in with a password only");
    let level = anna.get(&page.link("/anmelden").unwrap()).await;
    let page = anna.submit(&level, "/anmelden/niveau", &[]).await;
    assert_eq!(page.url, address);
    // The session ends meanwhile and a new one has the lower level: nothing is raised, what was written stands there.
    let mut weak = case::signed_in(&world, "buergerin").await;
    let token = weak.get("/konto").await;
    let mut forged = token.clone();
    forged.html = token.html.replace("action=\"/konto/sitzungen/beenden\"", &format!("action=\"{address}\""));
    let kept = weak.submit(&forged, &address, &[("gruende", "Ich lag im Krankenhaus.")]).await;
    assert!(kept.says("Ich lag im Krankenhaus.") && kept.says("Identität"), "{}", kept.text());
    let done = anna.submit(&page, &address, &[("gruende", "Ich lag im Krankenhaus.")]).await;
    assert!(done.says("Ihr Widerspruch ist eingegangen"), "{}", done.text());
}

#[tokio::test]
async fn what_is_not_decided_or_not_theirs_cannot_be_objected_to() {
    let Some((world, mut anna, id)) = open(Engine::Sqlite).await else { return };
    world.end_task(id, "rueckfrage", ASKS).await;
    let status = anna.get(&format!("/antraege/{id}")).await;
    let asked = status.link(&format!("/antraege/{id}/fragen/")).unwrap();
    let withdraw = status.link(&format!("/antraege/{id}/zuruecknehmen/")).unwrap();
    let object = withdraw.replace("zuruecknehmen", "widerspruch");
    let early = anna.get(&object).await;
    assert!(early.says("Noch ist keiner da") && !early.html.contains("name=\"gruende\""), "{}", early.text());
    let check = format!("{asked}/pruefen");
    let nobody = Uuid::from_u128(7).to_string();
    let unknown = anna.get(&asked.replace(&id.to_string(), &nobody)).await;
    assert_eq!(unknown.status, 404);

    // Berta's own matter, and Anna's ids in all places.
    let mut bert = case::signed_in(&world, "buerger").await;
    let konto = bert.get("/konto").await;
    for address in [&asked, &check, &withdraw, &object] {
        let foreign = bert.get(address).await;
        assert_eq!((foreign.status, foreign.text()), (404, unknown.text()), "{address}");
        let mut forged = konto.clone();
        let form = format!("action=\"{address}\"");
        forged.html = konto.html.replace("action=\"/konto/sitzungen/beenden\"", &form);
        assert_eq!(
            bert.submit(&forged, address, &[]).await.status,
            if *address == asked { 400 } else { 404 }
        );
        // A foreign half of the address.
        let last = address.trim_end_matches("/pruefen").rsplit('/').next().unwrap();
        assert_eq!(anna.get(&address.replace(last, &nobody)).await.status, 404, "{address}");
        let mut visitor = world.client();
        assert!(visitor.get(address).await.url.starts_with("/anmelden?zurueck="), "{address}");
        let mut staff = case::signed_in(&world, "sachbearbeitung1").await;
        assert_eq!(staff.get(address).await.status, 403, "{address}");
    }
    let forged = konto.html.replace(
        "method=\"post\" action=\"/konto/sitzungen/beenden\"",
        &format!("method=\"post\" action=\"{asked}\" enctype=\"multipart/form-data\""),
    );
    let forged = Seen { html: forged, ..konto };
    assert_eq!(bert.submit(&forged, &asked, &[("antwort", "x")]).await.status, 404);
}

#[tokio::test]
async fn every_language_has_these_pages() {
    let Some((world, mut anna, id)) = open(Engine::Sqlite).await else { return };
    world.end_task(id, "rueckfrage", ASKS).await;
    for (lang, said) in [("de-x-leicht", "Das Amt hat eine Frage"), ("en", "The authority has a question")] {
        let status = anna.get(&format!("/antraege/{id}?lang={lang}")).await;
        assert!(status.says(said), "{}", status.text());
        for part in ["fragen", "zuruecknehmen"] {
            let page = anna.get(&status.link(&format!("/antraege/{id}/{part}/")).unwrap()).await;
            assert_eq!(page.status, 200);
            assert!(page.html.contains(&format!("<html lang=\"{lang}\"")));
        }
    }
}
