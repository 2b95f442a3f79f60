//! `GET /aktionsplaene/ueberblick`: all measures at one glance: how they stand over the years, who leads what, what slips and
//! why.

use axum::response::Response;
use maud::{Markup, html};
use steering::{Fuehrung, Kurz, Lage, Ursache};

use super::words;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{MeasurePath, MeasuresPath, PlanPath, PlansOverviewPath, PlansPath};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Bars, Column, Crumb, Page, Table};

pub(super) async fn show(_: PlansOverviewPath, house: House, frame: Frame) -> Result<Response, Failure> {
    let t = frame.t;
    let found = steering::ueberblick(&mut house.store.reader()).await?;
    let content = html! {
        (ui::heading(&t.get("plans-overview")))
        @if found.staende.is_empty() {
            (ui::empty_state(&t.get("steer-none"), &t.get("steer-none-what"), None))
        } @else {
            (ui::lead(&t.get("plans-overview-lead")))
            (ui::section("stand", &t.get("plans-by-status"), by_status(t, &found.staende)))
            @if !found.fuehrung.is_empty() {
                (ui::section("federfuehrung", &t.get("plans-by-lead"), by_lead(t, &found.fuehrung)))
            }
            @if !found.ursachen.is_empty() {
                (ui::section("ursachen", &t.get("plans-causes"), by_cause(t, &found.ursachen)))
            }
            @if !found.verschoben.is_empty() {
                (ui::section("verschiebung", &t.get("plans-slippage"), slippage(t, &found.verschoben)))
            }
        }
    };
    let above = vec![
        Crumb::new(MeasuresPath, t.get("steer-title")),
        Crumb::new(PlansPath, t.get("steer-plans-title")),
    ];
    Ok(Page::new(t.get("plans-overview"), content).below(above).wide().public().respond(&frame))
}

fn search(key: &str, value: &str) -> Href {
    Href::from(MeasuresPath).with(key, value)
}

/// Of what is no status of the plans themselves, the chart shows one kind.
const STATUS: [&str; 4] = ["im Plan", "Verzug droht", "in Verzug", "abgeschlossen"];

fn by_status(t: Texts, staende: &[(i16, Option<String>, i64)]) -> Markup {
    let kind = |status: &Option<String>| match status.as_deref() {
        None => STATUS.len(),
        Some(words) => STATUS.iter().position(|known| *known == words).unwrap_or(STATUS.len()),
    };
    let mut years: Vec<(i16, [i64; STATUS.len() + 1])> = Vec::new();
    for (jahr, status, count) in staende {
        if years.last().is_none_or(|(last, _)| last != jahr) {
            years.push((*jahr, [0; STATUS.len() + 1]));
        }
        if let Some((_, counts)) = years.last_mut() {
            counts[kind(status)] += count;
        }
    }
    let used: Vec<usize> =
        (0..=STATUS.len()).filter(|kind| years.iter().any(|(_, counts)| counts[*kind] > 0)).collect();
    let label = |kind: usize| match STATUS.get(kind) {
        Some(words) => (*words).to_owned(),
        None => t.get("plans-status-none").into_owned(),
    };
    let number = |count: i64| html! { (t.number(&count.to_string())) };
    let mut columns = vec![Column::new(t.get("steer-plan"))];
    columns.extend(used.iter().map(|kind| Column::numeric(label(*kind))));
    let table = Table {
        caption: t.get("plans-by-status").into_owned(),
        caption_hidden: true,
        columns,
        rows: years
            .iter()
            .map(|(jahr, counts)| {
                let year = jahr.to_string();
                let mut row = vec![ui::link(&PlanPath { jahr: year.clone() }.into(), &year)];
                row.extend(used.iter().map(|kind| number(counts[*kind])));
                row
            })
            .collect(),
    };
    // Plans that tell no status are in the table only.
    let told: Vec<usize> = used.iter().copied().filter(|kind| *kind < STATUS.len()).collect();
    let chart = Bars {
        title: t.get("plans-by-status").into_owned(),
        kinds: told.iter().map(|kind| label(*kind)).collect(),
        rows: years
            .iter()
            .filter(|(_, counts)| told.iter().any(|kind| counts[*kind] > 0))
            .map(|(jahr, counts)| (jahr.to_string(), told.iter().map(|kind| counts[*kind]).collect()))
            .collect(),
    };
    html! {
        @if !chart.rows.is_empty() { (ui::bars(t, &chart)) }
        (ui::table(&table))
    }
}

