//! `/konto/passkeys`: a person's passkeys: set up, named, listed, removed.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use identity::{Error, PasskeyId, PasskeyInfo, Session};
use maud::{Markup, html};
use serde::Deserialize;

use super::app::{CODE, sign_in_first, signed_in};
use super::passkey::device_form;
use super::proof::{Given, PASSWORD, Refused, code_input, password_input};
use super::spare_codes;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{AccountPath, NewPasskeyPath, PasskeysPath, RemovePasskeyPath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Guarded, Posted};
use crate::ui::{self, Emphasis, Field, Page, Problem, Send, TextInput, Tone, Width};

const NAME: &str = "name";

/// The row of the account page; none where passkeys cannot be used.
pub(super) async fn fact(
    house: &House,
    session: &Session,
    t: Texts,
) -> Result<Option<(String, Markup)>, Failure> {
    if !identity::has_passkey_site(&house.store) {
        return Ok(None);
    }
    let count = identity::passkeys(&mut house.store.reader(), session).await?.len();
    let state = t.with("passkeys-count", &[("count", count.into())]);
    let row = html! { (state) " " (ui::link(&PasskeysPath.into(), &t.get("passkeys-to"))) };
    Ok(Some((t.get("passkeys-fact").into_owned(), row)))
}

/// The list.
pub(super) async fn show(
    path: PasskeysPath,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Failure> {
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&path.to_string())) };
    if !identity::has_passkey_site(&house.store) {
        return Err(Failure::NotFound);
    }
    let passkeys = identity::passkeys(&mut house.store.reader(), session).await?;
    let t = frame.t;
    let title = t.get("passkeys-title");
    let facts: Vec<_> = passkeys.iter().map(|passkey| (label(t, passkey), row(t, passkey))).collect();
    let content = html! {
        (ui::heading(&title))
        (ui::lead(&t.get("passkeys-lead")))
        @if facts.is_empty() { (ui::paragraph(&t.get("passkeys-none"))) } @else {
            div.rs-section { (ui::description_list(&facts)) }
        }
        (ui::paragraph(&t.get("passkeys-guard")))
        (ui::form(&frame.csrf, &NewPasskeyPath.into(), Send::Plain, html! {
            (ui::actions(ui::button(Emphasis::Primary, &t.get("passkeys-new"))))
        }))
        p.kern-body { (ui::link(&AccountPath.into(), &t.get("app-back"))) }
    };
    Ok(Page::new(title, content).respond(&frame))
}

fn label(t: Texts, passkey: &PasskeyInfo) -> String {
    if passkey.name.is_empty() { t.get("passkeys-nameless").into_owned() } else { passkey.name.clone() }
}

fn row(t: Texts, passkey: &PasskeyInfo) -> Markup {
    let used = match passkey.used {
        Some(used) => t.with("passkeys-used", &[("when", t.moment(used).into())]),
        None => t.get("passkeys-unused").into_owned(),
    };
    html! {
        (t.with("passkeys-since", &[("when", t.moment(passkey.created).into())])) " " (used) " "
        (ui::link(&RemovePasskeyPath { id: passkey.id.0 }.into(), &t.with("passkeys-remove", &[("name", label(t, passkey).into())])))
    }
}

/// Asks the device to make one.
pub(super) async fn begin(
    _: NewPasskeyPath,
    house: House,
    visit: Visit,
    frame: Frame,
    _: Guarded<Posted>,
) -> Result<Response, Failure> {
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&PasskeysPath.to_string())) };
    let t = frame.t;
    let options = match identity::begin_passkey_setup(&house.store, session).await {
        Ok(options) => options,
        Err(Error::NoPasskeys) => return Err(Failure::NotFound),
        Err(Error::TooManyPasskeys) => return Ok(trouble(&frame, &t.get("passkeys-many"))),
        Err(error) => return Err(error.into()),
    };
    let title = t.get("passkeys-new-title");
    let (name, hint) = (t.get("passkeys-name"), t.get("passkeys-name-hint"));
    let fields = ui::text_input(
        t,
        &Field::new(NAME, &name).hint(&hint).optional(),
        &TextInput { width: Width::Medium, ..TextInput::default() },
    );
    let content = html! {
        (ui::heading(&title))
        (ui::lead(&t.get("passkeys-new-lead")))
        (device_form(&frame, ("create", &options), &PasskeysPath.into(), &fields, &t.get("passkeys-make")))
        p.kern-body { (ui::link(&PasskeysPath.into(), &t.get("passkeys-back"))) }
    };
    Ok(Page::new(title, content).with_script("passkey.js").respond(&frame))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Made {
    name: String,
    antwort: String,
}

