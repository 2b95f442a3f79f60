//! Discretion and several offices on both engines: questions and their periods, four eyes, objection, withdrawal, many
//! cases at once. With a process of its own over the form of the sample package.

use crate::support;
use cases::{
    AnfrageStand, Beilage, Erledigung, Error, Filter, FrageArt, Holder, NoRemedy, Sammlung, Stand, TaskStand,
    Verfahren, VorgangId,
};
use identity::{AccountId, Permission, Scope};
use jiff::{SignedDuration, civil::date};
use rstest::rstest;
use store::Engine;
use support::{ANNA, BERT, CLEAR, ERFURT, JENA, KARLA, MILAN, World, karla, person, staff, staff_with};
use uuid::Uuid;

const FRIEDA: AccountId = AccountId(Uuid::from_u128(0xCF));

/// What is asked of Jena: any Leistung, somebody must be competent for it in Erfurt.
const FACHFRAGE: &str = "99108001001000";

const PROCESS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:r="urn:rennsteig:bpmn:1" id="modell" targetNamespace="t">
  <process id="bewohnerparkausweis" isExecutable="true">
    <startEvent id="s"><outgoing>a</outgoing></startEvent>
    <sequenceFlow id="a" sourceRef="s" targetRef="zusammen"/>
    <exclusiveGateway id="zusammen"><incoming>a</incoming><incoming>rf2</incoming><incoming>st2</incoming><incoming>an2</incoming><incoming>zurueck</incoming><outgoing>b</outgoing></exclusiveGateway>
    <sequenceFlow id="b" sourceRef="zusammen" targetRef="entwurf"/>
    <userTask id="entwurf" name="Entwurf" r:role="sachbearbeitung" r:outcomes="rueckfrage stellungnahme anhoerung erteilen ablehnen" r:frist="P2W"><incoming>b</incoming><outgoing>c</outgoing></userTask>
    <sequenceFlow id="c" sourceRef="entwurf" targetRef="wohin"/>
    <exclusiveGateway id="wohin" default="zeichnen"><incoming>c</incoming><outgoing>rf</outgoing><outgoing>st</outgoing><outgoing>an</outgoing><outgoing>zeichnen</outgoing></exclusiveGateway>
    <sequenceFlow id="rf" sourceRef="wohin" targetRef="fragen"><conditionExpression>ergebnis = "rueckfrage"</conditionExpression></sequenceFlow>
    <sequenceFlow id="st" sourceRef="wohin" targetRef="stelle"><conditionExpression>ergebnis = "stellungnahme"</conditionExpression></sequenceFlow>
    <sequenceFlow id="an" sourceRef="wohin" targetRef="hoeren"><conditionExpression>ergebnis = "anhoerung"</conditionExpression></sequenceFlow>
    <sequenceFlow id="zeichnen" sourceRef="wohin" targetRef="merken"/>
    <serviceTask id="fragen" r:operation="rueckfrage" r:frist="P2W" r:erinnerung="P3D" r:result="antwort"><incoming>rf</incoming><outgoing>rf2</outgoing></serviceTask>
    <sequenceFlow id="rf2" sourceRef="fragen" targetRef="zusammen"/>
    <serviceTask id="stelle" r:operation="stellungnahme" r:leistung="99108001001000" r:ort="&quot;160510000000&quot;" r:frist="P1M" r:result="stellungnahme"><incoming>st</incoming><outgoing>st2</outgoing></serviceTask>
    <sequenceFlow id="st2" sourceRef="stelle" targetRef="zusammen"/>
    <serviceTask id="hoeren" r:operation="anhoerung" r:frist="P2W" r:result="anhoerung"><incoming>an</incoming><outgoing>an2</outgoing></serviceTask>
    <sequenceFlow id="an2" sourceRef="hoeren" targetRef="zusammen"/>
    <scriptTask id="merken" scriptFormat="feel" r:result="vorschlag"><incoming>zeichnen</incoming><outgoing>d</outgoing><script>ergebnis</script></scriptTask>
    <sequenceFlow id="d" sourceRef="merken" targetRef="schluss"/>
    <userTask id="schluss" name="Schlusszeichnung" r:role="schlusszeichnung" r:outcomes="zeichnen zurueckgeben" r:reasons="zurueckgeben" r:other-than="entwurf"><incoming>d</incoming><outgoing>e</outgoing></userTask>
    <sequenceFlow id="e" sourceRef="schluss" targetRef="gezeichnet"/>
    <exclusiveGateway id="gezeichnet" default="fertig"><incoming>e</incoming><outgoing>zurueck</outgoing><outgoing>fertig</outgoing></exclusiveGateway>
    <sequenceFlow id="zurueck" sourceRef="gezeichnet" targetRef="zusammen"><conditionExpression>ergebnis = "zurueckgeben"</conditionExpression></sequenceFlow>
    <sequenceFlow id="fertig" sourceRef="gezeichnet" targetRef="uebernehmen"/>
    <scriptTask id="uebernehmen" scriptFormat="feel" r:result="ergebnis"><incoming>fertig</incoming><outgoing>f</outgoing><script>vorschlag</script></scriptTask>
    <sequenceFlow id="f" sourceRef="uebernehmen" targetRef="entscheiden"/>
    <serviceTask id="entscheiden" r:operation="entscheiden"><incoming>f</incoming><outgoing>g</outgoing></serviceTask>
    <sequenceFlow id="g" sourceRef="entscheiden" targetRef="bescheid"/>
    <serviceTask id="bescheid" r:operation="bescheid"><incoming>g</incoming><outgoing>h</outgoing></serviceTask>
    <sequenceFlow id="h" sourceRef="bescheid" targetRef="ende"/>
    <endEvent id="ende"><incoming>h</incoming></endEvent>
  </process>
  <process id="einspruch" isExecutable="true">
    <startEvent id="w1"><outgoing>wa</outgoing></startEvent>
    <sequenceFlow id="wa" sourceRef="w1" targetRef="abhilfe"/>
    <userTask id="abhilfe" name="Über die Abhilfe entscheiden" r:role="sachbearbeitung" r:outcomes="abhelfen zurueckweisen"><incoming>wa</incoming><outgoing>wb</outgoing></userTask>
    <sequenceFlow id="wb" sourceRef="abhilfe" targetRef="w2"/>
    <serviceTask id="w2" r:operation="entscheiden"><incoming>wb</incoming><outgoing>wc</outgoing></serviceTask>
    <sequenceFlow id="wc" sourceRef="w2" targetRef="w3"/>
    <endEvent id="w3"><incoming>wc</incoming></endEvent>
  </process>
