//! `GET /massnahmen?q=…`: the measures of all plans, to be searched.

use axum::extract::Query;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;
use steering::{Gesucht, Kurz, Lage, Seite, Ursache, Wahl};

use super::words;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{
    FindingsCsvPath, FindingsJsonPath, MeasurePath, MeasuresCsvPath, MeasuresFeedPath, MeasuresJsonPath,
    MeasuresPath, MeasuresXlsxPath, PlansOverviewPath, PlansPath, RolloutPath,
};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Choice, Column, Emphasis, Field, Page, Table, TextInput};

/// What the address says. A value that means nothing chooses nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    q: String,
    plan: String,
    federfuehrung: String,
    status: String,
    lage: String,
    befund: String,
    ursache: String,
    seite: String,
}

impl Wanted {
    /// What is looked for; all of it, whatever page is shown.
    pub(super) fn gesucht(&self) -> Gesucht {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Gesucht {
            worte: self.q.clone(),
            jahr: self.plan.parse().ok(),
            federfuehrung: some(&self.federfuehrung),
            status: some(&self.status),
            lage: Lage::parse(&self.lage),
            regel: some(&self.befund),
            ursache: Ursache::parse(&self.ursache),
            seite: self.page() - 1,
        }
    }

    fn page(&self) -> u32 {
        self.seite.parse().unwrap_or(1).clamp(1, 10_000)
    }

    /// The same search at another address.
    fn at(&self, href: Href) -> Href {
        href.with_said([
            ("q", self.q.as_str()),
            ("plan", self.plan.as_str()),
            ("federfuehrung", self.federfuehrung.as_str()),
            ("status", self.status.as_str()),
            ("lage", self.lage.as_str()),
            ("befund", self.befund.as_str()),
            ("ursache", self.ursache.as_str()),
        ])
    }
}

pub(super) async fn show(
    _: MeasuresPath,
    Query(wanted): Query<Wanted>,
    house: House,
    frame: Frame,
) -> Result<Response, Failure> {
    let t = frame.t;
    let mut reader = house.store.reader();
    let gesucht = wanted.gesucht();
    let seite = steering::massnahmen(&mut reader, &gesucht).await?;
    let wahl = steering::wahl(&mut reader).await?;
    let plaene = steering::plaene(&mut reader).await?;
    let years: Vec<_> = plaene.iter().map(|plan| plan.jahr.to_string()).collect();
    let content = html! {
        (ui::heading(&t.get("steer-title")))
        (ui::lead(&t.get("steer-lead")))
        @if plaene.is_empty() {
            (ui::empty_state(&t.get("steer-none"), &t.get("steer-none-what"), None))
        } @else {
            (form(t, &wanted, &wahl, &years))
            (found(t, &wanted, &seite))
            p.kern-body {
                (ui::link(&PlansOverviewPath.into(), &t.get("plans-overview"))) " · "
                (ui::link(&PlansPath.into(), &t.get("steer-to-plans"))) " · "
                (ui::link(&RolloutPath.into(), &t.get("rollout-title"))) " · "
                (ui::link(&wanted.at(MeasuresCsvPath.into()), &t.get("steer-as-csv"))) " · "
                (ui::link(&wanted.at(MeasuresXlsxPath.into()), &t.get("plans-as-xlsx"))) " · "
                (ui::link(&wanted.at(MeasuresJsonPath.into()), &t.get("steer-as-json"))) " · "
                (ui::link(&MeasuresFeedPath.into(), &t.get("plans-feed")))
            }
            p.kern-body {
                (ui::link(&FindingsCsvPath.into(), &t.get("steer-findings-csv"))) " · "
                (ui::link(&FindingsJsonPath.into(), &t.get("steer-findings-json")))
            }
        }
    };
    Ok(Page::new(t.get("steer-title"), content)
        .wide()
        .public()
        .with_feed(MeasuresFeedPath, t.get("plans-feed-title"))
        .respond(&frame))
}

