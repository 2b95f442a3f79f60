//! `/steuerung/sitzung/{id}`: the agenda of a meeting, and its record.

use axum::response::Response;
use maud::{Markup, html};
use planning::{Gegenstand, Sitzung, SitzungId, Tagesordnungspunkt};

use super::{steers, words, works};
use crate::cockpit::words::written;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{
    AgendaPath, CloseMeetingPath, DecisionPath, MeetingPath, MeetingPdfPath, MeetingsPath, PlanningPath,
    ProposalPath, SteeredMeasurePath, SteeringPath,
};
use crate::shell::{Failure, Frame, Href};
use crate::ui::{self, Crumb, Emphasis, Page};

pub(super) async fn show(
    MeetingPath { id }: MeetingPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    works(&colleague)?;
    let t = frame.t;
    let sitzung = planning::sitzung(&mut house.store.reader(), &colleague.scope, id).await?;
    let keeps = steers(&colleague) && sitzung.geschlossen_at.is_none();
    let title = name(t, &sitzung);
    let content = html! {
        (ui::heading(&title))
        (facts(t, &sitzung))
        @if keeps {
            (ui::actions(html! {
                (ui::link_button(Emphasis::Secondary, &AgendaPath { id }.into(), &t.get("planning-agenda-change")))
                @if sitzung.is_decided() {
                    (ui::link_button(Emphasis::Primary, &CloseMeetingPath { id }.into(), &t.get("planning-close")))
                }
            }))
        }
        (ui::section("tagesordnung", &t.get("planning-agenda"), agenda(t, &sitzung, keeps)))
    };
    Ok(Page::new(title, content).below(above(t)).respond(&frame))
}

/// What a meeting is called: its body and its day.
pub(super) fn name(t: Texts, sitzung: &Sitzung) -> String {
    format!("{}, {}", sitzung.gremium, t.date(sitzung.tag))
}

/// The pages above a meeting.
pub(super) fn above(t: Texts) -> Vec<Crumb> {
    vec![
        Crumb::new(SteeringPath, t.get("planning-title")),
        Crumb::new(MeetingsPath, t.get("planning-meetings")),
    ]
}

fn facts(t: Texts, sitzung: &Sitzung) -> Markup {
    let mut facts = vec![(t.get("planning-day").into_owned(), html! { (t.date(sitzung.tag)) })];
    if !sitzung.ort.is_empty() {
        facts.push((t.get("planning-where").into_owned(), html! { (sitzung.ort) }));
    }
    if let Some(anwesend) = &sitzung.anwesend {
        facts.push((t.get("planning-present").into_owned(), written(anwesend)));
    }
    let record = match sitzung.geschlossen_at {
        Some(at) => html! {
            div {
                (t.with("planning-record-closed-at", &[("day", t.day(at).into())])) br;
                (ui::link(&MeetingPdfPath { id: sitzung.id }.into(), &t.get("planning-record-document")))
            }
        },
        None => html! {
            div {
                (t.get("planning-record-open")) br;
                span.rs-muted { (t.get("planning-record-no-document")) }
            }
        },
    };
    facts.push((t.get("planning-record").into_owned(), record));
    ui::description_list(&facts)
}

fn agenda(t: Texts, sitzung: &Sitzung, keeps: bool) -> Markup {
    if sitzung.tagesordnung.is_empty() {
        return ui::muted(&t.get("planning-agenda-none"));
    }
    html! {
        ol.kern-list.rs-index {
            @for (at, punkt) in sitzung.tagesordnung.iter().enumerate() {
                li.kern-body { (item(t, sitzung.id, at + 1, punkt, keeps)) }
            }
        }
    }
}

fn item(t: Texts, id: SitzungId, number: usize, punkt: &Tagesordnungspunkt, keeps: bool) -> Markup {
    let top = t.with("planning-item", &[("number", number.into())]);
    let to = DecisionPath { id, punkt: number };
    html! {
        p {
            span.rs-muted { (top) } " "
            @match about(&punkt.gegenstand) {
                Some(href) => (ui::link(&href, &punkt.titel)),
                None => strong { (punkt.titel) },
            }
        }
        @if let Some(beschluss) = &punkt.beschluss {
            p {
                (words::result_badge(t, beschluss.ergebnis))
                @if let Some(votes) = words::votes(t, beschluss.stimmen) { " " span.rs-muted { (votes) } }
            }
            (written(&beschluss.wortlaut))
        }
        @if keeps {
            p.kern-body {
                a.kern-link href=(Href::from(to)) {
                    (t.get(if punkt.beschluss.is_some() { "planning-decision-change" } else { "planning-decision-note" }))
                    span.kern-sr-only { ": " (punkt.titel) }
                }
            }
        }
    }
}

/// The page of what an item is about.
fn about(gegenstand: &Gegenstand) -> Option<Href> {
    match gegenstand {
        Gegenstand::Plan(jahr) => Some(PlanningPath { jahr: *jahr }.into()),
        Gegenstand::Vorschlag(id) => Some(ProposalPath { id: *id }.into()),
        Gegenstand::Massnahme(id) => Some(SteeredMeasurePath { id: id.0.clone() }.into()),
        Gegenstand::Sonstiges => None,
    }
}
