//! `GET /steuerung/bestand/{id}`: something of the inventory, with all that is said, its links and its history.

use std::collections::HashMap;

use axum::response::Response;
use inventory::{Einzelheiten, Ereignis, Gegenstand, GegenstandId, Geschehen, Thema, Ziel};
use maud::{Markup, html};
use store::Executor;

use super::{Offices, only_for, words};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{
    EditThingPath, InventoryPath, MeasurePath, RetireThingPath, ServicePath, ThingLinksPath, ThingPath,
    ThingUsePath,
};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Column, Crumb, Emphasis, Page, Table, Tone};

pub(super) async fn show(
    ThingPath { id }: ThingPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    only_for(&colleague)?;
    let t = frame.t;
    let mut reader = house.store.reader();
    let found = inventory::gegenstand(&mut reader, &colleague.scope, id).await?;
    let offices = Offices::read(&mut reader, &colleague).await?;
    let names = LinkNames::read(&mut reader, &colleague, &found, t).await?;
    let today = store::day_in_germany(house.store.now());
    let changes = inventory::may_change(&colleague.scope, &found.kurz) && !found.kurz.ausgesondert;
    let kurz = &found.kurz;
    let content = html! {
        (ui::heading_of(&words::choice(t, &kurz.art), &kurz.name))
        (notes(t, &found, today))
        div.rs-facts { (ui::description_list(&[
            (t.get("stock-behoerde").into_owned(), html! { (offices.name(kurz.behoerde)) }),
            (t.get("stock-product").into_owned(), html! { (product(&found).unwrap_or_else(|| "–".to_owned())) }),
        ])) }
        @match &found.einzelheiten {
            Some(details) => { (topics(t, &found, details, changes)) }
            None => { (ui::muted(&t.get("stock-not-yours"))) }
        }
        (ui::section("verknuepfungen", &t.get("stock-links"), links(t, &found, &names, changes)))
        @if let Some(details) = &found.einzelheiten {
            (ui::section("verlauf", &t.get("stock-history"), history(t, details, &names)))
        }
        @if changes {
            (ui::actions(ui::link_button(Emphasis::Tertiary, &RetireThingPath { id }.into(), &t.get("stock-retire"))))
        }
    };
    let above = vec![Crumb::new(InventoryPath, t.get("stock-title"))];
    Ok(Page::new(&kurz.name, content).below(above).wide().respond(&frame))
}

