//! What the Land aims at, and the figures that show it: for everybody to read, for the CIO's office to keep.

use crate::support;
use identity::Scope;
use rstest::rstest;
use store::{Engine, Store, sql};
use support::client::Client;
use support::{World, case};

const STRATEGY: &str = "Strategie Digitales Land 2040\n\n1.1. Akten: alles an einem Ort\nEs geht um Akten.\n\n1.1.1. \
                        Strategische Ziele\n\nZiel: Wir arbeiten in allen Behörden mit der elektronischen Akte.\n\n• Wir \
                        führen die elektronische Akte in allen Ressorts ein.\n\n1.1.2. Etappenziele\n\n• Die Hälfte der \
                        Ressorts hat sie.\n\nStrategische Initiative\n„Netze“\n\nWarum?\n\nWeil das Netz alt ist.\n";

const PLAN: &str = "Aktionsplan 2031\nzur Umsetzung der Strategie\n\nStand: 1. Oktober 2031\n\n3. Maßnahmen\n\n3.1 \
                    Einführung der elektronischen Akte\n\nAufnahme in den Aktionsplan: 2030\nFederführung: \
                    TFM\nGeplanter Abschluss: 2032\nProjektstatus: in Verzug\n\nDie elektronische Akte wird in allen \
                    Ressorts eingeführt.\n\n3.2 Erneuerung des Landesnetzes\n\nAufnahme in den Aktionsplan: \
                    2030\nFederführung: TFM\nGeplanter Abschluss: 2032\nProjektstatus: im Plan\n\nDas Landesnetz wird \
                    mit Glasfaser erneuert.\n";

const DATA: &str = "16000000 Thüringen 105\n16051000 Erfurt, Stadt 60\n16061000 Eichsfeld 40\n";

/// Somebody who is signed in and where those begin who steer.
async fn steering(world: &World, login: &str) -> Client {
    let mut client = world.client();
    let page = client.get("/anmelden?zurueck=%2Fsteuerung").await;
    let fields = [("anmeldename", login), ("kennwort", case::PASSWORD)];
    let page = client.submit(&page, "/anmelden", &fields).await;
    assert_eq!((page.status, page.url.as_str()), (200, "/steuerung"), "{login}: {}", page.text());
    client
}

/// The id of the goal, and that of the measure which serves it.
async fn planted(store: &Store) -> (String, String) {
    let mut tx = store.begin().await.unwrap();
    steering::take_in(&mut tx, &Scope::House, &plans::read(PLAN), "plan.txt", None).await.unwrap();
    let strategie = plans::strategie::read(STRATEGY);
    strategy::take_in(&mut tx, &Scope::House, &strategie, "strategie.txt").await.unwrap();
    let data = strategy::tabellen(DATA, "Drucksache 1/2", None);
    strategy::keep_data(&mut tx, &Scope::House, &data).await.unwrap();
    let all = strategy::baum(&mut tx).await.unwrap();
    let goal = all.iter().find(|one| one.element.art == strategy::Elementart::Ziel).unwrap();
    let place = steering::fundstelle(&mut tx, "2031:3.1").await.unwrap();
    let measure = steering::an_der_stelle(&mut tx, &place).await.unwrap();
    tx.commit().await.unwrap();
    (goal.element.id.clone(), measure.0)
}

