//! Forms that only count when they come from our own page (OWASP ASVS 4.0, 4.2.2 and 13.2.3).
//!
//! Two walls: the browser's own word where a request comes from (`Sec-Fetch-Site`, else `Origin`), and a token in the
//! form that only a page made for this visitor can hold. The token's secret belongs to the session; a visitor
//! without one gets it in a cookie, as soon as a page shows a form. A posted form reaches a handler only as
//! [`Guarded`], which cannot be made without the check.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aws_lc_rs::{constant_time, rand};
use axum::body::Bytes;
use axum::extract::{Form, FromRequest, Multipart, Request};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;

use super::cookies::{self, Lifetime};
use super::wire::{self, Unfit};
use super::{Failure, Frame};
use crate::locale::Texts;
use crate::ui::Problem;

/// Name of the hidden field that carries the token. It comes first in a form.
pub const TOKEN_FIELD: &str = "_token";
/// Name of the cookie that keeps an anonymous visitor's secret.
const COOKIE: &str = "formular";
const LENGTH: usize = 32;

/// A form as it was posted: names and values in their order, repeated names kept, the token left out.
pub type Posted = Vec<(String, String)>;

/// What a visitor's form tokens are made of: 32 random bytes of their session.
#[derive(Clone)]
pub struct CsrfSecret {
    bytes: [u8; LENGTH],
    /// Whether a page has used it: only then an anonymous visitor needs the cookie.
    used: Arc<AtomicBool>,
    /// Whether the browser has it already.
    known: bool,
}

impl CsrfSecret {
    /// The secret that a session keeps.
    #[must_use]
    pub fn from_bytes(bytes: [u8; LENGTH]) -> Self {
        Self { bytes, used: Arc::default(), known: true }
    }

    /// A token for one form. Each is masked anew, so that compression of pages tells nothing about it (BREACH).
    #[must_use]
    pub fn token(&self) -> String {
        self.used.store(true, Ordering::Relaxed);
        let mask: [u8; LENGTH] = random();
        let mut token = [0; 2 * LENGTH];
        for (at, (byte, mask)) in self.bytes.iter().zip(mask).enumerate() {
            token[at] = mask;
            token[LENGTH + at] = byte ^ mask;
        }
        URL_SAFE_NO_PAD.encode(token)
    }

    /// Whether a token was made of this secret; compared in constant time.
    #[must_use]
    pub fn verify(&self, token: &str) -> bool {
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else { return false };
        let Some((mask, masked)) = bytes.split_at_checked(LENGTH) else { return false };
        let secret: Vec<u8> = mask.iter().zip(masked).map(|(mask, byte)| mask ^ byte).collect();
        masked.len() == LENGTH && constant_time::verify_slices_are_equal(&secret, &self.bytes).is_ok()
    }
}

impl Default for CsrfSecret {
    /// A new secret that nobody has yet: no token fits it.
    fn default() -> Self {
        Self { bytes: random(), used: Arc::default(), known: false }
    }
}

impl std::fmt::Debug for CsrfSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CsrfSecret(…)")
    }
}

/// Random bytes of the operating system.
fn random() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    rand::fill(&mut bytes).expect("without random numbers nothing here is safe, so the request ends");
    bytes
}

/// The secret in an anonymous visitor's cookie, or a new one.
pub(super) fn of_cookie(headers: &HeaderMap, secure: bool) -> CsrfSecret {
    cookies::read(headers, &cookies::host_name(COOKIE, secure))
        .and_then(|value| URL_SAFE_NO_PAD.decode(value).ok())
        .and_then(|bytes| bytes.try_into().ok())
        .map_or_else(CsrfSecret::default, CsrfSecret::from_bytes)
}

/// The cookie for a secret that a page has used and the browser does not have yet.
pub(super) fn cookie_to_set(secret: &CsrfSecret, secure: bool) -> Option<HeaderValue> {
    let needed = !secret.known && secret.used.load(Ordering::Relaxed);
    let name = cookies::host_name(COOKIE, secure);
    needed.then(|| cookies::set(&name, &URL_SAFE_NO_PAD.encode(secret.bytes), Lifetime::Session, secure))
}

/// Whether the browser says that the request comes from a page of this site. Old browsers say nothing: the token
/// decides then.
fn from_own_page(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text(ORIGIN.as_str())) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => origin.split_once("://").map(|(_, host)| host) == text(HOST.as_str()),
        (None, None) => true,
    }
}

/// A posted form, after both checks. Its texts are in NFC and have no control characters but tabs and line breaks.
#[derive(Debug)]
pub struct Guarded<T> {
    form: T,
    unfit: Vec<Unfit>,
}

impl<T> Guarded<T> {
    /// The form.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.form
    }

    /// What to say about these fields, where somebody has typed (or pasted) what cannot be stored or printed. In the form
    /// stands a visible sign in its place, so that it can be shown again.
    #[must_use]
    pub fn unfit(&self, t: Texts, fields: &[&str]) -> Vec<Problem> {
        let problem = |field: &&str| {
            let unfit = self.unfit.iter().find(|unfit| unfit.name == *field)?;
            let code = format!("U+{:04X}", u32::from(unfit.character));
            let text = t.with("problem-character", &[("code", code.into())]);
            Some(Problem { path: Some((*field).to_owned()), text })
        };
        fields.iter().filter_map(problem).collect()
    }
}

