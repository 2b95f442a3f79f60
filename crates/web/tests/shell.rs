//! What is true of every answer: headers, languages, form tokens, error pages, limits.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{Request, Response, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Extension, Router};
use http_body_util::BodyExt;
use maud::html;
use tower::ServiceExt;
use web::shell::{
    self, CsrfSecret, Failure, Frame, Guarded, GuardedMultipart, Href, Posted, PostedFile, Site, TOKEN_FIELD,
};
use web::ui::{self, Page, Send};

async fn form_page(frame: Frame) -> impl IntoResponse {
    let action = Href::local("/form").expect("a local path");
    Page::new("Formular", ui::form(&frame.csrf, &action, Send::Plain, html! {})).respond(&frame)
}

async fn echo(form: Guarded<Posted>) -> String {
    form.into_answers().into_iter().map(|(name, value)| format!("{name}={value};")).collect()
}

async fn upload(form: GuardedMultipart) -> Result<String, Failure> {
    let (posted, files) = form.into_answers().await?;
    let answers: String = posted.into_iter().map(|(name, value)| format!("{name}={value};")).collect();
    let file = |f: &PostedFile| format!("{}:{}:{};", f.path, f.name, f.bytes.len());
    Ok(answers + &files.iter().map(file).collect::<String>())
}

async fn panic() -> String {
    panic!("on purpose")
}

fn app() -> Router {
    let routes = Router::new()
        .route(
            "/plain",
            get(async |frame: Frame| Page::new("Seite", html! { h1 { "Seite" } }).public().respond(&frame)),
        )
        .route("/form", get(form_page).post(echo))
        .route("/upload", axum::routing::post(upload))
        .route("/panic", get(panic))
        .route("/wait", get(async || std::future::pending::<()>().await))
        .route("/busy", get(async || Failure::TooMany { retry_after: 7 }));
    let site = Site {
        name: "Musterstadt".into(),
        body_limit: 1000,
        timeout: std::time::Duration::from_millis(20),
        ..Site::default()
    };
    shell::wrap(routes, site)
}

async fn send(request: Request<Body>) -> (Response<()>, String) {
    let response = app().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    (Response::from_parts(parts, ()), String::from_utf8_lossy(&bytes).into_owned())
}

async fn fetch(path: &str) -> (Response<()>, String) {
    send(Request::get(path).body(Body::empty()).unwrap()).await
}

fn header<'r>(response: &'r Response<()>, name: &str) -> &'r str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_answer_has_the_security_headers_and_an_id() {
    for path in ["/plain", "/nowhere", "/panic"] {
        let (response, _) = fetch(path).await;
        let policy = header(&response, "content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff", "{path}");
        assert!(header(&response, "strict-transport-security").starts_with("max-age="), "{path}");
        assert_eq!(header(&response, "x-request-id").len(), 16, "{path}");
    }
    assert_eq!(header(&fetch("/plain").await.0, CACHE_CONTROL.as_str()), "private, no-cache");
    assert_eq!(header(&fetch("/form").await.0, CACHE_CONTROL.as_str()), "no-store");
}

#[tokio::test]
async fn a_page_holds_no_inline_script_or_style() {
    let (_, page) = fetch("/form").await;
    for bad in ["<script", " style=", "<style", "javascript:", " onclick"] {
        assert!(!page.contains(bad), "{bad}");
    }
}

#[tokio::test]
async fn errors_have_a_page_with_a_way_out_in_the_readers_language() {
    let (response, page) = fetch("/nowhere?lang=en").await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert!(page.contains("This page does not exist") && page.contains("href=\"/suche\""), "{page}");
    assert!(page.contains("<html lang=\"en\""));
    let (response, page) = fetch("/panic").await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.contains("Bei uns ist ein Fehler aufgetreten") && !page.contains("on purpose"), "{page}");
    assert!(page.contains(header(&response, "x-request-id")), "the page shows the number that the log has");
    let (response, page) = fetch("/wait").await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.contains("Gerade nicht erreichbar"), "{page}");
    let (response, page) = fetch("/busy").await;
    assert_eq!((response.status(), header(&response, "retry-after")), (StatusCode::TOO_MANY_REQUESTS, "7"));
    assert!(page.contains("Zu viele Versuche"), "{page}");
    let (response, page) = send(Request::post("/plain").body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert!(page.contains("<html"), "{page}");
}

#[tokio::test]
async fn a_chosen_language_is_kept() {
    let (response, page) = fetch("/plain?lang=de-x-leicht").await;
    assert!(header(&response, SET_COOKIE.as_str()).starts_with("sprache=de-x-leicht;"));
    assert!(page.contains("<html lang=\"de-x-leicht\""));
    let request = Request::get("/plain").header(COOKIE, "sprache=en").body(Body::empty()).unwrap();
    let (response, page) = send(request).await;
    assert!(page.contains("<html lang=\"en\"") && header(&response, SET_COOKIE.as_str()).is_empty());
    // The switch keeps what the address says besides.
    let (_, page) = fetch("/nowhere?q=a%26b&lang=en").await;
    assert!(page.contains("href=\"/nowhere?q=a%26b&amp;lang=de\""), "{page}");
}