/// Takes the passkey that the device has made; spare codes are shown for when it is lost.
pub(super) async fn add(
    path: PasskeysPath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Made>,
) -> Result<Response, Failure> {
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&path.to_string())) };
    let Made { name, antwort } = posted.into_inner();
    match identity::add_passkey(&house.store, session, &name, &antwort).await {
        Ok(_) => match identity::first_spare_codes(&house.store, session).await? {
            Some(codes) => Ok(spare_codes::shown(&frame, &codes, Some("passkeys-made")).respond(&frame)),
            None => Ok(Redirect::to(&path.to_string()).into_response()),
        },
        Err(Error::WrongPasskey) => Ok(trouble(&frame, &frame.t.get("passkeys-not-made"))),
        Err(error) => Err(error.into()),
    }
}

fn trouble(frame: &Frame, text: &str) -> Response {
    let title = frame.t.get("passkeys-title");
    let content = html! {
        (ui::heading(&title))
        (ui::alert(Tone::Warning, text, None))
        (ui::actions(ui::link_button(Emphasis::Primary, &PasskeysPath.into(), &frame.t.get("passkeys-back"))))
    };
    let mut response = Page::new(title, content).respond(frame);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// Asks whether to remove one.
pub(super) async fn ask(
    path: RemovePasskeyPath,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Failure> {
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&path.to_string())) };
    Ok(remove_page(&house, session, &frame, path.id, &[]).await?.respond(&frame))
}

/// Removes it; with the password, or with a code of the app.
pub(super) async fn remove(
    path: RemovePasskeyPath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Given>,
) -> Result<Response, Failure> {
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&path.to_string())) };
    let given = posted.into_inner();
    let id = PasskeyId(path.id);
    let refused = match identity::remove_passkey(&house.store, session, id, given.shown()).await {
        Ok(_) => return Ok(Redirect::to(&PasskeysPath.to_string()).into_response()),
        Err(Error::NoSecondFactor) => Refused::at(&frame, CODE, "level-code-wrong"),
        Err(Error::LastWay) => Refused::whole(&frame, "links-last-why"),
        Err(error) => Refused::proof(&frame, error)?,
    };
    let page = remove_page(&house, session, &frame, path.id, refused.problems()).await?;
    Ok(refused.answer(page.respond(&frame)))
}

async fn remove_page(
    house: &House,
    session: &Session,
    frame: &Frame,
    id: uuid::Uuid,
    problems: &[Problem],
) -> Result<Page, Failure> {
    let t = frame.t;
    let all = identity::passkeys(&mut house.store.reader(), session).await?;
    let passkey = all.iter().find(|passkey| passkey.id.0 == id).ok_or(Failure::NotFound)?;
    let has_app = identity::has_totp(&mut house.store.reader(), session).await?;
    let title = t.with("passkeys-remove-title", &[("name", label(t, passkey).into())]);
    let (code, password) = (t.get("level-code"), t.get("sign-in-password"));
    let code = Field::new(CODE, &code).error(ui::wrong(problems, CODE)).optional();
    let password = Field::new(PASSWORD, &password).error(ui::wrong(problems, PASSWORD));
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&t.get("passkeys-remove-lead")))
        (ui::form(&frame.csrf, &RemovePasskeyPath { id }.into(), Send::Plain, html! {
            (ui::text_input(t, &password, &password_input()))
            @if has_app { (ui::text_input(t, &code, &code_input())) }
            (ui::actions(ui::button(Emphasis::Primary, &t.get("passkeys-remove-button"))))
        }))
        p.kern-body { (ui::link(&PasskeysPath.into(), &t.get("passkeys-back"))) }
    };
    Ok(Page::new(title, content).with_errors(!problems.is_empty()))
}
