//! Files in an S3 service: settings, how long it is waited for, and what its refusals mean.
//!
//! Buckets are addressed by path (`https://host/bucket`), which Amazon, MinIO and Ceph understand alike. A file is one
//! `PUT`: the service has the whole of it or nothing.

use crate::error::{Error, Result};
use object_store::{
    BackoffConfig, ClientOptions, ObjectStore, RetryConfig, aws::AmazonS3Builder, path::Path,
    prefix::PrefixStore,
};
use std::{error::Error as StdError, sync::Arc, time::Duration};

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(3);
/// A request that fails is repeated so often at most, within [`S3Settings::timeout`].
const RETRIES: usize = 4;
/// The first pause before a repetition; the next are about twice as long each.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// Refusals that pass.
const PASSING: [&str; 5] =
    ["InternalError", "OperationAborted", "RequestTimeout", "ServiceUnavailable", "SlowDown"];

/// A bucket of an S3 service.
#[derive(Clone)]
pub struct S3Settings {
    /// Name of the bucket.
    pub bucket: String,
    /// A folder within the bucket, for installations that share one.
    pub prefix: Option<String>,
    /// Address of the service, without the bucket; for services other than Amazon's.
    pub endpoint: Option<String>,
    /// Whether an endpoint without TLS (`http://`) is accepted.
    pub allow_http: bool,
    /// Region.
    pub region: String,
    /// Access key.
    pub access_key: String,
    /// Secret key.
    pub secret_key: String,
    /// How long storing or reading a file may take, repetitions included; then whoever waits is told that the
    /// service does not answer.
    pub timeout: Duration,
}

/// Without the keys: settings end up in messages.
impl std::fmt::Debug for S3Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let endpoint = self.endpoint.as_deref().unwrap_or("Amazon");
        f.debug_struct("S3Settings")
            .field("bucket", &self.bucket)
            .field("prefix", &self.prefix)
            .field("endpoint", &endpoint)
            .field("region", &self.region)
            .finish_non_exhaustive()
    }
}

impl S3Settings {
    /// The client of the service. It does not connect yet.
    pub(crate) fn open(&self) -> Result<Arc<dyn ObjectStore>> {
        let wrong = |what: String| Error::Settings(format!("S3 bucket {}: {what}", self.bucket));
        if let Some(endpoint) = &self.endpoint {
            match endpoint.split_once("://").map(|(scheme, _)| scheme) {
                Some("https") => {}
                Some("http") if self.allow_http => {}
                Some("http") => {
                    return Err(wrong(format!(
                        "{endpoint} is not encrypted. Use https, or set s3_allow_http = true where nobody else can \
                         listen on the way"
                    )));
                }
                _ => return Err(wrong(format!("{endpoint:?} is no address that begins with https://"))),
            }
        }
        // Two attempts fit into the time: the first one may have met a server that just went away.
        let client = ClientOptions::new()
            .with_allow_http(self.allow_http)
            .with_connect_timeout(CONNECT.min(self.timeout / 2))
            .with_timeout(self.timeout / 2);
        let retry = RetryConfig {
            backoff: BackoffConfig { init_backoff: FIRST_PAUSE, ..BackoffConfig::default() },
            max_retries: RETRIES,
            retry_timeout: self.timeout,
        };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&self.bucket)
            .with_region(&self.region)
            .with_access_key_id(&self.access_key)
            .with_secret_access_key(&self.secret_key)
            // One file at a time is removed: the request for many is not known to every service.
            .with_disable_bulk_delete(true)
            .with_client_options(client)
            .with_retry(retry);
        if let Some(endpoint) = &self.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        let bucket = builder.build().map_err(|e| wrong(e.to_string()))?;
        Ok(match &self.prefix {
            Some(prefix) => Arc::new(PrefixStore::new(bucket, Path::from(prefix.as_str()))),
            None => Arc::new(bucket),
        })
    }

    /// No answer in time.
    pub(crate) fn silent(&self) -> Error {
        let seconds = self.timeout.as_secs_f32();
        Error::FilesAway(format!("{self} does not answer within {seconds} s; nothing was changed"))
    }

    /// What the service said, in words an operator can act on. `None`: it has no such file.
    pub(crate) fn explain(&self, error: &object_store::Error) -> Option<Error> {
        let said = chain(error);
        let code = between(&said, "<Code>", "</Code>");
        Some(match (error, code) {
            (_, Some("NoSuchBucket")) => Error::FilesRefused(format!(
                "{self} has no such bucket: make it, or set s3_bucket to one that is there"
            )),
            (object_store::Error::NotFound { .. }, _) => return None,
            (_, Some(code)) if PASSING.contains(&code) => {
                Error::FilesAway(format!("{self} answers {code}; nothing was changed"))
            }
            (_, Some("QuotaExceeded" | "XMinioStorageFull")) => Error::Full,
            (
                object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. },
                _,
            )
            | (_, Some(_)) => Error::FilesRefused(format!(
                "{self} refuses ({}): check s3_access_key, s3_secret_key and s3_region, the clock of this machine, and \
                 that the key may list the bucket and get, put and delete its files",
                code.unwrap_or("no reason given")
            )),
            (_, None) => Error::FilesAway(format!("{self} is out of reach; nothing was changed: {said}")),
        })
    }
}

impl std::fmt::Display for S3Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let endpoint = self.endpoint.as_deref().unwrap_or("Amazon's");
        write!(f, "S3 service {endpoint}, bucket {}", self.bucket)
    }
}

/// The error and its causes, in one line. A cause that its error names already is left out.
fn chain(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        let cause = error.to_string();
        if !text.contains(&cause) {
            text.push_str(": ");
            text.push_str(&cause);
        }
        source = error.source();
    }
    text
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    Some(text.split_once(start)?.1.split_once(end)?.0)
}
