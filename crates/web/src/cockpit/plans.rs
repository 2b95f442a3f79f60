//! `GET /aktionsplaene`: the plans, and which links between them a person should make sure of.

use axum::response::Response;
use maud::{Markup, html};
use steering::{PlanKopf, Zuordnung};

use super::words;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{
    ComparePlansPath, MeasuresFeedPath, MeasuresPath, PlanPath, PlansOverviewPath, PlansPath,
};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Column, Crumb, Page, Table};

pub(super) async fn show(_: PlansPath, house: House, frame: Frame) -> Result<Response, Failure> {
    let t = frame.t;
    let mut reader = house.store.reader();
    let plaene = steering::plaene(&mut reader).await?;
    let unsure = steering::verbindungen(&mut reader).await?;
    let content = html! {
        (ui::heading(&t.get("steer-plans-title")))
        @if plaene.is_empty() {
            (ui::empty_state(&t.get("steer-none"), &t.get("steer-none-what"), None))
        } @else {
            (ui::lead(&t.get("steer-plans-lead")))
            (all(t, &plaene))
            p.kern-body {
                (ui::link(&PlansOverviewPath.into(), &t.get("plans-overview")))
                @if plaene.len() > 1 { " · " (ui::link(&ComparePlansPath.into(), &t.get("plans-compare"))) }
            }
        }
        @if !unsure.is_empty() {
            (ui::section("unsicher", &t.get("steer-unsure"), doubts(t, &unsure)))
        }
    };
    let above = vec![Crumb::new(MeasuresPath, t.get("steer-title"))];
    Ok(Page::new(t.get("steer-plans-title"), content)
        .below(above)
        .wide()
        .public()
        .with_feed(MeasuresFeedPath, t.get("plans-feed-title"))
        .respond(&frame))
}

fn all(t: Texts, plaene: &[PlanKopf]) -> Markup {
    let row = |at: usize, plan: &PlanKopf| {
        let measures = Href::from(MeasuresPath).with("plan", &plan.jahr.to_string());
        let count = [("count", plan.massnahmen.into())];
        vec![
            ui::link(
                &PlanPath { jahr: plan.jahr.to_string() }.into(),
                &t.with("steer-plan-of", &[("year", plan.jahr.to_string().into())]),
            ),
            html! { @match plan.stand { Some(day) => (t.date(day)), None => "–" } },
            html! { (ui::link(&measures, &t.with("steer-measures", &count))) },
            html! {
                @if let Some(before) = plaene.get(at + 1) {
                    (ui::link(&super::compare::href(before.jahr, plan.jahr), &with_before(t, before.jahr)))
                } @else { "–" }
            },
            html! { (plan.datei) },
        ]
    };
    let columns = ["steer-plan", "steer-as-of", "steer-content", "plans-changes", "steer-file"];
    ui::table(&Table {
        caption: t.get("steer-plans-title").into_owned(),
        caption_hidden: true,
        columns: columns.map(|key| Column::new(t.get(key))).to_vec(),
        rows: plaene.iter().enumerate().map(|(at, plan)| row(at, plan)).collect(),
    })
}

fn with_before(t: Texts, jahr: i16) -> String {
    t.with("plans-since", &[("year", jahr.to_string().into())])
}

fn doubts(t: Texts, unsure: &[Zuordnung]) -> Markup {
    let row = |one: &Zuordnung| {
        let side = |jahr: i16, (zeile, titel): &(u32, String)| {
            html! { div { span lang="de" { (titel) } br; span.rs-muted { (words::source(t, jahr, *zeile)) } } }
        };
        vec![
            side(one.verbindung.von.jahr, &one.von),
            side(one.verbindung.nach.jahr, &one.nach),
            html! { (words::trust(t, one.verbindung.vertrauen)) },
        ]
    };
    html! {
        (ui::paragraph(&t.get("steer-unsure-what")))
        (ui::table(&Table {
            caption: t.get("steer-unsure").into_owned(),
            caption_hidden: true,
            columns: ["steer-earlier", "steer-later", "steer-trust"].map(|key| Column::new(t.get(key))).to_vec(),
            rows: unsure.iter().map(row).collect(),
        }))
    }
}
