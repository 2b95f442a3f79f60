//! Addresses that are confirmed by a code, and codes for a new password that are sent there, on both engines.

use identity::{
    AccountId, AccountKind, Contact, EmailAddress, Error, HashedPassword, OFFICE, RecoveryCode, Scope,
    Session, Shown, ask_to_confirm, confirm_email, contact, email_confirmed, email_to_confirm, erase_account,
    forgotten, give_recovery, open_account, purge_sessions, recover, set_contact, set_password, sign_in,
    write_confirmation, write_recovery,
};
use jiff::SignedDuration;
use rstest::rstest;
use store::{Engine, Store, sql, testing::TestStore};

const PASSWORD: &str = "Grüße vom Inselsberg";
const NEW: &str = "Brotzeit am Kickelhahn";
const SITE: &str = "Portal Musterland";

fn at(email: &str) -> Contact {
    Contact { email: EmailAddress::parse(email).unwrap(), language: "de".into() }
}

async fn anna(store: &Store) -> (AccountId, Session) {
    let password = HashedPassword::of(PASSWORD, store.entropy()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let account = open_account(&mut tx, &Scope::House, AccountKind::Person, "Anna").await.unwrap();
    set_password(&mut tx, &Scope::House, account, "anna", &password).await.unwrap();
    tx.commit().await.unwrap();
    (account, sign_in(store, "anna", PASSWORD, None).await.unwrap().session)
}

/// What the e-mail carries that confirms an address.
async fn mailed(store: &Store, account: AccountId) -> Option<(String, String)> {
    let written = write_confirmation(store, &Scope::House, account).await.unwrap();
    written.map(|(contact, code)| (contact.email.to_string(), code))
}

/// What the e-mail carries that opens the way to a new password.
async fn sent(store: &Store, account: AccountId) -> Option<String> {
    write_recovery(store, &Scope::House, account).await.unwrap().map(|(_, code)| code.reveal())
}

async fn confirmed(store: &Store, session: &Session, account: AccountId, email: &str) {
    ask_to_confirm(store, session, &at(email), Shown::Password(PASSWORD)).await.unwrap();
    let (_, code) = mailed(store, account).await.unwrap();
    confirm_email(store, session, &code).await.unwrap();
}

async fn is_confirmed(store: &Store, account: AccountId) -> bool {
    email_confirmed(&mut store.reader(), &Scope::House, account).await.unwrap()
}

#[rstest]
#[tokio::test]
async fn an_address_counts_once_its_code_was_typed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    let (account, session) = anna(store).await;
    let mut tx = store.begin().await.unwrap();
    set_contact(&mut tx, &Scope::House, account, Some(&at("alt@buerger.example"))).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!is_confirmed(store, account).await, "an address from before was never confirmed");
    assert_eq!(mailed(store, account).await, None, "nobody asked");

    let new = at("anna@buerger.example");
    let wrong = ask_to_confirm(store, &session, &new, Shown::Password("falsch falsch")).await;
    assert!(matches!(wrong, Err(Error::WrongCredentials)), "{wrong:?}");
    ask_to_confirm(store, &session, &new, Shown::Password(PASSWORD)).await.unwrap();
    let early = confirm_email(store, &session, "").await;
    assert!(matches!(early, Err(Error::WrongCode)), "the e-mail is not written yet: {early:?}");
    let (to, void) = mailed(store, account).await.unwrap();
    assert_eq!(to, "anna@buerger.example");
    // The mail server did not answer: the repetition has a code of its own.
    let (_, code) = mailed(store, account).await.unwrap();
    let wrong = confirm_email(store, &session, &void).await;
    assert!(matches!(wrong, Err(Error::WrongCode)), "{wrong:?}");
    let kept = contact(&mut store.reader(), &Scope::House, account).await.unwrap().unwrap();
    assert_eq!(kept.email.as_str(), "alt@buerger.example", "until then the old address counts");
    assert_eq!(email_to_confirm(store, &session).await.unwrap().unwrap().as_str(), "anna@buerger.example");
    confirm_email(store, &session, &code.to_lowercase().replace('-', " ")).await.unwrap();
    let kept = contact(&mut store.reader(), &Scope::House, account).await.unwrap().unwrap();
    assert!(kept.email.as_str() == "anna@buerger.example" && is_confirmed(store, account).await);
    let replay = confirm_email(store, &session, &code).await;
    assert!(matches!(replay, Err(Error::WrongCode)), "{replay:?}");

    let before = store.dump_projections().await.unwrap();
    store.rebuild_projections().await.unwrap();
    assert_eq!(store.dump_projections().await.unwrap(), before);
    // Another address is another matter.
    let mut tx = store.begin().await.unwrap();
    set_contact(&mut tx, &Scope::House, account, Some(&at("neu@buerger.example"))).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!is_confirmed(store, account).await);
    let mut tx = store.begin().await.unwrap();
    set_contact(&mut tx, &Scope::House, account, None).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!is_confirmed(store, account).await);
}

