//! The inventory is kept by its Behoerde, found by others by name alone, and shown to the public where it may be.

use crate::support;
use rstest::rstest;
use store::Engine;
use support::client::{Client, Seen};
use support::{World, case};

/// Enters a Fachverfahren; returns its page.
async fn enter(client: &mut Client, name: &str, more: &[(&str, &str)]) -> Seen {
    let page = client.get("/steuerung/bestand/neu").await;
    let mut fields = vec![("art", "fachverfahren"), ("name", name)];
    fields.extend(more);
    client.submit(&page, "/steuerung/bestand/neu", &fields).await
}

#[rstest]
#[tokio::test]
async fn a_thing_is_kept_by_its_behoerde_and_seen_by_those_who_may(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let mut tfm = case::signed_in(&world, "ressort-tfm").await;
    assert!(tfm.get("/steuerung").await.link("/steuerung/bestand").is_some());

    // What was entered stays until it fits.
    let refused = enter(&mut tfm, " ", &[("hersteller", "Muster GmbH"), ("kurzname", &"x".repeat(41))]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("Name: Diese Angabe fehlt noch.") && refused.html.contains("value=\"Muster GmbH\""));
    assert!(refused.says("höchstens 40 Zeichen"), "{}", refused.text());
    let done =
        enter(&mut tfm, "Beihilfe Online", &[("produkt", "Beihilfe 3"), ("oeffentlich", "true")]).await;
    assert!(done.status == 200 && done.says("Beihilfe Online"), "{}", done.text());
    let thing = done.url.clone();

    // The same name again is asked about once.
    let asked = enter(&mut tfm, "Beihilfe", &[]).await;
    assert!(asked.status == 422 && asked.says("Das gibt es vielleicht schon"), "{}", asked.text());

    // One topic a page; what does not fit is said where it stands.
    let costs = tfm.get(&format!("{thing}/aendern/kosten")).await;
    let action = format!("{thing}/aendern/kosten");
    let refused = tfm
        .submit(&costs, &action, &[("kosten-jahr", "viel"), ("energie-kwh", "5000"), ("energie-jahr", "")])
        .await;
    assert!(
        refused.status == 422 && refused.says("Schreiben Sie einen Betrag in Euro"),
        "{}",
        refused.text()
    );
    let refused = tfm
        .submit(
            &costs,
            &action,
            &[("kosten-jahr", "1.234,50"), ("energie-kwh", "5000"), ("energie-jahr", "")],
        )
        .await;
    assert!(refused.says("Dazu gehört auch die Angabe: Jahr dieser Angabe"), "{}", refused.text());
    let fields = [("kosten-jahr", "1.234,50"), ("energie-kwh", "5000"), ("energie-jahr", "2025")];
    let kept = tfm.submit(&costs, &action, &fields).await;
    assert!(kept.says("1.234,50") && kept.says("5000"), "{}", kept.text());
    // A second tab with the old version does not overwrite in silence.
    let stale = tfm
        .submit(&costs, &action, &[("kosten-jahr", "99"), ("energie-kwh", "5000"), ("energie-jahr", "2025")])
        .await;
    assert!(stale.status == 422 && stale.says("Inzwischen hat jemand anderes"), "{}", stale.text());
    assert!(tfm.get(&thing).await.says("1.234,50"));
    let sure = tfm
        .submit(&stale, &action, &[("kosten-jahr", "99"), ("energie-kwh", "5000"), ("energie-jahr", "2025")])
        .await;
    assert!(sure.status == 200 && sure.says("99,00"), "{}", sure.text());

    // Who steers sees all; another Ressort the name; nobody else a page.
    let pages = ["aendern/kosten", "aendern/grunddaten", "verknuepfungen", "aussondern"];
    let mut cio = case::signed_in(&world, "cio-stab").await;
    assert!(cio.get(&thing).await.says("99,00"));
    let mut tmik = case::signed_in(&world, "ressort-tmik").await;
    let other = tmik.get(&thing).await;
    assert!(other.status == 200 && other.says("Beihilfe Online") && !other.says("99,00"), "{}", other.text());
    assert!(tmik.get("/steuerung/bestand?q=beihilfe").await.says("Ein Gegenstand"));
    for client in [&mut cio, &mut tmik] {
        for page in pages {
            assert_eq!(client.get(&format!("{thing}/{page}")).await.status, 404, "{page}");
        }
    }
    let mut worker = case::signed_in(&world, "sachbearbeitung1").await;
    let mut nobody = world.client();
    for page in ["", "/aendern/kosten", "/verknuepfungen", "/aussondern", "/nutzung"] {
        assert_eq!(worker.get(&format!("{thing}{page}")).await.status, 404, "{page}");
        assert!(nobody.get(&format!("{thing}{page}")).await.url.starts_with("/anmelden"), "{page}");
    }
    for page in ["", "/neu", "/auffaellig", "/energie", "/einlesen", "/als/csv", "/als/xlsx"] {
        assert_eq!(worker.get(&format!("/steuerung/bestand{page}")).await.status, 404, "{page}");
    }
    assert_eq!(tfm.get(&format!("{thing}/nutzung")).await.status, 404, "only licences have a use");
    assert_eq!(tfm.get(&format!("{thing}/aendern/unsinn")).await.status, 404);

    // What the public may see, and no more.
    let public = nobody.get("/bestand/als/json").await;
    assert!(public.html.contains("Beihilfe Online") && !public.html.contains("99"), "{}", public.html);
    let energy = tfm.get("/steuerung/bestand/energie").await;
    assert!(energy.says("1 von 1 Fachverfahren") && energy.says("5000"), "{}", energy.text());
    let (_, csv) = tmik.download("/steuerung/bestand/als/csv").await;
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.contains("Beihilfe Online") && !csv.contains("99,00"), "{csv}");

    // Two that look the same are told apart with a reason.
    let twin = enter(&mut tmik, "Beihilfe-Online", &[("gesehen", "ja")]).await;
    assert_eq!(twin.status, 200, "{}", twin.text());
    let found = tfm.get("/steuerung/bestand/auffaellig?regel=doppelt").await;
    assert!(found.says("Gleicher Name"), "{}", found.text());
    let hidden: Vec<_> = found.html.split("name=\"grund-").skip(1).collect();
    let reason = format!("grund-{}", hidden[0].split('"').next().unwrap());
    let refused = tfm.submit(&found, "/steuerung/bestand/verschieden", &[(&reason, " ")]).await;
    assert!(refused.status == 422 && refused.says("Schreiben Sie einen Grund"), "{}", refused.text());
    let apart =
        tfm.submit(&found, "/steuerung/bestand/verschieden", &[(&reason, "Andere Rechtsgrundlage")]).await;
    assert!(apart.status == 200 && !apart.says("Gleicher Name"), "{}", apart.text());

    // Who steers reads the names of those who changed it, whichever Behoerde they work for.
    let mut steers = case::signed_in(&world, "cio-stab").await;
    let seen = steers.get(&thing).await;
    assert!(seen.says("Ehrhardt"), "{}", seen.text());
    let page = tfm.get(&format!("{thing}/aussondern")).await;
    let gone = tfm.submit(&page, &format!("{thing}/aussondern"), &[("grund", "Abgelöst")]).await;
    assert!(gone.says("Ausgesondert: Abgelöst"), "{}", gone.text());
    assert_eq!(tfm.get(&format!("{thing}/aendern/kosten")).await.status, 404);
    assert!(!nobody.get("/bestand/als/json").await.html.contains("Beihilfe Online"));
}

