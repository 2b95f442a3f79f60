//! Signing in at a provider, and everything that must not count as that.

use crate::support;
use identity::{
    AccountId, AccountKind, Callback, Completed, Error, HashedPassword, OFFICE, OidcError, OidcProviders,
    OidcSettings, Opened, Scope, SessionToken, Vertrauensniveau, anonymous_session, begin_oidc,
    complete_oidc, erase_account, list_sessions, oidc_links, oidc_provider_of, oidc_sign_out_address,
    open_account, purge_oidc, session, set_password, sign_in, sign_out, unlink_oidc,
};
use jiff::SignedDuration;
use rstest::rstest;
use serde_json::json;
use store::{Engine, Store, sql, testing::TestStore};
use support::{Asked, Provider, Signed};

const PASSWORD: &str = "Grüße vom Inselsberg";

struct World {
    test: TestStore,
    provider: Provider,
}

impl World {
    async fn open(engine: Engine) -> Option<Self> {
        let test = TestStore::open(engine, &[OFFICE]).await?;
        let provider = Provider::start().await;
        test.store.provide(provider.providers());
        Some(Self { test, provider })
    }

    fn store(&self) -> &Store {
        &self.test.store
    }

    fn now(&self) -> i64 {
        self.store().now().as_second()
    }

    async fn begin(&self, opened: &Opened) -> Asked {
        Asked::of(&begin_oidc(self.store(), "amt", &opened.session, None, "/konto").await.unwrap())
    }

    async fn complete(&self, token: &SessionToken, callback: &Callback) -> identity::Result<Completed> {
        complete_oidc(self.store(), "amt", token, callback).await
    }

    /// The whole way for a subject, with an `acr` claim or without.
    async fn sign_in(
        &self,
        opened: &Opened,
        subject: &str,
        acr: Option<&str>,
    ) -> identity::Result<Completed> {
        let asked = self.begin(opened).await;
        let mut claims = self.provider.claims(&asked, subject, self.now());
        if let Some(acr) = acr {
            claims["acr"] = json!(acr);
        }
        let callback = self.provider.signs_in(&asked, &claims, Signed::Rightly);
        self.complete(&opened.token, &callback).await
    }

    async fn visitor(&self) -> Opened {
        anonymous_session(self.store()).await.unwrap()
    }

    async fn open_person(&self, login: &str) -> AccountId {
        let password = HashedPassword::of(PASSWORD, self.store().entropy()).await.unwrap();
        let mut tx = self.store().begin().await.unwrap();
        let account = open_account(&mut tx, &Scope::Anonymous, AccountKind::Person, "Anna").await.unwrap();
        set_password(&mut tx, &Scope::House, account, login, &password).await.unwrap();
        tx.commit().await.unwrap();
        account
    }

    async fn accounts(&self) -> i64 {
        let (count,): (i64,) =
            sql("SELECT count(*) FROM identity_accounts").one(&mut self.store().reader()).await.unwrap();
        count
    }
}

