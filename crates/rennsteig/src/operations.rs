//! What operators need: health, readiness, metrics, logs, traces.

use crate::config::{Config, LogFormat};
#[cfg(feature = "otel")]
use crate::telemetry::Telemetry;
use anyhow::{Context, Result};
use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::StatusCode,
    middleware::Next,
    response::Response,
    routing::get,
};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::time::Instant;
use store::{Scanner, Store};
use tracing_subscriber::{Layer, layer::SubscriberExt, util::SubscriberInitExt};

/// Structured logs on standard error, and traces where they are wanted. They hold no personal data: ids and kinds only.
pub(crate) fn start_logging(config: &Config) -> Result<Telemetry> {
    let filter = tracing_subscriber::EnvFilter::try_new(&config.log.level)
        .with_context(|| format!("[log] level {:?} is no filter", config.log.level))?;
    let log = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let log = match config.log.format {
        LogFormat::Json => log.json().flatten_event(true).boxed(),
        LogFormat::Text => log.boxed(),
    };
    let telemetry = Telemetry::start(&config.telemetry)?;
    let subscriber = tracing_subscriber::registry().with(log.with_filter(filter));
    #[cfg(feature = "otel")]
    let subscriber = subscriber.with(telemetry.layer());
    subscriber.init();
    Ok(telemetry)
}

/// What sends the spans, in a program that was built without it.
#[cfg(not(feature = "otel"))]
pub(crate) struct Telemetry;

#[cfg(not(feature = "otel"))]
impl Telemetry {
    fn start(config: &crate::config::Telemetry) -> Result<Self> {
        if config.otlp.is_some() {
            anyhow::bail!(
                "[telemetry] otlp: this program was built without it. Build it with \"--features otel\", or take the \
                 line out"
            );
        }
        Ok(Self)
    }

    pub(crate) const fn end(self) {
        let Self = self;
    }
}

/// `/healthz` says that the process lives, `/readyz` that it can serve: the database and the place of the files answer. A
/// virus scanner that is away stops uploads only and is no reason to send nobody here: it is said, with status 200.
pub(crate) fn probes(store: Store) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(async |State(store): State<Store>| ready(&store).await))
        .with_state(store)
}

async fn ready(store: &Store) -> (StatusCode, &'static str) {
    if let Err(error) = store.ping().await {
        tracing::warn!(%error, "ready.failed");
        return (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n");
    }
    if let Err(error) = store.ping_files().await {
        tracing::warn!(%error, "ready.failed");
        return (StatusCode::SERVICE_UNAVAILABLE, "the place of the files does not answer\n");
    }
    if let Some(scanner) = store.provision::<Scanner>()
        && let Err(error) = scanner.ping().await
    {
        tracing::warn!(%error, "scanner.away");
        return (StatusCode::OK, "ready, but the virus scanner does not answer: no file is accepted\n");
    }
    (StatusCode::OK, "ready\n")
}

/// Installs the recorder of metrics.
pub(crate) fn record_metrics() -> Result<PrometheusHandle> {
    const SECONDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
    Ok(PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &SECONDS)?
        .install_recorder()?)
}

/// `/metrics` in the text form of Prometheus. Waiting and dead jobs are read when it is asked.
pub(crate) fn metrics_page(store: Store, handle: PrometheusHandle) -> Router {
    let page = async |State((store, handle)): State<(Store, PrometheusHandle)>| {
        if let Ok((waiting, dead)) = store.count_jobs().await {
            metrics::gauge!("rennsteig_jobs_waiting").set(to_float(waiting));
            metrics::gauge!("rennsteig_jobs_dead").set(to_float(dead));
        }
        handle.run_upkeep();
        handle.render()
    };
    Router::new().route("/metrics", get(page)).with_state((store, handle))
}

fn to_float(count: i64) -> f64 {
    i32::try_from(count).map_or(f64::from(i32::MAX), f64::from)
}

/// Counts and times requests by the pattern of their address, never by the address itself.
pub(crate) async fn measure(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().as_str().to_owned();
    let path = request.extensions().get::<MatchedPath>().map_or("none".to_owned(), |p| p.as_str().to_owned());
    let response = next.run(request).await;
    let status = response.status().as_str().to_owned();
    metrics::counter!("rennsteig_requests_total", "method" => method, "path" => path.clone(), "status" => status)
        .increment(1);
    metrics::histogram!("rennsteig_request_seconds", "path" => path).record(started.elapsed().as_secs_f64());
    response
}
