//! Behoerden, accounts and roles on both engines.

use identity::{
    AccountId, AccountKind, Address, Ars, Behoerde, BehoerdeId, Change, Denied, Error, HashedPassword,
    OFFICE, Permission, Remit, Role, Scope, StaffAccount, Vertrauensniveau, account_name, behoerde,
    behoerden, define_role, define_usual_roles, erase_account, found_behoerde, grant_role, open_account,
    open_account_as, session, set_password, sign_in, staff, staff_accounts, withdraw_role,
};
use rstest::rstest;
use std::collections::BTreeSet;
use store::{Engine, Store, testing::TestStore};
use uuid::Uuid;

fn erfurt() -> Behoerde {
    Behoerde {
        id: BehoerdeId(Uuid::from_u128(1)),
        name: "Landeshauptstadt Erfurt".into(),
        short_name: "EF".into(),
        ars: Ars::parse("160510000000").unwrap(),
        address: Address {
            street: "Musterstraße 0".into(),
            postal_code: "99084".into(),
            town: "Erfurt".into(),
        },
        phone: Some("115".into()),
        mail: None,
        web: None,
    }
}

fn weimar() -> Behoerde {
    let id = BehoerdeId(Uuid::from_u128(2));
    Behoerde { id, name: "Stadt Weimar".into(), short_name: "WE".into(), ..erfurt() }
}

const PASSWORD: &str = "ein langes Kennwort";

/// Two Behoerden, the usual roles, and a member of staff in the first.
async fn furnish(store: &Store) -> AccountId {
    let password = HashedPassword::of(PASSWORD, store.entropy()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    for behoerde in [erfurt(), weimar()] {
        found_behoerde(&mut tx, &Scope::House, &behoerde).await.unwrap();
    }
    for role in Role::usual() {
        define_role(&mut tx, &Scope::House, &role).await.unwrap();
    }
    let karla = open_account(&mut tx, &Scope::House, AccountKind::Staff, "Karla Heinemann").await.unwrap();
    set_password(&mut tx, &Scope::House, karla, "karla", &password).await.unwrap();
    grant_role(&mut tx, &Scope::House, karla, erfurt().id, &"sachbearbeitung".into()).await.unwrap();
    tx.commit().await.unwrap();
    karla
}

fn staff_of(behoerde: BehoerdeId, permissions: &[Permission]) -> Scope {
    let account = AccountId(Uuid::from_u128(900));
    let permissions = permissions.iter().copied().collect();
    Scope::Staff { account, behoerde, permissions, remit: Remit::default() }
}

#[rstest]
#[tokio::test]
async fn only_real_changes_are_recorded(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let karla = furnish(&test.store).await;
    let entries = test.store.verify_journal().await.unwrap().entries;

    let mut tx = test.store.begin().await.unwrap();
    assert_eq!(found_behoerde(&mut tx, &Scope::House, &erfurt()).await.unwrap(), Change::Unchanged);
    for role in Role::usual() {
        define_role(&mut tx, &Scope::House, &role).await.unwrap();
    }
    define_usual_roles(&mut tx, &Scope::House).await.unwrap();
    assert!(
        !grant_role(&mut tx, &Scope::House, karla, erfurt().id, &"sachbearbeitung".into()).await.unwrap()
    );
    assert!(
        !withdraw_role(&mut tx, &Scope::House, karla, weimar().id, &"sachbearbeitung".into()).await.unwrap()
    );
    open_account_as(&mut tx, &Scope::House, karla, AccountKind::Staff, "Karla H.").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(test.store.verify_journal().await.unwrap().entries, entries);

    let moved = Behoerde { phone: Some("0361 0".into()), ..erfurt() };
    let mut tx = test.store.begin().await.unwrap();
    assert_eq!(found_behoerde(&mut tx, &Scope::House, &moved).await.unwrap(), Change::Changed);
    tx.commit().await.unwrap();
    let mut reader = test.store.reader();
    assert_eq!(behoerde(&mut reader, &Scope::Anonymous, moved.id).await.unwrap(), Some(moved.clone()));
    assert_eq!(behoerden(&mut reader, &Scope::Anonymous).await.unwrap(), [moved, weimar()]);
    assert_eq!(test.store.verify_journal().await.unwrap().entries, entries + 1);

    let before = test.store.dump_projections().await.unwrap();
    test.store.rebuild_projections().await.unwrap();
    assert_eq!(test.store.dump_projections().await.unwrap(), before);
}

#[rstest]
#[tokio::test]
async fn permissions_follow_the_roles_at_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let karla = furnish(&test.store).await;
    let token = sign_in(&test.store, "Karla ", PASSWORD, None).await.unwrap().token;
    let seen = || async { session(&test.store, &token).await.unwrap().unwrap() };
    let now = seen().await;
    assert_eq!(now.scope.staff(Permission::WorkCases), Ok((karla, erfurt().id)));
    assert_eq!(now.behoerde_name.as_deref(), Some("Landeshauptstadt Erfurt"));
    assert_eq!(now.roles, BTreeSet::from(["sachbearbeitung".to_owned()]));
    assert_eq!(now.scope.staff(Permission::AssignCases), Err(Denied::Permission(Permission::AssignCases)));
    assert!(!now.scope.allows(Permission::WorkCases, weimar().id));

    let mut tx = test.store.begin().await.unwrap();
    let role = Role::new("sachbearbeitung", &[Permission::ReadCases]);
    define_role(&mut tx, &Scope::House, &role).await.unwrap();
    // What an installation made of a usual role stays.
    define_usual_roles(&mut tx, &Scope::House).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        seen().await.scope.staff(Permission::WorkCases),
        Err(Denied::Permission(Permission::WorkCases))
    );

    let mut tx = test.store.begin().await.unwrap();
    assert!(
        withdraw_role(&mut tx, &Scope::House, karla, erfurt().id, &"sachbearbeitung".into()).await.unwrap()
    );
    tx.commit().await.unwrap();
    let scope = seen().await.scope;
    assert!(Permission::ALL.iter().all(|permission| scope.staff(*permission).is_err()));
}

