//! `/anmelden/vergessen`: the ways to a new password for whoever has forgotten theirs.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use identity::Error;
use maud::{Markup, html};
use serde::Deserialize;

use super::sign_in::too_many;
use crate::house::House;
use crate::routes::{ForgottenPath, ForgottenSentPath, ImprintPath, RecoverPath, SignInPath};
use crate::shell::{Failure, Frame, Guarded};
use crate::ui::{self, Emphasis, Field, Page, Problem, Send, TextInput, Tone, Width};

const NAME: &str = "anmeldename";

/// Whom to ask, and where to go with a code.
pub(super) async fn show(_: ForgottenPath, house: House, frame: Frame) -> Response {
    page(&house, &frame, "", &[]).respond(&frame)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Given {
    anmeldename: String,
}

/// Has a code sent, where there is a confirmed address. Whether there is one, the answer does not tell.
pub(super) async fn send(
    _: ForgottenPath,
    house: House,
    frame: Frame,
    posted: Guarded<Given>,
) -> Result<Response, Failure> {
    if !can_write(&house) {
        return Err(Failure::NotFound);
    }
    let mut problems = posted.unfit(frame.t, &[NAME]);
    let Given { anmeldename } = posted.into_inner();
    if anmeldename.trim().is_empty() {
        problems.push(ui::problem(NAME, frame.t.get("sign-in-name-missing")));
    }
    if !problems.is_empty() {
        return Ok(page(&house, &frame, &anmeldename, &problems).respond(&frame));
    }
    match identity::forgotten(&house.store, &anmeldename).await {
        Ok(()) => Ok(Redirect::to(&ForgottenSentPath.to_string()).into_response()),
        Err(Error::TooManyAttempts { seconds }) => {
            let wait = Problem { path: None, text: too_many(&frame, seconds) };
            let mut response = page(&house, &frame, &anmeldename, &[wait]).respond(&frame);
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}

/// The same for everybody.
pub(super) async fn sent(_: ForgottenSentPath, frame: Frame) -> Response {
    let t = frame.t;
    let title = t.get("forgotten-sent");
    let content = html! {
        (ui::heading(&title))
        (ui::lead(&t.get("forgotten-sent-if")))
        (ui::alert(Tone::Info, &t.get("forgotten-sent-none"), Some(ui::paragraph(&t.get("forgotten-sent-none-do")))))
        (ui::actions(ui::link_button(Emphasis::Primary, &RecoverPath.into(), &t.get("forgotten-to-code"))))
        p.kern-body { (ui::link(&ForgottenPath.into(), &t.get("forgotten-sent-back"))) }
    };
    Page::new(title, content).respond(&frame)
}

fn can_write(house: &House) -> bool {
    house.store.provision::<post::Notices>().is_some()
}

fn page(house: &House, frame: &Frame, name: &str, problems: &[Problem]) -> Page {
    let t = frame.t;
    let title = t.get("forgotten-title");
    let by_mail = can_write(house);
    let to_code = if by_mail { Emphasis::Secondary } else { Emphasis::Primary };
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&t.get("forgotten-lead")))
        @if by_mail { (mail_form(frame, name, problems)) }
        (ui::section("fragen", &t.get(if by_mail { "forgotten-ask-else" } else { "forgotten-ask" }), html! {
            (ui::paragraph(&t.get("forgotten-ask-whom")))
            p.kern-body { (ui::link(&ImprintPath.into(), &t.get("forgotten-imprint"))) }
            (ui::paragraph(&t.get("forgotten-ask-staff")))
        }))
        (ui::section("code", &t.get("forgotten-code"), html! {
            (ui::actions(ui::link_button(to_code, &RecoverPath.into(), &t.get("forgotten-to-code"))))
        }))
        p.kern-body { (ui::link(&SignInPath.into(), &t.get("forgotten-back"))) }
    };
    Page::new(title, content).with_errors(!problems.is_empty())
}

fn mail_form(frame: &Frame, name: &str, problems: &[Problem]) -> Markup {
    let t = frame.t;
    let label = t.get("sign-in-name");
    let field = Field::new(NAME, &label).error(ui::wrong(problems, NAME));
    let input = TextInput {
        value: name,
        width: Width::Medium,
        autocomplete: Some("username"),
        ..TextInput::default()
    };
    ui::section(
        "email",
        &t.get("forgotten-mail"),
        html! {
            (ui::paragraph(&t.get("forgotten-mail-why")))
            (ui::form(&frame.csrf, &ForgottenPath.into(), Send::Plain, html! {
                (ui::text_input(t, &field, &input))
                (ui::actions(ui::button(Emphasis::Primary, &t.get("forgotten-mail-button"))))
            }))
        },
    )
}
