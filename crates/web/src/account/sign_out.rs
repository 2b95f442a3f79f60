//! `/abmelden`: ends the session, and says so.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use identity::Vertrauensniveau;
use maud::html;
use serde::Deserialize;

use super::oidc;
use crate::house::House;
use crate::routes::{HomePath, SignInPath, SignOutPath};
use crate::session::{self, Visit};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Emphasis, Page, Send, Tone};

/// Says that nobody is signed in (any more), or asks whether to sign out.
pub(super) async fn show(
    _: SignOutPath,
    house: House,
    visit: Visit,
    Query(Elsewhere { bei }): Query<Elsewhere>,
    frame: Frame,
) -> Response {
    let t = frame.t;
    let elsewhere = match bei.filter(|_| !visit.is_signed_in()) {
        Some(name) => elsewhere(&house, &name).await,
        None => None,
    };
    let title = if visit.is_signed_in() { t.get("sign-out-title") } else { t.get("sign-out-done") };
    let content = html! {
        (ui::heading(&title))
        @if visit.is_signed_in() {
            (ui::form(&frame.csrf, &SignOutPath.into(), Send::Plain, html! {
                (ui::button(Emphasis::Primary, &t.get("sign-out-button")))
            }))
        } @else {
            (ui::lead(&t.get("sign-out-lead")))
            @if let Some((label, address)) = &elsewhere {
                @let provider = [("provider", label.as_str().into())];
                (ui::alert(Tone::Info, &t.with("oidc-still", &provider), Some(html! {
                    (ui::paragraph(&t.with("oidc-still-why", &provider)))
                    p.kern-body { a.kern-link href=(address) { (t.with("oidc-sign-out", &provider)) } }
                })))
            }
            (ui::actions(html! {
                (ui::link_button(Emphasis::Primary, &HomePath.into(), &t.get("sign-out-home")))
                (ui::link_button(Emphasis::Secondary, &SignInPath.into(), &t.get("sign-out-again")))
            }))
        }
    };
    Page::new(title, content).respond(&frame)
}

/// At which provider somebody was signed in who has just signed out here.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Elsewhere {
    bei: Option<String>,
}

/// What the provider is called, and where the session ends there too.
async fn elsewhere(house: &House, name: &str) -> Option<(String, String)> {
    let offers = oidc::offers(house, Vertrauensniveau::Basis);
    let offer = offers.into_iter().find(|offer| offer.name == name)?;
    let address = identity::oidc_sign_out_address(&house.store, name, &SignOutPath.to_string()).await?;
    Some((offer.label, address))
}

/// Ends the session. Without one there is nothing to do, which is no error.
pub(super) async fn sign_out(
    _: SignOutPath,
    house: House,
    visit: Visit,
    frame: Frame,
    _: Guarded<Posted>,
) -> Result<Response, Failure> {
    let mut done = Href::from(SignOutPath);
    if let (Some(token), Some(session)) = (visit.token(), visit.session()) {
        if let Some(provider) = identity::oidc_provider_of(&house.store, session).await? {
            done = done.with("bei", &provider);
        }
        identity::sign_out(&house.store, token).await?;
    }
    Ok(session::forget(Redirect::to(done.as_str()).into_response(), &frame.site))
}
