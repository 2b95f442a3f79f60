//! The tasks of a Vorgang: taking them and putting them back.

use axum::response::{IntoResponse, Redirect, Response};
use cases::{Error, Task, TaskStand};
use maud::{Markup, html};

use super::vorgang::to_case;
use super::words::{People, task_badge, task_outcome};
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
        Err(error) => return Err(error.into()),
        Ok(()) => "",
    };
    let task = cases::task(&mut house.store.reader(), &colleague.scope, id).await?;
    Ok(Redirect::to(to_case(task.vorgang, word).as_str()).into_response())
}

/// The tasks with what can be done about them.
pub(super) fn list(frame: &Frame, people: &People, tasks: &[Task], works: bool) -> Markup {
    let t = frame.t;
    html! {
        @if tasks.is_empty() { (ui::muted(&t.get("case-no-tasks"))) }
        @for task in tasks {
            article.rs-task {
                div.rs-task__head {
                    h3.rs-task__title { (task.name) }
                    (task_badge(t, people, task.stand, task.assignee))
                }
                p.rs-muted { (t.with("case-task-since", &[("when", t.moment(task.created_at.timestamp()).into())])) }
                @if let Some(outcome) = task_outcome(t, task) { (done(frame, people, task, &outcome)) }
                @if works { (buttons(frame, people, task)) }
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

fn buttons(frame: &Frame, people: &People, task: &Task) -> Markup {
    let t = frame.t;
    let go_on = if task.decides() { "case-decide" } else { "desk-go-on" };
    let is_mine = task.assignee.is_some_and(|holder| people.is_me(holder));
    html! {
        @match task.stand {
            TaskStand::Offen => (ui::form(&frame.csrf, &ClaimPath { id: task.id }.into(), Send::Plain, html! {
                (ui::button(Emphasis::Primary, &t.get("case-claim")))
            })),
            TaskStand::Uebernommen if is_mine => div.rs-actions {
                (ui::link_button(Emphasis::Primary, &TaskPath { id: task.id }.into(), &t.get(go_on)))
                (ui::form(&frame.csrf, &ReleasePath { id: task.id }.into(), Send::Plain, html! {
                    (ui::button(Emphasis::Secondary, &t.get("case-release")))
                }))
            },
            _ => {},
        }
    }
}
