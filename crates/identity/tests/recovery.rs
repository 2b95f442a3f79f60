//! A person changes their password, or sets a new one with a code, on both engines.

use crate::{app, person};
use app::{code_now, set_up};
use identity::{
    AccountId, AccountKind, BadPassword, BehoerdeId, Contact, EmailAddress, Error, OFFICE, PasswordChanged,
    Permission, Proof, RecoveryCode, Remit, Scope, change_password, erase_account, first_spare_codes,
    give_recovery, held, open_account, password_info, purge_sessions, recover, set_contact, sign_in,
    spare_codes_left, step_up,
};
use jiff::SignedDuration;
use person::{PASSWORD as OLD, is_live, open_person};
use rstest::rstest;
use std::collections::BTreeSet;
use store::{Engine, Jobs, Outcome, Store, sql, testing::TestStore};
use uuid::Uuid;

const NEW: &str = "Brotzeit am Kickelhahn";
const SITE: &str = "Portal Musterland";

/// A code from whoever operates the installation.
async fn given(store: &Store, account: AccountId, second_factor_too: bool) -> String {
    let code = RecoveryCode::draw(store.entropy()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    give_recovery(&mut tx, &Scope::House, account, &code, second_factor_too).await.unwrap();
    tx.commit().await.unwrap();
    code.reveal()
}

/// The same code with another last sign.
fn nearly(code: &str) -> String {
    let last = if code.ends_with('A') { 'B' } else { 'A' };
    format!("{}{last}", &code[..code.len() - 1])
}

async fn count(store: &Store, query: &'static str) -> i64 {
    let row: (i64,) = sql(query).one(&mut store.reader()).await.unwrap();
    row.0
}

#[rstest]
#[tokio::test]
async fn who_knows_their_password_changes_it_and_is_signed_out_elsewhere(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    let anna = open_person(store, "anna").await;
    let elsewhere = sign_in(store, "anna", OLD, None).await.unwrap();
    let here = sign_in(store, "anna", OLD, None).await.unwrap();
    let code = given(store, anna, false).await;

    for (new, wrong) in [
        ("kurz", BadPassword::Length),
        ("nováková-anna-1988", BadPassword::Known),
        ("aaaaaaaaaaaaaaaa", BadPassword::Simple),
        ("Musterland-2026", BadPassword::Known),
    ] {
        let refused = change_password(store, &here.token, OLD, new, SITE).await;
        assert!(matches!(refused, Err(Error::Password(bad)) if bad == wrong), "{new}: {refused:?}");
    }
    let refused = change_password(store, &here.token, "falsch falsch", NEW, SITE).await;
    assert!(matches!(refused, Err(Error::WrongCredentials)), "{refused:?}");
    assert!(is_live(store, &elsewhere.token).await, "nothing was changed");

    test.clock.advance(SignedDuration::from_secs(10));
    let after = change_password(store, &here.token, OLD, NEW, SITE).await.unwrap();
    assert_eq!((after.session.id, after.session.niveau), (here.session.id, here.session.niveau));
    assert!(!is_live(store, &here.token).await && is_live(store, &after.token).await, "the token is new");
    assert!(!is_live(store, &elsewhere.token).await, "other sessions end");
    let info = password_info(&mut store.reader(), &after.session).await.unwrap().unwrap();
    assert_eq!((info.login.as_str(), info.changed), ("anna", store.now()));
    assert!(matches!(sign_in(store, "anna", OLD, None).await, Err(Error::WrongCredentials)));
    assert!(sign_in(store, "anna", NEW, None).await.is_ok());
    let late = recover(store, "anna", &code, "Noch ein anderes Kennwort", SITE).await;
    assert!(matches!(late, Err(Error::WrongRecovery)), "a code from before is void: {late:?}");
    assert_eq!(count(store, "SELECT count(*) FROM jobs").await, 0, "no address is known");
    assert_eq!(
        count(store, "SELECT count(*) FROM journal WHERE kind = 'identity.password-changed'").await,
        1
    );
    assert!(store.verify_journal().await.unwrap().damage.is_empty());
}

#[rstest]
#[tokio::test]
async fn guessing_the_present_password_counts_like_signing_in(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    open_person(&test.store, "anna").await;
    let here = sign_in(&test.store, "anna", OLD, None).await.unwrap();
    for _ in 0..5 {
        let wrong = change_password(&test.store, &here.token, "falsch falsch", NEW, SITE).await;
        assert!(matches!(wrong, Err(Error::WrongCredentials)), "{wrong:?}");
        let wrong = sign_in(&test.store, "anna", "falsch falsch", None).await;
        assert!(matches!(wrong, Err(Error::WrongCredentials)), "{wrong:?}");
    }
    let limited = change_password(&test.store, &here.token, OLD, NEW, SITE).await;
    assert!(matches!(limited, Err(Error::TooManyAttempts { .. })), "{limited:?}");
    let limited = sign_in(&test.store, "anna", OLD, None).await;
    assert!(matches!(limited, Err(Error::TooManyAttempts { .. })), "{limited:?}");
}

#[rstest]
#[tokio::test]
async fn of_two_changes_at_once_one_counts(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    open_person(store, "anna").await;
    let one = sign_in(store, "anna", OLD, None).await.unwrap();
    let two = sign_in(store, "anna", OLD, None).await.unwrap();
    let (first, second) = tokio::join!(
        change_password(store, &one.token, OLD, NEW, SITE),
        change_password(store, &two.token, OLD, "Wanderung nach Oberhof", SITE),
    );
    assert_eq!([first.is_ok(), second.is_ok()].iter().filter(|ok| **ok).count(), 1, "{first:?} {second:?}");
    assert_eq!(count(store, "SELECT count(*) FROM identity_sessions").await, 1);
}

#[rstest]
#[tokio::test]
async fn a_code_gives_a_new_password_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    let anna = open_person(store, "anna").await;
    let lost = sign_in(store, "anna", OLD, None).await.unwrap();
    let first = given(store, anna, false).await;
    let code = given(store, anna, false).await;
    assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [4; 5], "{code}");
    let kept: (String, String) =
        sql("SELECT name, code_hash FROM identity_recoveries").one(&mut store.reader()).await.unwrap();
    assert!(kept.0 == code[..4] && kept.1.starts_with("$argon2id$"), "only a hash of the code is kept");

    let void = recover(store, "anna", &first, NEW, SITE).await;
    assert!(matches!(void, Err(Error::WrongRecovery)), "one at a time: {void:?}");
    // What is wrong with the new password costs nothing.
    for (new, wrong) in [("kurz", BadPassword::Length), ("Jördis Nováková!", BadPassword::Known)] {
        for _ in 0..7 {
            let refused = recover(store, "anna", &code, new, SITE).await;
            assert!(matches!(refused, Err(Error::Password(bad)) if bad == wrong), "{refused:?}");
        }
    }
    assert!(is_live(store, &lost.token).await && sign_in(store, "anna", OLD, None).await.is_ok());
    // As it was written down by hand.
    let by_hand = code.to_lowercase().replace('-', " ");
    recover(store, " Anna", &by_hand, NEW, SITE).await.unwrap();
    assert!(!is_live(store, &lost.token).await, "all sessions end");
    assert!(sign_in(store, "anna", NEW, None).await.is_ok());
    assert!(matches!(sign_in(store, "anna", OLD, None).await, Err(Error::WrongCredentials)));
    let again = recover(store, "anna", &code, "Noch ein anderes Kennwort", SITE).await;
    assert!(matches!(again, Err(Error::WrongRecovery)), "{again:?}");
    for kind in ["recovery-given", "password-changed"] {
        let entries: (i64,) = sql("SELECT count(*) FROM journal WHERE kind = $1")
            .bind(format!("identity.{kind}"))
            .one(&mut store.reader())
            .await
            .unwrap();
        assert_eq!(entries.0, if kind == "recovery-given" { 2 } else { 1 }, "{kind}");
    }
}

