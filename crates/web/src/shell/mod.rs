//! What is true of every answer, whatever page it is: language, form tokens, security headers, limits, request ids,
//! logs without personal data, and error pages with a way out.

mod cache;
pub mod cookies;
mod csrf;
mod errors;
mod frame;
mod headers;
mod href;
mod trace;
mod wire;

pub use cache::CachePolicy;
pub use csrf::{CsrfSecret, Guarded, GuardedMultipart, Posted, PostedFile, TOKEN_FIELD};
pub use errors::Failure;
pub(crate) use frame::Recognised;
pub use frame::{Frame, Visitor};
pub(crate) use headers::with_scripts;
pub use href::Href;
pub use trace::RequestId;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum_extra::routing::RouterExt;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::assets;

/// What the operator decides about the site.
#[derive(Debug, Clone)]
pub struct Site {
    /// What the site is called, in the header and in window titles.
    pub name: String,
    /// The address at which people reach the site, `https://portal.example`: for what leads here from elsewhere.
    pub address: Option<String>,
    /// Who runs it, in the line above the header. `None` leaves the line's general wording.
    pub operator: Option<String>,
    /// Whether this is a demonstration: pages then say so.
    pub demo: bool,
    /// Whether people reach the site by https: cookies become `Secure` and the browser is told to stay there.
    pub secure: bool,
    /// The largest body of a request, in bytes: the largest upload and a little.
    pub body_limit: usize,
    /// How long an answer may take.
    pub timeout: Duration,
    /// What the operator says on the pages that every site must have.
    pub legal: Legal,
}

/// Texts of the operator. A line that begins with `# ` is a heading, `- ` an item of a list; blank lines part paragraphs.
/// Without a text the page says that it is missing.
#[derive(Debug, Clone, Default)]
pub struct Legal {
    /// Who is responsible (§ 5 DDG).
    pub imprint: Option<String>,
    /// What happens to personal data (Art. 13 DSGVO).
    pub privacy: Option<String>,
    /// The accessibility statement (§ 12b BGG).
    pub accessibility: Option<String>,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            name: "Rennsteig".to_owned(),
            address: None,
            operator: None,
            demo: false,
            secure: true,
            body_limit: 20 * 1024 * 1024,
            timeout: Duration::from_secs(30),
            legal: Legal::default(),
        }
    }
}

/// Adds assets and everything that is true of each answer around the routes of the faces.
///
/// A session layer goes inside, around the routes: it puts a [`Visitor`] and, where it has one, its own
/// [`CsrfSecret`] into the request's extensions; both then replace those of an anonymous visitor. It notes both in
/// [`Recognised`] too, for the error pages.
pub fn wrap(routes: Router, site: Site) -> Router {
    let site = Arc::new(site);
    routes
        .typed_get(assets::serve)
        // From the inside out: the last one meets the request first. What is too large is refused where a form is read,
        // inside the session layer, so that its page knows who is signed in.
        .layer(DefaultBodyLimit::max(site.body_limit))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, site.timeout))
        .layer(CatchPanicLayer::custom(errors::panicked))
        .layer(from_fn(wire::address))
        .layer(from_fn(errors::pages))
        .layer(from_fn_with_state(site.clone(), frame::prepare))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(site, headers::secure))
        .layer(from_fn(trace::log))
}
