//! Requests to a provider: over https, without redirects, in bounded time, with bounded answers.

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http};
use std::{future::Future, pin::Pin, time::Duration};

/// How long an answer may take.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How large it may be, in bytes.
const LARGEST: usize = 512 * 1024;

/// Talks to providers.
#[derive(Debug, Clone)]
pub(super) struct Http(reqwest::Client);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum HttpError {
    /// It cannot be reached, or does not answer in time.
    #[error(transparent)]
    Request(#[from] reqwest::Error),
    /// It cannot be put together.
    #[error(transparent)]
    Answer(#[from] http::Error),
    /// The answer is too large.
    #[error("the answer has more than {LARGEST} bytes")]
    TooLarge,
}

impl Http {
    pub(super) fn new() -> Result<Self, reqwest::Error> {
        // A redirect could lead into the installation's own network.
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(TIMEOUT)
            .user_agent("rennsteig")
            .build()?;
        Ok(Self(client))
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let mut answer = self.0.execute(request.try_into()?).await?;
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > LARGEST {
                return Err(HttpError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = http::Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            response = response.header(name, value);
        }
        Ok(response.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
