//! From a draft to the Bescheid in the mailbox, on both engines, with the real package.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use form::Answers;
use identity::{AccountId, Address, Ars, Behoerde, BehoerdeId, Permission, Remit, Scope, Vertrauensniveau};
use intake::{AntragId, Error, Owner, Receipt};
use packages::{Digest, Library, Package};
use proptest::prelude::*;
use records::DokumentArt;
use rstest::rstest;
use serde_json::Value;
use store::{Engine, Jobs, Office, StreamId, testing::TestStore};
use uuid::Uuid;

const OFFICES: [Office; 6] =
    [identity::OFFICE, packages::OFFICE, records::OFFICE, post::OFFICE, cases::OFFICE, intake::OFFICE];
const ERFURT: BehoerdeId = BehoerdeId(Uuid::from_u128(0xE1));
const ANNA: AccountId = AccountId(Uuid::from_u128(0xA));
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n";

fn anna(niveau: Vertrauensniveau) -> Scope {
    Scope::Person { account: ANNA, niveau }
}

fn erfurt() -> Behoerde {
    Behoerde {
        id: ERFURT,
        name: "Stadt Erfurt".into(),
        short_name: "EF".into(),
        ars: Ars::parse("160510000000").unwrap(),
        address: Address::default(),
        phone: None,
        mail: None,
        web: None,
    }
}

fn karla() -> Scope {
    let permissions = [Permission::ReadCases, Permission::WorkCases].into();
    Scope::Staff {
        account: AccountId(Uuid::from_u128(0xCA)),
        behoerde: ERFURT,
        permissions,
        remit: Remit::of(&["sachbearbeitung"]),
    }
}

/// A store with the package installed, and all that works on it.
struct World {
    test: TestStore,
    library: Library,
    jobs: Jobs,
    package: Digest,
}

impl World {
    /// `stichprobe`: the share of cases that a person always looks at.
    async fn open(engine: Engine, stichprobe: &str) -> Option<Self> {
        let test = TestStore::open(engine, &OFFICES).await?;
        // The scenarios of the package play in November 2026.
        test.clock.set("2026-11-23T09:00:00Z".parse().unwrap());
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../services/bewohnerparkausweis");
        let mut files = packages::Files::read(folder.as_ref()).unwrap();
        let manifest = String::from_utf8(files.get("package.toml").unwrap().to_vec()).unwrap();
        let manifest = manifest.replace("stichprobe = 0.05", &format!("stichprobe = {stichprobe}"));
        files.set("package.toml", manifest.into_bytes()).unwrap();
        let package = Package::read(files).unwrap();
        let mut tx = test.store.begin().await.unwrap();
        packages::install(&mut tx, &Scope::House, &package).await.unwrap();
        identity::found_behoerde(&mut tx, &Scope::House, &erfurt()).await.unwrap();
        tx.commit().await.unwrap();
        let library = Library::new(test.store.clone());
        let jobs = intake::register_jobs(cases::register_jobs(Jobs::default(), &library), &library);
        Some(Self { package: package.digest().clone(), test, library, jobs })
    }

