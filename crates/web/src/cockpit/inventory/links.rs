//! `/steuerung/bestand/{id}/verknuepfungen`: finds Massnahmen, Leistungen and other things, and links them, or unlinks them.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use inventory::{Error, Gegenstand, Gesucht, Ziel};
use maud::{Markup, html};
use serde::Deserialize;

use super::thing::LinkNames;
use super::{Offices, open, to, words};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{InventoryPath, ThingLinksPath};
use crate::shell::{Failure, Frame, Guarded, Href};
use crate::ui::{self, Choice, Column, Crumb, Emphasis, Field, Page, Send, Table, TextInput};

/// Kinds of links, in the order in which they are offered.
const KINDS: [&str; 4] = ["massnahme", "leistung", "nutzt", "ersetzt"];
/// So many that were found are shown; who means another one says more words.
const MOST: usize = 20;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    art: String,
    q: String,
}

/// What is done: `tun` is `loesen`, or anything else to link.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Do {
    tun: String,
    art: String,
    ziel: String,
}

pub(super) async fn show(
    ThingLinksPath { id }: ThingLinksPath,
    house: House,
    colleague: Colleague,
    Query(wanted): Query<Wanted>,
    frame: Frame,
) -> Result<Response, Failure> {
    let found = open(&house, &colleague, id).await?;
    let t = frame.t;
    let names = LinkNames::read(&mut house.store.reader(), &colleague, &found, t).await?;
    let hits = if wanted.q.trim().is_empty() {
        None
    } else {
        Some(look(&house, &colleague, t, &found, &wanted).await?)
    };
    let title = t.get("stock-links");
    let content = html! {
        (ui::heading_of(&found.kurz.name, &title))
        (there(&frame, &found, &names))
        (ui::section("suche", &t.get("stock-link-new"), html! {
            (form(t, &found, &wanted))
            @if let Some(hits) = &hits { (results(&frame, &found, &wanted, hits)) }
        }))
        (ui::actions(ui::link_button(Emphasis::Secondary, &to(&found.kurz), &t.get("stock-back-to-thing"))))
    };
    let above = vec![
        Crumb::new(InventoryPath, t.get("stock-title")),
        Crumb::new(to(&found.kurz), found.kurz.name.clone()),
    ];
    Ok(Page::new(format!("{title} – {}", found.kurz.name), content)
        .called(title)
        .below(above)
        .respond(&frame))
}

pub(super) async fn change(
    ThingLinksPath { id }: ThingLinksPath,
    house: House,
    colleague: Colleague,
    posted: Guarded<Do>,
) -> Result<Response, Failure> {
    open(&house, &colleague, id).await?;
    let posted = posted.into_inner();
    let ziel = Ziel::parse(&posted.art, &posted.ziel).ok_or(Failure::Unreadable)?;
    let mut tx = house.store.begin().await?;
    let done = if posted.tun == "loesen" {
        inventory::unlink(&mut tx, &colleague.scope, id, &ziel).await
    } else {
        inventory::link(&mut tx, &colleague.scope, id, &ziel).await
    };
    match done {
        Ok(_) => tx.commit().await?,
        // What is offered is there; what has gone since is no longer offered.
        Err(Error::ZielFehlt | Error::MitSichSelbst) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Redirect::to(Href::from(ThingLinksPath { id }).as_str()).into_response())
}

/// A button that links or unlinks.
fn button(frame: &Frame, found: &Gegenstand, (act, label): (&str, &str), ziel: &Ziel) -> Markup {
    ui::form(
        &frame.csrf,
        &ThingLinksPath { id: found.kurz.id() }.into(),
        Send::Plain,
        html! {
            (ui::hidden("art", ziel.art()))
            (ui::hidden("ziel", &ziel.ziel()))
            (ui::named_button(Emphasis::Secondary, "tun", act, label))
        },
    )
}

fn there(frame: &Frame, found: &Gegenstand, names: &LinkNames) -> Markup {
    let t = frame.t;
    if found.verknuepft.is_empty() {
        return ui::muted(&t.get("stock-no-links"));
    }
    let row = |ziel: &Ziel| {
        vec![
            names.to(ziel),
            html! { (words::link(t, ziel.art(), false)) },
            button(frame, found, ("loesen", &t.get("stock-unlink")), ziel),
        ]
    };
    ui::table(&Table {
        caption: t.get("stock-links").into_owned(),
        caption_hidden: true,
        columns: ["stock-link-to", "stock-link-kind", "stock-link-do"]
            .map(|key| Column::new(t.get(key)))
            .to_vec(),
        rows: found.verknuepft.iter().map(row).collect(),
    })
}