#[rstest]
#[tokio::test]
async fn a_measure_is_linked_and_everybody_sees_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let mut anyone = world.client();
    let empty = anyone.get("/strategie").await;
    assert!(empty.status == 200 && empty.says("Noch keine Strategie"), "{}", empty.text());
    let (goal, measure) = planted(&world.test.store.as_house()).await;
    let tree = anyone.get("/strategie").await;
    assert!(tree.says("1.1 Akten: alles an einem Ort") && tree.says("noch keine Maßnahme zugeordnet"));
    assert!(tree.says("Netze"), "{}", tree.text());

    let mut cio = steering(&world, "cio-stab").await;
    let start = cio.get("/steuerung").await;
    assert!(start.link("/steuerung/strategie").is_some() && start.link("/steuerung/kennzahlen").is_some());
    let address = format!("/steuerung/strategie/{goal}");
    let page = cio.get(&address).await;
    assert!(page.says("Vorschläge nach ähnlichem Text"), "{}", page.text());
    assert!(page.says("Einführung der elektronischen Akte") && !page.says("Erneuerung des Landesnetzes"));
    let form = format!("{address}/zuordnen");
    let refused = cio.submit(&page, &form, &[("massnahme", &measure), ("grund", " ")]).await;
    assert!(refused.status == 422 && refused.says("Schreiben Sie eine Begründung."), "{}", refused.text());
    assert!(refused.html.contains("checked"), "what was chosen stays");
    let unknown = cio.submit(&page, &form, &[("massnahme", "none"), ("grund", "so")]).await;
    assert!(unknown.status == 422 && unknown.says("Wählen Sie eine Maßnahme."));
    let done = cio.submit(&page, &form, &[("massnahme", &measure), ("grund", "Sie führt sie ein.")]).await;
    assert!(done.status == 200 && done.says("Die Maßnahme ist zugeordnet."), "{}", done.text());

    let tree = anyone.get("/strategie").await;
    assert!(tree.says("1 Maßnahme, davon 1 in Verzug"), "{}", tree.text());
    let page = anyone.get(&format!("/strategie/{goal}")).await;
    assert!(page.says("Sie führt sie ein.") && page.says("in Verzug"), "{}", page.text());
    let page = anyone.get(&format!("/massnahmen/{measure}")).await;
    assert!(page.says("Trägt bei zu diesen Zielen der Strategie"), "{}", page.text());

    let search = cio.get(&format!("{address}?q=landesnetz")).await;
    assert!(search.says("Gefundene Maßnahmen") && search.says("Erneuerung des Landesnetzes"));
    let form = format!("{address}/loesen");
    let fields = [("zugeordnet", measure.as_str()), ("grund-loesen", "Es war eine andere.")];
    let done = cio.submit(&done, &form, &fields).await;
    assert!(done.says("Die Zuordnung ist aufgehoben."), "{}", done.text());
    assert_eq!(anyone.get("/strategie/none").await.status, 404);
}

#[rstest]
#[tokio::test]
async fn a_figure_is_defined_entered_and_corrected(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let (goal, _) = planted(&world.test.store.as_house()).await;
    let mut cio = steering(&world, "cio-stab").await;
    let new = cio.get("/steuerung/kennzahlen/neu").await;
    let refused =
        cio.submit(&new, "/steuerung/kennzahlen/neu", &[("name", "Schulungen"), ("ziel", "viele")]).await;
    assert_eq!(refused.status, 422);
    for said in
        ["Geben Sie die Einheit an.", "Wählen Sie, was besser ist.", "Wählen Sie, woher die Werte kommen."]
    {
        assert!(refused.says(said), "{}", refused.text());
    }
    assert!(refused.says("Geben Sie einen Tag an") && refused.html.contains("value=\"viele\""));
    let fields = [
        ("name", "Schulungen"),
        ("beschreibung", "Wer eine Schulung besucht hat."),
        ("einheit", "Prozent"),
        ("richtung", "mehr"),
        ("element", goal.as_str()),
        ("quelle", "eingetragen"),
        ("ziel", "80"),
        ("bis--tag", "31"),
        ("bis--monat", "12"),
        ("bis--jahr", "2030"),
    ];
    let done = cio.submit(&new, "/steuerung/kennzahlen/neu", &fields).await;
    assert!(done.says("Die Kennzahl ist gespeichert."), "{}", done.text());
    let again = cio.submit(&new, "/steuerung/kennzahlen/neu", &fields).await;
    assert!(again.status == 422 && again.says("heißt schon so"), "{}", again.text());
    let public = done.link("/kennzahlen/").unwrap();
    let enter = format!("/steuerung{public}/wert");
    let value = |day: &'static str, wert: &'static str, grund: &'static str| {
        [
            ("tag--tag", day),
            ("tag--monat", "6"),
            ("tag--jahr", "2026"),
            ("wert", wert),
            ("quelle", "Bericht 1/2026"),
            ("grund", grund),
        ]
    };
    let page = cio.get(&enter).await;
    let refused = cio.submit(&page, &enter, &value("31", "1,234", "")).await;
    assert!(
        refused.status == 422 && refused.says("Geben Sie eine Zahl") && refused.says("Geben Sie einen Tag")
    );
    for (day, wert) in [("1", "12,5"), ("30", "37,5")] {
        let done = cio.submit(&page, &enter, &value(day, wert, "")).await;
        assert!(done.says("Der Wert ist gespeichert."), "{}", done.text());
    }
    let refused = cio.submit(&page, &enter, &value("30", "40", "")).await;
    assert!(
        refused.status == 422 && refused.says("gibt es schon den Wert 37,5 Prozent"),
        "{}",
        refused.text()
    );
    cio.submit(&page, &enter, &value("30", "40", "Ein Druckfehler.")).await;

    let mut anyone = world.client();
    let list = anyone.get("/kennzahlen").await;
    assert!(list.says("40 Prozent") && list.says("Ziel noch nicht erreicht"), "{}", list.text());
    let page = anyone.get(&public).await;
    assert!(page.says("37,5 Prozent wurde am") && page.says("Ein Druckfehler."), "{}", page.text());
    assert!(page.html.contains("rs-chart__target"), "a chart with its target");
    let (headers, csv) = anyone.download(&format!("{public}/csv")).await;
    assert!(headers["content-type"].to_str().unwrap().starts_with("text/csv"));
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.contains("2026-06-30") && csv.contains("40"), "{csv}");
    let (_, json) = anyone.download(&format!("{public}/json")).await;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["werte"][0]["wert"], 12.5);
    assert_eq!(json["berichtigungen"][0]["vorher"], 37.5);
    assert!(anyone.get(&format!("/strategie/{goal}")).await.says("Schulungen"));
}

