//! Notices by e-mail, against a mail server that misbehaves.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use identity::{
    AccountId, AccountKind, Address, Ars, Behoerde, BehoerdeId, Contact, Duty, EmailAddress, HashedPassword,
    Permission, RecoveryCode, Remit, Scope, Shown, Vertrauensniveau,
};
use jiff::SignedDuration;
use post::{Letter, Links, MessageId, Notices};
use records::{AkteId, VorgangId};
use rstest::rstest;
use store::{Engine, Jobs, Store, StreamId, testing::TestStore};
use support::{Mood, Sink};
use uuid::Uuid;

const LINK: &str = "https://portal.example/postfach";
const LEITUNG: &str = "https://portal.example/desk/leitung";

struct World {
    test: TestStore,
    sink: Sink,
    anna: AccountId,
}

impl World {
    /// With a mail server, and Anna, who reads English.
    async fn open(engine: Engine) -> Option<Self> {
        let test = TestStore::open(engine, &[identity::OFFICE, post::OFFICE]).await?;
        let sink = Sink::open().await;
        let server = format!("smtp://{}", sink.address);
        let links = Links {
            mailbox: LINK.to_owned(),
            leitung: LEITUNG.to_owned(),
            berichte: "https://portal.example/steuerung/berichte".to_owned(),
        };
        test.store
            .provide(Notices::new(&server, "Portal <post@portal.example>", "Musterland", links).unwrap());
        let mut tx = test.store.begin().await.unwrap();
        let anna = identity::open_account(&mut tx, &Scope::House, AccountKind::Person, "Anna Beispiel");
        let anna = anna.await.unwrap();
        tx.commit().await.unwrap();
        let world = Self { test, sink, anna };
        world.reachable_at(Some("anna@buerger.example"), "en").await;
        Some(world)
    }

