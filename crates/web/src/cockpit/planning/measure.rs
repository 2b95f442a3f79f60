//! `/steuerung/massnahme/{id}`: what those say of a measure who work on plans: what it needs, reports, comments.

use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use planning::{Abhaengig, Error, Gegenstand};
use steering::Id;
use steering::Kurz;

use super::entered::{Entered, complaint, problem, wrong};
use super::history::{COMMENT, comment_form, history};
use super::{steers, words, works};
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{MeasureCommentPath, MeasureNeedPath, MeasurePath, SteeredMeasurePath, SteeringPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Choice, Column, Crumb, Emphasis, Field, Page, Problem, Send, Table, TextInput, Tone};

const OTHER: &str = "andere";
const REASON: &str = "grund";
/// The name of the button that takes back that something is needed.
const NOT: &str = "_nicht";

pub(super) async fn show(
    SteeredMeasurePath { id }: SteeredMeasurePath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    works(&colleague)?;
    Ok(page(&house, &colleague, &frame, &Id(id), &Entered::default(), &[]).await?.respond(&frame))
}

/// Says something about it.
pub(super) async fn comment(
    MeasureCommentPath { id }: MeasureCommentPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    works(&colleague)?;
    let mut problems = posted.unfit(frame.t, &[COMMENT]);
    let entered = Entered::new(posted.into_answers());
    let id = Id(id);
    if problems.is_empty() {
        let mut tx = house.store.begin().await?;
        match planning::comment_on(&mut tx, &colleague.scope, &id, entered.get(COMMENT)).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(back(&id));
            }
            Err(Error::Angabe(feld)) => problems.push(problem(frame.t, COMMENT, complaint(feld))),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(page(&house, &colleague, &frame, &id, &entered, &problems).await?.respond(&frame))
}

/// Says that it cannot be done before another, or that it can after all.
pub(super) async fn need(
    MeasureNeedPath { id }: MeasureNeedPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    works(&colleague)?;
    let t = frame.t;
    let mut problems = posted.unfit(t, &[REASON]);
    let entered = Entered::new(posted.into_answers());
    let (id, other) = (Id(id), Id(entered.get(OTHER).to_owned()));
    if other.0.is_empty() {
        problems.push(problem(t, OTHER, "planning-wrong-other"));
    }
    if problems.is_empty() {
        let mut tx = house.store.begin().await?;
        let (scope, reason) = (&colleague.scope, entered.get(REASON));
        let done = if entered.get(NOT).is_empty() {
            planning::need(&mut tx, scope, &id, &other, reason).await
        } else {
            planning::need_not(&mut tx, scope, &id, &other, reason).await
        };
        match done {
            Ok(()) => {
                tx.commit().await?;
                return Ok(back(&id));
            }
            Err(Error::Kreis) => problems.push(problem(t, OTHER, "planning-wrong-circle")),
            Err(Error::Angabe(feld)) => problems.push(problem(t, REASON, complaint(feld))),
            Err(Error::NotFound) if !entered.get(NOT).is_empty() => return Ok(back(&id)),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(page(&house, &colleague, &frame, &id, &entered, &problems).await?.respond(&frame))
}

fn back(id: &Id) -> Response {
    Redirect::to(Href::from(SteeredMeasurePath { id: id.0.clone() }).as_str()).into_response()
}

async fn page(
    house: &House,
    colleague: &Colleague,
    frame: &Frame,
    id: &Id,
    entered: &Entered,
    problems: &[Problem],
) -> Result<Page, Failure> {
    let t = frame.t;
    let mut reader = house.store.reader();
    let scope = &colleague.scope;
    let kurz = steering::kurz(&mut reader, id).await?;
    let events = planning::of_massnahme(&mut reader, scope, id).await?;
    let (needs, needed) = planning::needs(&mut reader, scope, id).await?;
    let decided = planning::decided(&mut reader, scope, &Gegenstand::Massnahme(id.clone())).await?;
    let own = identity::behoerde(&mut reader, scope, colleague.behoerde).await?;
    let leads = steers(colleague) || own.is_some_and(|own| Some(own.short_name) == kurz.federfuehrung);
    let others = if leads { choices(steering::laufende(&mut reader).await?, id) } else { Vec::new() };
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&kurz.titel))
        (facts(t, &kurz))
        (ui::section("braucht", &t.get("planning-needs"), html! {
            (dependencies(t, "planning-needs", "planning-needs-none", &needs))
            @if leads { (need_form(frame, id, &others, entered, problems)) }
        }))
        @if !needed.is_empty() {
            (ui::section("gebraucht", &t.get("planning-needed"), dependencies(t, "planning-needed", "planning-needs-none", &needed)))
        }
        @if !decided.is_empty() {
            (ui::section("beschluesse", &t.get("planning-decisions"), words::decided(t, &decided)))
        }
        (ui::section("verlauf", &t.get("planning-history"), html! {
            (history(t, &events))
            (comment_form(frame, &MeasureCommentPath { id: id.0.clone() }.into(), entered.get(COMMENT), problems))
        }))
    };
    let above = vec![Crumb::new(SteeringPath, t.get("planning-title"))];
    Ok(Page::new(&kurz.titel, content).below(above).with_errors(!problems.is_empty()))
}

