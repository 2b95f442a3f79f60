//! Signing in and out, levels of assurance, the mailbox: what belongs to a person. One file a page.

use axum::Router;

use crate::house::House;

/// The pages of an account.
pub(crate) fn routes() -> Router<House> {
    Router::new()
}
