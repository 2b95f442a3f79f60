//! `/antraege/{id}/zuruecknehmen/{vorgang}`: taking back an Antrag or an objection before it is decided.

use axum::response::Response;
use cases::Vorgang;
use maud::{Markup, html};
use serde::Deserialize;

use super::question::{to, too_long};
use super::{Matter, is_objection, is_over};
use crate::house::House;
use crate::required::Person;
use crate::routes::WithdrawPath;
use crate::shell::{Failure, Frame, Guarded, Href};
use crate::ui::{self, Emphasis, Field, Page, Problem, Send};

/// Name of the field for the reason.
const REASON: &str = "grund";

/// Why, if the person likes to say so.
#[derive(Debug, Deserialize)]
pub(super) struct Withdrawal {
    #[serde(default)]
    grund: String,
}

pub(super) async fn show(
    path: WithdrawPath,
    house: House,
    person: Person,
    frame: Frame,
) -> Result<Response, Failure> {
    let matter = Matter::load(&house, &person.scope, path.id).await?;
    page(&frame, &matter, &path, "", &[])
}

/// Withdraws; done twice, it is done.
pub(super) async fn withdraw(
    path: WithdrawPath,
    house: House,
    person: Person,
    frame: Frame,
    form: Guarded<Withdrawal>,
) -> Result<Response, Failure> {
    let mut problems = form.unfit(frame.t, &[REASON]);
    let grund = form.into_inner().grund.replace("\r\n", "\n");
    let matter = Matter::load(&house, &person.scope, path.id).await?;
    let vorgang = matter.vorgang(path.vorgang)?;
    let length = grund.trim().chars().count();
    if length > cases::MAX_TEXT {
        problems.push(ui::problem(REASON, too_long(frame.t, length)));
    }
    if !problems.is_empty() {
        return page(&frame, &matter, &path, &grund, &problems);
    }
    let mut tx = house.store.begin().await?;
    match cases::withdraw(&mut tx, &person.scope, &house.library, vorgang.id, &grund).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(to(&matter.href()))
        }
        // Decided or withdrawn a moment ago: the page, read anew, says what can be done.
        Err(cases::Error::Decided | cases::Error::Settled) => {
            drop(tx);
            let matter = Matter::load(&house, &person.scope, path.id).await?;
            page(&frame, &matter, &path, &grund, &[])
        }
        Err(error) => Err(error.into()),
    }
}

fn page(
    frame: &Frame,
    matter: &Matter,
    path: &WithdrawPath,
    grund: &str,
    problems: &[Problem],
) -> Result<Response, Failure> {
    let t = frame.t;
    let vorgang = matter.vorgang(path.vorgang)?;
    if vorgang.is_withdrawn() {
        return Ok(to(&matter.href()));
    }
    let title = if is_objection(vorgang) { "withdraw-objection-title" } else { "withdraw-title" };
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading_of(&matter.antrag.titel, &t.get(title)))
        @if is_over(vorgang) {
            (too_late(frame, matter))
        } @else {
            (ask(frame, matter, vorgang, grund, problems))
        }
    };
    let page = Page::new(format!("{} – {}", t.get(title), matter.antrag.titel), content).called(t.get(title));
    Ok(page.below(matter.above(t)).with_errors(!problems.is_empty()).respond(frame))
}

/// What withdrawing means, and the button.
fn ask(frame: &Frame, matter: &Matter, vorgang: &Vorgang, grund: &str, problems: &[Problem]) -> Markup {
    let t = frame.t;
    let label = t.get("withdraw-reason");
    let hint = t.get("withdraw-reason-hint");
    let error = problems.first().map(|problem| problem.text.as_str());
    let field = Field::new(REASON, &label).hint(&hint).error(error).optional();
    let (means, yes) = if is_objection(vorgang) {
        (["withdraw-objection-ends", "withdraw-objection-final", "withdraw-keeps"], "withdraw-objection-yes")
    } else {
        (["withdraw-ends", "withdraw-again", "withdraw-keeps"], "withdraw-yes")
    };
    let action = Href::from(WithdrawPath { id: matter.antrag.id.0, vorgang: vorgang.id });
    html! {
        (ui::lead(&t.get("withdraw-means")))
        div.rs-section { (ui::list(&means.map(|key| t.get(key)))) }
        (ui::form(&frame.csrf, &action, Send::Plain, html! {
            (ui::textarea(t, &field, grund, 4))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.get(yes)))
                (ui::link_button(Emphasis::Secondary, &matter.href(), &t.get("withdraw-no")))
            }))
        }))
    }
}

/// Decided already: what there is instead.
fn too_late(frame: &Frame, matter: &Matter) -> Markup {
    let t = frame.t;
    html! {
        (ui::lead(&t.get("withdraw-decided")))
        div.rs-section { (ui::list(&[t.get("withdraw-decided-object"), t.get("withdraw-decided-waive")])) }
        (matter.contact(t))
        (ui::actions(ui::link_button(Emphasis::Primary, &matter.href(), &t.get("matter-back"))))
    }
}
