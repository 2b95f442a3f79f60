//! `/dokumente/{id}`: a file of an Akte, for staff and for the person whose matter it is.

use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Redirect, Response};
use identity::Scope;

use crate::house::House;
use crate::routes::{DocumentPath, LetterPath, SignInPath};
use crate::session::Visit;
use crate::shell::{CachePolicy, Failure, Href};

/// The file, to be stored: it is never shown as a page of this site.
pub(super) async fn download(path: DocumentPath, house: House, visit: Visit) -> Result<Response, Failure> {
    let scope = visit.scope();
    if !visit.is_signed_in() {
        let back = Href::from(SignInPath).with("zurueck", &path.to_string());
        return Ok(Redirect::to(back.as_str()).into_response());
    }
    if let Scope::Person { .. } = scope
        && let Some(letter) = post::with_dokument(&mut house.store.reader(), &scope, path.id).await?
        && letter.read_at.is_none()
    {
        // What comes with a letter is had by opening the letter, because that is recorded.
        return Ok(Redirect::to(&LetterPath { id: letter.id }.to_string()).into_response());
    }
    let (dokument, content) = records::dokument(&house.store, &scope, path.id).await?;
    Ok(attachment(&dokument.file_name, &dokument.media_type, content))
}

/// A file, to be stored.
pub(crate) fn attachment(name: &str, media_type: &str, content: Vec<u8>) -> Response {
    let kind =
        HeaderValue::from_str(media_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let headers = [
        (CONTENT_TYPE, kind),
        (CONTENT_DISPOSITION, disposition(name)),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (CachePolicy::Never, headers, content).into_response()
}

/// `attachment` with the name twice: for old programs in ASCII, and as it is (RFC 6266, RFC 8187).
fn disposition(name: &str) -> HeaderValue {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || " .-_()".contains(c) { c } else { '_' })
        .collect();
    let mut exact = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            exact.push(char::from(byte));
        } else {
            exact.push_str(&format!("%{byte:02X}"));
        }
    }
    HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{exact}"))
        .expect("only letters, digits and a few signs of ASCII are left")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_keeps_its_letters_and_no_name_breaks_the_header() {
        assert_eq!(
            disposition("Bescheid 36.45-00001-2026 Weiß.pdf"),
            "attachment; filename=\"Bescheid 36.45-00001-2026 Wei_.pdf\"; \
             filename*=UTF-8''Bescheid%2036.45-00001-2026%20Wei%C3%9F.pdf"
        );
        assert_eq!(
            disposition("../a\"\r\nX: y.pdf"),
            "attachment; filename=\"a___X_ y.pdf\"; filename*=UTF-8''a%22%0D%0AX%3A%20y.pdf"
        );
    }
}