fn by_lead(t: Texts, fuehrung: &[Fuehrung]) -> Markup {
    let of =
        |lead: &Fuehrung| search("federfuehrung", &lead.federfuehrung).with("lage", Lage::Laeuft.as_str());
    let number = |count: i64| t.number(&count.to_string());
    let row = |lead: &Fuehrung| {
        vec![
            html! { (lead.federfuehrung) },
            ui::link(&of(lead), &number(lead.laufend)),
            html! {
                @if lead.in_verzug > 0 { (ui::link(&of(lead).with("status", "in Verzug"), &number(lead.in_verzug))) }
                @else { "0" }
            },
            html! { (number(lead.verschoben)) },
            html! { (number(lead.monate)) },
        ]
    };
    html! {
        (ui::paragraph(&t.get("plans-by-lead-how")))
        (ui::table(&Table {
            caption: t.get("plans-by-lead").into_owned(),
            caption_hidden: true,
            columns: vec![
                Column::new(t.get("steer-lead-office")),
                Column::numeric(t.get("plans-running")),
                Column::numeric(t.get("plans-late")),
                Column::numeric(t.get("plans-moved")),
                Column::numeric(t.get("plans-moved-months")),
            ],
            rows: fuehrung.iter().map(row).collect(),
        }))
    }
}

fn by_cause(t: Texts, ursachen: &[(Ursache, i64)]) -> Markup {
    let row = |(ursache, count): &(Ursache, i64)| {
        vec![
            ui::link(&search("ursache", ursache.as_str()), &words::cause(t, *ursache)),
            html! { (t.number(&count.to_string())) },
        ]
    };
    let chart = Bars {
        title: t.get("plans-causes-chart").into_owned(),
        kinds: Vec::new(),
        rows: ursachen.iter().map(|(ursache, count)| (words::cause(t, *ursache), vec![*count])).collect(),
    };
    let table = Table {
        caption: t.get("plans-causes").into_owned(),
        caption_hidden: true,
        columns: vec![Column::new(t.get("plans-cause")), Column::numeric(t.get("plans-measures"))],
        rows: ursachen.iter().map(row).collect(),
    };
    html! {
        (ui::paragraph(&t.get("plans-causes-how")))
        div.rs-figures { div { (ui::bars(t, &chart)) } div { (ui::table(&table)) } }
    }
}

fn slippage(t: Texts, verschoben: &[Kurz]) -> Markup {
    let row = |kurz: &Kurz| {
        vec![
            html! { span lang="de" { (ui::link(&MeasurePath { id: kurz.id.clone() }.into(), &kurz.titel)) } },
            html! { (kurz.federfuehrung.as_deref().unwrap_or("–")) },
            html! { span lang="de" { (kurz.abschluss.as_deref().unwrap_or("–")) } },
            html! { (t.number(&kurz.verschoben.unwrap_or_default().to_string())) },
        ]
    };
    let chart = Bars {
        title: t.get("plans-slippage-chart").into_owned(),
        kinds: Vec::new(),
        rows: verschoben
            .iter()
            .map(|kurz| (kurz.titel.clone(), vec![kurz.verschoben.unwrap_or_default()]))
            .collect(),
    };
    let table = Table {
        caption: t.get("plans-slippage").into_owned(),
        caption_hidden: true,
        columns: vec![
            Column::new(t.get("steer-measure")),
            Column::new(t.get("steer-lead-office")),
            Column::new(t.get("steer-due")),
            Column::numeric(t.get("steer-slippage-months")),
        ],
        rows: verschoben.iter().map(row).collect(),
    };
    html! {
        (ui::paragraph(&t.get("plans-slippage-how")))
        (ui::bars(t, &chart))
        (ui::table(&table))
    }
}
