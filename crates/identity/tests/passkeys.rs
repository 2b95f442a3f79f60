//! Passkeys, made and used by a device of the test's own, rightly and wrongly.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity::{
    AccountId, AccountKind, DemoAusweis, DemoMode, Error, HashedPassword, OFFICE, Opened, PasskeyId,
    PasskeySite, Proof, Scope, Shown, Vertrauensniveau, add_passkey, anonymous_session, begin_passkey,
    begin_passkey_setup, complete_passkey, erase_account, has_passkey_site, open_account, passkey_niveau,
    passkeys, remove_passkey, remove_second_factors, session, set_password, sign_in, step_up,
};
use jiff::SignedDuration;
use rstest::rstest;
use serde_json::{Value, json};
use store::{Engine, Store, sql, testing::TestStore};

const PASSWORD: &str = "Grüße vom Inselsberg";
const SITE: &str = "https://portal.example";

/// A device that holds one key.
struct Device {
    key: EcdsaKeyPair,
    credential: Vec<u8>,
    user: Vec<u8>,
    counter: u32,
    /// Present, and checked by PIN, finger or face.
    flags: u8,
    origin: &'static str,
}

const PRESENT: u8 = 0x01;
const CHECKED: u8 = 0x04;
const WITH_KEY: u8 = 0x40;

impl Device {
    fn new(name: &str) -> Self {
        Self {
            key: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap(),
            credential: digest(&SHA256, name.as_bytes()).as_ref().to_vec(),
            user: Vec::new(),
            counter: 0,
            flags: PRESENT | CHECKED,
            origin: SITE,
        }
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let challenge = &options["publicKey"]["challenge"];
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false })
            .to_string()
            .into_bytes()
    }

    fn about(&mut self, flags: u8) -> Vec<u8> {
        self.counter += 1;
        let mut data = digest(&SHA256, b"portal.example").as_ref().to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// `navigator.credentials.create`: an attestation without a maker's statement.
    fn create(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        self.user = URL_SAFE_NO_PAD.decode(options["publicKey"]["user"]["id"].as_str().unwrap()).unwrap();
        let mut data = self.about(self.flags | WITH_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.credential.len()).unwrap().to_be_bytes());
        data.extend(&self.credential);
        let (x, y) = self.key.public_key().as_ref()[1..].split_at(32);
        data.extend([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]);
        data.extend(x);
        data.extend([0x22, 0x58, 32]);
        data.extend(y);
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        let (id, client) =
            (URL_SAFE_NO_PAD.encode(&self.credential), self.client_data("webauthn.create", &options));
        json!({
            "id": id, "rawId": id, "type": "public-key", "extensions": {},
            "response": {
                "attestationObject": URL_SAFE_NO_PAD.encode(object),
                "clientDataJSON": URL_SAFE_NO_PAD.encode(client),
            },
        })
        .to_string()
    }

    /// `navigator.credentials.get`.
    fn get(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        let data = self.about(self.flags);
        let client = self.client_data("webauthn.get", &options);
        let signed = [data.as_slice(), digest(&SHA256, &client).as_ref()].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        let id = URL_SAFE_NO_PAD.encode(&self.credential);
        json!({
            "id": id, "rawId": id, "type": "public-key", "extensions": {},
            "response": {
                "authenticatorData": URL_SAFE_NO_PAD.encode(data),
                "clientDataJSON": URL_SAFE_NO_PAD.encode(client),
                "signature": URL_SAFE_NO_PAD.encode(signature),
                "userHandle": URL_SAFE_NO_PAD.encode(&self.user),
            },
        })
        .to_string()
    }
}

async fn open(engine: Engine) -> Option<TestStore> {
    let test = TestStore::open(engine, &[OFFICE]).await?;
    test.store.provide(PasskeySite::new(SITE, "Portal").unwrap());
    Some(test)
}