#[rstest]
#[tokio::test]
async fn what_stands_in_the_wrong_place_is_moved(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let (goal, _) = planted(&world.test.store.as_house()).await;
    let mut anyone = world.client();
    let tree = strategy::baum(&mut world.test.store.reader()).await.unwrap();
    let id = |titel: &str| tree.iter().find(|one| one.element.titel == titel).unwrap().element.id.clone();
    let (net, field) = (id("Netze"), id("Akten: alles an einem Ort"));
    let line = tree.iter().find(|one| one.element.id == goal).unwrap().element.punkte[0].zeile.to_string();
    let mut cio = steering(&world, "cio-stab").await;
    let page = cio.get(&format!("/steuerung/strategie/{goal}")).await;
    let address = format!("/steuerung/strategie/{goal}/verschieben");
    assert!(page.link(&address).is_some(), "{}", page.text());
    assert_eq!(cio.get(&format!("/steuerung/strategie/{field}/verschieben")).await.status, 404);
    let page = cio.get(&address).await;
    let refused = cio.submit(&page, &address, &[("ab", "so"), ("was", "ganz"), ("nach", "none")]).await;
    assert_eq!(refused.status, 422);
    for said in
        ["Wählen Sie oben den Punkt", "Wählen Sie, wohin es gehört.", "Schreiben Sie eine Begründung."]
    {
        assert!(refused.says(said), "{}", refused.text());
    }
    let with = |was: &str, nach: &str| {
        [
            ("was", was.to_owned()),
            ("nach", nach.to_owned()),
            ("grund", "Die Spalten waren vertauscht.".to_owned()),
        ]
    };
    for (was, nach, said) in [
        ("ganz", field.as_str(), "Dort steht es schon."),
        ("ganz", net.as_str(), "Dorthin passt es nicht."),
        (line.as_str(), field.as_str(), "Dorthin passt es nicht."),
        ("99999", net.as_str(), "Wählen Sie, was hier falsch steht."),
    ] {
        let fields = with(was, nach);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let refused = cio.submit(&page, &address, &fields).await;
        assert!(refused.status == 422 && refused.says(said), "{was} {nach}: {}", refused.text());
    }
    let fields = with(&line, &net);
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let done = cio.submit(&page, &address, &fields).await;
    assert!(done.status == 200 && done.says("Verschoben."), "{}", done.text());
    let there = anyone.get(&format!("/strategie/{net}")).await;
    assert!(there.says("Wir führen die elektronische Akte") && there.says("Von Hand verschoben"));
    for id in [&net, &goal] {
        let page = anyone.get(&format!("/strategie/{id}")).await;
        assert!(page.says("Die Spalten waren vertauscht."), "{}", page.text());
    }
}