</definitions>"#;

/// The world with that process; Jena is competent for the question of the process, as far as it is about Erfurt.
async fn open(engine: Engine) -> Option<World> {
    let world = World::with_process(engine, PROCESS, "einspruch").await?;
    world.jena_is_competent(FACHFRAGE).await;
    Some(world)
}

fn frieda() -> Scope {
    staff_with(FRIEDA, ERFURT, &["schlusszeichnung"], &[])
}

impl World {
    /// Ends the open task of a case.
    async fn end(&self, scope: &Scope, id: VorgangId, ergebnis: &str, text: &str) -> cases::Result<()> {
        let open = |task: &cases::Task| matches!(task.stand, TaskStand::Offen | TaskStand::Uebernommen);
        let task = self.tasks(id).await.into_iter().find(open).unwrap();
        let mut tx = self.test.store.begin().await.unwrap();
        let erledigung = Erledigung::new(ergebnis, text);
        cases::decide(&mut tx, scope, &self.library, task.id, &erledigung).await?;
        tx.commit().await.unwrap();
        Ok(())
    }

    async fn anfrage(&self, id: VorgangId) -> cases::Anfrage {
        let all = cases::anfragen(&mut self.test.store.reader(), &karla(), id).await.unwrap();
        all.into_iter().next_back().unwrap()
    }