async fn open_person(store: &Store, login: &str) -> AccountId {
    let password = HashedPassword::of(PASSWORD, store.entropy()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let account = open_account(&mut tx, &Scope::Anonymous, AccountKind::Person, "Anna").await.unwrap();
    set_password(&mut tx, &Scope::House, account, login, &password).await.unwrap();
    tx.commit().await.unwrap();
    account
}

async fn set_up(store: &Store, opened: &Opened, device: &mut Device) -> PasskeyId {
    let options = begin_passkey_setup(store, &opened.session).await.unwrap();
    add_passkey(store, &opened.session, " Mein  Telefon ", &device.create(&options)).await.unwrap()
}

/// Asks the device in a session, and takes its answer.
async fn answer(store: &Store, opened: &Opened, device: &mut Device) -> identity::Result<Opened> {
    let options = begin_passkey(store, &opened.session).await.unwrap();
    complete_passkey(store, &opened.token, &device.get(&options)).await
}

fn is_refused(result: &identity::Result<Opened>) -> bool {
    matches!(result, Err(Error::WrongPasskey))
}

#[rstest]
#[tokio::test]
async fn a_passkey_signs_in_alone_and_guards_the_password(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    let anna = open_person(store, "anna").await;
    let mut device = Device::new("phone");
    let first = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    let elsewhere = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    let options: Value =
        serde_json::from_str(&begin_passkey_setup(store, &first.session).await.unwrap()).unwrap();
    assert_eq!(options["publicKey"]["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(options["publicKey"]["authenticatorSelection"]["userVerification"], "required");
    set_up(store, &first, &mut device).await;
    assert!(session(store, &elsewhere.token).await.unwrap().is_none(), "no passkey was asked for there");
    let listed = passkeys(&mut store.reader(), &first.session).await.unwrap();
    assert_eq!((listed.len(), listed[0].name.as_str(), listed[0].used), (1, "Mein Telefon", None));

    let visitor = anonymous_session(store).await.unwrap();
    let opened = answer(store, &visitor, &mut device).await.unwrap();
    assert_eq!(opened.session.scope, Scope::Person { account: anna, niveau: Vertrauensniveau::Basis });
    assert_eq!(opened.previous, Some(visitor.session.id), "what the visitor began is handed over");
    assert!(session(store, &visitor.token).await.unwrap().is_none(), "a token fixed before is worth nothing");
    let listed = passkeys(&mut store.reader(), &opened.session).await.unwrap();
    assert_eq!(listed[0].used, Some(store.now()));

    // As the second step: the password alone opens nothing any more.
    let half = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    assert!(half.session.awaits_code() && half.session.scope == Scope::Anonymous);
    assert_eq!(
        passkey_niveau(&mut store.reader(), &half.session).await.unwrap(),
        Some(Vertrauensniveau::Basis)
    );
    let whole = answer(store, &half, &mut device).await.unwrap();
    assert_eq!(whole.session.account(), Some(anna));
    // Of somebody else it is none.
    open_person(store, "bert").await;
    let bert = sign_in(store, "bert", PASSWORD, None).await.unwrap();
    let mut other = Device::new("other");
    set_up(store, &bert, &mut other).await;
    let half = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    assert!(is_refused(&answer(store, &half, &mut other).await));
    assert!(is_refused(&answer(store, &bert, &mut device).await), "nor does it raise another's session");
}

#[rstest]
#[tokio::test]
async fn what_the_device_signs_counts_once_here_and_now(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    open_person(store, "anna").await;
    let mut device = Device::new("phone");
    let anna = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    set_up(store, &anna, &mut device).await;
    let (visitor, other) = (anonymous_session(store).await.unwrap(), anonymous_session(store).await.unwrap());

    let options = begin_passkey(store, &visitor.session).await.unwrap();
    let signed = device.get(&options);
    assert!(is_refused(&complete_passkey(store, &other.token, &signed).await), "another session");
    begin_passkey(store, &other.session).await.unwrap();
    assert!(is_refused(&complete_passkey(store, &other.token, &signed).await), "another question");
    let opened = complete_passkey(store, &visitor.token, &signed).await.unwrap();
    assert!(is_refused(&complete_passkey(store, &opened.token, &signed).await), "replayed");

    let options = begin_passkey(store, &other.session).await.unwrap();
    let signed = device.get(&options);
    test.clock.advance(SignedDuration::from_mins(5));
    assert!(is_refused(&complete_passkey(store, &other.token, &signed).await), "too late");
    for nonsense in ["", "{}", "[]", "\u{0}", &"x".repeat(100_000)] {
        begin_passkey(store, &other.session).await.unwrap();
        assert!(is_refused(&complete_passkey(store, &other.token, nonsense).await));
    }
}

#[rstest]
#[case::of_another_site(|d: &mut Device| d.origin = "https://evil.example")]
#[case::without_a_check_of_the_person(|d: &mut Device| d.flags = PRESENT)]
#[case::with_another_key(|d: &mut Device| d.key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap())]
#[case::of_a_copied_device(|d: &mut Device| d.counter = 0)]
#[case::of_an_unknown_key(|d: &mut Device| d.credential = vec![7; 32])]
#[case::for_somebody_else(|d: &mut Device| d.user = vec![7; 16])]
#[tokio::test]
async fn a_wrong_answer_opens_nothing(#[case] wrong: fn(&mut Device)) {
    let test = open(Engine::Sqlite).await.unwrap();
    let store = &test.store;
    open_person(store, "anna").await;
    let mut device = Device::new("phone");
    let anna = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    set_up(store, &anna, &mut device).await;
    let visitor = anonymous_session(store).await.unwrap();
    let visitor = answer(store, &visitor, &mut device).await.unwrap();
    let before: Vec<(String,)> =
        sql("SELECT passkey FROM identity_passkeys").all(&mut store.reader()).await.unwrap();
    wrong(&mut device);
    assert!(is_refused(&answer(store, &visitor, &mut device).await));
    let after: Vec<(String,)> =
        sql("SELECT passkey FROM identity_passkeys").all(&mut store.reader()).await.unwrap();
    assert_eq!(before, after);
}

#[tokio::test]
async fn a_passkey_proves_what_was_shown_when_it_was_set_up() {
    let test = open(Engine::Sqlite).await.unwrap();
    let store = &test.store;
    open_person(store, "anna").await;
    let ausweis = DemoAusweis::new(DemoMode::if_configured(true).unwrap());
    let basis = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    let hoch = step_up(store, &basis.token, Proof::DemoAusweis(&ausweis)).await.unwrap();
    let mut device = Device::new("phone");
    set_up(store, &hoch, &mut device).await;
    let opened = answer(store, &anonymous_session(store).await.unwrap(), &mut device).await.unwrap();
    assert_eq!(opened.session.niveau, Some(Vertrauensniveau::Substantiell));
}

#[rstest]
#[tokio::test]
async fn a_passkey_is_removed_with_the_password(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    let account = open_person(store, "anna").await;
    let anna = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    let id = set_up(store, &anna, &mut Device::new("phone")).await;
    let wrong = remove_passkey(store, &anna.session, id, Shown::Password("falsch-falsch")).await;
    assert!(matches!(wrong, Err(Error::WrongCredentials)), "{wrong:?}");
    open_person(store, "bert").await;
    let bert = sign_in(store, "bert", PASSWORD, None).await.unwrap();
    assert!(!remove_passkey(store, &bert.session, id, Shown::Password(PASSWORD)).await.unwrap(), "not his");
    assert!(remove_passkey(store, &anna.session, id, Shown::Password(PASSWORD)).await.unwrap());
    assert!(sign_in(store, "anna", PASSWORD, None).await.unwrap().session.account().is_some());

    // The only way in stays.
    let id = set_up(store, &anna, &mut Device::new("tablet")).await;
    let mut tx = store.begin().await.unwrap();
    sql("DELETE FROM identity_credentials WHERE account = $1")
        .bind(account.0)
        .execute(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let last = remove_passkey(store, &anna.session, id, Shown::Password("")).await;
    assert!(matches!(last, Err(Error::LastWay)), "{last:?}");
    let mut tx = store.begin().await.unwrap();
    erase_account(&mut tx, &Scope::House, account).await.unwrap();
    tx.commit().await.unwrap();
    let (left,): (i64,) =
        sql("SELECT count(*) FROM identity_passkeys").one(&mut store.reader()).await.unwrap();
    assert_eq!(left, 0);
}

#[rstest]
#[tokio::test]
async fn an_operator_removes_what_is_lost(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = open(engine).await else { return };
    let store = &test.store;
    let account = open_person(store, "anna").await;
    let anna = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    set_up(store, &anna, &mut Device::new("phone")).await;
    let mut tx = store.begin().await.unwrap();
    let own = remove_second_factors(&mut tx, &anna.session.scope, account).await;
    assert!(matches!(own, Err(Error::Denied(_))), "{own:?}");
    let unknown = remove_second_factors(&mut tx, &Scope::House, AccountId(uuid::Uuid::nil())).await;
    assert!(matches!(unknown, Err(Error::UnknownAccount(_))), "{unknown:?}");
    assert_eq!(remove_second_factors(&mut tx, &Scope::House, account).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert!(session(store, &anna.token).await.unwrap().is_none());
    let again = sign_in(store, "anna", PASSWORD, None).await.unwrap();
    assert_eq!(again.session.account(), Some(account), "the password is enough again");
}

#[tokio::test]
async fn without_an_address_there_are_none() {
    let test = TestStore::open(Engine::Sqlite, &[OFFICE]).await.unwrap();
    assert!(!has_passkey_site(&test.store));
    let visitor = anonymous_session(&test.store).await.unwrap();
    let error = begin_passkey(&test.store, &visitor.session).await.unwrap_err();
    assert!(matches!(error, Error::NoPasskeys), "{error}");
}
