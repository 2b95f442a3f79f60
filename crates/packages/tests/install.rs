//! Installing packages, on both engines.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use identity::Scope;
use packages::{
    Digest, Error, Files, Library, OFFICE, Package, from_xdf, install, installed, installed_as, newest,
};
use rstest::rstest;
use store::{Engine, testing::TestStore};

/// A small package of our own making.
fn package(titel: &str, version: &str) -> Package {
    let xml = std::fs::read(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../services/bewohnerparkausweis/schema.xdf3.xml"),
    )
    .unwrap();
    let mut files = from_xdf(&xml, &[]).unwrap();
    let manifest = String::from_utf8(files.get("package.toml").unwrap().to_vec()).unwrap();
    let manifest = manifest.replace("version = \"0.1.0\"", &format!("version = \"{version}\""));
    let line = manifest.lines().find(|line| line.starts_with("titel")).unwrap().to_owned();
    let manifest = manifest.replace(&line, &format!("titel = \"{titel}\""));
    files.set("package.toml", manifest.into_bytes()).unwrap();
    Package::read(files).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

async fn put(test: &TestStore, scope: &Scope, package: &Package) -> packages::Result<packages::Installed> {
    let mut tx = test.store.begin().await.unwrap();
    let done = install(&mut tx, scope, package).await?;
    tx.commit().await.unwrap();
    Ok(done)
}

#[rstest]
#[tokio::test]
async fn an_installed_package_comes_back_as_it_was(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let first = package("Eins", "1.0.0");
    let one = put(&test, &Scope::House, &first).await.unwrap();
    assert_eq!((one.number, one.titel.as_str()), (1, "Eins"));
    // Again: nothing changes.
    assert_eq!(put(&test, &Scope::House, &first).await.unwrap(), one);
    assert_eq!(test.store.verify_journal().await.unwrap().entries, 1);
    // The same version with other content.
    let error = put(&test, &Scope::House, &package("Zwei", "1.0.0")).await.unwrap_err();
    assert!(matches!(error, Error::VersionTaken { .. }), "{error}");
    let second = package("Zwei", "1.1.0");
    let two = put(&test, &Scope::House, &second).await.unwrap();
    assert_eq!(two.number, 2);

    let mut reader = test.store.reader();
    let known = installed_as(&mut reader, &Scope::Anonymous, &first.files().digest()).await.unwrap();
    assert_eq!(known, Some(one.clone()), "what is installed is known by its files alone");
    assert_eq!(newest(&mut reader, &Scope::Anonymous, &one.id).await.unwrap(), Some(two));
    assert_eq!(newest(&mut reader, &Scope::Anonymous, "nichts").await.unwrap(), None);

    let library = Library::new(test.store.clone());
    let compiled = library.newest(&one.id).await.unwrap();
    assert_eq!(compiled.digest(), second.digest());
    let old = library.get(first.digest()).await.unwrap();
    assert_eq!((old.manifest(), old.files()), (first.manifest(), first.files()));
    assert!(std::sync::Arc::ptr_eq(&old, &library.clone().get(first.digest()).await.unwrap()));
    let all = installed(&mut test.store.reader(), &Scope::House).await.unwrap();
    assert_eq!(all.iter().map(|found| found.number).collect::<Vec<_>>(), [2, 1]);

    let before = test.store.dump_projections().await.unwrap();
    test.store.rebuild_projections().await.unwrap();
    assert_eq!(test.store.dump_projections().await.unwrap(), before);
}

#[rstest]
#[tokio::test]
async fn only_who_may_installs(#[values(Engine::Sqlite)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let error = put(&test, &Scope::Anonymous, &package("Eins", "1.0.0")).await.unwrap_err();
    assert!(matches!(error, Error::Denied(_)));
    assert!(installed(&mut test.store.reader(), &Scope::Anonymous).await.is_err());
    let library = Library::new(test.store.clone());
    assert!(matches!(library.newest("nichts").await, Err(Error::NotInstalled(_))));
    let nobody = Digest::parse(&"0".repeat(64)).unwrap();
    assert!(matches!(library.get(&nobody).await, Err(Error::NotInstalled(_))));
    assert!(Files::new(Vec::new()).is_err());
}