fn oidc(result: identity::Result<Completed>) -> OidcError {
    match result {
        Err(Error::Oidc(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[tokio::test]
async fn the_first_sign_in_opens_an_account_and_the_next_finds_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let visitor = world.visitor().await;
    let asked = world.begin(&visitor).await;
    assert_eq!(asked.get("redirect_uri"), "https://portal.example/anmelden/oidc/amt/zurueck");
    assert_eq!((asked.get("response_type"), asked.get("code_challenge_method")), ("code", "S256"));
    assert_eq!((asked.get("scope"), asked.get("acr_values")), ("openid profile", ""));
    let claims = world.provider.claims(&asked, "s-1", world.now());
    let callback = world.provider.signs_in(&asked, &claims, Signed::Rightly);
    let done = world.complete(&visitor.token, &callback).await.unwrap();
    assert_eq!((done.way.as_str(), done.shown), ("/konto", Vertrauensniveau::Basis), "no acr: Basis");
    let first = done.opened;
    let account = first.session.account().unwrap();
    assert_eq!(first.session.scope, Scope::Person { account, niveau: Vertrauensniveau::Basis });
    assert_eq!(first.session.display_name.as_deref(), Some("Jördis Nováková"));
    assert_eq!(first.previous, Some(visitor.session.id), "what the visitor began is handed over");
    assert_ne!(first.token, visitor.token, "a token fixed before is worth nothing");
    assert!(session(world.store(), &visitor.token).await.unwrap().is_none());
    assert_eq!(oidc_provider_of(world.store(), &first.session).await.unwrap().as_deref(), Some("amt"));
    let links = oidc_links(&mut world.store().reader(), &first.session).await.unwrap();
    assert_eq!((links.len(), links[0].issuer.as_str()), (1, world.provider.origin.as_str()));
    world.store().verify_journal().await.unwrap();

    let again = world.sign_in(&world.visitor().await, "s-1", Some("urn:hoch")).await.unwrap();
    assert_eq!(again.opened.session.scope, Scope::Person { account, niveau: Vertrauensniveau::Hoch });
    let unmapped = world.sign_in(&world.visitor().await, "s-1", Some("urn:HOCH")).await.unwrap();
    assert_eq!(unmapped.opened.session.niveau, Some(Vertrauensniveau::Basis), "an unknown acr is Basis");
    let other = world.sign_in(&world.visitor().await, "s-2", None).await.unwrap();
    assert_ne!(other.opened.session.account(), Some(account));
    assert_eq!((world.accounts().await, world.provider.asked("configuration")), (2, 1), "asked once an hour");
    let sessions =
        list_sessions(&mut world.store().reader(), &first.session.scope, world.store().now()).await;
    assert_eq!(sessions.unwrap().len(), 3);
}

#[rstest]
#[case::another_key(Signed::WithAnotherKey, "signature")]
#[case::the_clients_password(Signed::WithThePassword, "signature")]
#[case::alg_none(Signed::NotAtAll, "signature")]
#[case::changed_afterwards(Signed::AndChanged, "signature")]
#[tokio::test]
async fn a_forged_token_opens_nothing(#[case] signed: Signed, #[case] why: &str) {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let visitor = world.visitor().await;
    let asked = world.begin(&visitor).await;
    let claims = world.provider.claims(&asked, "s-1", world.now());
    let callback = world.provider.signs_in(&asked, &claims, signed);
    let error = oidc(world.complete(&visitor.token, &callback).await);
    assert!(matches!(&error, OidcError::Invalid(what) if what.contains(why)), "{error}");
    assert_eq!(world.accounts().await, 0);
    assert!(session(world.store(), &visitor.token).await.unwrap().is_some(), "the visitor stays a visitor");
}

#[rstest]
#[case::another_sign_in("nonce", json!("0000"), "another sign-in")]
#[case::another_provider("iss", json!("https://evil.example"), "another provider")]
#[case::another_client("aud", json!("somebody-else"), "for somebody else")]
#[case::further_audiences("aud", json!(["rennsteig", "somebody-else"]), "for somebody else")]
#[case::expired("exp", json!(1), "expired")]
#[case::from_the_future("iat", json!(32_503_680_000_i64), "count yet")]
#[case::nobody("sub", json!(""), "subject")]
#[case::nobody_who_can_be_kept("sub", json!("s\u{0}1"), "subject")]
#[tokio::test]
async fn a_token_with_a_wrong_claim_opens_nothing(
    #[case] claim: &str,
    #[case] value: serde_json::Value,
    #[case] why: &str,
) {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let visitor = world.visitor().await;
    let asked = world.begin(&visitor).await;
    let mut claims = world.provider.claims(&asked, "s-1", world.now());
    claims[claim] = value;
    let callback = world.provider.signs_in(&asked, &claims, Signed::Rightly);
    let error = oidc(world.complete(&visitor.token, &callback).await);
    assert!(matches!(&error, OidcError::Invalid(what) if what.contains(why)), "{error}");
    assert_eq!(world.accounts().await, 0);
}

#[rstest]
#[tokio::test]
async fn a_state_counts_once_in_its_own_browser_for_a_quarter_of_an_hour(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let (visitor, other) = (world.visitor().await, world.visitor().await);
    let asked = world.begin(&visitor).await;
    let claims = world.provider.claims(&asked, "s-1", world.now());
    let callback = world.provider.signs_in(&asked, &claims, Signed::Rightly);
    assert_eq!(oidc(world.complete(&other.token, &callback).await), OidcError::Expired, "another browser");
    let forged = Callback { state: "0".repeat(64), ..callback.clone() };
    assert_eq!(oidc(world.complete(&visitor.token, &forged).await), OidcError::Expired, "a forged state");
    let done = world.complete(&visitor.token, &callback).await.unwrap();
    assert_eq!(oidc(world.complete(&visitor.token, &callback).await), OidcError::Expired, "the old session");
    assert_eq!(oidc(world.complete(&done.opened.token, &callback).await), OidcError::Expired, "replayed");

    // The code of one sign-in does not fit another: the provider refuses it by its PKCE verifier.
    let (first, second) = (world.begin(&other).await, world.begin(&other).await);
    let claims = world.provider.claims(&first, "s-1", world.now());
    let stolen = world.provider.signs_in(&first, &claims, Signed::Rightly);
    let injected = Callback { state: second.get("state").to_owned(), ..stolen };
    let error = oidc(world.complete(&other.token, &injected).await);
    assert!(matches!(&error, OidcError::Invalid(what) if what.contains("code was refused")), "{error}");

    let asked = world.begin(&other).await;
    let claims = world.provider.claims(&asked, "s-1", world.now());
    let late = world.provider.signs_in(&asked, &claims, Signed::Rightly);
    world.test.clock.advance(SignedDuration::from_mins(15));
    assert_eq!(oidc(world.complete(&other.token, &late).await), OidcError::Expired, "too late");
    let mut tx = world.store().begin().await.unwrap();
    purge_oidc(&mut tx).await.unwrap();
    let (left,): (i64,) = sql("SELECT count(*) FROM identity_oidc_pending").one(&mut tx).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn what_the_provider_says_is_told_apart() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let visitor = world.visitor().await;
    for (error, expected) in [
        ("access_denied", OidcError::Cancelled),
        ("login_required", OidcError::Cancelled),
        ("server_error", OidcError::Unavailable("server_error".into())),
        ("invalid_scope", OidcError::Refused("invalid_scope".into())),
        ("<b>\u{202E}", OidcError::Refused("b".into())),
    ] {
        let asked = world.begin(&visitor).await;
        let state = asked.get("state").to_owned();
        let callback = Callback { state, error: Some(error.into()), ..Callback::default() };
        assert_eq!(oidc(world.complete(&visitor.token, &callback).await), expected);
        assert_eq!(oidc(world.complete(&visitor.token, &callback).await), OidcError::Expired, "used up");
    }
    let asked = world.begin(&visitor).await;
    let claims = world.provider.claims(&asked, "s-1", world.now());
    let mut callback = world.provider.signs_in(&asked, &claims, Signed::Rightly);
    callback.issuer = Some("https://evil.example".into());
    assert!(matches!(oidc(world.complete(&visitor.token, &callback).await), OidcError::Invalid(_)), "mix-up");
    let state = world.begin(&visitor).await.get("state").to_owned();
    let nothing = Callback { state, ..Callback::default() };
    assert!(matches!(oidc(world.complete(&visitor.token, &nothing).await), OidcError::Invalid(_)));
    let unknown = begin_oidc(world.store(), "nobody", &visitor.session, None, "/").await.unwrap_err();
    assert!(matches!(unknown, Error::Oidc(OidcError::Unknown)), "{unknown}");
    for _ in 0..10 {
        world.begin(&visitor).await;
    }
    let error = begin_oidc(world.store(), "amt", &visitor.session, None, "/").await.unwrap_err();
    assert!(matches!(error, Error::Oidc(OidcError::TooMany)), "{error}");
}

#[tokio::test]
async fn a_provider_that_is_down_is_told_from_one_that_refuses() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    // Nobody listens on the port of a listener that is gone.
    let port = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let issuer = format!("http://127.0.0.1:{port}");
    let down = OidcSettings { name: "aus".into(), issuer, ..world.provider.settings() };
    world.store().provide(OidcProviders::new(vec![down, world.provider.settings()]).unwrap());
    let visitor = world.visitor().await;
    let error = begin_oidc(world.store(), "aus", &visitor.session, None, "/").await.unwrap_err();
    assert!(matches!(error, Error::Oidc(OidcError::Unavailable(_))), "{error}");
    assert!(oidc_sign_out_address(world.store(), "aus", "/abmelden").await.is_none());
    let address = oidc_sign_out_address(world.store(), "amt", "/abmelden").await.unwrap();
    let asked = Asked::of(&address);
    assert_eq!(asked.get("post_logout_redirect_uri"), "https://portal.example/abmelden");
    assert_eq!(asked.get("client_id"), "rennsteig");
    let twice = OidcProviders::new(vec![world.provider.settings(), world.provider.settings()]);
    assert!(twice.unwrap_err().to_string().contains("two providers"));
}

#[tokio::test]
async fn an_identity_is_linked_by_whoever_is_signed_in_and_raises_their_level() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let anna = world.open_person("anna").await;
    let signed_in = sign_in(world.store(), "anna", PASSWORD, None).await.unwrap();
    let address =
        begin_oidc(world.store(), "amt", &signed_in.session, Some(Vertrauensniveau::Substantiell), "/x")
            .await;
    let asked = Asked::of(&address.unwrap());
    assert_eq!(asked.get("acr_values"), "urn:hoch urn:sub", "what would be enough");
    let done = world.sign_in(&signed_in, "s-1", Some("urn:sub")).await.unwrap();
    assert_eq!(
        done.opened.session.scope,
        Scope::Person { account: anna, niveau: Vertrauensniveau::Substantiell }
    );
    assert_ne!(done.opened.token, signed_in.token);
    assert_eq!(done.opened.session.id, signed_in.session.id);
    let lower = world.sign_in(&done.opened, "s-1", None).await.unwrap();
    assert_eq!(lower.opened.session.niveau, Some(Vertrauensniveau::Substantiell), "a level is never lowered");
    assert_eq!(lower.shown, Vertrauensniveau::Basis);
    assert_eq!(world.accounts().await, 1, "no second account");

    let again = world.sign_in(&world.visitor().await, "s-1", Some("urn:sub")).await.unwrap();
    assert_eq!(again.opened.session.account(), Some(anna));
    world.open_person("bert").await;
    let bert = sign_in(world.store(), "bert", PASSWORD, None).await.unwrap();
    assert_eq!(oidc(world.sign_in(&bert, "s-1", Some("urn:hoch")).await), OidcError::OtherAccount);
    let now = session(world.store(), &bert.token).await.unwrap().unwrap();
    assert_eq!(now.niveau, Some(Vertrauensniveau::Basis), "nothing was raised");

    // Begun as Bert, brought back as nobody: linked to nobody.
    let asked = world.begin(&bert).await;
    let claims = world.provider.claims(&asked, "s-9", world.now());
    let callback = world.provider.signs_in(&asked, &claims, Signed::Rightly);
    sign_out(world.store(), &bert.token).await.unwrap();
    assert_eq!(oidc(world.complete(&bert.token, &callback).await), OidcError::Expired);
    assert_eq!(world.accounts().await, 2);
}

#[tokio::test]
async fn a_stolen_password_adds_no_identity_that_proves_more_than_it() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    world.open_person("anna").await;
    let anna = sign_in(world.store(), "anna", PASSWORD, None).await.unwrap();
    world.sign_in(&anna, "anna", Some("urn:hoch")).await.unwrap();
    let thief = sign_in(world.store(), "anna", PASSWORD, None).await.unwrap();
    let done = world.sign_in(&thief, "thief", Some("urn:hoch")).await.unwrap();
    assert_eq!(done.opened.session.niveau, Some(Vertrauensniveau::Basis), "linked, and worth no more");
    let alone = world.sign_in(&world.visitor().await, "thief", Some("urn:hoch")).await.unwrap();
    assert_eq!(alone.opened.session.niveau, Some(Vertrauensniveau::Basis));
    let still = world.sign_in(&world.visitor().await, "anna", Some("urn:hoch")).await.unwrap();
    assert_eq!(still.opened.session.niveau, Some(Vertrauensniveau::Hoch));
    // Shown at that level, a further identity is as good.
    let further = world.sign_in(&still.opened, "anna-2", Some("urn:sub")).await.unwrap();
    assert_eq!(further.opened.session.niveau, Some(Vertrauensniveau::Hoch));
    let alone = world.sign_in(&world.visitor().await, "anna-2", Some("urn:sub")).await.unwrap();
    assert_eq!(alone.opened.session.niveau, Some(Vertrauensniveau::Substantiell));
}

