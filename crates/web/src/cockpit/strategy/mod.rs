//! What the Land aims at: [`tree`] and [`element`] for everybody, [`links`] for whoever says which Massnahme serves what,
//! [`relocate`] for what came out of a PDF in the wrong place; the figures that show what came of it: [`indicators`] and
//! [`indicator`] for everybody, [`define`], [`value`] and [`end`] for whoever keeps them; [`votes`] of applicants; [`data`] of published papers.

mod data;
mod data_file;
mod define;
mod definition;
mod element;
mod end;
mod indicator;
mod indicator_file;
mod indicators;
mod indicators_file;
mod links;
mod moved;
mod relocate;
mod tree;
mod value;
mod votes;
mod words;

use axum::Router;
use axum_extra::routing::RouterExt;
use identity::Permission;

use crate::house::Whole;
use crate::required::Colleague;
use crate::shell::Failure;

pub(super) use element::served;
pub(super) use indicator::spread;

/// The pages of the strategy.
pub(super) fn routes() -> Router<Whole> {
    Router::new()
        .typed_get(tree::show)
        .typed_get(element::show)
        .typed_get(tree::steer)
        .typed_get(links::show)
        .typed_post(links::link)
        .typed_post(links::part)
        .typed_get(relocate::show)
        .typed_post(relocate::relocate)
        .typed_get(indicators::show)
        .typed_get(indicators_file::csv)
        .typed_get(indicators_file::json)
        .typed_get(indicator::show)
        .typed_get(indicator_file::csv)
        .typed_get(indicator_file::json)
        .typed_get(indicators::keep)
        .typed_get(define::new)
        .typed_post(define::create)
        .typed_get(define::show)
        .typed_post(define::change)
        .typed_get(value::show)
        .typed_post(value::enter)
        .typed_get(end::show)
        .typed_post(end::act)
        .typed_get(votes::show)
        .typed_get(data::all)
        .typed_get(data::show)
        .typed_get(data_file::csv)
        .typed_get(data_file::json)
}

/// For whoever does not steer there is no such page.
fn may_steer(colleague: &Colleague) -> Result<(), Failure> {
    if colleague.may(Permission::SteerPlans) { Ok(()) } else { Err(Failure::NotFound) }
}
