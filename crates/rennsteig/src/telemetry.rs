//! Traces for OpenTelemetry (cargo feature `otel`): requests, jobs and statements, sent as OTLP over HTTP.
//!
//! A span carries the pattern of an address, the kind and id of a job, the text of a statement: never an address as it
//! was typed, a value that is bound to a statement, or what anybody wrote. Events of the log are not sent.

use crate::config;
use anyhow::{Context as _, Result, bail};
use async_trait::async_trait;
use axum::{
    body::Bytes,
    extract::{MatchedPath, Request},
    http::{self, Method},
    middleware::Next,
    response::Response,
};
use opentelemetry::{KeyValue, propagation::TextMapPropagator, trace::TracerProvider};
use opentelemetry_http::{HeaderExtractor, HttpClient, HttpError};
use opentelemetry_otlp::{SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::{
    Resource,
    propagation::TraceContextPropagator,
    trace::{Sampler, SdkTracerProvider},
};
use std::time::Duration;
use tokio::runtime::Handle;
use tracing::{Instrument, Metadata, Subscriber, field::Empty};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::{
    Layer,
    filter::{DynFilterFn, LevelFilter},
    layer::Context,
    registry::LookupSpan,
};

/// How long the collector may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Where the spans come from that are sent.
const SOURCES: [&str; 3] = [module_path!(), "store::jobs", "store::sql"];

/// What sends the spans; nothing where no collector is configured.
pub(crate) struct Telemetry(Option<SdkTracerProvider>);

impl Telemetry {
    /// Prepares to send. The collector is not asked yet, and when it is away spans are lost and nothing else.
    ///
    /// # Errors
    /// Its address cannot be understood.
    pub(crate) fn start(config: &config::Telemetry) -> Result<Self> {
        let Some(address) = &config.otlp else { return Ok(Self(None)) };
        if !address.starts_with("http://") && !address.starts_with("https://") {
            bail!("[telemetry] otlp = {address:?} must begin with http:// or https://");
        }
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(Client::new()?)
            .with_endpoint(format!("{}/v1/traces", address.trim_end_matches('/')))
            .build()
            .with_context(|| format!("[telemetry] otlp = {address:?}"))?;
        let resource = Resource::builder_empty()
            .with_service_name("rennsteig")
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
            .build();
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(resource)
            // Whoever stands in front decides which requests are traced.
            .with_sampler(Sampler::ParentBased(Box::new(Sampler::AlwaysOn)))
            .build();
        Ok(Self(Some(provider)))
    }

    /// The layer that makes spans of the program into those of OpenTelemetry.
    pub(crate) fn layer<S>(&self) -> Option<impl Layer<S> + use<S>>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        let tracer = self.0.as_ref()?.tracer("rennsteig");
        let layer = tracing_opentelemetry::layer()
            .with_tracer(tracer)
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false);
        Some(layer.with_filter(DynFilterFn::new(is_wanted).with_max_level_hint(LevelFilter::DEBUG)))
    }

    /// Sends what is left.
    pub(crate) fn end(self) {
        if let Some(Err(error)) = self.0.map(|provider| provider.shutdown()) {
            tracing::warn!(%error, "telemetry.lost");
        }
    }
}

/// Sends on the runtime of the program: the thread that gathers the spans has none.
#[derive(Debug)]
struct Client {
    http: reqwest::Client,
    runtime: Handle,
}

impl Client {
    fn new() -> Result<Self> {
        let http = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .context("[telemetry]: no HTTP client")?;
        Ok(Self { http, runtime: Handle::current() })
    }
}

#[async_trait]
impl HttpClient for Client {
    async fn send_bytes(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, HttpError> {
        let request = reqwest::Request::try_from(request)?;
        let client = self.http.clone();
        let sent = self.runtime.spawn(async move {
            let answer = client.execute(request).await?;
            let status = answer.status();
            Ok::<_, reqwest::Error>((status, answer.bytes().await?))
        });
        let (status, body) = sent.await??;
        Ok(http::Response::builder().status(status).body(body)?)
    }
}

/// A statement of no request and no job is the program looking for work.
fn is_wanted<S>(span: &Metadata<'_>, around: &Context<'_, S>) -> bool
where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
{
    span.is_span()
        && SOURCES.contains(&span.target())
        && (span.name() != "statement" || around.lookup_current().is_some())
}

/// The span of a request, below that of the proxy where it names one (W3C Trace Context).
pub(crate) async fn request(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str);
    let method = known(request.method());
    let span = tracing::debug_span!(
        "request",
        otel.name = format!("{method} {route}"),
        otel.kind = "server",
        http.request.method = method,
        http.route = route,
        http.response.status_code = Empty,
        rennsteig.request_id = Empty,
        otel.status_code = Empty,
    );
    let parent = TraceContextPropagator::new().extract(&HeaderExtractor(request.headers()));
    // It fails where nothing is traced.
    let _ = span.set_parent(parent);
    let response = next.run(request).instrument(span.clone()).await;
    span.record("http.response.status_code", response.status().as_u16());
    if let Some(id) = response.headers().get("x-request-id").and_then(|id| id.to_str().ok()) {
        span.record("rennsteig.request_id", id);
    }
    if response.status().is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
    response
}

/// Anybody can send any word as a method.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "_OTHER",
    }
}
