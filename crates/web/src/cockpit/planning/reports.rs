//! `/steuerung/berichte`: progress reports that are due, the rounds, and when the next one begins.

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use planning::{Offen, Runde};

use super::{must_steer, proposes, steers, works};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{ReportCalendarPath, ReportPath, ReportsPath, RoundPath, SteeringPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Column, Crumb, Emphasis, Page, Send, Table, Tone};

pub(super) async fn show(
    _: ReportsPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    works(&colleague)?;
    let t = frame.t;
    let mut reader = house.store.reader();
    let today = store::day_in_germany(house.store.now());
    let scope = &colleague.scope;
    let due = if proposes(&colleague) { planning::due(&mut reader, scope).await? } else { Vec::new() };
    let rounds = planning::rounds(&mut reader, scope).await?;
    let next = planning::next_round(&mut reader, scope, today).await?.and_then(|(_, next)| next);
    let content = html! {
        (ui::heading(&t.get("planning-reports")))
        (ui::lead(&t.get("planning-reports-lead")))
        (ui::section("faellig", &t.get("planning-reports-own"), own(t, &due, today)))
        (ui::section("runden", &t.get("planning-rounds"), html! {
            p.kern-body {
                @match next {
                    Some(day) => (t.with("planning-round-next", &[("day", t.date(day).into())])),
                    None => (t.get("planning-round-none")),
                }
            }
            @if !rounds.is_empty() { (table(t, &rounds)) }
            @if steers(&colleague) {
                p.kern-body { (ui::link(&ReportCalendarPath.into(), &t.get("planning-calendar"))) }
                @if rounds.first().is_none_or(|last| last.stichtag < today) {
                    (ui::form(&frame.csrf, &ReportsPath.into(), Send::Plain, ui::actions(
                        ui::button(Emphasis::Secondary, &t.get("planning-round-open"))
                    )))
                }
            }
        }))
    };
    let above = vec![Crumb::new(SteeringPath, t.get("planning-title"))];
    Ok(Page::new(t.get("planning-reports"), content).below(above).wide().respond(&frame))
}

/// Begins a round of today.
pub(super) async fn open(
    _: ReportsPath,
    house: House,
    colleague: Colleague,
    _: Guarded<Posted>,
) -> Result<Response, Failure> {
    must_steer(&colleague)?;
    let today = store::day_in_germany(house.store.now());
    let mut tx = house.store.begin().await?;
    planning::open_round(&mut tx, &colleague.scope, today).await?;
    tx.commit().await?;
    Ok(Redirect::to(Href::from(RoundPath { stichtag: today.to_string() }).as_str()).into_response())
}

fn own(t: Texts, due: &[Offen], today: jiff::civil::Date) -> Markup {
    if due.is_empty() {
        return ui::muted(&t.get("planning-reports-own-none"));
    }
    let row = |one: &Offen| {
        let to = ReportPath { stichtag: one.stichtag.to_string(), massnahme: one.umfang.massnahme.0.clone() };
        vec![
            html! {
                @if let Some(nummer) = &one.umfang.nummer { span.rs-muted { (nummer) } " " }
                (ui::link(&to.into(), &one.umfang.titel))
            },
            html! { (t.date(one.stichtag)) },
            html! {
                div {
                    (t.date(one.bis))
                    @if one.bis < today { " " (ui::badge(Tone::Danger, &t.get("desk-late"))) }
                }
            },
        ]
    };
    ui::table(&Table {
        caption: t.get("planning-reports-own").into_owned(),
        caption_hidden: true,
        columns: ["steer-measure", "planning-as-of", "planning-report-until"]
            .map(|key| Column::new(t.get(key)))
            .to_vec(),
        rows: due.iter().map(row).collect(),
    })
}

fn table(t: Texts, rounds: &[Runde]) -> Markup {
    let row = |one: &Runde| {
        vec![
            ui::link(&RoundPath { stichtag: one.stichtag.to_string() }.into(), &t.date(one.stichtag)),
            html! { (t.date(one.bis)) },
            html! { (one.massnahmen) },
            html! { (one.berichte) },
            html! { (one.freigegeben) },
        ]
    };
    ui::table(&Table {
        caption: t.get("planning-rounds").into_owned(),
        caption_hidden: true,
        columns: vec![
            Column::new(t.get("planning-as-of")),
            Column::new(t.get("planning-report-until")),
            Column::numeric(t.get("planning-round-measures")),
            Column::numeric(t.get("planning-round-reports")),
            Column::numeric(t.get("planning-round-released")),
        ],
        rows: rounds.iter().map(row).collect(),
    })
}
