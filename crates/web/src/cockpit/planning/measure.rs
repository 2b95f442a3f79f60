//! `/steuerung/massnahme/{id}`: what those say of a measure who work on plans: what it needs, reports, comments.

use axum::response::Response;
use maud::{Markup, html};
use planning::{Andere, Gegenstand};
use steering::Id;
use steering::Kurz;

use super::about::About;
use super::history::take_comment;
use super::needs::Line;
use super::{history, needs, steers, words, works};
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{MeasureCommentPath, MeasureNeedPath, MeasurePath, SteeredMeasurePath, SteeringPath};
use crate::shell::{Failure, Frame, Guarded, Posted};
use crate::ui::{self, Choice, Crumb, Page, Problem};

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
    let id = Id(id);
    match take_comment(&house, &colleague, &frame, &About::Measure(id.clone()), posted).await? {
        Ok(done) => Ok(done),
        Err((entered, problems)) => {
            Ok(page(&house, &colleague, &frame, &id, &entered, &problems).await?.respond(&frame))
        }
    }
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
    let id = Id(id);
    match needs::take(&house, &colleague, &frame, &About::Measure(id.clone()), posted).await? {
        Ok(done) => Ok(done),
        Err((entered, problems)) => {
            Ok(page(&house, &colleague, &frame, &id, &entered, &problems).await?.respond(&frame))
        }
    }
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
    let (needed_first, needed) = planning::needs(&mut reader, scope, id).await?;
    let decided = planning::decided(&mut reader, scope, &Gegenstand::Massnahme(id.clone())).await?;
    let own = identity::behoerde(&mut reader, scope, colleague.behoerde).await?;
    let leads = steers(colleague) || own.is_some_and(|own| Some(own.short_name) == kurz.federfuehrung);
    let others = if leads { choices(steering::laufende(&mut reader).await?, id) } else { Vec::new() };
    let about = About::Measure(id.clone());
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&kurz.titel))
        (facts(t, &kurz))
        (ui::section("braucht", &t.get("planning-needs"), html! {
            (needs::table(t, "planning-needs", needed_first.iter().map(Line::of_measure).collect()))
            @if leads { (needs::form(frame, &about, &others, entered, problems)) }
        }))
        @if !needed.is_empty() {
            (ui::section("gebraucht", &t.get("planning-needed"), needs::table(
                t, "planning-needed", needed.iter().map(Line::of_measure).collect()
            )))
        }
        @if !decided.is_empty() {
            (ui::section("beschluesse", &t.get("planning-decisions"), words::decided(t, &decided)))
        }
        (history::section(frame, &about, &events, entered, problems))
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
    others.map(|(id, massnahme)| Choice::new(Andere::Massnahme(id).word(), massnahme.name())).collect()
}
