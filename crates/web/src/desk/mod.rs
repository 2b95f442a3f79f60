//! The desk: what staff see. One file a page.

mod answers;
mod bulk;
mod bulk_pages;
mod decide;
mod deputies;
mod duty;
mod errand;
mod explanation;
mod export;
mod file;
mod history;
mod inquiries;
mod inquiry;
mod inspect;
mod intervene;
mod lead;
mod operation;
mod period;
mod process;
mod sheet;
mod statistics;
mod statistics_file;
mod statistics_view;
mod task_form;
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
        .typed_post(export::cases)
        .typed_get(vorgang::show)
        .typed_post(vorgang::repair)
        .typed_get(process::show)
        .typed_get(intervene::show)
        .typed_post(intervene::carry_out)
        .typed_post(tasks::claim)
        .typed_post(tasks::release)
        .typed_get(decide::show)
        .typed_post(decide::decide)
        .typed_post(inspect::inspect)
        .typed_get(inquiries::show)
        .typed_get(inquiry::show)
        .typed_post(inquiry::answer)
        .typed_post(inquiry::extend)
        .typed_get(lead::show)
        .typed_post(lead::assign)
        .typed_get(statistics::show)
        .typed_post(statistics_file::figures)
        .typed_get(deputies::show)
        .typed_post(deputies::name)
        .typed_post(deputies::end)
        .typed_get(bulk::begin)
        .typed_post(bulk::choose)
        .typed_get(bulk::begin_check)
        .typed_post(bulk::check)
        .typed_get(bulk::begin_do)
        .typed_post(bulk::carry_out)
        .typed_post(bulk::back)
        .typed_get(operation::show)
        .typed_post(operation::revive)
}
