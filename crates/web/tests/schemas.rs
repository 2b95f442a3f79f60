//! Official FIM schemas that nobody here wrote: a package is made of each, filled in through the pages, decided by hand,
//! and answered with a Bescheid; on both engines.

#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on says so by a panic")]

use crate::support;
use std::path::PathBuf;

use cases::{AkteId, Filter};
use form::sample::{self, Extent};
use packages::Package;
use records::DokumentArt;
use rstest::rstest;
use store::Engine;
use support::World;

fn conformance() -> Option<PathBuf> {
    let folder = std::env::var_os("RENNSTEIG_CONFORMANCE")
        .map_or_else(|| support::root().join("../shared/conformance"), PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no conformance data at {}", folder.display());
    None
}

fn package(schema: &str) -> Option<Package> {
    let folder = conformance()?;
    let xml =
        std::fs::read(folder.join(format!("fim-xdatenfelder/schemata/{schema}/schema.xdf.xml"))).unwrap();
    let lists = std::fs::read_dir(folder.join("codelists")).unwrap().map(|entry| entry.unwrap().path());
    let lists: Vec<Vec<u8>> = lists
        .filter(|path| path.extension().is_some_and(|ending| ending == "xml"))
        .map(|path| std::fs::read(path).unwrap())
        .collect();
    Some(Package::read(packages::from_xdf(&xml, &lists).unwrap()).unwrap())
}

/// Beschaeftigungserlaubnis, Kindertagespflege, and three of the Jagdschein.
#[rstest]
#[tokio::test]
async fn a_real_schema_goes_the_whole_way(
    #[values("S00000000362", "S05000001299", "S07000000227", "S07000000248", "S07000000264")] schema: &str,
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(package) = package(schema) else { return };
    let Some(world) = World::open(engine).await else { return };
    let key = world.offer(&package).await;
    let setting = support::setting();
    let answers = sample::answers(package.form(), &setting, Extent::Everything);

    let mut citizen = world.client();
    let first = support::begin(&mut citizen, &key).await;
    let check = support::fill(&mut citizen, first, &package, &answers, &setting).await;
    let check = support::sign_in(&mut citizen, check, "buergerin").await;
    let (id, receipt) = support::submit(&mut citizen, &check).await;
    assert!(receipt.says("Ihr Antrag ist eingegangen"), "{}", receipt.text());
    world.work().await;

    let staff = world.staff("sachbearbeitung1").await;
    let store = &world.test.store;
    let list = cases::work_list(&mut store.reader(), &staff, Filter::Todo, 10).await.unwrap();
    assert_eq!(list.len(), 1, "one case waits for a person");
    let mut tx = store.begin().await.unwrap();
    cases::claim(&mut tx, &staff, list[0].task).await.unwrap();
    let reason = "Die Voraussetzungen liegen vor.";
    cases::decide(&mut tx, &staff, &world.library, list[0].task, &cases::Erledigung::new("erteilen", reason))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.work().await;

    let person = world.person("buergerin").await;
    let letters = post::mailbox(&mut store.reader(), &person, 10).await.unwrap();
    assert_eq!(letters.len(), 1, "one Bescheid, once");
    assert_eq!(letters[0].akte, AkteId(id));
    let filed = records::dokumente(&mut store.reader(), &staff, AkteId(id)).await.unwrap();
    let count = |art| filed.iter().filter(|dokument| dokument.art == art).count();
    assert_eq!((count(DokumentArt::Antrag), count(DokumentArt::Bescheid)), (1, 1));
    assert_eq!(
        count(DokumentArt::Nachweis),
        answers.uploads().count(),
        "every file that was sent, and no other"
    );
    let bescheid = filed.iter().find(|dokument| dokument.art == DokumentArt::Bescheid).unwrap();
    let (_, pdf) = records::dokument(store, &staff, bescheid.id).await.unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    let status = citizen.get(&format!("/antraege/{id}")).await;
    assert!(status.says("Zum Postfach"), "{}", status.text());
    assert_eq!(store.verify_journal().await.unwrap().damage, []);
}