fn product(found: &Gegenstand) -> Option<String> {
    let parts: Vec<_> =
        [&found.kurz.hersteller, &found.kurz.produkt].into_iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// That it was retired, or what wants a look.
fn notes(t: Texts, found: &Gegenstand, today: jiff::civil::Date) -> Markup {
    let why = found.einzelheiten.as_ref().and_then(|details| details.ausgesondert.as_deref());
    let found_here: Vec<_> =
        inventory::look_at(found, today).into_iter().map(|one| words::finding(t, one)).collect();
    html! {
        @if found.kurz.ausgesondert {
            (ui::alert(Tone::Info, &t.get("stock-retired-note"), why.map(ui::paragraph)))
        }
        @if !found_here.is_empty() {
            (ui::alert(Tone::Warning, &t.with("stock-notes", &[("count", found_here.len().into())]), Some(ui::list(&found_here))))
        }
    }
}

/// What is said, topic by topic.
fn topics(t: Texts, found: &Gegenstand, details: &Einzelheiten, changes: bool) -> Markup {
    let id = found.kurz.id();
    let is_licence = found.kurz.art == "lizenz";
    let topics = Thema::ALL.into_iter().filter(|thema| *thema != Thema::Lizenz || is_licence);
    html! {
        @for thema in topics {
            @let facts = facts(t, details, thema);
            (ui::section(thema.as_str(), &words::thema(t, thema), html! {
                @if facts.is_empty() { (ui::muted(&t.get("stock-nothing-said"))) }
                @else { (ui::description_list(&facts)) }
                @if thema == Thema::Lizenz { (used(t, details)) }
                @if changes {
                    p.kern-body {
                        (ui::link(&EditThingPath { id, thema: thema.as_str().to_owned() }.into(),
                            &t.with("stock-change", &[("topic", words::thema(t, thema).into())])))
                        @if thema == Thema::Lizenz { " · " (ui::link(&ThingUsePath { id }.into(), &t.get("stock-report-use"))) }
                    }
                }
            }))
        }
    }
}

fn facts(t: Texts, details: &Einzelheiten, thema: Thema) -> Vec<(String, Markup)> {
    let said = thema.felder().filter_map(|feld| Some((feld, details.angaben.get(feld)?)));
    said.map(|(feld, kept)| {
        (words::label(t, feld), html! { span.rs-lines { (words::value(t, feld, kept)) } })
    })
    .collect()
}

fn used(t: Texts, details: &Einzelheiten) -> Markup {
    if details.nutzung.is_empty() {
        return ui::muted(&t.get("stock-no-use"));
    }
    let row = |(day, count): &(jiff::civil::Date, i64)| {
        vec![html! { (t.date(*day)) }, html! { (t.number(&count.to_string())) }]
    };
    ui::table(&Table {
        caption: t.get("stock-use").into_owned(),
        caption_hidden: false,
        columns: vec![Column::new(t.get("stock-day")), Column::numeric(t.get("stock-in-use"))],
        rows: details.nutzung.iter().map(row).collect(),
    })
}

/// What those things are called to which something is, or was, linked.
pub(super) struct LinkNames {
    things: HashMap<GegenstandId, String>,
    others: HashMap<Ziel, String>,
}

impl LinkNames {
    pub(super) async fn read(
        on: &mut impl Executor,
        colleague: &Colleague,
        found: &Gegenstand,
        t: Texts,
    ) -> Result<Self, Failure> {
        let mut all = found.verknuepft.clone();
        let events = found.einzelheiten.iter().flat_map(|details| &details.verlauf);
        all.extend(events.filter_map(|event| match &event.was {
            Geschehen::Verknuepft(ziel) | Geschehen::Geloest(ziel) => Some(ziel.clone()),
            _ => None,
        }));
        let mut ids: Vec<_> = found.verknuepft_von.iter().map(|(_, id)| *id).collect();
        let mut others = HashMap::new();
        for ziel in all {
            let title = match &ziel {
                Ziel::Nutzt(id) | Ziel::Ersetzt(id) => {
                    ids.push(*id);
                    continue;
                }
                Ziel::Massnahme(id) => match steering::massnahme(on, &steering::Id(id.clone())).await {
                    Ok(massnahme) => massnahme.kurz.titel,
                    Err(steering::Error::NotFound) => t.get("stock-measure-gone").into_owned(),
                    Err(error) => return Err(error.into()),
                },
                Ziel::Leistung(key) => {
                    let key = catalogue::LeistungKey::parse(key).map_err(Failure::internal)?;
                    let leistung = catalogue::leistung(on, &colleague.scope, &key, t.locale().tag()).await?;
                    leistung.map_or_else(|| key.to_string(), |leistung| leistung.texts.title)
                }
            };
            others.insert(ziel, title);
        }
        let things = inventory::names(on, &colleague.scope, &ids).await?.into_iter().collect();
        Ok(Self { things, others })
    }

    fn thing(&self, id: GegenstandId) -> Markup {
        let name = self.things.get(&id).map_or("–", String::as_str);
        ui::link(&ThingPath { id }.into(), name)
    }

    /// A link to what it leads to.
    pub(super) fn to(&self, ziel: &Ziel) -> Markup {
        let title = || self.others.get(ziel).map_or("–", String::as_str);
        let href: Href = match ziel {
            Ziel::Nutzt(id) | Ziel::Ersetzt(id) => return self.thing(*id),
            Ziel::Massnahme(id) => MeasurePath { id: id.clone() }.into(),
            Ziel::Leistung(key) => ServicePath { key: key.clone() }.into(),
        };
        ui::link(&href, title())
    }
}

fn links(t: Texts, found: &Gegenstand, names: &LinkNames, changes: bool) -> Markup {
    let there = found.verknuepft.iter().map(|ziel| (words::link(t, ziel.art(), false), names.to(ziel)));
    let back = found.verknuepft_von.iter().map(|(art, id)| (words::link(t, art, true), names.thing(*id)));
    let all: Vec<_> = there.chain(back).collect();
    html! {
        @if all.is_empty() { (ui::muted(&t.get("stock-no-links"))) } @else { (ui::description_list(&all)) }
        @if changes {
            p.kern-body { (ui::link(&ThingLinksPath { id: found.kurz.id() }.into(), &t.get("stock-change-links"))) }
        }
    }
}

fn history(t: Texts, details: &Einzelheiten, names: &LinkNames) -> Markup {
    let row = |event: &Ereignis| {
        let who = match event.account {
            None => t.get("stock-by-program").into_owned(),
            Some(_) => event.name.clone().unwrap_or_else(|| "–".to_owned()),
        };
        vec![html! { (t.moment(event.at.timestamp())) }, html! { (who) }, happened(t, &event.was, names)]
    };
    ui::table(&Table {
        caption: t.get("stock-history").into_owned(),
        caption_hidden: true,
        columns: ["stock-when", "stock-who", "stock-what"].map(|key| Column::new(t.get(key))).to_vec(),
        rows: details.verlauf.iter().map(row).collect(),
    })
}

fn happened(t: Texts, was: &Geschehen, names: &LinkNames) -> Markup {
    let linked = |key: &str, ziel: &Ziel| {
        html! { div { (t.get(key)) ": " (words::link(t, ziel.art(), false)) " " (names.to(ziel)) } }
    };
    match was {
        Geschehen::Erfasst => html! { (t.get("stock-did-enter")) },
        Geschehen::Geaendert(fields) => {
            let shown = |feld, kept: &Option<String>| {
                kept.as_ref()
                    .map_or_else(|| t.get("stock-empty").into_owned(), |kept| words::value(t, feld, kept))
            };
            html! {
                div { @for (feld, (before, after)) in fields {
                    div { (t.with("stock-did-change", &[
                        ("field", words::label(t, *feld).into()),
                        ("before", shown(*feld, before).into()),
                        ("after", shown(*feld, after).into()),
                    ])) }
                } }
            }
        }
        Geschehen::Verknuepft(ziel) => linked("stock-did-link", ziel),
        Geschehen::Geloest(ziel) => linked("stock-did-unlink", ziel),
        Geschehen::Genutzt(day, count) => {
            html! { (t.with("stock-did-report", &[("count", (*count).into()), ("day", t.date(*day).into())])) }
        }
        Geschehen::Ausgesondert(reason) => {
            html! { (t.with("stock-did-retire", &[("reason", reason.as_str().into())])) }
        }
    }
}
