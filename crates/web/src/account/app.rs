//! `/konto/anmelde-app`: an authenticator app as second factor (RFC 6238): set up with a QR code, confirmed with a code.

use axum::response::{IntoResponse, Redirect, Response};
use identity::{Error, NewTotp, Session, Vertrauensniveau};
use maud::{Markup, html};
use serde::Deserialize;

use super::spare_codes;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{AccountPath, AppPath, BeginAppPath, RemoveAppPath, SignInPath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Emphasis, Field, Kind, Page, Problem, Send, TextInput, Tone, Width};

pub(super) const CODE: &str = "code";

/// The row of the account page: whether there is an app, and the way to it.
pub(super) async fn fact(house: &House, session: &Session, t: Texts) -> Result<(String, Markup), Failure> {
    let has_app = identity::has_totp(&mut house.store.reader(), session).await?;
    let [state, to] = if has_app { ["app-is-on", "app-change"] } else { ["app-is-off", "app-set-up"] };
    let row = html! { (t.get(state)) " " (ui::link(&AppPath.into(), &t.get(to))) };
    Ok((t.get("app-fact").into_owned(), row))
}

/// The session, when somebody is signed in.
pub(super) fn signed_in(visit: &Visit) -> Option<&Session> {
    visit.session().filter(|session| session.account().is_some())
}

/// To the sign-in, and back.
pub(super) fn sign_in_first(path: &str) -> Response {
    let href = Href::from(SignInPath).with("zurueck", path);
    Redirect::to(href.as_str()).into_response()
}

/// What there is: no app, one that is being set up, or one that counts.
pub(super) async fn show(
    path: AppPath,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Failure> {
    match signed_in(&visit) {
        Some(session) => Ok(page(&house, session, &frame, None).await?.respond(&frame)),
        None => Ok(sign_in_first(&path.to_string())),
    }
}

/// Makes a new secret, which the page then shows.
pub(super) async fn begin(
    _: BeginAppPath,
    house: House,
    visit: Visit,
    frame: Frame,
    _: Guarded<Posted>,
) -> Result<Response, Failure> {
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&AppPath.to_string())) };
    let mut tx = house.store.begin().await?;
    match identity::enrol_totp(&mut tx, session, &frame.site.name).await {
        Ok(_) => tx.commit().await?,
        // In another tab: the page shows it.
        Err(Error::HasSecondFactor) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(to_app())
}

#[derive(Debug, Deserialize)]
pub(super) struct Confirmed {
    #[serde(default)]
    code: String,
}

/// Takes the first code; from then on the app counts, and spare codes are shown for when it is lost.
pub(super) async fn confirm(
    _: AppPath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Confirmed>,
) -> Result<Response, Failure> {
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&AppPath.to_string())) };
    let mut tx = house.store.begin().await?;
    match identity::confirm_totp(&mut tx, session, &posted.into_inner().code).await {
        Ok(is_new) => {
            tx.commit().await?;
            let codes = match is_new {
                true => identity::first_spare_codes(&house.store, session).await?,
                false => None,
            };
            if let Some(codes) = codes {
                return Ok(spare_codes::shown(&frame, &codes, Some("app-on")).respond(&frame));
            }
        }
        Err(Error::WrongCode) => {
            drop(tx);
            let text = frame.t.get("app-code-wrong").into_owned();
            let problem = ui::problem(CODE, text);
            return Ok(page(&house, session, &frame, Some(problem)).await?.respond(&frame));
        }
        // Begun anew in another session, or removed: the page shows what there is.
        Err(Error::NoSecondFactor) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(to_app())
}

pub(super) fn to_app() -> Response {
    Redirect::to(&AppPath.to_string()).into_response()
}

async fn page(
    house: &House,
    session: &Session,
    frame: &Frame,
    problem: Option<Problem>,
) -> Result<Page, Failure> {
    let t = frame.t;
    let proven = identity::totp_niveau(&mut house.store.reader(), session).await?;
    let pending = match proven {
        None => identity::pending_totp(&house.store, session, &frame.site.name).await?,
        Some(_) => None,
    };
    let title = t.get("app-title");
    let content = html! {
        (ui::error_summary(t, problem.as_slice()))
        (ui::heading(&title))
        @match (proven, &pending) {
            (Some(niveau), _) => (on(t, session, niveau)),
            (None, Some(new)) => (set_up(frame, new, problem.as_ref())),
            (None, None) => (off(frame, session)),
        }
        p.kern-body { (ui::link(&AccountPath.into(), &t.get("app-back"))) }
    };
    Ok(Page::new(title, content).with_errors(problem.is_some()))
}

/// What an app is good for, and the button that begins.
fn off(frame: &Frame, session: &Session) -> Markup {
    let t = frame.t;
    html! {
        (ui::lead(&t.get("app-lead")))
        (ui::paragraph(&t.get("app-what")))
        @if session.behoerde_name.is_none() { (ui::paragraph(&level(t, session.niveau))) }
        (ui::form(&frame.csrf, &BeginAppPath.into(), Send::Plain, html! {
            (ui::actions(ui::button(Emphasis::Primary, &t.get("app-begin"))))
        }))
    }
}

/// What an app that is set up at this level will prove.
fn level(t: Texts, niveau: Option<Vertrauensniveau>) -> String {
    let key =
        if niveau >= Some(Vertrauensniveau::Substantiell) { "app-level-high" } else { "app-level-basis" };
    t.get(key).into_owned()
}

fn set_up(frame: &Frame, new: &NewTotp, problem: Option<&Problem>) -> Markup {
    let t = frame.t;
    let (label, hint) = (t.get("level-code"), t.get("level-code-hint"));
    let field = Field::new(CODE, &label).hint(&hint).error(problem.map(|problem| problem.text.as_str()));
    let again = t.get("app-begin-again");
    html! {
        ol.rs-numbers {
            li.kern-body { (t.get("app-step-scan")) }
            li.kern-body { (t.get("app-step-code")) }
        }
        (ui::qr_code(&new.uri, &t.get("app-qr")))
        (ui::paragraph(&t.get("app-by-hand")))
        p.rs-secret translate="no" { code { (grouped(&new.secret)) } }
        (ui::form(&frame.csrf, &AppPath.into(), Send::Plain, html! {
            (ui::text_input(t, &field, &TextInput {
                kind: Kind::Whole, width: Width::Short, autocomplete: Some("one-time-code"), ..TextInput::default()
            }))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("app-confirm"))))
        }))
        (ui::form(&frame.csrf, &BeginAppPath.into(), Send::Plain, ui::button(Emphasis::Tertiary, &again)))
    }
}

fn on(t: Texts, session: &Session, niveau: Vertrauensniveau) -> Markup {
    let key = if niveau >= Vertrauensniveau::Substantiell { "app-on-high" } else { "app-on-basis" };
    html! {
        (ui::alert(Tone::Success, &t.get("app-on"), Some(ui::paragraph(&t.get("app-on-why")))))
        @if session.behoerde_name.is_none() { (ui::paragraph(&t.get(key))) }
        (ui::actions(ui::link_button(Emphasis::Secondary, &RemoveAppPath.into(), &t.get("app-to-remove"))))
    }
}

/// A secret to be typed: in groups of four.
fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn a_secret_is_read_in_groups_of_four() {
        assert_eq!(grouped("ABCDEFGHIJ"), "ABCD EFGH IJ");
        assert_eq!(grouped(""), "");
    }
}
