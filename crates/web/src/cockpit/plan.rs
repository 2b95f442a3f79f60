//! `GET /aktionsplaene/{jahr}`: a plan with all its measures, and when they begin and are to end.

use axum::response::Response;
use jiff::civil::{Date, date};
use maud::{Markup, html};
use steering::{Aktionsplan, Id, Massnahme, PlanKopf, Planseite, Projektstatus};

use super::{compare, words};
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{MeasuresPath, PlanCsvPath, PlanPath, PlanPdfPath, PlanXlsxPath, PlansPath};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Column, Crumb, Page, Span, Spans, Table};

pub(super) async fn show(path: PlanPath, house: House, frame: Frame) -> Result<Response, Failure> {
    let t = frame.t;
    let jahr: i16 = path.jahr.parse().map_err(|_| Failure::NotFound)?;
    let mut reader = house.store.reader();
    let found = steering::planseite(&mut reader, jahr).await?;
    let all = steering::plaene(&mut reader).await?;
    let title = t.with("steer-plan-of", &[("year", jahr.to_string().into())]);
    let content = html! {
        (ui::heading(&title))
        div.rs-facts { (facts(t, &found, &all, jahr)) }
        (ui::section("massnahmen", &t.get("plans-measures"), measures(t, &found)))
        (ui::section("zeitplan", &t.get("plans-timeline"), timeline(t, &found.plan)))
        @if !found.plan.abgeschlossen.is_empty() {
            (ui::section("abgeschlossen", &t.get("plans-completed-list"), completed(t, &found.plan)))
        }
    };
    let above = vec![
        Crumb::new(MeasuresPath, t.get("steer-title")),
        Crumb::new(PlansPath, t.get("steer-plans-title")),
    ];
    Ok(Page::new(&title, content).below(above).wide().public().respond(&frame))
}

fn facts(t: Texts, found: &Planseite, all: &[PlanKopf], jahr: i16) -> Markup {
    let plan = &found.plan;
    let mut facts: Vec<(String, Markup)> = Vec::new();
    let mut fact = |key: &str, value: Markup| facts.push((t.get(key).into_owned(), value));
    if let Some(stand) = plan.stand {
        fact("steer-as-of", html! { (t.date(stand)) });
    }
    let count = i64::try_from(plan.massnahmen.len()).unwrap_or(i64::MAX);
    let list = Href::from(MeasuresPath).with("plan", &jahr.to_string());
    fact("steer-content", ui::link(&list, &t.with("steer-measures", &[("count", count.into())])));
    // The plans are in order, the newest first.
    let before = all.iter().find(|other| other.jahr < jahr);
    let after = all.iter().rev().find(|other| other.jahr > jahr);
    let year = |plan: &PlanKopf| [("year", plan.jahr.to_string().into())];
    if let Some(before) = before {
        fact("plans-before", ui::link(&here(before.jahr), &t.with("steer-plan-of", &year(before))));
        fact(
            "plans-changes",
            ui::link(&compare::href(before.jahr, jahr), &t.with("plans-since", &year(before))),
        );
    }
    if let Some(after) = after {
        fact("plans-after", ui::link(&here(after.jahr), &t.with("steer-plan-of", &year(after))));
    }
    let year = jahr.to_string();
    fact(
        "plans-document",
        html! {
            (ui::link(&PlanPdfPath { jahr: year.clone() }.into(), &t.get("plans-as-pdf"))) br;
            (ui::link(&PlanCsvPath { jahr: year.clone() }.into(), &t.get("plans-plan-as-csv"))) br;
            (ui::link(&PlanXlsxPath { jahr: year }.into(), &t.get("plans-plan-as-xlsx")))
        },
    );
    if let Some(one) = &found.umdatiert {
        let said = [
            ("year", one.von.to_string().into()),
            ("day", t.date(store::day_in_germany(one.at.timestamp())).into()),
        ];
        fact(
            "plans-redated",
            html! { (t.with("plans-redated-from", &said)) br; span lang="de" { (one.grund) } },
        );
    }
    ui::description_list(&facts)
}

fn here(jahr: i16) -> Href {
    PlanPath { jahr: jahr.to_string() }.into()
}

