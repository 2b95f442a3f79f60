//! What a page of the form sends: with files or without, as the page itself asked for.

use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;

use crate::shell::{Failure, Guarded, GuardedMultipart, Posted, PostedFile};

/// Answers and files of a page. Both encodings are taken, since a page with and without a file differs.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) answers: Posted,
    pub(super) files: Vec<PostedFile>,
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let kind = request.headers().get(CONTENT_TYPE).map(axum::http::HeaderValue::as_bytes);
        if kind.is_some_and(|kind| kind.starts_with(b"multipart/form-data")) {
            let (answers, files) =
                GuardedMultipart::from_request(request, state).await?.into_answers().await?;
            return Ok(Self { answers, files });
        }
        let answers = Guarded::<Posted>::from_request(request, state).await?.into_answers();
        Ok(Self { answers, files: Vec::new() })
    }
}
