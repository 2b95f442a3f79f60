//! `/konto/anmelde-app/entfernen`: removes the authenticator app; with a code of it, or with the password where it is lost.

use axum::http::StatusCode;
use axum::response::Response;
use identity::{Error, Shown};
use maud::html;
use serde::Deserialize;

use super::app::{CODE, sign_in_first, signed_in, to_app};
use super::sign_in::too_many;
use crate::house::House;
use crate::routes::{AppPath, RemoveAppPath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Guarded};
use crate::ui::{self, Emphasis, Field, Kind, Page, Problem, Send, TextInput, Width};

const PASSWORD: &str = "kennwort";

/// The form; without an app there is nothing to remove.
pub(super) async fn show(
    path: RemoveAppPath,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Failure> {
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&path.to_string())) };
    if !identity::has_totp(&mut house.store.reader(), session).await? {
        return Ok(to_app());
    }
    Ok(page(&frame, &[]).respond(&frame))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Given {
    code: String,
    kennwort: String,
}

/// Removes it.
pub(super) async fn remove(
    path: RemoveAppPath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Given>,
) -> Result<Response, Failure> {
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&path.to_string())) };
    let Given { code, kennwort } = posted.into_inner();
    let shown = match (code.trim().is_empty(), kennwort.is_empty()) {
        (false, _) => Shown::Code(&code),
        (true, false) => Shown::Password(&kennwort),
        (true, true) => {
            return Ok(page(&frame, &[problem(&frame, CODE, "app-remove-missing")]).respond(&frame));
        }
    };
    let (problem, status) = match identity::remove_totp(&house.store, session, shown).await {
        Ok(()) => return Ok(to_app()),
        Err(Error::WrongCode) => (problem(&frame, CODE, "level-code-wrong"), None),
        Err(Error::WrongCredentials) => (problem(&frame, PASSWORD, "app-remove-password"), None),
        Err(Error::TooManyAttempts { seconds }) => {
            (Problem { path: None, text: too_many(&frame, seconds) }, Some(StatusCode::TOO_MANY_REQUESTS))
        }
        Err(error) => return Err(error.into()),
    };
    let mut response = page(&frame, &[problem]).respond(&frame);
    if let Some(status) = status {
        *response.status_mut() = status;
    }
    Ok(response)
}

fn problem(frame: &Frame, path: &str, key: &str) -> Problem {
    Problem { path: Some(path.to_owned()), text: frame.t.get(key).into_owned() }
}

fn page(frame: &Frame, problems: &[Problem]) -> Page {
    let t = frame.t;
    let of = |path: &str| {
        problems.iter().find(|problem| problem.path.as_deref() == Some(path)).map(|p| p.text.as_str())
    };
    let title = t.get("app-remove-title");
    let (code, password) = (t.get("level-code"), t.get("app-remove-or-password"));
    let code_input = TextInput {
        kind: Kind::Whole,
        width: Width::Short,
        autocomplete: Some("one-time-code"),
        ..TextInput::default()
    };
    let password_input = TextInput {
        kind: Kind::Password,
        width: Width::Medium,
        autocomplete: Some("current-password"),
        ..TextInput::default()
    };
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&t.get("app-remove-lead")))
        (ui::form(&frame.csrf, &RemoveAppPath.into(), Send::Plain, html! {
            (ui::text_input(t, &Field::new(CODE, &code).error(of(CODE)), &code_input))
            (ui::text_input(t, &Field::new(PASSWORD, &password).error(of(PASSWORD)), &password_input))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("app-remove"))))
        }))
        p.kern-body { (ui::link(&AppPath.into(), &t.get("app-keep"))) }
    };
    Page::new(title, content).with_errors(!problems.is_empty())
}
