//! The Antrag: from a draft, page by page, to what is submitted.
//!
//! [`start`] begins a draft, [`page`] shows and takes one page of the form, [`check`] shows all answers, [`submit`]
//! hands them in, [`keep`] saves for later or deletes. The form engine decides what is asked, the intake office what is
//! taken; here is only the way from one page to the next.

mod check;
mod import;
mod import_view;
mod keep;
mod page;
mod row;
mod sent;
mod start;
mod submit;
mod uploads;

pub(crate) use import::file_problem as unreadable_table;
pub(super) use uploads::problem as file_problem;

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::routing::RouterExt;
use form::{FieldError, Form, Setting};
use intake::{AntragId, Draft, Owner};

use packages::Package;
use uuid::Uuid;

use crate::house::{House, Whole};
use crate::locale::Texts;
use crate::routes::{ApplicationPath, DraftPagePath, DraftRowPath};
use crate::session::Visit;
use crate::shell::{Failure, Href};

pub(super) fn routes() -> Router<Whole> {
    Router::new()
        .typed_post(start::begin)
        .typed_get(start::go_on)
        .typed_get(page::show)
        .typed_post(page::take)
        .typed_get(row::show)
        .typed_post(row::take)
        .typed_get(import::ask)
        .typed_post(import::look)
        .typed_post(import::take)
        .typed_get(import::template)
        .typed_get(check::show)
        .typed_post(submit::submit)
        .typed_get(keep::explain)
        .typed_get(keep::ask)
        .typed_post(keep::discard)
}

/// Why a page of the form is not shown: it cannot be, or the person belongs elsewhere.
#[derive(Debug)]
pub(super) enum Stop {
    /// An error page.
    Failure(Failure),
    /// Another page: the Antrag is submitted already, or somebody must sign in first.
    Elsewhere(Href),
}

impl<E: Into<Failure>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failure(error.into())
    }
}

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        match self {
            Self::Failure(failure) => failure.into_response(),
            Self::Elsewhere(href) => to(&href),
        }
    }
}

/// Goes on at another address (303): what was posted is not posted again by a reload.
fn to(href: &Href) -> Response {
    Redirect::to(href.as_str()).into_response()
}

/// A draft on the desk: with its package, its owner and what a question to its form depends on.
pub(super) struct Work {
    id: Uuid,
    owner: Owner,
    draft: Draft,
    package: Arc<Package>,
    setting: Setting,
}

impl Work {
    /// The visitor's draft. Whoever comes back to one that was submitted is led to its receipt; a draft of somebody else
    /// is not there.
    async fn load(house: &House, visit: &Visit, t: Texts, id: Uuid) -> Result<Self, Stop> {
        let owner = visit.owner().ok_or(Failure::NotFound)?;
        let mut draft = match intake::draft(&house.store, owner, AntragId(id)).await {
            Err(intake::Error::NotFound) => return Err(submitted(house, visit, id).await?),
            found => found?,
        };
        // The language of the page is the language of the Antrag.
        t.locale().tag().clone_into(&mut draft.language);
        let package = house.library.get(&draft.package).await?;
        Ok(Self { id, owner, draft, package, setting: setting(house, t) })
    }

    fn form(&self) -> &Form {
        self.package.form()
    }

    /// Name of the service in the visitor's language.
    fn title(&self) -> &str {
        &self.package.texts(&self.setting.lang).title
    }

    fn page(&self, page: &str) -> Href {
        Href::from(DraftPagePath { id: self.id, page: page.to_owned() })
    }

    /// The row of the table on a page, by its number from 1.
    fn row(&self, page: &str, number: usize) -> Href {
        Href::from(DraftRowPath { id: self.id, page: page.to_owned(), row: number })
    }

    /// The page where an error can be put right.
    fn place_of(&self, error: &FieldError) -> Href {
        match self.form().row_of(&error.path) {
            Some(row) => self.row(&row.page, row.row + 1),
            None => self.page(&error.page),
        }
    }
}

/// Where a draft that is gone went: to the receipt of its Antrag, if it is the visitor's.
async fn submitted(house: &House, visit: &Visit, id: Uuid) -> Result<Stop, Stop> {
    let scope = visit.scope();
    match intake::antrag(&mut house.store.reader(), &scope, AntragId(id)).await {
        Ok(_) => Ok(Stop::Elsewhere(Href::from(ApplicationPath { id }))),
        Err(intake::Error::NotFound | intake::Error::Denied(_)) => Ok(Stop::Failure(Failure::NotFound)),
        Err(error) => Err(error.into()),
    }
}

/// Today in Germany, and the language of the page.
pub(super) fn setting(house: &House, t: Texts) -> Setting {
    Setting::new(store::day_in_germany(house.store.now()), t.locale().tag())
}

/// Name of the parameter that says where a page leads back to.
const BACK: &str = "zurueck";
/// Its value for pages that are changed from "check your answers".
const TO_CHECK: &str = "pruefen";
