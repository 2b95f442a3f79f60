//! What a plan leaves open: missing fields, values that were not read, footnotes that are not there.

use crate::body::Body;
use crate::model::Massnahme;
use crate::note::{Note, NoteKind};

/// A field by name, and whether a measure has it.
type There = (&'static str, fn(&Massnahme) -> bool);

/// Notes what is missing in the body of a plan.
pub(crate) fn check(body: &Body, notes: &mut Vec<Note>) {
    let has = |field: fn(&Massnahme) -> bool| body.massnahmen.iter().any(field);
    let all: [There; 4] = [
        ("Aufnahme", |massnahme| massnahme.aufnahme.is_some()),
        ("Federführung", |massnahme| massnahme.federfuehrung.is_some()),
        ("Geplanter Abschluss", |massnahme| massnahme.abschluss.is_some()),
        ("Projektstatus", |massnahme| massnahme.status.is_some()),
    ];
    for (field, there) in all.into_iter().filter(|(_, there)| has(*there)) {
        for massnahme in body.massnahmen.iter().filter(|massnahme| !there(massnahme)) {
            let was = NoteKind::MissingField { massnahme: massnahme.name(), field: field.to_owned() };
            notes.push(Note { zeile: massnahme.zeile, was });
        }
    }
    for massnahme in &body.massnahmen {
        unread(massnahme, notes);
    }
    if let Some(last) = body.massnahmen.last().filter(|_| body.abgeschlossen.is_empty()) {
        let open = last.text.absaetze.last().is_some_and(|absatz| !crate::lines::ends_sentence(&absatz.text));
        if open || last.text.is_empty() {
            notes.push(Note { zeile: last.letzte_zeile, was: NoteKind::CutOff(last.name()) });
        }
    }
}

pub(crate) fn unread(massnahme: &Massnahme, notes: &mut Vec<Note>) {
    let mut note = |zeile, field: &str, wortlaut: &str| {
        let (massnahme, wortlaut) = (massnahme.name(), wortlaut.to_owned());
        notes.push(Note { zeile, was: NoteKind::Unread { massnahme, field: field.to_owned(), wortlaut } });
    };
    if let Some(abschluss) = massnahme.abschluss.as_ref().filter(|abschluss| !abschluss.is_read()) {
        note(abschluss.zeile, "Geplanter Abschluss", &abschluss.wortlaut);
    }
    if let Some(aufnahme) = massnahme.aufnahme.as_ref().filter(|aufnahme| aufnahme.wann.is_none()) {
        note(aufnahme.zeile, "Aufnahme", &aufnahme.wortlaut);
    }
    let doubtful = |lead: &&crate::Federfuehrung| {
        lead.stellen.is_empty() || lead.stellen.iter().any(|stelle| !stelle.bekannt)
    };
    if let Some(lead) = massnahme.federfuehrung.as_ref().filter(doubtful) {
        note(lead.zeile, "Federführung", &lead.wortlaut);
    }
    if let Some(crate::Projektstatus::Unbekannt(words)) = &massnahme.status {
        note(massnahme.zeile, "Projektstatus", words);
    }
}
