//! Asking in every way there is, and answers without what differs from one to the next anyway.

use axum::http::HeaderMap;

use crate::support::client::Client;

impl Client {
    pub(crate) async fn raw(&self, method: &str, url: &str, answer: &Answer) -> (u16, HeaderMap, Vec<u8>) {
        let headers: Vec<(&str, &str)> =
            answer.content_type().map(|kind| ("content-type", kind)).into_iter().collect();
        self.request(method, url, &headers, answer.body()).await
    }
}

/// What is sent along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    Empty,
    /// Names and values as browsers send forms.
    Form(String),
    /// The same in parts, as forms with files are sent.
    Parts(String),
}

impl Answer {
    pub(crate) fn is_form(&self) -> bool {
        matches!(self, Self::Form(_))
    }

    pub(crate) fn content_type(&self) -> Option<&'static str> {
        match self {
            Self::Empty => None,
            Self::Form(_) => Some("application/x-www-form-urlencoded"),
            Self::Parts(_) => Some("multipart/form-data; boundary=grenze"),
        }
    }

    pub(crate) fn body(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Form(body) | Self::Parts(body) => body,
        }
    }
}

/// Fields of all forms of the program, with something in them that could be meant.
const FIELDS: [(&str, &str); 14] = [
    ("auftrag", "0199a1b2-c3d4-7000-8000-112233445577"),
    ("ergebnis", "erteilen"),
    ("begruendung", "Weil es so ist."),
    ("antwort", "Ja."),
    ("text", "Bitte."),
    ("grund", "Vertretung"),
    ("kennwort", "falsch"),
    ("code", "123456"),
    ("email", "x@y.example"),
    ("niveau", "basis"),
    ("person.familienname", "Anders"),
    ("wohnung.strasse", "Anderswo"),
    ("bestaetigt", "true"),
    ("zurueck", "/antraege"),
];

/// A form with this token, in both ways in which forms are sent.
pub(crate) fn bodies(token: Option<&str>) -> Vec<Answer> {
    let pairs: Vec<(&str, &str)> = token.map(|token| ("_token", token)).into_iter().chain(FIELDS).collect();
    let form: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    let mut parts = String::new();
    for (name, value) in pairs {
        parts.push_str(&format!(
            "--grenze\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    parts.push_str("--grenze--\r\n");
    vec![Answer::Form(form.join("&")), Answer::Parts(parts)]
}

/// Every method with what it may carry.
pub(crate) fn ways(token: &str) -> Vec<(&'static str, Answer)> {
    let [form, parts] = bodies(Some(token)).try_into().unwrap();
    vec![
        ("GET", Answer::Empty),
        ("HEAD", Answer::Empty),
        ("OPTIONS", Answer::Empty),
        ("POST", form.clone()),
        ("POST", parts),
        ("POST", Answer::Empty),
        ("PUT", form),
        ("PATCH", Answer::Empty),
        ("DELETE", Answer::Empty),
    ]
}

pub(crate) fn encoded(text: &str) -> String {
    let byte =
        |b: u8| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") };
    text.bytes().map(byte).collect()
}

/// A word in all the ways in which an answer may repeat it: as it is, encoded, and within an address that is encoded.
pub(crate) fn echoes(word: &str) -> Vec<String> {
    let slashed = word.replace('/', "%2F");
    let once = encoded(word);
    let mut all = Vec::new();
    for word in [once, slashed] {
        all.push(word.replace('%', "%25"));
        all.push(word);
    }
    all.push(word.to_owned());
    all
}

/// What a page is called.
pub(crate) fn heading(body: &[u8]) -> String {
    let html = String::from_utf8_lossy(body).into_owned();
    html.split("<h1").nth(1).and_then(|rest| rest.split("</h1>").next()).unwrap_or_default().to_owned()
}

/// Status, headers and body without what is new in every answer: form tokens, new ids, the number of the request; and
/// with the words that were asked for, which an answer may repeat, made equal.
pub(crate) fn normal(answer: &(u16, HeaderMap, Vec<u8>), echoes: &[String]) -> (u16, String, String) {
    let (status, headers, body) = answer;
    let mut lines: Vec<String> = headers
        .iter()
        .filter(|(name, _)| !["x-request-id", "set-cookie", "date"].contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())))
        .collect();
    lines.sort();
    let text = |text: &str| {
        let mut text = text.to_owned();
        for echo in echoes {
            let escaped =
                echo.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
            text = text.replace(&escaped, "ECHO").replace(echo, "ECHO");
        }
        without_ids(&without_tokens(&text))
    };
    (*status, text(&lines.join("\n")), text(&String::from_utf8_lossy(body)))
}

fn without_tokens(html: &str) -> String {
    let mut parts = html.split("name=\"_token\" value=\"");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("name=\"_token\" value=\"");
        out.push_str(part.split_once('"').map_or("", |(_, rest)| rest));
    }
    out
}

/// Each id becomes the same word.
fn without_ids(text: &str) -> String {
    let is_id = |at: usize| {
        text.get(at..at + 36).is_some_and(|word| word.contains('-') && uuid::Uuid::parse_str(word).is_ok())
    };
    let (mut out, mut at) = (String::new(), 0);
    while let Some(c) = text[at..].chars().next() {
        if is_id(at) {
            out.push_str("ID");
            at += 36;
        } else {
            out.push(c);
            at += c.len_utf8();
        }
    }
    out
}
