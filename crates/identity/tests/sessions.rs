//! Sign-in, sessions and second factors on both engines.

use crate::{app, person};
use app::{code_now, set_up};
use identity::{
    AccountKind, Address, Ars, Behoerde, BehoerdeId, DemoAusweis, DemoMode, Denied, Error, HashedPassword,
    Hat, OFFICE, Opened, Proof, Role, Scope, SessionToken, Shown, Vertrauensniveau, anonymous_session,
    change_hat, confirm_totp, define_role, end_session, enrol_totp, found_behoerde, grant_role, has_totp,
    hats, list_sessions, open_account, pending_totp, purge_sessions, remove_totp, session, set_password,
    sign_in, sign_out, sign_out_everywhere, step_up, totp_niveau,
};
use jiff::SignedDuration;
use person::{PASSWORD, is_live, open_person};
use rstest::rstest;
use std::collections::BTreeSet;
use store::{Engine, Store, sql, testing::TestStore};
use uuid::Uuid;

#[rstest]
#[tokio::test]
async fn signing_in_makes_a_new_session_and_ends_the_old(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let jordis = open_person(&test.store, "jördis").await;
    let visitor = anonymous_session(&test.store).await.unwrap();
    assert_eq!((&visitor.session.scope, visitor.session.hat), (&Scope::Anonymous, None));
    assert_eq!(visitor.previous, None);

    let signed_in = sign_in(&test.store, "  JÖRDIS", PASSWORD, Some(&visitor.token)).await.unwrap();
    assert_eq!(signed_in.previous, Some(visitor.session.id), "what the visitor began is handed over");
    assert_ne!(signed_in.session.id, visitor.session.id);
    assert_ne!(signed_in.token, visitor.token);
    assert_ne!(signed_in.session.csrf, visitor.session.csrf);
    assert!(!is_live(&test.store, &visitor.token).await, "a token fixed before sign-in is worth nothing");

    let cookie = signed_in.token.reveal();
    assert!(cookie.len() == 64 && cookie.bytes().all(|b| b.is_ascii_hexdigit()));
    let token = SessionToken::parse(&cookie).unwrap();
    let now = session(&test.store, &token).await.unwrap().unwrap();
    assert_eq!(now.scope, Scope::Person { account: jordis, niveau: Vertrauensniveau::Basis });
    assert_eq!((now.hat, now.display_name.as_deref()), (Some(Hat::Person), Some("Jördis Nováková")));
    assert_eq!(now.csrf, signed_in.session.csrf);

    let again = sign_in(&test.store, "jördis", PASSWORD, Some(&token)).await.unwrap();
    assert_eq!(again.previous, None, "a session of somebody who was signed in hands nothing over");
    assert!(!is_live(&test.store, &token).await);
    let kept: Vec<(Vec<u8>,)> =
        sql("SELECT token_hash FROM identity_sessions").all(&mut test.store.reader()).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert!(
        !kept.iter().any(|(hash,)| *hash == hex::decode(again.token.reveal()).unwrap()),
        "only the hash is kept"
    );
    for bad in ["", "abc", &cookie[1..], &cookie.replace(|_: char| true, "ä")] {
        assert_eq!(SessionToken::parse(bad), None);
    }
}

#[rstest]
#[tokio::test]
async fn an_unknown_login_looks_like_a_wrong_password(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    open_person(&test.store, "anna").await;
    let mut messages = BTreeSet::new();
    for login in ["anna", "nobody", "anna ", "no\u{0}body", &"x".repeat(300), ""] {
        messages.insert(sign_in(&test.store, login, "wrong password", None).await.unwrap_err().to_string());
    }
    assert_eq!(messages, BTreeSet::from(["login name or password is wrong".to_owned()]));
    assert!(sign_in(&test.store, "anna", PASSWORD, None).await.is_ok());
}

