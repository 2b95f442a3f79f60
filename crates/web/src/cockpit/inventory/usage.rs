//! `/steuerung/bestand/{id}/nutzung`: how many licences were in use on a day.

use axum::response::{IntoResponse, Redirect, Response};
use inventory::{Error, Feld, Gegenstand};
use jiff::civil::Date;
use maud::html;

use super::{open, to, words};
use crate::house::House;
use crate::required::Colleague;
use crate::routes::{InventoryPath, ThingUsePath};
use crate::shell::{Failure, Frame, Guarded, Posted};
use crate::ui::{self, Crumb, Emphasis, Field, Kind, Page, Problem, Send, TextInput, Width};

const DAY: &str = "tag";
const COUNT: &str = "anzahl";

/// Only licences have such a page.
fn is_licence(found: &Gegenstand) -> Result<(), Failure> {
    if found.kurz.art == "lizenz" { Ok(()) } else { Err(Failure::NotFound) }
}

pub(super) async fn ask(
    ThingUsePath { id }: ThingUsePath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    let found = open(&house, &colleague, id).await?;
    is_licence(&found)?;
    let today = store::day_in_germany(house.store.now()).to_string();
    Ok(page(&frame, &found, &today, "", &[]).respond(&frame))
}

pub(super) async fn report(
    ThingUsePath { id }: ThingUsePath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    let found = open(&house, &colleague, id).await?;
    is_licence(&found)?;
    let t = frame.t;
    let posted = posted.into_answers();
    let text =
        |name: &str| posted.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.as_str());
    let (day_text, count_text) = (text(DAY), text(COUNT));
    let mut wrong = Vec::new();
    // The same rules as for a day and a number elsewhere; here both must be there.
    let read =
        |feld: Feld, text: &str| feld.lesen(text).and_then(|value| value.ok_or(inventory::Unlesbar::Fehlt));
    let day = read(Feld::InBetriebSeit, day_text);
    let count = read(Feld::LizenzenGekauft, count_text);
    wrong.extend(day.as_ref().err().map(|why| ui::problem(DAY, words::unfit(t, why))));
    wrong.extend(count.as_ref().err().map(|why| ui::problem(COUNT, words::unfit(t, why))));
    let values =
        day.ok().and_then(|day| day.parse::<Date>().ok()).zip(count.ok().and_then(|n| n.parse().ok()));
    if let Some((day, count)) = values {
        let mut tx = house.store.begin().await?;
        match inventory::report_use(&mut tx, &colleague.scope, id, day, count).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(Redirect::to(to(&found.kurz).at("lizenz").as_str()).into_response());
            }
            Err(Error::Zukunft) => wrong.push(ui::problem(DAY, t.get("stock-wrong-future"))),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(page(&frame, &found, day_text, count_text, &wrong).respond(&frame))
}

fn page(frame: &Frame, found: &Gegenstand, day: &str, count: &str, wrong: &[Problem]) -> Page {
    let t = frame.t;
    let title = t.get("stock-report-use");
    let error = |path: &str| ui::wrong(wrong, path);
    let (day_label, count_label, hint) =
        (t.get("stock-day"), t.get("stock-in-use"), t.get("stock-in-use-hint"));
    let input = TextInput { value: count, kind: Kind::Whole, width: Width::Short, ..TextInput::default() };
    let content = html! {
        (ui::error_summary(t, wrong))
        (ui::heading_of(&found.kurz.name, &title))
        (ui::form(&frame.csrf, &ThingUsePath { id: found.kurz.id() }.into(), Send::Plain, html! {
            (ui::date_input(t, &Field::new(DAY, &day_label).error(error(DAY)), day, false))
            (ui::text_input(t, &Field::new(COUNT, &count_label).hint(&hint).error(error(COUNT)), &input))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &title))
                (ui::link_button(Emphasis::Secondary, &to(&found.kurz), &t.get("stock-back")))
            }))
        }))
    };
    let above = vec![
        Crumb::new(InventoryPath, t.get("stock-title")),
        Crumb::new(to(&found.kurz), found.kurz.name.clone()),
    ];
    Page::new(format!("{title} – {}", found.kurz.name), content)
        .called(title)
        .below(above)
        .with_errors(!wrong.is_empty())
}
