//! Tasks that are late, and such that come before the head of unit, on both engines.

use crate::support;
use cases::{Erledigung, Filter, Sammlung, Task, TaskId, VorgangId};
use identity::{Permission, Scope};
use rstest::rstest;
use store::{At, Engine, sql};
use support::{ANNA, CLEAR, DOUBTFUL, ERFURT, MILAN, World, karla, staff_with};
use uuid::Uuid;

/// The sample package with a week for its task, and these words in the manifest behind it.
async fn open(engine: Engine, manifest: &str) -> Option<World> {
    let task = "r:role=\"sachbearbeitung\" r:outcomes=\"erteilen ablehnen\"";
    let with_week = format!("{task} r:frist=\"P1W\"");
    let line = format!("stichprobe = 0.0\n{manifest}");
    let changes =
        [("process.bpmn", task, with_week.as_str()), ("package.toml", "stichprobe = 0.0", line.as_str())];
    World::with(engine, &changes).await
}

fn head() -> Scope {
    staff_with(MILAN, ERFURT, &["sachbearbeitung"], &[Permission::AssignCases])
}

impl World {
    async fn at(&self, moment: &str) {
        self.test.clock.set(moment.parse().unwrap());
        self.work().await;
    }

    async fn task(&self, id: VorgangId) -> Task {
        self.tasks(id).await.remove(0)
    }

    async fn count(&self, id: VorgangId, kind: &str) -> usize {
        let steps = cases::steps(&mut self.test.store.reader(), &karla(), id).await.unwrap();
        steps.iter().filter(|step| step.kind == kind).count()
    }

    /// A job once more, as after a crash or by hand.
    async fn repeat(&self, kind: &str, task: TaskId) {
        let mut tx = self.test.store.begin().await.unwrap();
        let (id, now) = (tx.new_id(), At::from(tx.now()));
        sql("INSERT INTO jobs (id, kind, payload, state, run_at, attempts, created_at)
             VALUES ($1, $2, $3, 'ready', $4, 0, $4)")
        .bind(id)
        .bind(kind.to_owned())
        .bind(format!("{{\"task\":\"{task}\"}}"))
        .bind(now)
        .execute(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        self.work().await;
    }
}

#[rstest]
#[tokio::test]
async fn what_is_late_for_days_comes_before_the_head_of_unit(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = open(engine, "eskalation = { arbeitstage = 3 }").await else { return };
    let id = world.receive(DOUBTFUL, ANNA, "Anna Beispiel").await;
    // Monday, 23 November, and a week: Monday, 30 November; three working days later is Thursday, 3 December.
    world.at("2026-11-30T22:59:59Z").await;
    assert!(!world.task(id).await.overdue);
    world.at("2026-12-03T22:59:59Z").await;
    let task = world.task(id).await;
    assert!(task.overdue && task.escalated_at.is_none(), "{task:?}");
    let store = &world.test.store;
    assert_eq!(cases::work_list(&mut store.reader(), &head(), Filter::Escalated, 10).await.unwrap(), []);

    world.at("2026-12-03T23:00:00Z").await;
    let escalated = world.task(id).await.escalated_at;
    assert_eq!(escalated, Some(At::from(store.now())));
    let list = cases::work_list(&mut store.reader(), &head(), Filter::Escalated, 10).await.unwrap();
    assert_eq!((list.len(), list[0].task, list[0].escalated_at), (1, task.id, escalated));
    let load = cases::load(&mut store.reader(), &head()).await.unwrap();
    assert_eq!((load[0].offen, load[0].ueberfaellig, load[0].eskaliert), (1, 1, 1));

    // Repeated jobs and a clock that is put back change nothing.
    for kind in ["cases.faellig", "cases.eskalieren"] {
        world.repeat(kind, task.id).await;
    }
    world.at("2026-11-24T08:00:00Z").await;
    world.at("2027-01-24T08:00:00Z").await;
    assert_eq!(world.task(id).await.escalated_at, escalated);
    assert_eq!(world.count(id, "cases.aufgabe_ueberfaellig").await, 1);
    assert_eq!(world.count(id, "cases.aufgabe_eskaliert").await, 1);

    let mut tx = store.begin().await.unwrap();
    let erledigung = Erledigung::new("erteilen", "Nachweis liegt vor.");
    cases::decide(&mut tx, &karla(), &world.library, task.id, &erledigung).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(cases::work_list(&mut store.reader(), &head(), Filter::Escalated, 10).await.unwrap(), []);
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn a_clock_that_jumps_brings_both_in_their_order(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = open(engine, "eskalation = \"P1W\"").await else { return };
    let id = world.receive(DOUBTFUL, ANNA, "Anna Beispiel").await;
    let done = world.receive(DOUBTFUL, ANNA, "Berta Beispiel").await;
    let mut tx = world.test.store.begin().await.unwrap();
    let (task, erledigung) = (world.task(done).await.id, Erledigung::new("ablehnen", "Kein Nachweis."));
    cases::decide(&mut tx, &karla(), &world.library, task, &erledigung).await.unwrap();
    tx.commit().await.unwrap();
    world.at("2027-06-01T08:00:00Z").await;
    let steps = cases::steps(&mut world.test.store.reader(), &karla(), id).await.unwrap();
    let kinds: Vec<_> = steps.iter().rev().take(2).map(|step| step.kind.as_str()).collect();
    assert_eq!(kinds, ["cases.aufgabe_eskaliert", "cases.aufgabe_ueberfaellig"]);
    assert_eq!(world.count(done, "cases.aufgabe_eskaliert").await, 0, "what is done is not late");
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn without_a_word_in_the_package_nothing_is_escalated(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = open(engine, "").await else { return };
    let id = world.receive(DOUBTFUL, ANNA, "Anna Beispiel").await;
    world.receive(CLEAR, ANNA, "Anna Klar").await;
    world.at("2027-06-01T08:00:00Z").await;
    let task = world.task(id).await;
    assert!(task.overdue && task.escalated_at.is_none(), "{task:?}");
}

/// The last day passes while a decision of many can still be taken back: afterwards the task is late all the same.
#[rstest]
#[tokio::test]
async fn what_was_taken_back_is_watched_again(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = open(engine, "eskalation = { arbeitstage = 3 }").await else { return };
    let id = world.receive(DOUBTFUL, ANNA, "Anna Beispiel").await;
    world.at("2026-11-30T22:50:00Z").await;
    let store = &world.test.store;
    let sammlung = Sammlung {
        id: Uuid::from_u128(1),
        tasks: vec![world.task(id).await.id],
        erledigung: Erledigung::new("erteilen", "Alles liegt vor."),
    };
    let done = cases::decide_many(store, &karla(), &world.library, &sammlung).await.unwrap();
    assert_eq!(done.done.len(), 1, "{done:?}");
    world.at("2026-11-30T23:01:00Z").await;
    let back = cases::take_back(store, &karla(), &world.library, sammlung.id).await.unwrap();
    assert_eq!(back.back, 1, "{back:?}");
    world.work().await;
    assert!(world.task(id).await.overdue);
    world.at("2026-12-03T23:00:00Z").await;
    assert!(world.task(id).await.escalated_at.is_some());
    world.holds_together().await;
}