#[rstest]
#[tokio::test]
async fn nobody_changes_what_is_not_theirs(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let karla = furnish(&test.store).await;
    let person = Scope::Person { account: AccountId(Uuid::from_u128(77)), niveau: Vertrauensniveau::Hoch };
    let colleague = staff_of(erfurt().id, &[Permission::ReadCases, Permission::AssignCases]);
    let password = HashedPassword::of(PASSWORD, test.store.entropy()).await.unwrap();
    for scope in [&Scope::Anonymous, &person, &colleague] {
        let mut tx = test.store.begin().await.unwrap();
        let tx = &mut tx;
        let refused = [
            found_behoerde(tx, scope, &weimar()).await.map(|_| ()),
            define_role(tx, scope, &Role::new("x", &[Permission::Operate])).await,
            define_usual_roles(tx, scope).await,
            grant_role(tx, scope, karla, weimar().id, &"leitung".into()).await.map(|_| ()),
            withdraw_role(tx, scope, karla, erfurt().id, &"sachbearbeitung".into()).await.map(|_| ()),
            staff_accounts(tx, scope, None).await.map(|_| ()),
            set_password(tx, scope, karla, "karla", &password).await,
            erase_account(tx, scope, karla).await,
            open_account(tx, scope, AccountKind::Staff, "Eve").await.map(|_| ()),
        ];
        for (i, result) in refused.iter().enumerate() {
            assert!(matches!(result, Err(Error::Denied(_))), "{i}: {scope:?}: {result:?}");
        }
    }
    let mut reader = test.store.reader();
    let name = |on, scope| account_name(on, scope, karla);
    assert_eq!(name(&mut reader, &colleague).await.unwrap().as_deref(), Some("Karla Heinemann"));
    let elsewhere = staff_of(weimar().id, &Permission::ALL);
    for scope in [&Scope::Anonymous, &person, &elsewhere] {
        let mut reader = test.store.reader();
        assert_eq!(account_name(&mut reader, scope, karla).await.unwrap(), None, "{scope:?}");
    }
    assert_eq!(staff(&mut reader, &colleague).await.unwrap().len(), 1);
    assert_eq!(staff(&mut reader, &elsewhere).await.unwrap(), []);
    assert!(staff(&mut reader, &person).await.is_err());
}