#[rstest]
#[tokio::test]
async fn a_figure_ends_and_all_are_in_one_file(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    planted(&world.test.store.as_house()).await;
    let mut cio = steering(&world, "cio-stab").await;
    let new = cio.get("/steuerung/kennzahlen/neu").await;
    let mut public = Vec::new();
    for name in ["Alte Zählung", "Neue Zählung"] {
        let fields = [("name", name), ("einheit", "Stück"), ("richtung", "mehr"), ("quelle", "eingetragen")];
        cio.submit(&new, "/steuerung/kennzahlen/neu", &fields).await;
    }
    for one in strategy::kennzahlen(&mut world.test.store.reader()).await.unwrap() {
        public.push(format!("/kennzahlen/{}", one.id));
    }
    let enter = format!("/steuerung{}/wert", public[0]);
    let day = |day: &'static str| [("tag--tag", day), ("tag--monat", "6"), ("tag--jahr", "2026")];
    let page = cio.get(&enter).await;
    let value = [day("30").as_slice(), &[("wert", "7"), ("quelle", "Zählung")]].concat();
    assert!(cio.submit(&page, &enter, &value).await.says("Der Wert ist gespeichert."));
    let address = format!("/steuerung{}/ende", public[0]);
    let page = cio.get(&address).await;
    assert!(page.says("Kennzahl beenden") && page.says("Letzter Tag"), "{}", page.text());
    let early = [day("29").as_slice(), &[("grund", "Es gibt eine neue.")]].concat();
    let refused = cio.submit(&page, &address, &early).await;
    assert!(refused.status == 422 && refused.says("gibt es noch einen Wert"), "{}", refused.text());
    let without = cio.submit(&page, &address, &day("30")).await;
    assert!(without.status == 422 && without.says("Schreiben Sie eine Begründung."));
    let fine = [day("30").as_slice(), &[("grund", "Es gibt eine neue.")]].concat();
    let done = cio.submit(&page, &address, &fine).await;
    assert!(done.says("Die Kennzahl ist beendet.") && done.says("Wieder fortführen"), "{}", done.text());
    let late = [day("30").as_slice(), &[("wert", "8"), ("quelle", "Zählung"), ("tag--monat", "7")]].concat();
    let late: Vec<_> = late.into_iter().filter(|field| *field != ("tag--monat", "6")).collect();
    let page = cio.get(&enter).await;
    assert!(cio.submit(&page, &enter, &late).await.says("ist mit dem"), "no later value");

    let mut anyone = world.client();
    let list = anyone.get("/kennzahlen").await;
    assert!(list.says("Beendete Kennzahlen") && list.says("Es gibt eine neue."), "{}", list.text());
    assert!(list.link("/kennzahlen/als/csv").is_some() && list.link("/kennzahlen/als/json").is_some());
    let page = anyone.get(&public[0]).await;
    assert!(page.says("nicht mehr fortgeführt") && page.says("7 Stück"), "{}", page.text());
    let (_, csv) = anyone.download("/kennzahlen/als/csv").await;
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.contains("Alte Zählung;Stück;;;2026-06-30;2026-06-30;7;nein;Zählung"), "{csv}");
    assert!(csv.contains("Neue Zählung;Stück"), "{csv}");
    let (_, json) = anyone.download("/kennzahlen/als/json").await;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(
        (json[0]["ende"]["tag"].as_str(), json[1]["name"].as_str()),
        (Some("2026-06-30"), Some("Neue Zählung"))
    );

    let page = cio.get(&address).await;
    let done = cio.submit(&page, &address, &[("grund", "Doch noch gebraucht.")]).await;
    assert!(done.says("wieder fortgeführt"), "{}", done.text());
    assert!(!anyone.get("/kennzahlen").await.says("Beendete Kennzahlen"));
}

#[rstest]
#[tokio::test]
async fn others_find_no_such_pages(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let (goal, measure) = planted(&world.test.store.as_house()).await;
    let mut cio = steering(&world, "cio-stab").await;
    let new = cio.get("/steuerung/kennzahlen/neu").await;
    let fields = [("name", "A"), ("einheit", "B"), ("richtung", "mehr"), ("quelle", "eingetragen")];
    let id = cio.submit(&new, "/steuerung/kennzahlen/neu", &fields).await.link("/kennzahlen/").unwrap();
    let pages = [
        "/steuerung/strategie".to_owned(),
        format!("/steuerung/strategie/{goal}"),
        format!("/steuerung/strategie/{goal}/verschieben"),
        "/steuerung/kennzahlen".to_owned(),
        "/steuerung/kennzahlen/neu".to_owned(),
        format!("/steuerung{id}"),
        format!("/steuerung{id}/wert"),
        format!("/steuerung{id}/ende"),
    ];
    let others = [steering(&world, "ressort-tfm").await, case::signed_in(&world, "sachbearbeitung1").await];
    for mut other in others {
        let login = other.get("/suche").await.text();
        for page in &pages {
            assert_eq!(other.get(page).await.status, 404, "{login} {page}");
        }
        // A form of their own page, sent to where it does not belong.
        let own = other.get("/suche").await;
        let token = own.form("/abmelden").hidden;
        let forms =
            ["zuordnen", "loesen", "verschieben"].map(|word| format!("/steuerung/strategie/{goal}/{word}"));
        for form in forms.into_iter().chain([format!("/steuerung{id}/ende")]) {
            let fields: Vec<_> = token.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let body = format!("{}&massnahme={measure}&grund=so", fields.join("&"));
            let headers =
                [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
            let (status, ..) = other.request("POST", &form, &headers, &body).await;
            assert_eq!(status, 404, "{login} {form}");
        }
    }
    let mut anyone = world.client();
    let asked = anyone.get("/steuerung/kennzahlen").await;
    assert!(asked.url.starts_with("/anmelden"), "{}", asked.url);
    assert!(anyone.get(&format!("/strategie/{goal}")).await.says("noch keine Maßnahme"));
}

#[rstest]
#[tokio::test]
async fn tables_are_searched_and_taken_along(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    planted(&world.test.store.as_house()).await;
    let mut anyone = world.client();
    let list = anyone.get("/daten").await;
    assert!(list.says("Beschäftigte der Gemeinden und Landkreise") && list.says("Drucksache 1/2"));
    let page = anyone.get("/daten/gemeindepersonal").await;
    assert!(page.says("3 Zeilen") && page.says("nicht angegeben"), "{}", page.text());
    assert!(page.says("gedruckt 105, gerechnet 100"), "{}", page.text());
    let found = anyone.get("/daten/gemeindepersonal?q=erfurt+stadt").await;
    assert!(found.says("1 Zeile") && !found.says("Eichsfeld"), "{}", found.text());
    assert!(anyone.get("/daten/gemeindepersonal?q=nirgends&seite=9").await.says("Keine Zeile gefunden"));
    let (_, csv) = anyone.download("/daten/gemeindepersonal/csv?q=eichsfeld").await;
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.contains("16061000") && !csv.contains("Erfurt"), "{csv}");
    let (_, json) = anyone.download("/daten/gemeindepersonal/json").await;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["resources"][0]["data"][1]["name"], "Erfurt, Stadt");
    assert_eq!(json["resources"][0]["schema"]["fields"][3]["type"], "integer");
    assert_eq!(anyone.get("/daten/none").await.status, 404);
}

