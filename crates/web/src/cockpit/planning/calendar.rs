//! `/steuerung/berichte/kalender`: on which days of a year leads report, and how long they have.

use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use planning::{Berichtskalender, Error, MonatUndTag};

use super::must_steer;
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{ReportCalendarPath, ReportsPath, SteeringPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Crumb, Emphasis, Field, Kind, Page, Problem, Send, TextInput, Width, problem, wrong};

const DAYS: &str = "stichtage";
const TIME: &str = "frist";

pub(super) async fn show(
    _: ReportCalendarPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    must_steer(&colleague)?;
    let today = store::day_in_germany(house.store.now());
    let there = planning::next_round(&mut house.store.reader(), &colleague.scope, today).await?;
    let kalender = there.map(|(kalender, _)| kalender).unwrap_or_default();
    let days: Vec<_> = kalender.stichtage.iter().map(|day| format!("{}.{}.", day.tag, day.monat)).collect();
    let entered = Entered::of(&[(DAYS, days.join("\n")), (TIME, kalender.frist_tage.to_string())]);
    Ok(page(&frame, &entered, &[]).respond(&frame))
}

pub(super) async fn set(
    _: ReportCalendarPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    must_steer(&colleague)?;
    let mut problems = posted.unfit(frame.t, &[DAYS]);
    let entered = Entered::new(posted.into_answers());
    if let Some(kalender) = read(frame.t, &entered, &mut problems) {
        let mut tx = house.store.begin().await?;
        match planning::set_calendar(&mut tx, &colleague.scope, kalender).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(Redirect::to(Href::from(ReportsPath).as_str()).into_response());
            }
            Err(Error::Angabe(_)) => problems.push(problem(DAYS, frame.t.get("planning-wrong-days"))),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(page(&frame, &entered, &problems).respond(&frame))
}

/// `31.3.`, one a line.
fn read(t: Texts, entered: &Entered, problems: &mut Vec<Problem>) -> Option<Berichtskalender> {
    let day = |line: &str| {
        let (tag, monat) = line.trim().trim_end_matches('.').split_once('.')?;
        Some(MonatUndTag { monat: monat.trim().parse().ok()?, tag: tag.trim().parse().ok()? })
    };
    let lines = entered.get(DAYS).lines().filter(|line| !line.trim().is_empty());
    let stichtage: Option<Vec<_>> = lines.map(day).collect();
    let frist_tage = entered.get(TIME).trim().parse::<i16>().ok().filter(|days| (7..=180).contains(days));
    if stichtage.is_none() {
        problems.push(problem(DAYS, t.get("planning-wrong-days")));
    }
    if frist_tage.is_none() {
        problems.push(problem(TIME, t.get("planning-wrong-time")));
    }
    Some(Berichtskalender { stichtage: stichtage?, frist_tage: frist_tage? })
}

fn page(frame: &Frame, entered: &Entered, problems: &[Problem]) -> Page {
    let t = frame.t;
    let title = t.get("planning-calendar");
    let [days, days_hint, time, unit] =
        ["planning-calendar-days", "planning-calendar-days-hint", "planning-calendar-time", "planning-days"]
            .map(|key| t.get(key));
    let field = |name, label| Field::new(name, label).error(wrong(problems, name));
    let typed = TextInput {
        value: entered.get(TIME),
        kind: Kind::Whole,
        width: Width::Tiny,
        unit: Some(&unit),
        ..TextInput::default()
    };
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::form(&frame.csrf, &ReportCalendarPath.into(), Send::Plain, html! {
            (ui::textarea(t, &field(DAYS, &days).hint(&days_hint), entered.get(DAYS), 3))
            (ui::text_input(t, &field(TIME, &time), &typed))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.get("planning-save")))
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