#[rstest]
#[tokio::test]
async fn a_file_is_looked_at_before_it_is_taken(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let mut tfm = case::signed_in(&world, "ressort-tfm").await;
    let csv = "Bestand;;\r\nArt;Bezeichnug;Support bis\r\nFachverfahren;=1+1;31.12.2026\r\nRegister;Kaputt;bald\r\n";
    let upload = async |client: &mut Client, csv: &str| {
        let page = client.get("/steuerung/bestand/einlesen").await;
        let file = ("datei".to_owned(), "bestand.csv".to_owned(), csv.as_bytes().to_vec());
        client.submit_with(&page, "/steuerung/bestand/einlesen", &[], &[file]).await
    };
    let found = upload(&mut tfm, csv).await;
    assert!(found.says("Neu: 1") && found.says("Eine Zeile wird nicht übernommen"), "{}", found.text());
    assert!(found.says("Schreiben Sie einen Tag"), "{}", found.text());
    assert!(tfm.get("/steuerung/bestand").await.says("Nichts gefunden"), "a look stores nothing");
    let done = tfm.submit(&found, "/steuerung/bestand/uebernehmen", &[]).await;
    assert!(done.says("Die Datei ist übernommen") && done.says("Neu: 1"), "{}", done.text());
    assert!(upload(&mut tfm, csv).await.says("Unverändert: 1"));
    // Links, the use of licences, amounts and days go along.
    let more = "Art;Name;Nutzt;Kosten;Vertrag bis;Lizenzen genutzt;Lizenzen genutzt am\r\n\
                Lizenz;Büro;Netz;1.234,50;31.12.2027;12;30.6.2026\r\nRegister;Netz;;0,05;;;\r\nRegister;Falsch;Nirgends;;;;\r\n";
    let found = upload(&mut tfm, more).await;
    assert!(found.says("Neu: 2") && found.says("Nutzt: Eines davon gibt es nicht."), "{}", found.text());
    tfm.submit(&found, "/steuerung/bestand/uebernehmen", &[]).await;
    let less = upload(&mut tfm, "Art;Name;Lizenzen genutzt\r\nLizenz;Büro;13\r\n").await;
    assert!(less.says("ändert: Genutzte Lizenzen"), "{}", less.text());
    assert!(tfm.get("/steuerung/bestand/auffaellig").await.says("Der Support endet am"));

    // What was written out comes back as it was.
    for kind in ["csv", "xlsx"] {
        let (_, file) = tfm.download(&format!("/steuerung/bestand/als/{kind}")).await;
        let page = tfm.get("/steuerung/bestand/einlesen").await;
        let file = ("datei".to_owned(), "bestand".to_owned(), file);
        let again = tfm.submit_with(&page, "/steuerung/bestand/einlesen", &[], &[file]).await;
        assert!(again.says("Unverändert: 3") && !again.says("nicht übernommen"), "{kind}: {}", again.text());
    }
    let (_, xlsx) = tfm.download("/steuerung/bestand/als/xlsx").await;
    let sheet = tabular::read(&xlsx, &tabular::Limits::default()).unwrap();
    let licence = sheet.rows.iter().find(|row| row.cells.iter().any(|cell| cell == "Büro")).unwrap();
    for cell in ["1234,5", "2027-12-31", "12", "2026-06-30"] {
        assert!(licence.cells.iter().any(|there| there == cell), "{cell} is no number or day: {licence:?}");
    }
    for (bad, says) in [
        ("", "In der Datei steht nichts"),
        ("Tier;Farbe\r\nHund;braun\r\n", "keine Zeile mit den Überschriften"),
        ("Art;Name\r\n", "Unter den Überschriften stehen keine Zeilen"),
    ] {
        let refused = upload(&mut tfm, bad).await;
        assert!(refused.status == 422 && refused.says(says), "{bad:?}: {}", refused.text());
    }
    let mut cio = case::signed_in(&world, "cio-stab").await;
    assert!(cio.get("/steuerung/bestand").await.says("3 Gegenstände"));
}
