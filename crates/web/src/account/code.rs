//! `/anmelden/code`: the second step of signing in, for those who have set up an app.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use identity::{Error, Proof, Session};
use maud::html;
use serde::Deserialize;

use super::app::CODE;
use super::passkey;
use super::proof::{Refused, code_input};
use super::sign_in::go_on;
use super::way::Way;
use crate::house::House;
use crate::routes::{CodePath, SignInPath, SpareCodePath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Guarded};
use crate::ui::{self, Emphasis, Field, Page, Problem, Send};

/// The form, after a right password only.
pub(super) async fn show(
    _: CodePath,
    house: House,
    visit: Visit,
    Query(way): Query<Way>,
    frame: Frame,
) -> Result<Response, Failure> {
    match visit.session() {
        Some(session) if session.awaits_code() => {
            Ok(page(&house, session, &frame, &way, &[]).await?.respond(&frame))
        }
        _ => Ok(Redirect::to(way.carried_by(SignInPath).as_str()).into_response()),
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
    _: CodePath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Typed>,
) -> Result<Response, Failure> {
    let Typed { code, way } = posted.into_inner();
    let again = Redirect::to(way.carried_by(SignInPath).as_str()).into_response();
    let (session, token) = match (visit.session(), visit.token()) {
        (Some(session), Some(token)) if session.awaits_code() => (session, token),
        _ => return Ok(again),
    };
    let refused = match identity::step_up(&house.store, token, Proof::Totp(&code)).await {
        Ok(opened) => return go_on(&house, &frame, &opened, &way).await,
        // The app was removed meanwhile: the password alone will do.
        Err(Error::SessionEnded | Error::Denied(_) | Error::NoSecondFactor) => return Ok(again),
        Err(Error::WrongCode) => Refused::at(&frame, CODE, "level-code-wrong"),
        Err(error) => Refused::tries(&frame, error)?,
    };
    let page = page(&house, session, &frame, &way, refused.problems()).await?;
    Ok(refused.answer(page.respond(&frame)))
}

/// What is asked for beside the password: a code where there is an app, a passkey where there is one.
async fn page(
    house: &House,
    session: &Session,
    frame: &Frame,
    way: &Way,
    problems: &[Problem],
) -> Result<Page, Failure> {
    let t = frame.t;
    let mut reader = house.store.reader();
    let has_app = identity::has_totp(&mut reader, session).await?;
    let has_passkey = identity::passkey_niveau(&mut reader, session).await?.is_some();
    let has_spare = identity::spare_codes_left(&mut reader, session).await?.is_some_and(|left| left > 0);
    let (title, label, hint) = (t.get("code-title"), t.get("level-code"), t.get("level-code-hint"));
    let field = Field::new(CODE, &label).hint(&hint).error(ui::wrong(problems, CODE));
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&t.get(if has_app { "code-lead" } else { "code-lead-passkey" })))
        @if has_app { (ui::form(&frame.csrf, &CodePath.into(), Send::Plain, html! {
            (way.fields())
            (ui::text_input(t, &field, &code_input()))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("sign-in-button"))))
        })) }
        @if has_passkey { (passkey::offer(house, frame, way)) }
        @if has_spare { p.kern-body { (ui::link(&way.carried_by(SpareCodePath), &t.get("spare-code-to"))) } }
        (ui::details(&t.get("code-lost"), ui::paragraph(&t.get("code-lost-do"))))
    };
    Ok(Page::new(title, content).with_errors(!problems.is_empty()))
}