    async fn reachable_at(&self, email: Option<&str>, language: &str) {
        let mut tx = self.test.store.begin().await.unwrap();
        let contact = email
            .map(|text| Contact { email: EmailAddress::parse(text).unwrap(), language: language.to_owned() });
        identity::set_contact(&mut tx, &Scope::House, self.anna, contact.as_ref()).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn behoerde(&self, number: u128, name: &str) -> BehoerdeId {
        let mut tx = self.test.store.begin().await.unwrap();
        let behoerde = Behoerde {
            id: BehoerdeId(Uuid::from_u128(number)),
            name: name.to_owned(),
            short_name: name[..2].to_owned(),
            ars: Ars::parse("160510000000").unwrap(),
            address: Address { street: "Markt 1".into(), postal_code: "99084".into(), town: "Erfurt".into() },
            phone: None,
            mail: None,
            web: None,
        };
        identity::found_behoerde(&mut tx, &Scope::House, &behoerde).await.unwrap();
        identity::define_usual_roles(&mut tx, &Scope::House).await.unwrap();
        tx.commit().await.unwrap();
        behoerde.id
    }

    /// Somebody with a duty and an address.
    async fn staff(&self, name: &str, behoerde: BehoerdeId, duty: &str) -> AccountId {
        let mut tx = self.test.store.begin().await.unwrap();
        let account = identity::open_account(&mut tx, &Scope::House, AccountKind::Staff, name).await.unwrap();
        let duty = Duty::from_word(duty);
        identity::grant_role(&mut tx, &Scope::House, account, behoerde, &duty).await.unwrap();
        let email = EmailAddress::parse(&format!("{name}@amt.example")).unwrap();
        let contact = Contact { email, language: "de".to_owned() };
        identity::set_contact(&mut tx, &Scope::House, account, Some(&contact)).await.unwrap();
        tx.commit().await.unwrap();
        account
    }

    /// Does what is due now; returns how many jobs ran, and how many wait and are dead after it.
    async fn work(&self) -> (u64, (i64, i64)) {
        let ran = post::register_jobs(Jobs::default()).run_until_idle(&self.test.store).await.unwrap();
        (ran, self.test.store.count_jobs().await.unwrap())
    }

    async fn deliver(&self) -> MessageId {
        deliver(&self.test.store, self.anna).await
    }
}

async fn deliver(store: &Store, account: AccountId) -> MessageId {
    let mut tx = store.begin().await.unwrap();
    let akte = AkteId(tx.new_id());
    tx.open_stream(StreamId(akte.0), "akte", None).await.unwrap();
    let letter = Letter {
        account,
        behoerde: BehoerdeId(Uuid::from_u128(1)),
        akte,
        vorgang: VorgangId(Uuid::from_u128(2)),
        aktenzeichen: "33.22-00001/2026".into(),
        betreff: "Bescheid über Ihren Antrag auf einen Bewohnerparkausweis".into(),
        dokumente: Vec::new(),
        regel: None,
    };
    let id = post::deliver(&mut tx, &Scope::House, letter).await.unwrap();
    tx.commit().await.unwrap();
    id
}

#[rstest]
#[tokio::test]
async fn a_letter_is_announced_without_saying_what_it_is(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let id = world.deliver().await;
    assert_eq!(world.work().await, (1, (0, 0)));
    let mails = world.sink.mails();
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(mail.to, "anna@buerger.example");
    assert_eq!(mail.header("To"), "anna@buerger.example");
    assert_eq!(mail.header("From"), "Portal <post@portal.example>");
    assert_eq!(mail.header("Subject"), "You have a new message in your mailbox");
    assert_eq!(mail.header("Message-ID"), format!("<post.{id}@portal.example>"));
    assert_eq!(mail.header("Date"), "Thu, 15 Jan 2026 09:00:00 +0000");
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    assert_eq!(mail.header("Content-Type"), "text/plain; charset=utf-8");
    for secret in ["Anna Beispiel", "Anna B", "33.22", "Bescheid", "Parkausweis", "parkausweis"] {
        assert!(!mail.raw.contains(secret), "{secret} in {}", mail.raw);
    }
    assert!(mail.raw.contains(LINK), "{}", mail.raw);

    world.reachable_at(Some("anna@buerger.example"), "de").await;
    world.deliver().await;
    world.work().await;
    let german = world.sink.mails()[1].text();
    assert!(german.contains("liegt eine neue Nachricht") && german.contains("Öffnen Sie"), "{german}");
    assert!(german.contains(LINK) && german.contains("Musterland"), "{german}");
}

#[rstest]
#[tokio::test]
async fn while_the_mail_server_is_down_the_notice_waits(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let id = world.deliver().await;
    world.sink.set(Mood::Down);
    assert_eq!(world.work().await, (1, (1, 0)), "it failed and waits");
    assert_eq!(world.work().await, (0, (1, 0)), "not yet due again");
    world.test.clock.advance(SignedDuration::from_mins(1));
    world.sink.set(Mood::Refuses("451 anna@buerger.example is greylisted"));
    assert_eq!(world.work().await, (1, (1, 0)));
    world.test.clock.advance(SignedDuration::from_mins(1));
    world.sink.set(Mood::Forgets);
    assert_eq!(world.work().await, (1, (1, 0)), "nobody knows whether it was taken");
    world.test.clock.advance(SignedDuration::from_mins(1));
    world.sink.set(Mood::Well);
    assert_eq!(world.work().await, (1, (0, 0)));
    world.test.clock.advance(SignedDuration::from_hours(1));
    assert_eq!(world.work().await, (0, (0, 0)), "it was sent");

    let mails = world.sink.mails();
    assert_eq!(mails.len(), 2, "the one whose receipt was lost, and its repetition");
    assert_eq!(mails[0].raw, mails[1].raw, "one message, byte for byte");
    assert_eq!(mails[0].header("Message-ID"), format!("<post.{id}@portal.example>"));
}

#[rstest]
#[tokio::test]
async fn heads_of_unit_learn_once_in_the_morning_what_came_before_them(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let store = &world.test.store;
    let (erfurt, gera) = (world.behoerde(1, "Erfurt").await, world.behoerde(2, "Gera").await);
    let mut heads = Vec::new();
    for (name, behoerde, duty) in [
        ("lea", erfurt, "leitung"),
        ("nur-parken", erfurt, "leitung:parken"),
        ("nur-denkmal", erfurt, "leitung:denkmal"),
        ("karla", erfurt, "sachbearbeitung"),
        ("vertretung", erfurt, "sachbearbeitung"),
        ("anderswo", gera, "leitung"),
    ] {
        heads.push(world.staff(name, behoerde, duty).await);
    }
    let day = |day: i8| jiff::civil::date(2026, 1, day);
    let mut tx = store.begin().await.unwrap();
    let lea = Scope::Staff {
        account: heads[0],
        behoerde: erfurt,
        permissions: [Permission::AssignCases].into(),
        remit: Remit::default(),
    };
    identity::name_deputy(&mut tx, &lea, heads[0], heads[4], day(10), day(20)).await.unwrap();
    identity::name_deputy(&mut tx, &lea, heads[0], heads[3], day(1), day(14)).await.unwrap();
    // Two tasks of one morning, and none of the other service.
    post::tell_leitung(&mut tx, erfurt, "parken").await.unwrap();
    post::tell_leitung(&mut tx, erfurt, "parken").await.unwrap();
    tx.commit().await.unwrap();

    assert_eq!(world.work().await, (0, (3, 0)), "not at night");
    world.test.clock.set("2026-01-16T06:00:00Z".parse().unwrap());
    assert_eq!(world.work().await, (3, (0, 0)));
    let mails = world.sink.mails();
    let to: std::collections::BTreeSet<_> = mails.iter().map(|mail| mail.to.as_str()).collect();
    let expected = ["lea@amt.example", "nur-parken@amt.example", "vertretung@amt.example"];
    assert_eq!((mails.len(), to), (3, expected.into()));
    let text = mails[0].text();
    assert!(text.contains(LEITUNG) && text.contains("nicht rechtzeitig"), "{text}");
    assert!(!text.contains("parken") && !text.contains("Erfurt"), "{text}");

    // The next day they are told again of what is new.
    let mut tx = store.begin().await.unwrap();
    post::tell_leitung(&mut tx, gera, "parken").await.unwrap();
    tx.commit().await.unwrap();
    world.test.clock.set("2026-01-17T06:00:00Z".parse().unwrap());
    assert_eq!(world.work().await, (1, (0, 0)));
    assert_eq!(world.sink.mails()[3].to, "anderswo@amt.example");
}

#[tokio::test]
async fn what_the_mail_server_refuses_for_good_is_a_dead_job_without_the_address() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    world.sink.set(Mood::Refuses("550 5.1.1 <anna@buerger.example>: no such user"));
    world.deliver().await;
    assert_eq!(world.work().await, (1, (0, 1)));
    let dead = world.test.store.dead_jobs().await.unwrap();
    let said = dead[0].last_error.clone().unwrap();
    assert_eq!(
        (dead[0].kind.as_str(), said.as_str()),
        ("post.benachrichtigung", "the mail server refuses the notice for good (550)")
    );
    // She corrects her address, the operator revives the job.
    world.sink.set(Mood::Well);
    world.reachable_at(Some("anna@müller.example"), "de").await;
    let mut tx = world.test.store.begin().await.unwrap();
    tx.revive_job(dead[0].id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.work().await, (1, (0, 0)));
    assert_eq!(world.sink.mails()[0].to, "anna@xn--mller-kva.example");
}

