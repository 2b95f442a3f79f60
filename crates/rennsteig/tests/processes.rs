//! Running processes survive the death of the program: cases with timers and messages, the server killed at any moment;
//! each ends as in an installation where nobody was killed, with the same entries in its file.
//!
//! `RENNSTEIG_KILLS=50 RENNSTEIG_CASES=1000` is the long run.

use crate::support;
use std::collections::BTreeMap;
use std::time::Duration;

use cases::{AkteId, NewVorgang};
use feel::{Context, Value};
use identity::{Address, Ars, Behoerde, BehoerdeId, Scope};
use packages::{Files, Library, Package};
use rstest::rstest;
use serde_json::Value as Json;
use store::{Engine, Store, StreamId, sql};
use support::Installation;
use support::kills::{moments, number};
use support::waiting::{end_leases, pause, until};
use uuid::Uuid;

const ERFURT: BehoerdeId = BehoerdeId(Uuid::from_u128(0xE1));
/// Milliseconds after the server listens.
const MOMENTS: [u64; 8] = [0, 5, 15, 40, 90, 200, 350, 600];
const CASES: u64 = 60;

/// Three branches: one waits for two timers, one sends a letter to the third, which waits for it and then for a timer.
const PROCESS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:r="urn:rennsteig:bpmn:1" id="modell" targetNamespace="t">
  <message id="brief" name="Brief"/>
  <interface id="i" name="i"><operation id="op" name="op"><inMessageRef>brief</inMessageRef></operation></interface>
  <process id="bewohnerparkausweis" isExecutable="true">
    <startEvent id="s"/>
    <parallelGateway id="teilen"/>
    <intermediateCatchEvent id="warten"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">duration("PT" + string(antrag.warten) + "S")</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <scriptTask id="rechnen" scriptFormat="feel" r:result="summe"><script>42</script></scriptTask>
    <intermediateCatchEvent id="nochmal"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <sendTask id="senden" messageRef="brief" operationRef="op" r:correlation="vorgang.aktenzeichen"><extensionElements><r:input name="von" value="vorgang.aktenzeichen"/></extensionElements></sendTask>
    <receiveTask id="empfangen" messageRef="brief" operationRef="op" r:correlation="vorgang.aktenzeichen" r:result="brief"/>
    <intermediateCatchEvent id="danach"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT2S</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <parallelGateway id="zusammen"/>
    <scriptTask id="ergebnis" scriptFormat="feel" r:result="fertig"><script>summe + string length(brief.von) - string length(vorgang.aktenzeichen)</script></scriptTask>
    <endEvent id="ende"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="teilen"/>
    <sequenceFlow id="f2" sourceRef="teilen" targetRef="warten"/>
    <sequenceFlow id="f3" sourceRef="warten" targetRef="rechnen"/>
    <sequenceFlow id="f4" sourceRef="rechnen" targetRef="nochmal"/>
    <sequenceFlow id="f5" sourceRef="nochmal" targetRef="zusammen"/>
    <sequenceFlow id="f6" sourceRef="teilen" targetRef="senden"/>
    <sequenceFlow id="f7" sourceRef="senden" targetRef="zusammen"/>
    <sequenceFlow id="f8" sourceRef="teilen" targetRef="empfangen"/>
    <sequenceFlow id="f9" sourceRef="empfangen" targetRef="danach"/>
    <sequenceFlow id="f10" sourceRef="danach" targetRef="zusammen"/>
    <sequenceFlow id="f11" sourceRef="zusammen" targetRef="ergebnis"/>
    <sequenceFlow id="f12" sourceRef="ergebnis" targetRef="ende"/>
  </process>
</definitions>"#;

/// The sample package with that process.
fn package() -> Package {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../services/bewohnerparkausweis");
    let all = Files::read(folder.as_ref()).unwrap();
    let kept = all.iter().filter(|(path, _)| !path.starts_with("scenarios/"));
    let mut files = Files::new(kept.map(|(path, content)| (path.to_owned(), content.to_vec()))).unwrap();
    files.set("process.bpmn", PROCESS.as_bytes().to_vec()).unwrap();
    let manifest = String::from_utf8(files.get("package.toml").unwrap().to_vec()).unwrap();
    let mut manifest: toml::Table = manifest.parse().unwrap();
    let remedy = manifest.get_mut("rechtsbehelf").and_then(toml::Value::as_table_mut).unwrap();
    remedy.remove("prozess");
    files.set("package.toml", manifest.to_string().into_bytes()).unwrap();
    Package::read(files).unwrap()
}

