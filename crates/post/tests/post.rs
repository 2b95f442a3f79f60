//! The post office on both engines.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use identity::{AccountId, BehoerdeId, Scope, Vertrauensniveau};
use jiff::SignedDuration;
use post::{Bekanntgabe, Error, Letter, MessageId, OFFICE};
use records::{AkteId, DokumentId, VorgangId};
use rstest::rstest;
use store::{Engine, Store, StreamId, testing::TestStore};
use uuid::Uuid;

const ANNA: AccountId = AccountId(Uuid::from_u128(0xA));

fn person(account: AccountId) -> Scope {
    Scope::Person { account, niveau: Vertrauensniveau::Basis }
}

async fn deliver(store: &Store, regel: Bekanntgabe) -> MessageId {
    let mut tx = store.begin().await.unwrap();
    let akte = AkteId(tx.new_id());
    tx.open_stream(StreamId(akte.0), "akte", None).await.unwrap();
    let letter = Letter {
        account: ANNA,
        behoerde: BehoerdeId(Uuid::from_u128(1)),
        akte,
        vorgang: VorgangId(Uuid::from_u128(2)),
        aktenzeichen: "33.22-00001/2026".into(),
        betreff: "Ihr Bescheid".into(),
        dokumente: vec![DokumentId(Uuid::from_u128(3)), DokumentId(Uuid::from_u128(2))],
        regel: Some(regel),
    };
    let foreign = post::deliver(&mut tx, &person(ANNA), letter.clone()).await;
    assert!(matches!(foreign, Err(Error::Denied(_))));
    let id = post::deliver(&mut tx, &Scope::House, letter).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn retrieve(store: &Store, scope: &Scope, id: MessageId) -> post::Result<post::Message> {
    let mut tx = store.begin().await.unwrap();
    let message = post::retrieve(&mut tx, scope, id).await?;
    tx.commit().await.unwrap();
    Ok(message)
}

#[rstest]
#[tokio::test]
async fn a_bescheid_in_the_mailbox_is_known_after_days(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let id = deliver(&test.store, Bekanntgabe::Ozg9 { tage: 4 }).await;
    let list = post::mailbox(&mut test.store.reader(), &person(ANNA), 10).await.unwrap();
    assert_eq!(list[0].bekanntgabe(), Some("2026-01-19".parse().unwrap()));
    assert_eq!(post::unread(&mut test.store.reader(), &person(ANNA)).await.unwrap(), 1);

    test.clock.advance(SignedDuration::from_hours(48));
    let read = retrieve(&test.store, &person(ANNA), id).await.unwrap();
    assert_eq!(read.bekanntgabe(), Some("2026-01-19".parse().unwrap()), "reading early changes nothing");
    assert_eq!(read.dokumente, [DokumentId(Uuid::from_u128(3)), DokumentId(Uuid::from_u128(2))]);
    assert_eq!(post::unread(&mut test.store.reader(), &person(ANNA)).await.unwrap(), 0);
}

#[rstest]
#[tokio::test]
async fn on_a_portal_the_first_retrieval_counts(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let id = deliver(&test.store, Bekanntgabe::Vwvfg41Abs2a { frist: 10 }).await;
    let before = post::message(&mut test.store.reader(), &person(ANNA), id).await.unwrap();
    assert_eq!((before.bekanntgabe(), before.read_at), (None, None));
    assert!(before.is_available("2026-01-25T20:00:00Z".parse().unwrap()));
    assert!(!before.is_available("2026-01-26T00:00:00Z".parse().unwrap()));

    test.clock.advance(SignedDuration::from_hours(24));
    let first = retrieve(&test.store, &person(ANNA), id).await.unwrap();
    test.clock.advance(SignedDuration::from_hours(24));
    let second = retrieve(&test.store, &person(ANNA), id).await.unwrap();
    assert_eq!(first.bekanntgabe(), Some("2026-01-17".parse().unwrap()));
    assert_eq!(second, first);

    let late = deliver(&test.store, Bekanntgabe::Vwvfg41Abs2a { frist: 10 }).await;
    test.clock.advance(SignedDuration::from_hours(24 * 11));
    assert!(matches!(retrieve(&test.store, &person(ANNA), late).await, Err(Error::Withdrawn)));

    let before = test.store.dump_projections().await.unwrap();
    test.store.rebuild_projections().await.unwrap();
    assert_eq!(test.store.dump_projections().await.unwrap(), before);
}

#[rstest]
#[tokio::test]
async fn nobody_sees_the_mail_of_another(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let id = deliver(&test.store, Bekanntgabe::Ozg9 { tage: 4 }).await;
    let bert = person(AccountId(Uuid::from_u128(0xB)));
    let dokument = DokumentId(Uuid::from_u128(3));
    let mut reader = test.store.reader();
    let mine = post::with_dokument(&mut reader, &person(ANNA), dokument).await.unwrap();
    assert_eq!(mine.map(|letter| letter.id), Some(id));
    assert_eq!(post::with_dokument(&mut reader, &bert, dokument).await.unwrap(), None);
    assert!(post::mailbox(&mut test.store.reader(), &bert, 10).await.unwrap().is_empty());
    assert!(matches!(post::message(&mut test.store.reader(), &bert, id).await, Err(Error::NotFound)));
    assert!(matches!(retrieve(&test.store, &bert, id).await, Err(Error::NotFound)));
    assert!(matches!(retrieve(&test.store, &Scope::Anonymous, id).await, Err(Error::Denied(_))));
}
