//! Where plans are made: proposals, their review and order, bodies and their decisions, progress reports. For those who work
//! on plans; for others there are no such pages. One file a page.

mod about;
mod agenda;
mod attachments;
mod calendar;
mod close;
mod decision;
mod history;
mod measure;
mod meeting;
mod meetings;
mod needs;
mod plan;
mod plans;
mod proposal;
mod proposal_form;
mod publish;
mod record;
mod released;
mod report;
mod reports;
mod round;
mod settings;
mod step;
mod words;

use axum::Router;
use axum_extra::routing::RouterExt;
use identity::Permission;
use maud::Markup;

use crate::house::{House, Whole};
use crate::locale::Texts;
use crate::required::Colleague;
use crate::shell::Failure;

/// The pages of those who make plans.
pub(super) fn routes() -> Router<Whole> {
    Router::new()
        .typed_get(plans::show)
        .typed_post(plans::open)
        .typed_get(plan::show)
        .typed_post(plan::order)
        .typed_get(settings::show)
        .typed_post(settings::change)
        .typed_get(publish::show)
        .typed_post(publish::publish)
        .typed_get(proposal_form::begin)
        .typed_post(proposal_form::propose)
        .typed_get(proposal_form::edit)
        .typed_post(proposal_form::revise)
        .typed_get(proposal::show)
        .typed_post(proposal::comment)
        .typed_post(proposal::need)
        .typed_post(attachments::add)
        .typed_get(attachments::download)
        .typed_post(attachments::remove)
        .typed_get(step::show)
        .typed_post(step::take)
        .typed_get(measure::show)
        .typed_post(measure::comment)
        .typed_post(measure::need)
        .typed_get(meetings::show)
        .typed_post(meetings::convene)
        .typed_get(meeting::show)
        .typed_get(record::pdf)
        .typed_get(agenda::show)
        .typed_post(agenda::set)
        .typed_get(decision::show)
        .typed_post(decision::decide)
        .typed_get(close::show)
        .typed_post(close::close)
        .typed_get(reports::show)
        .typed_post(reports::open)
        .typed_get(calendar::show)
        .typed_post(calendar::set)
        .typed_get(round::show)
        .typed_post(round::release)
        .typed_get(report::show)
        .typed_post(report::report)
}

/// For whoever works on plans, in whatever part.
fn works(colleague: &Colleague) -> Result<(), Failure> {
    if proposes(colleague) || steers(colleague) { Ok(()) } else { Err(Failure::NotFound) }
}

fn proposes(colleague: &Colleague) -> bool {
    colleague.may(Permission::PlanMeasures)
}

fn steers(colleague: &Colleague) -> bool {
    colleague.may(Permission::SteerPlans)
}

/// For whoever steers.
fn must_steer(colleague: &Colleague) -> Result<(), Failure> {
    if steers(colleague) { Ok(()) } else { Err(Failure::NotFound) }
}

/// The reports on a measure that everybody may read, for its public page.
pub(super) async fn released(house: &House, t: Texts, id: &steering::Id) -> Result<Markup, Failure> {
    released::released(house, t, id).await
}

/// What the first page of steering says of plans in the making: what one has to do there.
pub(super) async fn to_do(house: &House, colleague: &Colleague, t: Texts) -> Result<Markup, Failure> {
    plans::to_do(house, colleague, t).await
}
