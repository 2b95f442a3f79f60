//! What happened to a Vorgang, in plain words and with who did it.

use cases::{Step, Vorgang};
use maud::{Markup, html};

use super::words::{People, outcome};
use crate::locale::Texts;

/// The steps in their order.
pub(super) fn history(t: Texts, people: &People, vorgang: &Vorgang, steps: &[Step]) -> Markup {
    html! {
        ol.rs-history {
            @for step in steps {
                li {
                    p.rs-history__what { (what(t, step)) }
                    p.rs-muted { (t.moment(step.at.timestamp())) " · " (who(t, people, vorgang, step)) }
                }
            }
        }
    }
}

fn who(t: Texts, people: &People, vorgang: &Vorgang, step: &Step) -> String {
    match step.actor {
        None => t.get("history-program").into_owned(),
        Some(actor) if vorgang.person == Some(actor) => vorgang.name.clone(),
        Some(actor) => people.name(t, actor),
    }
}

fn what(t: Texts, step: &Step) -> String {
    let with = |key: &str, detail: &str| t.with(key, &[("detail", detail.into())]);
    match step.kind.as_str() {
        "cases.eroeffnet" => with("history-opened", &step.detail),
        "cases.ausgewertet" => with("history-evaluated", &step.detail.replace('_', " ")),
        "cases.aufgabe_angelegt" => with("history-task", &step.detail),
        "cases.aufgabe_uebernommen" => t.get("history-claimed").into_owned(),
        "cases.aufgabe_zurueckgegeben" => t.get("history-released").into_owned(),
        "cases.aufgabe_erledigt" => {
            let (task, ergebnis) = step.detail.rsplit_once(": ").unwrap_or((&step.detail, ""));
            let args = [("task", task.into()), ("outcome", outcome(t, ergebnis).into())];
            t.with("history-task-done", &args)
        }
        "cases.aufgabe_entfallen" => t.get("history-task-dropped").into_owned(),
        "cases.entschieden" => with("history-decided", &outcome(t, &step.detail)),
        "cases.bescheid_erlassen" => with("history-notice", &step.detail),
        "cases.gestoert" => with("history-disturbed", &step.detail),
        "cases.behoben" => t.get("history-repaired").into_owned(),
        "cases.erledigt" => t.get("history-done").into_owned(),
        other => format!("{other} {}", step.detail),
    }
}