#[rstest]
#[tokio::test]
async fn guessing_is_limited_and_nobody_is_locked_out_for_good(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    open_person(&test.store, "anna").await;
    open_person(&test.store, "bert").await;
    for login in ["anna", "nobody"] {
        for _ in 0..10 {
            let error = sign_in(&test.store, login, "guess", None).await.unwrap_err();
            assert!(matches!(error, Error::WrongCredentials), "{error}");
        }
        let error = sign_in(&test.store, login, PASSWORD, None).await.unwrap_err();
        assert!(matches!(error, Error::TooManyAttempts { seconds: 900 }), "{login}: {error}");
    }
    assert!(sign_in(&test.store, "bert", PASSWORD, None).await.is_ok(), "others are not touched");

    // Somebody goes on guessing all the time: the wait does not grow.
    for _ in 0..14 {
        test.clock.advance(SignedDuration::from_mins(1));
        assert!(matches!(
            sign_in(&test.store, "anna", "guess", None).await,
            Err(Error::TooManyAttempts { .. })
        ));
    }
    test.clock.advance(SignedDuration::from_mins(1));
    assert!(sign_in(&test.store, "anna", PASSWORD, None).await.is_ok());
    let kept: (i64,) =
        sql("SELECT count(*) FROM identity_attempts").one(&mut test.store.reader()).await.unwrap();
    assert_eq!(kept.0, 0, "success forgives, and old attempts are removed");
}

#[rstest]
#[tokio::test]
async fn many_guesses_at_once_gain_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    // 600 failed attempts at many names, as a flood of them would leave.
    let mut tx = test.store.begin().await.unwrap();
    let now = store::At::from(tx.now());
    for i in 0..600_i64 {
        sql("INSERT INTO identity_attempts (id, subject, at) VALUES ($1, $2, $3)")
            .bind(tx.new_id())
            .bind(i.to_be_bytes().to_vec())
            .bind(now)
            .execute(&mut tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let error = sign_in(&test.store, "anybody", "guess", None).await.unwrap_err();
    assert!(matches!(error, Error::TooManyAttempts { seconds: 60 }), "{error}");
    test.clock.advance(SignedDuration::from_secs(60));
    let error = sign_in(&test.store, "anybody", "guess", None).await.unwrap_err();
    assert!(matches!(error, Error::WrongCredentials), "{error}");
}

#[rstest]
#[tokio::test]
async fn sessions_end_by_time(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    open_person(&test.store, "anna").await;
    let idle = sign_in(&test.store, "anna", PASSWORD, None).await.unwrap().token;
    let used = sign_in(&test.store, "anna", PASSWORD, None).await.unwrap().token;
    test.clock.advance(SignedDuration::from_mins(59));
    assert!(is_live(&test.store, &used).await);
    test.clock.advance(SignedDuration::from_mins(1));
    assert!(!is_live(&test.store, &idle).await, "an hour without use");
    assert!(is_live(&test.store, &used).await);
    for _ in 0..13 {
        test.clock.advance(SignedDuration::from_mins(50));
        assert!(is_live(&test.store, &used).await);
    }
    test.clock.advance(SignedDuration::from_mins(9));
    assert!(is_live(&test.store, &used).await, "eleven hours and 59 minutes");
    test.clock.advance(SignedDuration::from_mins(1));
    assert!(!is_live(&test.store, &used).await, "twelve hours in any case");

    let mut tx = test.store.begin().await.unwrap();
    assert_eq!(purge_sessions(&mut tx).await.unwrap(), 2);
}

#[rstest]
#[tokio::test]
async fn a_person_sees_and_ends_their_own_sessions(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let anna = open_person(&test.store, "anna").await;
    open_person(&test.store, "bert").await;
    let phone = sign_in(&test.store, "anna", PASSWORD, None).await.unwrap();
    test.clock.advance(SignedDuration::from_mins(5));
    let desk = sign_in(&test.store, "anna", PASSWORD, None).await.unwrap();
    let bert = sign_in(&test.store, "bert", PASSWORD, None).await.unwrap();

    let now = test.store.now();
    let listed = list_sessions(&mut test.store.reader(), &desk.session.scope, now).await.unwrap();
    assert_eq!(listed.iter().map(|s| s.id).collect::<Vec<_>>(), [desk.session.id, phone.session.id]);
    assert!(list_sessions(&mut test.store.reader(), &Scope::Anonymous, now).await.is_err());

    let mut tx = test.store.begin().await.unwrap();
    let foreign = end_session(&mut tx, &bert.session.scope, phone.session.id).await;
    assert!(matches!(foreign, Err(Error::SessionEnded)), "{foreign:?}");
    end_session(&mut tx, &desk.session.scope, phone.session.id).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!is_live(&test.store, &phone.token).await);

    let other = sign_in(&test.store, "anna", PASSWORD, None).await.unwrap();
    let mut tx = test.store.begin().await.unwrap();
    assert_eq!(sign_out_everywhere(&mut tx, &desk.session.scope).await.unwrap(), 2);
    tx.commit().await.unwrap();
    assert!(!is_live(&test.store, &other.token).await && !is_live(&test.store, &desk.token).await);
    assert!(is_live(&test.store, &bert.token).await);
    sign_out(&test.store, &bert.token).await.unwrap();
    assert!(!is_live(&test.store, &bert.token).await);
    sign_out(&test.store, &bert.token).await.unwrap();

    // A new password ends what the old one opened.
    let open = sign_in(&test.store, "anna", PASSWORD, None).await.unwrap();
    let password = HashedPassword::of("ein neues Kennwort", test.store.entropy()).await.unwrap();
    let mut tx = test.store.begin().await.unwrap();
    set_password(&mut tx, &open.session.scope, anna, "anna", &password).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!is_live(&test.store, &open.token).await);
    assert!(matches!(sign_in(&test.store, "anna", PASSWORD, None).await, Err(Error::WrongCredentials)));
    assert!(sign_in(&test.store, "anna", "ein neues Kennwort", None).await.is_ok());
}

