//! The portal: what citizens and companies see. One file a page.

use axum::Router;

use crate::house::House;

/// The pages of the portal.
pub(crate) fn routes() -> Router<House> {
    Router::new()
}
