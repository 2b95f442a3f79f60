//! The desk with the package for monuments: what a task says and offers, what it asks, and who did what.

use crate::support;
use rstest::rstest;
use store::Engine;
use support::World;
use support::case;
use support::client::Client;
use support::denkmal::{self, CERTIFIED};

const DRAFT: &str = "Entwurf ansehen";

/// A case that waits for its first task, and the person who drafts.
async fn begun(engine: Engine) -> Option<(World, Client, String)> {
    let world = World::open(engine).await?;
    let (_, href) = denkmal::begun(&world).await;
    let halina = case::signed_in(&world, "denkmal1").await;
    Some((world, halina, href))
}

/// Goes on to the draft: the first task is done, the other authority has answered.
async fn to_draft(world: &World, halina: &mut Client, href: &str) {
    let task = denkmal::task(halina, href).await;
    let on = [("_ergebnis", "weiter"), ("_begruendung", "Bitte zur Schieferdeckung.")];
    halina.submit(&task, &task.url, &on).await;
    world.work_now().await;
    let inquiry = halina.get(href).await.link("/desk/anfrage/").unwrap();
    let mut paula = case::signed_in(world, "weimar1").await;
    let asked = paula.get(&inquiry).await;
    paula.submit(&asked, &inquiry, &[("antwort", "Fachgerecht ausgeführt.")]).await;
    world.work_now().await;
}

#[rstest]
#[tokio::test]
async fn a_draft_is_offered_where_one_can_be_made(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((world, mut halina, href)) = begun(engine).await else { return };
    let check = denkmal::task(&mut halina, &href).await;
    assert!(check.says("Wie entscheiden Sie?") && !check.says(DRAFT), "{}", check.text());
    // Whoever asks for one all the same reads why there is none, and loses nothing.
    let forged = [("_ergebnis", "ablehnen"), ("_begruendung", "Kein Kulturdenkmal."), ("_entwurf", "1")];
    let none = halina.submit(&check, &check.url, &forged).await;
    assert!(none.status == 422 && none.says("entsteht kein Bescheid"), "{}", none.text());
    assert!(none.html.contains("Kein Kulturdenkmal."), "{}", none.html);

    to_draft(&world, &mut halina, &href).await;
    let draft = denkmal::task(&mut halina, &href).await;
    assert!(draft.says(DRAFT), "{}", draft.text());
    let mut fields = CERTIFIED.to_vec();
    fields.push(("_entwurf", "1"));
    let pdf = halina.submit(&draft, &draft.url, &fields).await;
    assert!(pdf.status == 200 && pdf.html.starts_with("%PDF-"), "{}", pdf.text());
    halina.submit(&draft, &draft.url, &CERTIFIED).await;
    let mut ottilie = case::signed_in(&world, "denkmal-mitzeichnung").await;
    let signing = denkmal::task(&mut ottilie, &href).await;
    assert!(signing.says(DRAFT), "{}", signing.text());
    let pdf = ottilie.submit(&signing, &signing.url, &[("_entwurf", "1")]).await;
    assert!(pdf.status == 200 && pdf.html.starts_with("%PDF-"), "{}", pdf.text());
}

#[rstest]
#[tokio::test]
async fn who_agrees_gives_no_reasons_and_who_returns_does(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((world, mut halina, href)) = begun(engine).await else { return };
    let check = denkmal::task(&mut halina, &href).await;
    let unreasoned = halina.submit(&check, &check.url, &[("_ergebnis", "weiter")]).await;
    assert!(unreasoned.status == 422 && unreasoned.says("Geben Sie eine Begründung ein"));
    to_draft(&world, &mut halina, &href).await;
    let draft = denkmal::task(&mut halina, &href).await;
    halina.submit(&draft, &draft.url, &CERTIFIED).await;
    for (login, agree) in
        [("denkmal-mitzeichnung", "einverstanden"), ("denkmal-schlusszeichnung", "zeichnen")]
    {
        let mut signer = case::signed_in(&world, login).await;
        let page = denkmal::task(&mut signer, &href).await;
        assert!(page.says("Nötig nur bei: Zur Überarbeitung zurückgeben."), "{}", page.text());
        let nothing = signer.submit(&page, &page.url, &[]).await;
        assert!(nothing.status == 422 && nothing.says("Wählen Sie aus"), "{}", nothing.text());
        assert!(!nothing.says("Schreiben Sie, was zu ändern ist. Wer"), "{}", nothing.text());
        let back = signer.submit(&page, &page.url, &[("_ergebnis", "zurueck"), ("_begruendung", " ")]).await;
        assert!(back.status == 422 && back.says("Schreiben Sie, was zu ändern ist. Wer"), "{}", back.text());
        let done = signer.submit(&page, &page.url, &[("_ergebnis", agree)]).await;
        assert!(done.says("Ihre Entscheidung ist festgehalten"), "{}", done.text());
        assert!(
            !done.html.contains("<blockquote class=\"rs-quote\"><p class=\"rs-lines\"></p>"),
            "{}",
            done.html
        );
    }
    world.work_now().await;
    assert!(halina.get(&href).await.says("bescheinigt"));
    assert_eq!(world.test.store.verify_journal().await.unwrap().damage, []);
}

