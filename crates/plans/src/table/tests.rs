use super::*;
use crate::{NoteKind, Projektstatus, Sicherheit};

fn sheet(rows: &[&[&str]]) -> Vec<(u32, Vec<String>)> {
    (1..).zip(rows).map(|(at, cells)| (at, cells.iter().map(|cell| (*cell).to_owned()).collect())).collect()
}

const HEAD: &[&str] =
    &["Aktionsplan", "Nr.", "Maßnahme", "Federfürung", "Geplanter Abschluß", "Status", "Beschreibung"];

fn problems(rows: &[&[&str]]) -> Vec<String> {
    read(&sheet(rows)).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn headings_with_typing_errors_and_other_names() {
    for (heading, column) in [
        ("Federführung", Some(Column::Federfuehrung)),
        ("FEDERFÜHRUNG ", Some(Column::Federfuehrung)),
        ("federfuerung", Some(Column::Federfuehrung)),
        ("Geplanter Abschuss", Some(Column::Abschluss)),
        ("geplanter_abschluss", Some(Column::Abschluss)),
        ("Nr.", Some(Column::Nummer)),
        ("Titel", Some(Column::Titel)),
        ("Ttel", None),
        ("Kosten", None),
        ("", None),
    ] {
        assert_eq!(Column::of(heading), column, "{heading}");
    }
}

#[test]
fn a_table_as_an_office_keeps_it() {
    let rows = sheet(&[
        &["Fortschreibung"],
        HEAD,
        &[
            "2026",
            "5.10",
            "Katasterportal",
            "TMIL / TLBG",
            "2027-06-30",
            "im Plan",
            "Erster Satz.\n• ein Punkt\n\\• keiner",
        ],
        &["2026", "NEU", "Chatbot", "XYZ", "bald", "ruht", "", "am Rand"],
    ]);
    let reading = read(&rows).unwrap();
    let [plan] = &reading.plans[..] else { panic!("{reading:?}") };
    assert_eq!((plan.jahr.jahr, plan.jahr.sicherheit, plan.zeilen), (Some(2026), Sicherheit::Sicher, (3, 4)));
    let [one, other] = &plan.massnahmen[..] else { panic!("{plan:?}") };
    assert_eq!(one.name(), "5.10 Katasterportal");
    assert_eq!(one.abschluss.as_ref().unwrap().faellig(), Some(jiff::civil::date(2027, 6, 30)));
    assert_eq!(one.status, Some(Projektstatus::ImPlan));
    let text: Vec<_> = one.text.absaetze.iter().map(|absatz| (absatz.text.as_str(), absatz.punkt)).collect();
    assert_eq!(text, [("Erster Satz.", false), ("ein Punkt", true), ("• keiner", false)]);
    assert_eq!((other.nummer.as_ref(), other.zeile), (None, 4));
    // What was not understood is told, with its row.
    let unread =
        reading.notes.iter().filter(|note| matches!(note.was, NoteKind::Unread { .. }) && note.zeile == 4);
    assert_eq!(unread.count(), 3, "{:?}", reading.notes);
    let beyond = |note: &crate::Note| matches!(&note.was, NoteKind::Table(words) if words.contains("beyond"));
    assert!(reading.notes.iter().any(beyond), "{:?}", reading.notes);
    // And the table that is made of it is read as the same.
    again(plan);
}

/// What is written is read as the same plan.
fn again(plan: &crate::Aktionsplan) {
    let names = COLUMNS.iter().map(|(_, name, _)| (*name).to_owned()).collect();
    let written = rows(plan);
    let sheet: Vec<(u32, Vec<String>)> = (1..).zip(std::iter::once(names).chain(written.clone())).collect();
    let reading = read(&sheet).unwrap();
    let [read] = &reading.plans[..] else { panic!("{reading:?}") };
    assert_eq!(rows(read), written);
    assert_eq!((read.jahr.jahr, read.stand), (plan.jahr.jahr, plan.stand));
    assert_eq!(read.massnahmen.len(), plan.massnahmen.len());
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let rows: &[&[&str]] = &[
        HEAD,
        &["2026", "5,1", "Katasterportal", "TMIL", "2027", "im Plan", ""],
        &["2026", "2026-10-05", "", "TMIL", "2027", "im Plan", ""],
        &["", "5.3", "Ohne Jahr", "", "", "", ""],
        &["20.26", "5.4", "Ein falsches Jahr", "", "", "", ""],
        &["2026", "5.5", "Zweimal", "", "", "", ""],
        &["2026", "5.5", "Zweimal", "", "", "", ""],
    ];
    let found = problems(rows);
    let expected = [
        "row 2, nummer: '5,1' is no",
        "row 3, titel: no title",
        "row 4, aktionsplan: no year",
        "row 5, aktionsplan: '20.26'",
        "row 7, titel: the same number and title as in row 6",
    ];
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found}");
    }
}

