//! Style sheets and fonts, embedded at build under an address that carries their content hash.
//!
//! The address changes with the content, so browsers may keep a file for ever and never see a stale one.

use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum_extra::routing::TypedPath;
use serde::Deserialize;

use crate::shell::CachePolicy;

/// One embedded file.
struct Asset {
    /// Its name in the source, as code refers to it.
    name: &'static str,
    /// Its name in the address: with the content hash.
    address: &'static str,
    mime: &'static str,
    bytes: &'static [u8],
    gzip: Option<&'static [u8]>,
}

static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// `GET /assets/{file}`: an embedded file by its hashed name.
#[derive(TypedPath, Deserialize)]
#[typed_path("/assets/{file}")]
pub struct AssetPath {
    /// Name with content hash, for example `kern.0123456789ab.css`.
    pub file: String,
}

/// The address of an embedded file.
///
/// # Panics
/// When no file of that name is embedded: names are literals of this crate, and every page uses them.
#[must_use]
pub fn address(name: &str) -> String {
    let asset = ASSETS.iter().find(|asset| asset.name == name).expect("the asset is in build.rs");
    format!("/assets/{}", asset.address)
}

/// Serves an embedded file, compressed where the browser takes it.
pub async fn serve(AssetPath { file }: AssetPath, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.address == file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let takes_gzip =
        headers.get(ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("gzip"));
    let head = [(CONTENT_TYPE, asset.mime), (VARY, "accept-encoding")];
    match asset.gzip {
        Some(gzip) if takes_gzip => {
            (CachePolicy::Immutable, head, [(CONTENT_ENCODING, "gzip")], gzip).into_response()
        }
        _ => (CachePolicy::Immutable, head, asset.bytes).into_response(),
    }
}