fn form(t: Texts, wanted: &Wanted, wahl: &Wahl, years: &[String]) -> Markup {
    let counted = |words: String, count: i64| format!("{words} ({count})");
    let as_it_is = |all: &[(String, i64)]| -> Vec<Choice> {
        all.iter().map(|(value, count)| Choice::new(value, counted(value.clone(), *count))).collect()
    };
    let lagen: Vec<_> = wahl
        .lage
        .iter()
        .map(|(value, count)| Choice::new(value, counted(words::lage(t, value), *count)))
        .collect();
    let regeln: Vec<_> = wahl
        .regel
        .iter()
        .map(|(value, count)| Choice::new(value, counted(words::rule(t, value), *count)))
        .collect();
    let ursachen: Vec<_> = wahl
        .ursache
        .iter()
        .filter_map(|(value, count)| {
            Some(Choice::new(value, counted(words::cause(t, Ursache::parse(value)?), *count)))
        })
        .collect();
    let years: Vec<_> = years.iter().map(|year| Choice::new(year, year.clone())).collect();
    let selects = [
        ("plan", "steer-plan", years, &wanted.plan),
        ("federfuehrung", "steer-lead-office", as_it_is(&wahl.federfuehrung), &wanted.federfuehrung),
        ("status", "steer-status", as_it_is(&wahl.status), &wanted.status),
        ("lage", "steer-where", lagen, &wanted.lage),
        ("befund", "steer-finding", regeln, &wanted.befund),
        ("ursache", "plans-cause", ursachen, &wanted.ursache),
    ];
    let search = t.get("steer-search");
    let input = TextInput { value: &wanted.q, ..TextInput::default() };
    let fields = html! {
        div role="search" {
            div.rs-filters {
                (ui::text_input(t, &Field::new("q", &search), &input))
                (ui::button(Emphasis::Primary, &t.get("steer-search-button")))
            }
            (ui::details(&t.get("steer-filters"), html! {
                @for (name, key, choices, value) in &selects {
                    @let label = t.get(key);
                    (ui::select(t, &Field::new(name, &label), choices, value))
                }
                (ui::button(Emphasis::Secondary, &t.get("steer-search-button")))
            }))
        }
    };
    ui::get_form(&MeasuresPath.into(), fields)
}

fn found(t: Texts, wanted: &Wanted, seite: &Seite) -> Markup {
    if seite.massnahmen.is_empty() {
        return ui::empty_state(&t.get("steer-nothing"), &t.get("steer-nothing-what"), None);
    }
    let columns =
        ["steer-measure", "steer-lead-office", "steer-status", "steer-due", "steer-plans", "steer-findings"];
    let table = Table {
        caption: t.with(
            if seite.genau { "steer-count" } else { "steer-count-more" },
            &[("count", seite.anzahl.into())],
        ),
        caption_hidden: false,
        columns: columns.map(|key| Column::new(t.get(key))).to_vec(),
        rows: seite.massnahmen.iter().map(|kurz| row(t, kurz)).collect(),
    };
    let last = u32::try_from(seite.anzahl).unwrap_or(u32::MAX).div_ceil(Seite::GROESSE).max(1);
    html! {
        (ui::table(&table))
        (ui::pagination(t, wanted.page().min(last), last, |page| {
            wanted.at(MeasuresPath.into()).with("seite", &page.to_string())
        }))
    }
}

fn row(t: Texts, kurz: &Kurz) -> Vec<Markup> {
    let page = Href::from(MeasurePath { id: kurz.id.clone() });
    let years =
        if kurz.von == kurz.bis { kurz.bis.to_string() } else { format!("{}–{}", kurz.von, kurz.bis) };
    vec![
        html! {
            @if let Some(nummer) = &kurz.nummer { span.rs-muted { (nummer) } " " }
            span lang="de" { (ui::link(&page, &kurz.titel)) }
        },
        html! { (kurz.federfuehrung.as_deref().unwrap_or("–")) },
        html! {
            @if kurz.lage == Lage::Laeuft.as_str() { (words::status_badge(kurz.status.as_deref())) }
            @else { (words::lage(t, &kurz.lage)) }
        },
        html! {
            div {
                span lang="de" { (kurz.abschluss.as_deref().unwrap_or("–")) }
                @if let Some(months) = kurz.verschoben.filter(|months| *months != 0) {
                    br; span.rs-muted { (words::moved(t, months)) }
                }
            }
        },
        html! { (years) },
        html! { (t.number(&kurz.befunde.to_string())) },
    ]
}