#[test]
fn tables_that_are_none() {
    for rows in
        [&[][..], &[&["a", "b"][..]], &[&["Titel"]], &[&["2026", "Katasterportal"], &["2026", "Chatbot"]]]
    {
        assert!(problems(rows)[0].contains("no row of headings"), "{rows:?}");
    }
    assert!(problems(&[HEAD])[0].contains("no rows below"));
    let twice = problems(&[&["Titel", "Bezeichnung", "Text"], &["a", "b", "c"]]);
    assert_eq!(twice, ["row 1, titel: this column is there twice"]);
    let head: &[&str] = &["Titel", "art", "neu", "stand", "vormals"];
    let found = problems(&[head, &["a", "Thema", "", "", ""], &["b", "", "vielleicht", "gestern", "früher"]]);
    assert_eq!(found.len(), 4, "{found:?}");
}

#[test]
fn a_table_without_years_is_a_plan_without_a_year() {
    let reading = read(&sheet(&[&["Titel", "Kosten"], &["=1+1", "7"], &["'=1+1 x", "7"]])).unwrap_err();
    assert_eq!(reading.len(), 1, "one known column is no table of measures");
    let reading = read(&sheet(&[&["Titel", "Text", "Kosten"], &["'=1+1", "x", "7"]])).unwrap();
    assert_eq!(reading.plans[0].jahr.jahr, None);
    assert_eq!(reading.plans[0].massnahmen[0].titel, "=1+1", "a text, not a formula");
    assert!(matches!(&reading.notes[0].was, NoteKind::Table(words) if words.contains("'Kosten'")));
}

#[test]
fn footnotes_and_sections_go_out_and_come_in_again() {
    let head: &[&str] = &["Art", "Nr.", "Titel", "Fußnote", "Text"];
    let rows_in = sheet(&[
        head,
        &["", "5.1", "Katasterportal", "7", "Ein Satz."],
        &["abgeschlossen", "", "Chatbot", "8", ""],
        &["Abschnitt", "5", "Fachverfahren", "", ""],
        &["Fußnote", "7", "", "", "vormals  Maßnahme A.3"],
    ]);
    let reading = read(&rows_in).unwrap();
    let plan = &reading.plans[0];
    assert_eq!((plan.massnahmen[0].fussnote, plan.abgeschlossen[0].fussnote), (Some(7), Some(8)));
    assert_eq!(
        (plan.abschnitte[0].nummer.as_str(), plan.abschnitte[0].titel.as_str()),
        ("5", "Fachverfahren")
    );
    assert_eq!((plan.fussnoten[0].nummer, plan.fussnoten[0].text.as_str()), (7, "vormals Maßnahme A.3"));
    assert_eq!(plan.fussnotenzeichen, [(7, 2), (8, 3)]);
    let again: Vec<(u32, Vec<String>)> =
        std::iter::once(COLUMNS.iter().map(|(_, name, _)| (*name).to_owned()).collect())
            .chain(rows(plan))
            .zip(1..)
            .map(|(cells, at)| (at, cells))
            .collect();
    let second = read(&again).unwrap();
    assert_eq!(rows(&second.plans[0]), rows(plan));
    assert_eq!(second.plans[0].fussnotenzeichen, plan.fussnotenzeichen);
    let wrong: &[&[&str]] = &[
        head,
        &["", "5.1", "Katasterportal", "sieben", ""],
        &["Fußnote", "", "", "", "Wozu?"],
        &["Fußnote", "9", "", "", ""],
    ];
    assert_eq!(
        problems(wrong),
        [
            "row 2, fussnote: 'sieben' is no number of a footnote, like 7",
            "row 3, nummer: '' is no number of a footnote, like 7",
            "row 4, text: a footnote without words",
        ]
    );
}
