//! The inventory is kept, linked, searched, taken in from files and held against itself, on both engines.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use identity::{AccountId, BehoerdeId, Permission, Remit, Scope};
use inventory::{Angaben, Error, Feld, GegenstandId, Geschehen, Gesucht, Getan, Gleich, Unlesbar, Ziel};
use jiff::civil::date;
use rstest::rstest;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use store::{Engine, Store, Viewer, Wall, testing::TestStore};
use uuid::Uuid;

const TFM: BehoerdeId = BehoerdeId(Uuid::from_u128(0x0f11));
const TMIK: BehoerdeId = BehoerdeId(Uuid::from_u128(0x0f12));

fn staff(behoerde: BehoerdeId, permissions: &[Permission]) -> Scope {
    Scope::Staff {
        account: AccountId(Uuid::from_u128(7)),
        behoerde,
        permissions: permissions.iter().copied().collect(),
        remit: Remit::default(),
    }
}

fn keeper(behoerde: BehoerdeId) -> Scope {
    staff(behoerde, &[Permission::KeepInventory])
}

fn steers() -> Scope {
    staff(BehoerdeId(Uuid::from_u128(0x0f13)), &[Permission::SteerPlans])
}

fn said(fields: &[(Feld, &str)]) -> Angaben {
    Angaben(fields.iter().map(|(feld, value)| (*feld, (*value).to_owned())).collect())
}

fn thing(number: u128) -> GegenstandId {
    GegenstandId(Uuid::from_u128(0xbe57_0000 + number))
}

async fn open(engine: Engine) -> Option<TestStore> {
    let offices =
        [identity::OFFICE, packages::OFFICE, catalogue::OFFICE, steering::OFFICE, inventory::OFFICE];
    TestStore::open(engine, &offices).await
}

async fn enter(store: &Store, behoerde: BehoerdeId, id: GegenstandId, fields: &[(Feld, &str)]) {
    let mut tx = store.begin().await.unwrap();
    inventory::enter(&mut tx, &keeper(behoerde), behoerde, id, &said(fields)).await.unwrap();
    tx.commit().await.unwrap();
}

async fn names(store: &Store, scope: &Scope, gesucht: Gesucht) -> Vec<String> {
    let page = inventory::gegenstaende(&mut store.reader(), scope, &gesucht).await.unwrap();
    assert_eq!(page.anzahl, i64::try_from(page.gegenstaende.len()).unwrap());
    page.gegenstaende.into_iter().map(|one| one.name).collect()
}

/// A rebuild makes the same of the journal.
async fn holds_together(store: &Store) {
    let before = all(store).await;
    store.rebuild_projections().await.unwrap();
    assert_eq!(all(store).await, before);
    assert_eq!(store.verify_journal().await.unwrap().damage, []);
}

async fn all(store: &Store) -> String {
    let mut reader = store.reader();
    let everything = Gesucht { auch_ausgesonderte: true, ..Gesucht::default() };
    let list = inventory::gegenstaende(&mut reader, &steers(), &everything).await.unwrap();
    let mut text = format!("{list:?} {:?}", inventory::public(&mut reader).await.unwrap());
    for one in &list.gegenstaende {
        write!(text, "{:?}", inventory::gegenstand(&mut reader, &steers(), one.id()).await.unwrap()).unwrap();
    }
    write!(text, "{:?}", inventory::duplicates(&mut reader, &steers()).await.unwrap()).unwrap();
    text
}

