//! The cockpit: what the Aktionspläne promise, who leads, what slips and what vanished. Public, as the plans are. Behind
//! [`start`] is what those see who work on them: [`planning`] makes plans, [`inventory`] keeps what the offices run and pay for.
//!
//! [`list`] finds measures, [`measure`] shows one over the years, [`file`] all as a file. [`plans`] lists the plans and what in
//! them wants a person's look, [`plan`] shows one, [`compare`] two side by side, [`overview`] all measures at one glance, [`feed`]
//! what is new, [`document`] a plan as it goes to the cabinet, or as a table. [`strategy`] says what measures are for, with the
//! figures that show it; [`rollout`], where online services are to be had.

mod compare;
mod document;
mod entered;
mod feed;
mod file;
mod findings_file;
mod inventory;
mod list;
mod measure;
mod measure_file;
mod overview;
mod plan;
mod planning;
mod plans;
mod rollout;
mod start;
mod strategy;
mod table_file;
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
        .typed_get(overview::show)
        .typed_get(compare::show)
        .typed_get(plan::show)
        .typed_get(start::show)
        .typed_get(document::pdf)
        .typed_get(document::csv)
        .typed_get(document::xlsx)
        .typed_get(feed::atom)
        .typed_get(file::csv)
        .typed_get(file::xlsx)
        .typed_get(file::json)
        .typed_get(measure_file::json)
        .typed_get(findings_file::csv)
        .typed_get(findings_file::json)
        .merge(planning::routes())
        .merge(strategy::routes())
        .merge(rollout::routes())
        .merge(inventory::routes())
}
