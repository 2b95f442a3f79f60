//! `/steuerung/kennzahlen/neu` and `/steuerung/kennzahlen/{id}`: defines a Kennzahl, or defines one anew.

use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use strategy::{Element, KennzahlId};

use super::definition::{Definition, TEXTS};
use super::may_steer;
use crate::house::House;
use crate::required::Colleague;
use crate::routes::{DefineIndicatorPath, NewIndicatorPath, SteerIndicatorsPath, SteeringPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Crumb, Emphasis, Page, Problem, Send};

pub(super) async fn new(
    _: NewIndicatorPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    may_steer(&colleague)?;
    let elements = elements(&house).await?;
    Ok(page(&frame, None, &Definition::default(), &elements, &[]).respond(&frame))
}

pub(super) async fn show(
    path: DefineIndicatorPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    may_steer(&colleague)?;
    let id = KennzahlId(path.id);
    let known = strategy::kennzahl(&mut house.store.reader(), id).await?;
    let elements = elements(&house).await?;
    Ok(page(&frame, Some(id), &Definition::of(frame.t, &known.kennzahl), &elements, &[]).respond(&frame))
}

pub(super) async fn create(
    _: NewIndicatorPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    define(None, &house, &colleague, &frame, posted).await
}

pub(super) async fn change(
    path: DefineIndicatorPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    define(Some(KennzahlId(path.id)), &house, &colleague, &frame, posted).await
}

async fn define(
    id: Option<KennzahlId>,
    house: &House,
    colleague: &Colleague,
    frame: &Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    may_steer(colleague)?;
    let t = frame.t;
    if let Some(id) = id {
        strategy::kennzahl(&mut house.store.reader(), id).await?;
    }
    let elements = elements(house).await?;
    let mut problems = posted.unfit(t, &TEXTS);
    let entered = Definition::take(posted.into_answers());
    match entered.read(t, &elements) {
        Ok(kennzahl) if problems.is_empty() => {
            let mut tx = house.store.begin().await?;
            match strategy::define(&mut tx, &colleague.scope, id, &kennzahl).await {
                Ok(_) => {
                    tx.commit().await?;
                    let to = Href::from(SteerIndicatorsPath).with("meldung", "festgelegt");
                    return Ok(Redirect::to(to.as_str()).into_response());
                }
                Err(error) => problems.push(Definition::refused(t, error)?),
            }
        }
        Ok(_) => {}
        Err(found) => problems.extend(found),
    }
    Ok(page(frame, id, &entered, &elements, &problems).respond(frame))
}

/// The elements of the edition that counts.
async fn elements(house: &House) -> Result<Vec<Element>, Failure> {
    let all = strategy::baum(&mut house.store.reader()).await?;
    Ok(all.into_iter().map(|knoten| knoten.element).collect())
}

fn page(
    frame: &Frame,
    id: Option<KennzahlId>,
    entered: &Definition,
    elements: &[Element],
    problems: &[Problem],
) -> Page {
    let t = frame.t;
    let (title, button, action) = match id {
        None => ("indicator-new", "indicator-define", Href::from(NewIndicatorPath)),
        Some(id) => {
            ("indicator-change", "indicator-keep-change", Href::from(DefineIndicatorPath { id: id.0 }))
        }
    };
    let title = t.get(title);
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::form(&frame.csrf, &action, Send::Plain, html! {
            (entered.fields(t, elements, problems))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.get(button)))
                (ui::link_button(Emphasis::Secondary, &SteerIndicatorsPath.into(), &t.get("indicator-back")))
            }))
        }))
    };
    let above = vec![
        Crumb::new(SteeringPath, t.get("planning-title")),
        Crumb::new(SteerIndicatorsPath, t.get("indicators-keep")),
    ];
    Page::new(title, content).below(above).with_errors(!problems.is_empty())
}
