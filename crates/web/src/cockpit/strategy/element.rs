//! `GET /strategie/{id}`: an element, what serves it, and the figures that show it.

use axum::response::Response;
use maud::{Markup, html};
use steering::{Id, Kurz, Lage};
use store::Executor;
use strategy::{Element, Elementart, Knoten};

use super::{indicators, moved, tree, words};
use crate::cockpit::words as plan_words;
use crate::cockpit::words::written;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{ElementPath, MeasurePath, StrategyPath};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Column, Crumb, Page, Table, Tone};

pub(super) async fn show(path: ElementPath, house: House, frame: Frame) -> Result<Response, Failure> {
    let t = frame.t;
    let mut reader = house.store.reader();
    let knoten = strategy::element(&mut reader, &path.id).await?;
    let parent = match &knoten.element.eltern {
        Some(id) => Some(strategy::element(&mut reader, id).await?.element),
        None => None,
    };
    let all = strategy::baum(&mut reader).await?;
    let below: Vec<_> = all.iter().filter(|one| one.element.eltern.as_ref() == Some(&path.id)).collect();
    let mut moves = strategy::verschiebungen(&mut reader).await?;
    moves.retain(|one| one.gilt && one.betrifft(&path.id));
    let mut figures = strategy::kennzahlen(&mut reader).await?;
    figures.retain(|one| one.kennzahl.element.as_ref() == Some(&path.id));
    let measures = tree::measures(&house).await?;
    let served: Vec<_> = knoten
        .zuordnungen
        .iter()
        .filter_map(|link| Some((measures.get(&link.massnahme.0)?, link.grund.as_str())))
        .collect();
    let content = html! {
        div lang="de" { (ui::heading_of(&words::kind(t, &knoten.element), &knoten.element.titel)) }
        @if !knoten.aktuell { (ui::alert(Tone::Info, &t.get("strategy-gone"), None)) }
        (body(t, &knoten.element))
        (children(t, &below))
        (ui::section("massnahmen", &t.get("strategy-served-by"), serving(t, &served)))
        @if !figures.is_empty() {
            (ui::section("kennzahlen", &t.get("indicators-title"), indicators::table(t, &figures.iter().collect::<Vec<_>>())))
        }
        (moved::section(t, &moves, &all))
        p.rs-muted { (t.with("strategy-source-line", &[("line", knoten.element.zeile.to_string().into())])) }
    };
    let mut above = vec![Crumb::new(StrategyPath, t.get("strategy-title"))];
    above.extend(parent.map(|one| Crumb::new(ElementPath { id: one.id }, words::short(&one.titel))));
    let title = words::short(&knoten.element.titel);
    Ok(Page::new(title, content).below(above).wide().public().respond(&frame))
}

fn body(t: Texts, element: &Element) -> Markup {
    let points: Vec<_> = element.punkte.iter().map(|punkt| punkt.text.as_str()).collect();
    html! {
        @if element.art == Elementart::Initiative {
            (ui::subheading(&t.get("strategy-why")))
            div lang="de" { (written(&element.text)) }
            (ui::subheading(&t.get("strategy-should")))
            div lang="de" { (written(&element.soll)) (ui::list(&points)) }
        } @else {
            div lang="de" {
                (written(&element.text))
                @if !points.is_empty() { (ui::list(&points)) }
            }
        }
    }
}

fn children(t: Texts, below: &[&Knoten]) -> Markup {
    html! {
        @for (art, title) in [(Elementart::Ziel, "strategy-goals"), (Elementart::Etappenziel, "strategy-stages")] {
            @let items: Vec<_> = below.iter().filter(|one| one.element.art == art).collect();
            @if !items.is_empty() {
                (ui::subheading(&t.get(title)))
                ul.kern-list.kern-list--bullet lang="de" {
                    @for one in items {
                        @let href = Href::from(ElementPath { id: one.element.id.clone() });
                        li.kern-body { (ui::link(&href, &one.element.titel)) }
                    }
                }
            }
        }
    }
}

fn serving(t: Texts, served: &[(&Kurz, &str)]) -> Markup {
    if served.is_empty() {
        return ui::paragraph(&t.get("strategy-served-by-none"));
    }
    let row = |(kurz, grund): &(&Kurz, &str)| {
        let page = Href::from(MeasurePath { id: kurz.id.clone() });
        vec![
            html! { span lang="de" { (ui::link(&page, &kurz.titel)) } },
            html! { (kurz.federfuehrung.as_deref().unwrap_or("–")) },
            html! {
                @if kurz.lage == Lage::Laeuft.as_str() { (plan_words::status_badge(kurz.status.as_deref())) }
                @else { (plan_words::lage(t, &kurz.lage)) }
            },
            html! { span lang="de" { (kurz.abschluss.as_deref().unwrap_or("–")) } },
            html! { span lang="de" { (grund) } },
        ]
    };
    let columns = ["steer-measure", "steer-lead-office", "steer-status", "steer-due", "assign-reason"];
    ui::table(&Table {
        caption: t.get("strategy-served-by").into_owned(),
        caption_hidden: true,
        columns: columns.map(|key| Column::new(t.get(key))).to_vec(),
        rows: served.iter().map(row).collect(),
    })
}

/// What a Massnahme serves, for its page.
pub(in crate::cockpit) async fn served(
    on: &mut impl Executor,
    t: Texts,
    id: &Id,
) -> Result<Option<Markup>, Failure> {
    let elements = strategy::elemente_von(on, id).await?;
    if elements.is_empty() {
        return Ok(None);
    }
    Ok(Some(html! {
        ul.kern-list.rs-index {
            @for element in &elements {
                @let href = Href::from(ElementPath { id: element.id.clone() });
                li.kern-body {
                    span.rs-muted { (words::kind(t, element)) ": " }
                    span lang="de" { (ui::link(&href, &element.titel)) }
                }
            }
        }
    }))
}
