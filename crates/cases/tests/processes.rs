//! A durable process on both engines: timers by law, messages and signals, work of other programs, incidents,
//! interventions, another version of the package, calls of other Behoerden.

use crate::support;
use bpmn::Variables;
use cases::{
    Erledigung, Error, Fehlschlag, Nachricht, NachrichtId, Stand, Task, TaskStand, Vorgang, VorgangId,
};
use feel::{Context, Value};
use identity::{AccountId, Permission, Scope};
use jiff::SignedDuration;
use packages::{Digest, Package};
use rstest::rstest;
use std::collections::BTreeMap;
use store::{At, Engine, sql};
use support::{ANNA, BERT, CLEAR, ERFURT, JENA, MILAN, World, karla, person, staff_with};
use uuid::Uuid;

const LENA: AccountId = AccountId(Uuid::from_u128(0xCE));
const HOUSE: &Scope = &Scope::House;

/// A file with this process, and one for objections that nobody uses here.
fn model(elements: &str, flows: &str) -> String {
    let flow = |(at, flow): (usize, &str)| {
        let (ends, condition) = flow.trim().split_once('?').unwrap_or((flow.trim(), ""));
        let (source, target) = ends.split_once('>').unwrap();
        let condition = match condition.trim() {
            "" => String::new(),
            text => format!("<conditionExpression>{text}</conditionExpression>"),
        };
        format!(
            "<sequenceFlow id='f{at}' sourceRef='{source}' targetRef='{target}'>{condition}</sequenceFlow>"
        )
    };
    let flows: String =
        flows.split(';').filter(|part| !part.trim().is_empty()).enumerate().map(flow).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:r="urn:rennsteig:bpmn:1" id="modell" targetNamespace="t">
  <message id="brief" name="Brief"/><signal id="ruf" name="Ruf"/><error id="fehler" errorCode="F1"/>
  <interface id="i" name="i"><operation id="op" name="op"><inMessageRef>brief</inMessageRef></operation></interface>
  <process id="bewohnerparkausweis" isExecutable="true"><startEvent id="s"/><endEvent id="e"/>{elements}{flows}</process>
  <process id="einspruch" isExecutable="true"><startEvent id="w1"/>
    <userTask id="abhilfe" name="Abhilfe" r:role="sachbearbeitung" r:outcomes="abhelfen"/><endEvent id="w3"/>
    <sequenceFlow id="wa" sourceRef="w1" targetRef="abhilfe"/><sequenceFlow id="wb" sourceRef="abhilfe" targetRef="w3"/>
  </process>
</definitions>"#
    )
}

fn user(ids: &str) -> String {
    ids.split(' ')
        .map(|id| format!("<userTask id='{id}' name='{id}' r:role='sachbearbeitung' r:outcomes='weiter'/>"))
        .collect()
}

/// A head of unit, who may intervene.
fn lena() -> Scope {
    staff_with(LENA, ERFURT, &["sachbearbeitung"], &[Permission::AssignCases])
}

impl World {
    async fn running(engine: Engine, elements: &str, flows: &str) -> Option<Self> {
        Self::with_process(engine, &model(elements, flows), "einspruch").await
    }

    async fn a_case(&self) -> VorgangId {
        self.receive(CLEAR, ANNA, "Anna Beispiel").await
    }

    async fn open_tasks(&self, id: VorgangId) -> Vec<Task> {
        self.tasks(id).await.into_iter().filter(Task::is_open).collect()
    }

    async fn open_elements(&self, id: VorgangId) -> Vec<String> {
        self.open_tasks(id).await.into_iter().map(|task| task.element).collect()
    }

    async fn do_task(&self, id: VorgangId, element: &str) -> cases::Result<()> {
        let task = self.open_tasks(id).await.into_iter().find(|task| task.element == element).unwrap();
        let mut tx = self.test.store.begin().await.unwrap();
        let done = Erledigung::new(&task.outcomes()[0], "");
        cases::decide(&mut tx, &karla(), &self.library, task.id, &done).await?;
        tx.commit().await.unwrap();
        Ok(())
    }

    async fn variable(&self, id: VorgangId, name: &str) -> serde_json::Value {
        let state = cases::place(&mut self.test.store.reader(), &karla(), id).await.unwrap();
        state.variables().get(name).map_or(serde_json::Value::Null, Value::to_json)
    }

