//! One log line a request, without personal data: the route's template instead of the address, no query, no address
//! of the visitor. The request's id connects it with other lines and with what an error page shows.

use std::time::Instant;

use aws_lc_rs::rand;
use axum::extract::{MatchedPath, Request};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

/// The id of a request: 16 characters, made here and never taken from the visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    fn new() -> Self {
        let mut bytes = [0; 8];
        // Without randomness ids repeat, which harms logs only; the request goes on.
        if rand::fill(&mut bytes).is_err() {
            tracing::warn!("the system gives no random bytes");
        }
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Gives the request an id and logs how it went.
pub(super) async fn log(mut request: Request, next: Next) -> Response {
    let id = RequestId::new();
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let span = tracing::info_span!("request", request_id = id.as_str());
    request.extensions_mut().insert(id.clone());
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| {
        tracing::info!(%method, route, status = response.status().as_u16(), duration_ms, "answered");
    });
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}
