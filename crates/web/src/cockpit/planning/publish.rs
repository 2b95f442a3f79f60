//! `/steuerung/planung/{jahr}/veroeffentlichen`: publishes a plan that was approved.

use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use planning::{Error, Zeile};

use super::{must_steer, words};
use crate::house::House;
use crate::required::Colleague;
use crate::routes::{MeasuresPath, PlanningPath, PublishPath, SteeringPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Crumb, Emphasis, Page, Send, Tone};

pub(super) async fn show(
    PublishPath { jahr }: PublishPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    must_steer(&colleague)?;
    let gesamt = planning::overview(&mut house.store.reader(), &colleague.scope, jahr).await?;
    if gesamt.planung.veroeffentlicht_at.is_some() {
        return Ok(Redirect::to(Href::from(PlanningPath { jahr }).as_str()).into_response());
    }
    Ok(page(&frame, jahr, &gesamt.hindernisse, &gesamt.zeilen).respond(&frame))
}

pub(super) async fn publish(
    PublishPath { jahr }: PublishPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    _: Guarded<Posted>,
) -> Result<Response, Failure> {
    must_steer(&colleague)?;
    let mut tx = house.store.begin().await?;
    match planning::publish(&mut tx, &colleague.scope, jahr).await {
        Ok(_) => {
            tx.commit().await?;
            let to = Href::from(MeasuresPath).with("plan", &jahr.to_string());
            Ok(Redirect::to(to.as_str()).into_response())
        }
        Err(Error::Stand) => Ok(Redirect::to(Href::from(PlanningPath { jahr }).as_str()).into_response()),
        Err(
            error @ (Error::Leer
            | Error::Unentschieden(_)
            | Error::UeberBudget { .. }
            | Error::BeschlussFehlt(_)
            | Error::NichtGebilligt { .. }
            | Error::Doppelt(_)
            | Error::Steering(steering::Error::PlanExists(_) | steering::Error::WrongOrder)),
        ) => Ok(page(&frame, jahr, &[error], &[]).respond(&frame)),
        Err(error) => Err(error.into()),
    }
}

fn page(frame: &Frame, jahr: i16, missing: &[Error], lines: &[Zeile]) -> Page {
    let t = frame.t;
    let year = [("year", jahr.to_string().into())];
    let title = t.with("planning-publish-title", &year);
    let content = html! {
        (ui::heading(&title))
        @if missing.is_empty() {
            (words::worry(t, lines))
            (ui::paragraph(&t.get("planning-publish-what")))
            (ui::paragraph(&t.get("planning-publish-lapse")))
            (ui::form(&frame.csrf, &PublishPath { jahr }.into(), Send::Plain, ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.get("planning-publish-button")))
                (ui::link_button(Emphasis::Secondary, &PlanningPath { jahr }.into(), &t.get("planning-cancel")))
            })))
        } @else {
            (ui::alert(Tone::Warning, &t.get("planning-publish-not-yet"), Some(
                ui::list(&missing.iter().map(|one| words::hindrance(t, one)).collect::<Vec<_>>())
            )))
            p.kern-body { (ui::link(&PlanningPath { jahr }.into(), &t.with("steer-plan-of", &year))) }
        }
    };
    let above = vec![
        Crumb::new(SteeringPath, t.get("planning-title")),
        Crumb::new(PlanningPath { jahr }, t.with("steer-plan-of", &year)),
    ];
    Page::new(title, content).below(above)
}
