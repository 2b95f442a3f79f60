//! Links as values: made from typed routes, so that an address is never put together by hand.

use std::fmt;

use axum_extra::routing::TypedPath;

/// An address that a page may link to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Href(String);

impl Href {
    /// A part of the same page.
    #[must_use]
    pub fn anchor(id: &str) -> Self {
        Self(format!("#{id}"))
    }

    /// Another site. `None` unless it is an `https:` or `http:` address: no script hides in a link.
    #[must_use]
    pub fn external(url: &str) -> Option<Self> {
        (url.starts_with("https://") || url.starts_with("http://")).then(|| Self(url.to_owned()))
    }

    /// An address on this site that came with the request (where to go on after signing in).
    /// `None` when it leads elsewhere.
    #[must_use]
    pub fn local(path: &str) -> Option<Self> {
        let inside =
            path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t']);
        inside.then(|| Self(path.to_owned()))
    }

    /// An e-mail address.
    #[must_use]
    pub fn mail(address: &str) -> Self {
        Self(format!("mailto:{}", encoded(address)))
    }

    /// A telephone number; spaces and signs for the eye are left out.
    #[must_use]
    pub fn phone(number: &str) -> Self {
        let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        Self(format!("tel:{digits}"))
    }

    /// The same address with one more query parameter.
    #[must_use]
    pub fn with(mut self, key: &str, value: &str) -> Self {
        self.0.push(if self.0.contains('?') { '&' } else { '?' });
        self.0.push_str(&encoded(key));
        self.0.push('=');
        self.0.push_str(&encoded(value));
        self
    }

    /// The same address with more query parameters: those that say something.
    #[must_use]
    pub fn with_said<'a>(self, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let said = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        said.fold(self, |href, (key, value)| href.with(key, value))
    }

    /// The same address, at a part of the page.
    #[must_use]
    pub fn at(mut self, id: &str) -> Self {
        self.0.push('#');
        self.0.push_str(id);
        self
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<P: TypedPath> From<P> for Href {
    fn from(path: P) -> Self {
        Self(path.to_string())
    }
}

impl fmt::Display for Href {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Percent-encodes all but the unreserved characters (RFC 3986 section 2.3).
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::{HomePath, SearchPath};

    #[test]
    fn links_are_made_from_routes_and_encoded() {
        let href = Href::from(SearchPath).with("q", "Müll & Parken").with("seite", "2").at("treffer");
        assert_eq!(href.as_str(), "/suche?q=M%C3%BCll%20%26%20Parken&seite=2#treffer");
        assert_eq!(Href::from(HomePath).as_str(), "/");
        assert_eq!(Href::phone("0361 57-3311").as_str(), "tel:0361573311");
    }

    #[test]
    fn a_way_back_never_leads_to_another_site() {
        assert!(Href::local("/antraege?x=1").is_some());
        for bad in ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "", "/a\r\nb"] {
            assert_eq!(Href::local(bad), None, "{bad:?}");
        }
        assert_eq!(Href::external("javascript:alert(1)"), None);
    }
}
