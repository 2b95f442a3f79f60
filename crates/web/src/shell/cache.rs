//! Who may keep an answer, and how long.

use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponseParts, ResponseParts};

/// Who may keep an answer. Answers that say nothing are [`CachePolicy::Never`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CachePolicy {
    /// Nobody, not even the browser: pages with personal data. On a shared computer the back button shows nothing.
    #[default]
    Never,
    /// The browser, but it asks each time: public pages, whose language and header depend on the visitor.
    Revalidate,
    /// Everybody, for a year: the address changes with the content.
    Immutable,
}

impl CachePolicy {
    /// The value of the `Cache-Control` header (RFC 9111, `immutable` by RFC 8246).
    #[must_use]
    pub const fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Never => "no-store",
            Self::Revalidate => "private, no-cache",
            Self::Immutable => "public, max-age=31536000, immutable",
        })
    }
}

impl IntoResponseParts for CachePolicy {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        parts.headers_mut().insert(CACHE_CONTROL, self.header());
        Ok(parts)
    }
}
