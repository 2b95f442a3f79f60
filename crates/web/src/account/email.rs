//! `/konto/email`: where a person is told that there is a new letter. Only where the house can send e-mail. An address counts
//! once it is confirmed by a code that was sent there.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use identity::{AccountId, BadEmail, Contact, EmailAddress, Error, Session, Shown};
use maud::{Markup, html};
use serde::Deserialize;

use super::app::{CODE, sign_in_first, signed_in};
use super::sign_in::too_many;
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{AccountPath, ConfirmEmailPath, EmailPath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Guarded};
use crate::ui::{self, Emphasis, Field, Kind, Page, Problem, Send, TextInput, Width};

const EMAIL: &str = "email";
const PASSWORD: &str = "kennwort";

/// The row of the account page: the address, and the way to change or confirm it.
pub(super) async fn fact(
    house: &House,
    visit: &Visit,
    t: Texts,
) -> Result<Option<(String, Markup)>, Failure> {
    let Some(account) = person(house, visit) else { return Ok(None) };
    let known = Known::of(house, visit, account).await?;
    let (address, to) = match &known {
        Known { address: None, .. } => (t.get("email-none").into_owned(), "email-change"),
        Known { address: Some(address), confirmed: true } => (address.clone(), "email-change"),
        Known { address: Some(address), confirmed: false } => {
            (t.with("email-unconfirmed", &[("address", address.as_str().into())]), "email-to-confirm")
        }
    };
    let row = html! { (address) " " (ui::link(&EmailPath.into(), &t.get(to))) };
    Ok(Some((t.get("email-fact").into_owned(), row)))
}

/// The address of an account, and whether it is the person's for sure.
struct Known {
    address: Option<String>,
    confirmed: bool,
}

impl Known {
    async fn of(house: &House, visit: &Visit, account: AccountId) -> Result<Self, Failure> {
        let mut reader = house.store.reader();
        let contact = identity::contact(&mut reader, &visit.scope(), account).await?;
        let confirmed = identity::email_confirmed(&mut reader, &visit.scope(), account).await?;
        Ok(Self { address: contact.map(|contact| contact.email.to_string()), confirmed })
    }
}

/// Persons have a mailbox; staff at work have none.
fn person(house: &House, visit: &Visit) -> Option<AccountId> {
    house.store.provision::<post::Notices>()?;
    visit.scope().person(identity::Vertrauensniveau::Basis).ok()
}

/// The form.
pub(super) async fn show(
    path: EmailPath,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Failure> {
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&path.to_string())) };
    let account = person(&house, &visit).ok_or(Failure::NotFound)?;
    let known = Known::of(&house, &visit, account).await?;
    let address = known.address.as_deref().unwrap_or_default();
    Ok(page(&house, session, &frame, address, &[]).await?.respond(&frame))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Given {
    email: String,
    kennwort: String,
    code: String,
}

/// Has a code sent to the address, or forgets the one that there is.
pub(super) async fn save(
    path: EmailPath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Given>,
) -> Result<Response, Failure> {
    let account = person(&house, &visit).ok_or(Failure::NotFound)?;
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&path.to_string())) };
    let Given { email, kennwort, code } = posted.into_inner();
    let contact = match EmailAddress::parse(&email) {
        _ if email.trim().is_empty() => {
            let mut tx = house.store.begin().await?;
            identity::set_contact(&mut tx, &visit.scope(), account, None).await?;
            tx.commit().await?;
            return Ok(to_account());
        }
        Ok(email) => Contact { email, language: frame.t.locale().tag().to_owned() },
        Err(wrong) => {
            let key = match wrong {
                BadEmail::Shape => "email-bad-shape",
                BadEmail::Local => "email-bad-local",
                BadEmail::Long => "email-bad-long",
            };
            let problem = ui::problem(EMAIL, frame.t.get(key));
            return Ok(page(&house, session, &frame, &email, &[problem]).await?.respond(&frame));
        }
    };
    let proof = if code.trim().is_empty() { Shown::Password(&kennwort) } else { Shown::Code(&code) };
    let (problem, status) = match identity::ask_to_confirm(&house.store, session, &contact, proof).await {
        Ok(()) => return Ok(Redirect::to(&ConfirmEmailPath.to_string()).into_response()),
        Err(Error::WrongCode | Error::NoSecondFactor) => {
            (ui::problem(CODE, frame.t.get("level-code-wrong")), None)
        }
        Err(Error::WrongCredentials) => {
            let key = if kennwort.is_empty() { "sign-in-password-missing" } else { "app-remove-password" };
            (ui::problem(PASSWORD, frame.t.get(key)), None)
        }
        Err(Error::TooManyAttempts { seconds }) => {
            (Problem { path: None, text: too_many(&frame, seconds) }, Some(StatusCode::TOO_MANY_REQUESTS))
        }
        Err(error) => return Err(error.into()),
    };
    let mut response = page(&house, session, &frame, &email, &[problem]).await?.respond(&frame);
    if let Some(status) = status {
        *response.status_mut() = status;
    }
    Ok(response)
}

