//! Text as it comes over the wire: UTF-8 or nothing, in NFC, without what cannot be shown or stored.

use std::borrow::Cow;

use axum::extract::Request;
use axum::http::Uri;
use axum::http::uri::PathAndQuery;
use axum::middleware::Next;
use axum::response::Response;

use super::{Failure, Posted, href};

/// A value of a form in which stood what no text can hold. The form carries it with a visible sign in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unfit {
    /// Name of the field.
    pub(super) name: String,
    /// What stood there.
    pub(super) character: char,
}

/// Refuses an address that is not UTF-8 or has control characters in it, and puts its query into NFC: so no handler
/// sees any, whatever it asks for.
pub(super) async fn address(mut request: Request, next: Next) -> Result<Response, Failure> {
    let uri = request.uri();
    let plain = |text: &str| {
        let text = decoded(text.as_bytes()).ok_or(Failure::Unreadable)?;
        // A tab between two words may come from a table.
        if text.chars().any(|c| c.is_control() && c != '\t') { Err(Failure::Unreadable) } else { Ok(text) }
    };
    plain(uri.path())?;
    if let Some(query) = uri.query()
        && let Cow::Owned(_) = latin::nfc(&plain(query)?)
        && let Some(composed) = in_nfc(uri, query)
    {
        *request.uri_mut() = composed;
    }
    Ok(next.run(request).await)
}

/// The same address, names and values of its query in NFC.
fn in_nfc(uri: &Uri, query: &str) -> Option<Uri> {
    let composed = |text: &str| Some(href::encoded(&latin::nfc(&decoded(text.as_bytes())?)));
    let pair = |pair: &str| match pair.split_once('=') {
        Some((name, value)) => Some(format!("{}={}", composed(name)?, composed(value)?)),
        None => composed(pair),
    };
    let query: Vec<String> = query.split('&').map(pair).collect::<Option<_>>()?;
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = PathAndQuery::try_from(format!("{}?{}", uri.path(), query.join("&"))).ok();
    Uri::from_parts(parts).ok()
}

/// Percent-encoded text, `+` for a blank. `None` where the bytes are no UTF-8: a library would put a sign of its own in
/// their place and nobody would know what was meant.
pub(super) fn decoded(encoded: &[u8]) -> Option<String> {
    let digit = |at: usize| encoded.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut at = 0;
    while let Some(byte) = encoded.get(at) {
        at += 1;
        match (byte, digit(at), digit(at + 1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(16 * high + low).expect("two hexadecimal digits are a byte"));
                at += 2;
            }
            (b'+', _, _) => bytes.push(b' '),
            _ => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).ok()
}

/// Names and values of a form as a handler may take them, and what was unfit in them.
pub(super) fn cleaned(pairs: &Posted) -> (Posted, Vec<Unfit>) {
    let clean = pairs.iter().map(|(name, value)| (visible(name), visible(value))).collect();
    let unfit = pairs
        .iter()
        .filter_map(|(name, value)| Some(Unfit { name: visible(name), character: latin::unfit(value)? }))
        .collect();
    (clean, unfit)
}

/// In NFC, with a visible sign in place of control characters.
pub(super) fn visible(text: &str) -> String {
    latin::visible(text).into_owned()
}

/// The body of a form.
pub(super) fn encoded(pairs: &Posted) -> String {
    let pair = |(name, value): &(String, String)| format!("{}={}", href::encoded(name), href::encoded(value));
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_utf_8_or_nothing() {
        assert_eq!(decoded(b"a+b%20c%C3%A4").as_deref(), Some("a b cä"));
        assert_eq!(decoded(b"100%").as_deref(), Some("100%"));
        assert_eq!(decoded(b"%zz%4").as_deref(), Some("%zz%4"));
        assert_eq!(decoded("ä".as_bytes()).as_deref(), Some("ä"));
        for bad in [&b"%FF"[..], b"%C3", b"%C3&b=%A4", b"\xFF", b"%ED%A0%80", b"%C0%80"] {
            assert_eq!(decoded(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_form_comes_back_from_its_body() {
        let pairs =
            vec![("a[0].b".to_owned(), "1 & 2 = 3 % +\r\nä\"".to_owned()), (String::new(), String::new())];
        let back: Vec<(String, String)> = encoded(&pairs)
            .split('&')
            .map(|pair| pair.split_once('=').unwrap())
            .map(|(name, value)| (decoded(name.as_bytes()).unwrap(), decoded(value.as_bytes()).unwrap()))
            .collect();
        assert_eq!(back, pairs);
    }

    #[test]
    fn a_query_is_put_into_nfc_and_nothing_else_of_it_changes() {
        let of = |uri: &str| {
            let uri: Uri = uri.parse().unwrap();
            in_nfc(&uri, uri.query().unwrap()).unwrap().to_string()
        };
        assert_eq!(of("/suche?q=Mu%CC%88ll+%26+x&ort"), "/suche?q=M%C3%BCll%20%26%20x&ort");
        // A mark does not melt into the sign before it.
        assert_eq!(of("/suche?q=%CC%B8"), "/suche?q=%CC%B8");
    }
}
