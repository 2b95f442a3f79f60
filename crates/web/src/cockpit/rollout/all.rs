//! `GET /rollout`: how far all online services have come, by county and by Leistung.

use axum::response::Response;
use catalogue::{Kreis, LeistungKey, Verteilung};
use maud::{Markup, html};
use std::collections::BTreeMap;

use super::{map, number, percent, read};
use crate::cockpit::strategy;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{IndicatorsPath, RolloutCsvPath, RolloutJsonPath, RolloutOfPath, RolloutPath};
use crate::shell::{Failure, Frame};
use crate::ui::{self, Column, Page, Table};

pub(super) async fn show(_: RolloutPath, house: House, frame: Frame) -> Result<Response, Failure> {
    let t = frame.t;
    let (found, titles) = read(&house, t).await?;
    let (online, elsewhere): (Vec<_>, Vec<_>) =
        found.leistungen.iter().cloned().partition(|(_, verteilung)| verteilung.online > 0);
    let course = strategy::spread(&mut house.store.reader(), t, None).await?;
    let content = html! {
        (ui::heading(&t.get("rollout-title")))
        @if found.leistungen.is_empty() {
            (ui::empty_state(&t.get("rollout-none"), &t.get("rollout-none-what"), None))
        } @else {
            (ui::lead(&t.get("rollout-lead")))
            (map(t, &t.get("rollout-map-all"), &found.kreise))
            (course)
            (ui::section("leistungen", &t.get("rollout-services"), html! {
                @if online.is_empty() { (ui::paragraph(&t.get("rollout-nowhere"))) }
                @else { (services(t, online, &titles)) }
                @if !elsewhere.is_empty() {
                    (ui::paragraph(&t.with("rollout-elsewhere", &[("count", elsewhere.len().into())])))
                }
            }))
            (ui::section("kreise", &t.get("rollout-districts"), districts(t, &found.kreise)))
            p.kern-body {
                (ui::link(&RolloutCsvPath.into(), &t.get("rollout-as-csv"))) " · "
                (ui::link(&RolloutJsonPath.into(), &t.get("rollout-as-json"))) " · "
                (ui::link(&IndicatorsPath.into(), &t.get("indicators-title")))
            }
        }
    };
    Ok(Page::new(t.get("rollout-title"), content).wide().public().respond(&frame))
}

/// The widest spread first.
fn services(
    t: Texts,
    mut found: Vec<(LeistungKey, Verteilung)>,
    titles: &BTreeMap<LeistungKey, String>,
) -> Markup {
    found.sort_by_key(|(_, verteilung)| std::cmp::Reverse((verteilung.prozent(), verteilung.online)));
    let row = |(key, verteilung): &(LeistungKey, Verteilung)| {
        let title = titles.get(key).map_or_else(|| key.as_str(), String::as_str);
        vec![
            ui::link(&RolloutOfPath { key: key.to_string() }.into(), title),
            number(t, verteilung.online),
            number(t, verteilung.alle()),
            html! { (percent(t, *verteilung)) },
        ]
    };
    ui::table(&Table {
        caption: t.get("rollout-services").into_owned(),
        caption_hidden: true,
        columns: vec![
            Column::new(t.get("rollout-service")),
            Column::numeric(t.get("rollout-online")),
            Column::numeric(t.get("rollout-municipalities")),
            Column::numeric(t.get("rollout-share")),
        ],
        rows: found.iter().map(row).collect(),
    })
}

fn districts(t: Texts, kreise: &[Kreis]) -> Markup {
    let row = |kreis: &Kreis| {
        vec![
            html! { span lang="de" { (kreis.name) } },
            number(t, u32::try_from(kreis.gemeinden.len()).unwrap_or(u32::MAX)),
            html! {
                (t.with("rollout-of", &[
                    ("online", kreis.verteilung.online.into()),
                    ("all", kreis.verteilung.alle().into()),
                ]))
            },
            html! { (percent(t, kreis.verteilung)) },
        ]
    };
    html! {
        (ui::paragraph(&t.get("rollout-districts-how")))
        (ui::table(&Table {
            caption: t.get("rollout-districts").into_owned(),
            caption_hidden: true,
            columns: vec![
                Column::new(t.get("rollout-district")),
                Column::numeric(t.get("rollout-municipalities")),
                Column::numeric(t.get("rollout-offers")),
                Column::numeric(t.get("rollout-share")),
            ],
            rows: kreise.iter().map(row).collect(),
        }))
    }
}
