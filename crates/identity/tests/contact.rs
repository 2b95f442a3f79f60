//! Where a person is written to, on both engines.

use identity::{
    AccountId, AccountKind, BehoerdeId, Contact, Denied, EmailAddress, Error, OFFICE, Permission, Remit,
    Scope, Vertrauensniveau, contact, open_account, set_contact,
};
use rstest::rstest;
use store::{Engine, Store, StreamId, testing::TestStore};
use uuid::Uuid;

fn at(email: &str, language: &str) -> Contact {
    Contact { email: EmailAddress::parse(email).unwrap(), language: language.to_owned() }
}

fn person(account: AccountId) -> Scope {
    Scope::Person { account, niveau: Vertrauensniveau::Basis }
}

async fn set(
    store: &Store,
    scope: &Scope,
    account: AccountId,
    to: Option<&Contact>,
) -> identity::Result<bool> {
    let mut tx = store.begin().await.unwrap();
    let changed = set_contact(&mut tx, scope, account, to).await?;
    tx.commit().await.unwrap();
    Ok(changed)
}

#[rstest]
#[tokio::test]
async fn a_person_says_where_they_are_written_to(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    let mut tx = store.begin().await.unwrap();
    let anna = open_account(&mut tx, &Scope::Anonymous, AccountKind::Person, "Anna").await.unwrap();
    let bert = open_account(&mut tx, &Scope::Anonymous, AccountKind::Person, "Bert").await.unwrap();
    tx.commit().await.unwrap();
    let (own, mut reader) = (person(anna), store.reader());
    assert_eq!(contact(&mut reader, &own, anna).await.unwrap(), None);

    let english = at("anna@buerger.example", "en");
    assert!(set(store, &own, anna, Some(&english)).await.unwrap());
    assert!(!set(store, &own, anna, Some(&english)).await.unwrap(), "it is so already");
    assert_eq!(contact(&mut reader, &own, anna).await.unwrap(), Some(english.clone()));
    let operator = Scope::Staff {
        account: AccountId(Uuid::from_u128(9)),
        behoerde: BehoerdeId(Uuid::from_u128(1)),
        permissions: [Permission::Operate].into(),
        remit: Remit::default(),
    };
    for scope in [&Scope::House, &operator] {
        assert_eq!(contact(&mut reader, scope, anna).await.unwrap(), Some(english.clone()));
    }
    for scope in [person(bert), Scope::Anonymous] {
        assert!(matches!(contact(&mut reader, &scope, anna).await, Err(Error::Denied(_))), "{scope:?}");
        let denied = set(store, &scope, anna, None).await.unwrap_err();
        assert!(matches!(denied, Error::Denied(Denied::SignIn | Denied::Kind)), "{denied}");
    }
    assert_eq!(contact(&mut reader, &Scope::House, bert).await.unwrap(), None);

    let before = store.dump_projections().await.unwrap();
    assert!(before["identity_accounts"].iter().any(|row| row.contains("anna@buerger.example")));
    store.rebuild_projections().await.unwrap();
    assert_eq!(store.dump_projections().await.unwrap(), before);

    assert!(set(store, &own, anna, None).await.unwrap());
    assert_eq!(contact(&mut reader, &own, anna).await.unwrap(), None);
    let nobody = AccountId(Uuid::from_u128(77));
    assert!(matches!(
        set(store, &Scope::House, nobody, Some(&english)).await,
        Err(Error::UnknownAccount(id)) if id == nobody
    ));
    assert!(store.verify_journal().await.unwrap().damage.is_empty());
}

/// The address lies sealed in the stream of the account, and goes with it.
#[tokio::test]
async fn an_erased_account_leaves_no_address_behind() {
    let test = TestStore::open(Engine::Sqlite, &[OFFICE]).await.unwrap();
    let mut tx = test.store.begin().await.unwrap();
    let anna = open_account(&mut tx, &Scope::House, AccountKind::Person, "Anna").await.unwrap();
    set_contact(&mut tx, &Scope::House, anna, Some(&at("anna@buerger.example", "de"))).await.unwrap();
    identity::erase_account(&mut tx, &Scope::House, anna).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(contact(&mut test.store.reader(), &Scope::House, anna).await.unwrap(), None);
    assert!(test.store.dump_projections().await.unwrap()["identity_accounts"].is_empty());
    let stream = StreamId(anna.0);
    assert!(matches!(test.store.unseal(stream, b"").await, Err(store::Error::Erased(_))));
}