#[rstest]
#[tokio::test]
async fn nobody_is_written_to_who_did_not_ask_for_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    // She gave no address; she took it back; she was quicker; her account is gone.
    world.reachable_at(None, "de").await;
    world.deliver().await;
    assert_eq!(world.work().await, (0, (0, 0)));
    world.reachable_at(Some("anna@buerger.example"), "de").await;
    world.deliver().await;
    world.reachable_at(None, "de").await;
    assert_eq!(world.work().await, (1, (0, 0)));
    world.reachable_at(Some("anna@buerger.example"), "de").await;
    let read = world.deliver().await;
    let mut tx = world.test.store.begin().await.unwrap();
    let scope = Scope::Person { account: world.anna, niveau: Vertrauensniveau::Basis };
    post::retrieve(&mut tx, &scope, read).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.work().await, (1, (0, 0)));
    world.deliver().await;
    let mut tx = world.test.store.begin().await.unwrap();
    identity::erase_account(&mut tx, &scope, world.anna).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.work().await, (1, (0, 0)));
    assert_eq!(world.sink.mails().len(), 0);
}

#[tokio::test]
async fn without_a_mail_server_nothing_is_enqueued() {
    let world = World::open(Engine::Sqlite).await.unwrap();
    let other = TestStore::open(Engine::Sqlite, &[identity::OFFICE, post::OFFICE]).await.unwrap();
    let mut tx = other.store.begin().await.unwrap();
    let bert = identity::open_account(&mut tx, &Scope::House, AccountKind::Person, "Bert").await.unwrap();
    let email = EmailAddress::parse("bert@buerger.example").unwrap();
    let contact = Contact { email, language: "de".into() };
    identity::set_contact(&mut tx, &Scope::House, bert, Some(&contact)).await.unwrap();
    tx.commit().await.unwrap();
    deliver(&other.store, bert).await;
    assert_eq!(other.store.count_jobs().await.unwrap(), (0, 0));
    assert!(world.sink.mails().is_empty());
}

