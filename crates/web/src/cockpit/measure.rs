//! `GET /massnahmen/{id}`: a measure over the years.

use axum::response::Response;
use maud::{Markup, html};
use steering::{
    Befund, GeplanterAbschluss, Id, Lage, Lebenslauf, Massnahme, Projektstatus, Punkt, Verzugsgrund,
};

use super::{planning, words};
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{MeasureJsonPath, MeasurePath, MeasuresPath, PlanPath};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Bars, Column, Crumb, Page, Table};

pub(super) async fn show(path: MeasurePath, house: House, frame: Frame) -> Result<Response, Failure> {
    let t = frame.t;
    let id = Id(path.id);
    let mut reader = house.store.reader();
    let found = steering::massnahme(&mut reader, &id).await?;
    let served = super::strategy::served(&mut reader, t, &id).await?;
    let stock = super::inventory::section(&mut reader, t, &id).await?;
    let reports = planning::released(&house, t, &id).await?;
    let title = match &found.kurz.nummer {
        Some(nummer) => format!("{nummer} {}", found.kurz.titel),
        None => found.kurz.titel.clone(),
    };
    let content = html! {
        div lang="de" { (ui::heading(&title)) }
        (facts(t, &found))
        @if let Some(served) = served {
            (ui::section("strategie", &t.get("strategy-serves"), served))
        }
        (ui::section("verlauf", &t.get("steer-history"), history(t, &found)))
        @if !found.befunde.is_empty() {
            (ui::section("befunde", &t.get("steer-findings-title"), findings(t, &found.befunde)))
        }
        @if !found.ursachen.is_empty() {
            (ui::section("ursachen", &t.get("plans-causes"), causes(t, &found.ursachen)))
        }
        (reports)
        (stock)
        (ui::section("texte", &t.get("steer-texts"), texts(t, &found.stationen)))
        @if found.stationen.len() > 1 {
            (ui::section("zuordnung", &t.get("steer-links"), links(t, &found.stationen)))
        }
        p.kern-body {
            (ui::link(&MeasureJsonPath { id: found.kurz.id.clone() }.into(), &t.get("steer-measure-json")))
        }
    };
    let above = vec![Crumb::new(MeasuresPath, t.get("steer-title"))];
    Ok(Page::new(&title, content).below(above).wide().public().respond(&frame))
}

fn facts(t: Texts, found: &Lebenslauf) -> Markup {
    let kurz = &found.kurz;
    let to = |id: &Id, titel: &str| ui::link(&Href::from(MeasurePath { id: id.0.clone() }), titel);
    let mut facts = vec![(
        t.get("steer-where").into_owned(),
        html! {
            (words::lage(t, &kurz.lage))
            @if kurz.lage == Lage::Laeuft.as_str() { " " (words::status_badge(kurz.status.as_deref())) }
        },
    )];
    let mut fact = |key: &str, value: Markup| facts.push((t.get(key).into_owned(), value));
    if let Some(ende) = words::ende(t, &kurz.lage, found.ende_jahr) {
        fact("steer-end", html! { (ende) });
    }
    if let Some((id, titel)) = &found.in_ {
        fact("steer-went-into", to(id, titel));
    }
    if let Some((id, titel)) = &found.aus {
        fact("steer-came-from", to(id, titel));
    }
    let now = found.stationen.last().map(|punkt| &punkt.massnahme);
    if let Some(lead) = now.and_then(|massnahme| massnahme.federfuehrung.as_ref()) {
        fact("steer-lead-office", html! { (lead.wortlaut) });
    }
    if let Some(abschluss) = &kurz.abschluss {
        fact("steer-due", html! { span lang="de" { (abschluss) } });
    }
    if let Some(months) = kurz.verschoben.filter(|months| *months != 0) {
        fact("steer-moved", html! { (words::moved(t, months)) });
    }
    if let Some(aufnahme) = now.and_then(|massnahme| massnahme.aufnahme.as_ref()) {
        fact("steer-admitted", html! { (aufnahme.wortlaut) });
    }
    ui::description_list(&facts)
}

/// Words of plans, each with where they stand.
type Quotes = Vec<(String, Vec<String>)>;

/// What is said of a measure, each sentence once, with the words that show it. What several plans show in the same words has
/// all its sources.
#[derive(Default)]
struct Shown(Vec<(String, Quotes)>);

impl Shown {
    fn add(&mut self, sentence: String, text: &str, source: String) {
        let at = self.0.iter().position(|(other, _)| *other == sentence).unwrap_or_else(|| {
            self.0.push((sentence, Vec::new()));
            self.0.len() - 1
        });
        let quotes = &mut self.0[at].1;
        match quotes.iter_mut().find(|(other, _)| *other == text) {
            Some((_, sources)) if sources.contains(&source) => {}
            Some((_, sources)) => sources.push(source),
            None => quotes.push((text.to_owned(), vec![source])),
        }
    }

