//! The published plans of Thüringen, which lie outside the repository. Where they are missing, the tests say so.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "figures, and why a test was skipped")]

mod damage;
mod findings;
mod links;
mod tables;
mod traps;
mod vergleich;

use std::path::PathBuf;

/// The text of the plans, or `None` with a word on what is missing.
fn text() -> Option<String> {
    let root = std::env::var_os("RENNSTEIG_CONFORMANCE").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance"),
        PathBuf::from,
    );
    let text = std::fs::read_to_string(root.join("thueringen/kleine-anfrage-8-710.txt"));
    if text.is_err() {
        println!("skipped: the plans of Thüringen are not there");
    }
    text.ok()
}
