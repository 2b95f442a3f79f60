//! Plans in order: by year, each once.

use crate::model::Aktionsplan;
use crate::note::{Note, NoteKind};

/// Sorts plans by year, drops those that stand in the text twice, and notes both.
pub(crate) fn sort(plans: Vec<Aktionsplan>, notes: &mut Vec<Note>) -> Vec<Aktionsplan> {
    let mut kept: Vec<Aktionsplan> = Vec::new();
    for plan in plans {
        let line = plan.zeilen.0;
        let Some(year) = plan.jahr.jahr else {
            kept.push(plan);
            continue;
        };
        match kept.iter().position(|other| other.jahr.jahr == Some(year)) {
            Some(place) if same(&kept[place], &plan) => {
                let span = line..=plan.zeilen.1;
                notes.retain(|note| !span.contains(&note.zeile));
                notes.push(Note { zeile: line, was: NoteKind::PlanRepeated(year) });
                if plan.massnahmen.len() > kept[place].massnahmen.len() {
                    kept[place] = plan;
                }
            }
            Some(_) => {
                notes.push(Note { zeile: line, was: NoteKind::SameYear(year) });
                kept.push(plan);
            }
            None => kept.push(plan),
        }
    }
    let key = |plan: &Aktionsplan| plan.jahr.jahr.unwrap_or(i16::MAX);
    if !kept.is_sorted_by_key(key) {
        notes.push(Note { zeile: 0, was: NoteKind::OutOfOrder });
        kept.sort_by_key(key);
    }
    kept
}

/// Whether nine of ten measures of the smaller plan stand in the other, with number and title. A plan with less than half
/// of the other's measures may be the beginning of the next year's: a person decides.
fn same(one: &Aktionsplan, other: &Aktionsplan) -> bool {
    let (small, large) =
        if one.massnahmen.len() < other.massnahmen.len() { (one, other) } else { (other, one) };
    let stands = |massnahme: &&crate::Massnahme| {
        let key = crate::link::key(&massnahme.titel);
        large.massnahmen.iter().any(|m| m.nummer == massnahme.nummer && crate::link::key(&m.titel) == key)
    };
    let shared = small.massnahmen.iter().filter(stands).count();
    shared * 10 >= small.massnahmen.len() * 9 && small.massnahmen.len() * 2 >= large.massnahmen.len()
}