    /// A draft of Anna with the answers of a scenario and a file for each file field.
    async fn draft(&self, scenario: &str) -> AntragId {
        let store = &self.test.store;
        let mut tx = store.begin().await.unwrap();
        let owner = Owner::Account(ANNA);
        let id = intake::start(&mut tx, owner, &self.library, &self.package, ERFURT, "de").await.unwrap();
        tx.commit().await.unwrap();
        let package = self.library.get(&self.package).await.unwrap();
        let (_, scenario) = package.scenarios().find(|(file, _)| file.contains(scenario)).unwrap();
        let mut draft = intake::draft(store, owner, id).await.unwrap();
        fill(&mut draft.answers, "", &Value::Object(scenario.antrag.clone()));
        for (path, given) in leaves("", &Value::Object(scenario.antrag.clone())) {
            if given.starts_with("beleg") {
                let upload = intake::add_upload(store, &mut draft, "Fahrzeugschein.pdf", PDF).await.unwrap();
                assert!(draft.answers.set(&path, upload));
            }
        }
        draft.name = Some("Anna Beispiel".into());
        let mut tx = store.begin().await.unwrap();
        intake::save(&mut tx, owner, &draft).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn submit(&self, scope: &Scope, id: AntragId, command: Uuid) -> intake::Result<Receipt> {
        let mut tx = self.test.store.begin().await.unwrap();
        let receipt = intake::submit(&mut tx, scope, &self.library, id, command).await?;
        tx.commit().await.unwrap();
        Ok(receipt)
    }

    async fn work(&self) {
        self.jobs.run_until_idle(&self.test.store).await.unwrap();
        let (waiting, dead) = self.test.store.count_jobs().await.unwrap();
        assert_eq!((waiting, dead), (0, 0), "{:?}", self.test.store.dead_jobs().await);
    }

    async fn vorgang(&self, id: AntragId) -> cases::Vorgang {
        let mut reader = self.test.store.reader();
        cases::of_akte(&mut reader, &karla(), cases::AkteId(id.0)).await.unwrap().unwrap()
    }

    /// Chains verify and a replay gives the same state.
    async fn holds_together(&self) {
        let store = &self.test.store;
        assert_eq!(store.verify_journal().await.unwrap().damage, []);
        let before = store.dump_projections().await.unwrap();
        store.rebuild_projections().await.unwrap();
        assert_eq!(store.dump_projections().await.unwrap(), before);
    }
}

fn leaves(path: &str, value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, member)| {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                leaves(&path, member)
            })
            .collect(),
        Value::Array(rows) => {
            rows.iter().enumerate().flat_map(|(i, row)| leaves(&format!("{path}[{i}]"), row)).collect()
        }
        Value::String(text) => vec![(path.to_owned(), text.clone())],
        other => vec![(path.to_owned(), other.to_string())],
    }
}

fn fill(answers: &mut Answers, path: &str, value: &Value) {
    for (path, raw) in leaves(path, value) {
        assert!(answers.set(&path, raw), "{path}");
    }
}

