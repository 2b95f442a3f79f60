//! Versions of decisions: which one counts on which day.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::path::Path;

use packages::{Files, Package};

const FILE: &str = "decisions/bewohnerparken.dmn";
const LATER: &str = "decisions/bewohnerparken.ab-2026-12-01.dmn";
const SCENARIO: &str = "scenarios/01-erteilt.toml";

fn parking() -> Files {
    Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services/bewohnerparkausweis")).unwrap()
}

fn text(files: &Files, path: &str) -> String {
    String::from_utf8(files.get(path).unwrap().to_vec()).unwrap()
}

/// With a fee of 130 euros from 1 December 2026 on, and these words changed: file, from, to.
fn with_new_fee(changes: &[(&str, &str, &str)]) -> Files {
    let mut files = parking();
    let later = text(&files, FILE).replace("<text>10000</text>", "<text>13000</text>");
    files.set(LATER, later.into_bytes()).unwrap();
    for (path, from, to) in changes {
        let changed = text(&files, path).replacen(from, to, 1);
        assert_ne!(changed, text(&files, path), "{from} is not in {path}");
        files.set(path, changed.into_bytes()).unwrap();
    }
    files
}

/// What the first scenario, and no other, says of this fee.
fn first_fails(changes: &[(&str, &str, &str)]) -> Option<String> {
    let package = Package::read(with_new_fee(changes)).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let verdicts = packages::test(&package);
    verdicts.iter().find(|verdict| verdict.file == SCENARIO).unwrap().failures.first().cloned()
}

fn refused(files: Files) -> Vec<String> {
    Package::read(files).expect_err("the package is broken").iter().map(ToString::to_string).collect()
}

#[test]
fn the_version_of_the_day_of_receipt_decides() {
    let on = |day: &'static str| [(SCENARIO, "heute = \"2026-11-23\"", day)];
    assert_eq!(first_fails(&on("heute = \"2026-11-30\"")), None, "the last day of the first version");
    let failure = first_fails(&on("heute = \"2026-12-01\"")).unwrap();
    assert!(failure.contains("expected 10000, found 13000"), "{failure}");
}

#[test]
fn a_task_can_name_another_day() {
    // The permit begins on 1 December, though the application is received in November.
    let beginning = (
        "process.bpmn",
        "r:decision=\"Gebuehr\"",
        "r:decision=\"Gebuehr\" r:stichtag=\"antrag.ausweis.gueltig_ab\"",
    );
    let failure = first_fails(&[beginning]).unwrap();
    assert!(failure.contains("expected 10000, found 13000"), "{failure}");
}

#[test]
fn a_day_that_is_none_is_named_where_it_stands() {
    let mut changes =
        [("process.bpmn", "r:decision=\"Gebuehr\"", "r:decision=\"Gebuehr\" r:stichtag=\"ergebnis\"")];
    let failure = first_fails(&changes).unwrap();
    assert!(
        failure.contains("gebuehr_festsetzen: r:stichtag gives no day but \"erteilen\": ergebnis"),
        "{failure}"
    );
    changes[0].2 = "r:decision=\"Gebuehr\" r:stichtag=\"antrag.ausweis.beginn\"";
    let problems = refused(with_new_fee(&changes));
    assert!(
        problems.iter().any(|problem| problem.contains("no field antrag.ausweis.beginn")),
        "{problems:?}"
    );
}

#[test]
fn where_all_versions_begin_later_nothing_is_decided() {
    let mut files = Vec::new();
    for (path, content) in with_new_fee(&[]).iter() {
        if path != FILE {
            files.push((path.to_owned(), content.to_vec()));
        }
    }
    let package =
        Package::read(Files::new(files).unwrap()).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let verdicts = packages::test(&package);
    let failure = &verdicts.iter().find(|verdict| verdict.file == SCENARIO).unwrap().failures[0];
    let message =
        "no version of the decision \"Entscheidung\" counts on 2026-11-23; the first begins on 2026-12-01";
    assert!(failure.contains(message), "{failure}");
}

#[test]
fn versions_that_cannot_stand_in_for_each_other_are_refused() {
    let gone = refused(with_new_fee(&[(LATER, "name=\"Gebuehr\"", "name=\"Abgabe\"")]));
    assert!(
        gone.iter().any(|p| p.contains(LATER) && p.contains("another version has the decision \"Gebuehr\"")),
        "{gone:?}"
    );

    let mut files = parking();
    files.set("decisions/bewohnerparken.ab-2027-13-01.dmn", text(&parking(), FILE).into_bytes()).unwrap();
    let wrong = refused(files);
    assert!(wrong.iter().any(|p| p.contains("\"2027-13-01\" is no day")), "{wrong:?}");

    let mut files = parking();
    files.set("decisions/zweite.dmn", text(&parking(), FILE).into_bytes()).unwrap();
    let twice = refused(files);
    assert!(
        twice.iter().any(|p| p.contains("the decision \"Gebuehr\" is in decisions/bewohnerparken.dmn too")),
        "{twice:?}"
    );
}
