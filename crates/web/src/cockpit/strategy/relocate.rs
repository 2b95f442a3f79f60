//! `/steuerung/strategie/{id}/verschieben`: moves a goal, an Etappenziel or an item that came out of the PDF below the wrong
//! parent. It stays moved in later editions, as far as their words are near.

use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use strategy::{Elementart, Error, Feld, Hindernis, Knoten, MAX_LANG, Ort, Stueck, Umzug};

use super::{may_steer, words};
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::locale::Texts;
use crate::required::Colleague;
use crate::routes::{LinksPath, RelocatePath, SteerStrategyPath, SteeringPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Choice, Crumb, Emphasis, Field, Page, Problem, Send, TextInput};

const WHAT: &str = "was";
const FROM: &str = "ab";
const TO: &str = "nach";
const REASON: &str = "grund";
/// The word for the element itself; items are named by their lines.
const ITSELF: &str = "ganz";

/// What is meant by what was typed, or what is wrong beside which field.
fn typed(t: Texts, entered: &Entered, knoten: &Knoten, all: &[Knoten]) -> Result<Umzug, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut wrong = |path: &str, key: &str| problems.push(ui::problem(path, t.get(key)));
    let ab = Some(entered.get(FROM).trim()).filter(|words| !words.is_empty()).map(ToOwned::to_owned);
    let item = |id: &str, line: &str| {
        let (element, punkt) = strategy::punkt_in_zeile(all, line.parse().ok()?)?;
        (element.id == id).then(|| punkt.text.clone())
    };
    let element = knoten.element.id.clone();
    let was = match entered.get(WHAT) {
        ITSELF if ab.is_none() => Some(Stueck::Element(element)),
        ITSELF => {
            wrong(FROM, "relocate-from-item");
            None
        }
        line => {
            let found = item(&element, line);
            if found.is_none() {
                wrong(WHAT, "relocate-what-missing");
            }
            found.map(|text| Stueck::Punkt { element, text, ab })
        }
    };
    let nach = match entered.get(TO).split_once(':') {
        Some((element, line)) => {
            item(element, line).map(|text| Ort::Punkt { element: element.to_owned(), text })
        }
        None => {
            let found = all.iter().find(|one| one.element.id == entered.get(TO));
            found.map(|one| Ort::Element(one.element.id.clone()))
        }
    };
    if nach.is_none() {
        wrong(TO, "relocate-to-missing");
    }
    if entered.get(REASON).trim().is_empty() {
        wrong(REASON, "assign-reason-missing");
    }
    match was.zip(nach) {
        Some((was, nach)) if problems.is_empty() => Ok(Umzug { was, nach }),
        _ => Err(problems),
    }
}

/// Whether there is anything that could be moved.
pub(super) fn has_anything(knoten: &Knoten) -> bool {
    knoten.aktuell && (moves_itself(knoten) || !knoten.element.punkte.is_empty())
}

const fn moves_itself(knoten: &Knoten) -> bool {
    matches!(knoten.element.art, Elementart::Ziel | Elementart::Etappenziel)
}

async fn read(house: &House, id: &str) -> Result<(Knoten, Vec<Knoten>), Failure> {
    let mut reader = house.store.reader();
    let knoten = strategy::element(&mut reader, id).await?;
    if !has_anything(&knoten) {
        return Err(Failure::NotFound);
    }
    Ok((knoten, strategy::baum(&mut reader).await?))
}

pub(super) async fn show(
    path: RelocatePath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    may_steer(&colleague)?;
    let (knoten, all) = read(&house, &path.id).await?;
    Ok(page(&frame, &knoten, &all, &Entered::default(), &[]).respond(&frame))
}

pub(super) async fn relocate(
    path: RelocatePath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    may_steer(&colleague)?;
    let t = frame.t;
    let (knoten, all) = read(&house, &path.id).await?;
    let mut problems = posted.unfit(t, &[FROM, REASON]);
    let entered = Entered::new(posted.into_answers());
    match typed(t, &entered, &knoten, &all) {
        Ok(umzug) if problems.is_empty() => {
            let mut tx = house.store.begin().await?;
            match strategy::relocate(&mut tx, &colleague.scope, &umzug, entered.get(REASON)).await {
                Ok(()) => {
                    tx.commit().await?;
                    let to = Href::from(LinksPath { id: path.id }).with("meldung", "verschoben");
                    return Ok(Redirect::to(to.as_str()).into_response());
                }
                Err(error) => problems.push(refused(t, error)?),
            }
        }
        Ok(_) => {}
        Err(found) => problems.extend(found),
    }
    Ok(page(&frame, &knoten, &all, &entered, &problems).respond(&frame))
}