#[rstest]
#[tokio::test]
async fn the_last_way_to_sign_in_stays(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let done = world.sign_in(&world.visitor().await, "s-1", None).await.unwrap();
    let session = done.opened.session;
    let account = session.account().unwrap();
    let origin = &world.provider.origin;
    let mut tx = world.store().begin().await.unwrap();
    let error = unlink_oidc(&mut tx, &session, origin).await.unwrap_err();
    assert!(matches!(error, Error::LastWay), "{error}");
    let password = HashedPassword::of(PASSWORD, world.store().entropy()).await.unwrap();
    set_password(&mut tx, &Scope::House, account, "jördis", &password).await.unwrap();
    assert!(unlink_oidc(&mut tx, &session, origin).await.unwrap());
    assert!(!unlink_oidc(&mut tx, &session, origin).await.unwrap(), "there is none any more");
    tx.commit().await.unwrap();
    let new = world.sign_in(&world.visitor().await, "s-1", None).await.unwrap();
    assert_ne!(new.opened.session.account(), Some(account), "somebody new");
    let mut tx = world.store().begin().await.unwrap();
    erase_account(&mut tx, &Scope::House, new.opened.session.account().unwrap()).await.unwrap();
    tx.commit().await.unwrap();
    let (left,): (i64,) =
        sql("SELECT count(*) FROM identity_oidc_links").one(&mut world.store().reader()).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_name_may_come_later_and_is_cleaned() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    for (said, kept) in [
        (json!({ "sub": "s-1", "given_name": "Anna\u{202E}", "family_name": "Beispiel" }), "Anna Beispiel"),
        (json!({ "sub": "s-1" }), "Musterkonto"),
    ] {
        world.provider.set_person(said);
        let visitor = world.visitor().await;
        let asked = world.begin(&visitor).await;
        let mut claims = world.provider.claims(&asked, "s-1", world.now());
        claims.as_object_mut().unwrap().remove("name");
        let callback = world.provider.signs_in(&asked, &claims, Signed::Rightly);
        let done = world.complete(&visitor.token, &callback).await.unwrap();
        assert_eq!(done.opened.session.display_name.as_deref(), Some(kept));
        let mut tx = world.store().begin().await.unwrap();
        erase_account(&mut tx, &Scope::House, done.opened.session.account().unwrap()).await.unwrap();
        tx.commit().await.unwrap();
    }
    // What is said about somebody else is not taken.
    world.provider.set_person(json!({ "sub": "s-2", "name": "Eve" }));
    let visitor = world.visitor().await;
    let asked = world.begin(&visitor).await;
    let mut claims = world.provider.claims(&asked, "s-1", world.now());
    claims.as_object_mut().unwrap().remove("name");
    let callback = world.provider.signs_in(&asked, &claims, Signed::Rightly);
    assert!(matches!(oidc(world.complete(&visitor.token, &callback).await), OidcError::Invalid(_)));
}
