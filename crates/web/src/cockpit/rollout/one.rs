//! `GET /rollout/{key}`: in which municipalities a Leistung is online.

use axum::response::Response;
use catalogue::{Gemeinde, Kreis, LeistungKey, Verbreitung, Verteilung, Zugang};
use identity::Scope;
use maud::{Markup, html};

use super::{map, number, percent};
use crate::cockpit::strategy;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{RolloutOfCsvPath, RolloutOfJsonPath, RolloutOfPath, RolloutPath, ServicePath};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Column, Crumb, Page, Table};

pub(super) async fn show(path: RolloutOfPath, house: House, frame: Frame) -> Result<Response, Failure> {
    let t = frame.t;
    let key = LeistungKey::parse(&path.key).map_err(|_| Failure::NotFound)?;
    let mut reader = house.store.reader();
    let service = catalogue::leistung(&mut reader, &Scope::Anonymous, &key, t.locale().tag()).await?;
    let found = catalogue::verbreitung_of(&mut reader, &Scope::Anonymous, &key).await?;
    // Of a Leistung that nobody describes and nobody serves there is nothing to say.
    if service.is_none() && found.leistungen.is_empty() {
        return Err(Failure::NotFound);
    }
    let course = strategy::spread(&mut reader, t, Some(&key)).await?;
    let title = service.as_ref().map_or_else(|| key.to_string(), |service| service.texts.title.clone());
    let lang = service.as_ref().map(|service| service.language.as_str());
    let lang = lang.filter(|language| *language != t.locale().tag());
    let page = t.with("rollout-of-title", &[("service", title.as_str().into())]);
    let content = html! {
        div lang=[lang] { (ui::heading(&title)) }
        (ui::lead(&summary(t, &found)))
        (map(t, &t.get("rollout-map-one"), &found.kreise))
        (course)
        (ui::section("kreise", &t.get("rollout-districts"), districts(t, &found.kreise)))
        (ui::section("gemeinden", &t.get("rollout-municipalities"), municipalities(t, &key, &found.kreise)))
        p.kern-body {
            @if service.is_some() {
                (ui::link(&ServicePath { key: key.to_string() }.into(), &t.get("rollout-to-service"))) " · "
            }
            (ui::link(&RolloutOfCsvPath { key: key.to_string() }.into(), &t.get("rollout-as-csv"))) " · "
            (ui::link(&RolloutOfJsonPath { key: key.to_string() }.into(), &t.get("rollout-as-json")))
        }
    };
    let above = vec![Crumb::new(RolloutPath, t.get("rollout-title"))];
    Ok(Page::new(page, content).below(above).called(title).wide().public().respond(&frame))
}

fn summary(t: Texts, found: &Verbreitung) -> String {
    let all = found.gesamt();
    let key = if all.geklaert() == 0 { "rollout-summary-unknown" } else { "rollout-summary" };
    t.with(
        key,
        &[("online", all.online.into()), ("all", all.alle().into()), ("unknown", all.ungeklaert.into())],
    )
}

fn districts(t: Texts, kreise: &[Kreis]) -> Markup {
    let row = |kreis: &Kreis| {
        let Verteilung { online, vor_ort, ungeklaert } = kreis.verteilung;
        vec![
            html! { span lang="de" { (kreis.name) } },
            number(t, online),
            number(t, vor_ort),
            number(t, ungeklaert),
            html! { (percent(t, kreis.verteilung)) },
        ]
    };
    ui::table(&Table {
        caption: t.get("rollout-districts").into_owned(),
        caption_hidden: true,
        columns: vec![
            Column::new(t.get("rollout-district")),
            Column::numeric(t.get("rollout-online")),
            Column::numeric(t.get("rollout-on-site")),
            Column::numeric(t.get("rollout-unknown")),
            Column::numeric(t.get("rollout-share")),
        ],
        rows: kreise.iter().map(row).collect(),
    })
}

/// Whether a county is a city, its only municipality.
fn is_city(kreis: &Kreis) -> bool {
    matches!(&kreis.gemeinden[..], [gemeinde] if gemeinde.ars == kreis.ars)
}

/// The cities that are counties themselves, then the municipalities of each county.
fn municipalities(t: Texts, key: &LeistungKey, kreise: &[Kreis]) -> Markup {
    let state = |zugang| match zugang {
        Zugang::Online => "rollout-is-online",
        Zugang::VorOrt => "rollout-is-on-site",
        Zugang::Ungeklaert => "rollout-is-unknown",
    };
    let line = |gemeinde: &Gemeinde| {
        let here = Href::from(ServicePath { key: key.to_string() }).with("ort", gemeinde.ars.as_str());
        html! {
            li {
                span lang="de" {
                    @if gemeinde.verteilung.geklaert() > 0 { (ui::link(&here, &gemeinde.name)) } @else { (gemeinde.name) }
                }
                ": " (t.get(state(gemeinde.verteilung.zugang())))
            }
        }
    };
    let (cities, counties): (Vec<_>, Vec<_>) = kreise.iter().partition(|kreis| is_city(kreis));
    html! {
        @if !cities.is_empty() {
            ul.kern-list { @for gemeinde in cities.iter().flat_map(|kreis| &kreis.gemeinden) { (line(gemeinde)) } }
        }
        @for kreis in counties {
            (ui::details(&kreis.name, html! {
                ul.kern-list { @for gemeinde in &kreis.gemeinden { (line(gemeinde)) } }
            }))
        }
    }
}