#[rstest]
#[tokio::test]
async fn a_clear_case_is_granted_without_a_person(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine, "0.0").await else { return };
    let id = world.draft("01-erteilt").await;
    let command = Uuid::from_u128(1);
    let scope = anna(Vertrauensniveau::Substantiell);
    let receipt = world.submit(&scope, id, command).await.unwrap();
    assert_eq!(world.submit(&scope, id, command).await.unwrap(), receipt, "the same button twice");
    assert_eq!(world.submit(&scope, id, Uuid::from_u128(2)).await.unwrap(), receipt, "another tab");
    world.work().await;

    let vorgang = world.vorgang(id).await;
    assert_eq!(vorgang.stand, cases::Stand::Erledigt, "{:?}", vorgang.stoerung);
    assert_eq!((vorgang.ergebnis.as_deref(), vorgang.automatisch), (Some("erteilen"), Some(true)));
    assert_eq!(vorgang.eingangsnummer, receipt.eingangsnummer);

    let store = &world.test.store;
    let mailbox = post::mailbox(&mut store.reader(), &scope, 10).await.unwrap();
    assert_eq!(mailbox.len(), 1);
    assert_eq!(mailbox[0].bekanntgabe(), Some("2026-11-27".parse().unwrap()), "four days after, § 9 OZG");
    let letter = post::message(&mut store.reader(), &scope, mailbox[0].id).await.unwrap();
    let (bescheid, pdf) = records::dokument(store, &scope, letter.dokumente[0]).await.unwrap();
    assert_eq!(bescheid.art, DokumentArt::Bescheid);
    assert!(pdf.starts_with(b"%PDF-1.7"));

    let dokumente = records::dokumente(&mut store.reader(), &karla(), vorgang.akte).await.unwrap();
    let arten: Vec<_> = dokumente.iter().map(|d| d.art).collect();
    let expected = [DokumentArt::Antrag, DokumentArt::Nachweis, DokumentArt::Bescheid];
    assert!(arten.len() == 3 && expected.iter().all(|art| arten.contains(art)), "{arten:?}");
    let decisions = cases::decisions(&mut store.reader(), &karla(), vorgang.id).await.unwrap();
    let names: Vec<_> = decisions.iter().map(|d| d.decision.as_str()).collect();
    assert_eq!(names, ["Entscheidung", "Gebuehr"]);
    assert!(decisions[0].trace().unwrap().asked().unwrap().tables[0].used_rules().count() == 1);
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn a_doubtful_case_is_decided_by_a_person(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine, "0.0").await else { return };
    let id = world.draft("07-nebenwohnung").await;
    world.submit(&anna(Vertrauensniveau::Hoch), id, Uuid::from_u128(1)).await.unwrap();
    world.work().await;
    let store = &world.test.store;
    let list = cases::work_list(&mut store.reader(), &karla(), cases::Filter::Todo, 10).await.unwrap();
    let task = list[0].task;

    let milan = Scope::Staff {
        account: AccountId(Uuid::from_u128(0xAB)),
        behoerde: ERFURT,
        permissions: [Permission::ReadCases, Permission::WorkCases].into(),
        remit: Remit::of(&["sachbearbeitung"]),
    };
    let mut tx = store.begin().await.unwrap();
    cases::claim(&mut tx, &karla(), task).await.unwrap();
    let taken =
        cases::decide(&mut tx, &milan, &world.library, task, &cases::Erledigung::new("erteilen", "weil"))
            .await;
    assert!(matches!(taken, Err(cases::Error::Taken)));
    let unknown =
        cases::decide(&mut tx, &karla(), &world.library, task, &cases::Erledigung::new("vielleicht", "weil"))
            .await;
    assert!(matches!(unknown, Err(cases::Error::UnknownOutcome { .. })));
    let silent =
        cases::decide(&mut tx, &karla(), &world.library, task, &cases::Erledigung::new("ablehnen", "  "))
            .await;
    assert!(matches!(silent, Err(cases::Error::ReasonMissing)));
    cases::decide(
        &mut tx,
        &karla(),
        &world.library,
        task,
        &cases::Erledigung::new("ablehnen", "Nur Nebenwohnung."),
    )
    .await
    .unwrap();
    let late =
        cases::decide(&mut tx, &karla(), &world.library, task, &cases::Erledigung::new("erteilen", "doch"))
            .await;
    assert!(matches!(late, Err(cases::Error::Settled)));
    tx.commit().await.unwrap();
    world.work().await;

    let vorgang = world.vorgang(id).await;
    assert_eq!(vorgang.stand, cases::Stand::Erledigt);
    assert_eq!((vorgang.ergebnis.as_deref(), vorgang.automatisch), (Some("ablehnen"), Some(false)));
    let list = cases::work_list(&mut store.reader(), &karla(), cases::Filter::All, 10).await.unwrap();
    assert_eq!(list, []);
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn without_consent_a_person_sends_the_bescheid(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine, "0.0").await else { return };
    let store = &world.test.store;
    let id = world.draft("01-erteilt").await;
    let mut draft = intake::draft(store, Owner::Account(ANNA), id).await.unwrap();
    draft.answers.set("erklaerungen.elektronische_bekanntgabe", "false");
    let mut tx = store.begin().await.unwrap();
    intake::save(&mut tx, Owner::Account(ANNA), &draft).await.unwrap();
    tx.commit().await.unwrap();
    let scope = anna(Vertrauensniveau::Substantiell);
    world.submit(&scope, id, Uuid::from_u128(1)).await.unwrap();
    world.work().await;

    assert!(post::mailbox(&mut store.reader(), &scope, 10).await.unwrap().is_empty());
    assert_eq!(world.vorgang(id).await.stand, cases::Stand::Entschieden);
    let list = cases::work_list(&mut store.reader(), &karla(), cases::Filter::Todo, 10).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let sent = "Zur Post gegeben am 24.11.2026";
    cases::decide(
        &mut tx,
        &karla(),
        &world.library,
        list[0].task,
        &cases::Erledigung::new("versendet", sent),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let vorgang = world.vorgang(id).await;
    assert_eq!(vorgang.stand, cases::Stand::Erledigt);
    assert_eq!((vorgang.ergebnis.as_deref(), vorgang.automatisch), (Some("erteilen"), Some(true)));
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn an_antrag_without_a_name_comes_to_its_end(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine, "0.0").await else { return };
    let store = &world.test.store;
    for name in [None, Some(" ".to_owned())] {
        let id = world.draft("01-erteilt").await;
        let mut draft = intake::draft(store, Owner::Account(ANNA), id).await.unwrap();
        draft.name = name;
        let mut tx = store.begin().await.unwrap();
        intake::save(&mut tx, Owner::Account(ANNA), &draft).await.unwrap();
        tx.commit().await.unwrap();
        let scope = anna(Vertrauensniveau::Substantiell);
        world.submit(&scope, id, id.0).await.unwrap();
        world.work().await;
        assert_eq!(world.vorgang(id).await.stand, cases::Stand::Erledigt);
        let akte = records::AkteId(id.0);
        let filed = records::dokumente(&mut store.reader(), &karla(), akte).await.unwrap();
        assert!(filed.iter().any(|dokument| dokument.art == DokumentArt::Antrag), "{filed:?}");
    }
}

