//! The records office on both engines.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use identity::{AccountId, BehoerdeId, Permission, Remit, Scope, Vertrauensniveau};
use records::{AkteId, DokumentArt, Error, NewAkte, NewDokument, OFFICE, Richtung};
use rstest::rstest;
use store::{Engine, Store, StreamId, testing::TestStore};
use uuid::Uuid;

const ERFURT: BehoerdeId = BehoerdeId(Uuid::from_u128(0xE1));
const JENA: BehoerdeId = BehoerdeId(Uuid::from_u128(0x1E));
const ANNA: AccountId = AccountId(Uuid::from_u128(0xA));

fn staff(behoerde: BehoerdeId) -> Scope {
    let permissions = [Permission::ReadCases, Permission::WorkCases].into();
    Scope::Staff {
        account: AccountId(Uuid::from_u128(0x5)),
        behoerde,
        permissions,
        remit: Remit::of(&["sachbearbeitung"]),
    }
}

fn person(account: AccountId) -> Scope {
    Scope::Person { account, niveau: Vertrauensniveau::Substantiell }
}

async fn open(store: &Store, behoerde: BehoerdeId) -> records::Akte {
    let mut tx = store.begin().await.unwrap();
    let id = AkteId(tx.new_id());
    tx.open_stream(StreamId(id.0), "akte", Some(behoerde.0)).await.unwrap();
    let new = NewAkte {
        id,
        behoerde,
        aktenplan: "33.22".into(),
        dienst: "bewohnerparkausweis".into(),
        betreff: "Bewohnerparkausweis".into(),
        person: Some(ANNA),
    };
    let akte = records::open_akte(&mut tx, &Scope::House, new).await.unwrap();
    tx.commit().await.unwrap();
    akte
}

fn letter(richtung: Richtung) -> NewDokument {
    NewDokument {
        vorgang: None,
        art: DokumentArt::Schreiben,
        richtung,
        titel: "Schreiben".into(),
        file_name: "schreiben.pdf".into(),
        media_type: "application/pdf".into(),
    }
}

#[rstest]
#[tokio::test]
async fn aktenzeichen_run_per_behoerde_and_year(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    assert_eq!(open(&test.store, ERFURT).await.aktenzeichen, "33.22-00001/2026");
    assert_eq!(open(&test.store, ERFURT).await.aktenzeichen, "33.22-00002/2026");
    assert_eq!(open(&test.store, JENA).await.aktenzeichen, "33.22-00001/2026");
    test.clock.set("2026-12-31T23:00:00Z".parse().unwrap());
    assert_eq!(open(&test.store, ERFURT).await.aktenzeichen, "33.22-00001/2027");
    let before = test.store.dump_projections().await.unwrap();
    test.store.rebuild_projections().await.unwrap();
    assert_eq!(test.store.dump_projections().await.unwrap(), before);
    assert_eq!(open(&test.store, ERFURT).await.aktenzeichen, "33.22-00002/2027");
}

#[rstest]
#[tokio::test]
async fn only_those_concerned_see_a_dokument(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let akte = open(&test.store, ERFURT).await;
    let mut tx = test.store.begin().await.unwrap();
    let erfurt = staff(ERFURT);
    let out =
        records::add_dokument(&mut tx, &erfurt, akte.id, letter(Richtung::Ausgang), b"PDF").await.unwrap();
    let note =
        records::add_dokument(&mut tx, &erfurt, akte.id, letter(Richtung::Intern), b"Vermerk").await.unwrap();
    let foreign = records::add_dokument(&mut tx, &staff(JENA), akte.id, letter(Richtung::Intern), b"x").await;
    assert!(matches!(foreign, Err(Error::Denied(_))));
    tx.commit().await.unwrap();

    let titles = async |scope: &Scope| {
        records::dokumente(&mut test.store.reader(), scope, akte.id).await.unwrap().len()
    };
    assert_eq!(titles(&erfurt).await, 2);
    assert_eq!(titles(&staff(JENA)).await, 0);
    assert_eq!(titles(&person(ANNA)).await, 1);
    assert_eq!(titles(&person(AccountId(Uuid::from_u128(0xB)))).await, 0);
    assert_eq!(titles(&Scope::Anonymous).await, 0);

    assert_eq!(records::dokument(&test.store, &person(ANNA), out).await.unwrap().1, b"PDF");
    assert!(matches!(records::dokument(&test.store, &person(ANNA), note).await, Err(Error::NotFound)));
    assert!(matches!(records::dokument(&test.store, &staff(JENA), out).await, Err(Error::NotFound)));
    assert!(matches!(
        records::akte(&mut test.store.reader(), &staff(JENA), akte.id).await,
        Err(Error::NotFound)
    ));
}

#[rstest]
#[tokio::test]
async fn a_closed_akte_takes_nothing_more(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let akte = open(&test.store, ERFURT).await;
    let mut tx = test.store.begin().await.unwrap();
    records::close_akte(&mut tx, &staff(ERFURT), akte.id, 5).await.unwrap();
    let late = records::add_dokument(&mut tx, &staff(ERFURT), akte.id, letter(Richtung::Intern), b"x").await;
    assert!(matches!(late, Err(Error::Closed(_))));
    tx.commit().await.unwrap();
    let akte = records::akte(&mut test.store.reader(), &staff(ERFURT), akte.id).await.unwrap();
    assert_eq!(akte.keep_until.as_deref(), Some("2031-12-31"));
}