#[rstest]
#[tokio::test]
async fn who_has_an_address_is_told_of_a_new_password(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let store = &world.test.store;
    let password = HashedPassword::of("Grüße vom Inselsberg", store.entropy()).await.unwrap();
    let code = RecoveryCode::draw(store.entropy()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    identity::set_password(&mut tx, &Scope::House, world.anna, "anna", &password).await.unwrap();
    identity::give_recovery(&mut tx, &Scope::House, world.anna, &code, false).await.unwrap();
    tx.commit().await.unwrap();
    identity::recover(store, "anna", &code.reveal(), "Brotzeit am Kickelhahn", "Musterland").await.unwrap();
    world.sink.set(Mood::Down);
    assert_eq!(world.work().await, (1, (1, 0)), "it waits for the mail server");
    world.sink.set(Mood::Well);
    world.test.clock.advance(SignedDuration::from_mins(1));
    assert_eq!(world.work().await, (1, (0, 0)));
    let mails = world.sink.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "anna@buerger.example");
    assert_eq!(mails[0].header("Subject"), "Your password was changed");
    assert_eq!(mails[0].header("Date"), "Thu, 15 Jan 2026 09:00:00 +0000");
    assert!(mails[0].header("Message-ID").starts_with("<konto."), "{}", mails[0].raw);
    for secret in ["Anna Beispiel", "Kickelhahn", "http", &code.reveal()] {
        assert!(!mails[0].raw.contains(secret), "{secret} in {}", mails[0].raw);
    }
}

/// The code in a text, on a line of its own.
fn code_in(text: &str) -> String {
    let is_code = |line: &&str| {
        line.len() > 8 && line.chars().all(|c| c == '-' || c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    text.lines().map(str::trim).find(is_code).unwrap_or_else(|| panic!("no code in {text}")).to_owned()
}

#[rstest]
#[tokio::test]
async fn a_code_goes_out_by_email_and_a_repetition_has_one_of_its_own(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    const PASSWORD: &str = "Grüße vom Inselsberg";
    let Some(world) = World::open(engine).await else { return };
    let store = &world.test.store;
    let password = HashedPassword::of(PASSWORD, store.entropy()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    identity::set_password(&mut tx, &Scope::House, world.anna, "anna", &password).await.unwrap();
    tx.commit().await.unwrap();
    let session = identity::sign_in(store, "anna", PASSWORD, None).await.unwrap().session;
    let email = EmailAddress::parse("anna@buerger.example").unwrap();
    let contact = Contact { email, language: "de".into() };
    identity::ask_to_confirm(store, &session, &contact, Shown::Password(PASSWORD)).await.unwrap();
    world.sink.set(Mood::Forgets);
    assert_eq!(world.work().await, (1, (1, 0)), "nobody knows whether it was taken");
    world.sink.set(Mood::Well);
    world.test.clock.advance(SignedDuration::from_mins(1));
    assert_eq!(world.work().await, (1, (0, 0)));
    let mails = world.sink.mails();
    assert_eq!(mails.len(), 2);
    assert_ne!(mails[0].header("Message-ID"), mails[1].header("Message-ID"), "another message");
    let wrong = identity::confirm_email(store, &session, &code_in(&mails[0].text())).await;
    assert!(matches!(wrong, Err(identity::Error::WrongCode)), "{wrong:?}");
    identity::confirm_email(store, &session, &code_in(&mails[1].text())).await.unwrap();

    identity::forgotten(store, "anna").await.unwrap();
    identity::forgotten(store, "nobody").await.unwrap();
    world.sink.set(Mood::Down);
    assert_eq!(world.work().await, (2, (1, 0)));
    world.sink.set(Mood::Well);
    world.test.clock.advance(SignedDuration::from_mins(1));
    assert_eq!(world.work().await, (1, (0, 0)), "what was not sent is no reason to wait");
    let mails = world.sink.mails();
    assert_eq!((mails.len(), mails[2].to.as_str()), (3, "anna@buerger.example"));
    let text = mails[2].text();
    assert!(!text.contains("Anna Beispiel") && !text.contains("http"), "{text}");
    identity::recover(store, "anna", &code_in(&text), "Brotzeit am Kickelhahn", "Musterland").await.unwrap();
}
