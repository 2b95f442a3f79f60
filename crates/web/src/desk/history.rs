//! What happened to a Vorgang, in plain words and with who did it.

use cases::{FrageArt, Step, Vorgang};
use maud::{Markup, html};

use super::inquiries::kind;
use super::words::{People, applicant, outcome};
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
        Some(actor) if vorgang.person == Some(actor) => applicant(t, &vorgang.name),
        // Whoever answered for another authority, or worked here once.
        Some(actor) => {
            people.known(actor).map_or_else(|| t.get("history-outside").into_owned(), str::to_owned)
        }
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
        "cases.abgelegt" => t.get("history-filed").into_owned(),
        "cases.aufgabe_ueberfaellig" => t.get("history-task-late").into_owned(),
        "cases.aufgabe_eskaliert" => t.get("history-task-escalated").into_owned(),
        "cases.zurueckgeholt" => with("history-taken-back", &step.detail),
        "cases.gefragt" => t.with("history-asks", &[("what", question(t, &step.detail).into())]),
        "cases.angefragt" => t.get("history-asked").into_owned(),
        "cases.erinnert" => t.get("history-reminded").into_owned(),
        "cases.frist_verlaengert" => {
            let day = step.detail.parse().map_or_else(|_| step.detail.clone(), |day| t.date(day));
            with("history-extended", &day)
        }
        "cases.beantwortet" => t.get("history-answered").into_owned(),
        "cases.unbeantwortet" => t.get("history-unanswered").into_owned(),
        "cases.zurueckgenommen" => because(t, "history-withdrawn", &step.detail),
        "cases.nachricht_gesendet" => with("history-message-sent", &step.detail),
        "cases.nachricht_erhalten" => with("history-message-received", &step.detail),
        "cases.signal_gesendet" => with("history-signal-sent", &step.detail),
        "cases.signal_erhalten" => with("history-signal-received", &step.detail),
        "cases.auftrag_erteilt" => with("history-work-given", &step.detail),
        "cases.auftrag_erledigt" => with("history-work-done", &step.detail),
        "cases.auftrag_gescheitert" => with("history-work-failed", &step.detail),
        "cases.aufgerufen" => with("history-called", &step.detail),
        "cases.aufruf_beantwortet" => t.get("history-call-answered").into_owned(),
        "cases.angehalten" => because(t, "history-suspended", &step.detail),
        "cases.fortgesetzt" => because(t, "history-resumed", &step.detail),
        "cases.versetzt" => with("history-moved", &step.detail),
        "cases.eingestellt" => because(t, "history-abandoned", &step.detail),
        "cases.berichtigt" => because(t, "history-corrected", &step.detail),
        "cases.umgestellt" => with("history-converted", &step.detail),
        "cases.eingesehen" => because(t, "history-inspected", &step.detail),
        other => format!("{other} {}", step.detail),
    }
}

/// What happened, and the reason that was given.
fn because(t: Texts, key: &str, reason: &str) -> String {
    let what = t.get(key);
    if reason.is_empty() { what.into_owned() } else { format!("{what}: {reason}") }
}

/// The kind of a question by its word in the journal.
fn question(t: Texts, word: &str) -> String {
    FrageArt::of(word).map_or_else(|| word.to_owned(), |art| kind(t, art))
}
