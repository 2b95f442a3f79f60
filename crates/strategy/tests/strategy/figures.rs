//! Kennzahlen: defined, entered, corrected, measured; and data sets.

use crate::{HOUSE, cio, holds_together, open, staff};
use catalogue::{LeistungKey, Texts};
use identity::{Permission, Scope};
use jiff::civil::date;
use rstest::rstest;
use store::{At, Clock as _, Engine, Jobs, Store, sql};
use strategy::{
    Eintrag, Error, Feld, Kennzahl, KennzahlId, Messung, Quelle, Richtung, Verlauf, Zahl, Zielwert,
};
use uuid::Uuid;

fn number(text: &str) -> Zahl {
    Zahl::parse(text).unwrap()
}

fn kennzahl(name: &str, quelle: Quelle) -> Kennzahl {
    Kennzahl {
        name: name.into(),
        beschreibung: "Was sie sagt.".into(),
        einheit: "Prozent".into(),
        richtung: Richtung::Mehr,
        element: None,
        ziel: Some(Zielwert { wert: number("80"), bis: date(2030, 12, 31) }),
        quelle,
        leistung: None,
    }
}

fn eintrag(wert: &str, grund: &str) -> Eintrag {
    Eintrag {
        tag: date(2026, 6, 30),
        wert: number(wert),
        quelle: "Bericht 1/2026".into(),
        grund: grund.into(),
    }
}

async fn define(store: &Store, kennzahl: &Kennzahl) -> strategy::Result<KennzahlId> {
    let mut tx = store.begin().await.unwrap();
    let id = strategy::define(&mut tx, &cio(), None, kennzahl).await?;
    tx.commit().await.unwrap();
    Ok(id)
}

