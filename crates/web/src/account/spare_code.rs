//! `/anmelden/ersatzcode`: the second step of signing in with a spare code, for those who have lost their app or passkey.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use identity::Error;
use maud::html;
use serde::Deserialize;

use super::app::CODE;
use super::proof::Refused;
use super::sign_in::go_on;
use super::way::Way;
use crate::house::House;
use crate::routes::{CodePath, SignInPath, SpareCodePath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Guarded};
use crate::ui::{self, Emphasis, Field, Page, Problem, Send, TextInput, Width};

/// The form, after a right password only.
pub(super) async fn show(_: SpareCodePath, visit: Visit, Query(way): Query<Way>, frame: Frame) -> Response {
    match visit.session() {
        Some(session) if session.awaits_code() => page(&frame, &way, &[]).respond(&frame),
        _ => Redirect::to(way.carried_by(SignInPath).as_str()).into_response(),
    }
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
    _: SpareCodePath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Typed>,
) -> Result<Response, Failure> {
    let Typed { code, way } = posted.into_inner();
    let again = Redirect::to(way.carried_by(SignInPath).as_str()).into_response();
    let Some(token) = visit.token() else { return Ok(again) };
    if code.trim().is_empty() {
        let missing = ui::problem(CODE, frame.t.get("spare-code-missing"));
        return Ok(page(&frame, &way, &[missing]).respond(&frame));
    }
    let refused = match identity::complete_with_spare_code(&house.store, token, &code).await {
        Ok(opened) => return go_on(&house, &frame, &opened, &way).await,
        Err(Error::SessionEnded | Error::Denied(_)) => return Ok(again),
        Err(Error::WrongCode) => Refused::at(&frame, CODE, "spare-code-wrong"),
        Err(error) => Refused::tries(&frame, error)?,
    };
    Ok(refused.answer(page(&frame, &way, refused.problems()).respond(&frame)))
}

fn page(frame: &Frame, way: &Way, problems: &[Problem]) -> Page {
    let t = frame.t;
    let (title, label, hint) = (t.get("spare-code-title"), t.get("spare-code"), t.get("spare-code-hint"));
    let field = Field::new(CODE, &label).hint(&hint).error(ui::wrong(problems, CODE));
    // What stands on paper is nothing that a browser could fill in.
    let input = TextInput { width: Width::Medium, autocomplete: Some("off"), ..TextInput::default() };
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&t.get("spare-code-lead")))
        (ui::form(&frame.csrf, &SpareCodePath.into(), Send::Plain, html! {
            (way.fields())
            (ui::text_input(t, &field, &input))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("sign-in-button"))))
        }))
        p.kern-body { (ui::link(&way.carried_by(CodePath), &t.get("spare-code-back"))) }
    };
    Page::new(title, content).with_errors(!problems.is_empty())
}