fn form(t: Texts, found: &Gegenstand, wanted: &Wanted) -> Markup {
    let (kind, search) = (t.get("stock-link-kind"), t.get("stock-link-search"));
    let choices: Vec<_> = KINDS.iter().map(|art| Choice::new(*art, words::link(t, art, false))).collect();
    let input = TextInput { value: &wanted.q, ..TextInput::default() };
    ui::get_form(
        &ThingLinksPath { id: found.kurz.id() }.into(),
        html! {
            div role="search" {
                (ui::select_one_of(t, &Field::new("art", &kind), &choices, &wanted.art))
                (ui::text_input(t, &Field::new("q", &search), &input))
                (ui::actions(ui::button(Emphasis::Primary, &t.get("stock-search-button"))))
            }
        },
    )
}

/// Something to link to: what it is, and what to call it.
type Hit = (Ziel, String);

async fn look(
    house: &House,
    colleague: &Colleague,
    t: Texts,
    found: &Gegenstand,
    wanted: &Wanted,
) -> Result<Vec<Hit>, Failure> {
    let mut reader = house.store.reader();
    let mut hits: Vec<Hit> = match wanted.art.as_str() {
        "leistung" => {
            let all = catalogue::leistungen(&mut reader, &colleague.scope, t.locale().tag()).await?;
            let needle = catalogue::fold_german(&wanted.q.trim().to_lowercase());
            let fits = |key: &catalogue::LeistungKey, title: &str| {
                key.as_str().starts_with(&needle)
                    || catalogue::fold_german(&title.to_lowercase()).contains(&needle)
            };
            let fitting = all.into_iter().filter(|(key, title)| fits(key, title));
            fitting
                .map(|(key, title)| (Ziel::Leistung(key.to_string()), format!("{title} ({key})")))
                .collect()
        }
        "nutzt" | "ersetzt" => {
            let offices = Offices::read(&mut reader, colleague).await?;
            let gesucht = Gesucht { worte: wanted.q.clone(), ..Gesucht::default() };
            let page = inventory::gegenstaende(&mut reader, &colleague.scope, &gesucht).await?;
            let others = page.gegenstaende.into_iter().filter(|one| one.id != found.kurz.id);
            let hit = |one: inventory::Kurz| {
                let name =
                    format!("{} ({}, {})", one.name, words::choice(t, &one.art), offices.short(one.behoerde));
                Some((Ziel::parse(&wanted.art, &one.id.to_string())?, name))
            };
            others.filter_map(hit).collect()
        }
        _ => {
            let gesucht = steering::Gesucht { worte: wanted.q.clone(), ..steering::Gesucht::default() };
            let page = steering::massnahmen(&mut reader, &gesucht).await?;
            let hit = |one: steering::Kurz| {
                let number = one.nummer.map(|number| format!("{number} ")).unwrap_or_default();
                (Ziel::Massnahme(one.id), format!("{number}{} ({})", one.titel, one.bis))
            };
            page.massnahmen.into_iter().map(hit).collect()
        }
    };
    hits.retain(|(ziel, _)| !found.verknuepft.contains(ziel));
    Ok(hits)
}

fn results(frame: &Frame, found: &Gegenstand, wanted: &Wanted, hits: &[Hit]) -> Markup {
    let t = frame.t;
    if hits.is_empty() {
        return ui::empty_state(&t.get("stock-nothing"), &t.get("stock-link-nothing"), None);
    }
    let art = if KINDS.contains(&wanted.art.as_str()) { wanted.art.as_str() } else { KINDS[0] };
    let row = |(ziel, name): &Hit| {
        vec![
            html! { span lang="de" { (name) } },
            button(frame, found, ("verknuepfen", &t.get("stock-link-it")), ziel),
        ]
    };
    html! {
        (ui::table(&Table {
            caption: t.with("stock-link-found", &[("kind", words::link(t, art, false).into())]),
            caption_hidden: false,
            columns: ["stock-link-to", "stock-link-do"].map(|key| Column::new(t.get(key))).to_vec(),
            rows: hits.iter().take(MOST).map(row).collect(),
        }))
        @if hits.len() > MOST { (ui::muted(&t.with("stock-link-more", &[("max", MOST.into())]))) }
    }
}
