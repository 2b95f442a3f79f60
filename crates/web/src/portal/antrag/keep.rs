//! Going on another day, and not at all: `/antrag/{id}/speichern` and `/antrag/{id}/loeschen`.

use axum::response::Response;
use intake::AntragId;
use maud::html;

use super::{Stop, Work, to};
use crate::house::House;
use crate::routes::{ApplicationsPath, DiscardPath, DraftPath, KeepPath, SignInPath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Emphasis, Page, Send};

/// Says to somebody who has not signed in how the draft can be kept.
pub(super) async fn explain(
    path: KeepPath,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Stop> {
    if visit.is_signed_in() {
        return Ok(to(&Href::from(ApplicationsPath)));
    }
    let t = frame.t;
    let work = Work::load(&house, &visit, t, path.id).await?;
    let sign_in = Href::from(SignInPath).with("zurueck", Href::from(ApplicationsPath).as_str());
    let until = t.moment(work.draft.expires_at);
    let content = html! {
        (ui::heading_of(work.title(), &t.get("keep-title")))
        (ui::lead(&t.get("keep-why")))
        (ui::paragraph(&t.with("keep-until", &[("until", until.into())])))
        (ui::actions(html! {
            (ui::link_button(Emphasis::Primary, &sign_in, &t.get("keep-sign-in")))
            (ui::link_button(Emphasis::Secondary, &Href::from(DraftPath { id: path.id }), &t.get("keep-go-on")))
        }))
    };
    Ok(Page::new(t.get("keep-title"), content).after(DraftPath { id: path.id }).respond(&frame))
}

/// Asks before a draft is deleted.
pub(super) async fn ask(
    path: DiscardPath,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Stop> {
    let t = frame.t;
    let work = Work::load(&house, &visit, t, path.id).await?;
    let content = html! {
        (ui::heading_of(work.title(), &t.get("discard-title")))
        (ui::lead(&t.get("discard-what")))
        (ui::form(&frame.csrf, &Href::from(DiscardPath { id: path.id }), Send::Plain, ui::actions(html! {
            (ui::button(Emphasis::Primary, &t.get("discard-yes")))
            (ui::link_button(Emphasis::Secondary, &Href::from(ApplicationsPath), &t.get("discard-no")))
        })))
    };
    Ok(Page::new(t.get("discard-title"), content).after(ApplicationsPath).respond(&frame))
}

/// Deletes a draft, its files and its key.
pub(super) async fn discard(
    path: DiscardPath,
    house: House,
    visit: Visit,
    _: Guarded<Posted>,
) -> Result<Response, Stop> {
    let owner = visit.owner().ok_or(Failure::NotFound)?;
    let mut tx = house.store.begin().await?;
    match intake::discard(&mut tx, owner, AntragId(path.id)).await {
        Ok(()) => tx.commit().await?,
        // Deleted a moment ago, by the same button.
        Err(intake::Error::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(to(&Href::from(ApplicationsPath)))
}
