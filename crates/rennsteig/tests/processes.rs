//! Running processes survive the death of the program: cases with timers and messages, the server killed at any moment;
//! each ends as in an installation where nobody was killed, with the same entries in its file.
//!
//! `RENNSTEIG_KILLS=50 RENNSTEIG_CASES=1000` is the long run.

use crate::support;
use std::collections::BTreeMap;
use std::time::Duration;

use cases::{AkteId, NewVorgang, VorgangId};
use feel::{Context, Value};
use identity::{Address, Ars, Behoerde, BehoerdeId, Scope};
use packages::{Files, Library, Package};
use rstest::rstest;
use serde_json::Value as Json;
use store::{Engine, Store, StreamId, sql};
use support::kills::{moments, number};
use support::waiting::{end_leases, pause, until};
use support::{Installation, text};
use uuid::Uuid;

const ERFURT: BehoerdeId = BehoerdeId(Uuid::from_u128(0xE1));
/// Milliseconds after the server listens.
const MOMENTS: [u64; 5] = [0, 15, 60, 200, 500];
const CASES: u64 = 40;

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

/// The sample package with another process, in a version of its own.
fn package(process: &str, version: &str) -> Package {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../services/bewohnerparkausweis");
    let all = Files::read(folder.as_ref()).unwrap();
    let kept = all.iter().filter(|(path, _)| !path.starts_with("scenarios/"));
    let mut files = Files::new(kept.map(|(path, content)| (path.to_owned(), content.to_vec()))).unwrap();
    files.set("process.bpmn", process.as_bytes().to_vec()).unwrap();
    let manifest = String::from_utf8(files.get("package.toml").unwrap().to_vec()).unwrap();
    let mut manifest: toml::Table = manifest.parse().unwrap();
    let remedy = manifest.get_mut("rechtsbehelf").and_then(toml::Value::as_table_mut).unwrap();
    remedy.remove("prozess");
    manifest.insert("version".to_owned(), version.into());
    files.set("package.toml", manifest.to_string().into_bytes()).unwrap();
    Package::read(files).unwrap()
}

/// Founds a Behoerde and installs a package.
async fn prepare(store: &Store, package: &Package) {
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
    packages::install(&mut tx, &Scope::House, package).await.unwrap();
    tx.commit().await.unwrap();
}

