//! `/steuerung/sitzung/{id}/abschliessen`: closes the record of a meeting.

use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use planning::{Error, Sitzung, SitzungId};

use super::meeting::{above, name};
use super::must_steer;
use crate::cockpit::entered::Entered;
use crate::house::House;
use crate::required::Colleague;
use crate::routes::{CloseMeetingPath, MeetingPath};
use crate::shell::{Failure, Frame, Guarded, Href, Posted};
use crate::ui::{self, Crumb, Emphasis, Field, Page, Problem, Send, problem, wrong};

const PRESENT: &str = "anwesend";

fn to_meeting(id: SitzungId) -> Response {
    Redirect::to(Href::from(MeetingPath { id }).as_str()).into_response()
}

pub(super) async fn show(
    CloseMeetingPath { id }: CloseMeetingPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
) -> Result<Response, Failure> {
    must_steer(&colleague)?;
    let sitzung = planning::sitzung(&mut house.store.reader(), &colleague.scope, id).await?;
    if sitzung.geschlossen_at.is_some() || !sitzung.is_decided() {
        return Ok(to_meeting(id));
    }
    Ok(page(&frame, &sitzung, &Entered::default(), &[]).respond(&frame))
}

pub(super) async fn close(
    CloseMeetingPath { id }: CloseMeetingPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    must_steer(&colleague)?;
    let t = frame.t;
    let mut problems = posted.unfit(t, &[PRESENT]);
    let entered = Entered::new(posted.into_answers());
    let sitzung = planning::sitzung(&mut house.store.reader(), &colleague.scope, id).await?;
    if sitzung.tag > store::day_in_germany(house.store.now()) {
        problems.push(problem(PRESENT, t.get("planning-wrong-day-to-come")));
    }
    if problems.is_empty() {
        let mut tx = house.store.begin().await?;
        match planning::close(&mut tx, &colleague.scope, id, entered.get(PRESENT)).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(to_meeting(id));
            }
            Err(Error::Stand) => return Ok(to_meeting(id)),
            Err(Error::Angabe(_)) => problems.push(problem(PRESENT, t.get("planning-wrong-present"))),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(page(&frame, &sitzung, &entered, &problems).respond(&frame))
}

fn page(frame: &Frame, sitzung: &Sitzung, entered: &Entered, problems: &[Problem]) -> Page {
    let t = frame.t;
    let id = sitzung.id;
    let title = t.get("planning-close");
    let (label, hint) = (t.get("planning-present"), t.get("planning-present-hint"));
    let field = Field::new(PRESENT, &label).hint(&hint).error(wrong(problems, PRESENT));
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::lead(&name(t, sitzung)))
        (ui::paragraph(&t.get("planning-close-what")))
        (ui::form(&frame.csrf, &CloseMeetingPath { id }.into(), Send::Plain, html! {
            (ui::textarea(t, &field, entered.get(PRESENT), 4))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.get("planning-close")))
                (ui::link_button(Emphasis::Secondary, &MeetingPath { id }.into(), &t.get("planning-cancel")))
            }))
        }))
    };
    let mut above = above(t);
    above.push(Crumb::new(MeetingPath { id }, name(t, sitzung)));
    Page::new(title, content).below(above).with_errors(!problems.is_empty())
}
