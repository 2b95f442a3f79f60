//! `/steuerung/planung`: plans in the making and those made here; begins the work on one.

use axum::response::{IntoResponse, Redirect, Response};
use jiff::ToSpan;
use maud::{Markup, html};
use planning::{Error, GREMIEN, Planung, Stand, Vorgabe};

use super::settings::{self, BODIES, EINZELPLAN, UNTIL};
use super::{must_steer, proposes, steers, words, works};
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{PlanningPath, PlanningsPath, ProposalPath, ReportsPath, SteeringPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{
    self, Column, Crumb, Emphasis, Field, Kind, Page, Problem, Send, Table, TextInput, Width, problem, wrong,
};

const YEAR: &str = "jahr";

pub(super) async fn show(
    _: PlanningsPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    works(&colleague)?;
    let today = store::day_in_germany(house.store.now());
    let entered = Entered::of(&[
        (YEAR, today.saturating_add(1.year()).year().to_string()),
        (UNTIL, today.saturating_add(60.days()).to_string()),
        (EINZELPLAN, "16".to_owned()),
        (BODIES, GREMIEN.join("\n")),
    ]);
    Ok(page(&house, &colleague, &frame, &entered, &[]).await?.respond(&frame))
}

/// Begins the work on a plan.
pub(super) async fn open(
    _: PlanningsPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    must_steer(&colleague)?;
    let t = frame.t;
    let mut problems = posted.unfit(t, &[BODIES]);
    let entered = Entered::new(posted.into_answers());
    let jahr = entered.get(YEAR).trim().parse::<i16>().ok();
    if jahr.is_none() {
        problems.push(problem(YEAR, t.get("planning-wrong-year")));
    }
    let vorgabe = settings::read(t, &entered, &mut problems);
    if let (Some(jahr), Some(vorgabe), true) = (jahr, vorgabe, problems.is_empty()) {
        match begin(&house, &colleague, jahr, vorgabe).await {
            Ok(()) => {
                return Ok(Redirect::to(Href::from(PlanningPath { jahr }).as_str()).into_response());
            }
            Err(Error::PlanExists(_)) => problems.push(problem(YEAR, t.get("planning-wrong-year-there"))),
            Err(Error::BadYear(_)) => problems.push(problem(YEAR, t.get("planning-wrong-year"))),
            Err(Error::Angabe(feld)) => {
                problems.push(problem(settings::path(feld), t.get(words::complaint(feld))));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(page(&house, &colleague, &frame, &entered, &problems).await?.respond(&frame))
}

async fn begin(house: &House, colleague: &Colleague, jahr: i16, vorgabe: Vorgabe) -> planning::Result<()> {
    let mut tx = house.store.begin().await?;
    planning::open(&mut tx, &colleague.scope, jahr, vorgabe).await?;
    tx.commit().await?;
    Ok(())
}

async fn page(
    house: &House,
    colleague: &Colleague,
    frame: &Frame,
    entered: &Entered,
    problems: &[Problem],
) -> Result<Page, Failure> {
    let t = frame.t;
    let all = planning::planungen(&mut house.store.reader(), &colleague.scope).await?;
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&t.get("planning-plans")))
        @if all.is_empty() { (ui::empty_state(&t.get("planning-plans-none"), &t.get("planning-plans-none-what"), None)) }
        @else { (table(t, &all)) }
        @if steers(colleague) {
            (ui::section("beginnen", &t.get("planning-begin"), html! {
                (ui::paragraph(&t.get("planning-begin-what")))
                (form(frame, entered, problems))
            }))
        }
    };
    let above = vec![Crumb::new(SteeringPath, t.get("planning-title"))];
    Ok(Page::new(t.get("planning-plans"), content).below(above).with_errors(!problems.is_empty()))
}

fn table(t: Texts, all: &[Planung]) -> Markup {
    let row = |planung: &Planung| {
        let name = t.with("steer-plan-of", &[("year", planung.jahr.to_string().into())]);
        vec![
            ui::link(&PlanningPath { jahr: planung.jahr }.into(), &name),
            html! { (t.date(planung.vorgabe.einreichung_bis)) },
            html! { (t.money(planung.vorgabe.budget)) },
            html! {
                @match planung.veroeffentlicht_at {
                    Some(at) => (t.day(at)),
                    None => (t.get("planning-in-the-making")),
                }
            },
        ]
    };
    ui::table(&Table {
        caption: t.get("planning-plans").into_owned(),
        caption_hidden: true,
        columns: vec![
            Column::new(t.get("steer-plan")),
            Column::new(t.get("planning-until")),
            Column::numeric(t.get("planning-budget")),
            Column::new(t.get("planning-published")),
        ],
        rows: all.iter().map(row).collect(),
    })
}

fn form(frame: &Frame, entered: &Entered, problems: &[Problem]) -> Markup {
    let t = frame.t;
    let label = t.get("planning-year");
    let year =
        TextInput { value: entered.get(YEAR), kind: Kind::Whole, width: Width::Tiny, ..TextInput::default() };
    ui::form(
        &frame.csrf,
        &PlanningsPath.into(),
        Send::Plain,
        html! {
            (ui::text_input(t, &Field::new(YEAR, &label).error(wrong(problems, YEAR)), &year))
            (settings::fields(t, entered, problems))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("planning-begin-button"))))
        },
    )
}

/// What somebody has to do for plans: own proposals that are open, the review, reports that are due.
pub(super) async fn to_do(house: &House, colleague: &Colleague, t: Texts) -> Result<Markup, Failure> {
    let mut reader = house.store.reader();
    let mut tasks = Vec::new();
    for planung in planning::planungen(&mut reader, &colleague.scope).await? {
        if planung.veroeffentlicht_at.is_some() {
            continue;
        }
        for one in planning::vorschlaege(&mut reader, &colleague.scope, planung.jahr).await? {
            let own = one.behoerde == colleague.behoerde && one.stand.is_open() && proposes(colleague);
            if own || (one.stand == Stand::Eingereicht && steers(colleague)) {
                tasks.push((one, planung.vorgabe.einreichung_bis));
            }
        }
    }
    let due =
        if proposes(colleague) { planning::due(&mut reader, &colleague.scope).await? } else { Vec::new() };
    let reports = |count: usize, bis| {
        t.with("planning-reports-due", &[("count", count.into()), ("day", t.date(bis).into())])
    };
    Ok(html! {
        @if tasks.is_empty() && due.is_empty() { (ui::muted(&t.get("planning-nothing-to-do"))) }
        @if let Some(first) = due.first() {
            p.kern-body { (ui::link(&ReportsPath.into(), &reports(due.len(), first.bis))) }
        }
        @if !tasks.is_empty() {
            (ui::table(&Table {
                caption: t.get("planning-to-do").into_owned(),
                caption_hidden: true,
                columns: ["steer-measure", "steer-plan", "planning-stand", "planning-until"]
                    .map(|key| Column::new(t.get(key))).to_vec(),
                rows: tasks.iter().map(|(one, until)| vec![
                    ui::link(&ProposalPath { id: one.id }.into(), &one.angaben.titel),
                    html! { (one.jahr) },
                    words::stand(t, one.stand),
                    html! { (t.date_short(*until)) },
                ]).collect(),
            }))
        }
    })
}
