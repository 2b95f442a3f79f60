//! Cookies: few, small, and never readable by scripts.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

/// How long a browser keeps a cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifetime {
    /// Until the browser is closed.
    Session,
    /// For this many seconds.
    Seconds(u32),
    /// Not any longer: removes the cookie.
    Gone,
}

/// The value of a cookie of the request.
#[must_use]
pub fn read<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// A `Set-Cookie` header: `HttpOnly`, `SameSite=Lax`, for the whole site and, with `secure`, by https only.
///
/// # Panics
/// When `name` or `value` hold more than the letters, digits, `-` and `_` that the program's own cookies are made of.
#[must_use]
pub fn set(name: &str, value: &str, lifetime: Lifetime, secure: bool) -> HeaderValue {
    let mut cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax");
    match lifetime {
        Lifetime::Session => {}
        Lifetime::Seconds(seconds) => cookie.push_str(&format!("; Max-Age={seconds}")),
        Lifetime::Gone => cookie.push_str("; Max-Age=0"),
    }
    if secure {
        cookie.push_str("; Secure");
    }
    assert!(
        !name.is_empty() && name.bytes().chain(value.bytes()).all(harmless),
        "cookies are made by the program"
    );
    HeaderValue::from_str(&cookie).expect("checked to be plain ASCII")
}

/// The name under which a browser keeps a cookie: by https with the prefix that ties it to this very host.
#[must_use]
pub fn host_name(name: &str, secure: bool) -> String {
    if secure { format!("__Host-{name}") } else { name.to_owned() }
}

const fn harmless(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("xsprache=no; sprachen=no"));
        headers.append(COOKIE, HeaderValue::from_static("a=b; sprache=en"));
        assert_eq!(read(&headers, "sprache"), Some("en"));
        assert_eq!(read(&headers, "a"), Some("b"));
        assert_eq!(read(&headers, "b"), None);
    }

    #[test]
    fn a_cookie_is_kept_from_scripts_and_other_sites() {
        assert_eq!(
            set("__Host-a", "b_1", Lifetime::Seconds(60), true),
            "__Host-a=b_1; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure"
        );
        assert_eq!(set("a", "b", Lifetime::Session, false), "a=b; Path=/; HttpOnly; SameSite=Lax");
    }
}