#[rstest]
#[tokio::test]
async fn what_follows_on_an_answer_is_the_doing_of_the_program(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((world, mut halina, href)) = begun(engine).await else { return };
    to_draft(&world, &mut halina, &href).await;
    let page = halina.get(&href).await;
    let history: Vec<String> = page
        .html
        .split("rs-history__what\">")
        .skip(1)
        .map(|step| {
            let what = step.split('<').next().unwrap();
            let who = step.split("rs-muted\">").nth(1).unwrap().split('<').next().unwrap();
            format!("{what}: {}", who.rsplit(" · ").next().unwrap())
        })
        .collect();
    for said in [
        "Antwort eingegangen: Person außerhalb dieser Behörde",
        "Aufgabe angelegt: Vollständigkeit und Voraussetzungen prüfen: automatisch",
        "Aufgabe angelegt: Bescheid entwerfen: automatisch",
    ] {
        assert!(history.iter().any(|step| step == said), "{said}: {history:#?}");
    }
    let of_others = history.iter().filter(|step| step.ends_with("außerhalb dieser Behörde"));
    assert_eq!(of_others.count(), 1, "{history:#?}");
}

#[rstest]
#[tokio::test]
async fn a_task_says_what_there_is_to_do(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((_, mut halina, href)) = begun(engine).await else { return };
    let task = denkmal::task(&mut halina, &href).await;
    for said in
        ["Was zu tun ist", "Ist das Gebäude ein Kulturdenkmal", "wozu die untere Denkmalschutzbehörde"]
    {
        assert!(task.says(said), "{said}: {}", task.text());
    }
    let (what, choice) =
        (task.html.find("Was zu tun ist").unwrap(), task.html.find("Wie entscheiden Sie").unwrap());
    assert!(what < choice, "above the form");
}

#[rstest]
#[tokio::test]
async fn a_reduction_that_is_too_high_is_refused_where_it_stands(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((world, mut halina, href)) = begun(engine).await else { return };
    to_draft(&world, &mut halina, &href).await;
    let mut task = denkmal::task(&mut halina, &href).await;
    // The rows are there once they were asked for.
    task = halina.submit(&task, &task.url, &[("entscheidung", "kuerzen")]).await;
    let asks = task.says("Zu Ihrer Antwort haben wir noch eine Frage") && task.says("Grund");
    assert!(asks && !task.html.contains("aria-invalid"), "nobody is told of errors yet: {}", task.text());
    for (amounts, at, said) in [
        (&["70.000,00"][..], "kuerzung[0].betrag", "Diese Kürzung erreicht den beantragten Betrag."),
        (&["65.010,50"], "kuerzung[0].betrag", "Diese Kürzung erreicht den beantragten Betrag."),
        (&["60.000,00", "5.010,50"], "kuerzung", "Die Kürzungen erreichen zusammen den beantragten Betrag."),
    ] {
        let fields = denkmal::reduced(amounts);
        let mut fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        if amounts.len() > 1 {
            let more = [fields.as_slice(), &[("_zeile_hinzufuegen", "kuerzung")]].concat();
            task = halina.submit(&task, &task.url, &more).await;
        }
        for draft in [true, false] {
            if draft {
                fields.push(("_entwurf", "1"));
            }
            let refused = halina.submit(&task, &task.url, &fields).await;
            assert_eq!(refused.status, 422, "{amounts:?}: {}", refused.text());
            assert!(refused.says(said) && refused.says("wählen Sie oben „Ablehnen“"), "{}", refused.text());
            let link = format!("href=\"#{}\"", web::ui::id(at));
            assert!(refused.html.contains(&link), "the summary leads to {link}: {}", refused.html);
            for amount in amounts {
                assert!(refused.html.contains(&format!("value=\"{amount}\"")), "{amount} is kept");
            }
            fields.retain(|(name, _)| *name != "_entwurf");
        }
    }
    let fields = denkmal::reduced(&["4.200,00"]);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let fresh = denkmal::task(&mut halina, &href).await;
    let fresh = halina.submit(&fresh, &fresh.url, &[("entscheidung", "kuerzen")]).await;
    let done = halina.submit(&fresh, &fresh.url, &fields).await;
    assert!(done.says("Es ist vermerkt"), "{}", done.text());
    assert_eq!(world.test.store.verify_journal().await.unwrap().damage, []);
}
