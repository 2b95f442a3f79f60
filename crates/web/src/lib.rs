//! All HTML: the portal for citizens, the desk for staff, and the components they share.
//!
//! A handler takes a [`shell::Frame`] (language, visitor, form token), asks an office, puts components of [`ui`]
//! together and answers with a [`ui::Page`]. Addresses are types ([`routes`]), wording comes from Fluent files
//! ([`locale`]), and everything that is true of each answer (security headers, error pages, request ids, limits)
//! is done once, by [`shell::wrap`].

pub mod assets;
pub mod locale;
pub mod routes;
pub mod shell;
pub mod ui;

pub use locale::{Locale, Texts};
pub use shell::{Failure, Frame, Site};