#[rstest]
#[tokio::test]
async fn the_demo_card_raises_the_level_and_changes_the_token(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    open_person(&test.store, "anna").await;
    assert!(DemoMode::if_configured(false).is_none());
    let card = DemoAusweis::new(DemoMode::if_configured(true).unwrap());

    let visitor = anonymous_session(&test.store).await.unwrap();
    let refused = step_up(&test.store, &visitor.token, Proof::DemoAusweis(&card)).await;
    assert!(matches!(refused, Err(Error::Denied(Denied::SignIn))), "{refused:?}");

    let basis = sign_in(&test.store, "anna", PASSWORD, None).await.unwrap();
    let hoch = step_up(&test.store, &basis.token, Proof::DemoAusweis(&card)).await.unwrap();
    assert_eq!(hoch.session.niveau, Some(Vertrauensniveau::Hoch));
    assert!(hoch.session.scope.person(Vertrauensniveau::Hoch).is_ok());
    assert_eq!(hoch.session.id, basis.session.id);
    assert_ne!(hoch.session.csrf, basis.session.csrf);
    assert!(!is_live(&test.store, &basis.token).await);
    assert!(is_live(&test.store, &hoch.token).await);
    let twice = step_up(&test.store, &basis.token, Proof::DemoAusweis(&card)).await;
    assert!(matches!(twice, Err(Error::SessionEnded)), "{twice:?}");
}

