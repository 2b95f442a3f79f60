//! A plan as rows.

use super::{ABGESCHLOSSEN, ABSCHNITT, COLUMNS, Column, FUSSNOTE, INSIDE, ITEM, MASSNAHME, OBERPUNKT, PLAIN};
use crate::{Aktionsplan, Massnahme, Nummer, Projektstatus, Prosa, Vormals};

/// The rows of a plan below the headings, cells in the order of [`COLUMNS`]: measures, those that were divided, those listed as
/// completed, sections, footnotes.
pub fn rows(plan: &Aktionsplan) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut add = |art: &str, cells: &[(Column, String)]| {
        let cell = |column: Column| match column {
            Column::Aktionsplan => plan.jahr.jahr.map(|jahr| jahr.to_string()),
            Column::Stand => plan.stand.map(|day| day.to_string()),
            Column::Art => Some(art.to_owned()),
            _ => cells.iter().find(|(other, _)| *other == column).map(|(_, text)| text.clone()),
        };
        rows.push(COLUMNS.iter().map(|(column, ..)| cell(*column).unwrap_or_default()).collect());
    };
    for massnahme in &plan.massnahmen {
        add(MASSNAHME, &measure(massnahme));
    }
    for punkt in &plan.oberpunkte {
        add(
            OBERPUNKT,
            &[
                (Column::Nummer, punkt.nummer.to_string()),
                (Column::Titel, punkt.titel.clone()),
                (Column::Strategie, punkt.strategie.join(", ")),
                (Column::Text, prose(&punkt.text)),
            ],
        );
    }
    for one in &plan.abgeschlossen {
        add(
            ABGESCHLOSSEN,
            &[
                (Column::Titel, one.titel.clone()),
                (Column::Vormals, former(one.vormals.as_ref())),
                (Column::Fussnote, sign(one.fussnote)),
            ],
        );
    }
    for one in &plan.abschnitte {
        add(ABSCHNITT, &[(Column::Nummer, one.nummer.clone()), (Column::Titel, one.titel.clone())]);
    }
    for one in &plan.fussnoten {
        add(FUSSNOTE, &[(Column::Nummer, one.nummer.to_string()), (Column::Text, one.text.clone())]);
    }
    rows
}

fn measure(massnahme: &Massnahme) -> Vec<(Column, String)> {
    let yes = |is: bool| if is { "ja".to_owned() } else { String::new() };
    let words = |text: Option<&String>| text.cloned().unwrap_or_default();
    vec![
        (Column::Nummer, massnahme.nummer.as_ref().map(Nummer::to_string).unwrap_or_default()),
        (Column::Titel, massnahme.titel.clone()),
        (Column::Aufnahme, words(massnahme.aufnahme.as_ref().map(|aufnahme| &aufnahme.wortlaut))),
        (Column::Neu, yes(massnahme.neu)),
        (Column::Federfuehrung, words(massnahme.federfuehrung.as_ref().map(|lead| &lead.wortlaut))),
        (Column::Abschluss, words(massnahme.abschluss.as_ref().map(|abschluss| &abschluss.wortlaut))),
        (Column::Status, massnahme.status.as_ref().map(Projektstatus::words).unwrap_or_default().to_owned()),
        (Column::Strategie, massnahme.strategie.join(", ")),
        (Column::Koalitionsvertrag, yes(massnahme.koalitionsvertrag)),
        (Column::Vormals, former(massnahme.vormals.as_ref())),
        (Column::Fussnote, sign(massnahme.fussnote)),
        (Column::Abschnitte, massnahme.abschnitte.join(INSIDE)),
        (Column::Text, prose(&massnahme.text)),
    ]
}

fn sign(fussnote: Option<u32>) -> String {
    fussnote.map(|number| number.to_string()).unwrap_or_default()
}

fn former(vormals: Option<&Vormals>) -> String {
    vormals.map(|vormals| vormals.wortlaut.clone()).unwrap_or_default()
}

/// A paragraph a line.
fn prose(text: &Prosa) -> String {
    let line = |absatz: &crate::Absatz| {
        if absatz.punkt {
            format!("{ITEM}{}", absatz.text)
        } else if absatz.text.starts_with(ITEM.trim_end()) || absatz.text.starts_with(PLAIN) {
            format!("{PLAIN}{}", absatz.text)
        } else {
            absatz.text.clone()
        }
    };
    text.absaetze.iter().map(line).collect::<Vec<_>>().join("\n")
}
