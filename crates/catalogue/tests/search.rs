//! The search over the sample data of Thüringen and a few Leistungen more, on both engines.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use catalogue::{
    Hit, Konten, LeistungEntry, LeistungKey, Matching, OFFICE, Onlinedienst, Search, SearchQuery,
    SearchResult, Seed, Texts, offer_onlinedienst, remove_leistung, set_leistung,
};
use identity::{Ars, DemoMode, Permission, Scope};
use rstest::rstest;
use std::path::{Path, PathBuf};
use store::{Engine, Store, testing::TestStore};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn key(number: u64) -> LeistungKey {
    LeistungKey::parse(&number.to_string()).unwrap()
}

const PARKEN: u64 = 99_108_001_001_000;

/// The texts of the package Bewohnerparkausweis, as they are.
fn bewohnerparkausweis() -> LeistungEntry {
    let texts = ["de", "de-x-leicht", "en"].map(|language| {
        let path = root().join(format!("services/bewohnerparkausweis/texts/{language}.toml"));
        let text = std::fs::read_to_string(path).unwrap();
        (language.to_owned(), toml::from_str::<Texts>(&text).unwrap())
    });
    LeistungEntry { key: key(PARKEN), source: "Paket".into(), texts: texts.into() }
}

fn german(number: u64, title: &str, short: &str, keywords: &[&str]) -> LeistungEntry {
    let texts = Texts {
        title: title.into(),
        short: short.into(),
        keywords: keywords.iter().map(ToString::to_string).collect(),
        ..Texts::default()
    };
    LeistungEntry { key: key(number), source: "Test".into(), texts: [("de".to_owned(), texts)].into() }
}

fn others() -> Vec<LeistungEntry> {
    vec![
        german(
            99_000_000_000_001,
            "Personalausweis beantragen",
            "Der Personalausweis ist der Ausweis für Deutsche. Die Gebühr zahlen Sie im Bürgeramt.",
            &["Identitätskarte", "Perso"],
        ),
        german(
            99_000_000_000_002,
            "Hundesteuer anmelden",
            "Wer einen Hund hält, zahlt eine Steuer an die Gemeinde.",
            &["Welpe", "Tier"],
        ),
        german(
            99_000_000_000_003,
            "Wohngeld beantragen",
            "Wohngeld ist ein Zuschuss zur Miete. Der Wohngeldbescheid kommt mit der Post.",
            &["Mietzuschuss"],
        ),
        german(
            99_000_000_000_004,
            "Führerschein umtauschen",
            "Die Fahrerlaubnis bleibt, nur das Dokument wird neu.",
            &["Fahrerlaubnis", "Kartenführerschein"],
        ),
    ]
}

async fn furnish(store: &Store) -> Seed {
    let seed = Seed::read(&root().join("data/thueringen")).unwrap();
    let mut tx = store.begin().await.unwrap();
    seed.plant(&mut tx).await.unwrap();
    set_leistung(&mut tx, &Scope::House, &bewohnerparkausweis()).await.unwrap();
    for leistung in others() {
        set_leistung(&mut tx, &Scope::House, &leistung).await.unwrap();
    }
    for wanted in seed.onlinedienste.iter().filter(|wanted| wanted.leistung == key(PARKEN)) {
        let dienst = Onlinedienst {
            behoerde: wanted.behoerde,
            leistung: wanted.leistung.clone(),
            package: wanted.package.clone(),
            version: "1.0.0".into(),
            digest: "ab".repeat(32),
        };
        offer_onlinedienst(&mut tx, &Scope::House, &dienst).await.unwrap();
    }
    tx.commit().await.unwrap();
    seed
}

async fn look(test: &TestStore, search: &Search, text: &str, language: &str) -> SearchResult {
    let query = SearchQuery { text, place: None, language, limit: 10 };
    search.find(&test.store, &Scope::Anonymous, &query).await.unwrap()
}

fn first(result: &SearchResult) -> Option<&str> {
    result.hits.first().map(|hit| hit.leistung.as_str())
}

fn marked(hit: &Hit) -> Vec<&str> {
    hit.snippet.iter().filter(|f| f.marked).map(|f| f.text.as_str()).collect()
}

