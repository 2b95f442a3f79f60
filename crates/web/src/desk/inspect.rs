//! A Vorgang outside one's own duties: looked into by a few, for a reason that the file remembers.

use axum::response::{IntoResponse, Redirect, Response};
use cases::{Error, VorgangId};
use identity::Permission;
use maud::html;

use super::vorgang::to_case;
use crate::house::House;
use crate::required::Colleague;
use crate::routes::{CasesPath, InspectPath};
use crate::shell::{Failure, Frame, Guarded, Posted};
use crate::ui::{self, Crumb, Emphasis, Field, Page, Problem, Send, Tone};

const REASON: &str = "grund";
/// Longest reason, in characters.
const MAX_REASON: usize = 1_000;

/// The page that asks for the reason; for everybody else the Vorgang does not exist.
pub(super) async fn ask(
    house: &House,
    colleague: &Colleague,
    frame: &Frame,
    id: VorgangId,
) -> Result<Response, Failure> {
    if cases::can_inspect(&mut house.store.reader(), &colleague.scope, id).await? {
        return Ok(page(frame, id, "", &[]).respond(frame));
    }
    Err(Failure::NotFound)
}

/// Records the reason and leads to the Vorgang.
pub(super) async fn inspect(
    InspectPath { id }: InspectPath,
    house: House,
    colleague: Colleague,
    frame: Frame,
    posted: Guarded<Posted>,
) -> Result<Response, Failure> {
    // Without the permission there is no such page.
    if !colleague.may(Permission::InspectCases) {
        return Err(Failure::NotFound);
    }
    let mut problems = posted.unfit(frame.t, &[REASON]);
    let posted = posted.into_answers();
    let reason =
        posted.into_iter().find(|(name, _)| name == REASON).map(|(_, text)| text).unwrap_or_default();
    if !cases::can_inspect(&mut house.store.reader(), &colleague.scope, id).await? {
        // Seen already, so that nothing is to be recorded; or there is none.
        cases::vorgang(&mut house.store.reader(), &colleague.scope, id).await?;
        return Ok(Redirect::to(to_case(id, "").as_str()).into_response());
    }
    if reason.chars().count() > MAX_REASON {
        let text = frame.t.with("inspect-reason-long", &[("max", MAX_REASON.into())]);
        problems.push(ui::problem(REASON, text));
    }
    if problems.is_empty() {
        let mut tx = house.store.begin().await?;
        match cases::inspect(&mut tx, &colleague.scope, id, &reason).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(Redirect::to(to_case(id, "eingesehen").as_str()).into_response());
            }
            Err(Error::Identity(identity::Error::ReasonMissing)) => {
                let text = frame.t.get("inspect-reason-missing").into_owned();
                problems.push(ui::problem(REASON, text));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(page(&frame, id, &reason, &problems).respond(&frame))
}

fn page(frame: &Frame, id: VorgangId, reason: &str, problems: &[Problem]) -> Page {
    let t = frame.t;
    let title = t.get("inspect-title");
    let (label, hint) = (t.get("inspect-reason"), t.get("inspect-reason-hint"));
    let error = problems.first().map(|problem| problem.text.as_str());
    let field = Field::new(REASON, &label).hint(&hint).error(error);
    let content = html! {
        (ui::error_summary(t, problems))
        (ui::heading(&title))
        (ui::alert(Tone::Warning, &t.get("inspect-recorded"), Some(ui::paragraph(&t.get("inspect-recorded-what")))))
        (ui::form(&frame.csrf, &InspectPath { id }.into(), Send::Plain, html! {
            (ui::textarea(t, &field, reason, 4))
            (ui::actions(html! {
                (ui::button(Emphasis::Primary, &t.get("inspect-button")))
                (ui::link_button(Emphasis::Secondary, &CasesPath.into(), &t.get("error-go-cases")))
            }))
        }))
    };
    let above = vec![Crumb::new(CasesPath, t.get("cases-title"))];
    Page::new(title, content).below(above).with_errors(!problems.is_empty())
}
