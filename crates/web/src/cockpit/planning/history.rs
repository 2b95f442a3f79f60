//! What happened to something and what was said of it, and the form to say more.

use maud::{Markup, html};
use planning::{Ereignis, Schritt};

use super::entered::wrong;
use super::words;
use crate::locale::Texts;
use crate::shell::{Frame, Href};
use crate::ui::{self, Emphasis, Field, Problem, Send};

/// Name of the field of a comment.
pub(super) const COMMENT: &str = "kommentar";

/// Oldest first.
pub(super) fn history(t: Texts, events: &[Ereignis]) -> Markup {
    html! {
        ol.rs-history.rs-history--one {
            @for event in events {
                li {
                    p.rs-history__what { (what(t, event)) }
                    @if !event.text.is_empty() { (ui::prose(&event.text)) }
                    p.rs-muted { (t.moment(event.at.timestamp())) " · " (who(t, event)) }
                }
            }
        }
    }
}

fn what(t: Texts, event: &Ereignis) -> String {
    let key = match event.art.as_str() {
        "angelegt" => "planning-event-begun",
        "fortgefuehrt" => "planning-event-carried-on",
        "bearbeitet" => "planning-event-changed",
        "kommentiert" => "planning-event-comment",
        "braucht" => "planning-event-needs",
        "braucht-nicht" => "planning-event-needs-not",
        art => match Schritt::parse(art) {
            Some(Schritt::Einreichen) => "planning-event-handed-in",
            Some(Schritt::Zurueckziehen) => "planning-event-withdrawn",
            Some(Schritt::Zurueckgeben) => "planning-event-returned",
            Some(Schritt::Pruefen) => "planning-event-reviewed",
            Some(Schritt::Aufnehmen) => "planning-event-admitted",
            Some(Schritt::Zurueckstellen) => "planning-event-set-aside",
            None => return art.to_owned(),
        },
    };
    t.get(key).into_owned()
}

fn who(t: Texts, event: &Ereignis) -> String {
    let name = event.name.clone().unwrap_or_else(|| t.get("history-program").into_owned());
    match &event.behoerde {
        Some(behoerde) => format!("{name} ({behoerde})"),
        None => name,
    }
}

/// Asks for a comment.
pub(super) fn comment_form(frame: &Frame, to: &Href, typed: &str, problems: &[Problem]) -> Markup {
    let t = frame.t;
    let (label, hint) = (t.get("planning-comment"), t.get("planning-comment-hint"));
    let field = Field::new(COMMENT, &label).hint(&hint).error(wrong(problems, COMMENT));
    ui::form(
        &frame.csrf,
        to,
        Send::Plain,
        html! {
            (ui::textarea(t, &field, typed, 3))
            (ui::actions(ui::button(Emphasis::Secondary, &t.get("planning-comment-button"))))
        },
    )
}

/// The name of a step on its page and button.
pub(super) fn step_name(t: Texts, schritt: Schritt) -> String {
    t.get(words::step(schritt)).into_owned()
}
