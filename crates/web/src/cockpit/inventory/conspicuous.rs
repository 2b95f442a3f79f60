//! `GET /steuerung/bestand/auffaellig`: what in the inventory wants a look: ends, licences, gaps, and what may exist twice.

use std::collections::BTreeMap;

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use inventory::{Befund, Error, GegenstandId, Kurz, Paar, Regel};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Offices, only_for, to, words};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{ConspicuousPath, InventoryPath, TellApartPath, ThingPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Choice, Column, Crumb, Emphasis, Field, Page, Problem, Send, Table, TextInput};

/// Findings and pairs on a page.
const SIZE: usize = 50;
/// The word in addresses for what may exist twice.
const TWICE: &str = "doppelt";
/// How the names of the fields for reasons begin: each pair has its own, so that errors lead to it.
const REASON: &str = "grund-";

/// Which rule, and which page of its findings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    regel: String,
    seite: String,
}

/// A pair that is told apart.
#[derive(Debug, Default)]
struct Apart {
    a: String,
    b: String,
    grund: String,
}

impl Apart {
    fn take(posted: Posted) -> Self {
        let mut apart = Self::default();
        for (name, value) in posted {
            match name.as_str() {
                "a" => apart.a = value,
                "b" => apart.b = value,
                name if name.starts_with(REASON) => apart.grund = value,
                _ => {}
            }
        }
        apart
    }
}

pub(super) async fn show(
    _: ConspicuousPath,
    house: House,
    colleague: Colleague,
    Query(wanted): Query<Wanted>,
    frame: Frame,
) -> Result<Response, Failure> {
    only_for(&colleague)?;
    page(&house, &colleague, &frame, &wanted, None).await
}

pub(super) async fn tell_apart(
    _: TellApartPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    only_for(&colleague)?;
    let apart = Apart::take(posted.into_answers());
    let id = |text: &str| text.parse().map(GegenstandId).map_err(|_| Failure::Unreadable);
    let (a, b) = (id(&apart.a)?, id(&apart.b)?);
    let wanted = Wanted { regel: TWICE.to_owned(), ..Wanted::default() };
    let mut tx = house.store.begin().await?;
    match inventory::tell_apart(&mut tx, &colleague.scope, a, b, &apart.grund).await {
        Ok(()) => {
            tx.commit().await?;
            let back = Href::from(ConspicuousPath).with("regel", TWICE);
            Ok(Redirect::to(back.as_str()).into_response())
        }
        Err(Error::GrundMissing) => {
            drop(tx);
            page(&house, &colleague, &frame, &wanted, Some(&apart)).await
        }
        Err(Error::MitSichSelbst) => Err(Failure::Unreadable),
        Err(error) => Err(error.into()),
    }
}

/// `refused` is a pair for which no reason was given.
async fn page(
    house: &House,
    colleague: &Colleague,
    frame: &Frame,
    wanted: &Wanted,
    refused: Option<&Apart>,
) -> Result<Response, Failure> {
    let t = frame.t;
    let mut reader = house.store.reader();
    let today = store::day_in_germany(house.store.now());
    let found = inventory::befunde(&mut reader, &colleague.scope, today).await?;
    let pairs = inventory::duplicates(&mut reader, &colleague.scope).await?;
    let offices = Offices::read(&mut reader, colleague).await?;
    let wrong: Vec<_> = refused
        .map(|apart| Problem {
            path: Some(reason_name(&apart.a, &apart.b)),
            text: t.get("stock-reason-missing").into_owned(),
        })
        .into_iter()
        .collect();
    let title = t.get("stock-conspicuous");
    let content = html! {
        (ui::error_summary(t, &wrong))
        (ui::heading(&title))
        (ui::lead(&t.get("stock-conspicuous-lead")))
        @if found.is_empty() && pairs.is_empty() {
            (ui::empty_state(&t.get("stock-no-findings"), &t.get("stock-no-findings-what"), None))
        } @else {
            (form(t, wanted, &found, pairs.len()))
            @if wanted.regel != TWICE && !found.is_empty() { (findings(t, wanted, &found, &offices)) }
            @if (wanted.regel.is_empty() || wanted.regel == TWICE) && !pairs.is_empty() {
                (ui::section("doppelt", &t.get("stock-twice"), twice(frame, wanted, &pairs, &offices, refused)))
            }
        }
    };
    let above = vec![Crumb::new(InventoryPath, t.get("stock-title"))];
    Ok(Page::new(title, content).below(above).wide().with_errors(refused.is_some()).respond(frame))
}