#[rstest]
#[tokio::test]
async fn a_code_ends_by_time_and_by_wrong_tries(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    let anna = open_person(store, "anna").await;
    let code = given(store, anna, false).await;
    test.clock.advance(SignedDuration::from_hours(24));
    let late = recover(store, "anna", &code, NEW, SITE).await;
    assert!(matches!(late, Err(Error::WrongRecovery)), "{late:?}");
    let mut tx = store.begin().await.unwrap();
    purge_sessions(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(count(store, "SELECT count(*) FROM identity_recoveries").await, 0);

    let code = given(store, anna, false).await;
    test.clock.advance(SignedDuration::from_hours(23));
    for _ in 0..5 {
        let wrong = recover(store, "anna", &nearly(&code), NEW, SITE).await;
        assert!(matches!(wrong, Err(Error::WrongRecovery)), "{wrong:?}");
    }
    let void = recover(store, "anna", &code, NEW, SITE).await;
    assert!(matches!(void, Err(Error::WrongRecovery)), "{void:?}");

    // A stranger who guesses cannot make a code void, nor keep anybody else waiting, nor from signing in.
    let code = given(store, anna, false).await;
    open_person(store, "bert").await;
    test.clock.advance(SignedDuration::from_mins(16));
    for _ in 0..10 {
        let wrong = recover(store, "anna", "AAAA-AAAA-AAAA-AAAA-AAAA", NEW, SITE).await;
        assert!(matches!(wrong, Err(Error::WrongRecovery)), "{wrong:?}");
    }
    let limited = recover(store, "anna", &code, NEW, SITE).await;
    assert!(matches!(limited, Err(Error::TooManyAttempts { .. })), "{limited:?}");
    assert!(sign_in(store, "anna", OLD, None).await.is_ok(), "signing in has its own count");
    let other = recover(store, "bert", "AAAA-AAAA-AAAA-AAAA-AAAA", NEW, SITE).await;
    assert!(matches!(other, Err(Error::WrongRecovery)), "{other:?}");
    test.clock.advance(SignedDuration::from_mins(15));
    recover(store, "anna", &code, NEW, SITE).await.unwrap();
}

#[rstest]
#[tokio::test]
async fn nobody_learns_from_a_code_which_accounts_there_are(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    open_person(store, "anna").await;
    let bert = open_person(store, "bert").await;
    let code = given(store, bert, false).await;
    let mut said = BTreeSet::new();
    for (login, code) in [
        ("anna", code.as_str()),
        ("nobody", &code),
        ("bert", "AAAA-AAAA-AAAA-AAAA-AAAA"),
        ("bert", &nearly(&code)),
        ("bert", ""),
        ("no\u{0}body", &code),
        ("", &code),
        (&"x".repeat(300), &code),
    ] {
        said.insert(recover(store, login, code, NEW, SITE).await.unwrap_err().to_string());
    }
    assert_eq!(said.len(), 1, "{said:?}");
    for login in ["anna", "nobody"] {
        for _ in 0..9 {
            let wrong = recover(store, login, &code, NEW, SITE).await;
            assert!(matches!(wrong, Err(Error::WrongRecovery)), "{login}: {wrong:?}");
        }
        let limited = recover(store, login, &code, NEW, SITE).await;
        assert!(matches!(limited, Err(Error::TooManyAttempts { .. })), "{login}: {limited:?}");
    }
}

#[rstest]
#[tokio::test]
async fn of_two_uses_of_a_code_at_once_one_counts(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    let anna = open_person(store, "anna").await;
    let code = given(store, anna, false).await;
    let (one, two) = tokio::join!(
        recover(store, "anna", &code, NEW, SITE),
        recover(store, "anna", &code, "Wanderung nach Oberhof", SITE),
    );
    let ok = [one.is_ok(), two.is_ok()];
    assert_eq!(ok.iter().filter(|ok| **ok).count(), 1, "{one:?} {two:?}");
    let right = if ok[0] { NEW } else { "Wanderung nach Oberhof" };
    assert!(sign_in(store, "anna", right, None).await.is_ok());
}

#[rstest]
#[tokio::test]
async fn a_second_factor_stays_unless_it_is_lost_too(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    let anna = open_person(store, "anna").await;
    let here = sign_in(store, "anna", OLD, None).await.unwrap();
    let secret = set_up(&test, &here.session).await;
    first_spare_codes(store, &here.session).await.unwrap().unwrap();
    let code = given(store, anna, false).await;
    recover(store, "anna", &code, NEW, SITE).await.unwrap();
    let half = sign_in(store, "anna", NEW, None).await.unwrap();
    assert!(half.session.awaits_code());
    assert_eq!(spare_codes_left(&mut store.reader(), &half.session).await.unwrap(), Some(10));
    assert!(step_up(store, &half.token, Proof::Totp(&code_now(&test, &secret))).await.is_ok());

    let code = given(store, anna, true).await;
    recover(store, "anna", &code, OLD, SITE).await.unwrap();
    let whole = sign_in(store, "anna", OLD, None).await.unwrap();
    assert!(!whole.session.awaits_code(), "app and codes are gone");
    assert_eq!(count(store, "SELECT count(*) FROM identity_spare_codes").await, 0);
}

#[rstest]
#[tokio::test]
async fn only_who_operates_the_installation_gives_codes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    let anna = open_person(store, "anna").await;
    let staff = |permission| Scope::Staff {
        account: AccountId(Uuid::from_u128(9)),
        behoerde: BehoerdeId(Uuid::from_u128(1)),
        permissions: [permission].into(),
        remit: Remit::default(),
    };
    let own = sign_in(store, "anna", OLD, None).await.unwrap().session.scope;
    let code = RecoveryCode::draw(store.entropy()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    for scope in [Scope::Anonymous, own, staff(Permission::AssignCases)] {
        let denied = give_recovery(&mut tx, &scope, anna, &code, true).await;
        assert!(matches!(denied, Err(Error::Denied(_))), "{scope:?}: {denied:?}");
    }
    let nobody = give_recovery(&mut tx, &Scope::House, AccountId(Uuid::from_u128(7)), &code, false).await;
    assert!(matches!(nobody, Err(Error::UnknownAccount(_))), "{nobody:?}");
    let without = open_account(&mut tx, &Scope::House, AccountKind::Person, "Bert").await.unwrap();
    let refused = give_recovery(&mut tx, &Scope::House, without, &code, false).await;
    assert!(matches!(refused, Err(Error::NoPassword)), "{refused:?}");
    assert!(give_recovery(&mut tx, &staff(Permission::Operate), anna, &code, false).await.is_ok());
}

#[rstest]
#[tokio::test]
async fn whoever_has_an_address_is_told_and_an_erased_account_leaves_no_codes(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let store = &test.store;
    let anna = open_person(store, "anna").await;
    let mut tx = store.begin().await.unwrap();
    let contact =
        Contact { email: EmailAddress::parse("anna@buerger.example").unwrap(), language: "de".into() };
    set_contact(&mut tx, &Scope::House, anna, Some(&contact)).await.unwrap();
    tx.commit().await.unwrap();
    let code = given(store, anna, false).await;
    recover(store, "anna", &code, NEW, SITE).await.unwrap();
    let told = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let heard = told.clone();
    let jobs = Jobs::default().on(move |_: Store, _, job: PasswordChanged| {
        heard.lock().unwrap().push((job.account, job.at));
        async { Ok(Outcome::Nothing) }
    });
    jobs.run_until_idle(store).await.unwrap();
    assert_eq!(*told.lock().unwrap(), [(anna, store.now())]);

    let here = sign_in(store, "anna", NEW, None).await.unwrap();
    set_up(&test, &here.session).await;
    first_spare_codes(store, &here.session).await.unwrap().unwrap();
    given(store, anna, false).await;
    let before = held(&mut store.reader(), &Scope::House, anna).await.unwrap().unwrap();
    assert_eq!((before.codes, before.second_factor, before.passkeys), (11, true, 0));
    let mut tx = store.begin().await.unwrap();
    erase_account(&mut tx, &Scope::House, anna).await.unwrap();
    tx.commit().await.unwrap();
    for table in ["SELECT count(*) FROM identity_recoveries", "SELECT count(*) FROM identity_spare_codes"] {
        assert_eq!(count(store, table).await, 0, "{table}");
    }
    store.rebuild_projections().await.unwrap();
}
