//! `/anmelden`: login name and password.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use identity::{Error, Opened, Scope, Vertrauensniveau};
use maud::html;
use serde::Deserialize;

use super::way::Way;
use super::{oidc, passkey};
use crate::house::House;
use crate::routes::{CodePath, ForgottenPath, HatPath, SignInPath};
use crate::session::{self, Visit};
use crate::shell::{Failure, Frame, Guarded};
use crate::ui::{self, Field, Kind, Page, Problem, Send, TextInput, Tone, Width};

const NAME: &str = "anmeldename";
const PASSWORD: &str = "kennwort";

/// The form.
pub(super) async fn show(
    _: SignInPath,
    house: House,
    visit: Visit,
    Query(way): Query<Way>,
    frame: Frame,
) -> Result<Response, Failure> {
    if visit.is_signed_in() {
        return Ok(Redirect::to(way.destination(&visit.scope()).as_str()).into_response());
    }
    Ok(page(&house, &frame, &way, "", &[]).respond(&frame))
}

#[derive(Debug, Deserialize)]
pub(super) struct Credentials {
    #[serde(default)]
    anmeldename: String,
    #[serde(default)]
    kennwort: String,
    #[serde(flatten)]
    way: Way,
}

/// Signs in, takes over what was begun before, and goes on.
pub(super) async fn sign_in(
    _: SignInPath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Credentials>,
) -> Result<Response, Failure> {
    let unfit = posted.unfit(frame.t, &[NAME, PASSWORD]);
    let Credentials { anmeldename, kennwort, way } = posted.into_inner();
    let problems = [missing(&frame, &anmeldename, &kennwort), unfit].concat();
    if !problems.is_empty() {
        return Ok(page(&house, &frame, &way, &anmeldename, &problems).respond(&frame));
    }
    match identity::sign_in(&house.store, &anmeldename, &kennwort, visit.token()).await {
        Ok(opened) => go_on(&house, &frame, &opened, &way).await,
        Err(Error::WrongCredentials) => {
            let text = frame.t.get("sign-in-wrong").into_owned();
            let wrong = [ui::problem(NAME, text)];
            Ok(page(&house, &frame, &way, &anmeldename, &wrong).respond(&frame))
        }
        Err(Error::TooManyAttempts { seconds }) => {
            let wait = [Problem { path: None, text: too_many(&frame, seconds) }];
            let mut response = page(&house, &frame, &way, &anmeldename, &wait).respond(&frame);
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response.headers_mut().insert("retry-after", seconds.into());
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}

/// How long to wait, in the unit that people think in.
pub(super) fn too_many(frame: &Frame, seconds: u32) -> String {
    frame.t.with("sign-in-too-many", &[("minutes", seconds.div_ceil(60).into())])
}

fn missing(frame: &Frame, name: &str, password: &str) -> Vec<Problem> {
    let t = frame.t;
    let mut problems = Vec::new();
    if name.trim().is_empty() {
        let text = t.get("sign-in-name-missing").into_owned();
        problems.push(ui::problem(NAME, text));
    }
    if password.is_empty() {
        let text = t.get("sign-in-password-missing").into_owned();
        problems.push(ui::problem(PASSWORD, text));
    }
    problems
}

/// Goes on after the password, or after the code that it was not enough without.
pub(super) async fn go_on(
    house: &House,
    frame: &Frame,
    opened: &Opened,
    way: &Way,
) -> Result<Response, Failure> {
    let session = &opened.session;
    if session.awaits_code() {
        let next = Redirect::to(way.carried_by(CodePath).as_str()).into_response();
        return Ok(session::keep(next, opened, &frame.site));
    }
    if let (Scope::Person { account, .. }, Some(previous)) = (&session.scope, opened.previous) {
        let mut tx = house.store.begin().await?;
        intake::take_over(&mut tx, previous, *account).await?;
        tx.commit().await?;
    }
    let hats = identity::hats(&mut house.store.reader(), session).await?;
    let next = if hats.len() > 1 { way.carried_by(HatPath) } else { way.destination(&session.scope) };
    Ok(session::keep(Redirect::to(next.as_str()).into_response(), opened, &frame.site))
}

fn page(house: &House, frame: &Frame, way: &Way, name: &str, problems: &[Problem]) -> Page {
    let t = frame.t;
    let of = |path: &str| ui::wrong(problems, path);
    let (name_label, password_label) = (t.get("sign-in-name"), t.get("sign-in-password"));
    let name_field = Field::new(NAME, &name_label).error(of(NAME));
    let password_field = Field::new(PASSWORD, &password_label).error(of(PASSWORD));
    let title = t.get("sign-in-title");
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&t.get("sign-in-lead")))
        @if way.niveau().is_some_and(|niveau| niveau > Vertrauensniveau::Basis) {
            (ui::alert(Tone::Info, &t.get("sign-in-two-steps"), Some(ui::paragraph(&t.get("sign-in-two-steps-why")))))
        }
        (ui::form(&frame.csrf, &SignInPath.into(), Send::Plain, html! {
            (way.fields())
            (ui::text_input(t, &name_field, &TextInput {
                value: name, width: Width::Medium, autocomplete: Some("username"), ..TextInput::default()
            }))
            (ui::text_input(t, &password_field, &TextInput {
                kind: Kind::Password, width: Width::Medium, autocomplete: Some("current-password"), ..TextInput::default()
            }))
            (ui::actions(ui::button(ui::Emphasis::Primary, &t.get("sign-in-button"))))
        }))
        p.kern-body { (ui::link(&ForgottenPath.into(), &t.get("sign-in-forgotten"))) }
        (passkey::offer(house, frame, way))
        @let offers = oidc::offers(house, Vertrauensniveau::Basis);
        @if !offers.is_empty() {
            (ui::section("anderswo", &t.get("oidc-title"), html! {
                (ui::paragraph(&t.get("oidc-why")))
                (oidc::buttons(frame, way, &offers, "oidc-sign-in"))
            }))
        }
    };
    Page::new(title, content).with_errors(!problems.is_empty())
}
