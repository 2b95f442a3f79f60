//! `rennsteig serve`: pages, jobs, probes; ends gently.

use crate::{config::Config, house, operations};
use anyhow::{Context, Result};
use axum::middleware::from_fn;
use packages::Library;
use std::{future::Future, time::Duration};
use store::Store;
use tokio::{net::TcpListener, sync::watch};

/// How often what has expired is removed and what is due is filed away.
const TIDY: Duration = Duration::from_secs(600);
/// How often new entries of the journal are taken up into its log.
const LOG: Duration = Duration::from_secs(10);

pub(crate) async fn run(config: Result<Config>) -> Result<()> {
    let config = config?;
    let telemetry = operations::start_logging(&config)?;
    let store = house::open(&config).await?;
    let served = serve(&config, store, None).await;
    telemetry.end();
    served
}

/// Serves until the process is told to end.
pub(crate) async fn serve(config: &Config, store: Store, demo: Option<identity::DemoMode>) -> Result<()> {
    let library = Library::new(store.clone());
    let site = web::Site {
        name: config.site.name.clone(),
        address: config.site.address.clone(),
        operator: config.site.operator.clone(),
        demo: demo.is_some(),
        secure: config.server.https,
        legal: config.legal()?,
        ..web::Site::default()
    };
    let house =
        web::House::open(store.clone(), library.clone(), demo.map(identity::DemoAusweis::new)).await?;
    let pages = web::wrap(web::routes(house), site);
    let app = pages.merge(operations::probes(store.clone())).layer(from_fn(operations::measure));
    #[cfg(feature = "otel")]
    let app = app.layer(from_fn(crate::telemetry::request));

    let (stop, stopped) = watch::channel(false);
    let workers = tokio::spawn({
        let (jobs, store, stopped) = (house::jobs(&library), store.clone(), stopped.clone());
        let parallel = config.jobs.parallel;
        async move {
            if parallel > 0 {
                jobs.work(store, parallel, stopped).await;
            }
        }
    });
    let tidying = tokio::spawn(tidy(store.clone(), library.clone(), stopped.clone()));
    let logging = tokio::spawn(keep_log(store.clone(), stopped.clone()));
    let metrics = match &config.server.metrics {
        Some(address) => Some(serve_metrics(address, store.clone(), ended(stopped.clone())).await?),
        None => None,
    };

    let listener = bind(&config.server.listen).await?;
    let told = told_to_end();
    println!("listening on http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        told.await;
        // Whoever listens ends; nobody left to listen is fine too.
        let _ = stop.send(true);
    });
    axum::serve(listener, app).with_graceful_shutdown(ended(stopped)).await?;
    workers.await?;
    tidying.await?;
    logging.await?;
    if let Some(metrics) = metrics {
        metrics.await??;
    }
    store.close().await;
    Ok(())
}

async fn bind(address: &str) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("{address} cannot be listened on; is it taken?"))
}

async fn serve_metrics(
    address: &str,
    store: Store,
    ended: impl Future<Output = ()> + Send + 'static,
) -> Result<tokio::task::JoinHandle<std::io::Result<()>>> {
    let handle = operations::record_metrics()?;
    let listener = bind(address).await?;
    let page = operations::metrics_page(store, handle);
    Ok(tokio::spawn(async move { axum::serve(listener, page).with_graceful_shutdown(ended).await }))
}

async fn ended(mut stopped: watch::Receiver<bool>) {
    // An error means that the sender is gone, which is the end as well.
    let _ = stopped.wait_for(|stop| *stop).await;
}

/// SIGTERM from the service manager, SIGINT from the keyboard; heard from this call on, not only once it is waited for.
fn told_to_end() -> impl Future<Output = ()> + Send {
    use tokio::signal::unix::{SignalKind, signal};
    let terminate = signal(SignalKind::terminate());
    async move {
        match terminate {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = tokio::signal::ctrl_c() => {}
                }
            }
            Err(_) => {
                let _ = tokio::signal::ctrl_c().await;
            }
        }
    }
}

/// Takes new entries up into the log of the journal, at last those from before the end.
async fn keep_log(store: Store, stopped: watch::Receiver<bool>) {
    loop {
        let ending = *stopped.borrow();
        if let Err(error) = store.advance_log().await {
            tracing::warn!(%error, "log.failed");
        }
        if ending {
            return;
        }
        tokio::select! {
            () = ended(stopped.clone()) => {}
            () = tokio::time::sleep(LOG) => {}
        }
    }
}

/// Lets cases of an older release be found by their words.
async fn complete_words(store: &Store, stopped: &watch::Receiver<bool>) -> Result<()> {
    while !*stopped.borrow() {
        let mut tx = store.begin().await?;
        let some = cases::complete_words(&mut tx, 200).await?;
        tx.commit().await?;
        if some == 0 {
            break;
        }
    }
    Ok(())
}

/// Completes what an upgrade has left, then removes what has expired, now and then.
async fn tidy(store: Store, library: Library, stopped: watch::Receiver<bool>) {
    if let Err(error) = complete_words(&store, &stopped).await {
        tracing::warn!(%error, "words.failed");
    }
    loop {
        if let Err(error) = tidy_once(&store, &library).await {
            tracing::warn!(%error, "tidy.failed");
        }
        tokio::select! {
            () = ended(stopped.clone()) => return,
            () = tokio::time::sleep(TIDY) => {}
        }
    }
}

async fn tidy_once(store: &Store, library: &Library) -> Result<()> {
    let mut tx = store.begin().await?;
    identity::purge_sessions(&mut tx).await?;
    identity::purge_oidc(&mut tx).await?;
    intake::purge_drafts(&mut tx, 100).await?;
    cases::file_away(&mut tx, library, 100).await?;
    tx.commit().await?;
    Ok(())
}