#[rstest]
#[tokio::test]
async fn whoever_runs_the_house_sees_who_works_where(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let karla = furnish(&test.store).await;
    let mut tx = test.store.begin().await.unwrap();
    let (tx, house) = (&mut tx, &Scope::House);
    let anna = open_account(tx, house, AccountKind::Person, "Anna").await.unwrap();
    open_account(tx, house, AccountKind::Person, "Beate").await.unwrap();
    open_account(tx, house, AccountKind::Staff, "Zoe").await.unwrap();
    assert!(grant_role(tx, house, anna, weimar().id, &"leitung".into()).await.unwrap());
    assert!(grant_role(tx, house, karla, weimar().id, &"redaktion".into()).await.unwrap());

    let mut seen = Vec::new();
    for behoerde in [None, Some(erfurt().id), Some(weimar().id)] {
        let accounts = staff_accounts(tx, house, behoerde).await.unwrap();
        let line = |a: &StaffAccount| {
            let roles: Vec<_> =
                a.duties.iter().map(|(b, duty)| format!("{} {duty}", b.0.as_u128())).collect();
            format!("{} {:?} {}", a.display_name, a.login.as_deref(), roles.join(","))
        };
        seen.push(accounts.iter().map(line).collect::<Vec<_>>());
    }
    let karla = |roles| format!("Karla Heinemann Some(\"karla\") {roles}");
    assert_eq!(
        seen,
        [
            vec![
                "Anna None 2 leitung".into(),
                karla("1 sachbearbeitung,2 redaktion"),
                "Zoe None ".to_owned()
            ],
            vec![karla("1 sachbearbeitung")],
            vec!["Anna None 2 leitung".into(), karla("2 redaktion")],
        ]
    );
}

#[rstest]
#[tokio::test]
async fn what_does_not_exist_is_named(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let karla = furnish(&test.store).await;
    let nobody = AccountId(Uuid::from_u128(404));
    let nowhere = BehoerdeId(Uuid::from_u128(404));
    let mut tx = test.store.begin().await.unwrap();
    let (tx, house) = (&mut tx, &Scope::House);
    let error = grant_role(tx, house, karla, erfurt().id, &"koenig".into()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no role \"koenig\"; there are: betrieb, leitung, mitzeichnung, redaktion, ressort, revision, sachbearbeitung, schlusszeichnung, steuerung"
    );
    let error = withdraw_role(tx, house, karla, erfurt().id, &"koenig".into()).await.unwrap_err();
    assert!(matches!(&error, Error::UnknownRole { role, .. } if role == "koenig"), "{error}");
    let twin = Behoerde { short_name: erfurt().short_name, ..weimar() };
    let error = found_behoerde(tx, house, &twin).await.unwrap_err();
    assert!(error.to_string().contains("belongs to Landeshauptstadt Erfurt"), "{error}");
    let error = grant_role(tx, house, karla, nowhere, &"leitung".into()).await.unwrap_err();
    assert!(matches!(error, Error::UnknownBehoerde(id) if id == nowhere), "{error}");
    for result in [
        grant_role(tx, house, nobody, erfurt().id, &"leitung".into()).await,
        // A Behoerde has a stream too, but is no account.
        grant_role(tx, house, AccountId(erfurt().id.0), erfurt().id, &"leitung".into()).await,
    ] {
        assert!(matches!(result, Err(Error::UnknownAccount(_))), "{result:?}");
    }
    let password = HashedPassword::of(PASSWORD, test.store.entropy()).await.unwrap();
    let other = open_account(tx, house, AccountKind::Person, "Karl").await.unwrap();
    let taken = set_password(tx, house, other, " KARLA", &password).await;
    assert!(matches!(taken, Err(Error::LoginTaken)), "{taken:?}");
    for bad in ["", "  ", "a\u{0}b", &"x".repeat(201)] {
        assert!(matches!(set_password(tx, house, other, bad, &password).await, Err(Error::LoginName)));
    }
}

#[rstest]
#[tokio::test]
async fn an_erased_account_is_gone_and_the_journal_still_verifies(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = TestStore::open(engine, &[OFFICE]).await else { return };
    let karla = furnish(&test.store).await;
    let token = sign_in(&test.store, "karla", PASSWORD, None).await.unwrap().token;
    let own = session(&test.store, &token).await.unwrap().unwrap().scope;
    let mut tx = test.store.begin().await.unwrap();
    erase_account(&mut tx, &own, karla).await.unwrap();
    tx.commit().await.unwrap();

    assert!(session(&test.store, &token).await.unwrap().is_none());
    assert!(matches!(sign_in(&test.store, "karla", PASSWORD, None).await, Err(Error::WrongCredentials)));
    let report = test.store.verify_journal().await.unwrap();
    assert_eq!((report.damage.len(), report.erased), (0, 1));
    let before = test.store.dump_projections().await.unwrap();
    test.store.rebuild_projections().await.unwrap();
    assert_eq!(test.store.dump_projections().await.unwrap(), before);
}
