//! `/steuerung/kennzahlen/{id}/ende`: ends a figure with a day and a reason, or lets one that has ended go on.

use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use strategy::{Error, Feld, KennzahlId, MAX_LANG, Verlauf};

use super::may_steer;
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{EndIndicatorPath, SteerIndicatorsPath, SteeringPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Crumb, Emphasis, Field, Page, Problem, Send};

const DAY: &str = "tag";
const REASON: &str = "grund";

pub(super) async fn show(
    path: EndIndicatorPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    may_steer(&colleague)?;
    let known = strategy::kennzahl(&mut house.store.reader(), KennzahlId(path.id)).await?;
    let today = store::day_in_germany(house.store.now()).to_string();
    let entered = Entered::of(&[(DAY, today)]);
    Ok(page(&frame, &known, &entered, &[]).respond(&frame))
}

pub(super) async fn act(
    path: EndIndicatorPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    may_steer(&colleague)?;
    let t = frame.t;
    let id = KennzahlId(path.id);
    let known = strategy::kennzahl(&mut house.store.reader(), id).await?;
    let mut problems = posted.unfit(t, &[REASON]);
    let entered = Entered::new(posted.into_answers());
    let day = entered.day(DAY);
    if known.ende.is_none() && day.is_none() {
        problems.push(ui::problem(DAY, t.get("indicator-day-wrong")));
    }
    if entered.get(REASON).trim().is_empty() {
        problems.push(ui::problem(REASON, t.get("assign-reason-missing")));
    }
    if problems.is_empty() {
        let mut tx = house.store.begin().await?;
        let (done, told) = match day.filter(|_| known.ende.is_none()) {
            Some(day) => {
                (strategy::end(&mut tx, &colleague.scope, id, day, entered.get(REASON)).await, "beendet")
            }
            None => (strategy::resume(&mut tx, &colleague.scope, id, entered.get(REASON)).await, "wieder"),
        };
        match done {
            Ok(()) => {
                tx.commit().await?;
                let to = Href::from(SteerIndicatorsPath).with("meldung", told);
                return Ok(Redirect::to(to.as_str()).into_response());
            }
            Err(error) => problems.push(refused(t, &known, error)?),
        }
    }
    Ok(page(&frame, &known, &entered, &problems).respond(&frame))
}

/// What the office says against it, beside which field; what is no matter of the form comes back.
fn refused(t: Texts, known: &Verlauf, error: Error) -> Result<Problem, Error> {
    match error {
        Error::Future => Ok(ui::problem(DAY, t.get("value-future"))),
        Error::Ended => {
            let last = known.werte.iter().rev().find(|wert| wert.wert.is_some());
            let last = last.map_or_else(|| "–".to_owned(), |wert| t.date(wert.tag));
            Ok(ui::problem(DAY, t.with("indicator-end-early", &[("day", last.into())])))
        }
        Error::TooLong(Feld::Grund) => {
            Ok(ui::problem(REASON, t.with("assign-reason-long", &[("max", MAX_LANG.into())])))
        }
        other => Err(other),
    }
}

fn page(frame: &Frame, known: &Verlauf, entered: &Entered, problems: &[Problem]) -> Page {
    let t = frame.t;
    let error = |path: &str| ui::wrong(problems, path);
    let ends = known.ende.is_none();
    let title = t.get(if ends { "indicator-end" } else { "indicator-resume" });
    let (day, day_hint) = (t.get("indicator-end-day"), t.get("indicator-end-day-hint"));
    let (reason, reason_hint) = (t.get("assign-reason"), t.get("assign-reason-hint"));
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading_of(&title, &known.kennzahl.name))
        (ui::paragraph(&t.get(if ends { "indicator-end-what" } else { "indicator-resume-what" })))
        (ui::form(&frame.csrf, &EndIndicatorPath { id: known.id.0 }.into(), Send::Plain, html! {
            @if ends {
                (ui::date_input(t, &Field::new(DAY, &day).hint(&day_hint).error(error(DAY)), entered.get(DAY), false))
            }
            (ui::textarea(t, &Field::new(REASON, &reason).hint(&reason_hint).error(error(REASON)), entered.get(REASON), 3))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &title))
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
