//! The clock of the machine is wrong and is put right in the middle of work: an hour back, two days forward. No job is
//! lost or done twice, the order of a file is that in which things happened, and nobody's time is cut short.

#![expect(clippy::print_stderr, reason = "a test says why it was skipped")]

use crate::support;
use std::process::Command;

use cases::{AkteId, AnfrageStand, Erledigung, Stand, TaskStand, VorgangId};
use identity::{AccountKind, HashedPassword, Scope};
use intake::{AntragId, Owner};
use jiff::{SignedDuration, Timestamp};
use packages::Scenario;
use rstest::rstest;
use store::{Engine, sql};
use support::drafts::Service;
use support::inside::{Inside, colleague};

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const PASSWORD: &str = "ein langes Kennwort";

/// Who does the tasks of a role at the office for monuments.
fn office(role: &str) -> Scope {
    let number = match role {
        "sachbearbeitung" => 0xD1,
        "mitzeichnung" => 0xD2,
        _ => 0xD3,
    };
    colleague(number, "tlda", role)
}

/// A matter of the second service, and what the scenario says about it.
struct Matter<'a> {
    inside: &'a Inside,
    id: AntragId,
    vorgang: VorgangId,
    scenario: &'a Scenario,
}

impl<'a> Matter<'a> {
    async fn begin(inside: &'a Inside, monuments: &'a Service) -> Self {
        let scenarios = &mut monuments.package.scenarios();
        let (_, scenario) = scenarios.find(|(file, _)| file.contains("06-rueckfrage")).unwrap();
        let id = monuments.draft(&inside.store, inside.anna, "06-rueckfrage").await;
        inside.submit(id).await;
        inside.work().await;
        let found = cases::of_person(&mut inside.store.reader(), &inside.person(), AkteId(id.0)).await;
        Self { inside, id, vorgang: found.unwrap().unwrap().id, scenario }
    }

    /// Ends the open task as the scenario does at its `number`th step.
    async fn decide(&self, number: usize) {
        let (store, step) = (&self.inside.store, &self.scenario.aufgabe[number]);
        let all = office("sachbearbeitung");
        let open = |task: &cases::Task| matches!(task.stand, TaskStand::Offen | TaskStand::Uebernommen);
        let tasks = cases::tasks(&mut store.reader(), &all, self.vorgang).await.unwrap();
        let task = tasks.into_iter().find(open).unwrap();
        assert_eq!(task.element, step.element);
        let text = |key: &str| step.ausgabe.get(key).and_then(|v| v.as_str()).unwrap_or_default();
        let erledigung = Erledigung {
            angaben: Some(step.answers()).filter(|_| !step.angaben.is_empty()),
            ..Erledigung::new(text("ergebnis"), &format!("{} So ist es.", text("begruendung")))
        };
        let mut tx = store.begin().await.unwrap();
        let scope = office(&task.role);
        cases::decide(&mut tx, &scope, &self.inside.library, task.id, &erledigung).await.unwrap();
        tx.commit().await.unwrap();
        self.inside.work().await;
    }

    async fn answer(&self, scope: &Scope) {
        let store = &self.inside.store;
        let asked = self.asked().await;
        let mut tx = store.begin().await.unwrap();
        let text = "Die Antwort.";
        cases::answer(&mut tx, scope, &self.inside.library, asked.id, text, Vec::new()).await.unwrap();
        tx.commit().await.unwrap();
        self.inside.work().await;
    }

    /// The question that was asked last.
    async fn asked(&self) -> cases::Anfrage {
        let all = office("sachbearbeitung");
        let asked = cases::anfragen(&mut self.inside.store.reader(), &all, self.vorgang).await.unwrap();
        asked.into_iter().next_back().unwrap()
    }

