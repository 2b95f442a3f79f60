//! Commands and queries of the catalogue on both engines.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use catalogue::{
    Error, Gebiet, GebietKind, Import, Imported, Legal, LeistungEntry, LeistungKey, OFFICE, Onlinedienst,
    Organisationseinheit, Texts, WantedOnlinedienst, Zustaendigkeit, auskunft, begin_zustaendigkeit,
    einheiten, end_zustaendigkeit, gebiet, import, leistung, leistungen, offer_onlinedienst, onlinedienste,
    places, remove_einheit, remove_gebiet, remove_leistung, set_einheit, set_gebiet, set_leistung,
    want_onlinedienst, withdraw_onlinedienst, zustaendig,
};
use identity::{AccountId, Address, Ars, BehoerdeId, Change, Denied, Permission, Scope, Vertrauensniveau};
use rstest::rstest;
use store::{Engine, Executor, Store, testing::TestStore};
use uuid::Uuid;

const LAND: &str = "160000000000";
const KREIS: &str = "160630000000";
const EISENACH: &str = "160630105105";
const ERFURT: &str = "160510000000";

fn ars(text: &str) -> Ars {
    Ars::parse(text).unwrap()
}

fn area(key: &str, name: &str, kind: GebietKind, parent: Option<&str>, codes: &[&str]) -> Gebiet {
    let postal_codes = codes.iter().map(ToString::to_string).collect();
    Gebiet { ars: ars(key), name: name.into(), kind, parent: parent.map(ars), postal_codes, kachel: None }
}

fn areas() -> Vec<Gebiet> {
    vec![
        area(LAND, "Thüringen", GebietKind::Land, None, &[]),
        area(KREIS, "Wartburgkreis", GebietKind::Landkreis, Some(LAND), &[]),
        area(EISENACH, "Eisenach", GebietKind::Gemeinde, Some(KREIS), &["99817"]),
        area(ERFURT, "Erfurt", GebietKind::KreisfreieStadt, Some(LAND), &["99085", "99084"]),
        area("160640046046", "Mühlhausen/Thüringen", GebietKind::Gemeinde, Some(LAND), &["99974"]),
        area("160610045045", "Heilbad Heiligenstadt", GebietKind::Gemeinde, Some(LAND), &["37308"]),
    ]
}

fn behoerde(number: u128) -> BehoerdeId {
    BehoerdeId(Uuid::from_u128(number))
}

fn unit(number: u128, name: &str) -> Organisationseinheit {
    Organisationseinheit {
        id: Uuid::from_u128(number * 100),
        behoerde: behoerde(number),
        name: name.into(),
        address: Address::default(),
        opening_hours: vec!["Montag 9 bis 12 Uhr".into()],
        phone: Some("115".into()),
        mail: None,
        web: None,
    }
}

fn parken() -> LeistungKey {
    LeistungKey::parse("99108001001000").unwrap()
}

fn described() -> LeistungEntry {
    let legal = vec![Legal { text: "§ 45 StVO".into(), link: None }];
    let texts = |title: &str| Texts {
        title: title.into(),
        short: "Kurz.".into(),
        legal: legal.clone(),
        ..Texts::default()
    };
    let texts =
        [("de", texts("Bewohnerparkausweis beantragen")), ("en", texts("Apply for a parking permit"))];
    LeistungEntry {
        key: parken(),
        source: "Paket bewohnerparkausweis 1.0.0".into(),
        texts: texts.into_iter().map(|(tag, texts)| (tag.to_owned(), texts)).collect(),
    }
}

fn everything() -> Import {
    let serves = |gebiet: &str, number: u128| Zustaendigkeit {
        leistung: parken(),
        gebiet: ars(gebiet),
        einheit: Uuid::from_u128(number * 100),
    };
    Import {
        gebiete: areas(),
        leistungen: vec![described()],
        einheiten: vec![unit(1, "Bürgeramt Erfurt"), unit(2, "Landratsamt")],
        zustaendigkeiten: vec![serves(ERFURT, 1), serves(KREIS, 2)],
        ..Import::default()
    }
}

fn dienst(number: u128, version: &str) -> Onlinedienst {
    Onlinedienst {
        behoerde: behoerde(number),
        leistung: parken(),
        package: "bewohnerparkausweis".into(),
        version: version.into(),
        digest: "ab".repeat(32),
    }
}

