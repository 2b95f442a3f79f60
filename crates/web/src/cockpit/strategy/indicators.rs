//! `GET /kennzahlen`: the figures for everybody. `GET /steuerung/kennzahlen`: the same for whoever keeps them.

use axum::extract::Query;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;
use strategy::{Kennzahlstand, Quelle};

use super::{may_steer, words};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{
    DataPath, DefineIndicatorPath, EndIndicatorPath, EnterValuePath, IndicatorPath, IndicatorsCsvPath,
    IndicatorsJsonPath, IndicatorsPath, NewIndicatorPath, SteerIndicatorsPath, SteeringPath, StrategyPath,
};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Column, Crumb, Emphasis, Page, Table, Tone};

pub(super) async fn show(_: IndicatorsPath, house: House, frame: Frame) -> Result<Response, Failure> {
    let t = frame.t;
    let all = strategy::kennzahlen(&mut house.store.reader()).await?;
    let (ended, kept): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.ende.is_some());
    let content = html! {
        (ui::heading(&t.get("indicators-title")))
        (ui::lead(&t.get("indicators-lead")))
        @if all.is_empty() {
            (ui::empty_state(&t.get("indicators-none"), &t.get("indicators-none-what"), None))
        } @else {
            @if !kept.is_empty() { (table(t, &kept)) }
            @if !ended.is_empty() { (ui::section("beendet", &t.get("indicators-ended"), ended_table(t, &ended))) }
            p.kern-body {
                (ui::link(&IndicatorsCsvPath.into(), &t.get("indicators-csv"))) " · "
                (ui::link(&IndicatorsJsonPath.into(), &t.get("indicators-json")))
            }
        }
        p.kern-body {
            (ui::link(&StrategyPath.into(), &t.get("strategy-title"))) " · "
            (ui::link(&DataPath.into(), &t.get("data-title")))
        }
    };
    Ok(Page::new(t.get("indicators-title"), content).wide().public().respond(&frame))
}

/// Figures, each with its newest value and its target.
pub(super) fn table(t: Texts, all: &[&Kennzahlstand]) -> Markup {
    let row = |stand: &&Kennzahlstand| {
        let kennzahl = &stand.kennzahl;
        vec![
            named(stand),
            newest(t, stand),
            html! { (words::target(t, kennzahl).unwrap_or_else(|| "–".to_owned())) },
            words::reached(t, stand),
        ]
    };
    let columns = ["indicator", "indicator-newest", "indicator-target", "indicator-state"];
    ui::table(&Table {
        caption: t.get("indicators-title").into_owned(),
        caption_hidden: true,
        columns: columns.map(|key| Column::new(t.get(key))).to_vec(),
        rows: all.iter().map(row).collect(),
    })
}

/// Figures that are not kept any more, each with its last value and why.
fn ended_table(t: Texts, all: &[&Kennzahlstand]) -> Markup {
    let row = |stand: &&Kennzahlstand| {
        let ende = stand.ende.as_ref();
        vec![
            named(stand),
            newest(t, stand),
            html! { (ende.map_or_else(|| "–".to_owned(), |ende| t.date(ende.tag))) },
            html! { span lang="de" { (ende.map_or("–", |ende| ende.grund.as_str())) } },
        ]
    };
    let columns = ["indicator", "indicator-newest", "indicator-end-day", "indicator-end-reason"];
    ui::table(&Table {
        caption: t.get("indicators-ended").into_owned(),
        caption_hidden: true,
        columns: columns.map(|key| Column::new(t.get(key))).to_vec(),
        rows: all.iter().map(row).collect(),
    })
}

fn named(stand: &Kennzahlstand) -> Markup {
    let href = IndicatorPath { id: stand.id.0 }.into();
    html! { span lang="de" { (ui::link(&href, &stand.kennzahl.name)) } }
}

/// The newest value with its day.
fn newest(t: Texts, stand: &Kennzahlstand) -> Markup {
    let wert = stand.wert.as_ref().and_then(|wert| Some((wert.tag, wert.wert?)));
    html! {
        @match wert {
            Some((tag, wert)) => div {
                (words::value(t, wert, &stand.kennzahl)) br; span.rs-muted { (t.date_short(tag)) }
            },
            None => "–",
        }
    }
}

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    meldung: String,
}

pub(super) async fn keep(
    _: SteerIndicatorsPath,
    Query(wanted): Query<Wanted>,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    may_steer(&colleague)?;
    let t = frame.t;
    let all = strategy::kennzahlen(&mut house.store.reader()).await?;
    let told = match wanted.meldung.as_str() {
        "festgelegt" => Some("indicator-told-defined"),
        "wert" => Some("indicator-told-entered"),
        "beendet" => Some("indicator-told-ended"),
        "wieder" => Some("indicator-told-resumed"),
        _ => None,
    };
    let new = ui::link_button(Emphasis::Primary, &NewIndicatorPath.into(), &t.get("indicator-new"));
    let content = html! {
        @if let Some(key) = told { (ui::alert(Tone::Success, &t.get(key), None)) }
        (ui::heading(&t.get("indicators-keep")))
        (ui::lead(&t.get("indicators-keep-lead")))
        @if all.is_empty() {
            (ui::empty_state(&t.get("indicators-none"), &t.get("indicators-keep-none"), Some(new)))
        } @else {
            (kept(t, &all))
            (ui::actions(new))
        }
    };
    let above = vec![Crumb::new(SteeringPath, t.get("planning-title"))];
    Ok(Page::new(t.get("indicators-keep"), content).below(above).wide().respond(&frame))
}

fn kept(t: Texts, all: &[Kennzahlstand]) -> Markup {
    let row = |stand: &Kennzahlstand| {
        let kennzahl = &stand.kennzahl;
        let end = Href::from(EndIndicatorPath { id: stand.id.0 });
        let change = Href::from(DefineIndicatorPath { id: stand.id.0 });
        let enter = Href::from(EnterValuePath { id: stand.id.0 });
        let by_hand = kennzahl.quelle == Quelle::Eingetragen;
        vec![
            html! {
                div {
                    (named(stand))
                    @if stand.ende.is_some() { br; (ui::badge(Tone::Info, &t.get("indicator-is-ended"))) }
                }
            },
            html! { (words::source(t, kennzahl.quelle)) },
            newest(t, stand),
            html! {
                div {
                    (ui::link(&enter, &t.get(if by_hand { "indicator-enter" } else { "indicator-correct" })))
                    br;
                    (ui::link(&change, &t.get("indicator-change")))
                    br;
                    (ui::link(&end, &t.get(if stand.ende.is_some() { "indicator-resume" } else { "indicator-end" })))
                }
            },
        ]
    };
    let columns = ["indicator", "indicator-source", "indicator-newest", "indicator-do"];
    ui::table(&Table {
        caption: t.get("indicators-title").into_owned(),
        caption_hidden: true,
        columns: columns.map(|key| Column::new(t.get(key))).to_vec(),
        rows: all.iter().map(row).collect(),
    })
}
