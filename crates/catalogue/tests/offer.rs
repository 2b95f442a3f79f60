//! Packages in the catalogue, on both engines: installed, wanted, offered, in newer versions, withdrawn.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use catalogue::{
    Error, LeistungKey, OFFICE, Seed, WantedOnlinedienst, install_package, leistung, offer_package,
    onlinedienste, serves, want_onlinedienst, wanted_at, withdraw_onlinedienst,
};
use identity::{AccountId, BehoerdeId, Permission, Scope};
use packages::{Files, Package};
use rstest::rstest;
use std::path::Path;
use store::{Engine, Office, testing::TestStore};
use uuid::Uuid;

const OFFICES: [Office; 3] = [identity::OFFICE, packages::OFFICE, OFFICE];
const HOUSE: Scope = Scope::House;

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A package of a schema alone, in a version, under a title.
fn package(version: &str, title: &str) -> Package {
    let schema = std::fs::read(root().join("services/bewohnerparkausweis/schema.xdf3.xml")).unwrap();
    let mut files: Files = packages::from_xdf(&schema, &[]).unwrap();
    for (path, key, value) in [("package.toml", "version", version), ("texts/de.toml", "title", title)] {
        let text = String::from_utf8(files.get(path).unwrap().to_vec()).unwrap();
        let line = text.lines().find(|line| line.starts_with(&format!("{key} = "))).unwrap();
        let text = text.replacen(line, &format!("{key} = {value:?}"), 1);
        files.set(path, text.into_bytes()).unwrap();
    }
    Package::read(files).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[rstest]
#[tokio::test]
async fn a_package_is_offered_where_it_is_wanted(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &OFFICES).await else { return };
    let (erfurt, jena) = (Seed::behoerde("erfurt"), Seed::behoerde("jena"));
    let (old, new) = (package("1.0.0", "Parken"), package("1.1.0", "Parken im Ort"));
    let key = LeistungKey::parse(&old.manifest().leistung).unwrap();
    let mut tx = test.store.begin().await.unwrap();
    let tx = &mut tx;
    Seed::read(&root().join("data/thueringen")).unwrap().plant(tx).await.unwrap();

    let installed = install_package(tx, &HOUSE, &old).await.unwrap();
    assert_eq!(install_package(tx, &HOUSE, &old).await.unwrap(), installed);
    assert_eq!(wanted_at(tx, &HOUSE, &installed).await.unwrap(), []);
    let wanted =
        WantedOnlinedienst { behoerde: erfurt, leistung: key.clone(), package: installed.id.clone() };
    want_onlinedienst(tx, &HOUSE, &wanted).await.unwrap();
    assert_eq!(wanted_at(tx, &HOUSE, &installed).await.unwrap(), [erfurt]);
    assert!(offer_package(tx, &HOUSE, &installed, erfurt).await.unwrap());
    assert!(!offer_package(tx, &HOUSE, &installed, erfurt).await.unwrap());
    assert!(offer_package(tx, &HOUSE, &installed, jena).await.unwrap());
    assert!(serves(tx, &HOUSE, erfurt, &key).await.unwrap(), "as the folder says");
    let nowhere = Seed::behoerde("nirgends");
    offer_package(tx, &HOUSE, &installed, nowhere).await.unwrap();
    assert!(!serves(tx, &HOUSE, nowhere, &key).await.unwrap(), "an offer makes nobody responsible");
    withdraw_onlinedienst(tx, &HOUSE, nowhere, &key).await.unwrap();

    // The new version is for those that offer the old one. Installing the old one again does not bring its texts back.
    let installed = install_package(tx, &HOUSE, &new).await.unwrap();
    install_package(tx, &HOUSE, &old).await.unwrap();
    let shown = leistung(tx, &HOUSE, &key, "de").await.unwrap().unwrap();
    assert_eq!(shown.texts.title, "Parken im Ort");
    let mut both = [erfurt, jena];
    both.sort_unstable();
    assert_eq!(wanted_at(tx, &HOUSE, &installed).await.unwrap(), both);
    assert!(offer_package(tx, &HOUSE, &installed, jena).await.unwrap());
    let offered = onlinedienste(tx, &HOUSE, &key).await.unwrap();
    let version = |at: BehoerdeId| offered.iter().find(|d| d.behoerde == at).unwrap().version.as_str();
    assert_eq!((version(erfurt), version(jena)), ("1.0.0", "1.1.0"));

    // What was withdrawn is not wanted any more.
    assert!(withdraw_onlinedienst(tx, &HOUSE, erfurt, &key).await.unwrap());
    assert!(!withdraw_onlinedienst(tx, &HOUSE, erfurt, &key).await.unwrap());
    assert_eq!(wanted_at(tx, &HOUSE, &installed).await.unwrap(), [jena]);
}

#[rstest]
#[tokio::test]
async fn a_wish_for_another_leistung_is_named_and_can_be_corrected(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &OFFICES).await else { return };
    let package = package("1.0.0", "Parken");
    let mut tx = test.store.begin().await.unwrap();
    let tx = &mut tx;
    let installed = install_package(tx, &HOUSE, &package).await.unwrap();
    let erfurt = Seed::behoerde("erfurt");
    let wish = |leistung: &str| WantedOnlinedienst {
        behoerde: erfurt,
        leistung: LeistungKey::parse(leistung).unwrap(),
        package: installed.id.clone(),
    };
    want_onlinedienst(tx, &HOUSE, &wish("99000000000009")).await.unwrap();
    let error = wanted_at(tx, &HOUSE, &installed).await.unwrap_err();
    assert!(matches!(error, Error::OtherLeistung { .. }), "{error}");
    assert!(error.to_string().contains("wanted for 99000000000009"), "{error}");
    want_onlinedienst(tx, &HOUSE, &wish(&installed.leistung)).await.unwrap();
    assert_eq!(wanted_at(tx, &HOUSE, &installed).await.unwrap(), [erfurt]);
}

#[rstest]
#[tokio::test]
async fn who_may_not_install_may_not_offer(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &OFFICES).await else { return };
    let package = package("1.0.0", "Parken");
    let mut tx = test.store.begin().await.unwrap();
    let tx = &mut tx;
    let installed = install_package(tx, &HOUSE, &package).await.unwrap();
    let staff = |permission| Scope::Staff {
        account: AccountId(Uuid::from_u128(1)),
        behoerde: Seed::behoerde("erfurt"),
        permissions: [permission].into(),
        remit: identity::Remit::default(),
    };
    for scope in [Scope::Anonymous, staff(Permission::ManageCatalogue)] {
        let refused = install_package(tx, &scope, &package).await;
        assert!(
            matches!(refused, Err(Error::Packages(packages::Error::Denied(_)))),
            "{scope:?}: {refused:?}"
        );
        let refused = offer_package(tx, &scope, &installed, Seed::behoerde("erfurt")).await;
        assert!(matches!(refused, Err(Error::Denied(_))), "{scope:?}: {refused:?}");
    }
    let editor = staff(Permission::InstallPackages);
    assert!(offer_package(tx, &editor, &installed, Seed::behoerde("erfurt")).await.unwrap());
    let elsewhere = offer_package(tx, &editor, &installed, Seed::behoerde("jena")).await;
    assert!(matches!(elsewhere, Err(Error::Denied(_))), "{elsewhere:?}");
}
