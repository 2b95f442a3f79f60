//! `/konto/anmelde-app/entfernen`: removes the authenticator app; with a code of it, or with the password where it is lost.

use axum::response::Response;
use maud::html;

use super::app::{CODE, sign_in_first, signed_in, to_app};
use super::proof::{Given, PASSWORD, Refused, code_input, password_input};
use crate::house::House;
use crate::routes::{AppPath, RemoveAppPath};
use crate::session::Visit;
use crate::shell::{Failure, Frame, Guarded};
use crate::ui::{self, Emphasis, Field, Page, Problem, Send};

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

/// Removes it.
pub(super) async fn remove(
    path: RemoveAppPath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Given>,
) -> Result<Response, Failure> {
    let Some(session) = signed_in(&visit) else { return Ok(sign_in_first(&path.to_string())) };
    let given = posted.into_inner();
    let refused = if given.has_code() || given.has_password() {
        match identity::remove_totp(&house.store, session, given.shown()).await {
            Ok(()) => return Ok(to_app()),
            Err(error) => Refused::proof(&frame, error)?,
        }
    } else {
        Refused::at(&frame, CODE, "app-remove-missing")
    };
    Ok(refused.answer(page(&frame, refused.problems()).respond(&frame)))
}

fn page(frame: &Frame, problems: &[Problem]) -> Page {
    let t = frame.t;
    let title = t.get("app-remove-title");
    let (code, password) = (t.get("level-code"), t.get("app-remove-or-password"));
    let code = Field::new(CODE, &code).error(ui::wrong(problems, CODE));
    let password = Field::new(PASSWORD, &password).error(ui::wrong(problems, PASSWORD));
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&t.get("app-remove-lead")))
        (ui::form(&frame.csrf, &RemoveAppPath.into(), Send::Plain, html! {
            (ui::text_input(t, &code, &code_input()))
            (ui::text_input(t, &password, &password_input()))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("app-remove"))))
        }))
        p.kern-body { (ui::link(&AppPath.into(), &t.get("app-keep"))) }
    };
    Page::new(title, content).with_errors(!problems.is_empty())
}