async fn enter(store: &Store, id: KennzahlId, eintrag: &Eintrag) -> strategy::Result<()> {
    let mut tx = store.begin().await.unwrap();
    strategy::enter(&mut tx, &cio(), id, eintrag).await?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn seen(store: &Store, id: KennzahlId) -> Verlauf {
    strategy::kennzahl(&mut store.reader(), id).await.unwrap()
}

#[rstest]
#[tokio::test]
async fn values_are_entered_and_corrected(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    let id = define(store, &kennzahl("  Schulungen ", Quelle::Eingetragen)).await.unwrap();
    assert_eq!(seen(store, id).await.kennzahl.name, "Schulungen");
    enter(store, id, &eintrag("37,5", "")).await.unwrap();
    let again = enter(store, id, &eintrag("37,5", "so")).await;
    assert!(matches!(again, Err(Error::Unchanged)));
    let without = enter(store, id, &eintrag("40", " ")).await;
    assert!(matches!(without, Err(Error::Missing(Feld::Grund))));
    enter(store, id, &eintrag("40", "Im Bericht war ein Druckfehler.")).await.unwrap();
    enter(store, id, &Eintrag { tag: date(2025, 6, 30), ..eintrag("12", "") }).await.unwrap();
    let found = seen(store, id).await;
    assert_eq!(
        found.werte.iter().map(|wert| wert.wert).collect::<Vec<_>>(),
        [Some(number("12")), Some(number("40"))]
    );
    assert_eq!(found.berichtigungen.len(), 1);
    let was = &found.berichtigungen[0];
    assert_eq!((was.vorher, was.nachher), (Some(number("37,5")), Some(number("40"))));
    let stand = &strategy::kennzahlen(&mut store.reader()).await.unwrap()[0];
    assert_eq!((stand.wert.as_ref().unwrap().wert, stand.reached()), (Some(number("40")), Some(false)));
    holds_together(store).await;

    // A target that less is better for, and that is reached.
    let mut less = seen(store, id).await.kennzahl;
    less.richtung = Richtung::Weniger;
    let mut tx = store.begin().await.unwrap();
    assert_eq!(strategy::define(&mut tx, &cio(), Some(id), &less).await.unwrap(), id);
    tx.commit().await.unwrap();
    assert_eq!(strategy::kennzahlen(&mut store.reader()).await.unwrap()[0].reached(), Some(true));
}

#[rstest]
#[tokio::test]
async fn what_does_not_fit_is_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    let good = kennzahl("Schulungen", Quelle::Eingetragen);
    let id = define(store, &good).await.unwrap();
    let with = |change: fn(&mut Kennzahl)| {
        let mut other = kennzahl("Andere", Quelle::Eingetragen);
        change(&mut other);
        other
    };
    for (wrong, is) in [
        (with(|one| one.name = " ".into()), "say the name"),
        (with(|one| one.einheit = String::new()), "say the unit"),
        (with(|one| one.name = "x".repeat(201)), "the name has more than 200 characters"),
        (with(|one| one.beschreibung = "x".repeat(1_001)), "the description has more than 1000 characters"),
        (with(|one| one.name = "SCHULUNGEN".into()), "another Kennzahl has that name"),
        (with(|one| one.element = Some("none".into())), "there is no such element, Kennzahl or data set"),
    ] {
        assert_eq!(define(store, &wrong).await.unwrap_err().to_string(), is);
    }
    let tomorrow = Eintrag { tag: date(2026, 12, 1), ..eintrag("1", "") };
    assert!(matches!(enter(store, id, &tomorrow).await, Err(Error::Future)));
    let nowhere = Eintrag { quelle: " ".into(), ..eintrag("1", "") };
    assert!(matches!(enter(store, id, &nowhere).await, Err(Error::Missing(Feld::Quelle))));
    let unknown = KennzahlId(Uuid::from_u128(7));
    assert!(matches!(enter(store, unknown, &eintrag("1", "")).await, Err(Error::NotFound)));
    // What was entered is not measured later under the same name.
    enter(store, id, &eintrag("1", "")).await.unwrap();
    let measured = kennzahl("Schulungen", Quelle::Gemessen(Messung::Onlinequote));
    let mut tx = store.begin().await.unwrap();
    let refused = strategy::define(&mut tx, &cio(), Some(id), &measured).await;
    assert!(matches!(refused, Err(Error::SourceFixed)));
    for scope in [Scope::Anonymous, staff(&[Permission::PlanMeasures])] {
        let refused = strategy::define(&mut tx, &scope, None, &good).await;
        assert!(matches!(refused, Err(Error::Denied(_))));
        let refused = strategy::enter(&mut tx, &scope, id, &eintrag("2", "so")).await;
        assert!(matches!(refused, Err(Error::Denied(_))));
    }
    drop(tx);
    assert_eq!(seen(store, id).await.werte.len(), 1);
}