/// What the office says against it, beside which field; what is no matter of the form comes back.
fn refused(t: Texts, error: Error) -> Result<Problem, Error> {
    let at = |path: &str, key: &str| Ok(ui::problem(path, t.get(key)));
    match error {
        Error::Unchanged => at(TO, "relocate-there"),
        Error::Umzug(Hindernis::FalscheArt) => at(TO, "relocate-wrong-kind"),
        Error::Umzug(Hindernis::NurAnPunkt) => at(TO, "relocate-needs-item"),
        Error::Umzug(Hindernis::WorteNichtDa) => at(FROM, "relocate-no-such-words"),
        Error::Umzug(_) => at(WHAT, "relocate-what-missing"),
        Error::TooLong(Feld::Grund) => {
            Ok(ui::problem(REASON, t.with("assign-reason-long", &[("max", MAX_LANG.into())])))
        }
        other => Err(other),
    }
}

/// What can be moved: the element itself, and its items.
fn movable(t: Texts, knoten: &Knoten) -> Vec<Choice> {
    let whole = moves_itself(knoten).then(|| Choice::new(ITSELF, t.get("relocate-itself")));
    let items = &knoten.element.punkte;
    let item = |punkt: &strategy::Punkt| Choice::new(punkt.zeile.to_string(), punkt.text.as_str());
    whole.into_iter().chain(items.iter().map(item)).collect()
}

/// Where something can be moved to, in the order of the strategy: elements, and items that may go on with it.
fn places(t: Texts, all: &[Knoten]) -> Vec<Choice> {
    let mut choices = Vec::new();
    for element in all.iter().map(|knoten| &knoten.element).filter(|one| one.art != Elementart::Etappenziel) {
        let label = format!("{} ({})", words::short(&element.titel), words::kind(t, element));
        choices.push(Choice::new(element.id.as_str(), label));
        choices.extend(element.punkte.iter().map(|punkt| {
            let label = t.with("relocate-behind", &[("item", words::short(&punkt.text).into())]);
            Choice::new(format!("{}:{}", element.id, punkt.zeile), label)
        }));
    }
    choices
}

fn page(frame: &Frame, knoten: &Knoten, all: &[Knoten], entered: &Entered, problems: &[Problem]) -> Page {
    let t = frame.t;
    let element = &knoten.element;
    let error = |path: &str| ui::wrong(problems, path);
    let title = t.get("relocate-title");
    let (what, from, from_hint) =
        (t.get("relocate-what"), t.get("relocate-from"), t.get("relocate-from-hint"));
    let (to, to_hint) = (t.get("relocate-to"), t.get("relocate-to-hint"));
    let (reason, reason_hint) = (t.get("assign-reason"), t.get("assign-reason-hint"));
    let here = Href::from(LinksPath { id: element.id.clone() });
    let begin = TextInput { value: entered.get(FROM), ..TextInput::default() };
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading_of(&title, &element.titel))
        (ui::paragraph(&t.get("relocate-lead")))
        (ui::form(&frame.csrf, &RelocatePath { id: element.id.clone() }.into(), Send::Plain, html! {
            (ui::radios(t, &Field::new(WHAT, &what).error(error(WHAT)), &movable(t, knoten), entered.get(WHAT)))
            @if !element.punkte.is_empty() {
                (ui::text_input(t, &Field::new(FROM, &from).hint(&from_hint).optional().error(error(FROM)), &begin))
            }
            (ui::select(t, &Field::new(TO, &to).hint(&to_hint).error(error(TO)), &places(t, all), entered.get(TO)))
            (ui::textarea(t, &Field::new(REASON, &reason).hint(&reason_hint).error(error(REASON)), entered.get(REASON), 3))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.get("relocate-do")))
                (ui::link_button(Emphasis::Secondary, &here, &t.get("relocate-back")))
            }))
        }))
    };
    let above = vec![
        Crumb::new(SteeringPath, t.get("planning-title")),
        Crumb::new(SteerStrategyPath, t.get("assign-title")),
        Crumb::new(LinksPath { id: element.id.clone() }, words::short(&element.titel)),
    ];
    Page::new(title, content).below(above).with_errors(!problems.is_empty())
}
