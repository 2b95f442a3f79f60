//! The part of `/konto` with the person's accounts at other providers.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use identity::{Error, OidcLink, OidcOffer, Session, Vertrauensniveau};
use maud::{Markup, html};

use super::app::{sign_in_first, signed_in};
use super::oidc::{button, offers};
use super::way::Way;
use crate::house::House;
use crate::routes::{AccountPath, UnlinkPath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Emphasis, Page, Send, Tone};

/// The section; empty where no provider is configured.
pub(super) async fn section(house: &House, session: &Session, frame: &Frame) -> Result<Markup, Failure> {
    let offers = offers(house, Vertrauensniveau::Basis);
    if offers.is_empty() {
        return Ok(html! {});
    }
    let links = identity::oidc_links(&mut house.store.reader(), session).await?;
    let t = frame.t;
    let facts: Vec<(String, Markup)> = offers
        .iter()
        .map(|offer| {
            let link = links.iter().find(|link| link.issuer == offer.issuer);
            (offer.label.clone(), row(frame, offer, link))
        })
        .collect();
    Ok(ui::section(
        "verbindungen",
        &t.get("links-title"),
        html! {
            (ui::paragraph(&t.get("links-why")))
            (ui::description_list(&facts))
        },
    ))
}

fn row(frame: &Frame, offer: &OidcOffer, link: Option<&OidcLink>) -> Markup {
    let t = frame.t;
    let provider = [("provider", offer.label.as_str().into())];
    match link {
        Some(link) => html! {
            (t.with("links-since", &[("when", t.moment(link.since).into())]))
            (ui::form(&frame.csrf, &UnlinkPath { name: offer.name.clone() }.into(), Send::Plain,
                ui::button(Emphasis::Tertiary, &t.with("links-remove", &provider))))
        },
        None => html! {
            (t.get("links-none"))
            (button(frame, &Way::back_to(&AccountPath.into()), offer, &t.with("links-add", &provider)))
        },
    }
}

/// Takes a provider's identity away from the account.
pub(super) async fn remove(
    path: UnlinkPath,
    house: House,
    visit: Visit,
    frame: Frame,
    _: Guarded<Posted>,
) -> Result<Response, Failure> {
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&AccountPath.to_string())) };
    let known = offers(&house, Vertrauensniveau::Basis).into_iter().find(|offer| offer.name == path.name);
    let offer = known.ok_or(Failure::NotFound)?;
    let mut tx = house.store.begin().await?;
    match identity::unlink_oidc(&mut tx, session, &offer.issuer).await {
        Ok(_) => tx.commit().await?,
        Err(Error::LastWay) => return Ok(last_way(&frame, &offer.label)),
        Err(error) => return Err(error.into()),
    }
    let back = Href::from(AccountPath).at("verbindungen");
    Ok(Redirect::to(back.as_str()).into_response())
}

fn last_way(frame: &Frame, label: &str) -> Response {
    let t = frame.t;
    let title = t.with("links-last", &[("provider", label.into())]);
    let content = html! {
        (ui::heading(&title))
        (ui::alert(Tone::Warning, &t.get("links-last-why"), None))
        (ui::actions(ui::link_button(Emphasis::Primary, &AccountPath.into(), &t.get("app-back"))))
    };
    let mut response = Page::new(title, content).respond(frame);
    *response.status_mut() = StatusCode::CONFLICT;
    response
}
