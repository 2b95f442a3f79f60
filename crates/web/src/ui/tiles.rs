//! A map of tiles of equal size, one for each area, made by the server. The table beside it says the same in figures and is its
//! text alternative (WCAG 1.1.1), so the picture is one image with a name to screen readers.
//!
//! How much is said by the number on the tile; the shade, with its outline, only helps to see it at once (WCAG 1.4.1).

use maud::{Markup, html};

use crate::locale::Texts;

/// A map.
#[derive(Debug, Clone)]
pub struct Tiles {
    /// What it shows.
    pub title: String,
    /// The tiles, each at its place.
    pub tiles: Vec<Tile>,
}

/// A tile.
#[derive(Debug, Clone)]
pub struct Tile {
    /// Column and row, from 1.
    pub at: (u8, u8),
    /// What is written on it, four letters at most.
    pub short: String,
    /// What it stands for; shown by a browser when one points at it.
    pub name: String,
    /// How many in a hundred, or nothing where that is not known.
    pub percent: Option<u32>,
}

/// A tile with its gap, in units of the drawing.
const SIDE: u32 = 100;
/// The gap between tiles.
const GAP: u32 = 6;

/// The shade of a tile: a kind of bar in a chart.
const fn shade(percent: Option<u32>) -> usize {
    match percent {
        None => 4,
        Some(0) => 1,
        Some(1..50) => 2,
        Some(50..100) => 0,
        Some(_) => 3,
    }
}

/// What the shades mean, in order: each with a value that has it.
const SHADES: [(&str, Option<u32>); 5] = [
    ("tiles-none", Some(0)),
    ("tiles-some", Some(1)),
    ("tiles-many", Some(50)),
    ("tiles-all", Some(100)),
    ("tiles-unknown", None),
];

/// Shows a map.
#[must_use]
pub fn tiles(t: Texts, map: &Tiles) -> Markup {
    let name = t.with("tiles-name", &[("title", map.title.as_str().into())]);
    let most = |of: fn(&Tile) -> u8| u32::from(map.tiles.iter().map(of).max().unwrap_or(1));
    let (columns, rows) = (most(|tile| tile.at.0), most(|tile| tile.at.1));
    html! {
        figure.rs-chart {
            figcaption.rs-chart__title { (map.title) }
            ul.rs-chart__kinds aria-hidden="true" {
                @for (key, percent) in SHADES {
                    li {
                        svg width="16" height="16" { rect class={ "rs-chart__bar--" (shade(percent)) } x="1" y="1" width="14" height="14" {} }
                        (t.get(key))
                    }
                }
            }
            svg.rs-tiles role="img" aria-label=(name) viewBox={ "0 0 " (columns * SIDE) " " (rows * SIDE) } {
                @for tile in &map.tiles { (one(t, tile)) }
            }
        }
    }
}

fn one(t: Texts, tile: &Tile) -> Markup {
    let place = |at: u8| u32::from(at.max(1) - 1) * SIDE;
    let (x, y) = (place(tile.at.0), place(tile.at.1));
    let shade = shade(tile.percent);
    let number = tile.percent.map_or_else(|| "–".to_owned(), |percent| t.number(&percent.to_string()));
    html! {
        g class={ "rs-tile rs-tile--" (shade) } {
            title { (tile.name) }
            rect class={ "rs-chart__bar--" (shade) } x=(x + GAP / 2) y=(y + GAP / 2) width=(SIDE - GAP) height=(SIDE - GAP) rx="6" {}
            text.rs-tile__short x=(x + SIDE / 2) y=(y + 44) { (tile.short) }
            text x=(x + SIDE / 2) y=(y + 80) { (number) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tile_has_its_place_its_number_and_its_shade() {
        let t = Texts::new(crate::Locale::De);
        let tile = |at, percent| Tile { at, short: "IK".into(), name: "Ilm-Kreis <3>".into(), percent };
        let map = Tiles { title: "Karte".into(), tiles: vec![tile((1, 1), Some(100)), tile((8, 5), None)] };
        let html = tiles(t, &map).into_string();
        assert!(html.contains("viewBox=\"0 0 800 500\"") && html.contains("x=\"703\" y=\"403\""), "{html}");
        assert!(
            html.contains("rs-tile--3") && html.contains(">100</text>") && html.contains(">–</text>"),
            "{html}"
        );
        assert!(html.contains("Ilm-Kreis &lt;3&gt;"), "{html}");
        let shades: Vec<_> = [0, 1, 49, 50, 99, 100].map(|percent| shade(Some(percent))).into();
        assert_eq!(shades, [1, 2, 2, 0, 0, 3]);
    }
}
