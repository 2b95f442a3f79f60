//! XES files and rows of tables.

use bpmn::mine::{Columns, Log, RowsError, mine};

use super::{HOUR, MINUTE};

const XES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
  <classifier name="Activity" keys="concept:name"/>
  <string key="concept:name" value="a log"/>
  <trace>
    <event>
      <string key="concept:name" value="pr&#252;fen &amp; entscheiden"/>
      <string key="lifecycle:transition" value="start"/>
      <date key="time:timestamp" value="2026-01-05T08:00:00.000+01:00"/>
      <string key="org:role" value="sachbearbeitung"/><string key="org:resource" value="Erika Mustermann"/>
      <list key="x"><values><string key="concept:name" value="nested"/></values></list>
    </event>
    <event>
      <string key="concept:name" value="pr&#252;fen &amp; entscheiden"/>
      <string key="lifecycle:transition" value="complete"/>
      <date key="time:timestamp" value="2026-01-05T08:30:00+01:00"/>
    </event>
    <event><string key="concept:name" value="x"/><string key="lifecycle:transition" value="suspend"/>
      <date key="time:timestamp" value="2026-01-05T08:30:00+01:00"/></event>
    <event><string key="concept:name" value="x"/><date key="time:timestamp" value="yesterday"/></event>
    <event><date key="time:timestamp" value="2026-01-05T08:30:00+01:00"/></event>
    <string key="concept:name" value="A-1"/>
  </trace>
  <trace/>
  <trace><event><string key="concept:name" value="allein"/><date key="time:timestamp" value="2026-01-05T10:00:00Z"/></event></trace>
  <event><string key="concept:name" value="nowhere"/></event>
</log>"#;

#[test]
fn xes_is_read_by_its_extensions() {
    let log = Log::read_xes(XES.as_bytes()).unwrap();
    assert_eq!(log.len(), 3);
    let unusable = log.unusable();
    assert_eq!((unusable.other_transitions, unusable.without_time, unusable.without_name), (1, 1, 2));
    let mined = mine(&log, None);
    assert_eq!(mined.cases.count, 2);
    let activity = &mined.activities[0];
    assert_eq!((&*activity.id, activity.working.max_ms), ("prüfen & entscheiden", 30 * MINUTE));
    assert_eq!(mined.oddities.unusable, unusable);
    assert!(!format!("{mined:?}").contains("Mustermann"), "who it was is not read");
}

#[test]
fn files_that_are_no_event_log_are_refused() {
    let deep = format!("<log>{}", "<list>".repeat(100));
    let refused = [
        ("", "no 'log'"),
        ("<definitions/>", "'definitions'"),
        ("<log><trace>", "not complete"),
        ("<log></trace></log>", "not well-formed"),
        ("<!DOCTYPE log [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><log/>", "document type"),
        ("<log><trace><string key='concept:name' value='&x;'/></trace></log>", "attribute"),
        (deep.as_str(), "nested deeper"),
        ("<log/><log/>", "one 'log'"),
    ];
    for (file, message) in refused {
        let error = Log::read_xes(file.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(message), "{file}: {error}");
    }
}

#[test]
fn columns_are_recognised_or_named() {
    let rows = [
        ["1", "prüfen", "05.01.2026 08:00", "05.01.2026 09:00", "Amt"],
        ["1", "entscheiden", "", "2026-01-05T10:00:00+01:00", ""],
        ["2", "prüfen", "05.01.2026 08:00", "", "Amt"],
        ["", "prüfen", "05.01.2026 08:00", "", "Amt"],
        ["3", "prüfen", "", "heute", ""],
    ];
    let log = Log::from_rows(&["Vorgang", "Schritt", "Beginn", "Ende", "Rolle"], &Columns::default(), rows)
        .unwrap();
    let mined = mine(&log, None);
    let check = &mined.activities[0];
    assert_eq!(
        (&*check.id, check.working.max_ms, check.open, check.who.as_deref()),
        ("prüfen", HOUR, 1, Some("Amt"))
    );
    assert_eq!((log.unusable().without_name, log.unusable().without_time), (1, 1));
    assert_eq!(mined.cases.cycle_time.max_ms, 2 * HOUR);

    let columns = Columns {
        case: Some("nr".into()),
        activity: Some("what".into()),
        time: Some("when".into()),
        lifecycle: Some("how".into()),
        ..Columns::default()
    };
    let rows = [
        vec!["7", "a", "start", "2026-01-05 08:00"],
        vec!["7", "a", "complete", "2026-01-05 08:05"],
        vec!["7"],
    ];
    let log = Log::from_rows(&["Nr", "What", "How", "When"], &columns, rows).unwrap();
    assert_eq!(mine(&log, None).activities[0].working.max_ms, 5 * MINUTE);

    let none: [[&str; 1]; 0] = [];
    let error = Log::from_rows(&["a", "b"], &Columns::default(), none).unwrap_err();
    assert!(error.to_string().contains("column for the case"), "{error}");
    assert_eq!(Log::from_rows(&["nr"], &columns, none).unwrap_err(), RowsError::NoColumn("what".into()));
}
