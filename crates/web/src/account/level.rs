//! `/anmelden/niveau`: a second proof, where a service asks for a higher Vertrauensniveau (§ 3 Abs. 1 OZG).

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use identity::{Error, Opened, Proof, Scope, Session, Vertrauensniveau};
use maud::{Markup, html};
use serde::Deserialize;

use super::sign_in::too_many;
use super::way::Way;
use super::{oidc, passkey};
use crate::house::House;
use crate::locale::Texts;
use crate::routes::{SignInPath, StepUpPath};
use crate::session::{self, Visit};
use crate::shell::{Failure, Frame, Guarded};
use crate::ui::{self, Field, Kind, Page, Problem, Send, TextInput, Tone, Width};

const CODE: &str = "code";
const MEANS: &str = "nachweis";
const DEMO_AUSWEIS: &str = "demo-ausweis";

/// The ways to show it that this person has.
pub(super) async fn show(
    _: StepUpPath,
    house: House,
    visit: Visit,
    Query(way): Query<Way>,
    frame: Frame,
) -> Result<Response, Failure> {
    match (visit.session(), visit.scope()) {
        (Some(session), Scope::Person { niveau, .. }) if niveau < needed(&way) => {
            Ok(page(&house, session, &frame, &way, &[]).await?.respond(&frame))
        }
        (_, Scope::Person { .. } | Scope::Staff { .. }) => {
            Ok(Redirect::to(way.destination(&visit.scope()).as_str()).into_response())
        }
        _ => Ok(Redirect::to(way.carried_by(SignInPath).as_str()).into_response()),
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Shown {
    #[serde(default)]
    code: String,
    #[serde(default)]
    nachweis: String,
    #[serde(flatten)]
    way: Way,
}

/// Takes the proof and goes on.
pub(super) async fn step_up(
    _: StepUpPath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Shown>,
) -> Result<Response, Failure> {
    let Shown { code, nachweis, way } = posted.into_inner();
    let (Some(session), Some(token)) = (visit.session(), visit.token()) else {
        return Ok(Redirect::to(way.carried_by(SignInPath).as_str()).into_response());
    };
    let proof = match &house.demo {
        Some(ausweis) if nachweis == DEMO_AUSWEIS => Proof::DemoAusweis(ausweis),
        _ => Proof::Totp(&code),
    };
    let (path, text, status) = match identity::step_up(&house.store, token, proof).await {
        Ok(opened) => return Ok(go_on(&frame, &opened, &way)),
        Err(Error::SessionEnded | Error::Denied(_)) => {
            return Ok(Redirect::to(way.carried_by(SignInPath).as_str()).into_response());
        }
        Err(Error::WrongCode) => (Some(CODE), frame.t.get("level-code-wrong").into_owned(), None),
        Err(Error::NoSecondFactor) => (None, frame.t.get("level-no-factor").into_owned(), None),
        Err(Error::TooManyAttempts { seconds }) => {
            (None, too_many(&frame, seconds), Some(StatusCode::TOO_MANY_REQUESTS))
        }
        Err(error) => return Err(error.into()),
    };
    let problems = [Problem { path: path.map(str::to_owned), text }];
    let mut response = page(&house, session, &frame, &way, &problems).await?.respond(&frame);
    if let Some(status) = status {
        *response.status_mut() = status;
    }
    Ok(response)
}

fn go_on(frame: &Frame, opened: &Opened, way: &Way) -> Response {
    let next = Redirect::to(way.destination(&opened.session.scope).as_str()).into_response();
    session::keep(next, opened, &frame.site)
}

fn needed(way: &Way) -> Vertrauensniveau {
    way.niveau().unwrap_or(Vertrauensniveau::Substantiell)
}

/// What a level is called.
pub(super) fn level_name(t: Texts, niveau: Vertrauensniveau) -> String {
    match niveau {
        Vertrauensniveau::Basis => t.get("level-basis"),
        Vertrauensniveau::Substantiell => t.get("level-substantiell"),
        Vertrauensniveau::Hoch => t.get("level-hoch"),
    }
    .into_owned()
}

async fn page(
    house: &House,
    session: &Session,
    frame: &Frame,
    way: &Way,
    problems: &[Problem],
) -> Result<Page, Failure> {
    let t = frame.t;
    let needed = needed(way);
    // An app proves what the person had shown when they set it up.
    let has_app = identity::totp_niveau(&mut house.store.reader(), session).await? >= Some(needed);
    let has_passkey = identity::passkey_niveau(&mut house.store.reader(), session).await? >= Some(needed);
    let offers = oidc::offers(house, needed);
    let title = t.get("level-title");
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&t.with("level-lead", &[("level", level_name(t, needed).into())])))
        @if has_app { (app(frame, way, problems)) }
        @if house.demo.is_some() { (demo(frame, way, has_app)) }
        @if has_passkey { (passkey::offer(house, frame, way)) }
        @if !offers.is_empty() {
            (ui::section("anderswo", &t.get("oidc-level"), html! {
                (ui::paragraph(&t.get("oidc-level-why")))
                (oidc::buttons(frame, &way.asking(needed), &offers, "oidc-show"))
            }))
        }
        @if !has_app && !has_passkey && house.demo.is_none() && offers.is_empty() {
            (ui::alert(Tone::Warning, &t.get("level-none"), Some(ui::paragraph(&t.get("level-none-do")))))
        }
        @if let Some(back) = way.back() { p.kern-body { (ui::link(&back, &t.get("level-back"))) } }
    };
    Ok(Page::new(title, content).with_errors(!problems.is_empty()))
}

fn app(frame: &Frame, way: &Way, problems: &[Problem]) -> Markup {
    let t = frame.t;
    let error = problems.iter().find(|p| p.path.is_some()).map(|p| p.text.as_str());
    let (label, hint) = (t.get("level-code"), t.get("level-code-hint"));
    let field = Field::new(CODE, &label).hint(&hint).error(error);
    let input = TextInput {
        kind: Kind::Whole,
        width: Width::Short,
        autocomplete: Some("one-time-code"),
        ..TextInput::default()
    };
    ui::section(
        "app",
        &t.get("level-app"),
        ui::form(
            &frame.csrf,
            &StepUpPath.into(),
            Send::Plain,
            html! {
                (way.fields())
                (ui::text_input(t, &field, &input))
                (ui::actions(ui::button(ui::Emphasis::Primary, &t.get("level-code-button"))))
            },
        ),
    )
}

fn demo(frame: &Frame, way: &Way, is_second: bool) -> Markup {
    let t = frame.t;
    let emphasis = if is_second { ui::Emphasis::Secondary } else { ui::Emphasis::Primary };
    ui::panel(
        &t.get("level-demo"),
        html! {
            (ui::paragraph(&t.get("level-demo-why")))
            (ui::form(&frame.csrf, &StepUpPath.into(), Send::Plain, html! {
                (way.fields())
                (ui::hidden(MEANS, DEMO_AUSWEIS))
                (ui::button(emphasis, &t.get("level-demo-button")))
            }))
        },
    )
}
