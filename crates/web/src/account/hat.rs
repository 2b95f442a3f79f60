//! `/anmelden/rolle`: as what somebody goes on who has several hats.

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use identity::{BehoerdeId, Error, Hat, HatChoice};
use maud::html;
use serde::Deserialize;
use uuid::Uuid;

use super::way::Way;
use crate::house::House;
use crate::routes::{HatPath, SignInPath};
use crate::session::{self, Visit};
use crate::shell::{Failure, Frame, Guarded};
use crate::ui::{self, Choice, Emphasis, Field, Page, Problem, Send};

const HAT: &str = "rolle";
const PERSON: &str = "person";

/// The hats to choose from.
pub(super) async fn show(
    _: HatPath,
    house: House,
    visit: Visit,
    Query(way): Query<Way>,
    frame: Frame,
) -> Result<Response, Failure> {
    let Some(session) = visit.session().filter(|session| session.account().is_some()) else {
        return Ok(Redirect::to(way.carried_by(SignInPath).as_str()).into_response());
    };
    let hats = identity::hats(&mut house.store.reader(), session).await?;
    if hats.len() < 2 {
        return Ok(Redirect::to(way.destination(&session.scope).as_str()).into_response());
    }
    Ok(page(&frame, &way, &hats, session.hat, &[]).respond(&frame))
}

#[derive(Debug, Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    rolle: String,
    #[serde(flatten)]
    way: Way,
}

/// Puts the hat on and goes on.
pub(super) async fn choose(
    _: HatPath,
    house: House,
    visit: Visit,
    frame: Frame,
    posted: Guarded<Chosen>,
) -> Result<Response, Failure> {
    let Chosen { rolle, way } = posted.into_inner();
    let (Some(session), Some(token)) = (visit.session(), visit.token()) else {
        return Ok(Redirect::to(way.carried_by(SignInPath).as_str()).into_response());
    };
    let hats = identity::hats(&mut house.store.reader(), session).await?;
    let Some(choice) = hats.iter().find(|choice| word(choice.hat) == rolle) else {
        let text = frame.t.get("hat-missing").into_owned();
        let problem = [ui::problem(HAT, text)];
        return Ok(page(&frame, &way, &hats, session.hat, &problem).respond(&frame));
    };
    match identity::change_hat(&house.store, token, choice.hat).await {
        Ok(opened) => {
            let next = Redirect::to(way.destination(&opened.session.scope).as_str()).into_response();
            Ok(session::keep(next, &opened, &frame.site))
        }
        Err(Error::SessionEnded) => Ok(Redirect::to(way.carried_by(SignInPath).as_str()).into_response()),
        Err(error) => Err(error.into()),
    }
}

/// How a hat is posted.
fn word(hat: Hat) -> String {
    match hat {
        Hat::Person => PERSON.to_owned(),
        Hat::Staff(BehoerdeId(id)) => Uuid::to_string(&id),
    }
}

fn page(frame: &Frame, way: &Way, hats: &[HatChoice], present: Option<Hat>, problems: &[Problem]) -> Page {
    let t = frame.t;
    let label = |choice: &HatChoice| match &choice.behoerde {
        Some(behoerde) => t.with("hat-staff", &[("office", behoerde.as_str().into())]),
        None => t.get("hat-person").into_owned(),
    };
    let choices: Vec<Choice> =
        hats.iter().map(|choice| Choice::new(word(choice.hat), label(choice))).collect();
    let title = t.get("hat-title");
    let field = Field::new(HAT, &title).error(problems.first().map(|p| p.text.as_str()));
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&t.get("hat-lead")))
        (ui::form(&frame.csrf, &HatPath.into(), Send::Plain, html! {
            (way.fields())
            (ui::radios(t, &field, &choices, &present.map(word).unwrap_or_default()))
            (ui::actions(ui::button(Emphasis::Primary, &t.get("hat-button"))))
        }))
    };
    Page::new(title, content).with_errors(!problems.is_empty())
}
