//! `/steuerung/sitzung/{id}/tagesordnung`: day and place of a meeting, and its agenda.

use std::str::FromStr;

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use planning::{Error, Gegenstand, Sitzung, SitzungId, Stand, Tagesordnungspunkt, VorschlagId};
use uuid::Uuid;

use super::meeting::{above, name};
use super::meetings::{DAY, PLACE, place};
use super::{must_steer, words};
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{AgendaPath, MeetingPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{
    self, Choice, Column, Crumb, Emphasis, Field, Page, Problem, Send, Table, TextInput, problem, wrong,
};

/// Each item there is has a field for its place: this and its number, from 1.
const ITEM: &str = "punkt-";
const ABOUT: &str = "gegenstand";
const TITLE: &str = "titel";
const OTHER: &str = "sonstiges";
/// The button after which the form comes back, for another item.
const MORE: &str = "_weiterer";

async fn open_meeting(
    house: &House,
    colleague: &Colleague,
    id: SitzungId,
) -> Result<Option<Sitzung>, Failure> {
    must_steer(colleague)?;
    let sitzung = planning::sitzung(&mut house.store.reader(), &colleague.scope, id).await?;
    Ok(sitzung.geschlossen_at.is_none().then_some(sitzung))
}

fn to_meeting(id: SitzungId) -> Response {
    Redirect::to(Href::from(MeetingPath { id }).as_str()).into_response()
}

pub(super) async fn show(
    AgendaPath { id }: AgendaPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    let Some(sitzung) = open_meeting(&house, &colleague, id).await? else { return Ok(to_meeting(id)) };
    let entered = Entered::of(&[(DAY, sitzung.tag.to_string()), (PLACE, sitzung.ort.clone())]);
    let choices = choices(&house, &colleague, frame.t).await?;
    Ok(page(&frame, &sitzung, &choices, &entered, &[]).respond(&frame))
}

pub(super) async fn set(
    AgendaPath { id }: AgendaPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    let Some(sitzung) = open_meeting(&house, &colleague, id).await? else { return Ok(to_meeting(id)) };
    let t = frame.t;
    let mut problems = posted.unfit(t, &[PLACE, TITLE]);
    let entered = Entered::new(posted.into_answers());
    let choices = choices(&house, &colleague, t).await?;
    let day = entered.day(DAY);
    if day.is_none() {
        problems.push(problem(DAY, t.get("planning-wrong-day")));
    }
    let mut punkte = placed(t, &sitzung, &entered, &mut problems);
    punkte.extend(added(t, &choices, &entered, &mut problems));
    if let (Some(day), true) = (day, problems.is_empty()) {
        let mut tx = house.store.begin().await?;
        let scope = &colleague.scope;
        let moved = planning::move_to(&mut tx, scope, id, day, entered.get(PLACE)).await;
        let done = match moved {
            Ok(()) => planning::set_agenda(&mut tx, scope, id, punkte).await,
            refused => refused,
        };
        match done {
            Ok(()) => {
                tx.commit().await?;
                if entered.get(MORE).is_empty() {
                    return Ok(to_meeting(id));
                }
                return Ok(Redirect::to(Href::from(AgendaPath { id }).at("punkt").as_str()).into_response());
            }
            Err(Error::Stand) => return Ok(to_meeting(id)),
            Err(Error::BadReference) => problems.push(problem(ABOUT, t.get("planning-wrong-item"))),
            Err(Error::Angabe(feld)) => problems.push(problem(PLACE, t.get(words::complaint(feld)))),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(page(&frame, &sitzung, &choices, &entered, &problems).respond(&frame))
}

/// The items there are in the order of the numbers that were typed; without a number one is left out.
fn placed(
    t: Texts,
    sitzung: &Sitzung,
    entered: &Entered,
    problems: &mut Vec<Problem>,
) -> Vec<Tagesordnungspunkt> {
    let mut places = Vec::new();
    for (at, punkt) in sitzung.tagesordnung.iter().enumerate() {
        let name = format!("{ITEM}{}", at + 1);
        match entered.get(&name).trim() {
            "" if punkt.beschluss.is_some() => {
                problems.push(problem(&name, t.get("planning-wrong-item-decided")));
            }
            "" => {}
            text => match text.parse::<u32>() {
                Ok(place) => places.push((place, at, punkt.clone())),
                Err(_) => problems.push(problem(&name, t.get("planning-wrong-number"))),
            },
        }
    }
    places.sort_by_key(|(place, at, _)| (*place, *at));
    places.into_iter().map(|(.., punkt)| punkt).collect()
}

/// The item that was added, if one was.
fn added(
    t: Texts,
    choices: &[Choice],
    entered: &Entered,
    problems: &mut Vec<Problem>,
) -> Option<Tagesordnungspunkt> {
    let (about, title) = (entered.get(ABOUT), entered.get(TITLE).trim());
    if about.is_empty() && title.is_empty() {
        return None;
    }
    let chosen = choices.iter().find(|choice| choice.value == about);
    let title = match chosen {
        Some(choice) if title.is_empty() && about != OTHER => choice.label.as_str(),
        _ => title,
    };
    let gegenstand = match about.split_once(':') {
        Some(("plan", jahr)) => jahr.parse().ok().map(Gegenstand::Plan),
        Some(("vorschlag", id)) => Uuid::from_str(id).ok().map(|id| Gegenstand::Vorschlag(VorschlagId(id))),
        _ => Some(Gegenstand::Sonstiges),
    };
    let Some(gegenstand) = gegenstand else {
        problems.push(problem(ABOUT, t.get("planning-wrong-item")));
        return None;
    };
    match Tagesordnungspunkt::new(title, gegenstand) {
        Ok(punkt) => Some(punkt),
        Err(_) => {
            problems.push(problem(TITLE, t.get("planning-wrong-title")));
            None
        }
    }
}

/// What can be decided on: plans in the making, and the proposals in them.
async fn choices(house: &House, colleague: &Colleague, t: Texts) -> Result<Vec<Choice>, Failure> {
    let mut reader = house.store.reader();
    let scope = &colleague.scope;
    let mut choices = Vec::new();
    for planung in planning::planungen(&mut reader, scope).await? {
        if planung.veroeffentlicht_at.is_some() {
            continue;
        }
        let jahr = planung.jahr;
        let name = t.with("steer-plan-of", &[("year", jahr.to_string().into())]);
        choices.push(Choice::new(format!("plan:{jahr}"), name));
        for one in planning::vorschlaege(&mut reader, scope, jahr).await? {
            if matches!(one.stand, Stand::Geprueft | Stand::Aufgenommen | Stand::Zurueckgestellt) {
                choices.push(Choice::new(format!("vorschlag:{}", one.id), one.angaben.titel));
            }
        }
    }
    choices.push(Choice::new(OTHER, t.get("planning-item-other")));
    Ok(choices)
}

fn page(
    frame: &Frame,
    sitzung: &Sitzung,
    choices: &[Choice],
    entered: &Entered,
    problems: &[Problem],
) -> Page {
    let t = frame.t;
    let id = sitzung.id;
    let title = t.get("planning-agenda");
    let [day, about, item_title, item_title_hint] =
        ["planning-day", "planning-item-about", "planning-item-title", "planning-item-title-hint"]
            .map(|key| t.get(key));
    let field = |name, label| Field::new(name, label).error(wrong(problems, name));
    let typed = TextInput { value: entered.get(TITLE), ..TextInput::default() };
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&name(t, sitzung)))
        (ui::form(&frame.csrf, &AgendaPath { id }.into(), Send::Plain, html! {
            (ui::date_input(t, &field(DAY, &day), entered.get(DAY), false))
            (place(t, entered, problems))
            @if !sitzung.tagesordnung.is_empty() { (items(t, sitzung, entered, problems)) }
            (ui::section("punkt", &t.get("planning-item-add"), html! {
                (ui::select(t, &field(ABOUT, &about).optional(), choices, entered.get(ABOUT)))
                (ui::text_input(t, &field(TITLE, &item_title).hint(&item_title_hint).optional(), &typed))
            }))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.get("planning-save")))
                (ui::named_button(Emphasis::Secondary, MORE, "1", &t.get("planning-item-more")))
                (ui::link_button(Emphasis::Secondary, &MeetingPath { id }.into(), &t.get("planning-cancel")))
            }))
        }))
    };
    let mut above = above(t);
    above.push(Crumb::new(MeetingPath { id }, name(t, sitzung)));
    Page::new(title, content).below(above).with_errors(!problems.is_empty())
}

fn items(t: Texts, sitzung: &Sitzung, entered: &Entered, problems: &[Problem]) -> Markup {
    let row = |(at, punkt): (usize, &Tagesordnungspunkt)| {
        let name = format!("{ITEM}{}", at + 1);
        let there = (at + 1).to_string();
        let typed = if problems.is_empty() { there.as_str() } else { entered.get(&name) };
        let label = t.with("planning-place-of", &[("title", punkt.titel.as_str().into())]);
        let error = wrong(problems, &name);
        vec![
            html! { (punkt.titel) },
            html! {
                input.kern-form-input__input.rs-width-tiny."kern-form-input__input--error"[error.is_some()]
                    id=(ui::id(&name)) name=(name) value=(typed) type="text" inputmode="numeric"
                    aria-label=(label) aria-invalid=[error.map(|_| "true")];
            },
        ]
    };
    html! {
        (ui::paragraph(&t.get("planning-agenda-what")))
        (ui::table(&Table {
            caption: t.get("planning-agenda").into_owned(),
            caption_hidden: true,
            columns: ["planning-item-title", "planning-place"].map(|key| Column::new(t.get(key))).to_vec(),
            rows: sitzung.tagesordnung.iter().enumerate().map(row).collect(),
        }))
    }
}
