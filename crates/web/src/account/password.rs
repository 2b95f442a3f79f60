//! `/konto/kennwort`: a person changes the password that they know.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use identity::{Error, PasswordInfo, Session};
use jiff::SignedDuration;
use maud::{Markup, html};
use serde::Deserialize;

use super::app::{sign_in_first, signed_in};
use super::new_password::{self, AGAIN, NEW};
use super::proof::{Refused, password_input};
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{AccountPath, PasswordPath};
use crate::session::{self, Visit};
use crate::shell::{Failure, Frame, Guarded, Href};
use crate::ui::{self, Emphasis, Field, Page, Problem, Send, Tone};

const PRESENT: &str = "kennwort_bisher";
/// So long the page says that the password was just changed.
const JUST_NOW: SignedDuration = SignedDuration::from_mins(5);

/// The row of the account page; none for an account without a password.
pub(super) async fn fact(
    house: &House,
    session: &Session,
    t: Texts,
) -> Result<Option<(String, Markup)>, Failure> {
    let info = identity::password_info(&mut house.store.reader(), session).await?;
    Ok(info.map(|info| {
        let since = t.with("password-since", &[("when", t.day(info.changed).into())]);
        let row = html! { (since) " " (ui::link(&PasswordPath.into(), &t.get("password-change"))) };
        (t.get("password-fact").into_owned(), row)
    }))
}

/// What the address says after a change.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Changed {
    geaendert: Option<String>,
}

/// The form, or that it was done.
pub(super) async fn show(
    path: PasswordPath,
    house: House,
    visit: Visit,
    Query(Changed { geaendert }): Query<Changed>,
    frame: Frame,
) -> Result<Response, Failure> {
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&path.to_string())) };
    let info = info(&house, session).await?;
    // The address alone could be sent by anybody.
    if geaendert.is_some() && info.changed.duration_until(house.store.now()) <= JUST_NOW {
        return Ok(done(&frame).respond(&frame));
    }
    Ok(page(&frame, &info, &[]).respond(&frame))
}

async fn info(house: &House, session: &Session) -> Result<PasswordInfo, Failure> {
    identity::password_info(&mut house.store.reader(), session).await?.ok_or(Failure::NotFound)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Given {
    kennwort_bisher: String,
    kennwort: String,
    kennwort_wiederholt: String,
}

/// Changes it.
pub(super) async fn change(
    path: PasswordPath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Given>,
) -> Result<Response, Failure> {
    let (Some(session), Some(token)) = (signed_in(&visit), visit.token()) else {
        return Ok(sign_in_first(&path.to_string()));
    };
    let info = info(&house, session).await?;
    let unfit = posted.unfit(frame.t, &[PRESENT, NEW, AGAIN]);
    let Given { kennwort_bisher, kennwort, kennwort_wiederholt } = posted.into_inner();
    let mut problems = unfit;
    if kennwort_bisher.is_empty() {
        problems.push(ui::problem(PRESENT, frame.t.get("password-present-missing")));
    }
    problems.extend(new_password::check(&frame, &kennwort, &kennwort_wiederholt));
    if !problems.is_empty() {
        return Ok(page(&frame, &info, &problems).respond(&frame));
    }
    let changed =
        identity::change_password(&house.store, token, &kennwort_bisher, &kennwort, &frame.site.name).await;
    let refused = match changed {
        Ok(opened) => {
            let next = Href::from(PasswordPath).with("geaendert", "1");
            return Ok(session::keep(Redirect::to(next.as_str()).into_response(), &opened, &frame.site));
        }
        Err(Error::SessionEnded) => return Ok(sign_in_first(&path.to_string())),
        Err(Error::Password(bad)) => new_password::refused(&frame, bad).into(),
        Err(Error::WrongCredentials) => Refused::at(&frame, PRESENT, "password-present-wrong"),
        Err(error) => Refused::tries(&frame, error)?,
    };
    Ok(refused.answer(page(&frame, &info, refused.problems()).respond(&frame)))
}

fn page(frame: &Frame, info: &PasswordInfo, problems: &[Problem]) -> Page {
    let t = frame.t;
    let (title, present) = (t.get("password-title"), t.get("password-present"));
    let field = Field::new(PRESENT, &present).error(ui::wrong(problems, PRESENT));
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&t.get("password-lead")))
        (ui::form(&frame.csrf, &PasswordPath.into(), Send::Plain, html! {
            // So that a password manager knows whose password it is.
            input type="text" value=(info.login) autocomplete="username" hidden readonly;
            (ui::text_input(t, &field, &password_input()))
            (new_password::fields(t, problems))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("password-button"))))
        }))
        p.kern-body { (ui::link(&AccountPath.into(), &t.get("app-back"))) }
    };
    Page::new(title, content).with_errors(!problems.is_empty())
}

fn done(frame: &Frame) -> Page {
    let t = frame.t;
    let title = t.get("password-done");
    let content = html! {
        (ui::heading(&title))
        (ui::alert(Tone::Success, &t.get("password-done-counts"), Some(ui::paragraph(&t.get("password-done-elsewhere")))))
        (ui::actions(ui::link_button(Emphasis::Primary, &AccountPath.into(), &t.get("app-back"))))
    };
    Page::new(title, content)
}