#[rstest]
#[tokio::test]
async fn who_applied_says_once_how_it_went(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let package = support::parking_permit("0.0");
    let (mut anna, id) = case::submitted(&world, &package, &case::granted()).await;
    world.work_now().await;
    let (status, address) = (format!("/antraege/{id}"), format!("/antraege/{id}/bewerten"));
    let page = anna.get(&status).await;
    assert_eq!(page.link(&address).as_deref(), Some(address.as_str()), "{}", page.text());
    let page = anna.get(&address).await;
    let refused = anna.submit(&page, &address, &[("kommentar", "Ging schnell.")]).await;
    assert!(refused.status == 422 && refused.says("Wählen Sie"), "{}", refused.text());
    assert!(refused.html.contains("Ging schnell."), "what was written stays");
    let long = anna.submit(&page, &address, &[("note", "5"), ("kommentar", &"x".repeat(501))]).await;
    assert!(long.status == 422 && long.says("500 Zeichen"), "{}", long.text());
    let odd = anna.submit(&page, &address, &[("note", "6")]).await;
    assert_eq!(odd.status, 422);
    let done = anna.submit(&page, &address, &[("note", "5"), ("kommentar", "Ging schnell.")]).await;
    assert!(done.status == 200 && done.says("Danke für Ihre Bewertung"), "{}", done.text());
    assert_eq!(done.link(&address), None, "once an Antrag");
    let again = anna.submit(&page, &address, &[("note", "1")]).await;
    assert!(again.url.starts_with(&status) && !again.says("Danke für Ihre Bewertung"), "{}", again.url);
    assert!(anna.get(&address).await.url == status);

    // Nobody else votes on it, and a single vote is told to nobody.
    let mut other = case::signed_in(&world, "buerger").await;
    assert_eq!(other.get(&address).await.status, 404);
    let mut cio = steering(&world, "cio-stab").await;
    let page = cio.get("/steuerung/zufriedenheit").await;
    assert!(page.says("weniger als fünf") && !page.says("Ging schnell."), "{}", page.text());
    let mut tx = world.test.store.as_house().begin().await.unwrap();
    let votes: Vec<(String, i64)> =
        sql("SELECT monat, note FROM strategy_stimmen").all(&mut tx).await.unwrap();
    assert_eq!(votes, [("2026-11".to_owned(), 5)]);
    for number in 1..5_u128 {
        sql("INSERT INTO strategy_stimmen (id, dienst, titel, monat, note, kommentar)
             SELECT $1, dienst, titel, monat, 3, NULL FROM strategy_stimmen WHERE kommentar IS NOT NULL")
        .bind(uuid::Uuid::from_u128(number))
        .write(&mut tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    let page = cio.get("/steuerung/zufriedenheit").await;
    assert!(page.says("Ging schnell.") && page.says("3,4"), "{}", page.text());
}
