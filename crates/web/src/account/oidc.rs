//! `/anmelden/oidc/{name}`: signing in at a provider that the operator trusts, and back from there.

use axum::extract::Query;
use axum::http::{HeaderValue, StatusCode, header::REFRESH};
use axum::response::Response;
use identity::{Callback, Error, OidcError, OidcOffer, OidcProviders, Scope, Vertrauensniveau};
use maud::{Markup, html};
use serde::Deserialize;

use super::level::level_name;
use super::sign_in::go_on;
use super::way::Way;
use crate::house::House;
use crate::routes::{OidcBackPath, OidcPath, SignInPath, StepUpPath};
use crate::session::{self, Visit};
use crate::shell::{Failure, Frame, Guarded, Href};
use crate::ui::{self, Emphasis, Page, Send, Tone};

/// The providers that show at least `niveau`.
pub(super) fn offers(house: &House, niveau: Vertrauensniveau) -> Vec<OidcOffer> {
    let providers = house.store.provision::<OidcProviders>();
    let mut offers = providers.map(|providers| providers.offers()).unwrap_or_default();
    offers.retain(|offer| offer.highest >= niveau);
    offers
}

/// A button for each provider; `key` is its wording, with `provider`.
pub(super) fn buttons(frame: &Frame, way: &Way, offers: &[OidcOffer], key: &str) -> Markup {
    html! {
        @for offer in offers {
            (button(frame, way, offer, &frame.t.with(key, &[("provider", offer.label.as_str().into())])))
        }
    }
}

/// The button for one.
pub(super) fn button(frame: &Frame, way: &Way, offer: &OidcOffer, label: &str) -> Markup {
    ui::form(
        &frame.csrf,
        &OidcPath { name: offer.name.clone() }.into(),
        Send::Plain,
        html! {
            (way.fields())
            (ui::button(Emphasis::Secondary, label))
        },
    )
}

/// Begins. The way there is a page that goes on by itself, because a form may lead nowhere but to this site.
pub(super) async fn begin(
    OidcPath { name }: OidcPath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Way>,
) -> Result<Response, Failure> {
    let way = posted.into_inner();
    let Some(offer) = offers(&house, Vertrauensniveau::Basis).into_iter().find(|offer| offer.name == name)
    else {
        return Err(Failure::NotFound);
    };
    // Who comes back is known by their session, so a visitor needs one.
    let opened = match visit.session() {
        Some(_) => None,
        None => Some(identity::anonymous_session(&house.store).await?),
    };
    let session = opened.as_ref().map(|opened| &opened.session).or(visit.session());
    let session = session.ok_or_else(|| Failure::internal("a session that was just opened"))?;
    match identity::begin_oidc(&house.store, &name, session, way.niveau(), &way.kept()).await {
        Ok(address) => {
            let mut response = leaving(&frame, &offer.label, &address);
            let value = HeaderValue::from_str(&format!("0; url={address}")).map_err(Failure::internal)?;
            response.headers_mut().insert(REFRESH, value);
            Ok(match &opened {
                Some(opened) => session::keep(response, opened, &frame.site),
                None => response,
            })
        }
        Err(Error::Oidc(error)) => Ok(failed(&frame, &visit, &way, &offer.label, &error)),
        Err(error) => Err(error.into()),
    }
}

/// What the provider sends along.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Returned {
    state: String,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

/// Somebody comes back.
pub(super) async fn back(
    OidcBackPath { name }: OidcBackPath,
    house: House,
    visit: Visit,
    frame: Frame,
    Query(returned): Query<Returned>,
) -> Result<Response, Failure> {
    let Some(offer) = offers(&house, Vertrauensniveau::Basis).into_iter().find(|offer| offer.name == name)
    else {
        return Err(Failure::NotFound);
    };
    let Returned { state, code, error, iss } = returned;
    let callback = Callback { state, code, error, issuer: iss };
    let Some(token) = visit.token() else {
        return Ok(failed(&frame, &visit, &Way::default(), &offer.label, &OidcError::Expired));
    };
    match identity::complete_oidc(&house.store, &name, token, &callback).await {
        Ok(done) => {
            let way = Way::of_kept(&done.way);
            let too_low = match done.opened.session.scope {
                Scope::Person { niveau, .. } => way.niveau().is_some_and(|needed| niveau < needed),
                _ => false,
            };
            if visit.is_signed_in() && too_low {
                let response = not_enough(&frame, &way, &offer.label, done.shown);
                return Ok(session::keep(response, &done.opened, &frame.site));
            }
            go_on(&house, &frame, &done.opened, &way).await
        }
        Err(Error::Oidc(error)) => Ok(failed(&frame, &visit, &Way::default(), &offer.label, &error)),
        Err(Error::SessionEnded) => {
            Ok(failed(&frame, &visit, &Way::default(), &offer.label, &OidcError::Expired))
        }
        Err(error) => Err(error.into()),
    }
}

fn leaving(frame: &Frame, label: &str, address: &str) -> Response {
    let t = frame.t;
    let provider = [("provider", label.into())];
    let title = t.with("oidc-leaving", &provider);
    let content = html! {
        (ui::heading(&title))
        (ui::lead(&t.with("oidc-leaving-why", &provider)))
        (ui::actions(html! {
            a.kern-btn.kern-btn--primary href=(address) { span.kern-label { (t.with("oidc-leaving-go", &provider)) } }
        }))
    };
    Page::new(title, content).respond(frame)
}

/// What went wrong, and how to go on.
fn failed(frame: &Frame, visit: &Visit, way: &Way, label: &str, error: &OidcError) -> Response {
    let t = frame.t;
    let (key, status) = match error {
        OidcError::Cancelled => ("oidc-cancelled", StatusCode::OK),
        OidcError::Unavailable(_) => ("oidc-unavailable", StatusCode::SERVICE_UNAVAILABLE),
        OidcError::Expired | OidcError::Unknown => ("oidc-expired", StatusCode::UNPROCESSABLE_ENTITY),
        OidcError::OtherAccount => ("oidc-other-account", StatusCode::CONFLICT),
        OidcError::TooMany => ("oidc-too-many", StatusCode::TOO_MANY_REQUESTS),
        OidcError::Refused(_) | OidcError::Invalid(_) => ("oidc-invalid", StatusCode::UNPROCESSABLE_ENTITY),
    };
    let again: Href =
        if visit.is_signed_in() { way.destination(&visit.scope()) } else { way.carried_by(SignInPath) };
    let provider = [("provider", label.into())];
    let title = t.with("oidc-failed", &provider);
    let content = html! {
        (ui::heading(&title))
        (ui::alert(Tone::Warning, &t.with(key, &provider), None))
        (ui::actions(ui::link_button(Emphasis::Primary, &again, &t.get("oidc-again"))))
    };
    let mut response = Page::new(title, content).respond(frame);
    *response.status_mut() = status;
    response
}

/// The provider knows the person, but not as surely as is needed.
fn not_enough(frame: &Frame, way: &Way, label: &str, shown: Vertrauensniveau) -> Response {
    let t = frame.t;
    let title = t.get("oidc-not-enough").into_owned();
    let why =
        t.with("oidc-not-enough-why", &[("provider", label.into()), ("level", level_name(t, shown).into())]);
    let content = html! {
        (ui::heading(&title))
        (ui::lead(&why))
        (ui::actions(ui::link_button(Emphasis::Primary, &way.carried_by(StepUpPath), &t.get("oidc-not-enough-do"))))
    };
    Page::new(title, content).respond(frame)
}