#[rstest]
#[tokio::test]
async fn people_find_what_they_mean(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE, identity::OFFICE]).await else { return };
    furnish(&test.store).await;
    let search = Search::new();
    let (park, perso, hund) = ("99108001001000", "99000000000001", "99000000000002");
    let (geld, schein) = ("99000000000003", "99000000000004");
    for (text, language, wanted, matching) in [
        ("parken", "de", park, Matching::All),
        ("Parken", "de-x-leicht", park, Matching::All),
        ("park", "de", park, Matching::All),
        ("Wo kann ich parken?", "de", park, Matching::All),
        ("Bewohnerparkausweise", "de", park, Matching::All),
        ("Ausweis für Bewohner", "de", park, Matching::All),
        ("anwohnerparken", "de", park, Matching::All),
        ("Anwohner-Parkausweis", "de", park, Matching::All),
        ("parkausweis gebühren", "de", park, Matching::All),
        ("parking permit", "en", park, Matching::All),
        ("how can I park my car", "en", park, Matching::All),
        ("parking", "de", park, Matching::All),
        ("perso", "de", perso, Matching::All),
        ("hund", "de", hund, Matching::All),
        ("Hunde Steuer", "de", hund, Matching::All),
        ("Bescheid", "de", geld, Matching::All),
        ("fuehrerschein", "de", schein, Matching::All),
        ("Fuhrerschein", "de", schein, Matching::All),
        ("FÜHRERSCHEIN", "de", schein, Matching::All),
        ("wohngelt", "de", geld, Matching::Alike),
        ("persohnalausweis", "de", perso, Matching::Alike),
        ("bewohnerpakrausweis", "de", park, Matching::Alike),
        ("parken quastenflosser", "de", park, Matching::Some),
    ] {
        let result = look(&test, &search, text, language).await;
        assert_eq!(
            (first(&result), result.matching),
            (Some(wanted), matching),
            "{text:?}: {:?}",
            result.hits
        );
    }
    for nothing in ["", "   ", "???", "quastenflosser", "\u{0}", "AND OR NOT \"", &"lang ".repeat(1000)] {
        let result = look(&test, &search, nothing, "de").await;
        assert_eq!(result.hits, [], "{nothing:?}");
        assert_eq!(result.matching, Matching::Nothing);
    }
}

#[rstest]
#[tokio::test]
async fn a_hit_shows_why_it_was_found(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE, identity::OFFICE]).await else { return };
    furnish(&test.store).await;
    let search = Search::new();
    let result = look(&test, &search, "parken", "de").await;
    let hit = &result.hits[0];
    assert_eq!((hit.title.as_str(), hit.language.as_str()), ("Bewohnerparkausweis beantragen", "de"));
    assert_eq!(marked(hit), ["Bewohnerparkausweis", "parken"], "compounds are marked too: {:?}", hit.snippet);
    assert!(hit.online && hit.zustaendig.is_none());
    let leicht = look(&test, &search, "parken", "de-x-leicht").await;
    assert_eq!(leicht.hits[0].title, "Park-Ausweis für Bewohner beantragen");
    let typo = look(&test, &search, "wohngelt", "de").await;
    assert_eq!(marked(&typo.hits[0]), ["Wohngeld"]);
    assert!(!typo.hits[0].online);
    let english = look(&test, &search, "parken", "en").await;
    assert_eq!(english.hits[0].language, "en");
}