#[rstest]
#[tokio::test]
async fn akten_are_filed_away_after_the_remedy(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine, "0.0").await else { return };
    let store = &world.test.store;
    let id = world.draft("01-erteilt").await;
    world.submit(&anna(Vertrauensniveau::Hoch), id, Uuid::from_u128(1)).await.unwrap();
    world.work().await;
    let mut filed = Vec::new();
    for days in [89, 2, 1] {
        world.test.clock.advance(jiff::SignedDuration::from_hours(24 * days));
        let mut tx = store.begin().await.unwrap();
        filed.push(cases::file_away(&mut tx, &world.library, 10).await.unwrap());
        tx.commit().await.unwrap();
    }
    assert_eq!(filed, [0, 1, 0]);
    let akte = records::akte(&mut store.reader(), &karla(), cases::AkteId(id.0)).await.unwrap();
    assert_eq!(akte.keep_until.as_deref(), Some("2032-12-31"));
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn the_random_sample_goes_to_a_person(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine, "1.0").await else { return };
    let id = world.draft("01-erteilt").await;
    world.submit(&anna(Vertrauensniveau::Substantiell), id, Uuid::from_u128(1)).await.unwrap();
    world.work().await;
    assert_eq!(world.vorgang(id).await.stand, cases::Stand::Offen);
    let mut reader = world.test.store.reader();
    assert_eq!(cases::work_list(&mut reader, &karla(), cases::Filter::Todo, 10).await.unwrap().len(), 1);
}

#[rstest]
#[tokio::test]
async fn what_is_not_ready_is_not_received(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine, "0.0").await else { return };
    let store = &world.test.store;
    let id = world.draft("01-erteilt").await;
    let basis = world.submit(&anna(Vertrauensniveau::Basis), id, Uuid::from_u128(1)).await;
    assert!(matches!(basis, Err(Error::Denied(_))), "the sign-in is not sure enough");
    let bert = Scope::Person { account: AccountId(Uuid::from_u128(0xB)), niveau: Vertrauensniveau::Hoch };
    assert!(matches!(world.submit(&bert, id, Uuid::from_u128(2)).await, Err(Error::NotFound)));

    let owner = Owner::Account(ANNA);
    let mut draft = intake::draft(store, owner, id).await.unwrap();
    draft.answers.set("person.familienname", "");
    let mut tx = store.begin().await.unwrap();
    intake::save(&mut tx, owner, &draft).await.unwrap();
    tx.commit().await.unwrap();
    match world.submit(&anna(Vertrauensniveau::Hoch), id, Uuid::from_u128(3)).await {
        Err(Error::Incomplete(errors)) => assert_eq!(errors[0].path, "person.familienname"),
        other => panic!("{other:?}"),
    }
    let nothing = store.count_jobs().await.unwrap();
    assert_eq!(nothing, (0, 0));
    assert!(
        intake::antraege(&mut store.reader(), &anna(Vertrauensniveau::Hoch), 10).await.unwrap().is_empty()
    );
}

#[rstest]
#[tokio::test]
async fn drafts_follow_their_person_and_end(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine, "0.0").await else { return };
    let store = &world.test.store;
    let session = identity::SessionId(Uuid::from_u128(0x5E));
    let visitor = Owner::Session(session);
    let mut tx = store.begin().await.unwrap();
    let id = intake::start(&mut tx, visitor, &world.library, &world.package, ERFURT, "de").await.unwrap();
    let other = intake::start(&mut tx, visitor, &world.library, &world.package, ERFURT, "de").await.unwrap();
    intake::take_over(&mut tx, session, ANNA).await.unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(intake::draft(store, visitor, id).await, Err(Error::NotFound)));
    assert!(intake::draft(store, Owner::Account(ANNA), id).await.is_ok());

    let mut tx = store.begin().await.unwrap();
    intake::discard(&mut tx, Owner::Account(ANNA), other).await.unwrap();
    tx.commit().await.unwrap();
    test_expiry(&world, id).await;
    let erased = store.unseal(StreamId(other.0), b"").await;
    assert!(matches!(erased, Err(store::Error::Erased(_))), "the key is gone with the draft");
}