    /// The words of the Bescheid; `None`, with a word, where poppler is not installed.
    async fn bescheid(&self) -> Option<String> {
        let store = &self.inside.store;
        let letter = post::bescheid(&mut store.reader(), &Scope::House, self.vorgang).await.unwrap().unwrap();
        let letter = post::message(&mut store.reader(), &self.inside.person(), letter.id).await.unwrap();
        let (_, pdf) = records::dokument(store, &self.inside.person(), letter.dokumente[0]).await.unwrap();
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), pdf).unwrap();
        match Command::new("pdftotext").arg(file.path()).arg("-").output() {
            Ok(output) => Some(String::from_utf8(output.stdout).unwrap()),
            Err(_) => {
                eprintln!("skipped: pdftotext is missing. Type: dev/setup documents");
                None
            }
        }
    }

    /// The kinds of steps, in the order in which the file shows them.
    async fn steps(&self) -> Vec<(String, Timestamp)> {
        let all = office("sachbearbeitung");
        let steps = cases::steps(&mut self.inside.store.reader(), &all, self.vorgang).await.unwrap();
        steps.into_iter().map(|step| (step.kind, step.at.timestamp())).collect()
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_hour_back_in_the_middle_of_a_case(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(inside) = Inside::open(engine, None).await else { return };
    let monuments = Service::monuments(&inside.store).await;
    let mut tx = inside.store.begin().await.unwrap();
    for (role, name) in
        [("mitzeichnung", "Ottilie Zeichnet-Mit"), ("schlusszeichnung", "Conrad Zeichnet-Zuletzt")]
    {
        let account = office(role).account().unwrap();
        let opened = identity::open_account_as(&mut tx, &Scope::House, account, AccountKind::Staff, name);
        opened.await.unwrap();
    }
    tx.commit().await.unwrap();
    let matter = Matter::begin(&inside, &monuments).await;
    matter.decide(0).await;
    let before = matter.steps().await;
    // One more is received and waits for its jobs.
    let waits = monuments.draft(&inside.store, inside.anna, "01-bescheinigt").await;
    inside.submit(waits).await;

    inside.pass(-HOUR);
    // What was due at once before is due when the clock comes there again; what is new is not held up by it.
    assert_eq!(inside.work().await, 0);
    matter.answer(&inside.person()).await;
    matter.decide(2).await;
    matter.answer(&colleague(0xD4, "weimar", "sachbearbeitung")).await;
    matter.decide(4).await;
    let after = matter.steps().await;
    assert_eq!(after[..before.len()], before, "nothing is put before what happened before");
    assert!(after[before.len()..].iter().all(|(_, at)| *at < before.last().unwrap().1));
    assert_eq!(inside.entries(waits, "cases.eroeffnet").await, 0);
    inside.pass(HOUR);
    inside.work().await;
    assert_eq!(inside.entries(waits, "cases.eroeffnet").await, 1);

    // Signed an hour "earlier" than it was countersigned: the Bescheid is that of who signed last.
    matter.decide(5).await;
    inside.pass(-HOUR);
    matter.decide(6).await;
    let all = office("sachbearbeitung");
    let done = cases::vorgang(&mut inside.store.reader(), &all, matter.vorgang).await.unwrap();
    assert_eq!((done.stand, done.ergebnis.as_deref()), (Stand::Erledigt, Some("bescheinigen")));
    assert_eq!(inside.entries(matter.id, "cases.bescheid_erlassen").await, 1);
    if let Some(text) = matter.bescheid().await {
        assert!(text.contains("Conrad Zeichnet-Zuletzt") && !text.contains("Ottilie"), "{text}");
    }
    assert_eq!(inside.store.dead_jobs().await.unwrap().len(), 0);
    inside.holds_together().await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn two_days_forward_end_what_ends_by_time_and_nothing_else(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(inside) = Inside::open(engine, None).await else { return };
    let parking = Service::parking(&inside.store).await;
    let password = HashedPassword::of(PASSWORD, inside.store.entropy()).await.unwrap();
    let mut tx = inside.store.begin().await.unwrap();
    identity::set_password(&mut tx, &Scope::House, inside.anna, "anna", &password).await.unwrap();
    tx.commit().await.unwrap();
    let opened = identity::sign_in(&inside.store, "anna", PASSWORD, None).await.unwrap();
    let visitor = identity::anonymous_session(&inside.store).await.unwrap();
    let begun = parking.draft(&inside.store, inside.anna, "01-erteilt").await;
    let submitted = parking.draft(&inside.store, inside.anna, "01-erteilt").await;
    inside.submit(submitted).await;

    inside.pass(-HOUR);
    assert!(
        identity::session(&inside.store, &opened.token).await.unwrap().is_some(),
        "an hour more, no less"
    );
    inside.pass(HOUR * 49);
    assert!(
        identity::session(&inside.store, &opened.token).await.unwrap().is_none(),
        "twelve hours are over"
    );
    assert!(identity::session(&inside.store, &visitor.token).await.unwrap().is_none());
    let mut tx = inside.store.begin().await.unwrap();
    identity::purge_sessions(&mut tx).await.unwrap();
    assert_eq!(
        intake::purge_drafts(&mut tx, 10).await.unwrap(),
        0,
        "a draft of an account lasts for 30 days"
    );
    tx.commit().await.unwrap();
    inside.work().await;
    for kind in ["cases.eroeffnet", "cases.bescheid_erlassen", "post.bereitgestellt"] {
        assert_eq!(inside.entries(submitted, kind).await, 1, "{kind}");
    }
    // And back again to where it was.
    inside.pass(-HOUR * 48);
    let again = identity::sign_in(&inside.store, "anna", PASSWORD, None).await.unwrap();
    assert!(identity::session(&inside.store, &again.token).await.unwrap().is_some());
    intake::draft(&inside.store, Owner::Account(inside.anna), begun).await.unwrap();
    inside.submit(begun).await;
    inside.work().await;
    assert_eq!(inside.entries(begun, "post.bereitgestellt").await, 1);
    inside.holds_together().await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_period_ends_by_the_clock_that_was_put_right(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(inside) = Inside::open(engine, None).await else { return };
    let monuments = Service::monuments(&inside.store).await;
    let matter = Matter::begin(&inside, &monuments).await;
    matter.decide(0).await;
    let last = matter.asked().await.frist().unwrap();
    let over = store::start_of_day_in_germany(last.tomorrow().unwrap());
    // A process whose clock was ahead claimed the job; when it asks what time it is, the clock has been put back.
    inside.clock.set(over - HOUR);
    let mut tx = inside.store.begin().await.unwrap();
    let early = store::At::from(over - HOUR);
    let moved = sql("UPDATE jobs SET run_at = $1 WHERE kind = 'cases.verstrichen'").bind(early);
    assert_eq!(moved.execute(&mut tx).await.unwrap(), 1);
    tx.commit().await.unwrap();
    inside.work().await;
    assert_eq!(matter.asked().await.stand, AnfrageStand::Offen, "there is time left");
    inside.pass(HOUR);
    inside.work().await;
    assert_eq!(matter.asked().await.stand, AnfrageStand::Abgelaufen);
    assert_eq!(inside.entries(matter.id, "cases.unbeantwortet").await, 1);
    inside.holds_together().await;
}