    async fn answer(&self, scope: &Scope, id: cases::AnfrageId, text: &str) -> cases::Result<()> {
        let beilage = Beilage {
            file_name: "Plan.pdf".into(),
            media_type: "application/pdf".into(),
            content: b"%PDF-1.7\n".to_vec(),
        };
        let mut tx = self.test.store.begin().await.unwrap();
        cases::answer(&mut tx, scope, &self.library, id, text, vec![beilage]).await?;
        tx.commit().await.unwrap();
        Ok(())
    }

    /// What the process remembers under a name, as JSON.
    async fn kinds(&self, id: VorgangId) -> Vec<String> {
        let steps = cases::steps(&mut self.test.store.reader(), &karla(), id).await.unwrap();
        steps.into_iter().map(|step| step.kind.trim_start_matches("cases.").to_owned()).collect()
    }

    async fn decided(&self, person: AccountId) -> VorgangId {
        let id = self.receive(CLEAR, person, "Anna Beispiel").await;
        self.end(&karla(), id, "ablehnen", "Kein Bedarf.").await.unwrap();
        self.end(&frieda(), id, "zeichnen", "Einverstanden.").await.unwrap();
        self.work().await;
        id
    }
}

#[rstest]
#[tokio::test]
async fn a_question_waits_for_its_answer(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = open(engine).await else { return };
    let id = world.receive(CLEAR, ANNA, "Anna Beispiel").await;
    world.end(&karla(), id, "rueckfrage", "Bitte senden Sie den Plan.").await.unwrap();
    let asked = world.anfrage(id).await;
    assert_eq!((asked.stand, asked.frist()), (AnfrageStand::Vorbereitet, None));
    world.work().await;
    let asked = world.anfrage(id).await;
    assert_eq!(
        (asked.art(), asked.stand, asked.per_post),
        (FrageArt::Rueckfrage, AnfrageStand::Offen, false)
    );
    // Monday, 23 November: known on the 27th, two weeks later is Friday, 11 December.
    assert_eq!(asked.frist(), Some(date(2026, 12, 11)));
    let store = &world.test.store;
    let letters = post::mailbox(&mut store.reader(), &person(ANNA), 10).await.unwrap();
    assert!(letters[0].betreff.starts_with("Rückfrage"), "{letters:?}");
    let akte = world.vorgang(id).await.akte;
    let mine = cases::asked_of_person(&mut store.reader(), &person(ANNA), akte).await.unwrap();
    assert_eq!(mine.len(), 1);
    assert_eq!(cases::asked_of_person(&mut store.reader(), &person(BERT), akte).await.unwrap(), []);

    assert!(matches!(world.answer(&person(BERT), asked.id, "Ich war es").await, Err(Error::NotFound)));
    assert!(matches!(world.answer(&staff(MILAN, JENA), asked.id, "Wir").await, Err(Error::NotFound)));
    assert!(matches!(world.answer(&person(ANNA), asked.id, " \n").await, Err(Error::TextMissing)));
    world.answer(&person(ANNA), asked.id, "Anbei der Plan.").await.unwrap();
    assert!(matches!(world.answer(&person(ANNA), asked.id, "Noch einmal").await, Err(Error::Settled)));
    let asked = world.anfrage(id).await;
    assert_eq!((asked.stand, asked.antwort.as_deref()), (AnfrageStand::Beantwortet, Some("Anbei der Plan.")));
    let dokumente = records::dokumente(&mut store.reader(), &karla(), akte).await.unwrap();
    let titel: Vec<_> = dokumente.iter().map(|d| d.titel.as_str()).collect();
    assert!(
        titel.contains(&"Antwort auf die Rückfrage") && titel.iter().any(|t| t.ends_with("Plan.pdf")),
        "{titel:?}"
    );
    let open: Vec<_> = world.tasks(id).await.into_iter().filter(|t| t.stand == TaskStand::Offen).collect();
    assert_eq!(open.len(), 1, "the process went on");
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn time_runs_out_after_a_reminder(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = open(engine).await else { return };
    let id = world.receive(CLEAR, ANNA, "Anna Beispiel").await;
    world.end(&karla(), id, "rueckfrage", "Bitte senden Sie den Plan.").await.unwrap();
    world.work().await;
    let at = |text: &str| world.test.clock.set(text.parse().unwrap());
    at("2026-12-08T09:00:00+01:00");
    world.work().await;
    let letters = post::mailbox(&mut world.test.store.reader(), &person(ANNA), 10).await.unwrap();
    assert!(letters.len() == 2 && letters[0].betreff.starts_with("Erinnerung"), "{letters:?}");

    let mut tx = world.test.store.begin().await.unwrap();
    let asked = world.anfrage(id).await;
    cases::extend(&mut tx, &karla(), asked.id, date(2026, 12, 18)).await.unwrap();
    let backwards = cases::extend(&mut tx, &karla(), asked.id, date(2026, 12, 12)).await;
    assert!(matches!(backwards, Err(Error::Settled)));
    tx.commit().await.unwrap();
    at("2026-12-12T00:00:01+01:00");
    world.work().await;
    assert_eq!(world.anfrage(id).await.stand, AnfrageStand::Offen, "there is more time now");
    at("2026-12-18T23:59:59+01:00");
    world.work().await;
    assert_eq!(world.anfrage(id).await.stand, AnfrageStand::Offen, "the last day counts to its end");
    at("2026-12-19T00:00:00+01:00");
    world.work().await;
    assert_eq!(world.anfrage(id).await.stand, AnfrageStand::Abgelaufen);
    assert!(matches!(world.answer(&person(ANNA), asked.id, "Zu spät").await, Err(Error::Settled)));
    let kinds = world.kinds(id).await;
    assert!(
        kinds.contains(&"erinnert".to_owned()) && kinds.contains(&"unbeantwortet".to_owned()),
        "{kinds:?}"
    );
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn another_behoerde_sees_what_it_is_asked_and_nothing_else(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = open(engine).await else { return };
    let id = world.receive(CLEAR, ANNA, "Anna Beispiel").await;
    let other = world.receive(CLEAR, ANNA, "Anna Beispiel").await;
    let mut tx = world.test.store.begin().await.unwrap();
    for vorgang in [id, other] {
        let akte = cases::vorgang(&mut tx, &karla(), vorgang).await.unwrap().akte;
        let new = records::NewDokument {
            vorgang: Some(vorgang),
            art: records::DokumentArt::Nachweis,
            richtung: records::Richtung::Eingang,
            titel: "Gutachten".into(),
            file_name: "gutachten.pdf".into(),
            media_type: "application/pdf".into(),
        };
        records::add_dokument(&mut tx, &Scope::House, akte, new, b"%PDF-1.7").await.unwrap();
    }
    tx.commit().await.unwrap();
    world.end(&karla(), id, "stellungnahme", "Bestehen Bedenken?").await.unwrap();
    world.work().await;
    let (jena, store) = (staff(MILAN, JENA), &world.test.store);
    let asked = cases::asked_of_us(&mut store.reader(), &jena, 10).await.unwrap();
    assert_eq!((asked.len(), asked[0].vorgang, asked[0].art()), (1, id, FrageArt::Stellungnahme));
    // A month from 23 November; the 23rd of December is a Wednesday.
    assert_eq!(asked[0].frist(), Some(date(2026, 12, 23)));
    assert_eq!(cases::asked_of_us(&mut store.reader(), &karla(), 10).await.unwrap(), []);
    let akte = world.vorgang(id).await.akte;
    let seen = records::dokumente(&mut store.reader(), &jena, akte).await.unwrap();
    assert_eq!(seen.iter().map(|d| d.titel.as_str()).collect::<Vec<_>>(), ["Gutachten"], "what came in");
    let foreign = world.vorgang(other).await.akte;
    assert_eq!(records::dokumente(&mut store.reader(), &jena, foreign).await.unwrap(), []);
    assert!(matches!(cases::vorgang(&mut store.reader(), &jena, id).await, Err(Error::NotFound)));

    world.answer(&jena, asked[0].id, "Keine Bedenken.").await.unwrap();
    assert_eq!(world.anfrage(id).await.antwort.as_deref(), Some("Keine Bedenken."));
    world.end(&karla(), id, "ablehnen", "Die Fachstelle sieht keinen Bedarf.").await.unwrap();
    world.end(&frieda(), id, "zurueckgeben", "").await.unwrap_err();
    world.end(&frieda(), id, "zeichnen", "ok").await.unwrap();
    world.work().await;
    assert_eq!(world.vorgang(id).await.stand, Stand::Erledigt);
    assert_eq!(records::dokumente(&mut store.reader(), &jena, akte).await.unwrap(), [], "the case is over");
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn nobody_signs_their_own_draft(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = open(engine).await else { return };
    let id = world.receive(CLEAR, ANNA, "Anna Beispiel").await;
    let both = staff_with(KARLA, ERFURT, &["sachbearbeitung", "schlusszeichnung"], &[]);
    let head =
        staff_with(FRIEDA, ERFURT, &["schlusszeichnung", "sachbearbeitung"], &[Permission::AssignCases]);
    assert!(matches!(
        world.end(&frieda(), id, "erteilen", "Ich darf nicht.").await,
        Err(Error::NotYourDuty { role }) if role == "sachbearbeitung"
    ));
    world.end(&both, id, "erteilen", "Entwurf.").await.unwrap();
    assert!(matches!(world.end(&both, id, "zeichnen", "Selbst.").await, Err(Error::FourEyes)));
    let mut reader = world.test.store.reader();
    assert_eq!(cases::work_list(&mut reader, &both, Filter::Todo, 10).await.unwrap(), [], "not offered");
    assert_eq!(cases::work_list(&mut reader, &head, Filter::Todo, 10).await.unwrap().len(), 1);
    world.end(&head, id, "zurueckgeben", "Bitte ausführlicher.").await.unwrap();
    world.end(&both, id, "ablehnen", "Ausführlicher Entwurf.").await.unwrap();
    world.end(&head, id, "zeichnen", "Gut.").await.unwrap();
    assert_eq!(world.vorgang(id).await.ergebnis.as_deref(), Some("ablehnen"));
    world.holds_together().await;
}

/// An entry of the journal, whatever it holds.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
struct Raw(serde_json::Value);

impl store::Entry for Raw {
    fn kind(&self) -> &'static str {
        "test.raw"
    }

    async fn project(&self, _: &store::Meta, _: &mut store::Tx) -> store::Result<()> {
        Ok(())
    }
}

#[rstest]
#[tokio::test]
async fn who_agrees_adds_no_reasons_and_the_decision_rests_on_those_of_the_draft(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = open(engine).await else { return };
    let id = world.receive(CLEAR, ANNA, "Anna Beispiel").await;
    let unreasoned = world.end(&karla(), id, "ablehnen", " ").await;
    assert!(matches!(unreasoned, Err(Error::ReasonMissing)), "{unreasoned:?}");
    world.end(&karla(), id, "ablehnen", "Der Nachweis fehlt.").await.unwrap();
    let back = world.end(&frieda(), id, "zurueckgeben", "").await;
    assert!(matches!(back, Err(Error::ReasonMissing)), "who returns a draft says why: {back:?}");
    world.end(&frieda(), id, "zeichnen", "").await.unwrap();
    let vorgang = world.vorgang(id).await;
    assert_eq!((vorgang.ergebnis.as_deref(), vorgang.automatisch), (Some("ablehnen"), Some(false)));
    let entries = world.test.store.read_stream::<Raw>(store::StreamId(vorgang.akte.0)).await.unwrap();
    let (meta, Raw(decided)) = entries.iter().find(|(meta, _)| meta.kind == "cases.entschieden").unwrap();
    assert_eq!(decided["begruendung"], "Der Nachweis fehlt.", "{decided}");
    // What a person decides is theirs, though the program notes it.
    assert_eq!(meta.actor, store::Actor::Account(FRIEDA.0));
    world.work().await;
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn only_what_somebody_did_bears_their_name(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = open(engine).await else { return };
    let id = world.receive(CLEAR, ANNA, "Anna Beispiel").await;
    world.end(&karla(), id, "stellungnahme", "Bestehen Bedenken?").await.unwrap();
    world.work().await;
    let bert = staff(BERT, JENA);
    world.answer(&bert, world.anfrage(id).await.id, "Keine.").await.unwrap();
    world.work().await;
    world.end(&karla(), id, "anhoerung", "Wir wollen ablehnen.").await.unwrap();
    world.work().await;
    world.answer(&person(ANNA), world.anfrage(id).await.id, "Warum?").await.unwrap();
    let steps = cases::steps(&mut world.test.store.reader(), &karla(), id).await.unwrap();
    let own = |account: AccountId| -> Vec<&str> {
        let own = steps.iter().filter(|step| step.actor == Some(account));
        own.map(|step| step.kind.trim_start_matches("cases.")).collect()
    };
    assert_eq!(own(BERT), ["beantwortet"]);
    assert_eq!(own(ANNA), ["beantwortet"]);
    let done = ["aufgabe_uebernommen", "aufgabe_erledigt"];
    assert_eq!(own(KARLA), [done, done].concat());
    let tasks = steps.iter().filter(|step| step.kind == "cases.aufgabe_angelegt");
    assert!(tasks.clone().count() == 3 && tasks.clone().all(|step| step.actor.is_none()), "{steps:?}");
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn a_service_is_the_business_of_some(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = open(engine).await else { return };
    let id = world.receive(CLEAR, ANNA, "Anna Beispiel").await;
    let dog = staff_with(MILAN, ERFURT, &["sachbearbeitung:hundesteuer"], &[Permission::InspectCases]);
    let store = &world.test.store;
    assert!(matches!(cases::vorgang(&mut store.reader(), &dog, id).await, Err(Error::NotFound)));
    assert_eq!(cases::work_list(&mut store.reader(), &dog, Filter::All, 10).await.unwrap(), []);
    assert!(matches!(world.end(&dog, id, "erteilen", "weil").await, Err(Error::NotFound)));
    assert!(cases::can_inspect(&mut store.reader(), &dog, id).await.unwrap());
    let park = staff_with(MILAN, ERFURT, &["sachbearbeitung:bewohnerparkausweis"], &[]);
    assert!(cases::vorgang(&mut store.reader(), &park, id).await.is_ok());
    assert_eq!(cases::work_list(&mut store.reader(), &park, Filter::Todo, 10).await.unwrap().len(), 1);
    assert!(!cases::can_inspect(&mut store.reader(), &park, id).await.unwrap());
    let Scope::Staff { account, behoerde, permissions, mut remit } = dog else { unreachable!() };
    remit.inspects.insert(world.vorgang(id).await.akte.0);
    let dog = Scope::Staff { account, behoerde, permissions, remit };
    assert!(cases::vorgang(&mut store.reader(), &dog, id).await.is_ok(), "looked into for a reason");
    assert!(matches!(world.end(&dog, id, "erteilen", "weil").await, Err(Error::NotYourDuty { .. })));
}

#[rstest]
#[tokio::test]
async fn an_antrag_can_be_withdrawn_until_it_is_decided(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = open(engine).await else { return };
    let id = world.receive(CLEAR, ANNA, "Anna Beispiel").await;
    world.end(&karla(), id, "rueckfrage", "Bitte senden Sie den Plan.").await.unwrap();
    world.work().await;
    let withdraw = async |scope: &Scope, id| {
        let mut tx = world.test.store.begin().await.unwrap();
        cases::withdraw(&mut tx, scope, &world.library, id, "Umgezogen").await?;
        tx.commit().await.unwrap();
        cases::Result::Ok(())
    };
    assert!(matches!(withdraw(&person(BERT), id).await, Err(Error::NotFound)));
    withdraw(&person(ANNA), id).await.unwrap();
    let vorgang = world.vorgang(id).await;
    assert!(vorgang.is_withdrawn() && vorgang.stand == Stand::Erledigt, "{vorgang:?}");
    assert_eq!(world.anfrage(id).await.stand, AnfrageStand::Entfallen);
    assert!(matches!(withdraw(&person(ANNA), id).await, Err(Error::Settled)));
    let decided = world.decided(ANNA).await;
    assert!(matches!(withdraw(&person(ANNA), decided).await, Err(Error::Decided)));
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn an_objection_opens_a_case_in_the_same_akte(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = open(engine).await else { return };
    let open = world.receive(CLEAR, ANNA, "Anna Beispiel").await;
    let id = world.decided(ANNA).await;
    let (anna, library) = (person(ANNA), &world.library);
    let store = &world.test.store;
    let period = cases::remedy_period(&mut store.reader(), &karla(), library, id).await.unwrap().unwrap();
    // Delivered on Monday, 23 November; known on the 27th; a month later is a Sunday after two holidays.
    assert_eq!((period.bekanntgabe, period.ende()), (date(2026, 11, 27), date(2026, 12, 28)));
    let object = async |scope: &Scope, id| {
        let mut tx = store.begin().await.unwrap();
        let new = cases::object(&mut tx, scope, library, id, "Ich brauche den Ausweis.").await?;
        tx.commit().await.unwrap();
        cases::Result::Ok(new)
    };
    let refused = object(&anna, open).await.unwrap_err();
    assert!(matches!(refused, Error::NoRemedy(NoRemedy::Undecided)), "{refused}");
    assert!(matches!(object(&person(BERT), id).await, Err(Error::NotFound)));
    assert_eq!(cases::can_object(&mut store.reader(), &anna, library, id).await.unwrap(), Ok(()));
    world.test.clock.set("2026-12-29T08:00:00+01:00".parse().unwrap());
    let new = object(&anna, id).await.unwrap();
    let again = object(&anna, id).await.unwrap_err();
    assert!(matches!(again, Error::NoRemedy(NoRemedy::Raised)), "{again}");

    let (first, second) = (world.vorgang(id).await, world.vorgang(new).await);
    assert_eq!((second.akte, second.vorgaenger), (first.akte, Some(id)));
    assert_eq!(second.verfahren(), Verfahren::Widerspruch);
    let all = cases::all_of_person(&mut store.reader(), &anna, first.akte).await.unwrap();
    assert_eq!(all.iter().map(|v| v.id).collect::<Vec<_>>(), [id, new]);
    assert_eq!(world.tasks(new).await[0].name, "Über die Abhilfe entscheiden");
    world.end(&karla(), new, "zurueckweisen", "Zu spät.").await.unwrap();
    world.work().await;
    assert_eq!(world.vorgang(new).await.ergebnis.as_deref(), Some("zurueckweisen"));
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn late_tasks_are_seen_and_given_to_somebody_else(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = open(engine).await else { return };
    let id = world.receive(CLEAR, ANNA, "Anna Beispiel").await;
    let task = world.tasks(id).await[0].clone();
    assert_eq!(task.due(), Some(date(2026, 12, 7)));
    world.test.clock.set("2026-12-08T00:00:00+01:00".parse().unwrap());
    world.work().await;
    let head = staff_with(FRIEDA, ERFURT, &["leitung"], &[Permission::AssignCases]);
    let store = &world.test.store;
    let late = cases::work_list(&mut store.reader(), &head, Filter::Overdue, 10).await.unwrap();
    assert_eq!(late.iter().map(|item| item.task).collect::<Vec<_>>(), [task.id]);
    let load = cases::load(&mut store.reader(), &head).await.unwrap();
    assert_eq!((load[0].assignee, load[0].offen, load[0].ueberfaellig), (None, 1, 1));
    assert!(matches!(cases::load(&mut store.reader(), &karla()).await, Err(Error::Denied(_))));

    let of = async |holder| {
        let found = cases::work_of(&mut store.reader(), &head, Filter::All, holder, 10).await.unwrap();
        found.into_iter().map(|item| item.task).collect::<Vec<_>>()
    };
    assert_eq!((of(Holder::Anybody).await, of(Holder::Nobody).await), (vec![task.id], vec![task.id]));
    assert_eq!(of(Holder::One(KARLA)).await, []);
    let denied = cases::work_of(&mut store.reader(), &karla(), Filter::All, Holder::Anybody, 10).await;
    assert!(matches!(denied, Err(Error::Denied(_))));

    // What is in Karla's hands is in Milan's too while he stands in for her.
    let mut tx = store.begin().await.unwrap();
    cases::claim(&mut tx, &karla(), task.id).await.unwrap();
    assert!(matches!(cases::claim(&mut tx, &staff(MILAN, ERFURT), task.id).await, Err(Error::Taken)));
    tx.commit().await.unwrap();
    assert_eq!((of(Holder::One(KARLA)).await, of(Holder::Nobody).await), (vec![task.id], Vec::new()));
    assert_eq!(of(Holder::One(MILAN)).await, []);
    let Scope::Staff { account, behoerde, permissions, mut remit } = staff(MILAN, ERFURT) else {
        unreachable!()
    };
    remit.stands_in_for.insert(KARLA);
    let deputy = Scope::Staff { account, behoerde, permissions, remit };
    let mine = cases::work_list(&mut store.reader(), &deputy, Filter::Mine, 10).await.unwrap();
    assert_eq!(mine.len(), 1);
    world.end(&deputy, id, "erteilen", "In Vertretung.").await.unwrap();
    assert_eq!(world.tasks(id).await[0].assignee, Some(MILAN));
    world.holds_together().await;
}

#[rstest]
#[tokio::test]
async fn many_cases_are_decided_at_once_and_taken_back(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::with(engine, &[("package.toml", "stichprobe = 0.0", "stichprobe = 1.0")]).await
    else {
        return;
    };
    let mut ids = Vec::new();
    let mut tasks = Vec::new();
    for number in 0..7 {
        let id = world.receive(CLEAR, ANNA, &format!("Anna {number}")).await;
        tasks.push(world.tasks(id).await[0].id);
        ids.push(id);
    }
    let store = &world.test.store;
    let mut tx = store.begin().await.unwrap();
    cases::claim(&mut tx, &staff(MILAN, ERFURT), tasks[6]).await.unwrap();
    tx.commit().await.unwrap();
    let before = store.dump_projections().await.unwrap();
    let sammlung = Sammlung {
        id: Uuid::from_u128(0x5A),
        tasks: tasks.clone(),
        erledigung: Erledigung::new("ablehnen", "Gebiet ohne Bewohnerparken."),
    };
    world.test.clock.advance(SignedDuration::from_secs(60));
    for _ in 0..2 {
        let summary = cases::decide_many(store, &karla(), &world.library, &sammlung).await.unwrap();
        assert_eq!((summary.done.len(), summary.refused.len()), (6, 1), "sent twice, done once");
        assert!(matches!(summary.refused[0], (task, Error::Taken) if task == tasks[6]));
    }
    world.work().await;
    assert_eq!(world.vorgang(ids[0]).await.stand, Stand::Entschieden, "nothing has left the house");
    let back = cases::take_back(store, &karla(), &world.library, sammlung.id).await.unwrap();
    assert_eq!((back.back, back.too_late), (6, 0));
    assert_eq!(world.vorgang(ids[0]).await.stand, Stand::Offen);
    let reopened = &world.tasks(ids[0]).await[0];
    assert_eq!((reopened.stand, reopened.assignee), (TaskStand::Uebernommen, Some(KARLA)));
    assert!(matches!(
        cases::take_back(store, &karla(), &world.library, sammlung.id).await,
        Err(Error::NotFound)
    ));
    drop(before);
    world.holds_together().await;

    let second = Sammlung { id: Uuid::from_u128(0x5B), ..sammlung };
    cases::decide_many(store, &karla(), &world.library, &second).await.unwrap();
    world.test.clock.advance(SignedDuration::from_mins(16));
    world.work().await;
    assert_eq!(world.vorgang(ids[0]).await.stand, Stand::Erledigt, "after the time for second thoughts");
    let letters = post::mailbox(&mut store.reader(), &person(ANNA), 20).await.unwrap();
    assert_eq!(letters.len(), 6, "one Bescheid a case");
    let late = cases::take_back(store, &karla(), &world.library, second.id).await.unwrap();
    assert_eq!((late.back, late.too_late), (0, 6));
    world.holds_together().await;
}