impl Guarded<Posted> {
    /// What a person has answered: without the token, the three fields of each date put together.
    #[must_use]
    pub fn into_answers(self) -> Posted {
        crate::ui::join_dates(self.form.into_iter().filter(|(name, _)| name != TOKEN_FIELD).collect())
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Guarded<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        let frame = Frame::of(&parts);
        if !from_own_page(&parts.headers) {
            return Err(Failure::ForeignForm);
        }
        let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), state)
            .await
            .map_err(|rejection| Failure::of_status(rejection.status()))?;
        let again = |bytes: Bytes| Request::from_parts(parts.clone(), bytes.into());
        wire::decoded(&bytes).ok_or(Failure::Unreadable)?;
        let Form(pairs) =
            Form::<Posted>::from_request(again(bytes), state).await.map_err(|_| Failure::Unreadable)?;
        let token =
            pairs.iter().find(|(name, _)| name == TOKEN_FIELD).map_or("", |(_, token)| token.as_str());
        if !frame.csrf.verify(token) {
            return Err(Failure::ForeignForm);
        }
        let (clean, unfit) = wire::cleaned(&pairs);
        // axum-extra's form takes repeated names into a `Vec`; axum's own would keep the last.
        axum_extra::extract::Form::<T>::from_request(again(wire::encoded(&clean).into()), state)
            .await
            .map(|form| Self { form: form.0, unfit })
            .map_err(|_| Failure::Unreadable)
    }
}

/// A posted form with files, after both checks. The token is its first part, so that nothing is read without it.
#[derive(Debug)]
pub struct GuardedMultipart(Multipart);

impl GuardedMultipart {
    /// The parts after the token, one after the other.
    #[must_use]
    pub fn into_inner(self) -> Multipart {
        self.0
    }
}

impl GuardedMultipart {
    /// All parts: answers as [`Guarded::into_answers`] gives them, and the files that were chosen. They are held in
    /// memory; the limit of a request's body bounds them.
    ///
    /// # Errors
    /// [`Failure::TooLarge`] past that limit, [`Failure::Unreadable`] for what is no form.
    pub async fn into_answers(self) -> Result<(Posted, Vec<PostedFile>), Failure> {
        let failure = |error: axum::extract::multipart::MultipartError| Failure::of_status(error.status());
        let (mut form, mut posted, mut files) = (self.0, Vec::new(), Vec::new());
        while let Some(part) = form.next_field().await.map_err(failure)? {
            let path = wire::visible(part.name().ok_or(Failure::Unreadable)?);
            match part.file_name().map(str::to_owned) {
                None => {
                    let bytes = part.bytes().await.map_err(failure)?;
                    let text = std::str::from_utf8(&bytes).map_err(|_| Failure::Unreadable)?;
                    posted.push((path, wire::visible(text)));
                }
                Some(name) => {
                    let bytes = part.bytes().await.map_err(failure)?;
                    // A file field without a choice is posted too, without name and content.
                    if !name.is_empty() || !bytes.is_empty() {
                        files.push(PostedFile { path, name, bytes });
                    }
                }
            }
        }
        Ok((crate::ui::join_dates(posted), files))
    }
}

/// A file that was posted with a form.
#[derive(Debug, Clone)]
pub struct PostedFile {
    /// Form path of its field.
    pub path: String,
    /// The name that the person's device gave it. Only to be shown; it says nothing about the content.
    pub name: String,
    /// The content.
    pub bytes: Bytes,
}

impl<S: Send + Sync> FromRequest<S> for GuardedMultipart {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        let frame = Frame::of(&parts);
        if !from_own_page(&parts.headers) {
            return Err(Failure::ForeignForm);
        }
        let mut form = Multipart::from_request(Request::from_parts(parts, body), state)
            .await
            .map_err(|_| Failure::Unreadable)?;
        let first = form.next_field().await.map_err(|error| Failure::of_status(error.status()))?;
        let Some(first) = first.filter(|field| field.name() == Some(TOKEN_FIELD)) else {
            return Err(Failure::ForeignForm);
        };
        let token = first.text().await.map_err(|error| Failure::of_status(error.status()))?;
        if frame.csrf.verify(&token) { Ok(Self(form)) } else { Err(Failure::ForeignForm) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_fits_its_secret_only_and_is_never_the_same_twice() {
        let secret = CsrfSecret::from_bytes([7; LENGTH]);
        let (first, second) = (secret.token(), secret.token());
        assert_ne!(first, second);
        assert!(secret.verify(&first) && secret.verify(&second));
        assert!(!CsrfSecret::from_bytes([8; LENGTH]).verify(&first));
        for bad in ["", "x", &first[1..], &URL_SAFE_NO_PAD.encode([0; 2 * LENGTH]), &format!("{first}AAAA")] {
            assert!(!secret.verify(bad), "{bad}");
        }
    }

    #[test]
    fn the_browsers_word_about_the_origin_counts() {
        let check = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            from_own_page(&headers)
        };
        assert!(check(&[("sec-fetch-site", "same-origin")]));
        assert!(!check(&[("sec-fetch-site", "same-site")]));
        assert!(!check(&[("sec-fetch-site", "cross-site"), ("origin", "http://a"), ("host", "a")]));
        assert!(check(&[("origin", "https://a:8080"), ("host", "a:8080")]));
        assert!(!check(&[("origin", "https://b"), ("host", "a")]));
        assert!(!check(&[("origin", "null"), ("host", "a")]));
        assert!(check(&[]));
    }
}
