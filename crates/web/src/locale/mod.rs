//! The language of a page: which one, its wording, its numbers and dates.
//!
//! Three languages: German, Leichte Sprache (a private-use subtag, as BCP 47 has none for it) and English. A person's
//! choice (`?lang=`, then kept in a cookie) goes before what the browser asks for. What one language does not have,
//! German has.

mod format;
mod texts;

pub use texts::{Arg, Texts};

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

use crate::shell::cookies;

/// Name of the cookie that keeps a chosen language.
pub const COOKIE: &str = "sprache";
/// Name of the query parameter that chooses a language.
pub const PARAMETER: &str = "lang";

/// A language the pages speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    /// German, plain: the language of the administration (§ 23 VwVfG) and the fallback.
    #[default]
    De,
    /// Leichte Sprache (§ 11 BGG): short sentences, one thought each.
    DeLeicht,
    /// English.
    En,
}

impl Locale {
    /// All languages, in the order in which pages offer them.
    pub const ALL: [Self; 3] = [Self::De, Self::DeLeicht, Self::En];

    /// The language tag: `de`, `de-x-leicht` or `en`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::DeLeicht => "de-x-leicht",
            Self::En => "en",
        }
    }

    /// What the language calls itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::De => "Deutsch",
            Self::DeLeicht => "Leichte Sprache",
            Self::En => "English",
        }
    }

    /// The language with exactly this tag, if the pages speak it.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.tag().eq_ignore_ascii_case(tag))
    }

    /// The language for a request: chosen in the address, else kept in the cookie, else asked for by the browser.
    #[must_use]
    pub fn negotiate(query: Option<&str>, headers: &HeaderMap) -> Self {
        Self::chosen(query)
            .or_else(|| cookies::read(headers, COOKIE).and_then(Self::from_tag))
            .or_else(|| headers.get(ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).and_then(Self::accepted))
            .unwrap_or_default()
    }

    /// The language that the query part of an address chooses.
    #[must_use]
    pub fn chosen(query: Option<&str>) -> Option<Self> {
        query?.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Self::from_tag)
    }

    /// The best language of an `Accept-Language` header (RFC 9110 section 12.5.4); the first of equals wins.
    fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for range in header.split(',') {
            let mut parts = range.split(';');
            let tag = parts.next().unwrap_or_default().trim();
            let weight =
                parts.find_map(|p| p.trim().strip_prefix("q=")).map_or(Some(1.0), |q| q.parse().ok());
            let primary = tag.split('-').next().unwrap_or_default();
            let known = Self::from_tag(tag).or_else(|| Self::from_tag(primary));
            if let (Some(weight), Some(locale)) = (weight, known)
                && weight > 0.0
                && best.is_none_or(|(most, _)| weight > most)
            {
                best = Some((weight, locale));
            }
        }
        best.map(|(_, locale)| locale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(accept: &'static str, cookie: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(accept));
        headers.insert("cookie", HeaderValue::from_static(cookie));
        headers
    }

    #[test]
    fn an_explicit_choice_goes_before_the_cookie_and_the_browser() {
        let headers = headers("en", "a=b; sprache=de-x-leicht");
        assert_eq!(Locale::negotiate(Some("q=parken&lang=de"), &headers), Locale::De);
        assert_eq!(Locale::negotiate(Some("q=parken"), &headers), Locale::DeLeicht);
        assert_eq!(Locale::negotiate(Some("lang=klingon"), &headers), Locale::DeLeicht);
    }

    #[test]
    fn the_browser_is_asked_by_weight_and_german_is_the_fallback() {
        let of = |accept| Locale::negotiate(None, &headers(accept, ""));
        assert_eq!(of("fr-FR, en-GB;q=0.8, de;q=0.7"), Locale::En);
        assert_eq!(of("de-AT,en;q=0.9"), Locale::De);
        assert_eq!(of("en;q=0, de;q=0.1"), Locale::De);
        assert_eq!(of("fr"), Locale::De);
        assert_eq!(of("en;q=x"), Locale::De);
    }
}