#[rstest]
#[tokio::test]
async fn a_code_that_confirms_ends_by_time_and_by_wrong_tries(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    let (account, session) = anna(store).await;
    let new = at("anna@buerger.example");
    ask_to_confirm(store, &session, &new, Shown::Password(PASSWORD)).await.unwrap();
    let (_, code) = mailed(store, account).await.unwrap();
    for _ in 0..5 {
        let wrong = confirm_email(store, &session, "AAAA-AAAA-AAAA").await;
        assert!(matches!(wrong, Err(Error::WrongCode)), "{wrong:?}");
    }
    assert!(matches!(confirm_email(store, &session, &code).await, Err(Error::WrongCode)), "void");
    ask_to_confirm(store, &session, &new, Shown::Password(PASSWORD)).await.unwrap();
    let (_, code) = mailed(store, account).await.unwrap();
    test.clock.advance(SignedDuration::from_mins(30));
    assert!(matches!(confirm_email(store, &session, &code).await, Err(Error::WrongCode)), "expired");
    assert_eq!(mailed(store, account).await, None, "an e-mail that comes too late is not written");
    let mut tx = store.begin().await.unwrap();
    purge_sessions(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let left: (i64,) =
        sql("SELECT count(*) FROM identity_email_codes").one(&mut store.reader()).await.unwrap();
    assert_eq!(left.0, 0);

    // Nobody has others flooded with e-mails.
    let session = sign_in(store, "anna", PASSWORD, None).await.unwrap().session;
    for _ in 0..10 {
        ask_to_confirm(store, &session, &new, Shown::Password(PASSWORD)).await.unwrap();
    }
    let limited = ask_to_confirm(store, &session, &new, Shown::Password(PASSWORD)).await;
    assert!(matches!(limited, Err(Error::TooManyAttempts { .. })), "{limited:?}");
    let mut tx = store.begin().await.unwrap();
    erase_account(&mut tx, &Scope::House, account).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(mailed(store, account).await, None, "an erased account leaves no address behind");
}

#[rstest]
#[tokio::test]
async fn a_code_for_a_new_password_goes_to_a_confirmed_address_only(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    let (account, session) = anna(store).await;
    let mut tx = store.begin().await.unwrap();
    set_contact(&mut tx, &Scope::House, account, Some(&at("anna@buerger.example"))).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(sent(store, account).await, None, "not confirmed");
    confirmed(store, &session, account, "anna@buerger.example").await;

    let code = sent(store, account).await.unwrap();
    assert_eq!(sent(store, account).await, None, "not twice within minutes");
    test.clock.advance(SignedDuration::from_mins(29));
    recover(store, "anna", &code, NEW, SITE).await.unwrap();
    assert!(sign_in(store, "anna", NEW, None).await.is_ok());

    let code = sent(store, account).await.unwrap();
    test.clock.advance(SignedDuration::from_mins(30));
    let late = recover(store, "anna", &code, PASSWORD, SITE).await;
    assert!(matches!(late, Err(Error::WrongRecovery)), "{late:?}");

    // A code in hand is not made void by an e-mail that anybody can ask for.
    let by_hand = RecoveryCode::draw(store.entropy()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    give_recovery(&mut tx, &Scope::House, account, &by_hand, false).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(sent(store, account).await, None);
    recover(store, "anna", &by_hand.reveal(), PASSWORD, SITE).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn asking_for_a_code_tells_nobody_whether_there_is_an_account(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    anna(store).await;
    for (nth, login) in ["anna", "nobody", "no\u{0}body"].into_iter().enumerate() {
        for _ in 0..10 {
            forgotten(store, login).await.unwrap();
        }
        let limited = forgotten(store, login).await;
        assert!(matches!(limited, Err(Error::TooManyAttempts { .. })), "{login}: {limited:?}");
        let (jobs, _) = store.count_jobs().await.unwrap();
        assert_eq!(jobs, 10 * (i64::try_from(nth).unwrap() + 1), "{login}: as much work");
    }
    assert!(sign_in(store, "anna", PASSWORD, None).await.is_ok(), "signing in has its own count");
}
