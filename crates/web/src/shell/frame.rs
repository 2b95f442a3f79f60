//! What a page needs to know about the request it answers.

use std::convert::Infallible;
use std::sync::{Arc, OnceLock};

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{CONTENT_LANGUAGE, SET_COOKIE, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::Response;

use super::cookies::{self, Lifetime};
use super::csrf::{self, CsrfSecret};
use super::{Href, RequestId, Site};
use crate::locale::{self, Locale, Texts};

/// A year, for the choice of a language.
const LANGUAGE_IS_KEPT: Lifetime = Lifetime::Seconds(31_536_000);

/// Who looks at the page, as far as its header shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Visitor {
    /// Nobody is signed in.
    #[default]
    Anonymous,
    /// A citizen or a company.
    Citizen {
        /// What the header calls them.
        name: String,
        /// How many messages in the mailbox are unread.
        unread: u32,
    },
    /// Somebody who works at an authority.
    Staff {
        /// What the header calls them.
        name: String,
        /// The authority they work for.
        office: String,
        /// Whether they see Vorgaenge there.
        cases: bool,
        /// Whether they may look into Vorgaenge outside their duties.
        inspects: bool,
        /// Whether they look after the installation.
        operation: bool,
        /// Whether they work on Aktionspläne or the inventory.
        steering: bool,
    },
}

/// Where the session layer leaves word of whom it has recognised, for the pages that are made outside of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recognised(Arc<OnceLock<(Visitor, CsrfSecret)>>);

impl Recognised {
    /// Notes who visits and what their form tokens are made of. A request has one visitor: a second word changes nothing.
    pub(crate) fn note(&self, visitor: Visitor, csrf: CsrfSecret) {
        self.0.get_or_init(|| (visitor, csrf));
    }
}

/// The frame of a page: language, visitor, form token and site. An extractor for every handler that shows a page.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The wording in the visitor's language.
    pub t: Texts,
    /// What the operator decided about the site.
    pub site: Arc<Site>,
    /// Who is looking.
    pub visitor: Visitor,
    /// What form tokens are made of.
    pub csrf: CsrfSecret,
    /// The id under which logs have the request.
    pub request: Option<RequestId>,
    /// The address of the page, for the choice of another language.
    here: Uri,
}

impl Frame {
    /// This page in another language.
    #[must_use]
    pub fn in_language(&self, locale: Locale) -> Href {
        let start = Href::local(self.here.path()).unwrap_or_else(|| Href::from(crate::routes::HomePath));
        let rest = self.here.query().unwrap_or_default();
        let kept = rest.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang="));
        let query: Vec<&str> = kept.collect();
        let start = if query.is_empty() {
            start
        } else {
            Href::local(&format!("{start}?{}", query.join("&"))).unwrap_or(start)
        };
        start.with(locale::PARAMETER, locale.tag())
    }

    /// The address of the page itself, without the choice of a language.
    #[must_use]
    pub fn path(&self) -> &str {
        self.here.path()
    }

    /// A frame without a request, for tests and the gallery.
    #[must_use]
    pub fn sample(locale: Locale, visitor: Visitor) -> Self {
        Self {
            t: Texts::new(locale),
            site: Arc::new(Site { name: "Musterstadt".to_owned(), ..Site::default() }),
            visitor,
            csrf: CsrfSecret::from_bytes([7; 32]),
            request: None,
            here: Uri::from_static("/beispiel?q=parken"),
        }
    }

    /// With the visitor whom the session layer has recognised since the frame was made.
    pub(super) fn seen_by(mut self, recognised: &Recognised) -> Self {
        if let Some((visitor, csrf)) = recognised.0.get() {
            self.visitor = visitor.clone();
            self.csrf = csrf.clone();
        }
        self
    }

    pub(super) fn of(parts: &Parts) -> Self {
        let extensions = &parts.extensions;
        Self {
            t: Texts::new(extensions.get().copied().unwrap_or_default()),
            site: extensions.get().cloned().unwrap_or_default(),
            visitor: extensions.get().cloned().unwrap_or_default(),
            csrf: extensions.get().cloned().unwrap_or_default(),
            request: extensions.get().cloned(),
            here: parts.uri.clone(),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Frame {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}

/// Puts language, site and an anonymous visitor's form secret into the request; keeps a chosen language and, once a
/// page has shown a form, the secret in cookies.
pub(super) async fn prepare(State(site): State<Arc<Site>>, mut request: Request, next: Next) -> Response {
    let query = request.uri().query();
    let chosen = Locale::chosen(query);
    let locale = Locale::negotiate(query, request.headers());
    let secret = csrf::of_cookie(request.headers(), site.secure);
    let extensions = request.extensions_mut();
    extensions.insert(locale);
    extensions.insert(site.clone());
    extensions.insert(secret.clone());

    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.entry(CONTENT_LANGUAGE).or_insert(HeaderValue::from_static(locale.tag()));
    headers.append(VARY, HeaderValue::from_static("accept-language, cookie"));
    if let Some(chosen) = chosen {
        let cookie = cookies::set(locale::COOKIE, chosen.tag(), LANGUAGE_IS_KEPT, site.secure);
        headers.append(SET_COOKIE, cookie);
    }
    if let Some(cookie) = csrf::cookie_to_set(&secret, site.secure) {
        headers.append(SET_COOKIE, cookie);
    }
    response
}
