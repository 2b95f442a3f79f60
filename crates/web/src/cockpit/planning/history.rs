//! What happened to something and what was said of it, and the form to say more.

use axum::response::Response;
use maud::{Markup, html};
use planning::{Ereignis, Error, Schritt};

use super::about::About;
use super::words;
use crate::cockpit::entered::Entered;
use crate::cockpit::words::written;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::shell::{Failure, Frame, Guarded, Posted};
use crate::ui::{self, Emphasis, Field, Problem, Send, problem, wrong};

/// Name of the field of a comment, and of the section that it stands in.
const COMMENT: &str = "kommentar";
const SECTION: &str = "verlauf";

/// Takes a comment. Gives the page to go on with, or what is wrong.
pub(super) async fn take_comment(
    house: &House,
    colleague: &Colleague,
    frame: &Frame,
    about: &About,
    posted: Guarded<Posted>,
) -> Result<Result<Response, (Entered, Vec<Problem>)>, Failure> {
    let mut problems = posted.unfit(frame.t, &[COMMENT]);
    let entered = Entered::new(posted.into_answers());
    if problems.is_empty() {
        let mut tx = house.store.begin().await?;
        match about.comment(&mut tx, &colleague.scope, entered.get(COMMENT)).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(Ok(about.back(SECTION)));
            }
            Err(Error::Angabe(feld)) => problems.push(problem(COMMENT, frame.t.get(words::complaint(feld)))),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Err((entered, problems)))
}

/// What was said, and the form to say more.
pub(super) fn section(
    frame: &Frame,
    about: &About,
    events: &[Ereignis],
    entered: &Entered,
    problems: &[Problem],
) -> Markup {
    let t = frame.t;
    ui::section(
        SECTION,
        &t.get("planning-history"),
        html! {
            (history(t, events))
            (comment_form(frame, about, entered, problems))
        },
    )
}

/// Oldest first.
fn history(t: Texts, events: &[Ereignis]) -> Markup {
    html! {
        ol.rs-history.rs-history--one {
            @for event in events {
                li {
                    p.rs-history__what { (what(t, event)) }
                    @if !event.text.is_empty() { (written(&event.text)) }
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
        "anlage" => "planning-event-file",
        "anlage-entfernt" => "planning-event-file-removed",
        "verfallen" => "planning-event-lapsed",
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
fn comment_form(frame: &Frame, about: &About, entered: &Entered, problems: &[Problem]) -> Markup {
    let t = frame.t;
    let (label, hint) = (t.get("planning-comment"), t.get("planning-comment-hint"));
    let field = Field::new(COMMENT, &label).hint(&hint).error(wrong(problems, COMMENT));
    ui::form(
        &frame.csrf,
        &about.comments(),
        Send::Plain,
        html! {
            (ui::textarea(t, &field, entered.get(COMMENT), 3))
            (ui::actions(ui::button(Emphasis::Secondary, &t.get("planning-comment-button"))))
        },
    )
}

/// The name of a step on its page and button.
pub(super) fn step_name(t: Texts, schritt: Schritt) -> String {
    t.get(words::step(schritt)).into_owned()
}