fn to_account() -> Response {
    Redirect::to(&AccountPath.to_string()).into_response()
}

async fn page(
    house: &House,
    session: &Session,
    frame: &Frame,
    address: &str,
    problems: &[Problem],
) -> Result<Page, Failure> {
    let t = frame.t;
    let mut reader = house.store.reader();
    let has_password = identity::password_info(&mut reader, session).await?.is_some();
    let has_app = !has_password && identity::has_totp(&mut reader, session).await?;
    let (title, label, hint) = (t.get("email-title"), t.get("email-label"), t.get("email-hint"));
    let (password, code) = (t.get("sign-in-password"), t.get("level-code"));
    let field = Field::new(EMAIL, &label).hint(&hint).error(ui::wrong(problems, EMAIL)).optional();
    let why = t.get("email-password-hint");
    let password = Field::new(PASSWORD, &password).hint(&why).error(ui::wrong(problems, PASSWORD));
    let code = Field::new(CODE, &code).hint(&why).error(ui::wrong(problems, CODE));
    let input = |kind, width, value, autocomplete| TextInput {
        kind,
        width,
        value,
        autocomplete: Some(autocomplete),
        ..TextInput::default()
    };
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&t.get("email-lead")))
        (ui::form(&frame.csrf, &EmailPath.into(), Send::Plain, html! {
            (ui::text_input(t, &field, &input(Kind::Email, Width::Full, address, "email")))
            @if has_password {
                (ui::text_input(t, &password, &input(Kind::Password, Width::Medium, "", "current-password")))
            }
            @if has_app { (ui::text_input(t, &code, &input(Kind::Whole, Width::Short, "", "one-time-code"))) }
            (ui::actions(ui::button(Emphasis::Primary, &t.get("email-button"))))
        }))
        p.kern-body { (ui::link(&AccountPath.into(), &t.get("email-back"))) }
    };
    Ok(Page::new(title, content).with_errors(!problems.is_empty()))
}

/// Asks for the code that was sent.
pub(super) async fn ask(
    path: ConfirmEmailPath,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Failure> {
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&path.to_string())) };
    person(&house, &visit).ok_or(Failure::NotFound)?;
    match identity::email_to_confirm(&house.store, session).await? {
        Some(address) => Ok(code_page(&frame, &address, &[]).respond(&frame)),
        None => Ok(to_account()),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    code: String,
}

/// Takes the code; from then on the address counts.
pub(super) async fn confirm(
    path: ConfirmEmailPath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Typed>,
) -> Result<Response, Failure> {
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&path.to_string())) };
    person(&house, &visit).ok_or(Failure::NotFound)?;
    let Typed { code } = posted.into_inner();
    let Some(address) = identity::email_to_confirm(&house.store, session).await? else {
        return Ok(to_account());
    };
    let key = match identity::confirm_email(&house.store, session, &code).await {
        Ok(()) => return Ok(to_account()),
        Err(Error::WrongCode) if code.trim().is_empty() => "email-code-missing",
        Err(Error::WrongCode) => "email-code-wrong",
        Err(error) => return Err(error.into()),
    };
    Ok(code_page(&frame, &address, &[ui::problem(CODE, frame.t.get(key))]).respond(&frame))
}

fn code_page(frame: &Frame, address: &EmailAddress, problems: &[Problem]) -> Page {
    let t = frame.t;
    let (title, label, hint) = (t.get("email-code-title"), t.get("email-code"), t.get("email-code-hint"));
    let field = Field::new(CODE, &label).hint(&hint).error(ui::wrong(problems, CODE));
    let input =
        TextInput { width: Width::Medium, autocomplete: Some("one-time-code"), ..TextInput::default() };
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&t.with("email-code-lead", &[("address", address.as_str().into())])))
        (ui::form(&frame.csrf, &ConfirmEmailPath.into(), Send::Plain, html! {
            (ui::text_input(t, &field, &input))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("email-code-button"))))
        }))
        (ui::details(&t.get("email-code-none"), ui::paragraph(&t.get("email-code-none-do"))))
        p.kern-body { (ui::link(&EmailPath.into(), &t.get("email-code-again"))) }
    };
    Page::new(title, content).with_errors(!problems.is_empty())
}
