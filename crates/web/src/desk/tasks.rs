//! The tasks of a Vorgang: taking them and putting them back.

use axum::response::{IntoResponse, Redirect, Response};
use cases::{Error, Task};
use jiff::civil::Date;
use maud::{Markup, html};

use super::duty::{Hands, hindrance_text};
use super::vorgang::to_case;
use super::words::{People, task_badge, task_due, task_outcome};
use crate::house::House;
use crate::required::Colleague;
use crate::routes::{ClaimPath, ReleasePath, TaskPath};
use crate::shell::{Failure, Frame, Guarded, Posted};
use crate::ui::{self, Emphasis, Send};

/// Takes a task and goes on to its decision.
pub(super) async fn claim(
    ClaimPath { id }: ClaimPath,
    house: House,
    colleague: Colleague,
    _: Guarded<Posted>,
) -> Result<Response, Failure> {
    let mut tx = house.store.begin().await?;
    let taken = cases::claim(&mut tx, &colleague.scope, id).await;
    if taken.is_ok() {
        tx.commit().await?;
        return Ok(Redirect::to(&TaskPath { id }.to_string()).into_response());
    }
    drop(tx);
    too_late(&house, &colleague, id, taken).await
}

/// Puts a task back on the work list.
pub(super) async fn release(
    ReleasePath { id }: ReleasePath,
    house: House,
    colleague: Colleague,
    _: Guarded<Posted>,
) -> Result<Response, Failure> {
    let mut tx = house.store.begin().await?;
    let released = cases::release(&mut tx, &colleague.scope, id).await;
    if released.is_ok() {
        tx.commit().await?;
        let task = cases::task(&mut house.store.reader(), &colleague.scope, id).await?;
        return Ok(Redirect::to(to_case(task.vorgang, "zurueckgegeben").as_str()).into_response());
    }
    drop(tx);
    too_late(&house, &colleague, id, released).await
}

/// Somebody was faster: the page of the Vorgang says so, and who.
async fn too_late(
    house: &House,
    colleague: &Colleague,
    id: cases::TaskId,
    result: cases::Result<()>,
) -> Result<Response, Failure> {
    let word = match result {
        Err(Error::Taken) => "vergeben",
        Err(Error::Settled) => "erledigt",
        Err(Error::NotYourDuty { .. } | Error::FourEyes) => "andere",
        Err(error) => return Err(error.into()),
        Ok(()) => "",
    };
    let task = cases::task(&mut house.store.reader(), &colleague.scope, id).await?;
    Ok(Redirect::to(to_case(task.vorgang, word).as_str()).into_response())
}

/// The tasks of a Vorgang and who looks at them.
pub(super) struct Tasks<'a> {
    pub(super) frame: &'a Frame,
    pub(super) people: &'a People,
    pub(super) hands: &'a Hands<'a>,
    pub(super) tasks: &'a [Task],
    pub(super) today: Date,
    /// What was entered in the form of a task that is done.
    pub(super) given: &'a dyn Fn(&Task) -> Option<Markup>,
}

/// The tasks with what can be done about them.
pub(super) fn list(all: &Tasks<'_>) -> Markup {
    let (t, people) = (all.frame.t, all.people);
    html! {
        @if all.tasks.is_empty() { (ui::muted(&t.get("case-no-tasks"))) }
        @for task in all.tasks {
            @let is_open = task.is_open();
            article.rs-task {
                div.rs-task__head {
                    h3.rs-task__title { (task.name) }
                    (task_badge(t, people, task.stand, task.assignee))
                }
                p.rs-muted { (t.with("case-task-since", &[("when", t.moment(task.created_at.timestamp()).into())])) }
                @if let Some(due) = task.due().filter(|_| is_open) {
                    p.kern-body { (t.get("desk-due")) ": " (task_due(t, due, task.escalated_at, all.today)) }
                }
                @if let Some(outcome) = task_outcome(t, task) { (done(all.frame, people, task, &outcome)) }
                @if let Some(given) = (all.given)(task).filter(|_| !is_open) {
                    (ui::details(&t.get("decide-given"), given))
                }
                @if all.hands.work() && is_open { (all.buttons(task)) }
            }
        }
    }
}

/// What a task ended with, who ended it and why.
pub(super) fn done(frame: &Frame, people: &People, task: &Task, outcome: &str) -> Markup {
    let t = frame.t;
    let who = task.assignee.map(|account| people.name(t, account)).unwrap_or_default();
    html! {
        @let by = if task.decides() { "case-task-by" } else { "case-task-noted-by" };
        p.kern-body { strong { (outcome) } " " span.rs-muted { (t.with(by, &[("name", who.into())])) } }
        @if let Some(reasons) = task.begruendung.as_ref().filter(|text| !text.is_empty()) { blockquote.rs-quote { p.rs-lines { (reasons) } } }
    }
}

impl Tasks<'_> {
    /// What this person can do about an open task, or why nothing.
    fn buttons(&self, task: &Task) -> Markup {
        let (frame, t) = (self.frame, self.frame.t);
        let go_on = if task.decides() { "case-decide" } else { "desk-go-on" };
        let claim = |label: &str| {
            ui::form(
                &frame.csrf,
                &ClaimPath { id: task.id }.into(),
                Send::Plain,
                html! {
                    (ui::button(Emphasis::Primary, label))
                },
            )
        };
        match task.assignee {
            Some(holder) if !self.hands.hold(holder) => html! {},
            _ if self.hands.hindrance(task).is_some() => html! {
                @if let Some(hindrance) = self.hands.hindrance(task) { (ui::muted(&hindrance_text(t, hindrance, task))) }
            },
            None => claim(&t.get("case-claim")),
            Some(holder) if self.hands.represent(holder) => claim(&t.get("case-claim-deputy")),
            Some(_) => html! {
                div.rs-actions {
                    (ui::link_button(Emphasis::Primary, &TaskPath { id: task.id }.into(), &t.get(go_on)))
                    (ui::form(&frame.csrf, &ReleasePath { id: task.id }.into(), Send::Plain, html! {
                        (ui::button(Emphasis::Secondary, &t.get("case-release")))
                    }))
                }
            },
        }
    }
}