fn measures(t: Texts, found: &Planseite) -> Markup {
    let columns = ["steer-measure", "steer-lead-office", "steer-admitted", "steer-due", "steer-status"];
    html! {
        @for (name, measures) in words::sections(&found.plan) {
            (ui::table(&Table {
                caption: if name.is_empty() { t.get("plans-measures").into_owned() } else { name.clone() },
                caption_hidden: false,
                columns: columns.map(|key| Column::new(t.get(key))).to_vec(),
                rows: measures.iter().map(|(place, massnahme)| row(found.ids.get(*place), massnahme)).collect(),
            }))
        }
    }
}

fn row(id: Option<&Id>, massnahme: &Massnahme) -> Vec<Markup> {
    let words = |text: Option<&str>| html! { span lang="de" { (text.unwrap_or("–")) } };
    vec![
        match id {
            Some(id) => words::named(id, massnahme),
            None => html! { span lang="de" { (massnahme.name()) } },
        },
        words(massnahme.federfuehrung.as_ref().map(|lead| lead.wortlaut.as_str())),
        words(massnahme.aufnahme.as_ref().map(|aufnahme| aufnahme.wortlaut.as_str())),
        words(massnahme.abschluss.as_ref().map(|abschluss| abschluss.wortlaut.as_str())),
        match massnahme.status.as_ref().map(Projektstatus::words) {
            Some(status) => words::status_badge(Some(status)),
            None => html! { "–" },
        },
    ]
}

/// One chart a section: so the axis, the same for all, is never far from a bar.
fn timeline(t: Texts, plan: &Aktionsplan) -> Markup {
    let spans: Vec<Span> = plan.massnahmen.iter().map(|massnahme| span(t, massnahme)).collect();
    let days = || spans.iter().flat_map(|span| [span.from, span.to]).flatten();
    let reach = days().min().zip(days().max());
    html! {
        (ui::paragraph(&t.get("plans-timeline-how")))
        @for (name, measures) in words::sections(plan) {
            (ui::spans(t, &Spans {
                title: if name.is_empty() { t.get("plans-timeline").into_owned() } else { name.clone() },
                kinds: kinds(t, &measures),
                day: plan.stand.map(|stand| {
                    (stand, t.with("plans-timeline-day", &[("day", t.date(stand).into())]))
                }),
                reach,
                rows: measures.iter().filter_map(|(place, _)| spans.get(*place).cloned()).collect(),
            }))
        }
    }
}

/// Bars tell who is late from who is not, where the plan tells it.
fn kinds(t: Texts, measures: &[(usize, &Massnahme)]) -> Vec<String> {
    let told = measures.iter().any(|(_, massnahme)| massnahme.status.is_some());
    if told {
        ["plans-on-time", "plans-not-on-time"].map(|key| t.get(key).into_owned()).to_vec()
    } else {
        Vec::new()
    }
}

fn span(t: Texts, massnahme: &Massnahme) -> Span {
    let from =
        massnahme.aufnahme.as_ref().and_then(|aufnahme| aufnahme.wann).map(steering::Zeitangabe::beginn);
    let to = massnahme.abschluss.as_ref().and_then(steering::GeplanterAbschluss::faellig);
    let late = matches!(massnahme.status, Some(Projektstatus::InVerzug | Projektstatus::VerzugDroht));
    let titel = massnahme.titel.clone();
    let label = if to.is_none() { t.with("plans-timeline-open", &[("title", titel.into())]) } else { titel };
    Span { label, from: from.map(not_too_early), to, kind: usize::from(late) }
}

/// A year that was misread must not press all bars to the edge.
fn not_too_early(day: Date) -> Date {
    day.max(date(2000, 1, 1))
}

fn completed(t: Texts, plan: &Aktionsplan) -> Markup {
    html! {
        (ui::paragraph(&t.get("plans-completed-list-what")))
        ul.kern-list lang="de" {
            @for one in &plan.abgeschlossen {
                li.kern-body {
                    (one.titel)
                    @if let Some(vormals) = &one.vormals {
                        " " span.rs-muted lang=(t.locale().tag()) { (t.with("plans-formerly", &[("numbers", vormals.wortlaut.as_str().into())])) }
                    }
                }
            }
        }
    }
}
