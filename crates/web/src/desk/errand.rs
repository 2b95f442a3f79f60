//! A task with a single outcome: somebody does something outside of the program and says here that it is done. Nothing
//! is decided, so nothing asks for reasons.

use maud::{Markup, html};

use super::decide::{Entered, Matter, OUTCOME, REASONS};
use super::sheet::draft;
use super::words::to_do;
use crate::routes::TaskPath;
use crate::shell::Frame;
use crate::ui::{self, Emphasis, Field, Problem, Send};

/// The outcome of sending a Bescheid on paper, which the platform itself asks for.
const SENT: &str = "versendet";

/// What to do, a note, and a button that says that it is done.
pub(super) fn form(
    frame: &Frame,
    matter: &Matter,
    entered: &Entered,
    problems: &[Problem],
    fields: Option<Markup>,
) -> Markup {
    let (t, task) = (frame.t, &matter.task);
    let outcome = task.outcomes().into_iter().next().unwrap_or_default();
    let (what, hint) = if outcome == SENT {
        (t.get("errand-what-sent"), t.get("errand-note-hint-sent"))
    } else if fields.is_some() {
        (t.get("errand-what-form"), t.get("errand-note-hint"))
    } else {
        (t.get("errand-what"), t.get("errand-note-hint"))
    };
    let error = problems.iter().find(|problem| problem.path.as_deref() == Some(REASONS));
    let label = t.get("errand-note");
    let note = Field::new(REASONS, &label).hint(&hint).error(error.map(|p| p.text.as_str())).optional();
    ui::form(
        &frame.csrf,
        &TaskPath { id: task.id }.into(),
        Send::Plain,
        html! {
            (ui::lead(&what))
            (ui::hidden(OUTCOME, &outcome))
            @if let Some(fields) = fields { (fields) }
            (ui::textarea(t, &note, &entered.begruendung, 3))
            (draft(t, matter))
            (ui::actions(ui::button(Emphasis::Primary, &to_do(t, &outcome))))
        },
    )
}
