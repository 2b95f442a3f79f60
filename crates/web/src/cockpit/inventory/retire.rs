//! `/steuerung/bestand/{id}/aussondern`: something is no longer in use. It stays, with its history.

use axum::response::{IntoResponse, Redirect, Response};
use inventory::{Error, Gegenstand};
use maud::html;
use serde::Deserialize;

use super::{open, to};
use crate::house::House;
use crate::required::Colleague;
use crate::routes::{InventoryPath, RetireThingPath};
use crate::shell::{Failure, Frame, Guarded};
use crate::ui::{self, Crumb, Emphasis, Field, Page, Problem, Send, Tone};

const REASON: &str = "grund";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Why {
    grund: String,
}

pub(super) async fn ask(
    RetireThingPath { id }: RetireThingPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    let found = open(&house, &colleague, id).await?;
    Ok(page(&frame, &found, "", &[]).respond(&frame))
}

pub(super) async fn retire(
    RetireThingPath { id }: RetireThingPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Why>,
) -> Result<Response, Failure> {
    let found = open(&house, &colleague, id).await?;
    let mut wrong = posted.unfit(frame.t, &[REASON]);
    let why = posted.into_inner().grund;
    if wrong.is_empty() {
        let mut tx = house.store.begin().await?;
        match inventory::retire(&mut tx, &colleague.scope, id, &why).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(Redirect::to(to(&found.kurz).as_str()).into_response());
            }
            Err(Error::GrundMissing) => {
                let text = frame.t.get("stock-reason-missing").into_owned();
                wrong.push(ui::problem(REASON, text));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(page(&frame, &found, &why, &wrong).respond(&frame))
}

fn page(frame: &Frame, found: &Gegenstand, why: &str, wrong: &[Problem]) -> Page {
    let t = frame.t;
    let title = t.get("stock-retire");
    let label = t.get("stock-reason");
    let error = wrong.first().map(|one| one.text.as_str());
    let content = html! {
        (ui::error_summary(t, wrong))
        (ui::heading_of(&found.kurz.name, &title))
        (ui::alert(Tone::Warning, &t.get("stock-retire-what"), None))
        (ui::form(&frame.csrf, &RetireThingPath { id: found.kurz.id() }.into(), Send::Plain, html! {
            (ui::textarea(t, &Field::new(REASON, &label).error(error), why, 4))
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