#[rstest]
#[tokio::test]
async fn a_thing_has_one_history(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let (store, tfm) = (&test.store, keeper(TFM));
    let id = thing(1);
    let fields =
        [(Feld::Art, "fachverfahren"), (Feld::Name, "Beihilfe Online"), (Feld::Hersteller, "PDV GmbH")];
    enter(store, TFM, id, &fields).await;
    // The same form twice enters one.
    enter(store, TFM, id, &fields).await;

    let mut tx = store.begin().await.unwrap();
    let support = |day: &str| [(Feld::SupportBis, Some(day.to_owned()))].into();
    assert!(inventory::change(&mut tx, &tfm, id, 1, &support("2027-06-30")).await.unwrap());
    assert!(!inventory::change(&mut tx, &tfm, id, 2, &support("2027-06-30")).await.unwrap());
    // Somebody who saw the first version: another field goes, the same field does not.
    let old = inventory::change(&mut tx, &tfm, id, 1, &support("2028-06-30")).await;
    assert!(matches!(old, Err(Error::Veraltet(fields)) if fields == [Feld::SupportBis]));
    let cost = [(Feld::KostenJahr, Some("123450".to_owned()))].into();
    assert!(inventory::change(&mut tx, &tfm, id, 1, &cost).await.unwrap());
    for (feld, value, problem) in [
        (Feld::Name, None, Unlesbar::Fehlt),
        (Feld::SupportBis, Some("30.06.2027"), Unlesbar::Tag),
        (Feld::KostenJahr, Some("-1"), Unlesbar::Geld),
        (Feld::InBetriebSeit, Some("2030-01-01"), Unlesbar::Vor(Feld::InBetriebSeit)),
        (Feld::EnergieKwh, Some("5000"), Unlesbar::Braucht(Feld::EnergieJahr)),
    ] {
        let change = [(feld, value.map(str::to_owned))].into();
        let Err(Error::Unstimmig(found)) = inventory::change(&mut tx, &tfm, id, 3, &change).await else {
            panic!("{feld:?} was taken")
        };
        assert_eq!(found[0].1, problem, "{feld:?}");
    }
    tx.commit().await.unwrap();

    let found = inventory::gegenstand(&mut store.reader(), &tfm, id).await.unwrap();
    let details = found.einzelheiten.unwrap();
    assert_eq!((details.version, details.angaben.zahl(Feld::KostenJahr)), (3, Some(123_450)));
    let change = [(Feld::SupportBis, (None, Some("2027-06-30".to_owned())))].into();
    assert_eq!(details.verlauf[1].was, Geschehen::Geaendert(change));
    assert_eq!(details.verlauf.len(), 3);

    let mut tx = store.begin().await.unwrap();
    assert!(matches!(inventory::retire(&mut tx, &tfm, id, " ").await, Err(Error::GrundMissing)));
    inventory::retire(&mut tx, &tfm, id, "Durch die neue Fassung ersetzt.").await.unwrap();
    let late = inventory::change(&mut tx, &tfm, id, 4, &support("2029-01-01")).await;
    assert!(matches!(late, Err(Error::Ausgesondert)));
    tx.commit().await.unwrap();
    assert_eq!(names(store, &tfm, Gesucht::default()).await, Vec::<String>::new());
    let everything = Gesucht { auch_ausgesonderte: true, ..Gesucht::default() };
    assert_eq!(names(store, &tfm, everything).await, ["Beihilfe Online"]);
    holds_together(store).await;
}

