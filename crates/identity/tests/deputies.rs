//! Duties for one service and deputies, on both engines.

use identity::{
    AccountId, AccountKind, Address, Ars, Behoerde, BehoerdeId, Denied, Error, HashedPassword, Hat, OFFICE,
    Permission, Remit, Scope, change_hat, define_usual_roles, deputies, found_behoerde, grant_role, inspect,
    name_deputy, open_account, release_deputy, session, set_password, sign_in,
};
use jiff::civil::{Date, date};
use rstest::rstest;
use store::{Engine, Store, testing::TestStore};
use uuid::Uuid;

const ERFURT: BehoerdeId = BehoerdeId(Uuid::from_u128(1));
const WEIMAR: BehoerdeId = BehoerdeId(Uuid::from_u128(2));
const PASSWORD: &str = "ein langes Kennwort";
const FIRST: Date = date(2026, 12, 1);
const LAST: Date = date(2026, 12, 24);

fn behoerde(id: BehoerdeId, short_name: &str) -> Behoerde {
    Behoerde {
        id,
        name: format!("Stadt {short_name}"),
        short_name: short_name.into(),
        ars: Ars::parse("160510000000").unwrap(),
        address: Address::default(),
        phone: None,
        mail: None,
        web: None,
    }
}

/// Opens an account that works for Behoerden.
async fn staff(store: &Store, login: &str, duties: &[(BehoerdeId, &str)]) -> AccountId {
    let password = HashedPassword::of(PASSWORD, store.entropy()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let account = open_account(&mut tx, &Scope::House, AccountKind::Staff, login).await.unwrap();
    set_password(&mut tx, &Scope::House, account, login, &password).await.unwrap();
    for (behoerde, duty) in duties {
        grant_role(&mut tx, &Scope::House, account, *behoerde, &(*duty).into()).await.unwrap();
    }
    tx.commit().await.unwrap();
    account
}

async fn open(engine: Engine) -> Option<TestStore> {
    let test = TestStore::open(engine, &[OFFICE]).await?;
    test.clock.set("2026-11-23T09:00:00Z".parse().unwrap());
    let mut tx = test.store.begin().await.unwrap();
    define_usual_roles(&mut tx, &Scope::House).await.unwrap();
    for behoerde in [behoerde(ERFURT, "EF"), behoerde(WEIMAR, "WE")] {
        found_behoerde(&mut tx, &Scope::House, &behoerde).await.unwrap();
    }
    tx.commit().await.unwrap();
    Some(test)
}

/// What somebody may do at a Behoerde right now.
async fn scope(store: &Store, login: &str, at: BehoerdeId) -> Scope {
    let opened = sign_in(store, login, PASSWORD, None).await.unwrap();
    let token = match opened.session.hat {
        Some(Hat::Staff(there)) if there == at => opened.token,
        _ => change_hat(store, &opened.token, Hat::Staff(at)).await.unwrap().token,
    };
    session(store, &token).await.unwrap().unwrap().scope
}

fn remit(scope: &Scope) -> &Remit {
    let Scope::Staff { remit, .. } = scope else { panic!("{scope:?}") };
    remit
}

#[rstest]
#[tokio::test]
async fn a_role_can_be_for_one_service(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    let duties =
        [(ERFURT, "sachbearbeitung:parken"), (ERFURT, "schlusszeichnung:denkmal"), (ERFURT, "redaktion")];
    staff(store, "karla", &duties).await;
    let karla = scope(store, "karla", ERFURT).await;
    assert!(remit(&karla).takes("sachbearbeitung", "parken"));
    assert!(!remit(&karla).takes("sachbearbeitung", "denkmal"), "not the role of one for the other");
    assert!(remit(&karla).reads.contains("denkmal"));
    assert!(!remit(&karla).reads.contains("hund"), "redaktion, for all services, reads no cases");
    assert!(karla.staff(Permission::InstallPackages).is_ok());
}

#[rstest]
#[tokio::test]
async fn a_deputy_has_the_duties_for_the_days_and_the_place(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    let karla = staff(store, "karla", &[(ERFURT, "sachbearbeitung:parken"), (WEIMAR, "leitung")]).await;
    let milan =
        staff(store, "milan", &[(ERFURT, "sachbearbeitung:denkmal"), (WEIMAR, "sachbearbeitung")]).await;
    let own = scope(store, "karla", ERFURT).await;
    let mut tx = store.begin().await.unwrap();
    name_deputy(&mut tx, &own, karla, milan, FIRST, LAST).await.unwrap();
    tx.commit().await.unwrap();

    for (now, stands_in) in [
        ("2026-11-30T22:00:00Z", false),
        ("2026-11-30T23:30:00Z", true),
        ("2026-12-24T22:59:00Z", true),
        ("2026-12-24T23:00:00Z", false),
    ] {
        test.clock.set(now.parse().unwrap());
        let milan = scope(store, "milan", ERFURT).await;
        assert_eq!(remit(&milan).takes("sachbearbeitung", "parken"), stands_in, "{now}: days as in Germany");
        assert_eq!(remit(&milan).stands_in_for.contains(&karla), stands_in, "{now}");
        assert!(remit(&milan).takes("sachbearbeitung", "denkmal"), "his own work stays");
    }
    test.clock.set("2026-12-05T09:00:00Z".parse().unwrap());
    let elsewhere = scope(store, "milan", WEIMAR).await;
    assert!(elsewhere.staff(Permission::AssignCases).is_err(), "she is not away in Weimar");

    let list = deputies(&mut store.reader(), &own, FIRST).await.unwrap();
    assert_eq!((list[0].account, list[0].deputy, list[0].until), (karla, milan, LAST));
    let mut tx = store.begin().await.unwrap();
    assert!(release_deputy(&mut tx, &own, karla, milan).await.unwrap());
    assert!(!release_deputy(&mut tx, &own, karla, milan).await.unwrap());
    tx.commit().await.unwrap();
    let milan = scope(store, "milan", ERFURT).await;
    assert!(!remit(&milan).takes("sachbearbeitung", "parken"), "at once");

    let before = store.dump_projections().await.unwrap();
    store.rebuild_projections().await.unwrap();
    assert_eq!(store.dump_projections().await.unwrap(), before);
}

#[rstest]
#[tokio::test]
async fn deputies_are_colleagues_and_named_by_oneself_or_the_head(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    let karla = staff(store, "karla", &[(ERFURT, "sachbearbeitung")]).await;
    let milan = staff(store, "milan", &[(ERFURT, "sachbearbeitung")]).await;
    let frieda = staff(store, "frieda", &[(ERFURT, "leitung")]).await;
    let wanda = staff(store, "wanda", &[(WEIMAR, "leitung")]).await;
    let of = |login| scope(store, login, ERFURT);
    let (karla_at_work, head) = (of("karla").await, of("frieda").await);
    let foreign = scope(store, "wanda", WEIMAR).await;

    let mut tx = store.begin().await.unwrap();
    let tx = &mut tx;
    name_deputy(tx, &head, karla, milan, FIRST, LAST).await.unwrap();
    name_deputy(tx, &head, karla, frieda, FIRST, LAST).await.unwrap();
    for (scope, who, deputy) in [(&karla_at_work, milan, karla), (&Scope::Anonymous, karla, milan)] {
        let refused = name_deputy(tx, scope, who, deputy, FIRST, LAST).await.unwrap_err();
        assert!(matches!(refused, Error::Denied(Denied::Permission(_) | Denied::SignIn)), "{refused}");
    }
    for (who, deputy, from, until) in
        [(karla, karla, FIRST, LAST), (karla, wanda, FIRST, LAST), (karla, milan, LAST, FIRST)]
    {
        let refused = name_deputy(tx, &head, who, deputy, from, until).await.unwrap_err();
        assert!(matches!(refused, Error::Deputy(_)), "{refused}");
    }
    let refused = name_deputy(tx, &foreign, karla, milan, FIRST, LAST).await.unwrap_err();
    assert!(matches!(refused, Error::Deputy(_)), "Weimar has no say in Erfurt: {refused}");
}

#[rstest]
#[tokio::test]
async fn looking_beyond_ones_duties_needs_a_reason_and_lasts_a_day(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    staff(store, "rita", &[(ERFURT, "revision")]).await;
    staff(store, "karla", &[(ERFURT, "sachbearbeitung:parken")]).await;
    let matter = Uuid::from_u128(0xACE);
    let (rita, karla) = (scope(store, "rita", ERFURT).await, scope(store, "karla", ERFURT).await);
    assert!(remit(&rita).inspects.is_empty());
    let mut tx = store.begin().await.unwrap();
    let refused = inspect(&mut tx, &karla, matter, "Neugier").await.unwrap_err();
    assert!(matches!(refused, Error::Denied(Denied::Permission(Permission::InspectCases))), "{refused}");
    assert!(matches!(inspect(&mut tx, &rita, matter, " ").await.unwrap_err(), Error::ReasonMissing));
    inspect(&mut tx, &rita, matter, "Beschwerde vom 20.11.").await.unwrap();
    tx.commit().await.unwrap();

    assert!(remit(&scope(store, "rita", ERFURT).await).inspects.contains(&matter));
    test.clock.set("2026-11-24T09:00:01Z".parse().unwrap());
    assert!(remit(&scope(store, "rita", ERFURT).await).inspects.is_empty(), "a day later");
}
