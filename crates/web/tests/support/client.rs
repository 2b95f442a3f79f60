//! A small browser: keeps cookies, follows redirects, sends the forms of a page with what the page put into them.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request};
use http_body_util::BodyExt;
use store::testing::TestStore;
use tower::ServiceExt;
use uuid::Uuid;

const BOUNDARY: &str = "----rennsteig";

/// A browser. A clone has the same cookies, like a second tab, until one of both gets new ones.
#[derive(Clone)]
pub(crate) struct Client {
    app: Router,
    cookies: BTreeMap<String, String>,
    /// What the pages are read from is not cleared away while somebody reads them.
    _store: Arc<TestStore>,
}

/// A page as it came.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) status: u16,
    /// Its address, after all redirects, without the part behind `#`.
    pub(crate) url: String,
    pub(crate) html: String,
}

impl Client {
    pub(crate) fn new(app: Router, store: Arc<TestStore>) -> Self {
        Self { app, cookies: BTreeMap::new(), _store: store }
    }

    pub(crate) async fn get(&mut self, url: &str) -> Seen {
        self.go(Method::GET, url, None).await
    }

    /// The value of a cookie.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.get(name).cloned()
    }

    /// Puts a cookie there, as somebody does who has found or planted one.
    pub(crate) fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// A file with its headers.
    pub(crate) async fn download(&self, url: &str) -> (HeaderMap, Vec<u8>) {
        let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::get(url).header(COOKIE, pairs.join("; ")).body(Body::empty()).unwrap();
        let response = self.app.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status().as_u16(), 200, "{url}");
        let headers = response.headers().clone();
        (headers, response.into_body().collect().await.unwrap().to_bytes().to_vec())
    }

    /// One request as it is, with the cookies of this browser; what comes back changes nothing in it.
    pub(crate) async fn request(
        &self,
        method: &str,
        url: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> (u16, HeaderMap, Vec<u8>) {
        let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(url).header(COOKIE, pairs.join("; "));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response =
            self.app.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        (status, headers, response.into_body().collect().await.unwrap().to_bytes().to_vec())
    }

    /// Sends the form of a page whose action begins with `action`: its hidden fields and these.
    pub(crate) async fn submit(&mut self, page: &Seen, action: &str, fields: &[(&str, &str)]) -> Seen {
        self.submit_with(page, action, fields, &[]).await
    }

    /// The same with files: path, name, content.
    pub(crate) async fn submit_with(
        &mut self,
        page: &Seen,
        action: &str,
        fields: &[(&str, &str)],
        files: &[(String, String, Vec<u8>)],
    ) -> Seen {
        let form = page.form(action);
        let mut all = form.hidden.clone();
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let body = if form.with_files {
            (format!("multipart/form-data; boundary={BOUNDARY}"), multipart(&all, files))
        } else {
            assert!(files.is_empty(), "{action} takes no files");
            ("application/x-www-form-urlencoded".to_owned(), urlencoded(&all).into_bytes())
        };
        self.go(Method::POST, &form.action, Some(body)).await
    }

    /// Sends the form of a page with one more field, whose value is percent-encoded already: any bytes. It takes the place
    /// of a hidden field of the same name.
    pub(crate) async fn submit_raw(&mut self, page: &Seen, action: &str, field: &str, raw: &str) -> Seen {
        let mut form = page.form(action);
        form.hidden.retain(|(name, _)| name != field);
        let body = if form.with_files {
            let mut bytes = Vec::new();
            let mut rest = raw.as_bytes();
            while let [first, after @ ..] = rest {
                let hex =
                    (*first == b'%').then(|| u8::from_str_radix(&raw[raw.len() - after.len()..][..2], 16));
                bytes.push(hex.transpose().unwrap().unwrap_or(*first));
                rest = if *first == b'%' { &after[2..] } else { after };
            }
            let mut body = multipart(&form.hidden, &[]);
            body.truncate(body.len() - format!("--{BOUNDARY}--\r\n").len());
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(&bytes);
            body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
            (format!("multipart/form-data; boundary={BOUNDARY}"), body)
        } else {
            let hidden = urlencoded(&form.hidden);
            ("application/x-www-form-urlencoded".to_owned(), format!("{hidden}&{field}={raw}").into_bytes())
        };
        self.go(Method::POST, &form.action, Some(body)).await
    }

    async fn go(&mut self, method: Method, url: &str, body: Option<(String, Vec<u8>)>) -> Seen {
        let (mut method, mut url, mut body) = (method, url.to_owned(), body);
        for _ in 0..10 {
            let (status, location, html) = self.once(method, &url, body.take()).await;
            match location {
                Some(next) if (300..400).contains(&status) => {
                    url = next.split('#').next().unwrap_or_default().to_owned();
                    method = Method::GET;
                }
                _ => return Seen { status, url, html },
            }
        }
        panic!("{url} redirects without end");
    }

    async fn once(
        &mut self,
        method: Method,
        url: &str,
        body: Option<(String, Vec<u8>)>,
    ) -> (u16, Option<String>, String) {
        let mut request = Request::builder().method(method).uri(url);
        if !self.cookies.is_empty() {
            let pairs: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(COOKIE, pairs.join("; "));
        }
        let request = match body {
            Some((kind, bytes)) => request.header(CONTENT_TYPE, kind).body(Body::from(bytes)),
            None => request.body(Body::empty()),
        };
        let response = self.app.clone().oneshot(request.unwrap()).await.unwrap();
        for cookie in response.headers().get_all(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let status = response.status().as_u16();
        let location = response.headers().get(LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, location, String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// A form of a page.
pub(crate) struct Form {
    action: String,
    with_files: bool,
    pub(crate) hidden: Vec<(String, String)>,
}

impl Seen {
    pub(crate) fn form(&self, action: &str) -> Form {
        let mut rest = self.html.as_str();
        while let Some(start) = rest.find("<form") {
            let end = rest[start..].find("</form>").map_or(rest.len(), |end| start + end);
            let (form, tag) = (&rest[start..end], tag(&rest[start..]));
            let to = attribute(tag, "action").unwrap_or_default();
            if to.starts_with(action) && attribute(tag, "method").as_deref() == Some("post") {
                let inputs =
                    form.split("<input").skip(1).map(|input| input.split('>').next().unwrap_or_default());
                let hidden = inputs.filter(|input| input.contains("type=\"hidden\""));
                let pair =
                    |input: &str| (attribute(input, "name").unwrap(), attribute(input, "value").unwrap());
                return Form {
                    action: to,
                    with_files: tag.contains("multipart/form-data"),
                    hidden: hidden.map(pair).collect(),
                };
            }
            rest = &rest[end..];
        }
        panic!("{} has no form for {action}: {}", self.url, self.text());
    }

    /// The first link of the page's main part whose address begins so.
    pub(crate) fn link(&self, beginning: &str) -> Option<String> {
        let main = self.html.split("<main").nth(1).unwrap_or_default();
        let links = main.split("<a ").skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
        links.filter_map(|tag| attribute(tag, "href")).find(|href| href.starts_with(beginning))
    }

    /// What stands on the page, tags left out.
    pub(crate) fn text(&self) -> String {
        let main = self.html.split("<main").nth(1).unwrap_or(&self.html);
        let mut text = String::new();
        for piece in main.split('<') {
            text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
            text.push(' ');
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether the page says this.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// Of `/antrag/{id}/{page}`: the page.
    pub(crate) fn page(&self) -> String {
        self.path().nth(2).unwrap_or_default().to_owned()
    }

    /// Of `/antrag/{id}/…` and `/antraege/{id}`: the id.
    pub(crate) fn antrag(&self) -> Uuid {
        self.path().nth(1).and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("{} has no id", self.url))
    }

    fn path(&self) -> impl Iterator<Item = &str> {
        self.url.split('?').next().unwrap_or_default().split('/').skip(1)
    }
}

fn tag(html: &str) -> &str {
    html.split('>').next().unwrap_or_default()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value =
        tag.split(&format!(" {name}=\"")).nth(1).or_else(|| tag.strip_prefix(&format!("{name}=\"")))?;
    let value = value.split('"').next()?;
    Some(value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}

fn urlencoded(pairs: &[(String, String)]) -> String {
    let encode = |text: &str| -> String {
        let byte =
            |b: u8| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") };
        text.bytes().map(byte).collect()
    };
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.join("&")
}

fn multipart(pairs: &[(String, String)], files: &[(String, String, Vec<u8>)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in pairs {
        let part =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    for (path, name, content) in files {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{path}\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}