/// An Antrag that was decided after so many days, in a Behoerde of its own.
async fn decided(store: &Store, number: u128, received: &str, days: i64, automatisch: bool) {
    let received: jiff::Timestamp = received.parse().unwrap();
    let mut tx = store.begin().await.unwrap();
    sql("INSERT INTO cases_vorgaenge (id, akte, behoerde, name, package, digest, titel, aktenzeichen, eingangsnummer,
           received_at, stand, automatisch, decided_at, abgelegt, verfahren)
         VALUES ($1, $2, $3, 'N', 'p', 'd', 't', 'a', 'e', $4, 'entschieden', $5, $6, $7, 'antrag')")
    .bind(Uuid::from_u128(number))
    .bind(Uuid::from_u128(number))
    .bind(Uuid::from_u128(number))
    .bind(At::from(received))
    .bind(automatisch)
    .bind(At::from(received + jiff::SignedDuration::from_hours(24 * days)))
    .bind(false)
    .write(&mut tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

#[rstest]
#[tokio::test]
async fn the_program_measures_months_that_are_over(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    // October has five decisions, September four, November is not over.
    for (number, days) in [1, 2, 4, 8, 9].into_iter().enumerate() {
        decided(store, number as u128 + 1, "2026-10-02T08:00:00Z", days, number < 2).await;
    }
    for number in 11..15 {
        decided(store, number, "2026-09-01T08:00:00Z", 3, true).await;
    }
    decided(store, 20, "2026-11-01T08:00:00Z", 1, true).await;
    let time = define(store, &kennzahl("Dauer", Quelle::Gemessen(Messung::Bearbeitungszeit))).await.unwrap();
    let share =
        define(store, &kennzahl("Automatik", Quelle::Gemessen(Messung::Automationsquote))).await.unwrap();
    let jobs = strategy::register_jobs(Jobs::default());
    jobs.run_until_idle(store).await.unwrap();
    let of = async |id| {
        let found = seen(store, id).await;
        assert_eq!(found.werte.len(), 12, "a year back");
        found.werte[10..].iter().map(|wert| (wert.tag.to_string(), wert.wert)).collect::<Vec<_>>()
    };
    let (september, october) = ("2026-09-30".to_owned(), "2026-10-31".to_owned());
    assert_eq!(of(time).await, [(september.clone(), None), (october.clone(), Some(number("4")))]);
    assert_eq!(of(share).await, [(september, None), (october, Some(number("40")))]);

    // The next night, and the night in which a month ends.
    test.clock.set("2026-12-01T08:00:00Z".parse().unwrap());
    jobs.run_until_idle(store).await.unwrap();
    let found = seen(store, time).await;
    assert_eq!((found.werte.len(), found.werte[12].tag), (13, date(2026, 11, 30)));
    jobs.run_until_idle(store).await.unwrap();
    assert_eq!(seen(store, time).await, found, "measured once");

    // Five votes of a month have a mean, four have none.
    for number in 0..9_u128 {
        let mut tx = store.begin().await.unwrap();
        sql("INSERT INTO strategy_stimmen (id, dienst, titel, monat, note) VALUES ($1, 'd', 't', $2, $3)")
            .bind(Uuid::from_u128(number))
            .bind(if number < 5 { "2026-10" } else { "2026-11" })
            .bind(if number == 0 { 1_i64 } else { 4 })
            .write(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    let content =
        define(store, &kennzahl("Zufrieden", Quelle::Gemessen(Messung::Zufriedenheit))).await.unwrap();
    jobs.run_until_idle(store).await.unwrap();
    let werte = seen(store, content).await.werte;
    assert_eq!([werte[10].wert, werte[11].wert], [Some(number("3,4")), None]);

    // By hand only what was measured can be corrected.
    let refused = enter(store, time, &Eintrag { tag: date(2026, 11, 29), ..eintrag("3", "so") }).await;
    assert!(matches!(refused, Err(Error::Measured)));
    let fixed = Eintrag { tag: date(2026, 10, 31), ..eintrag("5", "Eine Akte war falsch datiert.") };
    enter(store, time, &fixed).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    assert_eq!(strategy::measure_all(&mut tx, HOUSE).await.unwrap(), Some(0));
    tx.commit().await.unwrap();
    let kept = seen(store, time).await.werte[11].clone();
    assert_eq!((kept.wert, kept.gemessen), (Some(number("5")), false));
    holds_together(store).await;
}

#[rstest]
#[tokio::test]
async fn a_figure_ends_and_goes_on(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    let by_hand = define(store, &kennzahl("Schulungen", Quelle::Eingetragen)).await.unwrap();
    let online = define(store, &kennzahl("Online", Quelle::Gemessen(Messung::Onlinequote))).await.unwrap();
    let jobs = strategy::register_jobs(Jobs::default());
    jobs.run_until_idle(store).await.unwrap();
    enter(store, by_hand, &eintrag("12", "")).await.unwrap();
    let end = async |id, day, grund: &str| {
        let mut tx = store.begin().await.unwrap();
        strategy::end(&mut tx, &cio(), id, day, grund).await?;
        tx.commit().await.unwrap();
        strategy::Result::Ok(())
    };
    assert!(matches!(end(by_hand, date(2026, 12, 1), "so").await, Err(Error::Future)));
    assert!(matches!(end(by_hand, date(2026, 6, 29), "so").await, Err(Error::Ended)), "a later value");
    assert!(matches!(end(by_hand, date(2026, 6, 30), " ").await, Err(Error::Missing(Feld::Grund))));
    end(by_hand, date(2026, 7, 31), " Es gibt eine bessere. ").await.unwrap();
    end(online, date(2026, 11, 30), "Der Katalog ist voll.").await.unwrap();
    assert!(matches!(end(online, date(2026, 11, 30), "so").await, Err(Error::Ended)));
    let ende = seen(store, by_hand).await.ende.unwrap();
    assert_eq!((ende.tag, ende.grund.as_str()), (date(2026, 7, 31), "Es gibt eine bessere."));
    assert!(strategy::kennzahlen(&mut store.reader()).await.unwrap().iter().all(|one| one.ende.is_some()));

    // Up to its last day values are entered and corrected; what has ended is not measured.
    let late = Eintrag { tag: date(2026, 7, 31), ..eintrag("13", "") };
    enter(store, by_hand, &late).await.unwrap();
    let behind = Eintrag { tag: date(2026, 8, 1), ..eintrag("13", "") };
    assert!(matches!(enter(store, by_hand, &behind).await, Err(Error::Ended)));
    test.clock.set("2027-02-01T08:00:00Z".parse().unwrap());
    let mut tx = store.begin().await.unwrap();
    assert_eq!(strategy::measure_all(&mut tx, HOUSE).await.unwrap(), None);
    drop(tx);
    jobs.run_until_idle(store).await.unwrap();
    assert_eq!(seen(store, online).await.werte.len(), 1);
    holds_together(store).await;

    let mut tx = store.begin().await.unwrap();
    for scope in [Scope::Anonymous, staff(&[Permission::PlanMeasures])] {
        let refused = strategy::end(&mut tx, &scope, online, date(2026, 1, 1), "so").await;
        assert!(matches!(refused, Err(Error::Denied(_))));
        assert!(matches!(strategy::resume(&mut tx, &scope, online, "so").await, Err(Error::Denied(_))));
    }
    strategy::resume(&mut tx, &cio(), online, "Doch noch nicht.").await.unwrap();
    assert!(matches!(strategy::resume(&mut tx, &cio(), online, "so").await, Err(Error::Unchanged)));
    tx.commit().await.unwrap();
    jobs.run_until_idle(store).await.unwrap();
    let found = seen(store, online).await;
    assert_eq!((found.ende, found.werte.len(), found.werte[1].tag), (None, 2, date(2027, 2, 1)));
    holds_together(store).await;
}

#[rstest]
#[tokio::test]
async fn the_program_measures_the_catalogue(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    let mut tx = store.begin().await.unwrap();
    sql("INSERT INTO catalogue_gebiete (ars, ags, name, folded, kind, parent) VALUES
           ('160000000000', '160000000000', 'Land', 'land', 'land', NULL), ('160010000000', '160010000000', 'Kreis', 'kreis', 'landkreis', '160000000000'),
           ('160010001001', '160010001001', 'A', 'a', 'gemeinde', '160010000000'), ('160010002002', '160010002002', 'B', 'b', 'gemeinde', '160010000000'),
           ('160020000000', '160020000000', 'Stadt', 'stadt', 'kreisfreie_stadt', '160000000000')")
    .write(&mut tx)
    .await
    .unwrap();
    for key in ["99001001000000", "99001002000000", "99001003000000"] {
        sql("INSERT INTO catalogue_texts (leistung, language, title, texts) VALUES ($1, 'de', 'Titel', $2)")
            .bind(key)
            .bind(serde_json::to_string(&Texts { title: "Titel".into(), ..Texts::default() }).unwrap())
            .write(&mut tx)
            .await
            .unwrap();
        sql("INSERT INTO catalogue_leistungen (key, source, changed_at) VALUES ($1, 's', $2)")
            .bind(key)
            .bind(At::from(test.clock.now()))
            .write(&mut tx)
            .await
            .unwrap();
    }
    let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    // Served by one in the county and by another in the city, who does not offer it online.
    for (gebiet, behoerde) in [("160010000000", one), ("160020000000", other)] {
        sql("INSERT INTO catalogue_zustaendigkeiten (leistung, gebiet, einheit, behoerde) VALUES ('99001001000000', $1, $2, $2)")
            .bind(gebiet)
            .bind(behoerde)
            .write(&mut tx)
            .await
            .unwrap();
    }
    sql("INSERT INTO catalogue_onlinedienste (behoerde, leistung, package, version, digest)
         VALUES ($1, '99001001000000', 'p', '1', 'd')")
    .bind(one)
    .write(&mut tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let online = define(store, &kennzahl("Online", Quelle::Gemessen(Messung::Onlinequote))).await.unwrap();
    let reached = define(store, &kennzahl("Abdeckung", Quelle::Gemessen(Messung::Abdeckung))).await.unwrap();
    let of = |key: &str, name: &str, messung| Kennzahl {
        leistung: Some(LeistungKey::parse(key).unwrap()),
        ..kennzahl(name, Quelle::Gemessen(messung))
    };
    let parken = define(store, &of("99001001000000", "Parken", Messung::Abdeckung)).await.unwrap();
    let unserved = define(store, &of("99001002000000", "Nirgends", Messung::Abdeckung)).await.unwrap();
    let wrong = define(store, &of("99001001000000", "Falsch", Messung::Onlinequote)).await;
    assert!(matches!(wrong, Err(Error::OfNoLeistung)), "{wrong:?}");
    let unknown = define(store, &of("99999999999999", "Fremd", Messung::Abdeckung)).await;
    assert!(matches!(unknown, Err(Error::NotFound)), "{unknown:?}");
    let jobs = strategy::register_jobs(Jobs::default());
    jobs.run_until_idle(store).await.unwrap();
    test.clock.set("2026-12-01T08:00:00Z".parse().unwrap());
    jobs.run_until_idle(store).await.unwrap();
    for (id, share) in [(online, "33.33"), (reached, "66.67"), (parken, "66.67"), (unserved, "0")] {
        let werte = seen(store, id).await.werte;
        let days: Vec<_> = werte.iter().map(|wert| (wert.tag, wert.wert)).collect();
        assert_eq!(days, [date(2026, 11, 30), date(2026, 12, 1)].map(|day| (day, Some(number(share)))));
    }
    // An empty catalogue has no share.
    assert_eq!(Zahl::prozent(0, 0), None);
}

#[rstest]
#[tokio::test]
async fn tables_of_papers_are_kept(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    let text =
        "Schlüssel Name Beschäftigte\n16000000 Thüringen 105\n16051 Erfurt, Stadt 60\n16061 Eichsfeld 45\n";
    let text = text.replace("16051 ", "16051000 ").replace("16061 ", "16061000 ");
    let found = strategy::tabellen(&text, "Drucksache 1/2", Some("amtliches Werk"));
    assert_eq!(found.len(), 1, "{:?}", plans::staff::gemeinden(&text));
    let mut tx = store.begin().await.unwrap();
    assert_eq!(strategy::keep_data(&mut tx, &cio(), &found).await.unwrap(), [true]);
    assert_eq!(strategy::keep_data(&mut tx, &cio(), &found).await.unwrap(), [false]);
    tx.commit().await.unwrap();
    let kept = strategy::datensatz(&mut store.reader(), "gemeindepersonal").await.unwrap();
    assert_eq!(kept, found[0]);
    assert_eq!((kept.kopf.quelle.as_str(), kept.kopf.zeilen), ("Drucksache 1/2", kept.zeilen.len()));
    assert_eq!(strategy::datensaetze(&mut store.reader()).await.unwrap(), [kept.kopf]);
    let missing = strategy::datensatz(&mut store.reader(), "none").await;
    assert!(matches!(missing, Err(Error::NotFound)));
    assert!(strategy::tabellen("Nichts davon.", "x", None).is_empty());
    holds_together(store).await;
}
