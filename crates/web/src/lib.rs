//! All HTML: the portal for citizens, the desk for staff, and the components they share.
//!
//! A handler takes a [`shell::Frame`] (language, visitor, form token), asks an office, puts components of [`ui`]
//! together and answers with a [`ui::Page`]. Addresses are types ([`routes`]), wording comes from Fluent files
//! ([`locale`]), and everything that is true of each answer (security headers, error pages, request ids, limits)
//! is done once, by [`shell::wrap`].

mod account;
pub mod assets;
mod cockpit;
mod desk;
mod house;
pub mod locale;
mod portal;
pub mod procedure;
mod required;
pub mod routes;
pub mod session;
pub mod shell;
pub mod ui;
mod uploads;

pub use house::House;
pub use locale::{Locale, Texts};
pub use shell::{Failure, Frame, Site, wrap};

use axum::Router;
use axum::middleware::from_fn_with_state;
use house::Whole;

/// All pages, with the session of each visitor recognised; to be given to [`wrap`].
pub fn routes(house: House) -> Router {
    let whole = Whole::new(house);
    Router::new()
        .merge(portal::routes())
        .merge(account::routes())
        .merge(desk::routes())
        .merge(cockpit::routes())
        // In here, so that the page that says so knows who is signed in.
        .fallback(async || Failure::NotFound)
        .layer(from_fn_with_state(whole.clone(), session::recognise))
        .with_state(whole)
}