#[rstest]
#[tokio::test]
async fn names_are_for_all_and_details_for_the_own_behoerde(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    let secret = [
        (Feld::Art, "register"),
        (Feld::Name, "Beamtenregister"),
        (Feld::Schutzbedarf, "sehr-hoch"),
        (Feld::SupportBis, "2026-12-31"),
        (Feld::KostenJahr, "99"),
    ];
    enter(store, TFM, thing(1), &secret).await;
    enter(store, TMIK, thing(2), &[(Feld::Art, "register"), (Feld::Name, "Waffenregister")]).await;
    for (scope, sees) in [(keeper(TFM), true), (keeper(TMIK), false), (steers(), true)] {
        let mut reader = store.reader();
        let all = inventory::gegenstaende(&mut reader, &scope, &Gesucht::default()).await.unwrap();
        assert_eq!(all.anzahl, 2, "names are seen by all");
        assert_eq!(all.gegenstaende[0].angaben().is_some(), sees);
        let found = inventory::gegenstand(&mut reader, &scope, thing(1)).await.unwrap();
        assert_eq!(found.einzelheiten.is_some(), sees);
        // A filter must not tell what is not shown.
        for hidden in [
            Gesucht { schutzbedarf: Some("sehr-hoch".into()), ..Gesucht::default() },
            Gesucht { frist_bis: Some(date(2027, 1, 1)), ..Gesucht::default() },
        ] {
            let page = inventory::gegenstaende(&mut reader, &scope, &hidden).await.unwrap();
            assert_eq!(page.anzahl, i64::from(sees), "{hidden:?}");
        }
        let found = inventory::befunde(&mut reader, &scope, date(2026, 11, 30)).await.unwrap();
        assert_eq!(found.iter().any(|one| one.id == thing(1)), sees);
    }
    let mut tx = store.begin().await.unwrap();
    let change = [(Feld::Name, Some("Anders".to_owned()))].into();
    for scope in [keeper(TMIK), steers(), Scope::Anonymous, staff(TFM, &[Permission::ReadCases])] {
        assert!(inventory::change(&mut tx, &scope, thing(1), 1, &change).await.is_err());
        assert!(inventory::retire(&mut tx, &scope, thing(1), "so").await.is_err());
        assert!(inventory::report_use(&mut tx, &scope, thing(1), date(2026, 1, 1), 1).await.is_err());
        assert!(inventory::enter(&mut tx, &scope, TFM, thing(3), &said(&secret)).await.is_err());
        let link = Ziel::Nutzt(thing(2));
        assert!(inventory::link(&mut tx, &scope, thing(1), &link).await.is_err());
    }
    for scope in [Scope::Anonymous, staff(TFM, &[Permission::ReadCases])] {
        let refused = inventory::gegenstaende(&mut tx, &scope, &Gesucht::default()).await;
        assert!(matches!(refused, Err(Error::Denied(_))));
        assert!(matches!(inventory::duplicates(&mut tx, &scope).await, Err(Error::Denied(_))));
    }
    drop(tx);
    // The second wall: even the program's own queries show no more to somebody else.
    if engine == Engine::Postgres {
        let other = store.behind(Wall::Of(Viewer { behoerde: Some(TMIK.0), ..Viewer::default() }));
        let found = inventory::gegenstand(&mut other.reader(), &Scope::House, thing(1)).await.unwrap();
        assert_eq!(found.einzelheiten, None);
        let nobody = store.behind(Wall::Of(Viewer::default()));
        assert_eq!(names(&nobody, &Scope::House, Gesucht::default()).await, Vec::<String>::new());
    }
}

