//! The desk: what staff see. One file a page.

use axum::Router;

use crate::house::House;

/// The pages of the desk.
pub(crate) fn routes() -> Router<House> {
    Router::new()
}
