//! `/steuerung/sitzungen`: meetings of the bodies, and a call for one.

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use planning::{Error, Feld, GREMIEN, Sitzung};

use super::{must_steer, steers, words, works};
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{AgendaPath, MeetingPath, MeetingsPath, SteeringPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{
    self, Choice, Column, Crumb, Emphasis, Field, Page, Problem, Send, Table, TextInput, Tone, problem, wrong,
};

const BODY: &str = "gremium";
pub(super) const DAY: &str = "tag";
pub(super) const PLACE: &str = "ort";
/// Meetings shown at most.
const SHOWN: i64 = 200;

pub(super) async fn show(
    _: MeetingsPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    works(&colleague)?;
    Ok(page(&house, &colleague, &frame, &Entered::default(), &[]).await?.respond(&frame))
}

/// Calls a body together.
pub(super) async fn convene(
    _: MeetingsPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    must_steer(&colleague)?;
    let t = frame.t;
    let mut problems = posted.unfit(t, &[PLACE]);
    let entered = Entered::new(posted.into_answers());
    match entered.day(DAY) {
        None => problems.push(problem(DAY, t.get("planning-wrong-day"))),
        Some(day) if problems.is_empty() => {
            let mut tx = house.store.begin().await?;
            let (body, place) = (entered.get(BODY), entered.get(PLACE));
            match planning::convene(&mut tx, &colleague.scope, body, day, place).await {
                Ok(id) => {
                    tx.commit().await?;
                    return Ok(Redirect::to(Href::from(AgendaPath { id }).as_str()).into_response());
                }
                Err(Error::Angabe(feld)) => {
                    let path = if feld == Feld::Gremium { BODY } else { PLACE };
                    problems.push(problem(path, t.get(words::complaint(feld))));
                }
                Err(error) => return Err(error.into()),
            }
        }
        Some(_) => {}
    }
    Ok(page(&house, &colleague, &frame, &entered, &problems).await?.respond(&frame))
}

async fn page(
    house: &House,
    colleague: &Colleague,
    frame: &Frame,
    entered: &Entered,
    problems: &[Problem],
) -> Result<Page, Failure> {
    let t = frame.t;
    let mut reader = house.store.reader();
    let all = planning::sitzungen(&mut reader, &colleague.scope, SHOWN).await?;
    // The bodies are those of the plans, and those that have met.
    let mut bodies: Vec<String> = Vec::new();
    let plans = planning::planungen(&mut reader, &colleague.scope).await?;
    let named =
        plans.iter().flat_map(|plan| plan.vorgabe.gremien.iter()).chain(all.iter().map(|one| &one.gremium));
    for body in named.cloned().chain(GREMIEN.map(str::to_owned)) {
        if !bodies.contains(&body) {
            bodies.push(body);
        }
    }
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&t.get("planning-meetings")))
        @if all.is_empty() { (ui::muted(&t.get("planning-meetings-none"))) }
        @else { (table(t, &all)) }
        @if steers(colleague) {
            (ui::section("einberufen", &t.get("planning-convene"), form(frame, &bodies, entered, problems)))
        }
    };
    let above = vec![Crumb::new(SteeringPath, t.get("planning-title"))];
    Ok(Page::new(t.get("planning-meetings"), content).below(above).with_errors(!problems.is_empty()))
}

fn table(t: Texts, all: &[Sitzung]) -> Markup {
    let row = |one: &Sitzung| {
        vec![
            ui::link(&MeetingPath { id: one.id }.into(), &one.gremium),
            html! { (t.date(one.tag)) },
            html! { (one.tagesordnung.len()) },
            if one.geschlossen_at.is_some() {
                ui::badge(Tone::Success, &t.get("planning-record-closed"))
            } else {
                ui::badge(Tone::Info, &t.get("planning-record-open"))
            },
        ]
    };
    ui::table(&Table {
        caption: t.get("planning-meetings").into_owned(),
        caption_hidden: true,
        columns: vec![
            Column::new(t.get("planning-body")),
            Column::new(t.get("planning-day")),
            Column::numeric(t.get("planning-items")),
            Column::new(t.get("planning-record")),
        ],
        rows: all.iter().map(row).collect(),
    })
}

fn form(frame: &Frame, bodies: &[String], entered: &Entered, problems: &[Problem]) -> Markup {
    let t = frame.t;
    let [body, day] = ["planning-body", "planning-day"].map(|key| t.get(key));
    let choices: Vec<_> = bodies.iter().map(|body| Choice::new(body, body.clone())).collect();
    let field = |name, label| Field::new(name, label).error(wrong(problems, name));
    ui::form(
        &frame.csrf,
        &MeetingsPath.into(),
        Send::Plain,
        html! {
            (ui::select(t, &field(BODY, &body), &choices, entered.get(BODY)))
            (ui::date_input(t, &field(DAY, &day), entered.get(DAY), false))
            (place(t, entered, problems))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("planning-convene-button"))))
        },
    )
}

/// Where a body meets.
pub(super) fn place(t: Texts, entered: &Entered, problems: &[Problem]) -> Markup {
    let label = t.get("planning-where");
    let typed = TextInput { value: entered.get(PLACE), ..TextInput::default() };
    ui::text_input(t, &Field::new(PLACE, &label).error(wrong(problems, PLACE)).optional(), &typed)
}
