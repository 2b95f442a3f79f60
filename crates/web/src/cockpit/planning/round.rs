//! `/steuerung/berichte/{stichtag}`: the reports of a round; whoever steers lets everybody read them.

use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use maud::{Markup, html};
use planning::Offen;
use steering::Id;

use super::{must_steer, steers, works};
use crate::cockpit::entered::Entered;
use crate::cockpit::words::written;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{ReportPath, ReportsPath, RoundPath, SteeringPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Column, Crumb, Emphasis, Page, Table, Tone};

const MEASURE: &str = "massnahme";
/// The form to which the boxes of the table belong.
const FORM: &str = "freigeben";

fn day(text: &str) -> Result<Date, Failure> {
    text.parse().map_err(|_| Failure::NotFound)
}

pub(super) async fn show(
    RoundPath { stichtag }: RoundPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    works(&colleague)?;
    let t = frame.t;
    let day = day(&stichtag)?;
    let all = planning::reports(&mut house.store.reader(), &colleague.scope, day).await?;
    if all.is_empty() {
        return Err(Failure::NotFound);
    }
    let title = t.with("planning-round", &[("day", t.date(day).into())]);
    let releases =
        steers(&colleague) && all.iter().any(|one| one.bericht.is_some() && one.freigegeben_at.is_none());
    let content = html! {
        (ui::heading(&title))
        (table(&frame, &colleague, &all, releases))
        @if releases {
            (ui::form_with_id(&frame.csrf, FORM, &RoundPath { stichtag }.into(), html! {
                (ui::paragraph(&t.get("planning-release-what")))
                (ui::actions(ui::button(Emphasis::Primary, &t.get("planning-release"))))
            }))
        }
        (texts(t, &all))
    };
    let above = vec![
        Crumb::new(SteeringPath, t.get("planning-title")),
        Crumb::new(ReportsPath, t.get("planning-reports")),
    ];
    Ok(Page::new(title, content).below(above).wide().respond(&frame))
}

/// Lets everybody read the reports that were ticked.
pub(super) async fn release(
    RoundPath { stichtag }: RoundPath,
    house: House,
    colleague: Colleague,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    must_steer(&colleague)?;
    let entered = Entered::new(posted.into_answers());
    let ids: Vec<Id> = entered.all(MEASURE).map(|id| Id(id.to_owned())).collect();
    let mut tx = house.store.begin().await?;
    planning::release(&mut tx, &colleague.scope, day(&stichtag)?, &ids).await?;
    tx.commit().await?;
    Ok(Redirect::to(Href::from(RoundPath { stichtag }).as_str()).into_response())
}

fn table(frame: &Frame, colleague: &Colleague, all: &[Offen], releases: bool) -> Markup {
    let t = frame.t;
    let row = |one: &Offen| {
        let own = one.umfang.behoerde == colleague.behoerde;
        let to = ReportPath { stichtag: one.stichtag.to_string(), massnahme: one.umfang.massnahme.0.clone() };
        let can_release = releases && one.bericht.is_some() && one.freigegeben_at.is_none();
        let label = t.with("planning-release-one", &[("title", one.umfang.titel.as_str().into())]);
        vec![
            html! {
                @if can_release { (ui::row_checkbox(FORM, MEASURE, &one.umfang.massnahme.0, &label, true)) }
                @if let Some(nummer) = &one.umfang.nummer { span.rs-muted { (nummer) } " " }
                @if own { (ui::link(&to.into(), &one.umfang.titel)) } @else { (one.umfang.titel) }
            },
            html! { (one.kurz) },
            html! {
                @match &one.bericht {
                    Some((bericht, ..)) => (bericht.status.words()),
                    None => "–",
                }
            },
            html! {
                @match &one.bericht {
                    Some((bericht, ..)) => (bericht.abschluss),
                    None => "–",
                }
            },
            state(t, one),
        ]
    };
    ui::table(&Table {
        caption: t.get("planning-reports").into_owned(),
        caption_hidden: true,
        columns: ["steer-measure", "planning-of", "steer-status", "steer-due", "planning-report"]
            .map(|key| Column::new(t.get(key)))
            .to_vec(),
        rows: all.iter().map(row).collect(),
    })
}

fn state(t: Texts, one: &Offen) -> Markup {
    let (tone, key) = match (&one.bericht, one.freigegeben_at) {
        (None, _) => (Tone::Warning, "planning-report-missing"),
        (Some(_), None) => (Tone::Info, "planning-report-there"),
        (Some(_), Some(_)) => (Tone::Success, "planning-report-released"),
    };
    ui::badge(tone, &t.get(key))
}

fn texts(t: Texts, all: &[Offen]) -> Markup {
    html! {
        @for one in all {
            @if let Some((bericht, at, _)) = &one.bericht {
                @let from = t.with("planning-report-from", &[("who", one.kurz.as_str().into()), ("day", t.day(*at).into())]);
                (ui::details(&one.umfang.titel, html! {
                    (written(&bericht.text))
                    (ui::muted(&from))
                }))
            }
        }
    }
}