#[rstest]
#[tokio::test]
async fn an_app_counts_once_it_is_confirmed_in_the_session_that_has_begun(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let anna = open_person(&test.store, "anna").await;
    let basis = sign_in(&test.store, "anna", PASSWORD, None).await.unwrap();
    let other = sign_in(&test.store, "anna", PASSWORD, None).await.unwrap();
    let missing = step_up(&test.store, &basis.token, Proof::Totp("123456")).await;
    assert!(matches!(missing, Err(Error::NoSecondFactor)), "{missing:?}");

    let mut tx = test.store.begin().await.unwrap();
    let new = enrol_totp(&mut tx, &basis.session, "Rennsteig Thüringen").await.unwrap();
    assert!(new.uri.starts_with("otpauth://totp/Rennsteig%20Th%C3%BCringen:J%C3%B6rdis"), "{}", new.uri);
    assert!(!has_totp(&mut tx, &basis.session).await.unwrap(), "it does not count before it is confirmed");
    tx.commit().await.unwrap();
    let again = pending_totp(&test.store, &basis.session, "Rennsteig Thüringen").await.unwrap().unwrap();
    assert_eq!((again.secret, again.uri), (new.secret.clone(), new.uri), "it can be shown again");
    let foreign = pending_totp(&test.store, &other.session, "Rennsteig").await.unwrap();
    assert!(foreign.is_none(), "who has begun elsewhere would know the secret too");

    let code = code_now(&test, &new.secret);
    let mut tx = test.store.begin().await.unwrap();
    let elsewhere = confirm_totp(&mut tx, &other.session, &code).await;
    assert!(matches!(elsewhere, Err(Error::NoSecondFactor)), "{elsewhere:?}");
    assert!(matches!(confirm_totp(&mut tx, &basis.session, "000000").await, Err(Error::WrongCode)));
    confirm_totp(&mut tx, &basis.session, &code).await.unwrap();
    assert!(has_totp(&mut tx, &basis.session).await.unwrap());
    let second = enrol_totp(&mut tx, &basis.session, "x").await;
    assert!(matches!(second, Err(Error::HasSecondFactor)), "{second:?}");
    tx.commit().await.unwrap();
    assert!(pending_totp(&test.store, &basis.session, "x").await.unwrap().is_none());
    assert!(is_live(&test.store, &basis.token).await);
    assert!(!is_live(&test.store, &other.token).await, "no code was asked for in the other session");
    let (kept,): (Vec<u8>,) = sql("SELECT secret FROM identity_totp WHERE account = $1")
        .bind(anna.0)
        .one(&mut test.store.reader())
        .await
        .unwrap();
    assert!(kept.len() > 20, "the secret is sealed");
}

#[rstest]
#[tokio::test]
async fn who_has_an_app_signs_in_in_two_steps(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let anna = open_person(&test.store, "anna").await;
    let first = sign_in(&test.store, "anna", PASSWORD, None).await.unwrap();
    let secret = set_up(&test, &first.session).await;

    let visitor = anonymous_session(&test.store).await.unwrap();
    let half = sign_in(&test.store, "anna", PASSWORD, Some(&visitor.token)).await.unwrap();
    assert_eq!(half.session.id, visitor.session.id, "it is still the visitor's session");
    assert!(half.session.awaits_code() && !is_live(&test.store, &visitor.token).await);
    assert_eq!((&half.session.scope, half.session.account(), half.previous), (&Scope::Anonymous, None, None));
    assert_eq!((half.session.hat, half.session.display_name.as_deref()), (None, None));
    assert!(hats(&mut test.store.reader(), &half.session).await.unwrap().is_empty());
    assert!(change_hat(&test.store, &half.token, Hat::Person).await.is_err());
    let mut tx = test.store.begin().await.unwrap();
    assert!(matches!(enrol_totp(&mut tx, &half.session, "x").await, Err(Error::Denied(Denied::SignIn))));
    drop(tx);
    let removed = remove_totp(&test.store, &half.session, Shown::Password(PASSWORD)).await;
    assert!(matches!(removed, Err(Error::Denied(Denied::SignIn))), "{removed:?}");
    let now = test.store.now();
    let listed = list_sessions(&mut test.store.reader(), &first.session.scope, now).await.unwrap();
    assert_eq!(listed.iter().map(|info| info.id).collect::<Vec<_>>(), [first.session.id]);

    assert!(matches!(step_up(&test.store, &half.token, Proof::Totp("000000")).await, Err(Error::WrongCode)));
    let code = code_now(&test, &secret);
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let whole = step_up(&test.store, &half.token, Proof::Totp(&spaced)).await.unwrap();
    assert_eq!(whole.session.scope, Scope::Person { account: anna, niveau: Vertrauensniveau::Basis });
    assert_eq!(whole.previous, Some(visitor.session.id), "what the visitor began is handed over");
    assert_ne!(whole.session.id, visitor.session.id);
    assert!(!is_live(&test.store, &half.token).await);

    // Each code counts once, and guessing is limited.
    let thief = sign_in(&test.store, "anna", PASSWORD, Some(&whole.token)).await.unwrap();
    assert!(!is_live(&test.store, &whole.token).await, "a new sign-in ends the old one of the browser");
    let replay = step_up(&test.store, &thief.token, Proof::Totp(&code)).await;
    assert!(matches!(replay, Err(Error::WrongCode)), "{replay:?}");
    for _ in 0..9 {
        let wrong = step_up(&test.store, &thief.token, Proof::Totp("999999")).await;
        assert!(matches!(wrong, Err(Error::WrongCode)), "{wrong:?}");
    }
    let limited = step_up(&test.store, &thief.token, Proof::Totp("999999")).await;
    assert!(matches!(limited, Err(Error::TooManyAttempts { .. })), "{limited:?}");
}

