//! `GET /daten`: tables of published papers. `GET /daten/{id}?q=…`: one of them, with what in it does not add up.

use axum::extract::Query;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;
use strategy::{Abweichung, Datensatz, DatensatzKopf, Spalte, Typ};

use crate::cockpit::words::written;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{DataPath, DataSetCsvPath, DataSetJsonPath, DataSetPath, StrategyPath};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Bars, Column, Crumb, Emphasis, Field, Page, Table, TextInput};

/// Rows on a page.
const ON_A_PAGE: usize = 50;

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    q: String,
    seite: String,
}

impl Wanted {
    /// The rows that have all the words, in any column.
    pub(super) fn rows<'a>(&self, found: &'a Datensatz) -> Vec<&'a Vec<Value>> {
        let words: Vec<_> = self.q.split_whitespace().map(str::to_lowercase).collect();
        let fits = |row: &&Vec<Value>| {
            let text: Vec<_> = row.iter().map(plain).collect();
            let text = text.join(" ").to_lowercase();
            words.iter().all(|word| text.contains(word.as_str()))
        };
        found.zeilen.iter().filter(fits).collect()
    }

    /// The same search at another address.
    fn at(&self, href: Href) -> Href {
        if self.q.trim().is_empty() { href } else { href.with("q", &self.q) }
    }
}

/// A cell in plain notation; nothing where the paper has no value.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

pub(super) async fn all(_: DataPath, house: House, frame: Frame) -> Result<Response, Failure> {
    let t = frame.t;
    let all = strategy::datensaetze(&mut house.store.reader()).await?;
    let content = html! {
        (ui::heading(&t.get("data-title")))
        (ui::lead(&t.get("data-lead")))
        @if all.is_empty() {
            (ui::empty_state(&t.get("data-none"), &t.get("data-none-what"), None))
        } @else {
            (table(t, &all))
        }
        p.kern-body { (ui::link(&StrategyPath.into(), &t.get("strategy-title"))) }
    };
    Ok(Page::new(t.get("data-title"), content).wide().public().respond(&frame))
}

fn table(t: Texts, all: &[DatensatzKopf]) -> Markup {
    let row = |kopf: &DatensatzKopf| {
        vec![
            html! { span lang="de" { (ui::link(&DataSetPath { id: kopf.id.clone() }.into(), &kopf.titel)) } },
            html! { (t.number(&kopf.zeilen.to_string())) },
            html! { span lang="de" { (kopf.quelle) } },
        ]
    };
    ui::table(&Table {
        caption: t.get("data-title").into_owned(),
        caption_hidden: true,
        columns: vec![
            Column::new(t.get("data-set")),
            Column::numeric(t.get("data-rows")),
            Column::new(t.get("indicator-source")),
        ],
        rows: all.iter().map(row).collect(),
    })
}

pub(super) async fn show(
    path: DataSetPath,
    Query(wanted): Query<Wanted>,
    house: House,
    frame: Frame,
) -> Result<Response, Failure> {
    let t = frame.t;
    let found = strategy::datensatz(&mut house.store.reader(), &path.id).await?;
    let rows = wanted.rows(&found);
    let here = || Href::from(DataSetPath { id: path.id.clone() });
    let content = html! {
        div lang="de" { (ui::heading(&found.kopf.titel)) (written(&found.kopf.beschreibung)) }
        (facts(t, &found.kopf))
        (search(t, &wanted, &here()))
        @if rows.is_empty() {
            (ui::empty_state(&t.get("data-nothing"), &t.get("data-nothing-what"), None))
        } @else {
            @if let Some(chart) = chart(&found.kopf.spalten, &rows) { (ui::bars(t, &chart)) }
            (page_of(t, &wanted, &found.kopf, &rows, here))
        }
        p.kern-body {
            (ui::link(&wanted.at(DataSetCsvPath { id: path.id.clone() }.into()), &t.get("indicator-csv"))) " · "
            (ui::link(&DataSetJsonPath { id: path.id.clone() }.into(), &t.get("data-json")))
        }
        (odd(t, &found.kopf))
    };
    let above = vec![Crumb::new(DataPath, t.get("data-title"))];
    Ok(Page::new(found.kopf.titel.as_str(), content).below(above).wide().public().respond(&frame))
}

fn facts(t: Texts, kopf: &DatensatzKopf) -> Markup {
    let lizenz = kopf.lizenz.clone().unwrap_or_else(|| t.get("data-no-licence").into_owned());
    ui::description_list(&[
        (t.get("indicator-source").into_owned(), html! { span lang="de" { (kopf.quelle) } }),
        (t.get("data-licence").into_owned(), html! { span lang="de" { (lizenz) } }),
        (t.get("data-rows").into_owned(), html! { (t.number(&kopf.zeilen.to_string())) }),
    ])
}

