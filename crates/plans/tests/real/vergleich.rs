//! Published plans side by side: the figures add up, and what was looked up in the text is there.

use plans::{Aenderung, Aktionsplan, Register, Vergleich, histories, vergleich};

fn compared(plans: &[Aktionsplan], von: i16, nach: i16) -> Vergleich {
    let found = histories(plans, &Register::default(), &[]);
    vergleich(plans, &found.geschichten, von, nach).unwrap()
}

#[test]
fn every_measure_of_both_plans_is_told_once() {
    let Some(text) = crate::text() else { return };
    let plans = plans::read(&text).plans;
    let years: Vec<i16> = plans.iter().filter_map(|plan| plan.jahr.jahr).collect();
    for (at, von) in years.iter().enumerate() {
        for (other, nach) in years.iter().enumerate().skip(at + 1) {
            let found = compared(&plans, *von, *nach);
            let ended = found.abgeschlossen.len() + found.aufgegangen.len() + found.verschwunden.len();
            assert_eq!(found.weiter.len() + ended, plans[at].massnahmen.len(), "{von} {nach}");
            assert_eq!(found.weiter.len() + found.neu.len(), plans[other].massnahmen.len(), "{von} {nach}");
        }
    }
}

#[test]
fn from_2021_to_2022() {
    let Some(text) = crate::text() else { return };
    let plans = plans::read(&text).plans;
    let found = compared(&plans, 2021, 2022);
    let changed = found.weiter.iter().filter(|one| !one.aenderungen.is_empty()).count();
    let figures = (
        found.neu.len(),
        found.weiter.len(),
        changed,
        found.abgeschlossen.len(),
        found.aufgegangen.len(),
        found.verschwunden.len(),
    );
    // New, going on, of those changed, completed, merged, vanished.
    assert_eq!(figures, (7, 46, 34, 0, 1, 1));
    let plan = |year: i16| plans.iter().find(|plan| plan.jahr.jahr == Some(year)).unwrap();
    // "IT-Planungsprozess" is planned for Q4/2022 at last: findings.rs has the whole way there.
    let planning = found
        .weiter
        .iter()
        .find(|one| plan(2022).massnahmen[one.nach].nummer.as_ref().is_some_and(|n| n.to_string() == "3.1.1"))
        .unwrap();
    let moved = |one: &Aenderung| matches!(one, Aenderung::Abschluss { monate: Some(1..), .. });
    assert!(planning.aenderungen.iter().any(moved), "{:?}", planning.aenderungen);
    // Katasterportal: in the plan of 2021, and nowhere later.
    let gone: Vec<_> = found
        .verschwunden
        .iter()
        .map(|one| plan(2021).massnahmen[one.von].nummer.as_ref().unwrap().to_string())
        .collect();
    assert_eq!(gone, ["5.10"]);
}