/// Begins the cases; their timers run down one after the other, over `seconds`.
async fn begin(store: &Store, cases: u64, seconds: u64) {
    let package = package();
    let address =
        Address { street: "Fischmarkt 1".into(), postal_code: "99084".into(), town: "Erfurt".into() };
    let erfurt = Behoerde {
        id: ERFURT,
        name: "Stadt Erfurt".into(),
        short_name: "EF".into(),
        ars: Ars::parse("160510000000").unwrap(),
        address,
        phone: None,
        mail: None,
        web: None,
    };
    let mut tx = store.begin().await.unwrap();
    identity::found_behoerde(&mut tx, &Scope::House, &erfurt).await.unwrap();
    packages::install(&mut tx, &Scope::House, &package).await.unwrap();
    tx.commit().await.unwrap();
    let library = Library::new(store.clone());
    for number in 0..cases {
        let mut tx = store.begin().await.unwrap();
        let akte = tx.new_id();
        tx.open_stream(StreamId(akte), "akte", Some(ERFURT.0)).await.unwrap();
        let new = NewVorgang {
            akte: AkteId(akte),
            behoerde: ERFURT,
            package: package.digest().clone(),
            person: None,
            name: format!("Fall {number}"),
            eingangsnummer: format!("E-{number:06}"),
            received_at: store.now(),
            antrag: Context::new()
                .with("warten", Value::from(i64::try_from(1 + number * seconds / cases).unwrap())),
            dokumente: Vec::new(),
        };
        cases::open(&mut tx, &Scope::House, &library, new).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// How each case ended, by its Eingangsnummer: where it stands, what the process computed, how many entries of which kind.
type Ends = BTreeMap<String, (String, Json, BTreeMap<String, i64>)>;

async fn ends(store: &Store) -> Ends {
    let mut reader = store.reader();
    let rows: Vec<(String, Uuid, String, String)> =
        sql("SELECT eingangsnummer, akte, stand, state FROM cases_vorgaenge").all(&mut reader).await.unwrap();
    let mut found = Ends::new();
    for (number, akte, stand, state) in rows {
        let state: bpmn::State = serde_json::from_str(&state).unwrap();
        let fertig = state.variables().get("fertig").map_or(Json::Null, Value::to_json);
        let kinds: Vec<(String, i64)> =
            sql("SELECT kind, count(*) FROM journal WHERE stream = $1 GROUP BY kind")
                .bind(akte)
                .all(&mut reader)
                .await
                .unwrap();
        found.insert(number, (stand, fertig, kinds.into_iter().collect()));
    }
    found
}

/// Waits until all cases are at their end.
async fn all_ended(store: &Store, most: Duration) {
    until(most, "all cases are at their end", || {
        let (left,): (i64,) = tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current().block_on(async {
                sql("SELECT count(*) FROM cases_vorgaenge WHERE stand <> 'erledigt'")
                    .one(&mut store.reader())
                    .await
                    .unwrap()
            })
        });
        (left == 0).then_some(())
    });
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_loses_no_case(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (Some(calm), Some(killed)) = (Installation::new(engine).await, Installation::new(engine).await)
    else {
        return;
    };
    let cases = number("RENNSTEIG_CASES").unwrap_or(CASES);
    let moments = moments(&MOMENTS);
    // Timers run down all the while that the server is killed.
    let seconds = 1 + moments.len() as u64;
    let most = Duration::from_secs(60 + cases / 5);

    let store = calm.open().await;
    begin(&store, cases, 2).await;
    let server = calm.start("serve");
    all_ended(&store, most).await;
    server.stop();
    let wanted = ends(&store).await;
    store.close().await;
    let (stand, fertig, kinds) = &wanted["E-000000"];
    assert_eq!((stand.as_str(), fertig), ("erledigt", &Json::from(42)));
    assert_eq!((kinds["cases.nachricht_gesendet"], kinds["cases.nachricht_erhalten"]), (1, 1));

    let store = killed.open().await;
    begin(&store, cases, seconds).await;
    store.close().await;
    for moment in moments {
        let server = killed.start("serve");
        pause(Duration::from_millis(moment));
        server.kill();
        let store = killed.open().await;
        end_leases(&store).await;
        store.close().await;
    }
    let server = killed.start("serve");
    let store = killed.open().await;
    all_ended(&store, most).await;
    server.stop();
    assert_eq!(store.count_jobs().await.unwrap(), (0, 0), "nothing is left to do");
    let found = ends(&store).await;
    assert_eq!(found.len(), wanted.len());
    for (number, end) in &found {
        assert_eq!(end, &wanted[number], "{number}");
    }
    store.close().await;
    assert!(killed.run(&["journal", "verify"]).status.success());
}