fn search(t: Texts, wanted: &Wanted, here: &Href) -> Markup {
    let label = t.get("data-search");
    let input = TextInput { value: &wanted.q, ..TextInput::default() };
    ui::get_form(
        here,
        html! {
            div.rs-filters role="search" {
                (ui::text_input(t, &Field::new("q", &label), &input))
                (ui::button(Emphasis::Primary, &t.get("data-search-button")))
            }
        },
    )
}

fn page_of(
    t: Texts,
    wanted: &Wanted,
    kopf: &DatensatzKopf,
    rows: &[&Vec<Value>],
    here: impl Fn() -> Href,
) -> Markup {
    let last = rows.len().div_ceil(ON_A_PAGE).max(1);
    let page = wanted.seite.parse().unwrap_or(1_usize).clamp(1, last);
    let number = |page: usize| u32::try_from(page).unwrap_or(u32::MAX);
    let is_text = |spalte: &Spalte| matches!(spalte.typ, Typ::String);
    let column = |spalte: &Spalte| match spalte.typ {
        Typ::String | Typ::Year => Column::new(spalte.titel.as_str()),
        Typ::Integer | Typ::Number => Column::numeric(spalte.titel.as_str()),
    };
    let cell = |(value, spalte): (&Value, &Spalte)| {
        let text = plain(value);
        let shown = match spalte.typ {
            Typ::Integer | Typ::Number => t.number(&text),
            Typ::String | Typ::Year => text,
        };
        html! {
            @if shown.is_empty() { "–" }
            @else if is_text(spalte) { span lang="de" { (shown) } }
            @else { (shown) }
        }
    };
    let shown = rows.iter().skip((page - 1) * ON_A_PAGE).take(ON_A_PAGE);
    html! {
        (ui::table(&Table {
            caption: t.with("data-found", &[("count", rows.len().into())]),
            caption_hidden: false,
            columns: kopf.spalten.iter().map(column).collect(),
            rows: shown.map(|row| row.iter().zip(&kopf.spalten).map(cell).collect()).collect(),
        }))
        (ui::pagination(t, number(page), number(last), |page| wanted.at(here()).with("seite", &page.to_string())))
    }
}

/// The first series over years among the rows: those that say the same in all columns of text.
fn chart(spalten: &[Spalte], rows: &[&Vec<Value>]) -> Option<Bars> {
    let year = spalten.iter().position(|spalte| spalte.typ == Typ::Year)?;
    let value = spalten.iter().position(|spalte| spalte.typ == Typ::Integer)?;
    let texts = |row: &[Value]| -> Vec<String> {
        let named = row.iter().zip(spalten).filter(|(_, spalte)| spalte.typ == Typ::String);
        named.map(|(cell, _)| plain(cell)).filter(|text| !text.is_empty()).collect()
    };
    let first = texts(rows.first()?);
    let series = rows.iter().filter(|row| texts(row) == first);
    let bars: Vec<_> =
        series.filter_map(|row| Some((plain(&row[year]), vec![row[value].as_i64()?]))).collect();
    (bars.len() > 1).then(|| Bars {
        title: first.join(", "),
        kinds: vec![spalten[value].titel.clone()],
        rows: bars,
    })
}

/// What does not add up, and what could not be read.
fn odd(t: Texts, kopf: &DatensatzKopf) -> Markup {
    let number = |value: f64| t.number(&value.to_string());
    let line = |one: &Abweichung| {
        let key = if one.erklaerbar { "data-odd-rounding" } else { "data-odd" };
        t.with(
            key,
            &[
                ("line", one.zeile.to_string().into()),
                ("printed", number(one.gedruckt).into()),
                ("computed", number(one.gerechnet).into()),
            ],
        )
    };
    let (rounded, wrong): (Vec<_>, Vec<_>) = kopf.abweichungen.iter().partition(|one| one.erklaerbar);
    html! {
        @if !wrong.is_empty() {
            (ui::section("abweichungen", &t.get("data-odd-title"), ui::list(&wrong.into_iter().map(line).collect::<Vec<_>>())))
        }
        @if !rounded.is_empty() {
            (ui::details(&t.with("data-odd-rounded", &[("count", rounded.len().into())]), html! {
                (ui::list(&rounded.into_iter().map(line).collect::<Vec<_>>()))
            }))
        }
        @if !kopf.hinweise.is_empty() {
            (ui::details(&t.get("data-hints"), html! { div lang="en" { (ui::list(&kopf.hinweise)) } }))
        }
    }
}
