//! `GET /strategie`: the fields with their goals and Etappenziele, and what goes across; how many Massnahmen serve each, and
//! what its Kennzahlen say.
//! `GET /steuerung/strategie`: the same for whoever says which.

use axum::response::Response;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use steering::{Gesucht, Kurz};
use strategy::{Edition, Elementart, Kennzahlstand, Knoten};

use super::{may_steer, words};
use crate::cockpit::words::written;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{
    ElementPath, IndicatorsPath, LinksPath, MeasuresPath, SteerStrategyPath, SteeringPath, StrategyPath,
};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Crumb, Page};

/// More than any state has.
const MOST: u32 = 10_000;

/// All measures by id, as the latest plans have them.
pub(super) async fn measures(house: &House) -> Result<BTreeMap<String, Kurz>, Failure> {
    let all = steering::alle(&mut house.store.reader(), &Gesucht::default(), Some(MOST)).await?;
    Ok(all.into_iter().map(|kurz| (kurz.id.clone(), kurz)).collect())
}

pub(super) async fn show(_: StrategyPath, house: House, frame: Frame) -> Result<Response, Failure> {
    let t = frame.t;
    let to = |id: &str| Href::from(ElementPath { id: id.to_owned() });
    let content = html! {
        (ui::heading(&t.get("strategy-title")))
        (ui::lead(&t.get("strategy-lead")))
        (tree(&house, t, to).await?)
        p.kern-body {
            (ui::link(&MeasuresPath.into(), &t.get("steer-title"))) " · "
            (ui::link(&IndicatorsPath.into(), &t.get("indicators-title")))
        }
    };
    Ok(Page::new(t.get("strategy-title"), content).wide().public().respond(&frame))
}

pub(super) async fn steer(
    _: SteerStrategyPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    may_steer(&colleague)?;
    let t = frame.t;
    let to = |id: &str| Href::from(LinksPath { id: id.to_owned() });
    let content = html! {
        (ui::heading(&t.get("assign-title")))
        (ui::lead(&t.get("assign-lead")))
        (tree(&house, t, to).await?)
    };
    let above = vec![Crumb::new(SteeringPath, t.get("planning-title"))];
    Ok(Page::new(t.get("assign-title"), content).below(above).wide().respond(&frame))
}

async fn tree(house: &House, t: Texts, to: impl Fn(&str) -> Href) -> Result<Markup, Failure> {
    let mut reader = house.store.reader();
    let Some(edition) = strategy::edition(&mut reader).await? else {
        return Ok(ui::empty_state(&t.get("strategy-none"), &t.get("strategy-none-what"), None));
    };
    let all = strategy::baum(&mut reader).await?;
    let measures = measures(house).await?;
    let figures = strategy::kennzahlen(&mut reader).await?;
    let of = |art: Elementart| all.iter().filter(move |knoten| knoten.element.art == art);
    let item = |knoten: &Knoten| {
        html! {
            li.kern-body {
                span lang="de" { (ui::link(&to(&knoten.element.id), &knoten.element.titel)) }
                " " span.rs-muted { (serving(t, &[knoten], &measures)) }
                (shown_by(t, &figures, knoten))
            }
        }
    };
    Ok(html! {
        (about(t, &edition))
        @for feld in of(Elementart::Handlungsfeld) {
            @let inside: Vec<&Knoten> = all.iter().filter(|one| is_inside(one, feld)).collect();
            section.rs-section id=(feld.element.id) aria-labelledby={ (feld.element.id) "-titel" } {
                h2.kern-heading-large.rs-h2 id={ (feld.element.id) "-titel" } {
                    span lang="de" { (feld.element.nummer) " " (feld.element.titel) }
                }
                @if !feld.element.text.is_empty() {
                    (ui::details(&t.get("strategy-about"), html! { div lang="de" { (written(&feld.element.text)) } }))
                }
                p.kern-body { (ui::link(&to(&feld.element.id), &t.get("strategy-field-page"))) " "
                    span.rs-muted { (serving(t, &inside, &measures)) } }
                (shown_by(t, &figures, feld))
                @for (art, title) in [(Elementart::Ziel, "strategy-goals"), (Elementart::Etappenziel, "strategy-stages")] {
                    @let items: Vec<_> = inside.iter().filter(|one| one.element.art == art).collect();
                    @if !items.is_empty() {
                        (ui::minor_heading(&t.get(title)))
                        ul.kern-list.kern-list--bullet { @for one in items { (item(one)) } }
                    }
                }
            }
        }
        @if of(Elementart::Initiative).next().is_some() {
            (ui::section("initiativen", &t.get("strategy-initiatives"), html! {
                (ui::paragraph(&t.get("strategy-initiatives-what")))
                ul.kern-list.kern-list--bullet { @for one in of(Elementart::Initiative) { (item(one)) } }
            }))
        }
        (hints(t, &edition))
    })
}

fn about(t: Texts, edition: &Edition) -> Markup {
    let titel = edition.titel.clone().unwrap_or_else(|| edition.datei.clone());
    html! { p.kern-body { (t.get("strategy-read-from")) " " span lang="de" { (titel) } "." } }
}

/// Whether this is a field, or stands below it.
fn is_inside(knoten: &Knoten, feld: &Knoten) -> bool {
    knoten.element.id == feld.element.id || knoten.element.eltern.as_ref() == Some(&feld.element.id)
}

/// How many Massnahmen serve these elements, and how many of them are late. One that serves several counts once.
fn serving(t: Texts, all: &[&Knoten], measures: &BTreeMap<String, Kurz>) -> String {
    let ids: BTreeSet<_> =
        all.iter().flat_map(|one| &one.zuordnungen).map(|link| &link.massnahme.0).collect();
    let found: Vec<_> = ids.into_iter().filter_map(|id| measures.get(id)).collect();
    let late = found.iter().filter(|kurz| kurz.status.as_deref() == Some("in Verzug")).count();
    if found.is_empty() {
        return t.get("strategy-no-measures").into_owned();
    }
    let count = t.with("strategy-measures", &[("count", found.len().into())]);
    match late {
        0 => count,
        late => format!("{count}, {}", t.with("strategy-late", &[("count", late.into())])),
    }
}

/// The Kennzahlen of an element that are kept, each with its newest value and whether its target is reached.
fn shown_by(t: Texts, figures: &[Kennzahlstand], knoten: &Knoten) -> Markup {
    let is_of = |one: &&Kennzahlstand| {
        one.kennzahl.element.as_ref() == Some(&knoten.element.id) && one.ende.is_none()
    };
    html! {
        @for one in figures.iter().filter(is_of) {
            div.rs-muted { (words::figure(t, one)) }
        }
    }
}

fn hints(t: Texts, edition: &Edition) -> Markup {
    let lines: Vec<_> = edition.hinweise.iter().map(|hinweis| words::hint(t, hinweis)).collect();
    html! {
        @if !lines.is_empty() {
            (ui::details(&t.get("strategy-hints"), html! {
                (ui::paragraph(&t.get("strategy-hints-what")))
                (ui::list(&lines))
            }))
        }
    }
}