fn facts(t: Texts, kurz: &Kurz) -> Markup {
    let fact = |key: &str, value: Option<&String>| {
        (t.get(key).into_owned(), html! { (value.map_or("–", String::as_str)) })
    };
    html! {
        (ui::description_list(&[
            fact("steer-lead-office", kurz.federfuehrung.as_ref()),
            fact("steer-due", kurz.abschluss.as_ref()),
            fact("steer-status", kurz.status.as_ref()),
        ]))
        p.kern-body { (ui::link(&MeasurePath { id: kurz.id.clone() }.into(), &t.get("planning-public-page"))) }
    }
}

fn choices(all: Vec<(Id, steering::Massnahme)>, own: &Id) -> Vec<Choice> {
    let others = all.into_iter().filter(|(id, _)| id != own);
    others.map(|(id, massnahme)| Choice::new(id.0, massnahme.name())).collect()
}

fn dependencies(t: Texts, caption: &str, none: &str, all: &[Abhaengig]) -> Markup {
    if all.is_empty() {
        return ui::muted(&t.get(none));
    }
    let row = |one: &Abhaengig| {
        vec![
            ui::link(&SteeredMeasurePath { id: one.andere.id.clone() }.into(), &one.andere.titel),
            html! { (one.grund) },
            html! {
                div {
                    (one.andere.abschluss.as_deref().unwrap_or("–"))
                    @if one.zu_spaet { br; (ui::badge(Tone::Danger, &t.get("planning-too-late-for"))) }
                }
            },
        ]
    };
    ui::table(&Table {
        caption: t.get(caption).into_owned(),
        caption_hidden: true,
        columns: ["steer-measure", "planning-reason", "steer-due"]
            .map(|key| Column::new(t.get(key)))
            .to_vec(),
        rows: all.iter().map(row).collect(),
    })
}

fn need_form(frame: &Frame, id: &Id, others: &[Choice], entered: &Entered, problems: &[Problem]) -> Markup {
    let t = frame.t;
    let [other, reason] = ["planning-need-other", "planning-reason"].map(|key| t.get(key));
    let field = |name, label| Field::new(name, label).error(wrong(problems, name));
    let typed = TextInput { value: entered.get(REASON), ..TextInput::default() };
    ui::details(
        &t.get("planning-need-change"),
        ui::form(
            &frame.csrf,
            &MeasureNeedPath { id: id.0.clone() }.into(),
            Send::Plain,
            html! {
                (ui::select(t, &field(OTHER, &other), others, entered.get(OTHER)))
                (ui::text_input(t, &field(REASON, &reason), &typed))
                (ui::actions(html! {
                    (ui::button(Emphasis::Secondary, &t.get("planning-need-button")))
                    (ui::named_button(Emphasis::Secondary, NOT, "1", &t.get("planning-need-not-button")))
                }))
            },
        ),
    )
}
