//! What the published text has in store, measure by measure.

use plans::{Aktionsplan, Massnahme, NoteKind, Projektstatus, Prosa, Sicherheit};

fn plan(plans: &[Aktionsplan], year: i16) -> &Aktionsplan {
    plans.iter().find(|plan| plan.jahr.jahr == Some(year)).unwrap()
}

fn measure<'p>(plans: &'p [Aktionsplan], year: i16, number: &str) -> &'p Massnahme {
    let wanted = |m: &&Massnahme| m.nummer.as_ref().is_some_and(|n| n.to_string() == number);
    plan(plans, year).massnahmen.iter().find(wanted).unwrap()
}

#[test]
fn years_that_the_head_gives_wrongly() {
    let Some(text) = crate::text() else { return };
    let reading = plans::read(&text);
    assert_eq!(plan(&reading.plans, 2022).jahr.sicherheit, Sicherheit::Unsicher);
    assert_eq!(plan(&reading.plans, 2021).jahr.sicherheit, Sicherheit::Sicher);
    let notes: Vec<_> = reading.notes.iter().map(|note| &note.was).collect();
    assert!(notes.contains(&&NoteKind::YearOfHead { head: 2021, taken: 2022 }));
    assert!(notes.contains(&&NoteKind::StrayPage));
    assert_eq!(notes.iter().filter(|note| matches!(note, NoteKind::Repeated(_))).count(), 2);
}

#[test]
fn texts_go_on_as_they_are() {
    let Some(text) = crate::text() else { return };
    for plan in plans::read(&text).plans {
        for massnahme in plan.massnahmen {
            let again = Prosa::written(&massnahme.text.to_written(), massnahme.zeile);
            assert_eq!(again.blocks(), massnahme.text.blocks(), "{}", massnahme.titel);
        }
    }
}

#[test]
fn texts_are_whole_and_clean() {
    let Some(text) = crate::text() else { return };
    let plans = plans::read(&text).plans;
    let all = measure(&plans, 2016, "A.4").text.text();
    assert!(all.contains("Zwischenzeitlich konnte das CERT Thüringen"), "{all}");
    assert!(all.ends_with("Einbindung in den Verwaltungs-CERT-Verbund."), "{all}");
    assert!(!all.contains("ThürStAnz"), "{all}");
    let signs = measure(&plans, 2021, "4.1").text.text();
    assert!(
        signs.contains("vom 12. Juli 2011 (in der Fortschreibung vom 1. Juli 2016) festgeschrieben"),
        "{signs}"
    );
    let last = measure(&plans, 2018, "3.11").text.text();
    assert!(last.ends_with("damit diese allen Stakeholdern zur Verfügung stehen."), "{last}");
    let list = measure(&plans, 2018, "A.2").text.text();
    assert!(list.contains("Abschluss des Rollouts Ende 2022"), "{list}");
    assert!(measure(&plans, 2020, "5.20").text.text().ends_with("zu adaptieren bzw. zu erweitern."));
    let sign = measure(&plans, 2018, "A.23").text.text();
    assert!(sign.contains("in der Landesverwaltung“ trifft hierzu"), "{sign}");
}

#[test]
fn fields_that_wrap_and_values_in_many_forms() {
    let Some(text) = crate::text() else { return };
    let plans = plans::read(&text).plans;
    let police = measure(&plans, 2022, "5.15").federfuehrung.as_ref().unwrap();
    assert_eq!(police.stellen[0].einheit.as_deref(), Some("Abteilung 4"));
    let portal = measure(&plans, 2022, "2.1").abschluss.as_ref().unwrap();
    assert_eq!(portal.faellig().unwrap().to_string(), "2021-12-31");
    assert_eq!(portal.aktuell[1].wovon.as_deref(), Some("Interoperabilität"));
    let star = measure(&plans, 2020, "2.5").abschluss.as_ref().unwrap();
    assert!(star.bedingung.as_deref().unwrap().ends_with("in der Thüringer Landesverwaltung"), "{star:?}");
    assert_eq!(measure(&plans, 2022, "4.2").status, Some(Projektstatus::VerzugDroht));
    for plan in &plans {
        for massnahme in &plan.massnahmen {
            assert!(massnahme.abschluss.as_ref().unwrap().is_read(), "{massnahme:?}");
            assert!(massnahme.federfuehrung.as_ref().unwrap().stellen.iter().all(|stelle| stelle.bekannt));
        }
    }
    assert_eq!(measure(&plans, 2022, "3.2.3.1").abschnitte.len(), 3);
}

#[test]
fn the_lists_of_completed_measures() {
    let Some(text) = crate::text() else { return };
    let plans = plans::read(&text).plans;
    let list = |year| &plan(&plans, year).abgeschlossen;
    assert_eq!([list(2020).len(), list(2021).len(), list(2022).len()], [32, 34, 34]);
    let ikfz = list(2022).iter().find(|item| item.titel == "iKfz Stufe 2 und 3").unwrap();
    assert_eq!(ikfz.vormals.as_ref().unwrap().wortlaut, "A.13");
    assert!(list(2020).iter().any(|item| item.titel.ends_with("VoIP-Infrastruktur auf IPv6")));
    assert!(list(2022).iter().any(|item| item.titel == "Kompetenzzentrum Verwaltung 4.0"));
}

#[test]
fn divided_measures() {
    let Some(text) = crate::text() else { return };
    let plans = plans::read(&text).plans;
    let divided = &plan(&plans, 2018).oberpunkte;
    assert_eq!(divided.len(), 2);
    let named: Vec<_> = divided[1].verweise.iter().map(|verweis| verweis.ziel.to_string()).collect();
    assert_eq!(named, ["A.4.1", "A.4.1"]);
}
