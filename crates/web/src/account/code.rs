//! `/anmelden/code`: the second step of signing in, for those who have set up an app.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use identity::{Error, Proof};
use maud::html;
use serde::Deserialize;

use super::app::CODE;
use super::sign_in::{go_on, too_many};
use super::way::Way;
use crate::house::House;
use crate::routes::{CodePath, SignInPath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Guarded};
use crate::ui::{self, Emphasis, Field, Kind, Page, Problem, Send, TextInput, Width};

/// The form, after a right password only.
pub(super) async fn show(
    _: CodePath,
    visit: Visit,
    Query(way): Query<Way>,
    frame: Frame,
) -> Result<Response, Failure> {
    if !visit.session().is_some_and(identity::Session::awaits_code) {
        return Ok(Redirect::to(way.carried_by(SignInPath).as_str()).into_response());
    }
    Ok(page(&frame, &way, &[]).respond(&frame))
}

#[derive(Debug, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    code: String,
    #[serde(flatten)]
    way: Way,
}

/// Completes the sign-in.
pub(super) async fn complete(
    _: CodePath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Typed>,
) -> Result<Response, Failure> {
    let Typed { code, way } = posted.into_inner();
    let again = Redirect::to(way.carried_by(SignInPath).as_str()).into_response();
    let token = match (visit.session(), visit.token()) {
        (Some(session), Some(token)) if session.awaits_code() => token,
        _ => return Ok(again),
    };
    let (problem, status) = match identity::step_up(&house.store, token, Proof::Totp(&code)).await {
        Ok(opened) => return go_on(&house, &frame, &opened, &way).await,
        // The app was removed meanwhile: the password alone will do.
        Err(Error::SessionEnded | Error::Denied(_) | Error::NoSecondFactor) => return Ok(again),
        Err(Error::WrongCode) => {
            let text = frame.t.get("level-code-wrong").into_owned();
            (Problem { path: Some(CODE.to_owned()), text }, None)
        }
        Err(Error::TooManyAttempts { seconds }) => {
            let wait = Problem { path: None, text: too_many(&frame, seconds) };
            (wait, Some(StatusCode::TOO_MANY_REQUESTS))
        }
        Err(error) => return Err(error.into()),
    };
    let mut response = page(&frame, &way, &[problem]).respond(&frame);
    if let Some(status) = status {
        *response.status_mut() = status;
    }
    Ok(response)
}

fn page(frame: &Frame, way: &Way, problems: &[Problem]) -> Page {
    let t = frame.t;
    let (title, label, hint) = (t.get("code-title"), t.get("level-code"), t.get("level-code-hint"));
    let error = problems.iter().find(|problem| problem.path.is_some()).map(|problem| problem.text.as_str());
    let field = Field::new(CODE, &label).hint(&hint).error(error);
    let input = TextInput {
        kind: Kind::Whole,
        width: Width::Short,
        autocomplete: Some("one-time-code"),
        ..TextInput::default()
    };
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&t.get("code-lead")))
        (ui::form(&frame.csrf, &CodePath.into(), Send::Plain, html! {
            (way.fields())
            (ui::text_input(t, &field, &input))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("sign-in-button"))))
        }))
        (ui::details(&t.get("code-lost"), ui::paragraph(&t.get("code-lost-do"))))
    };
    Page::new(title, content).with_errors(!problems.is_empty())
}
