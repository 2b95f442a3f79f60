//! Codes that stand in for a lost app or passkey, on both engines.

use crate::app;
use app::{code_now, set_up};
use identity::{
    AccountKind, DemoAusweis, DemoMode, Denied, Error, HashedPassword, OFFICE, Proof, Scope, Shown,
    Vertrauensniveau, anonymous_session, complete_with_spare_code, first_spare_codes, new_spare_codes,
    open_account, remove_second_factors, remove_totp, session, set_password, sign_in, spare_codes_left,
    step_up,
};
use rstest::rstest;
use std::collections::BTreeSet;
use store::{Engine, Store, sql, testing::TestStore};

const PASSWORD: &str = "Grüße vom Inselsberg";

async fn open_person(store: &Store, login: &str) -> identity::AccountId {
    let password = HashedPassword::of(PASSWORD, store.entropy()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let account = open_account(&mut tx, &Scope::Anonymous, AccountKind::Person, "Anna").await.unwrap();
    set_password(&mut tx, &Scope::House, account, login, &password).await.unwrap();
    tx.commit().await.unwrap();
    account
}

#[rstest]
#[tokio::test]
async fn a_spare_code_completes_a_sign_in_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    open_person(store, "anna").await;
    let card = DemoAusweis::new(DemoMode::if_configured(true).unwrap());
    let here = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    let here = step_up(store, &here.token, Proof::DemoAusweis(&card)).await.unwrap();
    assert_eq!(spare_codes_left(&mut store.reader(), &here.session).await.unwrap(), None);
    assert!(first_spare_codes(store, &here.session).await.unwrap().is_none(), "nothing to stand in for");
    set_up(&test, &here.session).await;
    let codes = first_spare_codes(store, &here.session).await.unwrap().unwrap().reveal();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 10);
    assert!(codes.iter().all(|code| code.len() == 11 && code.as_bytes()[5] == b'-'), "{codes:?}");
    assert!(first_spare_codes(store, &here.session).await.unwrap().is_none(), "they are shown once");
    let kept: Vec<(String,)> =
        sql("SELECT code_hash FROM identity_spare_codes").all(&mut store.reader()).await.unwrap();
    assert!(kept.len() == 10 && kept.iter().all(|(hash,)| hash.starts_with("$argon2id$")), "{kept:?}");

    // Only in the place of the code, after the password.
    let raise = complete_with_spare_code(store, &here.token, &codes[0]).await;
    assert!(matches!(raise, Err(Error::Denied(Denied::SignIn))), "{raise:?}");
    let visitor = anonymous_session(store).await.unwrap();
    let early = complete_with_spare_code(store, &visitor.token, &codes[0]).await;
    assert!(matches!(early, Err(Error::Denied(Denied::SignIn))), "{early:?}");

    let half = sign_in(store, "anna", PASSWORD, Some(&visitor.token)).await.unwrap();
    let wrong = complete_with_spare_code(store, &half.token, "AAAAA-AAAAA").await;
    assert!(matches!(wrong, Err(Error::WrongCode)), "{wrong:?}");
    let by_hand = codes[3].to_lowercase().replace('-', " ");
    let whole = complete_with_spare_code(store, &half.token, &by_hand).await.unwrap();
    assert_eq!(whole.session.niveau, Some(Vertrauensniveau::Basis), "whatever the app had proved");
    assert_eq!(whole.previous, Some(visitor.session.id), "what the visitor began is handed over");
    assert!(session(store, &half.token).await.unwrap().is_none());
    assert_eq!(spare_codes_left(&mut store.reader(), &whole.session).await.unwrap(), Some(9));

    let half = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    let replay = complete_with_spare_code(store, &half.token, &codes[3]).await;
    assert!(matches!(replay, Err(Error::WrongCode)), "{replay:?}");
    assert!(complete_with_spare_code(store, &half.token, &codes[4]).await.is_ok());
}

#[rstest]
#[tokio::test]
async fn of_two_uses_of_a_spare_code_at_once_one_counts(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    open_person(store, "anna").await;
    let here = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    set_up(&test, &here.session).await;
    let codes = first_spare_codes(store, &here.session).await.unwrap().unwrap().reveal();
    let one = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    let two = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    let (one, two) = tokio::join!(
        complete_with_spare_code(store, &one.token, &codes[0]),
        complete_with_spare_code(store, &two.token, &codes[0]),
    );
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|ok| **ok).count(), 1, "{one:?} {two:?}");
}

#[rstest]
#[tokio::test]
async fn guessing_spare_codes_is_limited(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    open_person(store, "anna").await;
    let here = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    let secret = set_up(&test, &here.session).await;
    let codes = first_spare_codes(store, &here.session).await.unwrap().unwrap().reveal();
    let half = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    for bad in ["", "AAAAA-AAAAA", "123456", &"x".repeat(10_000)].iter().cycle().take(10) {
        let wrong = complete_with_spare_code(store, &half.token, bad).await;
        assert!(matches!(wrong, Err(Error::WrongCode)), "{wrong:?}");
    }
    let limited = complete_with_spare_code(store, &half.token, &codes[0]).await;
    assert!(matches!(limited, Err(Error::TooManyAttempts { .. })), "{limited:?}");
    let app = step_up(store, &half.token, Proof::Totp(&code_now(&test, &secret))).await;
    assert!(app.is_ok(), "the app has its own count: {app:?}");
}

#[rstest]
#[tokio::test]
async fn new_codes_make_the_old_ones_void_and_need_a_proof(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    let anna = open_person(store, "anna").await;
    let here = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    let none = new_spare_codes(store, &here.session, Shown::Password(PASSWORD)).await;
    assert!(matches!(none, Err(Error::NoSecondFactor)), "{none:?}");
    let secret = set_up(&test, &here.session).await;
    let old = first_spare_codes(store, &here.session).await.unwrap().unwrap().reveal();
    let wrong = new_spare_codes(store, &here.session, Shown::Password("falsch falsch")).await;
    assert!(matches!(wrong, Err(Error::WrongCredentials)), "{wrong:?}");
    let wrong = new_spare_codes(store, &here.session, Shown::Code("000000")).await;
    assert!(matches!(wrong, Err(Error::WrongCode)), "{wrong:?}");
    let code = code_now(&test, &secret);
    let new = new_spare_codes(store, &here.session, Shown::Code(&code)).await.unwrap().reveal();
    assert!(old.iter().all(|code| !new.contains(code)));
    let half = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    let void = complete_with_spare_code(store, &half.token, &old[0]).await;
    assert!(matches!(void, Err(Error::WrongCode)), "{void:?}");
    let whole = complete_with_spare_code(store, &half.token, &new[0]).await.unwrap();

    // Without an app there is nothing that they could stand in for.
    remove_totp(store, &whole.session, Shown::Password(PASSWORD)).await.unwrap();
    assert_eq!(spare_codes_left(&mut store.reader(), &whole.session).await.unwrap(), None);
    set_up(&test, &whole.session).await;
    assert_eq!(spare_codes_left(&mut store.reader(), &whole.session).await.unwrap(), Some(0));
    first_spare_codes(store, &whole.session).await.unwrap().unwrap();
    let mut tx = store.begin().await.unwrap();
    assert_eq!(remove_second_factors(&mut tx, &Scope::House, anna).await.unwrap(), 1);
    tx.commit().await.unwrap();
    let left: (i64,) =
        sql("SELECT count(*) FROM identity_spare_codes").one(&mut store.reader()).await.unwrap();
    assert_eq!(left.0, 0);
}