/// Begins a case.
async fn begin(store: &Store, library: &Library, package: &Package, number: u64, warten: u64) -> VorgangId {
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
        antrag: Context::new().with("warten", Value::from(i64::try_from(warten).unwrap())),
        dokumente: Vec::new(),
    };
    let id = cases::open(&mut tx, &Scope::House, library, new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Begins the cases; their timers run down one after the other, over `seconds`.
async fn begin_all(store: &Store, cases: u64, seconds: u64) {
    let package = package(PROCESS, "1.0.0");
    prepare(store, &package).await;
    let library = Library::new(store.clone());
    for number in 0..cases {
        begin(store, &library, &package, number, 1 + number * seconds / cases).await;
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
    begin_all(&store, cases, 2).await;
    let server = calm.start("serve");
    all_ended(&store, most).await;
    server.stop();
    let wanted = ends(&store).await;
    store.close().await;
    let (stand, fertig, kinds) = &wanted["E-000000"];
    assert_eq!((stand.as_str(), fertig), ("erledigt", &Json::from(42)));
    assert_eq!((kinds["cases.nachricht_gesendet"], kinds["cases.nachricht_erhalten"]), (1, 1));

    let store = killed.open().await;
    begin_all(&store, cases, seconds).await;
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

/// Work for a program, then a message with a key, then a task.
const OUTSIDE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:r="urn:rennsteig:bpmn:1" id="modell" targetNamespace="t">
  <message id="brief" name="Brief"/>
  <interface id="i" name="i"><operation id="op" name="op"><inMessageRef>brief</inMessageRef></operation></interface>
  <process id="bewohnerparkausweis" isExecutable="true">
    <startEvent id="s"/>
    <serviceTask id="gis" name="Flurstück prüfen" r:operation="auftrag" r:topic="flurstueck" r:result="flurstueck"><extensionElements><r:input name="wo" value="vorgang.aktenzeichen"/></extensionElements></serviceTask>
    <receiveTask id="post" messageRef="brief" operationRef="op" r:correlation="vorgang.aktenzeichen" r:result="brief"/>
    <userTask id="pruefen" name="Prüfen" r:role="sachbearbeitung" r:outcomes="weiter"/>
    <endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="gis"/>
    <sequenceFlow id="f2" sourceRef="gis" targetRef="post"/>
    <sequenceFlow id="f3" sourceRef="post" targetRef="pruefen"/>
    <sequenceFlow id="f4" sourceRef="pruefen" targetRef="e"/>
  </process>
</definitions>"#;

fn said(house: &Installation, arguments: &[&str]) -> (bool, String) {
    let output = house.run(arguments);
    (output.status.success(), text(&output))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn programs_work_write_and_migrate(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(house) = Installation::new(engine).await else { return };
    let store = house.open().await;
    let first = package(OUTSIDE, "1.0.0");
    prepare(&store, &first).await;
    let library = Library::new(store.clone());
    let id = begin(&store, &library, &first, 1, 1).await;
    let number = || async {
        let row: (String, String) = sql("SELECT aktenzeichen, state FROM cases_vorgaenge WHERE id = $1")
            .bind(id)
            .one(&mut store.reader())
            .await
            .unwrap();
        row
    };
    let (aktenzeichen, _) = number().await;

    let (good, told) = said(&house, &["work", "list"]);
    assert!(good && told.contains("1 flurstueck: oldest since"), "{told}");
    let work = ["work", "run", "--topic", "flurstueck", "--once", "--pause", "0", "--", "sh", "-c"];
    // Asked to come again later it comes again, and the number of the attempt is told.
    let script = r#"read -r input; case "$input" in *'"versuch":2'*) echo '{"flaeche": 812}';; *) echo "gerade nicht" >&2; exit 75;; esac"#;
    let (good, told) = said(&house, &[&work[..], &[script]].concat());
    assert!(
        good && told.contains("gerade nicht") && told.contains(&format!("{aktenzeichen}: done")),
        "{told}"
    );
    let (_, state) = number().await;
    assert!(state.contains("812"), "{state}");

    let (good, told) = said(&house, &["process", "messages"]);
    assert!(good && told.contains("0 messages wait"), "{told}");
    let nobody = said(&house, &["process", "send", "--to", "EF", "--name", "Brief", "--key", "falsch"]);
    assert!(!nobody.0 && nobody.1.contains("no case of this Behoerde waits for a message"), "{}", nobody.1);
    let send = ["process", "send", "--to", "EF", "--name", "Brief", "--key", aktenzeichen.as_str()];
    let (good, told) = said(&house, &send);
    assert!(good && told.contains(&format!("was delivered to the case {id}")), "{told}");

    // The new version calls the task otherwise.
    let next = package(&OUTSIDE.replace("\"pruefen\"", "\"nachsehen\""), "2.0.0");
    let mut tx = store.begin().await.unwrap();
    packages::install(&mut tx, &Scope::House, &next).await.unwrap();
    tx.commit().await.unwrap();
    let migrate = ["process", "migrate", "bewohnerparkausweis", "--from", "1.0.0", "--to", "2.0.0"];
    let (good, told) = said(&house, &[&migrate[..], &["--dry-run"]].concat());
    assert!(good && told.contains("pruefen: the new version has no such element"), "{told}");
    assert!(told.contains("0 cases fit bewohnerparkausweis 2.0.0, 1 do not; nothing was changed"), "{told}");
    let mapped = [&migrate[..], &["--map", "pruefen=nachsehen", "--reason", "Neue Satzung"]].concat();
    let (good, told) = said(&house, &mapped);
    assert!(
        good && told.contains("1 cases go on by bewohnerparkausweis 2.0.0, 0 stay as they are"),
        "{told}"
    );
    let (good, told) = said(&house, &["process", "mine", "--package", "bewohnerparkausweis"]);
    assert!(good && told.contains("1 cases, 1 of them open") && told.contains("Flurstück prüfen"), "{told}");
    store.close().await;
    assert!(house.run(&["journal", "verify"]).status.success());
}

#[test]
fn output_that_nobody_reads_is_no_alarm() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("long.bpmn");
    let tasks: String = (0..500).map(|at| format!("<task id='t{at}' name='{at}'/>")).collect();
    let model = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'><process id='p'>{tasks}</process></definitions>"
    );
    std::fs::write(&file, model).unwrap();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_rennsteig"))
        .args(["process", "svg"])
        .arg(&file)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(141));
}
