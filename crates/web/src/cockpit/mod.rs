//! The cockpit: what the Aktionspläne promise, who leads, what slips and what vanished. Public, as the plans are. Behind
//! [`start`] is what those see who work on them: [`planning`] makes plans, [`inventory`] keeps what the offices run and pay for.
//!
//! [`list`] finds measures, [`measure`] shows one over the years, [`plans`] the plans and what in them wants a person's look,
//! [`file`] all measures as a file; [`strategy`] what they are for, and the figures that show it.

mod file;
mod inventory;
mod list;
mod measure;
mod planning;
mod plans;
mod start;
mod strategy;
mod words;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::house::Whole;

/// The pages of the cockpit.
pub(crate) fn routes() -> Router<Whole> {
    Router::new()
        .typed_get(list::show)
        .typed_get(measure::show)
        .typed_get(plans::show)
        .typed_get(start::show)
        .typed_get(file::csv)
        .typed_get(file::json)
        .merge(planning::routes())
        .merge(strategy::routes())
        .merge(inventory::routes())
}
