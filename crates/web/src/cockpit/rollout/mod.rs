//! How far the online services have come: [`all`] of them, [`one`] on the map of its municipalities, and both as files
//! ([`file`]).

mod all;
mod file;
mod one;

use axum::Router;
use axum_extra::routing::RouterExt;
use catalogue::{Kreis, LeistungKey, Verbreitung, Verteilung};
use identity::Scope;
use maud::{Markup, html};
use std::collections::BTreeMap;

use crate::house::{House, Whole};
use crate::locale::Texts;
use crate::shell::Failure;
use crate::ui::{self, Tile, Tiles};

/// The pages of the roll-out.
pub(super) fn routes() -> Router<Whole> {
    Router::new()
        .typed_get(all::show)
        .typed_get(one::show)
        .typed_get(file::all_csv)
        .typed_get(file::all_json)
        .typed_get(file::csv)
        .typed_get(file::json)
}

/// How far all Leistungen have come, and their titles.
async fn read(house: &House, t: Texts) -> Result<(Verbreitung, BTreeMap<LeistungKey, String>), Failure> {
    let mut reader = house.store.reader();
    let found = catalogue::verbreitung(&mut reader, &Scope::Anonymous).await?;
    let titles = catalogue::leistungen(&mut reader, &Scope::Anonymous, t.locale().tag()).await?;
    Ok((found, titles.into_iter().collect()))
}

/// The counties on the map, and which of them have no place on it. Nothing where no county has one.
fn map(t: Texts, title: &str, kreise: &[Kreis]) -> Markup {
    let tile = |kreis: &Kreis| {
        let kachel = kreis.kachel.as_ref()?;
        Some(Tile {
            at: (kachel.spalte, kachel.zeile),
            short: kachel.kuerzel.clone(),
            name: t.with(
                "rollout-tile",
                &[
                    ("name", kreis.name.as_str().into()),
                    ("online", kreis.verteilung.online.into()),
                    ("all", kreis.verteilung.alle().into()),
                ],
            ),
            percent: kreis.verteilung.prozent(),
        })
    };
    let tiles: Vec<_> = kreise.iter().filter_map(tile).collect();
    if tiles.is_empty() {
        return html! {};
    }
    let without: Vec<_> =
        kreise.iter().filter(|kreis| kreis.kachel.is_none()).map(|kreis| kreis.name.as_str()).collect();
    html! {
        (ui::tiles(t, &Tiles { title: title.to_owned(), tiles }))
        (ui::muted(&t.get("rollout-map-how")))
        @if !without.is_empty() {
            (ui::muted(&t.with("rollout-map-without", &[("names", without.join(", ").into())])))
        }
    }
}

/// A share as people read it.
fn percent(t: Texts, verteilung: Verteilung) -> String {
    match verteilung.prozent() {
        Some(percent) => format!("{}\u{a0}%", t.number(&percent.to_string())),
        None => "–".to_owned(),
    }
}

fn number(t: Texts, count: u32) -> Markup {
    html! { (t.number(&count.to_string())) }
}
