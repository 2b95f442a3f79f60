//! Pages that are for somebody: extractors that let a handler begin only for them.

use axum::extract::FromRequestParts;
use axum::http::{Method, request::Parts};
use axum::response::{IntoResponse, Redirect, Response};
use identity::{AccountId, BehoerdeId, Permission, Scope};

use crate::routes::SignInPath;
use crate::session::Visit;
use crate::shell::{Failure, Href};

/// Whoever has one of these works on plans or the inventory.
pub(crate) const STEERING: [Permission; 3] =
    [Permission::PlanMeasures, Permission::SteerPlans, Permission::KeepInventory];

/// Somebody in their own affairs. Others are sent to sign in, or are told that the page is not for them.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// Their scope.
    pub scope: Scope,
}

/// A member of staff at work. Nobody is sent to sign in; for anybody else there is no such page.
#[derive(Debug, Clone)]
pub(crate) struct Colleague {
    /// Their scope.
    pub scope: Scope,
    /// Their account.
    pub account: AccountId,
    /// Where they work.
    pub behoerde: BehoerdeId,
}

impl Colleague {
    /// Whether they have a permission where they work.
    pub(crate) fn may(&self, permission: Permission) -> bool {
        self.scope.allows(permission, self.behoerde)
    }
}

impl<S: Sync> FromRequestParts<S> for Person {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let visit: Visit = parts.extensions.get().cloned().unwrap_or_default();
        match visit.scope() {
            scope @ Scope::Person { .. } => Ok(Self { scope }),
            _ if !visit.is_signed_in() => Err(sign_in_first(parts)),
            _ => Err(Failure::Forbidden.into_response()),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Colleague {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let visit: Visit = parts.extensions.get().cloned().unwrap_or_default();
        match visit.scope() {
            Scope::Staff { account, behoerde, .. } => Ok(Self { scope: visit.scope(), account, behoerde }),
            _ if !visit.is_signed_in() => Err(sign_in_first(parts)),
            _ => Err(Failure::NotFound.into_response()),
        }
    }
}

/// To the sign-in, and back to the page; a form cannot be sent again by a link, so it leads back to nothing.
fn sign_in_first(parts: &Parts) -> Response {
    let href = Href::from(SignInPath);
    let href = match (&parts.method, parts.uri.path_and_query()) {
        (&Method::GET, Some(here)) => href.with("zurueck", here.as_str()),
        _ => href,
    };
    Redirect::to(href.as_str()).into_response()
}