    fn list(&self) -> Markup {
        html! {
            ul.kern-list.rs-index {
                @for (sentence, quotes) in &self.0 {
                    li.kern-body {
                        p { strong { (sentence) } }
                        @for (text, sources) in quotes {
                            blockquote.rs-quote lang="de" { (text) }
                            p.rs-muted { (sources.join("; ")) }
                        }
                    }
                }
            }
        }
    }
}

fn findings(t: Texts, befunde: &[Befund]) -> Markup {
    let mut shown = Shown::default();
    for befund in befunde {
        for beleg in &befund.belege {
            let source = words::source(t, beleg.jahr, beleg.zeile);
            shown.add(words::finding(t, &befund.regel), &beleg.text, source);
        }
    }
    shown.list()
}

fn causes(t: Texts, ursachen: &[Verzugsgrund]) -> Markup {
    let mut shown = Shown::default();
    for one in ursachen {
        shown.add(words::cause(t, one.ursache), &one.satz, words::source(t, one.jahr, one.zeile));
    }
    html! {
        (ui::paragraph(&t.get("plans-causes-how")))
        (shown.list())
    }
}

fn history(t: Texts, found: &Lebenslauf) -> Markup {
    let columns =
        ["steer-plan", "steer-number", "steer-title-then", "steer-lead-office", "steer-status", "steer-due"];
    let row = |punkt: &Punkt| {
        let massnahme = &punkt.massnahme;
        let status = massnahme.status.as_ref().map(Projektstatus::words);
        vec![
            ui::link(&PlanPath { jahr: punkt.jahr.to_string() }.into(), &punkt.jahr.to_string()),
            html! { (massnahme.nummer.as_ref().map_or_else(|| t.get("steer-no-number").into_owned(), ToString::to_string)) },
            html! { span lang="de" { (massnahme.titel) } },
            html! { (massnahme.federfuehrung.as_ref().map_or("–", |lead| lead.wortlaut.as_str())) },
            html! { @if status.is_some() { (words::status_badge(status)) } @else { "–" } },
            html! { span lang="de" { (massnahme.abschluss.as_ref().map_or("–", |abschluss| abschluss.wortlaut.as_str())) } },
        ]
    };
    let table = Table {
        caption: t.get("steer-history").into_owned(),
        caption_hidden: true,
        columns: columns.map(|key| Column::new(t.get(key))).to_vec(),
        rows: found.stationen.iter().map(row).collect(),
    };
    html! {
        (ui::table(&table))
        @if let Some(chart) = slippage(t, &found.stationen) { (ui::bars(t, &chart)) }
    }
}

/// How many months later than first planned, by plan; nothing where no two plans name a day.
fn slippage(t: Texts, stationen: &[Punkt]) -> Option<Bars> {
    let due = |massnahme: &Massnahme| massnahme.abschluss.as_ref().and_then(GeplanterAbschluss::faellig);
    let first = |massnahme: &Massnahme| {
        massnahme.abschluss.as_ref().and_then(GeplanterAbschluss::urspruenglich_faellig)
    };
    let begin =
        stationen.iter().find_map(|punkt| first(&punkt.massnahme).or_else(|| due(&punkt.massnahme)))?;
    let months = |day: jiff::civil::Date| {
        12 * (i64::from(day.year()) - i64::from(begin.year())) + i64::from(day.month())
            - i64::from(begin.month())
    };
    let rows: Vec<_> = stationen
        .iter()
        .filter_map(|punkt| Some((punkt.jahr.to_string(), vec![months(due(&punkt.massnahme)?)])))
        .collect();
    let moved = rows.len() > 1 && rows.iter().any(|(_, months)| months.iter().any(|months| *months > 0));
    moved.then(|| Bars {
        title: t.with("steer-slippage", &[("day", t.date(begin).into())]),
        kinds: vec![t.get("steer-slippage-months").into_owned()],
        rows,
    })
}

fn texts(t: Texts, stationen: &[Punkt]) -> Markup {
    html! {
        @for (at, punkt) in stationen.iter().enumerate().rev() {
            @let same = at > 0 && stationen[at - 1].massnahme.text.text() == punkt.massnahme.text.text();
            (ui::details(&t.with("steer-text-of", &[("year", punkt.jahr.to_string().into())]), html! {
                @if same { (ui::muted(&t.get("steer-text-same"))) }
                div lang="de" { (ui::paragraphs(&punkt.massnahme.text.blocks())) }
                p.rs-muted { (words::source(t, punkt.jahr, punkt.massnahme.zeile)) }
            }))
        }
    }
}

fn links(t: Texts, stationen: &[Punkt]) -> Markup {
    let pairs =
        stationen.windows(2).filter_map(|pair| Some((&pair[0], &pair[1], pair[1].verbindung.as_ref()?)));
    let lines: Vec<_> = pairs
        .map(|(before, after, link)| {
            t.with(
                "steer-link",
                &[
                    ("from", before.jahr.to_string().into()),
                    ("to", after.jahr.to_string().into()),
                    ("trust", words::trust(t, link.vertrauen).into()),
                ],
            )
        })
        .collect();
    html! {
        (ui::paragraph(&t.get("steer-links-how")))
        (ui::list(&lines))
    }
}
