//! `/anmelden/wiederherstellen`: sets a new password with a code, for whoever knows none.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use identity::Error;
use maud::html;
use serde::Deserialize;

use super::app::CODE;
use super::new_password::{self, AGAIN, NEW};
use super::sign_in::too_many;
use crate::house::House;
use crate::routes::{ForgottenPath, RecoverPath, RecoveredPath, SignInPath};
use crate::shell::{Failure, Frame, Guarded};
use crate::ui::{self, Emphasis, Field, Page, Problem, Send, TextInput, Tone, Width};

const NAME: &str = "anmeldename";

/// The form.
pub(super) async fn show(_: RecoverPath, frame: Frame) -> Response {
    page(&frame, &Given::default(), &[]).respond(&frame)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Given {
    anmeldename: String,
    code: String,
    kennwort: String,
    kennwort_wiederholt: String,
}

/// Sets the new password.
pub(super) async fn recover(
    _: RecoverPath,
    house: House,
    frame: Frame,
    posted: Guarded<Given>,
) -> Result<Response, Failure> {
    let mut problems = posted.unfit(frame.t, &[NAME, CODE, NEW, AGAIN]);
    let given = posted.into_inner();
    if given.anmeldename.trim().is_empty() {
        problems.push(ui::problem(NAME, frame.t.get("sign-in-name-missing")));
    }
    if given.code.trim().is_empty() {
        problems.push(ui::problem(CODE, frame.t.get("recover-code-missing")));
    }
    problems.extend(new_password::check(&frame, &given.kennwort, &given.kennwort_wiederholt));
    if !problems.is_empty() {
        return Ok(page(&frame, &given, &problems).respond(&frame));
    }
    let Given { anmeldename, code, kennwort, .. } = &given;
    let recovered = identity::recover(&house.store, anmeldename, code, kennwort, &frame.site.name).await;
    let (problem, status) = match recovered {
        Ok(()) => return Ok(Redirect::to(&RecoveredPath.to_string()).into_response()),
        Err(Error::Password(bad)) => (new_password::refused(&frame, bad), None),
        Err(Error::WrongRecovery) => (ui::problem(CODE, frame.t.get("recover-wrong")), None),
        Err(Error::TooManyAttempts { seconds }) => {
            (Problem { path: None, text: too_many(&frame, seconds) }, Some(StatusCode::TOO_MANY_REQUESTS))
        }
        Err(error) => return Err(error.into()),
    };
    let mut response = page(&frame, &given, &[problem]).respond(&frame);
    if let Some(status) = status {
        *response.status_mut() = status;
    }
    Ok(response)
}

/// That it counts now, and that nobody is signed in with it yet.
pub(super) async fn done(_: RecoveredPath, frame: Frame) -> Response {
    let t = frame.t;
    let title = t.get("recover-done");
    let content = html! {
        (ui::heading(&title))
        (ui::alert(Tone::Success, &t.get("recover-done-counts"), Some(ui::paragraph(&t.get("recover-done-elsewhere")))))
        (ui::actions(ui::link_button(Emphasis::Primary, &SignInPath.into(), &t.get("sign-in-button"))))
    };
    Page::new(title, content).respond(&frame)
}

fn page(frame: &Frame, given: &Given, problems: &[Problem]) -> Page {
    let t = frame.t;
    let title = t.get("recover-title");
    let (name, code, hint) = (t.get("sign-in-name"), t.get("recover-code"), t.get("recover-code-hint"));
    let name_input = TextInput {
        value: &given.anmeldename,
        width: Width::Medium,
        autocomplete: Some("username"),
        ..TextInput::default()
    };
    let code_input = TextInput {
        value: &given.code,
        width: Width::Medium,
        autocomplete: Some("one-time-code"),
        ..TextInput::default()
    };
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&t.get("recover-lead")))
        (ui::form(&frame.csrf, &RecoverPath.into(), Send::Plain, html! {
            (ui::text_input(t, &Field::new(NAME, &name).error(ui::wrong(problems, NAME)), &name_input))
            (ui::text_input(t, &Field::new(CODE, &code).hint(&hint).error(ui::wrong(problems, CODE)), &code_input))
            (new_password::fields(t, problems))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("recover-button"))))
        }))
        p.kern-body { (ui::link(&ForgottenPath.into(), &t.get("recover-no-code"))) }
    };
    Page::new(title, content).with_errors(!problems.is_empty())
}
