//! `/konto/ersatzcodes`: how many spare codes are left, and new ones. Codes are shown once, on the page that answers the form
//! which made them.

use axum::response::{IntoResponse, Redirect, Response};
use identity::{Error, Session, SpareCodes};
use maud::{Markup, html};

use super::app::{CODE, sign_in_first, signed_in};
use super::proof::{Given, PASSWORD, Refused, code_input, password_input};
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{AccountPath, SpareCodesPath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Guarded};
use crate::ui::{self, Emphasis, Field, Page, Problem, Send, Tone};

/// The row of the account page; none without app and passkey.
pub(super) async fn fact(
    house: &House,
    session: &Session,
    t: Texts,
) -> Result<Option<(String, Markup)>, Failure> {
    let left = identity::spare_codes_left(&mut house.store.reader(), session).await?;
    Ok(left.map(|left| {
        let count = t.with("spare-codes-left", &[("count", left.into())]);
        let row = html! { (count) " " (ui::link(&SpareCodesPath.into(), &t.get("spare-codes-to"))) };
        (t.get("spare-codes-fact").into_owned(), row)
    }))
}

/// How many are left, and the form for new ones.
pub(super) async fn show(
    path: SpareCodesPath,
    house: House,
    visit: Visit,
    frame: Frame,
) -> Result<Response, Failure> {
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&path.to_string())) };
    match page(&house, session, &frame, &[]).await? {
        Some(page) => Ok(page.respond(&frame)),
        None => Ok(Redirect::to(&AccountPath.to_string()).into_response()),
    }
}

/// Makes new codes and shows them.
pub(super) async fn renew(
    path: SpareCodesPath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Given>,
) -> Result<Response, Failure> {
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&path.to_string())) };
    let given = posted.into_inner();
    let refused = match identity::new_spare_codes(&house.store, session, given.shown()).await {
        Ok(codes) => return Ok(shown(&frame, &codes, None).respond(&frame)),
        Err(Error::NoSecondFactor) => return Ok(Redirect::to(&AccountPath.to_string()).into_response()),
        Err(Error::WrongCredentials) if !given.has_password() => Refused::whole(&frame, "app-remove-missing"),
        Err(error) => Refused::proof(&frame, error)?,
    };
    let page = page(&house, session, &frame, refused.problems()).await?.ok_or(Failure::NotFound)?;
    Ok(refused.answer(page.respond(&frame)))
}

/// New codes, to be printed or written down. `done` is the text that says what was set up just now.
pub(super) fn shown(frame: &Frame, codes: &SpareCodes, done: Option<&str>) -> Page {
    let t = frame.t;
    let title = t.get("spare-codes-new-title");
    let content = html! {
        (ui::heading(&title))
        @if let Some(done) = done { (ui::alert(Tone::Success, &t.get(done), None)) }
        (ui::lead(&t.get("spare-codes-new-lead")))
        ol.rs-codes translate="no" { @for code in codes.reveal() { li { code { (code) } } } }
        (ui::alert(Tone::Warning, &t.get("spare-codes-once"), Some(ui::paragraph(&t.get("spare-codes-keep")))))
        (ui::actions(ui::link_button(Emphasis::Primary, &AccountPath.into(), &t.get("spare-codes-kept"))))
    };
    Page::new(title, content)
}

/// `None` where there is nothing that codes could stand in for.
async fn page(
    house: &House,
    session: &Session,
    frame: &Frame,
    problems: &[Problem],
) -> Result<Option<Page>, Failure> {
    let t = frame.t;
    let mut reader = house.store.reader();
    let Some(left) = identity::spare_codes_left(&mut reader, session).await? else { return Ok(None) };
    let has_password = identity::password_info(&mut reader, session).await?.is_some();
    let has_app = !has_password && identity::has_totp(&mut reader, session).await?;
    let title = t.get("spare-codes-title");
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&t.get("spare-codes-lead")))
        (ui::paragraph(&t.with("spare-codes-still", &[("count", left.into())])))
        (ui::form(&frame.csrf, &SpareCodesPath.into(), Send::Plain, html! {
            (proof_fields(t, problems, has_password, has_app))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("spare-codes-new"))))
        }))
        p.kern-body { (ui::link(&AccountPath.into(), &t.get("app-back"))) }
    };
    Ok(Some(Page::new(title, content).with_errors(!problems.is_empty())))
}

/// The password, or a code of the app where there is none.
fn proof_fields(t: Texts, problems: &[Problem], has_password: bool, has_app: bool) -> Markup {
    let (password, code) = (t.get("sign-in-password"), t.get("level-code"));
    let password = Field::new(PASSWORD, &password).error(ui::wrong(problems, PASSWORD));
    let code = Field::new(CODE, &code).error(ui::wrong(problems, CODE));
    html! {
        @if has_password || has_app { (ui::paragraph(&t.get("spare-codes-proof"))) }
        @if has_password { (ui::text_input(t, &password, &password_input())) }
        @if has_app { (ui::text_input(t, &code, &code_input())) }
    }
}