#[rstest]
#[tokio::test]
async fn a_place_in_the_words_is_understood(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE, identity::OFFICE]).await else { return };
    furnish(&test.store).await;
    let search = Search::new();
    for (text, place, einheit, online) in [
        ("parken erfurt", "Erfurt", Some("Bürgeramt, Sachgebiet Straßenverkehr (Muster)"), true),
        ("Parken in Erfurt", "Erfurt", Some("Bürgeramt, Sachgebiet Straßenverkehr (Muster)"), true),
        ("99423 Parkausweis", "Weimar", Some("Ordnungsamt, Verkehr (Muster)"), true),
        ("parken eisenach", "Eisenach", Some("Bürgerbüro (Muster)"), false),
        ("parken nordhausen", "Nordhausen", None, false),
        ("parken mühlhausen", "Mühlhausen/Thüringen", None, false),
        ("parken Heilbad Heiligenstadt", "Heilbad Heiligenstadt", None, false),
        ("Weimar", "Weimar", Some("Ordnungsamt, Verkehr (Muster)"), true),
        ("99084", "Erfurt", Some("Bürgeramt, Sachgebiet Straßenverkehr (Muster)"), true),
    ] {
        let result = look(&test, &search, text, "de").await;
        assert_eq!(result.place.as_ref().map(|g| g.name.as_str()), Some(place), "{text}");
        let hit = &result.hits[0];
        assert_eq!(hit.leistung, key(PARKEN), "{text}");
        assert_eq!(hit.zustaendig.as_ref().map(|z| z.einheit.name.as_str()), einheit, "{text}");
        assert_eq!(hit.online, online, "{text}");
    }
    let erfurt = Ars::parse("160510000000").unwrap();
    let query = SearchQuery { text: "ausweis", place: Some(&erfurt), language: "de", limit: 10 };
    let result = search.find(&test.store, &Scope::Anonymous, &query).await.unwrap();
    assert_eq!(result.hits.len(), 2);
    assert_eq!(first(&result), Some("99108001001000"), "what is served at the place comes first");
    let nowhere = Ars::parse("990000000000").unwrap();
    let query = SearchQuery { place: Some(&nowhere), ..query };
    let result = search.find(&test.store, &Scope::Anonymous, &query).await.unwrap();
    assert_eq!((result.place, result.hits.len()), (None, 2), "an unknown place is no place");
}

#[rstest]
#[tokio::test]
async fn the_index_follows_the_catalogue(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE, identity::OFFICE]).await else { return };
    let search = Search::new();
    assert_eq!(look(&test, &search, "parken", "de").await.hits, [], "an empty catalogue");
    furnish(&test.store).await;
    assert_eq!(look(&test, &search, "parken", "de").await.hits.len(), 1);
    let mut tx = test.store.begin().await.unwrap();
    remove_leistung(&mut tx, &Scope::House, &key(PARKEN)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(look(&test, &search.clone(), "parken", "de").await.hits, []);
}

#[rstest]
#[tokio::test]
async fn sample_data_are_planted_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[identity::OFFICE, OFFICE]).await else { return };
    let seed = furnish(&test.store).await;
    let demo = DemoMode::if_configured(true).unwrap();
    let konten = Konten::read(&root().join("data/thueringen"), &seed).unwrap();
    assert_eq!(konten.plant(&test.store, demo).await.unwrap(), konten.konten.len());
    let entries = test.store.verify_journal().await.unwrap().entries;
    furnish(&test.store).await;
    assert_eq!(konten.plant(&test.store, demo).await.unwrap(), 0);
    assert_eq!(test.store.verify_journal().await.unwrap().entries, entries, "planting again changes nothing");

    for konto in &konten.konten {
        let opened = identity::sign_in(&test.store, &konto.login, &konto.password, None).await.unwrap();
        assert_eq!(opened.session.account(), Some(konto.account), "{}", konto.login);
        assert_eq!(opened.session.roles.len(), konto.duties.len(), "{}", konto.login);
    }
    let can = |login: &str, permission| {
        let (store, login) = (test.store.clone(), login.to_owned());
        async move {
            let opened = identity::sign_in(&store, &login, "rennsteig-demo", None).await.unwrap();
            opened.session.scope.staff(permission).map(|(_, behoerde)| behoerde)
        }
    };
    assert_eq!(can("sachbearbeitung1", Permission::WorkCases).await, Ok(Seed::behoerde("erfurt")));
    assert_eq!(can("leitung", Permission::AssignCases).await, Ok(Seed::behoerde("erfurt")));
    assert_eq!(can("weimar1", Permission::WorkCases).await, Ok(Seed::behoerde("weimar")));
    assert!(can("betrieb", Permission::Operate).await.is_ok());
    assert!(can("betrieb", Permission::ReadCases).await.is_err());

    let before = test.store.dump_projections().await.unwrap();
    test.store.rebuild_projections().await.unwrap();
    assert_eq!(test.store.dump_projections().await.unwrap(), before);
}
