//! The package with discretion and several offices, run by this office: every scenario comes out as the simulation of
//! the package says, with real tasks, letters, deadlines and signatures.

use crate::support;
use std::path::{Path, PathBuf};

use cases::{AkteId, AnfrageStand, Erledigung, NewVorgang, Stand, TaskStand, VorgangId};
use catalogue::Seed;
use form::Setting;
use identity::{AccountId, BehoerdeId, Scope};
use packages::{Aufgabe, Library, Package, Scenario};
use rstest::rstest;
use store::{Engine, Jobs, StreamId, testing::TestStore};
use support::{ANNA, OFFICES, person, staff, staff_with};
use uuid::Uuid;

const HALINA: AccountId = AccountId(Uuid::from_u128(0xD1));
const OTTILIE: AccountId = AccountId(Uuid::from_u128(0xD2));
const CONRAD: AccountId = AccountId(Uuid::from_u128(0xD3));
const PAULA: AccountId = AccountId(Uuid::from_u128(0xD4));
const ROLES: [&str; 3] = ["sachbearbeitung", "mitzeichnung", "schlusszeichnung"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn office() -> BehoerdeId {
    Seed::behoerde("tlda")
}

/// Whoever does the tasks of a role; nobody has two.
fn colleague(role: &str) -> Scope {
    let account = match role {
        "sachbearbeitung" => HALINA,
        "mitzeichnung" => OTTILIE,
        _ => CONRAD,
    };
    staff_with(account, office(), &[role], &[])
}

struct World {
    test: TestStore,
    library: Library,
    jobs: Jobs,
    package: std::sync::Arc<Package>,
}

impl World {
    /// The sample offices and the package.
    async fn open(engine: Engine) -> Option<Self> {
        let test = TestStore::open(engine, &OFFICES).await?;
        test.clock.set("2026-11-23T09:00:00Z".parse().unwrap());
        let package = Package::open(&root().join("services/steuerbescheinigung-denkmal")).unwrap();
        let mut tx = test.store.begin().await.unwrap();
        Seed::read(&root().join("data/thueringen")).unwrap().plant(&mut tx).await.unwrap();
        packages::install(&mut tx, &Scope::House, &package).await.unwrap();
        tx.commit().await.unwrap();
        let library = Library::new(test.store.clone());
        let jobs = cases::register_jobs(Jobs::default(), &library);
        let package = library.get(package.digest()).await.unwrap();
        Some(Self { test, library, jobs, package })
    }

    async fn work(&self) {
        self.jobs.run_until_idle(&self.test.store).await.unwrap();
        let dead = self.test.store.dead_jobs().await.unwrap();
        assert!(dead.is_empty(), "a job was given up: {dead:?}");
    }

    async fn receive(&self, scenario: &Scenario) -> VorgangId {
        let store = &self.test.store;
        let setting = Setting::new(scenario.heute, "de");
        let antrag = self.package.form().check(&scenario.answers(), &setting).unwrap();
        let mut tx = store.begin().await.unwrap();
        let akte = tx.new_id();
        tx.open_stream(StreamId(akte), "akte", Some(office().0)).await.unwrap();
        let new = NewVorgang {
            akte: AkteId(akte),
            behoerde: office(),
            package: self.package.digest().clone(),
            person: Some(ANNA),
            name: "Emre Öztürk".into(),
            eingangsnummer: format!("E-{}", akte.simple()),
            received_at: store.now(),
            antrag,
            dokumente: Vec::new(),
        };
        let id = cases::open(&mut tx, &Scope::House, &self.library, new).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Somebody does what the scenario says, or lets the time pass.
    async fn follow(&self, id: VorgangId, step: &Aufgabe) {
        let all = staff_with(HALINA, office(), &ROLES, &[]);
        let mut reader = self.test.store.reader();
        let open = |task: &cases::Task| matches!(task.stand, TaskStand::Offen | TaskStand::Uebernommen);
        let task = cases::tasks(&mut reader, &all, id).await.unwrap().into_iter().find(open);
        let text = |key: &str| step.ausgabe.get(key).and_then(|v| v.as_str()).unwrap_or_default();
        let Some(task) = task else { return self.answer(id, step, text("text")).await };
        assert_eq!(task.element, step.element);
        let vorgang = cases::vorgang(&mut reader, &all, id).await.unwrap();
        let ergebnis = text("ergebnis");
        // Whoever agrees may leave it at that; scenarios need no reasons where the office does.
        let needed = cases::reasoned(&self.package, &vorgang, &task).iter().any(|word| word == ergebnis);
        let reasons = if text("begruendung").is_empty() && needed { "Gut." } else { text("begruendung") };
        let erledigung = Erledigung {
            angaben: Some(step.answers()).filter(|_| !step.angaben.is_empty()),
            ..Erledigung::new(ergebnis, reasons)
        };
        let mut tx = self.test.store.begin().await.unwrap();
        let done = cases::decide(&mut tx, &colleague(&task.role), &self.library, task.id, &erledigung).await;
        if !step.fehler.is_empty() {
            let Err(cases::Error::Angaben(errors)) = done else { panic!("{:?}: {done:?}", step.fehler) };
            let refused: Vec<&String> = errors.iter().map(|error| &error.path).collect();
            assert_eq!(refused, step.fehler.iter().collect::<Vec<_>>());
            return;
        }
        done.unwrap();
        tx.commit().await.unwrap();
        self.work().await;
    }

    async fn answer(&self, id: VorgangId, step: &Aufgabe, text: &str) {
        let all = staff_with(HALINA, office(), &ROLES, &[]);
        let asked = cases::anfragen(&mut self.test.store.reader(), &all, id).await.unwrap();
        let asked = asked.into_iter().find(|a| a.stand == AnfrageStand::Offen).unwrap();
        let last = asked.frist().unwrap();
        if step.ausgabe.get("eingegangen").and_then(serde_json::Value::as_bool) == Some(false) {
            let over = last.checked_add(jiff::ToSpan::days(2)).unwrap().in_tz("Europe/Berlin").unwrap();
            self.test.clock.set(over.timestamp());
        } else {
            let scope = asked.an_behoerde.map_or_else(|| person(ANNA), |behoerde| staff(PAULA, behoerde));
            let mut tx = self.test.store.begin().await.unwrap();
            cases::answer(&mut tx, &scope, &self.library, asked.id, text, Vec::new()).await.unwrap();
            tx.commit().await.unwrap();
        }
        self.work().await;
    }

    async fn result(&self, id: VorgangId) -> (Stand, Option<String>) {
        let all = staff_with(HALINA, office(), &ROLES, &[]);
        let found = cases::vorgang(&mut self.test.store.reader(), &all, id).await.unwrap();
        (found.stand, found.ergebnis)
    }
}

/// What a scenario expects of the variable `ergebnis`.
fn expected(werte: &std::collections::BTreeMap<String, serde_json::Value>) -> Option<String> {
    werte.get("ergebnis").and_then(|value| value.as_str()).map(str::to_owned)
}

#[rstest]
#[tokio::test]
async fn scenarios_come_out_as_in_the_simulation(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let package = std::sync::Arc::clone(&world.package);
    let mut done = 0;
    // Without consent the Bescheid goes by post, which is a task that no scenario knows.
    let electronic = |scenario: &Scenario| {
        scenario.antrag["erklaerungen"].get("elektronische_bekanntgabe") == Some(&true.into())
    };
    for (file, scenario) in package.scenarios() {
        if !scenario.erwartet.fehler.is_empty() || !electronic(scenario) {
            continue;
        }
        let id = world.receive(scenario).await;
        world.work().await;
        let (mut at, mut steps) = (id, scenario.aufgabe.iter());
        loop {
            if world.result(at).await.0 == Stand::Erledigt {
                if at != id || scenario.widerspruch.is_none() {
                    break;
                }
                let text = &scenario.widerspruch.as_ref().unwrap().text;
                let mut tx = world.test.store.begin().await.unwrap();
                at = cases::object(&mut tx, &person(ANNA), &world.library, id, text).await.unwrap();
                tx.commit().await.unwrap();
                world.work().await;
            }
            let step =
                steps.next().unwrap_or_else(|| panic!("{file}: it waits, but nobody has anything to do"));
            world.follow(at, step).await;
        }
        assert_eq!(steps.next(), None, "{file}: more was to be done");
        let wanted = expected(&scenario.erwartet.werte);
        if wanted.is_some() {
            assert_eq!(world.result(id).await.1, wanted, "{file}");
        }
        if at != id {
            assert_eq!(world.result(at).await.1, expected(&scenario.erwartet.widerspruch.werte), "{file}");
        }
        done += 1;
    }
    assert_eq!(done, 18);
    let before = world.test.store.dump_projections().await.unwrap();
    world.test.store.rebuild_projections().await.unwrap();
    assert_eq!(world.test.store.dump_projections().await.unwrap(), before);
}
