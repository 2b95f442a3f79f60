//! The commands and queries of the cases office on both engines, with the process of the sample package and with
//! broken ones.

use crate::support;
use cases::{Error, Filter, Stand, TaskStand};
use identity::{Permission, Remit, Scope};
use rstest::rstest;
use store::Engine;
use support::{ANNA, BERT, CLEAR, DOUBTFUL, ERFURT, JENA, KARLA, MILAN, World, karla, person, staff};
use uuid::Uuid;

#[rstest]
#[tokio::test]
async fn an_akte_has_one_vorgang_however_often_it_is_opened(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let new = world.new_vorgang(DOUBTFUL, ANNA, "Anna Beispiel").await;
    let id = world.begin(new.clone()).await.unwrap();
    assert_eq!(world.begin(new).await.unwrap(), id);
    assert_eq!(cases::latest(&mut world.test.store.reader(), &karla(), 10).await.unwrap().len(), 1);
    assert_eq!(world.tasks(id).await.len(), 1);
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn a_task_has_one_hand_at_a_time(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let id = world.receive(DOUBTFUL, ANNA, "Anna Beispiel").await;
    let task = world.tasks(id).await[0].id;
    let (karla, milan) = (karla(), staff(MILAN, ERFURT));
    let mut tx = world.test.store.begin().await.unwrap();
    cases::release(&mut tx, &karla, task).await.unwrap();
    cases::claim(&mut tx, &karla, task).await.unwrap();
    cases::claim(&mut tx, &karla, task).await.unwrap();
    assert!(matches!(cases::claim(&mut tx, &milan, task).await, Err(Error::Taken)));
    assert!(matches!(cases::release(&mut tx, &milan, task).await, Err(Error::Taken)));
    let mine = cases::work_list(&mut tx, &karla, Filter::Mine, 10).await.unwrap();
    assert_eq!((mine.len(), mine[0].assignee), (1, Some(KARLA)));
    assert_eq!(cases::work_list(&mut tx, &milan, Filter::Todo, 10).await.unwrap(), []);
    assert_eq!(cases::work_list(&mut tx, &milan, Filter::All, 10).await.unwrap().len(), 1);
    cases::release(&mut tx, &karla, task).await.unwrap();
    assert_eq!(cases::work_list(&mut tx, &milan, Filter::Todo, 10).await.unwrap().len(), 1);
    // Whoever decides has taken it, be it only by deciding.
    cases::decide(
        &mut tx,
        &milan,
        &world.library,
        task,
        &cases::Erledigung::new("ablehnen", " Nur Nebenwohnung. "),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let done = &world.tasks(id).await[0];
    assert_eq!((done.stand, done.assignee), (TaskStand::Erledigt, Some(MILAN)));
    assert_eq!(done.begruendung.as_deref(), Some("Nur Nebenwohnung."));
    let mut tx = world.test.store.begin().await.unwrap();
    assert!(matches!(cases::claim(&mut tx, &karla, task).await, Err(Error::Settled)));
    assert!(matches!(cases::release(&mut tx, &karla, task).await, Err(Error::Settled)));
    drop(tx);
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn what_is_refused_leaves_no_trace(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let id = world.receive(DOUBTFUL, ANNA, "Anna Beispiel").await;
    let task = world.tasks(id).await[0].id;
    let before = world.test.store.dump_projections().await.unwrap();
    let mut tx = world.test.store.begin().await.unwrap();
    let library = &world.library;
    let unknown =
        cases::decide(&mut tx, &karla(), library, task, &cases::Erledigung::new("vielleicht", "weil")).await;
    assert!(matches!(unknown, Err(Error::UnknownOutcome { known, .. }) if known == ["erteilen", "ablehnen"]));
    let silent =
        cases::decide(&mut tx, &karla(), library, task, &cases::Erledigung::new("ablehnen", " \n ")).await;
    assert!(matches!(silent, Err(Error::ReasonMissing)));
    let nobody = cases::claim(&mut tx, &karla(), cases::TaskId(Uuid::from_u128(9))).await;
    assert!(matches!(nobody, Err(Error::NotFound)));
    assert!(matches!(cases::repair(&mut tx, &karla(), library, id).await, Err(Error::Settled)));
    tx.commit().await.unwrap();
    assert_eq!(world.test.store.dump_projections().await.unwrap(), before);
}

/// Another Behoerde, a reader, other people: none of them sees or moves a foreign case, and none learns that it
/// exists.
#[rstest]
#[tokio::test]
async fn a_case_is_closed_to_all_others(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let id = world.receive(DOUBTFUL, ANNA, "Anna Beispiel").await;
    let (akte, task) = (world.vorgang(id).await.akte, world.tasks(id).await[0].id);
    let library = &world.library;
    let mut tx = world.test.store.begin().await.unwrap();

    let jena = staff(KARLA, JENA);
    assert!(matches!(cases::vorgang(&mut tx, &jena, id).await, Err(Error::NotFound)));
    assert!(matches!(cases::task(&mut tx, &jena, task).await, Err(Error::NotFound)));
    assert!(matches!(cases::steps(&mut tx, &jena, id).await, Err(Error::NotFound)));
    assert!(matches!(cases::decisions(&mut tx, &jena, id).await, Err(Error::NotFound)));
    assert!(matches!(cases::claim(&mut tx, &jena, task).await, Err(Error::NotFound)));
    assert!(matches!(cases::repair(&mut tx, &jena, library, id).await, Err(Error::NotFound)));
    let decided =
        cases::decide(&mut tx, &jena, library, task, &cases::Erledigung::new("erteilen", "weil")).await;
    assert!(matches!(decided, Err(Error::NotFound)));
    assert_eq!(cases::of_akte(&mut tx, &jena, akte).await.unwrap(), None);
    assert_eq!(cases::tasks(&mut tx, &jena, id).await.unwrap(), []);
    assert_eq!(cases::work_list(&mut tx, &jena, Filter::All, 10).await.unwrap(), []);
    assert_eq!(cases::latest(&mut tx, &jena, 10).await.unwrap(), []);
    assert_eq!(
        cases::search(&mut tx, &jena, &cases::Search::default(), None, 10).await.unwrap().vorgaenge,
        []
    );
    assert_eq!(cases::counts(&mut tx, &jena).await.unwrap(), []);

    let reader = Scope::Staff {
        account: MILAN,
        behoerde: ERFURT,
        permissions: [Permission::ReadCases].into(),
        remit: Remit::of(&["sachbearbeitung"]),
    };
    assert!(cases::vorgang(&mut tx, &reader, id).await.is_ok());
    assert!(matches!(cases::claim(&mut tx, &reader, task).await, Err(Error::Denied(_))));
    let without =
        Scope::Staff { account: MILAN, behoerde: ERFURT, permissions: [].into(), remit: Remit::default() };
    for scope in [without, person(ANNA), Scope::Anonymous] {
        assert!(matches!(cases::vorgang(&mut tx, &scope, id).await, Err(Error::Denied(_))), "{scope:?}");
        let list = cases::work_list(&mut tx, &scope, Filter::All, 10).await;
        assert!(matches!(list, Err(Error::Denied(_))), "{scope:?}");
    }
    let own = cases::of_person(&mut tx, &person(ANNA), akte).await.unwrap();
    assert_eq!(own.map(|vorgang| vorgang.id), Some(id));
    assert_eq!(cases::of_person(&mut tx, &person(BERT), akte).await.unwrap(), None);
    assert!(matches!(cases::of_person(&mut tx, &karla(), akte).await, Err(Error::Denied(_))));
}

#[rstest]
#[tokio::test]
async fn a_clear_case_ends_with_its_bescheid(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::open(engine).await else { return };
    let id = world.receive(CLEAR, ANNA, "Anna Beispiel").await;
    assert_eq!(world.vorgang(id).await.stand, Stand::Entschieden);
    world.work().await;
    let vorgang = world.vorgang(id).await;
    assert_eq!((vorgang.stand, vorgang.automatisch), (Stand::Erledigt, Some(true)));
    let store = &world.test.store;
    let letters = post::mailbox(&mut store.reader(), &person(ANNA), 10).await.unwrap();
    assert_eq!(letters.len(), 1);
    let steps = cases::steps(&mut store.reader(), &karla(), id).await.unwrap();
    assert!(steps.iter().all(|step| step.actor.is_none()), "no person had a hand in it: {steps:?}");
    world.holds_together().await;
}

/// A boundary timer takes the task away from people and lets the process go on without them.
#[rstest]
#[tokio::test]
async fn a_timer_ends_what_nobody_did(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let timer = r#"<boundaryEvent id="frist" name="Nach zehn Tagen" attachedToRef="antrag_pruefen">
      <outgoing>fluss_frist</outgoing>
      <timerEventDefinition id="zehn_tage"><timeDuration xsi:type="tFormalExpression">P10D</timeDuration></timerEventDefinition>
    </boundaryEvent>
    <sequenceFlow id="fluss_frist" sourceRef="frist" targetRef="ergebnis_uebernehmen"/>
    <scriptTask id="ergebnis_uebernehmen""#;
    let changes = [
        ("package.toml", "stichprobe = 0.0", "stichprobe = 1.0"),
        ("process.bpmn", r#"<scriptTask id="ergebnis_uebernehmen""#, timer),
        (
            "process.bpmn",
            "<incoming>fluss_automatisch</incoming>",
            "<incoming>fluss_automatisch</incoming><incoming>fluss_frist</incoming>",
        ),
    ];
    let Some(world) = World::with(engine, &changes).await else { return };
    let id = world.receive(CLEAR, ANNA, "Anna Beispiel").await;
    let kept = world.receive(CLEAR, BERT, "Bert Muster").await;
    world.test.clock.advance(jiff::SignedDuration::from_hours(24 * 10 - 1));
    world.work().await;
    assert_eq!(world.vorgang(id).await.stand, Stand::Offen, "not yet");
    let task = world.tasks(kept).await[0].id;
    let mut tx = world.test.store.begin().await.unwrap();
    cases::decide(
        &mut tx,
        &karla(),
        &world.library,
        task,
        &cases::Erledigung::new("ablehnen", "Kein Bedarf."),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    world.test.clock.advance(jiff::SignedDuration::from_hours(2));
    world.work().await;
    let vorgang = world.vorgang(id).await;
    assert_eq!((vorgang.stand, vorgang.ergebnis.as_deref()), (Stand::Erledigt, Some("erteilen")));
    assert_eq!(world.tasks(id).await[0].stand, TaskStand::Entfallen);
    assert_eq!(world.vorgang(kept).await.ergebnis.as_deref(), Some("ablehnen"), "its timer came too late");
    world.holds_together().await;
}

/// A rule that has no answer stops the case, says where, and a person can have it tried again.
#[rstest]
#[tokio::test]
async fn a_case_that_stands_still_says_so(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let changes = [("process.bpmn", "<script>entscheidung.ergebnis</script>", "<script>null</script>")];
    let Some(world) = World::with(engine, &changes).await else { return };
    let id = world.receive(CLEAR, ANNA, "Anna Beispiel").await;
    let vorgang = world.vorgang(id).await;
    assert_eq!(vorgang.stand, Stand::Gestoert);
    let said = vorgang.stoerung.unwrap();
    assert!(said.contains("`ergebnis` holds no text"), "{said}");
    let mut tx = world.test.store.begin().await.unwrap();
    cases::repair(&mut tx, &karla(), &world.library, id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.vorgang(id).await.stand, Stand::Gestoert, "nothing has changed about the rule");
    let repaired = cases::steps(&mut world.test.store.reader(), &karla(), id).await.unwrap();
    assert_eq!(repaired.iter().filter(|step| step.kind == "cases.gestoert").count(), 2, "{repaired:?}");
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn a_draft_shows_the_fee_that_comes_after_the_decision(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::open(engine).await else { return };
    let id = world.receive(DOUBTFUL, ANNA, "Anna Beispiel").await;
    let task = world.tasks(id).await[0].id;
    let entries = world.test.store.verify_journal().await.unwrap().entries;
    for ergebnis in ["erteilen", "ablehnen"] {
        let how = cases::Erledigung::new(ergebnis, "Angaben geprüft.");
        let draft = cases::preview(&world.test.store, &karla(), &world.library, task, &how).await.unwrap();
        assert!(draft.pages > 0 && draft.warnings.is_empty(), "{ergebnis}: {:?}", draft.warnings);
    }
    let mut reader = world.test.store.reader();
    let now = world.test.store.now();
    assert!(cases::has_draft(&mut reader, &karla(), &world.library, task, now).await.unwrap());
    assert_eq!(world.test.store.verify_journal().await.unwrap().entries, entries, "nothing is recorded");
}
