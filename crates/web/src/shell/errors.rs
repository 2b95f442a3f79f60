//! When something does not work: what a person reads then, in their language, with a way out.

use std::any::Any;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::html;

use super::frame::Recognised;
use super::{Frame, Href, Visitor};
use crate::routes::{AccountPath, CasesPath, DeskPath, HomePath, OperationPath, SearchPath, SteeringPath};
use crate::ui::{self, Page};

/// Why a request has no answer. Handlers return it as their error; the page is made in one place.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is no such page, or it is not for this person: both look the same.
    #[error("no such page")]
    NotFound,
    /// The person is known and may not do this.
    #[error("not allowed")]
    Forbidden,
    /// A form that was not made by our page for this visitor, or whose session has ended.
    #[error("the form's token does not fit the session")]
    ForeignForm,
    /// The request cannot be understood.
    #[error("the request cannot be read")]
    Unreadable,
    /// The request or a file in it is too large.
    #[error("the request is too large")]
    TooLarge,
    /// Too many tries; again after so many seconds.
    #[error("too many requests")]
    TooMany {
        /// Seconds until the next try.
        retry_after: u32,
    },
    /// A part that the page needs does not answer, or the program is stopping.
    #[error("not available at present")]
    Unavailable,
    /// Our own mistake. The error is logged with the request's id, and never shown.
    #[error("internal error: {0}")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Failure {
    /// An unexpected error of an office.
    pub fn internal(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(error.into())
    }

    /// The failure that a library's status stands for.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Self::NotFound,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::TOO_MANY_REQUESTS => Self::TooMany { retry_after: 60 },
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => Self::Unavailable,
            status if status.is_server_error() => Self::internal(format!("status {status}")),
            _ => Self::Unreadable,
        }
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::ForeignForm => StatusCode::FORBIDDEN,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Keys of heading, explanation and advice.
    const fn wording(kind: Kind) -> [&'static str; 3] {
        match kind {
            Kind::NotFound => ["error-not-found", "error-not-found-why", "error-not-found-do"],
            Kind::Forbidden => ["error-forbidden", "error-forbidden-why", "error-forbidden-do"],
            Kind::ForeignForm => ["error-form", "error-form-why", "error-form-do"],
            Kind::Unreadable => ["error-unreadable", "error-unreadable-why", "error-unreadable-do"],
            Kind::TooLarge => ["error-too-large", "error-too-large-why", "error-too-large-do"],
            Kind::TooMany => ["error-too-many", "error-too-many-why", "error-too-many-do"],
            Kind::Unavailable => ["error-unavailable", "error-unavailable-why", "error-unavailable-do"],
            Kind::Internal => ["error-internal", "error-internal-why", "error-internal-do"],
        }
    }
}

/// The kind of a failure, as it travels from the handler to the layer that makes the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    NotFound,
    Forbidden,
    ForeignForm,
    Unreadable,
    TooLarge,
    TooMany,
    Unavailable,
    Internal,
}

impl From<&Failure> for Kind {
    fn from(failure: &Failure) -> Self {
        match failure {
            Failure::NotFound => Self::NotFound,
            Failure::Forbidden => Self::Forbidden,
            Failure::ForeignForm => Self::ForeignForm,
            Failure::Unreadable => Self::Unreadable,
            Failure::TooLarge => Self::TooLarge,
            Failure::TooMany { .. } => Self::TooMany,
            Failure::Unavailable => Self::Unavailable,
            Failure::Internal(_) => Self::Internal,
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let kind = Kind::from(&self);
        if let Self::Internal(error) = &self {
            tracing::error!(error = error.as_ref(), "a request failed");
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(kind);
        if let Self::TooMany { retry_after } = self {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(retry_after));
        }
        response
    }
}

/// What a panic becomes: an answer like any other internal error. The message is logged by the panic hook.
pub(super) fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    Failure::internal("a handler panicked").into_response()
}

/// Turns an error without a page (of a handler, an extractor or a layer) into one.
pub(super) async fn pages(request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let frame = Frame::of(&parts);
    let recognised = Recognised::default();
    parts.extensions.insert(recognised.clone());
    let response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    let has_page = response.headers().get(CONTENT_TYPE).is_some_and(|kind| {
        let kind = kind.as_bytes();
        kind.starts_with(b"text/html") || kind.starts_with(b"application/json")
    });
    if has_page || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    // The page is made out here, so that it is there whatever breaks inside; who is signed in was found out there.
    let frame = frame.seen_by(&recognised);
    let kind = response.extensions().get::<Kind>().copied();
    let kind = kind.unwrap_or_else(|| Kind::from(&Failure::of_status(status)));
    let (mut head, _) = response.into_parts();
    let page = page(&frame, kind).render(&frame).into_string();
    head.headers.remove("content-length");
    head.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    Response::from_parts(head, Body::from(page))
}

fn page(frame: &Frame, kind: Kind) -> Page {
    let t = frame.t;
    let [title, why, what] = Failure::wording(kind);
    let what = match (kind, &frame.visitor) {
        // Nobody is told to do what they have done.
        (Kind::NotFound, Visitor::Citizen { .. } | Visitor::Staff { .. }) => "error-not-found-do-known",
        _ => what,
    };
    let title = t.get(title);
    let (out, out_to) = way_out(&frame.visitor);
    let number = frame.request.as_ref().filter(|_| kind == Kind::Internal);
    let content = html! {
        (ui::heading(&title))
        (ui::lead(&t.get(why)))
        (ui::paragraph(&t.get(what)))
        @if let Some(id) = number {
            (ui::paragraph(&t.with("error-number", &[("number", id.as_str().into())])))
        }
        (ui::actions(html! {
            (ui::link_button(ui::Emphasis::Primary, &out_to, &t.get(out)))
            (ui::link_button(ui::Emphasis::Secondary, &Href::from(SearchPath), &t.get("error-go-search")))
        }))
    };
    Page::new(title, content)
}

/// Where this visitor goes on from an error: its wording and its address.
fn way_out(visitor: &Visitor) -> (&'static str, Href) {
    match visitor {
        Visitor::Anonymous => ("error-go-home", HomePath.into()),
        Visitor::Staff { cases: true, .. } => ("error-go-desk", DeskPath.into()),
        Visitor::Staff { inspects: true, .. } => ("error-go-cases", CasesPath.into()),
        Visitor::Staff { operation: true, .. } => ("error-go-operation", OperationPath.into()),
        Visitor::Staff { steering: true, .. } => ("error-go-steering", SteeringPath.into()),
        Visitor::Citizen { .. } | Visitor::Staff { .. } => ("error-go-account", AccountPath.into()),
    }
}
