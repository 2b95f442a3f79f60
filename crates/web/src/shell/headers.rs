//! Headers that tell the browser what a page may do: as little as possible (OWASP ASVS 4.0 chapter 14.4).

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, HeaderName};
use axum::middleware::Next;
use axum::response::Response;

use super::{CachePolicy, Site};

/// No scripts at all, nothing from elsewhere. The design system's icons are `data:` pictures.
const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The same for a page that needs one of our own scripts.
#[must_use]
pub(crate) fn with_scripts() -> HeaderValue {
    HeaderValue::from_str(&format!("{POLICY}; script-src 'self'")).expect("the policy is plain ASCII")
}

const HEADERS: [(HeaderName, &str); 7] = [
    (HeaderName::from_static("content-security-policy"), POLICY),
    (HeaderName::from_static("x-content-type-options"), "nosniff"),
    (HeaderName::from_static("x-frame-options"), "DENY"),
    (HeaderName::from_static("referrer-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
];

/// Adds the headers; one that a handler has set itself stays.
pub(super) async fn secure(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if site.secure {
        let value = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        headers.entry("strict-transport-security").or_insert(value);
    }
    headers.entry(CACHE_CONTROL).or_insert(CachePolicy::Never.header());
    response
}
