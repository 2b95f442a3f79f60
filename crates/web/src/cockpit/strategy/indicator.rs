//! `GET /kennzahlen/{id}`: a figure over time, what it is to come to, and where it comes from.

use axum::response::Response;
use catalogue::LeistungKey;
use maud::{Markup, html};
use store::Executor;
use strategy::{Element, Ende, KennzahlId, Kennzahlstand, Messung, Quelle, Verlauf, Wert};

use super::words;
use crate::cockpit::words::written;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{
    ElementPath, IndicatorCsvPath, IndicatorJsonPath, IndicatorPath, IndicatorsPath, RolloutOfPath,
};
use crate::shell::{Failure, Frame};
use crate::ui::{self, Column, Crumb, Page, Series, Table, Tone};

/// So many values fit a chart; the table has all.
const MOST: usize = 24;

pub(super) async fn show(path: IndicatorPath, house: House, frame: Frame) -> Result<Response, Failure> {
    let t = frame.t;
    let mut reader = house.store.reader();
    let found = strategy::kennzahl(&mut reader, KennzahlId(path.id)).await?;
    let element = match &found.kennzahl.element {
        Some(id) => Some(strategy::element(&mut reader, id).await?.element),
        None => None,
    };
    let content = html! {
        div lang="de" { (ui::heading(&found.kennzahl.name)) (written(&found.kennzahl.beschreibung)) }
        @if let Some(ende) = &found.ende { (ended(t, ende)) }
        (facts(t, &found, element.as_ref()))
        (ui::section("werte", &t.get("indicator-values"), values(t, &found)))
        @if !found.berichtigungen.is_empty() {
            (ui::section("berichtigungen", &t.get("indicator-corrections"), corrections(t, &found)))
        }
        p.kern-body {
            (ui::link(&IndicatorCsvPath { id: path.id }.into(), &t.get("indicator-csv"))) " · "
            (ui::link(&IndicatorJsonPath { id: path.id }.into(), &t.get("indicator-json")))
        }
    };
    let above = vec![Crumb::new(IndicatorsPath, t.get("indicators-title"))];
    Ok(Page::new(found.kennzahl.name.as_str(), content).below(above).wide().public().respond(&frame))
}

/// How online services spread over time, by the Kennzahlen that are kept of it: of one Leistung, or of all. Nothing where
/// there are none.
pub(in crate::cockpit) async fn spread(
    on: &mut impl Executor,
    t: Texts,
    leistung: Option<&LeistungKey>,
) -> Result<Markup, Failure> {
    let tells = |one: &Kennzahlstand| match one.kennzahl.quelle {
        Quelle::Gemessen(Messung::Abdeckung) => one.kennzahl.leistung.as_ref() == leistung,
        Quelle::Gemessen(Messung::Onlinequote) => leistung.is_none(),
        _ => false,
    };
    let mut all = strategy::kennzahlen(on).await?;
    all.retain(|one| one.ende.is_none() && tells(one));
    let mut course = Vec::with_capacity(all.len());
    for one in &all {
        let drawn = chart(t, &strategy::kennzahl(on, one.id).await?);
        course.push(html! {
            @if let Some(drawn) = drawn { (ui::series(t, &drawn)) }
            p.kern-body { (words::figure(t, one)) }
        });
    }
    Ok(html! {
        @if !course.is_empty() {
            (ui::section("verlauf", &t.get("rollout-course"), html! { @for one in &course { (one) } }))
        }
    })
}

/// That it is not kept any more, since when and why.
fn ended(t: Texts, ende: &Ende) -> Markup {
    let title = t.with("indicator-ended", &[("day", t.date(ende.tag).into())]);
    ui::alert(Tone::Info, &title, Some(html! { p.kern-body lang="de" { (ende.grund) } }))
}

fn facts(t: Texts, found: &Verlauf, element: Option<&Element>) -> Markup {
    let kennzahl = &found.kennzahl;
    let mut facts =
        vec![(t.get("indicator-source").into_owned(), html! { (words::source(t, kennzahl.quelle)) })];
    let mut fact = |key: &str, value: Markup| facts.push((t.get(key).into_owned(), value));
    if let Some(target) = words::target(t, kennzahl) {
        fact("indicator-target", html! { (target) });
        fact("indicator-state", words::reached(t, &found.stand()));
    }
    if let Some(leistung) = &kennzahl.leistung {
        let map = RolloutOfPath { key: leistung.to_string() };
        fact("indicator-service", ui::link(&map.into(), &t.get("rollout-title")));
    }
    if let Some(element) = element {
        let link = ui::link(&ElementPath { id: element.id.clone() }.into(), &element.titel);
        fact("indicator-element", html! { span lang="de" { (link) } });
    }
    ui::description_list(&facts)
}

fn values(t: Texts, found: &Verlauf) -> Markup {
    if found.werte.is_empty() {
        return ui::paragraph(&t.get("indicator-no-values"));
    }
    let row = |wert: &Wert| {
        vec![
            html! { (t.date_short(wert.tag)) },
            html! {
                @match wert.wert {
                    Some(number) => (words::value(t, number, &found.kennzahl)),
                    None => span.rs-muted { (t.get("indicator-too-few")) },
                }
            },
            html! {
                @match &wert.quelle {
                    Some(quelle) => span lang="de" { (quelle) },
                    None => (t.get("indicator-measured")),
                }
            },
        ]
    };
    let table = Table {
        caption: t.get("indicator-values").into_owned(),
        caption_hidden: true,
        columns: vec![
            Column::new(t.get("indicator-day")),
            Column::numeric(t.get("indicator-value")),
            Column::new(t.get("indicator-source")),
        ],
        rows: found.werte.iter().rev().map(row).collect(),
    };
    html! {
        @if let Some(chart) = chart(t, found) { (ui::series(t, &chart)) }
        (ui::table(&table))
    }
}

/// The newest values, oldest first; nothing below two.
fn chart(t: Texts, found: &Verlauf) -> Option<Series> {
    let known: Vec<_> = found.werte.iter().filter_map(|wert| Some((wert.tag, wert.wert?))).collect();
    let rows: Vec<_> = known[known.len().saturating_sub(MOST)..]
        .iter()
        .map(|(tag, number)| (t.date_short(*tag), number.als_hundertstel(), t.number(&number.to_string())))
        .collect();
    let target = found.kennzahl.ziel.map(|ziel| {
        let value = words::value(t, ziel.wert, &found.kennzahl);
        (ziel.wert.als_hundertstel(), t.with("indicator-target-line", &[("value", value.into())]))
    });
    let title = format!("{} ({})", found.kennzahl.name, found.kennzahl.einheit);
    (rows.len() > 1).then_some(Series { title, rows, target })
}

fn corrections(t: Texts, found: &Verlauf) -> Markup {
    let number = |wert: Option<strategy::Zahl>| {
        wert.map_or_else(|| "–".to_owned(), |wert| words::value(t, wert, &found.kennzahl))
    };
    html! {
        ul.kern-list.kern-list--bullet {
            @for one in &found.berichtigungen {
                li.kern-body {
                    (t.with("indicator-correction", &[
                        ("day", t.date_short(one.tag).into()),
                        ("before", number(one.vorher).into()),
                        ("after", number(one.nachher).into()),
                        ("at", t.day(one.at.timestamp()).into()),
                    ]))
                    " " span lang="de" { (one.grund) }
                }
            }
        }
    }
}
