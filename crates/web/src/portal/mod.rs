//! The portal: what citizens and companies see. One file a page.
//!
//! [`home`] -> [`search`] -> [`service`] lead to a service and its office; [`antrag`] is the form, page by page, up to
//! submitting; [`matter`] is what comes then (status, questions, withdrawal, objection), [`antraege`] the list of one's own;
//! [`legal`] what every site must say.

mod antraege;
mod antrag;
mod home;
mod legal;
mod matter;
mod place;
mod search;
mod service;

pub(crate) use antrag::unreadable_table;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::house::Whole;

/// The pages of the portal.
pub(crate) fn routes() -> Router<Whole> {
    Router::new()
        .typed_get(home::show)
        .typed_get(search::show)
        .typed_get(service::show)
        .merge(antrag::routes())
        .typed_get(antraege::show)
        .merge(matter::routes())
        .typed_get(legal::imprint)
        .typed_get(legal::privacy)
        .typed_get(legal::accessibility)
}