#[rstest]
#[tokio::test]
async fn an_app_proves_what_was_shown_when_it_was_set_up(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let card = DemoAusweis::new(DemoMode::if_configured(true).unwrap());
    for (login, with_card, proven) in
        [("anna", true, Vertrauensniveau::Substantiell), ("bert", false, Vertrauensniveau::Basis)]
    {
        open_person(&test.store, login).await;
        let mut opened = sign_in(&test.store, login, PASSWORD, None).await.unwrap();
        if with_card {
            opened = step_up(&test.store, &opened.token, Proof::DemoAusweis(&card)).await.unwrap();
        }
        let secret = set_up(&test, &opened.session).await;
        let known = totp_niveau(&mut test.store.reader(), &opened.session).await.unwrap();
        assert_eq!(known, Some(proven), "{login}");
        let half = sign_in(&test.store, login, PASSWORD, None).await.unwrap();
        let code = code_now(&test, &secret);
        let whole = step_up(&test.store, &half.token, Proof::Totp(&code)).await.unwrap();
        assert_eq!(whole.session.niveau, Some(proven), "{login}");
        // A later proof raises the session, and a code never lowers it.
        let hoch = step_up(&test.store, &whole.token, Proof::DemoAusweis(&card)).await.unwrap();
        test.clock.advance(SignedDuration::from_secs(30));
        let code = code_now(&test, &secret);
        let still = step_up(&test.store, &hoch.token, Proof::Totp(&code)).await.unwrap();
        assert_eq!(still.session.niveau, Some(Vertrauensniveau::Hoch), "{login}");
    }
}

#[rstest]
#[tokio::test]
async fn an_app_is_removed_with_a_code_or_the_password(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    open_person(&test.store, "anna").await;
    let mut opened = sign_in(&test.store, "anna", PASSWORD, None).await.unwrap();
    for by_code in [true, false] {
        let secret = set_up(&test, &opened.session).await;
        let wrong = remove_totp(&test.store, &opened.session, Shown::Code("000000")).await;
        assert!(matches!(wrong, Err(Error::WrongCode)), "{wrong:?}");
        let wrong = remove_totp(&test.store, &opened.session, Shown::Password("falsch falsch")).await;
        assert!(matches!(wrong, Err(Error::WrongCredentials)), "{wrong:?}");
        assert!(has_totp(&mut test.store.reader(), &opened.session).await.unwrap());
        let code = code_now(&test, &secret);
        let shown = if by_code { Shown::Code(&code) } else { Shown::Password(PASSWORD) };
        remove_totp(&test.store, &opened.session, shown).await.unwrap();
        assert!(!has_totp(&mut test.store.reader(), &opened.session).await.unwrap());
        opened = sign_in(&test.store, "anna", PASSWORD, None).await.unwrap();
        assert!(!opened.session.awaits_code(), "no code is asked for any more");
    }
    set_up(&test, &opened.session).await;
    for _ in 0..10 {
        let wrong = remove_totp(&test.store, &opened.session, Shown::Password("falsch falsch")).await;
        assert!(matches!(wrong, Err(Error::WrongCredentials)), "{wrong:?}");
    }
    let limited = remove_totp(&test.store, &opened.session, Shown::Password(PASSWORD)).await;
    assert!(matches!(limited, Err(Error::TooManyAttempts { .. })), "{limited:?}");
}