/// Opens the form; returns the cookie and the token.
async fn open_form() -> (String, String) {
    let (response, page) = fetch("/form").await;
    let cookie = header(&response, SET_COOKIE.as_str()).split(';').next().unwrap().to_owned();
    let token = page.split("name=\"_token\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    (cookie, token)
}

fn post(cookie: &str) -> axum::http::request::Builder {
    Request::post("/form").header(COOKIE, cookie).header(CONTENT_TYPE, "application/x-www-form-urlencoded")
}

#[tokio::test]
async fn a_form_counts_only_with_its_token_from_our_own_page() {
    let (cookie, token) = open_form().await;
    assert!(cookie.starts_with("__Host-formular="), "{cookie}");
    let body = format!("{TOKEN_FIELD}={token}&a=1&a=%C3%A4&d--tag=1&d--monat=2&d--jahr=2027");
    let ok = post(&cookie).body(Body::from(body.clone())).unwrap();
    assert_eq!(send(ok).await.1, "a=1;a=ä;d=1.2.2027;");

    let other = open_form().await.0;
    let wrong = [
        post(&other).body(Body::from(body.clone())).unwrap(),
        post("").body(Body::from(body.clone())).unwrap(),
        post(&cookie).body(Body::from("a=1")).unwrap(),
        post(&cookie).header("sec-fetch-site", "cross-site").body(Body::from(body.clone())).unwrap(),
        post(&cookie)
            .header("origin", "https://evil.example")
            .header("host", "a")
            .body(Body::from(body))
            .unwrap(),
    ];
    for request in wrong {
        let (response, page) = send(request).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
        assert!(page.contains("Das Formular ist abgelaufen"), "{page}");
    }
}

#[tokio::test]
async fn the_secret_of_a_session_takes_the_place_of_the_cookie() {
    let secret = CsrfSecret::from_bytes([9; 32]);
    let token = secret.token();
    let app = shell::wrap(
        Router::new().route("/form", get(form_page).post(echo)).layer(Extension(secret)),
        Site::default(),
    );
    let request = |body: String| post("").body(Body::from(body)).unwrap();
    let ok = app.clone().oneshot(request(format!("{TOKEN_FIELD}={token}&a=1"))).await.unwrap();
    assert_eq!(ok.status(), StatusCode::OK);
    let shown = app.oneshot(Request::get("/form").body(Body::empty()).unwrap()).await.unwrap();
    assert!(shown.headers().get(SET_COOKIE).is_none(), "a session needs no second cookie");
}

#[tokio::test]
async fn an_upload_is_read_only_after_its_token() {
    let (cookie, token) = open_form().await;
    let part = |name: &str, value: &str| {
        format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let request = |body: String| {
        Request::post("/upload")
            .header(COOKIE, cookie.as_str())
            .header(CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(body + "--x--\r\n"))
            .unwrap()
    };
    let file = |name: &str, file: &str, value: &str| part(&format!("{name}\"; filename=\"{file}"), value);
    let body = part(TOKEN_FIELD, &token)
        + &part("d--tag", "1")
        + &part("d--monat", "2")
        + &part("d--jahr", "2027")
        + &file("nachweis", "Schein ä.pdf", "content")
        + &file("leer", "", "");
    let (response, text) = send(request(body)).await;
    assert_eq!((response.status(), text.as_str()), (StatusCode::OK, "d=1.2.2027;nachweis:Schein ä.pdf:7;"));
    let (response, _) = send(request(part("file", "content") + &part(TOKEN_FIELD, &token))).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_too_large_is_refused_with_a_page() {
    let (cookie, token) = open_form().await;
    let body = format!("{TOKEN_FIELD}={token}&a={}", "x".repeat(2000));
    let (response, page) = send(post(&cookie).body(Body::from(body)).unwrap()).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.contains("Die Datei ist zu groß"), "{page}");
}

#[tokio::test]
async fn assets_are_kept_for_ever_under_their_hash_and_compressed() {
    let (_, page) = fetch("/plain").await;
    let sheets: Vec<&str> =
        page.split("href=\"").filter_map(|p| p.split('"').next()).filter(|p| p.ends_with(".css")).collect();
    assert_eq!(sheets.len(), 2, "{page}");
    for sheet in sheets {
        let (response, css) = fetch(sheet).await;
        assert_eq!(response.status(), StatusCode::OK, "{sheet}");
        assert!(header(&response, CACHE_CONTROL.as_str()).contains("immutable"));
        assert!(!css.contains("asset:"));
        let zipped = Request::get(sheet).header("accept-encoding", "gzip").body(Body::empty()).unwrap();
        assert_eq!(header(&send(zipped).await.0, "content-encoding"), "gzip");
    }
    assert_eq!(fetch("/assets/kern.000000000000.css").await.0.status(), StatusCode::NOT_FOUND);
}