/// Chooses a rule; each with how much it found.
fn form(t: Texts, wanted: &Wanted, found: &[Befund], pairs: usize) -> Markup {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in found {
        *counts.entry(one.regel.as_str()).or_default() += 1;
    }
    let mut choices: Vec<_> = Regel::WORDS
        .iter()
        .filter_map(|word| {
            Some(Choice::new(*word, format!("{} ({})", words::rule(t, word), counts.get(word)?)))
        })
        .collect();
    if pairs > 0 {
        choices.push(Choice::new(TWICE, format!("{} ({pairs})", t.get("stock-twice"))));
    }
    let label = t.get("stock-rule");
    ui::get_form(
        &ConspicuousPath.into(),
        html! {
            div.rs-filters {
                (ui::select(t, &Field::new("regel", &label), &choices, &wanted.regel))
                (ui::button(Emphasis::Secondary, &t.get("stock-show")))
            }
        },
    )
}

fn findings(t: Texts, wanted: &Wanted, found: &[Befund], offices: &Offices) -> Markup {
    let rank = |one: &Befund| Regel::WORDS.iter().position(|word| *word == one.regel.as_str());
    let mut fitting: Vec<_> =
        found.iter().filter(|one| wanted.regel.is_empty() || one.regel.as_str() == wanted.regel).collect();
    fitting.sort_by_key(|one| rank(one));
    let row = |one: &&Befund| {
        vec![
            ui::link(&ThingPath { id: one.id }.into(), &one.name),
            html! { (offices.short(one.behoerde.0)) },
            html! { (words::finding(t, one.regel)) },
        ]
    };
    let (at, last) = on_page(wanted, fitting.len());
    html! {
        (ui::table(&Table {
            caption: t.with("stock-findings-count", &[("count", fitting.len().into())]),
            caption_hidden: false,
            columns: ["stock-name", "stock-behoerde", "stock-finding"].map(|key| Column::new(t.get(key))).to_vec(),
            rows: fitting.iter().skip(at * SIZE).take(SIZE).map(row).collect(),
        }))
        (pages(t, wanted, at, last))
    }
}

/// The page, from 0, and how many there are.
fn on_page(wanted: &Wanted, count: usize) -> (usize, usize) {
    let last = count.div_ceil(SIZE).max(1);
    (wanted.seite.parse::<usize>().unwrap_or(1).clamp(1, last) - 1, last)
}

fn pages(t: Texts, wanted: &Wanted, at: usize, last: usize) -> Markup {
    let number = |page: usize| u32::try_from(page).unwrap_or(u32::MAX);
    ui::pagination(t, number(at + 1), number(last), |page| {
        Href::from(ConspicuousPath).with("regel", &wanted.regel).with("seite", &page.to_string())
    })
}

fn reason_name(a: &str, b: &str) -> String {
    format!("{REASON}{a}-{b}")
}

fn twice(
    frame: &Frame,
    wanted: &Wanted,
    pairs: &[Paar],
    offices: &Offices,
    refused: Option<&Apart>,
) -> Markup {
    let t = frame.t;
    // Without a choice the first ones are shown.
    let (at, last) = if wanted.regel == TWICE { on_page(wanted, pairs.len()) } else { (0, 1) };
    html! {
        (ui::paragraph(&t.get("stock-twice-what")))
        ul.kern-list.rs-index {
            @for pair in pairs.iter().skip(at * SIZE).take(SIZE) {
                li.kern-body { (one_pair(frame, pair, offices, refused)) }
            }
        }
        @if last > 1 { (pages(t, wanted, at, last)) }
        @if wanted.regel != TWICE && pairs.len() > SIZE {
            p.kern-body { (ui::link(&Href::from(ConspicuousPath).with("regel", TWICE), &t.get("stock-twice-all"))) }
        }
    }
}

fn one_pair(frame: &Frame, pair: &Paar, offices: &Offices, refused: Option<&Apart>) -> Markup {
    let t = frame.t;
    let side = |one: &Kurz| {
        let product = [&one.hersteller, &one.produkt].into_iter().flatten().map(String::as_str);
        let product = product.collect::<Vec<_>>().join(" ");
        html! {
            (ui::link(&to(one), &one.name)) " (" (offices.short(one.behoerde))
            @if !product.is_empty() { ", " (product) }
            ")"
        }
    };
    let why: Vec<_> = pair.gruende.iter().map(|why| words::same(t, *why)).collect();
    let (a, b) = (pair.a.id.to_string(), pair.b.id.to_string());
    let is_refused = refused.is_some_and(|apart| apart.a == a && apart.b == b);
    let missing = t.get("stock-reason-missing");
    let (name, label) = (reason_name(&a, &b), t.get("stock-apart-reason"));
    let field = Field {
        name: &name,
        label: &label,
        error: is_refused.then_some(missing.as_ref()),
        ..Field::default()
    };
    html! {
        p { strong { (side(&pair.a)) " · " (side(&pair.b)) } }
        p.rs-muted { (why.join("; ")) }
        (ui::form(&frame.csrf, &TellApartPath.into(), Send::Plain, html! {
            (ui::hidden("a", &a))
            (ui::hidden("b", &b))
            div.rs-filters {
                (ui::text_input(t, &field, &TextInput::default()))
                (ui::button(Emphasis::Secondary, &t.get("stock-apart")))
            }
        }))
    }
}
