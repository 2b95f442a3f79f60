//! `/steuerung/kennzahlen/neu` and `/steuerung/kennzahlen/{id}`: defines a Kennzahl, or defines one anew.

use axum::response::{IntoResponse, Redirect, Response};
use identity::Scope;
use maud::html;
use strategy::KennzahlId;

use super::definition::{Definition, Known, TEXTS};
use super::may_steer;
use crate::house::House;
use crate::locale::Texts;
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
    let known = known(&house, frame.t).await?;
    Ok(page(&frame, None, &Definition::default(), &known, &[]).respond(&frame))
}

pub(super) async fn show(
    path: DefineIndicatorPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    may_steer(&colleague)?;
    let id = KennzahlId(path.id);
    let kennzahl = strategy::kennzahl(&mut house.store.reader(), id).await?.kennzahl;
    let known = known(&house, frame.t).await?;
    Ok(page(&frame, Some(id), &Definition::of(frame.t, &kennzahl), &known, &[]).respond(&frame))
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
    let known = known(house, t).await?;
    let mut problems = posted.unfit(t, &TEXTS);
    let entered = Definition::take(posted.into_answers());
    match entered.read(t, &known) {
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
    Ok(page(frame, id, &entered, &known, &problems).respond(frame))
}

/// What there is to choose from.
async fn known(house: &House, t: Texts) -> Result<Known, Failure> {
    let mut reader = house.store.reader();
    let all = strategy::baum(&mut reader).await?;
    let services = catalogue::leistungen(&mut reader, &Scope::Anonymous, t.locale().tag()).await?;
    Ok(Known { elements: all.into_iter().map(|knoten| knoten.element).collect(), services })
}

fn page(
    frame: &Frame,
    id: Option<KennzahlId>,
    entered: &Definition,
    known: &Known,
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
            (entered.fields(t, known, problems))
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
