//! `/steuerung/berichte/{stichtag}/{massnahme}`: reports on a measure that one's Behoerde leads.

use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use maud::html;
use planning::{Bericht, Error, Feld, Offen};
use steering::Id;

use super::{proposes, words};
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::required::Colleague;
use crate::routes::{MeasurePath, ReportPath, ReportsPath, RoundPath, SteeringPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Crumb, Emphasis, Field, Page, Problem, Send, TextInput, Width, problem, wrong};

const STATE: &str = "status";
const COMPLETION: &str = "abschluss";
const TEXT: &str = "text";

/// The report that somebody's Behoerde has to make.
async fn known(house: &House, colleague: &Colleague, path: &ReportPath) -> Result<(Date, Offen), Failure> {
    if !proposes(colleague) {
        return Err(Failure::NotFound);
    }
    let day: Date = path.stichtag.parse().map_err(|_| Failure::NotFound)?;
    let all = planning::reports(&mut house.store.reader(), &colleague.scope, day).await?;
    let is_meant =
        |one: &Offen| one.umfang.massnahme.0 == path.massnahme && one.umfang.behoerde == colleague.behoerde;
    let found = all.into_iter().find(is_meant).ok_or(Failure::NotFound)?;
    Ok((day, found))
}

pub(super) async fn show(
    path: ReportPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    let (_, one) = known(&house, &colleague, &path).await?;
    let entered = match &one.bericht {
        Some((bericht, ..)) => filled(bericht.status.words(), &bericht.abschluss, &bericht.text),
        // What the plan says is where a report begins.
        None => {
            let kurz = steering::kurz(&mut house.store.reader(), &one.umfang.massnahme).await?;
            filled(&kurz.status.unwrap_or_default(), &kurz.abschluss.unwrap_or_default(), "")
        }
    };
    Ok(page(&frame, &one, &entered, &[]).respond(&frame))
}

fn filled(status: &str, abschluss: &str, text: &str) -> Entered {
    Entered::of(&[(STATE, status.to_owned()), (COMPLETION, abschluss.to_owned()), (TEXT, text.to_owned())])
}

pub(super) async fn report(
    path: ReportPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    let (day, one) = known(&house, &colleague, &path).await?;
    let t = frame.t;
    let mut problems = posted.unfit(t, &[COMPLETION, TEXT]);
    let entered = Entered::new(posted.into_answers());
    match words::state(entered.get(STATE)) {
        None => problems.push(problem(STATE, t.get("planning-wrong-state"))),
        Some(status) if problems.is_empty() => {
            let bericht = Bericht {
                status,
                abschluss: entered.get(COMPLETION).to_owned(),
                text: entered.get(TEXT).to_owned(),
            };
            let mut tx = house.store.begin().await?;
            let id = Id(path.massnahme);
            match planning::report(&mut tx, &colleague.scope, day, &id, bericht).await {
                Ok(()) => {
                    tx.commit().await?;
                    return Ok(Redirect::to(Href::from(ReportsPath).as_str()).into_response());
                }
                // A later round has begun.
                Err(Error::Stand) => {
                    let to = Href::from(RoundPath { stichtag: day.to_string() });
                    return Ok(Redirect::to(to.as_str()).into_response());
                }
                Err(Error::Angabe(feld)) => {
                    let path = if feld == Feld::Abschluss { COMPLETION } else { TEXT };
                    problems.push(problem(path, t.get(words::complaint(feld))));
                }
                Err(error) => return Err(error.into()),
            }
        }
        Some(_) => {}
    }
    Ok(page(&frame, &one, &entered, &problems).respond(&frame))
}

fn page(frame: &Frame, one: &Offen, entered: &Entered, problems: &[Problem]) -> Page {
    let t = frame.t;
    let title = t.get("planning-report-title");
    let [state, completion, completion_hint, text, text_hint] = [
        "steer-status",
        "steer-due",
        "planning-completion-hint",
        "planning-report-text",
        "planning-report-text-hint",
    ]
    .map(|key| t.get(key));
    let field = |name, label| Field::new(name, label).error(wrong(problems, name));
    let typed = TextInput { value: entered.get(COMPLETION), width: Width::Medium, ..TextInput::default() };
    let to = ReportPath { stichtag: one.stichtag.to_string(), massnahme: one.umfang.massnahme.0.clone() };
    let days = [("day", t.date(one.stichtag).into()), ("until", t.date(one.bis).into())];
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&one.umfang.titel))
        (ui::paragraph(&t.with("planning-report-days", &days)))
        p.kern-body {
            (ui::link(&MeasurePath { id: one.umfang.massnahme.0.clone() }.into(), &t.get("planning-public-page")))
        }
        (ui::form(&frame.csrf, &to.into(), Send::Plain, html! {
            (ui::radios(t, &field(STATE, &state), &words::states(), entered.get(STATE)))
            (ui::text_input(t, &field(COMPLETION, &completion).hint(&completion_hint), &typed))
            (ui::textarea(t, &field(TEXT, &text).hint(&text_hint), entered.get(TEXT), 8))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.get("planning-report-button")))
                (ui::link_button(Emphasis::Secondary, &ReportsPath.into(), &t.get("planning-cancel")))
            }))
        }))
    };
    let above = vec![
        Crumb::new(SteeringPath, t.get("planning-title")),
        Crumb::new(ReportsPath, t.get("planning-reports")),
    ];
    Page::new(title, content).below(above).with_errors(!problems.is_empty())
}