#[rstest]
#[tokio::test]
async fn staff_with_an_app_come_to_their_workplace(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let weimar = found(&test.store, 1, "Weimar").await;
    let password = HashedPassword::of(PASSWORD, test.store.entropy()).await.unwrap();
    let mut tx = test.store.begin().await.unwrap();
    let account = open_account(&mut tx, &Scope::House, AccountKind::Staff, "Tobias").await.unwrap();
    set_password(&mut tx, &Scope::House, account, "tobias", &password).await.unwrap();
    grant_role(&mut tx, &Scope::House, account, weimar, &"sachbearbeitung".into()).await.unwrap();
    tx.commit().await.unwrap();
    let opened = sign_in(&test.store, "tobias", PASSWORD, None).await.unwrap();
    let secret = set_up(&test, &opened.session).await;
    let half = sign_in(&test.store, "tobias", PASSWORD, None).await.unwrap();
    assert_eq!(half.session.scope, Scope::Anonymous, "no work without the code");
    let whole = step_up(&test.store, &half.token, Proof::Totp(&code_now(&test, &secret))).await.unwrap();
    assert_eq!(whole.session.hat, Some(Hat::Staff(weimar)));
}

async fn found(store: &Store, number: u128, name: &str) -> BehoerdeId {
    let id = BehoerdeId(Uuid::from_u128(number));
    let behoerde = Behoerde {
        id,
        name: name.into(),
        short_name: number.to_string(),
        ars: Ars::parse("160510000000").unwrap(),
        address: Address::default(),
        phone: None,
        mail: None,
        web: None,
    };
    let mut tx = store.begin().await.unwrap();
    found_behoerde(&mut tx, &Scope::House, &behoerde).await.unwrap();
    for role in Role::usual() {
        define_role(&mut tx, &Scope::House, &role).await.unwrap();
    }
    tx.commit().await.unwrap();
    id
}

#[rstest]
#[tokio::test]
async fn a_person_who_works_for_two_behoerden_chooses_a_hat(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let (weimar, erfurt) = (found(&test.store, 1, "Weimar").await, found(&test.store, 2, "Erfurt").await);
    let jena = found(&test.store, 3, "Jena").await;
    let anna = open_person(&test.store, "anna").await;
    let mut tx = test.store.begin().await.unwrap();
    grant_role(&mut tx, &Scope::House, anna, weimar, &"leitung".into()).await.unwrap();
    grant_role(&mut tx, &Scope::House, anna, erfurt, &"sachbearbeitung".into()).await.unwrap();
    tx.commit().await.unwrap();

    let Opened { token, session: own, .. } = sign_in(&test.store, "anna", PASSWORD, None).await.unwrap();
    assert_eq!(own.hat, Some(Hat::Person), "at first everybody is a person");
    let choices = hats(&mut test.store.reader(), &own).await.unwrap();
    let offered: Vec<_> = choices.iter().map(|c| c.behoerde.as_deref()).collect();
    assert_eq!(offered, [None, Some("Erfurt"), Some("Weimar")]);

    let at_work = change_hat(&test.store, &token, Hat::Staff(weimar)).await.unwrap();
    assert_eq!(at_work.session.behoerde_name.as_deref(), Some("Weimar"));
    assert!(at_work.session.scope.allows(identity::Permission::AssignCases, weimar));
    assert!(!at_work.session.scope.allows(identity::Permission::ReadCases, erfurt));
    assert!(at_work.session.scope.person(Vertrauensniveau::Basis).is_err());
    assert!(!is_live(&test.store, &token).await);
    let refused = change_hat(&test.store, &at_work.token, Hat::Staff(jena)).await;
    assert!(matches!(refused, Err(Error::Denied(Denied::Kind))), "{refused:?}");
    assert!(change_hat(&test.store, &at_work.token, Hat::Person).await.is_ok());
}

#[rstest]
#[tokio::test]
async fn staff_who_work_nowhere_may_do_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let password = HashedPassword::of(PASSWORD, test.store.entropy()).await.unwrap();
    let mut tx = test.store.begin().await.unwrap();
    let account = open_account(&mut tx, &Scope::House, AccountKind::Staff, "Tobias").await.unwrap();
    set_password(&mut tx, &Scope::House, account, "tobias", &password).await.unwrap();
    tx.commit().await.unwrap();
    let opened = sign_in(&test.store, "tobias", PASSWORD, None).await.unwrap();
    assert_eq!(opened.session.scope, Scope::Anonymous);
    assert_eq!(opened.session.account(), Some(account));
    assert!(hats(&mut test.store.reader(), &opened.session).await.unwrap().is_empty());
}