    async fn told(&self, id: VorgangId) -> Vec<String> {
        let steps = cases::steps(&mut self.test.store.reader(), &karla(), id).await.unwrap();
        steps
            .into_iter()
            .map(|step| format!("{} {}", step.kind.trim_start_matches("cases."), step.detail))
            .collect()
    }

    async fn send(&self, number: u128, key: &str, text: &str) -> cases::Result<VorgangId> {
        let nachricht = Nachricht {
            id: NachrichtId(Uuid::from_u128(number)),
            an: ERFURT,
            name: "Brief".into(),
            schluessel: Some(Value::from(key)),
            inhalt: Context::new().with("text", text),
        };
        let mut tx = self.test.store.begin().await.unwrap();
        let to = cases::deliver(&mut tx, HOUSE, &self.library, &nachricht).await?;
        tx.commit().await.unwrap();
        Ok(to)
    }

    async fn ended(&self, id: VorgangId) -> Vorgang {
        let vorgang = self.vorgang(id).await;
        assert_eq!(vorgang.stand, Stand::Erledigt);
        vorgang
    }
}

#[rstest]
#[tokio::test]
async fn a_period_of_the_law_runs_down(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let timer = "<boundaryEvent id='um' attachedToRef='a'><timerEventDefinition r:frist='5 Arbeitstage'/></boundaryEvent>";
    let elements = user("a b") + timer;
    let Some(world) = World::running(engine, &elements, "s>a; a>e; um>b; b>e").await else { return };
    // Monday 23 November 2026: five working days later is Monday the 30th, at its end.
    let id = world.a_case().await;
    world.test.clock.set("2026-11-30T22:59:59Z".parse().unwrap());
    world.work().await;
    assert_eq!(world.open_elements(id).await, ["a"]);
    world.test.clock.set("2026-11-30T23:00:00Z".parse().unwrap());
    world.work().await;
    assert_eq!(world.open_elements(id).await, ["b"]);
    world.do_task(id, "b").await.unwrap();
    world.ended(id).await;
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn a_clock_that_jumps_loses_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let timer = "<intermediateCatchEvent id='w'><timerEventDefinition><timeDuration xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='tFormalExpression'>PT48H</timeDuration></timerEventDefinition></intermediateCatchEvent>";
    let elements = user("b") + timer;
    let Some(world) = World::running(engine, &elements, "s>w; w>b; b>e").await else { return };
    let id = world.a_case().await;
    let begun = world.test.store.now();
    // As if its job had been claimed before the clock was put back: the process knows better when it is due.
    let mut tx = world.test.store.begin().await.unwrap();
    sql("UPDATE jobs SET run_at = $1 WHERE kind = 'cases.timer'")
        .bind(At::from(begun))
        .execute(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.work().await;
    assert_eq!(world.open_elements(id).await, [""; 0]);
    let (attempts, due): (i64, At) = sql("SELECT attempts, run_at FROM jobs WHERE kind = 'cases.timer'")
        .one(&mut world.test.store.reader())
        .await
        .unwrap();
    assert_eq!((attempts, due), (0, At::from(begun + SignedDuration::from_hours(48))));

    // Ten years at once: due once, and no more.
    world.test.clock.advance(SignedDuration::from_hours(24 * 3_650));
    world.work().await;
    assert_eq!(world.open_elements(id).await, ["b"]);
    // And back before the case began: it goes on in the order of its journal.
    world.test.clock.set(begun - SignedDuration::from_hours(24 * 365));
    world.do_task(id, "b").await.unwrap();
    world.ended(id).await;
    world.holds_together().await;
}

const RECEIVE: &str = "<intermediateCatchEvent id='post' r:result='brief'><messageEventDefinition messageRef='brief' r:correlation='vorgang.aktenzeichen'><operationRef>op</operationRef></messageEventDefinition></intermediateCatchEvent>";

#[rstest]
#[tokio::test]
async fn a_message_finds_the_one_that_waits(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::running(engine, RECEIVE, "s>post; post>e").await else { return };
    let (first, second) = (world.a_case().await, world.receive(CLEAR, BERT, "Bert Beispiel").await);
    let key = world.vorgang(second).await.aktenzeichen;
    assert!(matches!(world.send(1, "niemand", "x").await, Err(Error::NobodyWaits { .. })));
    assert_eq!(world.send(1, &key, "da").await.unwrap(), second);
    // The same message once more does nothing.
    assert_eq!(world.send(1, &key, "da").await.unwrap(), second);
    assert!(matches!(world.send(2, &key, "spät").await, Err(Error::NobodyWaits { .. })));
    world.ended(second).await;
    assert_eq!(world.variable(second, "brief").await, serde_json::json!({ "text": "da" }));
    assert_eq!(world.vorgang(first).await.stand, Stand::Offen);
    let received = world.told(second).await.into_iter().filter(|step| step.starts_with("nachricht")).count();
    assert_eq!(received, 1);
    // Only whoever works on cases of the Behoerde, and the program itself, hand messages over.
    let mut tx = world.test.store.begin().await.unwrap();
    let nachricht = Nachricht {
        id: NachrichtId(Uuid::from_u128(3)),
        an: JENA,
        name: "Brief".into(),
        schluessel: None,
        inhalt: Context::new(),
    };
    let library = &world.library;
    assert!(matches!(cases::deliver(&mut tx, &karla(), library, &nachricht).await, Err(Error::NotFound)));
    assert!(matches!(
        cases::deliver(&mut tx, &person(ANNA), library, &nachricht).await,
        Err(Error::Denied(_))
    ));
    drop(tx);
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn a_message_that_fits_many_is_given_to_none(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let elements = RECEIVE.replace("vorgang.aktenzeichen", "\"gleich\"");
    let Some(world) = World::running(engine, &elements, "s>post; post>e").await else { return };
    let (first, second) = (world.a_case().await, world.receive(CLEAR, BERT, "Bert Beispiel").await);
    let said = world.send(1, "gleich", "x").await.unwrap_err().to_string();
    assert_eq!(
        said,
        "2 cases of this Behoerde wait for a message \"Brief\" with this key; give a key that tells them apart"
    );
    for id in [first, second] {
        assert_eq!(world.vorgang(id).await.stand, Stand::Offen);
    }
}

/// One branch sends before the other waits: the message is kept until then.
#[rstest]
#[tokio::test]
async fn a_message_that_comes_too_early_is_kept(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let send = "<sendTask id='senden' messageRef='brief' operationRef='op' r:correlation='vorgang.aktenzeichen'><extensionElements><r:input name='text' value='\"früh\"'/><r:input name='tag' value='heute'/></extensionElements></sendTask>";
    let elements = format!("{}{send}{RECEIVE}<parallelGateway id='p'/><parallelGateway id='j'/>", user("a"));
    let flows = "s>p; p>senden; p>a; senden>j; a>post; post>j; j>e";
    let Some(world) = World::running(engine, &elements, flows).await else { return };
    let id = world.a_case().await;
    world.work().await;
    let kept = cases::undelivered(&mut world.test.store.reader(), HOUSE, 10).await.unwrap();
    assert_eq!((kept.len(), kept[0].vorgang), (1, id));
    world.do_task(id, "a").await.unwrap();
    world.work().await;
    world.ended(id).await;
    // A date is a date still.
    assert_eq!(world.variable(id, "brief").await, serde_json::json!({ "text": "früh", "tag": "2026-11-23" }));
    assert_eq!(cases::undelivered(&mut world.test.store.reader(), HOUSE, 10).await.unwrap(), []);
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn a_signal_reaches_all_that_wait(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let elements = "<exclusiveGateway id='g' default='f2'/>
        <userTask id='a' name='a' r:role='sachbearbeitung' r:outcomes='weiter'/>
        <intermediateThrowEvent id='rufen'><extensionElements><r:input name='wer' value='vorgang.aktenzeichen'/></extensionElements><signalEventDefinition signalRef='ruf'/></intermediateThrowEvent>
        <intermediateCatchEvent id='horchen' r:result='ruf'><signalEventDefinition signalRef='ruf'/></intermediateCatchEvent>";
    let flows = "s>g; g>a?antrag.person.familienname = \"Ruferin\"; g>horchen; a>rufen; rufen>e; horchen>e";
    let Some(world) = World::running(engine, elements, flows).await else { return };
    let (first, second) = (world.a_case().await, world.receive(CLEAR, BERT, "Bert Beispiel").await);
    let mut new = world.new_vorgang(CLEAR, ANNA, "Anna Beispiel").await;
    if let Some(Value::Context(mut person)) = new.antrag.get("person").cloned() {
        person.insert("familienname", Value::from("Ruferin"));
        new.antrag.insert("person", Value::Context(person));
    }
    let caller = world.begin(new).await.unwrap();
    world.do_task(caller, "a").await.unwrap();
    world.work().await;
    let wer = world.vorgang(caller).await.aktenzeichen;
    for id in [first, second] {
        world.ended(id).await;
        assert_eq!(world.variable(id, "ruf").await, serde_json::json!({ "wer": wer }));
    }
    world.ended(caller).await;
    world.holds_together().await;
}

const WORK: &str = "<serviceTask id='gis' name='Flurstück prüfen' r:operation='auftrag' r:topic='flurstueck' r:result='flurstueck'>
    <extensionElements><r:input name='aktenzeichen' value='vorgang.aktenzeichen'/></extensionElements></serviceTask>";

async fn take(world: &World, worker: &str) -> Vec<cases::Auftrag> {
    let mut tx = world.test.store.begin().await.unwrap();
    let minute = SignedDuration::from_mins(1);
    let taken = cases::lease(&mut tx, HOUSE, "flurstueck", worker, 10, minute).await.unwrap();
    tx.commit().await.unwrap();
    taken
}

async fn done(world: &World, auftrag: &cases::Auftrag) -> cases::Result<()> {
    let mut tx = world.test.store.begin().await.unwrap();
    let ergebnis = Context::new().with("flaeche", 812);
    cases::complete(&mut tx, HOUSE, &world.library, auftrag.id, auftrag.lease, &ergebnis).await?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn failed(world: &World, auftrag: &cases::Auftrag, why: Fehlschlag) {
    let mut tx = world.test.store.begin().await.unwrap();
    let said = "GIS antwortet nicht";
    cases::fail(&mut tx, HOUSE, &world.library, auftrag.id, auftrag.lease, said, &why).await.unwrap();
    tx.commit().await.unwrap();
}

#[rstest]
#[tokio::test]
async fn work_is_in_one_hand_at_a_time(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::running(engine, WORK, "s>gis; gis>e").await else { return };
    let id = world.a_case().await;
    let first = take(&world, "eins").await.remove(0);
    let aktenzeichen = world.vorgang(id).await.aktenzeichen;
    assert_eq!((first.versuch, &first.aktenzeichen), (1, &aktenzeichen));
    // It is told what the model names, and nothing else.
    assert_eq!(first.inhalt, Variables(Context::new().with("aktenzeichen", aktenzeichen.as_str())));
    assert_eq!(take(&world, "zwei").await, []);
    // Its time runs out, another takes it: the first comes too late.
    world.test.clock.advance(SignedDuration::from_secs(61));
    let second = take(&world, "zwei").await.remove(0);
    assert_eq!((second.id, second.versuch), (first.id, 2));
    assert!(matches!(done(&world, &first).await, Err(Error::LeaseLost)));
    // A late answer counts while nobody else has taken the work; a second one does not.
    world.test.clock.advance(SignedDuration::from_secs(61));
    done(&world, &second).await.unwrap();
    assert!(matches!(done(&world, &second).await, Err(Error::LeaseLost)));
    world.ended(id).await;
    assert_eq!(world.variable(id, "flurstueck").await, serde_json::json!({ "flaeche": 812 }));
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn work_that_fails_is_tried_again_and_then_repaired_by_people(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::running(engine, WORK, "s>gis; gis>e").await else { return };
    let id = world.a_case().await;
    let pause = SignedDuration::from_mins(5);
    for _ in 1..cases::MAX_VERSUCHE {
        let auftrag = take(&world, "eins").await.remove(0);
        failed(&world, &auftrag, Fehlschlag::Nochmals(pause)).await;
        assert_eq!(take(&world, "eins").await, []);
        world.test.clock.advance(pause);
    }
    // The last worker dies silently: then nobody is asked any more, people are.
    take(&world, "eins").await.remove(0);
    world.test.clock.advance(pause);
    assert_eq!(take(&world, "zwei").await, []);
    world.work().await;
    let vorgang = world.vorgang(id).await;
    assert_eq!(vorgang.stand, Stand::Gestoert);
    assert_eq!(vorgang.stoerung.as_deref(), Some("gis: was taken 5 times and never answered"));
    let incidents = cases::incidents(&mut world.test.store.reader(), &karla(), 10).await.unwrap();
    assert_eq!((incidents.len(), incidents[0].vorgang), (1, id));
    let mut tx = world.test.store.begin().await.unwrap();
    cases::repair(&mut tx, &karla(), &world.library, id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.vorgang(id).await.stand, Stand::Offen);
    done(&world, &take(&world, "eins").await.remove(0)).await.unwrap();
    world.ended(id).await;
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn an_error_of_the_business_is_for_the_process(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let caught = "<boundaryEvent id='gefangen' attachedToRef='gis'><errorEventDefinition errorRef='fehler'/></boundaryEvent>";
    let elements = format!("{WORK}{caught}{}", user("a"));
    let Some(world) = World::running(engine, &elements, "s>gis; gis>e; gefangen>a; a>e").await else {
        return;
    };
    let id = world.a_case().await;
    let auftrag = take(&world, "eins").await.remove(0);
    failed(&world, &auftrag, Fehlschlag::Fachlich("F1".into())).await;
    assert_eq!(world.open_elements(id).await, ["a"]);
    assert_eq!(world.vorgang(id).await.stand, Stand::Offen);
    // One that the process does not know is an incident.
    let other = world.receive(CLEAR, BERT, "Bert Beispiel").await;
    let auftrag = take(&world, "eins").await.remove(0);
    failed(&world, &auftrag, Fehlschlag::Fachlich("F2".into())).await;
    let said = world.vorgang(other).await.stoerung.unwrap();
    assert_eq!(said, "gis: the error 'F2' is caught nowhere: GIS antwortet nicht");
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn a_suspended_case_stands_still(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let timer =
        "<boundaryEvent id='um' attachedToRef='a'><timerEventDefinition r:frist='P1D'/></boundaryEvent>";
    let Some(world) = World::running(engine, &(user("a b") + timer), "s>a; a>e; um>b; b>e").await else {
        return;
    };
    let id = world.a_case().await;
    let mut tx = world.test.store.begin().await.unwrap();
    let refused = cases::suspend(&mut tx, &karla(), id, "Klage anhängig").await;
    assert!(matches!(refused, Err(Error::Denied(_))));
    assert!(matches!(cases::suspend(&mut tx, &lena(), id, " ").await, Err(Error::GrundMissing)));
    cases::suspend(&mut tx, &lena(), id, "Klage anhängig").await.unwrap();
    assert!(matches!(cases::suspend(&mut tx, &lena(), id, "noch einmal").await, Err(Error::Settled)));
    tx.commit().await.unwrap();
    assert!(matches!(world.do_task(id, "a").await, Err(Error::Angehalten)));
    world.test.clock.advance(SignedDuration::from_hours(72));
    world.work().await;
    assert_eq!(world.open_elements(id).await, ["a"]);
    let mut tx = world.test.store.begin().await.unwrap();
    cases::resume(&mut tx, &lena(), id, "Klage zurückgenommen").await.unwrap();
    tx.commit().await.unwrap();
    world.test.clock.advance(SignedDuration::from_mins(10));
    world.work().await;
    assert_eq!(world.open_elements(id).await, ["b"]);
    let told = world.told(id).await;
    assert!(told.contains(&"angehalten Klage anhängig".to_owned()), "{told:?}");
    assert!(told.contains(&"fortgesetzt Klage zurückgenommen".to_owned()), "{told:?}");
    world.holds_together().await;
}

/// Whoever was asked may answer at any time; the process has the answer when it goes on.
#[rstest]
#[tokio::test]
async fn a_suspended_case_takes_answers(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let ask = "<serviceTask id='fragen' r:operation='rueckfrage' r:text='&quot;Bitte ergänzen.&quot;' r:frist='P2W' r:result='antwort'/>";
    let Some(world) = World::running(engine, ask, "s>fragen; fragen>e").await else { return };
    let id = world.a_case().await;
    world.work().await;
    let store = &world.test.store;
    let anfrage = cases::anfragen(&mut store.reader(), &karla(), id).await.unwrap().remove(0);
    let mut tx = store.begin().await.unwrap();
    cases::suspend(&mut tx, &lena(), id, "Klage anhängig").await.unwrap();
    cases::answer(&mut tx, &person(ANNA), &world.library, anfrage.id, "Hier ist es.", Vec::new())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.work().await;
    assert_eq!(world.variable(id, "antwort").await, serde_json::Value::Null);
    let mut tx = store.begin().await.unwrap();
    cases::resume(&mut tx, &lena(), id, "Klage zurückgenommen").await.unwrap();
    tx.commit().await.unwrap();
    world.test.clock.advance(SignedDuration::from_mins(10));
    world.work().await;
    world.ended(id).await;
    let expected = serde_json::json!({ "eingegangen": true, "text": "Hier ist es.", "am": "2026-11-23" });
    assert_eq!(world.variable(id, "antwort").await, expected);
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn a_case_is_moved_corrected_and_ended(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let script = "<scriptTask id='rechnen' scriptFormat='feel' r:result='zahl'><script>ergebnis + 1</script></scriptTask>";
    let flows = "s>a; a>rechnen; rechnen>b; b>e";
    let Some(world) = World::running(engine, &(user("a b") + script), flows).await else { return };
    let id = world.a_case().await;
    // The result of a task is a text: that cannot be added to.
    world.do_task(id, "a").await.unwrap();
    assert_eq!(world.vorgang(id).await.stand, Stand::Gestoert);
    let library = &world.library;
    let mut tx = world.test.store.begin().await.unwrap();
    let grund = "Vertippt im Modell";
    cases::correct(&mut tx, &lena(), library, id, &Context::new().with("ergebnis", 41), grund).await.unwrap();
    cases::repair(&mut tx, &karla(), library, id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((world.variable(id, "zahl").await, world.vorgang(id).await.stand), (42.into(), Stand::Offen));
    let leave = ["b".to_owned()];
    let mut tx = world.test.store.begin().await.unwrap();
    let nowhere = cases::jump(&mut tx, &lena(), library, id, (&leave, "nirgends"), "weil").await;
    assert!(matches!(nowhere, Err(Error::Refused { .. })));
    drop(tx);
    let mut tx = world.test.store.begin().await.unwrap();
    cases::jump(&mut tx, &lena(), library, id, (&leave, "a"), "Noch einmal prüfen").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.open_elements(id).await, ["a"]);
    let mut tx = world.test.store.begin().await.unwrap();
    cases::abandon(&mut tx, &lena(), library, id, "Doppelt angelegt").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.ended(id).await.ergebnis.as_deref(), Some(cases::EINGESTELLT));
    assert_eq!(world.open_elements(id).await, [""; 0]);
    let mut tx = world.test.store.begin().await.unwrap();
    let again = cases::abandon(&mut tx, &lena(), library, id, "noch einmal").await;
    assert!(matches!(again, Err(Error::Settled)));
    drop(tx);
    let told = world.told(id).await;
    assert!(told.contains(&"versetzt b → a: Noch einmal prüfen".to_owned()), "{told:?}");
    world.holds_together().await;
}

/// Branches beside each other: each incident is ended by itself.
#[rstest]
#[tokio::test]
async fn incidents_are_counted(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let scripts = ["eins", "zwei"].map(|id| {
        format!("<scriptTask id='{id}' scriptFormat='feel' r:result='{id}'><script>ergebnis + 1</script></scriptTask>")
    });
    let elements = format!("{}<parallelGateway id='p'/><parallelGateway id='j'/>", scripts.concat());
    let flows = "s>p; p>eins; p>zwei; eins>j; zwei>j; j>e";
    let Some(world) = World::running(engine, &elements, flows).await else { return };
    let id = world.a_case().await;
    let open = cases::incidents_of(&mut world.test.store.reader(), &karla(), id).await.unwrap();
    assert_eq!(open.len(), 2);
    // Tried again without a change both come back.
    let mut tx = world.test.store.begin().await.unwrap();
    cases::repair(&mut tx, &karla(), &world.library, id).await.unwrap();
    assert_eq!(cases::incidents_of(&mut tx, &karla(), id).await.unwrap().len(), 2);
    let values = Context::new().with("ergebnis", 1);
    cases::correct(&mut tx, &lena(), &world.library, id, &values, "fehlte").await.unwrap();
    let leave = ["eins".to_owned()];
    cases::jump(&mut tx, &lena(), &world.library, id, (&leave, "eins"), "von vorn").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.vorgang(id).await.stand, Stand::Gestoert);
    let open = cases::incidents_of(&mut world.test.store.reader(), &karla(), id).await.unwrap();
    assert_eq!(open.len(), 1);
    assert!(open[0].text.starts_with("zwei: "), "{}", open[0].text);
    let mut tx = world.test.store.begin().await.unwrap();
    cases::repair(&mut tx, &karla(), &world.library, id).await.unwrap();
    tx.commit().await.unwrap();
    world.ended(id).await;
    world.holds_together().await;
}

/// The package with another process and version, installed beside the one that runs.
async fn next_version(world: &World, elements: &str, flows: &str) -> Digest {
    let before = world.library.get(&world.package).await.unwrap();
    let mut files = before.files().clone();
    files.set("process.bpmn", model(elements, flows).into_bytes()).unwrap();
    let manifest = String::from_utf8(files.get("package.toml").unwrap().to_vec()).unwrap();
    let old = format!("version = \"{}\"", before.manifest().version);
    assert!(manifest.contains(&old));
    files.set("package.toml", manifest.replace(&old, "version = \"9.0.0\"").into_bytes()).unwrap();
    let package = Package::read(files).unwrap();
    let mut tx = world.test.store.begin().await.unwrap();
    packages::install(&mut tx, HOUSE, &package).await.unwrap();
    tx.commit().await.unwrap();
    package.digest().clone()
}

#[rstest]
#[tokio::test]
async fn running_cases_go_on_by_a_new_version(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::running(engine, &user("a b"), "s>a; a>b; b>e").await else { return };
    let (first, second) = (world.a_case().await, world.receive(CLEAR, BERT, "Bert Beispiel").await);
    world.do_task(second, "a").await.unwrap();
    // b is gone, a has other outcomes and a step behind it.
    let a = "<userTask id='a' name='Prüfen' r:role='schlusszeichnung' r:outcomes='gut schlecht' r:reasons='schlecht'/>";
    let to = next_version(&world, &format!("{a}{}", user("c")), "s>a; a>c; c>e").await;
    let none = BTreeMap::new();
    let (library, store) = (&world.library, &world.test.store);
    let running = cases::running(&mut store.reader(), HOUSE, &world.package, None, 10).await.unwrap();
    assert_eq!(running.iter().map(|vorgang| vorgang.id).collect::<Vec<_>>(), [first, second]);
    let mut reader = store.reader();
    assert_eq!(cases::fits(&mut reader, HOUSE, library, first, &to, &none, store.now()).await.unwrap(), []);
    let misfits = cases::fits(&mut reader, HOUSE, library, second, &to, &none, store.now()).await.unwrap();
    let said: Vec<_> = misfits.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["b: the new version has no such element; say which one stands for it"]);
    drop(reader);
    let mut tx = store.begin().await.unwrap();
    let refused = cases::convert(&mut tx, HOUSE, library, second, &to, &none, "Neue Satzung").await;
    assert!(matches!(refused, Err(Error::Misfits(_))));
    cases::convert(&mut tx, HOUSE, library, first, &to, &none, "Neue Satzung").await.unwrap();
    let b_is_c = BTreeMap::from([("b".to_owned(), "c".to_owned())]);
    cases::convert(&mut tx, HOUSE, library, second, &to, &b_is_c, "Neue Satzung").await.unwrap();
    tx.commit().await.unwrap();
    let running = cases::running(&mut store.reader(), HOUSE, &world.package, None, 10).await.unwrap();
    assert_eq!(running, []);
    // The open task reads as the new version says, and is for whom it says.
    let task = world.open_tasks(first).await.remove(0);
    assert_eq!((task.name.as_str(), task.role.as_str()), ("Prüfen", "schlusszeichnung"));
    assert_eq!(task.outcomes(), ["gut", "schlecht"]);
    assert!(matches!(world.do_task(first, "a").await, Err(Error::NotYourDuty { .. })));
    let milan = staff_with(MILAN, ERFURT, &["schlusszeichnung"], &[]);
    let mut tx = store.begin().await.unwrap();
    cases::decide(&mut tx, &milan, library, task.id, &Erledigung::new("gut", "")).await.unwrap();
    tx.commit().await.unwrap();
    for id in [first, second] {
        world.do_task(id, "c").await.unwrap();
        world.ended(id).await;
    }
    assert!(world.told(first).await.contains(&"umgestellt 9.0.0: Neue Satzung".to_owned()));
    world.holds_together().await;
}

/// Jena is competent for a Leistung in Erfurt, and offers a package for it whose process is this.
async fn jena_offers(world: &World, elements: &str, flows: &str) {
    let before = world.library.get(&world.package).await.unwrap();
    let mut files = before.files().clone();
    files.set("process.bpmn", model(elements, flows).into_bytes()).unwrap();
    let manifest = String::from_utf8(files.get("package.toml").unwrap().to_vec()).unwrap();
    let manifest = manifest.replace("99108001001000", "99900070002000");
    let id = format!("id = \"{}\"", before.manifest().id);
    let manifest = manifest.replacen(&id, "id = \"fachstelle\"", 1);
    files.set("package.toml", manifest.into_bytes()).unwrap();
    let package = Package::read(files).unwrap();
    let mut tx = world.test.store.begin().await.unwrap();
    let installed = catalogue::install_package(&mut tx, HOUSE, &package).await.unwrap();
    catalogue::offer_package(&mut tx, HOUSE, &installed, JENA).await.unwrap();
    tx.commit().await.unwrap();
    world.jena_is_competent("99900070002000").await;
}

const CALL: &str = "<callActivity id='fragen' name='Fachstelle fragen' r:leistung='99900070002000' r:ort='\"160510000000\"' r:result='fachstelle'>
    <extensionElements><r:input name='person' value='{ familienname: \"Beispiel\" }'/></extensionElements></callActivity>";

#[rstest]
#[tokio::test]
async fn another_behoerde_is_called_and_answers(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::running(engine, CALL, "s>fragen; fragen>e").await else { return };
    // Nobody is competent yet: that is for people.
    let id = world.a_case().await;
    assert!(world.vorgang(id).await.stoerung.unwrap().contains("nobody is competent"));
    let answer = "<scriptTask id='antworten' scriptFormat='feel' r:result='antwort'><script>{ name: antrag.person.familienname, von: aufruf.behoerde }</script></scriptTask>";
    jena_offers(&world, &(user("a") + answer), "s>a; a>antworten; antworten>e").await;
    let mut tx = world.test.store.begin().await.unwrap();
    cases::repair(&mut tx, &karla(), &world.library, id).await.unwrap();
    tx.commit().await.unwrap();
    world.work().await;
    let jena = staff_with(MILAN, JENA, &["sachbearbeitung"], &[]);
    let there = cases::latest(&mut world.test.store.reader(), &jena, 10).await.unwrap();
    assert_eq!(there.len(), 1);
    let called = there[0].clone();
    assert_eq!(called.name, format!("Stadt Erfurt: {}", world.vorgang(id).await.aktenzeichen));
    assert_eq!((called.person, called.behoerde), (None, JENA));
    let task = cases::tasks(&mut world.test.store.reader(), &jena, called.id).await.unwrap().remove(0);
    let mut tx = world.test.store.begin().await.unwrap();
    cases::decide(&mut tx, &jena, &world.library, task.id, &Erledigung::new("weiter", "")).await.unwrap();
    tx.commit().await.unwrap();
    world.work().await;
    world.ended(id).await;
    let expected = serde_json::json!({
        "ergebnis": "weiter", "begruendung": "", "antwort": { "name": "Beispiel", "von": "Stadt Erfurt" },
    });
    assert_eq!(world.variable(id, "fachstelle").await, expected);
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn a_call_that_nobody_needs_any_more_ends_there_too(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::running(engine, CALL, "s>fragen; fragen>e").await else { return };
    jena_offers(&world, &user("a"), "s>a; a>e").await;
    let id = world.a_case().await;
    world.work().await;
    let jena = staff_with(MILAN, JENA, &["sachbearbeitung"], &[]);
    let called = cases::latest(&mut world.test.store.reader(), &jena, 10).await.unwrap().remove(0);
    assert_eq!(called.stand, Stand::Offen);
    let mut tx = world.test.store.begin().await.unwrap();
    cases::withdraw(&mut tx, &person(ANNA), &world.library, id, "").await.unwrap();
    tx.commit().await.unwrap();
    world.work().await;
    let called = cases::vorgang(&mut world.test.store.reader(), &jena, called.id).await.unwrap();
    assert_eq!((called.stand, called.ergebnis.as_deref()), (Stand::Erledigt, Some(cases::EINGESTELLT)));
    let tasks = cases::tasks(&mut world.test.store.reader(), &jena, called.id).await.unwrap();
    assert_eq!(tasks[0].stand, TaskStand::Entfallen);
    world.ended(id).await;
    world.holds_together().await;
}