#[rstest]
#[tokio::test]
async fn things_are_linked_to_what_there_is(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let (store, tfm) = (&test.store, keeper(TFM));
    let public = [(Feld::Art, "fachverfahren"), (Feld::Name, "Portal"), (Feld::Oeffentlich, "true")];
    enter(store, TFM, thing(1), &public).await;
    enter(store, TMIK, thing(2), &[(Feld::Art, "register"), (Feld::Name, "Melderegister")]).await;
    let mut tx = store.begin().await.unwrap();
    let plan = plans_of_one();
    steering::take_in(&mut tx, &Scope::House, &plan, "plan.txt", None).await.unwrap();
    let measures = steering::massnahmen(&mut tx, &steering::Gesucht::default()).await.unwrap();
    let measure = measures.massnahmen[0].id.clone();
    let id = thing(1);
    for nothing in [
        Ziel::Massnahme("none".into()),
        Ziel::Leistung("99107008007000".into()),
        Ziel::Leistung("12".into()),
        Ziel::Nutzt(thing(9)),
    ] {
        let refused = inventory::link(&mut tx, &tfm, id, &nothing).await;
        assert!(matches!(refused, Err(Error::ZielFehlt)), "{nothing:?}");
    }
    let itself = inventory::link(&mut tx, &tfm, id, &Ziel::Ersetzt(id)).await;
    assert!(matches!(itself, Err(Error::MitSichSelbst)));
    for link in [Ziel::Nutzt(thing(2)), Ziel::Massnahme(measure.clone())] {
        assert!(inventory::link(&mut tx, &tfm, id, &link).await.unwrap());
        assert!(!inventory::link(&mut tx, &tfm, id, &link).await.unwrap(), "once is enough");
    }
    tx.commit().await.unwrap();
    let mut reader = store.reader();
    let back = inventory::gegenstand(&mut reader, &keeper(TMIK), thing(2)).await.unwrap();
    assert_eq!(back.verknuepft_von, [("nutzt".to_owned(), id)]);
    let shown = inventory::public_of(&mut reader, &steering::Id(measure.clone())).await.unwrap();
    assert_eq!(
        (shown.len(), shown[0].name.as_str(), &shown[0].massnahmen),
        (1, "Portal", &vec![measure.clone()])
    );
    assert_eq!(inventory::public(&mut reader).await.unwrap().len(), 1);
    if engine == Engine::Postgres {
        let nobody = store.behind(Wall::Of(Viewer::default()));
        let shown = inventory::public(&mut nobody.reader()).await.unwrap();
        assert_eq!(shown[0].massnahmen, std::slice::from_ref(&measure), "everybody sees what is public");
    }
    holds_together(store).await;
    let mut tx = store.begin().await.unwrap();
    let hide = [(Feld::Oeffentlich, None)].into();
    inventory::change(&mut tx, &tfm, id, 3, &hide).await.unwrap();
    assert!(inventory::unlink(&mut tx, &tfm, id, &Ziel::Massnahme(measure.clone())).await.unwrap());
    assert!(!inventory::unlink(&mut tx, &tfm, id, &Ziel::Massnahme(measure)).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(inventory::public(&mut store.reader()).await.unwrap(), []);
    holds_together(store).await;
}

fn plans_of_one() -> steering::Reading {
    plans::read(
        "Aktionsplan 2031\nzur Umsetzung der Strategie\n\nStand: 1. Oktober 2031\n\n3. Maßnahmen\n\n3.1 Anschluss des Portals\n\n\
         Aufnahme in den Aktionsplan: 2030\nFederführung: TFM\nGeplanter Abschluss: 2032\nProjektstatus: im Plan\n\n\
         Das Portal wird angeschlossen.\n\n",
    )
}

#[rstest]
#[tokio::test]
async fn licences_and_duplicates_are_found(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let (store, tfm) = (&test.store, keeper(TFM));
    test.clock.set("2026-11-30T09:00:00Z".parse().unwrap());
    let licence = [
        (Feld::Art, "lizenz"),
        (Feld::Name, "Büropaket"),
        (Feld::Hersteller, "Muster AG"),
        (Feld::Produkt, "Büro 365"),
        (Feld::Lizenzart, "gleichzeitig"),
        (Feld::LizenzenGekauft, "100"),
    ];
    enter(store, TFM, thing(1), &licence).await;
    let other = [
        (Feld::Art, "lizenz"),
        (Feld::Name, "Textverarbeitung"),
        (Feld::Hersteller, "MUSTER AG"),
        (Feld::Produkt, "Buero-365"),
    ];
    enter(store, TMIK, thing(2), &other).await;
    enter(store, TFM, thing(3), &[(Feld::Art, "register"), (Feld::Name, "Anderes")]).await;
    let mut tx = store.begin().await.unwrap();
    for (day, count) in [(date(2026, 3, 1), 120), (date(2026, 3, 1), 110), (date(2026, 11, 1), 20)] {
        inventory::report_use(&mut tx, &tfm, thing(1), day, count).await.unwrap();
    }
    let future = inventory::report_use(&mut tx, &tfm, thing(1), date(2026, 12, 1), 1).await;
    assert!(matches!(future, Err(Error::Zukunft)));
    let negative = inventory::report_use(&mut tx, &tfm, thing(1), date(2026, 1, 1), -1).await;
    assert!(matches!(negative, Err(Error::Unstimmig(_))));
    let none = inventory::report_use(&mut tx, &tfm, thing(3), date(2026, 1, 1), 1).await;
    assert!(matches!(none, Err(Error::KeineLizenz)));
    tx.commit().await.unwrap();
    let found = inventory::befunde(&mut store.reader(), &tfm, date(2026, 11, 30)).await.unwrap();
    let over = inventory::Regel::Unterlizenziert { gekauft: 100, genutzt: 110 };
    assert!(found.iter().any(|one| one.id == thing(1) && one.regel == over), "{found:?}");

    for scope in [keeper(TFM), keeper(TMIK), steers()] {
        let pairs = inventory::duplicates(&mut store.reader(), &scope).await.unwrap();
        let found: Vec<_> = pairs.iter().map(|pair| (pair.ids(), pair.gruende.as_slice())).collect();
        assert_eq!(found, [((thing(1), thing(2)), &[Gleich::Produkt][..])]);
    }
    let stranger = keeper(BehoerdeId(Uuid::from_u128(1)));
    assert_eq!(inventory::duplicates(&mut store.reader(), &stranger).await.unwrap(), []);
    let mut tx = store.begin().await.unwrap();
    let apart = inventory::tell_apart(&mut tx, &stranger, thing(1), thing(2), "so").await;
    assert!(matches!(apart, Err(Error::NotFound)));
    let twice = inventory::tell_apart(&mut tx, &tfm, thing(1), thing(1), "so").await;
    assert!(matches!(twice, Err(Error::MitSichSelbst)));
    inventory::tell_apart(&mut tx, &keeper(TMIK), thing(2), thing(1), "Zwei Verträge.").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(inventory::duplicates(&mut store.reader(), &steers()).await.unwrap(), []);
    holds_together(store).await;
}

#[rstest]
#[tokio::test]
async fn a_file_is_taken_in_once_and_as_a_whole(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let (store, tfm) = (&test.store, keeper(TFM));
    let csv = "Art;Bezeichnung;Hersteler;Support bis;Kosten\r\n\
               Fachverfahren;Beihilfe;PDV;31.12.2027;1.234,50\r\n;Zeitwirtschaft;;;\r\nRegister;Kaputt;;bald;\r\n";
    let read = |csv: &str| {
        let sheet = tabular::read(csv.as_bytes(), &tabular::Limits::default()).unwrap();
        inventory::read_sheet(&sheet).unwrap()
    };
    let first = read(csv);
    let preview =
        inventory::preview(&mut store.reader(), &tfm, TFM, &first, date(2026, 11, 30)).await.unwrap();
    assert_eq!((preview.vorhaben.len(), preview.fehler.len()), (2, 1));
    assert_eq!(names(store, &tfm, Gesucht::default()).await, Vec::<String>::new(), "a look stores nothing");
    let take = async |scope: &Scope, read: &inventory::Gelesen| {
        let mut tx = store.begin().await.unwrap();
        let done = inventory::import(&mut tx, scope, TFM, &read.zeilen).await?;
        tx.commit().await.unwrap();
        Ok::<_, Error>(done)
    };
    assert!(matches!(take(&keeper(TMIK), &first).await, Err(Error::Denied(_))));
    assert_eq!(take(&tfm, &first).await.unwrap(), Getan { neu: 2, ..Getan::default() });
    assert_eq!(take(&tfm, &first).await.unwrap(), Getan { bekannt: 2, ..Getan::default() });
    let later = read("Art;Name;Support bis\r\nFachverfahren;BEIHILFE;30.06.2028\r\n");
    assert_eq!(take(&Scope::House, &later).await.unwrap(), Getan { geaendert: 1, ..Getan::default() });
    // One that does not fit, and none is taken.
    let mut bad = read("Art;Name;In Betrieb seit\r\nProjekt;Neu;\r\nFachverfahren;Beihilfe;1.1.2030\r\n");
    assert!(matches!(take(&tfm, &bad).await, Err(Error::Zeile(row)) if row.zeile == 3));
    bad.zeilen[0].felder.insert(Feld::SupportBis, Some("31.12.2027".into()));
    bad.zeilen.truncate(1);
    assert!(matches!(take(&tfm, &bad).await, Err(Error::Zeile(_))), "a form that was tampered with");
    assert_eq!(names(store, &tfm, Gesucht::default()).await, ["BEIHILFE", "Zeitwirtschaft"]);
    for (gesucht, count) in [
        (Gesucht { worte: "beihil".into(), ..Gesucht::default() }, 1),
        (Gesucht { worte: "pdv beihilfe".into(), ..Gesucht::default() }, 1),
        (Gesucht { worte: "'; DROP %_".into(), ..Gesucht::default() }, 0),
        (Gesucht { art: Some("fachverfahren".into()), ..Gesucht::default() }, 2),
        (Gesucht { behoerde: Some(TMIK), ..Gesucht::default() }, 0),
        (Gesucht { frist_bis: Some(date(2028, 6, 30)), ..Gesucht::default() }, 1),
        (Gesucht { frist_bis: Some(date(2028, 6, 29)), ..Gesucht::default() }, 0),
    ] {
        assert_eq!(names(store, &tfm, gesucht.clone()).await.len(), count, "{gesucht:?}");
    }
    let sums = inventory::energy(&mut store.reader(), &tfm).await.unwrap();
    assert_eq!((sums[0].anzahl, sums[0].mit_angabe, sums[0].kwh), (2, 0, 0));
    holds_together(store).await;
}

/// A Leistung of the catalogue.
async fn leistung(store: &Store, key: &str) {
    let texts = catalogue::Texts { title: "Etwas".into(), ..catalogue::Texts::default() };
    let entry = catalogue::LeistungEntry {
        key: catalogue::LeistungKey::parse(key).unwrap(),
        source: "s".into(),
        texts: [("de".to_owned(), texts)].into(),
    };
    let mut tx = store.begin().await.unwrap();
    catalogue::set_leistung(&mut tx, &Scope::House, &entry).await.unwrap();
    tx.commit().await.unwrap();
}

#[rstest]
#[tokio::test]
async fn a_file_carries_links_and_the_use_of_licences(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = open(engine).await else { return };
    let (store, tfm) = (&test.store, keeper(TFM));
    test.clock.set("2026-11-30T09:00:00Z".parse().unwrap());
    let mut tx = store.begin().await.unwrap();
    steering::take_in(&mut tx, &Scope::House, &plans_of_one(), "plan.txt", None).await.unwrap();
    tx.commit().await.unwrap();
    leistung(store, "99108001001000").await;
    enter(store, TMIK, thing(1), &[(Feld::Art, "register"), (Feld::Name, "Fremdes")]).await;
    let read = |rows: &str| {
        let csv = format!(
            "Art;Name;Massnahmen;Leistungen;Nutzt;Ersetzt;Lizenzen genutzt;Lizenzen genutzt am\r\n{rows}"
        );
        let sheet = tabular::read(csv.as_bytes(), &tabular::Limits::default()).unwrap();
        inventory::read_sheet(&sheet).unwrap()
    };
    let take = async |read: &inventory::Gelesen| {
        let mut tx = store.begin().await.unwrap();
        let done = inventory::import(&mut tx, &tfm, TFM, &read.zeilen).await?;
        tx.commit().await.unwrap();
        Ok::<_, Error>(done)
    };
    let foreign = thing(1).to_string();
    // The second row leads to the third, which comes later.
    let first = read(&format!(
        "Register;Altes;;;;;;\r\nFachverfahren;Portal;2031:3.1;99108001001000;netz; Altes ;;\r\n\
         Register;Netz;;;{foreign};;;\r\nLizenz;Büro;;;;;40;30.6.2026\r\n"
    ));
    assert_eq!(take(&first).await.unwrap(), Getan { neu: 4, ..Getan::default() });
    assert_eq!(take(&first).await.unwrap(), Getan { bekannt: 4, ..Getan::default() }, "the same file again");
    let all = inventory::alle(&mut store.reader(), &tfm, &Gesucht::default(), 9).await.unwrap();
    let id = |name: &str| all.iter().find(|one| one.name == name).unwrap().id();
    let beside = inventory::beiwerk(&mut store.reader(), &tfm).await.unwrap();
    let portal = &beside.verknuepft[&id("Portal")];
    assert!(portal.contains(&Ziel::Nutzt(id("Netz"))) && portal.contains(&Ziel::Ersetzt(id("Altes"))));
    assert_eq!(portal.len(), 4, "{portal:?}");
    assert_eq!(beside.verknuepft[&id("Netz")], BTreeSet::from([Ziel::Nutzt(thing(1))]));
    assert_eq!(beside.genutzt[&id("Büro")], (date(2026, 6, 30), 40));
    let stranger = inventory::beiwerk(&mut store.reader(), &keeper(TMIK)).await.unwrap();
    assert!(stranger.genutzt.is_empty() && stranger.verknuepft.len() == 2, "{stranger:?}");

    // A cell says all of its kind; an empty one says nothing. Without a day, the last number counts.
    let later = read("Fachverfahren;Portal;;;Büro;;;\r\nLizenz;Büro;;;;;40;\r\n");
    let preview =
        inventory::preview(&mut store.reader(), &tfm, TFM, &later, date(2026, 11, 30)).await.unwrap();
    assert_eq!((preview.vorhaben[0].verknuepft.len(), preview.vorhaben[0].geloest.len()), (1, 1));
    assert_eq!(take(&later).await.unwrap(), Getan { geaendert: 1, bekannt: 1, ..Getan::default() });
    let beside = inventory::beiwerk(&mut store.reader(), &tfm).await.unwrap();
    let portal = &beside.verknuepft[&id("Portal")];
    assert!(portal.contains(&Ziel::Nutzt(id("Büro"))) && !portal.contains(&Ziel::Nutzt(id("Netz"))));
    assert_eq!(portal.len(), 4);
    let today = read("Lizenz;Büro;;;;;41;\r\n");
    assert_eq!(take(&today).await.unwrap(), Getan { geaendert: 1, ..Getan::default() });
    let beside = inventory::beiwerk(&mut store.reader(), &tfm).await.unwrap();
    assert_eq!(beside.genutzt[&id("Büro")], (date(2026, 11, 30), 41));

    for (row, wrong) in [
        ("Register;Altes;2031:9.9;;;;;", inventory::Mangel::Verweis(inventory::Verweisart::Massnahme)),
        ("Register;Altes;none;;;;;", inventory::Mangel::Verweis(inventory::Verweisart::Massnahme)),
        ("Register;Altes;;99999999999999;;;;", inventory::Mangel::Verweis(inventory::Verweisart::Leistung)),
        ("Register;Altes;;;Fremdes;;;", inventory::Mangel::Verweis(inventory::Verweisart::Nutzt)),
        ("Register;Altes;;;;altes;;", inventory::Mangel::Verweis(inventory::Verweisart::Ersetzt)),
        ("Register;Altes;;;;;3;", inventory::Mangel::KeineLizenz),
        ("Lizenz;Büro;;;;;3;1.12.2026", inventory::Mangel::Stichtag),
    ] {
        let Err(Error::Zeile(fault)) = take(&read(row)).await else { panic!("{row} was taken") };
        assert_eq!(fault.mangel, wrong, "{row}");
    }
    holds_together(store).await;
}