async fn test_expiry(world: &World, id: AntragId) {
    let store = &world.test.store;
    world.test.clock.advance(jiff::SignedDuration::from_hours(24 * 31));
    assert!(matches!(intake::draft(store, Owner::Account(ANNA), id).await, Err(Error::NotFound)));
    let mut tx = store.begin().await.unwrap();
    assert_eq!(intake::purge_drafts(&mut tx, 100).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

/// What can happen to the house, in any order.
#[derive(Debug, Clone)]
enum Act {
    Submit(usize),
    Again(usize),
    Work,
    Claim,
    Release,
    Decide(bool),
    Read,
    Later(i64),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        1 => (0..4_usize).prop_map(Act::Submit),
        1 => (0..4_usize).prop_map(Act::Again),
        3 => Just(Act::Work),
        1 => Just(Act::Claim),
        1 => Just(Act::Release),
        2 => any::<bool>().prop_map(Act::Decide),
        1 => Just(Act::Read),
        1 => (1..2000_i64).prop_map(Act::Later),
    ];
    prop::collection::vec(act, 1..24)
}

const SCENARIOS: [&str; 4] = ["01-erteilt", "04-nicht-im-gebiet", "07-nebenwohnung", "11-stellplatz"];

impl World {
    /// Whatever an act is refused is fine; what matters is that the house holds together afterwards.
    async fn act(&self, act: &Act, submitted: &mut Vec<AntragId>) {
        let store = &self.test.store;
        let scope = anna(Vertrauensniveau::Hoch);
        match act {
            Act::Submit(scenario) => {
                let id = self.draft(SCENARIOS[*scenario]).await;
                self.submit(&scope, id, store.new_id()).await.unwrap();
                submitted.push(id);
            }
            Act::Again(which) => {
                if let Some(id) = submitted.get(*which) {
                    self.submit(&scope, *id, store.new_id()).await.unwrap();
                }
            }
            Act::Work => self.work().await,
            Act::Claim | Act::Release | Act::Decide(_) => {
                let list =
                    cases::work_list(&mut store.reader(), &karla(), cases::Filter::Todo, 1).await.unwrap();
                let Some(item) = list.first() else { return };
                let mut tx = store.begin().await.unwrap();
                match act {
                    Act::Claim => cases::claim(&mut tx, &karla(), item.task).await.unwrap(),
                    Act::Release => cases::release(&mut tx, &karla(), item.task).await.unwrap(),
                    Act::Decide(grant) => {
                        let ergebnis = if *grant { "erteilen" } else { "ablehnen" };
                        cases::decide(
                            &mut tx,
                            &karla(),
                            &self.library,
                            item.task,
                            &cases::Erledigung::new(ergebnis, "Gründe"),
                        )
                        .await
                        .unwrap();
                    }
                    _ => unreachable!(),
                }
                tx.commit().await.unwrap();
            }
            Act::Read => {
                let letters = post::mailbox(&mut store.reader(), &scope, 1).await.unwrap();
                let Some(letter) = letters.first() else { return };
                let mut tx = store.begin().await.unwrap();
                post::retrieve(&mut tx, &scope, letter.id).await.unwrap();
                tx.commit().await.unwrap();
            }
            Act::Later(seconds) => self.test.clock.advance(jiff::SignedDuration::from_secs(*seconds)),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Whatever people do in whatever order: every Antrag becomes one Vorgang, no letter is sent twice, all
    /// chains verify, and a replay of the journal gives the same state.
    #[test]
    fn replay_equals_state(acts in acts()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let world = World::open(Engine::Sqlite, "0.3").await.unwrap();
            let mut submitted = Vec::new();
            for act in &acts {
                world.act(act, &mut submitted).await;
            }
            world.holds_together().await;
            world.work().await;
            let mut reader = world.test.store.reader();
            let all = cases::latest(&mut reader, &karla(), 1000).await.unwrap();
            assert_eq!(all.len(), submitted.len());
            let done = all.iter().filter(|vorgang| vorgang.stand == cases::Stand::Erledigt).count();
            let letters = post::mailbox(&mut reader, &anna(Vertrauensniveau::Basis), 1000).await.unwrap();
            assert_eq!(letters.len(), done);
        });
    }
}
