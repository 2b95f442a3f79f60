//! The desk: what staff see. One file a page.

mod answers;
mod decide;
mod errand;
mod explanation;
mod file;
mod history;
mod operation;
mod tasks;
mod values;
mod vorgaenge;
mod vorgang;
mod words;
mod work_list;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::house::Whole;

/// The pages of the desk.
pub(crate) fn routes() -> Router<Whole> {
    Router::new()
        .typed_get(work_list::show)
        .typed_get(vorgaenge::show)
        .typed_get(vorgang::show)
        .typed_post(vorgang::repair)
        .typed_post(tasks::claim)
        .typed_post(tasks::release)
        .typed_get(decide::show)
        .typed_post(decide::decide)
        .typed_get(operation::show)
        .typed_post(operation::revive)
}