async fn furnish(store: &Store) -> Imported {
    let mut tx = store.begin().await.unwrap();
    let done = import(&mut tx, &Scope::House, &everything()).await.unwrap();
    tx.commit().await.unwrap();
    done
}

fn staff(number: u128, permissions: &[Permission]) -> Scope {
    Scope::Staff {
        account: AccountId(Uuid::from_u128(900)),
        behoerde: behoerde(number),
        permissions: permissions.iter().copied().collect(),
        remit: identity::Remit::default(),
    }
}

#[rstest]
#[tokio::test]
async fn an_import_records_only_what_changes(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let count = |done: &Imported| (done.recorded(), done.unchanged());
    assert_eq!(count(&furnish(&test.store).await), (11, 0));
    assert_eq!(count(&furnish(&test.store).await), (0, 11));
    assert_eq!(test.store.verify_journal().await.unwrap().entries, 11);

    let mut changed = everything();
    changed.gebiete[3].postal_codes = vec!["99084".into()];
    changed.einheiten[0].opening_hours = vec!["Immer".into()];
    changed.leistungen[0].texts.remove("en");
    let mut tx = test.store.begin().await.unwrap();
    let done = import(&mut tx, &Scope::House, &changed).await.unwrap();
    offer_onlinedienst(&mut tx, &Scope::House, &dienst(1, "1.0.0")).await.unwrap();
    offer_onlinedienst(&mut tx, &Scope::House, &dienst(2, "1.0.0")).await.unwrap();
    assert!(offer_onlinedienst(&mut tx, &Scope::House, &dienst(1, "1.1.0")).await.unwrap());
    assert!(!offer_onlinedienst(&mut tx, &Scope::House, &dienst(1, "1.1.0")).await.unwrap());
    assert!(withdraw_onlinedienst(&mut tx, &Scope::House, behoerde(2), &parken()).await.unwrap());
    assert!(!withdraw_onlinedienst(&mut tx, &Scope::House, behoerde(2), &parken()).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(count(&done), (3, 8));
    let changed: Vec<_> = done.tallies().iter().flat_map(|(_, tally)| tally.changed.clone()).collect();
    assert_eq!(changed, ["Erfurt", "99108001001000", "Bürgeramt Erfurt"]);
    let offered = onlinedienste(&mut test.store.reader(), &Scope::Anonymous, &parken()).await.unwrap();
    assert_eq!(offered, [dienst(1, "1.1.0")]);
    let mut reader = test.store.reader();
    let online = catalogue::online(&mut reader, &Scope::Anonymous, "en", 10).await.unwrap();
    assert_eq!(online.iter().map(|l| (&l.key, l.language.as_str())).collect::<Vec<_>>(), [(&parken(), "de")]);
    assert!(catalogue::online(&mut reader, &Scope::Anonymous, "en", 0).await.unwrap().is_empty());

    let before = test.store.dump_projections().await.unwrap();
    test.store.rebuild_projections().await.unwrap();
    assert_eq!(test.store.dump_projections().await.unwrap(), before);
}

#[rstest]
#[tokio::test]
async fn the_nearest_unit_is_zustaendig(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    furnish(&test.store).await;
    let mut tx = test.store.begin().await.unwrap();
    offer_onlinedienst(&mut tx, &Scope::House, &dienst(1, "1.0.0")).await.unwrap();
    tx.commit().await.unwrap();
    let mut reader = test.store.reader();
    let anybody = &Scope::Anonymous;

    let erfurt = zustaendig(&mut reader, anybody, &parken(), &ars(ERFURT)).await.unwrap().unwrap();
    assert_eq!((erfurt.einheit, erfurt.gebiet), (unit(1, "Bürgeramt Erfurt"), ars(ERFURT)));
    assert_eq!(erfurt.onlinedienst, Some(dienst(1, "1.0.0")));
    let eisenach = zustaendig(&mut reader, anybody, &parken(), &ars(EISENACH)).await.unwrap().unwrap();
    assert_eq!((eisenach.einheit.name.as_str(), eisenach.gebiet), ("Landratsamt", ars(KREIS)));
    assert_eq!(eisenach.onlinedienst, None);
    for (key, place) in
        [("99108001001000", LAND), ("99000000000000", ERFURT), ("99108001001000", "990000000000")]
    {
        let key = LeistungKey::parse(key).unwrap();
        assert_eq!(zustaendig(&mut reader, anybody, &key, &ars(place)).await.unwrap(), None, "{key} {place}");
    }

    // Eisenach takes it over; and gives it back.
    let own = Zustaendigkeit { leistung: parken(), gebiet: ars(EISENACH), einheit: unit(1, "").id };
    let mut tx = test.store.begin().await.unwrap();
    assert!(begin_zustaendigkeit(&mut tx, &Scope::House, &own).await.unwrap());
    let now = zustaendig(&mut tx, anybody, &parken(), &ars(EISENACH)).await.unwrap().unwrap();
    assert_eq!(now.einheit.name, "Bürgeramt Erfurt");
    assert!(end_zustaendigkeit(&mut tx, &Scope::House, &own).await.unwrap());
    assert!(!end_zustaendigkeit(&mut tx, &Scope::House, &own).await.unwrap());
    assert!(remove_einheit(&mut tx, &Scope::House, unit(2, "").id).await.unwrap());
    assert_eq!(zustaendig(&mut tx, anybody, &parken(), &ars(EISENACH)).await.unwrap(), None);
    assert!(!remove_einheit(&mut tx, &Scope::House, unit(2, "").id).await.unwrap());
}

#[rstest]
#[tokio::test]
async fn a_leistung_is_shown_in_the_best_language_there_is(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    furnish(&test.store).await;
    let mut reader = test.store.reader();
    for (wanted, got) in
        [("de", "de"), ("en", "en"), ("en-GB", "en"), ("de-x-leicht", "de"), ("uk", "de"), ("", "de")]
    {
        let found = leistung(&mut reader, &Scope::Anonymous, &parken(), wanted).await.unwrap().unwrap();
        assert_eq!((found.language.as_str(), found.languages.len()), (got, 2), "{wanted}");
    }
    let list = leistungen(&mut reader, &Scope::Anonymous, "en-GB").await.unwrap();
    assert_eq!(list, [(parken(), "Apply for a parking permit".to_owned())]);

    let answer =
        auskunft(&mut reader, &Scope::Anonymous, &parken(), Some(&ars(ERFURT)), "de").await.unwrap().unwrap();
    assert_eq!(answer.zustaendig.unwrap().einheit.phone.as_deref(), Some("115"));
    let sources: Vec<_> = answer.sources.iter().map(|s| s.text.as_str()).collect();
    assert_eq!(sources, ["Paket bewohnerparkausweis 1.0.0", "§ 45 StVO"]);

    let mut tx = test.store.begin().await.unwrap();
    let mut english = described();
    english.texts.remove("de");
    let refused = set_leistung(&mut tx, &Scope::House, &english).await;
    assert!(matches!(refused, Err(Error::NoGerman(_))), "{refused:?}");
    assert!(remove_leistung(&mut tx, &Scope::House, &parken()).await.unwrap());
    assert!(leistung(&mut tx, &Scope::Anonymous, &parken(), "de").await.unwrap().is_none());
    assert!(auskunft(&mut tx, &Scope::Anonymous, &parken(), None, "de").await.unwrap().is_none());
}

async fn place_names(on: &mut impl Executor, text: &str, limit: u16) -> Vec<String> {
    let found = places(on, &Scope::Anonymous, text, limit).await.unwrap();
    found.into_iter().map(|g| g.name).collect()
}

#[rstest]
#[tokio::test]
async fn places_are_found_by_what_people_type(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    furnish(&test.store).await;
    let mut reader = test.store.reader();
    for (text, names) in [
        ("99084", vec!["Erfurt"]),
        ("99817 Eisenach", vec!["Eisenach"]),
        ("99", vec!["Eisenach", "Erfurt", "Mühlhausen/Thüringen"]),
        ("12345", vec![]),
        ("erf", vec!["Erfurt"]),
        ("  EISENACH ", vec!["Eisenach"]),
        ("muehl", vec!["Mühlhausen/Thüringen"]),
        ("Muhlhausen", vec!["Mühlhausen/Thüringen"]),
        ("thür", vec!["Thüringen", "Mühlhausen/Thüringen"]),
        ("heiligen", vec!["Heilbad Heiligenstadt"]),
        ("", vec![]),
        ("%", vec![]),
        ("_rfurt", vec![]),
        ("'; DROP TABLE catalogue_gebiete; --", vec![]),
        ("\u{0}", vec![]),
    ] {
        assert_eq!(place_names(&mut reader, text, 10).await, names, "{text:?}");
    }
    assert_eq!(place_names(&mut reader, "99", 1).await.len(), 1);
    let erfurt = gebiet(&mut reader, &Scope::Anonymous, &ars(ERFURT)).await.unwrap().unwrap();
    assert_eq!(erfurt.postal_codes, ["99084", "99085"]);
    let mut tx = test.store.begin().await.unwrap();
    assert!(remove_gebiet(&mut tx, &Scope::House, &ars(ERFURT)).await.unwrap());
    assert_eq!(place_names(&mut tx, "99084", 10).await, [""; 0]);
}

#[rstest]
#[tokio::test]
async fn a_behoerde_changes_its_own_part_only(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    furnish(&test.store).await;
    let editor = staff(1, &[Permission::ManageCatalogue, Permission::InstallPackages]);
    let mut tx = test.store.begin().await.unwrap();
    let mut own = unit(1, "Bürgerservice");
    assert_eq!(set_einheit(&mut tx, &editor, &own).await.unwrap(), Change::Changed);
    assert_eq!(set_einheit(&mut tx, &editor, &own).await.unwrap(), Change::Unchanged);
    let wanted = WantedOnlinedienst { behoerde: behoerde(1), leistung: parken(), package: "parken".into() };
    assert_eq!(want_onlinedienst(&mut tx, &editor, &wanted).await.unwrap(), Change::New);
    assert!(offer_onlinedienst(&mut tx, &editor, &dienst(1, "1.0.0")).await.unwrap());
    let units = einheiten(&mut tx, &Scope::Anonymous, behoerde(1)).await.unwrap();
    assert_eq!(units, [own.clone()]);
    own.behoerde = behoerde(2);
    let moved = set_einheit(&mut tx, &Scope::House, &own).await;
    assert!(matches!(moved, Err(Error::OtherBehoerde(..))), "{moved:?}");

    let person = Scope::Person { account: AccountId(Uuid::from_u128(1)), niveau: Vertrauensniveau::Hoch };
    let worker = staff(2, &[Permission::ReadCases, Permission::WorkCases]);
    let foreign = Zustaendigkeit { leistung: parken(), gebiet: ars(EISENACH), einheit: unit(2, "").id };
    for scope in [&Scope::Anonymous, &person, &worker, &editor] {
        let tx = &mut tx;
        let refused = [
            set_einheit(tx, scope, &unit(2, "Übernommen")).await.map(drop),
            remove_einheit(tx, scope, unit(2, "").id).await.map(drop),
            begin_zustaendigkeit(tx, scope, &foreign).await.map(drop),
            end_zustaendigkeit(tx, scope, &foreign).await.map(drop),
            offer_onlinedienst(tx, scope, &dienst(2, "1.0.0")).await.map(drop),
            want_onlinedienst(tx, scope, &WantedOnlinedienst { behoerde: behoerde(2), ..wanted.clone() })
                .await
                .map(drop),
            withdraw_onlinedienst(tx, scope, behoerde(2), &parken()).await.map(drop),
            set_gebiet(tx, scope, &areas()[0]).await.map(drop),
            remove_gebiet(tx, scope, &ars(LAND)).await.map(drop),
            remove_leistung(tx, scope, &parken()).await.map(drop),
        ];
        for (i, result) in refused.iter().enumerate() {
            assert!(matches!(result, Err(Error::Denied(_))), "{i}: {scope:?}: {result:?}");
        }
    }
    let refused = set_leistung(&mut tx, &worker, &described()).await;
    assert!(matches!(refused, Err(Error::Denied(Denied::Permission(_)))), "{refused:?}");
}

#[rstest]
#[tokio::test]
async fn what_does_not_exist_is_named(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    furnish(&test.store).await;
    let mut tx = test.store.begin().await.unwrap();
    let (tx, house) = (&mut tx, &Scope::House);
    let lost = Zustaendigkeit { leistung: parken(), gebiet: ars(ERFURT), einheit: Uuid::from_u128(404) };
    assert!(matches!(begin_zustaendigkeit(tx, house, &lost).await, Err(Error::UnknownEinheit(_))));
    let lost = Zustaendigkeit { gebiet: ars("990000000000"), einheit: unit(1, "").id, ..lost };
    assert!(matches!(begin_zustaendigkeit(tx, house, &lost).await, Err(Error::UnknownGebiet(_))));
    let unknown =
        Onlinedienst { leistung: LeistungKey::parse("99000000000000").unwrap(), ..dienst(1, "1.0.0") };
    assert!(matches!(offer_onlinedienst(tx, house, &unknown).await, Err(Error::UnknownLeistung(_))));
}
