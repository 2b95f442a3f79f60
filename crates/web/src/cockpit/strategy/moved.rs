//! What was moved by hand, in words.

use maud::{Markup, html};
use strategy::{Knoten, Stueck, Verschiebung};

use super::words;
use crate::locale::Texts;
use crate::routes::ElementPath;
use crate::shell::Href;
use crate::ui;

/// Moves, each with its reason; nothing without one.
pub(super) fn section(t: Texts, moves: &[Verschiebung], all: &[Knoten]) -> Markup {
    html! {
        @if !moves.is_empty() {
            (ui::section("verschoben", &t.get("strategy-moved"), html! {
                (ui::paragraph(&t.get("strategy-moved-what")))
                ul.kern-list.kern-list--bullet { @for one in moves { li.kern-body { (line(t, one, all)) } } }
            }))
        }
    }
}

fn line(t: Texts, moved: &Verschiebung, all: &[Knoten]) -> Markup {
    let title = |id: &str| {
        let found = all.iter().find(|knoten| knoten.element.id == id);
        found.map_or_else(|| "–".to_owned(), |knoten| words::short(&knoten.element.titel))
    };
    let what = match &moved.umzug.was {
        Stueck::Element(id) => title(id),
        Stueck::Punkt { text, ab, .. } => words::short(ab.as_deref().unwrap_or(text)),
    };
    let link = |id: &str| ui::link(&Href::from(ElementPath { id: id.to_owned() }), &title(id));
    html! {
        span lang="de" { "„" (what) "“" }
        " " (t.get("strategy-moved-from")) " " span lang="de" { (link(&moved.von)) }
        " " (t.get("strategy-moved-to")) " " span lang="de" { (link(moved.umzug.nach.element())) }
        ". " (t.with("strategy-moved-why", &[("day", t.day(moved.at.timestamp()).into())]))
        " " span lang="de" { (moved.grund) }
    }
}
