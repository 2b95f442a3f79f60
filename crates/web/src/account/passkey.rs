//! `/anmelden/passkey`: signing in with a passkey, alone or as the second step. It needs a script, because only a script can ask
//! the device; the page says so to whoever has none, and names the other ways.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use identity::{Error, Session};
use maud::{Markup, html};
use serde::Deserialize;

use super::sign_in::{go_on, too_many};
use super::way::Way;
use crate::house::House;
use crate::routes::{CodePath, PasskeyDonePath, PasskeyPath, SignInPath};
use crate::session::{self, Visit};
use crate::shell::{CsrfSecret, Failure, Frame, Guarded, Href, TOKEN_FIELD};
use crate::ui::{self, Emphasis, Page, Send, Tone};

/// The button that leads here; empty where passkeys cannot be used.
pub(super) fn offer(house: &House, frame: &Frame, way: &Way) -> Markup {
    html! {
        @if identity::has_passkey_site(&house.store) {
            (ui::form(&frame.csrf, &PasskeyPath.into(), Send::Plain, html! {
                (way.fields())
                (ui::button(Emphasis::Secondary, &frame.t.get("passkey-sign-in")))
            }))
        }
    }
}

/// A form that a script fills in with the answer of the device; `kind` is `create` or `get`.
pub(super) fn device_form(
    frame: &Frame,
    (kind, options): (&str, &str),
    action: &Href,
    fields: &Markup,
    label: &str,
) -> Markup {
    let t = frame.t;
    html! {
        form.rs-form method="post" action=(action) accept-charset="utf-8" novalidate data-passkey=(kind) data-options=(options) {
            input type="hidden" name=(TOKEN_FIELD) value=(frame.csrf.token());
            input type="hidden" name="antwort" value="";
            div hidden data-passkey-parts {
                (fields)
                (ui::actions(html! {
                    button.kern-btn.kern-btn--primary type="submit" data-passkey-button { span.kern-label { (label) } }
                }))
            }
            div hidden data-passkey-trouble tabindex="-1" {
                (ui::alert(Tone::Warning, &t.get("passkey-trouble"), Some(ui::paragraph(&t.get("passkey-trouble-do")))))
            }
        }
        noscript { (ui::alert(Tone::Info, &t.get("passkey-script"), Some(ui::paragraph(&t.get("passkey-script-do"))))) }
    }
}

/// Asks the device.
pub(super) async fn begin(
    _: PasskeyPath,
    house: House,
    visit: Visit,
    mut frame: Frame,
    posted: Guarded<Way>,
) -> Result<Response, Failure> {
    let way = posted.into_inner();
    // What the device signs counts for one session, so a visitor needs one.
    let opened = match visit.session() {
        Some(_) => None,
        None => Some(identity::anonymous_session(&house.store).await?),
    };
    let session = opened.as_ref().map(|opened| &opened.session).or(visit.session());
    let session = session.ok_or_else(|| Failure::internal("a session that was just opened"))?;
    // The form belongs to the new session.
    if let Some(opened) = &opened {
        frame.csrf = CsrfSecret::from_bytes(opened.session.csrf);
    }
    let response = match identity::begin_passkey(&house.store, session).await {
        Ok(options) => page(&frame, session, &way, &options).respond(&frame),
        Err(Error::NoPasskeys) => return Err(Failure::NotFound),
        Err(error) => return Err(error.into()),
    };
    Ok(match &opened {
        Some(opened) => session::keep(response, opened, &frame.site),
        None => response,
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Answered {
    antwort: String,
    #[serde(flatten)]
    way: Way,
}

/// Takes the answer of the device.
pub(super) async fn complete(
    _: PasskeyDonePath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Answered>,
) -> Result<Response, Failure> {
    let Answered { antwort, way } = posted.into_inner();
    let Some(token) = visit.token() else {
        return Ok(Redirect::to(way.carried_by(SignInPath).as_str()).into_response());
    };
    let (text, status) = match identity::complete_passkey(&house.store, token, &antwort).await {
        Ok(opened) => return go_on(&house, &frame, &opened, &way).await,
        Err(Error::WrongPasskey | Error::SessionEnded | Error::NoPasskeys) => {
            (frame.t.get("passkey-wrong").into_owned(), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(Error::TooManyAttempts { seconds }) => (too_many(&frame, seconds), StatusCode::TOO_MANY_REQUESTS),
        Err(error) => return Err(error.into()),
    };
    let title = frame.t.get("passkey-title");
    let again = other_way(visit.session(), &way);
    let content = html! {
        (ui::heading(&title))
        (ui::alert(Tone::Warning, &text, None))
        (ui::actions(ui::link_button(Emphasis::Primary, &again, &frame.t.get("passkey-other"))))
    };
    let mut response = Page::new(title, content).respond(&frame);
    *response.status_mut() = status;
    Ok(response)
}

/// Where somebody without a passkey goes on.
fn other_way(session: Option<&Session>, way: &Way) -> Href {
    match session {
        Some(session) if session.awaits_code() => way.carried_by(CodePath),
        Some(session) if session.account().is_some() => way.destination(&session.scope),
        _ => way.carried_by(SignInPath),
    }
}

fn page(frame: &Frame, session: &Session, way: &Way, options: &str) -> Page {
    let t = frame.t;
    let title = t.get("passkey-title");
    let form = device_form(
        frame,
        ("get", options),
        &PasskeyDonePath.into(),
        &way.fields(),
        &t.get("passkey-button"),
    );
    let content = html! {
        (ui::heading(&title))
        (ui::lead(&t.get("passkey-lead")))
        (form)
        p.kern-body { (ui::link(&other_way(Some(session), way), &t.get("passkey-other"))) }
    };
    Page::new(title, content).with_script("passkey.js")
}
